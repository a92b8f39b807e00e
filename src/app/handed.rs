//! What is handed to whoever is not at the disk: files of kept folders, whole folders, and changes as a file.

use std::fmt::Write as _;
use std::path::Path;

use crate::import::{Known, Mapping, Noun};
use crate::runs::{self, Describes, Folder, Opened, RunsError};
use crate::simulate::Unobserved;
use crate::words::text;

use super::archive;
use super::error::AppError;
use super::import::{Import, ImportOutcome, MAPPING, SECRET_FILE, import, kept_beside, plan_names};

/// A file of the run or study called `name` in `output`, one that its manifest lists.
///
/// # Errors
/// If there is no such folder, it has no such file, or the file cannot be read.
pub fn file_of(output: &Path, name: &str, file: &str) -> Result<Vec<u8>, AppError> {
    fn listed<M: Describes>(folder: &Opened<M>, file: &str) -> Result<Vec<u8>, AppError> {
        if !folder.manifest.files().contains_key(file) {
            return Err(AppError::NoFolder { folder: folder.path.join(file) });
        }
        Ok(folder.bytes(file)?)
    }
    match open(output, name)? {
        Folder::Run(run) => listed(&run, file),
        Folder::Study(study) => listed(&study, file),
        Folder::Sweep(sweep) => listed(&sweep, file),
    }
}

/// The whole folder of the run or study called `name` in `output`, as `tidui archive` packs it.
///
/// # Errors
/// If there is no such folder, or it cannot be read.
pub fn archive_of(output: &Path, name: &str) -> Result<Vec<u8>, AppError> {
    archive::bytes_of(&open(output, name)?, name)
}

/// Opens the folder called `name` in `output` and nothing beside it.
fn open(output: &Path, name: &str) -> Result<Folder, AppError> {
    let plain = !name.is_empty() && !name.starts_with('.') && !name.contains(['/', '\\', ':', '\0']);
    if !plain {
        return Err(AppError::Runs(RunsError::NotARun { path: name.into(), nearest: None, known: Vec::new() }));
    }
    Ok(runs::open(&output.join(name))?)
}

/// Settings, `path=value`, as a scenario file over the plan that `base` names, to be kept and run again.
#[must_use]
pub fn changes_file(base: &str, id: &str, settings: &[String]) -> String {
    let mut text = format!("format = 2\nextends = {}\nscenario.id = \"{id}-changed\"\n", toml_edit::Value::from(base));
    for (path, value) in settings.iter().filter_map(|setting| setting.split_once('=')) {
        let value: toml_edit::Value = value.parse().unwrap_or_else(|_| value.into());
        // Writing into a text cannot fail.
        let _ = writeln!(text, "{path} = {value}");
    }
    text
}

/// The scenario files in a folder, in order: those that end in `.toml` and say which format they are of.
///
/// # Errors
/// If the folder cannot be read.
pub fn scenario_files(folder: &Path) -> Result<Vec<String>, AppError> {
    let reading = |error| AppError::Runs(RunsError::reading(folder, error));
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(reading)? {
        let path = entry.map_err(reading)?.path();
        let is_plan = path.extension().is_some_and(|end| end == "toml")
            && std::fs::read_to_string(&path)
                .is_ok_and(|text| text.lines().any(|line| line.trim_start().starts_with("format")));
        if is_plan {
            files.push(path.display().to_string());
        }
    }
    files.sort();
    Ok(files)
}

/// The text of a file.
///
/// # Errors
/// If it cannot be read.
pub fn text_of(file: &Path) -> Result<String, AppError> {
    std::fs::read_to_string(file).map_err(|error| AppError::Runs(RunsError::reading(file, error)))
}

/// A text as a scenario file has it, with its quotes.
#[must_use]
pub fn toml_text(text: &str) -> String {
    toml_edit::Value::from(text).to_string()
}

/// What came of a file that was handed in.
#[derive(Debug)]
pub struct HandedIn {
    /// What the import says of it.
    pub outcome: ImportOutcome,
    /// What it wrote: names and bytes.
    pub files: Vec<(String, Vec<u8>)>,
    /// The mapping by which it was read, as a file; empty for a form.
    pub mapping: String,
    /// What its columns can be.
    pub fields: Vec<Noun>,
    /// Words that nobody has said the meaning of.
    pub open: Vec<OpenWord>,
    /// Where it lay while it was read, which is nobody's concern.
    place: String,
}

