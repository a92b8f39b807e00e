//! Studies: read the scenarios, ask the question, and leave a folder like a run's.

mod ask;
mod folder;
mod store;

use std::path::PathBuf;
use std::time::Instant;

use crate::report::terminal::Paint;
use crate::report::{Words, json};
use crate::runs::{self, FORMAT, Platform, RESULTS_VERSION, Staging, StudiedScenario, StudyManifest, layout};
use crate::scenario::{self, Scenario};
use crate::study::{Laboratory, Sampling};
use crate::words::{Diagnostics, Language};

pub use ask::{Question, Vary};

use super::error::AppError;
use super::run::RunOutcome;
use super::{Stage, Watcher, library};
use store::DiskStore;

/// Replicates of every point, unless told otherwise.
const REPLICATES: u64 = 2_000;

/// What to ask of which scenarios, and how.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyRequest {
    /// Paths, or names of bundled scenarios.
    pub files: Vec<String>,
    /// Settings over every scenario, `path=value`.
    pub sets: Vec<String>,
    /// What is asked.
    pub question: Question,
    /// Seed, over the first scenario's.
    pub seed: Option<u64>,
    /// Replicates of every point.
    pub replicates: Option<u64>,
    /// Run until every probability is within this either way, instead of a count of replicates.
    pub precision: Option<f64>,
    /// Threads; none means as many as the machine offers.
    pub threads: Option<usize>,
    /// Where folders go.
    pub output: PathBuf,
    /// Answer again even if the same study is there.
    pub again: bool,
    /// Draw the charts.
    pub charts: bool,
    /// Language of the charts and of what is printed.
    pub language: Language,
    /// Whether the text is coloured.
    pub paint: Paint,
}

/// Answers a question and writes its folder, or finds the folder of the same study. Replicates that were run before, for
/// whatever study, are not run again; what an interrupted study has run is kept.
///
/// # Errors
/// Whatever was refused or interrupted; no folder is left behind then.
pub fn study(request: &StudyRequest, watcher: &dyn Watcher) -> Result<RunOutcome, AppError> {
    let (began, started) = (Instant::now(), runs::now());
    let (scenarios, warnings) = load(request)?;
    let Some(first) = scenarios.first() else { return Err(AppError::Internal("a study of nothing".to_owned())) };
    let sampling =
        Sampling { seed: request.seed.unwrap_or(first.seed), threads: request.threads, ..Sampling::of(first) };
    let asked = request.precision.is_none().then(|| request.replicates.unwrap_or(REPLICATES));
    let mut manifest = manifest(request, &scenarios, &sampling, asked, started);
    let name = manifest.folder_name();
    if !request.again
        && let Some(mut known) = folder::recall(request, &name, &warnings)
    {
        known.seconds = began.elapsed().as_secs_f64();
        return Ok(known);
    }
    let mut staging = Staging::create(&request.output, &name)?;
    watcher.stage(Stage::Simulating);
    let store = DiskStore::open(&request.output.join(layout::REPLICATE_STORE));
    let laboratory = Laboratory::new(sampling, &store, watcher);
    let replicates = match (asked, request.precision) {
        (None, Some(width)) => ask::settled(&request.question, &laboratory, &scenarios, width)?,
        (asked, _) => asked.unwrap_or(REPLICATES),
    };
    let answer = ask::ask(&request.question, &laboratory, &scenarios, replicates)?;
    watcher.stage(Stage::Writing);
    let contents = folder::Contents { request, scenarios: &scenarios, answer: &answer, warnings: &warnings };
    let notes = contents.write(&mut manifest, &mut staging, watcher)?;
    manifest.seconds = began.elapsed().as_secs_f64();
    let (text, object) = (contents.text(request.language, request.paint), contents.json(&manifest));
    let folder = staging.finish_study(manifest)?;
    Ok(RunOutcome {
        text,
        json: json::text(&folder::lying_in(object, &folder)),
        folder,
        recognised: false,
        warnings,
        notes,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// Every scenario, checked; problems of all of them are told together.
fn load(request: &StudyRequest) -> Result<(Vec<Scenario>, Diagnostics), AppError> {
    let (mut scenarios, mut warnings, mut problems) = (Vec::new(), Diagnostics::default(), Diagnostics::default());
    for file in &request.files {
        let (library, name) = library::locate(file)?;
        match scenario::load(library.as_ref(), &name, &request.sets) {
            Ok((scenario, own)) => {
                scenarios.push(scenario);
                warnings.list.extend(own.list);
            }
            Err(own) => problems.list.extend(own.list),
        }
    }
    if problems.has_errors() { Err(AppError::Refused(problems)) } else { Ok((scenarios, warnings)) }
}

fn manifest(
    request: &StudyRequest,
    scenarios: &[Scenario],
    sampling: &Sampling,
    replicates: Option<u64>,
    started: jiff::Timestamp,
) -> StudyManifest {
    let studied = |scenario: &Scenario| StudiedScenario {
        id: scenario.id.clone(),
        title: (&scenario.title).into(),
        digest: scenario.digest.clone(),
        sources: Vec::new(),
    };
    StudyManifest {
        format: FORMAT,
        results_version: RESULTS_VERSION,
        tidui: env!("CARGO_PKG_VERSION").to_owned(),
        commit: runs::commit().to_owned(),
        question: request.question.name().to_owned(),
        asked: request.question.asked(),
        scenarios: scenarios.iter().map(studied).collect(),
        seed: sampling.seed,
        replicates,
        chance_replicates: sampling.chance_replicates,
        precision: request.precision,
        threads: super::folder::threads(request.threads),
        platform: Platform::here(),
        started,
        seconds: 0.0,
        files: std::collections::BTreeMap::new(),
    }
}

/// Words of a language.
fn words(language: Language) -> std::sync::Arc<Words> {
    std::sync::Arc::new(Words::new(language))
}
