//! Files that say that somebody is at work, and clearing up after those who no longer are.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::hash::{BuildHasher as _, RandomState};
use std::io;
use std::path::{Path, PathBuf};

use super::layout;

/// A file that exists and is locked while its process lives. The system releases it when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    file: Option<File>,
}

impl Lock {
    /// Creates and locks `path`. None if somebody who clears up came between the two, and took it for one that a dead
    /// process left: then another name is to be tried, for what lies beside this one may be taken away too.
    pub(super) fn create(path: PathBuf) -> io::Result<Option<Self>> {
        let file = OpenOptions::new().write(true).create_new(true).open(&path)?;
        match file.try_lock() {
            // Where a file system knows no locks, nobody can take this one for abandoned either.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => return Ok(None),
        }
        // From here on nobody else can lock it; whoever could before has also taken it away before.
        let still_there = fs::symlink_metadata(&path).is_ok();
        Ok(still_there.then_some(Self { path, file: Some(file) }))
    }

    pub(super) fn release(&mut self) {
        // Some systems do not remove open files.
        drop(self.file.take());
        let _ = fs::remove_file(&self.path);
    }
}

/// A name that nobody else has, on this machine or on another that shares the disk.
pub(super) fn nobody_elses(name: &str) -> String {
    let random = RandomState::new().hash_one(std::process::id());
    format!("{}{name}-{random:016x}", layout::TEMPORARY)
}

/// Removes what dead processes left in `output`. Failing to is no reason not to run.
pub(super) fn clear(output: &Path) {
    let Ok(entries) = fs::read_dir(output) else { return };
    for path in entries.filter_map(|entry| entry.ok().map(|entry| entry.path())) {
        let Some(hidden) =
            path.file_name().and_then(|name| name.to_str()).and_then(|name| name.strip_suffix(layout::LOCK))
        else {
            continue;
        };
        // Opening something else than a file may wait for ever.
        let is_file = fs::symlink_metadata(&path).is_ok_and(|about| about.is_file());
        if !hidden.starts_with(layout::TEMPORARY) || !is_file {
            continue;
        }
        let Ok(file) = OpenOptions::new().write(true).open(&path) else { continue };
        if file.try_lock().is_ok() {
            let _ = fs::remove_dir_all(output.join(hidden));
            // While it is locked, so that its maker, should there be one after all, finds it gone.
            let removed = fs::remove_file(&path);
            drop(file);
            if removed.is_err() {
                let _ = fs::remove_file(&path);
            }
        }
    }
}
