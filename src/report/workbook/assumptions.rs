//! Every number of the scenario, with where it comes from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::findings::{Register, register};
use crate::report::table::{Column, Table};
use crate::report::view::certainty;
use crate::scenario::Basis;

use super::live::{Numbers, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, names};

pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Worksheet, XlsxError> {
    let words = source.words;
    let widths = vec![44.0, 14.0, 14.0, 14.0, 14.0, 34.0, 12.0, 44.0, 40.0, 44.0];
    let columns = widths.len() as u16;
    let mut page = Page::new(Sheet::Assumptions, words, numbers, widths)?;
    let mut row = page.opening(&words.word("book-assumptions-title"), &[words.word("book-assumptions-note")])?;
    let table = certainty::all_numbers(source.scenario, words).unwrap_or_default();
    // Few plans have measured numbers; the sheet of the others has no line for them.
    let told = |row: &Register| row.numbers > 0 || row.basis != Some(Basis::Measured);
    let register: Vec<Register> = register(source.scenario).into_iter().filter(told).collect();
    let head = row + register.len() as u32 + 2;
    let (first, last) = (head + 1, head + table.rows.len() as u32);
    let titles = table.columns.iter().flat_map(Column::titles);
    let column = titles.take_while(|title| **title != words.word("basis")).count() as u16;
    let bases = page.numbers.fixed(Sheet::Assumptions, page.place(first, column), page.place(last.max(first), column));
    for one in &register {
        let name = names::basis(words, one.basis);
        page.text(row, 0, &name, Look::Label)?;
        let cell = page.numbers.reference(Sheet::Assumptions, page.place(row, 0));
        page.given(row, 1, &format!("COUNTIF({bases},{cell})"), one.numbers as f64, Look::Yuan)?;
        row += 1;
    }
    page.word(row, 0, "numbers", Look::Total)?;
    let from = row - register.len() as u32;
    let cells: Vec<_> = (from..row).map(|row| page.place(row, 1)).collect();
    page.live(row, 1, super::live::Live::sum(&cells), Look::TotalYuan)?;
    page.table(head, &Table { note: String::new(), ..table })?;
    if last > head {
        page.worksheet.autofilter(head, 0, last, columns - 1)?;
    }
    page.finish(last.max(head), Some((head, head)), 1, &source.running())
}
