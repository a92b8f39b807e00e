//! Every number of the scenario, with where it comes from.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::report::findings::{Register, register};

use super::live::{Numbers, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, names};

/// The column of the basis.
const BASIS: u16 = 1;

pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Worksheet, XlsxError> {
    let words = source.words;
    let widths = vec![44.0, 12.0, 14.0, 14.0, 14.0, 14.0, 34.0, 44.0, 40.0, 44.0];
    let columns = widths.len() as u16;
    let mut page = Page::new(Sheet::Assumptions, words, numbers, widths)?;
    let mut row = page.opening(&words.word("book-assumptions-title"), &[words.word("book-assumptions-note")])?;
    let parameters = &source.scenario.parameters;
    let register = register(source.scenario);
    let head = row + register.len() as u32 + 2;
    let (first, last) = (head + 1, head + parameters.len() as u32);
    let bases = page.numbers.fixed(Sheet::Assumptions, page.place(first, BASIS), page.place(last.max(first), BASIS));
    for Register { basis, numbers: count, .. } in register {
        let name = names::basis(words, basis);
        page.text(row, 0, &name, Look::Label)?;
        let cell = page.numbers.reference(Sheet::Assumptions, page.place(row, 0));
        page.given(row, 1, &format!("COUNTIF({bases},{cell})"), count as f64, Look::Yuan)?;
        row += 1;
    }
    page.word(row, 0, "numbers", Look::Total)?;
    let from = row - register.len() as u32;
    let cells: Vec<_> = (from..row).map(|row| page.place(row, 1)).collect();
    page.live(row, 1, super::live::Live::sum(&cells), Look::TotalYuan)?;
    let ids = [
        "number",
        "basis",
        "book-p5",
        "median",
        "mean",
        "p95",
        "book-distribution",
        "source",
        "book-remark",
        "book-path",
    ];
    page.headings(head, 0, &ids.map(|id| words.word(id)))?;
    for (row, parameter) in (first..).zip(parameters) {
        let at = |u: f64| parameter.quantile(u);
        page.text(row, 0, &names::parameter(source.scenario, words, &parameter.path), Look::Wrapped)?;
        page.text(row, BASIS, &names::basis(words, parameter.basis), Look::Wrapped)?;
        for (column, value) in (2..).zip([at(0.05), at(0.5), parameter.mean(), at(0.95)]) {
            if value.is_finite() {
                page.number(row, column, value, Look::Plain(decimals(value)))?;
            } else {
                page.nothing(row, column, Look::Nothing)?;
            }
        }
        let mut law = parameter.distribution.to_string();
        if (parameter.times - 1.0).abs() > f64::EPSILON {
            law = format!("{law} × {}", parameter.times);
        }
        page.text(row, 6, &law, Look::Wrapped)?;
        page.text(row, 7, parameter.source.as_deref().unwrap_or("–"), Look::Wrapped)?;
        page.text(row, 8, parameter.note.as_deref().unwrap_or(""), Look::Wrapped)?;
        page.text(row, 9, &parameter.path, Look::Wrapped)?;
    }
    if !parameters.is_empty() {
        page.worksheet.autofilter(head, 0, last, columns - 1)?;
    }
    page.finish(last.max(head), Some((head, head)), 1, &source.running())
}

/// As many places as a number of its size is known to.
fn decimals(value: f64) -> u8 {
    match value.abs() {
        size if size < 1e-9 => 0,
        size if size >= 1000.0 || value.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 4,
    }
}
