//! Stage 5: many runs become the answer to one question.
//!
//! In: one or more checked scenarios and what is asked of them. Out: an outcome with numbers and their intervals, ready for
//! tables. `questions` has one file a question: [`compare`](compare()), [`attribute`], [`frontier`](frontier()),
//! [`require`](require()), [`marginal`](marginal()), [`allocate`](allocate()) about what a plan brings;
//! [`layers`](layers()), [`sensitivity`](sensitivity()), [`discover`](discover()), [`robust`](robust()), [`worth`](worth()) about what is
//! not known. All of them run design points ([`Point`], in
//! `design`) in a [`Laboratory`], which gives every point the same luck, keeps what was run in a [`Store`] and shares the
//! work among threads; `lever` has what they change, `infer` what they conclude.
//! Not here: files, printing, words for people.

mod design;
mod error;
mod infer;
mod lever;
mod questions;
#[cfg(test)]
mod tests;

#[cfg(feature = "app")]
pub(crate) use design::factors;
pub use design::{
    Binding, Block, Factor, Laboratory, Measure, MemoryStore, Outcomes, Point, Round, Sampling, Series, Store, Valued,
};
pub use error::{LeverError, StudyError};
pub use infer::{
    Difference, Effect, Enough, Estimate, Figure, Index, Information, QUANTILES, Reaching, Spread, Standing, Telling,
    difference, effect, mean, settle, share, standing_of,
};
pub use lever::{Change, Lever, LeverUnit, levers};
pub use questions::*;
