//! When something happens to a person, and what. `bounds` works out how likely anything is at most, `exposure` is the luck
//! that she is under, and `thinning` lets the bound propose events and keeps of them those that really happen.

mod bounds;
mod exposure;
mod thinning;

pub(crate) use bounds::{BLOCK, HazardBounds};
pub(crate) use exposure::{Exposure, Proposal};
pub(crate) use thinning::{Neighbours, open_block, outcome, reclass, renew, reopen, schedule};
