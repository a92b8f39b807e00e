//! Targets, and inequality between schools.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{Words, yes};
use super::maps::ByYear;
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// What a target counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum CountKind {
    /// People who entered the tiers since the start, however they came and whether or not they stayed.
    Additions,
    /// People in the tiers in that month.
    Stock,
    /// The same, per 100 students of the phases.
    #[serde(rename = "stock-per-100-students")]
    StockPer100Students,
    /// Arrivals through import channels since the start, into the tiers (left out: all).
    Imports,
    /// Share of the schools of the phases that the programme has reached (1 = all).
    SchoolShare,
    /// People the programme has reached since the start.
    Reached,
}

/// The part of a target that a reading may state differently.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ReadingFile {
    /// What the reading is called.
    pub title: Words,
    /// What is counted.
    pub count: Option<CountKind>,
    /// Tiers that count.
    pub tiers: Option<Vec<Name>>,
    /// Whether flexible engagements count.
    pub flexible: Option<bool>,
    /// Phases whose students or schools count.
    pub phases: Option<Vec<Name>>,
    /// What it is to be at least. A reading that states a bound, or one by year, takes none of the target's.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// What it is to be at most.
    #[schemars(extend("measure" = "bound"))]
    pub at_most: Option<Placed<f64>>,
    /// What it is to be at least at the end of single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_least_by_year: ByYear<Placed<f64>>,
    /// What it is to be at most at the end of single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_most_by_year: ByYear<Placed<f64>>,
    /// How far outside the bounds still counts as met ("about").
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: Option<Placed<f64>>,
}

/// What the plan promises.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TargetFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// What the main reading is called, where there are others.
    pub reading_title: Option<Words>,
    /// The month at whose end it is judged by `at_least` and `at_most`; left out where it has milestones only.
    #[schemars(extend("format" = "month"))]
    pub at: Option<Name>,
    /// What it is to be at least.
    #[schemars(extend("measure" = "bound"))]
    pub at_least: Option<Placed<f64>>,
    /// What it is to be at most.
    #[schemars(extend("measure" = "bound"))]
    pub at_most: Option<Placed<f64>>,
    /// Milestones: what it is to be at least at the end of single fiscal years, or of the run if that is earlier. It is met
    /// when every milestone is.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_least_by_year: ByYear<Placed<f64>>,
    /// What it is to be at most at the end of single fiscal years, likewise.
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub at_most_by_year: ByYear<Placed<f64>>,
    /// How far outside the bounds still counts as met ("about").
    #[serde(default)]
    #[schemars(extend("measure" = "bound"))]
    pub tolerance: Placed<f64>,
    /// What is counted.
    pub count: CountKind,
    /// Tiers that count.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether flexible engagements count.
    #[serde(default = "yes")]
    pub flexible: bool,
    /// Phases whose students or schools count.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// The programme whose reach counts.
    pub programme: Option<Name>,
    /// Whether it is one of the targets that are all to be met.
    #[serde(default = "yes")]
    pub joint: bool,
    /// Alternative readings of an ambiguous text.
    #[serde(default)]
    pub reading: IndexMap<String, Placed<ReadingFile>>,
}

/// Between-school inequality to report.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EquityFile {
    /// Tiers counted per 100 students of each school.
    #[schemars(length(min = 1))]
    pub tiers: Vec<Name>,
    /// The limit on the coefficient of variation, by phase.
    #[schemars(extend("measure" = "coefficient-of-variation"))]
    pub limits: Placed<IndexMap<String, Quantity>>,
}
