//! How a probability is distributed over what is not known, with the noise of counting taken out.

use nalgebra::{DMatrix, DVector};
use serde::{Deserialize, Serialize};

use super::paired::Estimate;
use super::resample::{BLOCK, Resamples, weight};

/// Places at which the distribution has its mass.
const PLACES: usize = 101;
/// How far apart they are.
const PLACE: f64 = 1.0 / (PLACES - 1) as f64;
/// Polynomials of the density's logarithm; beside them stand places of their own for never and always.
const DEGREE: usize = 5;
/// How strongly the density is drawn to an even one, in draws.
const PENALTY: f64 = 0.1;
/// Rounds of the fit, and of one that begins near its end.
const ROUNDS: usize = 120;
const AGAIN: usize = 8;

/// A probability as a distribution over what is not known.
///
/// # Source
/// The g-modelling of B. Efron, "Empirical Bayes deconvolution estimates", *Biometrika* 103 (2016): the logarithm of the
/// density is a polynomial, fitted to the counts by penalised likelihood, here with an atom at either end.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mixing {
    places: Vec<f64>,
    mass: Vec<f64>,
    weights: DVector<f64>,
}

/// Shares of futures in which a probability is at least so much.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reaching {
    /// The probability.
    pub level: f64,
    /// Share of what may be the case in which it is at least that, with its 95 % interval.
    pub share: Estimate,
}

/// The fit's fixed parts.
struct Basis {
    places: Vec<f64>,
    /// By place and column.
    columns: DMatrix<f64>,
    /// Of a count of hits its probability at each place.
    likelihood: DMatrix<f64>,
}

impl Basis {
    fn new(times: usize) -> Self {
        let places: Vec<f64> = (0..PLACES).map(|place| place as f64 / (PLACES - 1) as f64).collect();
        let column = |row: usize, column: usize| match column {
            DEGREE => f64::from(row == 0),
            _ if column > DEGREE => f64::from(row == PLACES - 1),
            _ => legendre(column + 1, 2.0 * places[row] - 1.0),
        };
        let columns = DMatrix::from_fn(PLACES, DEGREE + 2, column);
        let likelihood = DMatrix::from_fn(times + 1, PLACES, |hits, place| binomial(hits, times, places[place]));
        Self { places, columns, likelihood }
    }

    fn mass(&self, weights: &DVector<f64>) -> DVector<f64> {
        let logs = &self.columns * weights;
        let most = logs.max();
        let mass = logs.map(|log| libm::exp(log - most));
        let all = mass.sum();
        mass / all
    }

    /// Fits to how many draws had each count of hits: expectation and maximisation, the latter by a step of Newton's.
    fn fit(&self, counts: &[f64], start: DVector<f64>, rounds: usize) -> DVector<f64> {
        let mut weights = start;
        let draws: f64 = counts.iter().sum();
        for _ in 0..rounds {
            let mass = self.mass(&weights);
            let mut expected = DVector::zeros(PLACES);
            for (hits, count) in counts.iter().enumerate().filter(|(_, count)| **count > 0.0) {
                let parts = self.likelihood.row(hits).transpose().component_mul(&mass);
                let all = parts.sum();
                if all > 0.0 {
                    expected += parts * (count / all);
                }
            }
            let gradient = self.columns.transpose() * (&expected - &mass * draws) - &weights * (2.0 * PENALTY);
            let mean = self.columns.transpose() * &mass;
            let weighted = DMatrix::from_fn(PLACES, DEGREE + 2, |row, column| self.columns[(row, column)] * mass[row]);
            let mut curvature = (self.columns.transpose() * weighted - &mean * mean.transpose()) * draws;
            for at in 0..DEGREE + 2 {
                curvature[(at, at)] += 2.0 * PENALTY;
            }
            let Some(step) = curvature.cholesky().map(|own| own.solve(&gradient)) else { break };
            // Half of the step, and half of that, until it does not lose: far from the end the curvature is soon another one.
            let gain = |weights: &DVector<f64>| {
                let logs = &self.columns * weights;
                let most = logs.max();
                let all = most + libm::log(logs.iter().map(|log| libm::exp(log - most)).sum());
                expected.dot(&logs) - draws * all - PENALTY * weights.norm_squared()
            };
            let (before, mut part) = (gain(&weights), 1.0);
            while part > 1e-6 && gain(&(&weights + &step * part)) < before {
                part /= 2.0;
            }
            weights += &step * part;
            if step.amax() * part < 1e-7 {
                break;
            }
        }
        weights
    }
}

/// Legendre's polynomial of a degree.
fn legendre(degree: usize, x: f64) -> f64 {
    let (mut before, mut now) = (1.0, x);
    for n in 1..degree {
        let n = n as f64;
        (before, now) = (now, ((2.0 * n + 1.0) * x * now - n * before) / (n + 1.0));
    }
    now
}

