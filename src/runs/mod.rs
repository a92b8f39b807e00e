//! Stage 8: the run folder, complete or not there at all.
//!
//! In: files, a scenario's sources and a [`Manifest`]. Out: a folder that is written under a hidden name, hashed, and
//! renamed in one step; and the same folder opened again. [`layout`] has every file name.
//! Not here: what a table or a chart is.
//!
//! A run is named by its content ([`run_name`]), so the same run asked for twice is found, not repeated. An older
//! folder is never touched.

mod error;
pub mod layout;
mod manifest;
mod open;
mod study;
mod survey;

#[cfg(test)]
mod tests;
mod write;

pub use error::RunsError;
pub use manifest::{
    Durations, FORMAT, FileRecord, Identity, Manifest, Platform, RESULTS_VERSION, Reported, SourceRecord, Title,
    commit, now, run_name,
};
pub use open::{Damage, DamageKind, OpenRun, find, list, open};
pub use study::{StudiedScenario, StudyManifest};
pub use survey::{Found, State, Survey, survey};
pub use write::Staging;
