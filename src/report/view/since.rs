//! What changed since an earlier run: what the plan states otherwise, and what comes of it.

use crate::report::names::{self, Measure};
use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::study::input_differences;
use crate::summary::{PlanMoney, Probability, Results, TargetResult};

use super::Chapter;

/// Differences of the plan that people read.
const INPUTS: usize = 40;

/// An earlier run: of the plan as it was, or of the same with other luck or more replicates.
#[derive(Clone, Copy, Debug)]
pub struct Earlier<'a> {
    /// Its name.
    pub run: &'a str,
    /// The scenario that it ran.
    pub scenario: &'a Scenario,
    /// What came of it.
    pub results: &'a Results,
}

pub(super) fn chapter(now: (&Scenario, &Results), before: Earlier<'_>, words: &Words) -> Chapter {
    let inputs = inputs(before.scenario, now.0, words);
    let values = [("run", before.run), ("seed", &before.results.seed.to_string())];
    let mut paragraphs = vec![words.counted("since-what", before.results.replicates, &values)];
    if inputs.is_none() {
        paragraphs.push(words.word("since-same-plan"));
    }
    let tables = [inputs, targets(now, before, words), money(now, before, words)];
    Chapter {
        paragraphs,
        tables: tables.into_iter().flatten().collect(),
        ..Chapter::new("since", words.word("since-title"))
    }
}

/// What is stated otherwise.
fn inputs(before: &Scenario, now: &Scenario, words: &Words) -> Option<Table> {
    let columns = ["number", "since-then", "since-now"].map(|id| Column::text(words.word(id)));
    let all = input_differences(before, now);
    let mut table = Table::new(words.counted("since-inputs", all.len() as u64, &[]), columns);
    for one in all.iter().take(INPUTS) {
        let stating = if one.after.is_some() { now } else { before };
        let said = [&one.before, &one.after]
            .map(|side| Cell::text(side.as_ref().map_or_else(|| "–".to_owned(), |side| side.words.clone())));
        let name = Cell::text(names::parameter(stating, words, &one.path)).code(&one.path);
        table.row([name].into_iter().chain(said).collect());
    }
    if all.len() > INPUTS {
        table = table.note(words.counted("since-more", (all.len() - INPUTS) as u64, &[]));
    }
    table.unless_empty()
}

/// Every target that both have, and all together.
fn targets((scenario, results): (&Scenario, &Results), before: Earlier<'_>, words: &Words) -> Option<Table> {
    let columns = [
        Column::text(words.word("target")),
        Column::number(words.word("since-then")).of(words.word("probability")),
        Column::number(words.word("since-now")).of(words.word("probability")),
        Column::number(words.word("since-points")),
        Column::number(words.word("since-then")).of(words.word("median")),
        Column::number(words.word("since-now")).of(words.word("median")),
    ];
    let mut table = Table::new(words.word("since-targets"), columns).note(words.word("since-targets-note"));
    let main = |result: &&TargetResult| result.reading == 0;
    for now in results.targets.iter().filter(main) {
        let own = names::target(scenario, now.target);
        let same = |one: &&TargetResult| names::target(before.scenario, one.target).named.id == own.named.id;
        let then = before.results.targets.iter().filter(main).find(same);
        let median = |scenario: &Scenario, results: &Results, one: &TargetResult| {
            let reading = &names::target(scenario, one.target).readings[one.reading];
            let decimals = results.metrics.get(one.metric).map_or(0, |metric| metric.decimals);
            let value = one.value.quantiles.p50;
            let measure = Measure::of(reading, decimals);
            Cell::number(names::or_absent(one.defined, || measure.write(words, value)), value)
        };
        let mut cells = vec![Cell::text(words.text(&own.named.title))];
        cells.extend(likely(then.map(|then| &then.probability), &now.probability, words));
        cells.push(then.map_or_else(Cell::absent, |then| median(before.scenario, before.results, then)));
        cells.push(median(scenario, results, now));
        table.row(cells);
    }
    if results.joint.of > 0 && before.results.joint.of > 0 {
        let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
        let mut cells = vec![Cell::text(words.counted("all-targets", joint, &[]))];
        cells.extend(likely(Some(&before.results.joint), &results.joint, words));
        table.push("total", cells);
    }
    table.unless_empty()
}

/// A probability then and now, and how far apart they are; no more than luck where their intervals meet.
fn likely(then: Option<&Probability>, now: &Probability, words: &Words) -> [Cell; 3] {
    let cell = |one: &Probability| Cell::number(words.probability(one), one.estimate).quiet(words.interval(one));
    let points = then.map_or_else(Cell::absent, |then| {
        let difference = now.estimate - then.estimate;
        let apart = now.low > then.high || then.low > now.high;
        let text = if apart { words.signed(difference * 100.0, 1) } else { words.word("since-luck") };
        Cell::number(text, difference)
    });
    [then.map_or_else(Cell::absent, cell), cell(now), points]
}

/// A number of what money comes to.
type Part = fn(&PlanMoney) -> f64;

/// Money of all funds over all years.
fn money((_, results): (&Scenario, &Results), before: Earlier<'_>, words: &Words) -> Option<Table> {
    let all = |results: &Results| results.plan_money.iter().find(|one| one.fund.is_none()).cloned();
    let (then, now) = (all(before.results)?, all(results)?);
    let parts: [(&str, Part); 4] = [
        ("brief-need-mean", |one| one.need.mean),
        ("brief-need-likely", |one| one.need.quantiles.p80),
        ("brief-spend-mean", |one| one.spend.mean),
        ("brief-beyond", |one| one.needed_beyond().quantiles.p80),
    ];
    let largest = [&then, &now].map(|one| one.need.quantiles.p80).into_iter().fold(0.0, f64::max);
    if largest <= 0.0 {
        return None;
    }
    let unit = words.money_unit(largest);
    let columns = [Column::text(words.word("page-fund"))]
        .into_iter()
        .chain(["since-then", "since-now", "since-difference"].map(|id| Column::number(words.word(id))));
    let caption = words.with("since-money", &[("unit", &words.word(unit.word))]);
    let mut table = Table::new(caption, columns);
    for (name, part) in parts {
        let [then, now] = [part(&then), part(&now)];
        let amount = |yuan: f64| Cell::number(unit.write(words, yuan), yuan);
        let difference = words.signed((now - then) / unit.yuan, unit.decimals);
        table.row(vec![Cell::text(words.word(name)), amount(then), amount(now), Cell::number(difference, now - then)]);
    }
    table.unless_empty()
}
