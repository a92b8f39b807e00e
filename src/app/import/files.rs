//! Files of an import: what is read, and how what is written is called.

use std::path::{Path, PathBuf};

use sha2::{Digest as _, Sha256};

use crate::app::error::{AppError, Instead};
use crate::app::library::Shelf;
use crate::import::{self, form::MARKER};
use crate::intake::{self, Found};
use crate::scenario::{DiskLibrary, LibraryError, MOST_SCENARIO, MOST_TABLE, unreadable};
use crate::words::{Diagnostic, Diagnostics, path, text};

fn refused(name: &str, error: &LibraryError) -> AppError {
    AppError::Refused(vec![unreadable(&Shelf, name, None, error, &[])].into())
}

/// What a file holds.
#[derive(Debug)]
pub(super) struct Opened {
    /// The file, without the sheet that may stand behind its name.
    pub(super) name: String,
    /// What marks ids of its rows.
    pub(super) tag: String,
    pub(super) found: Found,
}

/// Opens a file with a sheet behind its name, perhaps.
pub(super) fn open(name: &str) -> Result<Opened, AppError> {
    let (file, sheet) = split(name);
    let bytes = DiskLibrary::bytes(file, MOST_TABLE).map_err(|error| refused(file, &error))?;
    let tag = import::write_secret(Sha256::digest(&bytes).get(..2).unwrap_or_default());
    let found = match sheet {
        Some(_) => intake::grid(file, bytes, sheet).map(Found::Table),
        None => intake::found(file, bytes, MARKER),
    };
    let found = found.map_err(|problem| AppError::Refused(vec![*problem].into()))?;
    Ok(Opened { name: file.to_owned(), tag, found })
}

/// The file and the sheet of a name such as `staff.xlsx!Staff`; a file may have such a name itself.
pub(super) fn split(name: &str) -> (&str, Option<&str>) {
    match name.rsplit_once('!') {
        Some((file, sheet)) if !path(name).exists() => (file, Some(sheet)),
        _ => (name, None),
    }
}

/// The text of a small file, if it is there.
pub(super) fn text(name: &str) -> Result<Option<String>, AppError> {
    match DiskLibrary::bytes(name, MOST_SCENARIO) {
        Ok(bytes) => match String::from_utf8(bytes) {
            Ok(text) => Ok(Some(text.trim_start_matches('\u{feff}').to_owned())),
            Err(_) => Err(refused(name, &LibraryError::NotUtf8)),
        },
        Err(LibraryError::NotFound) => Ok(None),
        Err(error) => Err(refused(name, &error)),
    }
}

/// Refuses to write a file over another that holds anything else: somebody may have worked on it since.
pub(super) fn may_put(file: &Path, bytes: &[u8], instead: Instead) -> Result<(), AppError> {
    let name = crate::words::file_name(file.as_os_str());
    match DiskLibrary::bytes(&name, MOST_TABLE) {
        Ok(there) if there == bytes => Ok(()),
        Err(LibraryError::NotFound) => Ok(()),
        Ok(_) | Err(_) => Err(AppError::Exists { file: file.to_owned(), instead }),
    }
}

/// A file beside another.
pub(super) fn beside(near: &str, name: &str) -> String {
    let (file, _) = split(near);
    Path::new(file).with_file_name(name).to_string_lossy().into_owned()
}

/// A file without its ending.
pub(super) fn stem(name: &str) -> String {
    Path::new(name).with_extension("").to_string_lossy().into_owned()
}

/// The last part of a path.
pub(super) fn last(name: &str) -> PathBuf {
    Path::new(name).file_name().map(PathBuf::from).unwrap_or_default()
}

/// That the file of a secret holds none.
pub(super) fn no_secret(file: &str) -> Diagnostics {
    vec![Diagnostic::error("secret", text!("import-no-secret", file)).hint(text!("hint-import-no-secret"))].into()
}
