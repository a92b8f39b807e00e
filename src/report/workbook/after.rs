//! What is to be paid after the end: by line and fiscal year, expected and certain.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::summary::{Commitment, Period, Quantiles, Spread};

use super::Source;
use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;

/// What is checked: its words, the sum on the sheet, and what the run says.
#[derive(Debug)]
pub(super) struct At {
    pub(super) checks: Vec<(&'static str, Place, f64)>,
}

/// All of a commitment, or what of it is certain.
type Part = fn(&Commitment) -> &Spread;

/// The sheet; none where the plan does not say for how long anything is paid.
pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Option<(Worksheet, At)>, XlsxError> {
    let (words, all) = (source.words, &source.results.commitments);
    let Some(periods) = all.iter().position(|one| one.period == Period::All) else { return Ok(None) };
    let mut widths = vec![40.0];
    widths.extend(std::iter::repeat_n(15.0, periods.max(5) + 1));
    let mut page = Page::new(Sheet::After, words, numbers, widths)?;
    let notes = ["commitments-note", "book-after-note"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-after-title"), &notes)?;
    let head = row;
    let mut heads = vec![words.word("unit-yuan")];
    heads.extend(all[..periods].iter().map(|one| when(source, one)));
    heads.push(words.word("commitment-all"));
    page.headings(row, 0, &heads)?;
    row += 1;
    let mut checks = Vec::new();
    let blocks: [(&str, &'static str, Part); 2] = [
        ("commitment", "book-check-commitments", |one| &one.amount),
        ("commitment-certain", "book-check-certain", |one| &one.certain),
    ];
    for (title, check, of) in blocks {
        let total = block(source, &mut page, &mut row, (title, periods), of)?;
        checks.push((check, total, all.last().map_or(0.0, |one| of(one).mean)));
        row += 1;
    }
    page.word(row, 0, "book-after-quantiles", Look::Band)?;
    page.blank(row, 1, periods as u16 + 1, Look::Band)?;
    row += 1;
    for (offset, title) in (0..).zip(["p50", "p80", "p90", "p95"]) {
        page.word(row + offset, 0, title, Look::Label)?;
    }
    for (column, one) in (1..).zip(&all[all.len() - periods - 1..]) {
        let Quantiles { p50, p80, p90, p95, .. } = one.amount.quantiles;
        for (offset, value) in (0..).zip([p50, p80, p90, p95]) {
            page.number(row + offset, column, value, Look::Yuan)?;
        }
    }
    row += 4;
    Ok(Some((page.finish(row, Some((head, head)), 1, &source.running())?, At { checks })))
}

fn when(source: Source<'_>, one: &Commitment) -> String {
    match one.period {
        Period::Unpaid => source.words.word("commitment-unpaid"),
        Period::Year(year) => source.words.with("book-fiscal-year", &[("year", &source.scenario.fiscal_label(year))]),
        Period::All => source.words.word("commitment-all"),
    }
}

/// Means of every line, what funds come to, and all; returns where the sum of everything stands.
fn block(
    source: Source<'_>,
    page: &mut Page<'_>,
    row: &mut u32,
    (title, periods): (&str, usize),
    of: Part,
) -> Result<Place, XlsxError> {
    let (last, own) = (periods as u16 + 1, &source.results.commitments);
    page.word(*row, 0, title, Look::Band)?;
    page.blank(*row, 1, last, Look::Band)?;
    *row += 1;
    let mut funds = Vec::new();
    for fund in 0..source.scenario.funds.len() {
        let first = *row;
        for line in source.lines_of(fund) {
            page.text(*row, 0, &source.line(line), Look::Indented)?;
            for (column, one) in (1..).zip(&own[line * (periods + 1)..(line + 1) * (periods + 1) - 1]) {
                page.number(*row, column, of(one).mean, Look::Yuan)?;
            }
            page.live(*row, last, Live::across(page.place(*row, 1), last - 1), Look::Yuan)?;
            *row += 1;
        }
        page.text(*row, 0, &page.words.with("book-fund-subtotal", &[("fund", source.fund(fund))]), Look::Strong)?;
        for column in 1..=last {
            let cells: Vec<Place> = (first..*row).map(|row| page.place(row, column)).collect();
            page.live(*row, column, Live::sum(&cells), Look::StrongYuan)?;
        }
        funds.push(*row);
        *row += 1;
    }
    page.word(*row, 0, "page-total", Look::Total)?;
    for column in 1..=last {
        let cells: Vec<Place> = funds.iter().map(|row| page.place(*row, column)).collect();
        page.live(*row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    *row += 1;
    Ok(page.place(*row - 1, last))
}
