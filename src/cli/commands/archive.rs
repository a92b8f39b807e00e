//! `tidui archive`

use crate::app::{self, AppError, Archive};
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn execute(archive: &Archive, output: &Output) -> Result<(), AppError> {
    let archived = app::archive(archive)?;
    if output.json() {
        return output.object(&archived);
    }
    output.text(&terminal::archive(&archived, output.words(), output.paint()))
}
