//! Workbooks (`.xlsx`), cell by cell.

use std::collections::BTreeMap;
use std::io::Cursor;
use std::thread;

use calamine::{DataRef, Reader as _, SheetType, SheetVisible, Xlsx, XlsxError};

use super::{Refusal, expansion, hinted, refuse};
use crate::scenario::{Grid, Typed, TypedSheet};
use crate::words::{Diagnostic, Text, text};

/// The name of the thread that reads workbooks. A library of others that fails in it is a damaged file, not a fault of ours.
pub const READER: &str = "workbook";

/// Sheets that a message names.
const NAMED: usize = 10;
type Book = Xlsx<Cursor<Vec<u8>>>;

/// The table in a workbook.
pub(super) fn read(name: &str, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Grid, Refusal> {
    let expansion::Seen { merged, hidden_rows } = expansion::check(name, &bytes)?;
    thread::scope(|scope| {
        let work = move || {
            let mut book = Book::new(Cursor::new(bytes)).map_err(|error| unreadable(name, &error))?;
            let sheet = choose(name, &mut book, sheet)?;
            let merged = if merged { reaching(name, &mut book, &sheet)? } else { BTreeMap::new() };
            let hidden = book.sheets_metadata().iter().filter(|sheet| sheet.visible != SheetVisible::Visible).count();
            let mut grid = cells(name, &mut book, &sheet, merged)?;
            let place = Some(grid.place(0, 0));
            if hidden > 0 {
                let message = text!("hidden-sheets", count = hidden);
                grid.report(Diagnostic::warning("hidden-sheets", message).at(place.clone()));
            }
            if hidden_rows > 0 {
                let message = text!("hidden-rows", count = hidden_rows);
                grid.report(Diagnostic::warning("hidden-rows", message).at(place));
            }
            Ok(grid)
        };
        let reading = thread::Builder::new().name(READER.to_owned()).spawn_scoped(scope, work);
        // Joined at once: where it panicked, the file was more than the library could bear.
        reading.ok().and_then(|reading| reading.join().ok()).unwrap_or_else(|| Err(expansion::damaged(name)))
    })
}

/// The sheets of a workbook as they were typed, hidden ones too, if one of them is called `marker`.
pub(super) fn sheets(name: &str, bytes: Vec<u8>, marker: &str) -> Result<Option<Vec<TypedSheet>>, Refusal> {
    expansion::check(name, &bytes)?;
    thread::scope(|scope| {
        let work = move || {
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
        };
        let reading = thread::Builder::new().name(READER.to_owned()).spawn_scoped(scope, work);
        reading.ok().and_then(|reading| reading.join().ok()).unwrap_or_else(|| Err(expansion::damaged(name)))
    })
}

/// Cells that a sheet may have of which it matters what was typed.
const MOST_TYPED: usize = 2_000_000;

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

/// The sheet that is meant: the one that is named, or the only one that can be seen and has anything in it.
fn choose(name: &str, book: &mut Book, wanted: Option<&str>) -> Result<String, Refusal> {
    let sheets: Vec<(String, bool)> = book
        .sheets_metadata()
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| (sheet.name.clone(), sheet.visible == SheetVisible::Visible))
        .collect();
    let listed =
        |names: &[&String]| Text::list(&names.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>());
    if let Some(wanted) = wanted {
        if let Some((found, _)) = sheets.iter().find(|(sheet, _)| sheet.trim() == wanted.trim()) {
            return Ok(found.clone());
        }
        let names: Vec<&String> = sheets.iter().map(|(name, _)| name).collect();
        let problem = refuse("no-such-sheet", text!("no-such-sheet", name, wanted));
        let names = listed(&names);
        return Err(Box::new(problem.hint(text!("hint-allowed", names))));
    }
    let mut filled = Vec::new();
    for (sheet, _) in sheets.iter().filter(|(_, visible)| *visible) {
        if begins(name, book, sheet)? {
            filled.push(sheet);
        }
    }
    match filled.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(refuse("empty-sheet", text!("empty-sheet", name))),
        [first, ..] => {
            let (count, names) = (filled.len(), listed(&filled));
            let problem = refuse("several-sheets", text!("several-sheets", name, count, names));
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            Err(Box::new(problem.hint(text!("hint-several-sheets", file, first))))
        }
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
                    filling.cells.insert(column, text);
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

/// A number with all its digits; one with more than a spreadsheet keeps as it shows it, `3.4E+17`.
fn number_written(number: f64) -> String {
    if number.abs() < 1e15 {
        return number.to_string();
    }
    let text = format!("{number:E}");
    if text.contains("E-") { text } else { text.replace('E', "E+") }
}

/// The cells that are merged over several rows: the last row, by row and column of the first.
type Merged = BTreeMap<(u32, u32), u32>;

/// The cells of a sheet that are merged over several rows.
fn reaching(name: &str, book: &mut Book, sheet: &str) -> Result<Merged, Refusal> {
    let regions = book.merge_cells_by_sheet_name(sheet).map_err(|_| expansion::damaged(name))?;
    let tall = regions.into_iter().filter(|region| region.end.0 > region.start.0);
    Ok(tall.map(|region| (region.start, region.end.0)).collect())
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NotCalculated,
    Error,
}

/// Fills a grid row by row. A cell that is merged over several rows holds for each of them that has anything else in it.
struct Filling {
    grid: Grid,
    merged: Merged,
    row: u32,
    cells: BTreeMap<u32, String>,
    /// Cells that reach down: the last row and what they hold, by column.
    reaching: BTreeMap<u32, (u32, String)>,
    spread: usize,
    faults: BTreeMap<Fault, ((u32, u32), usize)>,
}

impl Filling {
    fn new(grid: Grid, merged: Merged) -> Self {
        Self {
            grid,
            merged,
            row: 0,
            cells: BTreeMap::new(),
            reaching: BTreeMap::new(),
            spread: 0,
            faults: BTreeMap::new(),
        }
    }

    /// Goes on to a row; returns whether it comes behind, as it must.
    fn goes_to(&mut self, row: u32) -> bool {
        if row > self.row {
            self.end_row();
            self.row = row;
        }
        row == self.row
    }

    fn fault(&mut self, fault: Fault, row: u32, column: u32) {
        self.faults.entry(fault).or_insert(((row, column), 0)).1 += 1;
    }

    fn end_row(&mut self) {
        let row = self.row;
        let mut cells = std::mem::take(&mut self.cells);
        self.reaching.retain(|_, (last, _)| *last >= row);
        if cells.is_empty() {
            return;
        }
        for (column, text) in &cells {
            if let Some(last) = self.merged.get(&(row, *column)) {
                self.reaching.insert(*column, (*last, text.clone()));
            }
        }
        for (column, (_, text)) in &self.reaching {
            cells.entry(*column).or_insert_with(|| {
                self.spread += 1;
                text.clone()
            });
        }
        for (column, text) in cells {
            if !self.grid.add(row, column, &text) {
                return;
            }
        }
    }

    fn finish(mut self) -> Grid {
        self.end_row();
        let Self { mut grid, faults, spread, .. } = self;
        for (fault, ((row, column), count)) in faults {
            let place = crate::words::Location::cell(grid.file(), row as usize + 1, column as usize + 1);
            let (code, what, hint) = match fault {
                Fault::NotCalculated => ("not-calculated", text!("not-calculated"), text!("hint-not-calculated")),
                Fault::Error => ("cell-error", text!("cell-error"), text!("hint-cell-error")),
            };
            let message = if count == 1 { what } else { text!("with-cells", what, count) };
            let problem = Diagnostic::error(code, message).at(Some(place)).hint(hint);
            grid.report(Diagnostic { count, ..problem });
        }
        if spread > 0 {
            let place = Some(grid.place(0, 0));
            let message = text!("merged-cells", spread);
            grid.report(Diagnostic::warning("merged-cells", message).at(place));
        }
        grid
    }
}
