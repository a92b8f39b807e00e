//! Intervals and stopping: how far what replicates show may be from what infinitely many would, for runs and studies alike.
//!
//! Replicates of one draw of the parameters resemble each other, and the draws of a batch are spread out on purpose, so
//! evidence comes in units: what the replicates of a batch, or of a draw, give together. Which of the two is for
//! [`Evidence`] alone to say; a [`Sample`] holds for any units that do not depend on each other.

mod evidence;
pub(crate) mod precision;
mod quantile;
mod sample;
mod student;
mod tally;

pub(crate) use evidence::Evidence;
pub(crate) use quantile::Crowd;
pub(crate) use sample::{Kind, Sample};
use student::critical;
pub(crate) use tally::Tally;

/// Confidence of intervals, unless stated otherwise.
pub(crate) const CONFIDENCE: f64 = 0.95;
