//! Stage 4: replicates become mergeable summaries, and summaries become [`Results`].
//!
//! In: the whole-number record of each replicate. Out: [`Results`]. Everything summed is a whole number, so merging
//! is exact and the order of merging cannot change a byte. Memory does not grow with the number of replicates.
//! Not here: simulation, tables, words for people.

mod accumulate;
mod budget;
mod exact;
mod histogram;
pub(crate) mod infer;
mod interval;
mod numbers;
mod part;
mod pools;
mod promised;
mod results;
mod section;
mod shortfall;
mod statistics;

pub use crate::model::{Limit, MetricKind};
pub use accumulate::Summary;
pub(crate) use budget::points_that_fit;
pub use budget::threads_that_fit;
pub use histogram::Histogram;
pub use interval::clopper_pearson;
pub use part::{Misfit, Part};
pub use results::{
    AwardMoney, CashMonth, CashTotal, Commitment, CommitmentMonth, EquityResult, FlowMoney, FundCommitment, FundMoney,
    Influence, LedgerRow, Levels, LimitShare, LineMoney, MetricResult, MilestoneResult, Period, PlanMoney, PoolMoney,
    Probability, Quantiles, RESERVE_LEVELS, Results, SchoolResult, Spread, TargetResult, Together, TotalMoney,
};
pub use section::Section;
pub(crate) use shortfall::{MICRO, share_out};
