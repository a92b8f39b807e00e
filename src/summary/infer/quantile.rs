//! Intervals of quantiles: which of the numbers seen, in order, enclose the true one.

use super::critical;

/// How numbers lie in units: how many there are, in how many units, and how far the replicates of a unit are on the same side
/// of a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Crowd {
    /// Numbers.
    pub(crate) count: u64,
    /// Units.
    pub(crate) units: u64,
    /// How many numbers of a unit one is beside, itself included, on average over numbers: 1 where each is by itself.
    pub(crate) company: f64,
    /// Share of the numbers at or below the one looked at.
    pub(crate) below: f64,
    /// Share of pairs of one unit of which both are; none without pairs.
    pub(crate) both: Option<f64>,
}

impl Crowd {
    /// By how much the replicates of a unit make the variance of a share greater than if they had nothing in common (Kish's
    /// design effect), from 1 to all that is beside a number.
    fn effect(&self) -> f64 {
        let spread = self.below * (1.0 - self.below);
        let alike = match self.both {
            Some(both) if spread > 0.0 => ((both - self.below * self.below) / spread).clamp(0.0, 1.0),
            _ => 0.0,
        };
        1.0 + (self.company - 1.0).max(0.0) * alike
    }

    /// The places, from 1 in rising order, of the numbers that enclose the quantile of `probability` with `confidence`. A place
    /// below 1 or beyond the last means that nothing seen is far enough out.
    ///
    /// The number at place r is above the quantile if fewer than r numbers are at or below it. How many are is binomial with
    /// the variance widened by the design effect; its quantiles are those of Cornish and Fisher's expansion.
    ///
    /// # Source
    /// R. S. Woodruff, "Confidence intervals for medians and other position measures", *JASA* 47 (1952).
    pub(crate) fn places(&self, probability: f64, confidence: f64) -> (i64, i64) {
        let spread = probability * (1.0 - probability);
        let effect = self.effect();
        let deviation = libm::sqrt(self.count as f64 * spread * effect);
        let z = critical(self.units, confidence);
        // Of shares of units that are as good as alike, the skewness is that of fewer replicates.
        let skewed = (1.0 - 2.0 * probability) * effect * (z * z - 1.0) / 6.0;
        let at = |z: f64| libm::round(self.count as f64 * probability + 0.5 + z * deviation + skewed) as i64;
        (at(-z), at(z))
    }
}

#[cfg(test)]
mod tests {
    use super::Crowd;

    /// For 200 numbers by themselves the exact places of the median are 87 and 115 (those of R's `quantileCI`, at 95 %), give
    /// or take one.
    #[test]
    fn places_of_the_median_are_the_binomial_ones() {
        let crowd = Crowd { count: 200, units: 200, company: 1.0, below: 0.5, both: None };
        let (low, high) = crowd.places(0.5, 0.95);
        assert!((86..=87).contains(&low) && (114..=115).contains(&high), "{low} {high}");
        let twins = Crowd { count: 400, units: 200, company: 2.0, below: 0.5, both: Some(0.5) };
        let (low, high) = twins.places(0.5, 0.95);
        assert!((172..=174).contains(&low) && (227..=229).contains(&high), "{low} {high}");
    }

    /// The 5 % quantile of 40 numbers may lie below all of them.
    #[test]
    fn where_nothing_seen_is_far_enough_out_it_says_so() {
        assert!(Crowd { count: 40, units: 40, company: 1.0, below: 0.05, both: None }.places(0.05, 0.95).0 < 1);
    }
}
