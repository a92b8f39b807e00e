//! Finding what a report is of beside its own run, and making it again.

use crate::model::Model;
use crate::runs::{Describes, Folder, OpenRun, OpenStudy, Opened, SourceRecord, Staging, layout, open};
use crate::simulate::RunPlan;
use crate::words::Language;

use super::cited::{CitedStudy, Copied, EarlierRun};
use super::error::AppError;
use super::opened::{self, Roster};
use super::study::{self, Misunderstood};
use super::{Stage, Watcher, kept as kept_results, precision, run};

/// A study of the scenario with this digest.
///
/// # Errors
/// If it is of other scenarios, of other mathematics, or is no longer what it was; if it holds a roster that the folder
/// which cites it is to leave out.
pub(super) fn open_study(
    study: &OpenStudy,
    digest: &str,
    without_roster: bool,
    roster: Roster<'_>,
) -> Result<CitedStudy, AppError> {
    let name = study.manifest.folder_name();
    if !study.manifest.scenarios.iter().any(|one| one.digest == digest) {
        return Err(AppError::OtherPlan { study: study.name() });
    }
    if without_roster && study.manifest.left_out().next().is_none() {
        return Err(AppError::HoldsRoster { study: study.name() });
    }
    let left_out = study.manifest.left_out().next().is_some();
    let (scenarios, _) = opened::scenarios(study, if left_out { roster } else { Roster::Nowhere })?;
    let results = opened::results(study)?;
    let altered = || AppError::Altered { run: study.name(), file: layout::RESULTS.to_owned() };
    let answer = serde_json::from_slice(&results).map_err(|_| altered())?;
    let files = files(study, layout::STUDY, results, study.manifest.scenarios.iter().flat_map(|one| &one.sources))?;
    Ok(CitedStudy { copied: Copied { name, files, place: layout::cited }, scenarios, answer })
}

/// What is kept of a folder: its manifest, what it says and its scenarios, but for what they leave out.
fn files<'s, M: Describes>(
    folder: &Opened<M>,
    manifest: &str,
    results: Vec<u8>,
    sources: impl Iterator<Item = &'s SourceRecord>,
) -> Result<Vec<(String, Vec<u8>)>, AppError> {
    let mut files = vec![(manifest.to_owned(), folder.bytes(manifest)?), (layout::RESULTS.to_owned(), results)];
    for source in sources.filter(|source| source.left_out.is_none()) {
        files.push((source.file.clone(), folder.bytes(&source.file)?));
    }
    Ok(files)
}

/// The same with the answer that comes out when it is asked again.
///
/// # Errors
/// Whatever asking it ran into.
pub(super) fn asked_again(
    mut cited: CitedStudy,
    study: &OpenStudy,
    threads: Option<usize>,
    watcher: &dyn Watcher,
) -> Result<Result<CitedStudy, Misunderstood>, AppError> {
    let question = match study::understood(&study.manifest) {
        Ok(question) => question,
        Err(word) => return Ok(Err(word)),
    };
    let (answer, _) = study::ask_kept(&study.manifest, &question, &cited.scenarios, threads, watcher)?;
    let bytes = serde_json::to_vec(&answer).map_err(|error| AppError::Internal(error.to_string()))?;
    cited.copied.say(&bytes);
    cited.answer = answer;
    Ok(Ok(cited))
}

/// The studies that the folder of a run keeps.
///
/// # Errors
/// If one is not there, or is no longer what it was.
pub(super) fn kept(run: &OpenRun, roster: Roster<'_>) -> Result<Vec<(OpenStudy, CitedStudy)>, AppError> {
    let names = run.manifest.reported.iter().flat_map(|reported| &reported.cites);
    let without_roster = run.manifest.left_out().is_some();
    let each = names.map(|name| {
        let file = layout::cited(name, layout::STUDY);
        let altered = || AppError::Altered { run: run.name(), file: file.clone() };
        let Ok(Folder::Study(study)) = open(&run.file(&layout::cited(name, ""))) else { return Err(altered()) };
        let within = |error| match error {
            AppError::Altered { file, .. } => AppError::Altered { run: run.name(), file: layout::cited(name, &file) },
            other => other,
        };
        let cited = open_study(&study, &run.manifest.digest, without_roster, roster).map_err(within)?;
        if cited.copied.name == *name { Ok((*study, cited)) } else { Err(altered()) }
    });
    each.collect()
}

/// An earlier run, to tell what changed since.
///
/// # Errors
/// If it is of other mathematics, or is no longer what it was; if it holds a roster that the folder is to leave out.
pub(super) fn open_earlier(
    earlier: &OpenRun,
    without_roster: bool,
    roster: Roster<'_>,
) -> Result<EarlierRun, AppError> {
    let manifest = &earlier.manifest;
    let left_out = manifest.left_out().is_some();
    let (scenario, _) = opened::scenario(earlier, if left_out { roster } else { Roster::Nowhere })?;
    if without_roster && !left_out && scenario.roster_file().is_some() {
        return Err(AppError::HoldsRoster { study: earlier.name() });
    }
    let kept = opened::kept(earlier)?;
    let files = files(earlier, layout::MANIFEST, opened::results(earlier)?, manifest.sources.iter())?;
    let copied = Copied { name: earlier.name(), files, place: layout::earlier };
    Ok(EarlierRun { copied, scenario, results: kept.results })
}

/// The earlier run that a folder keeps, if it does.
///
/// # Errors
/// If it is not there, or is no longer what it was.
pub(super) fn kept_earlier(run: &OpenRun, roster: Roster<'_>) -> Result<Option<(OpenRun, EarlierRun)>, AppError> {
    let Some(name) = run.manifest.reported.as_ref().and_then(|reported| reported.since.as_ref()) else {
        return Ok(None);
    };
    let altered = |file: &str| AppError::Altered { run: run.name(), file: layout::earlier(name, file) };
    let Ok(Folder::Run(earlier)) = open(&run.file(&layout::earlier(name, ""))) else {
        return Err(altered(layout::MANIFEST));
    };
    let one = open_earlier(&earlier, run.manifest.left_out().is_some(), roster).map_err(|error| match error {
        AppError::Altered { file, .. } => altered(&file),
        other => other,
    })?;
    Ok(Some((*earlier, one)))
}

/// The same with the results that come out when it is simulated again.
///
/// # Errors
/// Whatever simulating it ran into.
pub(super) fn run_again(
    mut one: EarlierRun,
    earlier: &OpenRun,
    (language, threads): (Language, Option<usize>),
    staging: &Staging,
    watcher: &dyn Watcher,
) -> Result<EarlierRun, AppError> {
    let manifest = &earlier.manifest;
    watcher.stage(Stage::Simulating);
    let model = Model::compile(&one.scenario);
    let plan = RunPlan { threads, ..precision::again(manifest, one.scenario.nesting) };
    let (_, results) = run::simulate(&model, plan, manifest.precision, language, staging, watcher)?;
    let warnings = opened::kept(earlier)?.warnings;
    let bytes = kept_results::write(manifest, &warnings, &results)?;
    one.copied.say(&bytes);
    one.results = results;
    Ok(one)
}
