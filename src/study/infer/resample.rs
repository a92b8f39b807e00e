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
}

/// The middle 95 % of what resamples gave; the estimate is never outside.
pub(crate) fn ends(mean: f64, mut values: Vec<f64>) -> Estimate {
    values.retain(|value| value.is_finite());
    values.sort_by(f64::total_cmp);
    let last = values.len().saturating_sub(1) as f64;
    let at = |share: f64| values.get((share * last).round() as usize).copied().unwrap_or(mean);
    Estimate { mean, low: at(0.025).min(mean), high: at(0.975).max(mean) }
}

/// Standard deviation of what resamples gave.
pub(crate) fn deviation(values: impl Iterator<Item = f64> + Clone) -> f64 {
    let count = values.clone().count().max(1) as f64;
    let mean = values.clone().sum::<f64>() / count;
    libm::sqrt(values.map(|value| (value - mean) * (value - mean)).sum::<f64>() / count)
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
}
