//! What a little more of each thing buys.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::scenario::Scenario;
use crate::study::{self, Answer, Extent, Laboratory, Lever, Steps, StudyError};
use crate::words::{Whole, Yuan, several};

use super::ask::{Ask, MOST, first, known, lever};

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
    /// How many of money and of other things are wanted: what is plainly behind as many of its kind stops early. Of a question
    /// that was kept, none means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub best: Option<Best>,
}

/// A count of steps.
pub type Best = Whole<1, 1_000_000, 10>;

impl Marginal {
    fn answer(&self, laboratory: &Laboratory<'_>, scenario: &Scenario, extent: Extent) -> Result<Answer, AppError> {
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
        Ok(Answer::Marginal(study::marginal(laboratory, scenario, &steps, &self.target, extent)?))
    }
}

impl Ask for Marginal {
    fn settle(&mut self) {
        self.best.get_or_insert_default();
    }

    fn targets(&self) -> Vec<String> {
        self.target.clone()
    }

    /// What every step adds to the expected number of targets met is known within ±`width`; each runs as far as that takes.
    fn ask_within(
        &self,
        laboratory: &Laboratory<'_>,
        scenarios: &[Scenario],
        width: f64,
    ) -> Result<(Answer, u64), AppError> {
        let answer = self.answer(laboratory, first(scenarios)?, Extent::Within { width, most: MOST })?;
        let replicates = if let Answer::Marginal(own) = &answer { own.replicates } else { 0 };
        Ok((answer, replicates))
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let best = self.best.map(Whole::size);
        let extent = best.map_or(Extent::Replicates(replicates), |best| Extent::Best { replicates, best });
        self.answer(laboratory, first(scenarios)?, extent)
    }
}
