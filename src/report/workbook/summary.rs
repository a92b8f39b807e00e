//! The first sheet: what the plan costs, what to hold back, which targets it reaches, and whether the sums agree.

use rust_xlsxwriter::{ConditionalFormatFormula, DataValidation, Format, Formula, Worksheet, XlsxError};

use crate::report::view::targets;
use crate::words::Language;

use super::charts::{Name, Plan};
use super::live::{Live, Numbers, Place, Sheet};
use super::page::Page;
use super::style::{Look, MISSING, NEEDED, SPENT};
use super::{Source, after, awards, cash, funds, lines, reserve};

/// Where the money of the other sheets stands.
pub(super) struct MoneyAt {
    pub(super) lines: lines::At,
    pub(super) funds: funds::At,
    pub(super) reserve: reserve::At,
    pub(super) awards: Option<awards::At>,
    pub(super) cash: Option<cash::At>,
    pub(super) after: Option<after::At>,
    /// Whether every confidence is told.
    pub(super) has_levels: bool,
}

/// Columns of the amounts.
const YOURS: u16 = 1;
const NEED: u16 = 2;
const SPEND: u16 = 3;
const GAP: u16 = 4;
const WHAT_IF: u16 = 8;

/// Units in which the sheet shows amounts.
const UNITS: [f64; 3] = [1.0, 1e3, 1e4];

pub(super) fn sheet(
    source: Source<'_>,
    money: Option<&MoneyAt>,
    numbers: &mut Numbers,
    named: &mut Vec<(String, Place)>,
) -> Result<Worksheet, XlsxError> {
    let words = source.words;
    let mut widths = vec![40.0];
    widths.extend([16.0; 8]);
    let mut page = Page::new(Sheet::Summary, words, numbers, widths)?;
    let mut notes = vec![words.text(&source.scenario.title).to_owned()];
    notes.extend(source.scenario.description.as_ref().map(|text| words.text(text).to_owned()));
    notes.push(words.counted("book-summary-note", source.results.replicates, &[]));
    let title = words.word(if money.is_some() { "book-summary-title" } else { "book-summary-title-bare" });
    let mut row = page.opening(&title, &notes)?;
    if let Some(money) = money {
        row = amounts(source, &mut page, row, money, named)?;
    } else {
        page.note(row, &words.word("money-none"))?;
        row += 2;
    }
    row = reached(source, &mut page, row)?;
    if let Some(money) = money {
        row = checks(source, &mut page, row, money)?;
    }
    row = contents(source, &mut page, row, money)?;
    page.finish(row, None, 0, &source.running())
}

