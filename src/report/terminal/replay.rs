//! One replicate, month by month.

use std::collections::BTreeMap;
use std::path::PathBuf;

use unicode_width::UnicodeWidthStr;

use crate::model::Metric;
use crate::report::names::{self, Measure};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::simulate::{Happening, Story};
use crate::summary::MetricKind;
use crate::words::Month;

use super::layout::{Cell, Table, WIDTH, heading, item, paragraph};
use super::paint::{Paint, Tone};

/// Widest a column of numbers gets before its name is wrapped.
const COLUMN: usize = 12;
/// How many people are named as worth a look.
const EVENTFUL: usize = 5;

/// One replicate, month by month, and how its targets came out.
#[must_use]
pub fn replay(scenario: &Scenario, metrics: &[Metric], story: &Story, words: &Words, paint: Paint) -> String {
    let mut text = paragraph(paint, Tone::Title, 0, words.text(&scenario.title));
    let number = words.number(story.replicate as f64, 0);
    let people = story.people.len() as u64;
    text.push_str(&paragraph(paint, Tone::Plain, 0, &words.counted("replay-what", people, &[("replicate", &number)])));
    text.push_str(&heading(paint, &words.word("replay-months")));
    text.push_str(&months(scenario, metrics, story, words, paint));
    text.push_str(&outcomes(scenario, metrics, story, words, paint));
    text.push_str(&eventful(story, words, paint));
    text
}

/// Where the rosters of a replicate were written.
#[must_use]
pub fn rosters(files: &[PathBuf], words: &Words, paint: Paint) -> String {
    said(files, "replay-rosters", words, paint)
}

/// Where the scenario was written that begins half-way.
#[must_use]
pub fn restart(files: &[PathBuf], words: &Words, paint: Paint) -> String {
    said(files, "replay-restart", words, paint)
}

/// Where files were written.
#[must_use]
pub fn written(files: &[PathBuf], words: &Words, paint: Paint) -> String {
    said(files, "files-written", words, paint)
}

fn said(files: &[PathBuf], id: &str, words: &Words, paint: Paint) -> String {
    if files.is_empty() {
        return String::new();
    }
    let files: Vec<String> = files.iter().map(|file| file.display().to_string()).collect();
    paragraph(paint, Tone::Plain, 0, &words.with(id, &[("files", &words.list(&files))]))
}

/// A column of the month table.
struct Column {
    name: String,
    values: Vec<String>,
}

impl Column {
    fn width(&self) -> usize {
        let widest = self.values.iter().map(|value| value.width()).max().unwrap_or(0);
        widest.max(self.name.width().min(COLUMN))
    }
}

fn months(scenario: &Scenario, metrics: &[Metric], story: &Story, words: &Words, paint: Paint) -> String {
    let mut columns: Vec<Column> = metrics
        .iter()
        .zip(&story.values)
        .filter(|(metric, _)| matches!(metric.kind, MetricKind::Stock(_) | MetricKind::Headcount))
        .map(|(metric, values)| Column {
            name: names::metric(scenario, words, metric.kind),
            values: values
                .iter()
                .map(|value| {
                    value.map_or_else(|| "–".to_owned(), |value| words.number(value, metric.decimals as usize))
                })
                .collect(),
        })
        .collect();
    columns.extend(counts(scenario, story, words));
    let mut text = String::new();
    let mut block: Vec<&Column> = Vec::new();
    let mut width = 7;
    for column in &columns {
        if width + 2 + column.width() > WIDTH && !block.is_empty() {
            text.push_str(&months_block(scenario, &block, words, paint));
            text.push('\n');
            (block, width) = (Vec::new(), 7);
        }
        width += 2 + column.width();
        block.push(column);
    }
    text.push_str(&months_block(scenario, &block, words, paint));
    text
}

