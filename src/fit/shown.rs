//! A number that every year shows anew, and how much years differ in it, on a grid.

use crate::random::standard_normal_quantile;
use crate::scenario::{Parameter, ParameterId};

use super::findings::{Known, LEVELS, Sort, Spread, Why};
use super::prior::{SdPrior, WIDENED};

/// Points of the grid of the number, of the spread between years, and of a year.
const POINTS: usize = 201;
const SPREADS: usize = 25;
/// The last step of the spreads is halved so often towards its end, for years that differ by more than was thought.
const HALVED: usize = 20;
const CELLS: usize = SPREADS + HALVED;
const YEARS: usize = 81;

/// The 95th percentile of the standard normal law.
const OUTER: f64 = 1.644_853_626_951_472_2;

/// On what scale years lie around a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Scale {
    /// A year has the number times exp(σ z).
    Logarithm,
    /// The same, and Poisson-many around that.
    Chance,
    /// A year has the number plus σ z.
    Plain,
}

impl Scale {
    /// A value on the scale.
    fn of(self, value: f64) -> f64 {
        if self == Self::Plain { value } else { libm::log(value.max(0.1)) }
    }

    /// What it is a value of.
    fn back(self, value: f64) -> f64 {
        if self == Self::Plain { value } else { libm::exp(value) }
    }

    /// One standard deviation of a number that is stated without a range, and how far beyond all that is stated and seen the
    /// grid goes.
    const fn unknown(self) -> f64 {
        if matches!(self, Self::Plain) { 0.03 } else { 1.0 }
    }
}

/// What is known of numbers that years show.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) known: Vec<Known>,
    pub(super) spreads: Vec<Spread>,
    pub(super) refused: Vec<(ParameterId, Why)>,
}

/// A number as years show it.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    pub(super) parameter: ParameterId,
    pub(super) number: &'a Parameter,
    pub(super) sort: Sort,
    pub(super) scale: Scale,
    /// What each year showed.
    pub(super) years: &'a [f64],
    /// What was counted: see [`Known`].
    pub(super) at_risk: f64,
    pub(super) events: f64,
}

impl Shown<'_> {
    /// What is known of it, and of how much years differ, which is told at `path`.
    pub(super) fn read(&self, sd: &SdPrior, path: String) -> (Known, Spread) {
        let Self { number, scale, years, .. } = *self;
        let [low, middle, high] = [0.05, 0.5, 0.95].map(|u| scale.of(number.quantile(u)));
        let reach = scale.unknown();
        // A range is taken to be as much wider than it says as those of rates are.
        let (below, above, widened) = if number.is_known() {
            (reach, reach, 1.0)
        } else {
            let side = |wide: f64| (WIDENED * wide / OUTER).max(1e-3);
            (side(middle - low), side(high - middle), WIDENED)
        };
        // A year of nobody lies somewhere too.
        let more = if scale == Scale::Plain { 0.0 } else { 0.5 };
        let ends = |of: fn(f64, f64) -> f64, start: f64| years.iter().map(|one| scale.of(one + more)).fold(start, of);
        let (first, last) =
            (ends(f64::min, middle - 2.0 * below) - reach, ends(f64::max, middle + 2.0 * above) + reach);
        let step = (last - first) / (POINTS - 1) as f64;
        let at = |place: usize| first + step * place as f64;
        // Percentiles in equal steps weigh alike under their laws.
        let sds = spreads(sd);
        let deviations: Vec<f64> =
            (0..YEARS).map(|place| standard_normal_quantile((place as f64 + 0.5) / YEARS as f64)).collect();
        let mut logs = vec![[0.0; CELLS]; POINTS];
        let mut greatest = f64::NEG_INFINITY;
        for (place, row) in logs.iter_mut().enumerate() {
            let centre = at(place);
            let u = (centre - middle) / if centre < middle { below } else { above };
            for (cell, (sd, weight)) in row.iter_mut().zip(&sds) {
                let rates: Vec<f64> = deviations.iter().map(|z| centre + sd * z).collect();
                let expected: Vec<f64> = rates.iter().map(|rate| libm::exp(*rate)).collect();
                let of_year = |count: &f64| {
                    if scale != Scale::Chance {
                        // No finer than the grid: what is stated to the head is not known so well.
                        let (sd, beyond) = (sd.max(step), scale.of(*count) - centre);
                        return -beyond * beyond / (2.0 * sd * sd) - libm::log(sd);
                    }
                    let terms = || rates.iter().zip(&expected).map(|(rate, expected)| count * rate - expected);
                    let most = terms().fold(f64::NEG_INFINITY, f64::max);
                    most + libm::log(terms().map(|term| libm::exp(term - most)).sum::<f64>())
                };
                *cell = years.iter().map(of_year).sum::<f64>() - u * u / 2.0 + libm::log(*weight);
                greatest = greatest.max(*cell);
            }
        }
        let weights: Vec<[f64; CELLS]> = logs.iter().map(|row| row.map(|cell| libm::exp(cell - greatest))).collect();
        let of_number: Vec<(f64, f64)> =
            weights.iter().enumerate().map(|(place, row)| (at(place), row.iter().sum::<f64>())).collect();
        let of_sd: Vec<(f64, f64)> = sds
            .iter()
            .enumerate()
            .map(|(place, (sd, _))| (*sd, weights.iter().map(|row| row[place]).sum::<f64>()))
            .collect();
        let quantiles: Vec<[f64; 2]> =
            quantiles(&of_number).into_iter().map(|[level, value]| [level, scale.back(value)]).collect();
        let outer = OUTER / widened;
        let prior = [middle - outer * below, middle, middle + outer * above].map(|value| scale.back(value));
        let now = quantiles[LEVELS.len() / 2][1];
        let known = Known {
            parameter: self.parameter,
            path: number.path.clone(),
            sort: self.sort,
            prior,
            outside: now < prior[0] || now > prior[2],
            quantiles,
            at_risk: self.at_risk,
            events: self.events,
            bound: false,
            alike: Vec::new(),
        };
        let prior = [0.05, 0.5, 0.95].map(|u| sd.quantile(u));
        let spread = Spread { path, prior, quantiles: self::quantiles(&of_sd), years: years.len() };
        (known, spread)
    }
}

