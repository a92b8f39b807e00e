//! Studies: read the scenarios, ask the question, and leave a folder like a run's.

mod allocate;
mod ask;
mod compare;
mod discover;
mod folder;
mod frontier;
mod layers;
mod marginal;
mod question;
mod require;
mod robust;
mod sensitivity;
mod store;
mod worth;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::random::Nesting;
use crate::report::Words;
use crate::report::folders::{Unvouched, Value as Difference};
use crate::report::study::warnings as told;
use crate::runs::{self, Build, OpenStudy, Platform, RESULTS_VERSION, Staging, StudiedScenario, StudyManifest, layout};
use crate::scenario::Scenario;
use crate::study::{Answer, Block, Laboratory, MemoryStore, Point, Sampling, Store};
use crate::words::{Diagnostics, Language, Whole, Width, several};

pub use allocate::{Allocate, Sums};
pub use compare::Compare;
pub use discover::{Dimensions, Discover};
pub use frontier::{Frontier, Points, Vary};
pub use layers::{Chance, Layers};
pub use marginal::{Best, Marginal};
pub use question::{Misunderstood, Question};
pub use require::Require;
pub use robust::{Lived, Robust};
pub use sensitivity::{Best as Screened, Sensitivity};
pub use worth::{Repeated, Worth};

use super::error::AppError;
use super::folder::REPORT;
use super::how::How;
use super::run::{Outcome, drawn_otherwise, tell_of_rosters};
use super::source::Source;
use super::values::Replicates;
use super::warnings::{compare, warned_in};
use super::{Stage, Watcher, loading, opened};
use store::DiskStore;

/// A question, of which scenarios it is asked, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Study {
    /// What is asked.
    pub question: Question,
    /// Of which scenarios, and how.
    pub subjects: Subjects,
}

/// Of which scenarios a question is asked, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Subjects {
    /// The scenarios.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", required = true, value_parser = super::source::typed()))]
    #[serde(deserialize_with = "several")]
    pub file: Vec<Source>,
    /// Leave the rosters out of the folder: what the study says is the same, and its manifest tells what they were.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub without_roster: bool,
    /// How it is asked.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub how: How,
}

/// What a study says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
pub fn study(request: &Study, watcher: &dyn Watcher) -> Result<Outcome<Answered>, AppError> {
    study_from(request, settled(request, watcher)?, None, watcher)
}

/// A study as it was asked: everything that is settled before anything is run.
pub(super) struct Settled {
    pub(super) question: Question,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) warnings: Diagnostics,
    pub(super) sampling: Sampling,
    /// Replicates of every point, unless a precision decides.
    pub(super) replicates: Option<u64>,
    pub(super) manifest: StudyManifest,
    began: Instant,
}

/// Reads what a study is asked of.
pub(super) fn settled(request: &Study, watcher: &dyn Watcher) -> Result<Settled, AppError> {
    let (began, started) = (Instant::now(), runs::now()?);
    let (question, how) = (request.question.clone().settled(), &request.subjects.how);
    let (scenarios, warnings) = load(&request.subjects)?;
    watcher.warned(&warnings);
    question.fits(scenarios.len())?;
    let first = ask::first(&scenarios)?;
    let seed = how.seed.map_or(first.seed, Whole::get);
    let sampling = Sampling { seed, threads: how.threads(), ..Sampling::of(first) };
    let replicates = how.replicates.map_or_else(|| question.own().usual(), Whole::get);
    let replicates = how.precision.is_none().then_some(replicates);
    let manifest = manifest(&question, how, &scenarios, &sampling, replicates, started);
    Ok(Settled { question, scenarios, warnings, sampling, replicates, manifest, began })
}

