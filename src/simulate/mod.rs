//! Stage 3: a model and luck become replicates.
//!
//! In: a [`crate::model::Model`] and a [`RunPlan`]. Out: a whole-number [`Record`] of each replicate, handed to a
//! [`Collector`]; or one replicate as a [`Story`]. [`replicate`](self) is the method statement; each step of a month has a
//! file of its own.
//! Not here: files, printing, statistics. No replicate is kept.

mod api;
mod audit;
mod eligibility;
mod employment;
mod engagement;
mod environment;
mod hazard;
mod hazard_bounds;
mod layout;
mod money;
mod moves;
mod person;
mod pool;
mod programmes;
mod ranks;
mod record;
mod recruitment;
mod replicate;
mod room;
mod run;
mod scene;
mod state;
mod story;

pub(crate) use api::threads_asked;
pub use api::{Event, Happening, Observer, Particulars, ReplicateRow, RunError, RunPlan, Story, Unobserved};
pub use layout::largest_remainder;
pub use pool::Pool;
pub use record::Record;
pub(crate) use record::{EQUITY_SCALE, SCHOOL_SCALE, equity_months};
pub(crate) use room::bytes_of_a_replicate;
pub use run::{Collector, Group, run, run_groups, single};
pub use state::{FundYear, LedgerYear, LineYear};
pub use story::replay;
