//! What measures, levers and changes are called.

use crate::report::charts::{ForestChart, ForestRow, Heading};
use crate::report::names;
use crate::report::table::Cell;
use crate::report::words::Words;
use crate::scenario::{Bounds, Named, Scenario, Unit};
use crate::study::{
    Binding, Change, Difference, Effect, Estimate, Factor, Lever, LeverUnit, Measure, Telling, Unlike, Valued,
};

/// Rows of a chart.
const ROWS: usize = 24;

fn titled<'a>(words: &'a Words, mut all: impl Iterator<Item = &'a Named>, id: &str) -> String {
    all.find(|named| named.id == id).map_or_else(|| id.to_owned(), |named| words.text(&named.title).to_owned())
}

/// The titles of scenarios that stand beside each other. Those that others have as well carry what tables call each.
pub(super) fn scenarios(scenarios: &[Scenario], words: &Words, labels: &[String]) -> Vec<String> {
    let titles: Vec<&str> = scenarios.iter().map(|one| words.text(&one.title)).collect();
    let shared = |title: &str| titles.iter().filter(|other| **other == title).count() > 1;
    let named = |(title, label): (&&str, &String)| {
        if shared(title) {
            words.with("compare-same-title", &[("title", title), ("label", label)])
        } else {
            (*title).to_owned()
        }
    };
    titles.iter().zip(labels).map(named).collect()
}

/// A target's title.
pub(super) fn target(scenario: &Scenario, words: &Words, id: &str) -> String {
    let joints = scenario.joints.iter().map(|one| &one.named);
    titled(words, scenario.targets.iter().map(|one| &one.named).chain(joints), id)
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
    let dated =
        |id: &str, thing: &str, year: i32| words.with(id, &[("thing", thing), ("year", &scenario.fiscal_label(year))]);
    let money = |id: &str, year: Option<i32>| {
        let what = words.word(id);
        year.map_or_else(
            || words.with("measure-all-years", &[("thing", &what)]),
            |year| dated("measure-in-year", &what, year),
        )
    };
    match measure {
        Measure::Joint => words.word("measure-joint"),
        Measure::Group { joint } => target(scenario, words, joint),
        Measure::Met { target, reading } | Measure::Value { target, reading } => read(scenario, words, target, reading),
        Measure::Shortfall { target, reading } => {
            words.with("measure-shortfall", &[("thing", &read(scenario, words, target, reading))])
        }
        Measure::Stock { tier: id, year } => dated("measure-stock", &tier(id), *year),
        Measure::Additions { tier: id, year } => dated("measure-additions", &tier(id), *year),
        Measure::Need { line: id, year } => dated("measure-need", &line(id), *year),
        Measure::Spend { line: id, year } => dated("measure-spend", &line(id), *year),
        Measure::Gap { line: id, year } => dated("measure-gap", &line(id), *year),
        Measure::FundNeed { fund } => {
            let fund = titled(words, scenario.funds.iter().map(|one| &one.named), fund);
            words.with("measure-fund-need", &[("fund", &fund)])
        }
        Measure::TotalSpend { year } => money("measure-total-spend", *year),
        Measure::TotalGap { year } => money("measure-total-gap", *year),
    }
}

/// A mean of a measure, in its unit.
pub(super) fn value(scenario: &Scenario, words: &Words, measure: &Measure, value: f64) -> String {
    match measure {
        Measure::Joint | Measure::Group { .. } | Measure::Met { .. } => words.share(value),
        Measure::Value { target, .. } => mean(scenario, words, target, value),
        Measure::Shortfall { .. } | Measure::Stock { .. } | Measure::Additions { .. } => words.number(value, 1),
        _ => words.amount(value),
    }
}

/// What an unknown number is called, or the first of several that move together.
pub(super) fn factor(scenario: &Scenario, words: &Words, factor: &Factor) -> String {
    let first = factor.paths.first().map_or_else(String::new, |path| names::parameter(scenario, words, path));
    match factor.paths.len().saturating_sub(1) {
        0 => first,
        more => words.counted("factor-together", more as u64, &[("first", &first)]),
    }
}

/// A value of an unknown number, as people write such.
pub(super) fn number(scenario: &Scenario, words: &Words, path: &str, value: f64) -> String {
    let unit = scenario.parameters.iter().find(|one| one.path == path).map(|one| one.unit);
    match unit {
        Some(Unit::Share | Unit::ShareAYear) => format!("{}%", words.rough(value * 100.0)),
        Some(Unit::Yuan) => words.amount(value),
        _ => words.rough(value),
    }
}

