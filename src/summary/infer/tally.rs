//! Counting an event over replicates that come in draws with shared parameters, and draws that come in batches.

use serde::{Deserialize, Serialize};

use super::evidence::Draw;
use super::{CONFIDENCE, Evidence, Kind, Sample};
use crate::random::Nesting;
use crate::summary::Probability;

/// Shares that are distinguished between never and always; more replicates to a unit are rounded to them.
const LEVELS: u64 = 256;

/// Units by the share of their replicates in which something happened, from none to all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Levels {
    /// Replicates of a unit.
    size: u64,
    units: Vec<u64>,
}

impl Levels {
    fn new(size: u64) -> Self {
        Self { size, units: vec![0; size.min(LEVELS) as usize + 1] }
    }

    /// Steps from none to all.
    fn steps(&self) -> u64 {
        self.units.len() as u64 - 1
    }

    /// `hits` of `size` replicates of a unit; one of another size counts as one with about the same share.
    fn push(&mut self, hits: u64, size: u64) {
        let exact = size == self.size && size <= LEVELS;
        let level = if exact { Some(hits) } else { (hits * self.steps() + size / 2).checked_div(size) };
        if let Some(slot) = level.and_then(|level| self.units.get_mut(level as usize)) {
            *slot += 1;
        }
    }

    fn merge(&mut self, other: &Self) {
        self.units.iter_mut().zip(&other.units).for_each(|(own, other)| *own += other);
    }

    fn sample(&self) -> (Sample, u64) {
        (Sample::counted((0..).zip(self.units.iter().copied())), self.steps())
    }
}

/// How often something happened, and in how many draws and batches how often.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Tally {
    nesting: Nesting,
    count: u64,
    of: u64,
    /// Draws of one replicate, and such as are repeated.
    draws: [Levels; 2],
    batches: Levels,
    /// Hits and replicates of a batch that is not whole.
    open: [u64; 2],
}

impl Tally {
    /// Of nothing yet.
    pub(crate) fn new(nesting: Nesting) -> Self {
        let draws = [Levels::new(1), Levels::new(nesting.most())];
        let batches = Levels::new(nesting.batch_size());
        Self { nesting, count: 0, of: 0, draws, batches, open: [0; 2] }
    }

    /// How the replicates are laid out.
    pub(crate) const fn nesting(&self) -> Nesting {
        self.nesting
    }

    /// `hits` of the `size` replicates of a draw. Draws come in order from the first of a batch on, batches in any order. A draw
    /// that is not whole counts as a whole one with about the same share.
    pub(crate) fn push(&mut self, hits: u64, size: u64) {
        self.count += hits;
        self.of += size;
        let of = usize::from(size > 1 || self.draws[1].size == 1);
        self.draws[of].push(hits, size);
        self.open = [self.open[0] + hits, self.open[1] + size];
        if self.open[1] >= self.batches.size {
            self.batches.push(self.open[0], self.open[1]);
            self.open = [0; 2];
        }
    }

    /// Whether another can be taken in: its replicates are laid out in the same way.
    pub(crate) fn is_like(&self, other: &Self) -> bool {
        let alike = |own: &Levels, other: &Levels| own.size == other.size && own.units.len() == other.units.len();
        let draws = self.draws.iter().zip(&other.draws).all(|(own, other)| alike(own, other));
        self.nesting == other.nesting && draws && alike(&self.batches, &other.batches)
    }

    /// Takes all that another has counted; of the two at most one may have begun a batch that is not whole.
    pub(crate) fn merge(&mut self, other: &Self) {
        debug_assert!(self.open[1] == 0 || other.open[1] == 0, "two batches that are not whole cannot be merged");
        self.count += other.count;
        self.of += other.of;
        self.draws.iter_mut().zip(&other.draws).for_each(|(own, other)| own.merge(other));
        self.batches.merge(&other.batches);
        self.open = [self.open[0] + other.open[0], self.open[1] + other.open[1]];
    }

    pub(super) fn evidence(&self) -> Evidence {
        let seen = |levels: &Levels| -> Vec<(Draw, u64)> {
            let size = levels.steps();
            let draw = |(level, count): (i128, &u64)| (Draw { sum: level, size }, *count);
            (0..).zip(&levels.units).filter(|(_, count)| **count > 0).map(draw).collect()
        };
        let draws = self.draws.iter().flat_map(seen).collect();
        // Where a batch has more replicates than shares are distinguished, it says nothing of what is rare.
        let batches = if self.batches.size <= LEVELS { self.batches.sample() } else { (Sample::default(), 1) };
        Evidence::new(draws, self.draws[1].steps(), batches, self.counts())
    }

