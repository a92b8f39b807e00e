//! People: what rates and conditions see of them, how they are employed, whom a condition admits, and whom a run opens with.

mod eligibility;
mod employment;
mod opening;
mod person;

pub(crate) use eligibility::Asked;
pub(crate) use employment::{Employment, EmploymentRecord, EmploymentTerms};
pub use opening::largest_remainder;
pub(crate) use opening::{Opening, retirement};
pub(crate) use person::{GONE, NEVER, Person};
