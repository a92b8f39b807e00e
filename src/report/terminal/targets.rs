//! Each target: how likely, how far, and what held it back.

use crate::report::findings::shares;
use crate::report::names::{self, Measure};
use crate::report::words::Words;
use crate::scenario::{Reading, Scenario, TargetId};
use crate::summary::{Limit, Results, TargetResult};

use super::layout::{Cell, Table, bar, heading, item, paragraph};
use super::paint::{Paint, Tone};

const BAR: usize = 8;
/// How many limits are named.
const NAMED: usize = 3;

/// The table of the targets, or a sentence where there are none.
pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let mut text = heading(paint, &words.word("targets-heading"));
    if results.targets.is_empty() {
        text.push_str(&paragraph(paint, Tone::Plain, 2, &words.word("targets-none")));
        return text;
    }
    let mut table = Table::new("<<|><>><>>").hanging(2);
    let names = ["target", "probability", "", "interval-95", "median", "p10-p90", "due", "at-least", "shortfall"];
    table.head(&names.map(|id| if id.is_empty() { String::new() } else { words.word(id) }));
    for result in &results.targets {
        let target = names::target(scenario, result.target);
        let reading = &target.readings[result.reading];
        if result.reading == 0 {
            table.row(row(results, result, reading, words, words.text(&target.named.title), target.at.to_string()));
            if let Some(held) = held_back(results, result.target, words) {
                table.across(4, Cell::new(Tone::Quiet, held));
            }
        } else {
            let name = format!("  └ {}", words.text(&reading.title));
            table.row(row(results, result, reading, words, &name, String::new()));
        }
        if let Some(without) = names::without_value(words, "target-undefined", result.defined) {
            table.across(4, Cell::new(Tone::Quiet, without));
        }
    }
    let joint = scenario.targets.iter().filter(|target| target.joint).count() as u64;
    if joint > 0 && results.joint.of > 0 {
        table.rule();
        let tone = Tone::of_probability(results.joint.estimate);
        table.row(vec![
            Cell::new(Tone::Strong, words.counted("all-targets", joint, &[])),
            Cell::new(tone, bar(results.joint.estimate, BAR)),
            Cell::new(tone, words.probability(&results.joint)),
            Cell::new(Tone::Quiet, words.interval(&results.joint)),
        ]);
    }
    text.push_str(&table.render(paint));
    text.push_str(&paragraph(paint, Tone::Quiet, 0, &words.word("targets-note")));
    text.push_str(&meanings(results, words, paint));
    text
}

/// What the limits mean that hold some target back.
fn meanings(results: &Results, words: &Words, paint: Paint) -> String {
    let named: Vec<Limit> = Limit::ALL
        .into_iter()
        .filter(|limit| {
            let of = |result: &TargetResult| shares(results, result.target).into_iter().take(NAMED);
            results.targets.iter().flat_map(of).any(|(other, _)| other == *limit)
        })
        .collect();
    if named.is_empty() {
        return String::new();
    }
    let mut text = paragraph(paint, Tone::Quiet, 0, &words.word("held-note"));
    for limit in named {
        text.push_str(&item(paint, Tone::Quiet, &names::limit_meaning(words, limit)));
    }
    text
}

fn row(
    results: &Results,
    result: &TargetResult,
    reading: &Reading,
    words: &Words,
    name: &str,
    due: String,
) -> Vec<Cell> {
    let measure = Measure::of(reading, results.metrics.get(result.metric).map_or(0, |metric| metric.decimals));
    let tone = Tone::of_probability(result.probability.estimate);
    let shortfall = if result.shortfall > 0.0 { measure.write_mean(words, result.shortfall) } else { "0".to_owned() };
    vec![
        Cell::new(if result.reading == 0 { Tone::Plain } else { Tone::Quiet }, name),
        Cell::new(tone, bar(result.probability.estimate, BAR)),
        Cell::new(tone, words.probability(&result.probability)),
        Cell::new(Tone::Quiet, words.interval(&result.probability)),
        names::or_absent(result.defined, || measure.write(words, result.value.p50)).into(),
        names::or_absent(result.defined, || measure.write_range(words, result.value.p10, result.value.p90)).into(),
        Cell::new(Tone::Quiet, due),
        measure.write_bound(words, reading.at_least).into(),
        shortfall.into(),
    ]
}

fn held_back(results: &Results, target: TargetId, words: &Words) -> Option<String> {
    let shares = shares(results, target);
    if shares.is_empty() {
        return None;
    }
    let mut parts: Vec<String> = shares
        .iter()
        .take(NAMED)
        .map(|(limit, share)| {
            let percent = words.part(*share);
            words.with("held-back-part", &[("share", &percent), ("limit", &names::limit(words, *limit))])
        })
        .collect();
    let rest: f64 = shares.iter().skip(NAMED).map(|(_, share)| share).sum();
    if rest >= 0.005 {
        parts.push(words.with("held-back-rest", &[("share", &words.percent(rest, 0))]));
    }
    Some(words.with("held-back", &[("limits", &words.list(&parts))]))
}
