//! Problems of an input, and what is printed when something could not be done.

use serde::Serialize;

use crate::words::{Diagnostic, Diagnostics, Language, Severity, cell_name};

/// A problem of an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The file, if the problem has a place.
    pub file: Option<String>,
    /// The line, from 1.
    pub line: Option<usize>,
    /// The column in characters, from 1.
    pub column: Option<usize>,
    /// What a spreadsheet calls the cell, if the file is one; line and column are its row and column then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<String>,
    /// Stable name of the kind of problem.
    pub code: String,
    /// What is wrong.
    pub message: String,
    /// What would mend it.
    pub hint: Option<String>,
    /// How many problems it stands for, if that is more than one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub count: Option<usize>,
}

/// What is printed when something could not be done.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// What stopped the work.
    pub errors: Vec<Problem>,
    /// What else is worth reading.
    pub warnings: Vec<Problem>,
}

impl Problem {
    /// A diagnostic in one language.
    #[must_use]
    pub fn of(one: &Diagnostic, language: Language) -> Self {
        Self {
            file: one.location.as_ref().map(|place| place.file.to_string()),
            line: one.location.as_ref().map(|place| place.line),
            column: one.location.as_ref().map(|place| place.column),
            cell: one.location.as_ref().filter(|place| place.cell).map(|place| cell_name(place.line, place.column)),
            code: one.code.to_string(),
            message: one.message.get(language).to_owned(),
            hint: one.hint.as_ref().map(|hint| hint.get(language).to_owned()),
            count: Some(one.count).filter(|count| *count > 1),
        }
    }
}

/// The problems of one severity.
#[must_use]
pub fn problems(list: &Diagnostics, severity: Severity, language: Language) -> Vec<Problem> {
    list.list.iter().filter(|one| one.severity == severity).map(|one| Problem::of(one, language)).collect()
}

/// The object of refused input.
#[must_use]
pub fn refused(list: &Diagnostics, language: Language) -> Failure {
    Failure { errors: problems(list, Severity::Error, language), warnings: problems(list, Severity::Warning, language) }
}

/// The object of anything else that went wrong.
#[must_use]
pub fn failed(code: &str, message: String, hint: Option<String>) -> Failure {
    let problem =
        Problem { file: None, line: None, column: None, cell: None, code: code.to_owned(), message, hint, count: None };
    Failure { errors: vec![problem], warnings: Vec::new() }
}
