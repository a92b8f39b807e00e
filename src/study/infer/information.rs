//! What finding out would be worth: the value of information for a choice among plans.

use nalgebra::DMatrix;
use serde::{Deserialize, Serialize};

use crate::random::standard_normal_quantile;

use super::paired::Estimate;
use super::resample::{BLOCK, Moments, Resamples, mean_over};

/// Where the knots of a spline stand, as percentiles of what is regressed on.
const KNOTS: [f64; 5] = [0.05, 0.275, 0.5, 0.725, 0.95];
/// Half the width of a 95 % interval, in standard deviations.
const WIDE: f64 = 1.96;

/// The value of knowing something, with its error.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Information {
    /// The value: what choices by a fit gained in fact; below 0 it is none that can be told.
    pub value: Estimate,
    /// How much more the fit promises than its choices gained: the upward bias of the usual estimate, which is `value` and this.
    pub bias: f64,
}

/// What plans gain over the first of them, row by row, regressed on percentiles.
///
/// The expected gain of a plan given what is known is a natural cubic spline in the normal score of each percentile, with four
/// degrees of freedom for each; of several the sum of theirs.
///
/// # Source
/// M. Strong, J. E. Oakley and A. Brennan, "Estimating multiparameter partial expected value of perfect information from a
/// probabilistic sensitivity analysis sample: a nonparametric regression approach", *Medical Decision Making* 34 (2014).
pub(crate) struct Regression {
    basis: DMatrix<f64>,
    /// By block of rows.
    squares: Vec<DMatrix<f64>>,
    gains: DMatrix<f64>,
}

/// The first row of each block, and how many it has.
fn blocks(rows: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..rows).step_by(BLOCK).map(move |from| (from, BLOCK.min(rows - from)))
}

/// The columns of a natural cubic spline without its constant.
fn spline(percentiles: &[f64]) -> Vec<Vec<f64>> {
    let knots = KNOTS.map(standard_normal_quantile);
    let last = knots.len() - 1;
    let cube = |x: f64| if x > 0.0 { x * x * x } else { 0.0 };
    let bend = |x: f64, at: usize| (cube(x - knots[at]) - cube(x - knots[last])) / (knots[last] - knots[at]);
    let scores = || percentiles.iter().map(|percentile| standard_normal_quantile(*percentile));
    let mut columns: Vec<Vec<f64>> = vec![scores().collect()];
    for at in 0..last - 1 {
        columns.push(scores().map(|x| bend(x, at) - bend(x, last - 1)).collect());
    }
    columns
}

impl Regression {
    /// `gains` of each plan but the first over the first, by row; `percentiles` of what might be known, by row.
    pub(crate) fn new(gains: &[Vec<f64>], percentiles: &[&[f64]]) -> Self {
        let rows = gains.first().map_or(0, Vec::len);
        let columns: Vec<Vec<f64>> = percentiles.iter().flat_map(|own| spline(own)).collect();
        let at = |row: usize, column: usize| if column == 0 { 1.0 } else { columns[column - 1][row] };
        let basis = DMatrix::from_fn(rows, columns.len() + 1, at);
        let square = |(from, count)| basis.rows(from, count).transpose() * basis.rows(from, count);
        Self {
            squares: blocks(rows).map(square).collect(),
            basis,
            gains: DMatrix::from_fn(rows, gains.len(), |row, plan| gains[plan][row]),
        }
    }

    /// Expected gains in each row, from what the basis has in common with gains, with rows of each block taken so often.
    fn fitted(&self, sides: &[DMatrix<f64>], taken: Option<&[u32]>) -> Option<DMatrix<f64>> {
        let weight = |block: usize| taken.map_or(1.0, |taken| f64::from(taken[block]));
        let sum = |parts: &[DMatrix<f64>]| {
            let weighted = parts.iter().enumerate().map(|(block, part)| part * weight(block));
            weighted.reduce(|a, b| a + b)
        };
        Some(&self.basis * sum(&self.squares)?.cholesky()?.solve(&sum(sides)?))
    }

    /// By block of rows, what the basis has in common with gains.
    fn sides(&self, gains: &DMatrix<f64>) -> Vec<DMatrix<f64>> {
        blocks(gains.nrows())
            .map(|(from, count)| self.basis.rows(from, count).transpose() * gains.rows(from, count))
            .collect()
    }

