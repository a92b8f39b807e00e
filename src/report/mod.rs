//! Stage 7: results as people and machines read them.
//!
//! In: [`crate::summary::Results`] and the scenario they are of. Out: text for a terminal, JSON, charts.
//! Not here: statistics, files, printing.

pub mod charts;
#[cfg(test)]
pub mod fixtures;
pub mod folders;
pub mod json;
pub mod names;
pub mod pictures;
pub mod terminal;
mod words;

pub use words::{MoneyUnit, Words};
