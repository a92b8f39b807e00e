//! Where scenarios and the tables that they name are kept.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read as _};
use std::path::{Component, Path, PathBuf};

use super::Grid;
use crate::words::{Diagnostic, Text, path, refusal};

/// Where scenario files are kept: a disk, or the program itself.
pub trait Library {
    /// The text of a file.
    ///
    /// # Errors
    ///
    /// The file is not there, is not UTF-8, or cannot be read.
    fn read(&self, name: &str) -> Result<String, LibraryError>;

    /// The table in a file. The engine alone reads comma-separated values in UTF-8.
    ///
    /// # Errors
    ///
    /// As [`read`](Self::read), and where no table can be made of the file.
    fn table(&self, name: &str) -> Result<Grid, LibraryError> {
        Ok(Grid::of_text(name, self.read(name)?, ','))
    }

    /// The name of the file that `relative` means when it is written in the file `from`.
    fn join(&self, from: &str, relative: &str) -> String;

    /// The same of the file that another extends: a library may know such files by a name of their own.
    fn base(&self, from: &str, relative: &str) -> String {
        self.join(from, relative)
    }

    /// The names of its own by which a library knows files that can be extended.
    fn bases(&self) -> Vec<String> {
        Vec::new()
    }

    /// The names of files in the folder of `near`, in order, so that a wrong name can be met with the right one.
    fn names(&self, _near: &str) -> Vec<String> {
        Vec::new()
    }
}

/// Why a file could not be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// There is no such file.
    #[error("there is no such file")]
    NotFound,
    /// The file is not UTF-8 text.
    #[error("the file is not UTF-8 text")]
    NotUtf8,
    /// It is no plain file: only those have an end.
    #[error("it is no plain file")]
    NotPlain(Unplain),
    /// The file is larger than may be read.
    #[error("the file has more than {most} bytes")]
    TooLarge {
        /// Most bytes that may be read.
        most: u64,
    },
    /// No table can be made of the file.
    #[error("{}", .0.message.en)]
    NoTable(Box<Diagnostic>),
    /// Anything else that the system says.
    #[error("{}", .0.en)]
    Other(Text),
}

/// What is no plain file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unplain {
    /// A folder.
    Folder,
    /// A device, a pipe or the like.
    Device,
}

/// Bytes that a scenario file may have: sixty times what the largest bundled one has.
pub const MOST_SCENARIO: u64 = 4 << 20;

/// Bytes that a table may have.
pub const MOST_TABLE: u64 = 128 << 20;

/// Files on disk. A relative name in a file is resolved against the folder of that file.
#[derive(Clone, Copy, Debug, Default)]
pub struct DiskLibrary;

impl DiskLibrary {
    /// The bytes of a plain file, of which there may be `most`.
    ///
    /// # Errors
    ///
    /// The file is not there, is no plain file, is too large, or cannot be read.
    pub fn bytes(name: &str, most: u64) -> Result<Vec<u8>, LibraryError> {
        let failed = |error: std::io::Error| match error.kind() {
            // What lies below a file is not there either.
            ErrorKind::NotFound | ErrorKind::NotADirectory => LibraryError::NotFound,
            ErrorKind::IsADirectory => LibraryError::NotPlain(Unplain::Folder),
            // A file that the system makes up as it goes, such as its messages.
            ErrorKind::WouldBlock => LibraryError::NotPlain(Unplain::Device),
            _ => LibraryError::Other(refusal(&error)),
        };
        let plain = |about: &std::fs::Metadata| match about.is_file() {
            true => Ok(()),
            false if about.is_dir() => Err(LibraryError::NotPlain(Unplain::Folder)),
            false => Err(LibraryError::NotPlain(Unplain::Device)),
        };
        // Looked at before it is opened, since opening a pipe may wait for ever; and after, since it may have been exchanged.
        plain(&std::fs::metadata(path(name)).map_err(failed)?)?;
        let file = opened(name).map_err(failed)?;
        let about = file.metadata().map_err(failed)?;
        plain(&about)?;
        if about.len() > most {
            return Err(LibraryError::TooLarge { most });
        }
        let mut bytes = Vec::with_capacity(usize::try_from(about.len()).unwrap_or_default());
        // Some plain files, such as those that a system makes up, are longer than they say.
        file.take(most + 1).read_to_end(&mut bytes).map_err(failed)?;
        if bytes.len() as u64 > most { Err(LibraryError::TooLarge { most }) } else { Ok(bytes) }
    }
}

