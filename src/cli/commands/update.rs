//! `tidui update`

use crate::app::{self, AppError, Update};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{terminal, update as report};

pub(in crate::cli) fn execute(update: Update, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    let outcome = app::update(&Update { lang: output.language(), ..update }, &progress);
    progress.finish();
    let outcome = outcome?;
    let files = [outcome.folder.clone()];
    if output.json() {
        return output.object(&report::object(&outcome.updated, &files));
    }
    output.warnings(&outcome.warnings);
    let onward = outcome.folder.join("updated.toml").display().to_string();
    let view = report::view(&outcome.plan, &outcome.updated, &onward, output.words());
    let written = terminal::written(&files, output.words(), output.paint());
    output.text(&(terminal::view(&view, output.paint()) + &written))
}
