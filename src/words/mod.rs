//! The words that every stage shares: months, numbers as people write them, texts in two languages, and what can be
//! wrong with an input or refused by the system.
//!
//! Nothing here knows a scenario, draws a number, reads a file or prints.

mod calendar;
mod diagnostic;
mod file_name;
mod number;
mod plain;
mod refusal;
mod shell;
mod text;

pub use calendar::{Month, MonthError, fiscal_label};
pub use diagnostic::{Diagnostic, Diagnostics, Location, Severity, nearest};
pub use file_name::{file_name, path};
pub use number::{Number, Unit};
pub use plain::{escaped, lines, one_line, painted, visible};
pub use refusal::refusal;
pub use shell::{command, quoted, quoted_path};
pub use text::{Language, Text};
