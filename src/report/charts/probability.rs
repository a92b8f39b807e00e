//! How probable each target is, month by month.

use super::canvas::{Picture, Style};
use super::fan::{band, path};
use super::layout::{Area, Key, Months, Scale, legend, month_axis, month_grid, page, spread, value_axis};
use super::theme::{AXIS_SIZE, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, MISSING, OUTCOME, PLAN, QUIET, SERIES};
use super::{ChartError, Heading, checks, font, number};

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

/// How many lines one panel can hold.
const TOGETHER: usize = SERIES.len();
/// How many panels one page can hold.
const MOST: usize = 16;

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

pub(super) fn picture(chart: &ProbabilityChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let (mut picture, mut body) = page(&chart.heading);
    let together = chart.series.len() <= TOGETHER;
    let mut entries = Vec::new();
    if !together {
        entries.push((Key::Line(OUTCOME), chart.line_label.as_str()));
    }
    entries.push((Key::Box(if together { QUIET } else { OUTCOME }.tint(0.22)), chart.interval_label.as_str()));
    if let Some(reference) = &chart.reference {
        entries.push((Key::Dashes(PLAN), reference.label.as_str()));
    }
    body.top = legend(&mut picture, body, &entries);
    if together {
        one_panel(&mut picture, body, chart);
    } else {
        panels(&mut picture, body, chart);
    }
    Ok(picture)
}

/// From 0% at the bottom to 100% at the top.
fn scale(area: Area, marks: &[f64]) -> Scale {
    let ticks = marks.iter().map(|share| (*share, number::percent(*share))).collect();
    Scale::fixed(0.0, 1.0, (area.bottom, area.top), ticks)
}

fn one_panel(picture: &mut Picture, body: Area, chart: &ProbabilityChart) {
    let area =
        Area { left: body.left + 44.0, top: body.top + 28.0, right: body.right - 220.0, bottom: body.bottom - 28.0 };
    let axis_label = font::fit(&chart.axis_label, AXIS_SIZE, 500.0);
    picture.words(&axis_label, (body.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET));
    let scale = scale(area, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    value_axis(picture, area, &scale, AXIS_SIZE);
    month_axis(picture, area, &chart.months, AXIS_SIZE);
    let months = Months::new(chart.months.len(), area);
    for (series, colour) in chart.series.iter().zip(SERIES) {
        band(picture, months, &scale, (&series.low, &series.high), colour.clear(0.16));
    }
    if let Some(reference) = &chart.reference {
        picture.dashes(area.left, area.right, scale.at(reference.value), 1.5, PLAN);
    }
    for (series, colour) in chart.series.iter().zip(SERIES) {
        path(picture, months, &scale, &series.probability, colour);
    }
    let finals: Vec<f64> = chart.series.iter().map(at_deadline).collect();
    let names: Vec<Vec<String>> =
        chart.series.iter().map(|series| font::wrap(&series.label, LABEL_SIZE, 142.0, 3)).collect();
    let heights: Vec<f64> = names.iter().map(|lines| 17.0 * lines.len().max(1) as f64 + 8.0).collect();
    let wanted: Vec<f64> = finals.iter().map(|share| scale.at(*share)).collect();
    let middles = spread(&wanted, &heights, area.top - 14.0, area.bottom + 14.0);
    let left = area.right + 26.0;
    for (index, colour) in SERIES.iter().enumerate().take(chart.series.len()) {
        let (y, last) = (middles[index], chart.series[index].probability.len() - 1);
        picture.line(vec![(months.at(last) + 5.0, wanted[index]), (left - 4.0, y)], 1.0, *colour);
        picture.centred(&number::percent(finals[index]), (left + 44.0, y), Style::end(LABEL_SIZE + 3.0, *colour));
        let first = y - 17.0 * (names[index].len().max(1) - 1) as f64 / 2.0;
        for (line, words) in names[index].iter().enumerate() {
            picture.centred(words, (left + 52.0, first + 17.0 * line as f64), Style::start(LABEL_SIZE, INK));
        }
    }
}

fn panels(picture: &mut Picture, body: Area, chart: &ProbabilityChart) {
    let count = chart.series.len();
    let columns = if count <= 9 { 3 } else { 4 };
    let rows = count.div_ceil(columns);
    let axis_label = font::fit(&chart.axis_label, AXIS_SIZE, 500.0);
    let top = if axis_label.is_empty() { body.top } else { body.top + 18.0 };
    picture.words(&axis_label, (body.left, body.top + 10.0), Style::start(AXIS_SIZE, QUIET));
    let gap = 26.0;
    let gutter = 36.0;
    let width = (body.width() - gutter - gap * (columns - 1) as f64) / columns as f64;
    let height = (body.bottom - 24.0 - top) / rows as f64;
    // Names that do not fit beside the percentage take two lines, in every panel alike.
    let lines = if chart.series.iter().all(|series| name_fits(&series.label, width)) { 1 } else { 2 };
    let header = if lines == 1 { 26.0 } else { 38.0 };
    for (index, series) in chart.series.iter().enumerate() {
        let (row, column) = (index / columns, index % columns);
        let left = body.left + gutter + column as f64 * (width + gap);
        let head = top + row as f64 * height;
        let area = Area { left, top: head + header, right: left + width, bottom: head + height - 8.0 };
        let scale = scale(area, &[0.0, 0.5, 1.0]);
        for (share, mark) in &scale.ticks {
            let y = scale.at(*share);
            picture.line(vec![(area.left, y), (area.right, y)], 1.0, GRID);
            if column == 0 {
                picture.centred(mark, (area.left - 6.0, y), Style::end(FOOTNOTE_SIZE, QUIET));
            }
        }
        // Only the lowest panel of each column names its months.
        if index + columns >= count {
            month_axis(picture, area, &chart.months, FOOTNOTE_SIZE);
        } else {
            month_grid(picture, area, &chart.months);
        }
        panel(picture, area, &scale, lines, chart, series);
    }
}

/// Room for the percentage beside a panel's name.
const PERCENT: f64 = 48.0;

fn name_fits(name: &str, width: f64) -> bool {
    font::width(name, AXIS_SIZE) <= width - PERCENT
}

/// The probability in the last month that counts.
fn at_deadline(series: &ProbabilitySeries) -> f64 {
    series.probability.last().map_or(0.0, |share| share.clamp(0.0, 1.0))
}

fn panel(
    picture: &mut Picture,
    area: Area,
    scale: &Scale,
    lines: usize,
    chart: &ProbabilityChart,
    series: &ProbabilitySeries,
) {
    let months = Months::new(chart.months.len(), area);
    band(picture, months, scale, (&series.low, &series.high), OUTCOME.tint(0.22));
    if let Some(reference) = &chart.reference {
        picture.dashes(area.left, area.right, scale.at(reference.value), 1.0, PLAN);
    }
    path(picture, months, scale, &series.probability, OUTCOME);
    let share = at_deadline(series);
    let below = chart.reference.as_ref().is_some_and(|reference| share < reference.value);
    let value = number::percent(share);
    let size = LABEL_SIZE + 2.0;
    picture.words(&value, (area.right, area.top - 9.0), Style::end(size, if below { MISSING } else { OUTCOME }));
    let name = font::wrap(&series.label, AXIS_SIZE, area.width() - PERCENT, lines);
    for (index, line) in name.iter().rev().enumerate() {
        picture.words(line, (area.left, area.top - 9.0 - 14.0 * index as f64), Style::start(AXIS_SIZE, INK));
    }
}
