//! Programmes and the effects of their doses.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::common::{RankKind, UnitCostFile, WhoFile, Words, one};
use super::maps::{ByYear, CalendarFile};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// Whom a programme reaches.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Reaches {
    /// People: seats, memberships, selections, exchanges. The dose of a rate is 1 for those it reaches.
    People,
    /// Schools that join. The dose is 1 for people in a school that has joined.
    Schools,
    /// Arrivals: apartments. The dose is 1 for a candidate who can be given one.
    Arrivals,
    /// The whole district: publicity, services, reform. The dose is spend / (spend + half saturation), or the
    /// share of the wanted units that was delivered.
    District,
}

/// A lever.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ProgrammeFile {
    /// What people call it.
    pub title: Words,
    /// Sections of the plan, or another source.
    pub source: Option<String>,
    /// Whom it reaches.
    pub reaches: Reaches,
    /// What one unit is called.
    pub unit: Words,
    /// Units wanted per fiscal year.
    #[schemars(extend("measure" = "units"))]
    pub units: Option<Quantity>,
    /// Units wanted in single fiscal years, over `units`.
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub units_by_year: ByYear<Quantity>,
    /// Most units that can be run per fiscal year, whatever is wanted.
    #[schemars(extend("measure" = "units"))]
    pub capacity: Option<Quantity>,
    /// The same in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub capacity_by_year: ByYear<Quantity>,
    /// Cost of one unit; left out, free.
    pub unit_cost: Option<Placed<UnitCostFile>>,
    /// Months in which units open, with weights.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub calendar: CalendarFile,
    /// First month in which units may open.
    #[schemars(extend("format" = "month"))]
    pub from: Option<Name>,
    /// Last month in which units may open.
    #[schemars(extend("format" = "month"))]
    pub until: Option<Name>,
    /// People whom one unit reaches.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub people_per_unit: u32,
    /// Months that the dose lasts; left out, for good.
    #[schemars(extend("measure" = "months-from-one"))]
    pub lasts: Option<Placed<u32>>,
    /// Tiers whose people it reaches; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Who qualifies.
    #[serde(default)]
    pub who: Placed<WhoFile>,
    /// In what order limited places are given.
    #[serde(default)]
    pub rank: RankKind,
    /// Phases whose schools may join (reaches schools).
    #[serde(default)]
    pub phases: Vec<Name>,
    /// What each unit needs to be led: a workshop its host, a school group its lead.
    pub host: Option<Placed<HostFile>>,
    /// The kinds of school between which people are exchanged, both ways.
    pub exchange: Option<[Name; 2]>,
    /// Spend per fiscal year at which the dose is one half (reaches the district).
    #[schemars(extend("measure" = "yuan-above-zero"))]
    pub half_saturation: Option<Quantity>,
    /// Units opened before the start, by month: they run on, are paid for in later years and work as long as others.
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub opened_before: Placed<IndexMap<String, f64>>,
    /// Units that were wanted before the start, by month, where they are not those that were opened (reaches the district,
    /// without `half_saturation`).
    #[serde(default)]
    #[schemars(extend("measure" = "units"))]
    pub wanted_before: Placed<IndexMap<String, f64>>,
    /// Yuan that were spent on units before the start, by month, where they are not what as many cost in the first fiscal year
    /// (reaches the district, with `half_saturation`).
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub spent_before: Placed<IndexMap<String, f64>>,
}

/// What leads a unit.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HostFile {
    /// Tiers whose people can host (a programme that reaches people).
    #[serde(default)]
    pub tiers: Vec<Name>,
    /// Whether people engaged flexibly can host, whatever their tier.
    #[serde(default)]
    pub flexible: bool,
    /// Units that one host, or members that one lead school, can carry.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 1000))]
    pub each: u32,
}

/// How a programme's dose changes a rate.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EffectFile {
    /// The programme whose dose it is.
    pub programme: Name,
    /// What it changes: `move.ID`, `channel.ID.acceptance`, `channel.ID.qualified` or `channel.ID.candidates`.
    #[schemars(length(min = 1))]
    pub on: Vec<Name>,
    /// Odds ratio at full dose (moves, acceptance, qualified).
    #[schemars(extend("measure" = "odds-ratio"))]
    pub odds_ratio: Option<Quantity>,
    /// Multiplier at full dose (candidates).
    #[schemars(extend("measure" = "multiplier"))]
    pub multiplier: Option<Quantity>,
}
