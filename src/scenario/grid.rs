//! A table as it was found: rows of cells of text, each with its place, before anybody says what they mean.

use std::collections::BTreeMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use crate::words::{Diagnostic, Diagnostics, Location, cell_name, text};

/// Bytes of text that a table may hold: one text of a workbook may stand in any number of cells.
const MOST_TEXT: usize = 256 << 20;

/// A table as it was found: rows of cells of text. Rows and cells of nothing are not kept, but counted.
///
/// ```
/// use tidui::scenario::Grid;
/// let grid = Grid::of_text("staff.csv", "id,age\n\nli-na,41\n".to_owned(), ',');
/// assert_eq!((grid.rows(), grid.cell(1, 0), grid.cell(1, 7)), (2, "li-na", ""));
/// assert_eq!((grid.place(1, 1).to_string(), grid.name(1, 1)), ("staff.csv:3:7".to_owned(), "B3".to_owned()));
/// ```
#[derive(Clone)]
pub struct Grid {
    file: Arc<str>,
    /// What the cells hold, one behind the other.
    text: String,
    cells: Vec<Cell>,
    rows: Vec<Row>,
    source: Source,
    /// What was wrong with the file, and what is worth knowing of how it was read.
    problems: Diagnostics,
    /// Columns up to the farthest that has anything in it.
    width: usize,
    /// Whether something was too large to be read to its end.
    full: bool,
}

/// Where the cells come from.
#[derive(Clone, Debug)]
enum Source {
    /// A text with separators; whether the engine alone would find the same cells in the same text.
    Text { text: Arc<str>, separator: char, plain: bool },
    /// A sheet of a spreadsheet.
    Sheet,
}

#[derive(Clone, Copy, Debug)]
struct Cell {
    column: u32,
    start: u32,
    end: u32,
}

#[derive(Clone, Copy, Debug)]
struct Row {
    /// The row as spreadsheets count, from 0.
    number: u32,
    /// Cells that it was written with, blank ones too; none if that says nothing.
    width: Option<u32>,
    /// Its first cell among all.
    first: u32,
    /// Where it starts in the text: byte and line.
    at: u32,
    line: u32,
}

impl Grid {
    /// Cells that a row may have: what a sheet of any spreadsheet has.
    pub const MOST_COLUMNS: usize = 16_384;
    /// Rows that are not blank which a table may have: what a sheet of any spreadsheet has.
    pub const MOST_ROWS: usize = 1_048_576;
    /// Cells which a table may have; of a sheet, those count that stand between others.
    pub const MOST_CELLS: usize = 20_000_000;

    /// An empty table that is found in a sheet of a spreadsheet: cells are [added](Self::add).
    #[must_use]
    pub fn of_sheet(file: &str) -> Self {
        Self::new(file, Source::Sheet)
    }

    /// The table in a text with separators between cells. Double quotes stand around cells that hold the separator, a quote
    /// or a line end; a byte order mark and any kind of line end are accepted; spaces around cells are dropped.
    ///
    /// The text is scanned here rather than by the `csv` crate, which tells neither where in a line a cell starts nor that a
    /// quote is never closed.
    #[must_use]
    pub fn of_text(file: &str, text: String, separator: char) -> Self {
        Self::of_decoded(file, text, separator, separator == ',')
    }

    /// The same of a text that stood in the file in other bytes.
    #[must_use]
    pub fn of_decoded(file: &str, text: String, separator: char, plain: bool) -> Self {
        let text: Arc<str> = text.into();
        let mut grid = Self::new(file, Source::Text { text: Arc::clone(&text), separator, plain });
        grid.scan(&text, separator);
        grid
    }

    fn new(file: &str, source: Source) -> Self {
        Self {
            file: Arc::from(file),
            text: String::new(),
            cells: Vec::new(),
            rows: Vec::new(),
            source,
            problems: Diagnostics::new(),
            width: 0,
            full: false,
        }
    }

    /// Adds a cell of a spreadsheet, its row and column counted from 0; cells come in the order of rows, and of columns
    /// within a row. Returns whether there was room.
    pub fn add(&mut self, row: u32, column: u32, text: &str) -> bool {
        let text = trimmed(text);
        if text.is_empty() {
            return true;
        }
        if self.rows.last().is_none_or(|last| last.number != row) {
            self.begin(Row { number: row, width: None, first: 0, at: 0, line: 0 });
        }
        self.push(column as usize, text)
    }

