//! Tables with typed columns.

mod cell;
mod groups;
mod header;
mod left_out;
#[cfg(test)]
mod tests;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::Grid;
use crate::words::{Dating, Diagnostic, Diagnostics, Location, Month, text};

use self::left_out::LeftOut;

pub(crate) use groups::shown;
pub use groups::{Groups, Noted};

/// A column that a sheet has or may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// Its name in the line of names.
    pub name: Cow<'static, str>,
    /// What its cells hold.
    pub kind: Kind,
    /// Whether the column must be there and no cell of it may be blank.
    pub required: bool,
    /// Whether no two rows may have the same cell.
    pub unique: bool,
    /// The column that has to be blank in a row for this one to be filled in there, of a column that must be.
    pub unless: Option<Cow<'static, str>>,
}

impl Column {
    /// A column that must be there and be filled in every row.
    ///
    /// ```
    /// use tidui::scenario::{Column, Kind};
    /// assert!(Column::required("id", Kind::Id).unique().unique);
    /// ```
    pub fn required(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { name: name.into(), kind, required: true, unique: false, unless: None }
    }

    /// A column that may be left out, and whose cells may be blank.
    pub fn optional(name: impl Into<Cow<'static, str>>, kind: Kind) -> Self {
        Self { required: false, ..Self::required(name, kind) }
    }

    /// The same, blank where another column is filled in.
    #[must_use]
    pub fn unless(mut self, other: impl Into<Cow<'static, str>>) -> Self {
        self.unless = Some(other.into());
        self
    }

    /// The same, with no cell given twice.
    #[must_use]
    pub fn unique(mut self) -> Self {
        self.unique = true;
        self
    }
}

/// What the cells of a column hold.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Kind {
    /// Any text.
    Text,
    /// An id: lower-case letters, digits and hyphens.
    Id,
    /// A whole number.
    Whole {
        /// The least that is allowed.
        min: i64,
        /// The most that is allowed.
        max: i64,
    },
    /// A number.
    Number {
        /// The least that is allowed.
        min: f64,
        /// The most that is allowed.
        max: f64,
    },
    /// Numbers with semicolons between them.
    Numbers {
        /// The least that is allowed.
        min: f64,
        /// The most that is allowed.
        max: f64,
    },
    /// `yes` or `no`.
    Flag,
    /// A month such as 2021-05.
    Month {
        /// Where a month of a year of two digits lies; without it such a year is refused.
        between: Option<(Month, Month)>,
    },
    /// A month of a column of which more is known.
    Dated(Dating),
    /// `f` or `m`.
    Sex,
    /// Ids with semicolons between them.
    List,
    /// The same, each perhaps with a colon and a month or another id behind it.
    Noted,
}

/// The sex of a person in a sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sex {
    /// Written `f`.
    Female,
    /// Written `m`.
    Male,
}

/// What one cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Blank,
    /// A cell of [`Kind::Text`] or [`Kind::Id`].
    Text(String),
    /// A cell of [`Kind::Whole`].
    Whole(i64),
    /// A cell of [`Kind::Number`].
    Number(f64),
    /// A cell of [`Kind::Numbers`].
    Numbers(Vec<f64>),
    /// A cell of [`Kind::Flag`].
    Flag(bool),
    /// A cell of [`Kind::Month`].
    Month(Month),
    /// A cell of [`Kind::Sex`].
    Sex(Sex),
    /// A cell of [`Kind::List`] or [`Kind::Noted`].
    List(Vec<String>),
}

/// One row of a sheet. Cells are asked for by the names of their columns; what is blank, of another kind or in no column
/// that was asked for is `None`.
#[derive(Clone, Debug)]
pub struct Row {
    cells: Vec<Cell>,
    index: usize,
    table: Arc<Found>,
}

/// A table, and where in it each column that was asked for is, if it has it.
#[derive(Debug)]
struct Found {
    grid: Arc<Grid>,
    columns: Vec<(Cow<'static, str>, Option<usize>)>,
}

impl Row {
    /// What the cell in a column holds.
    #[must_use]
    pub fn cell(&self, column: &str) -> Option<&Cell> {
        let position = self.table.columns.iter().position(|(name, _)| name == column)?;
        self.cells.get(position)
    }

    /// Which row of the table it is, from 0, blank rows left out.
    #[must_use]
    pub const fn index(&self) -> usize {
        self.index
    }

