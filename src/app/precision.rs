//! Simulating as many replicates as are asked for, or as a precision takes.

use crate::model::Model;
use crate::random::Nesting;
use crate::runs::Manifest;
use crate::simulate::{self, Observer, RunError, RunPlan};
use crate::summary::{Results, Summary, threads_that_fit};

use super::error::AppError;

/// Most replicates that are tried.
const MOST: u64 = 10_000_000;
/// Replicates of the first try.
pub(super) use crate::summary::infer::precision::pilot as first;

/// How a run was simulated: the plan of its only try, or of the first of those that its precision took.
pub(super) fn again(manifest: &Manifest, nesting: Nesting) -> RunPlan {
    let replicates = if manifest.precision.is_some() { first(nesting) } else { manifest.replicates };
    RunPlan::new(replicates, manifest.seed, nesting)
}

/// Runs `plan`, whose replicates may be dropped once they are counted.
pub(super) fn simulated(model: &Model, plan: &RunPlan, observer: &dyn Observer) -> Result<Results, RunError> {
    Ok(counted(model, plan, observer)?.results(model, plan.seed))
}

/// Counts the replicates of `plan` that were not run before.
pub(super) fn counted(model: &Model, plan: &RunPlan, observer: &dyn Observer) -> Result<Summary, RunError> {
    let plan = &RunPlan { threads: Some(threads_that_fit(model, plan)?), ..plan.clone() };
    simulate::run(model, plan, observer, &|| Summary::new(model, plan.nesting))
}

/// Runs a pilot and then as many replicates as bring the 95 % interval of every target, and of all together, within
/// ±`width`. Every try holds all replicates of the one before, so the answer depends on the precision alone. Returns the
/// plan of the last try and what came of it.
pub(super) fn settle(
    model: &Model,
    mut plan: RunPlan,
    width: f64,
    observer: &dyn Observer,
) -> Result<(RunPlan, Results), AppError> {
    loop {
        let summary = counted(model, &plan, observer)?;
        let Some(needed) = summary.needed(model, width, plan.replicates) else {
            let results = summary.results(model, plan.seed);
            return Ok((plan, results));
        };
        if needed > MOST {
            return Err(AppError::Precision { width, most: MOST });
        }
        plan.replicates = needed;
    }
}