/// Spreads and what each weighs: equal steps of their percentiles, of which the last is halved again and again.
fn spreads(sd: &SdPrior) -> Vec<(f64, f64)> {
    let step = 1.0 / SPREADS as f64;
    let even = (0..SPREADS - 1).map(|place| (sd.quantile((place as f64 + 0.5) * step), 1.0));
    let halved = (0..=HALVED).map(|times| {
        let rest = libm::exp2(-(times as f64));
        // The last takes all that is left.
        let weight = if times == HALVED { rest } else { rest / 2.0 };
        (sd.quantile(1.0 - step * (rest - weight / 2.0)), weight)
    });
    even.chain(halved).collect()
}

/// Values at the percentiles that are told, of points with their weights: halfway to its neighbours each is spread evenly.
fn quantiles(points: &[(f64, f64)]) -> Vec<[f64; 2]> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    let mut curve = Vec::with_capacity(points.len());
    for (value, weight) in points {
        let share = weight / total;
        if share > 1e-7 {
            curve.push((below + share / 2.0, *value));
        }
        below += share;
    }
    LEVELS
        .map(|level| {
            let place = curve.partition_point(|(share, _)| *share < level);
            let value = match (place.checked_sub(1).and_then(|before| curve.get(before)), curve.get(place)) {
                (Some((low, from)), Some((high, to))) => from + (to - from) * (level - low) / (high - low).max(1e-300),
                (Some((_, only)), None) | (None, Some((_, only))) => *only,
                (None, None) => f64::NAN,
            };
            [level, value]
        })
        .to_vec()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_may_differ_by_more_than_was_thought() {
        let sds = spreads(&SdPrior::HalfNormal(0.03));
        assert_eq!(sds.len(), CELLS);
        assert!(sds.is_sorted_by(|(one, _), (other, _)| one < other));
        assert!((sds.iter().map(|(_, weight)| weight).sum::<f64>() - SPREADS as f64).abs() < 1e-9);
        // Beyond five standard deviations of the prior.
        assert!(sds.last().is_some_and(|(sd, _)| *sd > 0.15));
        // In the middle of the law, its own quantiles.
        let told = quantiles(&sds);
        for [level, value] in told.iter().filter(|[level, _]| (0.05..0.96).contains(level)) {
            assert!((value - SdPrior::HalfNormal(0.03).quantile(*level)).abs() < 0.001, "{level}: {value}");
        }
    }
}
