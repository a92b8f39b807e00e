//! Several quantities over the months, a small panel for each: what fills a page each as a [`FanChart`].

use super::axis::Axis;
use super::fan::FanChart;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Style};
use super::theme::{AXIS_SIZE, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, PAPER, PLAN, QUIET};
use super::{ChartError, Heading, checks};

/// Fans beside each other, each on axes of its own.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PathsChart {
    /// The words around all of them.
    pub heading: Heading,
    /// Up to eighteen. The label of each stands above it, and below that how it ends: the subtitle of its heading.
    pub fans: Vec<FanChart>,
}

/// How many panels one page can hold.
pub const MOST_PATHS: usize = 18;
/// Room between panels, and for what stands above, below and left of one.
const GAP: f64 = 20.0;
const ABOVE: f64 = 42.0;
const BELOW: f64 = 28.0;
const LEFT: f64 = 46.0;
/// What a second line of the names adds, which up to so many panels have where some name takes it.
const SECOND: f64 = 14.0;
const FEW: usize = 12;

impl PathsChart {
    fn columns(&self, width: f64) -> usize {
        let most = if width < 640.0 { 2 } else { 3 };
        most.min(self.fans.len()).max(1)
    }

    /// The width and the height of a panel, and what of the height is above it.
    fn panel(&self, face: Face, width: f64) -> (f64, f64, f64) {
        let columns = self.columns(width) as f64;
        let own = (width - GAP * (columns - 1.0)) / columns;
        let long = |fan: &FanChart| face.width(&fan.label, FOOTNOTE_SIZE) > own;
        let second = self.fans.len() <= FEW && self.fans.iter().any(long);
        let above = ABOVE + if second { SECOND } else { 0.0 };
        (own, above + ((own - LEFT) * 0.4).min(160.0) + BELOW, above)
    }

    fn draw_fan(paper: &Paper<'_>, (cell, above): (Area, f64), fan: &FanChart) -> Drawn {
        let room = Room { above, right: 8.0, below: BELOW, left: LEFT };
        let mut panel = Panel::new(&paper.part(cell), room, Axis::months(&fan.months), fan.values(4.0))?;
        let sizes = [LABEL_SIZE, AXIS_SIZE, FOOTNOTE_SIZE];
        let one = sizes.into_iter().find(|size| paper.width(&fan.label, *size) <= cell.width());
        let lines = if one.is_none() && above > ABOVE { 2 } else { 1 };
        let size = one.unwrap_or(FOOTNOTE_SIZE);
        let name = paper.face.wrap(&fan.label, size, cell.width(), lines);
        let mut baselines = (0..).map(|line| cell.top + above - 26.0 - SECOND * f64::from(line));
        name.iter().rev().try_for_each(|line| {
            let baseline = baselines.next().unwrap_or(cell.top);
            paper.words(line, (cell.left, baseline), Style::start(size, INK))
        })?;
        let below = paper.fit(&fan.heading.subtitle, FOOTNOTE_SIZE, cell.width() + GAP * 0.6);
        paper.words(&below, (cell.left, cell.top + above - 10.0), Style::start(FOOTNOTE_SIZE, QUIET))?;
        panel.level_grid(paper, GRID, Some(FOOTNOTE_SIZE))?;
        panel.ground(paper)?;
        panel.month_marks(paper, &fan.months, FOOTNOTE_SIZE)?;
        fan.paths(&mut panel)?;
        for target in &fan.targets {
            let ((x, y), area) = (panel.at(target.month as f64, target.value), panel.area);
            paper.dashes((area.left, y), (x, y), 1.2, PLAN)?;
            paper.diamond((x, y), 6.0, PAPER)?;
            paper.diamond((x, y), 4.5, PLAN)?;
        }
        Ok(())
    }
}

impl Picture for PathsChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("fans", self.fans.len(), MOST_PATHS)?;
        self.fans.iter().try_for_each(Picture::check)
    }

    fn legend(&self, face: Face) -> Vec<(Key, String)> {
        let marked = self.fans.iter().find(|fan| !fan.targets.is_empty()).or_else(|| self.fans.first());
        marked.map_or_else(Vec::new, |fan| fan.legend(face))
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        let rows = self.fans.len().div_ceil(self.columns(width)) as f64;
        rows * self.panel(face, width).1
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let columns = self.columns(body.width());
        let (width, height, above) = self.panel(paper.face, body.width());
        for (index, fan) in self.fans.iter().enumerate() {
            let left = body.left + (index % columns) as f64 * (width + GAP);
            let top = body.top + (index / columns) as f64 * height;
            let cell = Area { left, top, right: left + width, bottom: top + height };
            Self::draw_fan(paper, (cell, above), fan)?;
        }
        Ok(())
    }
}
