//! How much to hold back: by fiscal year, fund and for the whole plan, at a confidence that the reader picks.

use rust_xlsxwriter::{DataValidation, DataValidationRule, Worksheet, XlsxError};

use crate::summary::{Levels, Quantiles, RESERVE_LEVELS};

use super::held::{Cell, Sort, pots};
use super::levels::Spans;
use super::live::{Block, Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::Look;
use super::{Source, lines};

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
    cell: &'a Cell<'a>,
    /// The mean need, from the sheet of lines.
    mean: Live,
    /// None for a fund that never binds, of which nothing is ever missing.
    budget: Option<Budget>,
    total: bool,
    /// Where the sheet of levels has it; none in a run of an older version.
    spans: Option<Spans>,
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
    spans: Option<&[Vec<Spans>]>,
    numbers: &mut Numbers,
) -> Result<(Worksheet, At), XlsxError> {
    let (words, years) = (source.words, source.years());
    let mut widths = vec![30.0];
    widths.extend([11.5; 20]);
    let mut page = Page::new(Sheet::Reserve, words, numbers, widths)?;
    let ids = ["book-reserve-note", "book-reserve-what-if", "book-reserve-above-mean", "book-reserve-additive"];
    let mut row = page.opening(&words.word("book-reserve-title"), &ids.map(|id| words.word(id)))?;
    page.word(row, 0, "book-level", Look::Strong)?;
    let level = page.number(row, 1, RESERVE_LEVELS[1], Look::InputPercentile)?;
    let hint = words.word(if spans.is_some() { "book-level-hint" } else { "book-level-hint-few" });
    let rule = match spans {
        Some(_) => DataValidation::new().allow_whole_number(DataValidationRule::Between(
            (*Levels::EACH.start()).into(),
            (*Levels::EACH.end()).into(),
        )),
        None => DataValidation::new().allow_list_strings(&RESERVE_LEVELS.map(|level| level.to_string()))?,
    };
    let rule: DataValidation = rule.set_input_message(hint.as_str())?.set_error_message(hint.as_str())?;
    page.worksheet.add_data_validation(row, 1, row, 1, &rule)?;
    page.across(row, 2, 8, &hint, Look::Hint)?;
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
    let levels = (page.place(row, RESERVE), page.place(row, RESERVE + 3));
    for (index, value) in (0..).zip(RESERVE_LEVELS) {
        page.number(row, RESERVE + index, value, Look::Percentile)?;
    }
    row += 1;
    let mut writer = Writer { page, level, levels };
    // By fund: the rows of its years, and that of the whole plan.
    let mut typed: Vec<Vec<u32>> = Vec::new();
    let (mut totals, mut last) = (Vec::new(), row);
    let mut plan = None;
    for (place, pot) in pots(source).iter().enumerate() {
        writer.band(row, &pot.title)?;
        row += 1;
        if pot.sort == Sort::Fund {
            let rules = super::funds::rules(source, pot.funds[0]);
            if !rules.is_empty() {
                writer.page.note(row, &rules)?;
                row += 1;
            }
        }
        let (first, bounded) = (row, pot.limited(source).collect::<Vec<_>>());
        let limited = !bounded.is_empty();
        for (year, cell) in pot.cells.iter().enumerate() {
            let whole = year == years;
            if whole {
                writer.sum_of_years(row, first, row - 1, limited)?;
                row += 1;
            }
            let label = if whole { words.word("book-one-pot") } else { source.year(year) };
            let budget = limited.then(|| match pot.sort {
                Sort::Fund if whole => Budget::Sums((first..row - 1).collect()),
                Sort::Fund => Budget::Typed(source.results.fund_money[place * years + year].appropriation.mean),
                _ => Budget::Sums(bounded.iter().map(|fund| typed[*fund][year]).collect()),
            });
            let need = |fund: &usize| lines.funds[*fund].get(year).unwrap_or(&lines.plan_funds[*fund])[0];
            let mean = match pot.sort {
                Sort::All => lines.totals.get(year).unwrap_or(&lines.plan)[0].into(),
                Sort::Fund => need(&place).into(),
                Sort::Pool => Live::sum(&pot.funds.iter().map(need).collect::<Vec<_>>()),
            };
            let spans = spans.map(|spans| spans[place][year]);
            writer.row(row, &Line { label: &label, cell, mean, budget, total: whole, spans })?;
            if pot.sort == Sort::All {
                let at = writer.at(row, limited, bounded.len() == pot.funds.len());
                if whole {
                    plan = Some(at);
                } else {
                    totals.push(at);
                }
            }
            row += 1;
        }
        if pot.sort == Sort::Fund {
            typed.push((first..first + years as u32).chain([row - 1]).collect());
        }
        last = row - 1;
        row += 1;
    }
    let plan = plan.unwrap_or_else(|| writer.at(last, false, false));
    let at = At { level, totals, plan };
    Ok((writer.page.finish(last, Some((head, head + 1)), 1, &source.running())?, at))
}

struct Writer<'a> {
    page: Page<'a>,
    level: Place,
    /// The confidences at the heads of columns.
    levels: Block,
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
        for (index, value) in line.cell.beyond.quantiles.reserves().into_iter().enumerate() {
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
        let mean = page.live(row, MEAN, line.mean.clone(), look)?;
        let Quantiles { p50, p80, p90, p95, .. } = line.cell.need.quantiles;
        for (index, value) in [p50, p80, p90, p95].into_iter().enumerate() {
            page.number(row, QUANTILES + index as u16, value, look)?;
        }
        for index in 0..3 {
            let need = page.place(row, QUANTILES + 1 + index);
            page.live(row, ABOVE_MEAN + index, (Live::from(need) - mean).not_below_zero(), look)?;
        }
        let (level, beside) = (self.level, |column: u16| (page.place(row, column), page.place(row, column + 3)));
        let [gap, need] = match line.spans {
            Some(Spans { levels, beyond, need }) => [(levels, beyond), (levels, need)],
            None => [(self.levels, beside(RESERVE)), (self.levels, beside(QUANTILES))],
        }
        .map(|(levels, cells)| Live::Chosen { level, levels, cells });
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
