//! Writing files where a person keeps her own: each under another name first, so that none is ever half there, and nothing
//! that is there already is written over or followed elsewhere.

use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write as _};
use std::path::{Path, PathBuf};

use super::error::RunsError;
use super::lock::nobody_elses;
use super::write::is_plain;

/// Writes files, by their names within `folder`; returns their paths. One that holds the same already is left as it is.
/// All are written, or none: what was written before something failed is taken away again.
///
/// # Errors
/// [`RunsError::Taken`] if something else is where a file would go, before anything is written; [`RunsError::Link`] if a folder
/// within `folder` is not a real one; or what the system refused.
pub fn write_new<T: AsRef<[u8]>>(folder: &Path, files: &[(String, T)]) -> Result<Vec<PathBuf>, RunsError> {
    let mut paths = Vec::with_capacity(files.len());
    let mut missing = Vec::new();
    for (name, bytes) in files {
        let bytes = bytes.as_ref();
        if !is_plain(name) {
            return Err(RunsError::Name { name: name.clone() });
        }
        let path = folder.join(name);
        if !holds(folder, name, bytes)? {
            missing.push((path.clone(), bytes));
        }
        paths.push(path);
    }
    let mut made = Made::default();
    made.down_to(folder)?;
    let mut hidden = Vec::with_capacity(missing.len());
    for (path, bytes) in &missing {
        let parent = path.parent().unwrap_or(folder);
        made.folders(folder, parent)?;
        let aside = parent.join(nobody_elses("new"));
        made.paths.push(aside.clone());
        write_bytes(&aside, bytes, false).map_err(|error| RunsError::from_io(path, error))?;
        hidden.push(aside);
    }
    for (aside, (path, _)) in hidden.iter().zip(&missing) {
        place(aside, path).map_err(|error| match error.kind() {
            ErrorKind::AlreadyExists => RunsError::Taken { path: path.clone() },
            _ => RunsError::from_io(path, error),
        })?;
        made.paths.push(path.clone());
    }
    made.keep(&hidden);
    Ok(paths)
}

/// Puts another text in place of a file's, all at once: whoever reads it sees the old text or the new one. A link stays one,
/// and what it leads to is written; permissions are kept.
///
/// # Errors
/// What the system refused; the file is then as it was.
pub fn replace(path: &Path, text: &str) -> Result<(), RunsError> {
    let refused = |error| RunsError::from_io(path, error);
    let whole = path.canonicalize().map_err(refused)?;
    let permissions = fs::metadata(&whole).map_err(refused)?.permissions();
    let aside = whole.parent().unwrap_or(Path::new("")).join(nobody_elses("new"));
    let mut made = Made { paths: vec![aside.clone()], folders: Vec::new() };
    write(&aside, text).and_then(|()| fs::set_permissions(&aside, permissions)).map_err(refused)?;
    fs::rename(&aside, &whole).map_err(refused)?;
    made.paths.clear();
    Ok(())
}

