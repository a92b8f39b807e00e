//! Effects with their intervals, around zero.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::paper::{Area, Drawn, Paper};
use super::rows::{Amount, MOST, Rows};
use super::theme::{AXIS, INK, OUTCOME, QUIET};
use super::{ChartError, Heading, checks, number};

/// One effect.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForestRow {
    /// What has the effect.
    pub label: String,
    /// The estimate.
    pub value: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Whether the simulation can tell it from zero. If not, it is drawn hollow and grey.
    pub detectable: bool,
}

/// Effects around zero, such as what more money buys, a difference, or the parts of a sum.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ForestChart {
    /// The words around it.
    pub heading: Heading,
    /// What the axis shows, above it.
    pub axis_label: String,
    /// The unit of the numbers at the right, above them.
    pub unit: String,
    /// Decimals of those numbers.
    pub decimals: usize,
    /// Whether the numbers are differences, which carry their sign, and not amounts.
    pub signed: bool,
    /// Up to 24 effects, in reading order.
    pub rows: Vec<ForestRow>,
    /// Legend: effects that cannot be told from zero. Left out if every row is detectable.
    pub undetectable_label: String,
    /// Legend: the estimate and its interval.
    pub interval_label: String,
}

/// What the axis holds: zero always; and it lies in the middle if effects of both signs were found, so that a gain and a
/// loss of one size look alike.
fn held(rows: &[ForestRow]) -> Vec<f64> {
    let mut every: Vec<f64> = rows.iter().flat_map(|row| [row.value, row.low, row.high, 0.0]).collect();
    let found = |sign: f64| rows.iter().any(|row| row.detectable && row.value * sign > 0.0);
    if found(1.0) && found(-1.0) {
        every.extend(every.clone().iter().map(|value| -value));
    }
    every
}

fn amount(row: &ForestRow, decimals: usize, signed: bool) -> Amount {
    if !signed {
        return (number::grouped(row.value, decimals), number::scientific(row.value));
    }
    (number::signed(row.value, decimals), number::plus(row.value, number::scientific(row.value)))
}

impl ForestChart {
    fn rows(&self) -> Rows<'_> {
        Rows {
            names: self.rows.iter().map(|row| row.label.as_str()).collect(),
            amounts: self.rows.iter().map(|row| amount(row, self.decimals, self.signed)).collect(),
            axis_label: &self.axis_label,
            unit: &self.unit,
        }
    }
}

impl Picture for ForestChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("rows", self.rows.len(), MOST)?;
        self.rows.iter().try_for_each(|row| {
            checks::numbers(&format!("value, low and high of {}", row.label), &[row.value, row.low, row.high], 3)
        })
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        let any = self.rows.iter().any(|row| row.detectable);
        let mut legend = vec![(Key::Interval(if any { OUTCOME } else { AXIS }), self.interval_label.clone())];
        if self.rows.iter().any(|row| !row.detectable) {
            legend.push((Key::Ring(AXIS), self.undetectable_label.clone()));
        }
        legend
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        self.rows().height(face, width)
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let rows = self.rows();
        let table = rows.table(paper, body, Axis::round(held(&self.rows).into_iter(), 6.0))?;
        for (index, row) in self.rows.iter().enumerate() {
            let ((dot, y), colour) = (table.at(index, row.value), if row.detectable { OUTCOME } else { AXIS });
            let ends = [row.low.min(row.high), row.low.max(row.high)].map(|end| table.at(index, end).0);
            paper.level_whisker(ends.into(), y, (5.0, colour))?;
            if row.detectable {
                paper.disc((dot, y), 5.5, colour)?;
            } else {
                paper.ring((dot, y), 5.5, colour)?;
            }
            table.words(paper, &rows, index, if row.detectable { INK } else { QUIET })?;
        }
        Ok(())
    }
}
