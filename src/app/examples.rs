//! The scenarios that come with the program.

use std::path::{Path, PathBuf};
use std::sync::Mutex;

use crate::runs::{self, RunsError};
use crate::scenario::{self, Library};
use crate::words::Text;

use super::error::{AppError, Instead};
use super::library::{EmbeddedLibrary, Recording};

/// Every bundled scenario: its name and its title.
#[must_use]
pub fn examples() -> Vec<(String, Text)> {
    let titled = |(name, file): (String, String)| {
        let title = scenario::load(&EmbeddedLibrary, &file, &[]).map(|(scenario, _)| scenario.title);
        (name.clone(), title.unwrap_or_else(|_| Text::same(name)))
    };
    let files = EmbeddedLibrary::scenarios().into_iter().map(|name| (name.clone(), format!("{name}.toml")));
    let folders = EmbeddedLibrary::folders().into_iter().map(|name| (name.clone(), EmbeddedLibrary::plan_of(&name)));
    files.chain(folders).map(titled).collect()
}

/// The text of a bundled scenario.
///
/// # Errors
/// [`AppError::NoExample`] if none has that name.
pub fn example(name: &str) -> Result<String, AppError> {
    let file = find(name)?;
    EmbeddedLibrary.read(&file).map_err(|error| AppError::Internal(error.to_string()))
}

/// Writes a bundled scenario and every file that it reads into `folder`, or a bundled folder of a plan and its data; returns them. No file is overwritten, but one
/// that already holds the same text is left as it is; no link is followed.
///
/// # Errors
/// [`AppError::NoExample`], [`AppError::Exists`] before anything is written, or what the system refused.
pub fn extract(name: &str, folder: &Path) -> Result<Vec<PathBuf>, AppError> {
    if EmbeddedLibrary::folders().iter().any(|own| own == name) {
        return written(folder, &EmbeddedLibrary::files_of(name));
    }
    let file = find(name)?;
    let recording = Recording { library: &EmbeddedLibrary, read: Mutex::default() };
    // What is wrong with it, if anything, is for `check` to say.
    let _ = scenario::load(&recording, &file, &[]);
    let mut files = recording.read.into_inner().unwrap_or_default();
    if files.is_empty() {
        files.push(file);
    }
    let bundled = |name: String| {
        let text = EmbeddedLibrary.read(&name).map_err(|error| AppError::Internal(error.to_string()))?;
        Ok((name, text))
    };
    let files: Vec<(String, String)> = files.into_iter().map(bundled).collect::<Result<_, AppError>>()?;
    written(folder, &files)
}

fn written<T: AsRef<[u8]>>(folder: &Path, files: &[(String, T)]) -> Result<Vec<PathBuf>, AppError> {
    runs::write_new(folder, files).map_err(|error| match error {
        RunsError::Taken { path } => AppError::Exists { file: path, instead: Instead::FolderTo },
        other => other.into(),
    })
}

fn find(name: &str) -> Result<String, AppError> {
    let folder = || EmbeddedLibrary::folders().into_iter().find(|own| own == name);
    EmbeddedLibrary::file(name).or_else(|| folder().map(|name| EmbeddedLibrary::plan_of(&name))).ok_or_else(|| {
        AppError::NoExample {
            name: name.to_owned(),
            nearest: EmbeddedLibrary::nearest(name),
            known: EmbeddedLibrary::scenarios(),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_bundled_scenario_can_be_shown_and_extracted() {
        for (name, title) in examples() {
            assert!(!title.zh.is_empty() && !title.en.is_empty());
            let folder = tempfile::tempdir().unwrap();
            let files = extract(&name, folder.path()).unwrap();
            assert!(
                files
                    .iter()
                    .any(|file| std::fs::read_to_string(file).is_ok_and(|text| text == example(&name).unwrap()))
            );
            // Again, over the same files.
            assert_eq!(extract(&name, folder.path()).unwrap(), files);
        }
    }

    #[test]
    fn a_file_of_the_same_name_is_not_overwritten() {
        let Some(name) = EmbeddedLibrary::scenarios().into_iter().next() else { return };
        let folder = tempfile::tempdir().unwrap();
        let mine = folder.path().join(format!("{name}.toml"));
        std::fs::write(&mine, "mine").unwrap();
        assert!(matches!(extract(&name, folder.path()), Err(AppError::Exists { .. })));
        assert_eq!(std::fs::read_to_string(mine).unwrap(), "mine");
    }

    #[test]
    fn an_unknown_name_lists_the_known_ones() {
        let Err(AppError::NoExample { known, .. }) = example("no-such-scenario") else { panic!("it was found") };
        assert_eq!(known, EmbeddedLibrary::scenarios());
    }
}
