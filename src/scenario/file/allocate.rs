//! Floors and ceilings of a split of money.

use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::scenario::placed::Placed;
use crate::scenario::quantity::Quantity;

/// Floors and ceilings that `tidui allocate` keeps to. A name is an id, or of one fiscal year `"ID@2022"`.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AllocateFile {
    /// What a line is given.
    #[serde(default)]
    pub line: IndexMap<String, Placed<BoundsFile>>,
    /// What the lines that a fund pays are given together.
    #[serde(default)]
    pub fund: IndexMap<String, Placed<BoundsFile>>,
}

/// A floor, a ceiling, or both: known amounts in whole yuan, over all fiscal years together or in the one named.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BoundsFile {
    /// The least it must be given; left out, nothing.
    #[schemars(extend("measure" = "yuan"))]
    pub least: Option<Quantity>,
    /// The most it may be given; left out, all there is.
    #[schemars(extend("measure" = "yuan"))]
    pub most: Option<Quantity>,
}
