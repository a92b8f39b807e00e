//! Two values of each thing and the way from one to the other.

use super::canvas::Picture;
use super::layout::{Key, Scale};
use super::rows::{Amount, Captions, MOST, Rows};
use super::theme::{INK, OUTCOME, QUIET};
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

fn check(chart: &PairChart) -> Result<(), ChartError> {
    checks::count("rows", chart.rows.len(), MOST)?;
    chart
        .rows
        .iter()
        .try_for_each(|row| checks::numbers(&format!("before and after of {}", row.label), &[row.before, row.after], 2))
}

fn amount(row: &PairRow, decimals: usize) -> Amount {
    let arrow = |write: &dyn Fn(f64) -> String| format!("{} → {}", write(row.before), write(row.after));
    (arrow(&|value| number::grouped(value, decimals)), arrow(&number::scientific))
}

pub(super) fn picture(chart: &PairChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let legend = [(Key::Ring(INK), chart.before_label.as_str()), (Key::Dot(OUTCOME), chart.after_label.as_str())];
    let names: Vec<&str> = chart.rows.iter().map(|row| row.label.as_str()).collect();
    let amounts: Vec<Amount> = chart.rows.iter().map(|row| amount(row, chart.decimals)).collect();
    let mut page = Rows::new(&chart.heading, &legend, &names, &amounts);
    let every = chart.rows.iter().flat_map(|row| [row.before, row.after]);
    // From zero, so that a small change of a large amount does not look large.
    let (low, high) = every.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let scale = Scale::round(low, high, (page.area.left, page.area.right), 6.0);
    page.axis(&scale, Captions { axis: &chart.axis_label, unit: &chart.unit });
    let strength = page.strength();
    for (index, (row, amount)) in chart.rows.iter().zip(&amounts).enumerate() {
        let y = page.middle(index);
        let (before, after) = ((scale.at(row.before), y), (scale.at(row.after), y));
        page.picture.line(vec![before, after], 4.0 * strength, OUTCOME.tint(0.4));
        page.picture.ring(before, 7.0 * strength, INK);
        // Smaller than the ring, so that both are seen where they meet.
        page.picture.disc(after, 4.75 * strength, OUTCOME);
        let same = number::grouped(row.before, chart.decimals) == number::grouped(row.after, chart.decimals);
        page.words(index, &row.label, amount, if same { QUIET } else { INK });
    }
    Ok(page.picture)
}
