//! Which plan is robust.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory};
use crate::words::{Confidence, Whole, several};

use super::ask::{Ask, first, known, until};

/// Replicates of a draw: fewer would tell of luck what is said of plans.
pub type Lived = Whole<8, 256, 16>;

/// Which plan is robust: regret, how often it is good enough, and its worst cases.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Robust {
    /// Targets by id; empty means all that every plan has.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// The probability that is good enough; none means 0.8.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PROBABILITY"))]
    pub enough: Option<Confidence>,
    /// Replicates of each draw of what is not known.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t = Lived::default()))]
    pub chance: Lived,
}

/// What planners ask for.
const ENOUGH: f64 = 0.8;

impl Ask for Robust {
    fn settle(&mut self) {
        self.enough = self.enough.or_else(|| Confidence::new(ENOUGH));
    }

    fn usual(&self) -> u64 {
        4_096
    }

    fn points(&self, scenarios: &[Scenario]) -> Option<usize> {
        Some(scenarios.len())
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    /// The mean regret of every plan is known within ±`width` targets.
    fn ask_within(
        &self,
        laboratory: &Laboratory<'_>,
        scenarios: &[Scenario],
        width: f64,
    ) -> Result<(Answer, u64), AppError> {
        until(scenarios, self.usual(), width, |replicates| self.ask(laboratory, scenarios, replicates))
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        known(first(scenarios)?, &self.target)?;
        let shape = (self.enough.map_or(ENOUGH, Confidence::get), self.chance.get());
        Ok(Answer::Robust(study::robust(laboratory, scenarios, &self.target, shape, replicates)?))
    }
}
