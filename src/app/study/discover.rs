//! Where a plan fails.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory};
use crate::words::{Whole, several};

use super::ask::{Ask, first, known};

/// Most numbers that a box bounds.
pub type Dimensions = Whole<1, 8, 3>;

/// Where a plan fails: in which part of what is not known its targets are missed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Discover {
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// Most unknown numbers in one description.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t = Dimensions::default()))]
    pub dimensions: Dimensions,
}

impl Ask for Discover {
    fn usual(&self) -> u64 {
        5_120
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
        let found = study::discover(laboratory, scenario, &self.target, self.dimensions.size(), replicates)?;
        Ok(Answer::Discover(found))
    }
}
