//! Means and paired differences with their intervals, from exact sums.
//!
//! Replicates of one draw share their parameters, so the unit of evidence is the draw: the sum over its replicates.
//! Sums and sums of squares are whole numbers; the order of replicates cannot change a byte.

use statrs::distribution::{ContinuousCDF, DiscreteCDF, StudentsT};

use crate::summary::{Probability, Tally, wilson};

use super::measure::Series;

/// Confidence of a study's intervals, unless stated otherwise.
pub(super) const CONFIDENCE: f64 = 0.95;
/// With fewer unlike draws than this the exact sign test has a say as well.
const FEW: u64 = 30;

/// A mean over replicates with its interval at 95 %.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Estimate {
    /// The mean.
    pub mean: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// How a measure differs between two points that met the same luck: the second less the first, in the measure's unit.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Difference {
    /// Mean difference.
    pub mean: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end. Both ends are exactly 0 if no replicate differs.
    pub high: f64,
    /// Whether the difference can be told from none: the interval leaves out 0 and, where fewer than 30 draws differ, the
    /// exact sign test over them says so as well.
    pub detectable: bool,
    /// Two-sided probability of a difference at least as great if there were none: Student's test over draws and, where fewer
    /// than 30 of them differ, the exact sign test if that gives more. 1 if no replicate differs.
    pub p: f64,
    /// Draws of the parameters that were compared.
    pub draws: u64,
    /// Draws whose replicates differ at all.
    pub unlike: u64,
    /// Width of the interval that two independent runs of the same size would have given.
    pub unpaired_width: f64,
}

impl Difference {
    /// Width of the interval.
    #[must_use]
    pub fn width(&self) -> f64 {
        self.high - self.low
    }

    /// The ends with at least `confidence` for each, when several are looked at together: the interval widened from 95 % to
    /// `confidence` by the ratio of the normal quantiles.
    pub(super) fn widened(&self, confidence: f64) -> (f64, f64) {
        let quantile = |confidence: f64| crate::random::standard_normal_quantile(0.5 + confidence / 2.0);
        let ratio = quantile(confidence) / quantile(CONFIDENCE);
        (self.mean - (self.mean - self.low) * ratio, self.mean + (self.high - self.mean) * ratio)
    }
}

/// Exact sums over draws.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sums {
    draws: u64,
    size: u64,
    sum: i128,
    squares: i128,
    above: u64,
    below: u64,
}

impl Sums {
    /// Sums of a number in every replicate, `group` of them to a draw. A last draw that is not whole is left out.
    pub(super) fn of(values: impl Iterator<Item = i128>, group: usize) -> Self {
        let mut sums = Self { size: group.max(1) as u64, ..Self::default() };
        let (mut own, mut count) = (0_i128, 0);
        for value in values {
            own += value;
            count += 1;
            if count == sums.size {
                sums.push(own);
                (own, count) = (0, 0);
            }
        }
        sums
    }

    fn push(&mut self, own: i128) {
        self.draws += 1;
        self.sum += own;
        self.squares = self.squares.saturating_add(own.saturating_mul(own));
        self.above += u64::from(own > 0);
        self.below += u64::from(own < 0);
    }

    /// The sum over all replicates.
    pub(super) const fn sum(&self) -> i128 {
        self.sum
    }

    /// The mean of a replicate.
    pub(super) fn mean(&self) -> f64 {
        self.sum as f64 / (self.draws * self.size).max(1) as f64
    }

    /// The variance of the mean of a replicate; 0 if all draws are alike.
    pub(super) fn variance_of_mean(&self) -> f64 {
        if self.draws < 2 {
            return 0.0;
        }
        let draws = self.draws as f64;
        // The exact difference of whole numbers first, so that nothing cancels in floating point.
        let spread = match (i128::from(self.draws).checked_mul(self.squares), self.sum.checked_mul(self.sum)) {
            (Some(left), Some(right)) => (left - right) as f64,
            _ => draws * self.squares as f64 - self.sum as f64 * self.sum as f64,
        };
        let variance = spread.max(0.0) / draws / (draws - 1.0);
        variance / draws / (self.size as f64 * self.size as f64)
    }

    /// The same with half a pair added to each of the four kinds, two of them of the size of those that differ, where so few
    /// draws differ that Student's interval would be too narrow.
    fn with_pseudo_pairs(&self) -> Self {
        let unlike = self.unlike();
        if unlike == 0 || unlike >= FEW {
            return *self;
        }
        let square = self.squares / i128::from(unlike);
        Self { draws: self.draws + 2, squares: self.squares + square, ..*self }
    }

    /// Student's interval over draws.
    pub(super) fn estimate(&self, scale: f64, confidence: f64) -> Estimate {
        let mean = self.mean() / scale;
        let half = self.quantile(confidence) * libm::sqrt(self.variance_of_mean()) / scale;
        Estimate { mean, low: mean - half, high: mean + half }
    }

