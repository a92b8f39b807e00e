//! How a table that is handed in is read, column by column, for somebody who mends it.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::app::HandedIn;
use crate::import::{Kind, Mapping, Noun, Reading, Use};
use crate::report::Words;
use crate::words::{Language, Text, text};

/// What the mapping is called where it is fetched.
pub(super) const FILE: &str = "import.toml";
/// What the fields of the form begin with: what a column is, in what order its months are written, what a word means.
const COLUMN: &str = "column:";
const ORDER: &str = "order:";
const WORD: &str = "word:";

/// The mapping that came with a form, under what was chosen there; none if there is none.
///
/// # Errors
/// What cannot be so.
pub(super) fn mended(
    told: &[(String, String)],
    kind: Option<Kind>,
    language: Language,
) -> Result<Option<String>, Text> {
    let before = told.iter().find(|(name, _)| name == "mapping").map(|(_, text)| text.as_str());
    let (Some(before), Some(kind)) = (before.filter(|text| !text.is_empty()), kind) else { return Ok(None) };
    let mut mapping = Mapping::read(FILE, before).map_err(|problems| Text::same(problems.render(language)))?;
    let chosen = |prefix: &'static str| {
        told.iter().filter_map(move |(name, value)| Some((name.strip_prefix(prefix)?, value.trim())))
    };
    let shown: BTreeSet<&str> = chosen(COLUMN).map(|(heading, _)| heading).collect();
    let columns = mapping.columns.entry(kind).or_default();
    columns.retain(|_, heading| !shown.contains(heading.as_str()));
    for (heading, field) in chosen(COLUMN).filter(|(_, field)| !field.is_empty()) {
        if let Some(other) = columns.insert(field.to_owned(), heading.to_owned()) {
            return Err(text!("serve-table-twice", field, one = other, other = heading));
        }
    }
    for (heading, order) in chosen(ORDER) {
        let day_first = match order {
            "day-first" => Some(true),
            "month-first" => Some(false),
            _ => None,
        };
        if day_first.is_some() || mapping.dates.contains_key(heading) {
            mapping.dates.entry(heading.to_owned()).or_default().day_first = day_first;
        }
    }
    for (at, meaning) in chosen(WORD).filter(|(_, meaning)| !meaning.is_empty()) {
        if let Some((field, word)) = at.split_once(':') {
            mapping.words.entry(field.to_owned()).or_default().insert(word.to_owned(), meaning.to_owned());
        }
    }
    Ok(Some(mapping.write(None, language)))
}

/// Something that can be chosen: its id, and what people call it.
#[derive(Debug, Serialize)]
struct Choice {
    id: String,
    title: String,
}

/// A column of the file, and what it is.
#[derive(Debug, Serialize)]
struct Column<'a> {
    letters: &'a str,
    heading: &'a str,
    field: &'a str,
    /// Whether it says who somebody is, and is not read.
    private: bool,
    /// Whether it holds months.
    months: bool,
    day_first: Option<bool>,
}

/// A word that nobody has said the meaning of.
#[derive(Debug, Serialize)]
struct Open<'a> {
    field: &'a str,
    /// What people call the column that it is for.
    title: &'a str,
    word: &'a str,
    meanings: Vec<Choice>,
}

/// How a table was read, and what can be said otherwise.
#[derive(Debug, Serialize)]
pub(super) struct Read<'a> {
    title: String,
    wrong: Option<String>,
    kind: &'static str,
    columns: Vec<Column<'a>>,
    fields: Vec<Choice>,
    open: Vec<Open<'a>>,
    names: Vec<&'a str>,
    rows: Vec<Vec<String>>,
}

fn choices(nouns: &[Noun]) -> Vec<Choice> {
    let choice = |noun: &Noun| {
        let title = noun.titles.first().filter(|title| **title != noun.id);
        Choice {
            id: noun.id.clone(),
            title: title.map_or_else(|| noun.id.clone(), |title| format!("{title} {}", noun.id)),
        }
    };
    nouns.iter().map(choice).collect()
}

/// How a table was read by `mapping`, its own.
pub(super) fn read<'a>(
    said: &'a HandedIn,
    reading: &'a Reading,
    mapping: &'a Mapping,
    file: &str,
    words: &Words,
) -> Read<'a> {
    let mapped = mapping.columns.get(&reading.kind);
    let columns = reading.columns.iter().map(|column| {
        let own = mapped.into_iter().flatten().find(|(_, heading)| **heading == column.heading);
        let field = own.map(|(field, _)| field.as_str()).unwrap_or_default();
        Column {
            letters: &column.column,
            heading: &column.heading,
            field,
            private: column.used == Use::Private,
            months: reading.kind.months().contains(&field),
            day_first: mapping.dates.get(&column.heading).and_then(|dates| dates.day_first),
        }
    });
    let open = said.open.iter();
    let titled = |field: &'a str| {
        let own = said.fields.iter().find(|own| own.id == field);
        own.and_then(|own| own.titles.first()).map_or(field, String::as_str)
    };
    let open = open.map(|one| Open {
        field: &one.field,
        title: titled(&one.field),
        word: &one.word,
        meanings: choices(&one.meanings),
    });
    // Columns that no row fills take no room.
    let filled =
        |index: &usize| reading.preview.iter().any(|(_, cells)| cells.get(*index).is_some_and(|one| !one.is_empty()));
    let shown: Vec<usize> = (0..reading.names.len()).filter(filled).collect();
    let row = |(number, cells): &(usize, Vec<String>)| {
        let cells = shown.iter().map(|index| cells.get(*index).cloned().unwrap_or_default());
        std::iter::once(number.to_string()).chain(cells).collect()
    };
    let [rows, wrong] = [reading.rows, reading.wrong].map(|count| words.number(count as f64, 0));
    let kind = reading.kind.title();
    let values = [("file", file), ("kind", words.text(&kind)), ("rows", &rows)];
    Read {
        title: words.with("import-title", &values),
        wrong: (reading.wrong > 0).then(|| words.with("serve-table-wrong", &[("wrong", &wrong)])),
        kind: reading.kind.code(),
        columns: columns.collect(),
        fields: choices(&said.fields),
        open: open.collect(),
        names: shown.iter().filter_map(|index| reading.names.get(*index)).map(String::as_str).collect(),
        rows: reading.preview.iter().map(row).collect(),
    }
}
