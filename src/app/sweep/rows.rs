//! Running the rows of a design: rows at once where there are many, replicates at once where there are few.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::scenario::{SET, Scenario};
use crate::simulate::{Observer, Pool, RunPlan, threads_asked};
use crate::summary::Section;
use crate::tables::{Added, SweepWriter, SweptRow, TableName};
use crate::words::{Diagnostics, Severity, Text, Whole, text};

use super::super::error::AppError;
use super::super::source::Source;
use super::super::{Watcher, loading, precision};
use super::{Job, Sweep};
use crate::runs::NotRun;

/// Rows that are run before what they say is written.
const TOGETHER: usize = 64;
/// Rows that were not run which are told with why.
const TOLD: usize = 8;

/// The rows that were not run: how many were refused, which were left out, and the first of either.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub(in crate::app) struct Counts {
    pub(in crate::app) refused: u64,
    pub(in crate::app) left_out: Vec<u64>,
    pub(in crate::app) not_run: Vec<NotRun>,
    /// What is wrong with the first that was refused.
    #[serde(skip)]
    pub(in crate::app) first: Option<Diagnostics>,
}

impl Counts {
    /// Adds those of later rows.
    pub(in crate::app) fn add(&mut self, later: Self) {
        self.refused += later.refused;
        self.left_out.extend(later.left_out);
        self.not_run.extend(later.not_run);
        self.not_run.truncate(TOLD);
    }
}

/// A scenario as a row wants it.
struct Loaded {
    scenario: Scenario,
    model: Model,
    warnings: u64,
}

/// Scenario and settings of a row, and what became of them.
type Last = Option<((Source, Vec<String>), Result<Arc<Loaded>, Diagnostics>)>;

/// What a row came to.
struct Done {
    added: Added,
    status: Status,
}

enum Status {
    Run,
    /// With what is told of it.
    Refused(Diagnostics, Text),
    LeftOut,
}

/// Runs rows and hands what they say to `writer`, in order.
pub(in crate::app) fn run(
    request: &Sweep,
    jobs: &[Job],
    writer: &mut SweepWriter,
    watcher: &dyn Watcher,
) -> Result<Counts, AppError> {
    let pool = Pool::start(threads_asked(request.threads()))?;
    let tables = request.tables();
    let left_out = request.left_out();
    let mut counts = Counts::default();
    let mut done = 0;
    // Where there are fewer rows than threads, the replicates of each are shared out instead.
    let threads = if jobs.len() < pool.threads() { pool.threads() } else { 1 };
    let last: Mutex<Last> = Mutex::new(None);
    for chunk in jobs.chunks(TOGETHER) {
        let one = |job: &Job| row(request, job, &tables, &left_out, threads, &last, watcher);
        let rows: Vec<Result<Done, AppError>> =
            if threads == 1 { pool.each(chunk, one) } else { chunk.iter().map(one).collect() };
        let mut added = Vec::with_capacity(rows.len());
        for (job, row) in chunk.iter().zip(rows) {
            let Done { added: own, status } = row?;
            match status {
                Status::Run => {}
                Status::Refused(problems, told) => {
                    counts.refused += 1;
                    counts.tell(job, told);
                    counts.first = counts.first.or(Some(problems));
                }
                Status::LeftOut => {
                    counts.left_out.push(job.row);
                    counts.tell(job, text!("design-left-out"));
                }
            }
            added.push(own);
        }
        writer.push(&added)?;
        done += chunk.len() as u64;
        watcher.progress(done, jobs.len() as u64);
    }
    Ok(counts)
}

impl Counts {
    fn tell(&mut self, job: &Job, why: Text) {
        if self.not_run.len() < TOLD {
            self.not_run.push(NotRun { row: job.row, why });
        }
    }
}

/// The first thing that is wrong, with the setting in which it stands, and how many more there are.
fn why(problems: &Diagnostics, sets: &[String]) -> Text {
    let errors: Vec<_> = problems.list.iter().filter(|one| one.severity == Severity::Error).collect();
    let Some(first) = errors.first() else { return Text::default() };
    let place = first.location.as_ref().filter(|place| &*place.file == SET);
    let why = match place.and_then(|place| sets.get(place.line.checked_sub(1)?)) {
        Some(set) => text!("design-refused-set", set, why = &first.message),
        None => first.message.clone(),
    };
    match errors.len() - 1 {
        0 => why,
        more => text!("design-refused-more", why, more),
    }
}

