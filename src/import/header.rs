//! Where the names of the columns are, and what each column is called.

use super::vocabulary::{plain, vocabulary};
use crate::scenario::Grid;

/// Rows in which the names of the columns are looked for.
const SEARCHED: usize = 50;

/// The names of the columns of a table.
#[derive(Debug)]
pub(super) struct Header {
    /// The last row that names columns.
    pub(super) row: usize,
    /// Columns that have a name, from 0, and their names, of which no two are the same.
    pub(super) names: Vec<(usize, String)>,
    /// How many names are known.
    pub(super) known: usize,
}

/// Finds the names of the columns: the row of the first fifty with most `known` names, and the row below it where a group of
/// columns has its names there.
pub(super) fn find(grid: &Grid, known: impl Fn(&str) -> bool) -> Option<Header> {
    let count = |row: usize| grid.filled(row).filter(|(_, text)| known(text)).count();
    let mut best = (0, 0);
    for row in 0..grid.rows().min(SEARCHED) {
        let count = count(row);
        // Of two rows of names with cells that are merged over both, the lower one is whole.
        if count > best.0 || count == best.0 && count > 0 && row == best.1 + 1 {
            best = (count, row);
        }
    }
    let (found, row) = best;
    if found == 0 {
        return None;
    }
    let above: Vec<(usize, String)> = grid.filled(row).map(|(column, text)| (column, text.to_owned())).collect();
    let below = two_rows(grid, row, &above, &known);
    let mut names: Vec<(usize, String)> = Vec::new();
    let mut last = above.clone();
    if below {
        last = above.iter().filter(|(column, _)| grid.cell(row + 1, *column).is_empty()).cloned().collect();
        last.extend(grid.filled(row + 1).map(|(column, text)| (column, text.to_owned())));
        last.sort();
    }
    for (column, text) in last {
        let name = text.split_whitespace().collect::<Vec<_>>().join(" ");
        let taken = |name: &str| names.iter().any(|(_, other)| plain(other) == plain(name));
        let mut own = name.clone();
        let mut number = 2;
        while taken(&own) {
            own = format!("{name}#{number}");
            number += 1;
        }
        names.push((column, own));
    }
    let known = names.iter().filter(|(_, name)| known(name)).count();
    Some(Header { row: if below { row + 1 } else { row }, names, known })
}

/// Whether the row below the names has names as well: a table whose header was merged and came without it.
fn two_rows(grid: &Grid, row: usize, above: &[(usize, String)], known: &impl Fn(&str) -> bool) -> bool {
    if row + 1 >= grid.rows() {
        return false;
    }
    let mut cells = grid.filled(row + 1).peekable();
    let first = above.first().map_or(0, |(column, _)| *column);
    // A row of people has something in its first column, and digits somewhere; names below a group have neither.
    cells.peek().is_some_and(|(column, _)| *column > first)
        && cells.clone().all(|(_, text)| !text.chars().any(char::is_numeric) && text.chars().count() <= 20)
        && cells.filter(|(_, text)| known(text)).count() >= 1
}

/// Whether a heading is one that a table of some kind may have.
pub(super) fn is_known(section: &str, heading: &str) -> bool {
    let words = vocabulary();
    words.key(&[section], heading).is_some()
        || words.is_private(heading)
        || words.key(&["attribute"], heading).is_some()
}
