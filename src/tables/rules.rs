//! Rules of adaptive plans.

use super::frame::{Cell, both, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per rule.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    scenario
        .rules
        .iter()
        .zip(&results.rules)
        .map(|(rule, fired)| {
            let mut row = row![&*rule.named.id];
            row.extend(both(&rule.named.title));
            row.extend(row![rule.at.to_string()]);
            row.extend(probability(fired));
            row
        })
        .collect()
}
