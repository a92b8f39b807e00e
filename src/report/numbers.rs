//! The numbers of a chart as a table, for who cannot see the picture or wants to go on with what it shows.
//!
//! In: a chart, whose labels are in the reader's language. Out: the same labels and numbers in rows. Nothing is worked out.

use super::charts::{
    Chart, FanChart, FansChart, ForestChart, LinePoint, LineSeries, LinesChart, MoneyChart, MoneyYear, PairChart,
    PairRow, PathsChart, ProbabilityChart, ScatterChart, TornadoChart, TornadoRow, WaterfallChart,
};
use super::table::{Cell, Column, Table};
use super::words::Words;

/// The numbers that `chart` is drawn from.
pub(super) fn table(chart: &Chart, words: &Words) -> Table {
    let numbers = match chart {
        Chart::Fan(chart) => fan(chart, words),
        Chart::Paths(chart) => paths(chart, words),
        Chart::Fans(chart) => fans(chart, words),
        Chart::Probabilities(chart) => probabilities(chart, words),
        Chart::Money(chart) => money(chart, words),
        Chart::Shortfall(chart) => shortfall(chart, words),
        Chart::Lines(chart) => lines(chart, words),
        Chart::Forest(chart) => forest(chart, words),
        Chart::Pair(chart) => pair(chart, words),
        Chart::Tornado(chart) => tornado(chart, words),
        Chart::Scatter(chart) => scatter(chart, words),
    };
    let columns = numbers.columns.into_iter().map(Column::number);
    let columns: Vec<Column> = std::iter::once(Column::text(numbers.along)).chain(columns).collect();
    let mut table = Table::new(chart.heading().title.clone(), columns);
    if !numbers.unit.is_empty() {
        table = table.note(words.with("numbers-unit", &[("unit", &numbers.unit)]));
    }
    for (name, values) in numbers.rows {
        let cells =
            values.into_iter().map(|value| value.map_or_else(Cell::default, |(text, value)| Cell::number(text, value)));
        table.row(std::iter::once(Cell::text(name)).chain(cells).collect());
    }
    table
}

/// A number and how it is written; none where the chart has none.
type Number = Option<(String, f64)>;

/// Rows of numbers under what they are of.
struct Numbers {
    /// What the rows are.
    along: String,
    columns: Vec<String>,
    rows: Vec<(String, Vec<Number>)>,
    /// In what they are counted.
    unit: String,
}

fn share(words: &Words, value: f64) -> (String, f64) {
    (words.share(value), value)
}

fn number(words: &Words, value: f64, decimals: usize) -> (String, f64) {
    (words.number(value, decimals), value)
}

/// The names of an estimate's interval, each with what it is of.
fn with_interval(words: &Words, label: &str) -> [String; 3] {
    let of = |end: &str| words.with(end, &[("of", label)]);
    [label.to_owned(), of("numbers-low"), of("numbers-high")]
}

fn fan(chart: &FanChart, words: &Words) -> Numbers {
    let FanChart { p5, p10, p25, p50, p75, p90, p95, .. } = chart;
    let lists = [("P5", p5), ("P10", p10), ("P25", p25), ("P50", p50), ("P75", p75), ("P90", p90), ("P95", p95)];
    let mut bounds: Vec<&str> = Vec::new();
    for target in &chart.targets {
        if !bounds.contains(&target.label.as_str()) {
            bounds.push(&target.label);
        }
    }
    let bound = |label: &&str| if label.is_empty() { words.word("numbers-bound") } else { (*label).to_owned() };
    let columns = lists.iter().map(|(name, _)| (*name).to_owned()).chain(bounds.iter().map(bound)).collect();
    let row = |(month, name): (usize, &String)| {
        let write = |value: f64| number(words, value, chart.decimals);
        let paths = lists.iter().map(|(_, list)| list.get(month).map(|value| write(*value)));
        let due = |label: &&str| {
            let own = chart.targets.iter().find(|target| target.month == month && target.label == *label);
            own.map(|target| write(target.value))
        };
        (name.clone(), paths.chain(bounds.iter().map(due)).collect())
    };
    Numbers {
        along: words.word("month"),
        columns,
        rows: chart.months.iter().enumerate().map(row).collect(),
        unit: chart.unit.clone(),
    }
}

