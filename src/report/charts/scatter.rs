//! Draws as dots: two numbers of each, and whether something happened in it.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Style};
use super::theme::{AXIS_SIZE, INK, MISSING, OUTCOME, QUIET, tint};
use super::{ChartError, Heading, checks};

/// A draw.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Dot {
    /// From left to right.
    pub x: f64,
    /// Upwards.
    pub y: f64,
    /// Whether it happened.
    pub marked: bool,
}

/// A part of the panel; a side that is none is open.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Region {
    /// From left to right.
    pub x: (Option<f64>, Option<f64>),
    /// Upwards.
    pub y: (Option<f64>, Option<f64>),
}

/// Dots in one panel, perhaps with a part of it set off.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ScatterChart {
    /// The words around it.
    pub heading: Heading,
    /// What is shown from left to right, below the axis.
    pub x_label: String,
    /// What is shown upwards, above the axis.
    pub y_label: String,
    /// Whether both are shares of one, such as percentiles, from nothing to all.
    pub shares: bool,
    /// The draws.
    pub dots: Vec<Dot>,
    /// The part set off.
    pub region: Option<Region>,
    /// Legend: draws in which it happened.
    pub marked_label: String,
    /// Legend: the others.
    pub other_label: String,
    /// Legend: the part set off.
    pub region_label: String,
}

/// Most dots of one picture.
const MOST: usize = 2000;
const HEIGHT: f64 = 400.0;

impl ScatterChart {
    fn axes(&self) -> (Axis, Axis) {
        if self.shares {
            let axis = || Axis::shares(1.0, &[0.0, 0.25, 0.5, 0.75, 1.0]);
            return (axis(), axis());
        }
        let along = self.dots.iter().map(|dot| dot.x);
        (Axis::tight(along, 6.0), Axis::round(self.dots.iter().map(|dot| dot.y), 6.0))
    }
}

impl Picture for ScatterChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("dots", self.dots.len(), MOST)?;
        let (across, up): (Vec<f64>, Vec<f64>) = self.dots.iter().map(|dot| (dot.x, dot.y)).unzip();
        checks::numbers("x of dots", &across, across.len())?;
        checks::numbers("y of dots", &up, up.len())
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        let mut legend = Vec::new();
        if self.dots.iter().any(|dot| dot.marked) {
            legend.push((Key::Dot(MISSING), self.marked_label.clone()));
        }
        if self.dots.iter().any(|dot| !dot.marked) {
            legend.push((Key::Dot(tint(OUTCOME, 0.6)), self.other_label.clone()));
        }
        if self.region.is_some() {
            legend.push((Key::Dashes(INK), self.region_label.clone()));
        }
        legend
    }

    fn height(&self, _: Face, _: f64) -> f64 {
        HEIGHT
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let (across, up) = self.axes();
        let widest = up.ticks.iter().map(|(_, mark)| paper.width(mark, AXIS_SIZE)).fold(0.0, f64::max);
        let room = Room { above: 30.0, right: 20.0, below: 50.0, left: widest + 16.0 };
        let ground = body.width() - room.left - room.right;
        let mark = across.ticks.iter().map(|(_, mark)| paper.width(mark, AXIS_SIZE)).fold(0.0, f64::max);
        let mut panel = Panel::new(&paper.part(body), room, across.thinned(ground, mark + 10.0), up)?;
        panel.level_grid(paper, super::theme::GRID, Some(AXIS_SIZE))?;
        panel.upright_grid()?;
        panel.ground(paper)?;
        panel.x_marks(paper, (panel.area.bottom + 6.0 + AXIS_SIZE, AXIS_SIZE), 16.0)?;
        let above = paper.fit(&self.y_label, AXIS_SIZE, body.width());
        paper.words(&above, (body.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET))?;
        let below = paper.fit(&self.x_label, AXIS_SIZE, ground);
        paper.words(&below, (panel.area.right, body.bottom - 8.0), Style::end(AXIS_SIZE, QUIET))?;
        for marked in [false, true] {
            let dots: Vec<(f64, f64)> =
                self.dots.iter().filter(|dot| dot.marked == marked).map(|dot| (dot.x, dot.y)).collect();
            panel.dots(&dots, 2.75, if marked { MISSING } else { tint(OUTCOME, 0.6) })?;
        }
        let Some(Region { x, y }) = self.region else { return Ok(()) };
        let Area { left, right, top, bottom } = panel.area;
        let across = |end: Option<f64>, open: f64| end.map_or(open, |value| panel.at(value, 0.0).0);
        let up = |end: Option<f64>, open: f64| end.map_or(open, |value| panel.at(0.0, value).1);
        let (left, right) = (across(x.0, left), across(x.1, right));
        let (top, bottom) = (up(y.1, top), up(y.0, bottom));
        paper.dashes((left, top), (right, top), 1.75, INK)?;
        paper.dashes((left, bottom), (right, bottom), 1.75, INK)?;
        paper.dashes((left, top), (left, bottom), 1.75, INK)?;
        paper.dashes((right, top), (right, bottom), 1.75, INK)
    }
}
