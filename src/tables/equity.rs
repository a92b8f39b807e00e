//! Inequality between schools.

use super::frame::{Cell, defined_spread, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per phase and month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .equity
        .iter()
        .map(|result| {
            let phase = &scenario.phases[result.phase.index()].named.id;
            let mut row = row![&**phase, result.month.to_string(), result.limit];
            row.extend(probability(&result.within));
            row.extend(defined_spread(&result.coefficient, result.defined));
            row
        })
        .collect()
}
