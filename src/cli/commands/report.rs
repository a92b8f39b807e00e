//! `tidui report`

use crate::app::{self, AppError, ReportRequest};
use crate::cli::args::Report;
use crate::cli::output::Output;

pub(in crate::cli) fn execute(report: Report, output: &Output) -> Result<(), AppError> {
    let progress = output.progress();
    let Report { run, output: folder, no_charts } = report;
    let request = ReportRequest { run, output: folder, charts: !no_charts, language: output.language() };
    let outcome = app::report(&request, &progress);
    progress.finish();
    let again = format!("\n{}\n", output.words().word("closing-reported"));
    super::run::tell(&outcome?, &again, output)
}
