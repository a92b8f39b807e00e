//! What held each target back: from what is achieved to the bound, one step per limit.

use crate::summary::Limit;

use super::canvas::{Picture, Style};
use super::layout::{Area, Key, Scale, legend, page};
use super::theme::{AXIS, AXIS_SIZE, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, OUTCOME, PAPER, QUIET};
use super::{ChartError, Heading, checks, font, number, rows};

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
    /// Up to twelve targets.
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
const MOST: usize = 12;
const NAMES: f64 = 210.0;
const AMOUNTS: f64 = 128.0;
/// A share of the bound below this is too little to draw or to name.
const LEAST: f64 = 0.0005;

fn check(chart: &WaterfallChart) -> Result<(), ChartError> {
    checks::count("rows", chart.rows.len(), MOST)?;
    for row in &chart.rows {
        checks::numbers(&format!("achieved and bound of {}", row.label), &[row.achieved, row.bound], 2)?;
        let steps: Vec<f64> = row.steps.iter().map(|step| step.amount).collect();
        checks::numbers(&format!("steps of {}", row.label), &steps, steps.len())?;
    }
    Ok(())
}

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

pub(super) fn picture(chart: &WaterfallChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let (mut picture, body) = page(&chart.heading);
    let rows: Vec<Shares> = chart.rows.iter().map(shares).collect();
    let mut entries = vec![(Key::Box(OUTCOME), chart.achieved_label.as_str())];
    for (limit, label) in &chart.limit_labels {
        if rows.iter().any(|row| row.steps.iter().any(|(other, _)| other == limit)) {
            entries.push((Key::Box(limit.colour()), label));
        }
    }
    let top = legend(&mut picture, body, &entries) + 20.0;
    let height = ((body.bottom - 8.0 - top) / rows.len() as f64).min(72.0);
    let bottom = top + height * rows.len() as f64 + 4.0;
    let area = Area { left: body.left + NAMES, top, right: body.right - AMOUNTS, bottom };
    // More than the bound is possible only by rounding or by a bound that is a mean; it stays inside the picture.
    let longest = rows
        .iter()
        .map(|row| row.achieved + row.steps.iter().map(|(_, part)| part).sum::<f64>())
        .fold(1.0, f64::max)
        .min(2.0);
    let ends = if longest > 1.01 { longest } else { 1.0 };
    let ticks = [0.0, 0.25, 0.5, 0.75, 1.0].map(|part| (part, number::percent(part))).to_vec();
    let scale = Scale::fixed(0.0, ends, (area.left, area.right), ticks);
    let axis_label = font::fit(&chart.axis_label, AXIS_SIZE, NAMES - 30.0);
    picture.words(&axis_label, (body.left, top - 8.0), Style::start(AXIS_SIZE, QUIET));
    let amounts_label = font::fit(&chart.amounts_label, AXIS_SIZE, AMOUNTS - 26.0);
    picture.words(&amounts_label, (body.right, top - 8.0), Style::end(AXIS_SIZE, QUIET));
    for (part, mark) in &scale.ticks {
        let x = scale.at(*part);
        picture.line(vec![(x, area.top), (x, area.bottom)], 1.0, if *part == 0.0 { AXIS } else { GRID });
        picture.words(mark, (x, top - 8.0), Style::middle(AXIS_SIZE, QUIET));
    }
    for (index, (row, parts)) in chart.rows.iter().zip(&rows).enumerate() {
        let middle = area.top + height * (index as f64 + 0.5) + 2.0;
        rows::name(&mut picture, (body.left, middle), (NAMES - 16.0, height), &row.label);
        bar(&mut picture, &scale, (middle, height), parts, &chart.no_shortfall);
        let amounts =
            format!("{} / {}", number::grouped(row.achieved, row.decimals), number::grouped(row.bound, row.decimals));
        let short = format!("{} / {}", number::scientific(row.achieved), number::scientific(row.bound));
        rows::amount(&mut picture, (body.right, middle), AMOUNTS - 16.0, (&amounts, &short), INK);
    }
    Ok(picture)
}

fn bar(picture: &mut Picture, scale: &Scale, (middle, height): (f64, f64), row: &Shares, no_shortfall: &str) {
    let half = (height * 0.33).min(17.0);
    // The achieved part is taller than the steps, as the firm ground they start from.
    let mut at = row.achieved;
    let (left, end) = (scale.at(0.0), scale.at(at));
    picture.rectangle((left, middle - half), (end, middle + half), OUTCOME);
    let short = row.short;
    let value = number::percent(row.achieved);
    let wide = font::width(&value, LABEL_SIZE);
    let mut beside = end + 6.0;
    if end - left >= wide + 14.0 {
        picture.centred(&value, (left + 8.0, middle), Style::start(LABEL_SIZE, PAPER));
    } else if !short {
        picture.centred(&value, (beside, middle), Style::start(LABEL_SIZE, OUTCOME));
        beside += wide + 8.0;
    }
    if !short {
        let (inside, outside) = (end - left - wide - 34.0, scale.at(f64::MAX) - beside);
        if font::width(no_shortfall, AXIS_SIZE) <= inside || inside > outside {
            let text = font::fit(no_shortfall, AXIS_SIZE, inside);
            picture.centred(&text, (end - 10.0, middle), Style::end(AXIS_SIZE, PAPER));
        } else {
            let text = font::fit(no_shortfall, AXIS_SIZE, outside);
            picture.centred(&text, (beside, middle), Style::start(AXIS_SIZE, QUIET));
        }
        return;
    }
    let half = half - 3.0;
    for (limit, part) in &row.steps {
        let (from, to) = (scale.at(at), scale.at(at + part));
        at += part;
        // A hairline of paper parts neighbours.
        let from = if to - from > 3.0 { from + 1.0 } else { from };
        picture.rectangle((from, middle - half), (to.max(from + 0.5), middle + half), limit.colour());
        let value = number::percent(*part);
        let size =
            [AXIS_SIZE, FOOTNOTE_SIZE, 10.0].into_iter().find(|size| font::width(&value, *size) + 2.0 <= to - from);
        if let Some(size) = size {
            let style = Style::middle(size, limit.colour().text_on());
            picture.centred(&value, (f64::midpoint(from, to), middle), style);
        }
    }
}
