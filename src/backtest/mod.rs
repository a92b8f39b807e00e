//! Beside the way: how far forecasts of a plan could be trusted in years that are known.
//!
//! In: a [`Scenario`](crate::scenario::Scenario), rosters of several dates, counts of funnels and places. For each date with a
//! roster before it numbers are read off what was known then, the plan goes on from there with the people of that roster, and
//! what it says of later rosters is compared with them. Out: a [`Backtest`], plain data.
//! Forecast and truth are counted in the same way: from one roster to the next, person by person.
//! Not here: files, words, charts.

mod counted;
mod findings;
mod rolling;
pub mod scores;
mod targets;
mod verdict;

pub use findings::{
    Backtest, Comparison, Forecast, Judgement, LEAST, LEVELS, Origin, Place, Pooled, Quantity, Score, Sort, Unseen,
    Untold, Verdict,
};
pub use rolling::{Asked, backtest};
pub(crate) use targets::{keeps, ratio, value as roster_value};
