//! Targets that are judged in several months.

use super::frame::{Cell, defined_spread, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per target, reading and milestone.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for result in &results.targets {
        let target = &scenario.targets[result.target.index()];
        let reading = &target.readings[result.reading];
        for (stated, one) in reading.milestones.iter().zip(&result.milestones) {
            let mut row = row![&*target.named.id, &*reading.id, stated.at.to_string()];
            row.extend(row![stated.bounds.at_least, stated.bounds.at_most]);
            row.extend(probability(&one.probability));
            row.extend(defined_spread(&one.value, one.defined));
            row.extend(row![one.shortfall]);
            rows.push(row);
        }
    }
    rows
}
