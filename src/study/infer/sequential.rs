//! How many replicates of every point a precision takes: as for a run, a pilot and then a count that is fixed by it.

use crate::summary::infer::Tally;
use crate::summary::infer::precision::{more, pilot};
use crate::words::text;

use super::paired::tally;
use crate::study::design::{Laboratory, Measure, Outcomes, Point};
use crate::study::error::StudyError;

/// Runs points until the 95 % interval of every event in `measures` is within ±`width` at every point, at most to `most`
/// replicates a point: a pilot, and then as many as it shows to be needed. Every look holds all replicates of the one before.
///
/// # Errors
/// If `most` replicates do not do, or a run ends early.
pub fn settle(
    laboratory: &Laboratory<'_>,
    points: &[&Point],
    measures: &[Measure],
    width: f64,
    most: u64,
) -> Result<Vec<Outcomes>, StudyError> {
    let mut replicates = pilot(laboratory.sampling().nesting).min(most.max(1));
    loop {
        let outcomes = laboratory.run(points, replicates)?;
        let tallies: Vec<Tally> =
            outcomes.iter().flat_map(|one| one.series_of(measures)).map(|series| tally(&series)).collect();
        let Some(next) = more(&tallies, width, replicates) else { return Ok(outcomes) };
        // What is needed is rounded up to whole batches, which may pass what is allowed by less than one.
        if next > most && replicates >= most {
            return Err(StudyError::Request(text!("study-precision", most, width)));
        }
        replicates = next.min(most);
    }
}
