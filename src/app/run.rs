//! Running a scenario, whole: read, check, simulate, and leave a run folder.

use std::path::PathBuf;
use std::sync::Mutex;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::report::Words;
use crate::runs::{
    self, Build, Describes, Durations, FORMAT, Identity, Manifest, OpenRun, Opened, Platform, RESULTS_VERSION, Staging,
    layout,
};
use crate::scenario::Scenario;
use crate::simulate::{Observer, ReplicateRow, RunError, RunPlan};
use crate::summary::Results;
use crate::tables::RowWriter;
use crate::words::{Diagnostics, Language, Text, Whole, path};

use super::error::AppError;
use super::folder::{self, Contents, REPORT};
use super::how::How;
use super::opened::Altered;
use super::source::Source;
use super::{Stage, Watcher, loading, opened, precision};

/// What to run, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Run {
    /// The scenario.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// How it is made.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub how: How,
    /// Keep every replicate as a row.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub keep_replicates: bool,
    /// Leave the roster out of the folder: what the run says is the same, and its manifest tells what it was.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub without_roster: bool,
    /// Check in every replicate that people are conserved and yuan add up. What is to be checked is run, even if it is there.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub audit: bool,
}

impl Run {
    /// A run of a scenario, with all that is usual.
    #[must_use]
    pub fn of(file: Source) -> Self {
        Self { file, how: How::default(), keep_replicates: false, without_roster: false, audit: false }
    }
}

/// A folder that was written or found, and what it says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome<T> {
    /// The folder.
    pub folder: PathBuf,
    /// Whether it was there before, so that nothing was computed.
    pub recognised: bool,
    /// What it says.
    pub said: T,
    /// Warnings about what was read.
    pub warnings: Diagnostics,
    /// Remarks on how it was done, in the language of the request.
    pub notes: Vec<String>,
    /// Seconds it took.
    pub seconds: f64,
}

/// What a run says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ran {
    /// The scenario that was run.
    pub scenario: Scenario,
    /// What came of it.
    pub results: Results,
}

/// Runs a scenario and writes its folder, or finds the folder of the same run.
///
/// # Errors
/// Whatever was refused or interrupted; nothing is left behind then.
pub fn run(request: &Run, watcher: &dyn Watcher) -> Result<Outcome<Ran>, AppError> {
    run_by(request, settled(request, watcher)?, watcher, &|model, plan, staging| {
        simulate(model, plan, request.how.width(), request.how.lang, staging, watcher)
    })
}

/// A run as it was asked: everything that is settled before anything is run.
#[derive(Debug)]
pub(super) struct Settled {
    pub(super) scenario: Scenario,
    pub(super) warnings: Diagnostics,
    pub(super) plan: RunPlan,
    began: Instant,
    started: jiff::Timestamp,
    /// Seconds that reading and checking the scenario took.
    load: f64,
}

/// Reads and checks what is to be run.
pub(super) fn settled(request: &Run, watcher: &dyn Watcher) -> Result<Settled, AppError> {
    let (began, started) = (Instant::now(), runs::now()?);
    let (scenario, warnings) = loading::load_source(&request.file, &request.how.set)?;
    watcher.warned(&warnings);
    let plan = plan(request, &scenario);
    Ok(Settled { scenario, warnings, plan, began, started, load: began.elapsed().as_secs_f64() })
}

/// The plan that is carried out for a model, and what comes of it; what is kept beside goes into the folder.
pub(super) type Simulating<'a> = dyn Fn(&Model, RunPlan, &Staging) -> Result<(RunPlan, Results), AppError> + 'a;

