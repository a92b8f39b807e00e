//! What lies in a folder of runs, whole or not.

use std::fs;
use std::path::{Path, PathBuf};

use super::error::RunsError;
use super::layout;
use super::manifest::RESULTS_VERSION;
use super::open::{OpenRun, read};

/// What lies in a folder of runs.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The runs, newest first; those whose manifest cannot be read last.
    pub runs: Vec<Found>,
    /// Folders under way, or left by a tidui that was ended hard.
    pub unfinished: usize,
}

/// A run folder.
#[derive(Clone, Debug)]
pub struct Found {
    /// The folder.
    pub path: PathBuf,
    /// Its name.
    pub name: String,
    /// The run, if its manifest can be read.
    pub run: Option<OpenRun>,
    /// Bytes of all its files.
    pub bytes: u64,
    /// Whether it can be used.
    pub state: State,
}

/// Whether a run folder can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Every file is there, and it can be replayed.
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

/// Looks through `output`; a run folder is a survey of itself.
///
/// # Errors
/// If there is no such folder, or it cannot be read.
pub fn survey(output: &Path) -> Result<Survey, RunsError> {
    let mut survey = Survey::default();
    if output.join(layout::MANIFEST).is_file() {
        survey.runs.push(found(output.to_owned()));
        return Ok(survey);
    }
    let reading = |error| RunsError::reading(output, error);
    for entry in fs::read_dir(output).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        let hidden = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(layout::TEMPORARY));
        if hidden && path.is_dir() {
            survey.unfinished += 1;
        } else if !hidden && path.join(layout::MANIFEST).is_file() {
            survey.runs.push(found(path));
        }
    }
    let started = |one: &Found| one.run.as_ref().map(|run| run.manifest.started);
    survey.runs.sort_by(|a, b| started(b).cmp(&started(a)).then_with(|| a.name.cmp(&b.name)));
    Ok(survey)
}

fn found(path: PathBuf) -> Found {
    let name = path.file_name().map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned());
    match read(&path) {
        Ok(run) => {
            let present = run.present().unwrap_or_default();
            // Lengths alone: hashing everything is what verifying is for.
            let there = |(name, record): (&String, &super::FileRecord)| {
                let wanted = (name.clone(), record.bytes);
                present.binary_search(&wanted).is_ok()
            };
            let state = match run.manifest.files.iter().all(there) {
                false => State::Incomplete,
                true if run.manifest.results_version != RESULTS_VERSION => State::OtherResults,
                true => State::Whole,
            };
            let bytes = present.iter().map(|(_, bytes)| bytes).sum();
            Found { path, name, run: Some(run), bytes, state }
        }
        Err(error) => {
            let state = if matches!(error, RunsError::Newer { .. }) { State::Newer } else { State::Damaged };
            Found { path, name, run: None, bytes: 0, state }
        }
    }
}
