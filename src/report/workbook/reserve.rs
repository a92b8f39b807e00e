//! How much to hold back: by fiscal year, fund and for the whole plan, at a confidence that the reader picks.

use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use crate::summary::Spread;

use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, lines, names};

const LEVELS: [f64; 4] = [50.0, 80.0, 90.0, 95.0];
/// Columns: granted, yours, carried in, mean need, its quantiles, above the mean, above the budget, at your level.
const GRANTED: u16 = 1;
const YOURS: u16 = 2;
const CARRIED: u16 = 3;
const MEAN: u16 = 4;
const QUANTILES: u16 = 5;
const ABOVE_MEAN: u16 = 9;
const ABOVE_BUDGET: u16 = 12;
const CHOSEN: u16 = 15;

/// Where the cells stand that others use.
#[derive(Debug)]
pub(super) struct At {
    /// The confidence picked.
    pub(super) level: Place,
    /// By year, all funds: what your appropriations come to (none if a fund never binds), reserve above the mean and
    /// above the budget at the level picked.
    pub(super) totals: Vec<(Option<Place>, Place, Option<Place>)>,
    /// The same for the whole plan.
    pub(super) plan: (Option<Place>, Place, Option<Place>),
}

/// What a row of needs belongs to.
struct Line<'a> {
    label: &'a str,
    need: &'a Spread,
    /// The cell of its mean on the sheet of lines.
    mean: Place,
    /// Granted; what stands in the cell of yours; carried in. None for a fund that never binds.
    budget: Option<(Budget, f64)>,
    total: bool,
}

/// Where a row's appropriation comes from.
enum Budget {
    /// The run's, to be overwritten.
    Typed(f64),
    /// The sum of other rows.
    Sums(Vec<u32>),
}

pub(super) fn sheet(
    source: Source<'_>,
    lines: &lines::At,
    numbers: &mut Numbers,
) -> Result<(Worksheet, At), XlsxError> {
    let (words, years, funds) = (source.words, source.years(), source.scenario.funds.len());
    let mut widths = vec![30.0];
    widths.extend([11.5; 17]);
    let mut page = Page::new(Sheet::Reserve, words, numbers, widths)?;
    let ids = ["book-reserve-note", "book-reserve-budget", "book-reserve-what-if", "book-reserve-additive"];
    let mut row = page.opening(&words.word("book-reserve-title"), &ids.map(|id| words.word(id)))?;
    page.word(row, 0, "book-level", Look::Strong)?;
    let level = page.number(row, 1, LEVELS[1], Look::InputPercentile)?;
    let list = DataValidation::new()
        .allow_list_strings(&LEVELS.map(|level| level.to_string()))?
        .set_input_message(words.word("book-level-hint"))?;
    page.worksheet.add_data_validation(row, 1, row, 1, &list)?;
    page.across(row, 2, 8, &words.word("book-level-hint"), Look::Hint)?;
    row += 2;
    let head = row;
    page.group(row, 0, 0, &words.word("unit-yuan"))?;
    let groups = [
        (GRANTED, CARRIED, "book-money-there"),
        (MEAN, QUANTILES + 3, "need"),
        (ABOVE_MEAN, ABOVE_MEAN + 2, "book-above-mean"),
        (ABOVE_BUDGET, ABOVE_BUDGET + 2, "book-above-budget"),
        (CHOSEN, CHOSEN + 2, "book-at-level"),
    ];
    for (from, to, id) in groups {
        page.group(row, from, to, &words.word(id))?;
    }
    row += 1;
    let ids = ["book-granted", "book-yours", "book-carried-in-short", "mean"];
    let mut heads = vec![words.word("fiscal-year")];
    heads.extend(ids.map(|id| words.word(id)));
    heads.extend(["", "", "", ""].map(str::to_owned));
    heads.extend(["80%", "90%", "95%", "80%", "90%", "95%"].map(str::to_owned));
    heads.extend(["need", "book-above-mean", "book-above-budget"].map(|id| words.word(id)));
    page.headings(row, 0, &heads)?;
    let levels = std::array::from_fn(|index| page.place(row, QUANTILES + index as u16));
    for (index, value) in LEVELS.into_iter().enumerate() {
        page.number(row, QUANTILES + index as u16, value, Look::Percentile)?;
    }
    row += 1;
    let mut writer = Writer { page, level, levels };
    let mut year_rows: Vec<Vec<u32>> = vec![Vec::new(); years];
    let mut plan_rows: Vec<u32> = Vec::new();
    for fund in 0..funds {
        writer.band(row, &names::fund(source.scenario, fund, words))?;
        row += 1;
        let limited = source.scenario.funds[fund].appropriation.is_some();
        let first = row;
        for (year, rows) in year_rows.iter_mut().enumerate() {
            let money = &source.results.fund_money[fund * years + year];
            let budget = limited.then_some((Budget::Typed(money.appropriation.mean), money.carried_in.mean));
            let mean = lines.funds[fund][year][0];
            let line = Line { label: &source.year(year), need: &money.need, mean, budget, total: false };
            writer.row(row, line)?;
            rows.push(row);
            row += 1;
        }
        writer.sum_of_years(row, first, row - 1, limited)?;
        let opening = source.results.fund_money[fund * years].carried_in.mean;
        let budget = limited.then(|| (Budget::Sums((first..row).collect()), opening));
        let (need, mean) = (&source.results.plan_money[fund].need, lines.plan_funds[fund][0]);
        let label = words.word("book-one-pot");
        writer.row(row + 1, Line { label: &label, need, mean, budget, total: true })?;
        plan_rows.push(row + 1);
        row += 3;
    }
    writer.band(row, &words.word("book-all-funds-together"))?;
    row += 1;
    let limited = source.scenario.funds.iter().all(|fund| fund.appropriation.is_some());
    let first = row;
    let mut totals = Vec::new();
    for (year, rows) in year_rows.into_iter().enumerate() {
        let carried = (0..funds).map(|fund| source.results.fund_money[fund * years + year].carried_in.mean).sum();
        let budget = limited.then_some((Budget::Sums(rows), carried));
        let need = &source.results.total_money[year].need;
        let line = Line { label: &source.year(year), need, mean: lines.totals[year][0], budget, total: false };
        writer.row(row, line)?;
        totals.push(writer.at(row, limited));
        row += 1;
    }
    writer.sum_of_years(row, first, row - 1, limited)?;
    row += 1;
    let opening = (0..funds).map(|fund| source.results.fund_money[fund * years].carried_in.mean).sum();
    let budget = limited.then_some((Budget::Sums(plan_rows), opening));
    let need = &source.results.plan_money[funds].need;
    let label = words.word("book-one-pot");
    writer.row(row, Line { label: &label, need, mean: lines.plan[0], budget, total: true })?;
    let at = At { level, totals, plan: writer.at(row, limited) };
    Ok((writer.page.finish(row, Some((head, head + 1)), 1, &source.running())?, at))
}

