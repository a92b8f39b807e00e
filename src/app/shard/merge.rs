//! Shards become what one process would have made.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::runs::{self, OpenShard};
use crate::words::{Language, path, several, text};

use super::super::error::AppError;
use super::super::how::How;
use super::super::run::{Outcome, Ran};
use super::super::source::Source;
use super::super::study::Answered;
use super::super::sweep::Swept;
use super::super::values::Threads;
use super::super::{Watcher, run::Run};
use super::{Work, changed, checks};

/// Which shards to merge, and where the folder that they come to goes.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Merge {
    /// Folders of shards, or shards.
    #[cfg_attr(feature = "cli", arg(value_name = "FOLDER", required = true))]
    #[serde(deserialize_with = "several")]
    pub folder: Vec<PathBuf>,
    /// Where the folder goes, if not where the shards were to go.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR"))]
    #[serde(default)]
    pub output: Option<PathBuf>,
    /// Do it even if the same run or study is there.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub again: bool,
    /// Draw no charts.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_charts: bool,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    #[serde(default)]
    pub threads: Option<Threads>,
    /// Language of the charts and of remarks.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// What shards came to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Merged {
    /// A run.
    Run(Box<Outcome<Ran>>),
    /// A study.
    Study(Box<Outcome<Answered>>),
    /// A sweep.
    Sweep(Box<Outcome<Swept>>),
}

/// Merges shards into the folder that they are pieces of, which is the one that would have been made at once.
///
/// # Errors
/// If they do not come to a whole: a piece missing or there twice, of something else, of another source of the engine, or
/// altered; if the scenario is no longer what it was; and whatever writing the folder ran into.
pub fn merge(request: &Merge, watcher: &dyn Watcher) -> Result<Merged, AppError> {
    let mut shards: Vec<OpenShard> = Vec::new();
    for folder in &request.folder {
        if !folder.is_dir() {
            let folder = folder.display();
            return Err(AppError::Shards(text!("shards-no-folder", folder), text!("hint-shards-none")));
        }
        shards.extend(runs::shards(folder)?);
    }
    shards.sort_by_cached_key(|one| (one.manifest.round, one.manifest.shard, one.path.clone()));
    checks::check(&shards)?;
    let Some(first) = shards.first() else { return Err(AppError::Internal("no shard".to_owned())) };
    let work = serde_json::from_value::<Work>(first.manifest.work.clone());
    let here = Path::new(&first.manifest.here);
    match work.map_err(|_| changed(first))? {
        Work::Run(mut run) => {
            request.settle(&mut run.how);
            // Whoever left people out of one piece wants them in none.
            run.without_roster = shards.iter().any(leaves_out);
            found_from(here, &mut run.file);
            Ok(Merged::Run(Box::new(super::run::merge(&Run { audit: false, ..*run }, &shards, watcher)?)))
        }
        Work::Study(mut study) => {
            request.settle(&mut study.subjects.how);
            study.subjects.without_roster = shards.iter().any(leaves_out);
            study.subjects.file.iter_mut().for_each(|file| found_from(here, file));
            Ok(Merged::Study(Box::new(super::study::merge(&study, &shards, watcher)?)))
        }
        Work::Sweep(mut sweep) => {
            if let Some(output) = &request.output {
                sweep.output.clone_from(output);
            }
            (sweep.again, sweep.threads, sweep.lang) = (request.again, request.threads, request.lang);
            sweep.design = seen_from(here, &sweep.design);
            sweep.scenario.iter_mut().for_each(|file| found_from(here, file));
            Ok(Merged::Sweep(Box::new(super::sweep::merge(*sweep, &shards, watcher)?)))
        }
    }
}

/// Whether a shard was made without the roster.
fn leaves_out(shard: &OpenShard) -> bool {
    match serde_json::from_value::<Work>(shard.manifest.work.clone()) {
        Ok(Work::Run(run)) => run.without_roster,
        Ok(Work::Study(study)) => study.subjects.without_roster,
        Ok(Work::Sweep(_)) | Err(_) => false,
    }
}

/// A file that was named where shards were made, as it is named here.
fn seen_from(there: &Path, name: &str) -> String {
    let seen = there.join(path(name));
    if !path(name).exists() && seen.exists() { seen.display().to_string() } else { name.to_owned() }
}

fn found_from(there: &Path, file: &mut Source) {
    if let Source::Named(name) = file {
        *name = seen_from(there, name);
    }
}

impl Merge {
    /// How the folder is made, in place of how the shards were.
    fn settle(&self, how: &mut How) {
        if let Some(output) = &self.output {
            how.output.clone_from(output);
        }
        (how.again, how.threads, how.lang) = (self.again, self.threads, self.lang);
        how.no_charts |= self.no_charts;
    }
}
