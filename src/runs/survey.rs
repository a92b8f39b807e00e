//! What lies in a folder of runs, studies and sweeps, whole or not.

use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::error::RunsError;
use super::layout;
use super::manifest::{Manifest, RESULTS_VERSION};
use super::open::{Describes, Opened, read};
use super::shard::named_shard;
use super::study::StudyManifest;
use super::sweep::SweepManifest;

/// What lies in a folder of runs, studies and sweeps.
#[derive(Clone, Debug, Default)]
pub struct Survey {
    /// The runs, newest first; those whose manifest cannot be read last.
    pub runs: Vec<Found<Manifest>>,
    /// The studies, in the same order.
    pub studies: Vec<Found<StudyManifest>>,
    /// The sweeps, in the same order.
    pub sweeps: Vec<Found<SweepManifest>>,
    /// The shards that wait to be merged, or were, by name of what they come to.
    pub shards: Vec<FoundShards>,
    /// Folders under way, or left by a tidui that was ended hard.
    pub unfinished: usize,
    /// Bytes of the replicates that studies keep for each other.
    pub replicates: u64,
}

/// Shards of one whole, cut in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FoundShards {
    /// The folder of all of them.
    pub path: PathBuf,
    /// Name of the folder that they come to.
    pub whole: String,
    /// The last round of which any is there.
    pub round: u64,
    /// How many of it are there.
    pub there: u64,
    /// Of how many.
    pub of: u64,
}

/// The folder of a run, a study or a sweep.
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

/// Looks through `output`; the folder of a run, a study or a sweep is a survey of itself.
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
    newest_first(&mut survey.sweeps);
    survey.shards.sort_by(|a, b| (&a.whole, a.of).cmp(&(&b.whole, b.of)));
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
    /// Adds a folder, if it is one of a run, a study, a sweep or shards.
    fn add(&mut self, path: PathBuf) -> bool {
        let holds = |file: &str| path.join(file).is_file();
        if holds(layout::MANIFEST) {
            self.runs.push(found(path));
        } else if holds(layout::STUDY) {
            self.studies.push(found(path));
        } else if holds(layout::SWEEP) {
            self.sweeps.push(found(path));
        } else {
            let shards = found_shards(&path);
            self.shards.extend(shards);
            return false;
        }
        true
    }
}

/// The shards in a folder that is called as one of shards is, by their names alone: there may be thousands.
fn found_shards(path: &Path) -> Vec<FoundShards> {
    let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let Some(whole) = name.strip_suffix(layout::SHARDS) else { return Vec::new() };
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    // By how many there are of all, the round and how many of it are there.
    let mut found: BTreeMap<u64, (u64, u64)> = BTreeMap::new();
    for (shard, round) in entries.filter_map(|entry| named_shard(&entry.file_name().to_string_lossy())) {
        let (last, there) = found.entry(shard.of()).or_default();
        match round.cmp(last) {
            Ordering::Greater => (*last, *there) = (round, 1),
            Ordering::Equal => *there += 1,
            Ordering::Less => {}
        }
    }
    let each = found.into_iter().map(|(of, (round, there))| {
        let whole = whole.to_owned();
        FoundShards { path: path.to_owned(), whole, round, there, of }
    });
    each.collect()
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
