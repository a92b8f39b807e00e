//! `tidui runs`

use crate::app::{self, AppError, Runs};
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn execute(runs: &Runs, output: &Output) -> Result<(), AppError> {
    let listing = app::listing(runs)?;
    if output.json() {
        return output.object(&listing);
    }
    output.text(&terminal::runs(&listing, output.words(), output.paint()))
}
