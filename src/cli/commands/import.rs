//! `tidui import`

use std::process::ExitCode;

use crate::app::{self, AppError, Import};
use crate::cli::output::Output;
use crate::cli::progress::Progress;
use crate::report::terminal::{self, ImportedAs};

pub(in crate::cli) fn execute(mut import: Import, output: &Output) -> Result<ExitCode, AppError> {
    import.lang = output.language();
    let progress = Progress::of(output);
    let outcome = app::import(&import, &progress);
    progress.finish();
    let outcome = outcome?;
    let code = if outcome.is_whole() { ExitCode::SUCCESS } else { ExitCode::from(2) };
    if output.json() {
        return output.object(&outcome).map(|()| code);
    }
    let (words, paint) = (output.words(), output.paint());
    let mut text = String::new();
    for file in &outcome.files {
        output.problems(&file.reading.problems);
        let app::ImportedFile { file, reading, written, marked } = file;
        let told = ImportedAs { file, reading, written: written.as_deref(), marked: marked.as_deref() };
        text += &terminal::imported(&told, words, paint);
        text.push('\n');
    }
    for form in &outcome.forms {
        output.problems(&form.problems);
        text += &terminal::filled(&form.file, &form.changes, &form.written, &form.tables, words, paint);
    }
    if outcome.files.is_empty() {
        return output.text(&text).map(|()| code);
    }
    text += &terminal::import_closing(&outcome.mapping, outcome.known, outcome.secret.as_deref(), words, paint);
    output.text(&text).map(|()| code)
}