/// Opens a file, and does not wait for what is not there yet.
#[cfg(target_os = "linux")]
fn opened(name: &str) -> std::io::Result<std::fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;

    /// `O_NONBLOCK`, which plain files do not heed.
    const NOT_WAITING: i32 = 0o4000;
    std::fs::OpenOptions::new().read(true).custom_flags(NOT_WAITING).open(path(name))
}

/// Opens a file.
#[cfg(not(target_os = "linux"))]
fn opened(name: &str) -> std::io::Result<std::fs::File> {
    std::fs::File::open(path(name))
}

impl Library for DiskLibrary {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        String::from_utf8(Self::bytes(name, MOST_SCENARIO)?).map_err(|_| LibraryError::NotUtf8)
    }

    fn table(&self, name: &str) -> Result<Grid, LibraryError> {
        let text = String::from_utf8(Self::bytes(name, MOST_TABLE)?).map_err(|_| LibraryError::NotUtf8)?;
        Ok(Grid::of_text(name, text, ','))
    }

    fn join(&self, from: &str, relative: &str) -> String {
        join(from, relative)
    }

    fn names(&self, near: &str) -> Vec<String> {
        let folder = Path::new(near).parent().unwrap_or(Path::new(""));
        let listed = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let mut names: Vec<String> = std::fs::read_dir(listed)
            .into_iter()
            .flatten()
            .flatten()
            .filter(|entry| entry.path().is_file())
            .filter_map(|entry| Some(folder.join(entry.file_name()).to_str()?.to_owned()))
            .collect();
        names.sort();
        names
    }
}

/// Files in memory, by name.
#[derive(Clone, Debug, Default)]
pub struct MemoryLibrary {
    /// The text of each file.
    pub files: BTreeMap<String, String>,
}

impl MemoryLibrary {
    /// A library of these names and texts.
    pub fn new<'a>(files: impl IntoIterator<Item = (&'a str, &'a str)>) -> Self {
        Self { files: files.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect() }
    }
}

impl Library for MemoryLibrary {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        self.files.get(name).cloned().ok_or(LibraryError::NotFound)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        join(from, relative)
    }

    fn names(&self, near: &str) -> Vec<String> {
        let folder = Path::new(near).parent();
        self.files.keys().filter(|name| Path::new(name).parent() == folder).cloned().collect()
    }
}

/// `relative` seen from the folder of `from`, without needless `.` and `..`.
fn join(from: &str, relative: &str) -> String {
    tidy(&Path::new(from).parent().unwrap_or(Path::new("")).join(relative))
}

/// A path without needless `.` and `..`.
pub(super) fn tidy(path: &Path) -> String {
    let mut tidied = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidied.components().next_back(), Some(Component::Normal(_))) => {
                tidied.pop();
            }
            other => tidied.push(other),
        }
    }
    // Nothing but detours leads to where one stands.
    if tidied.as_os_str().is_empty() { ".".to_owned() } else { tidied.to_string_lossy().into_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_plain_files_are_read_and_not_without_end() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
        std::fs::write(path("plain"), "0123456789").unwrap();
        assert_eq!(DiskLibrary::bytes(&path("plain"), 10).unwrap(), b"0123456789");
        assert_eq!(DiskLibrary::bytes(&path("plain"), 9), Err(LibraryError::TooLarge { most: 9 }));
        assert_eq!(DiskLibrary::bytes(&path(""), 9), Err(LibraryError::NotPlain(Unplain::Folder)));
        assert_eq!(DiskLibrary::bytes(&path("other"), 9), Err(LibraryError::NotFound));
        assert_eq!(DiskLibrary::bytes(&path("plain/other"), 9), Err(LibraryError::NotFound));
        assert_eq!(DiskLibrary.join("a.toml", "."), ".");
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn devices_and_pipes_are_not_waited_for() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        for name in ["/dev/zero", "/dev/null", pipe.to_str().unwrap()] {
            let read = DiskLibrary::bytes(name, 1 << 20);
            assert_eq!(read, Err(LibraryError::NotPlain(Unplain::Device)), "{name}");
        }
    }
}
