//! Stage 2: a checked [`crate::scenario::Scenario`] becomes a [`Model`] of dense arrays and indices.
//!
//! In: a scenario in which every name resolves and every number is in range. Out: calendars spread over months, age
//! bands, bits of doses, metrics, ledger rows, and addresses of luck, all constant for a run; and, for each draw of the
//! parameters, [`Drawn`] numbers folded from them.
//! Not here: file access, people, strings in hot paths. Compiling cannot fail.

mod compile;
mod counts;
mod drawn;
mod judged;
mod lumping;
mod metrics;
mod parameters;
mod rows;
mod sources;
mod standing;
mod threshold;
mod timeline;
mod values;
mod who;

pub use compile::Model;
pub(crate) use compile::ProgrammePlan;
pub use counts::CountPlan;
pub(crate) use counts::PartsPlan;
pub use drawn::{Drawn, logistic, logit};
pub(crate) use drawn::{DrawnLevel, DrawnMove, nearest};
pub(crate) use judged::in_parts;
pub use judged::{Judged, Outside, UNDEFINED};
pub(crate) use lumping::Lumped;
pub use lumping::{Distinction, Lumping, Obstacle};
pub use metrics::{Metric, MetricKind, ReadingPlan};
pub use parameters::Parameters;
pub use sources::{Limit, Source, SourceIndex};
pub use standing::{After, AwardSource, FlowSource};
pub use threshold::Threshold;
pub use timeline::{MonthFacts, Rounds, Timeline};
pub(crate) use values::{bits, replaced};
pub(crate) use who::WhoPlan;
