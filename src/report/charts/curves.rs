//! Probabilities as lines with bands: up to four share a panel, more get a panel each.

use plotters::prelude::Color as _;

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room, Span};
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::spread::spread;
use super::theme::{
    AXIS_SIZE, Colour, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, MISSING, OUTCOME, PLAN, QUIET, SERIES, tint,
};
use super::{ChartError, Heading, LineMark, LinePoint, number};

/// What curves run along, from left to right.
pub(super) enum Along<'a> {
    /// The months, written as `2021-05`; a point's `x` is an index into them.
    Months(&'a [String]),
    /// A number.
    Number {
        /// What it is, written below the axis.
        label: &'a str,
        /// Decimals of the marked values.
        decimals: usize,
        /// Values with a meaning.
        marks: &'a [LineMark],
    },
}

/// A line with its band.
pub(super) struct Curve<'a> {
    pub(super) label: &'a str,
    /// From left to right.
    pub(super) points: Vec<LinePoint>,
}

impl Curve<'_> {
    fn line(&self) -> Vec<Point> {
        self.points.iter().map(|point| (point.x, point.y)).collect()
    }

    fn spans(&self) -> Vec<Span> {
        self.points.iter().map(|point| (point.x, point.low, point.high)).collect()
    }

    /// The last point.
    fn end(&self) -> Point {
        self.points.last().map_or((0.0, 0.0), |point| (point.x, point.y.clamp(0.0, 1.0)))
    }
}

/// Curves, and the words around them.
pub(super) struct Curves<'a> {
    pub(super) heading: &'a Heading,
    pub(super) along: Along<'a>,
    /// What the axis from 0% to 100% shows.
    pub(super) axis_label: &'a str,
    pub(super) lines: Vec<Curve<'a>>,
    /// A level line to compare with, and what it means.
    pub(super) reference: Option<(f64, &'a str)>,
    pub(super) line_label: &'a str,
    pub(super) interval_label: &'a str,
    /// What is wrong with the numbers, if anything.
    pub(super) checked: Result<(), ChartError>,
}

/// How many curves one panel can hold.
const TOGETHER: usize = SERIES.len();
/// How many panels one page can hold.
pub(super) const MOST: usize = 16;
/// Up to so many points are shown as dots, so that nobody takes the lines between them for results.
const DOTS: usize = 15;
/// Room for the marks left of a panel that is alone, and of the first of several.
const LEFT: f64 = 44.0;
const GUTTER: f64 = 36.0;
const GAP: f64 = 26.0;
/// Room for the percentage beside a panel's name.
const PERCENT: f64 = 48.0;
/// Up to so many panels have names of three lines where they take them.
const FEW: usize = 13;

/// How several panels stand on the paper.
struct Grid {
    columns: usize,
    rows: usize,
    /// The width of a panel, without the gap right of it.
    width: f64,
    /// The height of a row of panels, and of the names in it.
    height: f64,
    header: f64,
    /// The letters of the names, and in how many lines they stand.
    names: (f64, usize),
}

