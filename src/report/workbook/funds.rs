//! Fund by fund: what comes in, what is paid, what is carried over.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::scenario::file::{Commit, Overrun, YearEnd};
use crate::summary::{FundMoney, Spread};

use super::charts::{Name, Plan};
use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::{DARK, HIGH, Look, MISSING, NEEDED, SPENT};
use super::{Source, lines, names};

/// Where the balances stand.
#[derive(Debug)]
pub(super) struct At {
    /// For each fund with an appropriation, by year but the last: what is carried out, and into the next year.
    pub(super) carried: Vec<(usize, usize, Place, Place)>,
    /// By year: what all funds paid beyond what all lines spent, which must be nothing.
    pub(super) unexplained: Vec<Place>,
}

/// Rows of a fund's block whose cells other rows use.
#[derive(Clone, Copy)]
struct Rows {
    title: u32,
    carried_in: u32,
    carried_out: u32,
    paid: u32,
}

pub(super) fn sheet(
    source: Source<'_>,
    lines: &lines::At,
    numbers: &mut Numbers,
) -> Result<(Worksheet, At), XlsxError> {
    let (words, years) = (source.words, source.years());
    let mut widths = vec![50.0];
    widths.extend(std::iter::repeat_n(17.0, years + 1));
    if years < 4 {
        // Room for the sentences and the chart.
        widths.extend(std::iter::repeat_n(17.0, 4 - years));
    }
    let mut page = Page::new(Sheet::Funds, words, numbers, widths)?;
    let notes = ["book-funds-note", "book-funds-additive", "book-funds-backing"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-funds-title"), &notes)?;
    let head = row;
    let mut heads = vec![words.word("book-mean-yuan")];
    heads.extend((0..years).map(|year| source.year(year)));
    heads.push(words.word("book-whole-plan"));
    page.headings(row, 0, &heads)?;
    row += 1;
    let mut at = At { carried: Vec::new(), unexplained: Vec::new() };
    let mut blocks: Vec<Rows> = Vec::new();
    for fund in 0..source.scenario.funds.len() {
        let rows = block(source, &mut page, &mut row, fund, lines)?;
        if source.scenario.funds[fund].appropriation.is_some() {
            for year in 0..years - 1 {
                let out = page.place(rows.carried_out, 1 + year as u16);
                let into = page.place(rows.carried_in, 2 + year as u16);
                at.carried.push((fund, year, out, into));
            }
        }
        blocks.push(rows);
        row += 1;
    }
    page.word(row, 0, "book-all-funds", Look::Band)?;
    page.blank(row, 1, years as u16 + 1, Look::Band)?;
    page.word(row + 1, 0, "book-paid-all", Look::Label)?;
    page.word(row + 2, 0, "book-spent-all", Look::Label)?;
    page.word(row + 3, 0, "book-unexplained", Look::Total)?;
    for year in 0..=years {
        let column = 1 + year as u16;
        let paid: Vec<Place> = blocks.iter().map(|rows| page.place(rows.paid, column)).collect();
        let paid = page.live(row + 1, column, Live::sum(&paid), Look::Yuan)?;
        let spent = lines.totals.get(year).unwrap_or(&lines.plan)[1];
        let spent = page.live(row + 2, column, spent, Look::Yuan)?;
        let difference = page.live(row + 3, column, (Live::from(paid) - spent).tidy(), Look::TotalYuan)?;
        if year < years {
            at.unexplained.push(difference);
        }
    }
    row += 5;
    let colours = [SPENT, DARK, HIGH, NEEDED, MISSING];
    let limited = (0..source.scenario.funds.len()).filter(|fund| source.scenario.funds[*fund].appropriation.is_some());
    let columns: Vec<_> = limited
        .enumerate()
        .map(|(index, fund)| {
            let cells = (page.place(blocks[fund].carried_out, 1), page.place(blocks[fund].carried_out, years as u16));
            (Name::Cell(page.place(blocks[fund].title, 0)), cells, colours[index % colours.len()])
        })
        .collect();
    // Balances that are none would be a picture of what rounding left.
    let some = columns.iter().any(|(_, (from, to), _)| {
        (from.column..=to.column).any(|column| page.numbers.at(page.place(from.row, column)).abs() >= 0.5)
    });
    if some {
        let plan = Plan {
            title: &words.word("book-chart-funds"),
            unit: &words.word("unit-yuan"),
            categories: (page.place(head, 1), page.place(head, years as u16)),
            columns,
            lines: Vec::new(),
            size: (880, 340),
        };
        page.repeats(head, head);
        row = page.chart(row, 0, &plan)?;
    }
    Ok((page.finish(row, Some((head, head)), 1, &source.running())?, at))
}

/// The rules of a fund in a sentence.
pub(super) fn rules(source: Source<'_>, index: usize) -> String {
    let (words, fund) = (source.words, &source.scenario.funds[index]);
    let mut rules = Vec::new();
    if fund.appropriation.is_some() {
        rules.push(words.word(match fund.commit {
            Commit::Offer => "book-commit-offer",
            Commit::Due => "book-commit-due",
        }));
        rules.push(words.word(match fund.year_end {
            YearEnd::Lapse => "book-end-lapse",
            YearEnd::CarryOver => "book-end-carry",
        }));
        rules.push(words.word(match fund.overrun {
            Overrun::Wait => "book-overrun-wait",
            Overrun::Pay => "book-overrun-pay",
        }));
    }
    if let Some(other) = fund.backed_by {
        rules.push(words.with("book-backed-by", &[("fund", source.fund(other.index()))]));
    }
    let section =
        fund.source.as_deref().map(|section| words.with("book-section", &[("section", &names::cited(words, section))]));
    rules.extend(section);
    rules.concat().trim().to_owned()
}

/// What comes into a fund beside its appropriation, if anything does.
fn income(source: Source<'_>, page: &mut Page<'_>, row: &mut u32, fund: usize) -> Result<Option<u32>, XlsxError> {
    let own = || source.results.flows.iter().filter(|flow| flow.fund.is_some_and(|own| own.index() == fund));
    if own().next().is_none() {
        return Ok(None);
    }
    page.word(*row, 0, "book-income", Look::Label)?;
    let mut cells = Vec::new();
    for (column, year) in (1..).zip(&source.results.fiscal_years) {
        let sum = own().filter(|flow| flow.fiscal_year == *year).map(|flow| flow.amount.mean).sum();
        cells.push(page.number(*row, column, sum, Look::Yuan)?);
    }
    page.live(*row, source.years() as u16 + 1, Live::sum(&cells), Look::Yuan)?;
    *row += 1;
    Ok(Some(*row - 1))
}

/// A fund's rows.
fn block(
    source: Source<'_>,
    page: &mut Page<'_>,
    row: &mut u32,
    fund: usize,
    lines: &lines::At,
) -> Result<Rows, XlsxError> {
    let years = source.years();
    let money = &source.results.fund_money[fund * years..(fund + 1) * years];
    let limited = source.scenario.funds[fund].appropriation.is_some();
    page.text(*row, 0, &names::fund(source.scenario, fund, page.words), Look::Band)?;
    let title = *row;
    page.blank(*row, 1, years as u16 + 1, Look::Band)?;
    *row += 1;
    let rules = rules(source, fund);
    if !rules.is_empty() {
        page.note(*row, &rules)?;
        *row += 1;
    }
    let plain = |page: &mut Page<'_>, row: &mut u32, id: &str, of: fn(&FundMoney) -> &Spread, summed: bool| {
        page.word(*row, 0, id, Look::Label)?;
        for (year, money) in money.iter().enumerate() {
            page.number(*row, 1 + year as u16, of(money).mean, Look::Yuan)?;
        }
        let last = years as u16 + 1;
        if summed {
            let cells: Vec<Place> = (0..years).map(|year| page.place(*row, 1 + year as u16)).collect();
            let sum = cells.iter().skip(1).fold(Live::from(cells[0]), |sum, cell| sum + *cell);
            page.live(*row, last, sum, Look::Yuan)?;
        } else {
            page.nothing(*row, last, Look::Nothing)?;
        }
        *row += 1;
        Ok::<u32, XlsxError>(*row - 1)
    };
    let mut rows = Rows { title, carried_in: 0, carried_out: 0, paid: 0 };
    let mut flows = [0; 3];
    if limited {
        rows.carried_in = plain(page, row, "book-carried-in", |money| &money.carried_in, false)?;
        flows[0] = plain(page, row, "book-appropriation", |money| &money.appropriation, true)?;
        flows[1] = plain(page, row, "book-made-good", |money| &money.overrun, true)?;
    }
    let income = income(source, page, row, fund)?;
    rows.paid = plain(page, row, "book-paid", |money| &money.paid, true)?;
    if limited {
        flows[2] = plain(page, row, "book-lapsed", |money| &money.lapsed, true)?;
        rows.carried_out = *row;
        page.word(*row, 0, "book-carried-out", Look::Total)?;
        for column in 1..=years as u16 + 1 {
            let cell = |at: u32| page.place(at, column);
            let whole = column == years as u16 + 1;
            // Over the whole plan it begins with what the first year began with.
            let opening = if whole { page.place(rows.carried_in, 1) } else { cell(rows.carried_in) };
            let granted = Live::from(opening) + cell(flows[0]) + cell(flows[1]);
            let there = income.map_or(granted.clone(), |income| granted.clone() + cell(income));
            let live = there - cell(rows.paid) - cell(flows[2]);
            page.live(*row, column, live.tidy(), Look::TotalYuan)?;
        }
        *row += 1;
    }
    let own = *row;
    page.word(own, 0, "book-own-lines", Look::Label)?;
    page.word(own + 1, 0, "book-for-others", Look::Label)?;
    for year in 0..=years {
        let column = 1 + year as u16;
        let spend = lines.funds[fund].get(year).unwrap_or(&lines.plan_funds[fund])[1];
        let spend = page.live(own, column, spend, Look::Yuan)?;
        let paid = page.place(rows.paid, column);
        page.live(own + 1, column, (Live::from(paid) - spend).tidy(), Look::Yuan)?;
    }
    *row += 2;
    plain(page, row, "book-committed", |money| &money.committed, false)?;
    plain(page, row, "book-queued", |money| &money.queued, false)?;
    Ok(rows)
}
