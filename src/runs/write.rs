//! Writing a run folder: under a hidden name first, under its own name when it is complete.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, OpenOptions};
use std::io::{self, ErrorKind, Read as _, Write as _};
use std::path::{Component, Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use serde::Serialize;
use sha2::{Digest as _, Sha256};

use super::error::RunsError;
use super::layout;
use super::lock::{Lock, clear, nobody_elses};
use super::manifest::{FileRecord, Manifest, SourceRecord, hexadecimal};
use super::shard::ShardManifest;
use super::study::StudyManifest;
use super::sweep::SweepManifest;

/// A run folder under way. It has a hidden name beside the other runs; [`Staging::finish`] gives it its own, and
/// dropping it without that removes it.
///
/// Beside the folder lies a lock file that the system releases when the process ends, however it ends: what a dead
/// process left is removed when the next run starts, and what a living one writes is left alone, on this machine or on
/// another that shares the disk.
#[derive(Debug)]
pub struct Staging {
    output: PathBuf,
    /// Folders that were made for it on the way to `output`, the innermost first.
    made: Vec<PathBuf>,
    name: String,
    folder: PathBuf,
    lock: Lock,
    sources: Vec<SourceRecord>,
    /// Files that must be there in the end.
    expected: Mutex<BTreeSet<String>>,
    /// A file that only keeps room.
    reserve: PathBuf,
}

/// Most bytes that are kept free: more is not worth the time that it takes to fill.
const MOST_RESERVED: u64 = 64 << 20;

impl Staging {
    /// Makes `output` if it is missing, clears what dead processes left in it, and opens a hidden folder for run `name`.
    ///
    /// # Errors
    /// If `output` cannot be made or written.
    pub fn create(output: &Path, name: &str) -> Result<Self, RunsError> {
        if !is_plain(name) || name.starts_with('.') || Path::new(name).components().count() != 1 {
            return Err(RunsError::Name { name: name.to_owned() });
        }
        let refused = |error| RunsError::from_io(output, error);
        let above = output.ancestors().take_while(|folder| !folder.as_os_str().is_empty() && !folder.exists());
        let made: Vec<PathBuf> = above.map(Path::to_owned).collect();
        fs::create_dir_all(output).map_err(refused)?;
        clear(output);
        loop {
            let hidden = nobody_elses(name);
            let Some(lock) = Lock::create(output.join(format!("{hidden}{}", layout::LOCK))).map_err(refused)? else {
                continue;
            };
            let folder = output.join(&hidden);
            let reserve = folder.join(layout::longest());
            let staging = Self {
                output: output.to_owned(),
                made: made.clone(),
                name: name.to_owned(),
                folder,
                lock,
                sources: Vec::new(),
                expected: Mutex::default(),
                reserve,
            };
            fs::create_dir(&staging.folder).map_err(refused)?;
            return Ok(staging);
        }
    }

    /// Makes sure before the work begins that its result can be written: that the longest name can be made here, and that
    /// there is room for `bytes`, which are kept from others until [`release`](Self::release).
    ///
    /// # Errors
    /// If not.
    pub fn reserve(&self, bytes: u64) -> Result<(), RunsError> {
        let chunk = vec![0; 1 << 16];
        let fill = || {
            let mut file = File::create(&self.reserve)?;
            for _ in 0..bytes.min(MOST_RESERVED).div_ceil(chunk.len() as u64) {
                file.write_all(&chunk)?;
            }
            // Some file systems only find out when they are asked to have written.
            file.sync_all()
        };
        fill().map_err(|error| {
            let _ = fs::remove_file(&self.reserve);
            self.refused(&self.output, error)
        })
    }

    /// Gives up the room that was kept.
    pub fn release(&self) {
        let _ = fs::remove_file(&self.reserve);
    }

    /// Says that these files are written by somebody else, and must be there in the end.
    pub fn expect<I: IntoIterator<Item = String>>(&self, names: I) {
        self.expected.lock().unwrap_or_else(PoisonError::into_inner).extend(names);
    }

    /// The hidden folder, for writers that want a path.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.folder
    }

    /// Writes a file; `relative` is its name within the folder, with `/` between folders.
    ///
    /// # Errors
    /// If it cannot be written, or its name would lead out of the folder.
    pub fn write(&self, relative: &str, bytes: &[u8]) -> Result<(), RunsError> {
        let path = self.place(relative)?;
        fs::write(&path, bytes).map_err(|error| self.refused(&path, error))
    }

    /// Carries a file of another folder over as it is, from where it is kept.
    ///
    /// # Errors
    /// If it cannot be read or written, or its name would lead out of the folder.
    pub fn carry_over(&self, relative: &str, kept: &Path) -> Result<(), RunsError> {
        let path = self.place(relative)?;
        let mut source = File::open(kept).map_err(|error| RunsError::reading(kept, error))?;
        let copied = File::create(&path).and_then(|mut file| io::copy(&mut source, &mut file));
        copied.map(drop).map_err(|error| self.refused(&path, error))
    }

    /// Where a file goes that must be there in the end. The folders within the hidden one are made, never that one itself:
    /// if it is gone, so is what was written into it before.
    fn place(&self, relative: &str) -> Result<PathBuf, RunsError> {
        if !is_plain(relative) {
            return Err(RunsError::Name { name: relative.to_owned() });
        }
        let mut folder = self.folder.clone();
        for part in Path::new(relative).parent().into_iter().flat_map(Path::components) {
            folder.push(part);
            match fs::create_dir(&folder) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(self.refused(&folder, error)),
                _ => {}
            }
        }
        self.expect([relative.to_owned()]);
        Ok(self.folder.join(relative))
    }

    /// What the system's refusal to write `path` means. Where there is no room it is the disk that matters, and the hidden name
    /// of a file that is gone by then would tell nobody anything.
    fn refused(&self, path: &Path, error: io::Error) -> RunsError {
        if matches!(error.kind(), ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            return RunsError::from_io(&self.output, error);
        }
        if error.kind() == ErrorKind::NotFound && !self.folder.is_dir() {
            return RunsError::Vanished { path: self.folder.clone() };
        }
        RunsError::from_io(path, error)
    }

    /// Writes the resolved scenario and every other file that it read (`Scenario::sources`), so that
    /// the run can be replayed from its folder alone; of the one called `left_out` only what it was is kept.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_sources(&mut self, sources: &[(String, String)], left_out: Option<&str>) -> Result<(), RunsError> {
        self.sources = self.keep(0, sources, left_out)?;
        Ok(())
    }

    /// Writes one of several scenarios, with every file that it read but `left_out`, into a folder of its own; returns where.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn write_scenario(
        &self,
        number: usize,
        sources: &[(String, String)],
        left_out: Option<&str>,
    ) -> Result<Vec<SourceRecord>, RunsError> {
        self.keep(number, sources, left_out)
    }

    fn keep(
        &self,
        number: usize,
        sources: &[(String, String)],
        left_out: Option<&str>,
    ) -> Result<Vec<SourceRecord>, RunsError> {
        let mut records = Vec::with_capacity(sources.len());
        for (position, (name, text)) in sources.iter().enumerate() {
            let file = if position == 0 { layout::SCENARIO.to_owned() } else { layout::source(position, name) };
            let file = layout::of_scenario(number, &file);
            let left_out = (left_out == Some(name.as_str())).then(|| FileRecord::of(text.as_bytes()));
            if left_out.is_none() {
                self.write(&file, text.as_bytes())?;
            }
            records.push(SourceRecord { name: name.clone(), file, left_out });
        }
        Ok(records)
    }

    /// Completes `manifest` with the files of the folder, writes it, and gives the folder its name: `name`, or `name-2`,
    /// `name-3`, … if there are such folders already. Returns the folder.
    ///
    /// # Errors
    /// If something cannot be written; the hidden folder is then removed.
    pub fn finish(mut self, mut manifest: Manifest) -> Result<PathBuf, RunsError> {
        manifest.sources = std::mem::take(&mut self.sources);
        manifest.files = self.files()?;
        self.seal(layout::MANIFEST, &manifest)
    }

    /// The same for the folder of a study.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_study(self, mut manifest: StudyManifest) -> Result<PathBuf, RunsError> {
        manifest.files = self.files()?;
        self.seal(layout::STUDY, &manifest)
    }

    /// The same for the folder of a shard.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_shard(self, mut manifest: ShardManifest) -> Result<PathBuf, RunsError> {
        manifest.files = self.files()?;
        self.seal(layout::SHARD, &manifest)
    }

    /// The same for the folder of a sweep.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_sweep(self, mut manifest: SweepManifest) -> Result<PathBuf, RunsError> {
        manifest.files = self.files()?;
        self.seal(layout::SWEEP, &manifest)
    }

    /// Gives a folder its name that is no run: nothing says how it was made but what is in it.
    ///
    /// # Errors
    /// As [`finish`](Self::finish).
    pub fn finish_plain(self) -> Result<PathBuf, RunsError> {
        self.files()?;
        let folder = self.rename()?;
        sync_folder(&self.output);
        Ok(folder)
    }

    /// Every file that was written, none of those expected missing.
    fn files(&self) -> Result<BTreeMap<String, FileRecord>, RunsError> {
        self.release();
        if !self.folder.is_dir() {
            return Err(RunsError::Vanished { path: self.folder.clone() });
        }
        let mut files = BTreeMap::new();
        record(&self.folder, "", &mut files)?;
        let expected = self.expected.lock().unwrap_or_else(PoisonError::into_inner);
        match expected.iter().find(|name| !files.contains_key(*name)) {
            Some(lost) => Err(RunsError::Vanished { path: self.folder.join(lost) }),
            None => Ok(files),
        }
    }

    /// Writes the manifest, waits until the disk has it, and gives the folder its name.
    fn seal(self, name: &str, manifest: &impl Serialize) -> Result<PathBuf, RunsError> {
        let path = self.folder.join(name);
        let mut text = serde_json::to_vec_pretty(manifest).map_err(|error| RunsError::from_io(&path, error.into()))?;
        text.push(b'\n');
        let written = File::create(&path).and_then(|mut file| {
            file.write_all(&text)?;
            file.sync_all()
        });
        written.map_err(|error| self.refused(&path, error))?;
        sync_folder(&self.folder);
        let folder = self.rename()?;
        sync_folder(&self.output);
        Ok(folder)
    }

    /// Takes the first free name. Renaming is one step: readers see the whole folder or none.
    fn rename(&self) -> Result<PathBuf, RunsError> {
        let mut number = 1_u64;
        loop {
            let folder = self.output.join(numbered(&self.name, number));
            // Renaming onto an empty folder would succeed, and it is not ours.
            if fs::symlink_metadata(&folder).is_ok() {
                number += 1;
                continue;
            }
            match fs::rename(&self.folder, &folder) {
                Ok(()) => return Ok(folder),
                // Another process took the name in between.
                Err(error) if matches!(error.kind(), ErrorKind::AlreadyExists | ErrorKind::DirectoryNotEmpty) => {
                    number += 1;
                }
                Err(error) => return Err(RunsError::from_io(&folder, error)),
            }
        }
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        // After a rename there is nothing left under the hidden name; otherwise there is nobody to tell.
        let _ = fs::remove_dir_all(&self.folder);
        self.lock.release();
        // Only what is empty goes: never a folder with a run in it, or somebody else at work.
        let _ = self.made.iter().try_for_each(fs::remove_dir);
    }
}