struct Writer<'a> {
    page: Page<'a>,
    level: Place,
    levels: [Place; 4],
}

impl Writer<'_> {
    fn at(&self, row: u32, limited: bool) -> (Option<Place>, Place, Option<Place>) {
        let place = |column: u16| self.page.place(row, column);
        (limited.then(|| place(YOURS)), place(CHOSEN + 1), limited.then(|| place(CHOSEN + 2)))
    }

    fn band(&mut self, row: u32, text: &str) -> Result<(), XlsxError> {
        self.page.text(row, 0, text, Look::Band)?;
        self.page.blank(row, 1, CHOSEN + 2, Look::Band)
    }

    fn row(&mut self, row: u32, line: Line<'_>) -> Result<(), XlsxError> {
        let page = &mut self.page;
        let (name, look, none) = if line.total {
            (Look::Total, Look::TotalYuan, Look::TotalYuan)
        } else {
            (Look::Label, Look::Yuan, Look::Nothing)
        };
        page.text(row, 0, line.label, name)?;
        let limited = line.budget.is_some();
        match line.budget {
            Some((Budget::Typed(granted), carried)) => {
                let granted = page.number(row, GRANTED, granted, look)?;
                page.live(row, YOURS, granted, Look::Input)?;
                page.number(row, CARRIED, carried, look)?;
            }
            Some((Budget::Sums(rows), carried)) => {
                for column in [GRANTED, YOURS] {
                    let cells: Vec<Place> = rows.iter().map(|row| page.place(*row, column)).collect();
                    page.live(row, column, Live::sum(&cells), look)?;
                }
                page.number(row, CARRIED, carried, look)?;
            }
            None => {
                for column in [GRANTED, YOURS, CARRIED] {
                    page.nothing(row, column, none)?;
                }
            }
        }
        let mean = page.live(row, MEAN, line.mean, look)?;
        let need = line.need;
        for (index, value) in [need.p50, need.p80, need.p90, need.p95].into_iter().enumerate() {
            page.number(row, QUANTILES + index as u16, value, look)?;
        }
        let there = |page: &Page<'_>| Live::from(page.place(row, YOURS)) + page.place(row, CARRIED);
        let above_budget = |page: &mut Page<'_>, need: Place, column: u16| {
            if limited {
                let short = (Live::from(need) - there(page)).not_below_zero();
                page.live(row, column, short, look).map(|_| ())
            } else {
                page.nothing(row, column, none)
            }
        };
        for index in 0..3 {
            let need = page.place(row, QUANTILES + 1 + index);
            page.live(row, ABOVE_MEAN + index, (Live::from(need) - mean).not_below_zero(), look)?;
            above_budget(page, need, ABOVE_BUDGET + index)?;
        }
        let first = page.place(row, QUANTILES);
        let chosen = page.live(row, CHOSEN, Live::Chosen { level: self.level, levels: self.levels, first }, look)?;
        page.live(row, CHOSEN + 1, (Live::from(chosen) - mean).not_below_zero(), look)?;
        above_budget(page, chosen, CHOSEN + 2)
    }

    /// What the reserves of single years come to: what it takes if no year may help another.
    fn sum_of_years(&mut self, row: u32, first: u32, last: u32, limited: bool) -> Result<(), XlsxError> {
        let page = &mut self.page;
        page.word(row, 0, "book-each-year-alone", Look::Strong)?;
        for column in GRANTED..=CHOSEN + 2 {
            let money = column == GRANTED || column == YOURS || (ABOVE_BUDGET..CHOSEN).contains(&column);
            let reserve = (ABOVE_MEAN..CHOSEN).contains(&column) || column > CHOSEN;
            let binds = money || column == CHOSEN + 2;
            if (money || reserve) && (limited || !binds) {
                let cells: Vec<Place> = (first..=last).map(|row| page.place(row, column)).collect();
                page.live(row, column, Live::sum(&cells), Look::StrongYuan)?;
            } else {
                page.nothing(row, column, Look::StrongNothing)?;
            }
        }
        Ok(())
    }
}
