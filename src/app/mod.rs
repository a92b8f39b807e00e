//! Use-cases: what the command line, and anything else in front of people, can ask for.
//!
//! In: a request. Out: an outcome, or an [`AppError`] with its exit code. Nothing here parses arguments or prints.

mod charts;
mod check;
mod error;
mod examples;
mod folder;
#[allow(dead_code, reason = "the command that reads it follows")]
mod kept;
mod library;
mod precision;
mod replay;
mod run;

pub use check::{CheckOutcome, check, schema};
pub use error::AppError;
pub use examples::{example, examples, extract};
pub use library::{EmbeddedLibrary, source_text};
pub use replay::{ReplayOutcome, ReplayRequest, replay};
pub use run::{RunOutcome, RunRequest, run};

use crate::simulate::Observer;

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Simulating; [`Observer::progress`] says how far.
    Simulating,
    /// Writing tables and charts.
    Writing,
}

/// Who watches a use-case.
pub trait Watcher: Observer {
    /// A stage begins.
    fn stage(&self, stage: Stage) {
        let _ = stage;
    }
}

impl Watcher for crate::simulate::Unobserved {}
