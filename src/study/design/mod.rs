//! What a study runs: design points, the laboratory that gives all of them the same luck, what is counted in every
//! replicate, and the store of what was run.

mod block;
mod difference;
mod factors;
mod laboratory;
mod measure;
mod point;

pub use block::{Block, MemoryStore, Store};
#[cfg(test)]
pub(crate) use difference::difference;
pub use factors::Factor;
pub(crate) use factors::factors;
pub use laboratory::{Laboratory, Round, Sampling};
pub use measure::{Measure, Series, Valued};
pub use point::{Binding, Outcomes, Point};
