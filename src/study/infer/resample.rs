//! The bootstrap: what an estimate would have been, had other blocks of rows come up.

use rand::RngExt as _;

use crate::random::{Decision, Luck};

use super::paired::Estimate;

/// Rows of a block that are drawn together: a slice of the stratified draws, which is spread out by itself.
pub(crate) const BLOCK: usize = 16;
/// Resamples of an interval.
const TIMES: usize = 400;

/// How often each block is taken in each of many resamples, drawn with replacement from an address of its own.
///
/// # Source
/// B. Efron, "Bootstrap methods: another look at the jackknife", *Annals of Statistics* 7 (1979); percentile intervals.
#[derive(Clone, Debug)]
pub(crate) struct Resamples {
    times: Vec<Vec<u32>>,
}

impl Resamples {
    /// Resamples of so many blocks, for the study called `name`.
    pub(crate) fn new(seed: u64, name: &str, blocks: usize) -> Self {
        Self::of(TIMES, seed, name, blocks)
    }

    /// Fewer of them, for what takes long each time and is told by its standard deviation.
    pub(crate) fn few(seed: u64, name: &str, blocks: usize) -> Self {
        Self::of(TIMES / 4, seed, name, blocks)
    }

    fn of(times: usize, seed: u64, name: &str, blocks: usize) -> Self {
        let decision = Decision::new("resample", name);
        let one = |at: usize| {
            let mut stream = Luck::of_parameters(seed, 0).at(decision, at as u64, 0);
            let mut taken = vec![0; blocks];
            for _ in 0..blocks {
                taken[stream.random_range(0..blocks)] += 1;
            }
            taken
        };
        Self { times: if blocks == 0 { Vec::new() } else { (0..times).map(one).collect() } }
    }

    /// An estimate in every resample, from how often each block is taken.
    pub(crate) fn each<'own, T>(
        &'own self,
        estimate: impl Fn(&'own [u32]) -> T + 'own,
    ) -> impl Iterator<Item = T> + 'own {
        self.times.iter().map(move |taken| estimate(taken))
    }

    /// An estimate with its 95 % interval.
    pub(crate) fn interval(&self, mean: f64, estimate: impl Fn(&[u32]) -> f64) -> Estimate {
        ends(mean, self.each(estimate).collect())
    }

    /// The mean of a number over rows, with its 95 % interval.
    pub(crate) fn mean(&self, values: &[f64]) -> Estimate {
        self.interval(mean_over(values, None), |taken| mean_over(values, Some(taken)))
    }
}

/// How often a row counts: as often as its block is taken, and once where nothing is resampled.
pub(crate) fn weight(taken: Option<&[u32]>, row: usize) -> f64 {
    taken.map_or(1.0, |taken| f64::from(taken[row / BLOCK]))
}

/// The mean of a number over rows, of which each counts as often as its block is taken.
pub(crate) fn mean_over(values: &[f64], taken: Option<&[u32]>) -> f64 {
    let (mut sum, mut all) = (0.0, 0.0);
    for (row, value) in values.iter().enumerate() {
        let weight = weight(taken, row);
        sum += weight * value;
        all += weight;
    }
    sum / all
}

/// The middle 95 % of what resamples gave; the estimate is never outside.
pub(crate) fn ends(mean: f64, mut values: Vec<f64>) -> Estimate {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let at = |share: f64| values.get((share * last).round() as usize).copied().unwrap_or(mean);
    Estimate { mean, low: at(0.025).min(mean), high: at(0.975).max(mean) }
}

/// How many numbers there are, their mean, and the sum of squares about it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Moments {
    count: f64,
    pub(crate) mean: f64,
    squares: f64,
}

impl Moments {
    /// Those of all numbers in a list; of none 0.
    pub(crate) fn of(values: &[f64]) -> Self {
        let count = values.len().max(1) as f64;
        let mean = values.iter().sum::<f64>() / count;
        Self { count, mean, squares: values.iter().map(|value| (value - mean) * (value - mean)).sum() }
    }

    /// The variance of these numbers, being all that there are.
    pub(crate) fn variance(&self) -> f64 {
        self.squares / self.count
    }

    /// The root of that.
    pub(crate) fn deviation(&self) -> f64 {
        libm::sqrt(self.variance())
    }

    /// The standard deviation of what these numbers are a sample of.
    pub(crate) fn sampled_deviation(&self) -> f64 {
        libm::sqrt(self.squares / (self.count - 1.0).max(1.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_resample_takes_as_many_blocks_and_the_same_every_time() {
        let all = Resamples::new(7, "test", 60);
        assert!(all.each(|taken| taken.iter().sum::<u32>()).all(|sum| sum == 60));
        let again = Resamples::new(7, "test", 60);
        assert!(all.each(<[u32]>::to_vec).eq(again.each(<[u32]>::to_vec)));
        let other = Resamples::new(7, "other", 60);
        assert!(!all.each(<[u32]>::to_vec).eq(other.each(<[u32]>::to_vec)));
    }

    #[test]
    fn rows_count_as_often_as_their_block_is_taken() {
        let values: Vec<f64> = (0..BLOCK + 2).map(|row| if row < BLOCK { 1.0 } else { 4.0 }).collect();
        let mean = |taken: Option<&[u32]>| mean_over(&values, taken);
        assert!((mean(None) - 24.0 / 18.0).abs() < 1e-12);
        assert!((mean(Some(&[0, 2])) - 4.0).abs() < 1e-12 && (mean(Some(&[2, 0])) - 1.0).abs() < 1e-12);
        assert!((mean(Some(&[1, 4])) - 48.0 / 24.0).abs() < 1e-12);
        let own = Moments::of(&[1.0, 2.0, 3.0, 6.0]);
        assert!((own.mean - 3.0).abs() < 1e-12 && (own.variance() - 3.5).abs() < 1e-12);
        assert!((own.sampled_deviation() - libm::sqrt(14.0 / 3.0)).abs() < 1e-12);
    }
}
