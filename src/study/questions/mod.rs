//! One file a question, with a folder where it takes more. None of them calls another.

mod allocate;
mod attribute;
mod compare;
mod frontier;
mod inputs;
mod marginal;
mod require;

pub use allocate::{
    Aim, Allocation, Bounds, Effort, End, Evaluations, Front, Held, Split, Splitting, Wanted, YearMoney, allocate,
    pareto,
};
pub use attribute::{Attribution, Changes, Part, TreeChanges, attribute};
pub use compare::{Comparison, OutcomeRow, compare, labels};
pub use frontier::{Axis, Frontier, FrontierPoint, Reached, Saturation, frontier, settled_frontier};
pub use inputs::{InputDifference, Stated, input_differences};
pub use marginal::{Gain, Marginal, Steps, marginal, usual_step};
pub use require::{Chosen, ChosenYear, Goal, Opening, Profile, Require, Required, Requirement, Variant, require};
