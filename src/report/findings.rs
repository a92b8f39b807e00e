//! What every report picks out of the results: the limits of a target, the numbers that move it, and what numbers rest on.
//!
//! Choosing and ordering only; the numbers are those of [`Results`].

use std::collections::BTreeMap;

use crate::scenario::{Basis, ParameterId, Scenario, TargetId};
use crate::summary::{Influence, Limit, Results};

/// A weaker correlation than this is not worth naming.
const WEAK: f64 = 0.05;
/// Among hundreds of numbers, chance alone brings correlations of some standard errors; fewer are not told from it.
const STANDARD_ERRORS: f64 = 4.0;

/// The limits of a target over all years, the greatest first.
pub(super) fn shares(results: &Results, target: TargetId) -> Vec<(Limit, f64)> {
    let mut shares: Vec<(Limit, f64)> = Limit::ALL
        .iter()
        .map(|&limit| {
            let of = results.limits.iter().filter(|share| share.target == target && share.limit == limit);
            (limit, of.map(|share| share.share).sum())
        })
        .filter(|(_, share)| *share > 0.0)
        .collect();
    shares.sort_by(|a, b| b.1.total_cmp(&a.1));
    shares
}

/// The unknown number that a target moves most with, if any stands out.
pub(super) fn strongest_of_target(results: &Results, target: TargetId) -> Option<&Influence> {
    results
        .influence
        .iter()
        .filter(|one| one.target == target && one.correlation.abs() >= weak(results))
        .max_by(|a, b| a.correlation.abs().total_cmp(&b.correlation.abs()))
}

/// Each parameter with the target that it moves most, the strongest first.
pub(super) fn strongest_by_parameter(results: &Results) -> Vec<Influence> {
    let mut strongest: BTreeMap<ParameterId, Influence> = BTreeMap::new();
    for one in results.influence.iter().filter(|one| one.correlation.abs() >= weak(results)) {
        let held = strongest.entry(one.parameter).or_insert(*one);
        if one.correlation.abs() > held.correlation.abs() {
            *held = *one;
        }
    }
    let mut ranked: Vec<Influence> = strongest.into_values().collect();
    ranked.sort_by(|a, b| b.correlation.abs().total_cmp(&a.correlation.abs()).then(a.parameter.cmp(&b.parameter)));
    ranked
}

/// How many numbers of the scenario rest on one basis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Register {
    /// The basis; none where the scenario states none.
    pub(super) basis: Option<Basis>,
    /// Numbers that rest on it.
    pub(super) numbers: usize,
    /// Those of them that are ranges.
    pub(super) uncertain: usize,
}

/// The register of all numbers: plan, published, measured, assumption, not stated.
pub(super) fn register(scenario: &Scenario) -> [Register; 5] {
    [Some(Basis::Plan), Some(Basis::Published), Some(Basis::Measured), Some(Basis::Assumption), None].map(|basis| {
        let of = scenario.parameters.iter().filter(|parameter| parameter.basis == basis);
        Register { basis, numbers: of.clone().count(), uncertain: of.filter(|parameter| !parameter.is_known()).count() }
    })
}

/// The weakest correlation that is told from chance: every draw of the parameters is one observation.
fn weak(results: &Results) -> f64 {
    let draws = results.nesting.draws(results.replicates).max(1);
    WEAK.max(STANDARD_ERRORS / (draws as f64).sqrt())
}