    /// Hits and replicates, of draws with as many shares as are distinguished.
    fn counts(&self) -> (i128, u64) {
        if self.draws[1].size <= LEVELS {
            return (self.count.into(), self.of);
        }
        let of = |levels: &Levels| {
            let units = || (0..).zip(&levels.units);
            let hits: u64 = units().map(|(level, count): (u64, &u64)| level * count).sum();
            (hits, units().map(|(_, count)| count * levels.steps()).sum::<u64>())
        };
        let [(hits, all), (more, rest)] = self.draws.each_ref().map(of);
        ((hits + more).into(), all + rest)
    }

    /// The share and its interval at 95 %.
    pub(crate) fn probability(&self) -> Probability {
        self.probability_at(CONFIDENCE)
    }

    /// The share and its interval.
    pub(crate) fn probability_at(&self, confidence: f64) -> Probability {
        if self.of == 0 {
            return Probability { high: 1.0, ..Probability::default() };
        }
        let estimate = self.count as f64 / self.of as f64;
        let (low, high) = self.evidence().interval(Kind::Events(1), confidence);
        let (low, high) = (low.clamp(0.0, estimate), high.clamp(estimate, 1.0));
        // At the ends the limit is exact; rounding is not to show there.
        let low = if self.count == 0 { 0.0 } else { low };
        let high = if self.count == self.of { 1.0 } else { high };
        Probability { count: self.count, of: self.of, estimate, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::{Nesting, Tally};
    use crate::summary::clopper_pearson;

    /// Between the mid-P interval and the exact one, whose ends leave 0.025 ÷ 0.625 = 4 % at most: the ends of the exact one
    /// at 92 % are within, those at 95 % are not.
    #[test]
    fn units_of_one_give_a_binomial_interval() {
        for (count, of) in [(0, 300), (1, 300), (3, 300), (17, 300), (150, 300), (299, 300), (5, 2000)] {
            let mut tally = Tally::new(Nesting::ONCE);
            (0..of).for_each(|index| tally.push(u64::from(index < count), 1));
            let found = tally.probability();
            let (wide, narrow) = (clopper_pearson(count, of, 0.9505), clopper_pearson(count, of, 0.92));
            println!("{count} of {of}: {:.5} to {:.5}, exact {wide:.5?}", found.low, found.high);
            assert!(found.low >= wide.0 - 2e-4 && found.low <= narrow.0 + 2e-4, "{found:?}, {wide:?}, {narrow:?}");
            assert!(found.high <= wide.1 + 2e-4 && found.high >= narrow.1 - 2e-4, "{found:?}, {wide:?}, {narrow:?}");
        }
    }

    /// Never in 200 units: 0.625 · (1 − p)²⁰⁰ = 0.025 at the upper end, as good as, whatever a unit holds.
    #[test]
    fn what_never_happened_is_bounded_by_units() {
        for size in [1, 2, 5, 1000] {
            let mut tally = Tally::new(Nesting::every(size));
            (0..200).for_each(|_| tally.push(0, size));
            let found = tally.probability();
            let exact = 1.0 - libm::pow(0.04, 1.0 / 200.0);
            assert!(found.low.abs() < 1e-12 && (found.high - exact).abs() < 2e-4, "{found:?}, {exact}");
        }
    }

    #[test]
    fn replicates_that_always_agree_count_once_a_unit() {
        let (mut single, mut double) = (Tally::new(Nesting::ONCE), Tally::new(Nesting::every(2)));
        for index in 0..1000 {
            single.push(u64::from(index % 4 == 0), 1);
            double.push(2 * u64::from(index % 4 == 0), 2);
        }
        let (single, double) = (single.probability(), double.probability());
        assert!((single.low - double.low).abs() < 1e-9 && (single.high - double.high).abs() < 1e-9);
    }

    /// The last unit of 2,001 replicates holds one.
    #[test]
    fn a_unit_that_is_not_whole_counts_for_what_it_holds() {
        let mut tally = Tally::new(Nesting::every(2));
        (0..1000).for_each(|index| tally.push(index % 2, 2));
        tally.push(1, 1);
        let found = tally.probability();
        assert_eq!((found.count, found.of), (501, 2001));
        assert!(found.low < found.estimate && found.estimate < found.high);
    }
}
