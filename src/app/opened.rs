//! Folders of runs and studies as a starting point: found, understood, and known to say what they said.

use std::path::{Path, PathBuf};

use crate::report::Words;
use crate::runs::{
    self, DamageKind, Describes, FileRecord, Folder, OpenRun, OpenStudy, Opened, RESULTS_VERSION, SourceRecord, layout,
};
use crate::scenario::{Library as _, Scenario, unreadable};
use crate::words::{Diagnostics, Language};

use super::error::AppError;
use super::kept::{self, Kept};
use super::library::{Shelf, TextLibrary};
use super::loading;
use super::near::folder_of;

/// Opens a run, a study or a sweep: a folder, or its name within `output`.
pub(super) fn either(folder: &Path, output: &Path) -> Result<Folder, AppError> {
    let within = output.join(folder);
    // A plain name that is nowhere is most likely one in `output`: the nearest names are looked for there.
    let named = folder.components().count() == 1 && output.is_dir();
    let path = if !folder.exists() && (named || within.exists()) { &within } else { folder };
    Ok(runs::open(path)?)
}

/// Opens a run. A study is refused, with what can be done with it.
pub(super) fn open(run: &Path, output: &Path) -> Result<OpenRun, AppError> {
    match either(run, output)? {
        Folder::Run(run) => Ok(*run),
        Folder::Study(study) => {
            let folder = study.path.display().to_string();
            let again = study.manifest.command(&folder);
            Err(AppError::IsStudy { study: folder, question: study.manifest.question, again })
        }
        Folder::Sweep(sweep) => Err(AppError::IsSweep { sweep: sweep.path.display().to_string() }),
    }
}

/// The folder that a run or a study lies in.
pub(super) fn beside<M>(folder: &Opened<M>) -> PathBuf {
    let whole = || folder.path.canonicalize().ok();
    // A path such as `.` names no folder that anything could lie beside.
    let path =
        if folder.path.file_name().is_some() { folder.path.clone() } else { whole().unwrap_or(folder.path.clone()) };
    folder_of(&path).to_owned()
}

/// Where the roster is to be had that a folder leaves out.
#[derive(Clone, Copy, Debug)]
pub(super) enum Roster<'a> {
    /// Nowhere.
    Nowhere,
    /// In the file that is named.
    File(&'a str),
    /// With another folder that keeps it, if it is the same: its text.
    Kept(&'a str),
}

impl<'a> From<Option<&'a str>> for Roster<'a> {
    fn from(file: Option<&'a str>) -> Self {
        file.map_or(Self::Nowhere, Self::File)
    }
}

impl<'a> Roster<'a> {
    /// For folders beside that of `scenario`: the file that is named, or else the roster of the scenario itself.
    pub(super) fn beside(file: Option<&'a str>, scenario: &'a Scenario) -> Self {
        let own = scenario.roster_file().and(scenario.sources.last()).map(|(_, text)| text.as_str());
        file.map(Self::File).or(own.map(Self::Kept)).unwrap_or(Self::Nowhere)
    }
}

/// The scenario that was run, with the warnings that its copy earns. `roster` is what its folder leaves out.
///
/// # Errors
/// If the numbers are another version's, or the scenario was altered; if the folder has no roster and none is named, or another
/// than the run read.
pub(super) fn scenario<'a>(run: &OpenRun, roster: impl Into<Roster<'a>>) -> Result<(Scenario, Diagnostics), AppError> {
    let roster = handed_in(run, run.manifest.left_out(), roster.into())?;
    kept_scenario(run, &run.manifest.sources, &run.manifest.digest, roster.as_deref())
}

/// The roster that a folder leaves out, from where somebody has it: known by what it was.
fn handed_in<'r, M: Describes>(
    folder: &Opened<M>,
    left_out: impl IntoIterator<Item = &'r SourceRecord>,
    roster: Roster<'_>,
) -> Result<Option<String>, AppError> {
    let mut left_out = left_out.into_iter().peekable();
    let file = match roster {
        Roster::Nowhere => return Ok(None),
        Roster::Kept(text) => {
            let was = FileRecord::of(text.as_bytes());
            return Ok(left_out.all(|record| record.left_out.as_ref() == Some(&was)).then(|| text.to_owned()));
        }
        Roster::File(file) => file,
    };
    if left_out.peek().is_none() {
        return Err(AppError::NotLeftOut { run: folder.name() });
    }
    let grid = Shelf
        .table(file)
        .map_err(|error| AppError::Refused(vec![unreadable(&Shelf, file, None, &error, &[])].into()))?;
    let text = grid.kept();
    // Scenarios of a study that read others are refused as well: what is handed in is one.
    let was = FileRecord::of(text.as_bytes());
    if left_out.all(|record| record.left_out.as_ref() == Some(&was)) {
        Ok(Some(text))
    } else {
        Err(AppError::OtherRoster { run: folder.name(), file: file.to_owned() })
    }
}

