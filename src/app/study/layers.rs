//! What is not known, and what is chance.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory};
use crate::words::{Whole, several};

use super::ask::{Ask, first, known};

/// Replicates of a draw of what is not known.
pub type Chance = Whole<2, 256, 16>;

/// What comes from what is not known and what from chance, and how sure one can be of a probability.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Layers {
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// Replicates of each draw of what is not known.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t = Chance::default()))]
    pub chance: Chance,
}

impl Ask for Layers {
    fn usual(&self) -> u64 {
        8_192
    }

    fn points(&self, _: &[Scenario]) -> Option<usize> {
        Some(1)
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.target)?;
        let found = study::layers(laboratory, scenario, &self.target, self.chance.get(), replicates)?;
        Ok(Answer::Layers(found))
    }
}