/// Amounts by fiscal year in the unit that the reader picks.
fn amounts(
    source: Source<'_>,
    page: &mut Page<'_>,
    mut row: u32,
    money: &MoneyAt,
    named: &mut Vec<(String, Place)>,
) -> Result<u32, XlsxError> {
    let (words, years) = (source.words, source.years());
    page.subtitle(row, "book-summary-money")?;
    row += 1;
    page.word(row, 0, "book-unit", Look::Strong)?;
    let chosen = if words.language() == Language::Chinese { UNITS[2] } else { UNITS[0] };
    let unit = page.number(row, 1, chosen, Look::InputUnit)?;
    let list = DataValidation::new().allow_list_strings(&UNITS.map(|unit| unit.to_string()))?;
    page.worksheet.add_data_validation(row, 1, row, 1, &list)?;
    page.across(row, 2, 8, &words.word("book-unit-hint"), Look::Hint)?;
    named.push((words.word("book-name-unit"), unit));
    row += 1;
    page.word(row, 0, "book-level-here", Look::Strong)?;
    page.live(row, 1, money.reserve.level, Look::LinkedPercentile)?;
    page.across(row, 2, 8, &words.word("book-level-hint-here"), Look::Hint)?;
    row += 1;
    page.word(row, 0, "book-colours", Look::Strong)?;
    page.word(row, 1, "book-colour-input", Look::InputText)?;
    page.across(row, 2, 8, &words.word("book-colours-hint"), Look::Hint)?;
    row += 2;
    let ids = [
        "fiscal-year",
        "book-yours",
        "book-mean-need",
        "book-mean-spend",
        "book-mean-gap",
        "book-p80-need",
        "book-above-mean-chosen",
        "book-reserve-chosen",
        "book-run-what-if",
    ];
    page.headings(row, 0, &ids.map(|id| words.word(id)))?;
    row += 1;
    let first = row;
    // What waits when a year closes is wanted again: then years do not come to the whole plan.
    let waits =
        source.results.fund_money.iter().any(|one| one.queued.mean > 0.0 && one.fiscal_year != source.last_year());
    for year in 0..=years {
        let whole = year == years;
        let (name, look) = if whole { (Look::Total, Look::TotalUnit) } else { (Look::Label, Look::Unit) };
        let label = if whole { words.word("book-whole-plan") } else { source.year(year) };
        page.text(row, 0, &label, name)?;
        let means = money.lines.totals.get(year).unwrap_or(&money.lines.plan);
        let held = money.reserve.totals.get(year).unwrap_or(&money.reserve.plan);
        let p80 = Place { column: means[0].column + 1, ..means[0] };
        let what_if = money.awards.as_ref().map(|at| *at.years.get(year).unwrap_or(&at.what_if));
        let [_, spend, gap] = means.map(Some);
        let cells = [held.yours, None, spend, gap, Some(p80), Some(held.above_mean), held.reserve, what_if];
        for (column, cell) in (1..).zip(cells) {
            // As they are shown, years add up to the plan where they do, and spend and gap to the need.
            let years_of = |page: &Page<'_>| (first..row).map(|row| page.place(row, column)).collect::<Vec<_>>();
            let summed = match column {
                YOURS | SPEND | WHAT_IF => true,
                GAP => !waits,
                _ => false,
            };
            let live = match cell {
                _ if column == NEED => continue,
                None => {
                    page.nothing(row, column, look)?;
                    continue;
                }
                Some(_) if whole && summed => Live::sum(&years_of(page)),
                Some(cell) => Live::from(cell).in_unit(unit),
            };
            page.live(row, column, live, look)?;
        }
        let need = Live::from(page.place(row, SPEND)) + page.place(row, GAP);
        page.live(row, NEED, need, look)?;
        row += 1;
    }
    // Single yuan need no decimals.
    let whole = ConditionalFormatFormula::new()
        .set_rule(Formula::new(format!("={}=1", page.numbers.fixed(Sheet::Summary, unit, unit))))
        .set_format(Format::new().set_num_format("#,##0"));
    page.worksheet.add_conditional_format(first, 1, row - 1, 8, &whole)?;
    page.note(row, &words.word("book-summary-additive"))?;
    row += 2;
    let span = |column: u16| (page.place(first, column), page.place(first + years as u32 - 1, column));
    let plan = Plan {
        title: &words.word("book-chart-years"),
        unit: &words.word("book-chart-unit"),
        categories: span(0),
        columns: vec![
            (Name::Word(page.words.word("need")), span(2), NEEDED),
            (Name::Word(page.words.word("spend")), span(3), SPENT),
            (Name::Word(page.words.word("gap")), span(4), MISSING),
        ],
        lines: Vec::new(),
        size: (900, 320),
    };
    page.chart(row, 0, &plan)
}

/// The targets, as the other reports have them.
fn reached(source: Source<'_>, page: &mut Page<'_>, row: u32) -> Result<u32, XlsxError> {
    let Some(table) = targets::table(source.scenario, source.results, source.words) else { return Ok(row) };
    page.subtitle(row, "book-summary-targets")?;
    Ok(page.table(row + 1, &table)? + 1)
}