/// Puts a file where a person keeps her own, whole or not at all, over what is there under that name. A file for her eyes
/// only can be read and written by nobody else.
///
/// # Errors
/// [`RunsError::Taken`] if what is there is no plain file; or what the system refused.
pub fn put(path: &Path, bytes: &[u8], private: bool) -> Result<(), RunsError> {
    let refused = |error| RunsError::from_io(path, error);
    match fs::symlink_metadata(path) {
        Ok(about) if !about.is_file() => return Err(RunsError::Taken { path: path.to_owned() }),
        Ok(_) => {}
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(refused(error)),
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(refused)?;
    let aside = folder.join(nobody_elses("new"));
    let mut made = Made { paths: vec![aside.clone()], folders: Vec::new() };
    write_bytes(&aside, bytes, private).map_err(refused)?;
    fs::rename(&aside, path).map_err(refused)?;
    made.paths.clear();
    Ok(())
}

/// Files that belong together, put one after another: unless all of them are kept in the end, those that were not there before
/// are taken away again, and folders that were made for them.
#[derive(Debug, Default)]
pub struct Together(Made);

impl Together {
    /// [Puts](put) a file.
    ///
    /// # Errors
    /// As [`put`].
    pub fn put(&mut self, path: &Path, bytes: &[u8]) -> Result<(), RunsError> {
        self.written(path, bytes, false)
    }

    /// The same of a file for the eyes of whoever asks only.
    ///
    /// # Errors
    /// As [`put`].
    pub fn put_private(&mut self, path: &Path, bytes: &[u8]) -> Result<(), RunsError> {
        self.written(path, bytes, true)
    }

    fn written(&mut self, path: &Path, bytes: &[u8], private: bool) -> Result<(), RunsError> {
        self.0.down_to(path.parent().unwrap_or(Path::new("")))?;
        let is_new = fs::symlink_metadata(path).is_err();
        put(path, bytes, private)?;
        self.0.paths.extend(is_new.then(|| path.to_owned()));
        Ok(())
    }

    /// Keeps all of them.
    pub fn keep(mut self) {
        self.0.keep(&[]);
    }
}

/// Whether a file is there that holds just this.
fn holds(folder: &Path, name: &str, bytes: &[u8]) -> Result<bool, RunsError> {
    let mut path = folder.to_owned();
    let mut parts = Path::new(name).components().peekable();
    while let Some(part) = parts.next() {
        path.push(part);
        // A link is not followed, wherever it leads, and neither is a pipe waited for.
        let about = match fs::symlink_metadata(&path) {
            Ok(about) => about,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(false),
            Err(error) => return Err(RunsError::from_io(&path, error)),
        };
        if parts.peek().is_some() && !about.is_dir() {
            return Err(RunsError::Link { path });
        }
        if parts.peek().is_none() {
            let same = about.is_file()
                && about.len() == bytes.len() as u64
                && fs::read(&path).map_err(|error| RunsError::reading(&path, error))? == bytes;
            return if same { Ok(true) } else { Err(RunsError::Taken { path }) };
        }
    }
    Ok(false)
}

fn write(path: &Path, text: &str) -> io::Result<()> {
    write_bytes(path, text.as_bytes(), false)
}

fn write_bytes(path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    if private {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    #[cfg(not(unix))]
    let _ = private;
    let mut file = options.open(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Gives a file its name, unless something has that name.
fn place(aside: &Path, path: &Path) -> io::Result<()> {
    match fs::hard_link(aside, path) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => {
            // Where a file system knows no second names, somebody may still come in between.
            match fs::symlink_metadata(path) {
                Ok(_) => Err(ErrorKind::AlreadyExists.into()),
                Err(_) => fs::rename(aside, path),
            }
        }
        linked => linked,
    }
}

/// What was made so far, and is taken away again unless all is well.
#[derive(Debug, Default)]
struct Made {
    paths: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Made {
    /// Makes the folders from one down to another.
    fn folders(&mut self, from: &Path, to: &Path) -> Result<(), RunsError> {
        let mut folder = from.to_owned();
        for part in to.strip_prefix(from).into_iter().flat_map(Path::components) {
            folder.push(part);
            match fs::create_dir(&folder) {
                Ok(()) => self.folders.push(folder.clone()),
                Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
                Err(error) => return Err(RunsError::from_io(&folder, error)),
            }
        }
        Ok(())
    }

    /// Makes a folder, and those above it that are not there.
    fn down_to(&mut self, folder: &Path) -> Result<(), RunsError> {
        let there = folder.ancestors().find(|above| above.as_os_str().is_empty() || above.is_dir());
        self.folders(there.unwrap_or(Path::new("")), folder)
    }

    /// Keeps everything but the names under which files were written first.
    fn keep(&mut self, hidden: &[PathBuf]) {
        self.folders.clear();
        self.paths.clear();
        self.paths.extend_from_slice(hidden);
    }
}

impl Drop for Made {
    fn drop(&mut self) {
        for path in &self.paths {
            let _ = fs::remove_file(path);
        }
        for folder in self.folders.iter().rev() {
            let _ = fs::remove_dir(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, String)> {
        [("plan.toml", "a"), ("data/schools.csv", "b")].map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec()
    }

    fn names(folder: &Path) -> Vec<String> {
        let mut found: Vec<String> = super::super::present(folder).unwrap().into_iter().map(|(name, _)| name).collect();
        found.sort();
        found
    }

    #[test]
    fn files_are_whole_or_not_there_and_nothing_is_left_beside_them() {
        let here = tempfile::tempdir().unwrap();
        let folder = here.path().join("new/folder");
        let expected = [folder.join("plan.toml"), folder.join("data/schools.csv")];
        assert_eq!(write_new(&folder, &files()).unwrap(), expected);
        assert_eq!(names(&folder), ["data/schools.csv", "plan.toml"]);
        // The same again changes nothing; of one that is gone only that one is written.
        fs::remove_file(&expected[0]).unwrap();
        assert_eq!(write_new(&folder, &files()).unwrap(), expected);
        assert_eq!(names(&folder), ["data/schools.csv", "plan.toml"]);
        // Another text is never written over, and the other file is not written either.
        fs::remove_file(&expected[0]).unwrap();
        fs::write(&expected[1], "mine").unwrap();
        assert!(matches!(write_new(&folder, &files()), Err(RunsError::Taken { path }) if path == expected[1]));
        assert_eq!(names(&folder), ["data/schools.csv"]);
        assert!(matches!(write_new(&folder, &[("../x".to_owned(), String::new())]), Err(RunsError::Name { .. })));
    }

    #[test]
    fn files_that_belong_together_stay_only_if_all_of_them_do() {
        let here = tempfile::tempdir().unwrap();
        let at = |name: &str| here.path().join(name);
        fs::create_dir(at("old")).unwrap();
        fs::write(at("old/kept.csv"), "before").unwrap();
        for keeps in [false, true] {
            let mut together = Together::default();
            together.put(&at("new/folder/plan.toml"), b"a").unwrap();
            together.put(&at("old/kept.csv"), b"after").unwrap();
            together.put(&at("old/more.csv"), b"b").unwrap();
            if keeps {
                together.keep();
            } else {
                drop(together);
            }
            assert_eq!((at("new").exists(), at("old/more.csv").exists()), (keeps, keeps));
            // What was there before is not taken away.
            assert_eq!(fs::read_to_string(at("old/kept.csv")).unwrap(), "after");
        }
        assert_eq!(names(&at("new")), ["folder/plan.toml"]);
        // A file in the way of a folder.
        assert!(write_new(&at("old/kept.csv/below"), &files()).is_err());
    }

    #[cfg(unix)]
    #[test]
    fn no_link_is_followed_and_what_failed_leaves_nothing() {
        use std::os::unix::fs::symlink;

        let here = tempfile::tempdir().unwrap();
        let (folder, elsewhere) = (here.path().join("mine"), here.path().join("elsewhere"));
        fs::create_dir_all(&folder).unwrap();
        fs::create_dir_all(&elsewhere).unwrap();
        // A link that leads nowhere yet, one that leads to the same text, and one in place of a folder.
        symlink(elsewhere.join("plan.toml"), folder.join("plan.toml")).unwrap();
        assert!(matches!(write_new(&folder, &files()), Err(RunsError::Taken { .. })));
        fs::write(elsewhere.join("plan.toml"), "a").unwrap();
        assert!(matches!(write_new(&folder, &files()), Err(RunsError::Taken { .. })));
        fs::remove_file(folder.join("plan.toml")).unwrap();
        symlink(&elsewhere, folder.join("data")).unwrap();
        assert!(matches!(write_new(&folder, &files()), Err(RunsError::Link { .. })));
        assert_eq!(names(&elsewhere), ["plan.toml"]);
        assert_eq!(names(&folder), ["data"]);
    }
}
