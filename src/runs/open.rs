//! Opening the folders of runs and studies again.

use std::collections::BTreeMap;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::error::RunsError;
use super::layout;
use super::made::{Made, Maker};
use super::manifest::{Build, FORMAT, FileRecord, Manifest, SourceRecord};
use super::shard::ShardManifest;
use super::study::{Asked, StudyManifest};
use super::sweep::SweepManifest;
use super::write::{hash, is_plain};
use crate::words::nearest;

/// A complete folder, with what it says about itself.
#[derive(Clone, Debug, PartialEq)]
pub struct Opened<M> {
    /// The folder.
    pub path: PathBuf,
    /// What it says about itself.
    pub manifest: M,
}

/// A complete run folder.
pub type OpenRun = Opened<Manifest>;

/// A complete folder of a study.
pub type OpenStudy = Opened<StudyManifest>;

/// A complete folder of a sweep.
pub type OpenSweep = Opened<SweepManifest>;

/// A complete folder of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum Folder {
    /// A run.
    Run(Box<OpenRun>),
    /// A study.
    Study(Box<OpenStudy>),
    /// A sweep.
    Sweep(Box<OpenSweep>),
}

/// What every manifest says.
pub trait Describes: DeserializeOwned + Serialize {
    /// Name of the manifest's file.
    const FILE: &'static str;

    /// The newest layout of its folder that is known.
    const FORMAT: u32;

    /// Fields that nothing in the folder, and nothing that can be worked out again, confirms.
    const UNKNOWABLE: &'static [&'static str];

    /// Every other file of the folder.
    fn files(&self) -> &BTreeMap<String, FileRecord>;

    /// What made it, and when.
    fn maker(&self) -> Maker<'_>;

    /// Where each file that a scenario read is kept.
    fn kept(&self) -> Vec<&SourceRecord> {
        Vec::new()
    }

    /// The tidui that wrote the files.
    fn build(&self) -> Build {
        let Maker { tidui, commit, .. } = self.maker();
        Build { tidui: tidui.to_owned(), commit: commit.to_owned() }
    }

    /// Language of what is in one language only, by its code, if it is said.
    fn language(&self) -> Option<&str> {
        None
    }

    /// Meaning of the numbers.
    fn results_version(&self) -> u32 {
        self.maker().results_version
    }

    /// Version of the tidui that made them.
    fn version(&self) -> &str {
        self.maker().tidui
    }

    /// When that began.
    fn started(&self) -> Timestamp {
        self.maker().started
    }
}

impl Describes for Manifest {
    const FILE: &'static str = layout::MANIFEST;
    const FORMAT: u32 = FORMAT;
    const UNKNOWABLE: &'static [&'static str] =
        &["tidui", "commit", "language", "threads", "platform", "started", "durations", "reported"];

    fn files(&self) -> &BTreeMap<String, FileRecord> {
        &self.files
    }

    fn maker(&self) -> Maker<'_> {
        let Self { results_version, tidui, commit, started, .. } = self;
        Maker { results_version: *results_version, tidui, commit, started: *started }
    }

    fn kept(&self) -> Vec<&SourceRecord> {
        self.sources.iter().collect()
    }

    fn build(&self) -> Build {
        self.build()
    }

    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

impl Describes for StudyManifest {
    const FILE: &'static str = layout::STUDY;
    const FORMAT: u32 = Asked::NEWEST;
    const UNKNOWABLE: &'static [&'static str] =
        &["tidui", "commit", "language", "threads", "platform", "started", "seconds"];

    fn files(&self) -> &BTreeMap<String, FileRecord> {
        &self.files
    }

    fn maker(&self) -> Maker<'_> {
        let Self { results_version, tidui, commit, started, .. } = self;
        Maker { results_version: *results_version, tidui, commit, started: *started }
    }

    fn kept(&self) -> Vec<&SourceRecord> {
        self.scenarios.iter().flat_map(|scenario| &scenario.sources).collect()
    }

    fn build(&self) -> Build {
        self.build()
    }

    fn language(&self) -> Option<&str> {
        self.language.as_deref()
    }
}

