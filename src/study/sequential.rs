//! When to stop: confidence sequences, which stay valid however often one looks.

use super::error::StudyError;
use super::laboratory::Laboratory;
use super::measure::{Measure, Series};
use super::point::{Outcomes, Point};
use crate::words::Text;

/// Replicates of the first look.
const FIRST: u64 = 1000;

/// A confidence sequence for the mean of numbers between 0 and 1, by mixing over all simple alternatives with a uniform
/// prior. With probability 95 % the truth is in every one of its intervals at once, so that one may look at any time and
/// stop for any reason.
///
/// With S the sum of G numbers and B the beta function, p is left out when B(1 + S, 1 + G − S) / (pˢ (1 − p)ᴳ⁻ˢ) reaches 20.
/// For zeros and ones this is Robbins' beta-binomial mixture. For shares in between it holds as well, and is then wider than
/// need be: (q/p)ˣ((1 − q)/(1 − p))¹⁻ˣ is convex in x, so its mean is at most what zeros and ones would give, which is 1, and
/// Ville's inequality applies. Here the numbers are the shares of draws, whose replicates resemble each other.
///
/// # Source
/// H. Robbins, "Statistical methods related to the law of the iterated logarithm", *Annals of Mathematical Statistics* 41
/// (1970); S. R. Howard et al., "Time-uniform, nonparametric, nonasymptotic confidence sequences", *Annals of Statistics* 49
/// (2021).
///
/// ```
/// use tidui::study::ConfidenceSequence;
/// let (low, high) = ConfidenceSequence { sum: 500.0, count: 1000.0 }.interval();
/// assert!(low > 0.43 && low < 0.46 && high > 0.54 && high < 0.57);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ConfidenceSequence {
    /// Sum of the numbers.
    pub sum: f64,
    /// How many there are.
    pub count: f64,
}

impl ConfidenceSequence {
    /// The sequence of an event, draw by draw.
    #[must_use]
    pub fn of(series: &Series) -> Self {
        let group = series.group.max(1);
        let hits = series.values.iter().filter(|value| **value > 0).count();
        Self { sum: hits as f64 / group as f64, count: (series.values.len() / group) as f64 }
    }

    /// The logarithm of the mixture's evidence against `p`.
    fn evidence(&self, p: f64) -> f64 {
        let rest = self.count - self.sum;
        let beta = libm::lgamma(1.0 + self.sum) + libm::lgamma(1.0 + rest) - libm::lgamma(2.0 + self.count);
        let log = |weight: f64, p: f64| if weight > 0.0 { weight * libm::log(p) } else { 0.0 };
        beta - log(self.sum, p) - log(rest, 1.0 - p)
    }

    /// The present interval at 95 %.
    #[must_use]
    pub fn interval(&self) -> (f64, f64) {
        if self.count <= 0.0 {
            return (0.0, 1.0);
        }
        let centre = (self.sum / self.count).clamp(0.0, 1.0);
        let bound = libm::log(20.0);
        let edge = |mut outside: f64| {
            let mut inside = centre;
            for _ in 0..60 {
                let middle = f64::midpoint(inside, outside);
                if self.evidence(middle) < bound {
                    inside = middle;
                } else {
                    outside = middle;
                }
            }
            outside
        };
        let low = if self.sum <= 0.0 { 0.0 } else { edge(0.0) };
        let high = if self.sum >= self.count { 1.0 } else { edge(1.0) };
        (low, high)
    }

    /// Half the width of the present interval.
    #[must_use]
    pub fn half_width(&self) -> f64 {
        let (low, high) = self.interval();
        (high - low) / 2.0
    }
}

/// Runs points until the confidence sequence of every event in `measures` is within ±`width` at every point, at most to
/// `most` replicates a point. Each of them holds with 95 % at the moment of stopping. Every look holds all replicates of the
/// one before.
///
/// # Errors
/// If `most` replicates do not do, or a run ends early.
pub fn settle(
    laboratory: &Laboratory<'_>,
    points: &[&Point],
    measures: &[Measure],
    width: f64,
    most: u64,
) -> Result<Vec<Outcomes>, StudyError> {
    settle_by(&|replicates| laboratory.run(points, replicates), measures, width, most)
}

/// The same for points that `run` runs.
pub(super) fn settle_by(
    run: &dyn Fn(u64) -> Result<Vec<Outcomes>, StudyError>,
    measures: &[Measure],
    width: f64,
    most: u64,
) -> Result<Vec<Outcomes>, StudyError> {
    let mut replicates = FIRST.min(most.max(1));
    loop {
        let outcomes = run(replicates)?;
        let widths = outcomes.iter().flat_map(|one| {
            measures
                .iter()
                .filter_map(|measure| one.series(measure))
                .map(|series| ConfidenceSequence::of(&series).half_width())
        });
        let widest = widths.fold(0.0, f64::max);
        if widest <= width {
            return Ok(outcomes);
        }
        if replicates >= most {
            let text = Text::new(
                format!("推演 {most} 次仍达不到 ±{width} 的精度"),
                format!("{most} replicates do not reach a precision of ±{width}"),
            );
            return Err(StudyError::Request(text));
        }
        // Widths go with the root of the replicates; the next look is half-way to where that leads, and at most fourfold.
        let ratio = (widest / width).min(2.0);
        let wanted = (replicates as f64 * ratio * ratio * 1.02 / 500.0).ceil() as u64 * 500;
        replicates = wanted.max(replicates + 500).min(most);
    }
}
