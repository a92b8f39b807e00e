//! Forecasts taken together, and how many of them had to hold.
//!
//! How many of the intervals of an origin hold what comes is not binomial: all quantities of a year share its luck. So the
//! forecasts themselves say it: every replicate of an origin is taken for the truth once, and counted. One year ahead, origins do
//! not depend on each other if the forecasts are right (Diebold, Gunther and Tay 1998), and their counts are folded. Further
//! ahead they overlap; there all origins are taken to err together, which makes the bounds as wide as they can be.

use super::findings::{Comparison, LEAST, LEVELS, Pooled, Sort, Verdict};

/// What right forecasts have outside the bounds, below and above together.
const OUTSIDE: f64 = 0.01;

/// By level and number of intervals that hold, how probable that is for the comparisons of one origin.
pub(super) type Counts = [Vec<f64>; 3];

/// The comparisons of an origin that are taken together, and how many of them hold in right forecasts.
#[derive(Clone, Debug)]
pub(super) struct Part<'a> {
    pub(super) comparisons: Vec<&'a Comparison>,
    pub(super) counts: Counts,
}

/// How probable each number of intervals is that hold, if each of `held` is as probable as another: by replicate, level and
/// comparison whether the replicate lies within the interval.
pub(super) fn counts(held: impl Iterator<Item = [usize; 3]>, most: usize) -> Counts {
    let mut counts: Counts = std::array::from_fn(|_| vec![0.0; most + 1]);
    let mut all = 0.0;
    for one in held {
        all += 1.0;
        for (level, count) in one.into_iter().enumerate() {
            counts[level][count.min(most)] += 1.0;
        }
    }
    counts.each_mut().into_iter().flatten().for_each(|one| *one /= f64::max(all, 1.0));
    counts
}

/// The distribution of a sum of two numbers that do not depend on each other.
fn folded(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut sum = vec![0.0; one.len() + other.len() - 1];
    for (first, a) in one.iter().enumerate() {
        for (second, b) in other.iter().enumerate() {
            sum[first + second] += a * b;
        }
    }
    sum
}

/// The least number that is not exceeded with a probability.
fn quantile(counts: &[f64], probability: f64) -> usize {
    let mut sum = 0.0;
    counts
        .iter()
        .position(|one| {
            sum += one;
            sum > probability - 1e-12
        })
        .unwrap_or(counts.len().saturating_sub(1))
}

/// The least and the most that right forecasts have: of origins that do not depend on each other, or that all err together.
fn bounds(parts: &[Part<'_>], level: usize, apart: bool) -> [usize; 2] {
    let ends = |counts: &[f64]| [quantile(counts, OUTSIDE / 2.0), quantile(counts, 1.0 - OUTSIDE / 2.0)];
    if apart {
        return ends(&parts.iter().fold(vec![1.0], |sum, part| folded(&sum, &part.counts[level])));
    }
    let each = parts.iter().map(|part| ends(&part.counts[level]));
    each.fold([0, 0], |[low, high], [least, most]| [low + least, high + most])
}

fn verdict(held: usize, [least, most]: [usize; 2], count: usize) -> Verdict {
    match held {
        _ if count < LEAST => Verdict::TooFew,
        _ if held < least => Verdict::Fewer,
        _ if held > most => Verdict::More,
        _ => Verdict::Holds,
    }
}

/// Comparisons taken together; none without any.
pub(super) fn pooled(parts: &[Part<'_>], sort: Option<Sort>, years: Option<u32>) -> Option<Pooled> {
    let all: Vec<&Comparison> = parts.iter().flat_map(|part| part.comparisons.iter().copied()).collect();
    let count = all.len();
    if count == 0 {
        return None;
    }
    let mean = |of: &dyn Fn(&Comparison) -> f64| all.iter().map(|one| of(one)).sum::<f64>() / count as f64;
    let levels: [usize; LEVELS.len()] = std::array::from_fn(|level| level);
    let held = levels.map(|level| all.iter().filter(|one| one.score.held[level]).count());
    let bounds = levels.map(|level| bounds(parts, level, years == Some(1)));
    let (crps, same) = (mean(&|one| one.score.crps), mean(&|one| (one.same - one.observed).abs()));
    Some(Pooled {
        sort,
        years,
        count,
        held,
        expected: levels.map(|level| all.iter().map(|one| one.forecast.within[level]).sum()),
        bounds,
        verdicts: levels.map(|level| verdict(held[level], bounds[level], count)),
        interval: levels.map(|level| mean(&|one| one.score.interval[level])),
        crps,
        same,
        skill: (same > 0.0).then(|| 1.0 - crps / same),
    })
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Binomial, DiscreteCDF as _};

    use super::*;

    /// Comparisons that do not depend on each other are binomial, and so are the bounds then.
    #[test]
    fn without_dependence_the_bounds_are_binomial() {
        let one = Part { comparisons: Vec::new(), counts: std::array::from_fn(|_| vec![0.2, 0.8]) };
        let parts = vec![one; 60];
        let [least, most] = bounds(&parts, 0, true);
        let binomial = Binomial::new(0.8, 60).unwrap();
        assert!(binomial.cdf(least as u64 - 1) < 0.005 && binomial.cdf(least as u64) >= 0.005);
        assert!(binomial.cdf(most as u64) >= 0.995 && binomial.cdf(most as u64 - 1) < 0.995);
        // All together or none: anything may come.
        assert_eq!(bounds(&parts, 0, false), [0, 60]);
    }

    #[test]
    fn counts_are_shares_of_replicates() {
        let counts = counts([[0, 1, 2], [2, 1, 2]].into_iter(), 2);
        assert_eq!(counts, [vec![0.5, 0.0, 0.5], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]]);
        assert_eq!([0.005, 0.5, 0.51].map(|share| quantile(&counts[0], share)), [0, 0, 2]);
    }

    #[test]
    fn few_comparisons_are_not_judged() {
        assert_eq!(verdict(3, [4, 9], LEAST - 1), Verdict::TooFew);
        assert_eq!(
            [3, 4, 9, 10].map(|held| verdict(held, [4, 9], LEAST)),
            [Verdict::Fewer, Verdict::Holds, Verdict::Holds, Verdict::More]
        );
    }
}
