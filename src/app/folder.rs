//! The files of a run folder, from what a run says.
//!
//! Running, reporting again and verifying all write here, so that they cannot write different things.

use std::thread::{Builder, ScopedJoinHandle};

use crate::model::Model;
use crate::report::brief::{Cited, Enclosed, brief};
use crate::report::document::document;
use crate::report::page::page;
use crate::report::terminal::{self, Paint};
use crate::report::view::{self, View};
use crate::report::{About, Words, json, workbook};
use crate::runs::{self, Manifest, Staging, layout};
use crate::scenario::Scenario;
use crate::simulate::Observer;
use crate::summary::Results;
use crate::tables;
use crate::words::{Diagnostics, Language, refusal};

use super::cited::{CitedStudy, EarlierRun};
use super::error::AppError;
use super::{charts, kept};

/// The report for machines.
pub(super) const REPORT: &str = "report.json";

/// Everything that the files of a run folder are made from. None of them may depend on anything else, least of all on
/// the clock, the machine or where the folder lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Contents<'a> {
    /// The scenario that was run.
    pub(super) scenario: &'a Scenario,
    /// Its resolved file and what it read, as [`Scenario::sources`].
    pub(super) sources: &'a [(String, String)],
    /// The one of these that the folder does not keep.
    pub(super) left_out: Option<&'a str>,
    /// What came of it.
    pub(super) results: &'a Results,
    /// Warnings about the scenario as it was first read.
    pub(super) warnings: &'a Diagnostics,
    /// How the run was made. Its times, machine and list of files are for the manifest alone.
    pub(super) about: &'a Manifest,
    /// The studies that its brief cites.
    pub(super) cited: &'a [CitedStudy],
    /// The run since which it is told what changed.
    pub(super) since: Option<&'a EarlierRun>,
    /// The language of what is written in one language only.
    pub(super) language: Language,
    /// Whether charts are drawn.
    pub(super) charts: bool,
    /// Threads that may draw.
    pub(super) threads: usize,
}

/// Writes every file but the manifest and the rows of the replicates.
pub(super) fn write(contents: &Contents<'_>, staging: &mut Staging, observer: &dyn Observer) -> Result<(), AppError> {
    let Contents { scenario, results, warnings, language, .. } = *contents;
    staging.release();
    // A workbook cannot be made under a clock that is set wrong.
    runs::now()?;
    staging.write_sources(contents.sources, contents.left_out)?;
    staging.write(layout::RESULTS, &kept::write(contents.about, warnings, results)?)?;
    staging.expect(tables::write_all(results, scenario, staging.path())?);
    for language in Language::ALL {
        let text = terminal::view(&viewed(contents, &Words::new(language)), Paint::Plain);
        staging.write(&report_text(language), text.as_bytes())?;
    }
    // The folder does not know where it will lie.
    let object = json::run(scenario, results, warnings, ".", language);
    staging.write(REPORT, json::text(&object).as_bytes())?;
    contents.cited.iter().try_for_each(|study| study.copied.write(staging))?;
    contents.since.map_or(Ok(()), |earlier| earlier.copied.write(staging))?;
    let cited: Vec<Cited<'_>> = contents.cited.iter().map(CitedStudy::cited).collect();
    let signature = contents.about.reported.as_ref().and_then(|reported| reported.signature.as_ref());
    let about = about(contents);
    for language in Language::ALL {
        let words = Words::new(language);
        let brief = brief(scenario, results, &about, Enclosed { signature, cited: &cited }, &words);
        let page = page(&viewed(contents, &words), (scenario, results), &about, &brief, &words);
        let page = page.map_err(|error| AppError::Internal(error.to_string()))?;
        staging.write(&layout::page(language), page.as_bytes())?;
        let document = document(&brief, &words).map_err(|error| AppError::Internal(error.to_string()))?;
        staging.write(&layout::brief(language), &document)?;
    }
    write_workbooks(contents, staging)?;
    if contents.charts {
        let charts = view::run(scenario, results, &Words::new(language)).charts();
        charts::draw(staging, &charts, language, contents.threads, observer)?;
    }
    if observer.cancelled() { Err(AppError::Interrupted) } else { Ok(()) }
}

