//! Why parameters do not make a distribution.

use std::fmt;

use crate::words::Text;

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
            Self::Value => Text::new("数值 value", "value"),
            Self::Low => Text::new("下限 low", "low"),
            Self::Mode => Text::new("最可能值 mode", "mode"),
            Self::High => Text::new("上限 high", "high"),
            Self::Mean => Text::new("均值 mean", "mean"),
            Self::Sd => Text::new("标准差 sd", "sd"),
            Self::Median => Text::new("中位数 median", "median"),
            Self::Sigma => Text::new("对数标准差 sigma", "sigma"),
            Self::Alpha => Text::new("形状参数 alpha", "alpha"),
            Self::Beta => Text::new("形状参数 beta", "beta"),
            Self::Shape => Text::new("形状参数 shape", "shape"),
            Self::Scale => Text::new("尺度参数 scale", "scale"),
        }
    }
}

impl fmt::Display for Parameter {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text().fmt(formatter)
    }
}

/// Why parameters do not make a distribution. Each message states the condition that does not hold.
///
/// Positions in a list count from 1.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
pub enum DistributionError {
    /// A parameter is infinite or not a number.
    #[error("{parameter} must be a finite number, not {value}")]
    NotFinite {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A number in a list is infinite or not a number.
    #[error("every number in the list must be finite, but entry {position} has {value}")]
    EntryNotFinite {
        /// Which entry, from 1.
        position: usize,
        /// What it holds.
        value: f64,
    },
    /// The ends are the wrong way round.
    #[error("low must be at most high, but {low} is above {high}")]
    LowAboveHigh {
        /// The lower end.
        low: f64,
        /// The upper end.
        high: f64,
    },
    /// The most likely value is not between the ends.
    #[error("mode must be from low to high, but {mode} is outside {low} to {high}")]
    ModeOutside {
        /// The lower end.
        low: f64,
        /// The most likely value.
        mode: f64,
        /// The upper end.
        high: f64,
    },
    /// A spread is below zero.
    #[error("{parameter} must be zero or more, not {value}")]
    Negative {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A parameter that must be above zero is not.
    #[error("{parameter} must be above zero, not {value}")]
    NotPositive {
        /// Which parameter.
        parameter: Parameter,
        /// What it is.
        value: f64,
    },
    /// A shape is too small or too large for its quantiles to be exact.
    #[error("{parameter} must be from {least} to {most}, not {value}")]
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
    #[error("at least one value is needed")]
    NoValues,
    /// A weight is below zero.
    #[error("a weight must be zero or more, but entry {position} has {weight}")]
    NegativeWeight {
        /// Which entry, from 1.
        position: usize,
        /// Its weight.
        weight: f64,
    },
    /// Every weight is zero.
    #[error("at least one weight must be above zero")]
    NoWeight,
    /// Fewer than two quantiles.
    #[error("at least two quantiles are needed, not {count}")]
    TooFewQuantiles {
        /// How many there are.
        count: usize,
    },
    /// A probability is not between 0 and 1.
    #[error("a probability must be from 0 to 1, but quantile {position} has {probability}")]
    ProbabilityOutside {
        /// Which quantile, from 1.
        position: usize,
        /// Its probability.
        probability: f64,
    },
    /// A probability does not rise.
    #[error("probabilities must rise, but quantile {position} has {probability} after {before}")]
    ProbabilityNotRising {
        /// Which quantile, from 1.
        position: usize,
        /// Its probability.
        probability: f64,
        /// The probability before it.
        before: f64,
    },
    /// A value falls while its probability rises.
    #[error("values must not fall as probabilities rise, but quantile {position} has {value} after {before}")]
    ValueFalling {
        /// Which quantile, from 1.
        position: usize,
        /// Its value.
        value: f64,
        /// The value before it.
        before: f64,
    },
    /// The numbers are so large that the mean, the variance or a draw is not a finite number.
    #[error(
        "the mean, the variance and every draw must be finite numbers, but these parameters are too large for that"
    )]
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
        let chinese = match self {
            Self::NotFinite { parameter, value } => format!("{} 必须是有限的数，不能是 {value}", parameter.text().zh),
            Self::EntryNotFinite { position, value } => {
                format!("列表中的每个数都必须有限，但第 {position} 项含有 {value}")
            }
            Self::LowAboveHigh { low, high } => format!("下限 low 不能大于上限 high，但 {low} 大于 {high}"),
            Self::ModeOutside { low, mode, high } => {
                format!("最可能值 mode 必须在下限 low 与上限 high 之间，但 {mode} 不在 {low} 到 {high} 之间")
            }
            Self::Negative { parameter, value } => format!("{} 不能小于零，但给出的是 {value}", parameter.text().zh),
            Self::NotPositive { parameter, value } => {
                format!("{} 必须大于零，但给出的是 {value}", parameter.text().zh)
            }
            Self::ShapeOutside { parameter, value, least, most } => {
                format!("{} 必须在 {least} 到 {most} 之间，但给出的是 {value}", parameter.text().zh)
            }
            Self::NoValues => "至少需要一个数值".into(),
            Self::NegativeWeight { position, weight } => format!("权重不能小于零，但第 {position} 项是 {weight}"),
            Self::NoWeight => "至少要有一个权重大于零".into(),
            Self::TooFewQuantiles { count } => format!("至少需要两个分位点，但只有 {count} 个"),
            Self::ProbabilityOutside { position, probability } => {
                format!("概率必须在 0 到 1 之间，但第 {position} 个分位点是 {probability}")
            }
            Self::ProbabilityNotRising { position, probability, before } => {
                format!("概率必须逐个增大，但第 {position} 个分位点是 {probability}，前一个是 {before}")
            }
            Self::ValueFalling { position, value, before } => {
                format!("数值不能随概率增大而减小，但第 {position} 个分位点是 {value}，前一个是 {before}")
            }
            Self::TooLarge => "均值、方差和每次抽取的数都必须有限，但这些参数太大".into(),
        };
        Text::new(chinese, self.to_string())
    }
}
