//! How many replicates a precision takes: a pilot, then a count that is fixed by it.
//!
//! Whoever looks at intervals again and again and stops at the first that is narrow enough stops at lucky ones more often
//! than at others. So the count is fixed once, from a pilot, for the least favourable probability that the pilot leaves
//! open; the answer is the ordinary interval of that many replicates. Only if that is too wide all the same, which happens
//! in a third of the runs at most, and then by little, a few more are run.

use super::evidence::ENOUGH;
use super::{CONFIDENCE, Kind, Tally};
use crate::random::Nesting;
use crate::summary::Probability;

/// Replicates of the pilot, about: enough batches for intervals to go by them.
const PILOT: u64 = 1600;

/// Replicates of the pilot: whole batches, enough for intervals to go by them unless a batch has very many.
pub(crate) fn pilot(nesting: Nesting) -> u64 {
    nesting.whole(PILOT.max((nesting.batch_size().saturating_mul(ENOUGH)).min(2 * PILOT)))
}

/// Confidence with which the pilot's intervals hold what the count is fixed for.
const CAUTION: f64 = 0.99;
/// How many standard errors of a pilot's variance, about, are added to it.
pub(crate) const CAREFUL: f64 = 2.0;
/// Least multiple of the binomial variance that a pilot is believed.
const LEAST: f64 = 0.05;

/// Half the width of an interval.
fn half(one: &Probability) -> f64 {
    (one.high - one.low) / 2.0
}

/// The next count of replicates to run, if `done` of them, which gave these tallies, are not enough for 95 % intervals within
/// ±`width`.
pub(crate) fn more(tallies: &[Tally], width: f64, done: u64) -> Option<u64> {
    let most = |of: &dyn Fn(&Tally) -> f64| tallies.iter().map(of).fold(0.0, f64::max);
    let nesting = tallies.first()?.nesting();
    let whole = |wanted: f64| nesting.whole(wanted.min(1e15) as u64).max(nesting.whole(done + 1));
    if done <= pilot(nesting) {
        let wanted = most(&|tally| planned(tally, width));
        return (wanted > done as f64).then(|| whole(wanted));
    }
    let widest = most(&|tally| half(&tally.probability()));
    let ratio = widest / width;
    (ratio > 1.0 + 1e-9).then(|| whole(done as f64 * ratio * ratio * 1.02))
}

/// Replicates that make an interval no wider, were the probability the one nearest to a half that the pilot leaves open.
fn planned(pilot: &Tally, width: f64) -> f64 {
    let wide = pilot.probability_at(CAUTION);
    let worst = 0.5_f64.clamp(wide.low, wide.high);
    let (evidence, company) = (pilot.evidence(), pilot.nesting().company());
    let binomial = wide.estimate * (1.0 - wide.estimate);
    // The variance of the mean as a multiple of what replicates that have nothing in common would give.
    let effect = if binomial > 0.0 {
        let own = evidence.variance_of_mean(Kind::Events(1)) * evidence.count() as f64 / binomial;
        own * (1.0 + CAREFUL / libm::sqrt(evidence.freedom() as f64))
    } else {
        company
    };
    let quantile = evidence.critical(CONFIDENCE);
    let needed = quantile * quantile * worst * (1.0 - worst) * effect.clamp(LEAST, company) / (width * width);
    // Near 0 and 1 an interval is wider than the variance says.
    needed + 2.0 * company / width
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck};

    const PAIRS: Nesting = Nesting::every(2);

    /// Draws of two replicates that share their parameter with probability a half.
    fn run(seed: u64, probability: f64, replicates: u64) -> Tally {
        let luck = Luck::of_replicate(seed, 0);
        let decision = Decision::new("test", "precision");
        let mut tally = Tally::new(PAIRS);
        for draw in 0..replicates.div_ceil(2) {
            let chance = |which: u32| luck.uniform(decision, draw, which);
            let first = chance(0) < probability;
            let second = if chance(1) < 0.5 { first } else { chance(2) < probability };
            tally.push(u64::from(first) + u64::from(second), 2);
        }
        tally
    }

    /// Of 1,000 runs to ±2 points, each of which stops by itself, the intervals hold the truth in 93 to 97 of 100 (one run in
    /// 250 of this test would be outside by chance), none is wider than asked for, and two thirds needed no third look.
    #[test]
    fn what_stops_by_itself_holds_the_truth() {
        for probability in [0.05, 0.3, 0.5] {
            let (mut missed, mut third, mut replicates) = ([0_u32; 2], 0_u32, 0);
            for seed in 0..1000 {
                let (mut done, mut looks) = (pilot(PAIRS), 1);
                let mut tally = run(seed, probability, done);
                while let Some(next) = more(std::slice::from_ref(&tally), 0.02, done) {
                    done = next;
                    tally = run(seed, probability, done);
                    looks += 1;
                }
                let found = tally.probability();
                assert!(half(&found) <= 0.02 * (1.0 + 1e-9), "{found:?}");
                missed[0] += u32::from(found.high < probability);
                missed[1] += u32::from(found.low > probability);
                third += u32::from(looks > 2);
                replicates += done;
            }
            println!("{probability}: missed {missed:?}, third look {third}, {} replicates", replicates / 1000);
            let all = missed[0] + missed[1];
            assert!((30..=70).contains(&all) && missed.iter().all(|side| *side <= 40), "{missed:?}");
            assert!(third <= 350, "{third}");
        }
    }

    #[test]
    fn half_the_width_takes_four_times_the_replicates() {
        let mut even = Tally::new(Nesting::ONCE);
        (0..1000).for_each(|index| even.push(index % 2, 1));
        let wanted = |width: f64| more(std::slice::from_ref(&even), width, 1000).unwrap();
        assert!((9000..12_000).contains(&wanted(0.01)) && (36_000..44_000).contains(&wanted(0.005)));
        assert_eq!((more(&[even], 0.1, 1000), more(&[], 1e-9, 1000)), (None, None));
    }
}
