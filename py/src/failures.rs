//! What went wrong, as exceptions: their classes stand in `python/tidui/_errors.py`, where people read of them.

use pyo3::prelude::*;
use tidui::app::AppError;
use tidui::report::{Words, json};
use tidui::words::Language;

/// A language by its code.
pub(crate) fn language(code: &str) -> Language {
    Language::of_code(code).unwrap_or(Language::English)
}

/// The exception of an error.
pub(crate) fn raised(py: Python<'_>, error: &AppError, language: Language) -> PyErr {
    let words = Words::new(language);
    let object = match error {
        AppError::Refused(list) => json::text(&json::refused(list, language)),
        _ => json::text(&json::failed(error.code(), error.message(&words), error.hint(&words))),
    };
    let made = py
        .import("tidui._errors")
        .and_then(|module| module.getattr("of"))
        .and_then(|of| of.call1((error.code(), error.exit_code(), object)));
    made.map_or_else(|error| error, PyErr::from_value)
}

/// What came of it, or the exception.
pub(crate) fn told<T>(py: Python<'_>, result: Result<T, AppError>, language: Language) -> PyResult<T> {
    result.map_err(|error| raised(py, &error, language))
}

/// JSON that this package's Python made, read.
pub(crate) fn read<T: serde::de::DeserializeOwned>(json: &str) -> PyResult<T> {
    serde_json::from_str(json).map_err(|error| pyo3::exceptions::PyValueError::new_err(error.to_string()))
}
