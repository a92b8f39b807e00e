//! Lines by fiscal year: need, spend and gap, with the sums that may be made.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::scenario::file::YearEnd;
use crate::summary::{Quantiles, Spread};

use super::Source;
use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;

/// Need, spend and gap.
pub(super) type Three<T> = [T; 3];
/// The quantities, in the order of their columns.
const QUANTITIES: Three<&str> = ["need", "spend", "gap"];
const STATISTICS: [&str; 5] = ["p50", "mean", "p80", "p90", "p95"];
/// Position of the mean among the statistics.
const MEAN: u16 = 1;
const CLAWBACK: u16 = 16;
/// Who pays a line out, and what becomes of what is left of its fund.
const PAYER: u16 = 17;
const YEAR_END: u16 = 18;

/// Where the means stand.
#[derive(Debug)]
pub(super) struct At {
    /// By line, then year.
    pub(super) lines: Vec<Vec<Three<Place>>>,
    /// By fund, then year.
    pub(super) funds: Vec<Vec<Three<Place>>>,
    /// By year.
    pub(super) totals: Vec<Three<Place>>,
    /// By fund.
    pub(super) plan_funds: Vec<Three<Place>>,
    pub(super) plan: Three<Place>,
}

/// The first column of a quantity.
const fn column(quantity: usize) -> u16 {
    1 + 5 * quantity as u16
}

const fn quantiles(spread: &Spread) -> [f64; 5] {
    let Quantiles { p50, p80, p90, p95, .. } = spread.quantiles;
    [p50, spread.mean, p80, p90, p95]
}

pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<(Worksheet, At), XlsxError> {
    let words = source.words;
    let mut widths = vec![34.0];
    widths.extend([11.5; 16]);
    widths.extend([22.0, 14.0]);
    let mut page = Page::new(Sheet::Lines, words, numbers, widths)?;
    let notes = ["book-lines-note", "book-lines-additive", "book-lines-years"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-lines-title"), &notes)?;
    let head = row;
    page.group(row, 0, 0, &words.word("unit-yuan"))?;
    for (index, quantity) in QUANTITIES.iter().enumerate() {
        page.group(row, column(index), column(index) + 4, &words.word(quantity))?;
    }
    page.group(row, CLAWBACK, CLAWBACK, &words.word("book-clawback"))?;
    page.group(row, PAYER, YEAR_END, &words.word("book-rules"))?;
    row += 1;
    let mut heads = vec![words.word("book-line")];
    for _ in QUANTITIES {
        heads.extend(STATISTICS.map(|id| words.word(id)));
    }
    heads.extend(["mean", "book-payer", "book-left-at-year-end"].map(|id| words.word(id)));
    page.headings(row, 0, &heads)?;
    row += 1;
    let (funds, years) = (source.scenario.funds.len(), source.years());
    let mut at = At {
        lines: vec![Vec::new(); source.scenario.lines.len()],
        funds: vec![Vec::new(); funds],
        totals: Vec::new(),
        plan_funds: Vec::new(),
        plan: [Place::new(Sheet::Lines, 0, 0); 3],
    };
    let mut repaid = vec![Vec::new(); source.scenario.lines.len()];
    for year in 0..years {
        row = block(source, &mut page, row, year, &mut at, &mut repaid)?;
    }
    row = whole_plan(source, &mut page, row, &mut at, &repaid)?;
    let worksheet = page.finish(row, Some((head, head + 1)), 1, &source.running())?;
    Ok((worksheet, at))
}

/// A fiscal year: lines, what funds come to, and all.
fn block(
    source: Source<'_>,
    page: &mut Page<'_>,
    mut row: u32,
    year: usize,
    at: &mut At,
    repaid: &mut [Vec<Place>],
) -> Result<u32, XlsxError> {
    let (results, years) = (source.results, source.years());
    page.text(row, 0, &source.year(year), Look::Band)?;
    page.blank(row, 1, YEAR_END, Look::Band)?;
    row += 1;
    let mut clawbacks = Vec::new();
    for fund in 0..source.scenario.funds.len() {
        let own = source.lines_of(fund);
        for &line in &own {
            let money = &results.line_money[line * years + year];
            page.text(row, 0, &source.line(line), Look::Indented)?;
            let mut means = [page.place(row, 0); 3];
            for (index, spread) in [&money.need, &money.spend, &money.gap].into_iter().enumerate() {
                for (offset, value) in quantiles(spread).into_iter().enumerate() {
                    page.number(row, column(index) + offset as u16, value, Look::Yuan)?;
                }
                means[index] = page.place(row, column(index) + MEAN);
            }
            repaid[line].push(page.number(row, CLAWBACK, money.clawback.mean, Look::Yuan)?);
            rules(source, page, row, (fund, Some(line)), Look::Indented)?;
            at.lines[line].push(means);
            row += 1;
        }
        let money = &results.fund_money[fund * years + year];
        let of = |index: usize| own.iter().map(|line| at.lines[*line][year][index]).collect::<Vec<_>>();
        let label = page.words.with("book-fund-subtotal", &[("fund", source.fund(fund))]);
        let sums = std::array::from_fn(|index| Live::sum(&of(index)));
        let means = sum_row(page, row, &label, sums, [&money.need, &money.spend, &money.gap], false)?;
        let own: Vec<Place> = own.iter().map(|line| repaid[*line][year]).collect();
        clawbacks.push(page.live(row, CLAWBACK, Live::sum(&own), Look::StrongYuan)?);
        rules(source, page, row, (fund, None), Look::StrongIndented)?;
        at.funds[fund].push(means);
        row += 1;
    }
    let money = &results.total_money[year];
    let sums =
        std::array::from_fn(|index| Live::sum(&at.funds.iter().map(|fund| fund[year][index]).collect::<Vec<_>>()));
    let label = page.words.with("book-year-total", &[("year", &source.year(year))]);
    at.totals.push(sum_row(page, row, &label, sums, [&money.need, &money.spend, &money.gap], true)?);
    page.live(row, CLAWBACK, Live::sum(&clawbacks), Look::TotalYuan)?;
    page.blank(row, PAYER, YEAR_END, Look::Total)?;
    Ok(row + 2)
}

/// Who pays a line (or appropriates a fund), and what becomes of what is left of it.
fn rules(
    source: Source<'_>,
    page: &mut Page<'_>,
    row: u32,
    (fund, line): (usize, Option<usize>),
    look: Look,
) -> Result<(), XlsxError> {
    let fund = &source.scenario.funds[fund];
    let own = fund.payer.map_or("–", |payer| source.words.text(&source.scenario.payers[payer.index()].title));
    page.text(row, PAYER, line.map_or(own, |line| source.payer(line)), look)?;
    let left = match fund.year_end {
        _ if fund.appropriation.is_none() => "book-left-never",
        YearEnd::Lapse => "book-left-lapses",
        YearEnd::CarryOver => "book-left-carries",
    };
    page.word(row, YEAR_END, left, look)
}

/// A row whose means are formulas and whose quantiles are the run's own: quantiles do not add up.
fn sum_row(
    page: &mut Page<'_>,
    row: u32,
    label: &str,
    sums: Three<Live>,
    spreads: Three<&Spread>,
    last: bool,
) -> Result<Three<Place>, XlsxError> {
    let (name, look) = if last { (Look::Total, Look::TotalYuan) } else { (Look::Strong, Look::StrongYuan) };
    page.text(row, 0, label, name)?;
    let mut means = [page.place(row, 0); 3];
    for (index, (sum, spread)) in sums.into_iter().zip(spreads).enumerate() {
        for (offset, value) in quantiles(spread).into_iter().enumerate() {
            let place = column(index) + offset as u16;
            if offset as u16 == MEAN {
                means[index] = page.live(row, place, sum.clone(), look)?;
            } else {
                page.number(row, place, value, look)?;
            }
        }
    }
    Ok(means)
}

/// All years together. What waits when a year closes is wanted again in the next, so needs and gaps of a fund with a
/// queue are added up less what waited.
fn whole_plan(
    source: Source<'_>,
    page: &mut Page<'_>,
    mut row: u32,
    at: &mut At,
    repaid: &[Vec<Place>],
) -> Result<u32, XlsxError> {
    let (results, years) = (source.results, source.years());
    page.word(row, 0, "book-whole-plan", Look::Band)?;
    page.blank(row, 1, YEAR_END, Look::Band)?;
    row += 1;
    let mut clawbacks = Vec::new();
    for fund in 0..source.scenario.funds.len() {
        let closing = &results.fund_money[fund * years..(fund + 1) * years];
        let twice: f64 = closing[..years - 1].iter().map(|money| money.queued.mean).sum();
        let own = source.lines_of(fund);
        for &line in &own {
            page.text(row, 0, &source.line(line), Look::Indented)?;
            for index in 0..QUANTITIES.len() {
                for offset in 0..STATISTICS.len() as u16 {
                    let place = column(index) + offset;
                    if offset == MEAN && (index == 1 || twice == 0.0) {
                        let cells: Vec<Place> = at.lines[line].iter().map(|year| year[index]).collect();
                        page.live(row, place, Live::sum(&cells), Look::Yuan)?;
                    } else {
                        page.nothing(row, place, Look::Nothing)?;
                    }
                }
            }
            clawbacks.push(page.live(row, CLAWBACK, Live::sum(&repaid[line]), Look::Yuan)?);
            rules(source, page, row, (fund, Some(line)), Look::Indented)?;
            row += 1;
        }
        let mut sums: Three<Live> =
            std::array::from_fn(|index| Live::sum(&at.funds[fund].iter().map(|year| year[index]).collect::<Vec<_>>()));
        if twice > 0.0 {
            page.word(row, 0, "book-counted-once", Look::Indented)?;
            page.blank(row, 1, YEAR_END, Look::Label)?;
            for index in [0, 2] {
                let less = page.number(row, column(index) + MEAN, -twice, Look::Yuan)?;
                sums[index] = sums[index].clone() + less;
            }
            row += 1;
        }
        let money = &results.plan_money[fund];
        let label = page.words.with("book-fund-subtotal", &[("fund", source.fund(fund))]);
        let means = sum_row(page, row, &label, sums, [&money.need, &money.spend, &money.gap], false)?;
        let own = &clawbacks[clawbacks.len() - own.len()..];
        page.live(row, CLAWBACK, Live::sum(own), Look::StrongYuan)?;
        rules(source, page, row, (fund, None), Look::StrongIndented)?;
        at.plan_funds.push(means);
        row += 1;
    }
    let money = &results.plan_money[source.scenario.funds.len()];
    let sums =
        std::array::from_fn(|index| Live::sum(&at.plan_funds.iter().map(|fund| fund[index]).collect::<Vec<_>>()));
    let label = page.words.word("book-plan-total");
    at.plan = sum_row(page, row, &label, sums, [&money.need, &money.spend, &money.gap], true)?;
    page.live(row, CLAWBACK, Live::sum(&clawbacks), Look::TotalYuan)?;
    page.blank(row, PAYER, YEAR_END, Look::Total)?;
    Ok(row)
}
