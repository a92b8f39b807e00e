//! Every target under every reading.

use crate::report::names::{self, Measure};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{Results, TargetResult};

use crate::report::table::{Cell, Table};

/// The table of the targets.
pub(super) fn table(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        ('<', "target"),
        ('>', "probability"),
        ('>', "median"),
        ('>', "p10-p90"),
        ('>', "at-least"),
        ('>', "shortfall"),
        ('<', "due"),
    ];
    let columns = columns.map(|(align, id)| (align, words.word(id)));
    let mut table = Table::new(words.word("page-targets-caption"), &columns).note(words.word("page-targets-note"));
    for result in &results.targets {
        let kind = if result.reading == 0 { "" } else { "reading" };
        table.push(kind, row(scenario, results, result, words));
    }
    let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
    if joint > 0 && results.joint.of > 0 {
        let name = Cell::text(words.counted("all-targets", joint, &[]));
        let mut cells = vec![name, Cell::probability(words, &results.joint)];
        cells.resize(columns.len(), Cell::default());
        table.push("total", cells);
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
        let without = names::without_value(words, "target-undefined", result.defined);
        let quiet: Vec<String> = counts.into_iter().chain(source).chain(without).collect();
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
        Cell::number(names::or_absent(result.defined, || measure.write(words, value.p50)), at(value.p50)),
        Cell::number(
            names::or_absent(result.defined, || measure.write_range(words, value.p10, value.p90)),
            at(value.p10),
        ),
        Cell::number(measure.write_bound(words, reading.at_least), reading.at_least),
        Cell::number(shortfall, result.shortfall),
        Cell::text(target.at.to_string()),
    ]
}
