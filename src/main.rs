//! The `tidui` program.

use std::process::ExitCode;

fn main() -> ExitCode {
    tidui::cli::main()
}
