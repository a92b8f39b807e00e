//! Why a study cannot be done.

use super::design::Round;
use crate::simulate::RunError;
use crate::words::{Text, text};

/// Why a lever cannot be moved.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum LeverError {
    /// No such lever.
    Unknown {
        /// As asked for.
        name: String,
        /// The nearest that exists.
        near: Option<String>,
    },
    /// No fiscal year of the run.
    Year {
        /// The lever.
        name: String,
        /// The year as written.
        year: String,
    },
    /// The lever has no limit that could be moved.
    Unlimited {
        /// The lever.
        name: String,
    },
    /// The new value is not one that its place allows.
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
    Correlated {
        /// The parameter.
        path: String,
    },
    /// A change that this lever does not know.
    Unfit {
        /// The lever.
        name: String,
    },
}

impl LeverError {
    /// The same in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Unknown { name, near: Some(near) } => text!("lever-unknown-nearest", name, near),
            Self::Unknown { name, near: None } => text!("lever-unknown", name),
            Self::Year { name, year } => text!("lever-year", name, year),
            Self::Unlimited { name } => text!("lever-unlimited", name),
            Self::Range { path, value, low, high } => text!("lever-range", path, value, low, high),
            Self::Correlated { path } => text!("lever-correlated", path),
            Self::Unfit { name } => text!("lever-unfit", name),
        }
    }
}

/// Why a study ended without an answer.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum StudyError {
    /// A run ended early.
    #[error(transparent)]
    Run(#[from] RunError),
    /// A lever cannot be moved.
    #[error(transparent)]
    Lever(#[from] LeverError),
    /// No such target, or none at all.
    Target {
        /// As asked for; `all` where the scenario has no joint target.
        name: String,
    },
    /// A scenario between two others does not hold together.
    Between {
        /// Groups of changes that were made.
        changed: String,
        /// What is wrong with it, in both languages.
        reason: Text,
    },
    /// A change makes the scenario larger than can be simulated or counted.
    TooLarge {
        /// What is too large.
        what: Text,
        /// What takes how much of it.
        because: Text,
    },
    /// Nothing to vary, or a request that contradicts itself.
    Request(Text),
    /// What is known lets it go no further: of what comes next this shard has run its piece, and others run the rest.
    Shared(Round),
}

impl StudyError {
    /// The same in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Run(RunError::Cancelled) => text!("study-cancelled"),
            Self::Run(RunError::TooLarge(what)) => what.clone(),
            Self::Run(RunError::Design(error)) => error.text(),
            Self::Run(error) => Text::same(error.to_string()),
            Self::Lever(error) => error.text(),
            Self::Target { name } => text!("study-no-target", name),
            Self::Between { changed, reason } => text!("study-between", changed, reason),
            Self::TooLarge { what, because } => Text::clauses(&[what, because]),
            Self::Request(text) => text.clone(),
            Self::Shared(_) => text!("study-shared"),
        }
    }
}
