//! A view as text: the tables of the page without their details, without pictures.

use crate::report::table::{self, Cell as Shown, Column, Row};
use crate::report::view::{Chapter, View};

use super::layout::{Cell, Table, bar, heading, item, paragraph};
use super::paint::{Paint, Tone};

/// Columns of a bar.
const BAR: usize = 8;
/// How far remarks on a row, and rows below the head of a group, are moved in.
const REMARK: usize = 4;
const GROUPED: &str = "  ";
/// The widest interval that is kept on one line, and the least room that names keep beside it.
const INTERVAL: usize = 24;
const NAMES: usize = 24;
/// Before the name of another reading of the same.
const READING: &str = "  └ ";

/// The view as text.
#[must_use]
pub fn view(view: &View, paint: Paint) -> String {
    let mut text = paragraph(paint, Tone::Title, 0, &view.title);
    for sentence in [&view.what].into_iter().chain(&view.sentences).filter(|sentence| !sentence.is_empty()) {
        text.push_str(&paragraph(paint, Tone::Plain, 0, sentence));
    }
    if !view.assumed.is_empty() {
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &view.assumed));
    }
    text.extend(view.chapters.iter().filter(|chapter| chapter.is_brief()).map(|chapter| told(chapter, paint)));
    text
}

fn told(chapter: &Chapter, paint: Paint) -> String {
    let brief = chapter.tables.iter().filter(|table| !table.detail);
    let mut text: String = brief.map(|table| captioned(table, paint)).collect();
    let tables = !text.is_empty();
    for one in &chapter.paragraphs {
        text.push_str(&paragraph(paint, Tone::Quiet, 0, one));
    }
    if tables && !chapter.notes.is_empty() {
        text.push('\n');
    }
    for note in &chapter.notes {
        text.push_str(&item(paint, Tone::Quiet, note));
    }
    text
}

/// A table under its caption, with its note.
pub(super) fn captioned(table: &table::Table, paint: Paint) -> String {
    let mut text = heading(paint, &table.caption) + &render(table, paint);
    if !table.note.is_empty() {
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &table.note));
    }
    text
}

fn render(shown: &table::Table, paint: Paint) -> String {
    let columns: Vec<(usize, &Column)> = shown.columns.iter().enumerate().filter(|(_, one)| !one.detail).collect();
    let sides = |(_, column): &(usize, &Column)| match (column.interval.is_empty(), column.numeric) {
        (false, _) => "<|><",
        (true, true) => ">",
        (true, false) => "<",
    };
    let mut table = Table::new(&columns.iter().map(sides).collect::<String>()).hanging(2);
    heads(&mut table, &columns);
    let (mut before, mut grouped) = ("", false);
    for row in shown.rows.iter().filter(|row| !row.detail) {
        match row.cells.as_slice() {
            [only] if only.span > 1 => {
                grouped = true;
                table.across(0, Cell::new(Tone::Strong, only.text.clone()));
            }
            cells => {
                if row.kind == "total" && !matches!(before, "total" | "group") {
                    table.rule();
                }
                let numbers = columns.iter().skip(1).filter_map(|(index, one)| Some((*one, cells.get(*index)?)));
                let first =
                    columns.first().and_then(|(index, _)| cells.get(*index)).map(|cell| name(row, cell, grouped));
                table.row(first.into_iter().chain(numbers.flat_map(|(one, cell)| cells_of(one, cell))).collect());
            }
        }
        let codes = row.cells.iter().map(|cell| &cell.code).filter(|code| !code.is_empty());
        for remark in codes.chain(&row.notes) {
            table.across(REMARK, Cell::new(Tone::Quiet, remark.as_str()));
        }
        before = row.kind;
    }
    if !table.fits() {
        let mut places = Vec::new();
        let mut place = 0;
        for (index, column) in &columns {
            if place > 0 {
                table.limit(place, room(columns.len(), column.numeric));
                places.push((place, *index, *column));
            }
            place += if column.interval.is_empty() { 1 } else { 3 };
        }
        // Two ends of an interval stay together where the names leave room for it.
        for (place, index, column) in
            places.into_iter().filter(|(.., column)| column.numeric && column.interval.is_empty())
        {
            let cells = shown.rows.iter().filter(|row| !row.detail).filter_map(|row| row.cells.get(index));
            let widths = cells.flat_map(|cell| cells_of(column, cell)).map(|cell| cell.width());
            table.raise(place, widths.filter(|width| *width <= INTERVAL).max().unwrap_or_default(), NAMES);
        }
    }
    table.render(paint)
}

/// The names of the columns, below what neighbours share.
fn heads(table: &mut Table, columns: &[(usize, &Column)]) {
    let (mut groups, mut titles) = (Vec::new(), Vec::new());
    let mut shared = "";
    for (_, column) in columns {
        let group = if column.group == shared { "" } else { column.group.as_str() };
        shared = &column.group;
        groups.push(Cell::new(Tone::Strong, group));
        titles.push(column.title.clone());
        if !column.interval.is_empty() {
            groups.extend([Cell::default(), Cell::default()]);
            titles.extend([String::new(), column.interval.clone()]);
        }
    }
    if columns.iter().any(|(_, column)| !column.group.is_empty()) {
        table.row(groups);
    }
    table.head(&titles);
}

/// How wide a column after the first may be where room is short: the first is to keep room for names.
const fn room(columns: usize, numeric: bool) -> usize {
    match (numeric, columns) {
        (false, ..=3) => 60,
        (false, _) => 36,
        (true, ..=4) => 22,
        (true, 5) => 16,
        (true, 6 | 7) => 13,
        (true, _) => 12,
    }
}

/// The first cell of a row.
fn name(row: &Row, cell: &Shown, grouped: bool) -> Cell {
    match row.kind {
        "reading" => Cell::new(Tone::Quiet, format!("{READING}{}", cell.text)),
        _ if grouped => Cell::new(Tone::Plain, format!("{GROUPED}{}", cell.text)),
        "total" => Cell::new(Tone::Strong, cell.text.as_str()),
        _ => Cell::new(Tone::Plain, cell.text.as_str()),
    }
}

/// Any other cell: in a wide column a bar, a probability and its interval.
fn cells_of(column: &Column, shown: &Shown) -> Vec<Cell> {
    let tone = match (shown.missing, shown.bar.as_ref().map(|bar| bar.tone)) {
        (true, _) | (_, Some("unlikely")) => Tone::Bad,
        (_, Some("safe")) => Tone::Good,
        (_, Some("doubtful")) => Tone::Middling,
        _ => Tone::Plain,
    };
    if !column.interval.is_empty() {
        let bar = shown.bar.as_ref().map_or_else(String::new, |one| bar(one.width / 100.0, BAR));
        return vec![
            Cell::new(tone, bar),
            Cell::new(tone, shown.text.as_str()),
            Cell::new(Tone::Quiet, shown.quiet.as_str()),
        ];
    }
    let text = match (shown.numeric, shown.quiet.is_empty()) {
        (true, false) => format!("{} ({})", shown.text, shown.quiet),
        _ => shown.text.clone(),
    };
    vec![Cell::new(tone, text)]
}
