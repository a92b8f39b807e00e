//! The one door to the optimisation library: COBYLA, which needs no derivatives and takes bounds and linear constraints.
//!
//! # Source
//! M. J. D. Powell, "A direct search optimization method that models the objective and constraint functions by linear
//! interpolation", in *Advances in Optimization and Numerical Analysis* (1994).

use std::cell::RefCell;

use cobyla::{RhoBeg, StopTols};

/// A function of a point that must not be below zero.
pub(super) type Constraint<'of> = &'of dyn Fn(&[f64]) -> f64;

/// Looks for a least value of `objective` from `start` within `bounds` and `constraints`, in at most `evaluations` calls, with first
/// steps of `first` and last ones of `last`. Deterministic. The caller keeps the best point it was asked about: what is
/// returned is only where the search ended.
pub(super) fn minimise(
    start: &[f64],
    bounds: &[(f64, f64)],
    constraints: &[Constraint<'_>],
    evaluations: usize,
    (first, last): (f64, f64),
    objective: &mut dyn FnMut(&[f64]) -> f64,
) -> Vec<f64> {
    if start.is_empty() || start.len() != bounds.len() || evaluations == 0 {
        return start.to_vec();
    }
    let inside: Vec<f64> = start.iter().zip(bounds).map(|(value, (low, high))| value.max(*low).min(*high)).collect();
    let objective = RefCell::new(objective);
    let function = |x: &[f64], (): &mut ()| (objective.borrow_mut())(x);
    let constraints: Vec<_> = constraints.iter().map(|one| move |x: &[f64], (): &mut ()| one(x)).collect();
    let tolerances = StopTols { xtol_abs: vec![last; start.len()], ..StopTols::default() };
    let found = cobyla::minimize(
        function,
        &inside,
        bounds,
        &constraints,
        (),
        evaluations,
        RhoBeg::All(first),
        Some(tolerances),
    );
    match found {
        Ok((_, x, _)) | Err((_, x, _)) => x,
    }
}

#[cfg(test)]
mod tests {
    use super::minimise;

    #[test]
    fn a_bowl_within_a_line_is_found() {
        let constraint = |x: &[f64]| 1.0 - x[0] - x[1];
        let mut calls = 0;
        let found = minimise(&[0.1, 0.1], &[(0.0, 1.0), (0.0, 1.0)], &[&constraint], 200, (0.2, 1e-6), &mut |x| {
            calls += 1;
            (x[0] - 1.0) * (x[0] - 1.0) + (x[1] - 0.5) * (x[1] - 0.5)
        });
        // The nearest point of x + y = 1 to (1, ½) is (¾, ¼).
        assert!((found[0] - 0.75).abs() < 1e-3 && (found[1] - 0.25).abs() < 1e-3, "{found:?}");
        assert!(calls <= 200);
    }
}
