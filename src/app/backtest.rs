//! How far forecasts of a plan could be trusted in years that are known.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::backtest::{Asked as Wanted, Backtest as Found, backtest as compare};
use crate::fit::Effort;
use crate::report::{Beside, backtest as report, json};
use crate::scenario::Scenario;
use crate::tables::write_backtest;
use crate::words::{Diagnostic, Diagnostics, Language, Severity, Whole, command as shell_command, several, text};

use super::error::{AppError, Instead};
use super::folder::REPORT;
use super::pages::{Pages, new_folder};
use super::past::{Asked, Records};
use super::source::Source;
use super::values::{Replicates, Seed, Threads};
use super::{Stage, Watcher, loading};

/// Replicates of each forecast, if nothing else is asked for.
const REPLICATES: u64 = 1000;

/// What to compare.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Backtest {
    /// The scenario whose forecasts are compared.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// What is known of past years: rosters of three or more months.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub records: Records,
    /// Take the plan's own numbers, and read none off.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_fit: bool,
    /// Settings over the scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// Replicates of each forecast; none means 1,000.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub replicates: Option<Replicates>,
    /// Seed, over that of the scenario.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub seed: Option<Seed>,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub threads: Option<Threads>,
    /// Draw no charts into files.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_charts: bool,
    /// A new folder for pages, pictures and tables.
    #[cfg_attr(feature = "cli", arg(long, short = 'o', value_name = "DIR"))]
    pub to: Option<PathBuf>,
    /// Language of the charts.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct BacktestOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// Forecasts and what came.
    pub found: Found,
    /// The folder that was written.
    pub folder: Option<PathBuf>,
    /// What is worth reading of how rosters and tables were read.
    pub warnings: Diagnostics,
}

impl Backtest {
    fn asked(&self) -> Asked<'_> {
        Asked { file: &self.file, records: &self.records, students: None, spending: None, least: 3 }
    }

    /// The command that finds the same again.
    fn command(&self) -> String {
        let mut words = vec!["tidui".to_owned(), "backtest".to_owned()];
        words.extend(self.asked().words());
        words.extend(self.no_fit.then(|| "--no-fit".to_owned()));
        words.extend(self.set.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
        words.extend(self.replicates.iter().flat_map(|count| ["--replicates".to_owned(), count.get().to_string()]));
        words.extend(self.seed.iter().flat_map(|seed| ["--seed".to_owned(), seed.get().to_string()]));
        shell_command(words.iter().map(String::as_str))
    }
}

/// Forecasts years that are known from what was known before them, and compares.
///
/// # Errors
/// [`AppError::Refused`] with every problem of the scenario or of a table, and where the plan goes on from none of the rosters;
/// [`AppError::NoScenario`] if there is no such scenario, [`AppError::Exists`] if something is where the folder would go,
/// [`AppError::Interrupted`] if the watcher asks.
pub fn backtest(request: &Backtest, watcher: &dyn Watcher) -> Result<BacktestOutcome, AppError> {
    let (scenario, mut warnings) = loading::load_source(&request.file, &request.set)?;
    if let Some(folder) = request.to.as_ref().filter(|folder| folder.symlink_metadata().is_ok()) {
        return Err(AppError::Exists { file: folder.clone(), instead: Instead::Folder });
    }
    let past = request.asked().read(&scenario, &mut warnings, watcher)?;
    watcher.stage(Stage::Simulating);
    let wanted = Wanted {
        scenario: &scenario,
        panel: &past.panel,
        funnel: &past.funnel,
        places: &past.places,
        effort: (!request.no_fit).then(Effort::default),
        replicates: request.replicates.map_or(REPLICATES, Whole::get),
        seed: request.seed.map_or(scenario.seed, Whole::get),
        threads: request.threads.map(Whole::size),
    };
    let found = compare(&wanted, watcher)?;
    if found.comparisons.is_empty() {
        return Err(AppError::Refused(nowhere(&found)));
    }
    let folder = match &request.to {
        Some(to) => Some(write(request, &scenario, &found, to, watcher)?),
        None => None,
    };
    Ok(BacktestOutcome { scenario, found, folder, warnings })
}

/// Why the plan goes on from no roster: what keeps it from going on from the last.
fn nowhere(found: &Found) -> Diagnostics {
    let mut problems = Diagnostics::new();
    let errors = found.origins.last().into_iter().flat_map(|one| &one.problems.list);
    let first = errors.clone().find(|one| one.severity == Severity::Error);
    let problem = Diagnostic::error("nowhere-to-start", text!("backtest-nothing"));
    problems.push(match first {
        Some(first) => problem.hint(text!("hint-backtest-nothing", why = &first.message)),
        None => problem.hint(text!("backtest-lone")),
    });
    problems
}

/// Writes the folder, whole or not at all.
fn write(
    request: &Backtest,
    scenario: &Scenario,
    found: &Found,
    to: &Path,
    watcher: &dyn Watcher,
) -> Result<PathBuf, AppError> {
    watcher.stage(Stage::Writing);
    let staging = new_folder(to)?;
    staging.expect(write_backtest(scenario, found, staging.path())?);
    let pages = Pages {
        beside: Beside::Backtest,
        scenario,
        command: request.command(),
        drawn_in: (!request.no_charts).then_some(request.lang),
        threads: request.threads.map(Whole::size),
    };
    pages.write(&staging, &|words| report::view(scenario, found, words), watcher)?;
    let object = report::object(scenario, found, &[], request.lang);
    staging.write(REPORT, json::text(&object).as_bytes())?;
    Ok(staging.finish_plain()?)
}
