//! How sure the answer is: chance against what is not known, and the register of every number.

use crate::report::findings::{register, strongest_by_parameter, strongest_of_target};
use crate::report::names;
use crate::report::table::{Bar, Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::{Parameter, ParameterId, Scenario};
use crate::summary::Results;

use super::Chapter;

/// How many unknown numbers are named, and how many of them where there is little room.
const NAMED: usize = 12;
const FIRST: usize = 8;
/// Numbers that a sentence names.
const ASKED: usize = 6;

pub(super) fn chapter(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    // Where every number is known all of the spread is chance, which a table would only say again for each target.
    let unknown = !scenario.parameters.iter().all(Parameter::is_known);
    let found =
        if unknown { [layers(scenario, results, words), influence(scenario, results, words)] } else { [None, None] };
    let registers = [guessed(scenario, words), others(scenario, words)];
    let registers = registers.into_iter().flatten().map(|table| table.without_sheets().annexed());
    Chapter {
        paragraphs: vec![words.word(if unknown { "page-certainty-how" } else { "assumptions-none" })],
        notes: unwritten(scenario, words).into_iter().collect(),
        tables: found
            .into_iter()
            .flatten()
            .chain(together(scenario, results, words).map(Table::detail))
            .chain(counts(scenario, words).map(Table::detail))
            .chain(registers)
            .collect(),
        ..Chapter::new("certainty", words.word("page-certainty-title"))
    }
}

/// Numbers that the scenario correlates, as they should go together and as they did.
fn together(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        Column::text(words.word("page-together-one")),
        Column::text(words.word("page-together-other")),
        Column::number(words.word("page-together-asked")),
        Column::number(words.word("page-together-achieved")),
    ];
    let mut table = Table::new(words.word("page-together-caption"), columns).note(words.word("page-together-note"));
    for one in &results.correlations {
        let number = |id: ParameterId| {
            let path = &scenario.parameters[id.index()].path;
            Cell::text(names::parameter(scenario, words, path)).code(path.clone())
        };
        table.row(vec![
            number(one.first),
            number(one.second),
            Cell::number(words.signed(one.asked, 2), one.asked),
            Cell::number(words.signed(one.achieved, 2), one.achieved),
        ]);
    }
    table.unless_empty()
}

/// How much of each target's spread comes from what is not known.
fn layers(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [
        Column::text(words.word("target")),
        Column::number(words.word("unknown-share")),
        Column::number(words.word("page-chance")).detail(),
        Column::text(words.word("moves-most-with")),
    ];
    let mut table = Table::new(words.word("page-layers-caption"), columns).note(words.word("unknown-note"));
    for result in results.targets.iter().filter(|result| result.reading == 0) {
        let Some(share) = result.unknown_share else { continue };
        let with = strongest_of_target(results, result.target).map_or_else(
            || Cell::text(words.word("unknown-none-told")),
            |one| {
                let path = &scenario.parameters[one.parameter.index()].path;
                let name = names::parameter(scenario, words, path);
                Cell::text(format!("{name} ({})", words.signed(one.correlation, 2)))
            },
        );
        table.row(vec![
            Cell::text(words.text(&names::target(scenario, result.target).named.title)),
            Cell::number(words.percent(share, 0), share).bar(Bar::new(share, "plain")),
            Cell::number(words.percent(1.0 - share, 0), 1.0 - share),
            with,
        ]);
    }
    table.unless_empty()
}

/// The unknown numbers that move some target most.
fn influence(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let columns = [('<', "unknown-number"), ('<', "basis"), ('<', "moves-target"), ('>', "correlation")];
    let columns = columns.map(|(align, id)| (align, words.word(id)));
    let mut table = Table::new(words.word("influence-heading"), columns).note(words.word("page-influence-note"));
    for (index, one) in strongest_by_parameter(results).into_iter().take(NAMED).enumerate() {
        let parameter = &scenario.parameters[one.parameter.index()];
        table.row(vec![
            Cell::text(names::parameter(scenario, words, &parameter.path)).code(&parameter.path),
            Cell::text(names::basis(words, parameter.basis)),
            Cell::text(words.text(&names::target(scenario, one.target).named.title)),
            Cell::number(words.signed(one.correlation, 2), one.correlation.abs())
                .bar(Bar::new(one.correlation.abs(), "plain")),
        ]);
        table.detail_row(index >= FIRST);
    }
    table.unless_empty()
}