    /// What was wrong with the file, and what is worth knowing of how it was read.
    #[must_use]
    pub const fn problems(&self) -> &Diagnostics {
        &self.problems
    }

    /// Adds what is worth knowing of how the file was read, or what was wrong with it.
    pub fn report(&mut self, problem: Diagnostic) {
        self.problems.push(problem);
    }

    /// The file, with the sheet where there is one, as places are told.
    #[must_use]
    pub fn file(&self) -> &str {
        &self.file
    }

    /// How many rows are not blank.
    #[must_use]
    pub const fn rows(&self) -> usize {
        self.rows.len()
    }

    /// Cells of a row that are not blank: columns, from 0, and texts.
    pub fn filled(&self, row: usize) -> impl Iterator<Item = (usize, &str)> + Clone {
        let cells = self.cells.get(self.range(row)).unwrap_or_default();
        cells.iter().map(|cell| (cell.column as usize, self.slice(*cell)))
    }

    /// The text of a cell, blank or not there if it is empty; row and column from 0, blank rows left out.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        let cells = self.cells.get(self.range(row)).unwrap_or_default();
        let found = cells.binary_search_by_key(&column, |cell| cell.column as usize).ok();
        found.and_then(|index| cells.get(index)).map_or("", |cell| self.slice(*cell))
    }

    /// Columns up to the farthest that has anything in it.
    #[must_use]
    pub const fn columns(&self) -> usize {
        self.width
    }

    /// How many cells a row was written with, where that says something.
    #[must_use]
    pub fn width(&self, row: usize) -> Option<usize> {
        self.rows.get(row)?.width.map(|width| width as usize)
    }

    /// What spreadsheets call a cell: `E14`.
    #[must_use]
    pub fn name(&self, row: usize, column: usize) -> String {
        cell_name(self.number(row), column + 1)
    }

    /// The number of a row as spreadsheets count, from 1.
    #[must_use]
    pub fn number(&self, row: usize) -> usize {
        self.rows.get(row).map_or(0, |row| row.number as usize + 1)
    }

    /// Where a cell starts; of one that is not there, where its row does.
    #[must_use]
    pub fn place(&self, row: usize, column: usize) -> Location {
        let Some(found) = self.rows.get(row) else { return Location::text(Arc::clone(&self.file), 1, 1) };
        match &self.source {
            Source::Sheet => Location::cell(Arc::clone(&self.file), self.number(row), column + 1),
            Source::Text { text, separator, .. } => {
                let mut scanner = Scanner::at(text, *separator, found.at as usize, found.line as usize);
                let start = (scanner.line, scanner.column);
                // Places are asked for where something is wrong: the row is read again instead of keeping them all.
                let (line, column) = scanner.start_of(column).unwrap_or(start);
                Location::text(Arc::clone(&self.file), line, column)
            }
        }
    }

    /// Whether the file itself can be kept, because the engine alone reads the same from it.
    #[must_use]
    pub const fn is_plain(&self) -> bool {
        matches!(self.source, Source::Text { plain: true, .. })
    }

    /// The text to keep of this table: the file's own if the engine alone reads the same from it, else the same rows and
    /// cells as comma-separated values.
    #[must_use]
    pub fn kept(&self) -> String {
        match &self.source {
            Source::Text { text, plain: true, .. } => text.to_string(),
            _ => self.to_csv(),
        }
    }

    /// All rows and cells as comma-separated values, each in the row and column where it was found.
    ///
    /// ```
    /// use tidui::scenario::Grid;
    /// let mut grid = Grid::of_sheet("staff.xlsx!Staff");
    /// assert!(grid.add(0, 0, "id") && grid.add(2, 1, "say \"yes\", twice"));
    /// assert_eq!(grid.to_csv(), "id,\n\n,\"say \"\"yes\"\", twice\"\n");
    /// ```
    #[must_use]
    pub fn to_csv(&self) -> String {
        let width = self.width.saturating_sub(1) as u32;
        let mut csv = String::with_capacity(self.text.len() + self.cells.len() + self.rows.len());
        let mut line = 0;
        for (index, row) in self.rows.iter().enumerate() {
            csv.extend((line..row.number).map(|_| '\n'));
            line = row.number + 1;
            let mut column = 0;
            for cell in self.cells.get(self.range(index)).unwrap_or_default() {
                csv.extend((column..cell.column).map(|_| ','));
                column = cell.column;
                let text = self.slice(*cell);
                if text.contains([',', '"', '\n', '\r']) {
                    csv.push('"');
                    csv.push_str(&text.replace('"', "\"\""));
                    csv.push('"');
                } else {
                    csv.push_str(text);
                }
            }
            // A row keeps the length it had: whether it has too many cells is told from that.
            let last = row.width.map_or(width, |width| width.saturating_sub(1));
            csv.extend((column..last).map(|_| ','));
            csv.push('\n');
        }
        csv
    }

    fn range(&self, row: usize) -> Range<usize> {
        let first = |row: usize| self.rows.get(row).map_or(self.cells.len(), |row| row.first as usize);
        first(row)..first(row + 1)
    }

    fn slice(&self, cell: Cell) -> &str {
        self.text.get(cell.start as usize..cell.end as usize).unwrap_or_default()
    }

    fn begin(&mut self, row: Row) {
        self.rows.push(Row { first: self.cells.len() as u32, ..row });
    }

    fn push(&mut self, column: usize, text: &str) -> bool {
        if self.full {
            return false;
        }
        let most = Self::MOST_COLUMNS;
        self.width = self.width.max(column + 1);
        // A stray cell far out makes every row of a sheet as wide as that.
        let between = if matches!(self.source, Source::Sheet) { self.rows.len() * self.width } else { 0 };
        let too_many = if column >= Self::MOST_COLUMNS {
            Some(("row-too-wide", text!("row-too-wide", most)))
        } else if self.rows.len() > Self::MOST_ROWS
            || self.cells.len() >= Self::MOST_CELLS
            || between > Self::MOST_CELLS
        {
            let (rows, cells) = (Self::MOST_ROWS, Self::MOST_CELLS);
            Some(("table-too-large", text!("table-too-large", rows, cells)))
        } else if self.text.len() + text.len() > MOST_TEXT {
            Some(("table-too-large", text!("table-too-large-text", most = MOST_TEXT >> 20)))
        } else {
            None
        };
        if let Some((code, message)) = too_many {
            self.full = true;
            let place = self.place(self.rows.len().saturating_sub(1), 0);
            self.problems.push(Diagnostic::error(code, message).at(Some(place)));
            return false;
        }
        let start = self.text.len() as u32;
        self.text.push_str(text);
        self.cells.push(Cell { column: column as u32, start, end: self.text.len() as u32 });
        true
    }

    /// Splits the text into rows of cells.
    fn scan(&mut self, text: &str, separator: char) {
        let mut scanner = Scanner::at(text, separator, 0, 1);
        let mut faults = Faults::default();
        let mut number = 0;
        let mut field = String::new();
        while !scanner.rest.is_empty() {
            let row = Row {
                number,
                width: None,
                first: 0,
                at: (text.len() - scanner.rest.len()) as u32,
                line: scanner.line as u32,
            };
            let mut begun = false;
            let mut column = 0;
            loop {
                let (start, fault) = scanner.field(&mut field);
                let text = trimmed(&field);
                if let Some(fault) = fault {
                    faults.add(fault, Location::text(Arc::clone(&self.file), start.0, start.1));
                }
                // Cells of nothing count too: a row of them without end is no table.
                if !text.is_empty() || column >= Self::MOST_COLUMNS {
                    if !begun {
                        self.begin(row);
                        begun = true;
                    }
                    if !self.push(column, text) {
                        return;
                    }
                }
                column += 1;
                if !scanner.goes_on() {
                    break;
                }
            }
            if begun && let Some(last) = self.rows.last_mut() {
                last.width = Some(column as u32);
            }
            number += 1;
        }
        self.problems.list.extend(faults.told());
    }
}

