//! What is to be paid after the end: by line, fund, fiscal year and month; what of it is certain, what is left for it, and
//! what takes new money.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::scenario::FundId;
use crate::summary::{Commitment, FundCommitment, Period, Quantiles, Spread};

use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, names};

/// What is checked: its words, the sum on the sheet, and what the run says.
#[derive(Debug)]
pub(super) struct At {
    pub(super) checks: Vec<(&'static str, Place, Live)>,
}

/// All of a commitment, or what of it is certain.
type Part = fn(&Commitment) -> &Spread;

/// The first column of the periods, behind lines and payers.
const FIRST: u16 = 2;

/// Rows of what a fund has to pay.
const FUND_ROWS: u32 = 14;

/// The sheet; none where the plan does not say for how long anything is paid.
pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Option<(Worksheet, At)>, XlsxError> {
    let (words, all) = (source.words, &source.results.commitments);
    let Some(periods) = all.iter().position(|one| one.period == Period::All) else { return Ok(None) };
    let promised = promised(source);
    let mut widths = vec![40.0, 18.0];
    widths.extend(std::iter::repeat_n(15.0, (periods + 1).max(promised.len() + 2).max(5)));
    let mut page = Page::new(Sheet::After, words, numbers, widths)?;
    let notes = ["commitments-note", "book-after-note"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-after-title"), &notes)?;
    let head = row;
    let mut heads = vec![words.word("unit-yuan"), words.word("book-payer")];
    heads.extend(all[..periods].iter().map(|one| when(source, one.period)));
    heads.push(words.word("commitment-all"));
    page.headings(row, 0, &heads)?;
    row += 1;
    // Below it stand tables with heads of their own, over which the first head would be wrong.
    page = page.several();
    let mut checks = Vec::new();
    let whole = all.last();
    let blocks: [(&str, &'static str, Part); 2] = [
        ("commitment", "book-check-commitments", |one| &one.amount),
        ("commitment-certain", "book-check-certain", |one| &one.certain),
    ];
    let mut sums = Vec::new();
    for (title, check, of) in blocks {
        let (funds, total) = block(source, &mut page, &mut row, (title, periods), of)?;
        let last = page.place(total, FIRST + periods as u16);
        checks.push((check, last, Live::Number(whole.map_or(0.0, |one| of(one).mean))));
        sums.push((funds, total));
        row += 1;
    }
    if source.results.fund_commitments.is_empty() {
        quantiles(source, &mut page, &mut row, periods)?;
    } else {
        page.together(row, source.results.fund_commitments.len() as u32 / (periods as u32 + 1) * FUND_ROWS);
        page.headings(row, 0, &heads)?;
        row += 1;
        let checked = funds(source, &mut page, &mut row, periods, &sums)?;
        checks.push(("book-check-new-money", checked, Live::Number(fresh(source))));
    }
    let all_but_unpaid = sums
        .first()
        .map(|(_, total)| Live::from(page.place(*total, FIRST + periods as u16)) - page.place(*total, FIRST));
    if let Some(expected) = all_but_unpaid.filter(|_| !promised.is_empty()) {
        let total = months(source, &mut page, &mut row, &promised)?;
        checks.push(("book-check-after-months", total, expected));
    }
    Ok(Some((page.finish(row, Some((head, head)), 1, &source.running())?, At { checks })))
}

fn when(source: Source<'_>, period: Period) -> String {
    match period {
        Period::Unpaid => source.words.word("commitment-unpaid"),
        Period::Year(year) => source.words.with("book-fiscal-year", &[("year", &source.scenario.fiscal_label(year))]),
        Period::All => source.words.word("commitment-all"),
    }
}

/// Lines of which something falls due in some month after the end.
fn promised(source: Source<'_>) -> Vec<usize> {
    let some = |line: &usize| {
        let own = source.results.commitment_months.iter().filter(|one| one.line.index() == *line);
        own.map(|one| one.amount).sum::<f64>() > 0.0
    };
    (0..source.scenario.funds.len()).flat_map(|fund| source.lines_of(fund)).filter(some).collect()
}

/// What of all takes new money, as the run says.
fn fresh(source: Source<'_>) -> f64 {
    source.results.fund_commitments.last().map_or(0.0, |one| one.fresh.mean)
}

/// Means of every line, what funds come to, and all; returns the rows of the funds and of the sum.
fn block(
    source: Source<'_>,
    page: &mut Page<'_>,
    row: &mut u32,
    (title, periods): (&str, usize),
    of: Part,
) -> Result<(Vec<u32>, u32), XlsxError> {
    let (last, own) = (FIRST + periods as u16, &source.results.commitments);
    page.word(*row, 0, title, Look::Band)?;
    page.blank(*row, 1, last, Look::Band)?;
    *row += 1;
    let mut funds = Vec::new();
    for fund in 0..source.scenario.funds.len() {
        let first = *row;
        for line in source.lines_of(fund) {
            page.text(*row, 0, &source.line(line), Look::Indented)?;
            page.text(*row, 1, source.payer(line), Look::Label)?;
            for (column, one) in (FIRST..).zip(&own[line * (periods + 1)..(line + 1) * (periods + 1) - 1]) {
                page.number(*row, column, of(one).mean, Look::Yuan)?;
            }
            page.live(*row, last, Live::across(page.place(*row, FIRST), last - 1), Look::Yuan)?;
            *row += 1;
        }
        page.text(*row, 0, &page.words.with("book-fund-subtotal", &[("fund", source.fund(fund))]), Look::Strong)?;
        page.blank(*row, 1, 1, Look::Strong)?;
        for column in FIRST..=last {
            let cells: Vec<Place> = (first..*row).map(|row| page.place(row, column)).collect();
            page.live(*row, column, Live::sum(&cells), Look::StrongYuan)?;
        }
        funds.push(*row);
        *row += 1;
    }
    page.word(*row, 0, "page-total", Look::Total)?;
    page.blank(*row, 1, 1, Look::Total)?;
    for column in FIRST..=last {
        let cells: Vec<Place> = funds.iter().map(|row| page.place(*row, column)).collect();
        page.live(*row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    *row += 1;
    Ok((funds, *row - 1))
}

/// Quantiles of everything, where the run tells no more.
fn quantiles(source: Source<'_>, page: &mut Page<'_>, row: &mut u32, periods: usize) -> Result<(), XlsxError> {
    let all = &source.results.commitments;
    page.word(*row, 0, "book-after-quantiles", Look::Band)?;
    page.blank(*row, 1, FIRST + periods as u16, Look::Band)?;
    *row += 1;
    let rows: Vec<&Spread> = all[all.len() - periods - 1..].iter().map(|one| &one.amount).collect();
    spread(page, row, "commitment", &rows)
}

/// P50, P80, P90 and P95, in rows.
fn spread(page: &mut Page<'_>, row: &mut u32, what: &str, periods: &[&Spread]) -> Result<(), XlsxError> {
    for (place, title) in ["p50", "p80", "p90", "p95"].into_iter().enumerate() {
        let label = page
            .words
            .with("book-quantile-of", &[("what", &page.words.word(what)), ("quantile", &page.words.word(title))]);
        page.text(*row, 0, &label, Look::Indented)?;
        page.blank(*row, 1, 1, Look::Label)?;
        for (column, one) in (FIRST..).zip(periods) {
            let Quantiles { p50, p80, p90, p95, .. } = one.quantiles;
            page.number(*row, column, [p50, p80, p90, p95][place], Look::Yuan)?;
        }
        *row += 1;
    }
    Ok(())
}

/// Fund by fund and all together: to be paid, certain, paid from what is left, new money. Returns where what of all takes new
/// money stands, over all periods.
fn funds(
    source: Source<'_>,
    page: &mut Page<'_>,
    row: &mut u32,
    periods: usize,
    sums: &[(Vec<u32>, u32)],
) -> Result<Place, XlsxError> {
    let (words, last) = (source.words, FIRST + periods as u16);
    page.note(*row, &words.word("book-after-funds-note"))?;
    *row += 1;
    // By fund: the row of what is paid from what is left.
    let mut carried: Vec<u32> = Vec::new();
    let mut new_money = page.place(*row, last);
    for own in source.results.fund_commitments.chunks_exact(periods + 1) {
        let fund = own[0].fund.map(FundId::index);
        let title = fund
            .map_or_else(|| words.word("book-all-funds-together"), |fund| names::fund(source.scenario, fund, words));
        page.text(*row, 0, &title, Look::Band)?;
        page.blank(*row, 1, last, Look::Band)?;
        *row += 1;
        let above: Vec<u32> = sums.iter().map(|(funds, total)| fund.map_or(*total, |fund| funds[fund])).collect();
        let mut lines = [0; 4];
        for (place, id) in
            ["commitment", "commitment-certain", "book-after-carried", "book-after-new"].into_iter().enumerate()
        {
            let look = if place == 3 { (Look::Strong, Look::StrongYuan) } else { (Look::Label, Look::Yuan) };
            let label = words.with("book-quantile-of", &[("what", &words.word(id)), ("quantile", &words.word("mean"))]);
            page.text(*row, 0, &label, look.0)?;
            let payer = fund.and_then(|fund| source.scenario.funds[fund].payer).filter(|_| place == 0);
            let payer = payer.map(|payer| words.text(&source.scenario.payers[payer.index()].title));
            page.text(*row, 1, payer.unwrap_or_default(), look.0)?;
            lines[place] = *row;
            for column in FIRST..=last {
                let live = match place {
                    0 | 1 => page.place(above[place], column).into(),
                    2 if fund.is_none() => {
                        Live::sum(&carried.iter().map(|row| page.place(*row, column)).collect::<Vec<_>>())
                    }
                    2 if column == last => Live::across(page.place(*row, FIRST), last - 1),
                    2 => Live::Number(own[usize::from(column - FIRST)].carried.mean),
                    _ => (Live::from(page.place(lines[0], column)) - page.place(lines[2], column)).tidy(),
                };
                match live {
                    Live::Number(number) => page.number(*row, column, number, look.1)?,
                    live => page.live(*row, column, live, look.1)?,
                };
            }
            *row += 1;
            let of: Option<fn(&FundCommitment) -> &Spread> = match place {
                0 => Some(|one| &one.amount),
                3 => Some(|one| &one.fresh),
                _ => None,
            };
            if let Some(of) = of {
                spread(page, row, id, &own.iter().map(of).collect::<Vec<_>>())?;
            }
        }
        carried.push(lines[2]);
        new_money = page.place(lines[3], last);
        *row += 1;
    }
    Ok(new_money)
}

/// Months in which something falls due, by line; returns where the sum of everything stands.
fn months(source: Source<'_>, page: &mut Page<'_>, row: &mut u32, lines: &[usize]) -> Result<Place, XlsxError> {
    let (words, rows) = (source.words, &source.results.commitment_months);
    let count = rows.len() / source.scenario.lines.len().max(1);
    page.together(*row, 5 + count as u32);
    page.subtitle(*row, "book-after-months")?;
    page.note(*row + 1, &words.word("book-after-months-note"))?;
    *row += 2;
    let last = FIRST + lines.len() as u16;
    let mut heads = vec![words.word("month"), words.word("fiscal-year")];
    heads.extend(lines.iter().map(|line| source.line(*line)));
    heads.extend([words.word("page-total"), words.word("book-certain-of-it")]);
    page.headings(*row, 0, &heads)?;
    *row += 1;
    let first = *row;
    for at in 0..count {
        let own = |line: &usize| &rows[line * count + at];
        if lines.iter().all(|line| own(line).amount <= 0.0) {
            continue;
        }
        let month = rows[at].month;
        page.text(*row, 0, &month.to_string(), Look::Label)?;
        let year = Period::Year(month.year_opening_in(source.scenario.fiscal_year_starts));
        page.text(*row, 1, &when(source, year), Look::Label)?;
        for (column, line) in (FIRST..).zip(lines) {
            page.number(*row, column, own(line).amount, Look::Yuan)?;
        }
        page.live(*row, last, Live::across(page.place(*row, FIRST), last - 1), Look::StrongYuan)?;
        page.number(*row, last + 1, lines.iter().map(|line| own(line).certain).sum(), Look::Yuan)?;
        *row += 1;
    }
    page.word(*row, 0, "page-total", Look::Total)?;
    page.blank(*row, 1, 1, Look::Total)?;
    for column in FIRST..=last + 1 {
        let cells: Vec<Place> = (first..*row).map(|row| page.place(row, column)).collect();
        page.live(*row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    Ok(page.place(*row, last))
}
