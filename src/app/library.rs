//! Where scenarios come from: the disk, the program itself, or a run folder.

use std::path::{Component, Path, PathBuf};
use std::sync::Mutex;

use include_dir::{Dir, include_dir};

use crate::intake;
use crate::scenario::{DiskLibrary, Grid, Library, LibraryError, MOST_TABLE};
use crate::words::{nearest, path};

use super::error::AppError;
use super::source::Source;

static SCENARIOS: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/scenarios");

/// The scenarios that come with the program.
#[derive(Clone, Copy, Debug, Default)]
pub struct EmbeddedLibrary;

impl EmbeddedLibrary {
    /// Names of the bundled scenarios, without their ending, in order.
    #[must_use]
    pub fn scenarios() -> Vec<String> {
        let mut names: Vec<String> = SCENARIOS
            .files()
            .filter_map(|file| file.path().to_str()?.strip_suffix(".toml").map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    /// The file of the bundled scenario called `name`, with or without its ending.
    #[must_use]
    pub fn file(name: &str) -> Option<String> {
        let file = format!("{}.toml", name.strip_suffix(".toml").unwrap_or(name));
        (!file.contains('/') && SCENARIOS.get_file(&file).is_some()).then_some(file)
    }

    /// Names of the bundled folders that a plan lies in as `plan.toml`, with its data, in order.
    #[must_use]
    pub fn folders() -> Vec<String> {
        let called = |folder: &Dir<'_>| Some(folder.path().to_str()?.to_owned());
        let planned =
            SCENARIOS.dirs().filter_map(called).filter(|name| SCENARIOS.get_file(Self::plan_of(name)).is_some());
        let mut names: Vec<String> = planned.collect();
        names.sort();
        names
    }

    /// The plan of a bundled folder.
    #[must_use]
    pub fn plan_of(folder: &str) -> String {
        format!("{folder}/plan.toml")
    }

    /// Every file of a bundled folder: its name there, and its bytes.
    #[must_use]
    pub fn files_of(folder: &str) -> Vec<(String, &'static [u8])> {
        let files = SCENARIOS.get_dir(folder).into_iter().flat_map(Dir::files);
        files.filter_map(|file| Some((file.path().file_name()?.to_str()?.to_owned(), file.contents()))).collect()
    }

    /// The bundled scenario whose name is nearest to `name`.
    #[must_use]
    pub fn nearest(name: &str) -> Option<String> {
        let stem = Path::new(name).file_stem()?.to_str()?;
        let names = Self::scenarios();
        nearest(stem, names.iter().map(String::as_str)).map(str::to_owned)
    }
}

impl Library for EmbeddedLibrary {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        let file = SCENARIOS.get_file(name).ok_or(LibraryError::NotFound)?;
        file.contents_utf8().map(str::to_owned).ok_or(LibraryError::NotUtf8)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        join(from, relative)
    }

    fn names(&self, near: &str) -> Vec<String> {
        let folder = Path::new(near).parent().unwrap_or(Path::new(""));
        let files = if folder.as_os_str().is_empty() { Some(&SCENARIOS) } else { SCENARIOS.get_dir(folder) };
        let mut names: Vec<String> =
            files.into_iter().flat_map(Dir::files).filter_map(|file| Some(file.path().to_str()?.to_owned())).collect();
        names.sort();
        names
    }
}

/// What the names of bundled files begin with where a file on the disk extends one.
const BUNDLED: &str = "tidui:";

/// The disk, with tables as spreadsheets write them and the bundled scenarios behind it: a file may extend one by its name. A file nearby of that name, with
/// or without its ending, comes first.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Shelf;

impl Library for Shelf {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        match name.strip_prefix(BUNDLED) {
            Some(file) => EmbeddedLibrary.read(file),
            None => DiskLibrary.read(name),
        }
    }

    fn table(&self, name: &str) -> Result<Grid, LibraryError> {
        if let Some(file) = name.strip_prefix(BUNDLED) {
            return EmbeddedLibrary.table(file);
        }
        // A sheet of a workbook is named behind the file; a file may have such a name itself.
        let (file, sheet) = match name.rsplit_once('!') {
            Some((file, sheet)) if !path(name).exists() => (file, Some(sheet)),
            _ => (name, None),
        };
        let bytes = DiskLibrary::bytes(file, MOST_TABLE)?;
        intake::grid(file, bytes, sheet).map_err(LibraryError::NoTable)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        match from.strip_prefix(BUNDLED) {
            Some(from) => format!("{BUNDLED}{}", EmbeddedLibrary.join(from, relative)),
            None => DiskLibrary.join(from, relative),
        }
    }

