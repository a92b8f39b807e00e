//! Where the names of the columns stand.

use std::borrow::Cow;

use super::Column;
use super::cell::half_width;
use crate::scenario::Grid;
use crate::scenario::overlay::{listed, perhaps};
use crate::words::{Diagnostic, Diagnostics, Text, nearest, text};

/// Rows in which the names of the columns are looked for.
const SEARCHED: usize = 50;
/// Columns that have no counterpart which are named.
const NAMED: usize = 10;

/// The row of names.
#[derive(Debug)]
pub(super) struct Header {
    /// Which row of the table it is.
    pub(super) row: usize,
    /// How many cells it reaches over.
    pub(super) width: usize,
    /// Where each column asked for is.
    pub(super) columns: Vec<Option<usize>>,
}

impl Header {
    /// Whether a cell of a column may be blank in a row for what stands in another.
    pub(super) fn excuses(&self, grid: &Grid, row: usize, columns: &[Column], column: &Column) -> bool {
        let Some(other) = &column.unless else { return false };
        let place = columns.iter().zip(&self.columns).find(|(one, _)| one.name == *other).and_then(|(_, place)| *place);
        place.is_some_and(|place| !grid.cell(row, place).is_empty())
    }

    /// Whether nothing stands above a cell in this row.
    pub(super) fn nameless(&self, grid: &Grid, column: usize) -> bool {
        grid.cell(self.row, column).is_empty()
    }
}

/// A name as it is compared: in any case and width, without spaces and line ends in it.
fn plain(name: &str) -> String {
    half_width(name).to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Finds the row of names: among the first rows the one with most of them.
pub(super) fn find(grid: &Grid, columns: &[Column], problems: &mut Diagnostics) -> Option<Header> {
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let known = |row: usize| {
        let given: Vec<String> = grid.filled(row).map(|(_, text)| plain(text)).collect();
        names.iter().filter(|name| given.iter().any(|given| given == *name)).count()
    };
    let mut best = (0, 0);
    for row in 0..grid.rows().min(SEARCHED) {
        let count = known(row);
        if count > best.0 {
            best = (count, row);
        }
    }
    if grid.rows() == 0 {
        // A row that was too much to be read is no empty table.
        if !grid.problems().has_errors() {
            let message = text!("empty-sheet-no-names");
            problems.push(Diagnostic::error("empty-sheet", message).at(Some(grid.place(0, 0))));
        }
        return None;
    }
    // One name may stand anywhere by chance: what it stands in is not this table, and nothing of it is told.
    let near = || {
        let given = grid.filled(best.1).map(|(_, text)| plain(text)).filter(|text| !names.contains(&text.as_str()));
        given.filter(|text| nearest(text, names.iter().copied()).is_some()).count()
    };
    if best.0 == 0 || best.0 < columns.len().min(2) && near() == 0 {
        if grid.problems().has_errors() {
            return None;
        }
        let needed: Vec<&str> = columns.iter().filter(|one| one.required).map(|one| &*one.name).collect();
        let message = text!("no-header", searched = SEARCHED);
        problems.push(
            Diagnostic::error("no-header", message)
                .at(Some(grid.place(0, 0)))
                .hint(text!("hint-no-header", names = Text::list(&needed))),
        );
        return None;
    }
    let row = best.1;
    let given: Vec<(usize, String)> = grid.filled(row).map(|(column, text)| (column, plain(text))).collect();
    check(grid, row, &given, columns, problems);
    let place = |name: &&str| given.iter().find(|(_, given)| given == name).map(|(column, _)| *column);
    let width = given.last().map_or(0, |(column, _)| column + 1);
    Some(Header { row, width, columns: names.iter().map(place).collect() })
}

fn check(grid: &Grid, row: usize, given: &[(usize, String)], columns: &[Column], problems: &mut Diagnostics) {
    let names: Vec<&str> = columns.iter().map(|column| &*column.name).collect();
    let free: Vec<&str> = names.iter().copied().filter(|name| given.iter().all(|(_, given)| given != name)).collect();
    let mut others: Vec<(usize, &str)> = Vec::new();
    for (index, (column, text)) in given.iter().enumerate() {
        if !names.contains(&text.as_str()) {
            match nearest(text, free.iter().copied()) {
                Some(near) => {
                    let shown = shortened(text);
                    let message = text!("unknown-column", shown);
                    let problem = Diagnostic::error("unknown-column", message).hint(perhaps(near));
                    problems.push(problem.at(Some(grid.place(row, *column))));
                }
                None => others.push((*column, text)),
            }
        } else if given.iter().position(|(_, other)| other == text) != Some(index) {
            let message = text!("duplicate-column", text);
            problems.push(Diagnostic::error("duplicate-column", message).at(Some(grid.place(row, *column))));
        }
    }
    if let [(first, text), rest @ ..] = others.as_slice() {
        let message = if rest.is_empty() {
            let shown = shortened(text);
            text!("unknown-column", shown)
        } else {
            let shown: Vec<String> =
                others.iter().take(NAMED).map(|(_, text)| format!("`{}`", shortened(text))).collect();
            let more = others.len() - shown.len();
            let names = Text::list(&shown);
            match more {
                0 => text!("unknown-columns", names),
                more => text!("unknown-columns-more", names, more),
            }
        };
        let mut problem = Diagnostic::error("unknown-column", message).at(Some(grid.place(row, *first)));
        problem.count = others.len();
        problems.push(problem.hint(listed(&names)));
    }
    let missing: Vec<&Column> =
        columns.iter().filter(|one| one.required && given.iter().all(|(_, given)| *given != one.name)).collect();
    for column in missing {
        let name = &column.name;
        problems.push(
            Diagnostic::error("missing-column", text!("missing-column", name))
                .at(given.first().map(|(column, _)| grid.place(row, *column))),
        );
    }
}

/// As much of a name as a message has room for.
fn shortened(name: &str) -> Cow<'_, str> {
    const ROOM: usize = 24;
    if name.chars().count() <= ROOM {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(name.chars().take(ROOM).chain(['…']).collect())
    }
}