impl Describes for ShardManifest {
    const FILE: &'static str = layout::SHARD;
    const FORMAT: u32 = 1;
    const UNKNOWABLE: &'static [&'static str] = Made::UNKNOWABLE;

    fn files(&self) -> &BTreeMap<String, FileRecord> {
        &self.files
    }

    fn maker(&self) -> Maker<'_> {
        self.made.maker()
    }
}

impl Describes for SweepManifest {
    const FILE: &'static str = layout::SWEEP;
    const FORMAT: u32 = 1;
    const UNKNOWABLE: &'static [&'static str] = Made::UNKNOWABLE;

    fn files(&self) -> &BTreeMap<String, FileRecord> {
        &self.files
    }

    fn maker(&self) -> Maker<'_> {
        self.made.maker()
    }
}

/// What happened to a file of a run folder since it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Damage {
    /// Its name within the folder.
    pub file: String,
    /// What happened.
    pub kind: DamageKind,
}

/// What may happen to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DamageKind {
    /// It is gone.
    Missing,
    /// It is not what it was.
    Altered,
    /// The run did not write it.
    Extra,
}

/// Most folders named in an error.
const NAMED: usize = 8;

impl<M: Describes> Opened<M> {
    /// Name of the folder.
    #[must_use]
    pub fn name(&self) -> String {
        self.path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
    }

    /// A file of the folder, whether it exists or not.
    #[must_use]
    pub fn file(&self, relative: &str) -> PathBuf {
        self.path.join(relative)
    }

    /// The files that a scenario read, the resolved one first, each under the name by which it is read: what
    /// `Scenario::sources` was.
    ///
    /// # Errors
    /// If one of them cannot be read.
    pub fn texts(&self, records: &[SourceRecord]) -> Result<Vec<(String, String)>, RunsError> {
        records.iter().map(|source| Ok((source.name.clone(), self.read(&source.file)?))).collect()
    }

    /// Files that are missing, that are no longer what they were when the folder was written, or that were not there then;
    /// by name. What file managers and spreadsheets leave behind does not count.
    ///
    /// # Errors
    /// If a file or folder is there and cannot be read.
    pub fn damage(&self) -> Result<Vec<Damage>, RunsError> {
        let mut found = Vec::new();
        for (name, record) in self.manifest.files() {
            if !is_plain(name) {
                return Err(RunsError::Name { name: name.clone() });
            }
            let kind = match self.hashed(name)? {
                Some(Ok(now)) if now == *record => continue,
                Some(_) => DamageKind::Altered,
                None => DamageKind::Missing,
            };
            found.push(Damage { file: name.clone(), kind });
        }
        let known = |name: &String| name == M::FILE || self.manifest.files().contains_key(name);
        let extra = self.present()?.into_iter().map(|(name, _)| name).filter(|name| !known(name) && !is_litter(name));
        found.extend(extra.map(|file| Damage { file, kind: DamageKind::Extra }));
        found.sort_by(|a, b| a.file.cmp(&b.file));
        Ok(found)
    }

    /// Whether `relative` is in the folder as the manifest says.
    ///
    /// # Errors
    /// If it is there and cannot be read.
    pub fn intact(&self, relative: &str) -> Result<bool, RunsError> {
        let Some(record) = self.manifest.files().get(relative).filter(|_| is_plain(relative)) else { return Ok(false) };
        Ok(matches!(self.hashed(relative)?, Some(Ok(now)) if now == *record))
    }