    /// What the best choice in each row is worth more than the one best choice, of expected gains.
    fn worth(fitted: &DMatrix<f64>, shrunk: f64) -> f64 {
        let all = fitted.nrows() as f64;
        let means: Vec<f64> = fitted.column_iter().map(|column| column.iter().sum::<f64>() / all).collect();
        let best = |row: usize| {
            let own = means.iter().enumerate().map(|(plan, mean)| mean + shrunk * (fitted[(row, plan)] - mean));
            own.fold(0.0, f64::max)
        };
        let each = (0..fitted.nrows()).map(best).sum::<f64>() / all;
        each - means.iter().copied().fold(0.0, f64::max)
    }

    /// The value of knowing exactly.
    ///
    /// In each half of the blocks the plan is chosen by what was fitted to the other half, and worth what it gained in fact: a fit
    /// that misses a step, or follows noise, then makes worse choices and promises nothing. So the value is at most a little too
    /// small. The interval is from resampled blocks.
    pub(crate) fn perfect(&self, resamples: &Resamples) -> Information {
        let sides = self.sides(&self.gains);
        let half = |odd: usize| -> Vec<u32> { (0..self.squares.len()).map(|at| u32::from(at % 2 != odd)).collect() };
        let [even, odd] = [0, 1].map(|own| self.fitted(&sides, Some(&half(own))));
        let (Some(even), Some(odd)) = (even, odd) else { return Information::default() };
        // By row, what the plan that is chosen gained.
        let chosen: Vec<f64> = (0..self.gains.nrows())
            .map(|row| {
                let fitted = if (row / BLOCK).is_multiple_of(2) { &even } else { &odd };
                let (mut best, mut gained) = (0.0, 0.0);
                for plan in 0..self.gains.ncols() {
                    if fitted[(row, plan)] > best {
                        (best, gained) = (fitted[(row, plan)], self.gains[(row, plan)]);
                    }
                }
                gained
            })
            .collect();
        let worth = |taken: Option<&[u32]>| {
            let one = |column: usize| mean_over(self.gains.column(column).as_slice(), taken);
            mean_over(&chosen, taken) - (0..self.gains.ncols()).map(one).fold(0.0, f64::max)
        };
        let value = worth(None);
        let deviation = Moments::of(&resamples.each(|taken| worth(Some(taken))).collect::<Vec<f64>>()).deviation();
        let plain = self.fitted(&sides, None).map_or(0.0, |fitted| Self::worth(&fitted, 1.0));
        let half = WIDE * deviation;
        Information { value: Estimate { mean: value, low: value - half, high: value + half }, bias: plain - value }
    }

    /// The value of a sample that tells `share` of the variance of what might be known, as a part of that of knowing exactly.
    ///
    /// # Source
    /// H. Jalal and F. Alarid-Escudero, "A Gaussian approximation approach for value of information analysis", *Medical Decision
    /// Making* 38 (2018): expectations given a sample are those given the truth, drawn towards their mean.
    pub(crate) fn of_sample(&self, share: f64) -> f64 {
        let Some(fitted) = self.fitted(&self.sides(&self.gains), None) else { return 0.0 };
        let all = Self::worth(&fitted, 1.0);
        if all > 0.0 { Self::worth(&fitted, libm::sqrt(share)) / all } else { 0.0 }
    }
}

#[cfg(test)]
mod tests {
    use std::f64::consts::PI;

    use super::*;
    use crate::random::{Design as _, Stratified, Unknown, normal_cdf};

    /// Rows of gains of a plan over another, m + s x + noise, with percentiles of x and of what has nothing to do with it.
    fn rows(seed: u64, count: u64, (m, s, noise): (f64, f64, f64)) -> (Vec<f64>, [Vec<f64>; 2]) {
        let unknowns = ["x", "other", "noise"].map(Unknown::new);
        let (mut gains, mut known) = (Vec::new(), [Vec::new(), Vec::new()]);
        for draw in 0..count {
            let mut row = [0.0; 3];
            Stratified { seed }.percentiles(draw, &unknowns, &mut row).unwrap();
            let [x, _, e] = row.map(standard_normal_quantile);
            gains.push(m + s * x + noise * e);
            known[0].push(row[0]);
            known[1].push(row[1]);
        }
        (gains, known)
    }

