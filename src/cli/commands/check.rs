//! `tidui check`

use crate::app::{self, AppError, Check};
use crate::cli::output::Output;
use crate::report::{json, terminal};

pub(in crate::cli) fn execute(check: &Check, output: &Output) -> Result<(), AppError> {
    let outcome = app::check(check)?;
    if output.json() {
        let app::CheckOutcome { scenario, inherited, lumping, warnings, .. } = &outcome;
        return output.object(&json::check(scenario, inherited, lumping, warnings, output.language()));
    }
    output.warnings(&outcome.warnings);
    let app::CheckOutcome { scenario, files, inherited, lumping, .. } = &outcome;
    let (words, paint) = (output.words(), output.paint());
    let lumping = terminal::lumping(scenario, lumping, check.lumping, words, paint);
    output.text(&(terminal::check(scenario, files, inherited, words, paint) + &lumping))
}