/// Name of the `number`th folder of a run.
fn numbered(name: &str, number: u64) -> String {
    if number == 1 { name.to_owned() } else { format!("{name}-{number}") }
}

/// Whether `relative` stays within the folder that it is joined to.
#[must_use]
pub fn is_plain(relative: &str) -> bool {
    !relative.is_empty()
        && !relative.contains(['\\', ':', '\0'])
        && Path::new(relative).components().all(|component| matches!(component, Component::Normal(_)))
}

/// Hashes every file under `folder`, and makes sure that it is on the disk.
fn record(folder: &Path, prefix: &str, files: &mut BTreeMap<String, FileRecord>) -> Result<(), RunsError> {
    let entries = fs::read_dir(folder).map_err(|error| RunsError::from_io(folder, error))?;
    for entry in entries {
        let entry = entry.map_err(|error| RunsError::from_io(folder, error))?;
        let path = entry.path();
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if path.is_dir() {
            record(&path, &format!("{name}/"), files)?;
        } else {
            let record = hash(&path, true).map_err(|error| RunsError::from_io(&path, error))?;
            files.insert(name, record);
        }
    }
    sync_folder(folder);
    Ok(())
}

/// Hash and length of a file.
///
/// # Errors
/// If it cannot be read.
pub fn recorded(path: &Path) -> Result<FileRecord, RunsError> {
    hash(path, false).map_err(|error| RunsError::reading(path, error))
}

/// Hash and length of a file.
pub(super) fn hash(path: &Path, sync: bool) -> io::Result<FileRecord> {
    // Some systems only flush files that are open for writing.
    let mut file = OpenOptions::new().read(true).write(sync).open(path)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 1 << 16];
    let mut bytes = 0;
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            break;
        }
        hasher.update(buffer.get(..read).unwrap_or_default());
        bytes += read as u64;
    }
    if sync {
        file.sync_all()?;
    }
    Ok(FileRecord { sha256: hexadecimal(&hasher.finalize()), bytes })
}

/// Asks that names in `folder` be on the disk; systems that cannot open folders do so themselves.
fn sync_folder(folder: &Path) {
    if let Ok(folder) = File::open(folder) {
        let _ = folder.sync_all();
    }
}
