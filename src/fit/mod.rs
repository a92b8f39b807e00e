//! Stage 5, beside studies: rosters and counts of a district become what is known of a scenario's numbers.
//!
//! In: a scenario, rosters of two or more dates, counts of funnels. Out: a [`Fitted`]: the posterior of each number that can be
//! read off them, with the scenario's own range as its prior, and which numbers cannot, and why.
//! The engine's own definition is inverted: who is open to a move, in which month and with what weight is asked of the compiled
//! model. `panel` links rosters, `exposure` turns pairs of them into counts, `posterior` samples, `answer` says what came of it.
//! Not here: files, printing, words.

mod answer;
mod candidates;
mod cells;
mod costs;
mod counts;
mod exposure;
mod findings;
mod funnel;
mod hidden;
mod overlay;
mod panel;
mod posterior;
mod prior;
mod quotas;
mod shown;
mod so_far;
mod students;
#[cfg(test)]
mod tests;

pub use answer::{Counted, fit, fit_while};
pub use costs::PaidRow;
pub use findings::{Fitted, Known, Refused, Sort, Spread, Strength, Unexplained, Why};
pub use funnel::FunnelRow;
pub use overlay::{Overlaid, overlay};
pub use panel::{Link, Panel, Roster};
pub use posterior::Effort;
pub use prior::{GROWTH_SD, YEARLY_SD};
pub use quotas::PlacesRow;
pub use so_far::so_far;
pub use students::StudentsRow;
