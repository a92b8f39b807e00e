//! `tidui check`

use crate::app::{self, AppError, Check};
use crate::cli::output::Output;
use crate::report::{json, terminal};

pub(in crate::cli) fn execute(check: &Check, output: &Output) -> Result<(), AppError> {
    let outcome = app::check(check)?;
    if output.json() {
        let app::CheckOutcome { scenario, inherited, warnings, .. } = &outcome;
        return output.object(&json::check(scenario, inherited, warnings, output.language()));
    }
    output.warnings(&outcome.warnings);
    let app::CheckOutcome { scenario, files, inherited, .. } = &outcome;
    output.text(&terminal::check(scenario, files, inherited, output.words(), output.paint()))
}
