//! Effects with their intervals, around zero.

use super::canvas::Picture;
use super::layout::{Key, Scale, level_whisker};
use super::rows::{Amount, Captions, MOST, Rows};
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

fn check(chart: &ForestChart) -> Result<(), ChartError> {
    checks::count("rows", chart.rows.len(), MOST)?;
    chart.rows.iter().try_for_each(|row| {
        checks::numbers(&format!("value, low and high of {}", row.label), &[row.value, row.low, row.high], 3)
    })
}

/// The ends of the axis. Zero is always on it; it lies in the middle if effects of both signs were found, so that a gain
/// and a loss of one size look alike.
fn ends(rows: &[ForestRow]) -> (f64, f64) {
    let every = rows.iter().flat_map(|row| [row.value, row.low, row.high]);
    let (low, high) = every.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let found = |sign: f64| rows.iter().any(|row| row.detectable && row.value * sign > 0.0);
    let most = high.max(-low);
    if found(1.0) && found(-1.0) { (-most, most) } else { (low, high) }
}

fn amount(row: &ForestRow, decimals: usize, signed: bool) -> Amount {
    if !signed {
        return (number::grouped(row.value, decimals), number::scientific(row.value));
    }
    (number::signed(row.value, decimals), number::plus(row.value, number::scientific(row.value)))
}

pub(super) fn picture(chart: &ForestChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let mut legend = Vec::new();
    if chart.rows.iter().any(|row| row.detectable) {
        legend.push((Key::Interval(OUTCOME), chart.interval_label.as_str()));
    } else {
        legend.push((Key::Interval(AXIS), chart.interval_label.as_str()));
    }
    if chart.rows.iter().any(|row| !row.detectable) {
        legend.push((Key::Ring(AXIS), &chart.undetectable_label));
    }
    let names: Vec<&str> = chart.rows.iter().map(|row| row.label.as_str()).collect();
    let amounts: Vec<Amount> = chart.rows.iter().map(|row| amount(row, chart.decimals, chart.signed)).collect();
    let mut page = Rows::new(&chart.heading, &legend, &names, &amounts);
    let (low, high) = ends(&chart.rows);
    let scale = Scale::round(low, high, (page.area.left, page.area.right), 6.0);
    page.axis(&scale, Captions { axis: &chart.axis_label, unit: &chart.unit });
    let strength = page.strength();
    for (index, (row, amount)) in chart.rows.iter().zip(&amounts).enumerate() {
        let y = page.middle(index);
        let colour = if row.detectable { OUTCOME } else { AXIS };
        let (low, high) = (row.low.min(row.high), row.low.max(row.high));
        level_whisker(&mut page.picture, (scale.at(low), scale.at(high)), y, (5.0 * strength, colour));
        let dot = (scale.at(row.value), y);
        if row.detectable {
            page.picture.disc(dot, 5.5 * strength, colour);
        } else {
            page.picture.ring(dot, 5.5 * strength, colour);
        }
        page.words(index, &row.label, amount, if row.detectable { INK } else { QUIET });
    }
    Ok(page.picture)
}
