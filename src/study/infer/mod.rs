//! What the replicates of design points say: estimates, paired differences and their intervals, the effect of a change on a
//! target, what may stop early, and how many replicates a precision takes.

mod effect;
mod enough;
mod indices;
mod information;
mod mixing;
mod paired;
pub(crate) mod prim;
mod racing;
mod resample;
mod sequential;

pub use effect::{Effect, Standing, Telling, effect, standing_of};
pub(crate) use effect::{bounds_of, effects, missing};
pub use enough::{Enough, Figure};
pub(crate) use indices::Crossed;
pub use indices::Index;
pub use information::Information;
pub(crate) use information::Regression;
pub(crate) use mixing::Fitted;
pub use mixing::{QUANTILES, Reaching, Spread};
pub use paired::{Difference, Estimate, difference, mean, share};
pub(crate) use paired::{Paired, average, difference_of, estimate, holm, share_at, unseen};
pub(crate) use racing::Race;
pub(crate) use resample::{BLOCK, Moments, Resamples, weight};
pub use sequential::settle;
pub(crate) use sequential::{narrower, settling};