/// Whether what the sheets add up is what the run says, to the yuan.
fn checks(source: Source<'_>, page: &mut Page<'_>, mut row: u32, money: &MoneyAt) -> Result<u32, XlsxError> {
    let (words, results, years) = (source.words, source.results, source.years());
    page.subtitle(row, "book-checks")?;
    page.note(row + 1, &words.word("book-checks-note"))?;
    row += 2;
    let ids = ["book-check", "book-check-sheet", "book-check-run", "book-check-difference", "book-check-verdict"];
    page.headings(row, 0, &ids.map(|id| words.word(id)))?;
    row += 1;
    let mut list: Vec<(String, Place, Live)> = Vec::new();
    for year in 0..years {
        let total = &results.total_money[year];
        let label = source.year(year);
        for (index, (id, spread)) in
            [("need", &total.need), ("spend", &total.spend), ("gap", &total.gap)].into_iter().enumerate()
        {
            let values = [("year", label.as_str()), ("quantity", &words.word(id))];
            let text = words.with("book-check-lines", &values);
            list.push((text, money.lines.totals[year][index], Live::Number(spread.mean)));
        }
        if let Some(cash) = &money.cash {
            let text = words.with("book-check-cash", &[("year", &label)]);
            list.push((text, cash.totals[year], money.lines.totals[year][1].into()));
        }
        let text = words.with("book-check-paid", &[("year", &label)]);
        list.push((text, money.funds.unexplained[year], Live::Number(0.0)));
    }
    let plan = &results.plan_money[source.scenario.funds.len()];
    for (index, (id, spread)) in
        [("need", &plan.need), ("spend", &plan.spend), ("gap", &plan.gap)].into_iter().enumerate()
    {
        let text = words.with("book-check-plan", &[("quantity", &words.word(id))]);
        list.push((text, money.lines.plan[index], Live::Number(spread.mean)));
    }
    for (fund, year, out, into) in &money.funds.carried {
        let values = [("fund", source.fund(*fund)), ("year", &source.year(*year))];
        list.push((words.with("book-check-carried", &values), *out, (*into).into()));
    }
    if let Some(after) = &money.after {
        list.extend(after.checks.iter().map(|(id, ours, theirs)| (words.word(id), *ours, theirs.clone())));
    }
    for (text, ours, theirs) in list {
        page.text(row, 0, &text, Look::Label)?;
        let ours = page.live(row, 1, ours, Look::Yuan)?;
        let theirs = match theirs {
            Live::Number(value) => page.number(row, 2, value, Look::Yuan)?,
            live => page.live(row, 2, live, Look::Yuan)?,
        };
        let difference = page.live(row, 3, (Live::from(ours) - theirs).tidy(), Look::Yuan)?;
        page.verdict(row, 4, difference)?;
        row += 1;
    }
    Ok(row + 1)
}

/// What is on the other sheets.
fn contents(source: Source<'_>, page: &mut Page<'_>, mut row: u32, money: Option<&MoneyAt>) -> Result<u32, XlsxError> {
    let words = source.words;
    page.subtitle(row, "book-contents")?;
    row += 1;
    let rows = [
        (Sheet::Lines, "book-holds-lines", money.is_some()),
        (Sheet::Cash, "book-holds-cash", money.is_some_and(|money| money.cash.is_some())),
        (Sheet::Awards, "book-holds-awards", money.is_some_and(|money| money.awards.is_some())),
        (Sheet::Funds, "book-holds-funds", money.is_some()),
        (Sheet::Reserve, "book-holds-reserve", money.is_some()),
        (Sheet::Levels, "book-holds-levels", money.is_some_and(|money| money.has_levels)),
        (Sheet::After, "book-holds-after", money.is_some_and(|money| money.after.is_some())),
        (Sheet::Assumptions, "book-holds-assumptions", true),
        (Sheet::Metadata, "book-holds-metadata", true),
    ];
    for (sheet, holds, _) in rows.into_iter().filter(|(_, _, there)| *there) {
        page.link(row, 0, &words.word(sheet.word()))?;
        page.across(row, 1, 8, &words.word(holds), Look::Wrapped)?;
        row += 1;
    }
    Ok(row)
}
