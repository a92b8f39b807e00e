//! `tidui frontier` and the other questions

use super::shard;
use crate::app::{self, Answered, AppError, Outcome, Question, Study, Subjects, Work};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::{study, terminal};
use crate::words::Shard;

pub(in crate::cli) fn execute(
    question: Question,
    subjects: Option<Subjects>,
    piece: Option<Shard>,
    output: &Output,
) -> Result<(), AppError> {
    let Some(mut subjects) = subjects else { return Err(AppError::Internal("a question of nothing".to_owned())) };
    let progress = Progress::of(output).briefly();
    subjects.how.lang = output.language();
    let study = Study { question, subjects };
    if let Some(piece) = piece {
        return shard::make(&Work::Study(Box::new(study)), piece, &progress, output);
    }
    let outcome = app::study(&study, &progress);
    progress.finish();
    tell(&outcome?, output)
}

/// Prints what a study says and where it lies.
pub(super) fn tell(outcome: &Outcome<Answered>, output: &Output) -> Result<(), AppError> {
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
