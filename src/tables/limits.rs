//! What held targets back.

use super::frame::{Cell, fiscal_year, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per target, fiscal year and limit.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .limits
        .iter()
        .map(|limit| {
            let target = &scenario.targets[limit.target.index()].named.id;
            let mut row = row![&**target];
            row.extend(fiscal_year(scenario, limit.fiscal_year));
            row.extend(row![limit.limit.code(), limit.share, limit.heads]);
            row
        })
        .collect()
}
