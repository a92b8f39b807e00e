//! tidui 梯队: how likely is each target of a talent plan under its money, and what holds it back?
//!
//! The data's way is the architecture, one folder a stage:
//!
//! ```text
//! scenario file → scenario → model → simulate → summary → study → tables, report → runs → app → cli
//! ```
//!
//! Each stage has its own types; dependencies point one way. Without the feature `full` the crate is the engine alone,
//! from words to studies: no tables, no charts, no command line.

pub mod model;
pub mod random;
pub mod scenario;
pub mod simulate;
pub mod study;
pub mod summary;
pub mod words;

#[cfg(feature = "full")]
pub mod app;
#[cfg(feature = "full")]
pub mod cli;
#[cfg(feature = "full")]
pub mod intake;
#[cfg(feature = "full")]
pub mod report;
#[cfg(feature = "full")]
pub mod runs;
#[cfg(feature = "full")]
pub mod tables;
