//! `tidui upgrade`

use crate::app::{self, AppError, Upgrade};
use crate::cli::output::Output;
use crate::report::{json, terminal};

pub(in crate::cli) fn execute(upgrade: &Upgrade, output: &Output) -> Result<(), AppError> {
    let app::UpgradeOutcome { file, upgraded, written } = app::upgrade(upgrade)?;
    if output.json() {
        return output.object(&json::upgrade(&file, &upgraded, written, output.language()));
    }
    output.text(&terminal::upgrade(&file, &upgraded, written, output.words(), output.paint()))
}
