//! Moves: changes for people already in.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{CostFile, RankKind, WhoFile, Words};
use super::maps::{ByAge, ByYear, CalendarFile};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// What a move does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum MoveKind {
    /// Out of the system: resignation, transfer out.
    Leave,
    /// Out at an age.
    Retire,
    /// To another tier: promotion, recognition, demotion, lapse at review.
    Change,
}

/// A change for people already in.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MoveFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// What it does.
    pub kind: MoveKind,
    /// Tiers it applies to.
    #[schemars(length(min = 1))]
    pub from: Vec<Name>,
    /// The tier that people change to.
    pub to: Option<Name>,
    /// Probability per year. With `places`, the probability of passing, before places are given.
    #[schemars(extend("measure" = "share"))]
    pub rate: Option<Quantity>,
    /// Probability per year by age: each key is the first year of age to which its rate applies.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub rate_by_age: ByAge,
    /// Months and weights; the yearly rate is spread so that a year's total is exact.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// Who qualifies.
    #[serde(default)]
    pub who: Placed<WhoFile>,
    /// Places per fiscal year: a quota the planner controls. Left out, no limit.
    #[schemars(extend("measure" = "places"))]
    pub places: Option<Quantity>,
    /// Places in single fiscal years, over `places`.
    #[serde(default)]
    #[schemars(extend("measure" = "places"))]
    pub places_by_year: ByYear<Quantity>,
    /// In what order limited places are given.
    #[serde(default)]
    pub rank: RankKind,
    /// What each success costs.
    pub cost: Option<Placed<CostFile>>,
    /// Age at which women retire (kind `retire`).
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_female: Option<Placed<u32>>,
    /// Age at which men retire (kind `retire`).
    #[schemars(extend("measure" = "age-from-one"))]
    pub age_male: Option<Placed<u32>>,
    /// Share of women who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_female: Option<Quantity>,
    /// Share of men who stay to `staying_age` (kind `retire`).
    #[schemars(extend("measure" = "share"))]
    pub staying_male: Option<Quantity>,
    /// Age to which those who stay, stay (kind `retire`); left out, the later of the two ages of retirement.
    #[schemars(extend("measure" = "age-from-one"))]
    pub staying_age: Option<Placed<u32>>,
}
