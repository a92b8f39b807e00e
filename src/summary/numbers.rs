//! Numbers of replicates, kept so that their quantiles have intervals over draws.

use serde::{Deserialize, Serialize};

use crate::model::UNDEFINED;
use crate::random::Nesting;

use super::histogram::Histogram;
use super::infer::{CONFIDENCE, Crowd};
use super::results::{Levels, Quantiles, Spread};

/// Which of the replicates of a draw a number is of. Replicates are taken in pairs, to see how much those of one draw
/// resemble each other; one may be left over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Turn {
    /// The first of a pair.
    First,
    /// The second of it.
    Second,
    /// Left over.
    Alone,
}

impl Turn {
    /// The turn of the replicate at `place` among `size` of a draw.
    pub(crate) const fn of(place: usize, size: usize) -> Self {
        match (place.is_multiple_of(2), place + 1 == size) {
            (true, true) => Self::Alone,
            (true, false) => Self::First,
            (false, _) => Self::Second,
        }
    }
}

/// Counts of a number: the lesser ones of pairs (and those left over) apart from the greater ones, so that it can be told in
/// how many pairs both are at or below anything.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Numbers {
    lesser: Histogram,
    greater: Histogram,
    /// The first of the pair whose second is still to come.
    #[serde(skip)]
    first: i64,
}

impl Numbers {
    pub(crate) fn new(precision: u32) -> Self {
        Self { lesser: Histogram::new(precision), greater: Histogram::new(precision), first: 0 }
    }

    /// Counts a number. Both of a pair come one after the other.
    #[inline]
    pub(crate) fn push(&mut self, value: i64, turn: Turn) {
        match turn {
            Turn::First => self.first = value,
            Turn::Second => {
                // Taken, so that what has been counted is all that is left, in whatever order it came.
                let first = std::mem::take(&mut self.first);
                self.push_pair(first, value);
            }
            Turn::Alone => self.lesser.push(value),
        }
    }

    #[inline]
    fn push_pair(&mut self, first: i64, second: i64) {
        self.lesser.push(first.min(second));
        self.greater.push(first.max(second));
    }

    /// Counts the numbers of one draw's replicates, all of which have a value.
    #[inline]
    pub(crate) fn push_draw<T>(&mut self, replicates: &[T], value: impl Fn(&T) -> i64) {
        for pair in replicates.chunks(2) {
            match pair {
                [first, second] => self.push_pair(value(first), value(second)),
                alone => alone.iter().for_each(|alone| self.lesser.push(value(alone))),
            }
        }
    }

    /// Counts the numbers of one draw's replicates, those left out that have no value: pairs are made of the others.
    #[inline]
    pub(crate) fn push_defined(&mut self, values: impl Iterator<Item = i64>) {
        let mut first = None;
        for value in values.filter(|value| *value != UNDEFINED) {
            match first.take() {
                None => first = Some(value),
                Some(first) => self.push_pair(first, value),
            }
        }
        if let Some(value) = first {
            self.lesser.push(value);
        }
    }

    /// How many numbers have been counted.
    pub(crate) fn count(&self) -> u64 {
        self.lesser.count() + self.greater.count()
    }

