//! Finding the studies that a brief cites, and asking them again.

use crate::runs::{Folder, OpenRun, OpenStudy, layout, open};

use super::cited::CitedStudy;
use super::error::AppError;
use super::study::{self, Misunderstood};
use super::{Watcher, opened};

/// A study of the scenario with this digest.
///
/// # Errors
/// If it is of other scenarios, of other mathematics, or is no longer what it was; if it holds a roster that the folder
/// which cites it is to leave out.
pub(super) fn open_study(
    study: &OpenStudy,
    digest: &str,
    without_roster: bool,
    roster: Option<&str>,
) -> Result<CitedStudy, AppError> {
    let name = study.manifest.folder_name();
    if !study.manifest.scenarios.iter().any(|one| one.digest == digest) {
        return Err(AppError::OtherPlan { study: study.name() });
    }
    if without_roster && study.manifest.left_out().next().is_none() {
        return Err(AppError::HoldsRoster { study: study.name() });
    }
    let left_out = study.manifest.left_out().next().is_some();
    let (scenarios, _) = opened::scenarios(study, roster.filter(|_| left_out))?;
    let altered = || AppError::Altered { run: study.name(), file: layout::RESULTS.to_owned() };
    if !study.manifest.files.contains_key(layout::RESULTS) {
        return Err(AppError::NoResults { run: study.name() });
    }
    if !study.intact(layout::RESULTS)? {
        return Err(altered());
    }
    let answer = study::kept(study).ok_or_else(altered)?;
    let mut files = vec![
        (layout::STUDY.to_owned(), study.bytes(layout::STUDY)?),
        (layout::RESULTS.to_owned(), study.bytes(layout::RESULTS)?),
    ];
    let sources = study.manifest.scenarios.iter().flat_map(|one| &one.sources);
    for source in sources.filter(|source| source.left_out.is_none()) {
        files.push((source.file.clone(), study.bytes(&source.file)?));
    }
    Ok(CitedStudy { name, files, scenarios, answer })
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
    for (_, kept) in cited.files.iter_mut().filter(|(file, _)| file == layout::RESULTS) {
        kept.clone_from(&bytes);
    }
    cited.answer = answer;
    Ok(Ok(cited))
}

/// The studies that the folder of a run keeps.
///
/// # Errors
/// If one is not there, or is no longer what it was.
pub(super) fn kept(run: &OpenRun, roster: Option<&str>) -> Result<Vec<(OpenStudy, CitedStudy)>, AppError> {
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
        if cited.name == *name { Ok((*study, cited)) } else { Err(altered()) }
    });
    each.collect()
}
