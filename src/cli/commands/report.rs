//! `tidui report`

use crate::app::{self, AppError, Report};
use crate::cli::output::Output;
use crate::cli::progress::Progress;

pub(in crate::cli) fn execute(report: Report, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output).briefly();
    let outcome = app::report(&Report { lang: output.language(), ..report }, &progress);
    progress.finish();
    let again = format!("\n{}\n", output.words().word("closing-reported"));
    super::run::tell(&outcome?, &again, output)
}