    fn base(&self, from: &str, relative: &str) -> String {
        let near = self.join(from, relative);
        if from.starts_with(BUNDLED) || DiskLibrary.read(&near) != Err(LibraryError::NotFound) {
            return near;
        }
        let ended = format!("{near}.toml");
        if DiskLibrary.read(&ended) != Err(LibraryError::NotFound) {
            return ended;
        }
        EmbeddedLibrary::file(relative).map_or(near, |file| format!("{BUNDLED}{file}"))
    }

    fn bases(&self) -> Vec<String> {
        EmbeddedLibrary::scenarios()
    }

    fn names(&self, near: &str) -> Vec<String> {
        DiskLibrary.names(near)
    }
}

/// Files in memory, such as those that a run kept, under the names by which a scenario reads them. Behind them are the bundled
/// scenarios, to be extended by their names.
#[derive(Clone, Debug, Default)]
pub(super) struct TextLibrary {
    /// Names and texts, the scenario first.
    pub(super) files: Vec<(String, String)>,
}

impl Library for TextLibrary {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        if let Some(file) = name.strip_prefix(BUNDLED) {
            return EmbeddedLibrary.read(file);
        }
        let exact = self.files.iter().find(|(kept, _)| kept == name);
        // A scenario may have been read from another folder than the one it is kept in.
        let found = exact.or_else(|| self.files.iter().find(|(kept, _)| Path::new(kept).ends_with(name)));
        found.map(|(_, text)| text.clone()).ok_or(LibraryError::NotFound)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        match from.strip_prefix(BUNDLED) {
            Some(from) => format!("{BUNDLED}{}", join(from, relative)),
            None => join(from, relative),
        }
    }

    fn base(&self, from: &str, relative: &str) -> String {
        let near = self.join(from, relative);
        if from.starts_with(BUNDLED) || self.read(&near).is_ok() {
            return near;
        }
        EmbeddedLibrary::file(relative).map_or(near, |file| format!("{BUNDLED}{file}"))
    }

    fn bases(&self) -> Vec<String> {
        EmbeddedLibrary::scenarios()
    }
}

/// A library that remembers the names of what was read from it.
pub(super) struct Recording<'a> {
    pub(super) library: &'a dyn Library,
    pub(super) read: Mutex<Vec<String>>,
}

impl Recording<'_> {
    fn record(&self, name: &str) {
        if let Ok(mut read) = self.read.lock()
            && !read.iter().any(|known| known == name)
        {
            read.push(name.to_owned());
        }
    }
}

impl Library for Recording<'_> {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        let text = self.library.read(name)?;
        self.record(name);
        Ok(text)
    }

    fn table(&self, name: &str) -> Result<Grid, LibraryError> {
        let table = self.library.table(name)?;
        self.record(name);
        Ok(table)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        self.library.join(from, relative)
    }

    fn base(&self, from: &str, relative: &str) -> String {
        self.library.base(from, relative)
    }

    fn bases(&self) -> Vec<String> {
        self.library.bases()
    }

    fn names(&self, near: &str) -> Vec<String> {
        self.library.names(near)
    }
}

/// Where a scenario is, and its name there.
pub(super) fn open(source: &Source) -> Result<(Box<dyn Library>, String), AppError> {
    match source {
        Source::Named(name) => locate(name),
        Source::Texts(texts) => {
            let files: Vec<(String, String)> = texts.iter().map(|(name, text)| (name.clone(), text.clone())).collect();
            let name = files.first().map_or_else(String::new, |(name, _)| name.clone());
            Ok((Box::new(TextLibrary { files }), name))
        }
    }
}

