//! `tidui verify`

use std::process::ExitCode;

use crate::app::{self, AppError, Verify};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::folders::Verdict;
use crate::report::terminal;

/// Exit code where something differs: an answer, and yet one that a script should stop at.
const DIFFERENT: u8 = 3;

pub(in crate::cli) fn execute(verify: Verify, output: &Output) -> Result<ExitCode, AppError> {
    let progress = Progress::of(output);
    let verified = app::verify(&Verify { lang: output.language(), ..verify }, &progress);
    progress.finish();
    let verified = verified?;
    if output.json() {
        output.object(&verified)?;
    } else {
        output.text(&terminal::verify(&verified, output.words(), output.paint()))?;
    }
    Ok(if verified.verdict == Verdict::Different { ExitCode::from(DIFFERENT) } else { ExitCode::SUCCESS })
}
