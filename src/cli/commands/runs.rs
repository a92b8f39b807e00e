//! `tidui runs`

use std::path::Path;

use crate::app::{self, AppError};
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn execute(folder: Option<&Path>, output: &Output) -> Result<(), AppError> {
    let listing = app::listing(folder)?;
    if output.json() {
        return output.object(&listing);
    }
    output.text(&terminal::runs(&listing, output.words(), output.paint()))
}