impl fmt::Debug for Grid {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not what the cells hold: they are of people.
        let counts = (self.rows.len(), self.cells.len());
        formatter
            .debug_struct("Grid")
            .field("file", &self.file)
            .field("rows and cells", &counts)
            .finish_non_exhaustive()
    }
}

/// A text without the spaces and marks around it that cannot be seen.
fn trimmed(text: &str) -> &str {
    text.trim_matches(|letter: char| letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\0'))
}

/// What can be wrong with quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    NeverClosed,
    MoreBehind,
}

/// Faults of quotes: the first place of each, and how many there are.
#[derive(Default)]
struct Faults(BTreeMap<Fault, (Location, usize)>);

impl Faults {
    fn add(&mut self, fault: Fault, place: Location) {
        self.0.entry(fault).or_insert((place, 0)).1 += 1;
    }

    fn told(self) -> impl Iterator<Item = Diagnostic> {
        self.0.into_iter().map(|(fault, (place, count))| {
            let what = match fault {
                Fault::NeverClosed => text!("syntax-cell-not-closed"),
                Fault::MoreBehind => {
                    text!("syntax-after-quote")
                }
            };
            let message = if count == 1 { what } else { text!("with-cells", what, count) };
            let mut problem = Diagnostic::error("syntax", message).at(Some(place));
            problem.count = count;
            match fault {
                Fault::NeverClosed => problem,
                Fault::MoreBehind => problem.hint(text!("hint-double-quote")),
            }
        })
    }
}

