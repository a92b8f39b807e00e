//! How many replicates a precision takes: a pilot, then a count that is fixed by it.
//!
//! Whoever looks at intervals again and again and stops at the first that is narrow enough stops at lucky ones more often
//! than at others. So the count is fixed once, from a pilot, for the least favourable probability that the pilot leaves
//! open; the answer is the ordinary interval of that many replicates. Only if that is too wide all the same, which happens
//! in few runs of a hundred at most, more are run.

use super::{CONFIDENCE, Tally, critical};
use crate::summary::Probability;

/// Replicates of the pilot.
pub(crate) const PILOT: u64 = 1000;
/// Confidence with which the pilot's intervals hold what the count is fixed for.
const CAUTION: f64 = 0.99;

/// Half the width of an interval.
fn half(one: &Probability) -> f64 {
    (one.high - one.low) / 2.0
}

/// The next count of replicates to run, if `done` of them, which gave these tallies, are not enough for 95 % intervals within
/// ±`width`.
pub(crate) fn more(tallies: &[Tally], width: f64, done: u64) -> Option<u64> {
    let most = |of: &dyn Fn(&Tally) -> f64| tallies.iter().map(of).fold(0.0, f64::max);
    let whole = |wanted: f64| (wanted / 500.0).ceil().min(1e15) as u64 * 500;
    if done <= PILOT {
        let wanted = most(&|tally| planned(tally, width));
        return (wanted > done as f64).then(|| whole(wanted).max(done + 1));
    }
    let widest = most(&|tally| half(&tally.probability()));
    let ratio = widest / width;
    (ratio > 1.0 + 1e-9).then(|| whole(done as f64 * ratio * ratio * 1.02).max(done + 1))
}

/// Replicates that make an interval no wider, were the probability the one nearest to a half that the pilot leaves open.
fn planned(pilot: &Tally, width: f64) -> f64 {
    let wide = pilot.probability_at(CAUTION);
    let worst = 0.5_f64.clamp(wide.low, wide.high);
    let units = pilot.units() as f64;
    let binomial = wide.estimate * (1.0 - wide.estimate);
    // How far the replicates of a unit resemble each other: from not at all to entirely.
    let alike = if binomial > 0.0 { pilot.variance() / binomial * (1.0 + 3.0 / libm::sqrt(units)) } else { 1.0 };
    let size = pilot.size() as f64;
    let quantile = critical(pilot.units(), CONFIDENCE);
    let needed = quantile * quantile * worst * (1.0 - worst) * alike.clamp(1.0 / size, 1.0) / (width * width);
    // Near 0 and 1 an interval is wider than the variance says.
    (needed + 2.0 / width) * size
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck};

    /// Draws of two replicates that share their parameter with probability a half.
    fn run(seed: u64, probability: f64, replicates: u64) -> Tally {
        let luck = Luck::of_replicate(seed, 0);
        let decision = Decision::new("test", "precision");
        let mut tally = Tally::new(2);
        for draw in 0..replicates.div_ceil(2) {
            let chance = |which: u32| luck.uniform(decision, draw, which);
            let first = chance(0) < probability;
            let second = if chance(1) < 0.5 { first } else { chance(2) < probability };
            tally.push(u64::from(first) + u64::from(second), 2);
        }
        tally
    }

    /// Of 1,000 runs to ±2 points, each of which stops by itself, the intervals hold the truth in 93 to 97 of 100 (one run in
    /// 250 of this test would be outside by chance), none is wider than asked for, and few needed a third look.
    #[test]
    fn what_stops_by_itself_holds_the_truth() {
        for probability in [0.05, 0.3, 0.5] {
            let (mut missed, mut third, mut replicates) = ([0_u32; 2], 0_u32, 0);
            for seed in 0..1000 {
                let (mut done, mut looks) = (PILOT, 1);
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
            assert!(third <= 30, "{third}");
        }
    }

    #[test]
    fn half_the_width_takes_four_times_the_replicates() {
        let mut even = Tally::new(1);
        (0..1000).for_each(|index| even.push(index % 2, 1));
        let wanted = |width: f64| more(std::slice::from_ref(&even), width, 1000).unwrap();
        assert!((9000..12_000).contains(&wanted(0.01)) && (36_000..44_000).contains(&wanted(0.005)));
        assert_eq!((more(&[even], 0.1, 1000), more(&[], 1e-9, 1000)), (None, None));
    }
}