/// The last month of each, as it is drawn.
fn paths(chart: &PathsChart, words: &Words) -> Numbers {
    let mut rows = Vec::new();
    for own in &chart.fans {
        let last = own.months.len().saturating_sub(1);
        let lists = [&own.p5, &own.p10, &own.p25, &own.p50, &own.p75, &own.p90, &own.p95];
        let values = lists.map(|list| list.get(last).map(|value| number(words, *value, own.decimals)));
        let month = own.months.get(last).map_or("", String::as_str);
        let name = words.with("numbers-at", &[("of", &own.label), ("month", month)]);
        rows.push((name, values.into()));
    }
    let columns = ["P5", "P10", "P25", "P50", "P75", "P90", "P95"].map(str::to_owned).into();
    Numbers { along: words.word("numbers-path"), columns, rows, unit: String::new() }
}

fn fans(chart: &FansChart, words: &Words) -> Numbers {
    let mut rows = Vec::new();
    for fan in &chart.fans {
        let dates = chart.dates.iter().zip(&chart.came).skip(fan.origin + 1);
        rows.extend(dates.zip(&fan.bands).map(|((date, came), band)| {
            let name = words.with("numbers-from", &[("date", date), ("from", &fan.label)]);
            let values = band.iter().chain([came]).map(|value| Some((words.rough(*value), *value)));
            (name, values.collect())
        }));
    }
    let columns = ["P5", "P25", "P50", "P75", "P95"].map(str::to_owned).into_iter();
    Numbers {
        along: words.word("month"),
        columns: columns.chain([words.word("numbers-came")]).collect(),
        rows,
        unit: chart.unit.clone(),
    }
}

fn probabilities(chart: &ProbabilityChart, words: &Words) -> Numbers {
    let row = |(month, name): (usize, &String)| {
        let of = |list: &Vec<f64>| list.get(month).map(|value| share(words, *value));
        let values = chart.series.iter().flat_map(|one| [of(&one.probability), of(&one.low), of(&one.high)]);
        (name.clone(), values.collect())
    };
    Numbers {
        along: words.word("month"),
        columns: chart.series.iter().flat_map(|one| with_interval(words, &one.label)).collect(),
        rows: chart.months.iter().enumerate().map(row).collect(),
        unit: String::new(),
    }
}

fn money(chart: &MoneyChart, words: &Words) -> Numbers {
    let mut columns = Vec::new();
    for label in [&chart.need_label, &chart.spend_label, &chart.gap_label] {
        columns.extend(["P10", "P50", "P90"].map(|point| format!("{label} {point}")));
    }
    columns.push(chart.appropriation_label.clone());
    let row = |year: &MoneyYear| {
        let ranges = [year.need, year.spend, year.gap].into_iter().flat_map(|range| [range.p10, range.p50, range.p90]);
        let values = ranges.map(Some).chain([year.appropriation]);
        (year.label.clone(), values.map(|value| value.map(|value| number(words, value, chart.decimals))).collect())
    };
    Numbers {
        along: words.word("fiscal-year"),
        columns,
        rows: chart.years.iter().map(row).collect(),
        unit: chart.unit.clone(),
    }
}

fn shortfall(chart: &WaterfallChart, words: &Words) -> Numbers {
    let taken =
        |limit| chart.rows.iter().flat_map(|row| &row.steps).any(|step| step.limit == limit && step.amount > 0.0);
    let limits: Vec<_> = chart.limit_labels.iter().filter(|(limit, _)| taken(*limit)).collect();
    let labels = limits.iter().map(|(_, label)| label.clone());
    let rows = chart.rows.iter().map(|row| {
        let of = |limit| row.steps.iter().filter(|step| step.limit == limit).map(|step| step.amount).sum();
        let values = [row.achieved, row.bound].into_iter().chain(limits.iter().map(|(limit, _)| of(*limit)));
        (row.label.clone(), values.map(|value: f64| Some(number(words, value, row.decimals))).collect())
    });
    Numbers {
        along: words.word("target"),
        columns: [chart.achieved_label.clone(), words.word("numbers-bound")].into_iter().chain(labels).collect(),
        rows: rows.collect(),
        unit: String::new(),
    }
}