    /// The quantile of Student's law with one degree of freedom less than draws; from 200 on by Cornish and Fisher's
    /// expansion about the normal one, right to eight digits there (Abramowitz and Stegun 26.7.5).
    fn quantile(&self, confidence: f64) -> f64 {
        let freedom = self.draws.saturating_sub(1).max(1) as f64;
        if freedom >= 200.0 {
            let z = crate::random::standard_normal_quantile(0.5 + confidence / 2.0);
            let square = z * z;
            let first = z * (square + 1.0) / 4.0;
            let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
            let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
            return z + (first + (second + third / freedom) / freedom) / freedom;
        }
        StudentsT::new(0.0, 1.0, freedom).map_or(f64::INFINITY, |law| law.inverse_cdf(0.5 + confidence / 2.0))
    }

    const fn unlike(&self) -> u64 {
        self.above + self.below
    }

    /// Two-sided probability of the exact sign test over the draws that differ.
    fn sign_test(&self) -> f64 {
        let least = self.above.min(self.below);
        let law = statrs::distribution::Binomial::new(0.5, self.unlike());
        law.map_or(1.0, |law| (2.0 * law.cdf(least)).min(1.0))
    }

    /// Two-sided probability of a mean at least as far from 0, if it were 0.
    fn p(&self) -> f64 {
        if self.unlike() == 0 {
            return 1.0;
        }
        let error = libm::sqrt(self.variance_of_mean());
        let freedom = self.draws.saturating_sub(1).max(1) as f64;
        let student = match StudentsT::new(0.0, 1.0, freedom) {
            Ok(law) if error > 0.0 => 2.0 * law.cdf(-(self.mean() / error).abs()),
            _ => 0.0,
        };
        if self.unlike() < FEW { student.max(self.sign_test()) } else { student }
    }

    fn detectable(&self, ends: Estimate) -> bool {
        let apart = ends.low > 0.0 || ends.high < 0.0;
        apart && (self.unlike() >= FEW || self.sign_test() <= 1.0 - CONFIDENCE)
    }
}

/// The mean of a measure and Student's interval over draws.
#[must_use]
pub fn mean(series: &Series) -> Estimate {
    Sums::of(series.values.iter().map(|value| i128::from(*value)), series.group)
        .estimate(series.scale as f64, CONFIDENCE)
}

/// The share of replicates in which an event happened, with the interval that a run of the same replicates reports
/// (Wilson's, on the effective number of replicates).
#[must_use]
pub fn share(series: &Series) -> Probability {
    let mut tally = Tally::default();
    for group in series.values.chunks(series.group.max(1)) {
        tally.push(group.iter().filter(|value| **value > 0).count() as u64, group.len() as u64);
    }
    tally.probability()
}

/// The same share with Wilson's interval at another confidence, on the same effective number of replicates.
pub(super) fn share_at(series: &Series, confidence: f64) -> Probability {
    let mut found = share(series);
    let group = series.group.max(1);
    let sums = Sums::of(series.values.iter().map(|value| i128::from(*value)), group);
    let (of, draws) = (found.of as f64, (found.of as f64 / group as f64).max(1.0));
    let (binomial, variance) = (found.estimate * (1.0 - found.estimate), sums.variance_of_mean());
    let effective = if binomial <= 0.0 || variance <= 0.0 { draws } else { binomial / variance };
    let (low, high) = wilson(found.estimate, effective.clamp(draws.min(of), of), confidence);
    found.low = if found.count == 0 { 0.0 } else { low };
    found.high = if found.count == found.of { 1.0 } else { high };
    found
}

/// The difference of a measure, `after` less `before`, over the same replicates of two points. Series of different units or
/// lengths share nothing and are taken as far as both go.
///
/// Student's interval over the differences of draws (the paired t). Where fewer than 30 draws differ, pseudo-pairs are added
/// as by Agresti and Min for matched proportions, with draws as pairs. Where none differs the interval is 0 to 0; see
/// [`Comparison::unseen`](super::Comparison::unseen) for what that leaves open.
///
/// # Source
/// A. Agresti and Y. Min, "Simple improved confidence intervals for comparing matched proportions", *Statistics in
/// Medicine* 24 (2005).
///
/// ```
/// use tidui::study::{Series, difference};
/// let series = |values: &[i64]| Series { values: values.to_vec(), scale: 1, group: 1 };
/// let same = difference(&series(&[3, 5, 4]), &series(&[3, 5, 4]));
/// assert_eq!((same.mean, same.low, same.high, same.detectable), (0.0, 0.0, 0.0, false));
/// ```
#[must_use]
pub fn difference(before: &Series, after: &Series) -> Difference {
    let (left, right) = (before.scale.max(1), after.scale.max(1));
    let scale = left.max(right);
    // Scales are powers of ten, so each divides the greater one.
    let (from, to) = (i128::from(scale / left), i128::from(scale / right));
    let pairs = before.values.iter().zip(&after.values);
    let values = pairs.map(|(before, after)| i128::from(*after) * to - i128::from(*before) * from);
    let sums = Sums::of(values, before.group);
    let ends =
        Estimate { mean: sums.mean() / scale as f64, ..sums.with_pseudo_pairs().estimate(scale as f64, CONFIDENCE) };
    let apart = |series: &Series| {
        let own = Sums::of(series.values.iter().map(|value| i128::from(*value)), series.group);
        own.variance_of_mean() / (series.scale as f64 * series.scale as f64)
    };
    Difference {
        mean: ends.mean,
        low: ends.low,
        high: ends.high,
        detectable: sums.detectable(ends),
        p: sums.p(),
        draws: sums.draws,
        unlike: sums.unlike(),
        unpaired_width: 2.0 * sums.quantile(CONFIDENCE) * libm::sqrt(apart(before) + apart(after)),
    }
}