/// What the run says, with what changed since an earlier one where that is asked.
fn viewed(contents: &Contents<'_>, words: &Words) -> View {
    let view = view::run(contents.scenario, contents.results, words);
    match contents.since {
        Some(earlier) => view.since(contents.scenario, contents.results, earlier.earlier(), words),
        None => view,
    }
}

/// Writes the workbook of the money in both languages, where there is money.
fn write_workbooks(contents: &Contents<'_>, staging: &Staging) -> Result<(), AppError> {
    let Contents { scenario, results, about: manifest, .. } = *contents;
    if !workbook::has_money(scenario, results) {
        return Ok(());
    }
    let about = workbook::About {
        tidui: manifest.tidui.clone(),
        commit: manifest.commit.clone(),
        results_version: manifest.results_version.to_string(),
        started: manifest.started.to_string(),
        platform: format!("{} {}", manifest.platform.os, manifest.platform.arch),
        run: runs::run_name(&manifest.identity()),
    };
    threads_for_a_workbook()?;
    for language in Language::ALL {
        let bytes = workbook::workbook(scenario, results, &about, &Words::new(language))
            .map_err(|error| AppError::Internal(error.to_string()))?;
        staging.write(&layout::workbook(language), &bytes)?;
    }
    Ok(())
}

/// Threads that are started at once while a workbook is written: one a sheet.
const OF_WORKBOOK: usize = 12;

/// Whether the system gives the threads that a workbook is written by, which cannot do without.
pub(super) fn threads_for_a_workbook() -> Result<(), AppError> {
    std::thread::scope(|scope| {
        let mut started = Vec::new();
        for _ in 0..OF_WORKBOOK {
            match Builder::new().spawn_scoped(scope, std::thread::park) {
                Ok(thread) => started.push(thread),
                Err(error) => {
                    release(&started);
                    return Err(AppError::Threads(refusal(&error)));
                }
            }
        }
        release(&started);
        Ok(())
    })
}

/// Lets threads that wait go on.
fn release<T>(threads: &[ScopedJoinHandle<'_, T>]) {
    for one in threads {
        one.thread().unpark();
    }
}

fn about(contents: &Contents<'_>) -> About {
    let manifest = contents.about;
    About {
        // The name of the first run of its kind: a repetition beside it has the same report.
        run: runs::run_name(&manifest.identity()),
        version: manifest.tidui.clone(),
        commit: manifest.commit.clone(),
        results_version: manifest.results_version,
        command: None,
        precision: manifest.precision.map(|precision| precision.to_string()),
        beside: None,
    }
}

/// Bytes that the files of such a run take at least, about: so much room is kept before it begins. `rows` are those of the
/// replicates that are kept.
pub(super) fn least_bytes(model: &Model, charts: bool, rows: u64) -> u64 {
    let scenario = model.scenario();
    let values = (model.metrics().len() as u64) * u64::from((scenario.end - scenario.start).unsigned_abs() + 1);
    let money = if scenario.funds.is_empty() { 0 } else { scenario.funds.len() + 1 };
    let pictures = (scenario.tiers.len() + scenario.targets.len() + 2 + money) as u64;
    let draws = scenario.nesting.draws(rows);
    // Pages have their drawings in any case.
    let each = if charts { 150_000 } else { 50_000 };
    300_000 + 500 * values + each * pictures + 8 * draws.saturating_mul(model.uncertain().len() as u64)
}

/// The report for people.
pub(super) fn report_text(language: Language) -> String {
    format!("report.{}.txt", language.code())
}

/// Threads asked for, or as many as the machine offers.
pub(super) fn threads(asked: Option<usize>) -> usize {
    asked.or_else(|| std::thread::available_parallelism().ok().map(Into::into)).unwrap_or(1)
}
