//! Schools at the end.

use super::frame::{Cell, both, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per school.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .schools
        .iter()
        .map(|result| {
            let school = &scenario.schools[result.school.index()];
            let phases = school.phase_ids(scenario);
            let mut row = row![&*school.named.id];
            row.extend(both(&school.named.title));
            row.extend(row![
                (!phases.is_empty()).then_some(phases.as_str()),
                school.kind.map(|kind| &*scenario.kinds[kind.index()].id),
                result.students,
                result.staff,
                result.per_100_students,
                result.joined,
            ]);
            row
        })
        .collect()
}
