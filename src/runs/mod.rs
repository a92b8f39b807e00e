//! Stage 8: the folder of a run or a study, complete or not there at all.
//!
//! In: files, a scenario's sources and a [`Manifest`]. Out: a folder that is written under a hidden name, hashed, and
//! renamed in one step; and the same folder opened again. [`layout`] has every file name.
//! Not here: what a table or a chart is.
//!
//! A run is named by its content ([`run_name`]), so the same run asked for twice is looked for there, and known by its whole
//! [`Identity`]. An older folder is never touched.

mod aside;
mod error;
pub mod layout;
mod lock;
mod made;
mod manifest;
mod open;
mod pieces;
mod shard;
mod study;
mod survey;
mod sweep;

#[cfg(test)]
mod tests;
mod write;

pub use aside::{Together, put, replace, write_new};
pub use error::RunsError;
pub use made::{Made, Maker, engine};
pub use manifest::{
    Build, Durations, FORMAT, FileRecord, Identity, Manifest, Platform, RESULTS_VERSION, Reported, Signature,
    SourceRecord, commit, now, run_name,
};
pub(crate) use open::pieces;
pub use open::{
    Damage, DamageKind, Describes, Folder, OpenRun, OpenStudy, OpenSweep, Opened, called, list, open, present,
};
pub use pieces::{OpenShard, shards};
pub use shard::{ShardManifest, named_shard, shard_name, shards_of};
pub use study::{Asked, StudiedScenario, StudyIdentity, StudyManifest};
pub use survey::{Found, FoundShards, State, Survey, at_work, survey};
pub use sweep::{NotRun, SweepIdentity, SweepManifest};
pub use write::{Staging, is_plain, recorded};
