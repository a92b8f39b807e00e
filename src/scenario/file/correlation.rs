//! Rank correlation between uncertain numbers.

use super::common::Words;
use crate::scenario::placed::{Name, Placed};
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// Rank correlation between uncertain numbers.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-overlay" = "whole"))]
pub struct CorrelationFile {
    /// Paths of the numbers, such as `phase.primary.growth`.
    #[schemars(length(min = 2))]
    pub parameters: Vec<Name>,
    /// Their rank correlations: symmetric, with ones on the diagonal. 1 or −1 makes two numbers one unknown.
    pub matrix: Placed<Vec<Vec<f64>>>,
    /// Correlations that cannot hold together are all made smaller, as little as needed, with a warning that says by how much;
    /// otherwise they are refused.
    #[serde(default)]
    pub mend: bool,
}

/// Something that moves several unknown numbers at once, such as the labour market.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DriverFile {
    /// What people call it.
    pub title: Words,
    /// Paths of the numbers that it moves, each with its weight from -1 to 1: the correlation, on the normal scale, between
    /// the number and the driver. 1 and −1 leave a number nothing of its own.
    #[schemars(extend("minProperties" = 1, "measure" = "loading"))]
    pub numbers: Placed<IndexMap<String, Placed<f64>>>,
}
