//! Intervals and stopping: how far what replicates show may be from what infinitely many would, for runs and studies alike.
//!
//! Replicates of one draw of the parameters resemble each other, so evidence comes in units: what the replicates of a draw
//! give together. Only who makes a [`Sample`] or a [`Tally`] says what a unit is; everything here holds for any units that
//! do not depend on each other.

pub(crate) mod precision;
mod quantile;
mod sample;
mod student;
mod tally;

pub(crate) use quantile::Crowd;
pub(crate) use sample::{Kind, Sample};
pub(crate) use student::critical;
pub(crate) use tally::Tally;

/// Confidence of intervals, unless stated otherwise.
pub(crate) const CONFIDENCE: f64 = 0.95;
