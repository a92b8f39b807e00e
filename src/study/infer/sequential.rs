//! How many replicates of every point a precision takes: as for a run, a pilot and then a count that is fixed by it.

use crate::random::Nesting;
use crate::summary::infer::Tally;
use crate::summary::infer::precision::{CAREFUL, more, pilot};
use crate::words::text;

use super::paired::{Paired, tally};
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

/// Replicates of the pilot of a difference: eight batches. While few differ its interval is wide enough to say so.
pub(crate) const fn settling(nesting: Nesting) -> u64 {
    nesting.batch_size().saturating_mul(8)
}

/// How much more than a pilot's variance is planned for: with more replicates intervals go by batches, and vary more.
const SPARE: f64 = 1.1;

/// The next count of replicates to run, if `done` of them are not enough for the 95 % interval of a difference within ±`width`; a
/// pilot is believed with caution.
pub(crate) fn narrower(pairs: &Paired, width: f64, done: u64, (is_pilot, nesting): (bool, Nesting)) -> Option<u64> {
    let (half, spread) = pairs.half_width();
    let caution = SPARE * (1.0 + CAREFUL / libm::sqrt(pairs.freedom().max(1) as f64));
    let (rest, spread) = (half - spread, spread * libm::sqrt(if is_pilot { caution } else { 1.0 }));
    // With `times` as many replicates it is spread ÷ √times + rest ÷ times.
    let root = (spread + libm::sqrt(spread * spread + 4.0 * width * rest)) / (2.0 * width);
    let times = root * root;
    let wanted = (done as f64 * times * if is_pilot { 1.0 } else { 1.02 }).min(1e15);
    (times > 1.0 + 1e-9).then(|| nesting.whole(wanted as u64).max(nesting.whole(done + 1)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck};

    /// Of 1,000 differences known to ±2 points by a pilot and what it shows to be needed, the intervals hold the truth in 93 of 100
    /// and more, none is wider than asked for, and two thirds needed no third look.
    #[test]
    fn differences_settled_by_a_pilot_hold_the_truth() {
        let (nesting, decision) = (Nesting::default(), Decision::new("test", "narrower"));
        for (up, down) in [(0.08, 0.02), (0.2, 0.2), (0.01, 0.0)] {
            let (mut missed, mut third, mut replicates) = ([0_u32; 2], 0_u32, 0);
            for seed in 0..1000 {
                let one = |replicate: u64| {
                    let uniform = Luck::of_replicate(seed, replicate).uniform(decision, 0, 0);
                    i128::from(uniform < up) - i128::from(uniform > 1.0 - down)
                };
                let (mut done, mut looks) = (settling(nesting), 1);
                let of = |done: u64| Paired::of_values((0..done).map(one), nesting);
                while let Some(next) = narrower(&of(done), 0.02, done, (looks == 1, nesting)) {
                    (done, looks) = (next, looks + 1);
                }
                let (low, high) = of(done).ends();
                assert!((high - low) / 2.0 <= 0.02 * (1.0 + 1e-9));
                missed[0] += u32::from(low > up - down);
                missed[1] += u32::from(high < up - down);
                third += u32::from(looks > 2);
                replicates += done;
            }
            println!("{up} {down}: missed {missed:?}, third look {third}, {} replicates", replicates / 1000);
            assert!(missed.iter().sum::<u32>() <= 73 && missed.iter().all(|side| *side <= 46), "{missed:?}");
            assert!(third <= 350, "{third}");
        }
    }
}
