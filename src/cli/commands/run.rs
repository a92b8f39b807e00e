//! `tidui run`

use super::shard;
use crate::app::{self, AppError, Outcome, Ran, Run, Work};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{json, terminal};
use crate::runs::layout;
use crate::words::Shard;

pub(in crate::cli) fn execute(mut run: Run, piece: Option<Shard>, output: &Output) -> Result<(), AppError> {
    let progress = Progress::of(output);
    run.how.lang = output.language();
    if let Some(piece) = piece {
        return shard::make(&Work::Run(Box::new(run)), piece, &progress, output);
    }
    let outcome = app::run(&run, &progress);
    progress.finish();
    tell(&outcome?, "", output)
}

/// Prints what a run says and where it lies; `before` says how its folder came about, if that needs saying.
pub(super) fn tell(outcome: &Outcome<Ran>, before: &str, output: &Output) -> Result<(), AppError> {
    let (Ran { scenario, results }, folder) = (&outcome.said, outcome.folder.display().to_string());
    if output.json() {
        return output.object(&json::run(scenario, results, &outcome.warnings, &folder, output.language()));
    }
    let (words, paint) = (output.words(), output.paint());
    let charts = outcome.folder.join(layout::CHARTS).is_dir();
    let seconds = (!outcome.recognised).then_some(outcome.seconds);
    let left_out = scenario.roster_file().filter(|name| {
        let place = scenario.sources.iter().position(|(own, _)| own == name).unwrap_or_default();
        !outcome.folder.join(layout::source(place, name)).exists()
    });
    let closing = terminal::closing(&folder, left_out, charts, outcome.recognised, seconds, words, paint);
    output.outcome(outcome, &format!("{}{before}{closing}", terminal::run(scenario, results, words, paint)))
}
