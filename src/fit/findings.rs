//! What is told of numbers that were read off: plain data.

use serde::{Deserialize, Serialize};

use crate::scenario::{ParameterId, TierId};
use crate::words::Month;

pub use super::cells::Sort;

/// Percentiles at which a posterior is told; its ends are the least and the greatest that was drawn.
pub(super) const LEVELS: [f64; 13] = [0.0, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.975, 0.99, 1.0];

/// Why a number cannot be read off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Why {
    /// Places bound it, and how many there were is not known.
    Places,
    /// Money bound it.
    Money,
    /// It asks about service periods, which no roster has.
    Service,
    /// A programme that changes it was at work.
    Programme,
    /// What is accepted hangs on the award, and the awards of the time are not known.
    Award,
    /// The counts are of several tiers that have numbers of their own.
    Tiers,
    /// Several costs are paid from its line.
    Lines,
    /// The counts are of several stages that have numbers of their own.
    Stages,
    /// It changes an attribute, such as a title, which is not read off.
    Attribute,
    /// Nobody was open to it.
    Unseen,
    /// Nobody handed in two rosters to see it in.
    Rosters,
    /// Nothing that was handed in tells of it.
    Untold,
    /// Nobody handed in how many students there were.
    Students,
    /// Nobody handed in what was paid for how many.
    Spending,
    /// It is the effect of a programme: whom it reaches was not left to chance.
    Effect,
}

/// A number that was read off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Known {
    /// Its place in the scenario.
    pub parameter: ParameterId,
    /// Its path.
    pub path: String,
    /// Its kind.
    pub sort: Sort,
    /// What the scenario says: the 5th, the 50th and the 95th percentile of its prior.
    pub prior: [f64; 3],
    /// What is known now: probabilities and values.
    pub quantiles: Vec<[f64; 2]>,
    /// How many were open to it: people, each with the part of a year in which it could happen.
    pub at_risk: f64,
    /// To how many it happened; of those who left in a way that is not known, as many as are likely to have left so.
    pub events: f64,
    /// Whether places bound it in all years or in some.
    pub bound: bool,
    /// Paths of numbers from which it is told apart only by what the scenario says of them.
    pub alike: Vec<String>,
    /// Whether the middle of what is known now lies outside the 5th to the 95th percentile of what the scenario says.
    pub outside: bool,
}

impl Known {
    /// Its value at one of the percentiles that are told.
    #[must_use]
    pub fn at(&self, probability: f64) -> f64 {
        at(&self.quantiles, probability)
    }
}

/// How much years differ in a number.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Spread {
    /// The path of the standard deviation of log-odds.
    pub path: String,
    /// The 5th, the 50th and the 95th percentile of its prior.
    pub prior: [f64; 3],
    /// What is known now: probabilities and values.
    pub quantiles: Vec<[f64; 2]>,
    /// Fiscal years that were seen.
    pub years: usize,
}

impl Spread {
    /// Its value at one of the percentiles that are told.
    #[must_use]
    pub fn at(&self, probability: f64) -> f64 {
        at(&self.quantiles, probability)
    }
}

pub(super) fn at(quantiles: &[[f64; 2]], probability: f64) -> f64 {
    let near = quantiles.iter().min_by(|a, b| (a[0] - probability).abs().total_cmp(&(b[0] - probability).abs()));
    near.map_or(f64::NAN, |[_, value]| *value)
}

/// A number that cannot be read off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Refused {
    /// Its path.
    pub path: String,
    /// Why.
    pub why: Why,
}

/// How far numbers of a kind go together.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Strength {
    /// The kind.
    pub sort: Sort,
    /// The correlation of how far they lie from what the scenario says, on average.
    pub together: f64,
}

/// People of whom the scenario knows no way from one roster to the next.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unexplained {
    /// From which tier to which, or out; and how many.
    pub ways: Vec<(TierId, Option<TierId>, usize)>,
    /// There although an age of retirement or the end of a contract had come that nobody stays beyond.
    pub past: usize,
    /// Open to a way out of which nothing can be said.
    pub aside: usize,
}

impl Unexplained {
    pub(super) fn note(&mut self, from: TierId, to: Option<TierId>) {
        match self.ways.iter_mut().find(|(own, other, _)| (*own, *other) == (from, to)) {
            Some((.., count)) => *count += 1,
            None => self.ways.push((from, to, 1)),
        }
    }

    /// All of them.
    #[must_use]
    pub fn people(&self) -> usize {
        self.ways.iter().map(|(.., count)| count).sum::<usize>() + self.past + self.aside
    }
}

/// What was read off.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Fitted {
    /// The month of each roster, and how many people it has.
    pub rosters: Vec<(Month, usize)>,
    /// People of all rosters but the last, and how many of them could not be linked.
    pub followed: usize,
    /// See `followed`.
    pub unlinked: usize,
    /// Those who left in a month or a way that is not known.
    pub hidden: usize,
    /// Fiscal years that were seen, by the calendar year in which each opens.
    pub years: Vec<i32>,
    /// Numbers, in the order of the scenario.
    pub known: Vec<Known>,
    /// How much years differ.
    pub spreads: Vec<Spread>,
    /// What cannot be read off.
    pub refused: Vec<Refused>,
    /// How far numbers of a kind go together.
    pub strengths: Vec<Strength>,
    /// Those whom the scenario cannot explain.
    pub unexplained: Unexplained,
}