/// A run whose results come from wherever `simulating` has them.
pub(super) fn run_by(
    request: &Run,
    settled: Settled,
    watcher: &dyn Watcher,
    simulating: &Simulating<'_>,
) -> Result<Outcome<Ran>, AppError> {
    let Settled { scenario, warnings, plan, began, started, load } = settled;
    let identity = identity(request, &scenario, &plan);
    let folder = runs::run_name(&identity);
    let left_out = scenario.roster_file().filter(|_| request.without_roster);
    let mut notes = Vec::new();
    if request.without_roster && left_out.is_none() {
        notes.push(Words::new(request.how.lang).word("note-no-roster"));
    }
    if !request.how.again && !request.audit {
        let (known, altered) = recognise(request, &identity, left_out.is_some())?;
        // A folder that says nothing any more is run again.
        if let Some((known, kept)) = known.and_then(|known| opened::kept(&known).ok().map(|kept| (known, kept))) {
            return Ok(Outcome {
                recognised: true,
                said: Ran { scenario, results: kept.results },
                warnings,
                notes: drawn_otherwise(&known, !request.how.no_charts, request.how.lang),
                seconds: began.elapsed().as_secs_f64(),
                folder: known.path,
            });
        }
        notes.extend(altered.map(|altered| altered.note(request.how.lang)));
    }
    folder::threads_for_a_workbook()?;
    if left_out.is_none() {
        tell_of_rosters(&[(&request.file, &scenario)], "note-holds-roster", request.how.lang, watcher);
    }
    // Made before the work begins: a folder that cannot be written is refused at once.
    let mut staging = Staging::create(&request.how.output, &folder)?;
    let compiling = Instant::now();
    let model = Model::compile(&scenario);
    let compile = compiling.elapsed().as_secs_f64();
    let rows = if request.keep_replicates { plan.replicates } else { 0 };
    staging.reserve(folder::least_bytes(&model, !request.how.no_charts, rows))?;
    let from = Instant::now();
    watcher.stage(Stage::Simulating);
    let (plan, results) = simulating(&model, plan, &staging)?;
    let simulate = from.elapsed().as_secs_f64();
    let writing = Instant::now();
    watcher.stage(Stage::Writing);
    let mut manifest = manifest(request, &scenario, &plan, started);
    let contents = Contents {
        scenario: &scenario,
        sources: &scenario.sources,
        left_out,
        results: &results,
        warnings: &warnings.without_folders(),
        about: &manifest,
        cited: &[],
        since: None,
        language: request.how.lang,
        charts: !request.how.no_charts,
        threads: folder::threads(plan.threads),
    };
    folder::write(&contents, &mut staging, watcher)?;
    manifest.durations = Durations { load, compile, simulate, write: writing.elapsed().as_secs_f64() };
    let folder = staging.finish(manifest)?;
    Ok(Outcome {
        folder,
        recognised: false,
        said: Ran { scenario, results },
        warnings,
        notes,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// Says that a folder will hold the rosters that scenarios read, before it is written. A bundled roster is nobody's.
pub(super) fn tell_of_rosters(
    scenarios: &[(&Source, &Scenario)],
    note: &str,
    language: Language,
    watcher: &dyn Watcher,
) {
    let own = scenarios.iter().filter(|(file, _)| matches!(file, Source::Named(name) if path(name).exists()));
    let people = own.map(|(_, scenario)| scenario.listed_people()).max().unwrap_or_default();
    if people > 0 {
        watcher.noted(&Words::new(language).counted(note, people as u64, &[]));
    }
}

fn plan(request: &Run, scenario: &Scenario) -> RunPlan {
    let first = if request.how.precision.is_some() { precision::first(scenario.nesting) } else { scenario.replicates };
    let replicates = request.how.replicates.map_or(first, Whole::get);
    let seed = request.how.seed.map_or(scenario.seed, Whole::get);
    RunPlan {
        threads: request.how.threads(),
        audit: request.audit,
        keep_rows: request.keep_replicates,
        ..RunPlan::new(replicates, seed, scenario.nesting)
    }
}

/// What makes the run that is asked for the run it is.
pub(super) fn identity<'a>(request: &Run, scenario: &'a Scenario, plan: &RunPlan) -> Identity<'a> {
    Identity {
        results_version: RESULTS_VERSION,
        scenario: &scenario.id,
        digest: &scenario.digest,
        seed: plan.seed,
        replicates: request.how.precision.is_none().then_some(plan.replicates),
        nesting: plan.nesting,
        precision: request.how.width(),
    }
}

/// Runs `plan`, or from there on as many replicates as `precision` takes; returns the plan that was carried out.
pub(super) fn simulate(
    model: &Model,
    mut plan: RunPlan,
    precision: Option<f64>,
    language: Language,
    staging: &Staging,
    watcher: &dyn Watcher,
) -> Result<(RunPlan, Results), AppError> {
    if let Some(width) = precision {
        // Rows are kept of the last try only.
        let keep_rows = std::mem::replace(&mut plan.keep_rows, false);
        let (mut settled, results) = precision::settle(model, plan, width, watcher)?;
        if !keep_rows {
            return Ok((settled, results));
        }
        settled.keep_rows = true;
        plan = settled;
    }
    let results = simulated(model, &plan, language, staging, watcher)?;
    Ok((plan, results))
}

/// Runs `plan`, and keeps the rows of the replicates if it says so.
fn simulated(
    model: &Model,
    plan: &RunPlan,
    language: Language,
    staging: &Staging,
    watcher: &dyn Watcher,
) -> Result<Results, AppError> {
    if !plan.keep_rows {
        return Ok(precision::simulated(model, plan, watcher)?);
    }
    let writer = row_writer(model, staging)?;
    let simulate = |observer: &dyn Observer| precision::simulated(model, plan, observer);
    let (results, writer) = keeping(writer, (watcher, language), simulate)?;
    writer.finish()?;
    Ok(results)
}

/// The files of a folder that have every replicate as a row.
pub(super) fn row_writer(model: &Model, staging: &Staging) -> Result<RowWriter, AppError> {
    let paths: Vec<String> =
        model.uncertain().iter().map(|id| model.scenario().parameters[id.index()].path.clone()).collect();
    staging.expect(layout::ROWS.map(str::to_owned));
    let [rows, twin] = layout::ROWS.map(|name| staging.path().join(name));
    Ok(RowWriter::create(&rows, &paths, model.outcome_names())?.with_twin(&twin)?)
}

/// Where the rows of replicates go.
pub(super) trait TakesRows: Send {
    /// Takes the next.
    fn take(&mut self, rows: &[ReplicateRow]) -> Result<(), Text>;
}

impl TakesRows for RowWriter {
    fn take(&mut self, rows: &[ReplicateRow]) -> Result<(), Text> {
        self.write(rows).map_err(|error| error.text())
    }
}

/// Simulates with somebody who passes on what happens and keeps the rows; gives back where they went. Problems are told in the
/// language of whoever watches.
pub(super) fn keeping<W: TakesRows, T>(
    rows: W,
    (watcher, language): (&dyn Watcher, Language),
    simulate: impl FnOnce(&dyn Observer) -> Result<T, RunError>,
) -> Result<(T, W), AppError> {
    let keeper = Keeper { watcher, rows: Mutex::new(rows), language };
    let found = simulate(&keeper)?;
    Ok((found, keeper.rows.into_inner().map_err(|error| AppError::Internal(error.to_string()))?))
}

/// Passes on what it sees, and keeps the rows.
struct Keeper<'a, W> {
    watcher: &'a dyn Watcher,
    rows: Mutex<W>,
    language: Language,
}

