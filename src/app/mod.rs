//! Use-cases: what the command line, and anything else in front of people, can ask for.
//!
//! In: a request. Out: an outcome, or an [`AppError`] with its exit code. Nothing here parses arguments or prints.

mod charts;
mod check;
mod error;
mod examples;
mod folder;
mod interruption;
mod kept;
mod library;
mod listing;
mod loading;
mod opened;
mod precision;
mod replay;
mod report;
mod run;
mod study;
mod upgrade;
mod verify;
mod warnings;

/// The name of the thread in which workbooks are read; a panic in it is a damaged file.
pub use crate::intake::READER as WORKBOOK_READER;
pub use crate::study::{Aim, Profile, Wanted};
pub use check::{CheckOutcome, check};
pub use error::AppError;
pub use examples::{example, examples, extract};
pub use interruption::interruption;
pub use library::EmbeddedLibrary;
pub use listing::listing;
pub use replay::{ReplayOutcome, ReplayRequest, replay};
pub use report::{ReportRequest, report};
pub use run::{Outcome, Ran, RunRequest, run};
pub use study::{Answered, Misunderstood, Question, StudyRequest, Vary, study};
pub use upgrade::{UpgradeOutcome, upgrade};
pub use verify::{VerifyRequest, verify};

use crate::simulate::Observer;

/// What a run is doing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Simulating; [`Observer::progress`] says how far.
    Simulating,
    /// Writing tables and charts.
    Writing,
    /// Reading a folder's files against its manifest.
    Checking,
    /// Comparing files.
    Comparing,
}

/// Who watches a use-case.
pub trait Watcher: Observer {
    /// A stage begins.
    fn stage(&self, stage: Stage) {
        let _ = stage;
    }
}

impl Watcher for crate::simulate::Unobserved {}
