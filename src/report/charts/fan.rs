//! A quantity over the months: its median and three nested bands.

use super::canvas::{Picture, Style};
use super::curves::{band, path};
use super::layout::{Area, Key, Months, Scale, legend, month_axis, page, spread, value_axis};
use super::theme::{AXIS_SIZE, INK, LABEL_SIZE, OUTCOME, PAPER, PLAN, QUIET};
use super::{ChartError, Heading, checks, font, number};

/// A value to be reached by a month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanTarget {
    /// The value.
    pub value: f64,
    /// The month by which it is due, as an index into [`FanChart::months`].
    pub month: usize,
    /// Its name, such as "目标". The value is written after it.
    pub label: String,
}

/// A quantity over the months with its uncertainty. Every list of values has one entry per month.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FanChart {
    /// The words around it.
    pub heading: Heading,
    /// What the values count, such as 人, above the value axis.
    pub unit: String,
    /// How many decimals the labelled values have.
    pub decimals: usize,
    /// The months, written as `2021-05`.
    pub months: Vec<String>,
    /// In 5% of the paths the value is lower.
    pub p5: Vec<f64>,
    /// In 10% of the paths the value is lower.
    pub p10: Vec<f64>,
    /// In 25% of the paths the value is lower.
    pub p25: Vec<f64>,
    /// The median.
    pub p50: Vec<f64>,
    /// In 75% of the paths the value is lower.
    pub p75: Vec<f64>,
    /// In 90% of the paths the value is lower.
    pub p90: Vec<f64>,
    /// In 95% of the paths the value is lower.
    pub p95: Vec<f64>,
    /// What is to be reached, if anything.
    pub target: Option<FanTarget>,
    /// Legend: the band from P5 to P95.
    pub outer_label: String,
    /// Legend: the band from P10 to P90.
    pub middle_label: String,
    /// Legend: the band from P25 to P75.
    pub inner_label: String,
    /// Legend: the median line.
    pub median_label: String,
    /// Names of the last P10, P50 and P90, written before their values at the right end.
    pub end_labels: [String; 3],
}

/// How strongly each band is coloured, from the widest to the narrowest.
const STRENGTHS: [f64; 3] = [0.16, 0.32, 0.52];
/// Room for the labels at the right end.
const END: f64 = 138.0;

fn check(chart: &FanChart) -> Result<(), ChartError> {
    let count = chart.months.len();
    checks::count("months", count, usize::MAX)?;
    for (name, values) in [
        ("p5", &chart.p5),
        ("p10", &chart.p10),
        ("p25", &chart.p25),
        ("p50", &chart.p50),
        ("p75", &chart.p75),
        ("p90", &chart.p90),
        ("p95", &chart.p95),
    ] {
        checks::numbers(name, values, count)?;
    }
    if let Some(target) = &chart.target {
        checks::numbers("target", &[target.value], 1)?;
        if target.month >= count {
            return Err(ChartError::OutOfRange {
                what: "the month of the target".to_owned(),
                index: target.month,
                length: count,
            });
        }
    }
    Ok(())
}

pub(super) fn picture(chart: &FanChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let (mut picture, body) = page(&chart.heading);
    let mut entries = vec![(Key::Line(OUTCOME), chart.median_label.as_str())];
    for (label, strength) in
        [&chart.inner_label, &chart.middle_label, &chart.outer_label].into_iter().zip(STRENGTHS.iter().rev())
    {
        entries.push((Key::Box(OUTCOME.tint(*strength)), label));
    }
    if let Some(target) = &chart.target {
        entries.push((Key::Diamond(PLAN), &target.label));
    }
    let top = legend(&mut picture, body, &entries) + 20.0;
    let every = chart.p5.iter().chain(&chart.p50).chain(&chart.p95).copied();
    let every = every.chain(chart.target.iter().map(|target| target.value));
    let (low, high) = every.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    let bottom = body.bottom - 28.0;
    let scale = Scale::round(low, high, (bottom, top + 8.0), 6.0);
    let left = body.left + scale.label_width().max(24.0) + 8.0;
    let area = Area { left, top: top + 8.0, right: body.right - END, bottom };
    picture.words(&font::fit(&chart.unit, AXIS_SIZE, 400.0), (body.left, top - 6.0), Style::start(AXIS_SIZE, QUIET));
    value_axis(&mut picture, area, &scale, AXIS_SIZE);
    month_axis(&mut picture, area, &chart.months, AXIS_SIZE);
    let months = Months::new(chart.months.len(), area);
    let places = months.places(chart.months.len());
    let bands = [(&chart.p5, &chart.p95), (&chart.p10, &chart.p90), (&chart.p25, &chart.p75)];
    for ((lower, upper), strength) in bands.into_iter().zip(STRENGTHS) {
        band(&mut picture, &places, &scale, (lower, upper), OUTCOME.tint(strength));
    }
    path(&mut picture, &places, &scale, &chart.p50, OUTCOME);
    if let Some(target) = &chart.target {
        draw_target(&mut picture, area, months, &scale, chart, target);
    }
    end_labels(&mut picture, area, months, &scale, chart);
    Ok(picture)
}

