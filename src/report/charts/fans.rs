//! Forecasts from one date after the other, and the dots that came: a panel for each date.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room, Span};
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::theme::{AXIS_SIZE, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, MISSING, OUTCOME, QUIET, tint};
use super::{ChartError, Heading, checks};

/// A forecast from a date on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Fan {
    /// What stands above it, such as the date from which was forecast.
    pub label: String,
    /// The last date that was known, as an index into [`FansChart::dates`].
    pub origin: usize,
    /// For each later date the 5th, 25th, 50th, 75th and 95th percentile.
    pub bands: Vec<[f64; 5]>,
}

/// Forecasts of a quantity from several dates, and what came.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FansChart {
    /// The words around it.
    pub heading: Heading,
    /// What the values count, above the value axis.
    pub unit: String,
    /// The dates, written as `2021-05`.
    pub dates: Vec<String>,
    /// What came at each date.
    pub came: Vec<f64>,
    /// Up to twelve forecasts, in the order of their origins.
    pub fans: Vec<Fan>,
    /// Legend: the band from P5 to P95.
    pub outer_label: String,
    /// Legend: the band from P25 to P75.
    pub inner_label: String,
    /// Legend: the median.
    pub median_label: String,
    /// Legend: dots that were known when it was forecast.
    pub known_label: String,
    /// Legend: dots that came within the wide band.
    pub within_label: String,
    /// Legend: dots that came outside.
    pub outside_label: String,
}

/// How many panels one page can hold.
pub const MOST_FANS: usize = 12;
/// Room between panels, and for what stands above and below one.
const GAP: f64 = 22.0;
const ABOVE: f64 = 26.0;
const BELOW: f64 = 24.0;

impl FansChart {
    fn columns(width: f64) -> usize {
        if width < 640.0 { 2 } else { 3 }
    }

    /// Room for the marks left of the panels.
    fn gutter(&self, face: Face) -> f64 {
        let widest = self.values().ticks.iter().map(|(_, mark)| face.width(mark, FOOTNOTE_SIZE)).fold(24.0, f64::max);
        widest + 10.0
    }

    /// The width and the height of a panel.
    fn panel(&self, face: Face, width: f64) -> (f64, f64) {
        let columns = Self::columns(width) as f64;
        let own = (width - self.gutter(face) - GAP * (columns - 1.0)) / columns;
        (own, ABOVE + own * 0.62 + BELOW)
    }

    fn values(&self) -> Axis {
        let bands = self.fans.iter().flat_map(|fan| &fan.bands).flat_map(|band| [band[0], band[4]]);
        Axis::round(bands.chain(self.came.iter().copied()), 5.0)
    }

    fn draw_fan(&self, paper: &Paper<'_>, cell: Area, fan: &Fan, first: bool) -> Drawn {
        let room =
            Room { above: ABOVE, right: 4.0, below: BELOW, left: if first { self.gutter(paper.face) } else { 0.0 } };
        let mut panel = Panel::new(&paper.part(cell), room, Axis::months(&self.dates), self.values())?;
        let name = paper.fit(&fan.label, LABEL_SIZE, panel.area.width());
        paper.words(&name, (panel.area.left, cell.top + 16.0), Style::start(LABEL_SIZE, INK))?;
        panel.level_grid(paper, GRID, first.then_some(FOOTNOTE_SIZE))?;
        panel.ground(paper)?;
        let ends = [0, self.dates.len() - 1].map(|index| (index, paper.fit(&self.dates[index], FOOTNOTE_SIZE, 60.0)));
        let baseline = panel.area.bottom + 6.0 + FOOTNOTE_SIZE;
        for (index, mark) in ends {
            let (x, _) = panel.at(index as f64, 0.0);
            let style = if index == 0 { Style::start(FOOTNOTE_SIZE, QUIET) } else { Style::end(FOOTNOTE_SIZE, QUIET) };
            paper.words(&mark, (x, baseline), style)?;
        }
        // From the dot that was known, so that each fan opens where it begins.
        let at = |step: usize| (fan.origin + 1 + step) as f64;
        let start = self.came[fan.origin];
        for (low, high, strength) in [(0, 4, 0.18), (1, 3, 0.42)] {
            let spans = (0..).zip(&fan.bands).map(|(step, band)| (at(step), band[low], band[high]));
            let spans: Vec<Span> = std::iter::once((fan.origin as f64, start, start)).chain(spans).collect();
            panel.band(&spans, tint(OUTCOME, strength))?;
        }
        let middle = (0..).zip(&fan.bands).map(|(step, band)| (at(step), band[2]));
        let middle: Vec<Point> = std::iter::once((fan.origin as f64, start)).chain(middle).collect();
        let middle: Vec<Point> = middle.into_iter().map(|(x, y)| panel.at(x, y)).collect();
        paper.line(&middle, 1.5, OUTCOME)?;
        for (date, value) in self.came.iter().enumerate() {
            let spot = panel.at(date as f64, *value);
            match fan.bands.get(date.wrapping_sub(fan.origin + 1)) {
                Some(band) if (band[0]..=band[4]).contains(value) => paper.disc(spot, 3.6, INK)?,
                Some(_) => paper.diamond(spot, 5.4, MISSING)?,
                None => paper.ring(spot, 3.4, QUIET)?,
            }
        }
        Ok(())
    }
}

impl Picture for FansChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("dates", self.dates.len(), usize::MAX)?;
        checks::count("fans", self.fans.len(), MOST_FANS)?;
        checks::numbers("came", &self.came, self.dates.len())?;
        for fan in &self.fans {
            if fan.origin >= self.dates.len() {
                let (what, index, length) = ("the origin of a fan".to_owned(), fan.origin, self.dates.len());
                return Err(ChartError::OutOfRange { what, index, length });
            }
            let bands: Vec<f64> = fan.bands.iter().flatten().copied().collect();
            checks::numbers("bands", &bands, 5 * (self.dates.len() - fan.origin - 1))?;
        }
        Ok(())
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        vec![
            (Key::Line(OUTCOME), self.median_label.clone()),
            (Key::Box(tint(OUTCOME, 0.42)), self.inner_label.clone()),
            (Key::Box(tint(OUTCOME, 0.18)), self.outer_label.clone()),
            (Key::Ring(QUIET), self.known_label.clone()),
            (Key::Dot(INK), self.within_label.clone()),
            (Key::Diamond(MISSING), self.outside_label.clone()),
        ]
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        let rows = self.fans.len().div_ceil(Self::columns(width)) as f64;
        20.0 + rows * self.panel(face, width).1
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let (columns, gutter) = (Self::columns(body.width()), self.gutter(paper.face));
        let (width, height) = self.panel(paper.face, body.width());
        let unit = paper.fit(&self.unit, AXIS_SIZE, body.width());
        paper.words(&unit, (body.left, body.top + 12.0), Style::start(AXIS_SIZE, QUIET))?;
        for (index, fan) in self.fans.iter().enumerate() {
            let (row, column) = ((index / columns) as f64, index % columns);
            let first = column == 0;
            let left = body.left + gutter + column as f64 * (width + GAP);
            let top = body.top + 20.0 + row * height;
            let cell =
                Area { left: if first { left - gutter } else { left }, top, right: left + width, bottom: top + height };
            self.draw_fan(paper, cell, fan, first)?;
        }
        Ok(())
    }
}
