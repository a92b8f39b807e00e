//! The manifest of a sweep's folder.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::manifest::{FileRecord, Platform, short_hash};
use crate::words::Text;

/// `sweep.json`: how a sweep was made. A folder with it is a complete sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepManifest {
    /// Layout of the folder.
    pub format: u32,
    /// [`RESULTS_VERSION`](super::RESULTS_VERSION) of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: String,
    /// Commit that tidui was built from, or `unknown`.
    pub commit: String,
    /// The source of the engine: [`engine`](super::engine).
    pub engine: String,
    /// What makes it the sweep it is.
    pub identity: SweepIdentity,
    /// Rows of the design, those that were not run because something is wrong with them, and those that were left out.
    pub rows: u64,
    /// The second of these.
    pub refused: u64,
    /// The third.
    pub left_out: u64,
    /// The first of either, with why.
    pub not_run: Vec<NotRun>,
    /// Threads used. The results do not depend on it.
    pub threads: usize,
    /// Machine.
    pub platform: Platform,
    /// When it began (RFC 3339).
    pub started: Timestamp,
    /// Seconds it took.
    pub seconds: f64,
    /// Every other file of the folder. Filled in by [`super::Staging::finish_sweep`].
    #[serde(default)]
    pub files: BTreeMap<String, FileRecord>,
}

/// A row that was not run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotRun {
    /// Which, from 1.
    pub row: u64,
    /// Why, in both languages.
    pub why: Text,
}

/// What makes a sweep the sweep it is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepIdentity {
    /// Name of the design's file, without its ending.
    pub design: String,
    /// SHA-256 of the cells of the design.
    pub digest: String,
    /// Every file that it names as a scenario, with the SHA-256 of what is in it.
    pub scenarios: BTreeMap<String, String>,
    /// The scenario of the rows that name none.
    pub scenario: Option<String>,
    /// Settings over every scenario.
    pub set: Vec<String>,
    /// Seed of the rows that have none.
    pub seed: Option<u64>,
    /// Replicates of the rows that have none.
    pub replicates: Option<u64>,
    /// The tables that are kept of every run.
    pub tables: Vec<String>,
}

impl SweepIdentity {
    /// Name of the sweep's folder. As with a run, a name only says where to look.
    #[must_use]
    pub fn folder_name(&self, results_version: u32) -> String {
        format!("{}-sweep-{}", self.design, short_hash(&format!("{results_version} {self:?}")))
    }
}
