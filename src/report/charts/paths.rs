//! Several quantities over the months, a small panel for each: what fills a page each as a [`FanChart`].

use super::axis::Axis;
use super::fan::FanChart;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Style};
use super::theme::{FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, PAPER, PLAN, QUIET};
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

impl PathsChart {
    fn columns(&self, width: f64) -> usize {
        let most = if width < 640.0 { 2 } else { 3 };
        most.min(self.fans.len()).max(1)
    }

    /// The width and the height of a panel.
    fn panel(&self, width: f64) -> (f64, f64) {
        let columns = self.columns(width) as f64;
        let own = (width - GAP * (columns - 1.0)) / columns;
        (own, ABOVE + ((own - LEFT) * 0.4).min(160.0) + BELOW)
    }

    fn draw_fan(paper: &Paper<'_>, cell: Area, fan: &FanChart) -> Drawn {
        let room = Room { above: ABOVE, right: 8.0, below: BELOW, left: LEFT };
        let mut panel = Panel::new(&paper.part(cell), room, Axis::months(&fan.months), fan.values(4.0))?;
        let title = paper.fit(&fan.label, LABEL_SIZE, cell.width());
        paper.words(&title, (cell.left, cell.top + 16.0), Style::start(LABEL_SIZE, INK))?;
        let below = paper.fit(&fan.heading.subtitle, FOOTNOTE_SIZE, cell.width());
        paper.words(&below, (cell.left, cell.top + 32.0), Style::start(FOOTNOTE_SIZE, QUIET))?;
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

    fn height(&self, _: Face, width: f64) -> f64 {
        let rows = self.fans.len().div_ceil(self.columns(width)) as f64;
        rows * self.panel(width).1
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let columns = self.columns(body.width());
        let (width, height) = self.panel(body.width());
        for (index, fan) in self.fans.iter().enumerate() {
            let left = body.left + (index % columns) as f64 * (width + GAP);
            let top = body.top + (index / columns) as f64 * height;
            Self::draw_fan(paper, Area { left, top, right: left + width, bottom: top + height }, fan)?;
        }
        Ok(())
    }
}
