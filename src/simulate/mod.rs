//! Stage 3: a model and luck become replicates.
//!
//! In: a [`crate::model::Model`] and a [`RunPlan`]. Out: a whole-number [`Record`] of each replicate, handed to a
//! [`Collector`]; or one replicate as a [`Story`]. `replicate.rs` is the method statement: the months in order, and
//! in each the steps that `month` has a file each for. They act on `people`; what may befall those is decided in `hazard`.
//! `scene` is what all of them play on, `state` what changes; `run` hands many replicates to threads, `story` tells one.
//! Not here: files, printing, statistics. No replicate is kept.

mod api;
mod audit;
mod beside;
mod books;
mod carried;
mod hazard;
mod lists;
mod memory;
mod month;
mod people;
mod plans;
mod pool;
mod redrawn;
mod replicate;
mod rosters;
mod run;
mod scene;
mod state;
mod stations;
mod story;

pub(crate) use api::threads_asked;
pub use api::{Event, Happening, Observer, Particulars, ReplicateRow, RunError, RunPlan, Story, Unobserved};

pub use beside::{Beside, Difference, MonthsLived, run_beside};
pub use books::FundYear;
pub use carried::carried;
pub(crate) use memory::bytes_of_a_replicate;
pub use month::record::Record;
pub(crate) use month::record::{EQUITY_SCALE, SCHOOL_SCALE, equity_months};
pub use people::largest_remainder;
pub(crate) use people::{Employment, NEVER, Person, from_roster, ordinary_age, retirement};
pub use plans::{LedgerYear, Planned};
pub use pool::Pool;
pub use redrawn::redrawn;
pub use rosters::rosters;
pub use run::{Collector, Group, run, run_groups, single};
pub use state::{AwardYear, FlowYear, LineYear};
pub use stations::{Stations, stations};
pub use story::replay;
