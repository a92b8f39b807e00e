//! Tables as other systems export them become tables in the scenario's own format.

mod files;
mod form;

pub(super) use form::{District, begun, district, key, sound};

use std::path::PathBuf;
use std::sync::Arc;

use crate::import::form::Change;
use crate::import::{self, Imported, Kind, Known, Mapping, Options, Reading, SECRET};
use crate::intake::Found;
use crate::report::Words;
use crate::report::form::marked;
use crate::runs::Together;
use crate::scenario::{self, Grid, Heed};
use crate::words::{Diagnostics, Language, Month, month_within, path, several};
use serde::{Deserialize, Serialize};

use super::ahead::ahead;
use super::error::{AppError, Instead};
use super::past::bare;
use super::{Source, Watcher, library};

/// What to import.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Import {
    /// The files; `!` and the name of a sheet may stand behind one.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", required = true))]
    #[serde(deserialize_with = "several")]
    pub file: Vec<String>,
    /// The plan whose names the files use.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PLAN", value_parser = super::source::typed()))]
    #[serde(default)]
    pub plan: Option<Source>,
    /// What the files list; without it, what their headings say.
    #[cfg_attr(feature = "cli", arg(id = "as", long = "as", value_name = "KIND", value_parser = kind))]
    #[serde(default, rename = "as")]
    pub kind: Option<Kind>,
    /// The mapping file; without it the one beside the plan or the first file.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    #[serde(default)]
    pub mapping: Option<String>,
    /// The file to write; of several files the folder.
    #[cfg_attr(feature = "cli", arg(long, short, value_name = "FILE"))]
    #[serde(default)]
    pub output: Option<PathBuf>,
    /// The month that the roster is of; without it the one in the file's name, or else the plan's first.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH"))]
    #[serde(default)]
    pub at: Option<Month>,
    /// Make ids by which the years of one person are linked.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub link: bool,
    /// Leave out rows with problems.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub skip: bool,
    /// Write a workbook with the cells that have problems marked.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub mark: bool,
    /// Language of what is written.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// Reads what the files list from the command line.
#[cfg(feature = "cli")]
fn kind(code: &str) -> Result<Kind, String> {
    Kind::of(code).ok_or_else(|| Kind::ALL.map(Kind::code).join(", "))
}

/// What came of a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportedFile {
    /// The file.
    pub file: String,
    /// What was read.
    pub reading: Reading,
    /// The table that was written, unless something is wrong.
    pub written: Option<String>,
    /// The workbook with marked cells.
    pub marked: Option<String>,
}

/// What came of an import.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportOutcome {
    /// Each file.
    pub files: Vec<ImportedFile>,
    /// The forms that were filled in.
    #[serde(default)]
    pub forms: Vec<FormOutcome>,
    /// The mapping file.
    pub mapping: String,
    /// Whether it was there before.
    pub known: bool,
    /// The file of the secret, where ids are keyed.
    pub secret: Option<String>,
}

/// What came of a form.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormOutcome {
    /// The form.
    pub file: String,
    /// The numbers that it changes.
    pub changes: Vec<Change>,
    /// The overlay that states them; none if nothing changes.
    pub written: Vec<String>,
    /// Tables of what it lists and counts.
    pub tables: Vec<String>,
    /// What is wrong with the plan under these changes, and with what the form lists.
    pub problems: Diagnostics,
}

impl ImportOutcome {
    /// Whether every file was written.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.files.iter().all(|file| file.written.is_some())
            && self.forms.iter().all(|form| !form.problems.has_errors())
    }
}

/// The name of a mapping beside what it maps.
pub(super) const MAPPING: &str = "import.toml";
/// The name of the secret beside the mapping, so that nobody sends it on.
pub(super) const SECRET_FILE: &str = "import-secret.DO-NOT-SEND";

/// Imports files. The mapping is written even where a file has problems: that is where some of them are answered. Where the
/// system refuses something or the watcher asks to end, nothing is left that was not there before.
///
/// # Errors
/// [`AppError::Refused`] if a file holds no table or the mapping cannot be read, [`AppError::NoScenario`] if there is no such
/// plan, [`AppError::Exists`] if what is there is not what would be written, [`AppError::Interrupted`] if the watcher asks, or
/// what the system refused. Problems of cells are no error but part of the outcome.
pub fn import(request: &Import, watcher: &dyn Watcher) -> Result<ImportOutcome, AppError> {
    let goes_on = || !watcher.cancelled();
    let heed = Heed(&goes_on);
    let first = request.file.first().cloned().unwrap_or_default();
    let (known, near) = match &request.plan {
        Some(plan) => plan_names(plan, &first)?,
        None => (Known::default(), first),
    };
    let mapping_file = request.mapping.clone().unwrap_or_else(|| files::beside(&near, MAPPING));
    let before = files::text(&mapping_file)?;
    let mut mapping = match &before {
        Some(text) => Mapping::read(&mapping_file, text).map_err(AppError::Refused)?,
        None => Mapping::default(),
    };
    mapping.link |= request.link;
    let secret_file = files::beside(&mapping_file, SECRET_FILE);
    let mut together = Together::default();
    let secret = if mapping.link { Some(secret(&secret_file, &mut together)?) } else { None };
    let (mut done, mut forms) = (Vec::new(), Vec::new());
    let mut refused = Diagnostics::new();
    ahead(
        &request.file,
        |file| files::open(file),
        |file, opened| {
            if watcher.cancelled() {
                return Err(AppError::Interrupted);
            }
            let outcome = opened.and_then(|opened| match opened.found {
                Found::Sheets(sheets) => {
                    form::import(request, file, &sheets, heed, &mut together).map(|outcome| forms.push(outcome))
                }
                Found::Table(grid) => {
                    let of = (file.as_str(), opened.name.as_str(), opened.tag);
                    let by = (&known, secret.as_deref(), heed);
                    one(request, of, grid, by, &mut mapping, &mut together).map(|outcome| done.push(outcome))
                }
            });
            match outcome {
                Err(AppError::Refused(problems)) => {
                    refused.append(problems);
                    Ok(())
                }
                other => other,
            }
        },
    )?;
    let after = mapping.write(before.as_deref(), request.lang);
    if !done.is_empty() && before.as_ref() != Some(&after) {
        together.put(&path(&mapping_file), after.as_bytes())?;
    }
    together.keep();
    if !refused.list.is_empty() {
        return Err(AppError::Refused(refused));
    }
    let secret = secret.map(|_| secret_file);
    Ok(ImportOutcome { files: done, forms, mapping: mapping_file, known: before.is_some(), secret })
}

