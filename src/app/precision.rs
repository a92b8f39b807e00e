//! How many replicates a precision takes.

use crate::model::Model;
use crate::simulate::{self, Observer, RunError, RunPlan};
use crate::summary::{Probability, Results, Summary, threads_that_fit};

use super::error::AppError;

/// Most replicates that are tried.
const MOST: u64 = 10_000_000;
/// Replicates of the first try.
pub(super) const FIRST: u64 = 2_000;

/// Runs `plan`, whose replicates may be dropped once they are counted.
pub(super) fn simulated(model: &Model, plan: &RunPlan, observer: &dyn Observer) -> Result<Results, RunError> {
    let group = plan.chance_replicates.max(1);
    let plan = &RunPlan { threads: Some(threads_that_fit(model, plan)?), ..plan.clone() };
    let summary = simulate::run(model, plan, observer, &|| Summary::new(model, group))?;
    Ok(summary.results(model, plan.seed))
}

/// Runs until the 95 % interval of every target, and of all together, is within ±`width`; every try holds all
/// replicates of the one before, so the answer depends on the precision alone. Returns the plan of the last try and
/// what came of it.
pub(super) fn settle(
    model: &Model,
    mut plan: RunPlan,
    width: f64,
    observer: &dyn Observer,
) -> Result<(RunPlan, Results), AppError> {
    loop {
        let results = simulated(model, &plan, observer)?;
        let Some(needed) = needed(&results, width) else { return Ok((plan, results)) };
        if needed > MOST {
            return Err(AppError::Precision { width, most: MOST });
        }
        plan.replicates = needed;
    }
}

/// How many replicates would do, or nothing if these do.
fn needed(results: &Results, width: f64) -> Option<u64> {
    let half = |one: &Probability| (one.high - one.low) / 2.0;
    let joint = Some(&results.joint).filter(|joint| joint.of > 0);
    let widest = results.targets.iter().map(|target| &target.probability).chain(joint).map(half).fold(0.0, f64::max);
    if widest <= width * (1.0 + 1e-9) {
        return None;
    }
    // An interval narrows with the root of the replicates; a little more spares another try.
    let ratio = widest / width;
    let wanted = results.replicates as f64 * ratio * ratio * 1.02;
    Some((wanted / 1000.0).ceil().min(1e15) as u64 * 1000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    #[test]
    fn half_the_width_takes_four_times_the_replicates() {
        let scenario = fixtures::scenario();
        let mut results = fixtures::results(&scenario);
        results.replicates = 10_000;
        let even = Probability { count: 5_000, of: 10_000, estimate: 0.5, low: 0.49, high: 0.51 };
        for target in &mut results.targets {
            target.probability = even;
        }
        assert_eq!(needed(&results, 0.01), None);
        assert_eq!(needed(&results, 0.005), Some(41_000));
    }

    #[test]
    fn without_targets_any_precision_is_reached() {
        let scenario = fixtures::bare();
        assert_eq!(needed(&fixtures::results(&scenario), 1e-9), None);
    }
}
