//! Counting an event over replicates that come in groups with shared parameters.

use super::interval::wilson;
use super::results::Probability;

/// Confidence of the intervals that are reported.
pub(crate) const CONFIDENCE: f64 = 0.95;

/// How often something happened, and how much the groups differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    count: u64,
    of: u64,
    groups: u64,
    squares: u64,
}

impl Tally {
    /// `hits` of the `size` replicates of a group.
    pub(crate) fn push(&mut self, hits: u64, size: u64) {
        self.count += hits;
        self.of += size;
        self.groups += 1;
        self.squares += hits * hits;
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.count += other.count;
        self.of += other.of;
        self.groups += other.groups;
        self.squares += other.squares;
    }

    /// The share and its interval. Replicates of a group share their parameters and so resemble each other: the variance is
    /// that of the groups' shares, and the Wilson interval is taken at the number of independent replicates that would
    /// have it, between the number of groups and the number of replicates.
    pub(crate) fn probability(&self) -> Probability {
        if self.of == 0 {
            return Probability { high: 1.0, ..Probability::default() };
        }
        let (of, groups) = (self.of as f64, self.groups as f64);
        let estimate = self.count as f64 / of;
        let size = of / groups;
        let between = self.squares as f64 / groups - (estimate * size) * (estimate * size);
        let variance = between.max(0.0) / (size * size) / (groups - 1.0).max(1.0);
        let binomial = estimate * (1.0 - estimate);
        let effective = if binomial <= 0.0 || variance <= 0.0 { groups } else { binomial / variance };
        let (low, high) = wilson(estimate, effective.clamp(groups.min(of), of), CONFIDENCE);
        // At the ends Wilson's limit is exact; rounding is not to show there.
        let low = if self.count == 0 { 0.0 } else { low };
        let high = if self.count == self.of { 1.0 } else { high };
        Probability { count: self.count, of: self.of, estimate, low, high }
    }
}

#[cfg(test)]
mod tests {
    use super::Tally;

    #[test]
    fn groups_of_one_give_the_ordinary_wilson_interval() {
        let mut tally = Tally::default();
        (0..1000).for_each(|index| tally.push(u64::from(index % 4 == 0), 1));
        let found = tally.probability();
        let (low, high) = super::wilson(0.25, 1000.0, 0.95);
        assert!((found.low - low).abs() < 1e-4 && (found.high - high).abs() < 1e-4);
    }

    #[test]
    fn replicates_that_always_agree_count_once_a_group() {
        let mut tally = Tally::default();
        (0..1000).for_each(|index| tally.push(2 * u64::from(index % 4 == 0), 2));
        let found = tally.probability();
        let (low, high) = super::wilson(0.25, 1000.0, 0.95);
        assert!((found.low - low).abs() < 1e-4 && (found.high - high).abs() < 1e-4);
    }
}
