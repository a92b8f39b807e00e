//! What a scenario says of a number before anything was seen of it.

use crate::model::{logistic, logit};
use crate::random::{normal_cdf, standard_normal_quantile};
use crate::scenario::{Parameter, ParameterId, Scenario};

/// Scale of the half-normal prior of how much the log-odds of years differ, where the scenario says nothing of it: half of
/// all years lie within a factor of about 1.2 of the middle one, if it is that great.
pub const YEARLY_SD: f64 = 0.25;

/// The same of how much the growth of students differs from year to year: a point or two, seldom five.
pub const GROWTH_SD: f64 = 0.03;

/// How far the log-odds of a number that is stated without a range may lie from it: one standard deviation.
const NO_RANGE: f64 = 1.0;

/// How much wider a stated range is taken to be than it says. Ranges that people state from judgement hold the truth less
/// often than they mean them to; taken at their word, intervals of numbers that lie near the end of their range held 82 % of
/// them where 90 % were meant (three years; docs/fit.md). Growth and costs are looked at likewise (`shown.rs`).
pub(super) const WIDENED: f64 = 1.5;

/// The 95th percentile of the standard normal law.
const OUTER: f64 = 1.644_853_626_951_472_2;

/// Probabilities nearer to 0 or 1 are not told apart.
const EDGE: f64 = 1e-6;

/// The prior of a probability, on the scale of log-odds: a normal law of two halves around the median of what the scenario
/// states, whose 5th and 95th percentiles lie [`WIDENED`] times as far from it. Its tails have no end, so that data may overrule
/// a range.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Prior {
    pub(super) middle: f64,
    below: f64,
    above: f64,
    /// How much wider it is than what is stated.
    widened: f64,
}

impl Prior {
    pub(super) fn of(number: &Parameter) -> Self {
        let at = |u: f64| logit(number.quantile(u).clamp(EDGE, 1.0 - EDGE));
        let middle = at(0.5);
        if number.is_known() {
            return Self { middle, below: NO_RANGE, above: NO_RANGE, widened: 1.0 };
        }
        let side = |wide: f64| (WIDENED * wide / OUTER).max(1e-3);
        Self { middle, below: side(middle - at(0.05)), above: side(at(0.95) - middle), widened: WIDENED }
    }

    /// The log-odds at `u` standard deviations.
    pub(super) fn log_odds(&self, u: f64) -> f64 {
        self.middle + u * if u < 0.0 { self.below } else { self.above }
    }

    /// The standard deviations at some log-odds.
    pub(super) fn deviations(&self, log_odds: f64) -> f64 {
        let beyond = log_odds - self.middle;
        beyond / if beyond < 0.0 { self.below } else { self.above }
    }

    /// How many log-odds a standard deviation is, on the side of `u`.
    pub(super) fn scale(&self, u: f64) -> f64 {
        if u < 0.0 { self.below } else { self.above }
    }

    /// The probability at a percentile of what is stated.
    pub(super) fn stated(&self, u: f64) -> f64 {
        logistic(self.log_odds(standard_normal_quantile(u) / self.widened))
    }
}

/// The prior of how much years differ.
#[derive(Clone, Debug)]
pub(super) enum SdPrior {
    /// Half of a normal law with this scale.
    HalfNormal(f64),
    /// What the scenario states.
    Stated(Box<Parameter>),
}

impl SdPrior {
    /// What a scenario states at `id`; half of a normal law where it states nothing.
    pub(super) fn of(scenario: &Scenario, id: Option<ParameterId>, scale: f64) -> Self {
        id.map_or(Self::HalfNormal(scale), |id| Self::Stated(Box::new(scenario.parameters[id.index()].clone())))
    }

    /// The standard deviation at `v`, which is standard normal.
    pub(super) fn sd(&self, v: f64) -> f64 {
        match self {
            Self::HalfNormal(scale) => scale * v.abs(),
            Self::Stated(number) => number.quantile(normal_cdf(v).clamp(1e-12, 1.0 - 1e-12)),
        }
    }

    /// Whether nothing can be learnt of it.
    pub(super) fn is_known(&self) -> bool {
        matches!(self, Self::Stated(number) if number.is_known())
    }

    /// At a percentile.
    pub(super) fn quantile(&self, u: f64) -> f64 {
        match self {
            Self::HalfNormal(scale) => scale * standard_normal_quantile(0.5 + u / 2.0),
            Self::Stated(number) => number.quantile(u),
        }
    }
}
