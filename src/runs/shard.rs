//! The folder of a shard: a piece of a run, a study or a sweep, made somewhere, to be merged with the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::layout;
use super::manifest::{FileRecord, Platform, RESULTS_VERSION};
use crate::words::Shard;

/// `shard.json`: which piece of what a folder holds, and what made it. A folder with it is complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardManifest {
    /// Layout of the folder.
    pub format: u32,
    /// [`RESULTS_VERSION`] of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: String,
    /// Commit that tidui was built from, or `unknown`.
    pub commit: String,
    /// The source of the engine: [`engine`].
    pub engine: String,
    /// The name of the folder that all shards come to.
    pub whole: String,
    /// What makes that the run, the study or the sweep it is.
    pub identity: Value,
    /// The request that makes it.
    pub work: Value,
    /// Which piece it is.
    pub shard: Shard,
    /// Of a study the round, from 1: what it goes on to ask depends on what the round before has found.
    pub round: u64,
    /// Things of the whole round (replicates, or rows of a design) and of this shard.
    pub of: u64,
    /// Of this shard.
    pub own: u64,
    /// Threads used. What is in the folder does not depend on it.
    pub threads: usize,
    /// Machine.
    pub platform: Platform,
    /// When it began (RFC 3339).
    pub started: Timestamp,
    /// Seconds it took.
    pub seconds: f64,
    /// Every other file of the folder. Filled in by [`super::Staging::finish_shard`].
    #[serde(default)]
    pub files: BTreeMap<String, FileRecord>,
}

impl ShardManifest {
    /// Whether what it holds can be merged with what this tidui makes: the numbers mean the same, and one source made them.
    /// Binary, wheel and engine of one source are one maker, on whatever machine and however they were optimised.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.results_version == RESULTS_VERSION && self.engine == engine()
    }

    /// Whether it is a piece of the same whole, cut in the same way.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        let whole = |one: &Self| (one.whole.clone(), one.results_version, one.engine.clone(), one.shard.of());
        whole(self) == whole(other) && self.identity == other.identity
    }
}

/// The first sixteen digits of the SHA-256 of the engine's source: of all that decides a replicate and what is counted of it.
#[must_use]
pub const fn engine() -> &'static str {
    env!("TIDUI_ENGINE")
}

/// Name of a shard's folder.
#[must_use]
pub fn shard_name(shard: Shard, round: u64) -> String {
    let (number, of) = (shard.number(), shard.of());
    if round <= 1 { format!("{number}-of-{of}") } else { format!("{number}-of-{of}-round-{round}") }
}

/// The folder of all shards of a whole.
#[must_use]
pub fn shards_of(output: &Path, whole: &str) -> PathBuf {
    output.join(format!("{whole}{}", layout::SHARDS))
}
