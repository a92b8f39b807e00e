//! What is paid, month by month.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::Source;
use super::charts::{Name, Plan};
use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::{HIGH, Look, MISSING, SPENT};
use crate::summary::Quantiles;

/// Where the sums of the fiscal years stand.
#[derive(Debug)]
pub(super) struct At {
    /// By year: all lines.
    pub(super) totals: Vec<Place>,
    /// By line, then year.
    pub(super) lines: Vec<Vec<Place>>,
}

/// The sheet; none where the months are not known.
pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Option<(Worksheet, At)>, XlsxError> {
    let (words, results) = (source.words, source.results);
    let (lines, months) = (source.scenario.lines.len(), results.months.len());
    if results.cash.len() != lines * months || results.cash_total.len() != months {
        return Ok(None);
    }
    let order: Vec<usize> = (0..source.scenario.funds.len()).flat_map(|fund| source.lines_of(fund)).collect();
    let mut widths = vec![14.0];
    widths.extend(std::iter::repeat_n(11.5, lines + 6));
    let mut page = Page::new(Sheet::Cash, words, numbers, widths)?;
    let notes = ["book-cash-note", "book-cash-additive"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-cash-title"), &notes)?;
    let (total, sofar) = (lines as u16 + 1, lines as u16 + 2);
    let head = row;
    page.group(row, 0, 0, &words.word("unit-yuan"))?;
    page.group(row, 1, sofar, &words.word("book-mean-paid"))?;
    page.group(row, sofar + 1, sofar + 4, &words.word("book-all-lines-paid"))?;
    row += 1;
    let mut heads = vec![words.word("month")];
    heads.extend(order.iter().map(|line| source.line(*line)));
    heads.extend(["book-all-lines", "book-so-far", "p50", "p80", "p90", "p95"].map(|id| words.word(id)));
    page.headings(row, 0, &heads)?;
    row += 1;
    let mut at = At { totals: Vec::new(), lines: vec![Vec::new(); lines] };
    // The chart takes unbroken columns, so that the sums of the years stand below all months.
    let first = row;
    let mut of_year: Vec<Vec<u32>> = vec![Vec::new(); results.fiscal_years.len()];
    for (index, month) in results.months.iter().enumerate() {
        let opening = month.year_opening_in(source.scenario.fiscal_year_starts);
        let year = results.fiscal_years.iter().position(|year| *year == opening).unwrap_or(0);
        page.text(row, 0, &month.to_string(), Look::Label)?;
        for (position, line) in order.iter().enumerate() {
            page.number(row, 1 + position as u16, results.cash[line * months + index].spend, Look::Yuan)?;
        }
        let own = Live::across(page.place(row, 1), total - 1);
        let own = page.live(row, total, own, Look::StrongYuan)?;
        let before = of_year[year].last().map(|before| page.place(*before, sofar));
        page.live(row, sofar, before.map_or(Live::from(own), |before| Live::from(before) + own), Look::Yuan)?;
        let spread = results.cash_total[index].spend;
        let Quantiles { p50, p80, p90, p95, .. } = spread.quantiles;
        for (offset, value) in [p50, p80, p90, p95].into_iter().enumerate() {
            page.number(row, sofar + 1 + offset as u16, value, Look::Yuan)?;
        }
        of_year[year].push(row);
        row += 1;
    }
    let last = row - 1;
    row += 1;
    let sums = row;
    for (year, rows) in of_year.iter().enumerate() {
        page.text(row, 0, &source.year(year), Look::Strong)?;
        for column in 1..=total {
            let cells: Vec<Place> = rows.iter().map(|row| page.place(*row, column)).collect();
            let place = page.live(row, column, Live::sum(&cells), Look::StrongYuan)?;
            match order.get(usize::from(column) - 1) {
                Some(line) => at.lines[*line].push(place),
                None => at.totals.push(place),
            }
        }
        page.nothing(row, sofar, Look::StrongNothing)?;
        for column in sofar + 1..=sofar + 4 {
            page.nothing(row, column, Look::StrongNothing)?;
        }
        row += 1;
    }
    page.word(row, 0, "book-whole-plan", Look::Total)?;
    for column in 1..=total {
        let cells: Vec<Place> = (sums..row).map(|row| page.place(row, column)).collect();
        page.live(row, column, Live::sum(&cells), Look::TotalYuan)?;
    }
    page.blank(row, sofar, sofar + 4, Look::Total)?;
    row += 2;
    let span = |column: u16| (page.place(first, column), page.place(last, column));
    let plan = Plan {
        title: &words.word("book-chart-cash"),
        unit: &words.word("unit-yuan"),
        categories: span(0),
        columns: vec![(Name::Word(words.word("mean")), span(total), SPENT)],
        lines: vec![
            (Name::Word(words.word("p80")), span(sofar + 2), HIGH),
            (Name::Word(words.word("p95")), span(sofar + 4), MISSING),
        ],
        size: (1180, 380),
    };
    page.repeats(head, head + 1);
    let end = page.chart(row, 0, &plan)?;
    Ok(Some((page.finish(end, Some((head, head + 1)), 1, &source.running())?, at)))
}
