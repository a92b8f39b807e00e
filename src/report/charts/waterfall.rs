//! What held each target back: from what is achieved to the bound, one step per limit.

use crate::summary::Limit;

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::rows::{self, Amount};
use super::theme::{AXIS_SIZE, FOOTNOTE_SIZE, INK, LABEL_SIZE, OUTCOME, PAPER, QUIET, text_on};
use super::{ChartError, Heading, checks, number};

/// How much one limit took away.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct WaterfallStep {
    /// The limit.
    pub limit: Limit,
    /// What it took away, in the unit of the bound; not negative.
    pub amount: f64,
}

/// One target.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallRow {
    /// The target's name.
    pub label: String,
    /// The mean of what is achieved.
    pub achieved: f64,
    /// What would be achieved without any limit.
    pub bound: f64,
    /// What each limit took away, from the achieved to the bound. Empty, or all zero, if nothing is missing.
    pub steps: Vec<WaterfallStep>,
    /// Decimals of the amounts at the right.
    pub decimals: usize,
}

/// What held the targets back, as shares of each target's bound.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WaterfallChart {
    /// The words around it.
    pub heading: Heading,
    /// Up to [`MOST_SHORT`] targets.
    pub rows: Vec<WaterfallRow>,
    /// What the axis from 0% to 100% shows.
    pub axis_label: String,
    /// What the amounts at the right are, such as "达成／上限".
    pub amounts_label: String,
    /// Legend: the achieved part.
    pub achieved_label: String,
    /// Legend: the limits. Those that take nothing in any row are left out.
    pub limit_labels: Vec<(Limit, String)>,
    /// What stands in a row without a shortfall.
    pub no_shortfall: String,
}

/// How many targets fit on one page.
pub const MOST_SHORT: usize = 35;
/// The height of a row, of rows that are more than [`FEW`], and room above the first and below the last.
const ROW: f64 = 42.0;
const DENSE: f64 = 25.5;
const FEW: usize = 12;
const ABOVE: f64 = 20.0;
const BELOW: f64 = 12.0;
/// A share of the bound below this is too little to draw or to name.
const LEAST: f64 = 0.0005;

/// A row as shares of its bound.
struct Shares {
    achieved: f64,
    steps: Vec<(Limit, f64)>,
    /// Whether anything is missing, even if it is too little to draw.
    short: bool,
}

fn shares(row: &WaterfallRow) -> Shares {
    // A target whose bound is nothing is not held back.
    let share = |amount: f64| {
        let part = amount.max(0.0) / row.bound;
        if row.bound > 0.0 && part.is_finite() { part.min(10.0) } else { 0.0 }
    };
    let steps = row.steps.iter().map(|step| (step.limit, share(step.amount))).filter(|(_, part)| *part >= LEAST);
    let short = row.steps.iter().any(|step| share(step.amount) > 0.0);
    Shares { achieved: share(row.achieved), steps: steps.collect(), short }
}

impl WaterfallChart {
    /// Room for the names and for the amounts of rows of this width. Low rows have no third line for a name.
    fn sides(&self, width: f64) -> (f64, f64) {
        let part = if self.rows.len() > FEW { 0.296 } else { 0.242 };
        ((width * part).clamp(134.0, 222.0), (width * 0.139).clamp(124.0, 128.0))
    }

    fn row(&self) -> f64 {
        if self.rows.len() > FEW { DENSE } else { ROW }
    }
}