fn lines(chart: &LinesChart, words: &Words) -> Numbers {
    // The curves of one chart are over the same values.
    let mut along: Vec<f64> = chart.series.iter().flat_map(|one| one.points.iter().map(|point| point.x)).collect();
    along.sort_by(f64::total_cmp);
    along.dedup_by(|one, other| one.to_bits() == other.to_bits());
    let rows = along.into_iter().map(|x| {
        let at = |one: &LineSeries| {
            let point = one.points.iter().find(|point| point.x.to_bits() == x.to_bits());
            let values = |point: &LinePoint| [point.y, point.low, point.high].map(|y| Some(share(words, y)));
            point.map_or([None, None, None], values)
        };
        (words.number(x, chart.x_decimals), chart.series.iter().flat_map(at).collect())
    });
    Numbers {
        along: chart.x_label.clone(),
        columns: chart.series.iter().flat_map(|one| with_interval(words, &one.label)).collect(),
        rows: rows.collect(),
        unit: String::new(),
    }
}

fn forest(chart: &ForestChart, words: &Words) -> Numbers {
    let write = |value: f64| {
        let text = if chart.signed { words.signed(value, chart.decimals) } else { words.number(value, chart.decimals) };
        Some((text, value))
    };
    let rows =
        chart.rows.iter().map(|row| (row.label.clone(), vec![write(row.value), write(row.low), write(row.high)]));
    Numbers {
        along: words.word("numbers-what"),
        columns: with_interval(words, &chart.axis_label).to_vec(),
        rows: rows.collect(),
        unit: chart.unit.clone(),
    }
}

fn pair(chart: &PairChart, words: &Words) -> Numbers {
    let values = |row: &PairRow| [row.before, row.after].map(|value| Some(number(words, value, chart.decimals)));
    Numbers {
        along: words.word("numbers-what"),
        columns: vec![chart.before_label.clone(), chart.after_label.clone()],
        rows: chart.rows.iter().map(|row| (row.label.clone(), values(row).to_vec())).collect(),
        unit: chart.unit.clone(),
    }
}

fn tornado(chart: &TornadoChart, words: &Words) -> Numbers {
    let values = |row: &TornadoRow| [row.low, row.high].map(|value| Some(number(words, value, chart.decimals)));
    Numbers {
        along: words.word("numbers-what"),
        columns: vec![chart.low_label.clone(), chart.high_label.clone()],
        rows: chart.rows.iter().map(|row| (row.label.clone(), values(row).to_vec())).collect(),
        unit: chart.unit.clone(),
    }
}

/// How many draws of each kind lie in the part set off; each draw is in the tables of the study's folder.
fn scatter(chart: &ScatterChart, words: &Words) -> Numbers {
    let ends = |dots: &dyn Fn(f64, f64) -> f64, pick: fn(&super::charts::Dot) -> f64, marked: bool| {
        chart.dots.iter().filter(|dot| dot.marked == marked).map(pick).reduce(dots)
    };
    let row = |marked: bool| {
        let count = chart.dots.iter().filter(|dot| dot.marked == marked).count() as f64;
        let mut values = vec![Some((words.number(count, 0), count))];
        for pick in [(|dot: &super::charts::Dot| dot.x) as fn(&super::charts::Dot) -> f64, |dot| dot.y] {
            for value in [ends(&f64::min, pick, marked), ends(&f64::max, pick, marked)] {
                values.push(
                    value.map(|value| if chart.shares { share(words, value) } else { (words.rough(value), value) }),
                );
            }
        }
        values
    };
    let kinds = [(true, &chart.marked_label), (false, &chart.other_label)];
    let some = |marked: bool| chart.dots.iter().any(|dot| dot.marked == marked);
    let of = |label: &str| ["numbers-least", "numbers-most"].map(|end| words.with(end, &[("of", label)]));
    Numbers {
        along: words.word("numbers-what"),
        columns: [words.word("numbers-draws")]
            .into_iter()
            .chain(of(&chart.x_label))
            .chain(of(&chart.y_label))
            .collect(),
        rows: kinds
            .into_iter()
            .filter(|(marked, _)| some(*marked))
            .map(|(marked, label)| (label.clone(), row(marked)))
            .collect(),
        unit: String::new(),
    }
}
