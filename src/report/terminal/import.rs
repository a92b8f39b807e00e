//! What was read from files of other systems.

use crate::import::form::Change;
use crate::import::{ColumnUse, Reading, Use};
use crate::report::names;
use crate::report::words::Words;

use super::layout::{Cell, Table, heading, paragraph};
use super::paint::{Paint, Tone};

/// A file that was imported: the name it had, what was read, and what was written of it.
#[derive(Clone, Copy, Debug)]
pub struct ImportedAs<'a> {
    /// The file.
    pub file: &'a str,
    /// What was read.
    pub reading: &'a Reading,
    /// The table that was written, unless something is wrong.
    pub written: Option<&'a str>,
    /// The workbook with marked cells.
    pub marked: Option<&'a str>,
}

/// What is said of an imported file: which column is what, the first rows as they are read, and what was written.
#[must_use]
pub fn imported(import: &ImportedAs<'_>, words: &Words, paint: Paint) -> String {
    let ImportedAs { file, reading, written, marked } = *import;
    let kind = words.text(&reading.kind.title()).to_owned();
    let rows = words.number(reading.rows as f64, 0);
    let values = [("file", file), ("kind", kind.as_str()), ("rows", rows.as_str())];
    let mut text = paragraph(paint, Tone::Title, 0, &words.with("import-title", &values));
    text.push_str(&heading(paint, &words.word("import-columns")));
    text.push_str(&columns(&reading.columns, words, paint));
    if !reading.preview.is_empty() {
        text.push_str(&heading(paint, &words.word("import-preview")));
        text.push_str(&preview(reading, words, paint));
    }
    text.push('\n');
    let wrong = words.number(reading.wrong as f64, 0);
    if let Some(to) = written {
        let count = words.number((reading.rows - reading.wrong.min(reading.rows)) as f64, 0);
        let values = [("file", to), ("count", count.as_str())];
        text.push_str(&paragraph(paint, Tone::Good, 0, &words.with("import-written", &values)));
        if reading.wrong > 0 {
            let skipped = words.with("import-skipped", &[("wrong", &wrong)]);
            text.push_str(&paragraph(paint, Tone::Middling, 0, &skipped));
        }
    } else {
        // With every row left out there is nothing to write, and nothing else that keeps it from being written.
        let all = reading.wrong == reading.rows && !reading.problems.has_errors();
        let id = match reading.wrong {
            _ if all => "import-none-left",
            // Not the rows are what is wrong.
            0 => "import-not-written-file",
            _ => "import-not-written",
        };
        text.push_str(&paragraph(paint, Tone::Bad, 0, &words.with(id, &[("wrong", &wrong), ("kind", &kind)])));
    }
    if let Some(marked) = marked {
        text.push_str(&paragraph(paint, Tone::Middling, 0, &words.with("import-marked", &[("file", marked)])));
    }
    text
}

/// Where the mapping is, and the secret.
#[must_use]
pub fn import_closing(mapping: &str, known: bool, secret: Option<&str>, words: &Words, paint: Paint) -> String {
    let id = if known { "import-mapping-known" } else { "import-mapping-new" };
    let mut text = paragraph(paint, Tone::Plain, 0, &words.with(id, &[("file", mapping)]));
    let secret = match secret {
        Some(secret) => words.with("import-secret", &[("file", secret)]),
        None => return text,
    };
    text.push_str(&paragraph(paint, Tone::Middling, 0, &secret));
    text
}

fn columns(columns: &[ColumnUse], words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<<").hanging(2);
    for column in columns {
        let (tone, used) = match &column.used {
            Use::Field(field) => (Tone::Plain, field.clone()),
            Use::Key => (Tone::Middling, words.word("import-use-key")),
            Use::Private => (Tone::Quiet, words.word("import-use-private")),
            Use::None => (Tone::Quiet, words.word("import-use-none")),
        };
        let cells = [column.heading.clone(), column.column.clone(), used];
        table.row(cells.into_iter().map(|text| Cell::new(tone, text)).collect());
    }
    table.render(paint)
}

