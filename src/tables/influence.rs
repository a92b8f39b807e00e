//! How parameters and targets move together.

use super::frame::{Cell, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per uncertain parameter and target.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .influence
        .iter()
        .map(|influence| {
            row![
                &*scenario.parameters[influence.parameter.index()].path,
                &*scenario.targets[influence.target.index()].named.id,
                influence.correlation,
            ]
        })
        .collect()
}
