//! Probabilities as functions of a number, such as the money that a plan is given.

use super::curves::{Along, Curve, Curves, MOST};
use super::{ChartError, Heading, checks};

/// A probability at one value of the axis.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct LinePoint {
    /// The value on the axis.
    pub x: f64,
    /// The probability, from 0 to 1.
    pub y: f64,
    /// The lower end of the interval around it.
    pub low: f64,
    /// The upper end.
    pub high: f64,
}

/// One curve.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineSeries {
    /// Its name, such as that of a target.
    pub label: String,
    /// At least one point, in any order. Straight lines join them from the smallest `x` to the largest.
    pub points: Vec<LinePoint>,
}

/// A value of the axis that has a meaning, such as what the plan is given.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineMark {
    /// The value on the axis.
    pub x: f64,
    /// Its name. The value is written after it.
    pub label: String,
}

/// A probability to compare with, usually 0.8.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineReference {
    /// Where it lies, from 0 to 1.
    pub value: f64,
    /// What it means, for the legend.
    pub label: String,
}

/// Probabilities over a number: up to four curves in one panel, up to sixteen in a panel each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LinesChart {
    /// The words around it.
    pub heading: Heading,
    /// What the numbers measure, with their unit, below the axis.
    pub x_label: String,
    /// Decimals of the marked values.
    pub x_decimals: usize,
    /// What the axis from 0% to 100% shows.
    pub y_label: String,
    /// The curves, in reading order. The percentage beside each name is that of its last point.
    pub series: Vec<LineSeries>,
    /// Up to four values to mark with upright dashed lines.
    pub marks: Vec<LineMark>,
    /// A level dashed line. In panels of their own, last percentages below it are set in a warning colour.
    pub reference: Option<LineReference>,
    /// Legend: the line, where every curve has its own panel.
    pub line_label: String,
    /// Legend: the band around the line.
    pub interval_label: String,
}

/// How many values can be marked.
const MARKS: usize = 4;

fn check(chart: &LinesChart) -> Result<(), ChartError> {
    checks::count("series", chart.series.len(), MOST)?;
    for series in &chart.series {
        let label = &series.label;
        checks::count(&format!("points of {label}"), series.points.len(), usize::MAX)?;
        for (part, name) in ["x", "y", "low", "high"].into_iter().enumerate() {
            let pick = |point: &LinePoint| [point.x, point.y, point.low, point.high][part];
            let values: Vec<f64> = series.points.iter().map(pick).collect();
            checks::numbers(&format!("{name} of {label}"), &values, values.len())?;
        }
    }
    if chart.marks.len() > MARKS {
        return Err(ChartError::TooMany { what: "marks".to_owned(), most: MARKS, found: chart.marks.len() });
    }
    let marks: Vec<f64> = chart.marks.iter().map(|mark| mark.x).collect();
    checks::numbers("marks", &marks, marks.len())?;
    chart.reference.as_ref().map_or(Ok(()), |reference| checks::numbers("reference", &[reference.value], 1))
}

impl LinesChart {
    pub(super) fn curves(&self) -> Curves<'_> {
        let curve = |series: &LineSeries| {
            let mut points = series.points.clone();
            points.sort_by(|a, b| a.x.total_cmp(&b.x));
            points
        };
        Curves {
            heading: &self.heading,
            along: Along::Number { label: &self.x_label, decimals: self.x_decimals, marks: &self.marks },
            axis_label: &self.y_label,
            lines: self.series.iter().map(|series| Curve { label: &series.label, points: curve(series) }).collect(),
            reference: self.reference.as_ref().map(|reference| (reference.value, reference.label.as_str())),
            line_label: &self.line_label,
            interval_label: &self.interval_label,
            checked: check(self),
        }
    }
}
