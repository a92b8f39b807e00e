//! Every target under every reading.

use crate::report::names::{self, Measure};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{Results, TargetResult};

use super::{Chapter, limits};

pub(super) fn chapter(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    Chapter {
        tables: table(scenario, results, words).into_iter().collect(),
        ..Chapter::new("targets", words.word("page-targets-title"))
    }
}

fn table(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        Column::text(words.word("target")),
        Column::number(words.word("probability")).wide(words.word("interval-95")),
        Column::number(words.word("median")),
        Column::number(words.word("p10-p90")),
        Column::text(words.word("due")),
        Column::number(words.word("at-least")),
        Column::number(words.word("shortfall")),
    ];
    let mut table = Table::new(words.word("targets-heading"), columns).note(words.word("targets-note"));
    for result in &results.targets {
        let kind = if result.reading == 0 { "" } else { "reading" };
        let held = (result.reading == 0).then(|| limits::held_back(results, result.target, words)).flatten();
        let without = names::without_value(words, "target-undefined", result.defined);
        table.push(kind, row(scenario, results, result, words));
        table.remark(held.into_iter().chain(without));
    }
    let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
    if joint > 0 && results.joint.of > 0 {
        let name = Cell::text(words.counted("all-targets", joint, &[]));
        table.push("total", vec![name, Cell::probability(words, &results.joint)]);
    }
    table.unless_empty()
}

fn row(scenario: &Scenario, results: &Results, result: &TargetResult, words: &Words) -> Vec<Cell> {
    let target = names::target(scenario, result.target);
    let reading = &target.readings[result.reading];
    let measure = Measure::of(reading, results.metrics.get(result.metric).map_or(0, |metric| metric.decimals));
    let name = if result.reading == 0 {
        let counts = || words.with("page-counts", &[("reading", words.text(&reading.title))]);
        let counts = (target.readings.len() > 1).then(counts);
        let source = target.source.as_ref().map(|source| words.with("page-where", &[("source", source)]));
        let quiet: Vec<String> = counts.into_iter().chain(source).collect();
        Cell::text(words.text(&target.named.title)).quiet(quiet.join(&words.word("page-separator")))
    } else {
        Cell::text(words.text(&reading.title))
    };
    let value = &result.value;
    let at = |value: f64| if result.defined > 0.0 { value } else { f64::NAN };
    let shortfall = if result.shortfall > 0.0 { measure.write_mean(words, result.shortfall) } else { "0".to_owned() };
    vec![
        name,
        Cell::probability(words, &result.probability),
        Cell::number(
            names::or_absent(result.defined, || measure.write(words, value.quantiles.p50)),
            at(value.quantiles.p50),
        ),
        Cell::number(
            names::or_absent(result.defined, || measure.write_range(words, value.quantiles.p10, value.quantiles.p90)),
            at(value.quantiles.p10),
        ),
        Cell::text(target.at.to_string()),
        Cell::number(measure.write_bound(words, reading.at_least), reading.at_least),
        Cell::number(shortfall, result.shortfall),
    ]
}
