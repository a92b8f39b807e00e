//! What lies in a folder of runs and studies, whole or not.

use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::RunsError;
use super::layout;
use super::manifest::{Manifest, RESULTS_VERSION};
use super::open::{Describes, Opened, read};
use super::study::StudyManifest;

/// What lies in a folder of runs and studies.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The runs, newest first; those whose manifest cannot be read last.
    pub runs: Vec<Found<Manifest>>,
    /// The studies, in the same order.
    pub studies: Vec<Found<StudyManifest>>,
    /// Folders under way, or left by a tidui that was ended hard.
    pub unfinished: usize,
    /// Bytes of the replicates that studies keep for each other.
    pub replicates: u64,
}

/// The folder of a run or a study.
#[derive(Clone, Debug)]
pub struct Found<M> {
    /// The folder.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// The same opened, if its manifest can be read.
    pub opened: Option<Opened<M>>,
    /// Bytes of all its files.
    pub bytes: u64,
    /// Whether it can be used.
    pub state: State,
}

/// Whether a folder can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum State {
    /// Every file is there, and it can be replayed or asked again.
    Whole,
    /// Every file is there; its numbers are those of a tidui with other results.
    OtherResults,
    /// A file is missing or has another length.
    Incomplete,
    /// The manifest cannot be understood.
    Damaged,
    /// A newer tidui wrote it.
    Newer,
}

/// Looks through `output`; the folder of a run or a study is a survey of itself.
///
/// # Errors
/// If there is no such folder, or it cannot be read.
pub fn survey(output: &Path) -> Result<Survey, RunsError> {
    let mut survey = Survey::default();
    if survey.add(output.to_owned()) {
        return Ok(survey);
    }
    let reading = |error| RunsError::reading(output, error);
    for entry in fs::read_dir(output).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(layout::TEMPORARY));
        if !hidden {
            survey.add(path);
        } else if path.is_dir() {
            survey.unfinished += 1;
        }
    }
    newest_first(&mut survey.runs);
    newest_first(&mut survey.studies);
    survey.replicates = size(&output.join(layout::REPLICATE_STORE));
    Ok(survey)
}

/// Whether another tidui writes a folder in `output`. One that was ended hard counts until the next folder is begun there,
/// which clears what it left.
#[must_use]
pub fn at_work(output: &Path) -> bool {
    fs::read_dir(output).into_iter().flatten().flatten().any(|entry| {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        name.starts_with(layout::TEMPORARY) && name.ends_with(layout::LOCK)
    })
}

impl Survey {
    /// Adds a folder, if it is one of a run or a study.
    fn add(&mut self, path: PathBuf) -> bool {
        if path.join(layout::MANIFEST).is_file() {
            self.runs.push(found(path));
            return true;
        }
        let study = path.join(layout::STUDY).is_file();
        if study {
            self.studies.push(found(path));
        }
        study
    }
}

fn newest_first<M: Describes>(folders: &mut [Found<M>]) {
    let started = |one: &Found<M>| one.opened.as_ref().map(|opened| opened.manifest.started());
    folders.sort_by(|a, b| started(b).cmp(&started(a)).then_with(|| a.name.cmp(&b.name)));
}

fn found<M: Describes>(path: PathBuf) -> Found<M> {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    match read::<M>(&path) {
        Ok(opened) => {
            let present = opened.present().unwrap_or_default();
            // Lengths alone: hashing everything is what verifying is for.
            let there = |(name, record): (&String, &super::FileRecord)| {
                let wanted = (name.clone(), record.bytes);
                present.binary_search(&wanted).is_ok()
            };
            let state = match opened.manifest.files().iter().all(there) {
                false => State::Incomplete,
                true if opened.manifest.results_version() != RESULTS_VERSION => State::OtherResults,
                true => State::Whole,
            };
            let bytes = present.iter().map(|(_, bytes)| bytes).sum();
            Found { path, name, opened: Some(opened), bytes, state }
        }
        Err(error) => {
            let state = if matches!(error, RunsError::Newer { .. }) { State::Newer } else { State::Damaged };
            Found { path, name, opened: None, bytes: 0, state }
        }
    }
}

/// Bytes of all files below a folder; what goes away meanwhile does not count.
fn size(folder: &Path) -> u64 {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let each = entries.map(|entry| match entry.metadata() {
        Ok(about) if about.is_dir() => size(&entry.path()),
        Ok(about) => about.len(),
        Err(_) => 0,
    });
    each.sum()
}
