//! Adaptive plans.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use super::common::Words;
use crate::scenario::placed::{Name, Placed};

/// If a target's metric is below (or not below) a value in a month, levers change from another month on.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RuleFile {
    /// What people call it.
    pub title: Words,
    /// The month at whose end the condition is looked at.
    #[schemars(extend("format" = "month"))]
    pub at: Name,
    /// The target whose metric is looked at.
    pub target: Name,
    /// The condition: the metric is below this.
    #[schemars(extend("measure" = "bound"))]
    pub below: Option<Placed<f64>>,
    /// The condition: the metric is at least this.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// Whether the condition held, of a rule whose `at` is before the start.
    pub fired: Option<bool>,
    /// The first month in which the changed levers hold.
    #[schemars(extend("format" = "month"))]
    pub from: Name,
    /// Levers and their new yearly values: `"programme.ID.units"`, `"move.ID.places"`, `"channel.ID.places.TIER"`. Of rules
    /// that set one lever, the last to take hold counts, and of those of one month the last in the file.
    #[schemars(extend("minProperties" = 1, "measure" = "places"))]
    pub set: Placed<IndexMap<String, f64>>,
}
