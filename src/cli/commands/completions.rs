//! `tidui completions`

use clap_complete::Shell;

use crate::app::AppError;
use crate::cli::args::definition;
use crate::cli::output::Output;

pub(in crate::cli) fn execute(shell: Shell, output: &Output) -> Result<(), AppError> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut definition(output.words()), "tidui", &mut script);
    output.text(&String::from_utf8_lossy(&script))
}