impl Curves<'_> {
    fn together(&self) -> bool {
        self.lines.len() <= TOGETHER
    }

    /// The height of what the axis below measures.
    fn foot(&self) -> f64 {
        match self.along {
            Along::Number { label, .. } if !label.trim().is_empty() => 17.0,
            _ => 0.0,
        }
    }

    fn grid(&self, face: Face, width: f64) -> Grid {
        let count = self.lines.len();
        let columns = match count {
            _ if width < 640.0 => 2,
            0..=9 => 3,
            _ => 4,
        };
        let width = (width - GUTTER - GAP * (columns - 1) as f64) / columns as f64;
        let names = self.names(face, width - PERCENT - 1.0);
        let header = 14.0 + 12.0 * names.1 as f64;
        Grid { columns, rows: count.div_ceil(columns), width, height: header + 8.0 + width * 0.5, header, names }
    }

    /// How names stand beside the percentage, in every panel alike: in as few lines as leave none of them cut.
    fn names(&self, face: Face, room: f64) -> (f64, usize) {
        let most = if self.lines.len() > FEW { 2 } else { 3 };
        let tried = [(AXIS_SIZE, 1), (AXIS_SIZE, 2), (FOOTNOTE_SIZE, 2), (FOOTNOTE_SIZE, 3)];
        let whole = |(size, lines): &(f64, usize)| {
            self.lines.iter().all(|curve| face.wrap(curve.label, *size, room, lines + 1).len() <= *lines)
        };
        let found = tried.into_iter().filter(|(_, lines)| *lines <= most).find(whole);
        found.unwrap_or((FOOTNOTE_SIZE, most))
    }

    /// The axis of a panel of this width.
    fn axis(&self, face: Face, width: f64, size: f64) -> Axis {
        match &self.along {
            Along::Months(months) => Axis::months(months),
            Along::Number { marks, .. } => {
                // From the smallest value to the largest, marks among them, so that no curve is squeezed by a margin.
                let points = self.lines.iter().flat_map(|curve| &curve.points).map(|point| point.x);
                let axis = Axis::tight(points.chain(marks.iter().map(|mark| mark.x)), (width / 100.0).clamp(4.0, 7.0));
                let widest = axis.ticks.iter().map(|(_, mark)| face.width(mark, size)).fold(0.0, f64::max);
                axis.thinned(width, widest + 10.0)
            }
        }
    }

    /// The line below a panel and its upright grid; its marks if it is named.
    fn ground(&self, paper: &Paper<'_>, panel: &mut Panel<'_>, size: f64, named: bool) -> Drawn {
        panel.upright_grid()?;
        panel.ground(paper)?;
        match self.along {
            _ if !named => Ok(()),
            Along::Months(months) => panel.month_marks(paper, months, size),
            // A panel alone has room at its sides; neighbours must not touch.
            Along::Number { .. } => {
                panel.x_marks(paper, (panel.area.bottom + 6.0 + size, size), if self.together() { 24.0 } else { 8.0 })
            }
        }
    }

    /// What the axis below measures.
    fn foot_words(&self, paper: &Paper<'_>, body: Area, middle: f64, baseline: f64) -> Drawn {
        let Along::Number { label, .. } = self.along else { return Ok(()) };
        let room = 2.0 * (middle - body.left).min(body.right - middle);
        paper.words(&paper.fit(label, AXIS_SIZE, room), (middle, baseline), Style::middle(AXIS_SIZE, QUIET))
    }

    /// Upright dashes where a value has a meaning; with their names above a panel that is alone.
    fn marks(&self, paper: &Paper<'_>, panel: &Panel<'_>) -> Drawn {
        let Along::Number { marks, decimals, .. } = self.along else { return Ok(()) };
        let (area, width) = (panel.area, if self.together() { 1.5 } else { 1.0 });
        let places: Vec<f64> = marks.iter().map(|mark| panel.at(mark.x, 0.0).0).collect();
        places.iter().try_for_each(|x| paper.dashes((*x, area.top), (*x, area.bottom), width, PLAN))?;
        if !self.together() {
            return Ok(());
        }
        let room = area.width() / marks.len().max(1) as f64 - 16.0;
        let names: Vec<String> = marks.iter().map(|mark| mark_name(mark, decimals, paper.face, room)).collect();
        let widths: Vec<f64> = names.iter().map(|name| paper.width(name, AXIS_SIZE) + 16.0).collect();
        let middles = spread(&places, &widths, area.left - 8.0, area.right + 8.0);
        for ((x, name), middle) in places.iter().zip(&names).zip(middles) {
            paper.line(&[(middle, area.top - 14.0), (*x, area.top)], 1.0, QUIET)?;
            paper.words(name, (middle, area.top - 18.0), Style::middle(AXIS_SIZE, PLAN))?;
        }
        Ok(())
    }

    fn reference(&self, paper: &Paper<'_>, panel: &Panel<'_>, width: f64) -> Drawn {
        let Some((value, _)) = self.reference else { return Ok(()) };
        let (_, y) = panel.at(0.0, value);
        paper.dashes((panel.area.left, y), (panel.area.right, y), width, PLAN)
    }

    fn path(&self, panel: &mut Panel<'_>, curve: &Curve<'_>, radius: f64, colour: Colour) -> Drawn {
        let line = curve.line();
        panel.path(&line, colour)?;
        let dotted = matches!(self.along, Along::Number { .. }) && line.len() <= DOTS;
        if dotted { panel.dots(&line, radius, colour) } else { Ok(()) }
    }

    fn one_panel(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let above = if matches!(self.along, Along::Number { marks, .. } if !marks.is_empty()) { 54.0 } else { 28.0 };
        // Names beside the ends of the lines.
        let right = (body.width() * 0.255).clamp(176.0, 234.0);
        let room = Room { above, right, below: 28.0 + self.foot(), left: LEFT };
        let x = self.axis(paper.face, body.width() - LEFT - right, AXIS_SIZE);
        let y = Axis::shares(1.0, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
        let mut panel = Panel::new(&paper.part(body), room, x, y)?;
        let area = panel.area;
        let label = paper.fit(self.axis_label, AXIS_SIZE, body.width());
        paper.words(&label, (body.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET))?;
        self.foot_words(paper, body, f64::midpoint(area.left, area.right), body.bottom - 9.0)?;
        panel.level_grid(paper, GRID, Some(AXIS_SIZE))?;
        self.ground(paper, &mut panel, AXIS_SIZE, true)?;
        for (curve, colour) in self.lines.iter().zip(SERIES) {
            // See-through, because they cross.
            panel.band(&curve.spans(), colour.mix(0.16))?;
        }
        self.reference(paper, &panel, 1.5)?;
        self.marks(paper, &panel)?;
        for (curve, colour) in self.lines.iter().zip(SERIES) {
            self.path(&mut panel, curve, 3.5, colour)?;
        }
        let wrap = |curve: &Curve<'_>| paper.face.wrap(curve.label, LABEL_SIZE, right - 78.0, 3);
        let names: Vec<Vec<String>> = self.lines.iter().map(wrap).collect();
        let heights: Vec<f64> = names.iter().map(|lines| 17.0 * lines.len().max(1) as f64 + 8.0).collect();
        let ends: Vec<Point> = self.lines.iter().map(|curve| panel.at(curve.end().0, curve.end().1)).collect();
        let wanted: Vec<f64> = ends.iter().map(|(_, y)| *y).collect();
        let middles = spread(&wanted, &heights, area.top - 14.0, area.bottom + 14.0);
        let left = area.right + 26.0;
        for (index, (curve, colour)) in self.lines.iter().zip(SERIES).enumerate() {
            let ((x, end), y) = (ends[index], middles[index]);
            paper.line(&[(x + 5.0, end), (left - 4.0, y)], 1.0, colour)?;
            let percent = number::percent(curve.end().1);
            paper.centred(&percent, (left + 44.0, y), Style::end(LABEL_SIZE + 3.0, colour))?;
            paper.lines(&names[index], (left + 52.0, y), 17.0, Style::start(LABEL_SIZE, INK))?;
        }
        Ok(())
    }

    fn panels(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let grid = self.grid(paper.face, body.width());
        let label = paper.fit(self.axis_label, AXIS_SIZE, body.width());
        paper.words(&label, (body.left, body.top + 10.0), Style::start(AXIS_SIZE, QUIET))?;
        self.foot_words(paper, body, f64::midpoint(body.left + GUTTER, body.right), body.bottom - 13.0)?;
        let axis = self.axis(paper.face, grid.width, FOOTNOTE_SIZE);
        let top = body.top + 18.0;
        let cells = paper.part(Area {
            left: body.left + GUTTER - GAP,
            top,
            right: body.right,
            bottom: top + grid.height * grid.rows as f64,
        });
        let cells = cells.split_evenly((grid.rows, grid.columns));
        for (index, (curve, cell)) in self.lines.iter().zip(cells).enumerate() {
            let room = Room { above: grid.header, right: 0.0, below: 8.0, left: GAP };
            let mut panel = Panel::new(&cell, room, axis.clone(), Axis::shares(1.0, &[0.0, 0.5, 1.0]))?;
            // Only the first panel of each row and the lowest of each column name their marks.
            panel.level_grid(paper, GRID, (index % grid.columns == 0).then_some(FOOTNOTE_SIZE))?;
            self.ground(paper, &mut panel, FOOTNOTE_SIZE, index + grid.columns >= self.lines.len())?;
            panel.band(&curve.spans(), tint(OUTCOME, 0.22))?;
            self.reference(paper, &panel, 1.0)?;
            self.marks(paper, &panel)?;
            self.path(&mut panel, curve, 2.5, OUTCOME)?;
            self.panel_names(paper, panel.area, curve, grid.names)?;
        }
        Ok(())
    }

    fn panel_names(&self, paper: &Paper<'_>, area: Area, curve: &Curve<'_>, names: (f64, usize)) -> Drawn {
        let ((_, share), (size, lines)) = (curve.end(), names);
        let below = self.reference.is_some_and(|(value, _)| share < value);
        let style = Style::end(LABEL_SIZE + 2.0, if below { MISSING } else { OUTCOME });
        paper.words(&number::percent(share), (area.right, area.top - 9.0), style)?;
        let name = paper.face.wrap(curve.label, size, area.width() - PERCENT, lines);
        let mut baselines = (0..).map(|line| area.top - 9.0 - (size + 2.0) * f64::from(line));
        name.iter().rev().try_for_each(|line| {
            let baseline = baselines.next().unwrap_or(area.top);
            paper.words(line, (area.left, baseline), Style::start(size, INK))
        })
    }
}