/// The probability of so many hits.
fn binomial(hits: usize, times: usize, p: f64) -> f64 {
    let ways = (0..hits).fold(1.0, |ways, at| ways * (times - at) as f64 / (at + 1) as f64);
    ways * power(p, hits) * power(1.0 - p, times - hits)
}

/// A whole power, by squares. `powi` is not held to the same bits everywhere.
fn power(mut square: f64, mut exponent: usize) -> f64 {
    let mut power = 1.0;
    while exponent > 0 {
        if exponent % 2 == 1 {
            power *= square;
        }
        exponent /= 2;
        square *= square;
    }
    power
}

/// The variance of the probability over draws, from how many had each count of hits: that of their shares less what counting adds.
fn spread_of(counts: &[f64]) -> f64 {
    let times = counts.len().saturating_sub(1).max(1) as f64;
    let draws: f64 = counts.iter().sum();
    let share = |hits: usize| hits as f64 / times;
    let mean = counts.iter().enumerate().map(|(hits, count)| count * share(hits)).sum::<f64>() / draws;
    let (mut between, mut within) = (0.0, 0.0);
    for (hits, count) in counts.iter().enumerate() {
        between += count * (share(hits) - mean) * (share(hits) - mean);
        within += count * share(hits) * (1.0 - share(hits)) * times / (times - 1.0).max(1.0);
    }
    (between / (draws - 1.0).max(1.0) - within / draws / times).max(0.0)
}

impl Mixing {
    /// The distribution from which draws had so many hits of `times` replicates each.
    fn of(basis: &Basis, hits: impl Iterator<Item = (usize, f64)>, start: Option<&Self>) -> Self {
        let mut counts = vec![0.0; basis.likelihood.nrows()];
        hits.for_each(|(hits, times)| counts[hits] += times);
        let (from, rounds) = match start {
            Some(own) => (own.weights.clone(), AGAIN),
            None => (DVector::zeros(DEGREE + 2), ROUNDS),
        };
        let weights = basis.fit(&counts, from, rounds);
        let mass: Vec<f64> = basis.mass(&weights).iter().copied().collect();
        let mut own = Self { places: basis.places.clone(), mass, weights };
        own.narrow(spread_of(&counts));
        own
    }

    /// Draws places towards the mean until they spread by no more than analysis of variance says: a smooth curve is wider than
    /// something that hardly varies.
    fn narrow(&mut self, variance: f64) {
        let (mean, own) = (self.mean(), self.variance());
        if own > variance {
            let part = libm::sqrt(variance / own);
            self.places.iter_mut().for_each(|place| *place = mean + (*place - mean) * part);
        }
    }

    fn variance(&self) -> f64 {
        let mean = self.mean();
        self.places.iter().zip(&self.mass).map(|(place, mass)| (place - mean) * (place - mean) * mass).sum()
    }

    /// The masses around 0, 0.01 … 1.
    fn binned(&self) -> Vec<f64> {
        let mut bins = vec![0.0; PLACES];
        for (place, mass) in self.places.iter().zip(&self.mass) {
            bins[((place * (PLACES - 1) as f64).round() as usize).min(PLACES - 1)] += mass;
        }
        bins
    }

    /// Share of the distribution at a level and above; the mass of a place lies evenly around it.
    fn at_least(&self, level: f64) -> f64 {
        let last = PLACES - 1;
        let step = (self.places[last] - self.places[0]) / last as f64;
        let above = |place: f64| {
            if step > 1e-9 { ((place - level) / step + 0.5).clamp(0.0, 1.0) } else { f64::from(place >= level) }
        };
        // Never and always are points.
        let of = |(at, place): (usize, &f64)| {
            let is_point = at == 0 && *place <= 0.0 || at == last && *place >= 1.0;
            if is_point { f64::from(*place >= level) } else { above(*place) }
        };
        self.places.iter().enumerate().map(of).zip(&self.mass).map(|(part, mass)| part * mass).sum()
    }

    fn mean(&self) -> f64 {
        self.places.iter().zip(&self.mass).map(|(place, mass)| place * mass).sum()
    }

    /// The mean over the share `part` of the distribution that is least.
    fn worst(&self, part: f64) -> f64 {
        let (mut left, mut sum) = (part, 0.0);
        for (place, mass) in self.places.iter().zip(&self.mass) {
            let own = mass.min(left);
            sum += place * own;
            left -= own;
        }
        sum / part
    }

    /// The probability that lies in the share `below` of the distribution from the least on.
    fn quantile(&self, below: f64) -> f64 {
        let mut sum = 0.0;
        for (place, mass) in self.places.iter().zip(&self.mass) {
            sum += mass;
            if sum >= below - 1e-12 {
                return *place;
            }
        }
        1.0
    }
}

/// What is said of a probability over what is not known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// Its mean over what is not known.
    pub mean: f64,
    /// Its standard deviation there, without the noise of counting.
    pub sd: f64,
    /// Its quantiles at 5, 25, 50, 75 and 95 %.
    pub quantiles: [f64; 5],
    /// How often it is at least so much.
    pub reaching: Vec<Reaching>,
    /// The distribution: masses at 0, 0.01 … 1.
    pub mass: Vec<f64>,
}

