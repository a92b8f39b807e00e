//! What held targets back.

use super::frame::{Cell, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per target, fiscal year and limit.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .limits
        .iter()
        .map(|limit| {
            let target = &scenario.targets[limit.target.index()].named.id;
            row![&**target, limit.fiscal_year, limit.limit.code(), limit.share, limit.heads]
        })
        .collect()
}
