//! `tidui example list`, `show` and `extract`

use std::path::Path;

use crate::app::{self, AppError};
use crate::cli::output::Output;
use crate::report::terminal;

pub(in crate::cli) fn list(output: &Output) -> Result<(), AppError> {
    let examples = app::examples();
    if output.json() {
        let list: Vec<_> = examples
            .iter()
            .map(|(name, title)| serde_json::json!({ "name": name, "title": { "zh": title.zh, "en": title.en } }))
            .collect();
        return output.object(&serde_json::json!({ "examples": list }));
    }
    output.text(&terminal::examples(&examples, output.words(), output.paint()))
}

pub(in crate::cli) fn show(name: &str, output: &Output) -> Result<(), AppError> {
    let text = app::example(name)?;
    if output.json() {
        return output.object(&serde_json::json!({ "name": name, "text": text }));
    }
    output.text(&text)
}

pub(in crate::cli) fn extract(name: &str, to: &Path, output: &Output) -> Result<(), AppError> {
    let files: Vec<String> = app::extract(name, to)?.iter().map(|file| file.display().to_string()).collect();
    if output.json() {
        return output.object(&serde_json::json!({ "files": files }));
    }
    let line = |file: &String| output.words().with("example-written", &[("file", file)]) + "\n";
    output.text(&files.iter().map(line).collect::<String>())
}