/// Where the scenario called `name` is: a file on the disk, or else a bundled one.
pub(super) fn locate(name: &str) -> Result<(Box<dyn Library>, String), AppError> {
    if path(name).exists() {
        return Ok((Box::new(Shelf), name.to_owned()));
    }
    // Who writes the ending means a file: what is bundled under its name might be another plan than hers.
    let is_file = path(name).extension().is_some_and(|end| end.eq_ignore_ascii_case("toml"));
    match EmbeddedLibrary::file(name).filter(|_| !is_file) {
        Some(file) => Ok((Box::new(EmbeddedLibrary), file)),
        None => Err(AppError::NoScenario {
            name: name.to_owned(),
            nearest: EmbeddedLibrary::nearest(name),
            known: EmbeddedLibrary::scenarios(),
        }),
    }
}

/// `relative` seen from the folder of `from`, without needless `.` and `..`, with `/` between folders.
fn join(from: &str, relative: &str) -> String {
    let mut tidy = PathBuf::new();
    for part in Path::new(from).parent().unwrap_or(Path::new("")).join(relative).components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(tidy.components().next_back(), Some(Component::Normal(_))) => {
                tidy.pop();
            }
            other => tidy.push(other),
        }
    }
    if tidy.as_os_str().is_empty() { ".".to_owned() } else { tidy.to_string_lossy().replace('\\', "/") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bundled_scenario_is_found_with_or_without_its_ending() {
        for name in EmbeddedLibrary::scenarios() {
            let file = EmbeddedLibrary::file(&name).unwrap();
            assert_eq!(EmbeddedLibrary::file(&file), Some(file.clone()));
            assert!(EmbeddedLibrary.read(&file).is_ok());
        }
        assert_eq!(EmbeddedLibrary::file("no-such-scenario"), None);
        assert_eq!(EmbeddedLibrary::file("../Cargo"), None);
    }

    #[test]
    fn a_file_on_the_disk_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("mine.toml");
        std::fs::write(&path, "").unwrap();
        let (_, name) = locate(path.to_str().unwrap()).unwrap();
        assert_eq!(name, path.to_str().unwrap());
        assert!(matches!(locate("no-such-scenario"), Err(AppError::NoScenario { .. })));
    }

    #[test]
    fn a_bundled_scenario_can_be_extended_from_anywhere_and_a_file_nearby_comes_first() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).unwrap();
        let path = folder.path().join("mine.toml");
        let resolved = |base: &str| {
            let own = "[scenario]\nid = 'mine'\ntitle = { zh = '我的' }\n";
            write("mine.toml", &format!("format = 2\nextends = '{base}'\n{own}"));
            crate::scenario::resolve(&Shelf, path.to_str().unwrap(), &[])
        };
        for base in ["xiqing-2021.toml", "xiqing-2021", "lean"] {
            let files = resolved(base).unwrap().files;
            assert!(files.last().is_some_and(|file| file.name == "tidui:xiqing-2021.toml"), "{base}");
            assert!(crate::scenario::load(&Shelf, path.to_str().unwrap(), &[]).is_ok(), "{base}");
        }
        let told = |base: &str| resolved(base).unwrap_err().render(crate::words::Language::English);
        assert!(told("xiqing-2022").ends_with("hint: perhaps `xiqing-2021`"), "{}", told("xiqing-2022"));
        assert!(told("zzzzzzzz.toml").contains("`lean`"), "{}", told("zzzzzzzz.toml"));
        // Only bare names are those of bundled scenarios.
        assert!(resolved("sub/xiqing-2021").is_err());
        write("lean.toml", "[tier.one]\nstock = 1\n");
        assert_eq!(resolved("lean").unwrap().files[1].name, folder.path().join("lean.toml").to_str().unwrap());
    }

    #[test]
    fn kept_files_are_found_under_the_names_they_were_read_by() {
        let files = vec![
            ("scenarios/plan.toml".to_owned(), "a".to_owned()),
            ("scenarios/data/schools.csv".to_owned(), "b".to_owned()),
        ];
        let library = TextLibrary { files };
        let name = library.join("scenarios/plan.toml", "data/schools.csv");
        assert_eq!(library.read(&name), Ok("b".to_owned()));
        assert_eq!(library.read("data/schools.csv"), Ok("b".to_owned()));
        assert_eq!(library.read("other.csv"), Err(LibraryError::NotFound));
    }

    #[test]
    fn names_are_joined_without_detours() {
        assert_eq!(join("a/b.toml", "../c/./d.csv"), "c/d.csv");
        assert_eq!(join("b.toml", "c.csv"), "c.csv");
        assert_eq!(join("b.toml", "../c.csv"), "../c.csv");
    }
}
