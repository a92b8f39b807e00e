//! People: what rates and conditions see of them, how they are employed, whom a condition admits, and whom a run opens with.

mod eligibility;
mod employment;
mod opening;
mod part_time;
mod person;
mod valued;

pub(crate) use eligibility::Asked;
pub(crate) use employment::{Employment, EmploymentRecord, EmploymentTerms};
pub use opening::largest_remainder;
pub(crate) use opening::{Kept, Opening, from_roster, ordinary_age, retirement};
pub(crate) use part_time::PartTime;
pub(crate) use person::{GONE, NEVER, Person};
pub(crate) use valued::Valued;
