//! Every number of the scenario, with where it comes from.

use super::frame::{Cell, row};
use crate::random::Distribution;
use crate::scenario::{Basis, Scenario};

/// A row per number, in file order.
pub(super) fn rows(scenario: &Scenario) -> Vec<Vec<Cell>> {
    scenario
        .parameters
        .iter()
        .map(|parameter| {
            // A number that is known has no range, but a mean.
            let end = |end: f64| (!parameter.is_known()).then_some(end);
            let (low, high) = parameter.ends();
            row![
                &*parameter.path,
                !parameter.is_known(),
                describe(&parameter.distribution),
                parameter.times,
                end(low),
                end(high),
                parameter.mean(),
                parameter.basis.map(Basis::code),
                parameter.source.as_deref(),
                parameter.note.as_deref(),
                parameter.unit.code(),
            ]
        })
        .collect()
}

/// The distribution in words, such as `pert(0.5, 1, 2)`.
fn describe(distribution: &Distribution) -> String {
    distribution.to_string()
}