    /// The number of the row as spreadsheets count, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.table.grid.number(self.index)
    }

    /// What stands in the cell of a column, as it was written.
    #[must_use]
    pub fn written(&self, column: &str) -> &str {
        let found = self.table.columns.iter().find(|(name, _)| name == column);
        found.and_then(|(_, place)| *place).map_or("", |place| self.table.grid.cell(self.index, place))
    }

    /// The text or id in a column.
    #[must_use]
    pub fn text(&self, column: &str) -> Option<&str> {
        if let Some(Cell::Text(text)) = self.cell(column) { Some(text) } else { None }
    }

    /// The whole number in a column.
    #[must_use]
    pub fn whole(&self, column: &str) -> Option<i64> {
        if let Some(Cell::Whole(whole)) = self.cell(column) { Some(*whole) } else { None }
    }

    /// The number in a column.
    #[must_use]
    pub fn number(&self, column: &str) -> Option<f64> {
        if let Some(Cell::Number(number)) = self.cell(column) { Some(*number) } else { None }
    }

    /// The numbers in a column, none if it is blank.
    #[must_use]
    pub fn numbers(&self, column: &str) -> &[f64] {
        if let Some(Cell::Numbers(numbers)) = self.cell(column) { numbers } else { &[] }
    }

    /// The yes or no in a column.
    #[must_use]
    pub fn flag(&self, column: &str) -> Option<bool> {
        if let Some(Cell::Flag(flag)) = self.cell(column) { Some(*flag) } else { None }
    }

    /// The month in a column.
    #[must_use]
    pub fn month(&self, column: &str) -> Option<Month> {
        if let Some(Cell::Month(month)) = self.cell(column) { Some(*month) } else { None }
    }

    /// The sex in a column.
    #[must_use]
    pub fn sex(&self, column: &str) -> Option<Sex> {
        if let Some(Cell::Sex(sex)) = self.cell(column) { Some(*sex) } else { None }
    }

    /// The ids in a column, none if it is blank.
    #[must_use]
    pub fn list(&self, column: &str) -> &[String] {
        if let Some(Cell::List(list)) = self.cell(column) { list } else { &[] }
    }

    /// Where the cell in a column starts; for a column that the sheet leaves out, where the row does.
    #[must_use]
    pub fn location(&self, column: &str) -> Option<Location> {
        let (_, found) = self.table.columns.iter().find(|(name, _)| name == column)?;
        Some(self.table.grid.place(self.index, found.unwrap_or_default()))
    }

    /// Adds a problem of the cell in a column; see [`Groups::add`].
    pub fn report(
        &self,
        groups: &mut Groups,
        column: &str,
        kind: Noted<'_>,
        shown: Option<&str>,
        problem: impl FnOnce() -> Diagnostic,
    ) {
        let found = self.table.columns.iter().find(|(name, _)| name == column);
        let place = found.and_then(|(_, place)| *place).unwrap_or_default();
        groups.add(&self.table.grid, (self.index, place), kind, shown, problem);
    }
}

/// Whether to go on: asked every few thousand rows, so that whoever asks to end while a long table is read is heeded. What was
/// read of a table until then is not whole, and is for nobody.
#[derive(Clone, Copy)]
pub struct Heed<'a>(pub &'a (dyn Fn() -> bool + Sync));

impl Heed<'_> {
    /// Rows between two looks.
    const EVERY: usize = 2_000;

    /// Whether to read the row at a place.
    #[must_use]
    pub fn goes_on(self, row: usize) -> bool {
        !row.is_multiple_of(Self::EVERY) || (self.0)()
    }
}

impl Default for Heed<'_> {
    fn default() -> Self {
        Self(&|| true)
    }
}

impl std::fmt::Debug for Heed<'_> {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("Heed")
    }
}

/// A sheet whose every cell is what its column says.
#[derive(Clone, Debug, Default)]
pub struct Sheet {
    /// The rows in file order, without the line of names.
    pub rows: Vec<Row>,
    /// What is worth knowing of how they were read.
    pub warnings: Diagnostics,
}

