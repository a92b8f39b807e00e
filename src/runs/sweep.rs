//! The manifest of a sweep's folder.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::made::Made;
use super::manifest::{FileRecord, short_hash};
use crate::words::Text;

/// `sweep.json`: how a sweep was made. A folder with it is a complete sweep.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SweepManifest {
    /// Layout of the folder.
    pub format: u32,
    /// Who made it.
    #[serde(flatten)]
    pub made: Made,
    /// What makes it the sweep it is.
    pub identity: SweepIdentity,
    /// The design, as it was named: what its rows name lies beside it.
    pub file: String,
    /// The scenario of the rows that name none, as it was named; none too where it came as texts in memory.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<String>,
    /// Rows of the design.
    pub rows: u64,
    /// How many were not run because something is wrong with them.
    pub refused: u64,
    /// Which were left out, in order, from 1.
    pub left_out: Vec<u64>,
    /// The first of either, with why.
    pub not_run: Vec<NotRun>,
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
    /// Every scenario that can be read, as the design names it, with the SHA-256 of its file.
    pub scenarios: BTreeMap<String, String>,
    /// The SHA-256 of the scenario of the rows that name none.
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