/// A word that nobody has said the meaning of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenWord {
    /// The field that it stands in.
    pub field: String,
    /// The word.
    pub word: String,
    /// What it can mean; nothing if any id will do.
    pub meanings: Vec<Noun>,
}

impl HandedIn {
    /// A text about it, with the file called as whoever handed it in calls it.
    #[must_use]
    pub fn told(&self, text: &str) -> String {
        text.replace(&self.place, "")
    }
}

/// A file that somebody hands in.
#[derive(Clone, Copy, Debug)]
pub struct Handed<'a> {
    /// What it is called.
    pub name: &'a str,
    /// The sheet of it that is meant, if there are several.
    pub sheet: Option<&'a str>,
    /// What it holds.
    pub bytes: &'a [u8],
    /// The mapping by which it is read; none means the one beside the plan, if there is one.
    pub mapping: Option<&'a str>,
}

/// Imports a file that somebody hands in, as `request` says. Nothing of it stays on the disk, and nothing is written beside
/// the plan.
///
/// # Errors
/// As [`import`](super::import()); and if the mapping links the years of one person by a secret that is not there.
pub fn handed_in(handed: Handed<'_>, mut request: Import) -> Result<HandedIn, AppError> {
    let place = tempfile::tempdir().map_err(AppError::Output)?;
    let put = |name: &str, bytes: &[u8]| {
        let file = place.path().join(name);
        std::fs::write(&file, bytes).map_err(AppError::Output)?;
        Ok::<_, AppError>(file.display().to_string())
    };
    // A name is nothing but a name, wherever a browser says that it lay; and it is not that of what is put beside it.
    let name = handed.name.rsplit(['/', '\\']).next().unwrap_or_default().replace(['!', ':', '\0'], "-");
    let reserved = name.trim_matches('.').is_empty() || [MAPPING, SECRET_FILE].contains(&name.as_str());
    let file = put(if reserved { "table.csv" } else { &name }, handed.bytes)?;
    let folder = format!("{}{}", place.path().display(), std::path::MAIN_SEPARATOR);
    let (known, near) = match &request.plan {
        Some(plan) => plan_names(plan, &file)?,
        None => (Known::default(), file.clone()),
    };
    let [kept, secret] = kept_beside(&near)?;
    if let Some(mapping) = handed.mapping.map(str::to_owned).or(kept) {
        put(MAPPING, mapping.as_bytes())?;
        if Mapping::read(MAPPING, &mapping).is_ok_and(|mapping| mapping.link) {
            let secret = secret.ok_or_else(|| AppError::Serve(text!("serve-table-link", file = SECRET_FILE)))?;
            put(SECRET_FILE, secret.as_bytes())?;
        }
    }
    request.mapping = Some(format!("{folder}{MAPPING}"));
    request.file = vec![handed.sheet.map_or_else(|| file.clone(), |sheet| format!("{file}!{sheet}"))];
    let outcome = import(&request, &Unobserved)?;
    let written = outcome.files.iter().flat_map(|one| one.written.iter().chain(&one.marked));
    let mut files = Vec::new();
    for path in written.map(Path::new) {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        files.push((name, std::fs::read(path).map_err(AppError::Output)?));
    }
    // A form has none.
    let mapping = std::fs::read_to_string(&outcome.mapping).unwrap_or_default();
    let read = Mapping::read(MAPPING, &mapping).map_err(AppError::Refused)?;
    let open = read.words.iter().flat_map(|(field, words)| {
        let unsaid = words.iter().filter(|(_, meaning)| meaning.is_empty());
        let open = |word: &String| OpenWord {
            field: field.clone(),
            word: word.clone(),
            meanings: known.nouns(field).to_vec(),
        };
        unsaid.map(move |(word, _)| open(word))
    });
    let open = open.collect();
    let fields = outcome.files.first().map_or_else(Vec::new, |one| known.fields(one.reading.kind));
    Ok(HandedIn { outcome, files, mapping, fields, open, place: folder })
}
