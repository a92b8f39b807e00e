//! Making the reports of a run again from what its folder kept, without simulating.

use std::path::PathBuf;
use std::time::Instant;

use serde::{Deserialize, Serialize};

use crate::runs::{self, Reported, Staging, layout};
use crate::words::Language;

use super::error::AppError;
use super::folder::{self, Contents};
use super::run::{Outcome, Ran};
use super::{Stage, Watcher, opened};

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
    let run = opened::open(&request.run, output.as_deref().unwrap_or(layout::OUTPUT.as_ref()))?;
    let (scenario, _) = opened::scenario(&run, request.roster.as_deref())?;
    let kept = opened::kept(&run)?;
    watcher.warned(&kept.warnings);
    let name = runs::run_name(&run.manifest.identity());
    let mut staging = Staging::create(&output.unwrap_or_else(|| opened::beside(&run)), &name)?;
    watcher.stage(Stage::Writing);
    let mut manifest = run.manifest.clone();
    manifest.language = Some(request.lang.code().to_owned());
    manifest.reported = Some(Reported::here()?);
    // A copy of what is kept, but for what is not.
    let sources = if run.manifest.left_out().is_some() { scenario.sources.to_vec() } else { run.sources()? };
    let contents = Contents {
        scenario: &scenario,
        sources: &sources,
        left_out: run.manifest.left_out().map(|one| one.name.as_str()),
        results: &kept.results,
        warnings: &kept.warnings,
        about: &manifest,
        language: request.lang,
        charts: !request.no_charts,
        threads: folder::threads(None),
    };
    folder::write(&contents, &mut staging, watcher)?;
    if run.manifest.files.contains_key(layout::REPLICATES) {
        if !run.intact(layout::REPLICATES)? {
            return Err(AppError::Altered { run: run.name(), file: layout::REPLICATES.to_owned() });
        }
        staging.carry_over(layout::REPLICATES, &run.file(layout::REPLICATES))?;
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
