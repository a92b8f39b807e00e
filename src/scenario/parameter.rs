//! A number of a checked scenario: what is known of it, and what a draw makes of it.

use serde::Serialize;

use super::quantity::Basis;
use crate::random::Distribution;
use crate::words::{Text, text};

/// In what people count a number: what its place in the format makes of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A share or a probability.
    Share,
    /// A share of each year.
    ShareAYear,
    /// Yuan.
    Yuan,
    /// A weight beside others.
    Weight,
    /// A factor on something else.
    Factor,
    /// A logarithm, or a difference of two.
    Logarithm,
    /// A number without a unit.
    Coefficient,
    /// Months.
    Months,
    /// Years.
    Years,
    /// So many of whatever it is of.
    Number,
}

impl Unit {
    /// What people call it.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Share => text!("form-unit-share"),
            Self::ShareAYear => text!("form-unit-share-a-year"),
            Self::Yuan => text!("form-unit-yuan"),
            Self::Weight => text!("form-unit-weight"),
            Self::Factor => text!("form-unit-factor"),
            Self::Logarithm => text!("form-unit-logarithm"),
            Self::Coefficient => text!("form-unit-coefficient"),
            Self::Months => text!("form-unit-months"),
            Self::Years => text!("form-unit-years"),
            Self::Number => text!("form-unit-number"),
        }
    }

    /// Its name for programs.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Share => "share",
            Self::ShareAYear => "share-a-year",
            Self::Yuan => "yuan",
            Self::Weight => "weight",
            Self::Factor => "factor",
            Self::Logarithm => "logarithm",
            Self::Coefficient => "coefficient",
            Self::Months => "months",
            Self::Years => "years",
            Self::Number => "number",
        }
    }
}

/// A number of the scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Parameter {
    /// Its path, such as `move.resignation.rate`.
    pub path: String,
    /// What is known of it, before `times`.
    pub distribution: Distribution,
    /// Factor on what is drawn.
    pub times: f64,
    /// Least and greatest value it may take in its place; draws are held within.
    pub range: (f64, f64),
    /// In what it is counted.
    #[serde(skip)]
    pub unit: Unit,
    /// Where it comes from, if the scenario says.
    pub basis: Option<Basis>,
    /// Its source.
    pub source: Option<String>,
    /// A note.
    pub note: Option<String>,
}

/// Rounding that the range of a number forgives.
const SLACK: f64 = 1e-9;

/// What is said of a parameter is said of what the engine draws: with its factor, and held within the range of its place.
/// Nothing else works a mean, an end or a percentile out of [`Parameter::distribution`] and [`Parameter::times`].
impl Parameter {
    /// What a draw of its distribution becomes.
    #[must_use]
    pub fn clamped(&self, drawn: f64) -> f64 {
        let (least, most) = self.range;
        // A factor of zero leaves nothing, even of an end without bound.
        let value = if self.times > 0.0 { drawn * self.times } else { 0.0 };
        value.clamp(least, most)
    }

    /// What it is at a percentile `u` between 0 and 1.
    #[must_use]
    pub fn quantile(&self, u: f64) -> f64 {
        self.clamped(self.distribution.quantile(u))
    }

    /// Its mean.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let (least, most) = self.range;
        if self.times <= 0.0 {
            return self.clamped(0.0);
        }
        let (low, high) = self.ends();
        let mean = self.distribution.mean_within(least / self.times, most / self.times);
        (mean * self.times).clamp(low, high)
    }

    /// The least and the greatest that it can be.
    #[must_use]
    pub fn ends(&self) -> (f64, f64) {
        let (low, high) = self.distribution.support();
        (self.clamped(low), self.clamped(high))
    }

    /// Whether it is the same in every draw.
    #[must_use]
    pub fn is_known(&self) -> bool {
        let (low, high) = self.ends();
        low >= high
    }

    /// The least and the greatest that its distribution and its factor make of it, before it is held within the range of
    /// its place; infinite where there is no end.
    #[must_use]
    pub fn reach(&self) -> (f64, f64) {
        let (low, high) = self.distribution.support();
        if self.times > 0.0 { (low * self.times, high * self.times) } else { (0.0, 0.0) }
    }

    /// What of it its place does not allow: an end that lies outside, or, where it has no ends, a median that does. What
    /// else of an endless distribution lies outside is held at the bound.
    #[must_use]
    pub fn outside(&self) -> Option<f64> {
        let (least, most) = self.range;
        // Rounding that a bound forgives.
        let beyond = |value: &f64| !(*value >= least - SLACK && *value <= most + SLACK * most.abs().max(1.0));
        let (low, high) = self.reach();
        if low.is_finite() && high.is_finite() {
            return Some(high).filter(beyond).or(Some(low).filter(beyond));
        }
        Some(self.distribution.quantile(0.5) * self.times).filter(beyond)
    }

    /// The greatest value that any draw can give it: luck is a number of 52 bits, so even what has no end has a last draw.
    #[must_use]
    pub fn most(&self) -> f64 {
        let end = self.distribution.support().1;
        let most = if end.is_finite() { end } else { self.distribution.quantile(1.0 - f64::EPSILON / 2.0) };
        self.clamped(most)
    }

    /// Whether it is for the plan to decide (money, places, units, awards), rather than something to find out about the
    /// world. Its path says so.
    #[must_use]
    pub fn is_decision(&self) -> bool {
        let mut keys = self.path.split('.');
        let noun = keys.next().unwrap_or_default();
        let decided = |key: &str| {
            let key = key.strip_suffix("_by_year").unwrap_or(key);
            matches!(key, "appropriation" | "places" | "places_of" | "total" | "total_of" | "units" | "capacity")
        };
        match noun {
            "fund" | "line" => true,
            "posts" => keys.any(|key| matches!(key, "total" | "total_by_year")),
            "allowance" | "cost" => keys.any(|key| key.starts_with("amount")),
            "channel" | "move" if self.path.contains(".award.") => {
                keys.skip_while(|key| *key != "award").nth(1).is_some_and(|key| key.starts_with("amount"))
            }
            "channel" | "move" | "programme" => keys.any(decided),
            _ => false,
        }
    }

    /// Whether it is a guess that should be found out: an assumption without a source, or what its source calls a judgement. A
    /// number that was measured, published or planned is none, though nobody may have written where.
    #[must_use]
    pub fn is_guess(&self) -> bool {
        !self.is_sourced() && (self.source.is_some() || self.basis.is_none_or(|basis| basis == Basis::Assumption))
    }

    /// Whether anybody has a source for it. A source that begins with `judgement` says that nobody has.
    #[must_use]
    pub fn is_sourced(&self) -> bool {
        self.source.as_deref().is_some_and(|source| !source.trim_start().to_lowercase().starts_with("judgement"))
    }
}