    fn found(seed: u64, count: u64, shape: (f64, f64, f64), which: &[usize]) -> Information {
        let (gains, known) = rows(seed, count, shape);
        let percentiles: Vec<&[f64]> = which.iter().map(|one| known[*one].as_slice()).collect();
        let resamples = Resamples::new(seed, "worth", gains.len().div_ceil(BLOCK));
        Regression::new(&[gains], &percentiles).perfect(&resamples)
    }

    /// The value of knowing x exactly: s φ(m/s) − |m| Φ(−|m|/s) (Raiffa and Schlaifer's unit normal loss).
    fn loss(m: f64, s: f64) -> f64 {
        let t = m.abs() / s;
        s * libm::exp(-t * t / 2.0) / libm::sqrt(2.0 * PI) - m.abs() * normal_cdf(-t)
    }

    #[test]
    fn knowing_a_normal_number_is_worth_the_unit_normal_loss() {
        for (m, s, noise) in [(0.0, 1.0, 1.0), (0.5, 1.0, 2.0), (-1.0, 1.0, 1.0)] {
            let own = found(4, 1 << 14, (m, s, noise), &[0]);
            assert!((own.value.mean - loss(m, s)).abs() < 0.02, "{own:?} {}", loss(m, s));
            assert!(own.bias > -0.01, "a fit promises no less than it keeps: {own:?}");
        }
    }

    /// Over 200 seeds: intervals hold the truth, and that of a number that has nothing to do with it holds 0, in 180 and more; and
    /// knowing both is worth no less than knowing one, within its error.
    #[test]
    fn intervals_hold_the_truth() {
        let (mut held, mut none, mut less) = (0, 0, 0);
        let shape = (0.3, 1.0, 1.0);
        for seed in 0..200 {
            let own = found(seed, 1024, shape, &[0]);
            held += u32::from(own.value.low <= loss(0.3, 1.0) && loss(0.3, 1.0) <= own.value.high);
            let other = found(seed, 1024, shape, &[1]);
            none += u32::from(other.value.low <= 0.0);
            if seed < 20 {
                let both = found(seed, 1024, shape, &[0, 1]);
                less += u32::from(both.value.mean < own.value.mean - (own.value.high - own.value.mean));
            }
        }
        println!("held {held}, none {none}, less {less}");
        assert!(held >= 180 && none >= 180 && less == 0, "{held} {none} {less}");
    }

    /// Gains that are no smooth function of the number: a loss beyond a point is never worth a choice, and a step is worth what lies
    /// on its right side.
    #[test]
    fn a_fit_that_misses_a_step_promises_nothing() {
        let unknown = [Unknown::new("x")];
        let percentile = |draw: u64| {
            let mut row = [0.0];
            Stratified { seed: 5 }.percentiles(draw, &unknown, &mut row).unwrap();
            row[0]
        };
        let known: Vec<f64> = (0..4096).map(percentile).collect();
        let of = |gain: &dyn Fn(f64) -> f64| {
            let gains: Vec<f64> = known.iter().map(|x| gain(*x)).collect();
            let resamples = Resamples::new(5, "worth", gains.len().div_ceil(BLOCK));
            Regression::new(&[gains], &[&known]).perfect(&resamples).value
        };
        let none = of(&|x| if x < 0.4 { -1.0 } else { 0.0 });
        assert!(none.mean <= 0.0 && none.low <= 0.0, "{none:?}");
        // Better by 1 above 0.6, worse by 1 below: knowing is worth 0.4.
        let step = of(&|x| if x > 0.6 { 1.0 } else { -1.0 });
        // Rows beside the step, where the fit is on the wrong side, are what is too small.
        assert!(step.mean > 0.37 && step.mean < 0.405, "{step:?}");
    }

    /// A sample that tells a share of the variance is worth the loss with that share of it.
    #[test]
    fn a_sample_is_worth_what_it_tells() {
        let (gains, known) = rows(9, 1 << 13, (0.5, 1.0, 0.5));
        let own = Regression::new(&[gains], &[&known[0]]);
        for share in [0.25, 0.5, 0.9] {
            let truth = loss(0.5, libm::sqrt(share)) / loss(0.5, 1.0);
            assert!((own.of_sample(share) - truth).abs() < 0.03, "{share}: {} {truth}", own.of_sample(share));
        }
    }
}
