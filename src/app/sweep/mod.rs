//! A sweep: a run for every row of a design, and of each the tables that are asked for, one behind the other.

mod design;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runs::{
    self, Describes, FileRecord, Made, OpenSweep, RESULTS_VERSION, Staging, SweepIdentity, SweepManifest, layout,
};
use crate::tables::{SWEPT, SweepWriter, TableName};
use crate::words::{Diagnostic, Diagnostics, Language, Text, Whole, path, several, text};

use super::error::AppError;
use super::near::folder_of;
use super::run::Outcome;
use super::source::Source;
use super::values::{Position, Replicates, RowSeed, Threads, output};
use super::{Stage, Watcher, folder, opened};
pub(super) use design::Design;
use design::Job;
pub(super) use rows::{Counts, run};

/// Which design to run, and how.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Sweep {
    /// The design: a table with a row a run.
    #[cfg_attr(feature = "cli", arg(value_name = "TABLE", value_parser = super::source::named()))]
    pub design: String,
    /// The scenario of the rows that name none.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE", value_parser = super::source::typed()))]
    pub scenario: Option<Source>,
    /// A table of every run that is kept; none means targets, all targets together and the money over the whole run.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NAME"))]
    #[serde(default, deserialize_with = "several")]
    pub table: Vec<TableName>,
    /// Rows, from 1, that are not run but told.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ROW"))]
    #[serde(default, deserialize_with = "several")]
    pub leave_out: Vec<Position>,
    /// Settings over every scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// Seed of the rows that have none, over that of their scenario.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub seed: Option<RowSeed>,
    /// Replicates of the rows that have none, over those of their scenario.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub replicates: Option<Replicates>,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub threads: Option<Threads>,
    /// Where folders go.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = layout::OUTPUT))]
    #[serde(default = "output")]
    pub output: PathBuf,
    /// Do it even if the same sweep is there.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub again: bool,
    /// Language of remarks.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

impl Sweep {
    /// A sweep of a design, with all that is usual.
    #[must_use]
    pub fn of(design: impl Into<String>) -> Self {
        Self {
            design: design.into(),
            scenario: None,
            table: Vec::new(),
            leave_out: Vec::new(),
            set: Vec::new(),
            seed: None,
            replicates: None,
            threads: None,
            output: output(),
            again: false,
            lang: Language::default(),
        }
    }

    /// The tables that are kept of every run, each once.
    pub(super) fn tables(&self) -> Vec<TableName> {
        let mut tables = if self.table.is_empty() { SWEPT.to_vec() } else { self.table.clone() };
        tables.sort_unstable();
        tables.dedup();
        tables
    }

    /// The rows that are not run, in order.
    pub(super) fn left_out(&self) -> BTreeSet<u64> {
        self.leave_out.iter().map(|row| row.get()).collect()
    }

    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(Whole::size)
    }

    /// The rows of the design and what makes the sweep the sweep it is.
    pub(super) fn settle(&self) -> Result<(Design, SweepIdentity), AppError> {
        let design = design::read(&self.design, folder_of(&path(&self.design)))?;
        self.fits(&design)?;
        let scenarios = design.found.iter().filter_map(|(name, file)| Some((name.clone(), design::digest(file)?)));
        let scenarios = scenarios.collect();
        // Known by what is in it, from wherever it is named; texts in memory have no name.
        let own = self.scenario.as_ref().map(|source| match source {
            Source::Named(name) => design::digest(name).unwrap_or_else(|| name.clone()),
            Source::Texts(texts) => FileRecord::of(json!(texts).to_string().as_bytes()).sha256,
        });
        let stem = path(&self.design).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let plain: String =
            stem.chars().filter(|one| one.is_alphanumeric() || matches!(one, '-' | '_')).take(40).collect();
        let identity = SweepIdentity {
            design: if plain.is_empty() { "design".to_owned() } else { plain },
            digest: FileRecord::of(design.kept.as_bytes()).sha256,
            scenarios,
            scenario: own,
            set: self.set.clone(),
            seed: self.seed.map(Whole::get),
            replicates: self.replicates.map(Whole::get),
            tables: self.tables().into_iter().map(|name| name.schema().stem.to_owned()).collect(),
        };
        Ok((design, identity))
    }
}

