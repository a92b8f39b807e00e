//! What several nouns share: words, conditions on people, the order of places, costs.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::maps::{AskedValues, ByYear};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// Words in Chinese and English. One of them is enough: the other language then shows the same.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-overlay" = "whole", "minProperties" = 1))]
pub struct Words {
    /// Simplified Chinese.
    #[schemars(length(min = 1))]
    pub zh: Option<String>,
    /// English.
    #[schemars(length(min = 1))]
    pub en: Option<String>,
}

/// Who qualifies. Every condition that is stated must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct WhoFile {
    /// Least whole years of age.
    #[schemars(extend("measure" = "age"))]
    pub min_age: Option<Placed<u32>>,
    /// Most whole years of age.
    #[schemars(extend("measure" = "age"))]
    pub max_age: Option<Placed<u32>>,
    /// Least months in the present tier.
    #[schemars(extend("measure" = "months"))]
    pub min_months_in_tier: Option<Placed<u32>>,
    /// Most months in the present tier.
    #[schemars(extend("measure" = "months"))]
    pub max_months_in_tier: Option<Placed<u32>>,
    /// Where people came from: `home` for those not imported, or ids of channels.
    #[serde(default)]
    pub origins: Vec<Name>,
    /// Whether a service period still binds them.
    pub bound_by_service: Option<bool>,
    /// Kinds of school they are in.
    #[serde(default)]
    pub kinds: Vec<Name>,
    /// Phases of the school they are in.
    #[serde(default)]
    pub phases: Vec<Name>,
    /// Values of attributes that they have: by attribute, any of those listed.
    #[serde(default)]
    pub attributes: AskedValues,
    /// Programmes that have reached them (and still do).
    #[serde(default)]
    pub reached_by: Vec<Name>,
    /// Programmes that have not.
    #[serde(default)]
    pub not_reached_by: Vec<Name>,
}

/// In what order limited places are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum RankKind {
    /// By lot.
    #[default]
    Lot,
    /// Longest in the present tier first, then by lot.
    LongestInTier,
    /// Those whom most programmes have reached first, then by lot.
    MostReached,
    /// Youngest first, then by lot.
    Youngest,
}

/// A cost per unit, on a line.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostFile {
    /// The line it falls on.
    pub line: Name,
    /// Yuan each; rounded to whole yuan when drawn. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Option<Quantity>,
    /// Yuan each in single fiscal years, over `amount`: those in which it falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub amount_by_year: ByYear<Quantity>,
}

/// The yearly fee of an engagement.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeeFile {
    /// The line it falls on.
    pub line: Name,
    /// Yuan each; rounded to whole yuan when drawn. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Option<Quantity>,
    /// Yuan each in single fiscal years, over `amount`: those in which it falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub amount_by_year: ByYear<Quantity>,
    /// Years for which it is paid at most; left out, as long as the engagement lasts.
    #[schemars(extend("measure" = "years"))]
    pub years: Option<Placed<u32>>,
    /// Tiers of the mix that have a fee; left out, all.
    #[serde(default)]
    pub tiers: Vec<Name>,
}

/// The cost of a unit of a programme.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct UnitCostFile {
    /// The line it falls on.
    pub line: Name,
    /// Yuan each; rounded to whole yuan when drawn. Left out where every fiscal year has its own.
    #[schemars(extend("measure" = "yuan"))]
    pub amount: Option<Quantity>,
    /// Yuan each in single fiscal years, over `amount`: those in which it falls due.
    #[serde(default)]
    #[schemars(extend("measure" = "yuan"))]
    pub amount_by_year: ByYear<Quantity>,
    /// Years in which a unit costs that: when it opens, and twelve months later, and so on. Left out, once.
    #[schemars(extend("measure" = "years"))]
    pub years: Option<Placed<u32>>,
}

pub(super) const fn one() -> u32 {
    1
}

pub(super) const fn yes() -> bool {
    true
}
