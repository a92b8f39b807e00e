//! The least that is enough.

use serde::{Deserialize, Serialize};

use crate::app::error::AppError;
use crate::app::values::{Confidence, Positive, several};
use crate::scenario::Scenario;
use crate::study::{self, Answer, Goal, Laboratory, Profile, RequireRequest};

use super::ask::{Ask, first, known, lever};

/// The least money, or least of anything, that makes a target as likely as asked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, deny_unknown_fields)]
pub struct Require {
    /// The target by its id; `all` for all of them together.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID", default_value_t = Self::default().target))]
    pub target: String,
    /// How sure.
    #[cfg_attr(feature = "cli", arg(long, value_name = "SHARE", default_values_t = Self::default().confidence))]
    #[serde(deserialize_with = "several")]
    pub confidence: Vec<Confidence>,
    /// What is asked for: a lever, or a fund by its id.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER", default_value_t = Self::default().lever))]
    pub lever: String,
    /// Answers are multiples of this; none means 1,000 yuan, or 1.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub step: Option<Positive>,
    /// The greatest amount that is tried; none means four times the plan's, and more while that is too little.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub ceiling: Option<Positive>,
    /// Whether the money keeps the plan's profile over years.
    #[cfg_attr(feature = "cli", arg(long, value_enum, value_name = "PROFILE", default_value_t))]
    pub profile: Profile,
}

impl Default for Require {
    fn default() -> Self {
        Self {
            target: "all".to_owned(),
            confidence: [0.5, 0.8, 0.9, 0.95].into_iter().filter_map(Confidence::new).collect(),
            lever: "funds".to_owned(),
            step: None,
            ceiling: None,
            profile: Profile::default(),
        }
    }
}

impl Ask for Require {
    fn targets(&self) -> Vec<String> {
        if self.target == "all" { Vec::new() } else { vec![self.target.clone()] }
    }

    fn ask(&self, laboratory: &Laboratory<'_>, scenarios: &[Scenario], replicates: u64) -> Result<Answer, AppError> {
        let scenario = first(scenarios)?;
        known(scenario, &self.targets())?;
        let request = RequireRequest {
            lever: lever(scenario, &self.lever)?,
            goal: self.targets().pop().map_or(Goal::All, Goal::Target),
            confidences: self.confidence.iter().map(|one| one.get()).collect(),
            step: self.step.map(Positive::get),
            ceiling: self.ceiling.map(Positive::get),
            profile: self.profile,
            replicates,
        };
        Ok(Answer::Require(study::require(laboratory, scenario, &request)?))
    }
}