fn months_block(scenario: &Scenario, columns: &[&Column], words: &Words, paint: Paint) -> String {
    let mut table = Table::new(&format!("<{}", ">".repeat(columns.len())));
    for (index, column) in columns.iter().enumerate() {
        table.limit(index + 1, column.width());
    }
    let names: Vec<String> =
        std::iter::once(words.word("month")).chain(columns.iter().map(|column| column.name.clone())).collect();
    table.head(&names);
    for month in 0..scenario.months() {
        let name = Cell::new(Tone::Quiet, (scenario.start + month as i32).to_string());
        let values = columns.iter().map(|column| column.values.get(month).map_or("", String::as_str).into());
        table.row(std::iter::once(name).chain(values).collect());
    }
    table.render(paint)
}

/// Whether something that happened is counted.
type Counts = fn(&Happening) -> bool;

/// How many came, left and changed tier in each month.
fn counts(scenario: &Scenario, story: &Story, words: &Words) -> Vec<Column> {
    let kinds: [(&str, Counts); 3] = [
        ("replay-arrived", |what| matches!(what, Happening::Arrived(_))),
        ("replay-left", |what| matches!(what, Happening::Left(_) | Happening::ContractEnded)),
        ("replay-changed", |what| matches!(what, Happening::Changed(..))),
    ];
    kinds
        .into_iter()
        .map(|(id, counts)| {
            let mut by_month: BTreeMap<Month, u32> = BTreeMap::new();
            for event in story.events.iter().filter(|event| counts(&event.what)) {
                *by_month.entry(event.month).or_default() += 1;
            }
            let months = (0..scenario.months()).map(|month| scenario.start + month as i32);
            let count = |month| by_month.get(&month).copied().unwrap_or(0).to_string();
            Column { name: words.word(id), values: months.map(count).collect() }
        })
        .collect()
}

/// How each target came out in this replicate.
fn outcomes(scenario: &Scenario, metrics: &[Metric], story: &Story, words: &Words, paint: Paint) -> String {
    if scenario.targets.is_empty() {
        return String::new();
    }
    let mut table = Table::new("<>>><").hanging(2);
    let bounds = names::bound_heading(scenario, words);
    let [target, due, value, outcome] = ["target", "due", "value", "outcome"].map(|id| words.word(id));
    table.head(&[target, due, value, bounds, outcome]);
    let mut met = story.met.iter();
    for (metric, values) in metrics.iter().zip(&story.values) {
        let MetricKind::Target(id, position) = metric.kind else { continue };
        let met = met.next().is_some_and(|met| *met);
        let target = names::target(scenario, id);
        let reading = &target.readings[position];
        let measure = Measure::of(reading, metric.decimals);
        let due = reading.due();
        let Some(value) = usize::try_from(due.at - scenario.start).ok().and_then(|month| values.get(month)) else {
            continue;
        };
        let name = match position {
            0 => words.text(&target.named.title).to_owned(),
            _ => format!("  └ {}", words.text(&reading.title)),
        };
        table.row(vec![
            Cell::new(if position == 0 { Tone::Plain } else { Tone::Quiet }, name),
            Cell::new(Tone::Quiet, due.at.to_string()),
            value.map_or_else(|| "–".to_owned(), |value| measure.write(words, value)).into(),
            measure.write_bounds(words, &due.bounds).into(),
            Cell::new(if met { Tone::Good } else { Tone::Bad }, words.word(if met { "met" } else { "missed" })),
        ]);
    }
    format!("{}{}", heading(paint, &words.word("replay-targets")), table.render(paint))
}

/// The people to whom most happened.
fn eventful(story: &Story, words: &Words, paint: Paint) -> String {
    let mut events: BTreeMap<&str, u64> = BTreeMap::new();
    for event in story.events.iter().filter(|event| event.what != Happening::Present) {
        *events.entry(&event.person).or_default() += 1;
    }
    let mut ranked: Vec<(&str, u64)> = events.into_iter().collect();
    ranked.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    if ranked.is_empty() {
        return String::new();
    }
    let mut text = heading(paint, &words.word("replay-eventful"));
    for (person, count) in ranked.into_iter().take(EVENTFUL) {
        text.push_str(&item(paint, Tone::Plain, &words.counted("replay-person", count, &[("person", person)])));
    }
    text
}
