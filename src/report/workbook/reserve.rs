//! How much to hold back: by fiscal year, fund and for the whole plan, at a confidence that the reader picks.

use rust_xlsxwriter::{DataValidation, Worksheet, XlsxError};

use crate::scenario::Fund;
use crate::summary::{Quantiles, RESERVE_LEVELS, Spread};

use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, lines, names};

/// Columns: granted, yours; the reserve under what was granted; the same under yours; mean need, its quantiles, and these
/// above the mean; at your level.
const GRANTED: u16 = 1;
const YOURS: u16 = 2;
const RESERVE: u16 = 3;
const UNDER_YOURS: u16 = 7;
const MEAN: u16 = 10;
const QUANTILES: u16 = 11;
const ABOVE_MEAN: u16 = 15;
const CHOSEN: u16 = 18;

/// Where the cells stand that others use.
#[derive(Debug)]
pub(super) struct At {
    /// The confidence picked.
    pub(super) level: Place,
    /// By year, all funds together.
    pub(super) totals: Vec<TotalAt>,
    /// The same for the whole plan.
    pub(super) plan: TotalAt,
}

/// Where all funds together stand, at the level picked.
#[derive(Clone, Copy, Debug)]
pub(super) struct TotalAt {
    /// What your appropriations come to; none if a fund never binds.
    pub(super) yours: Option<Place>,
    /// The reserve beyond them; none if every fund never binds.
    pub(super) reserve: Option<Place>,
    /// How far the need is above its mean.
    pub(super) above_mean: Place,
}

/// What a row belongs to.
struct Line<'a> {
    label: &'a str,
    need: &'a Spread,
    /// What is needed beyond the appropriation.
    beyond: &'a Spread,
    /// The cell of the mean need on the sheet of lines.
    mean: Place,
    /// None for a fund that never binds, of which nothing is ever missing.
    budget: Option<Budget>,
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
    widths.extend([11.5; 20]);
    let mut page = Page::new(Sheet::Reserve, words, numbers, widths)?;
    let ids = ["book-reserve-note", "book-reserve-what-if", "book-reserve-above-mean", "book-reserve-additive"];
    let mut row = page.opening(&words.word("book-reserve-title"), &ids.map(|id| words.word(id)))?;
    page.word(row, 0, "book-level", Look::Strong)?;
    let level = page.number(row, 1, RESERVE_LEVELS[1], Look::InputPercentile)?;
    let list = DataValidation::new()
        .allow_list_strings(&RESERVE_LEVELS.map(|level| level.to_string()))?
        .set_input_message(words.word("book-level-hint"))?;
    page.worksheet.add_data_validation(row, 1, row, 1, &list)?;
    page.across(row, 2, 8, &words.word("book-level-hint"), Look::Hint)?;
    row += 2;
    let head = row;
    page.group(row, 0, 0, &words.word("unit-yuan"))?;
    let groups = [
        (GRANTED, YOURS, "book-money-there"),
        (RESERVE, RESERVE + 3, "book-reserve-granted"),
        (UNDER_YOURS, UNDER_YOURS + 2, "book-reserve-yours"),
        (MEAN, QUANTILES + 3, "need"),
        (ABOVE_MEAN, ABOVE_MEAN + 2, "book-above-mean"),
        (CHOSEN, CHOSEN + 2, "book-at-level"),
    ];
    for (from, to, id) in groups {
        page.group(row, from, to, &words.word(id))?;
    }
    row += 1;
    let mut heads = vec![words.word("fiscal-year"), words.word("book-granted"), words.word("book-yours")];
    let percent = |levels: &[f64]| levels.iter().map(|level| format!("{level}%")).collect::<Vec<_>>();
    heads.extend(vec![String::new(); 4]);
    heads.extend(percent(&RESERVE_LEVELS[1..]));
    heads.push(words.word("mean"));
    heads.extend(percent(&RESERVE_LEVELS));
    heads.extend(percent(&RESERVE_LEVELS[1..]));
    heads.extend(["book-reserve-yours", "need", "book-above-mean"].map(|id| words.word(id)));
    page.headings(row, 0, &heads)?;
    let levels = std::array::from_fn(|index| page.place(row, RESERVE + index as u16));
    for (index, value) in RESERVE_LEVELS.into_iter().enumerate() {
        page.number(row, RESERVE + index as u16, value, Look::Percentile)?;
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
            let budget = limited.then_some(Budget::Typed(money.appropriation.mean));
            let label = source.year(year);
            let mean = lines.funds[fund][year][0];
            writer.row(
                row,
                &Line { label: &label, need: &money.need, beyond: money.needed_beyond(), mean, budget, total: false },
            )?;
            if limited {
                rows.push(row);
            }
            row += 1;
        }
        writer.sum_of_years(row, first, row - 1, limited)?;
        let budget = limited.then(|| Budget::Sums((first..row).collect()));
        let (money, mean) = (&source.results.plan_money[fund], lines.plan_funds[fund][0]);
        let label = words.word("book-one-pot");
        writer.row(
            row + 1,
            &Line { label: &label, need: &money.need, beyond: money.needed_beyond(), mean, budget, total: true },
        )?;
        if limited {
            plan_rows.push(row + 1);
        }
        row += 3;
    }
    writer.band(row, &words.word("book-all-funds-together"))?;
    row += 1;
    let bounded = |fund: &Fund| fund.appropriation.is_some();
    let limited = source.scenario.funds.iter().any(bounded);
    let all = source.scenario.funds.iter().all(bounded);
    let first = row;
    let mut totals = Vec::new();
    for (year, rows) in year_rows.into_iter().enumerate() {
        let money = &source.results.total_money[year];
        let (label, mean, budget) = (source.year(year), lines.totals[year][0], limited.then_some(Budget::Sums(rows)));
        writer.row(
            row,
            &Line { label: &label, need: &money.need, beyond: money.needed_beyond(), mean, budget, total: false },
        )?;
        totals.push(writer.at(row, limited, all));
        row += 1;
    }
    writer.sum_of_years(row, first, row - 1, limited)?;
    row += 1;
    let (money, budget) = (&source.results.plan_money[funds], limited.then_some(Budget::Sums(plan_rows)));
    let label = words.word("book-one-pot");
    writer.row(
        row,
        &Line {
            label: &label,
            need: &money.need,
            beyond: money.needed_beyond(),
            mean: lines.plan[0],
            budget,
            total: true,
        },
    )?;
    let at = At { level, totals, plan: writer.at(row, limited, all) };
    Ok((writer.page.finish(row, Some((head, head + 1)), 1, &source.running())?, at))
}

