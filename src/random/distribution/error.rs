//! Why parameters do not make a distribution.

use std::fmt;

use crate::words::{Text, text};

/// A parameter of a distribution, as a message names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Parameter {
    /// The one value of a fixed parameter.
    Value,
    /// The lower end.
    Low,
    /// The most likely value.
    Mode,
    /// The upper end.
    High,
    /// The mean.
    Mean,
    /// The standard deviation.
    Sd,
    /// The median.
    Median,
    /// The standard deviation of the natural logarithm.
    Sigma,
    /// The first shape of a beta distribution.
    Alpha,
    /// The second shape of a beta distribution.
    Beta,
    /// The shape of a gamma distribution.
    Shape,
    /// The scale of a gamma distribution.
    Scale,
}

impl Parameter {
    /// The parameter's name in both languages.
    #[must_use]
    pub fn text(self) -> Text {
        match self {
            Self::Value => text!("parameter-value"),
            Self::Low => text!("parameter-low"),
            Self::Mode => text!("parameter-mode"),
            Self::High => text!("parameter-high"),
            Self::Mean => text!("parameter-mean"),
            Self::Sd => text!("parameter-sd"),
            Self::Median => text!("parameter-median"),
            Self::Sigma => text!("parameter-sigma"),
            Self::Alpha => text!("parameter-alpha"),
            Self::Beta => text!("parameter-beta"),
            Self::Shape => text!("parameter-shape"),
            Self::Scale => text!("parameter-scale"),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text().en)
    }
}

/// Why parameters do not make a distribution. Each message states the condition that does not hold.
///
/// Positions in a list count from 1.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum DistributionError {
    /// A parameter is infinite or not a number.
    NotFinite {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A number in a list is infinite or not a number.
    EntryNotFinite {
        /// Which entry, from 1.
        position: usize,
        /// What it holds.
        value: f64,
    },
    /// The ends are the wrong way round.
    LowAboveHigh {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The most likely value is not between the ends.
    ModeOutside {
        /// The lower end.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// The upper end.
        high: f64,
    },
    /// A spread is below zero.
    Negative {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A parameter that must be above zero is not.
    NotPositive {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A shape is too small or too large for its quantiles to be exact.
    ShapeOutside {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
        /// The smallest shape allowed.
        least: f64,
        /// The largest shape allowed.
        most: f64,
    },
    /// A list of values is empty.
    NoValues,
    /// A weight is below zero.
    NegativeWeight {
        /// Which entry, from 1.
        position: usize,
        /// Its weight.
        weight: f64,
    },
    /// Every weight is zero.
    NoWeight,
    /// Fewer than two quantiles.
    TooFewQuantiles {
        /// How many there are.
        count: usize,
    },
    /// A probability is not between 0 and 1.
    ProbabilityOutside {
        /// Which quantile, from 1.
        position: usize,
        /// Its probability.
        probability: f64,
    },
    /// A probability does not rise.
    ProbabilityNotRising {
        /// Which quantile, from 1.
        position: usize,
        /// Its probability.
        probability: f64,
        /// The probability before it.
        before: f64,
    },
    /// A value falls while its probability rises.
    ValueFalling {
        /// Which quantile, from 1.
        position: usize,
        /// Its value.
        value: f64,
        /// The value before it.
        before: f64,
    },
    /// The numbers are so large that the mean, the variance or a draw is not a finite number.
    TooLarge,
}

impl DistributionError {
    /// The message in both languages.
    ///
    /// ```
    /// use tidui::random::Distribution;
    /// let error = Distribution::uniform(2.0, 1.0).unwrap_err();
    /// assert_eq!(error.text().zh, "下限 low 不能大于上限 high，但 2 大于 1");
    /// assert_eq!(error.text().en, error.to_string());
    /// ```
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotFinite { parameter, value } => {
                text!("distribution-not-finite", parameter = parameter.text(), value)
            }
            Self::EntryNotFinite { position, value } => text!("distribution-entry-not-finite", position, value),
            Self::LowAboveHigh { low, high } => text!("distribution-low-above-high", low, high),
            Self::ModeOutside { low, mode, high } => text!("distribution-mode-outside", mode, low, high),
            Self::Negative { parameter, value } => text!("distribution-negative", parameter = parameter.text(), value),
            Self::NotPositive { parameter, value } => {
                text!("distribution-not-positive", parameter = parameter.text(), value)
            }
            Self::ShapeOutside { parameter, value, least, most } => {
                text!("distribution-shape-outside", parameter = parameter.text(), least, most, value)
            }
            Self::NoValues => text!("distribution-no-values"),
            Self::NegativeWeight { position, weight } => text!("distribution-negative-weight", position, weight),
            Self::NoWeight => text!("distribution-no-weight"),
            Self::TooFewQuantiles { count } => text!("distribution-too-few-quantiles", count),
            Self::ProbabilityOutside { position, probability } => {
                text!("distribution-probability-outside", position, probability)
            }
            Self::ProbabilityNotRising { position, probability, before } => {
                text!("distribution-probability-not-rising", position, probability, before)
            }
            Self::ValueFalling { position, value, before } => {
                text!("distribution-value-falling", position, value, before)
            }
            Self::TooLarge => text!("distribution-too-large"),
        }
    }
}
