//! One file a question, with a folder where it takes more. None of them calls another.
//!
//! The list of them stands here, and here only: every stage that does something for each question reads it.

mod allocate;
mod attribute;
mod compare;
mod discover;
mod frontier;
mod inputs;
mod layers;
mod marginal;
mod plans;
mod require;
mod robust;
mod sensitivity;
mod worth;

use serde::{Deserialize, Serialize};

use super::infer::Enough;

pub use allocate::{
    Aim, Allocated, Allocation, Bounds, Effort, End, Evaluations, Front, Held, Raced, Split, Splitting, Wanted,
    YearMoney, allocate, least_sum, pareto,
};
pub use attribute::{Attribution, Changes, Part, TreeChanges, attribute};
pub use compare::{Compared, Comparison, OutcomeRow, compare, labels};
pub use discover::{Discovery, Dot, Failure, FailureBox, Held as BoxHeld, Limit as BoxLimit, Peeled, discover};
pub use frontier::{Axis, Frontier, FrontierPoint, Reached, Saturation, frontier, settled_frontier};
pub use inputs::{InputDifference, Stated, Unlike, input_differences};
pub use layers::{Doubt, LEVELS, Layered, Layers, layers};
pub use marginal::{Extent, Gain, Marginal, Steps, marginal, usual_step};
pub use require::{Chosen, ChosenYear, Goal, Opening, Profile, Require, Required, Requirement, Variant, require};
pub use robust::{Judged, Robustness, Stand, robust};
pub use sensitivity::{
    Decomposed, Part as IndexPart, SCREENED_IN, Screened, Screening, Sensitivity, Step, Swing, Wanted as Factors,
    sensitivity, settled_sensitivity,
};
pub use worth::{Bought, Learned, Sampled, Worth, worth};

/// The list of questions: hands it to the macro `$each`. A line has the name, which is the command; what is asked, a struct of
/// `app/study/`; what is answered, a struct of this folder; and of how many scenarios it is asked.
macro_rules! each_question {
    ($each:ident) => {
        $each! {
            "compare": Compare => Compared, of 2..=usize::MAX;
            "frontier": Frontier => Frontier, of 1..=1;
            "require": Require => Requirement, of 1..=1;
            "marginal": Marginal => Marginal, of 1..=1;
            "allocate": Allocate => Allocated, of 1..=1;
            "layers": Layers => Layers, of 1..=1;
            "sensitivity": Sensitivity => Sensitivity, of 1..=1;
            "discover": Discover => Discovery, of 1..=1;
            "robust": Robust => Robustness, of 2..=usize::MAX;
            "worth": Worth => Worth, of 2..=usize::MAX;
        }
    };
}
pub(crate) use each_question;

macro_rules! answer {
    ($($name:literal: $Question:ident => $Answer:ident, of $scenarios:expr;)*) => {
        /// The answer to a question, whichever it was.
        #[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
        pub enum Answer {
            $(
                #[doc = concat!("To `", $name, "`.")]
                $Question($Answer),
            )*
        }

        impl Answer {
            /// How closely what it is mainly about is known, and how many replicates would tell it more closely; none where
            /// it has no interval.
            #[must_use]
            pub fn enough(&self) -> Option<Enough> {
                match self {
                    $(Self::$Question(answer) => answer.closeness(),)*
                }
            }
        }
    };
}
self::each_question!(answer);
