//! Rank correlation between uncertain numbers.

use crate::scenario::placed::{Name, Placed};
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
    /// Their rank correlations, a symmetric positive definite matrix with ones on the diagonal.
    pub matrix: Placed<Vec<Vec<f64>>>,
}
