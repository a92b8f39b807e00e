//! Awards by tier as they are paid, which is not hires × rate: some are paid in instalments, late, or never.

use rust_xlsxwriter::XlsxError;

use crate::scenario::TierId;
use crate::summary::AwardMoney;

use super::Source;
use super::live::{Live, Place};
use super::page::Page;
use super::style::Look;

/// Where the numbers stand: payments and yuan by year, and the yuan of the whole plan.
#[derive(Clone, Copy)]
pub(super) struct Columns {
    pub(super) line: u16,
    pub(super) payments: u16,
    pub(super) yuan: u16,
}

/// Writes the table and returns the row below it.
pub(super) fn table(source: Source<'_>, page: &mut Page<'_>, mut row: u32, at: Columns) -> Result<u32, XlsxError> {
    let (words, years) = (source.words, source.years() as u16);
    let last = at.yuan + years;
    page.subtitle(row, "book-awards-paid")?;
    page.note(row + 1, &words.word("book-awards-paid-note"))?;
    row += 2;
    page.group(row, 0, at.payments - 1, "")?;
    page.group(row, at.payments, at.payments + years - 1, &words.word("book-payments"))?;
    page.group(row, at.yuan, last, &words.word("book-mean-paid-yuan"))?;
    row += 1;
    page.headings(row, 0, &[words.word("book-channel")])?;
    page.group(row, at.line, at.payments - 1, &words.word("book-line"))?;
    let labels: Vec<String> = (0..source.years()).map(|year| source.year(year)).collect();
    page.headings(row, at.payments, &labels)?;
    page.headings(row, at.yuan, &[labels, vec![words.word("book-whole-plan")]].concat())?;
    row += 1;
    let all = &source.results.awards;
    let rows: Vec<&[AwardMoney]> = all.chunks_exact(source.years()).collect();
    let tiers = (0..source.scenario.tiers.len()).rev().map(Some).chain([None]);
    let mut sums = Vec::new();
    for tier in tiers {
        let own = rows.iter().filter(|row| row[0].tier.map(TierId::index) == tier);
        let own: Vec<_> = own.filter(|row| row.iter().any(|one| one.count > 0.0)).collect();
        if own.is_empty() {
            continue;
        }
        let title = match tier {
            Some(tier) => words.text(&source.scenario.tiers[tier].named.title).to_owned(),
            None => words.word("book-awards-other-tier"),
        };
        page.text(row, 0, &title, Look::Band)?;
        page.blank(row, 1, last, Look::Band)?;
        row += 1;
        let first = row;
        for one in own {
            page.text(
                row,
                0,
                words.text(&source.scenario.channels[one[0].channel.index()].named.title),
                Look::Indented,
            )?;
            page.across(row, at.line, at.payments - 1, &source.line(one[0].line.index()), Look::Label)?;
            for (year, one) in (0..).zip(*one) {
                page.number(row, at.payments + year, one.count, Look::Count)?;
                page.number(row, at.yuan + year, one.amount, Look::Yuan)?;
            }
            page.live(row, last, Live::across(page.place(row, at.yuan), last - 1), Look::Yuan)?;
            row += 1;
        }
        total(page, row, "book-subtotal", &(first..row).collect::<Vec<_>>(), (at, years), false)?;
        sums.push(row);
        row += 1;
    }
    total(page, row, "book-awards-paid-all", &sums, (at, years), true)?;
    Ok(row + 1)
}

fn total(
    page: &mut Page<'_>,
    row: u32,
    id: &str,
    of: &[u32],
    (at, years): (Columns, u16),
    all: bool,
) -> Result<(), XlsxError> {
    let (name, count, yuan) = if all {
        (Look::Total, Look::TotalUnit, Look::TotalYuan)
    } else {
        (Look::Strong, Look::StrongCount, Look::StrongYuan)
    };
    page.word(row, 0, id, name)?;
    page.blank(row, 1, at.yuan + years, name)?;
    let counts = (at.payments..at.payments + years).map(|column| (column, count));
    for (column, look) in counts.chain((at.yuan..=at.yuan + years).map(|column| (column, yuan))) {
        let cells: Vec<Place> = of.iter().map(|row| page.place(*row, column)).collect();
        page.live(row, column, Live::sum(&cells), look)?;
    }
    Ok(())
}
