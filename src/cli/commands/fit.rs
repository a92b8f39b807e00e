//! `tidui fit`

use crate::app::{self, AppError, Fit};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{fit as report, terminal};

pub(in crate::cli) fn execute(fit: Fit, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    let outcome = app::fit(&Fit { lang: output.language(), ..fit }, &progress);
    progress.finish();
    let outcome = outcome?;
    if output.json() {
        return output.object(&report::object(&outcome.fitted, &outcome.files, output.words()));
    }
    output.warnings(&outcome.warnings);
    let view = report::view(&outcome.scenario, &outcome.fitted, output.words());
    let written = terminal::written(&outcome.files, output.words(), output.paint());
    output.text(&(terminal::view(&view, output.paint()) + &written))
}
