//! Stage 5, beside studies: a plan that goes on half-way.
//!
//! In: the plan, rosters until now, what was paid. Out: what has been of all that it counts, and its forecasts beside each other:
//! the one with which it began and the one from now on.
//! Not here: files, printing, words; how numbers are read off rosters (`fit`), how a plan goes on from a month (`scenario::restart`).

mod carried;
mod findings;
mod outlook;
mod paid;
mod so_far;

pub use carried::{Stated, carried, school_year, untold};
pub use findings::{Behind, Carried, Executed, Found, Outlook, Settled, Told, Updated};
pub use outlook::{Compared, Counted, within};
pub use paid::executed;
pub use so_far::{counts, so_far};
