//! Targets that are asked about together.

use super::frame::{Cell, both, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per group.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let rows = scenario.joints.iter().zip(&results.joints);
    rows.map(|(joint, chance)| {
        let mut row = row![&*joint.named.id];
        row.extend(both(&joint.named.title));
        row.extend(probability(chance));
        row
    })
    .collect()
}
