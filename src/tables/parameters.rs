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
            let (one, other) = parameter.distribution.support();
            let (one, other) = (scaled(one, parameter.times), scaled(other, parameter.times));
            let (least, most) = parameter.range;
            row![
                &*parameter.path,
                !parameter.distribution.is_fixed(),
                describe(&parameter.distribution),
                parameter.times,
                one.min(other).max(least).min(most),
                one.max(other).min(most).max(least),
                parameter.distribution.mean() * parameter.times,
                parameter.basis.map(Basis::code),
                parameter.source.as_deref(),
                parameter.note.as_deref(),
            ]
        })
        .collect()
}

/// `end × times`, where an unbounded end times nothing is nothing.
fn scaled(end: f64, times: f64) -> f64 {
    let product = end * times;
    if product.is_nan() { 0.0 } else { product }
}

/// The distribution in words, such as `pert(0.5, 1, 2)`.
fn describe(distribution: &Distribution) -> String {
    distribution.to_string()
}