/// The quantiles that are told.
pub const QUANTILES: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

/// The distribution of a probability, and what it would have been had other blocks of draws come up.
pub(crate) struct Fitted {
    own: Mixing,
    again: Vec<Mixing>,
}

impl Fitted {
    /// From hits of `times` replicates of each draw.
    pub(crate) fn of(hits: &[usize], times: usize, seed: u64) -> Self {
        let basis = Basis::new(times);
        let own = Mixing::of(&basis, hits.iter().map(|hits| (*hits, 1.0)), None);
        let resamples = Resamples::few(seed, "mixing", hits.len().div_ceil(BLOCK));
        let again = resamples
            .each(|taken| {
                let hits = hits.iter().enumerate().map(|(draw, hits)| (*hits, weight(Some(taken), draw)));
                Mixing::of(&basis, hits, Some(&own))
            })
            .collect();
        Self { own, again }
    }

    /// In what share of what may be the case the probability is at least so much.
    pub(crate) fn reaching(&self, level: f64) -> Estimate {
        let mean = self.own.at_least(level);
        let ends = |level: f64| super::resample::ends(mean, self.again.iter().map(|own| own.at_least(level)).collect());
        // A place stands for a hundredth: a distribution is known no finer than that.
        Estimate { mean, low: ends(level + PLACE).low, high: ends(level - PLACE).high }
    }

    /// The mean probability over the share `part` of what may be the case in which it is least.
    pub(crate) fn worst(&self, part: f64) -> Estimate {
        super::resample::ends(self.own.worst(part), self.again.iter().map(|own| own.worst(part)).collect())
    }

    /// What is said of it.
    pub(crate) fn spread(&self, levels: &[f64]) -> Spread {
        let reaching = |level: &f64| Reaching { level: *level, share: self.reaching(*level) };
        Spread {
            mean: self.own.mean(),
            sd: libm::sqrt(self.own.variance()),
            quantiles: QUANTILES.map(|below| self.own.quantile(below)),
            reaching: levels.iter().map(reaching).collect(),
            mass: self.own.binned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use statrs::distribution::{Beta, ContinuousCDF as _};

    use super::*;
    use crate::random::{Decision, Luck};

    fn hits(seed: u64, draws: usize, times: usize, probability: &dyn Fn(f64) -> f64) -> Vec<usize> {
        let decision = Decision::new("test", "mixing");
        let one = |draw: usize| {
            let luck = Luck::of_replicate(seed, draw as u64);
            let p = probability(luck.uniform(decision, 0, 0));
            (0..times).filter(|time| luck.uniform(decision, 1 + *time as u64, 0) < p).count()
        };
        (0..draws).map(one).collect()
    }

    /// Of Beta(2, 3), of one probability for all, and of never or always: shares above a half, and spread.
    #[test]
    fn known_distributions_come_back() {
        let beta = Beta::new(2.0, 3.0).unwrap();
        let found = Fitted::of(&hits(1, 2048, 16, &|u| beta.inverse_cdf(u)), 16, 1).spread(&[0.5, 0.8]);
        assert!((found.mean - 0.4).abs() < 0.02 && (found.sd - 0.2).abs() < 0.015, "{found:?}");
        for reaching in &found.reaching {
            let truth = 1.0 - beta.cdf(reaching.level);
            assert!((reaching.share.mean - truth).abs() < 0.03, "{reaching:?} {truth}");
        }
        // Counting alone spreads the shares by 0.12; hardly anything of it is left.
        let found = Fitted::of(&hits(2, 2048, 16, &|_| 0.6), 16, 2).spread(&[0.5]);
        assert!((found.mean - 0.6).abs() < 0.01 && found.sd < 0.03, "{found:?}");
        assert!(found.reaching[0].share.mean > 0.93, "{found:?}");
        let found = Fitted::of(&hits(3, 2048, 16, &|u| f64::from(u < 0.3)), 16, 3).spread(&[0.5]);
        assert!((found.reaching[0].share.mean - 0.3).abs() < 0.02 && found.quantiles[0] < 0.02, "{found:?}");
    }

    /// Over 200 seeds the interval of the share above a half holds the truth in 180 and more.
    #[test]
    fn intervals_of_shares_hold_the_truth() {
        for (a, b) in [(2.0, 3.0), (1.0, 1.0), (8.0, 4.0)] {
            let beta = Beta::new(a, b).unwrap();
            let (truth, mut held) = (1.0 - beta.cdf(0.5), 0);
            for seed in 0..200 {
                let own = Fitted::of(&hits(seed, 512, 16, &|u| beta.inverse_cdf(u)), 16, seed).spread(&[0.5]).reaching
                    [0]
                .share;
                held += u32::from(own.low <= truth && truth <= own.high);
            }
            println!("Beta({a}, {b}): {held} of 200");
            assert!(held >= 180, "Beta({a}, {b}): {held}");
        }
    }
}
