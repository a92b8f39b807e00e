//! Use-cases: what the command line, and anything else in front of people, can ask for.
//!
//! In: a request. Out: an outcome, or an [`AppError`] with its exit code. Nothing here prints, and nothing knows colours.
//!
//! A request is one type and plain data: the command line parses it, a page can post it, and a study's folder keeps its
//! question. Its fields are called as the options are, and its values know their bounds. Help stands in
//! `locales/` under `help-COMMAND-OPTION`. [`Question`] is the list of what studies ask.

mod ahead;
mod archive;
mod backtest;
mod charts;
mod check;
mod cited;
mod citing;
mod error;
mod evaluate;
mod examples;
mod fit;
mod folder;
mod form;
mod handed;
mod how;
mod import;
mod interruption;
mod kept;
mod keyed;
mod library;
mod listing;
mod loading;
mod near;
mod opened;
mod pages;
mod past;
mod precision;
mod replay;
mod report;
mod run;
mod shard;
mod source;
mod study;
mod sweep;
mod told;
mod trial;
mod update;
mod upgrade;
mod values;
mod verify;
mod warnings;

/// The name of the thread in which workbooks are read; a panic in it is a damaged file.
pub use crate::intake::READER as WORKBOOK_READER;
pub use crate::runs::NotRun;
pub use crate::study::{Aim, Evaluations, Profile, Splitting, Wanted};
pub use archive::{Archive, archive};
pub use backtest::{Backtest, BacktestOutcome, backtest};
pub use check::{Check, CheckOutcome, check, parameters, resolved};
pub use error::AppError;
pub use evaluate::{Evaluate, Evaluated, Function, Lives, evaluate, function};
pub use examples::{example, examples, extract};
pub use fit::{Fit, FitOutcome, fit};
pub use form::{Begun, Form, FormWritten, New, form, form_of, new};
pub use handed::{
    Handed, HandedIn, OpenWord, archive_of, changes_file, file_of, handed_in, scenario_files, text_of, toml_text,
};
pub use how::How;
pub use import::{FormOutcome, Import, ImportOutcome, ImportedFile, import};
pub use interruption::interruption;
pub use keyed::{merge_of, replay_of, run_of, shard_of, study_of, sweep_of, work_of};
pub use library::EmbeddedLibrary;
pub use listing::{Runs, listing};
pub use past::{Records, RosterOf};
pub use replay::{Replay, ReplayOutcome, replay, replicate};
pub use report::{Report, report};
pub use run::{Outcome, Ran, Run, run};
pub use shard::{Merge, Merged, Sharded, Work, merge, shard};
pub use source::Source;
pub use study::*;
pub use sweep::{Sweep, Swept, design_rows, sweep};
pub use trial::{Trial, paired};
pub use update::{Update, UpdateOutcome, update};
pub use upgrade::{Upgrade, UpgradeOutcome, upgrade};
pub use values::{Position, Replicates, RowSeed, Seed, Threads};
pub use verify::{Verify, verify};

use crate::simulate::Observer;
use crate::words::Diagnostics;
pub use crate::words::{Confidence, Positive, Whole, Width, Yuan};

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
    /// Putting pieces together; [`Observer::progress`] says how far.
    Merging,
}

/// Who watches a use-case.
pub trait Watcher: Observer {
    /// A stage begins.
    fn stage(&self, stage: Stage) {
        let _ = stage;
    }

    /// What is worth reading before anything is made of what was read.
    fn warned(&self, warnings: &Diagnostics) {
        let _ = warnings;
    }

    /// A remark that is worth reading before anything is written.
    fn noted(&self, remark: &str) {
        let _ = remark;
    }
}

impl Watcher for crate::simulate::Unobserved {}
