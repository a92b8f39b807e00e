//! People at the start, and the tiers that they are in.

use schemars::JsonSchema;
use serde::Deserialize;

use super::common::Words;
use super::maps::{ByYear, ValueWeights, Weights};
use crate::scenario::placed::{Name, Placed};
use crate::scenario::quantity::Quantity;

/// What is common to all people at the start.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PeopleFile {
    /// A table that lists everyone, as CSV or a workbook: `id`, `born`, `sex`, `school`, `tier`, `in_tier_since`, `origin`,
    /// `contract_end`, `joined`, `joined_tier`,
    /// `service_end`, `award`, `reserved`, `arrives`, `marks`, `fte` (share of full time that somebody works at her school; left out, 1), `second_school` and
    /// `second_fte` (another school, and the share that she works there), and a column for each attribute.
    /// Without it, stocks and shares are laid out by largest remainder.
    pub roster: Option<String>,
    /// Months for which a contract of the roster is renewed, where none of a channel is; needed beside `renewal`.
    #[schemars(extend("measure" = "months-from-one"))]
    pub contract: Option<Placed<u32>>,
    /// Probability that it is renewed when it ends; left out, never.
    #[schemars(extend("measure" = "share"))]
    pub renewal: Option<Quantity>,
    /// The same of contracts that end in single fiscal years.
    #[serde(default)]
    #[schemars(extend("measure" = "share"))]
    pub renewal_by_year: ByYear<Quantity>,
    /// Share of women, unless the tier says otherwise.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Weights of age bands, each named by its first and last year of age, such as `"30-39"`.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub ages: Weights,
    /// Months already spent in the tier at the start: `[least, most]`, spread evenly.
    pub months_in_tier: Option<Placed<[Placed<u32>; 2]>>,
    /// By attribute, weights of its values, unless the tier says otherwise.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub attributes: ValueWeights,
}

/// A rung of the ladder.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct TierFile {
    /// What people call it.
    pub title: Words,
    /// People in it when the run opens.
    #[schemars(extend("measure" = "people"))]
    pub stock: Option<Quantity>,
    /// Share of women.
    #[schemars(extend("measure" = "share"))]
    pub female: Option<Quantity>,
    /// Weights of age bands.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub ages: Weights,
    /// Months already spent in the tier at the start: `[least, most]`, spread evenly.
    pub months_in_tier: Option<Placed<[Placed<u32>; 2]>>,
    /// How strongly each kind of school attracts the tier at the start, relative to its posts.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub kinds: Weights,
    /// By attribute, weights of its values at the start.
    #[serde(default)]
    #[schemars(extend("measure" = "weight"))]
    pub attributes: ValueWeights,
    /// Phases of schooling whose schools hold the tier at the start; left out, all that have posts.
    #[serde(default)]
    pub phases: Vec<Name>,
}
