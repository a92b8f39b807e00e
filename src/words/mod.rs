//! The words that every stage shares: months, numbers as people write them, texts in two languages, and what can be
//! wrong with an input or refused by the system.
//!
//! Nothing here knows a scenario, draws a number, reads a file or prints.

mod ages;
mod calendar;
mod catalogue;
mod dates;
mod diagnostic;
mod file_name;
mod number;
mod plain;
mod refusal;
mod shell;
mod text;
mod values;

pub use ages::{months_of_years, read_age};
pub use calendar::{Month, MonthError, fiscal_label, month_within};
pub(crate) use catalogue::text;
pub use catalogue::{Catalogue, Count, Told, Value};
pub use dates::{Dating, NoMonth, Stated, day_stands_first, read_month, read_month_as};
pub use diagnostic::{Diagnostic, Diagnostics, Location, Severity, cell_name, nearest};
pub use file_name::{file_name, path};
pub use number::{Number, Unit, narrow};
pub use plain::{escaped, lines, one_line, painted, visible};
pub use refusal::refusal;
pub use shell::{command, quoted, quoted_path};
pub use text::{Language, Text};
#[cfg(feature = "app")]
pub(crate) use values::share;
pub use values::{Confidence, Positive, Shard, Unfit, Whole, Width, Yuan};
pub(crate) use values::{MOST_YUAN, named_range, several, typed, whole_yuan};