/// Reads a table as its columns say, as people and spreadsheets write it.
///
/// The names of the columns may stand below a title, in any order and case; rows and columns of nothing are passed over, and
/// totals and notes below the table are left out and said. Months are read in [every form that has one
/// reading](crate::words::read_month), numbers [with separators and units](crate::words::Number), yes and no, female and
/// male in Chinese too. Problems of cells are [grouped](Groups) by column and kind; what may be the number of a person is
/// never quoted, and of a table that has none of the columns nothing is.
///
/// ```
/// use tidui::scenario::{Column, Grid, Kind, read_sheet};
/// use tidui::words::Language;
/// let columns = [Column::required("id", Kind::Id).unique(), Column::optional("age", Kind::Whole { min: 18, max: 70 })];
/// let read = |text: &str| read_sheet(Grid::of_text("staff.csv", text.to_owned(), ','), &columns);
/// let sheet = read("Our staff,\nID,age\nli-na,４１\nwang,\n,\n").unwrap();
/// assert_eq!(sheet.rows[0].whole("age"), Some(41));
/// assert_eq!(sheet.rows[1].whole("age"), None);
/// assert_eq!(
///     read("id,age\nli-na,forty").unwrap_err().render(Language::English),
///     "staff.csv:2:7: error[wrong-type]: `age` must be a whole number, not `forty`"
/// );
/// ```
///
/// # Errors
///
/// Everything found wrong: the file, the columns, the number of cells in each row, and every cell.
pub fn read_sheet(grid: Grid, columns: &[Column]) -> Result<Sheet, Diagnostics> {
    read_sheet_heeding(grid, columns, Heed::default())
}

/// The same as [`read_sheet`], of a table that may be long.
///
/// # Errors
///
/// As of [`read_sheet`].
pub fn read_sheet_heeding(grid: Grid, columns: &[Column], heed: Heed<'_>) -> Result<Sheet, Diagnostics> {
    let grid = Arc::new(grid);
    let mut problems = grid.problems().clone();
    let Some(header) = header::find(&grid, columns, &mut problems) else { return Err(problems) };
    let (rows, groups, left_out) = below(&grid, &header, columns, true, heed);
    problems.list.extend(groups.told().list);
    problems.list.extend(left_out.told(&grid, &header, columns));
    if problems.has_errors() {
        return Err(problems);
    }
    Ok(Sheet { rows, warnings: problems })
}

/// The rows of a table of which somebody else knows where its columns are, and all that is wrong with their cells: what
/// [`read_sheet`] reads, with columns of no interest passed over, and no row left out for a problem in it.
#[derive(Debug)]
pub struct Rows {
    /// The rows in file order; cells that could not be read are blank.
    pub rows: Vec<Row>,
    /// What is wrong with cells.
    pub groups: Groups,
    /// What is worth knowing of how they were read: totals and notes that were left out.
    pub notes: Diagnostics,
}

/// Reads what stands below the row `names` of a table. Each column is found at its place, counted from 0.
#[must_use]
pub fn read_rows(
    grid: &Arc<Grid>,
    names: usize,
    columns: &[Column],
    places: Vec<Option<usize>>,
    heed: Heed<'_>,
) -> Rows {
    let width = (0..grid.rows()).filter_map(|row| grid.filled(row).last()).map(|(column, _)| column + 1).max();
    let header = header::Header { row: names, width: width.unwrap_or_default(), columns: places };
    let (rows, groups, left_out) = below(grid, &header, columns, false, heed);
    let notes = left_out.told(grid, &header, columns);
    Rows { rows, groups, notes: notes.into() }
}

