//! The folder of a shard: a piece of a run, a study or a sweep, made somewhere, to be merged with the others.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::layout;
use super::made::Made;
use super::manifest::FileRecord;
use crate::words::Shard;

/// `shard.json`: which piece of what a folder holds, and what made it. A folder with it is complete.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShardManifest {
    /// Layout of the folder.
    pub format: u32,
    /// Who made it.
    #[serde(flatten)]
    pub made: Made,
    /// The name of the folder that all shards come to.
    pub whole: String,
    /// What makes that the run, the study or the sweep it is.
    pub identity: Value,
    /// The folder from which it names files.
    #[serde(default)]
    pub here: String,
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
    /// Every other file of the folder. Filled in by [`super::Staging::finish_shard`].
    #[serde(default)]
    pub files: BTreeMap<String, FileRecord>,
}

impl ShardManifest {
    /// Whether it is a piece of the same whole, cut in the same way.
    #[must_use]
    pub fn is_beside(&self, other: &Self) -> bool {
        fn whole(one: &ShardManifest) -> (&str, u32, &str, u64) {
            (&one.whole, one.made.results_version, &one.made.engine, one.shard.of())
        }
        whole(self) == whole(other) && self.identity == other.identity
    }
}

/// Name of a shard's folder.
#[must_use]
pub fn shard_name(shard: Shard, round: u64) -> String {
    let (number, of) = (shard.number(), shard.of());
    if round <= 1 { format!("{number}-of-{of}") } else { format!("{number}-of-{of}-round-{round}") }
}

/// Which shard of which round has a folder of this name.
#[must_use]
pub fn named_shard(name: &str) -> Option<(Shard, u64)> {
    let (cut, round) = match name.split_once("-round-") {
        Some((cut, round)) => (cut, round.parse().ok()?),
        None => (name, 1),
    };
    let (number, of) = cut.split_once("-of-")?;
    let shard = Shard::new(number.parse().ok()?, of.parse().ok()?)?;
    // A second folder of one shard has a number behind its name.
    (shard_name(shard, round) == name).then_some((shard, round))
}

/// The folder of all shards of a whole.
#[must_use]
pub fn shards_of(output: &Path, whole: &str) -> PathBuf {
    output.join(format!("{whole}{}", layout::SHARDS))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shard_is_known_by_its_name() {
        for (number, of, round) in [(1, 1, 1), (7, 20, 1), (20, 20, 3)] {
            let shard = Shard::new(number, of).unwrap();
            assert_eq!(named_shard(&shard_name(shard, round)), Some((shard, round)));
        }
        for name in ["1-of-6-2", "0-of-6", "7-of-6", "1-of-6-round-1", "of", "1-of-", "01-of-6"] {
            assert_eq!(named_shard(name), None, "{name}");
        }
    }
}