/// Goes through a text cell by cell.
struct Scanner<'t> {
    rest: &'t str,
    separator: char,
    line: usize,
    column: usize,
}

impl<'t> Scanner<'t> {
    /// From a byte of the text, which starts a line.
    fn at(text: &'t str, separator: char, byte: usize, line: usize) -> Self {
        let rest = text.get(byte..).unwrap_or_default();
        Self { rest: rest.strip_prefix('\u{feff}').unwrap_or(rest), separator, line, column: 1 }
    }

    fn peek(&self) -> Option<char> {
        self.rest.chars().next()
    }

    fn step(&mut self) -> Option<char> {
        let mut letters = self.rest.chars();
        let letter = letters.next()?;
        self.rest = letters.as_str();
        if letter == '\n' {
            self.line += 1;
            self.column = 1;
        } else {
            self.column += 1;
        }
        Some(letter)
    }

    fn ends(&self, next: Option<char>) -> bool {
        next.is_none_or(|letter| letter == self.separator || letter == '\n' || letter == '\r')
    }

    /// Reads up to, not over, the separator or line end after the cell; returns where it starts and what is wrong with it.
    fn field(&mut self, into: &mut String) -> ((usize, usize), Option<Fault>) {
        into.clear();
        while self.peek().is_some_and(|letter| matches!(letter, ' ' | '\t') && letter != self.separator) {
            self.step();
        }
        let start = (self.line, self.column);
        let mut fault = None;
        if self.peek() == Some('"') {
            self.step();
            loop {
                match self.step() {
                    Some('"') if self.peek() == Some('"') => {
                        self.step();
                        into.push('"');
                    }
                    Some('"') => break,
                    Some(letter) => into.push(letter),
                    None => {
                        fault = Some(Fault::NeverClosed);
                        break;
                    }
                }
            }
            let more = self.run();
            if fault.is_none() && !more.trim().is_empty() {
                fault = Some(Fault::MoreBehind);
            }
        } else {
            into.push_str(self.run());
        }
        (start, fault)
    }

