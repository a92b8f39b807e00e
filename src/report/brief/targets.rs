//! Each target: what is wanted, how likely it is, and what holds it back.

use crate::report::findings::shares;
use crate::report::names::{self, Measure};
use crate::report::table::{Cell, Column, SAFE, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{Results, TargetResult};

use super::Section;

/// Targets that two pages have room for; of more, those that are least likely are told.
const MOST: usize = 20;
/// Limits that are named of each; of more targets than [`FEW`] only the first.
const LIMITS: usize = 2;
const FEW: usize = 12;

/// Every target as the plan counts it.
pub(super) fn main(results: &Results) -> Vec<&TargetResult> {
    results.targets.iter().filter(|result| result.reading == 0).collect()
}

pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words) -> Section {
    let main = main(results);
    let limits = if main.len() > FEW { 1 } else { LIMITS };
    let mut shown: Vec<usize> = (0..main.len()).collect();
    shown.sort_by(|a, b| main[*a].probability.estimate.total_cmp(&main[*b].probability.estimate).then(a.cmp(b)));
    shown.truncate(MOST);
    shown.sort_unstable();
    let columns = [
        Column::text(words.word("target")),
        Column::number(names::bound_heading(scenario, words)),
        Column::number(words.word("probability")),
        Column::number(words.word("median")),
        Column::text(words.word("brief-held-back")),
    ];
    let mut table = Table::new(words.word("brief-targets-caption"), columns);
    for result in shown.iter().map(|at| main[*at]) {
        table.row(row(scenario, results, result, limits, words));
    }
    let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
    if joint > 1 && results.joint.of > 0 {
        let name = Cell::text(words.counted("all-targets", joint, &[]));
        table.push("total", vec![name, Cell::default(), Cell::probability(words, &results.joint)]);
    }
    let mut notes = Vec::new();
    if main.len() > MOST {
        let left = main.len() - MOST;
        notes.push(words.counted("brief-targets-left", left as u64, &[("shown", &MOST.to_string())]));
    }
    notes.extend((!main.is_empty()).then(|| words.word("brief-targets-note")));
    let table = table.note(notes.join(&words.word("between-sentences"))).unless_empty();
    Section { table, ..Section::new("brief-targets", words) }
}

fn row(scenario: &Scenario, results: &Results, result: &TargetResult, limits: usize, words: &Words) -> Vec<Cell> {
    let target = names::target(scenario, result.target);
    let reading = &target.readings[result.reading];
    let measure = Measure::of(reading, results.metrics.get(result.metric).map_or(0, |metric| metric.decimals));
    let due = reading.due();
    let median = result.value.quantiles.p50;
    vec![
        Cell::text(words.text(&target.named.title)),
        Cell::number(measure.write_bounds(words, &due.bounds), due.bounds.size()).quiet(due.at.to_string()),
        Cell::probability(words, &result.probability),
        Cell::number(names::or_absent(result.defined, || measure.write(words, median)), median),
        Cell::text(if result.probability.estimate < SAFE {
            held(results, result, limits, words)
        } else {
            "–".to_owned()
        }),
    ]
}

/// The first limits of a target with their shares.
fn held(results: &Results, result: &TargetResult, limits: usize, words: &Words) -> String {
    let limits: Vec<String> = shares(results, result.target)
        .into_iter()
        .take(limits)
        .map(|(limit, share)| {
            let values = [("share", words.part(share)), ("limit", names::limit(words, limit))];
            words.with("held-back-part", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
        })
        .collect();
    if limits.is_empty() { "–".to_owned() } else { words.list(&limits) }
}
