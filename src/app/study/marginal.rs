//! What a little more of each thing buys.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Laboratory, Lever, Steps, StudyError};
use crate::words::{Yuan, several};

use super::ask::{Ask, first, known, lever};

/// What a little more of each thing buys.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Marginal {
    /// Yuan of a step of money, over all years together; none means enough for a unit of what each line pays for.
    #[cfg_attr(feature = "cli", arg(long, value_name = "YUAN"))]
    pub yuan: Option<Yuan>,
    /// Levers; empty means every fund, line, quota, post, host, channel and programme.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER"))]
    #[serde(deserialize_with = "several")]
    pub lever: Vec<String>,
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
}

impl Ask for Marginal {
    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.target)?;
        let yuan = self.yuan.map(Yuan::get);
        let step = |name: &String| {
            let name = lever(scenario, name)?;
            let lever = Lever::find(scenario, &name).map_err(StudyError::from)?;
            let change = yuan.map_or_else(|| study::usual_step(&lever, scenario), |yuan| lever.step(yuan));
            Ok((name, change))
        };
        let steps = if self.lever.is_empty() {
            Steps::Every(yuan)
        } else {
            Steps::Of(self.lever.iter().map(step).collect::<Result<_, AppError>>()?)
        };
        Ok(Answer::Marginal(study::marginal(laboratory, scenario, &steps, &self.target, replicates)?))
    }
}