fn draw_target(picture: &mut Picture, area: Area, months: Months, scale: &Scale, chart: &FanChart, target: &FanTarget) {
    let (x, y) = (months.at(target.month), scale.at(target.value));
    picture.dashes(area.left, area.right, y, 1.5, PLAN);
    picture.diamond((x, y), 7.0, PAPER);
    picture.diamond((x, y), 5.5, PLAN);
    let value = number::grouped(target.value, chart.decimals);
    let name = font::fit(&target.label, LABEL_SIZE, 260.0);
    let text = if name.is_empty() { value } else { format!("{name} {value}") };
    let wide = font::width(&text, LABEL_SIZE);
    // The label goes where it covers least of the bands: above or below the line, at the left or beside the mark.
    let beside = (x - wide - 10.0).max(area.left + 6.0);
    let mut best: Option<(f64, f64, f64)> = None;
    for (left, baseline) in
        [(area.left + 6.0, y - 7.0), (beside, y - 7.0), (area.left + 6.0, y + 17.0), (beside, y + 17.0)]
    {
        let (top, bottom) = (baseline - LABEL_SIZE, baseline + 4.0);
        let outside = if top < area.top - 12.0 || bottom > area.bottom { 1e6 } else { 0.0 };
        let covered: f64 = (0..chart.months.len())
            .filter(|index| (left - 4.0..=left + wide + 4.0).contains(&months.at(*index)))
            .map(|index| {
                let (upper, lower) = (scale.at(chart.p95[index]), scale.at(chart.p5[index]));
                (bottom.min(lower) - top.max(upper)).max(0.0)
            })
            .sum();
        if best.is_none_or(|(_, _, least)| covered + outside < least) {
            best = Some((left, baseline, covered + outside));
        }
    }
    if let Some((left, baseline, _)) = best {
        let from = (left - 3.0, baseline - LABEL_SIZE);
        picture.rectangle(from, (left + wide + 3.0, baseline + 4.0), PAPER.clear(0.8));
        picture.words(&text, (left, baseline), Style::start(LABEL_SIZE, PLAN));
    }
}

fn end_labels(picture: &mut Picture, area: Area, months: Months, scale: &Scale, chart: &FanChart) {
    let last = chart.months.len() - 1;
    let values = [chart.p10[last], chart.p50[last], chart.p90[last]];
    let wanted: Vec<f64> = values.iter().map(|value| scale.at(*value)).collect();
    let heights = [18.0; 3];
    // From the top down, so that equal values keep P90 above P10.
    let from_top: Vec<f64> = wanted.iter().rev().copied().collect();
    let mut middles = spread(&from_top, &heights, area.top - 12.0, area.bottom + 8.0);
    middles.reverse();
    let from = months.at(last) + if last == 0 { 15.0 } else { 5.0 };
    let left = area.right + 22.0;
    for (index, value) in values.into_iter().enumerate() {
        let colour = if index == 1 { OUTCOME } else { QUIET };
        picture.line(vec![(from, wanted[index]), (left - 4.0, middles[index])], 1.0, colour);
        let size = if index == 1 { LABEL_SIZE + 2.0 } else { LABEL_SIZE };
        let value = number::grouped(value, chart.decimals);
        let room = END - 22.0;
        let name = font::fit(&chart.end_labels[index], size, (room - font::width(&value, size) - 6.0).max(30.0));
        picture.centred(&name, (left, middles[index]), Style::start(size, colour));
        let gap = if name.is_empty() { 0.0 } else { font::width(&name, size) + 6.0 };
        picture.centred(
            &value,
            (left + gap, middles[index]),
            Style::start(size, if index == 1 { colour } else { INK }),
        );
    }
}
