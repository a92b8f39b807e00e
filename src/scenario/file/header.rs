//! What a scenario is called, when it runs and how.

use schemars::JsonSchema;
use serde::Deserialize;

use super::common::{Words, one};
use crate::random::Nesting;
use crate::scenario::placed::Name;

/// What the scenario is called and when it runs.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Header {
    /// A short name for folders: lowercase letters, digits and hyphens.
    #[schemars(extend("format" = "id"))]
    pub id: String,
    /// What people call it.
    pub title: Words,
    /// A paragraph for readers.
    pub description: Option<Words>,
    /// First month, such as `"2021-05"`.
    #[schemars(extend("format" = "month"))]
    pub start: Name,
    /// Last month, included; a run has at most 600 months.
    #[schemars(extend("format" = "month"))]
    pub end: Name,
    /// Month in which the fiscal year opens.
    #[serde(default = "one")]
    #[schemars(range(min = 1, max = 12))]
    pub fiscal_year_starts: u32,
    /// Month in which the school year opens.
    #[serde(default = "nine")]
    #[schemars(range(min = 1, max = 12))]
    pub school_year_starts: u32,
}

/// How a scenario is run unless the command line says otherwise.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct RunFile {
    /// Replicates.
    #[schemars(range(min = 2, max = 1_000_000_000))]
    pub replicates: u64,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates of chance for each draw of the unknown numbers that is repeated: 2 or more keeps the two layers apart.
    #[schemars(range(min = 1, max = 1000))]
    pub chance_replicates: u64,
    /// How many of each 64 draws are repeated; the others have one replicate. 64 repeats all of them.
    #[schemars(range(min = 0, max = 64))]
    pub repeated_draws: u64,
    /// Months at whose end the rows of replicates keep every metric, beside that of the end.
    #[schemars(extend("format" = "month"))]
    pub months: Vec<Name>,
}

impl Default for RunFile {
    fn default() -> Self {
        let Nesting { chance_replicates, repeated_draws } = Nesting::default();
        Self { replicates: 10_000, seed: 20_210_427, chance_replicates, repeated_draws, months: Vec::new() }
    }
}

const fn nine() -> u32 {
    9
}
