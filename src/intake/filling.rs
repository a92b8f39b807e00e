//! The cells of a sheet, row by row, become a grid; and what a cell of any workbook is written as.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::scenario::Grid;
use crate::words::{Diagnostic, text};

/// A number with all its digits; one with more than a spreadsheet keeps as it shows it, `3.4E+17`.
pub(super) fn number_written(number: f64) -> String {
    if number.abs() < 1e15 {
        return number.to_string();
    }
    let text = format!("{number:E}");
    if text.contains("E-") { text } else { text.replace('E', "E+") }
}

/// The cells that are merged over several rows: the last row, by row and column of the first.
pub(super) type Merged = BTreeMap<(u32, u32), u32>;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fault {
    NotCalculated,
    Error,
}

/// Bytes of text that the cells of a row may have: one text of a workbook may stand in all of them.
const MOST_OF_ROW: usize = 16 << 20;

/// Fills a grid row by row. A cell that is merged over several rows holds for each of them that has anything else in it.
pub(super) struct Filling {
    grid: Grid,
    merged: Merged,
    row: u32,
    /// Cells of the row by column, with where their texts stand in `text`.
    cells: Vec<(u32, Range<usize>)>,
    text: String,
    /// Cells that reach down: the last row and what they hold, by column.
    reaching: BTreeMap<u32, (u32, String)>,
    spread: usize,
    faults: BTreeMap<Fault, ((u32, u32), usize)>,
    /// Whether the grid takes no more.
    full: bool,
}

impl Filling {
    pub(super) fn new(grid: Grid, merged: Merged) -> Self {
        Self {
            grid,
            merged,
            row: 0,
            cells: Vec::new(),
            text: String::new(),
            reaching: BTreeMap::new(),
            spread: 0,
            faults: BTreeMap::new(),
            full: false,
        }
    }

    /// Whether nothing more can be added.
    pub(super) const fn is_full(&self) -> bool {
        self.full
    }

    /// What a cell of the row holds; returns whether the row has room for it.
    pub(super) fn cell(&mut self, column: u32, text: &str) -> bool {
        let start = self.text.len();
        if start + text.len() > MOST_OF_ROW {
            return false;
        }
        self.text.push_str(text);
        self.cells.push((column, start..self.text.len()));
        true
    }

    /// That a cell is merged down to the row `last`.
    pub(super) fn merge(&mut self, row: u32, column: u32, last: u32) {
        self.merged.insert((row, column), last);
    }

    /// Goes on to a row; returns whether it comes behind, as it must.
    pub(super) fn goes_to(&mut self, row: u32) -> bool {
        if row > self.row {
            self.end_row();
            self.row = row;
        }
        row == self.row
    }

    /// That a cell has a fault; there is always room for that.
    pub(super) fn fault(&mut self, fault: Fault, row: u32, column: u32) -> bool {
        self.faults.entry(fault).or_insert(((row, column), 0)).1 += 1;
        true
    }

    fn end_row(&mut self) {
        let row = self.row;
        let (mut cells, text) = (std::mem::take(&mut self.cells), std::mem::take(&mut self.text));
        self.reaching.retain(|_, (last, _)| *last >= row);
        if !cells.is_empty() && !self.full {
            if !cells.is_sorted_by(|one, next| one.0 < next.0) {
                // Of two that are said to be one the last counts.
                cells.reverse();
                cells.sort_by_key(|(column, _)| *column);
                cells.dedup_by_key(|(column, _)| *column);
            }
            if self.merged.is_empty() && self.reaching.is_empty() {
                for (column, range) in &cells {
                    self.full |= !self.grid.add(row, *column, text.get(range.clone()).unwrap_or_default());
                }
            } else {
                self.end_merged(&cells, &text);
            }
        }
        // Their room is used again.
        (self.cells, self.text) = (cells, text);
        self.cells.clear();
        self.text.clear();
    }

    /// Ends a row into which cells of rows above may reach.
    fn end_merged(&mut self, cells: &[(u32, Range<usize>)], text: &str) {
        let row = self.row;
        let mut all = BTreeMap::new();
        for (column, range) in cells {
            let text = text.get(range.clone()).unwrap_or_default();
            if let Some(last) = self.merged.get(&(row, *column)) {
                self.reaching.insert(*column, (*last, text.to_owned()));
            }
            all.insert(*column, text);
        }
        for (column, (_, text)) in &self.reaching {
            all.entry(*column).or_insert_with(|| {
                self.spread += 1;
                text
            });
        }
        for (column, text) in all {
            if !self.grid.add(row, column, text) {
                self.full = true;
                return;
            }
        }
    }

    pub(super) fn finish(mut self) -> Grid {
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
