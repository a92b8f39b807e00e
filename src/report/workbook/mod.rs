//! The finance officer's workbook: the money of a run, with formulas that go on working.
//!
//! In: a scenario and its results. Out: the bytes of an `.xlsx` file, one language each. Every number comes from
//! [`Results`] or the scenario; what can be added up is added up by a formula, and what cannot says so. A formula and
//! the number it shows come from one definition (`live.rs`).
//! Not here: statistics, files.

mod after;
mod assumptions;
mod awards;
mod cash;
mod charts;
mod funds;
mod held;
mod levels;
mod lines;
mod live;
mod metadata;
mod page;
mod paid;
mod reserve;
mod style;
mod summary;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};
use thiserror::Error;

use crate::scenario::Scenario;
use crate::summary::Results;

use super::names;
use super::words::Words;
use live::Numbers;

/// How the run was made, as the last sheet tells it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    /// Version of the program.
    pub tidui: String,
    /// Commit that it was built from.
    pub commit: String,
    /// Version of the meaning of the numbers.
    pub results_version: String,
    /// When the run started, as RFC 3339; the file carries it as the time of its making.
    pub started: String,
    /// The machine's system.
    pub platform: String,
    /// Name of the run folder.
    pub run: String,
}

/// Why a workbook could not be written: an error in tidui.
#[derive(Debug, Error)]
#[error("the workbook could not be written: {0}")]
pub struct WorkbookError(#[from] XlsxError);

/// What every sheet is made from.
#[derive(Clone, Copy)]
struct Source<'a> {
    scenario: &'a Scenario,
    results: &'a Results,
    about: &'a About,
    words: &'a Words,
}

impl Source<'_> {
    /// Lines of a fund, in the order in which they are paid.
    fn lines_of(&self, fund: usize) -> Vec<usize> {
        let mut lines: Vec<usize> =
            (0..self.scenario.lines.len()).filter(|line| self.scenario.lines[*line].fund.index() == fund).collect();
        lines.sort_by_key(|line| self.scenario.lines[*line].priority);
        lines
    }

    fn years(&self) -> usize {
        self.results.fiscal_years.len()
    }

    /// The fiscal year in which the run ends.
    fn last_year(&self) -> i32 {
        self.results.fiscal_years.last().copied().unwrap_or_default()
    }

    /// Who pays a line out.
    fn payer(&self, line: usize) -> &str {
        let line = &self.scenario.lines[line];
        let payer = line.payer.or(self.scenario.funds[line.fund.index()].payer);
        payer.map_or("–", |payer| self.words.text(&self.scenario.payers[payer.index()].title))
    }

    fn year(&self, index: usize) -> String {
        let year = self.scenario.fiscal_label(self.results.fiscal_years[index]);
        self.words.with("book-fiscal-year", &[("year", &year)])
    }

    fn line(&self, line: usize) -> String {
        names::line(self.scenario, line, self.words)
    }

    fn fund(&self, fund: usize) -> &str {
        self.words.text(&self.scenario.funds[fund].named.title)
    }

    /// What every page says at its top.
    fn running(&self) -> String {
        let title = self.words.text(&self.scenario.title);
        if self.about.run.is_empty() { title.to_owned() } else { format!("{title} · {}", self.about.run) }
    }
}

/// Whether a run has money that a workbook could tell of.
#[must_use]
pub fn has_money(scenario: &Scenario, results: &Results) -> bool {
    !scenario.lines.is_empty() && !results.line_money.is_empty() && !results.total_money.is_empty()
}

/// The workbook of a run in the language of `words`. The same input gives the same bytes. Without money it holds the
/// targets, the assumptions and how the run was made.
///
/// # Errors
/// If the format refuses what is written, which is an error in tidui.
pub fn workbook(
    scenario: &Scenario,
    results: &Results,
    about: &About,
    words: &Words,
) -> Result<Vec<u8>, WorkbookError> {
    let source = Source { scenario, results, about, words };
    let mut numbers = Numbers::default();
    let mut workbook = Workbook::new();
    let title = words.with("book-title", &[("title", words.text(&scenario.title))]);
    let mut properties = DocProperties::new().set_title(&title).set_author(format!("tidui {}", about.tidui));
    // Never the clock: the same run is the same file.
    let made = ExcelDateTime::parse_from_str(about.started.get(..19).unwrap_or_default());
    if let Ok(made) = made.or_else(|_| ExcelDateTime::from_ymd(2000, 1, 1)) {
        properties = properties.set_creation_datetime(&made);
    }
    workbook.set_properties(&properties);
    let mut sheets = Vec::new();
    let mut names = Vec::new();
    let money = if has_money(scenario, results) {
        let (lines, lines_at) = lines::sheet(source, &mut numbers)?;
        let (funds, funds_at) = funds::sheet(source, &lines_at, &mut numbers)?;
        let (levels, spans) = levels::sheet(source, &mut numbers)?.unzip();
        let (reserve, reserve_at) = reserve::sheet(source, &lines_at, spans.as_deref(), &mut numbers)?;
        let (awards, awards_at) = awards::sheet(source, &lines_at, &mut numbers)?.unzip();
        let (cash, cash_at) = cash::sheet(source, &mut numbers)?.unzip();
        sheets.push(lines);
        sheets.extend(cash);
        sheets.extend(awards);
        sheets.push(funds);
        sheets.push(reserve);
        let has_levels = levels.is_some();
        sheets.extend(levels);
        let (after, after_at) = after::sheet(source, &mut numbers)?.unzip();
        sheets.extend(after);
        names.push((words.word("book-name-confidence"), reserve_at.level));
        names.extend(awards_at.as_ref().map(|at| (words.word("book-name-what-if"), at.what_if)));
        Some(summary::MoneyAt {
            lines: lines_at,
            funds: funds_at,
            reserve: reserve_at,
            awards: awards_at,
            cash: cash_at,
            after: after_at,
            has_levels,
        })
    } else {
        None
    };
    let (assumptions, metadata) = (assumptions::sheet(source, &mut numbers)?, metadata::sheet(source, &mut numbers)?);
    let summary = summary::sheet(source, money.as_ref(), &mut numbers, &mut names)?;
    workbook.push_worksheet(summary);
    for sheet in sheets {
        workbook.push_worksheet(sheet);
    }
    workbook.push_worksheet(assumptions);
    workbook.push_worksheet(metadata);
    for (name, place) in names {
        workbook.define_name(name, &format!("={}", numbers.fixed_everywhere(place)))?;
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests;
