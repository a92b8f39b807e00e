//! What people read in a terminal: at most 100 columns, the same with and without colour, in both languages. What a run or
//! a study says is a [`View`](super::view::View); the rest is composed here.
//!
//! Every function here returns text. Printing is done by the command line alone.

mod archive;
mod check;
mod closing;
mod diagnostics;
mod examples;
mod import;
mod layout;
mod lumping;
mod paint;
mod replay;
mod runs;
mod story;
#[cfg(test)]
mod tests;
mod upgrade;
mod verify;
mod view;

pub use archive::archive;
pub use check::check;
pub use closing::{closing, closing_study};
pub use diagnostics::{diagnostics, problems};
pub use examples::examples;
pub use import::{ImportedAs, begun, filled, form_written, import_closing, imported};
pub use layout::WIDTH;
pub use lumping::lumping;
pub use paint::{Paint, Tone};
pub use replay::{replay, restart, rosters, written};
pub use runs::runs;
pub use story::story;
pub use upgrade::upgrade;
pub use verify::verify;
pub use view::view;

use crate::scenario::Scenario;
use crate::summary::Results;

use super::words::Words;

/// What a run says, without the place of its folder (see [`closing`]).
#[must_use]
pub fn run(scenario: &Scenario, results: &Results, words: &Words, paint: Paint) -> String {
    view(&super::view::run(scenario, results, words), paint)
}
