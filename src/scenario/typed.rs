//! Sheets of a workbook of which it matters what was typed: a number, or a text that looks like one.

use std::collections::BTreeMap;

use super::Grid;

/// What a cell of a sheet holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// A text.
    Text(String),
    /// A number.
    Number(f64),
    /// A formula that no program has worked out.
    NotCalculated,
    /// A formula that cannot be worked out.
    Failed,
}

/// A sheet, cell by cell.
#[derive(Clone, Debug, Default)]
pub struct TypedSheet {
    /// Its name.
    pub name: String,
    /// What its cells hold, by row and column, both from 0; empty cells are not there.
    pub cells: BTreeMap<(u32, u32), Typed>,
}

impl TypedSheet {
    /// The text of a cell.
    #[must_use]
    pub fn text(&self, row: u32, column: u32) -> Option<&str> {
        if let Some(Typed::Text(text)) = self.cells.get(&(row, column)) { Some(text.trim()) } else { None }
    }

    /// The number of a cell.
    #[must_use]
    pub fn number(&self, row: u32, column: u32) -> Option<f64> {
        if let Some(Typed::Number(number)) = self.cells.get(&(row, column)) { Some(*number) } else { None }
    }

    /// The rows from one on that have anything in them.
    pub fn rows(&self, from: u32) -> impl Iterator<Item = u32> + '_ {
        let mut last = None;
        let rows = self.cells.range((from, 0)..).map(|((row, _), _)| *row);
        rows.filter(move |row| last.replace(*row) != Some(*row))
    }

    /// The sheet from a row on as a table of texts.
    #[must_use]
    pub fn grid(&self, file: &str, from: u32) -> Grid {
        let mut grid = Grid::of_sheet(&format!("{file}!{}", self.name));
        for ((row, column), cell) in self.cells.range((from, 0)..) {
            let text = match cell {
                Typed::Text(text) => text.clone(),
                Typed::Number(number) => number.to_string(),
                // Told by whoever reads the cell.
                Typed::NotCalculated | Typed::Failed => "#VALUE!".to_owned(),
            };
            if !grid.add(*row, *column, &text) {
                break;
            }
        }
        grid
    }
}
