//! The cells of a file as they were found, with those marked that have problems, and what is wrong beside each row.

use std::collections::BTreeMap;

use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};

use super::FormError;
use crate::report::Words;
use crate::scenario::Grid;
use crate::words::Diagnostic;

/// Cells of problems that are marked: more, and a person mends the export and not the cells.
const MOST: usize = 200_000;

/// The workbook of a table, with marked cells; rows and columns of `marks`, and the row `head` that names the columns, as the
/// table counts them.
///
/// # Errors
/// [`FormError`], if the workbook cannot be made.
pub fn marked(
    grid: &Grid,
    head: usize,
    marks: &[(usize, usize, Diagnostic)],
    words: &Words,
) -> Result<Vec<u8>, FormError> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.set_name(words.word("form-marked-sheet"))?;
    let bad = Format::new().set_background_color(0xFF_C7CE).set_font_color(0x9C_0006);
    let (date, bad_day) = (Format::new().set_num_format(DAY), bad.clone().set_num_format(DAY));
    let told = Format::new().set_font_color(0x9C_0006).set_text_wrap();
    let mut rows: BTreeMap<usize, Vec<(usize, &Diagnostic)>> = BTreeMap::new();
    for (row, column, problem) in marks.iter().take(MOST) {
        rows.entry(*row).or_default().push((*column, problem));
    }
    let width = (0..grid.rows()).filter_map(|row| grid.filled(row).last()).map(|(column, _)| column + 1).max();
    let last = u16::try_from(width.unwrap_or_default()).unwrap_or(u16::MAX - 1);
    let mut widths = vec![0; usize::from(last)];
    for row in 0..grid.rows() {
        let number = grid.number(row).saturating_sub(1) as u32;
        let wrong = rows.get(&row);
        for (column, text) in grid.filled(row) {
            let at = column as u16;
            if let Some(width) = widths.get_mut(column).filter(|_| row >= head) {
                *width = room(text).max(*width);
            }
            let is_wrong = wrong.is_some_and(|wrong| wrong.iter().any(|(other, _)| *other == column));
            match (day(text), is_wrong) {
                (Some(day), _) => {
                    sheet.write_datetime_with_format(number, at, day, if is_wrong { &bad_day } else { &date })?
                }
                (None, true) => sheet.write_string_with_format(number, at, text, &bad)?,
                (None, false) => sheet.write_string(number, at, text)?,
            };
        }
        let Some(wrong) = wrong else { continue };
        for (column, _) in wrong.iter().filter(|(column, _)| grid.cell(row, *column).is_empty()) {
            sheet.write_blank(number, *column as u16, &bad)?;
        }
        let texts: Vec<String> =
            wrong.iter().map(|(column, one)| one_problem(grid, row, *column, one, words)).collect();
        sheet.write_string_with_format(number, last, texts.join("\n"), &told)?;
    }
    let names = grid.number(head).saturating_sub(1) as u32;
    sheet.write_string_with_format(names, last, words.word("form-marked-problem"), &told)?;
    sheet.set_freeze_panes(names + 1, 0)?;
    for (column, width) in (0..last).zip(widths) {
        sheet.set_column_width(column, width.clamp(8, WIDEST) as f64 + 1.0)?;
    }
    sheet.set_column_width(last, 60)?;
    Ok(book.save_to_buffer()?)
}

/// How days are shown.
const DAY: &str = "yyyy-mm-dd";

/// The day that a text is, as cells with days are read.
fn day(text: &str) -> Option<ExcelDateTime> {
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let whole = [year, month, day].iter().all(|part| part.bytes().all(|one| one.is_ascii_digit()));
    if !whole || (year.len(), month.len(), day.len()) != (4, 2, 2) {
        return None;
    }
    ExcelDateTime::from_ymd(year.parse().ok()?, month.parse().ok()?, day.parse().ok()?).ok()
}

/// Signs that a column has room for, at most.
const WIDEST: usize = 40;

/// How much room a text takes, in signs of the width of a letter.
pub(super) fn room(text: &str) -> usize {
    text.chars().map(|sign| if sign.is_ascii() { 1 } else { 2 }).sum()
}

/// What is wrong with a cell: its kind of problem, without what the first cell of the kind held.
fn one_problem(grid: &Grid, row: usize, column: usize, problem: &Diagnostic, words: &Words) -> String {
    let cell = grid.name(row, column);
    let message = words.text(&problem.message).to_owned();
    let hint = problem.hint.as_ref().map(|hint| words.text(hint).to_owned()).unwrap_or_default();
    words.with("form-marked-cell", &[("cell", &cell), ("message", &message), ("hint", &hint)])
}
