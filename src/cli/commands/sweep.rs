//! `tidui sweep`

use super::shard;
use crate::app::{self, AppError, Outcome, Sweep, Swept, Work};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::words::Shard;

pub(in crate::cli) fn execute(mut sweep: Sweep, piece: Option<Shard>, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    sweep.lang = output.language();
    if let Some(piece) = piece {
        return shard::make(&Work::Sweep(Box::new(sweep)), piece, &progress, output);
    }
    let outcome = app::sweep(&sweep, &progress);
    progress.finish();
    tell(&outcome?, output)
}

/// Prints how many rows were run, which were not, and where the tables lie.
pub(super) fn tell(outcome: &Outcome<Swept>, output: &Output) -> Result<(), AppError> {
    let (Swept { manifest }, folder) = (&outcome.said, outcome.folder.display().to_string());
    if output.json() {
        return output.object(&outcome.object());
    }
    let words = output.words();
    let number = |value: u64| words.number(value as f64, 0);
    let left_out = manifest.left_out.len() as u64;
    let missing = manifest.refused + left_out;
    let key = if outcome.recognised { "sweep-there" } else { "sweep-done" };
    let mut lines =
        vec![words.with(key, &[("run", &number(manifest.rows - missing)), ("rows", &number(manifest.rows))])];
    if missing > 0 {
        let counts = [number(manifest.refused), number(left_out)];
        lines.push(words.with("sweep-not-run", &[("refused", &counts[0]), ("left", &counts[1])]));
        let language = words.language();
        lines.extend(manifest.not_run.iter().map(|one| {
            words.with("sweep-not-run-row", &[("row", &one.row.to_string()), ("why", one.why.get(language))])
        }));
    }
    lines.push(words.with("sweep-folder", &[("folder", &folder)]));
    output.outcome(outcome, &format!("{}\n", lines.join("\n")))
}