/// A study whose replicates, where they were run elsewhere, come from `pieces`; the others are run here and not kept.
pub(super) fn study_from(
    request: &Study,
    settled: Settled,
    pieces: Option<&dyn Store>,
    watcher: &dyn Watcher,
) -> Result<Outcome<Answered>, AppError> {
    let Settled { question, scenarios, warnings, sampling, replicates, mut manifest, began } = settled;
    let how = &request.subjects.how;
    let name = manifest.folder_name();
    let left_out = request.subjects.without_roster && scenarios.iter().any(|one| one.roster_file().is_some());
    let mut notes = Vec::new();
    if request.subjects.without_roster && !left_out {
        notes.push(Words::new(how.lang).word("note-no-roster"));
    }
    if !how.again {
        let (known, altered) = folder::recognise(how, &manifest, &scenarios, left_out)?;
        // A folder that says nothing any more is asked again.
        if let Some((known, answer)) = known.and_then(|known| folder::kept(&known).map(|answer| (known, answer))) {
            return Ok(Outcome {
                recognised: true,
                notes: drawn_otherwise(&known, !how.no_charts, how.lang),
                said: Answered { scenarios, manifest: known.manifest, answer },
                warnings,
                seconds: began.elapsed().as_secs_f64(),
                folder: known.path,
            });
        }
        notes.extend(altered.map(|altered| altered.note(how.lang)));
    }
    let named: Vec<(&Source, &Scenario)> = request.subjects.file.iter().zip(&scenarios).collect();
    if !left_out {
        tell_of_rosters(&named, "note-holds-roster-study", how.lang, watcher);
    }
    let mut staging = Staging::create(&how.output, &name)?;
    staging.reserve(folder::LEAST_BYTES)?;
    let disk = pieces.is_none().then(|| DiskStore::open(&how.output.join(layout::REPLICATE_STORE)));
    let memory = MemoryStore::default();
    let store: &dyn Store = pieces.or_else(|| disk.as_ref().map(|disk| disk as &dyn Store)).unwrap_or(&memory);
    let kept = |error| if matches!(error, AppError::Interrupted) { AppError::StudyInterrupted } else { error };
    // How many replicates a precision takes is not known beforehand.
    if pieces.is_none()
        && let Some(replicates) = replicates
        && let Some(takes) = takes(&question, &scenarios, &sampling, (replicates, store), watcher).map_err(kept)?
    {
        watcher.noted(&takes.told(&Words::new(how.lang)));
    }
    watcher.stage(Stage::Simulating);
    let laboratory = Laboratory::new(sampling, store, watcher);
    let (answer, _) = answer(&question, &laboratory, &scenarios, replicates, how.width()).map_err(kept)?;
    watcher.stage(Stage::Writing);
    let contents = folder::Contents {
        scenarios: &scenarios,
        answer: &answer,
        warnings: told(&warnings, how.lang),
        keep: true,
        left_out,
        charts: !how.no_charts,
        language: how.lang,
        threads: how.threads(),
    };
    contents.write(&mut manifest, &mut staging, watcher).map_err(kept)?;
    manifest.seconds = began.elapsed().as_secs_f64();
    let folder = staging.finish_study(manifest.clone())?;
    if let Some(disk) = &disk {
        disk.finish();
        // Whoever else is at work here may be about to read what would go; the last to finish tidies up.
        if !runs::at_work(&how.output) {
            disk.prune(store::MOST);
            disk.tidy(store::OWN);
        }
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

/// What a study of many points takes.
struct Takes {
    points: usize,
    replicates: u64,
    seconds: f64,
    bytes: f64,
}

impl Takes {
    /// Replicates of all points from which on it is said beforehand: some minutes, or some hundred megabytes.
    const MANY: u64 = 300_000;
    /// Replicates that are tried to know how long one takes: enough to keep all threads at work.
    const TRIED: u64 = 512;

    fn told(&self, words: &Words) -> String {
        let number = |value: f64| words.rough(value);
        let (minutes, own, most) = (self.seconds / 60.0, self.bytes / 1e6, store::OWN as f64 / 1e6);
        let values = [
            ("replicates", words.number(self.replicates as f64, 0)),
            ("minutes", number(minutes.max(0.1))),
            ("megabytes", number(own)),
            ("most", number(most)),
        ];
        let id = if self.bytes > store::OWN as f64 { "note-takes-much-room" } else { "note-takes" };
        words.counted(id, self.points as u64, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    }
}

/// What a study takes in time and disk, where it is much and its points are known before it begins; nothing where the
/// replicates that are tried were run before, which take no time.
fn takes(
    question: &Question,
    scenarios: &[Scenario],
    sampling: &Sampling,
    (replicates, store): (u64, &dyn Store),
    watcher: &dyn Watcher,
) -> Result<Option<Takes>, AppError> {
    let Some(points) = question.own().points(scenarios) else { return Ok(None) };
    let all = (points as u64).saturating_mul(replicates);
    if all < Takes::MANY {
        return Ok(None);
    }
    let point = Point::new("plan", ask::first(scenarios)?);
    let (tried, store) = (Tried(watcher), Counted { store, draws: AtomicU64::new(0) });
    let began = Instant::now();
    let laboratory = Laboratory::new(*sampling, &store, &tried);
    laboratory.run_one(&point, Takes::TRIED)?;
    let seconds = began.elapsed().as_secs_f64();
    let draws: Vec<u64> = (0..store.draws.load(Ordering::Relaxed)).collect();
    if draws.is_empty() {
        return Ok(None);
    }
    let each = seconds / laboratory.replicates(&draws) as f64;
    let bytes = all as f64 * Laboratory::bytes(&point) as f64;
    Ok(Some(Takes { points, replicates, seconds: each * all as f64, bytes }))
}

/// Hears of interruptions, and tells no progress.
struct Tried<'a>(&'a dyn Watcher);

impl crate::simulate::Observer for Tried<'_> {
    fn cancelled(&self) -> bool {
        self.0.cancelled()
    }
}

/// A store that counts the draws that come to it.
struct Counted<'a> {
    store: &'a dyn Store,
    draws: AtomicU64,
}

impl Store for Counted<'_> {
    fn fetch(&self, key: &str) -> Vec<Arc<Block>> {
        self.store.fetch(key)
    }

    fn keep(&self, key: &str, block: Arc<Block>) {
        self.draws.fetch_add(block.draws().len() as u64, Ordering::Relaxed);
        self.store.keep(key, block);
    }
}