    /// Whether another can be taken in.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        self.lesser.is_like(&other.lesser) && self.greater.is_like(&other.greater)
    }

    /// Takes all that another has counted, exactly.
    pub(crate) fn merge(&mut self, other: &Self) {
        self.lesser.merge(&other.lesser);
        self.greater.merge(&other.greater);
    }

    /// The quantiles of each of [`Levels::EACH`]: at 50, 75, 80, 90 and 95 % those of the [spread](Self::spread).
    pub(crate) fn levels(&self) -> Vec<f64> {
        let mut all = self.lesser.clone();
        all.merge(&self.greater);
        Levels::EACH.map(|percent| all.quantile(f64::from(percent) / 100.0) as f64).collect()
    }

    /// Mean, deviation and quantiles, with intervals as wide as they would be if draws had nothing in common.
    pub(crate) fn spread(&self, scale: f64, nesting: Nesting) -> Spread {
        let mut all = self.lesser.clone();
        all.merge(&self.greater);
        let (count, pairs) = (all.count(), self.greater.count());
        let (units, company) = (nesting.draws(count), nesting.company());
        let place = |probability: f64| {
            let seen = all.quantile(probability);
            let both = (pairs > 0).then(|| self.greater.up_to(seen) as f64 / pairs as f64);
            let below = all.up_to(seen) as f64 / count.max(1) as f64;
            let (low, high) = Crowd { count, units, company, below, both }.places(probability, CONFIDENCE);
            // The quantile told is the least number of its bin; its interval holds that too.
            let seen = seen as f64;
            [all.at_place(low).min(seen), seen, all.at_place(high).max(seen)].map(|number| number / scale)
        };
        let told = Quantiles::EACH.map(place);
        let [low, quantiles, high] = [0, 1, 2].map(|which| Quantiles::from(told.map(|ends| ends[which])));
        let (mean, sd) = (all.mean() / scale, all.deviation() / scale);
        Spread { mean, sd, quantiles, low: Some(low), high: Some(high) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Luck, normal_cdf, standard_normal_quantile};

    /// Draws of two replicates whose normal numbers are correlated by a half.
    fn draws(seed: u64, count: u64, each: &mut dyn FnMut([f64; 2])) {
        let luck = Luck::of_replicate(seed, 1);
        let decision = Decision::new("test", "quantile");
        for draw in 0..count {
            let normal = |which: u32| standard_normal_quantile(luck.uniform(decision, draw, which));
            let (shared, half) = (normal(0), libm::sqrt(0.5));
            each([normal(1), normal(2)].map(|own| half * shared + half * own));
        }
    }

    /// Intervals of quantiles at P5 to P95 of 200 and 1,000 replicates, two to a draw, hold the truth in 93 to 97 of 100 runs,
    /// give or take what chance leaves of 1,000 (±0.7 is one standard error; a test that is right fails once in about 2,000),
    /// and miss it in at most 4 of 100 on a side: skewed money in wide bins, and counts with an atom at 0.
    #[test]
    fn intervals_of_quantiles_hold_the_truth() {
        for replicates in [200, 1000] {
            let mut missed = [[[0_u32; 2]; 8]; 2];
            for seed in 0..1000 {
                let (mut money, mut counts) = (Numbers::new(9), Numbers::new(13));
                draws(seed, replicates / 2, &mut |pair| {
                    for (normal, turn) in pair.into_iter().zip([Turn::First, Turn::Second]) {
                        money.push((1e6 * libm::exp(0.5 * normal)) as i64, turn);
                        counts.push(libm::floor((1000.0 * normal).max(-800.0)) as i64, turn);
                    }
                });
                for (which, found) in
                    [money.spread(1.0, Nesting::every(2)), counts.spread(1.0, Nesting::every(2))].iter().enumerate()
                {
                    let ends = found.low.unwrap().list().into_iter().zip(found.high.unwrap().list());
                    for (place, (low, high)) in ends.enumerate() {
                        let normal = standard_normal_quantile(Quantiles::EACH[place]);
                        let truth = [1e6 * libm::exp(0.5 * normal), (1000.0 * normal).max(-800.0)][which];
                        missed[which][place][0] += u32::from(truth > high + 1.0);
                        missed[which][place][1] += u32::from(truth < low - 1.0);
                    }
                }
            }
            println!("{replicates}: {missed:?}");
            for (which, places) in missed.iter().enumerate() {
                for (place, sides) in places.iter().enumerate() {
                    let all = sides[0] + sides[1];
                    // An atom is held nearly always.
                    let atom = which == 1 && Quantiles::EACH[place] <= normal_cdf(-0.8) + 0.05;
                    assert!((23..=76).contains(&all) || (atom && all < 76), "{which} {place}: {sides:?}");
                    assert!(sides.iter().all(|side| *side <= 47), "{which} {place}: {sides:?}");
                }
            }
        }
    }

    #[test]
    fn levels_hold_the_quantiles_that_are_told_anyway() {
        let mut numbers = Numbers::new(9);
        draws(5, 777, &mut |pair| {
            for (normal, turn) in pair.into_iter().zip([Turn::First, Turn::Second]) {
                numbers.push(((1e6 * normal) as i64).max(0), turn);
            }
        });
        let (levels, told) = (numbers.levels(), numbers.spread(1.0, Nesting::every(2)).quantiles);
        assert_eq!(levels.len(), 50);
        assert!(levels.is_sorted());
        let levels = Levels { need: Vec::new(), beyond: levels };
        for (percent, number) in [(50, told.p50), (75, told.p75), (80, told.p80), (90, told.p90), (95, told.p95)] {
            assert_eq!(levels.beyond_at(percent).map(f64::to_bits), Some(number.to_bits()), "{percent}");
        }
        assert_eq!((levels.beyond_at(49), levels.beyond_at(100)), (None, None));
    }

    #[test]
    fn quantiles_are_those_of_all_numbers_and_lie_in_their_intervals() {
        let mut numbers = Numbers::new(9);
        let mut all = Histogram::new(9);
        draws(3, 501, &mut |pair| {
            let values = pair.map(|normal| (1e5 * normal) as i64);
            numbers.push(values[0], Turn::of(0, 3));
            numbers.push(values[1], Turn::of(1, 3));
            numbers.push(values[0] + 7, Turn::of(2, 3));
            for value in [values[0], values[1], values[0] + 7] {
                all.push(value);
            }
        });
        let found = numbers.spread(10.0, Nesting::every(3));
        let ends = found.low.unwrap().list().into_iter().zip(found.high.unwrap().list());
        for ((probability, told), (low, high)) in Quantiles::EACH.into_iter().zip(found.quantiles.list()).zip(ends) {
            assert!((told - all.quantile(probability) as f64 / 10.0).abs() < 1e-9);
            assert!(low <= told && told <= high, "{probability}: {low} {told} {high}");
        }
    }
}
