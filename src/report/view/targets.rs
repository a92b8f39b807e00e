//! Every target under every reading.

use crate::report::names::{self, Measure};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::{Milestone, Scenario, TargetId};
use crate::summary::{MilestoneResult, Results, TargetResult};

use super::{Chapter, limits, raised};

pub(super) fn chapter(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    Chapter {
        tables: table(scenario, results, words).into_iter().collect(),
        ..Chapter::new("targets", words.word("page-targets-title"))
    }
}

pub(in crate::report) fn table(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        Column::text(words.word("target")),
        Column::number(words.word("probability"))
            .wide(words.word("interval-95"))
            .parts(["probability", "book-low", "book-high"].map(|id| words.word(id))),
        Column::number(words.word("median")),
        Column::number(words.word("p10-p90")),
        Column::text(words.word("due")),
        Column::number(names::bound_heading(scenario, words)),
        Column::number(words.word("shortfall")),
    ];
    let mut notes = vec![words.word("targets-note")];
    if names::has_ceilings(scenario) {
        notes.push(words.word("targets-note-at-most"));
    }
    if results.targets.iter().any(|result| !result.milestones.is_empty()) {
        notes.push(words.word("targets-note-milestones"));
    }
    let mut table =
        Table::new(words.word("targets-heading"), columns).note(notes.join(&words.word("between-sentences")));
    for result in &results.targets {
        let kind = if result.reading == 0 { "" } else { "reading" };
        let held = (result.reading == 0).then(|| limits::held_back(results, result.target, words)).flatten();
        let without = names::without_value(words, "target-undefined", result.defined);
        table.push(kind, row(scenario, results, result, words));
        let schools = (result.left_out > 0.0)
            .then(|| words.with("target-schools-left-out", &[("number", &words.number(result.left_out, 1))]));
        let raised = raised::raised(scenario, results, result, words).filter(|_| result.reading == 0);
        let before = before(scenario, result, words);
        table.remark(before.into_iter().chain(held).chain(raised).chain(without).chain(schools));
        for (milestone, result) in milestones(scenario, result) {
            table.push("reading", milestone_row(scenario, results, milestone, result, words));
        }
    }
    let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
    if joint > 0 && results.joint.of > 0 {
        let name = Cell::text(words.counted("all-targets", joint, &[]));
        table.push("total", vec![name, Cell::probability(words, &results.joint)]);
    }
    for (joint, chance) in scenario.joints.iter().zip(&results.joints) {
        let titles: Vec<String> = joint.targets.iter().map(|id| title(scenario, *id, words)).collect();
        let name = Cell::text(words.text(&joint.named.title)).quiet(words.list(&titles));
        table.push("total", vec![name, Cell::probability(words, chance)]);
    }
    table.unless_empty()
}

fn title(scenario: &Scenario, id: TargetId, words: &Words) -> String {
    words.text(&names::target(scenario, id).named.title).to_owned()
}

fn row(scenario: &Scenario, results: &Results, result: &TargetResult, words: &Words) -> Vec<Cell> {
    let target = names::target(scenario, result.target);
    let reading = &target.readings[result.reading];
    let measure = Measure::of(reading, results.metrics.get(result.metric).map_or(0, |metric| metric.decimals));
    let name = if result.reading == 0 {
        let counts = || words.with("page-counts", &[("reading", words.text(&reading.title))]);
        let counts = (target.readings.len() > 1).then(counts);
        let source =
            target.source.as_ref().map(|source| words.with("page-where", &[("source", &names::cited(words, source))]));
        let quiet: Vec<String> = counts.into_iter().chain(source).collect();
        Cell::text(words.text(&target.named.title)).quiet(quiet.join(&words.word("page-separator")))
    } else {
        Cell::text(words.text(&reading.title))
    };
    let last = MilestoneResult {
        month: reading.due().at,
        probability: result.probability,
        value: result.value,
        defined: result.defined,
        shortfall: result.shortfall,
    };
    cells(name, measure, reading.due(), &last, words)
}

/// What of a number there was before the start.
fn before(scenario: &Scenario, result: &TargetResult, words: &Words) -> Option<String> {
    let reading = &names::target(scenario, result.target).readings[result.reading];
    let so_far = Some(reading.count.so_far).filter(|so_far| *so_far != 0)?;
    let number = Measure::of(reading, 0).write(words, so_far as f64);
    Some(words.with("counted-before", &[("number", &number), ("start", &words.month(scenario.start))]))
}

/// The milestones of a target under one reading, where it has several.
fn milestones<'a>(
    scenario: &'a Scenario,
    result: &'a TargetResult,
) -> impl Iterator<Item = (&'a Milestone, (&'a TargetResult, &'a MilestoneResult))> {
    let stated = &names::target(scenario, result.target).readings[result.reading].milestones;
    stated.iter().zip(result.milestones.iter().map(move |one| (result, one)))
}

fn milestone_row(
    scenario: &Scenario,
    results: &Results,
    milestone: &Milestone,
    (result, one): (&TargetResult, &MilestoneResult),
    words: &Words,
) -> Vec<Cell> {
    let reading = &names::target(scenario, result.target).readings[result.reading];
    let measure = Measure::of(reading, results.metrics.get(result.metric).map_or(0, |metric| metric.decimals));
    let name = milestone.year.map_or_else(|| words.month(milestone.at), |year| scenario.fiscal_label(year));
    cells(Cell::text(words.with("target-milestone", &[("year", &name)])), measure, milestone, one, words)
}

/// What a target comes to where it is judged.
fn cells(name: Cell, measure: Measure, milestone: &Milestone, result: &MilestoneResult, words: &Words) -> Vec<Cell> {
    let value = &result.value.quantiles;
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
        Cell::text(milestone.at.to_string()),
        Cell::number(measure.write_bounds(words, &milestone.bounds), milestone.bounds.size()),
        Cell::number(shortfall, result.shortfall),
    ]
}