/// Hears of interruptions, and tells no progress: many rows are under way at once.
struct Quiet<'a>(&'a dyn Watcher);

impl Observer for Quiet<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

fn row(
    request: &Sweep,
    job: &Job,
    tables: &[TableName],
    left_out: &BTreeSet<u64>,
    threads: usize,
    last: &Mutex<Last>,
    watcher: &dyn Watcher,
) -> Result<Done, AppError> {
    if watcher.cancelled() {
        return Err(AppError::Interrupted);
    }
    let source = job.scenario.clone().map(Source::Named).or_else(|| request.scenario.clone());
    let named = match &source {
        Some(Source::Named(name)) => name.clone(),
        _ => String::new(),
    };
    let mut said = SweptRow {
        row: job.row,
        name: job.name.as_deref(),
        source: &named,
        scenario: None,
        seed: None,
        replicates: None,
        warnings: 0,
        status: "run",
        why: None,
    };
    if left_out.contains(&job.row) {
        (said.status, said.why) = ("left-out", Some(text!("design-left-out")));
        return Ok(Done { added: Added::new(&said, None, tables), status: Status::LeftOut });
    }
    let set: Vec<String> = request.set.iter().chain(&job.set).cloned().collect();
    let refused = |mut said: SweptRow<'_>, problems: Diagnostics| {
        let told = why(&problems, &set);
        (said.status, said.why) = ("refused", Some(told.clone()));
        Ok(Done { added: Added::new(&said, None, tables), status: Status::Refused(problems, told) })
    };
    let Some(source) = source else {
        let problem = crate::words::Diagnostic::error("design-no-scenario", text!("design-no-scenario", row = job.row));
        return refused(said, vec![problem.hint(text!("hint-design-no-scenario"))].into());
    };
    let loaded = match load(source, set.clone(), last)? {
        Ok(loaded) => loaded,
        Err(problems) => return refused(said, problems),
    };
    let Loaded { scenario, model, warnings } = &*loaded;
    let plan = plan(request, job, scenario, threads);
    let sections: Vec<Section> = tables.iter().flat_map(|table| table.sections()).copied().collect();
    let results = precision::counted(model, &plan, &Quiet(watcher))?.results_of(model, plan.seed, &sections);
    said.scenario = Some((&scenario.id, &scenario.digest));
    (said.seed, said.replicates, said.warnings) = (Some(plan.seed), Some(plan.replicates), *warnings);
    Ok(Done { added: Added::new(&said, Some((&results, scenario)), tables), status: Status::Run })
}

fn plan(request: &Sweep, job: &Job, scenario: &Scenario, threads: usize) -> RunPlan {
    let replicates = job.replicates.or(request.replicates.map(Whole::get)).unwrap_or(scenario.replicates);
    let seed = job.seed.or(request.seed.map(Whole::get)).unwrap_or(scenario.seed);
    RunPlan { threads: Some(threads), ..RunPlan::new(replicates, seed, scenario.nesting) }
}

/// Reads what a row runs; rows that differ in seed or replicates alone, one after another, are read once.
fn load(source: Source, set: Vec<String>, last: &Mutex<Last>) -> Result<Result<Arc<Loaded>, Diagnostics>, AppError> {
    let key = (source, set);
    if let Ok(last) = last.lock()
        && let Some((known, loaded)) = last.as_ref()
        && *known == key
    {
        return Ok(loaded.clone());
    }
    let loaded = match loading::load_source(&key.0, &key.1) {
        Ok((scenario, warnings)) => {
            let model = Model::compile(&scenario);
            Ok(Arc::new(Loaded { scenario, model, warnings: warnings.list.len() as u64 }))
        }
        Err(AppError::Refused(problems)) => Err(problems),
        Err(AppError::NoScenario { name, .. }) => {
            let problem = crate::words::Diagnostic::error("missing-file", text!("design-no-file", name));
            Err(vec![problem].into())
        }
        Err(other) => return Err(other),
    };
    if let Ok(mut last) = last.lock() {
        *last = Some((key, loaded.clone()));
    }
    Ok(loaded)
}
