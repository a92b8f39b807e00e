//! Studies: read the scenarios, ask the question, and leave a folder like a run's.

mod ask;
mod asked;
mod folder;
mod store;

use std::path::PathBuf;
use std::time::Instant;

use crate::report::Words;
use crate::report::folders::{Unvouched, Value as Difference};
use crate::report::study::warnings as told;
use crate::runs::{
    self, Build, FORMAT, OpenStudy, Platform, RESULTS_VERSION, Staging, StudiedScenario, StudyManifest, layout,
};
use crate::scenario::Scenario;
use crate::study::{Answer, Laboratory, MemoryStore, Sampling};
use crate::words::{Diagnostics, Language};

pub use ask::{Question, Vary};
pub use asked::Misunderstood;

use super::error::AppError;
use super::folder::REPORT;
use super::run::{Outcome, drawn_otherwise};
use super::warnings::{compare, warned_in};
use super::{Stage, Watcher, library, loading, opened};
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
    /// Language of the charts and of remarks.
    pub language: Language,
}

/// What a study says.
#[derive(Clone, Debug)]
pub struct Answered {
    /// The scenarios that were asked about.
    pub scenarios: Vec<Scenario>,
    /// How it was asked.
    pub manifest: StudyManifest,
    /// The answer.
    pub answer: Answer,
}

