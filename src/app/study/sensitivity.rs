//! Which of the unknown numbers matter.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Factors, Laboratory};
use crate::words::{Whole, several};

use super::ask::{Ask, first, known};

/// A count of factors.
pub type Best = Whole<1, 1_000_000, 24>;

/// Most rows that a precision may take.
const MOST: u64 = 65_536;

/// Which of the unknown numbers matter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Sensitivity {
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// How many unknown numbers get indices of their own: those that show most in the screening.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t = Best::default()))]
    pub best: Best,
    /// Whether to stop after the screening.
    #[cfg_attr(feature = "cli", arg(long))]
    pub screen: bool,
}

impl Sensitivity {
    fn wanted(&self) -> Factors {
        Factors { best: self.best.size(), screen: self.screen }
    }
}

impl Ask for Sensitivity {
    fn usual(&self) -> u64 {
        1_024
    }

    fn points(&self, scenarios: &[Scenario]) -> Option<usize> {
        let unknown = scenarios.iter().flat_map(|one| &one.parameters).filter(|one| !one.is_known()).count();
        (!self.screen).then(|| unknown.min(self.best.size()) + 4)
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    /// Every total index is known within ±`width`.
    fn ask_within(
        &self,
        laboratory: &Laboratory<'_>,
        scenarios: &[Scenario],
        width: f64,
    ) -> Result<(Answer, u64), AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.target)?;
        let found = study::settled_sensitivity(laboratory, scenario, &self.target, self.wanted(), (width, MOST))?;
        let rows = found.rows;
        Ok((Answer::Sensitivity(found), rows))
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.target)?;
        Ok(Answer::Sensitivity(study::sensitivity(laboratory, scenario, &self.target, self.wanted(), replicates)?))
    }
}
