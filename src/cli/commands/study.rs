//! `tidui frontier` and the other questions

use crate::app::{self, Answered, AppError, Outcome, Question, Study, Subjects};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{study, terminal};

pub(in crate::cli) fn execute(question: Question, subjects: Option<Subjects>, output: &Output) -> Result<(), AppError> {
    let Some(mut subjects) = subjects else { return Err(AppError::Internal("a question of nothing".to_owned())) };
    let progress = Progress::of(output).briefly();
    subjects.how.lang = output.language();
    let outcome = app::study(&Study { question, subjects }, &progress);
    progress.finish();
    tell(&outcome?, output)
}

/// Prints what a study says and where it lies.
fn tell(outcome: &Outcome<Answered>, output: &Output) -> Result<(), AppError> {
    let (Answered { scenarios, manifest, answer }, folder) = (&outcome.said, outcome.folder.display().to_string());
    if output.json() {
        let warnings = study::warnings(&outcome.warnings, output.language());
        return output.object(&study::object(manifest, answer, &warnings, &folder));
    }
    let (words, paint) = (output.words(), output.paint());
    let seconds = (!outcome.recognised).then_some(outcome.seconds);
    let closing = terminal::closing_study(&folder, outcome.recognised, seconds, words, paint);
    output.outcome(outcome, &format!("{}{closing}", terminal::view(&study::view(answer, scenarios, words), paint)))
}
