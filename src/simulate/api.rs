//! How to ask for replicates: one, many, or one told as a story.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::model::{Model, Parameters};
use crate::random::{Design, DesignError, Nesting, Stratified};
use crate::scenario::{ChannelId, MoveId, ProgrammeId, SchoolId, TierId};
use crate::words::{Month, Text};

/// How many replicates, from which seed, on how many threads.
#[derive(Clone, Debug)]
pub struct RunPlan {
    /// Replicates.
    pub replicates: u64,
    /// How many of them are there already, whole batches, and are left out; what is made of the others adds to them.
    pub before: u64,
    /// Seed of all randomness.
    pub seed: u64,
    /// How replicates share draws of the parameters.
    pub nesting: Nesting,
    /// Threads; none means as many as the machine offers. The bytes do not depend on it.
    pub threads: Option<usize>,
    /// Check in every replicate and month that people are conserved and that yuan add up. Always on in debug builds.
    pub audit: bool,
    /// Hand every replicate's row to [`Observer::rows`].
    pub keep_rows: bool,
    /// Where the parameters' percentiles come from; none means as [`Stratified`] lays them out under the seed.
    pub design: Option<Arc<dyn Design>>,
}

impl RunPlan {
    /// A plan on all threads, without audit or rows, whose parameters are spread out over each batch.
    #[must_use]
    pub const fn new(replicates: u64, seed: u64, nesting: Nesting) -> Self {
        Self { replicates, before: 0, seed, nesting, threads: None, audit: false, keep_rows: false, design: None }
    }

    /// Threads that are asked for, or as many as the machine offers.
    #[must_use]
    pub fn threads(&self) -> usize {
        threads_asked(self.threads)
    }

    /// The draw that a replicate belongs to.
    #[must_use]
    pub fn draw_of(&self, replicate: u64) -> u64 {
        self.nesting.draw_of(replicate)
    }

    /// The parameters of a draw.
    ///
    /// # Errors
    /// [`RunError::Design`] if the design has no such draw, or leaves out a parameter.
    pub fn parameters(&self, model: &Model, draw: u64) -> Result<Parameters, RunError> {
        let drawn = match &self.design {
            Some(design) => model.parameters(&**design, draw),
            None => model.parameters(&Stratified { seed: self.seed }, draw),
        };
        drawn.map_err(RunError::Design)
    }
}

/// Threads that are asked for, or as many as the machine offers.
pub(crate) fn threads_asked(asked: Option<usize>) -> usize {
    let offered = || std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    asked.unwrap_or_else(offered).clamp(1, 1024)
}

/// One replicate as a row: its parameters and what came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplicateRow {
    /// Number of the replicate, from 0.
    pub replicate: u64,
    /// Number of the parameter draw it belongs to, from 0.
    pub draw: u64,
    /// Value of every uncertain parameter, in the order of [`crate::model::Model::uncertain`].
    pub parameters: Vec<f64>,
    /// Outcomes, in the order of [`crate::model::Model::outcome_names`].
    pub outcomes: Vec<f64>,
}

/// Who watches a run. Methods are called from the thread that asked for the run.
pub trait Observer: Sync {
    /// `done` of `total` replicates are finished.
    fn progress(&self, done: u64, total: u64) {
        let _ = (done, total);
    }

    /// Whether to stop as soon as possible; looked at between small groups of replicates, from any thread.
    fn cancelled(&self) -> bool {
        false
    }

    /// Rows of consecutive replicates, in order, if the plan keeps rows.
    ///
    /// # Errors
    /// A message that ends the run, such as a full disk.
    fn rows(&self, rows: &[ReplicateRow]) -> Result<(), String> {
        let _ = rows;
        Ok(())
    }
}

/// An observer that does not look.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unobserved;

impl Observer for Unobserved {}

/// Why a run ended early.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum RunError {
    /// The observer asked.
    #[error("the run was interrupted")]
    Cancelled,
    /// The observer could not take the rows.
    #[error("the rows of the replicates could not be kept: {0}")]
    Rows(String),
    /// It would take more memory, time or disk than is allowed, in both languages.
    #[error("{}", .0.en)]
    TooLarge(Text),
    /// The design of the plan does not fit the scenario or the number of replicates.
    #[error("{0}")]
    Design(DesignError),
    /// The system gives no thread to work on.
    #[error("no thread could be started: {}", .0.en)]
    Threads(Text),
    /// A check of conservation failed: an error in tidui.
    #[error("replicate {replicate}: {what}")]
    Audit {
        /// The replicate.
        replicate: u64,
        /// What did not add up.
        what: String,
    },
}

/// What happened to somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Happening {
    /// Present when the run opened.
    Present,
    /// Arrived by a channel.
    Arrived(ChannelId),
    /// Left by a move (resignation, transfer, retirement).
    Left(MoveId),
    /// Changed tier by a move.
    Changed(MoveId, TierId),
    /// Was given other values of attributes by a move.
    Set(MoveId),
    /// Passed, but there was no place (or no money for it).
    PassedOver(MoveId),
    /// Reached by a programme.
    Reached(ProgrammeId),
    /// The programme's dose ran out.
    Released(ProgrammeId),
    /// Went to another school.
    Exchanged(SchoolId),
    /// Went to another school because her own closed.
    Moved(SchoolId),
    /// Contract renewed.
    Renewed,
    /// Contract ended.
    ContractEnded,
    /// An award or fee fell due and was paid, in yuan.
    Paid(i64),
    /// An award or fee fell due and had to wait, in yuan.
    Waits(i64),
    /// Repaid part of an award, in yuan.
    Repaid(i64),
}

/// One event of a replicate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// When.
    pub month: Month,
    /// Whose: a stable name such as `teacher-00123` or `open-selection-2021-09-007`, or the roster's id.
    pub person: String,
    /// Her tier after the event.
    pub tier: TierId,
    /// Her school after the event.
    pub school: SchoolId,
    /// What.
    pub what: Happening,
}

/// A person's particulars, for her life story.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Particulars {
    /// Stable name.
    pub person: String,
    /// Month of birth.
    pub born: Month,
    /// Whether she is a woman.
    pub female: bool,
}

/// One replicate, month by month.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// The replicate.
    pub replicate: u64,
    /// Its parameter values, by path, uncertain ones only.
    pub parameters: Vec<(String, f64)>,
    /// Every metric in every month: `values[metric][month]`, metrics as in [`crate::model::Model::metrics`]; none where a
    /// ratio has no value.
    pub values: Vec<Vec<Option<f64>>>,
    /// Whether each reading of a target is met, in the order of their metrics.
    pub met: Vec<bool>,
    /// Every event, in order.
    pub events: Vec<Event>,
    /// Everyone who was ever there.
    pub people: Vec<Particulars>,
}