/// What a lever is called; `@2022` behind its name means that year alone.
pub(super) fn lever(scenario: &Scenario, words: &Words, name: &str) -> String {
    if let Some((plain, year)) = name.split_once('@') {
        let label = scenario.fiscal_year(year).map_or_else(|| year.to_owned(), |year| scenario.fiscal_label(year));
        return words.with("measure-in-year", &[("thing", &lever(scenario, words, plain)), ("year", &label)]);
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

/// How the numbers of a target's main reading are written, and its bounds.
fn written(scenario: &Scenario, id: &str) -> Option<(names::Measure, Bounds)> {
    let target = scenario.targets.iter().find(|one| one.named.id == id)?;
    let reading = target.readings.first()?;
    Some((names::Measure::of(reading, 0), reading.due().bounds))
}

/// Whether what a target counts is written as a percentage.
pub(super) fn is_share(scenario: &Scenario, id: &str) -> bool {
    written(scenario, id).is_some_and(|(measure, _)| matches!(measure, names::Measure::Share(_)))
}

/// A difference of what a target counts, and the two ends of its interval.
pub(super) fn signed(scenario: &Scenario, words: &Words, id: &str, one: &Difference) -> [String; 3] {
    let (scale, decimals) = match written(scenario, id) {
        Some((names::Measure::Share(_), _)) => (100.0, 1),
        Some((names::Measure::Count(decimals), _)) => (1.0, decimals.max(1)),
        Some((names::Measure::Yuan, _)) => (1.0, 0),
        None => (1.0, 1),
    };
    let places = Words::places(one.low * scale, one.high * scale, decimals);
    [one.mean, one.low, one.high].map(|value| {
        let text = words.signed(value * scale, places);
        if scale > 1.0 { words.with("allocate-points", &[("points", &text)]) } else { text }
    })
}

/// A mean of what a target counts.
pub(super) fn mean(scenario: &Scenario, words: &Words, id: &str, value: f64) -> String {
    written(scenario, id).map_or_else(|| words.number(value, 1), |(measure, _)| measure.write_mean(words, value))
}

/// What the row of what a target counts is called, under that of its probability.
pub(super) fn count_row(scenario: &Scenario, words: &Words, id: &str) -> String {
    let bound =
        written(scenario, id).map_or_else(String::new, |(measure, bounds)| measure.write_bounds(words, &bounds));
    words.with("effect-row", &[("bound", &bound)])
}

/// A mean of what a target counts, with its interval; a dash where it never has a value.
pub(super) fn counted(scenario: &Scenario, words: &Words, id: &str, one: Option<&Estimate>) -> Cell {
    let Some(one) = one else { return Cell::number("–", f64::NAN) };
    let mut cell = Cell::number(mean(scenario, words, id, one.mean), one.mean);
    cell.quiet = interval(scenario, words, id, one);
    cell
}

/// Two ends of a mean of what a target counts.
pub(super) fn interval(scenario: &Scenario, words: &Words, id: &str, one: &Estimate) -> String {
    let write = |value: f64| mean(scenario, words, id, value);
    format!("{} … {}", write(one.low), write(one.high))
}

/// The bound of a target, as part of which shortfalls are told; none of a bound of 0.
pub(super) fn bound(scenario: &Scenario, id: &str) -> Option<f64> {
    written(scenario, id).map(|(_, bounds)| bounds.size()).filter(|bound| *bound > 0.0)
}

/// What a change does to a target where its probability does not tell: from where to where what it counts goes, by how
/// much, and why the probability stays.
pub(super) fn effect(scenario: &Scenario, words: &Words, one: &Effect) -> Option<String> {
    let (measure, bounds) = written(scenario, &one.target)?;
    let (id, difference, from, to) = match one.telling() {
        Telling::Count => ("effect-count", one.count?, one.before.count?, one.after.count?),
        Telling::Shortfall => {
            let id = if bounds.at_most.is_some() { "effect-outside" } else { "effect-shortfall" };
            (id, one.shortfall, one.before.shortfall, one.after.shortfall)
        }
        Telling::Probability | Telling::Nothing => return None,
    };
    let both = [&one.before.probability, &one.after.probability];
    let why = if both.iter().all(|one| one.count == 0) {
        "effect-out-of-reach"
    } else if both.iter().all(|one| one.count == one.of) {
        "effect-met-anyway"
    } else {
        "effect-as-likely"
    };
    let bound = measure.write_bounds(words, &bounds);
    let [mean, low, high] = signed(scenario, words, &one.target, &difference);
    let values = [
        ("target", target(scenario, words, &one.target)),
        ("from", measure.write_mean(words, from.mean)),
        ("to", measure.write_mean(words, to.mean)),
        ("difference", mean),
        ("low", low),
        ("high", high),
        ("why", words.with(why, &[("bound", &bound)])),
    ];
    Some(words.with(id, &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// The effects that probabilities do not tell, greatest first as parts of the bounds, in one sentence.
pub(super) fn effects(scenario: &Scenario, words: &Words, list: &[Effect], most: usize) -> Option<String> {
    moved(scenario, words, list, most).map(|list| words.with("effects", &[("list", &list)]))
}

/// The same as the part of a sentence.
pub(super) fn moved(scenario: &Scenario, words: &Words, list: &[Effect], most: usize) -> Option<String> {
    let size = |one: &&Effect| {
        let scale = bound(scenario, &one.target).unwrap_or(1.0);
        one.shortfall.mean.abs().max(one.count.map_or(0.0, |count| count.mean.abs())) / scale
    };
    let mut beside: Vec<&Effect> = list.iter().filter(|one| one.is_beside()).collect();
    beside.sort_by(|a, b| size(b).total_cmp(&size(a)));
    let said: Vec<String> = beside.iter().take(most).filter_map(|one| effect(scenario, words, one)).collect();
    (!said.is_empty()).then(|| words.clauses(&said))
}

/// Of these, what plans state differently under one name is named; all of it is in a table.
const UNLIKE: usize = 5;

/// What plans that are compared state differently under one name, with what each states.
pub(super) fn unlike(plans: &[Scenario], words: &Words, titles: &[String], list: &[Unlike]) -> Option<String> {
    let part = |one: &Unlike| {
        let stated = |(title, own): (&String, &Option<String>)| {
            let stated = own.clone().unwrap_or_else(|| words.word("plans-unlike-unsaid"));
            words.with("plans-unlike-in", &[("stated", &stated), ("plan", title)])
        };
        let has = |plan: &&Scenario| plan.parameters.iter().any(|parameter| parameter.path == one.path);
        let plan = plans.iter().find(has).or(plans.first());
        let asked = one.path.strip_prefix("target.").and_then(|rest| rest.split_once('.'));
        let name = match (plan, asked) {
            (Some(plan), Some((id, key))) => {
                words.with("plans-unlike-target", &[("target", &target(plan, words, id)), ("key", key)])
            }
            (Some(plan), None) => names::parameter(plan, words, &one.path),
            (None, _) => one.path.clone(),
        };
        let list = words.list(&titles.iter().zip(&one.stated).map(stated).collect::<Vec<_>>());
        words.with("plans-unlike-part", &[("name", &name), ("list", &list)])
    };
    let mut said: Vec<String> = list.iter().take(UNLIKE).map(part).collect();
    if list.len() > UNLIKE {
        said.push(words.word("plans-unlike-more"));
    }
    (!said.is_empty()).then(|| words.counted("plans-unlike", list.len() as u64, &[("list", &words.clauses(&said))]))
}

/// In what share of the replicates what is counted has a value, where it is not all of them.
pub(super) fn valued(scenario: &Scenario, words: &Words, list: &[Valued]) -> Option<String> {
    let part = |own: &Valued| {
        let values = [("target", measure(scenario, words, &own.measure)), ("before", words.part(own.defined))];
        words.with("study-defined-part", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    let said: Vec<String> = list.iter().map(part).collect();
    (!said.is_empty()).then(|| words.with("study-defined", &[("list", &words.clauses(&said))]))
}

/// In what share of the replicates targets have a value, where it is not all of them.
pub(super) fn undefined<'e>(
    scenario: &Scenario,
    words: &Words,
    effects: impl IntoIterator<Item = &'e Effect>,
) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for one in effects {
        let shares = [&one.before, &one.after].map(|standing| standing.defined);
        if shares.iter().all(|share| *share >= 1.0) {
            continue;
        }
        let [before, after] = shares.map(|share| words.part(share));
        let id = if before == after { "study-defined-part" } else { "study-defined-parts" };
        let title = target(scenario, words, &one.target);
        let part = words.with(id, &[("target", &title), ("before", &before), ("after", &after)]);
        if !said.contains(&part) {
            said.push(part);
        }
    }
    (!said.is_empty()).then(|| words.with("study-defined", &[("list", &words.clauses(&said))]))
}

/// The chart of what a change does to how much is reached of each target whose probability does not tell.
pub(super) fn reached(scenario: &Scenario, words: &Words, list: &[Effect], like: &Heading) -> Option<ForestChart> {
    let row = |one: &Effect| {
        let scale = 100.0 / bound(scenario, &one.target)?;
        let Difference { mean, low, high, detectable, .. } = one.shortfall;
        let label = target(scenario, words, &one.target);
        // Less shortfall is more reached.
        Some(ForestRow { label, value: -mean * scale, low: -high * scale, high: -low * scale, detectable })
    };
    let told = list.iter().filter(|one| !one.probability.detectable && one.shortfall.detectable);
    let rows: Vec<ForestRow> = told.filter_map(row).take(ROWS).collect();
    (!rows.is_empty()).then(|| ForestChart {
        heading: Heading { footnote: words.word("effect-footnote"), ..like.clone() },
        axis_label: words.word("effect-part-axis"),
        unit: words.word("unit-points"),
        decimals: 1,
        signed: true,
        rows,
        undetectable_label: words.word("study-undetectable"),
        interval_label: words.word("interval-95"),
    })
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
