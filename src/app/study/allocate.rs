//! The split of a sum that serves best.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Aim, Allocated, Answer, Effort, Laboratory, Splitting, StudyError};
use crate::words::{Confidence, Whole, Yuan, text};

use super::ask::{Ask, first, known, lever};

/// The split of a sum over the lines that serves the targets best.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Allocate {
    /// The sum, over all years together; with `front` the greatest of the sums.
    #[cfg_attr(feature = "cli", arg(long, value_name = "YUAN"))]
    pub total: Yuan,
    /// Among what, and to what end.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub splitting: Splitting,
    /// Of how many sums, evenly up to `total`; one means just that.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t))]
    #[serde(default)]
    pub front: Sums,
    /// The probability of all chosen targets together for which the least sum up to `total` is sought.
    #[cfg_attr(feature = "cli", arg(long, value_name = "SHARE"))]
    #[serde(default)]
    pub confidence: Option<Confidence>,
}

/// Sums between which the least one that is enough is sought, at least.
const BRACKETS: u64 = 4;

/// A count of sums.
pub type Sums = Whole<1, 1000>;

impl Allocate {
    /// The best split of a sum, with all that is usual.
    #[must_use]
    pub fn of(total: Yuan) -> Self {
        Self { total, splitting: Splitting::default(), front: Sums::default(), confidence: None }
    }
}

impl Ask for Allocate {
    fn is_shared(&self) -> bool {
        false
    }

    fn targets(&self) -> Vec<String> {
        self.splitting.target.clone()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.splitting.target)?;
        for wanted in &self.splitting.lever {
            lever(scenario, &wanted.lever)?;
        }
        let aim = self.splitting.aim;
        if self.confidence.is_some() && aim != Aim::All {
            return Err(AppError::Study(StudyError::Request(text!("study-confidence-aim"))));
        }
        let least = if self.confidence.is_some() { BRACKETS } else { 1 };
        let (total, sums) = (self.total.get(), self.front.get().max(least));
        let share = |part: u64| (i128::from(total) * i128::from(part) / i128::from(sums)) as i64;
        let totals: Vec<i64> = (1..=sums).map(share).collect();
        let (splitting, effort) = (&self.splitting, Effort::of(replicates));
        let confidence = self.confidence.map(Confidence::get);
        let fronts = match confidence {
            Some(share) => study::least_sum(laboratory, scenario, &totals, share, splitting, effort)?,
            None => study::pareto(laboratory, scenario, &totals, splitting, effort)?,
        };
        Ok(Answer::Allocate(Allocated { fronts, aim, confidence }))
    }
}
