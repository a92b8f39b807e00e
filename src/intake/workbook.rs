//! Workbooks (`.xlsx`), cell by cell.

use std::collections::BTreeMap;
use std::io::Cursor;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::filling::{Fault, Filling, Merged, number_written};
use super::sheets::{Listed, choose, tell_hidden};
use super::{MOST_TYPED, Refusal, expansion, hinted, refuse};
use crate::scenario::{Grid, Typed, TypedSheet};
use crate::words::text;

type Book = Xlsx<Cursor<Vec<u8>>>;

/// The table in a workbook.
pub(super) fn read(name: &str, bytes: Vec<u8>, sheet: Option<&str>, seen: expansion::Seen) -> Result<Grid, Refusal> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
    let listed: Vec<Listed> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| Listed { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect();
    let sheet = choose(name, &listed, sheet, |sheet| begins(name, &mut book, sheet))?;
    let merged = if seen.merged { reaching(name, &mut book, &sheet)? } else { Merged::new() };
    let hidden = book.sheets_metadata().iter().filter(|sheet| sheet.visible != SheetVisible::Visible).count();
    let mut grid = cells(name, &mut book, &sheet, merged)?;
    tell_hidden(&mut grid, hidden, seen.hidden_rows);
    Ok(grid)
}

/// The sheets of a workbook as they were typed, hidden ones too, if one of them is called `marker`.
pub(super) fn sheets(name: &str, bytes: Vec<u8>, marker: &str) -> Result<Option<Vec<TypedSheet>>, Refusal> {
    let mut book = Book::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
    let names: Vec<String> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| sheet.name.clone())
        .collect();
    if !names.iter().any(|name| name == marker) {
        return Ok(None);
    }
    names.into_iter().map(|sheet| typed(name, &mut book, sheet)).collect::<Result<_, _>>().map(Some)
}

fn typed(name: &str, book: &mut Book, sheet: String) -> Result<TypedSheet, Refusal> {
    let damaged = |_: XlsxError| expansion::damaged(name);
    let mut found = BTreeMap::new();
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged)?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(damaged)? {
        let value = match &cell.value {
            DataRef::Empty if cell.formula.is_some() => Some(Typed::NotCalculated),
            DataRef::String(text) if cell.formula.is_some() && text.trim().is_empty() => Some(Typed::NotCalculated),
            DataRef::Error(_) => Some(Typed::Failed),
            DataRef::Float(number) => Some(Typed::Number(*number)),
            DataRef::Int(number) => Some(Typed::Number(*number as f64)),
            value => written(value).map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).map(Typed::Text),
        };
        if let Some(value) = value {
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
        match &cell.value {
            DataRef::Empty if cell.formula.is_some() => filling.fault(Fault::NotCalculated, row, column),
            DataRef::Error(_) => filling.fault(Fault::Error, row, column),
            value => {
                if let Some(text) = written(value) {
                    filling.cell(column, text);
                }
            }
        }
    }
    Ok(filling.finish())
}

/// What a cell shows, as a text from which nothing is lost: dates as year-month-day, numbers with all their digits.
fn written(value: &DataRef<'_>) -> Option<String> {
    match value {
        DataRef::Empty => None,
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => Some(text.clone()),
        DataRef::SharedString(text) => Some((*text).to_owned()),
        DataRef::Int(whole) => Some(whole.to_string()),
        DataRef::Float(number) => Some(number_written(*number)),
        DataRef::Bool(flag) => Some(if *flag { "TRUE" } else { "FALSE" }.to_owned()),
        DataRef::DateTime(date) if date.is_datetime() && (1.0..2_958_466.0).contains(&date.as_f64()) => {
            let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
            let time =
                if hour + minute + second == 0 { String::new() } else { format!(" {hour:02}:{minute:02}:{second:02}") };
            Some(format!("{year:04}-{month:02}-{day:02}{time}"))
        }
        DataRef::DateTime(date) => Some(number_written(date.as_f64())),
        DataRef::Error(error) => Some(error.to_string()),
    }
}

/// The cells of a sheet that are merged over several rows.
fn reaching(name: &str, book: &mut Book, sheet: &str) -> Result<Merged, Refusal> {
    let regions = book.merge_cells_by_sheet_name(sheet).map_err(|_| expansion::damaged(name))?;
    let tall = regions.into_iter().filter(|region| region.end.0 > region.start.0);
    Ok(tall.map(|region| (region.start, region.end.0)).collect())
}