/// How large a difference of probabilities may be although no replicate showed it, either way: Agresti and Min's interval with
/// no pair that differs, over so many draws of `group` replicates.
pub(super) fn unseen(draws: u64, group: usize) -> f64 {
    let sums = Sums { draws: draws + 2, size: group.max(1) as u64, squares: 1, ..Sums::default() };
    sums.quantile(CONFIDENCE) * libm::sqrt(sums.variance_of_mean())
}

/// Holm's adjustment of probabilities that are looked at together: below 0.05 where a difference can still be told from none
/// when any of them may look like one by chance, with at most 5 % for the whole family.
///
/// # Source
/// S. Holm, "A simple sequentially rejective multiple test procedure", *Scandinavian Journal of Statistics* 6 (1979).
pub(super) fn holm(list: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..list.len()).collect();
    let of = |index: &usize| list.get(*index).copied().unwrap_or(1.0);
    order.sort_by(|a, b| of(a).total_cmp(&of(b)));
    let (mut adjusted, mut most) = (vec![1.0; list.len()], 0.0_f64);
    for (rank, index) in order.iter().enumerate() {
        most = most.max(of(index) * (list.len() - rank) as f64).min(1.0);
        if let Some(slot) = adjusted.get_mut(*index) {
            *slot = most;
        }
    }
    adjusted
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{ContinuousCDF, StudentsT};

    use super::{Series, Sums, difference, holm, unseen};

    #[test]
    fn probabilities_agree_with_intervals_and_with_student() {
        let series = |values: Vec<i64>| Series { values, scale: 1, group: 1 };
        // Mean 0.5 and variance 0.75 · 100/99 over 100 pairs.
        let values: Vec<i64> = (0..100).map(|at| [1, 1, 1, -1][at % 4]).collect();
        let none = series(vec![0; 100]);
        let found = difference(&none, &series(values));
        let law = StudentsT::new(0.0, 1.0, 99.0).unwrap();
        let error = libm::sqrt(0.75 / 99.0);
        assert!((found.p - 2.0 * law.cdf(-0.5 / error)).abs() < 1e-12 && found.detectable);
        assert!((difference(&none, &none).p - 1.0).abs() < 1e-12);
        // Five that differ, all one way: the sign test's 2 · 2⁻⁵ has the last word.
        let few: Vec<i64> = (0..100).map(|at| i64::from(at < 5)).collect();
        let found = difference(&none, &series(few));
        assert!((found.p - 0.0625).abs() < 1e-12 && !found.detectable, "{found:?}");
    }

    /// One pair of 2,000 that differs leaves a half as open as Agresti and Min's √2 pairs; none leaves that of one.
    #[test]
    fn few_that_differ_leave_more_open_than_they_show() {
        let series = |differ: usize| {
            let values = (0..2000).map(|at| i64::from(at < differ)).collect();
            Series { values, scale: 1, group: 1 }
        };
        let found = difference(&series(0), &series(1));
        let half = 1.96 * libm::sqrt(2.0) / 2002.0;
        assert!((found.width() / 2.0 - half).abs() < 1e-5, "{found:?}");
        assert!(found.low < 0.0 && found.high > 0.001 && !found.detectable);
        assert!((unseen(2000, 1) - 1.96 / 2002.0).abs() < 1e-6);
        let many = difference(&series(0), &series(100));
        assert!((many.width() / 2.0 - 1.96 * libm::sqrt(0.05 * 0.95 / 1999.0)).abs() < 1e-4);
    }

    #[test]
    fn holm_steps_down() {
        // The example of R's p.adjust(c(0.01, 0.04, 0.03, 0.5), "holm").
        let found = holm(&[0.01, 0.04, 0.03, 0.5]);
        for (found, expected) in found.iter().zip([0.04, 0.09, 0.09, 0.5]) {
            assert!((found - expected).abs() < 1e-12, "{found}, {expected}");
        }
        assert!(holm(&[]).is_empty());
    }

    #[test]
    fn the_quantile_by_expansion_is_that_of_students_law() {
        for (draws, confidence) in [(201, 0.95), (201, 0.999), (1000, 0.95), (50_000, 0.99)] {
            let found = Sums { draws, size: 1, ..Sums::default() }.quantile(confidence);
            let law = StudentsT::new(0.0, 1.0, (draws - 1) as f64).unwrap();
            let exact = law.inverse_cdf(0.5 + confidence / 2.0);
            assert!((found - exact).abs() < 1e-6, "{draws}: {found}, {exact}");
        }
    }
}