impl Picture for WaterfallChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("rows", self.rows.len(), MOST_SHORT)?;
        for row in &self.rows {
            checks::numbers(&format!("achieved and bound of {}", row.label), &[row.achieved, row.bound], 2)?;
            let steps: Vec<f64> = row.steps.iter().map(|step| step.amount).collect();
            checks::numbers(&format!("steps of {}", row.label), &steps, steps.len())?;
        }
        Ok(())
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        let rows: Vec<Shares> = self.rows.iter().map(shares).collect();
        let taken = |limit: Limit| rows.iter().any(|row| row.steps.iter().any(|(other, _)| *other == limit));
        let limits = self.limit_labels.iter().filter(|(limit, _)| taken(*limit));
        let limits = limits.map(|(limit, label)| (Key::Box(limit.colour()), label.clone()));
        [(Key::Box(OUTCOME), self.achieved_label.clone())].into_iter().chain(limits).collect()
    }

    fn height(&self, _: Face, _: f64) -> f64 {
        ABOVE + self.row() * self.rows.len() as f64 + BELOW
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let rows: Vec<Shares> = self.rows.iter().map(shares).collect();
        // More than the bound is possible only by rounding or by a bound that is a mean; it stays inside the picture.
        let lengths = rows.iter().map(|row| row.achieved + row.steps.iter().map(|(_, part)| part).sum::<f64>());
        let longest = lengths.fold(1.0, f64::max).min(2.0);
        let across = Axis::shares(if longest > 1.01 { longest } else { 1.0 }, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        let (left, right) = self.sides(body.width());
        let room = Room { above: ABOVE, right, below: 8.0, left };
        let down = Axis::fixed(rows.len() as f64, 0.0, Vec::new());
        let mut panel = Panel::new(&paper.part(body), room, across, down)?;
        let caption = panel.area.top - 8.0;
        let label = paper.fit(&self.axis_label, AXIS_SIZE, left - 20.0);
        paper.words(&label, (body.left, caption), Style::start(AXIS_SIZE, QUIET))?;
        let label = paper.fit(&self.amounts_label, AXIS_SIZE, right - 24.0);
        paper.words(&label, (body.right, caption), Style::end(AXIS_SIZE, QUIET))?;
        panel.upright_grid()?;
        panel.upright_zero(paper)?;
        panel.x_marks(paper, (caption, AXIS_SIZE), 20.0)?;
        for (index, (row, parts)) in self.rows.iter().zip(&rows).enumerate() {
            let middle = index as f64 + 0.5;
            let (_, y) = panel.at(0.0, middle);
            rows::name(paper, (body.left, y), (left - 16.0, self.row()), &row.label)?;
            self.bar(paper, &panel, middle, parts)?;
            let both = |write: &dyn Fn(f64) -> String| format!("{} / {}", write(row.achieved), write(row.bound));
            let amounts: Amount = (both(&|value| number::grouped(value, row.decimals)), both(&number::scientific));
            rows::amount(paper, (body.right, y), right - 16.0, &amounts, INK)?;
        }
        Ok(())
    }
}

impl WaterfallChart {
    fn bar(&self, paper: &Paper<'_>, panel: &Panel<'_>, row: f64, parts: &Shares) -> Drawn {
        let half = self.row() * 0.33;
        // The achieved part is taller than the steps, as the firm ground they start from.
        let ((left, middle), (end, _)) = (panel.at(0.0, row), panel.at(parts.achieved, row));
        paper.rectangle((left, middle - half), (end, middle + half), OUTCOME)?;
        let value = number::percent(parts.achieved);
        let wide = paper.width(&value, LABEL_SIZE);
        let inside = end - left >= wide + 14.0;
        if inside {
            paper.centred(&value, (left + 8.0, middle), Style::start(LABEL_SIZE, PAPER))?;
        } else if !parts.short {
            paper.centred(&value, (end + 6.0, middle), Style::start(LABEL_SIZE, OUTCOME))?;
        }
        if !parts.short {
            let beside = end + 6.0 + if inside { 0.0 } else { wide + 8.0 };
            return self.no_shortfall(
                paper,
                (end - left - wide - 34.0, end - 10.0),
                (beside, panel.area.right),
                middle,
            );
        }
        let half = half - (self.row() / 14.0);
        let mut at = parts.achieved;
        for (limit, part) in &parts.steps {
            let ((from, _), (to, _)) = (panel.at(at, row), panel.at(at + part, row));
            at += part;
            // A hairline of paper parts neighbours.
            let from = if to - from > 3.0 { from + 1.0 } else { from };
            paper.rectangle((from, middle - half), (to.max(from + 0.5), middle + half), limit.colour())?;
            let value = number::percent(*part);
            let fits = |size: &f64| paper.width(&value, *size) + 2.0 <= to - from;
            if let Some(size) = [AXIS_SIZE, FOOTNOTE_SIZE, 10.0].into_iter().find(fits) {
                let style = Style::middle(size, text_on(limit.colour()));
                paper.centred(&value, (f64::midpoint(from, to), middle), style)?;
            }
        }
        Ok(())
    }

    /// Says that nothing is missing, inside the bar if it fits there and beside it if not.
    fn no_shortfall(&self, paper: &Paper<'_>, (inside, end): Point, (beside, right): Point, middle: f64) -> Drawn {
        let words = &self.no_shortfall;
        if paper.width(words, AXIS_SIZE) <= inside || inside > right - beside {
            paper.centred(&paper.fit(words, AXIS_SIZE, inside), (end, middle), Style::end(AXIS_SIZE, PAPER))
        } else {
            let text = paper.fit(words, AXIS_SIZE, right - beside);
            paper.centred(&text, (beside, middle), Style::start(AXIS_SIZE, QUIET))
        }
    }
}
