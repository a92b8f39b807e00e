//! What a checked scenario assumes, before anything is run.

use crate::report::names;
use crate::report::view::counts;
use crate::report::words::Words;
use crate::scenario::{Amount, Basis, Inherited, Parameter, Scenario};

use super::layout::{Cell, Table, heading, paragraph};
use super::paint::{Paint, Tone};
use super::view::captioned;

/// What `check` says of a sound scenario that was read from `files`, in which some yearly figures stay as a base has them.
#[must_use]
pub fn check(scenario: &Scenario, files: &[String], inherited: &[Inherited], words: &Words, paint: Paint) -> String {
    let mut text = paragraph(paint, Tone::Title, 0, words.text(&scenario.title));
    if let Some(description) = &scenario.description {
        text.push_str(&paragraph(paint, Tone::Plain, 0, words.text(description)));
    }
    text.push_str(&paragraph(paint, Tone::Good, 0, &words.word("check-sound")));
    text.push('\n');
    text.push_str(&contents(scenario, files, words, paint));
    text.extend(counts(scenario, words).map(|table| captioned(&table, paint)));
    text.push_str(&years_kept(inherited, words, paint));
    text.push_str(&bounds(scenario, words, paint));
    text.push_str(&assumed(scenario, words, paint));
    text
}

/// Years of a number that stay as a base has them although the number is stated anew.
fn years_kept(inherited: &[Inherited], words: &Words, paint: Paint) -> String {
    if inherited.is_empty() {
        return String::new();
    }
    let mut table = Table::new("<<<");
    table.head(&["number", "inherited-years", "inherited-from"].map(|id| words.word(id)));
    for one in inherited {
        let years: Vec<String> = one.years.iter().map(|(year, _)| year.clone()).collect();
        let mut from: Vec<String> = Vec::new();
        for (_, file) in &one.years {
            if !from.contains(file) {
                from.push(file.clone());
            }
        }
        table.row(vec![one.path.as_str().into(), words.list(&years).into(), words.list(&from).into()]);
        let id = if one.plain { "inherited-plain" } else { "inherited-other-years" };
        table.across(2, Cell::new(Tone::Quiet, words.with(id, &[("file", &one.stated)])));
    }
    format!("{}{}", heading(paint, &words.word("inherited-heading")), table.render(paint))
}

/// Floors and ceilings, which are no numbers of the simulation.
fn bounds(scenario: &Scenario, words: &Words, paint: Paint) -> String {
    if scenario.allocate.is_empty() {
        return String::new();
    }
    let mut table = Table::new("<>>");
    let ids = ["allocate-of", "allocate-least", "allocate-most"];
    table.head(&ids.map(|id| words.word(id)));
    for one in &scenario.allocate {
        let yuan =
            |amount: Option<&Amount>| amount.map_or_else(|| "–".to_owned(), |amount| words.yuan(amount.yuan as f64));
        let ends = [one.least.as_ref(), one.most.as_ref()];
        table.row(vec![one.name.clone().into(), yuan(ends[0]).into(), yuan(ends[1]).into()]);
        let source = names::sources(words, one).unwrap_or_else(|| names::basis(words, None));
        table.across(2, Cell::new(Tone::Quiet, source));
    }
    format!("{}{}", heading(paint, &words.word("check-bounds")), table.render(paint))
}

fn contents(scenario: &Scenario, files: &[String], words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<");
    let mut line = |id: &str, value: String| table.row(vec![Cell::new(Tone::Quiet, words.word(id)), value.into()]);
    line("check-id", scenario.id.clone());
    line("check-digest", scenario.digest.clone());
    line("check-months", format!("{} – {} ({})", scenario.start, scenario.end, scenario.months()));
    let counts = [
        ("count-tiers", scenario.tiers.len()),
        ("count-schools", scenario.schools.iter().filter(|school| !school.named.id.is_empty()).count()),
        ("count-moves", scenario.moves.len()),
        ("count-channels", scenario.channels.len()),
        ("count-programmes", scenario.programmes.len()),
        ("count-effects", scenario.effects.len()),
        ("count-funds", scenario.funds.len()),
        ("count-lines", scenario.lines.len()),
        ("count-targets", scenario.targets.len()),
        ("count-rules", scenario.rules.len()),
    ];
    let counts: Vec<String> = counts
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(id, count)| words.counted(id, count as u64, &[]))
        .collect();
    line("check-contents", words.list(&counts));
    line("check-files", words.list(files));
    table.render(paint)
}

/// Every number that nobody knows, with its range.
fn assumed(scenario: &Scenario, words: &Words, paint: Paint) -> String {
    let list: Vec<&Parameter> = scenario
        .parameters
        .iter()
        .filter(|parameter| matches!(parameter.basis, Some(Basis::Assumption)) || unsourced(parameter))
        .collect();
    if list.is_empty() {
        return format!("\n{}", paragraph(paint, Tone::Plain, 0, &words.word("assumed-none")));
    }
    let mut table = Table::new("<>><");
    table.head(&["number", "median", "p5-p95", "source"].map(|id| words.word(id)));
    for parameter in list {
        let (median, range) = names::spread(words, parameter);
        let why = parameter.source.as_deref().or(parameter.note.as_deref()).unwrap_or("–");
        table.row(vec![parameter.path.as_str().into(), median.into(), range.into(), Cell::new(Tone::Quiet, why)]);
    }
    format!("{}{}", heading(paint, &words.word("assumed-heading")), table.render(paint))
}

/// A range that states no basis is shown as an assumption.
fn unsourced(parameter: &Parameter) -> bool {
    parameter.basis.is_none() && !parameter.is_known()
}
