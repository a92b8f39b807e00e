//! Trying a scenario: its results grow with its replicates, and nothing is written. What a run has at its end, a trial has
//! to the digit: both count the same replicates.

use crate::model::Model;
use crate::scenario::Scenario;
use crate::simulate::{Observer, RunPlan};
use crate::study::{Answer, Laboratory, MemoryStore, Sampling};
use crate::summary::{Results, Summary};
use crate::words::Diagnostics;

use super::error::AppError;
use super::source::Source;
use super::study::{Compare, Question, asked_of};
use super::{loading, precision};

/// Replicates after which the first results of a trial are told, and the next ones: about, in whole batches of a plan.
const STAGES: [u64; 3] = [256, 1_024, 4_096];

/// A scenario that is tried.
#[derive(Debug)]
pub struct Trial {
    model: Model,
    warnings: Diagnostics,
    /// How far it has come, and with what seed.
    plan: RunPlan,
    last: u64,
    summary: Option<Summary>,
}

impl Trial {
    /// A scenario with settings over it, `path=value`, ready to be tried.
    ///
    /// # Errors
    /// Every problem of the scenario, or that there is none.
    pub fn new(source: &Source, sets: &[String]) -> Result<Self, AppError> {
        let (scenario, warnings) = loading::load_source(source, sets)?;
        let plan = RunPlan::new(0, scenario.seed, scenario.nesting);
        Ok(Self { model: Model::compile(&scenario), warnings, plan, last: scenario.replicates, summary: None })
    }

    /// What is tried.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        self.model.scenario()
    }

    /// What is worth reading about it.
    #[must_use]
    pub fn warnings(&self) -> &Diagnostics {
        &self.warnings
    }

    /// Replicates so far.
    #[must_use]
    pub fn replicates(&self) -> u64 {
        self.plan.replicates
    }

    /// Replicates at the end: as many as a run has.
    #[must_use]
    pub fn last(&self) -> u64 {
        self.last
    }

    /// The counts of replicates at which results are worth telling, up to the last.
    #[must_use]
    pub fn stages(&self) -> Vec<u64> {
        let whole = STAGES.iter().map(|count| self.plan.nesting.whole(*count)).filter(|count| *count < self.last);
        whole.chain([self.last]).collect()
    }

    /// Runs on to `replicates` in whole batches, to the last at most; what is interrupted is left as it was.
    ///
    /// # Errors
    /// [`AppError::Interrupted`] if the observer asks, or what a run runs into.
    pub fn go_on(&mut self, replicates: u64, observer: &dyn Observer) -> Result<(), AppError> {
        if replicates <= self.plan.replicates {
            return Ok(());
        }
        let to = self.plan.nesting.whole(replicates).min(self.last);
        if to <= self.plan.replicates {
            return Ok(());
        }
        let plan = RunPlan { replicates: to, before: self.plan.replicates, ..self.plan.clone() };
        let more = precision::counted(&self.model, &plan, observer)?;
        match &mut self.summary {
            Some(summary) => crate::simulate::Collector::merge(summary, more),
            none => *none = Some(more),
        }
        self.plan.replicates = to;
        Ok(())
    }

    /// What came of the replicates so far; none before the first.
    #[must_use]
    pub fn results(&self) -> Option<Results> {
        self.summary.as_ref().map(|summary| summary.results(&self.model, self.plan.seed))
    }
}

/// Two scenarios over the same luck, paired, as `compare` has them; nothing is written.
///
/// # Errors
/// [`AppError::Interrupted`] if the observer asks, or what a study runs into.
pub fn paired(one: &Scenario, other: &Scenario, replicates: u64, observer: &dyn Observer) -> Result<Answer, AppError> {
    let store = MemoryStore::default();
    let laboratory = Laboratory::new(Sampling { seed: one.seed, ..Sampling::of(one) }, &store, observer);
    asked_of(&Question::Compare(Compare::default()), &laboratory, &[one.clone(), other.clone()], replicates)
}
