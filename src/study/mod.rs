//! Stage 5: many runs become the answer to one question.
//!
//! In: one or more checked scenarios and what is asked of them. Out: an outcome with numbers and their intervals, ready for
//! tables. One file per question: [`compare`](compare()), [`attribute`], [`frontier`](frontier()), [`require`](require()),
//! [`marginal`](marginal()), [`allocate`](allocate()). All of them run design points ([`Point`]) in a [`Laboratory`], which
//! gives every point the same luck, keeps what was run in a [`Store`] and shares the work among threads.
//! Not here: files, printing, words for people.

mod allocate;
mod attribute;
mod block;
mod compare;
mod effect;
mod error;
mod frontier;
mod inputs;
mod laboratory;
mod lever;
mod marginal;
mod measure;
mod optimiser;
mod paired;
mod point;
mod prices;
mod require;
mod sequential;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

pub use allocate::{
    Aim, AllocateRequest, Allocation, Bounds, End, Front, Held, Split, Wanted, YearMoney, allocate, pareto,
};
pub use attribute::{Attribution, Changes, Part, TreeChanges, attribute};
pub use block::{Block, MemoryStore, Store};
pub use compare::{Comparison, OutcomeRow, compare, labels};
pub use effect::{Effect, Standing, Telling, effect, standing_of};
pub use error::{LeverError, StudyError};
pub use frontier::{Axis, Frontier, FrontierPoint, FrontierRequest, Reached, Saturation, frontier, settled_frontier};
pub use inputs::{InputDifference, Stated, input_differences};
pub use laboratory::{Laboratory, Sampling};
pub use lever::{Change, Lever, LeverUnit, levers};
pub use marginal::{Gain, Marginal, MarginalRequest, marginal, usual_step};
pub use measure::{Measure, Series};
pub use paired::{Difference, Estimate, difference, mean, share};
pub use point::{Binding, Outcomes, Point};
pub use require::{
    Chosen, ChosenYear, Goal, Opening, Profile, RequireRequest, Required, Requirement, Variant, require,
};
pub use sequential::settle;

/// The answer to a question, whichever it was.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Answer {
    /// Scenarios beside each other, and what each group of changes contributed where that was asked.
    Compare(Comparison, Vec<Attribution>),
    /// Probability as a function of funding.
    Frontier(Frontier),
    /// The least that is enough.
    Require(Requirement),
    /// What the next step buys.
    Marginal(Marginal),
    /// The split of a sum that serves best, for one sum or for several, least first.
    Allocate(Vec<Front>, Aim),
}
