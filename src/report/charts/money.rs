//! Need, spending, gap and appropriation per fiscal year.

use super::canvas::{Picture, Style};
use super::layout::{Area, Key, Scale, key, legend, page, value_axis, whisker};
use super::theme::{AXIS, AXIS_SIZE, GRID, INK, LABEL_SIZE, MISSING, NEED, OUTCOME, PLAN, QUIET};
use super::{ChartError, Heading, checks, font, number};

/// A median with the range in which four of five paths lie.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct MoneyRange {
    /// In 10% of the paths it is lower.
    pub p10: f64,
    /// The median.
    pub p50: f64,
    /// In 90% of the paths it is lower.
    pub p90: f64,
}

/// The money of one fiscal year.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyYear {
    /// The year's name.
    pub label: String,
    /// What the plan would cost.
    pub need: MoneyRange,
    /// What is spent.
    pub spend: MoneyRange,
    /// Need that no money meets.
    pub gap: MoneyRange,
    /// What is set aside, if anything is known of it.
    pub appropriation: Option<f64>,
}

/// Money by fiscal year: a bar for each median with a line over its range, and the values in a table below.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MoneyChart {
    /// The words around it.
    pub heading: Heading,
    /// The unit of all values, such as 万元.
    pub unit: String,
    /// How many decimals the values in the table have.
    pub decimals: usize,
    /// The years, in order.
    pub years: Vec<MoneyYear>,
    /// The name of the need.
    pub need_label: String,
    /// The name of the spending.
    pub spend_label: String,
    /// The name of the gap.
    pub gap_label: String,
    /// The name of the appropriation.
    pub appropriation_label: String,
    /// What the bars and the lines over them show, for the legend.
    pub range_label: String,
}

/// How many years fit on one page.
const MOST: usize = 15;
/// Room for the names of the table's rows.
const NAMES: f64 = 148.0;
const ROW: f64 = 23.0;

fn check(chart: &MoneyChart) -> Result<(), ChartError> {
    checks::count("years", chart.years.len(), MOST)?;
    for year in &chart.years {
        for (name, range) in [("need", year.need), ("spending", year.spend), ("gap", year.gap)] {
            checks::numbers(&format!("{name} of {}", year.label), &[range.p10, range.p50, range.p90], 3)?;
        }
        if let Some(value) = year.appropriation {
            checks::numbers(&format!("appropriation of {}", year.label), &[value], 1)?;
        }
    }
    Ok(())
}

pub(super) fn picture(chart: &MoneyChart) -> Result<Picture, ChartError> {
    check(chart)?;
    let (mut picture, body) = page(&chart.heading);
    let top = legend(&mut picture, body, &[(Key::Whisker, chart.range_label.as_str())]) + 26.0;
    let planned = chart.years.iter().any(|year| year.appropriation.is_some());
    let rows = if planned { 4.0 } else { 3.0 };
    let area =
        Area { left: body.left + NAMES, top, right: body.right, bottom: body.bottom - (rows + 1.0) * ROW - 12.0 };
    let ends = chart.years.iter().flat_map(|year| {
        [year.need, year.spend, year.gap]
            .into_iter()
            .flat_map(|range| [range.p10, range.p50, range.p90])
            .chain(year.appropriation)
    });
    let (low, high) = ends.fold((0.0_f64, 0.0_f64), |(low, high), value| (low.min(value), high.max(value)));
    let scale = Scale::round(low, high, (area.bottom, area.top), 5.0);
    picture.words(
        &font::fit(&chart.unit, AXIS_SIZE, 400.0),
        (area.left - 8.0 - scale.label_width().min(NAMES - 8.0), area.top - 14.0),
        Style::start(AXIS_SIZE, QUIET),
    );
    value_axis(&mut picture, area, &scale, AXIS_SIZE);
    let column = area.width() / chart.years.len() as f64;
    for (index, year) in chart.years.iter().enumerate() {
        bars(&mut picture, area.left + column * index as f64, column, &scale, year);
    }
    picture.line(vec![(area.left, scale.at(0.0)), (area.right, scale.at(0.0))], 1.0, AXIS);
    table(&mut picture, Area { left: body.left, top: area.bottom + 8.0, ..area }, column, chart);
    Ok(picture)
}

