//! How probable each target is, month by month.

use super::curves::{Along, Curve, Curves, MOST};
use super::{ChartError, Heading, LinePoint, checks};

/// The probability of one target. Every list has one entry per month up to the target's deadline, from 0 to 1.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProbabilitySeries {
    /// The target's name.
    pub label: String,
    /// The probability that it is reached.
    pub probability: Vec<f64>,
    /// The lower end of the interval around it.
    pub low: Vec<f64>,
    /// The upper end.
    pub high: Vec<f64>,
}

/// A line to compare probabilities with, usually at 0.8.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProbabilityReference {
    /// Where it lies, from 0 to 1.
    pub value: f64,
    /// What it means, for the legend.
    pub label: String,
}

/// Probabilities over the months: up to four targets in one panel, up to sixteen in a panel each.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ProbabilityChart {
    /// The words around it.
    pub heading: Heading,
    /// What the axis from 0% to 100% shows.
    pub axis_label: String,
    /// The months, written as `2021-05`.
    pub months: Vec<String>,
    /// The targets, in reading order.
    pub series: Vec<ProbabilitySeries>,
    /// A line to compare with. Final percentages below it are set in a warning colour.
    pub reference: Option<ProbabilityReference>,
    /// Legend: the line, where every target has its own panel.
    pub line_label: String,
    /// Legend: the band around the line.
    pub interval_label: String,
}

fn check(chart: &ProbabilityChart) -> Result<(), ChartError> {
    let count = chart.months.len();
    checks::count("months", count, usize::MAX)?;
    checks::count("series", chart.series.len(), MOST)?;
    for series in &chart.series {
        // A deadline before the last month ends its lists there.
        let due = series.probability.len().clamp(1, count);
        for (part, values) in [("probability", &series.probability), ("low", &series.low), ("high", &series.high)] {
            checks::numbers(&format!("{part} of {}", series.label), values, due)?;
        }
    }
    chart.reference.as_ref().map_or(Ok(()), |reference| checks::numbers("reference", &[reference.value], 1))
}

impl ProbabilityChart {
    pub(super) fn curves(&self) -> Curves<'_> {
        Curves {
            heading: &self.heading,
            along: Along::Months(&self.months),
            axis_label: &self.axis_label,
            lines: self.series.iter().map(curve).collect(),
            reference: self.reference.as_ref().map(|reference| (reference.value, reference.label.as_str())),
            line_label: &self.line_label,
            interval_label: &self.interval_label,
            checked: check(self),
        }
    }
}

fn curve(series: &ProbabilitySeries) -> Curve<'_> {
    let lists = series.probability.iter().zip(series.low.iter().zip(&series.high));
    let points =
        (0..).map(f64::from).zip(lists).map(|(x, (y, (low, high)))| LinePoint { x, y: *y, low: *low, high: *high });
    Curve { label: &series.label, points: points.collect() }
}
