//! Counts that requests share, each with its bounds, and where folders go.

use std::path::PathBuf;

use crate::runs::layout;
use crate::words::Whole;

/// The seed of all randomness.
pub type Seed = Whole<0, { u64::MAX }>;

/// A seed that a table of rows can hold.
pub type RowSeed = Whole<0, { i64::MAX as u64 }>;

/// A count of replicates: two at least, for an interval.
pub type Replicates = Whole<2, 1_000_000_000>;

/// The position of a replicate in its run.
pub type Position = Whole<0, { u64::MAX }>;

/// A count of threads.
pub type Threads = Whole<1, 1024>;

/// Where folders go, and are looked for, unless another place is named.
pub(super) fn output() -> PathBuf {
    layout::OUTPUT.into()
}