/// The name of a mark and its value; where there is no room for both, the value, in its short form if it must be.
fn mark_name(mark: &LineMark, decimals: usize, face: Face, room: f64) -> String {
    let long = number::grouped(mark.x, decimals);
    let value = if face.width(&long, AXIS_SIZE) <= room { long } else { number::scientific(mark.x) };
    let rest = room - face.width(&value, AXIS_SIZE) - 6.0;
    if mark.label.trim().is_empty() || rest < 24.0 {
        return value;
    }
    format!("{} {value}", face.fit(&mark.label, AXIS_SIZE, rest))
}

impl Picture for Curves<'_> {
    fn heading(&self) -> &Heading {
        self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        self.checked.clone()
    }

    fn legend(&self, face: Face) -> Vec<(Key, String)> {
        let together = self.together();
        let mut entries = Vec::new();
        if !together {
            entries.push((Key::Line(OUTCOME), self.line_label.to_owned()));
        }
        entries.push((Key::Box(tint(if together { QUIET } else { OUTCOME }, 0.22)), self.interval_label.to_owned()));
        entries.extend(self.reference.map(|(_, label)| (Key::Dashes(PLAN), label.to_owned())));
        // Where panels have no room for the names of marks.
        if let (false, Along::Number { marks, decimals, .. }) = (together, &self.along) {
            entries
                .extend(marks.iter().map(|mark| (Key::UprightDashes(PLAN), mark_name(mark, *decimals, face, 280.0))));
        }
        entries
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        if self.together() {
            return 180.0 + 0.3 * width;
        }
        let grid = self.grid(face, width);
        18.0 + grid.height * grid.rows as f64 + 24.0 + self.foot()
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        if self.together() { self.one_panel(paper, body) } else { self.panels(paper, body) }
    }
}