/// The mapping and the secret beside a file, if they are there.
pub(super) fn kept_beside(near: &str) -> Result<[Option<String>; 2], AppError> {
    Ok([files::text(&files::beside(near, MAPPING))?, files::text(&files::beside(near, SECRET_FILE))?])
}

/// What a plan knows by name, and where it lies; of a bundled one that is where the first file lies.
pub(super) fn plan_names(plan: &Source, first: &str) -> Result<(Known, String), AppError> {
    let (library, name) = library::open(plan)?;
    let resolved = scenario::resolve(library.as_ref(), &name, &[]).map_err(AppError::Refused)?;
    let schools = resolved.tree.find(&["schools", "file"]).and_then(|node| match &node.value {
        scenario::Value::Text(file) => Some(library.join(&node.location.file, file)),
        _ => None,
    });
    // A table of schools that is not there yet may be what is being made.
    let schools = schools.and_then(|file| library.table(&file).ok());
    let known = Known::of(&resolved.tree, schools.as_ref());
    let near = if path(&name).exists() { name } else { first.to_owned() };
    Ok((known, near))
}

fn one(
    request: &Import,
    (file, name, tag): (&str, &str, String),
    grid: Grid,
    (known, secret, heed): (&Known, Option<&[u8]>, Heed<'_>),
    mapping: &mut Mapping,
    together: &mut Together,
) -> Result<ImportedFile, AppError> {
    let kind = request.kind.unwrap_or_else(|| import::kind(&grid));
    let secret = secret.filter(|_| kind == Kind::Roster);
    // A roster that says its month in its name is of that month, wherever the plan starts.
    let at = request.at.or_else(|| month_within(&bare(name))).or(known.start);
    let options = Options { at, secret, tag, skip: request.skip, form: false, heed };
    let grid = Arc::new(grid);
    let imported = import::read(&grid, kind, known, mapping, &options).map_err(AppError::Refused)?;
    if !heed.goes_on(0) {
        return Err(AppError::Interrupted);
    }
    let Imported { reading, table, head, marks } = imported;
    let written = match table {
        Some(table) => Some(write(request, name, kind, &table, together)?),
        None => None,
    };
    let marked = if request.mark && !marks.is_empty() {
        Some(write_marked(request, name, (&grid, head), &marks, together)?)
    } else {
        None
    };
    Ok(ImportedFile { file: file.to_owned(), reading, written, marked })
}

/// Writes the table; never over anything else.
fn write(request: &Import, name: &str, kind: Kind, table: &str, together: &mut Together) -> Result<String, AppError> {
    let own = format!("{}.{}.csv", files::stem(name), kind.code());
    let file = match &request.output {
        Some(output) if request.file.len() > 1 => output.join(files::last(&own)),
        Some(output) => output.clone(),
        None => path(&own),
    };
    files::may_put(&file, table.as_bytes(), Instead::Written)?;
    together.put(&file, table.as_bytes())?;
    Ok(file.display().to_string())
}

/// Writes the workbook in which cells are marked. It holds what the file holds: it lies beside it, for the same eyes.
fn write_marked(
    request: &Import,
    name: &str,
    (grid, head): (&Grid, usize),
    marks: &[(usize, usize, crate::words::Diagnostic)],
    together: &mut Together,
) -> Result<String, AppError> {
    super::folder::threads_for_a_workbook()?;
    let bytes =
        marked(grid, head, marks, &Words::new(request.lang)).map_err(|error| AppError::Internal(error.to_string()))?;
    let file = format!("{}.marked.xlsx", files::stem(name));
    together.put_private(&path(&file), &bytes)?;
    Ok(file)
}

/// The secret in a file, made where there is none.
fn secret(file: &str, together: &mut Together) -> Result<Vec<u8>, AppError> {
    if let Some(text) = files::text(file)? {
        return import::read_secret(&text).ok_or_else(|| AppError::Refused(files::no_secret(file)));
    }
    let mut secret = vec![0; SECRET];
    getrandom::fill(&mut secret).map_err(|error| AppError::Output(std::io::Error::other(error.to_string())))?;
    let head = crate::words::Catalogue::of(Language::Chinese).format("import-secret-head", [])
        + "\n"
        + &crate::words::Catalogue::of(Language::English).format("import-secret-head", []);
    let head = import::commented(&head);
    together.put_private(&path(file), format!("{head}{}\n", import::write_secret(&secret)).as_bytes())?;
    Ok(secret)
}
