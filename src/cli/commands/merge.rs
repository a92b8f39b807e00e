//! `tidui merge`

use super::{run, study, sweep};
use crate::app::{self, AppError, Merge, Merged};
use crate::cli::output::Output;
use crate::cli::progress::Progress;

/// Merges shards and says what their whole says.
pub(in crate::cli) fn execute(mut merge: Merge, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    merge.lang = output.language();
    let merged = app::merge(&merge, &progress);
    progress.finish();
    match merged? {
        Merged::Run(outcome) => run::tell(&outcome, "", output),
        Merged::Study(outcome) => study::tell(&outcome, output),
        Merged::Sweep(outcome) => sweep::tell(&outcome, output),
    }
}