    /// Hash and length of a file; none if there is none, an error within if what is there is no plain file: a link may lead
    /// to something else tomorrow, and a pipe would be waited for.
    fn hashed(&self, relative: &str) -> Result<Option<Result<FileRecord, NotPlain>>, RunsError> {
        let path = self.path.join(relative);
        let found = fs::symlink_metadata(&path)
            .and_then(|about| if about.is_file() { hash(&path, false).map(Ok) } else { Ok(Err(NotPlain)) });
        match found {
            Ok(found) => Ok(Some(found)),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) => Ok(None),
            Err(error) => Err(RunsError::reading(&path, error)),
        }
    }

    /// Every file of the folder with its length, whether the manifest knows it or not.
    ///
    /// # Errors
    /// If a folder cannot be read.
    pub fn present(&self) -> Result<Vec<(String, u64)>, RunsError> {
        present(&self.path)
    }

    /// A file of the folder.
    ///
    /// # Errors
    /// If it cannot be read, or its name would lead out of the folder.
    pub fn bytes(&self, relative: &str) -> Result<Vec<u8>, RunsError> {
        if !is_plain(relative) {
            return Err(RunsError::Name { name: relative.to_owned() });
        }
        let path = self.path.join(relative);
        fs::read(&path).map_err(|error| RunsError::reading(&path, error))
    }

    fn read(&self, relative: &str) -> Result<String, RunsError> {
        // A manifest is a file like any other: anybody may have edited it.
        if !is_plain(relative) {
            return Err(RunsError::Name { name: relative.to_owned() });
        }
        let path = self.path.join(relative);
        fs::read_to_string(&path).map_err(|error| RunsError::reading(&path, error))
    }
}

/// What is not a plain file.
struct NotPlain;

impl OpenRun {
    /// The resolved scenario, as TOML.
    ///
    /// # Errors
    /// If it cannot be read.
    pub fn scenario(&self) -> Result<String, RunsError> {
        self.read(layout::SCENARIO)
    }

    /// What the scenario read: see [`texts`](Self::texts).
    ///
    /// # Errors
    /// If one of the files cannot be read.
    pub fn sources(&self) -> Result<Vec<(String, String)>, RunsError> {
        self.texts(&self.manifest.sources)
    }
}

/// The folders called `name` in `output`, or `name-2`, `name-3`, …, whose manifests can be read, in this order. Whether one of
/// them is what its name promises is for its manifest to say: anybody can rename a folder.
#[must_use]
pub fn called<M: Describes>(output: &Path, name: &str) -> Vec<Opened<M>> {
    let Ok(entries) = fs::read_dir(output) else { return Vec::new() };
    let number = |entry: fs::DirEntry| {
        let found = entry.file_name().to_str()?.strip_prefix(name)?.to_owned();
        let number = if found.is_empty() { 1 } else { found.strip_prefix('-')?.parse::<u64>().ok()? };
        Some((number, entry.path()))
    };
    let mut found: Vec<(u64, PathBuf)> = entries.filter_map(|entry| number(entry.ok()?)).collect();
    found.sort();
    found.into_iter().filter_map(|(_, path)| read(&path).ok()).collect()
}

/// Opens a folder, whether it is a run's, a study's or a sweep's.
///
/// # Errors
/// [`RunsError::NotARun`] with the nearest names if it is none, [`RunsError::Damaged`] with the line if its manifest
/// cannot be understood.
pub fn open(path: &Path) -> Result<Folder, RunsError> {
    let missing = |error: &RunsError| matches!(error, RunsError::Missing { .. });
    match read::<Manifest>(path) {
        Err(error) if missing(&error) => {}
        read => return read.map(|run| Folder::Run(Box::new(run))),
    }
    match read::<StudyManifest>(path) {
        Err(error) if missing(&error) => {}
        read => return read.map(|study| Folder::Study(Box::new(study))),
    }
    match read::<SweepManifest>(path) {
        Err(error) if missing(&error) => {}
        read => return read.map(|sweep| Folder::Sweep(Box::new(sweep))),
    }
    if let Some(shards) = pieces(path) {
        return Err(RunsError::Pieces { path: path.to_owned(), shards });
    }
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut folders: Vec<(Timestamp, String)> = started(&list(parent));
    folders.extend(started(&complete::<StudyManifest>(parent)));
    folders.extend(started(&complete::<SweepManifest>(parent)));
    folders.sort();
    let wanted = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let names = || folders.iter().map(|(_, name)| name.as_str());
    let begun = || names().find(|name| !wanted.is_empty() && name.starts_with(&wanted) && *name != wanted);
    let nearest = nearest(&wanted, names().filter(|name| *name != wanted)).or_else(begun).map(str::to_owned);
    // The newest first, as `tidui runs` lists them.
    let known = folders.iter().rev().take(NAMED).map(|(_, name)| name.clone()).collect();
    Err(RunsError::NotARun { path: path.to_owned(), nearest, known })
}

