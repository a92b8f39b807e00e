//! What measures, levers and changes are called.

use crate::report::names;
use crate::report::words::Words;
use crate::scenario::{Named, Scenario};
use crate::study::{Binding, Change, Lever, LeverUnit, Measure};

fn titled<'a>(words: &'a Words, mut all: impl Iterator<Item = &'a Named>, id: &str) -> String {
    all.find(|named| named.id == id).map_or_else(|| id.to_owned(), |named| words.text(&named.title).to_owned())
}

/// A target's title.
pub(super) fn target(scenario: &Scenario, words: &Words, id: &str) -> String {
    titled(words, scenario.targets.iter().map(|one| &one.named), id)
}

/// A target under a reading.
fn read(scenario: &Scenario, words: &Words, id: &str, reading: &str) -> String {
    let title = target(scenario, words, id);
    if reading == "main" {
        return title;
    }
    let readings = scenario.targets.iter().find(|one| one.named.id == id).map(|one| &one.readings);
    let other = readings.into_iter().flatten().find(|one| one.id == reading);
    let other = other.map_or(reading, |one| words.text(&one.title));
    words.with("target-under-reading", &[("target", &title), ("reading", other)])
}

/// What a measure counts.
pub(super) fn measure(scenario: &Scenario, words: &Words, measure: &Measure) -> String {
    let tier = |id: &str| titled(words, scenario.tiers.iter().map(|one| &one.named), id);
    let line = |id: &str| titled(words, scenario.lines.iter().map(|one| &one.named), id);
    let dated = |id: &str, thing: &str, year: i32| words.with(id, &[("thing", thing), ("year", &year.to_string())]);
    let money = |id: &str, year: Option<i32>| {
        let what = words.word(id);
        year.map_or_else(
            || words.with("measure-all-years", &[("thing", &what)]),
            |year| dated("measure-in-year", &what, year),
        )
    };
    match measure {
        Measure::Joint => words.word("measure-joint"),
        Measure::Met { target, reading } | Measure::Value { target, reading } => read(scenario, words, target, reading),
        Measure::Shortfall { target, reading } => {
            words.with("measure-shortfall", &[("thing", &read(scenario, words, target, reading))])
        }
        Measure::Stock { tier: id, year } => dated("measure-stock", &tier(id), *year),
        Measure::Additions { tier: id, year } => dated("measure-additions", &tier(id), *year),
        Measure::Need { line: id, year } => dated("measure-need", &line(id), *year),
        Measure::Spend { line: id, year } => dated("measure-spend", &line(id), *year),
        Measure::Gap { line: id, year } => dated("measure-gap", &line(id), *year),
        Measure::TotalSpend { year } => money("measure-total-spend", *year),
        Measure::TotalGap { year } => money("measure-total-gap", *year),
    }
}

/// What a lever is called; `@2022` behind its name means that year alone.
pub(super) fn lever(scenario: &Scenario, words: &Words, name: &str) -> String {
    if let Some((plain, year)) = name.split_once('@') {
        return words.with("measure-in-year", &[("thing", &lever(scenario, words, plain)), ("year", year)]);
    }
    let mut parts = name.splitn(3, '.');
    match (parts.next().unwrap_or_default(), parts.next(), parts.next()) {
        ("funds", None, _) => words.word("all-funds"),
        ("posts", None, _) => words.word("thing-posts"),
        ("fund", Some(id), None) => titled(words, scenario.funds.iter().map(|one| &one.named), id),
        ("line", Some(id), None) => {
            let title = titled(words, scenario.lines.iter().map(|one| &one.named), id);
            words.with("lever-line", &[("line", &title)])
        }
        ("programme", Some(id), Some("host")) => {
            let title = titled(words, scenario.programmes.iter().map(|one| &one.named), id);
            words.with("lever-host", &[("programme", &title)])
        }
        _ => names::parameter(scenario, words, name),
    }
}

/// What is done to a lever, such as `1.5×` or `+100,000 yuan`.
pub(super) fn change(words: &Words, unit: LeverUnit, change: Change) -> String {
    let amount = |value: f64| if unit == LeverUnit::Yuan { words.amount(value) } else { words.rough(value) };
    let plus = |value: f64| format!("{}{}", if value > 0.0 { "+" } else { "" }, amount(value));
    match change {
        Change::Times(factor) => {
            // Three decimals, so that money beside it is that many times the plan's.
            let text = words.number(factor, 3);
            format!("{}×", text.trim_end_matches('0').trim_end_matches('.'))
        }
        Change::Plus(value) => plus(value),
        Change::PlusTotal(yuan) => plus(yuan as f64),
        Change::Total(yuan) => words.amount(yuan as f64),
        Change::To(value) => amount(value),
        Change::Open => words.word("lever-open"),
    }
}

/// The unit of a lever of a scenario.
pub(super) fn unit(scenario: &Scenario, name: &str) -> LeverUnit {
    Lever::find(scenario, name).map_or(LeverUnit::Own, |lever| lever.unit())
}

/// The first limits that bind, with their shares; of several targets the one that is most often short first.
pub(super) fn binding(words: &Words, binding: &[Binding], most: usize) -> String {
    let mut sums: Vec<(crate::summary::Limit, f64)> = Vec::new();
    for one in binding {
        match sums.iter_mut().find(|(limit, _)| *limit == one.limit) {
            Some((_, heads)) => *heads += one.heads,
            None => sums.push((one.limit, one.heads)),
        }
    }
    let whole: f64 = sums.iter().map(|(_, heads)| heads).sum();
    sums.sort_by(|a, b| b.1.total_cmp(&a.1));
    let part = |(limit, heads): &(crate::summary::Limit, f64)| {
        let share = words.part(if whole > 0.0 { heads / whole } else { 0.0 });
        words.with("answer-limit", &[("limit", &names::limit(words, *limit)), ("share", &share)])
    };
    words.list(&sums.iter().take(most).map(part).collect::<Vec<_>>())
}