struct Writer<'a> {
    page: Page<'a>,
    level: Place,
    levels: [Place; 4],
}

impl Writer<'_> {
    fn at(&self, row: u32, limited: bool, all: bool) -> TotalAt {
        let place = |column: u16| self.page.place(row, column);
        TotalAt {
            yours: all.then(|| place(YOURS)),
            reserve: limited.then(|| place(CHOSEN)),
            above_mean: place(CHOSEN + 2),
        }
    }

    fn band(&mut self, row: u32, text: &str) -> Result<(), XlsxError> {
        self.page.text(row, 0, text, Look::Band)?;
        self.page.blank(row, 1, CHOSEN + 2, Look::Band)
    }

    fn row(&mut self, row: u32, line: &Line<'_>) -> Result<(), XlsxError> {
        let page = &mut self.page;
        let (name, look, none) = if line.total {
            (Look::Total, Look::TotalYuan, Look::TotalYuan)
        } else {
            (Look::Label, Look::Yuan, Look::Nothing)
        };
        page.text(row, 0, line.label, name)?;
        match &line.budget {
            Some(Budget::Typed(granted)) => {
                let granted = page.number(row, GRANTED, *granted, look)?;
                page.live(row, YOURS, granted, Look::Input)?;
            }
            Some(Budget::Sums(rows)) => {
                for column in [GRANTED, YOURS] {
                    let cells: Vec<Place> = rows.iter().map(|row| page.place(*row, column)).collect();
                    page.live(row, column, Live::sum(&cells), look)?;
                }
            }
            None => {
                for column in [GRANTED, YOURS] {
                    page.nothing(row, column, none)?;
                }
            }
        }
        // A yuan more of appropriation is a yuan less beyond it, until nothing is missing; a yuan less is one more.
        let more = Live::from(page.place(row, YOURS)) - page.place(row, GRANTED);
        let reserve = |page: &mut Page<'_>, gap: Place, column: u16| match &line.budget {
            Some(_) => page.live(row, column, (Live::from(gap) - more.clone()).not_below_zero(), look).map(|_| ()),
            None => page.nothing(row, column, none),
        };
        for (index, value) in line.beyond.quantiles.reserves().into_iter().enumerate() {
            let column = RESERVE + index as u16;
            match &line.budget {
                Some(_) => page.number(row, column, value, look).map(|_| ())?,
                None => page.nothing(row, column, none)?,
            }
            if index > 0 {
                let gap = page.place(row, column);
                reserve(page, gap, UNDER_YOURS + index as u16 - 1)?;
            }
        }
        let mean = page.live(row, MEAN, line.mean, look)?;
        let Quantiles { p50, p80, p90, p95, .. } = line.need.quantiles;
        for (index, value) in [p50, p80, p90, p95].into_iter().enumerate() {
            page.number(row, QUANTILES + index as u16, value, look)?;
        }
        for index in 0..3 {
            let need = page.place(row, QUANTILES + 1 + index);
            page.live(row, ABOVE_MEAN + index, (Live::from(need) - mean).not_below_zero(), look)?;
        }
        let chosen = |page: &Page<'_>, column: u16| Live::Chosen {
            level: self.level,
            levels: self.levels,
            first: page.place(row, column),
        };
        let (gap, need) = (chosen(page, RESERVE), chosen(page, QUANTILES));
        match &line.budget {
            Some(_) => page.live(row, CHOSEN, (gap - more).not_below_zero(), look).map(|_| ())?,
            None => page.nothing(row, CHOSEN, none)?,
        }
        let need = page.live(row, CHOSEN + 1, need, look)?;
        page.live(row, CHOSEN + 2, (Live::from(need) - mean).not_below_zero(), look).map(|_| ())
    }

    /// What the reserves of single years come to: what it takes if no year may help another.
    fn sum_of_years(&mut self, row: u32, first: u32, last: u32, limited: bool) -> Result<(), XlsxError> {
        let page = &mut self.page;
        page.word(row, 0, "book-each-year-alone", Look::Strong)?;
        for column in GRANTED..=CHOSEN + 2 {
            let money = column < MEAN || column == CHOSEN;
            let above_mean = (ABOVE_MEAN..CHOSEN).contains(&column) || column == CHOSEN + 2;
            if above_mean || money && limited {
                let cells: Vec<Place> = (first..=last).map(|row| page.place(row, column)).collect();
                page.live(row, column, Live::sum(&cells), Look::StrongYuan)?;
            } else {
                page.nothing(row, column, Look::StrongNothing)?;
            }
        }
        Ok(())
    }
}