impl Sweep {
    /// Refuses what would have no effect: rows that are not there, and what every row says by itself.
    fn fits(&self, design: &Design) -> Result<(), AppError> {
        let rows = design.jobs.len() as u64;
        let left_out = self.left_out();
        let refused =
            |code: &'static str, told: Text| Err(AppError::Refused(vec![Diagnostic::error(code, told)].into()));
        let beyond: Vec<String> =
            left_out.iter().filter(|row| !(1..=rows).contains(*row)).map(u64::to_string).collect();
        if !beyond.is_empty() {
            return refused("design-no-row", text!("design-no-row", numbers = Text::list(&beyond), rows));
        }
        if left_out.len() as u64 == rows {
            return refused("design-all-left-out", text!("design-all-left-out", rows));
        }
        let unused = [
            ("--scenario", self.scenario.is_some() && design.jobs.iter().all(|job| job.scenario.is_some())),
            ("--seed", self.seed.is_some() && design.jobs.iter().all(|job| job.seed.is_some())),
            ("--replicates", self.replicates.is_some() && design.jobs.iter().all(|job| job.replicates.is_some())),
        ];
        match unused.into_iter().find(|(_, unused)| *unused) {
            Some((option, _)) => refused("design-unused", text!("design-unused", option)),
            None => Ok(()),
        }
    }
}

/// What a sweep left.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Swept {
    /// How it was made, with how many rows it has and which were not run.
    pub manifest: SweepManifest,
}

/// How many rows a design has.
///
/// # Errors
/// As [`sweep`].
pub fn design_rows(file: &str) -> Result<u64, AppError> {
    Ok(design::read(file, folder_of(&path(file)))?.jobs.len() as u64)
}

impl Outcome<Swept> {
    /// The object of `--json`.
    #[must_use]
    pub fn object(&self) -> serde_json::Value {
        let manifest = &self.said.manifest;
        json!({
            "rows": manifest.rows,
            "refused": manifest.refused,
            "left_out": manifest.left_out.len(),
            "not_run": manifest.not_run,
            "tables": manifest.identity.tables,
            "recognised": self.recognised,
            "folder": self.folder,
            "seconds": self.seconds,
        })
    }
}

/// Runs every row of a design and writes one folder with the tables of all of them, or finds the folder of the same sweep.
///
/// Rows do not depend on each other: a row whose scenario is refused is told and the others run.
///
/// # Errors
/// If the design cannot be understood, every row is refused, or it was interrupted; nothing is left behind then.
pub fn sweep(request: &Sweep, watcher: &dyn Watcher) -> Result<Outcome<Swept>, AppError> {
    sweep_by(request, request.settle()?, watcher, |design, writer| {
        watcher.stage(Stage::Simulating);
        run(request, &design.jobs, writer, watcher)
    })
}