/// The answer, and of how many replicates of every point it is.
fn answer(
    question: &Question,
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    replicates: Option<u64>,
    precision: Option<f64>,
) -> Result<(Answer, u64), AppError> {
    if let (None, Some(width)) = (replicates, precision) {
        return question.own().ask_within(laboratory, scenarios, width);
    }
    let replicates = replicates.unwrap_or_else(|| question.own().usual());
    for scenario in scenarios {
        Laboratory::fits(scenario, replicates)?;
    }
    Ok((question.own().ask(laboratory, scenarios, replicates)?, replicates))
}

/// The answer to a question of scenarios over so many replicates of every point; nothing is written.
pub(super) fn asked_of(
    question: &Question,
    laboratory: &Laboratory<'_>,
    scenarios: &[Scenario],
    replicates: u64,
) -> Result<Answer, AppError> {
    question.own().ask(laboratory, scenarios, replicates)
}

/// What a study asked. A manifest is a file like any other: what could not have been asked is not understood.
///
/// # Errors
/// The first word that no study of this tidui has there.
pub(super) fn understood(manifest: &StudyManifest) -> Result<Question, Misunderstood> {
    let question = Question::read(&manifest.question, &manifest.asked)?;
    let wrong = if !question.scenarios().contains(&manifest.scenarios.len()) {
        Some("scenarios")
    } else if manifest.replicates.is_some_and(|count| Replicates::new(count).is_none()) {
        Some("--replicates")
    } else if manifest.precision.is_some_and(|width| Width::new(width).is_none()) {
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
    /// How replicates share draws of the parameters.
    pub(super) nesting: Nesting,
    /// The scenarios, from what was kept of them.
    pub(super) scenarios: Vec<Scenario>,
    /// Warnings that they earn and that the folder does not have.
    pub(super) lost: Vec<Difference>,
    /// What the folder has of warnings and cannot be found again.
    pub(super) unvouched: Option<Unvouched>,
}

/// Asks a study again of the scenarios that it kept: its answer, and of how many replicates of every point it is.
///
/// # Errors
/// Whatever asking it ran into.
pub(super) fn ask_kept(
    manifest: &StudyManifest,
    question: &Question,
    scenarios: &[Scenario],
    threads: Option<usize>,
    watcher: &dyn Watcher,
) -> Result<(Answer, u64), AppError> {
    watcher.stage(Stage::Simulating);
    let nesting = scenarios.first().map_or(Nesting::ONCE, |first| first.nesting);
    let sampling = Sampling { seed: manifest.seed, nesting, threads, audit: false };
    let store = MemoryStore::default();
    let laboratory = Laboratory::new(sampling, &store, watcher);
    answer(question, &laboratory, scenarios, manifest.replicates, manifest.precision)
}

/// Asks a study again from what its folder kept and writes every file but the manifest. Nothing that is kept between studies
/// is used.
///
/// # Errors
/// If what was kept is not what it was, or whatever asking it ran into.
pub(super) fn write_again(
    study: &OpenStudy,
    question: &Question,
    (language, threads): (Language, Option<usize>),
    roster: Option<&str>,
    staging: &mut Staging,
    watcher: &dyn Watcher,
) -> Result<Made, AppError> {
    let mut manifest = study.manifest.clone();
    let (scenarios, warnings) = opened::scenarios(study, roster)?;
    let nesting = scenarios.first().map_or(Nesting::ONCE, |first| first.nesting);
    let (answer, replicates) = ask_kept(&manifest, question, &scenarios, threads, watcher)?;
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
        left_out: study.manifest.left_out().next().is_some(),
        charts: opened::has_charts(study),
        language,
        threads,
    };
    contents.write(&mut manifest, staging, watcher)?;
    Ok(Made { replicates, nesting, scenarios, lost, unvouched })
}

/// Every scenario, checked; problems of all of them are told together.
fn load(subjects: &Subjects) -> Result<(Vec<Scenario>, Diagnostics), AppError> {
    let (mut scenarios, mut warnings, mut problems) = (Vec::new(), Diagnostics::default(), Diagnostics::default());
    for file in &subjects.file {
        match loading::load_source(file, &subjects.how.set) {
            Ok((scenario, own)) => {
                scenarios.push(scenario);
                warnings.append(own);
            }
            Err(AppError::Refused(own)) => problems.append(own),
            Err(other) => return Err(other),
        }
    }
    if problems.has_errors() { Err(AppError::Refused(problems)) } else { Ok((scenarios, warnings)) }
}

fn manifest(
    question: &Question,
    how: &How,
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
    let asked = question.asked();
    StudyManifest {
        format: asked.format(),
        results_version: RESULTS_VERSION,
        tidui: env!("CARGO_PKG_VERSION").to_owned(),
        commit: runs::commit().to_owned(),
        question: question.name().to_owned(),
        asked,
        scenarios: scenarios.iter().map(studied).collect(),
        seed: sampling.seed,
        replicates,
        nesting: sampling.nesting,
        precision: how.width(),
        language: Some(how.lang.code().to_owned()),
        threads: super::folder::threads(how.threads()),
        platform: Platform::here(),
        started,
        seconds: 0.0,
        files: std::collections::BTreeMap::new(),
    }
}
