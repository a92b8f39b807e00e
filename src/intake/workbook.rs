//! Workbooks (`.xlsx`), cell by cell.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::filling::{Fault, Filling, Merged, number_written};
use super::sheets::{Listed, choose, tell_hidden};
use super::{Found, MOST_TYPED, MOST_TYPED_TEXT, Refusal, expansion, hinted, parts, refuse};
use crate::scenario::{Grid, Typed, TypedSheet};
use crate::words::text;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// The table in a workbook, or all its sheets as they were typed, hidden ones too, if one of them is called `marker`.
pub(super) fn read(
    name: &str,
    bytes: Vec<u8>,
    sheet: Option<&str>,
    marker: Option<&str>,
    seen: &expansion::Seen,
) -> Result<Found, Refusal> {
    let parts = if seen.parts.is_empty() { BTreeMap::new() } else { parts::of_sheets(&bytes) };
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
    let listed: Vec<Listed> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| Listed { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect();
    if listed.iter().any(|sheet| Some(&*sheet.name) == marker) {
        let mut room = MOST_TYPED_TEXT;
        let typed = listed.into_iter().map(|sheet| typed(name, &mut book, sheet.name, &mut room));
        return typed.collect::<Result<_, _>>().map(Found::Sheets);
    }
    let sheet = choose(name, &listed, sheet, |sheet| begins(name, &mut book, sheet))?;
    let hidden = book.sheets_metadata().iter().filter(|sheet| sheet.visible != SheetVisible::Visible).count();
    let part = if let Some(part) = parts.get(&sheet) {
        seen.parts.get(part).cloned().unwrap_or_default()
    } else {
        // Where it lies cannot be made out: it may be any of them.
        let merged = seen.parts.values().any(|part| !part.merged.is_empty());
        let merged = if merged { reaching(name, &mut book, &sheet)? } else { Merged::new() };
        expansion::Part { merged, hidden_rows: seen.parts.values().map(|part| part.hidden_rows).sum() }
    };
    let mut grid = cells(name, &mut book, &sheet, part.merged)?;
    tell_hidden(&mut grid, hidden, part.hidden_rows);
    Ok(Found::Table(grid))
}

fn typed(name: &str, book: &mut Book, sheet: String, room: &mut usize) -> Result<TypedSheet, Refusal> {
    let damaged = |_: XlsxError| expansion::damaged(name);
    let mut found = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let value = match &cell.value {
            DataRef::Empty if cell.formula.is_some() => Some(Typed::NotCalculated),
            DataRef::Error(_) => Some(Typed::Failed),
            DataRef::Float(number) => Some(Typed::Number(*number)),
            DataRef::Int(number) => Some(Typed::Number(*number as f64)),
            value => written(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).map(Typed::Text),
        };
        if let Some(value) = value {
            if let Typed::Text(text) = &value {
                *room = room.checked_sub(text.len()).ok_or_else(|| expansion::too_large(name))?;
            }
            found.insert(cell.pos, value);
        }
        if found.len() > MOST_TYPED {
            return Err(expansion::damaged(name));
        }
    }
    Ok(TypedSheet { name: sheet, cells: found })
}

fn unreadable(name: &str, error: &XlsxError) -> Refusal {
    match error {
        XlsxError::FileNotFound(_) | XlsxError::RelationshipNotFound => {
            hinted(refuse("not-a-table", text!("not-a-table-zip", name)), text!("hint-save-as-table"))
        }
        _ => expansion::damaged(name),
    }
}

/// Whether a sheet has anything in it.
fn begins(name: &str, book: &mut Book, sheet: &str) -> Result<bool, Refusal> {
    let damaged = |_: XlsxError| expansion::damaged(name);
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some(cell) = cells.next_cell().map_err(damaged)? {
        if !matches!(cell.get_value(), DataRef::Empty) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The cells of a sheet.
fn cells(name: &str, book: &mut Book, sheet: &str, merged: Merged) -> Result<Grid, Refusal> {
    let damaged = |_: XlsxError| expansion::damaged(name);
    let mut filling = Filling::new(Grid::of_sheet(&format!("{name}!{sheet}")), merged);
    let mut cells = book.worksheet_cells_reader(sheet).map_err(damaged)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let (row, column) = cell.pos;
        if row as usize >= Grid::MOST_ROWS || column as usize >= Grid::MOST_COLUMNS || !filling.goes_to(row) {
            return Err(expansion::damaged(name));
        }
        let room = match &cell.value {
            // A formula with no value beside it: an empty text would be one.
            DataRef::Empty if cell.formula.is_some() => filling.fault(Fault::NotCalculated, row, column),
            DataRef::Error(_) => filling.fault(Fault::Error, row, column),
            value => written(value).is_none_or(|text| text.is_empty() || filling.cell(column, &text)),
        };
        if !room {
            return Err(expansion::too_large(name));
        }
        if filling.is_full() {
            break;
        }
    }
    Ok(filling.finish())
}

/// What a cell shows, as a text from which nothing is lost: dates as year-month-day, numbers with all their digits.
fn written<'v>(value: &'v DataRef<'_>) -> Option<Cow<'v, str>> {
    Some(match value {
        DataRef::Empty => return None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.into(),
        DataRef::SharedString(text) => (*text).into(),
        DataRef::Int(whole) => whole.to_string().into(),
        DataRef::Float(number) => number_written(*number).into(),
        DataRef::Bool(flag) => if *flag { "TRUE" } else { "FALSE" }.into(),
        DataRef::DateTime(date) if date.is_datetime() && (1.0..2_958_466.0).contains(&date.as_f64()) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let time =
                if hour + minute + second == 0 { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
            format!("{year:04}-{month:02}-{day:02}{time}").into()
        }
        DataRef::DateTime(date) => number_written(date.as_f64()).into(),
        DataRef::Error(error) => error.to_string().into(),
    })
}

/// The cells of a sheet that are merged over several rows.
fn reaching(name: &str, book: &mut Book, sheet: &str) -> Result<Merged, Refusal> {
    let regions = book.merge_cells_by_sheet_name(sheet).map_err(|_| expansion::damaged(name))?;
    let tall = regions.into_iter().filter(|region| region.end.0 > region.start.0);
    Ok(tall.map(|region| (region.start, region.end.0)).collect())
}
