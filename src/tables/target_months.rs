//! Targets month by month.

use super::frame::{Cell, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per target, reading and month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for result in &results.targets {
        let target = &scenario.targets[result.target.index()];
        for (month, chance) in results.months.iter().zip(&result.by_month) {
            let mut row = row![&*target.named.id, &*target.readings[result.reading].id, month.to_string()];
            row.extend(probability(chance));
            rows.push(row);
        }
    }
    rows
}