/// How many numbers rest on what.
pub(in crate::report) fn counts(scenario: &Scenario, words: &Words) -> Option<Table> {
    let columns = [('<', "basis"), ('>', "numbers"), ('>', "ranges")].map(|(align, id)| (align, words.word(id)));
    let mut table = Table::new(words.word("register-heading"), columns);
    for row in register(scenario).into_iter().filter(|row| row.numbers > 0) {
        table.row(vec![
            Cell::text(names::basis(words, row.basis)),
            Cell::number(words.number(row.numbers as f64, 0), row.numbers as f64),
            Cell::number(words.number(row.uncertain as f64, 0), row.uncertain as f64),
        ]);
    }
    table.unless_empty()
}

/// Every number with its value or range, basis and source.
pub(in crate::report) fn all_numbers(scenario: &Scenario, words: &Words) -> Option<Table> {
    let table = numbers(scenario, words, "page-register-caption", |_| true);
    table.map(|table| table.note(words.word("page-register-note")).sortable())
}

/// Asks for the sources of numbers that are no guesses and of which nobody has written where they come from.
fn unwritten(scenario: &Scenario, words: &Words) -> Option<String> {
    let all: Vec<String> = scenario
        .parameters
        .iter()
        .filter(|parameter| !parameter.is_sourced() && !parameter.is_guess())
        .map(|parameter| names::parameter(scenario, words, &parameter.path))
        .collect();
    let named = words.clauses(all.get(..ASKED).unwrap_or(&all));
    let id = if all.len() > ASKED { "page-unwritten-many" } else { "page-unwritten" };
    (!all.is_empty()).then(|| words.counted(id, all.len() as u64, &[("numbers", &named)]))
}

/// The numbers that are no guesses: with those, each stands once in a report.
fn others(scenario: &Scenario, words: &Words) -> Option<Table> {
    let guesses = scenario.parameters.iter().any(Parameter::is_guess);
    let caption = if guesses { "page-others-caption" } else { "page-register-caption" };
    let table = numbers(scenario, words, caption, |parameter| !parameter.is_guess());
    table.map(|table| table.note(words.word("page-register-note")).sortable())
}

/// The numbers that should be found out.
fn guessed(scenario: &Scenario, words: &Words) -> Option<Table> {
    let table = numbers(scenario, words, "page-unsourced-caption", Parameter::is_guess);
    table.map(|table| table.note(words.word("page-unsourced-note")).sortable())
}

fn numbers(scenario: &Scenario, words: &Words, caption: &str, wanted: fn(&Parameter) -> bool) -> Option<Table> {
    let chosen: Vec<&Parameter> = scenario.parameters.iter().filter(|parameter| wanted(parameter)).collect();
    let word = |id: &str| words.word(id);
    let columns = [
        Column::text(word("number")),
        Column::number(word("median")),
        Column::number(word("page-range")).parts([word("book-p5"), word("p95")]),
        Column::number(word("mean")).in_sheets(),
        Column::text(word("book-distribution")).in_sheets(),
        Column::text(word("basis")),
        Column::text(word("source")),
        Column::text(word("book-remark")).in_sheets(),
        Column::text(word("book-path")).in_sheets(),
    ];
    let mut table = Table::new(words.counted(caption, chosen.len() as u64, &[]), columns);
    for parameter in chosen {
        let (median, range) = names::spread(words, parameter);
        let (least, middle, most) = (parameter.quantile(0.05), parameter.quantile(0.5), parameter.quantile(0.95));
        let note = parameter.note.clone().unwrap_or_default();
        let factor = Some(parameter.times).filter(|times| (times - 1.0).abs() > f64::EPSILON);
        let factor = factor.map_or_else(String::new, |times| format!(" × {times}"));
        table.row(vec![
            Cell::text(names::parameter(scenario, words, &parameter.path)).code(&parameter.path),
            Cell::number(median, middle).exact([middle]),
            Cell::number(range, least).exact([least, most]),
            Cell::number(words.rough(parameter.mean()), parameter.mean()).exact([parameter.mean()]),
            Cell::text(format!("{}{factor}", parameter.distribution)),
            Cell::text(names::basis(words, parameter.basis)),
            Cell::text(names::cited(words, parameter.source.as_deref().unwrap_or("–"))).quiet(&note),
            Cell::text(note),
            Cell::text(&parameter.path),
        ]);
    }
    table.unless_empty()
}
