//! The least that is enough.

use crate::app::error::AppError;
use crate::scenario::Scenario;
pub use crate::study::Require;
use crate::study::{self, Answer, Goal, Laboratory};

use super::ask::{Ask, first, known, lever};

impl Ask for Require {
    fn is_shared(&self) -> bool {
        false
    }

    fn targets(&self) -> Vec<String> {
        match self.goal() {
            Goal::Target(id) => vec![id],
            Goal::All => Vec::new(),
        }
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.targets())?;
        lever(scenario, &self.lever)?;
        Ok(Answer::Require(study::require(laboratory, scenario, self, replicates)?))
    }
}
