//! Making the reports of a run again from what its folder kept, without simulating.

use std::path::{Path, PathBuf};
use std::time::Instant;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::runs::{self, Folder, OpenRun, Reported, Signature, Staging, layout};
use crate::words::Language;

use super::cited::{CitedStudy, EarlierRun};
use super::citing;
use super::error::AppError;
use super::folder::{self, Contents};
use super::opened::{self, Roster};
use super::run::{Outcome, Ran};
use super::{Stage, Watcher};

/// Whose reports, and how.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Report {
    /// The run's folder, or its name within `output`.
    pub run: PathBuf,
    /// Where the new folder goes; none means beside the run, and that runs are looked for in `output`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR"))]
    pub output: Option<PathBuf>,
    /// The roster of the run, if its folder leaves it out; so does the new one.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub roster: Option<String>,
    /// Studies that the brief cites: folders, or names within `output`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "STUDY", num_args = 1..))]
    #[serde(default)]
    pub with: Vec<PathBuf>,
    /// An earlier run: the report tells what changed since.
    #[cfg_attr(feature = "cli", arg(long, value_name = "RUN"))]
    #[serde(default)]
    pub since: Option<PathBuf>,
    /// The office that signs the brief.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME"))]
    #[serde(default)]
    pub office: Option<String>,
    /// The day on which it is signed.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DATE"))]
    #[serde(default)]
    pub date: Option<Date>,
    /// Draw no charts.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_charts: bool,
    /// Language of the charts and of remarks.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// Writes the folder of a run anew beside the old one, which is left as it is.
///
/// # Errors
/// If the folder is not a run, did not keep its results, is not what it was, or the new one cannot be written.
pub fn report(request: &Report, watcher: &dyn Watcher) -> Result<Outcome<Ran>, AppError> {
    let began = Instant::now();
    let output = request.output.clone();
    let within = output.as_deref().unwrap_or(layout::OUTPUT.as_ref());
    let run = opened::open(&request.run, within)?;
    let (scenario, _) = opened::scenario(&run, request.roster.as_deref())?;
    let kept = opened::kept(&run)?;
    watcher.warned(&kept.warnings);
    let name = runs::run_name(&run.manifest.identity());
    let mut staging = Staging::create(&output.clone().unwrap_or_else(|| opened::beside(&run)), &name)?;
    watcher.stage(Stage::Writing);
    let mut manifest = run.manifest.clone();
    manifest.language = Some(request.lang.code().to_owned());
    let roster = Roster::beside(request.roster.as_deref(), &scenario);
    let cited = cited_by(request, &run, within, roster)?;
    let since = since(request, &run, within, roster)?;
    manifest.reported = Some(Reported {
        signature: signature(request, &run),
        cites: cited.iter().map(|study| study.copied.name.clone()).collect(),
        since: since.as_ref().map(|earlier| earlier.copied.name.clone()),
        ..Reported::here()?
    });
    // A copy of what is kept, but for what is not.
    let sources = if run.manifest.left_out().is_some() { scenario.sources.to_vec() } else { run.sources()? };
    let contents = Contents {
        scenario: &scenario,
        sources: &sources,
        left_out: run.manifest.left_out().map(|one| one.name.as_str()),
        results: &kept.results,
        warnings: &kept.warnings,
        about: &manifest,
        cited: &cited,
        since: since.as_ref(),
        language: request.lang,
        charts: !request.no_charts,
        threads: folder::threads(None),
    };
    folder::write(&contents, &mut staging, watcher)?;
    for rows in layout::ROWS.into_iter().filter(|rows| run.manifest.files.contains_key(*rows)) {
        if !run.intact(rows)? {
            return Err(AppError::Altered { run: run.name(), file: rows.to_owned() });
        }
        staging.carry_over(rows, &run.file(rows))?;
    }
    let folder = staging.finish(manifest)?;
    Ok(Outcome {
        folder,
        recognised: false,
        said: Ran { scenario, results: kept.results },
        warnings: kept.warnings,
        notes: Vec::new(),
        seconds: began.elapsed().as_secs_f64(),
    })
}

/// The studies that the brief cites: those that the folder keeps, and those that are named.
fn cited_by(request: &Report, run: &OpenRun, within: &Path, roster: Roster<'_>) -> Result<Vec<CitedStudy>, AppError> {
    let mut cited: Vec<CitedStudy> = citing::kept(run, roster)?.into_iter().map(|(_, study)| study).collect();
    for path in &request.with {
        let study = match opened::either(path, within)? {
            Folder::Study(study) => study,
            Folder::Run(run) => return Err(AppError::IsRun { run: run.path.display().to_string() }),
            Folder::Sweep(sweep) => return Err(AppError::IsSweep { sweep: sweep.path.display().to_string() }),
        };
        let one = citing::open_study(&study, &run.manifest.digest, run.manifest.left_out().is_some(), roster)?;
        if cited.iter().all(|other| other.copied.name != one.copied.name) {
            cited.push(one);
        }
    }
    Ok(cited)
}

/// The run since which it is told what changed: the one that is named, else the one that the folder keeps.
fn since(request: &Report, run: &OpenRun, within: &Path, roster: Roster<'_>) -> Result<Option<EarlierRun>, AppError> {
    match &request.since {
        Some(path) => {
            citing::open_earlier(&opened::open(path, within)?, run.manifest.left_out().is_some(), roster).map(Some)
        }
        None => Ok(citing::kept_earlier(run, roster)?.map(|(_, earlier)| earlier)),
    }
}

/// Who signs the brief: what is said now, else what was said before.
fn signature(request: &Report, run: &OpenRun) -> Option<Signature> {
    let before = run.manifest.reported.as_ref().and_then(|reported| reported.signature.clone()).unwrap_or_default();
    let signature = Signature { office: request.office.clone().or(before.office), date: request.date.or(before.date) };
    (signature != Signature::default()).then_some(signature)
}
