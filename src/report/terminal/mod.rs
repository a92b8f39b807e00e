//! What people read in a terminal: at most 100 columns, the same with and without colour, in both languages.
//!
//! Every function here returns text. Printing is done by the command line alone.

mod assumptions;
mod check;
mod diagnostics;
mod examples;
mod layout;
mod money;
mod paint;
mod replay;
mod run;
mod runs;
mod story;
mod targets;
#[cfg(test)]
mod tests;
mod upgrade;
mod verify;

pub use check::{Register, check, register};
pub use diagnostics::diagnostics;
pub use examples::examples;
pub use layout::WIDTH;
pub(super) use layout::{Cell, Table, heading, item, paragraph};
pub use paint::{Paint, Tone};
pub use replay::replay;
pub use run::{closing, closing_study, run};
pub use runs::runs;
pub use story::story;
pub use upgrade::upgrade;
pub use verify::verify;
