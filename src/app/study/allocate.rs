//! The split of a sum that serves best.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Allocated, Answer, Effort, Laboratory, Splitting};
use crate::words::{Whole, Yuan};

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
}

/// A count of sums.
pub type Sums = Whole<1, 1000>;

impl Allocate {
    /// The best split of a sum, with all that is usual.
    #[must_use]
    pub fn of(total: Yuan) -> Self {
        Self { total, splitting: Splitting::default(), front: Sums::default() }
    }
}

impl Ask for Allocate {
    fn targets(&self) -> Vec<String> {
        self.splitting.target.clone()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.splitting.target)?;
        for wanted in &self.splitting.lever {
            lever(scenario, &wanted.lever)?;
        }
        let (total, sums) = (self.total.get(), self.front.get());
        let share = |part: u64| (i128::from(total) * i128::from(part) / i128::from(sums)) as i64;
        let totals: Vec<i64> = (1..=sums).map(share).collect();
        let fronts = study::pareto(laboratory, scenario, &totals, &self.splitting, Effort::of(replicates))?;
        Ok(Answer::Allocate(Allocated(fronts, self.splitting.aim)))
    }
}
