//! All targets together.

use super::frame::{Cell, probability};
use crate::summary::Results;

/// One row.
pub(super) fn rows(results: &Results) -> Vec<Vec<Cell>> {
    vec![probability(&results.joint).to_vec()]
}