impl<W: TakesRows> Observer for Keeper<'_, W> {
    fn progress(&self, done: u64, total: u64) {
        self.watcher.progress(done, total);
    }

    fn cancelled(&self) -> bool {
        self.watcher.cancelled()
    }

    fn rows(&self, rows: &[ReplicateRow]) -> Result<(), String> {
        let mut writer = self.rows.lock().map_err(|error| error.to_string())?;
        writer.take(rows).map_err(|error| error.get(self.language).to_owned())
    }
}

fn manifest(request: &Run, scenario: &Scenario, plan: &RunPlan, started: jiff::Timestamp) -> Manifest {
    Manifest {
        format: FORMAT,
        results_version: RESULTS_VERSION,
        tidui: env!("CARGO_PKG_VERSION").to_owned(),
        commit: runs::commit().to_owned(),
        scenario: scenario.id.clone(),
        title: scenario.title.clone(),
        digest: scenario.digest.clone(),
        seed: plan.seed,
        replicates: plan.replicates,
        nesting: plan.nesting,
        precision: request.how.width(),
        language: Some(request.how.lang.code().to_owned()),
        threads: folder::threads(plan.threads),
        platform: Platform::here(),
        started,
        durations: Durations::default(),
        reported: None,
        sources: Vec::new(),
        files: std::collections::BTreeMap::new(),
    }
}

/// The same run with everything that is asked for, if it is there as this tidui wrote it: known by all that made it, file by
/// file. Beside it, one that would be it but for what became of its files.
fn recognise(
    request: &Run,
    identity: &Identity<'_>,
    left_out: bool,
) -> Result<(Option<OpenRun>, Option<Altered>), AppError> {
    let mut first_altered = None;
    for run in runs::called::<Manifest>(&request.how.output, &runs::run_name(identity)) {
        if run.manifest.identity() != *identity
            || run.manifest.build() != Build::here()
            || !suffices(request, &run, left_out)
        {
            continue;
        }
        match opened::altered(&run)? {
            None => return Ok((Some(run), None)),
            altered => first_altered = first_altered.or(altered),
        }
    }
    Ok((None, first_altered))
}

fn suffices(request: &Run, run: &OpenRun, left_out: bool) -> bool {
    let has = |name: &str| run.manifest.files.contains_key(name);
    // A folder with a roster is none without, and the other way round.
    has(REPORT)
        && run.manifest.left_out().is_some() == left_out
        && (!request.keep_replicates || layout::ROWS.into_iter().all(has))
        && (request.how.no_charts || opened::has_charts(run))
}

/// A remark where a folder that was found has its charts in the other language.
pub(super) fn drawn_otherwise<M: Describes>(folder: &Opened<M>, charts: bool, language: Language) -> Vec<String> {
    let end = format!(".{}.svg", language.code());
    let drawn = folder.manifest.files().keys().any(|name| opened::is_chart(name) && name.ends_with(&end));
    if charts && !drawn { vec![Words::new(language).word("note-charts-language")] } else { Vec::new() }
}