    /// Goes to the next separator or line end; returns what was passed.
    fn run(&mut self) -> &'t str {
        let whole = self.rest;
        while !self.ends(self.peek()) {
            self.step();
        }
        whole.get(..whole.len() - self.rest.len()).unwrap_or_default()
    }

    /// Goes over what stands after a cell; returns whether the row has another.
    fn goes_on(&mut self) -> bool {
        match self.step() {
            Some('\r') => {
                if self.peek() == Some('\n') {
                    self.step();
                } else {
                    // Alone it ends a line too.
                    self.line += 1;
                    self.column = 1;
                }
                false
            }
            other => other == Some(self.separator),
        }
    }

    /// Line and column at which a cell of the row starts, if the row has as many.
    fn start_of(&mut self, cell: usize) -> Option<(usize, usize)> {
        let mut field = String::new();
        for _ in 0..cell {
            self.field(&mut field);
            if !self.goes_on() {
                return None;
            }
        }
        Some(self.field(&mut field).0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn all(grid: &Grid) -> Vec<(usize, Vec<(usize, String)>)> {
        (0..grid.rows())
            .map(|row| (grid.number(row), grid.filled(row).map(|(column, text)| (column, text.to_owned())).collect()))
            .collect()
    }

    #[test]
    fn what_is_kept_reads_the_same() {
        let pieces =
            ["a", "\"", "\"\"", ",", "\n", "\r\n", "\r", "中", " ", "\t", ";", "x,y", "\u{feff}", "1 2", ",,,,"];
        let mut state = 5_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        for _ in 0..5_000 {
            let text: String = (0..roll(20)).map(|_| pieces[roll(pieces.len())]).collect();
            for separator in [',', ';', '\t'] {
                let grid = Grid::of_decoded("a.csv", text.clone(), separator, false);
                let again = Grid::of_text("a.csv", grid.kept(), ',');
                assert_eq!(all(&grid), all(&again), "{text:?} with {separator:?} as {:?}", grid.kept());
                assert!(again.problems().list.is_empty());
                for row in 0..grid.rows() {
                    assert_eq!(grid.width(row), again.width(row), "{text:?}");
                }
            }
        }
    }

    #[test]
    fn cells_have_places() {
        let grid = Grid::of_text("a.csv", "\u{feff}id, \"two\nlines\",c\r\n\r\n甲,,z".to_owned(), ',');
        let places = |row: usize| (0..4).map(|column| grid.place(row, column).to_string()).collect::<Vec<_>>();
        assert_eq!(places(0), ["a.csv:1:1", "a.csv:1:5", "a.csv:2:8", "a.csv:1:1"]);
        assert_eq!(places(1), ["a.csv:4:1", "a.csv:4:3", "a.csv:4:4", "a.csv:4:1"]);
        assert_eq!((grid.name(1, 2), grid.name(0, 1)), ("C3".to_owned(), "B1".to_owned()));
        let mut sheet = Grid::of_sheet("a.xlsx!表");
        assert!(sheet.add(13, 4, " x ") && sheet.add(13, 5, "  "));
        assert_eq!((sheet.place(0, 4).to_string(), sheet.cell(0, 4)), ("a.xlsx!表!E14".to_owned(), "x"));
        assert_eq!(sheet.filled(0).count(), 1);
    }

    #[test]
    fn a_row_without_end_is_refused_and_not_kept() {
        let grid = Grid::of_text("a.csv", format!("id\n{}", ",".repeat(2_000_000)), ',');
        assert_eq!(
            grid.problems().render(Language::English),
            "a.csv:2:1: error[row-too-wide]: the row has more than 16384 cells"
        );
        assert!(grid.cells.len() < 10);
        let wide = Grid::of_text("a.csv", ",".repeat(Grid::MOST_COLUMNS - 1) + "x", ',');
        assert_eq!((wide.problems().list.len(), wide.cell(0, Grid::MOST_COLUMNS - 1)), (0, "x"));
    }

    /// One cell in the last corner of a sheet made a text of 17 GB.
    #[test]
    fn a_stray_cell_far_out_costs_little_or_is_refused() {
        let mut sheet = Grid::of_sheet("a.xlsx!表");
        let far = (Grid::MOST_ROWS as u32 - 1, Grid::MOST_COLUMNS as u32 - 1);
        assert!(sheet.add(0, 0, "id") && sheet.add(1, 0, "li-na") && sheet.add(far.0, far.1, "x"));
        let kept = sheet.kept();
        assert!(kept.len() < 2 * Grid::MOST_ROWS, "{}", kept.len());
        let again = Grid::of_text("a.csv", kept, ',');
        assert_eq!(all(&again), all(&sheet));
        let mut rows = Grid::of_sheet("b.xlsx!表");
        assert!((0..20_000).all(|row| rows.add(row, 0, "t")));
        assert!(!rows.add(20_000, far.1, "x"));
        assert!(rows.problems().render(Language::English).contains("error[table-too-large]"));
    }

    #[test]
    fn faults_of_quotes_are_told_once() {
        let grid = Grid::of_text("a.csv", "id\n\"a\" b\n\"c\" d\n\"e".to_owned(), ',');
        assert_eq!(
            grid.problems().render(Language::English),
            "a.csv:4:1: error[syntax]: the cell is not closed: its double quote is missing\n\
             a.csv:2:1: error[syntax]: there is something more in the cell after its closing quote (2 cells)\n    \
             hint: write a double quote itself twice: \"\""
        );
    }
}
