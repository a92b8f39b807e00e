//! Stage 7: results as people and machines read them.
//!
//! In: [`crate::summary::Results`] and the scenario they are of. Out: text for a terminal, JSON, charts, an HTML page, a workbook.
//! Not here: statistics, files, printing.

mod about;
pub mod backtest;
pub mod brief;
pub mod charts;
pub mod diff;
pub mod document;
mod findings;
pub mod fit;
#[cfg(test)]
pub mod fixtures;
pub mod folders;
pub mod form;
pub mod json;
pub mod names;
mod numbers;
pub mod page;
pub mod pictures;
pub mod said;
pub mod study;
mod table;
pub mod terminal;
pub mod update;
pub mod view;
mod words;
pub mod workbook;

pub use about::{About, Beside};
pub use words::{MoneyUnit, Words};