/// The scenarios of a study, likewise.
///
/// # Errors
/// As [`scenario`].
pub(super) fn scenarios<'a>(
    study: &OpenStudy,
    roster: impl Into<Roster<'a>>,
) -> Result<(Vec<Scenario>, Diagnostics), AppError> {
    let roster = handed_in(study, study.manifest.left_out(), roster.into())?;
    let (mut scenarios, mut warnings) = (Vec::new(), Diagnostics::default());
    for studied in &study.manifest.scenarios {
        let (scenario, own) = kept_scenario(study, &studied.sources, &studied.digest, roster.as_deref())?;
        scenarios.push(scenario);
        warnings.append(own);
    }
    Ok((scenarios, warnings))
}

fn kept_scenario<M: Describes>(
    folder: &Opened<M>,
    sources: &[SourceRecord],
    digest: &str,
    roster: Option<&str>,
) -> Result<(Scenario, Diagnostics), AppError> {
    let other = || AppError::OtherResults { version: folder.manifest.version().to_owned() };
    if folder.manifest.results_version() != RESULTS_VERSION {
        return Err(other());
    }
    for source in sources.iter().filter(|source| source.left_out.is_none()) {
        if !folder.intact(&source.file)? {
            return Err(AppError::Altered { run: folder.name(), file: source.file.clone() });
        }
    }
    let mut files = Vec::with_capacity(sources.len());
    for source in sources {
        if source.left_out.is_none() {
            files.extend(folder.texts(std::slice::from_ref(source))?);
        } else if let Some(roster) = roster {
            files.push((source.name.clone(), roster.to_owned()));
        } else {
            return Err(AppError::LeftOut { run: folder.name(), file: source.name.clone() });
        }
    }
    let library = TextLibrary { files };
    let name = library.files.first().map_or_else(String::new, |(name, _)| name.clone());
    let (scenario, warnings) = loading::load(&library, &name, &[]).map_err(AppError::Refused)?;
    if scenario.digest != digest {
        return Err(other());
    }
    Ok((scenario, warnings))
}

/// What a folder says, as it was kept.
///
/// # Errors
/// If it was not kept, or is not what it was.
pub(super) fn results<M: Describes>(folder: &Opened<M>) -> Result<Vec<u8>, AppError> {
    if !folder.manifest.files().contains_key(layout::RESULTS) {
        return Err(AppError::NoResults { run: folder.name() });
    }
    if !folder.intact(layout::RESULTS)? {
        return Err(AppError::Altered { run: folder.name(), file: layout::RESULTS.to_owned() });
    }
    Ok(folder.bytes(layout::RESULTS)?)
}

/// What the run said.
///
/// # Errors
/// As [`results`], and if they are of another run.
pub(super) fn kept(run: &OpenRun) -> Result<Kept, AppError> {
    let altered = |file: &str| AppError::Altered { run: run.name(), file: file.to_owned() };
    let kept = kept::read(&results(run)?).map_err(|_| altered(layout::RESULTS))?;
    let manifest = &run.manifest;
    let same = kept.results_version == manifest.results_version
        && kept.digest == manifest.digest
        && kept.results.seed == manifest.seed
        && kept.results.replicates == manifest.replicates
        && kept.results.nesting == manifest.nesting;
    // Whole and yet about another run: it is the manifest that was altered.
    if same { Ok(kept) } else { Err(altered(layout::MANIFEST)) }
}

/// What became of the files of a folder that would otherwise be the answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Altered {
    folder: String,
    file: String,
}

impl Altered {
    /// Its name within the folder.
    pub(super) fn file(&self) -> &str {
        &self.file
    }

    /// The remark that says so.
    pub(super) fn note(&self, language: Language) -> String {
        Words::new(language).with("note-altered", &[("folder", &self.folder), ("file", &self.file)])
    }
}

/// The first file of a folder that is not what it was when the folder was written, if any. What else lies there does not
/// matter.
///
/// # Errors
/// If a file is there and cannot be read.
pub(super) fn altered<M: Describes>(folder: &Opened<M>) -> Result<Option<Altered>, AppError> {
    let damage = folder.damage()?.into_iter().find(|one| one.kind != DamageKind::Extra);
    Ok(damage.map(|one| Altered { folder: folder.path.display().to_string(), file: one.file }))
}

/// The language of what a folder has in one language only; older manifests leave it to the names of the charts.
pub(super) fn language<M: Describes>(folder: &Opened<M>) -> Option<Language> {
    let of = Language::of_code;
    let drawn = |language: &Language| {
        let end = format!(".{}.svg", language.code());
        folder.manifest.files().keys().any(|name| is_chart(name) && name.ends_with(&end))
    };
    let said = folder.manifest.language().and_then(of);
    said.or_else(|| Language::ALL.into_iter().find(drawn))
}

/// Whether a folder has charts.
pub(super) fn has_charts<M: Describes>(folder: &Opened<M>) -> bool {
    folder.manifest.files().keys().any(|name| is_chart(name))
}

/// Whether a file of a folder is a chart.
pub(super) fn is_chart(name: &str) -> bool {
    Path::new(name).starts_with(layout::CHARTS)
}
