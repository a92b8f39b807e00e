//! Rows below the names that are no rows of the table, and other things that a reader should be told.

use std::collections::BTreeMap;

use super::header::Header;
use super::{Column, cell};
use crate::scenario::Grid;
use crate::words::{Diagnostic, text};

/// What a row of totals begins with.
const TOTALS: [&str; 11] =
    ["合计", "总计", "小计", "共计", "总数", "汇总", "平均", "total", "totals", "subtotal", "grand total"];
/// What a note below a table begins with.
const NOTES: [&str; 15] = [
    "注",
    "备注",
    "说明",
    "填表",
    "填报",
    "制表",
    "审核",
    "负责人",
    "单位负责人",
    "联系",
    "打印",
    "日期",
    "数据来源",
    "note",
    "source",
];

/// Rows that were left out, by what they are: the first, and how many.
#[derive(Debug, Default)]
pub(super) struct LeftOut {
    rows: BTreeMap<What, (usize, usize)>,
    /// Days as spreadsheets count them, by column: the first row, and how many.
    serials: BTreeMap<usize, (usize, usize)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum What {
    Total,
    Note,
    Names,
}

impl LeftOut {
    /// Whether a row is no row of the table. Only a row that `lacks` something which must be filled in can be a total or a
    /// note: a school may be called as it likes.
    pub(super) fn takes(&mut self, grid: &Grid, row: usize, header: &Header, lacks: bool) -> bool {
        let Some(what) = what(grid, row, header, lacks) else { return false };
        self.rows.entry(what).or_insert((row, 0)).1 += 1;
        true
    }

    /// Notes a cell that was read as a day which spreadsheets count.
    pub(super) fn serial(&mut self, column: usize, row: usize) {
        self.serials.entry(column).or_insert((row, 0)).1 += 1;
    }

    /// What a reader should know.
    pub(super) fn told(self, grid: &Grid, header: &Header, columns: &[Column]) -> Vec<Diagnostic> {
        let rows = self.rows.into_iter().map(|(what, (row, count))| {
            let (code, what) = match what {
                What::Total => ("total-row", text!("total-row")),
                What::Note => ("note-row", text!("note-row")),
                What::Names => ("names-again", text!("names-again")),
            };
            let number = grid.number(row);
            let message = if count == 1 {
                text!("row-left-out", number, what)
            } else {
                text!("rows-left-out", number, what, count)
            };
            Diagnostic { count, ..Diagnostic::warning(code, message).at(Some(grid.place(row, 0))) }
        });
        let serials = self.serials.into_iter().filter_map(|(index, (row, count))| {
            let (column, place) = (columns.get(index)?, header.columns.get(index).copied().flatten()?);
            let text = grid.cell(row, place);
            let (month, _) = cell::read(text, column).ok()?;
            let super::Cell::Month(month) = month else { return None };
            let (name, cell) = (&column.name, grid.name(row, place));
            let message = text!("day-numbers", name, count, cell, text, month);
            Some(Diagnostic { count, ..Diagnostic::warning("day-numbers", message).at(Some(grid.place(row, place))) })
        });
        rows.chain(serials).collect()
    }
}

fn what(grid: &Grid, row: usize, header: &Header, lacks: bool) -> Option<What> {
    if !lacks {
        return None;
    }
    let mut filled = grid.filled(row);
    let (column, first) = filled.next()?;
    let names = |(column, text): (usize, &str)| text == grid.cell(header.row, column);
    if names((column, first)) && filled.clone().all(names) {
        return Some(What::Names);
    }
    // Spaces within are for looks: 合　计.
    let begin: String =
        cell::half_width(first).to_lowercase().chars().filter(|letter| !letter.is_whitespace()).collect();
    let heads = |word: &&str| {
        begin.strip_prefix(&*word.replace(' ', "")).is_some_and(|rest| !rest.starts_with(char::is_alphabetic))
    };
    if TOTALS.iter().any(heads) {
        return Some(What::Total);
    }
    let note = begin.contains(':') && NOTES.iter().any(|word| begin.starts_with(word));
    note.then_some(What::Note)
}
