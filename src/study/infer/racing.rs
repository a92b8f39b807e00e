//! Races: of several things that meet the same luck, what is plainly worse is run no further.
//!
//! # Method
//! All begin with the same few batches of draws. There are looks after 2, 4, 8 … batches, and at each of them whatever is plainly worse
//! than a rival over the draws so far stops: the paired difference has the rival's sign, and its two-sided probability under no difference
//! ([`Evidence::p`](crate::summary::infer::Evidence::p)) is below 5 % divided by all comparisons that may be made at all looks
//! (Bonferroni). Only one of the two sides can stop anything, and on one side an interval may miss by 0.8 of what both are allowed,
//! so that rule is on the safe side.
//!
//! # What it guarantees
//! Which batch comes first is chance: the first of them are as good as a random sample of all that would be run. So, whatever the
//! rivals are, with a probability of at least 95 % nothing stops in a study that over all its replicates would have been no worse than
//! what it stopped against. The number of looks and of comparisons does not matter, nor that somebody looks at each.
//!
//! # What it does not
//! That is as good as the intervals are. Where many replicates lose a little and very few win much, none of the few may be among the
//! first draws, and nothing in them tells of it: of 128 draws none shows what happens once in 1,000 with a probability of 88 %.
//! A search that is led by what stopped splits gave goes other ways than one that sees all of their replicates.

use crate::random::Nesting;

use super::paired::Paired;

/// Probability, at most, that anything stops in a study that is not worse.
const RISK: f64 = 0.05;
/// Batches at the first look.
const FIRST: u64 = 2;

/// When to look, and what is plain then.
#[derive(Clone, Debug)]
pub(crate) struct Race {
    /// Draws at each look, rising; the last holds all.
    looks: Vec<usize>,
    /// Two-sided probability under no difference below which a difference is plain.
    level: f64,
}

impl Race {
    /// Over so many draws, with so many comparisons at each look at most.
    pub(crate) fn new(draws: usize, comparisons: usize) -> Self {
        let doubling = std::iter::successors(Some((FIRST * Nesting::BATCH) as usize), |look| look.checked_mul(2));
        let mut looks: Vec<usize> = doubling.take_while(|look| *look < draws).collect();
        let all = looks.len().saturating_mul(comparisons).max(1);
        looks.push(draws);
        Self { looks, level: RISK / all as f64 }
    }

    /// In which nothing stops.
    pub(crate) fn in_full(draws: usize) -> Self {
        Self { looks: vec![draws], level: 0.0 }
    }

    /// Draws at each look, rising; at the last, which holds all of them, nothing is left to be spared.
    pub(crate) fn looks(&self) -> &[usize] {
        &self.looks
    }

    /// Whether so many draws are at least a quarter of all: enough to go by what has not happened so far.
    pub(crate) fn is_late(&self, look: usize) -> bool {
        self.looks.last().is_some_and(|all| look.saturating_mul(4) >= *all)
    }

    /// Whether something is plainly more than nothing.
    pub(crate) fn is_plain(&self, more: &Paired) -> bool {
        more.mean() > 0.0 && more.p() < self.level
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck};

    /// What a replicate differs by, from two uniform numbers.
    type Differing<'a> = &'a dyn Fn(f64, f64) -> f64;

    /// How many of so many seeds a difference stops in, at each look.
    fn stopped(race: &Race, seeds: u64, of: Differing<'_>) -> Vec<u32> {
        let (nesting, decision) = (Nesting::default(), Decision::new("test", "race"));
        let mut stopped = vec![0; race.looks().len()];
        for seed in 0..seeds {
            let all: Vec<i128> = (0..nesting.first_of(*race.looks().last().unwrap() as u64))
                .map(|replicate| {
                    let luck = Luck::of_replicate(seed, replicate);
                    (1000.0 * of(luck.uniform(decision, 0, 0), luck.uniform(decision, 0, 1))) as i128
                })
                .collect();
            let plain = |look: &usize| {
                let own = &all[..nesting.first_of(*look as u64) as usize];
                race.is_plain(&Paired::of_values(own.iter().copied(), nesting))
            };
            let before_last = &race.looks()[..race.looks().len() - 1];
            if let Some(look) = before_last.iter().position(plain) {
                stopped[look] += 1;
            }
        }
        stopped
    }

    fn sign(up: f64, down: f64) -> impl Fn(f64, f64) -> f64 {
        move |uniform, _| {
            if uniform < up {
                1.0
            } else if uniform > 1.0 - down {
                -1.0
            } else {
                0.0
            }
        }
    }

    #[test]
    fn looks_double() {
        let batches = |looks: &[u64]| looks.iter().map(|one| (one * Nesting::BATCH) as usize).collect::<Vec<_>>();
        assert_eq!(Race::new(25 * 64, 1).looks(), batches(&[2, 4, 8, 16, 25]));
        assert_eq!(Race::new(16 * 64, 1).looks(), batches(&[2, 4, 8, 16]));
        assert_eq!((Race::new(100, 1).looks(), Race::in_full(1600).looks()), (&[100][..], &[1600][..]));
        assert!(!Race::new(1600, 1).is_late(256) && Race::new(1600, 1).is_late(512));
    }

    /// Where there is no difference, of 2,000 races with one comparison a look at most 5 % stop: 100, and beyond 135 once in 3,000
    /// times if it were exactly so many. The events differ seldom and often; the amounts are even, and skewed either way.
    #[test]
    fn what_is_not_worse_seldom_stops() {
        let exponential = |uniform: f64| -libm::log(uniform) - 1.0;
        let race = Race::new(25 * 64, 1);
        let cases: [(&str, Differing<'_>); 6] = [
            ("few events", &sign(0.01, 0.01)),
            ("many events", &sign(0.2, 0.2)),
            ("even amounts", &|one, other| one - other),
            ("a long tail up", &|one, _| exponential(one)),
            ("a long tail down", &|one, _| -exponential(one)),
            ("few, with a long tail", &|one, other| if other < 0.1 { exponential(one) } else { 0.0 }),
        ];
        for (name, of) in cases {
            let by_look = stopped(&race, 2000, of);
            println!("{name}: {by_look:?} of 2,000");
            assert!(by_look.iter().sum::<u32>() <= 135, "{name}: {by_look:?}");
        }
    }

    /// The same for one of 120 comparisons, of which one in 2,400 may stop: of 20,000 about 8, and more than 20 once in 4,000 times.
    #[test]
    fn one_of_many_comparisons_hardly_ever_stops() {
        let race = Race::new(25 * 64, 120);
        for (name, of) in [("few events", &sign(0.02, 0.02) as Differing<'_>), ("amounts", &|one, other| one - other)] {
            let by_look = stopped(&race, 20_000, of);
            println!("{name}: {by_look:?} of 20,000");
            assert!(by_look.iter().sum::<u32>() <= 20, "{name}: {by_look:?}");
        }
    }

    #[test]
    fn what_is_plainly_worse_stops_early() {
        let by_look = stopped(&Race::new(25 * 64, 120), 200, &sign(0.3, 0.05));
        assert!(by_look[0] + by_look[1] >= 195, "{by_look:?}");
    }

    /// What the guarantee leaves out: a loss in most replicates made good by a gain in very few.
    #[test]
    fn what_hardly_ever_happens_is_not_seen() {
        let rare = |uniform: f64, _: f64| if uniform < 0.001 { -999.0 } else { 1.0 };
        let by_look = stopped(&Race::new(25 * 64, 1), 200, &rare);
        println!("{by_look:?} of 200");
        assert!(by_look[0] > 100, "{by_look:?}");
    }
}
