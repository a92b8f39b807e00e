//! Run folders as a starting point: found, understood, and known to say what they said.

use std::path::{Path, PathBuf};

use crate::runs::{self, OpenRun, RESULTS_VERSION, layout};
use crate::scenario::{self, Scenario};
use crate::words::{Diagnostics, Language};

use super::error::AppError;
use super::kept::{self, Kept};
use super::library::KeptLibrary;

/// Opens a run: a folder, or its name within `output`.
pub(super) fn open(run: &Path, output: &Path) -> Result<OpenRun, AppError> {
    let within = output.join(run);
    // A plain name that is nowhere is most likely one of a run in `output`: the nearest names are looked for there.
    let named = run.components().count() == 1 && output.is_dir();
    let path = if !run.exists() && (named || within.exists()) { &within } else { run };
    Ok(runs::open(path)?)
}

/// The folder that a run lies in.
pub(super) fn beside(run: &OpenRun) -> PathBuf {
    let whole = || run.path.canonicalize().ok();
    // A path such as `.` names no folder that anything could lie beside.
    let path = if run.path.file_name().is_some() { run.path.clone() } else { whole().unwrap_or(run.path.clone()) };
    let parent = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    parent.unwrap_or(Path::new(".")).to_owned()
}

/// The scenario that was run, with the warnings that its copy earns.
///
/// # Errors
/// If the numbers are another version's, or the scenario was altered.
pub(super) fn scenario(run: &OpenRun) -> Result<(Scenario, Diagnostics), AppError> {
    let other = || AppError::OtherResults { version: run.manifest.tidui.clone() };
    if run.manifest.results_version != RESULTS_VERSION {
        return Err(other());
    }
    for source in &run.manifest.sources {
        if !run.intact(&source.file)? {
            return Err(AppError::Altered { run: run.name(), file: source.file.clone() });
        }
    }
    let library = KeptLibrary { files: run.sources()? };
    let name = library.files.first().map_or_else(String::new, |(name, _)| name.clone());
    let (scenario, warnings) = scenario::load(&library, &name, &[]).map_err(AppError::Refused)?;
    if scenario.digest != run.manifest.digest {
        return Err(other());
    }
    Ok((scenario, warnings))
}

/// What the run said.
///
/// # Errors
/// If it was not kept, or is not what it was.
pub(super) fn kept(run: &OpenRun) -> Result<Kept, AppError> {
    if !run.manifest.files.contains_key(layout::RESULTS) {
        return Err(AppError::NoResults { run: run.name() });
    }
    let altered = |file: &str| AppError::Altered { run: run.name(), file: file.to_owned() };
    if !run.intact(layout::RESULTS)? {
        return Err(altered(layout::RESULTS));
    }
    let bytes = run.bytes(layout::RESULTS)?;
    let kept = kept::read(&bytes).map_err(|_| altered(layout::RESULTS))?;
    let manifest = &run.manifest;
    let same = kept.results_version == manifest.results_version
        && kept.digest == manifest.digest
        && kept.results.seed == manifest.seed
        && kept.results.replicates == manifest.replicates
        && kept.results.chance_replicates == manifest.chance_replicates;
    // Whole and yet about another run: it is the manifest that was altered.
    if same { Ok(kept) } else { Err(altered(layout::MANIFEST)) }
}

/// The language of what the run has in one language only; older manifests leave it to the names of the charts.
pub(super) fn language(run: &OpenRun) -> Option<Language> {
    let of = |code: &str| Language::ALL.into_iter().find(|language| language.code() == code);
    let drawn = |language: &Language| {
        let end = format!(".{}.svg", language.code());
        run.manifest.files.keys().any(|name| is_chart(name) && name.ends_with(&end))
    };
    let said = run.manifest.language.as_deref().and_then(of);
    said.or_else(|| Language::ALL.into_iter().find(drawn))
}

/// Whether a run has charts.
pub(super) fn has_charts(run: &OpenRun) -> bool {
    run.manifest.files.keys().any(|name| is_chart(name))
}

/// Whether a file of a run folder is a chart.
pub(super) fn is_chart(name: &str) -> bool {
    Path::new(name).starts_with(layout::CHARTS)
}
