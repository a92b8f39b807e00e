//! What an outcome is at the two ends of each of several numbers.

use super::axis::Axis;
use super::font::Face;
use super::page::{Key, Picture};
use super::paper::{Area, Drawn, Paper};
use super::rows::{MOST, Rows, from_to};
use super::theme::{INK, MISSING, OUTCOME};
use super::{ChartError, Heading, checks};

/// One number.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TornadoRow {
    /// Its name.
    pub label: String,
    /// The outcome where the number is low.
    pub low: f64,
    /// The outcome where it is high.
    pub high: f64,
}

/// Bars on both sides of what is to be expected, widest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TornadoChart {
    /// The words around it.
    pub heading: Heading,
    /// What the axis shows, above it.
    pub axis_label: String,
    /// The unit of the numbers at the right, above them.
    pub unit: String,
    /// Decimals of those numbers.
    pub decimals: usize,
    /// The outcome with every number as it may be.
    pub middle: f64,
    /// Up to 24 numbers, in reading order.
    pub rows: Vec<TornadoRow>,
    /// Legend: where numbers are low.
    pub low_label: String,
    /// Legend: where they are high.
    pub high_label: String,
    /// Legend: the middle.
    pub middle_label: String,
}

impl TornadoChart {
    fn rows(&self) -> Rows<'_> {
        Rows {
            names: self.rows.iter().map(|row| row.label.as_str()).collect(),
            amounts: self.rows.iter().map(|row| from_to(row.low, row.high, self.decimals)).collect(),
            axis_label: &self.axis_label,
            unit: &self.unit,
        }
    }
}

impl Picture for TornadoChart {
    fn heading(&self) -> &Heading {
        &self.heading
    }

    fn check(&self) -> Result<(), ChartError> {
        checks::count("rows", self.rows.len(), MOST)?;
        checks::numbers("middle", &[self.middle], 1)?;
        self.rows
            .iter()
            .try_for_each(|row| checks::numbers(&format!("low and high of {}", row.label), &[row.low, row.high], 2))
    }

    fn legend(&self, _: Face) -> Vec<(Key, String)> {
        vec![
            (Key::Box(MISSING), self.low_label.clone()),
            (Key::Box(OUTCOME), self.high_label.clone()),
            (Key::UprightDashes(INK), self.middle_label.clone()),
        ]
    }

    fn height(&self, face: Face, width: f64) -> f64 {
        self.rows().height(face, width)
    }

    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn {
        let rows = self.rows();
        let every = self.rows.iter().flat_map(|row| [row.low, row.high]).chain([self.middle]);
        let table = rows.table(paper, body, Axis::tight(every, 6.0))?;
        for (index, row) in self.rows.iter().enumerate() {
            let (middle, y) = table.at(index, self.middle);
            // The upper half of a bar is where the number is low, so that both are seen where they lie on one side.
            for (value, (top, bottom), colour) in [(row.low, (y - 8.0, y), MISSING), (row.high, (y, y + 8.0), OUTCOME)]
            {
                let (end, _) = table.at(index, value);
                paper.rectangle((middle.min(end), top), (middle.max(end), bottom), colour)?;
            }
            table.words(paper, &rows, index, INK)?;
        }
        let (x, _) = table.at(0, self.middle);
        let Area { top, bottom, .. } = table.panel.area;
        paper.dashes((x, top), (x, bottom), 1.5, INK)
    }
}
