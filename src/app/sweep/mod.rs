//! A sweep: a run for every row of a design, and of each the tables that are asked for, one behind the other.

mod design;
mod rows;

use std::path::PathBuf;
use std::time::Instant;

use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::runs::{self, FileRecord, Platform, RESULTS_VERSION, Staging, SweepIdentity, SweepManifest, engine, layout};
use crate::tables::{SWEPT, SweepWriter, TableName};
use crate::words::{Diagnostics, Language, Whole, path, several};

use super::error::AppError;
use super::run::Outcome;
use super::source::Source;
use super::values::{Position, Replicates, Seed, Threads, output};
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
    pub seed: Option<Seed>,
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

    pub(super) fn threads(&self) -> Option<usize> {
        self.threads.map(Whole::size)
    }

    /// The rows of the design and what makes the sweep the sweep it is.
    pub(super) fn settle(&self) -> Result<(Design, SweepIdentity), AppError> {
        let design = design::read(&self.design)?;
        let own = match &self.scenario {
            Some(Source::Named(name)) => Some(name.clone()),
            _ => None,
        };
        // Texts in memory have no name: their digest stands for them.
        let texts = match &self.scenario {
            Some(Source::Texts(texts)) => Some(FileRecord::of(json!(texts).to_string().as_bytes()).sha256),
            _ => None,
        };
        let scenarios = design::named(design.jobs.iter().filter_map(|job| job.scenario.as_ref()).chain(&own));
        let stem = path(&self.design).file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let plain: String =
            stem.chars().filter(|one| one.is_alphanumeric() || matches!(one, '-' | '_')).take(40).collect();
        let identity = SweepIdentity {
            design: if plain.is_empty() { "design".to_owned() } else { plain },
            digest: FileRecord::of(design.kept.as_bytes()).sha256,
            scenarios,
            scenario: own.or(texts),
            set: self.set.clone(),
            seed: self.seed.map(Whole::get),
            replicates: self.replicates.map(Whole::get),
            tables: self.tables().into_iter().map(|name| name.schema().stem.to_owned()).collect(),
        };
        Ok((design, identity))
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
    Ok(design::read(file)?.jobs.len() as u64)
}

impl Outcome<Swept> {
    /// The object of `--json`.
    #[must_use]
    pub fn object(&self) -> serde_json::Value {
        let manifest = &self.said.manifest;
        json!({
            "rows": manifest.rows,
            "refused": manifest.refused,
            "left_out": manifest.left_out,
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
    let (began, started) = (Instant::now(), runs::now()?);
    let (design, identity) = request.settle()?;
    let name = identity.folder_name(RESULTS_VERSION);
    if let Some(known) = recognised(request, &identity, &name)? {
        return Ok(Outcome { seconds: began.elapsed().as_secs_f64(), ..known });
    }
    let staging = Staging::create(&request.output, &name)?;
    let mut writer = SweepWriter::create(staging.path(), &request.tables())?;
    watcher.stage(Stage::Simulating);
    let mut counts = run(request, &design.jobs, &mut writer, watcher)?;
    // A design of which no row can be run says nothing: what is wrong with the first is wrong with it.
    if counts.refused == design.jobs.len() as u64
        && let Some(problems) = counts.first.take()
    {
        return Err(AppError::Refused(problems));
    }
    finish(request, (design, identity), (staging, writer, counts), (started, began), watcher)
}

/// The same sweep, if it is there as this tidui wrote it.
pub(super) fn recognised(
    request: &Sweep,
    identity: &SweepIdentity,
    name: &str,
) -> Result<Option<Outcome<Swept>>, AppError> {
    if request.again || !request.leave_out.is_empty() {
        return Ok(None);
    }
    for known in runs::called::<SweepManifest>(&request.output, name) {
        let manifest = &known.manifest;
        let same = manifest.identity == *identity
            && manifest.results_version == RESULTS_VERSION
            && manifest.engine == engine()
            && manifest.left_out == 0;
        if same && opened::altered(&known)?.is_none() {
            return Ok(Some(Outcome {
                folder: known.path,
                recognised: true,
                said: Swept { manifest: known.manifest },
                warnings: Diagnostics::default(),
                notes: Vec::new(),
                seconds: 0.0,
            }));
        }
    }
    Ok(None)
}

/// Gives a sweep its folder, when all its rows are in.
pub(super) fn finish(
    request: &Sweep,
    (design, identity): (Design, SweepIdentity),
    (staging, writer, counts): (Staging, SweepWriter, Counts),
    (started, began): (jiff::Timestamp, Instant),
    watcher: &dyn Watcher,
) -> Result<Outcome<Swept>, AppError> {
    watcher.stage(Stage::Writing);
    staging.expect(writer.finish(staging.path())?);
    staging.write(layout::DESIGN, design.kept.as_bytes())?;
    let mut manifest = SweepManifest {
        format: 1,
        results_version: RESULTS_VERSION,
        tidui: env!("CARGO_PKG_VERSION").to_owned(),
        commit: runs::commit().to_owned(),
        engine: engine().to_owned(),
        identity,
        rows: design.jobs.len() as u64,
        refused: counts.refused,
        left_out: counts.left_out,
        not_run: counts.not_run,
        threads: folder::threads(request.threads()),
        platform: Platform::here(),
        started,
        seconds: 0.0,
        files: std::collections::BTreeMap::new(),
    };
    if watcher.cancelled() {
        return Err(AppError::Interrupted);
    }
    manifest.seconds = began.elapsed().as_secs_f64();
    let folder = staging.finish_sweep(manifest.clone())?;
    Ok(Outcome {
        folder,
        recognised: false,
        said: Swept { manifest },
        warnings: Diagnostics::default(),
        notes: Vec::new(),
        seconds: began.elapsed().as_secs_f64(),
    })
}
