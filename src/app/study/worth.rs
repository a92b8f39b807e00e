//! What finding out would be worth.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory};
use crate::words::{Whole, several};

use super::ask::{Ask, first, known, until};

/// Replicates of a draw: few, as what is found out about is the draws.
pub type Repeated = Whole<2, 256, 4>;

/// What finding out would be worth for the choice among plans.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Worth {
    /// Targets by id; empty means all that every plan has.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// Replicates of each draw of what is not known.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t = Repeated::default()))]
    pub chance: Repeated,
}

impl Ask for Worth {
    fn usual(&self) -> u64 {
        4_096
    }

    fn points(&self, scenarios: &[Scenario]) -> Option<usize> {
        Some(scenarios.len() + 6)
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    /// What knowing each number is worth is known within ±`width` targets.
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
        Ok(Answer::Worth(study::worth(laboratory, scenarios, &self.target, self.chance.get(), replicates)?))
    }
}