/// A sweep whose tables come from wherever `filling` has them.
pub(super) fn sweep_by(
    request: &Sweep,
    (design, identity): (Design, SweepIdentity),
    watcher: &dyn Watcher,
    filling: impl FnOnce(&Design, &mut SweepWriter) -> Result<Counts, AppError>,
) -> Result<Outcome<Swept>, AppError> {
    let (began, started) = (Instant::now(), runs::now()?);
    watcher.warned(&design.warnings);
    let name = identity.folder_name(RESULTS_VERSION);
    if let Some((folder, manifest)) = recognised(request, &identity, &name)? {
        return Ok(outcome(folder, manifest, true, began));
    }
    let staging = Staging::create(&request.output, &name)?;
    let mut writer = SweepWriter::create(staging.path(), &request.tables())?;
    let mut counts = filling(&design, &mut writer)?;
    // A design of which no row can be run says nothing: what is wrong with the first is wrong with it.
    if counts.refused == design.jobs.len() as u64
        && let Some(problems) = counts.first.take()
    {
        return Err(AppError::Refused(problems));
    }
    watcher.stage(Stage::Writing);
    staging.expect(writer.finish(staging.path())?);
    staging.write(layout::DESIGN, design.kept.as_bytes())?;
    if watcher.cancelled() {
        return Err(AppError::Interrupted);
    }
    let mut manifest = SweepManifest {
        format: SweepManifest::FORMAT,
        made: Made::here(folder::threads(request.threads()), started),
        identity,
        file: request.design.clone(),
        scenario: match &request.scenario {
            Some(Source::Named(name)) => Some(name.clone()),
            _ => None,
        },
        rows: design.jobs.len() as u64,
        refused: counts.refused,
        left_out: counts.left_out,
        not_run: counts.not_run,
        files: BTreeMap::new(),
    };
    manifest.made.seconds = began.elapsed().as_secs_f64();
    let folder = staging.finish_sweep(manifest.clone())?;
    Ok(outcome(folder, manifest, false, began))
}

fn outcome(folder: PathBuf, manifest: SweepManifest, recognised: bool, began: Instant) -> Outcome<Swept> {
    Outcome {
        folder,
        recognised,
        said: Swept { manifest },
        warnings: Diagnostics::default(),
        notes: Vec::new(),
        seconds: began.elapsed().as_secs_f64(),
    }
}

/// The design that a sweep keeps and the request that runs it again, or the scenario that is not there any more as it was.
pub(super) fn kept(sweep: &OpenSweep) -> Result<Result<(Sweep, Design), String>, AppError> {
    let manifest = &sweep.manifest;
    let identity = &manifest.identity;
    let folder = path(&manifest.file);
    let design = design::read(&sweep.file(layout::DESIGN).display().to_string(), folder_of(&folder))?;
    let digest = |name: &String| design::digest(design.found.get(name).unwrap_or(name));
    let changed = identity.scenarios.iter().find(|(name, known)| digest(name).as_ref() != Some(*known));
    let own = manifest.scenario.iter().find(|file| design::digest(file) != identity.scenario);
    if let Some(file) = changed.map(|(name, _)| name).or(own) {
        return Ok(Err(file.clone()));
    }
    // Texts in memory are nowhere.
    if manifest.scenario.is_none()
        && let Some(digest) = &identity.scenario
    {
        return Ok(Err(digest.clone()));
    }
    let request = Sweep {
        scenario: manifest.scenario.clone().map(Source::Named),
        table: identity.tables.iter().filter_map(|stem| stem.parse().ok()).collect(),
        leave_out: manifest.left_out.iter().filter_map(|row| Whole::new(*row)).collect(),
        set: identity.set.clone(),
        seed: identity.seed.and_then(Whole::new),
        replicates: identity.replicates.and_then(Whole::new),
        ..Sweep::of(sweep.file(layout::DESIGN).display().to_string())
    };
    Ok(Ok((request, design)))
}

/// The same sweep, if it is there as this tidui wrote it.
fn recognised(
    request: &Sweep,
    identity: &SweepIdentity,
    name: &str,
) -> Result<Option<(PathBuf, SweepManifest)>, AppError> {
    if request.again {
        return Ok(None);
    }
    let left_out = request.left_out();
    for known in runs::called::<SweepManifest>(&request.output, name) {
        let manifest = &known.manifest;
        let same = manifest.identity == *identity && manifest.made.is_ours() && left_out.iter().eq(&manifest.left_out);
        if same && opened::altered(&known)?.is_none() {
            return Ok(Some((known.path, known.manifest)));
        }
    }
    Ok(None)
}
