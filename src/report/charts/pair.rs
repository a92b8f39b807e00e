//! Two values of each thing and the way from one to the other.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::paper::{Area, Drawn, Paper};
use super::rows::{MOST, Rows, from_to};
use super::theme::{INK, OUTCOME, QUIET, tint};
use super::{ChartError, Heading, checks, number};

/// Two values of one thing.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairRow {
    /// Its name.
    pub label: String,
    /// The value as it is, such as that of the plan.
    pub before: f64,
    /// The value as it might be, such as the proposed one.
    pub after: f64,
}

/// Pairs of values, such as the split of the money in the plan against the proposed one.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PairChart {
    /// The words around it.
    pub heading: Heading,
    /// What the axis shows, above it.
    pub axis_label: String,
    /// The unit of the numbers at the right, above them.
    pub unit: String,
    /// Decimals of those numbers.
    pub decimals: usize,
    /// Up to 24 things, in reading order.
    pub rows: Vec<PairRow>,
    /// Legend: the hollow dots.
    pub before_label: String,
    /// Legend: the solid dots.
    pub after_label: String,
}

impl PairChart {
    fn rows(&self) -> Rows<'_> {
        Rows {
            names: self.rows.iter().map(|row| row.label.as_str()).collect(),
            amounts: self.rows.iter().map(|row| from_to(row.before, row.after, self.decimals)).collect(),
            axis_label: &self.axis_label,
            unit: &self.unit,
        }
    }
}

impl Picture for PairChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("rows", self.rows.len(), MOST)?;
        self.rows.iter().try_for_each(|row| {
            checks::numbers(&format!("before and after of {}", row.label), &[row.before, row.after], 2)
        })
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        vec![(Key::Ring(INK), self.before_label.clone()), (Key::Dot(OUTCOME), self.after_label.clone())]
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        self.rows().height(face, width)
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let rows = self.rows();
        // From zero, so that a small change of a large amount does not look large.
        let every = self.rows.iter().flat_map(|row| [row.before, row.after, 0.0]);
        let table = rows.table(paper, body, Axis::round(every, 6.0))?;
        for (index, row) in self.rows.iter().enumerate() {
            let (before, after) = (table.at(index, row.before), table.at(index, row.after));
            paper.line(&[before, after], 4.0, tint(OUTCOME, 0.4))?;
            paper.ring(before, 7.0, INK)?;
            // Smaller than the ring, so that both are seen where they meet.
            paper.disc(after, 4.75, OUTCOME)?;
            let same = number::grouped(row.before, self.decimals) == number::grouped(row.after, self.decimals);
            table.words(paper, &rows, index, if same { QUIET } else { INK })?;
        }
        Ok(())
    }
}
