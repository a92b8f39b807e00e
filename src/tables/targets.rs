//! Targets and readings.

use super::frame::{Cell, both, defined_spread, probability, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per target and reading.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .targets
        .iter()
        .map(|result| {
            let target = &scenario.targets[result.target.index()];
            let reading = &target.readings[result.reading];
            let mut row = row![&*target.named.id];
            row.extend(both(&target.named.title));
            row.extend(row![&*reading.id]);
            row.extend(both(&reading.title));
            row.extend(row![
                result.reading == 0,
                target.joint,
                target.source.as_deref(),
                &*results.metrics[result.metric].id,
                reading.due().at.to_string(),
                reading.due().bounds.at_least,
                reading.due().bounds.tolerance,
            ]);
            row.extend(probability(&result.probability));
            row.extend(defined_spread(&result.value, result.defined));
            row.extend(row![result.shortfall, result.unknown_share, reading.due().bounds.at_most]);
            row
        })
        .collect()
}