fn preview(reading: &Reading, words: &Words, paint: Paint) -> String {
    // Columns that no row fills take no room.
    let filled =
        |index: &usize| reading.preview.iter().any(|(_, cells)| cells.get(*index).is_some_and(|one| !one.is_empty()));
    let shown: Vec<usize> = (0..reading.names.len()).filter(filled).collect();
    let mut table = Table::new(&"<".repeat(shown.len() + 1)).hanging(2);
    let names = shown.iter().filter_map(|index| reading.names.get(*index).cloned());
    table.head(&[words.word("import-row")].into_iter().chain(names).collect::<Vec<_>>());
    for (number, cells) in &reading.preview {
        let cells = shown.iter().filter_map(|index| cells.get(*index).cloned());
        table.row([number.to_string()].into_iter().chain(cells).map(Cell::from).collect());
    }
    table.render(paint)
}

/// What a form changes, and what was written of it.
#[must_use]
pub fn filled(
    file: &str,
    changes: &[Change],
    written: &[String],
    tables: &[String],
    words: &Words,
    paint: Paint,
) -> String {
    let numbers = changes.iter().filter(|change| change.is_of_number()).count();
    let mut text = paragraph(paint, Tone::Title, 0, &words.counted("filled-title", numbers as u64, &[("file", file)]));
    let told = changes.len() - numbers;
    if told > 0 {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.counted("filled-told", told as u64, &[])));
    }
    if !changes.is_empty() {
        let mut table = Table::new("<<<").hanging(2);
        table.head(&["filled-number", "filled-before", "filled-after"].map(|id| words.word(id)));
        for change in changes {
            let same = words.word("filled-same");
            let after = if change.is_of_number() { &change.after } else { &same };
            table.row([&change.path, &change.before, after].map(|text| Cell::from(text.as_str())).to_vec());
            let (basis, source) = (names::basis(words, Some(change.basis)), change.source.as_str());
            let told = words.with("filled-source", &[("basis", basis.as_str()), ("source", source)]);
            table.across(2, Cell::new(Tone::Quiet, told));
        }
        text.push_str(&table.render(paint));
        text.push('\n');
    }
    for to in written {
        text.push_str(&paragraph(paint, Tone::Good, 0, &words.with("filled-overlay", &[("file", to)])));
    }
    for to in tables {
        text.push_str(&paragraph(paint, Tone::Good, 0, &words.with("filled-table", &[("file", to)])));
    }
    text
}

/// That a form was written.
#[must_use]
pub fn form_written(file: &str, numbers: usize, words: &Words, paint: Paint) -> String {
    let count = words.number(numbers as f64, 0);
    paragraph(paint, Tone::Good, 0, &words.with("form-written", &[("file", file), ("count", &count)]))
}

/// That a plan was begun, and how many of its numbers nobody knows; of one from a form how many numbers that states, and the
/// tables that were in it.
#[must_use]
pub fn begun(
    plan: &str,
    form: &str,
    (numbers, assumed): (usize, usize),
    stated: Option<(usize, &[String])>,
    words: &Words,
    paint: Paint,
) -> String {
    let (numbers, assumed) = (words.number(numbers as f64, 0), words.number(assumed as f64, 0));
    let values = [("plan", plan), ("form", form), ("numbers", &numbers), ("assumed", &assumed)];
    let mut text = paragraph(paint, Tone::Good, 0, &words.with("new-written", &values));
    if let Some((stated, tables)) = stated {
        let count = words.number(stated as f64, 0);
        text.push_str(&paragraph(paint, Tone::Good, 0, &words.with("new-stated", &[("count", &count)])));
        for to in tables {
            text.push_str(&paragraph(paint, Tone::Good, 0, &words.with("filled-table", &[("file", to)])));
        }
    }
    text + &paragraph(paint, Tone::Middling, 0, &words.with("new-assumed", &values))
        + &paragraph(paint, Tone::Plain, 0, &words.with("new-next", &values))
}