/// Answers a question and writes its folder, or finds the folder of the same study. Replicates that were run before, for
/// whatever study, are not run again; what an interrupted study has run is kept.
///
/// # Errors
/// Whatever was refused or interrupted; no folder is left behind then.
pub fn study(request: &StudyRequest, watcher: &dyn Watcher) -> Result<Outcome<Answered>, AppError> {
    let (began, started) = (Instant::now(), runs::now()?);
    let (scenarios, warnings) = load(request)?;
    let Some(first) = scenarios.first() else { return Err(AppError::Internal("a study of nothing".to_owned())) };
    let sampling =
        Sampling { seed: request.seed.unwrap_or(first.seed), threads: request.threads, ..Sampling::of(first) };
    let asked = request.precision.is_none().then(|| request.replicates.unwrap_or(REPLICATES));
    let mut manifest = manifest(request, &scenarios, &sampling, asked, started);
    let name = manifest.folder_name();
    let mut notes = Vec::new();
    if !request.again {
        let (known, altered) = folder::recognise(request, &manifest)?;
        // A folder that says nothing any more is asked again.
        if let Some((known, answer)) = known.and_then(|known| folder::kept(&known).map(|answer| (known, answer))) {
            return Ok(Outcome {
                recognised: true,
                notes: drawn_otherwise(&known, request.charts, request.language),
                said: Answered { scenarios, manifest: known.manifest, answer },
                warnings,
                seconds: began.elapsed().as_secs_f64(),
                folder: known.path,
            });
        }
        notes.extend(altered.map(|altered| altered.note(request.language)));
    }
    let mut staging = Staging::create(&request.output, &name)?;
    staging.reserve(folder::LEAST_BYTES)?;
    watcher.stage(Stage::Simulating);
    let store = DiskStore::open(&request.output.join(layout::REPLICATE_STORE));
    let laboratory = Laboratory::new(sampling, &store, watcher);
    let kept = |error| if matches!(error, AppError::Interrupted) { AppError::StudyInterrupted } else { error };
    let (answer, _) = answer(&request.question, &laboratory, &scenarios, asked, request.precision).map_err(kept)?;
    watcher.stage(Stage::Writing);
    let contents = folder::Contents {
        scenarios: &scenarios,
        answer: &answer,
        warnings: told(&warnings, request.language),
        keep: true,
        charts: request.charts,
        language: request.language,
        threads: request.threads,
    };
    contents.write(&mut manifest, &mut staging, watcher).map_err(kept)?;
    manifest.seconds = began.elapsed().as_secs_f64();
    let folder = staging.finish_study(manifest.clone())?;
    store.finish();
    // Whoever else is at work here may be about to read what would go; the last to finish tidies up.
    if !runs::at_work(&request.output) {
        store.prune(store::MOST);
    }
    Ok(Outcome {
        folder,
        recognised: false,
        said: Answered { scenarios, manifest, answer },
        warnings,
        notes,
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// The answer, and of how many replicates of every point it is.
fn answer(
    question: &Question,
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    replicates: Option<u64>,
    precision: Option<f64>,
) -> Result<(Answer, u64), AppError> {
    let replicates = match (replicates, precision) {
        (None, Some(width)) => ask::settled(question, laboratory, scenarios, width)?,
        (replicates, _) => replicates.unwrap_or(REPLICATES),
    };
    for scenario in scenarios {
        Laboratory::fits(scenario, replicates)?;
    }
    Ok((ask::ask(question, laboratory, scenarios, replicates)?, replicates))
}

/// What a study asked. A manifest is a file like any other: what could not have been asked is not understood.
///
/// # Errors
/// The first word that no study of this tidui has there.
pub(super) fn understood(manifest: &StudyManifest) -> Result<Question, Misunderstood> {
    let question = Question::parse(&manifest.question, &manifest.asked)?;
    let scenarios = if matches!(question, Question::Compare { .. }) { 2..=usize::MAX } else { 1..=1 };
    let wrong = if !scenarios.contains(&manifest.scenarios.len()) {
        Some("scenarios")
    } else if !manifest.replicates.is_none_or(|count| (2..=1_000_000_000).contains(&count)) {
        Some("--replicates")
    } else if !manifest.precision.is_none_or(|width| width > 0.0 && width < 0.5) {
        Some("--precision")
    } else {
        None
    };
    wrong.map_or(Ok(question), |word| Err(Misunderstood { word: word.to_owned() }))
}

/// A study asked again.
pub(super) struct Made {
    /// Replicates of every point.
    pub(super) replicates: u64,
    /// Replicates of chance per draw of the parameters.
    pub(super) chance_replicates: u64,
    /// The scenarios, from what was kept of them.
    pub(super) scenarios: Vec<Scenario>,
    /// Warnings that they earn and that the folder does not have.
    pub(super) lost: Vec<Difference>,
    /// What the folder has of warnings and cannot be found again.
    pub(super) unvouched: Option<Unvouched>,
}

/// Asks a study again from what its folder kept and writes every file but the manifest. Nothing that is kept between studies
/// is used.
///
/// # Errors
/// If what was kept is not what it was, or whatever asking it ran into.
pub(super) fn write_again(
    study: &OpenStudy,
    question: &Question,
    language: Language,
    threads: Option<usize>,
    staging: &mut Staging,
    watcher: &dyn Watcher,
) -> Result<Made, AppError> {
    let mut manifest = study.manifest.clone();
    let (scenarios, warnings) = opened::scenarios(study)?;
    let chance_replicates = scenarios.first().map_or(1, |first| Sampling::of(first).chance_replicates);
    watcher.stage(Stage::Simulating);
    let sampling = Sampling { seed: manifest.seed, chance_replicates, threads, audit: false };
    let store = MemoryStore::default();
    let laboratory = Laboratory::new(sampling, &store, watcher);
    let (answer, replicates) = answer(question, &laboratory, &scenarios, manifest.replicates, manifest.precision)?;
    watcher.stage(Stage::Writing);
    let earned = told(&warnings, language);
    // They name places in the planner's own file, which is not here.
    let kept = folder::warnings_of(study).unwrap_or_else(|| earned.clone());
    let (lost, unvouched) = compare(REPORT, &warned_in(&kept), &warned_in(&earned), manifest.build() == Build::here());
    let contents = folder::Contents {
        scenarios: &scenarios,
        answer: &answer,
        warnings: kept,
        keep: study.manifest.files.contains_key(layout::RESULTS),
        charts: opened::has_charts(study),
        language,
        threads,
    };
    contents.write(&mut manifest, staging, watcher)?;
    Ok(Made { replicates, chance_replicates, scenarios, lost, unvouched })
}

/// Every scenario, checked; problems of all of them are told together.
fn load(request: &StudyRequest) -> Result<(Vec<Scenario>, Diagnostics), AppError> {
    let (mut scenarios, mut warnings, mut problems) = (Vec::new(), Diagnostics::default(), Diagnostics::default());
    for file in &request.files {
        let (library, name) = library::locate(file)?;
        match loading::load(library.as_ref(), &name, &request.sets) {
            Ok((scenario, own)) => {
                scenarios.push(scenario);
                warnings.append(own);
            }
            Err(own) => problems.append(own),
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
        title: scenario.title.clone(),
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
        language: Some(request.language.code().to_owned()),
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
