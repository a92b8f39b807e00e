//! How far the answer hangs on what is not known.

use crate::report::findings::{strongest_by_parameter, strongest_of_target};
use crate::report::names;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::Results;

use super::layout::{Cell, Table, heading, paragraph};
use super::paint::{Paint, Tone};

/// How many unknown numbers are named.
const NAMED: usize = 8;
pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let uncertain = scenario.parameters.iter().filter(|parameter| !parameter.is_known()).count();
    let mut text = heading(paint, &words.word("assumptions-heading"));
    if uncertain == 0 {
        text.push_str(&paragraph(paint, Tone::Plain, 2, &words.word("assumptions-none")));
        return text;
    }
    let total = words.number(scenario.parameters.len() as f64, 0);
    let assumed = super::check::register(scenario)[2].numbers;
    let values = [("total", total.as_str()), ("assumed", &words.number(assumed as f64, 0))];
    let sentence = words.counted("assumptions-count", uncertain as u64, &values);
    text.push_str(&paragraph(paint, Tone::Plain, 0, &sentence));
    text.push_str(&by_target(scenario, results, words, paint));
    text.push_str(&most_influential(scenario, results, words, paint));
    text
}

/// How much of each target's spread comes from what is not known.
fn by_target(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<><");
    table.head(&["target", "unknown-share", "moves-most-with"].map(|id| words.word(id)));
    let mut any = false;
    for result in results.targets.iter().filter(|result| result.reading == 0) {
        let Some(share) = result.unknown_share else { continue };
        any = true;
        let strongest = strongest_of_target(results, result.target);
        let with = strongest.map_or_else(
            || words.word("unknown-none-told"),
            |one| {
                let path = &scenario.parameters[one.parameter.index()].path;
                format!("{} ({})", names::parameter(scenario, words, path), words.signed(one.correlation, 2))
            },
        );
        table.row(vec![
            words.text(&names::target(scenario, result.target).named.title).into(),
            words.percent(share, 0).into(),
            Cell::new(Tone::Quiet, with),
        ]);
    }
    if !any {
        return String::new();
    }
    format!("{}{}", table.render(paint), paragraph(paint, Tone::Quiet, 0, &words.word("unknown-note")))
}

/// The unknown numbers that move some target most.
fn most_influential(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    let ranked = strongest_by_parameter(results);
    if ranked.is_empty() {
        return String::new();
    }
    let mut table = Table::new("<<<>").hanging(2);
    table.head(&["unknown-number", "basis", "moves-target", "correlation"].map(|id| words.word(id)));
    for one in ranked.iter().take(NAMED) {
        let parameter = &scenario.parameters[one.parameter.index()];
        table.row(vec![
            names::parameter(scenario, words, &parameter.path).into(),
            Cell::new(Tone::Quiet, names::basis(words, parameter.basis)),
            words.text(&names::target(scenario, one.target).named.title).into(),
            words.signed(one.correlation, 2).into(),
        ]);
        // By this it is looked up and set.
        table.across(4, Cell::new(Tone::Quiet, parameter.path.as_str()));
    }
    format!("{}{}", heading(paint, &words.word("influence-heading")), table.render(paint))
}
