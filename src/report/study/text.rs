//! A view as text: the same tables as on the page, without bars where there is no room.

use crate::report::table::{self, Cell as Shown};
use crate::report::terminal::{Cell, Paint, Table, Tone, heading, item, paragraph};

use super::View;

pub(super) fn render(view: &View, paint: Paint) -> String {
    let mut text = paragraph(paint, Tone::Title, 0, &view.title);
    for sentence in &view.sentences {
        text.push_str(&paragraph(paint, Tone::Plain, 0, sentence));
    }
    for table in &view.tables {
        text.push_str(&heading(paint, &table.caption));
        text.push_str(&render_table(table, paint));
        if !table.note.is_empty() {
            text.push_str(&paragraph(paint, Tone::Quiet, 0, &table.note));
        }
    }
    if !view.notes.is_empty() {
        text.push('\n');
    }
    for note in &view.notes {
        text.push_str(&item(paint, Tone::Quiet, note));
    }
    text
}

fn render_table(shown: &table::Table, paint: Paint) -> String {
    let sides: String = shown.columns.iter().map(|column| if column.numeric { '>' } else { '<' }).collect();
    let mut table = Table::new(&sides).hanging(2);
    for (index, column) in shown.columns.iter().enumerate().skip(1) {
        table.limit(index, room(shown.columns.len(), column.numeric));
    }
    table.head(&shown.columns.iter().map(|column| column.title.clone()).collect::<Vec<_>>());
    for row in &shown.rows {
        match row.cells.as_slice() {
            [only] if only.span > 1 => table.across(0, Cell::new(Tone::Strong, only.text.clone())),
            cells => {
                if row.kind == "total" {
                    table.rule();
                }
                table.row(cells.iter().map(cell).collect());
                for code in cells.iter().filter(|cell| !cell.code.is_empty()) {
                    table.across(2, Cell::new(Tone::Quiet, code.code.clone()));
                }
            }
        }
    }
    table.render(paint)
}

/// How wide a column after the first may be: the first is to keep room for names.
const fn room(columns: usize, numeric: bool) -> usize {
    match (numeric, columns) {
        (false, _) => 36,
        (true, ..=4) => 22,
        (true, 5) => 16,
        (true, 6 | 7) => 13,
        (true, _) => 12,
    }
}

fn cell(shown: &Shown) -> Cell {
    let tone = match shown.bar.as_ref().map(|bar| bar.tone) {
        Some("safe") => Tone::of_probability(1.0),
        Some("unlikely") => Tone::of_probability(0.0),
        Some("doubtful") => Tone::of_probability(0.6),
        _ => Tone::Plain,
    };
    let text = match (shown.numeric, shown.quiet.is_empty()) {
        (true, false) => format!("{} ({})", shown.text, shown.quiet),
        _ => shown.text.clone(),
    };
    Cell::new(tone, text)
}