/// The folder of all pieces, if `path` is it, or one of them.
pub(crate) fn pieces(path: &Path) -> Option<PathBuf> {
    let whole = path.canonicalize().ok()?;
    let is_of_pieces = |path: &Path| path.to_string_lossy().ends_with(layout::SHARDS) && path.is_dir();
    let beside = || path.parent().filter(|parent| !parent.as_os_str().is_empty()).map(Path::to_owned);
    match whole.parent().filter(|_| whole.join(layout::SHARD).is_file()) {
        // As it was named, where it was named within another.
        Some(parent) => beside().or_else(|| Some(parent.to_owned())),
        None => is_of_pieces(&whole).then(|| path.to_owned()),
    }
}

fn started<M: Describes>(folders: &[Opened<M>]) -> Vec<(Timestamp, String)> {
    folders.iter().map(|folder| (folder.manifest.started(), folder.name())).collect()
}

/// Every complete run in `output`, oldest first; none if there is no such folder. Folders that are not runs, or whose
/// manifest is damaged, are passed over.
#[must_use]
pub fn list(output: &Path) -> Vec<OpenRun> {
    complete(output)
}

fn complete<M: Describes>(output: &Path) -> Vec<Opened<M>> {
    let Ok(entries) = fs::read_dir(output) else { return Vec::new() };
    let mut folders: Vec<Opened<M>> = entries
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')))
        .filter_map(|path| read(&path).ok())
        .collect();
    folders.sort_by(|a, b| (a.manifest.started(), &a.path).cmp(&(b.manifest.started(), &b.path)));
    folders
}

/// What file managers and spreadsheets leave in folders that they show.
fn is_litter(name: &str) -> bool {
    let last = name.rsplit('/').next().unwrap_or(name);
    matches!(last, ".DS_Store" | "Thumbs.db" | "desktop.ini") || last.starts_with("~$") || last.starts_with(".~lock.")
}

/// Every file below a folder with its length, by name.
///
/// # Errors
/// If a folder cannot be read.
pub fn present(folder: &Path) -> Result<Vec<(String, u64)>, RunsError> {
    let mut files = Vec::new();
    collect(folder, "", &mut files)?;
    files.sort();
    Ok(files)
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, u64)>) -> Result<(), RunsError> {
    let reading = |error| RunsError::reading(folder, error);
    for entry in fs::read_dir(folder).map_err(reading)? {
        let entry = entry.map_err(reading)?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        let about = entry.metadata().map_err(reading)?;
        if about.is_dir() {
            collect(&entry.path(), &format!("{name}/"), files)?;
        } else {
            files.push((name, about.len()));
        }
    }
    Ok(())
}

pub(super) fn read<M: Describes>(path: &Path) -> Result<Opened<M>, RunsError> {
    /// The one thing that every format keeps.
    #[derive(serde::Deserialize)]
    struct Format {
        format: u32,
    }

    let file = path.join(M::FILE);
    let bytes = fs::read(&file).map_err(|error| RunsError::reading(&file, error))?;
    let damaged = |error: serde_json::Error| RunsError::Damaged {
        path: file.clone(),
        line: error.line().max(1),
        what: error.to_string(),
    };
    let Format { format } = serde_json::from_slice(&bytes).map_err(damaged)?;
    if format > M::FORMAT {
        return Err(RunsError::Newer { path: file, format, known: M::FORMAT });
    }
    let manifest = serde_json::from_slice(&bytes).map_err(damaged)?;
    Ok(Opened { path: path.to_owned(), manifest })
}
