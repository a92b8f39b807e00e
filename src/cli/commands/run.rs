//! `tidui run`

use crate::app::{self, AppError, RunOutcome, RunRequest};
use crate::cli::args::Run;
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn execute(run: Run, output: &Output) -> Result<(), AppError> {
    let progress = output.progress();
    let request = RunRequest {
        file: run.scenario.file,
        sets: run.scenario.sets,
        seed: run.seed,
        replicates: run.replicates,
        precision: run.precision,
        threads: run.threads.map(usize::from),
        output: run.output,
        // What is to be checked must be run.
        again: run.again || run.audit,
        keep_replicates: run.keep_replicates,
        charts: !run.no_charts,
        audit: run.audit,
        language: output.language(),
        paint: output.paint(),
    };
    let outcome = app::run(&request, &progress);
    progress.finish();
    let outcome = outcome?;
    tell(&outcome, "", output)
}

/// Prints what a run says and where it lies; `before` says how its folder came about, if that needs saying.
pub(super) fn tell(outcome: &RunOutcome, before: &str, output: &Output) -> Result<(), AppError> {
    if output.json() {
        return output.text(&outcome.json);
    }
    output.warnings(&outcome.warnings);
    let folder = outcome.folder.display().to_string();
    let charts = outcome.folder.join(crate::runs::layout::CHARTS).is_dir();
    let seconds = (!outcome.recognised).then_some(outcome.seconds);
    let closing = terminal::closing(&folder, charts, outcome.recognised, seconds, output.words(), output.paint());
    output.text(&format!("{}{before}{closing}", outcome.text))?;
    for note in &outcome.notes {
        output.remark(note);
    }
    Ok(())
}

/// Prints what a study says and where it lies.
pub(super) fn tell_study(outcome: &RunOutcome, output: &Output) -> Result<(), AppError> {
    if output.json() {
        return output.text(&outcome.json);
    }
    output.warnings(&outcome.warnings);
    let folder = outcome.folder.display().to_string();
    let seconds = (!outcome.recognised).then_some(outcome.seconds);
    let closing = terminal::closing_study(&folder, outcome.recognised, seconds, output.words(), output.paint());
    output.text(&format!("{}{closing}", outcome.text))?;
    for note in &outcome.notes {
        output.remark(note);
    }
    Ok(())
}
