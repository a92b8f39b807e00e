//! Numbers that go together: as they should, and as they did.

use super::frame::{Cell, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per two numbers that the scenario correlates.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .correlations
        .iter()
        .map(|one| {
            row![
                &*scenario.parameters[one.first.index()].path,
                &*scenario.parameters[one.second.index()].path,
                one.asked,
                one.achieved,
            ]
        })
        .collect()
}