/// The rows below the names. Where the table must be no more than its columns (`strict`), cells below no name are told.
fn below(
    grid: &Arc<Grid>,
    header: &header::Header,
    columns: &[Column],
    strict: bool,
    heed: Heed<'_>,
) -> (Vec<Row>, Groups, LeftOut) {
    let places = columns.iter().map(|column| column.name.clone()).zip(header.columns.iter().copied());
    let table = Arc::new(Found { grid: Arc::clone(grid), columns: places.collect() });
    let mut groups = Groups::new();
    let mut left_out = LeftOut::default();
    let mut rows = Vec::new();
    let mut seen: Vec<BTreeMap<String, usize>> = vec![BTreeMap::new(); columns.len()];
    for row in (header.row + 1..grid.rows()).take_while(|row| heed.goes_on(*row)) {
        let mut reading = Reading { cells: Vec::with_capacity(columns.len()), wrong: Vec::new(), serials: Vec::new() };
        for (index, (column, place)) in columns.iter().zip(&header.columns).enumerate() {
            let text = place.map_or("", |place| grid.cell(row, place));
            if place.is_none() && column.required {
                // That the column is missing is told once, not for every row.
                reading.cells.push(Cell::Blank);
                continue;
            }
            if text.is_empty() && header.excuses(grid, row, columns, column) {
                reading.cells.push(Cell::Blank);
                continue;
            }
            match cell::read(text, column) {
                Ok((cell, serial)) => {
                    reading.serials.extend(serial.then_some(index));
                    reading.cells.push(cell);
                }
                Err(wrong) => {
                    reading.wrong.push((index, wrong));
                    reading.cells.push(Cell::Blank);
                }
            }
        }
        // Of a table with columns of no interest, a total may lie below a column that must be filled in.
        let filled = header.columns.iter().flatten().filter(|place| !grid.cell(row, **place).is_empty()).count();
        let lacks = reading.lacks_required(columns) || !strict && filled * 2 <= columns.len();
        if left_out.takes(grid, row, header, lacks) {
            continue;
        }
        let astray = grid.width(row) != grid.width(header.row);
        let beyond = grid.filled(row).any(|(column, _)| column >= header.width);
        if astray && (beyond || !reading.wrong.is_empty()) {
            // A cell too many or too few moves all that stand behind it: that is one mistake.
            groups.add(grid, (row, 0), Noted::Alike("wrong-cell-count"), None, || {
                wrong_cell_count(grid, row, header.row)
            });
            continue;
        }
        if strict {
            nameless(grid, row, header, &mut groups);
        }
        for (index, wrong) in reading.wrong {
            let (Some(column), Some(Some(place))) = (columns.get(index), header.columns.get(index)) else { continue };
            let text = cell::quoted(grid.cell(row, *place), column).filter(|text| !text.is_empty());
            groups.add(grid, (row, *place), Noted::Alike(wrong.kind), text, || wrong.told(&column.name, text));
        }
        for index in reading.serials {
            left_out.serial(index, row);
        }
        for (index, (column, seen)) in columns.iter().zip(&mut seen).enumerate() {
            let place = header.columns.get(index).copied().flatten();
            if let (true, Some(place)) = (column.unique && reading.cells.get(index) != Some(&Cell::Blank), place) {
                check_unique(grid, (row, place), column, seen, &mut groups);
            }
        }
        rows.push(Row { cells: reading.cells, index: row, table: Arc::clone(&table) });
    }
    (rows, groups, left_out)
}

/// What the cells of one row hold, and what is wrong with them, by the index of the column.
struct Reading {
    cells: Vec<Cell>,
    wrong: Vec<(usize, Box<cell::Wrong>)>,
    serials: Vec<usize>,
}

impl Reading {
    /// Whether a cell that must be filled in is not, or cannot be read.
    fn lacks_required(&self, columns: &[Column]) -> bool {
        self.wrong.iter().any(|(index, _)| columns.get(*index).is_some_and(|column| column.required))
    }
}

fn check_unique(
    grid: &Grid,
    (row, place): (usize, usize),
    column: &Column,
    seen: &mut BTreeMap<String, usize>,
    groups: &mut Groups,
) {
    let text = grid.cell(row, place);
    let Some(first) = seen.get(text) else {
        seen.insert(text.to_owned(), row);
        return;
    };
    let (name, shown) = (&column.name, cell::quoted(text, column));
    groups.add(grid, (row, place), Noted::Alike("duplicate-cell"), shown, || {
        let first = grid.name(*first, place);
        Diagnostic::error(
            "duplicate-cell",
            match shown {
                Some(text) => text!("duplicate-cell", name, text, first),
                None => text!("duplicate-cell-private", name, first),
            },
        )
    });
}

fn wrong_cell_count(grid: &Grid, row: usize, header: usize) -> Diagnostic {
    let (has, should) = (grid.width(row).unwrap_or_default(), grid.width(header).unwrap_or_default());
    let hint = if has > should { text!("hint-too-many-cells") } else { text!("hint-too-few-cells") };
    Diagnostic::error("wrong-cell-count", text!("wrong-cell-count", has, should)).hint(hint)
}

/// Reports cells below no name.
fn nameless(grid: &Grid, row: usize, header: &header::Header, groups: &mut Groups) {
    for (column, _) in grid.filled(row).filter(|(column, _)| header.nameless(grid, *column)) {
        groups.add(grid, (row, column), Noted::Alike("nameless-column"), None, || {
            Diagnostic::error("nameless-column", text!("nameless-column")).hint(text!("hint-nameless-column"))
        });
    }
}
