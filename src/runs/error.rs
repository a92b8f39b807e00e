//! Why a run folder could not be written or opened.

use std::io::{self, ErrorKind};
use std::path::{Component, Path, PathBuf};

use super::layout;
use crate::words::{Text, quoted_path, refusal, text};

/// Why a run folder could not be written or opened. Every message completes "failed to …: ".
#[derive(Debug, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum RunsError {
    /// Permission, a read-only disk, or something in the way.
    NotWritable {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The disk, or the user's share of it, is full.
    StorageFull {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// A file or folder is not there.
    Missing {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The folder in which a run is being written is gone, or something that was written into it.
    Vanished {
        /// The file or folder.
        path: PathBuf,
    },
    /// Any other refusal of the system.
    System {
        /// The file or folder.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The manifest cannot be understood.
    Damaged {
        /// The manifest.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong.
        what: String,
    },
    /// The folder was written by a newer tidui.
    Newer {
        /// The manifest.
        path: PathBuf,
        /// Its format.
        format: u32,
        /// The newest format known.
        known: u32,
    },
    /// The folder is neither a run nor a study.
    NotARun {
        /// The folder.
        path: PathBuf,
        /// The run or study beside it whose name is nearest.
        nearest: Option<String>,
        /// Some of those beside it.
        known: Vec<String>,
    },
    /// The folder is a shard, or holds shards: pieces of a run, a study or a sweep.
    Pieces {
        /// The folder.
        path: PathBuf,
        /// The folder of all pieces.
        shards: PathBuf,
    },
    /// Something else is where a file would go.
    Taken {
        /// The file.
        path: PathBuf,
    },
    /// Something else than a folder is where one is needed, such as a link to one.
    Link {
        /// What is there.
        path: PathBuf,
    },
    /// The clock is set to a time that files and workbooks cannot tell.
    Clock,
    /// A name that would lead out of the run folder.
    Name {
        /// The name.
        name: String,
    },
}

impl RunsError {
    /// What the system's refusal to write `path` means.
    #[must_use]
    pub fn from_io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::StorageFull { path, source },
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::IsADirectory
            | ErrorKind::AlreadyExists
            | ErrorKind::InvalidFilename
            | ErrorKind::FileTooLarge
            | ErrorKind::NotFound => Self::NotWritable { path, source },
            _ => Self::System { path, source },
        }
    }

    /// What the system's refusal to read `path` means.
    pub(crate) fn reading(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing { path, source },
            _ => Self::System { path, source },
        }
    }

    /// The message in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotWritable { path, source } => {
                text!("folder-not-writable", path = path.display(), reason = reason(source))
            }
            Self::StorageFull { path, .. } => text!("folder-storage-full", path = as_known(path).display()),
            Self::Clock => text!("folder-clock"),
            Self::Missing { path, .. } => text!("folder-missing", path = path.display()),
            Self::Vanished { path } => text!("folder-vanished", path = path.display()),
            Self::System { path, source } => text!("folder-system", path = path.display(), reason = reason(source)),
            Self::Damaged { path, line, what } => text!("folder-damaged", path = path.display(), line, what),
            Self::Newer { path, format, known } => text!("folder-newer", path = path.display(), format, known),
            Self::NotARun { path, nearest: Some(nearest), .. } => {
                text!("folder-not-a-run-nearest", path = path.display(), nearest)
            }
            Self::NotARun { path, known, .. } if known.is_empty() => text!("folder-not-a-run", path = path.display()),
            Self::NotARun { path, known, .. } => {
                text!("folder-not-a-run-known", path = path.display(), known = Text::list(known))
            }
            Self::Pieces { path, shards } => {
                let command = quoted_path(&shards.display().to_string());
                text!("folder-pieces", path = path.display(), command)
            }
            Self::Taken { path } => text!("folder-taken", path = path.display()),
            Self::Link { path } => text!("folder-link", path = path.display()),
            Self::Name { name } => text!("folder-name", name),
        }
    }
}

/// Where there was no room, as a person knows it: a folder in the making has a hidden name and is gone by then, and `.` is none.
fn as_known(path: &Path) -> PathBuf {
    let hidden = |one: &Component<'_>| one.as_os_str().to_string_lossy().starts_with(layout::TEMPORARY);
    let known: PathBuf = path.components().take_while(|one| !hidden(one)).collect();
    if known.components().all(|one| one == Component::CurDir) {
        return std::path::absolute(".").unwrap_or(known);
    }
    known
}

/// Why the system refused a file or folder of a run.
fn reason(error: &io::Error) -> Text {
    match error.kind() {
        ErrorKind::NotFound => text!("refusal-cannot-make"),
        _ => refusal(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_disk_is_called_by_a_name_that_a_person_knows() {
        let here = std::path::absolute(".").unwrap();
        let known = |path: &str| as_known(Path::new(path));
        assert_eq!(known("out/.tmp-half-9/tables/a.csv"), Path::new("out"));
        assert_eq!((known("."), known(""), known("./.tmp-half-9/a.csv")), (here.clone(), here.clone(), here));
        assert_eq!(known("out/form.xlsx"), Path::new("out/form.xlsx"));
    }
}