fn bars(picture: &mut Picture, left: f64, column: f64, scale: &Scale, year: &MoneyYear) {
    // A wide column keeps slim bars, close together.
    let slot = (column * 0.26).min(52.0);
    let first = left + column / 2.0 - 1.5 * slot;
    let zero = scale.at(0.0);
    for (place, (range, colour)) in
        [(year.need, NEED), (year.spend, OUTCOME), (year.gap, MISSING)].into_iter().enumerate()
    {
        let from = first + slot * place as f64 + slot * 0.06;
        let to = from + slot * 0.88;
        let top = scale.at(range.p50);
        picture.rectangle((from, top.min(zero)), (to, top.max(zero)), colour);
        let (high, low) = (scale.at(range.p90.max(range.p10)), scale.at(range.p10.min(range.p90)));
        if low - high >= 1.0 {
            whisker(picture, f64::midpoint(from, to), high, low, (slot * 0.16).min(5.0));
        }
    }
    if let Some(value) = year.appropriation {
        let (y, middle) = (scale.at(value), left + column / 2.0);
        let half = (1.5 * slot + 6.0).min(column / 2.0 - 1.0);
        picture.line(vec![(middle - half, y), (middle + half, y)], 2.5, PLAN);
    }
}

/// The medians below the bars. Its first column names the colours, so that the table is the legend as well.
fn table(picture: &mut Picture, area: Area, column: f64, chart: &MoneyChart) {
    type Value = fn(&MoneyYear) -> Option<f64>;
    let mut rows: Vec<(&str, Key, Value)> = vec![
        (&chart.need_label, Key::Box(NEED), |year| Some(year.need.p50)),
        (&chart.spend_label, Key::Box(OUTCOME), |year| Some(year.spend.p50)),
        (&chart.gap_label, Key::Box(MISSING), |year| Some(year.gap.p50)),
    ];
    if chart.years.iter().any(|year| year.appropriation.is_some()) {
        rows.push((&chart.appropriation_label, Key::Line(PLAN), |year| year.appropriation));
    }
    let middle = |index: usize| area.left + NAMES + column * (index as f64 + 0.5);
    let room = column - 8.0;
    for (index, year) in chart.years.iter().enumerate() {
        let label = font::fit(&year.label, LABEL_SIZE, room.max(20.0));
        picture.centred(&label, (middle(index), area.top + ROW / 2.0), Style::middle(LABEL_SIZE, INK));
    }
    // One size for all values: the largest at which each fits. Numbers are never cut.
    let values: Vec<f64> = chart.years.iter().flat_map(|year| rows.iter().filter_map(|row| (row.2)(year))).collect();
    let writings: [fn(f64, usize) -> String; 2] = [number::grouped, |value, _| number::scientific(value)];
    let (write, size) = writings
        .into_iter()
        .flat_map(|write| [LABEL_SIZE, AXIS_SIZE, 11.0, 10.0].map(|size| (write, size)))
        .find(|(write, size)| values.iter().all(|value| font::width(&write(*value, chart.decimals), *size) <= room))
        .unwrap_or((writings[1], 9.0));
    for (index, (label, mark, value)) in rows.into_iter().enumerate() {
        let y = area.top + ROW * (index as f64 + 1.5);
        picture.line(vec![(area.left, y - ROW / 2.0), (area.right, y - ROW / 2.0)], 1.0, GRID);
        key(picture, (area.left, y), mark);
        let label = font::fit(label, AXIS_SIZE, NAMES - 30.0);
        picture.centred(&label, (area.left + 22.0, y), Style::start(AXIS_SIZE, INK));
        for (place, year) in chart.years.iter().enumerate() {
            let text = value(year).map_or_else(|| "—".to_owned(), |value| write(value, chart.decimals));
            picture.centred(&text, (middle(place), y), Style::middle(size, INK));
        }
    }
}
