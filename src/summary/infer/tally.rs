//! Counting an event over replicates that come in units with shared parameters.

use super::{CONFIDENCE, Kind, Sample};
use crate::summary::Probability;

/// Shares that are distinguished between never and always; more replicates to a unit are rounded to them.
const LEVELS: u64 = 256;

/// How often something happened, and in how many units how often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Tally {
    count: u64,
    of: u64,
    /// Replicates of a whole unit.
    size: u64,
    /// Units by the share of their replicates in which it happened, from none to all.
    units: Vec<u64>,
}

impl Tally {
    /// Of nothing yet; units are of `size` replicates.
    pub(crate) fn new(size: u64) -> Self {
        let size = size.max(1);
        Self { count: 0, of: 0, size, units: vec![0; size.min(LEVELS) as usize + 1] }
    }

    /// Units.
    pub(crate) fn units(&self) -> u64 {
        self.units.iter().sum()
    }

    /// Replicates of a whole unit.
    pub(crate) const fn size(&self) -> u64 {
        self.size
    }

    /// The variance of a unit's share.
    pub(crate) fn variance(&self) -> f64 {
        let levels = self.levels() as f64;
        self.sample().variance_of_mean() * self.units() as f64 / (levels * levels)
    }

    fn sample(&self) -> Sample {
        Sample::counted((0..).zip(self.units.iter().copied()))
    }

    /// Steps from none to all.
    fn levels(&self) -> u64 {
        self.units.len() as u64 - 1
    }

    /// `hits` of the `size` replicates of a unit. One that is not whole counts as a whole one with about the same share.
    pub(crate) fn push(&mut self, hits: u64, size: u64) {
        self.count += hits;
        self.of += size;
        let exact = size == self.size && size <= LEVELS;
        let level = if exact { Some(hits) } else { (hits * self.levels() + size / 2).checked_div(size) };
        if let Some(slot) = level.and_then(|level| self.units.get_mut(level as usize)) {
            *slot += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.of += other.of;
        self.units.iter_mut().zip(&other.units).for_each(|(own, other)| *own += other);
    }

    /// The share and its interval at 95 %.
    pub(crate) fn probability(&self) -> Probability {
        self.probability_at(CONFIDENCE)
    }

    /// The share and its interval: that of the mean over units.
    pub(crate) fn probability_at(&self, confidence: f64) -> Probability {
        if self.of == 0 {
            return Probability { high: 1.0, ..Probability::default() };
        }
        let estimate = self.count as f64 / self.of as f64;
        let levels = self.levels();
        let (low, high) = self.sample().interval(Kind::Events(i128::from(levels)), confidence);
        let (low, high) = (low / levels as f64, high / levels as f64);
        // A unit that is not whole may move the share a little from the mean over units.
        let (low, high) = (low.clamp(0.0, estimate), high.clamp(estimate, 1.0));
        // At the ends the limit is exact; rounding is not to show there.
        let low = if self.count == 0 { 0.0 } else { low };
        let high = if self.count == self.of { 1.0 } else { high };
        Probability { count: self.count, of: self.of, estimate, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;
    use crate::summary::clopper_pearson;

    /// Between the mid-P interval and the exact one, whose ends leave 0.025 ÷ 0.625 = 4 % at most: the ends of the exact one
    /// at 92 % are within, those at 95 % are not.
    #[test]
    fn units_of_one_give_a_binomial_interval() {
        for (count, of) in [(0, 300), (1, 300), (3, 300), (17, 300), (150, 300), (299, 300), (5, 2000)] {
            let mut tally = Tally::new(1);
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
            let mut tally = Tally::new(size);
            (0..200).for_each(|_| tally.push(0, size));
            let found = tally.probability();
            let exact = 1.0 - libm::pow(0.04, 1.0 / 200.0);
            assert!(found.low.abs() < 1e-12 && (found.high - exact).abs() < 2e-4, "{found:?}, {exact}");
        }
    }

    #[test]
    fn replicates_that_always_agree_count_once_a_unit() {
        let (mut single, mut double) = (Tally::new(1), Tally::new(2));
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
        let mut tally = Tally::new(2);
        (0..1000).for_each(|index| tally.push(index % 2, 2));
        tally.push(1, 1);
        let found = tally.probability();
        assert_eq!((found.count, found.of), (501, 2001));
        assert!(found.low < found.estimate && found.estimate < found.high);
    }
}
