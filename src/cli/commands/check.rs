//! `tidui check`

use crate::app::{self, AppError};
use crate::cli::args::Check;
use crate::cli::output::Output;
use crate::report::{json, terminal};

pub(in crate::cli) fn execute(check: &Check, output: &Output) -> Result<(), AppError> {
    let outcome = app::check(&check.scenario.file, &check.scenario.sets)?;
    if output.json() {
        return output.object(&json::check(&outcome.scenario, &outcome.warnings, output.language()));
    }
    output.warnings(&outcome.warnings);
    output.text(&terminal::check(&outcome.scenario, &outcome.files, output.words(), output.paint()))
}
