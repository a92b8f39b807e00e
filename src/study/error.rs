//! Why a study cannot be done.

use crate::simulate::RunError;
use crate::words::Text;

/// Why a lever cannot be moved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum LeverError {
    /// No such lever.
    #[error("there is no lever `{name}`{}", near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?")))]
    Unknown {
        /// As asked for.
        name: String,
        /// The nearest that exists.
        near: Option<String>,
    },
    /// No fiscal year of the run.
    #[error("`{year}` in `{name}` is no fiscal year of the run")]
    Year {
        /// The lever.
        name: String,
        /// The year as written.
        year: String,
    },
    /// The lever has no limit that could be moved.
    #[error("`{name}` is without limit, so there is nothing to change")]
    Unlimited {
        /// The lever.
        name: String,
    },
    /// The new value is not one that its place allows.
    #[error("`{path}` would be {value}, outside {low} to {high}")]
    Range {
        /// The parameter.
        path: String,
        /// What it would be.
        value: f64,
        /// Least.
        low: f64,
        /// Most.
        high: f64,
    },
    /// One year of a number that is correlated with others.
    #[error("`{path}` is rank-correlated with other numbers and cannot be changed in one year only")]
    Correlated {
        /// The parameter.
        path: String,
    },
    /// A change that this lever does not know.
    #[error("`{name}` cannot be changed in this way")]
    Unfit {
        /// The lever.
        name: String,
    },
}

impl LeverError {
    /// The same in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        let zh = match self {
            Self::Unknown { name, near: Some(near) } => format!("没有可调项 `{name}`，是否指 `{near}`？"),
            Self::Unknown { name, near: None } => format!("没有可调项 `{name}`"),
            Self::Year { name, year } => format!("`{name}` 里的 `{year}` 不是推演期内的财政年度"),
            Self::Unlimited { name } => format!("`{name}` 不限额，没有可调的数"),
            Self::Range { path, value, low, high } => format!("`{path}` 将成为 {value}，超出 {low} 到 {high}"),
            Self::Correlated { path } => format!("`{path}` 与其他数有秩相关，不能只改其中一年"),
            Self::Unfit { name } => format!("`{name}` 不能这样调整"),
        };
        Text::new(zh, self.to_string())
    }
}

/// Why a study ended without an answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum StudyError {
    /// A run ended early.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A lever cannot be moved.
    #[error(transparent)]
    Lever(#[from] LeverError),
    /// No such target, or none at all.
    #[error("there is no target `{name}`")]
    Target {
        /// As asked for; `all` where the scenario has no joint target.
        name: String,
    },
    /// A scenario between two others does not hold together.
    #[error("with only {changed} changed the scenario is not valid: {reason}")]
    Between {
        /// Groups of changes that were made.
        changed: String,
        /// What is wrong with it, in both languages.
        reason: Text,
    },
    /// A change makes the scenario larger than can be simulated or counted.
    #[error("{what}; {because}")]
    TooLarge {
        /// What is too large.
        what: Text,
        /// What takes how much of it.
        because: Text,
    },
    /// Nothing to vary, or a request that contradicts itself.
    #[error("{0}")]
    Request(Text),
}

impl StudyError {
    /// The same in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Run(RunError::Cancelled) => Text::new("推演已中断", self.to_string()),
            Self::Run(RunError::TooLarge(what)) => what.clone(),
            Self::Run(RunError::Design(error)) => error.text(),
            Self::Run(error) => Text::same(error.to_string()),
            Self::Lever(error) => error.text(),
            Self::Target { name } => Text::new(format!("没有目标 `{name}`"), self.to_string()),
            Self::Between { changed, reason } => {
                Text::new(format!("只改 {changed} 时方案不成立：{}", reason.zh), self.to_string())
            }
            Self::TooLarge { what, because } => Text::new(format!("{}；{}", what.zh, because.zh), self.to_string()),
            Self::Request(text) => text.clone(),
        }
    }
}
