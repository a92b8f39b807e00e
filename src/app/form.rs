//! The form of a plan, and the beginning of a plan for another district.

use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::report::Words;
use crate::report::form;
use crate::runs;
use crate::scenario::{Basis, Scenario, is_id};
use crate::words::{Catalogue, Language, path};

use super::error::AppError;
use super::source::Source;
use super::{EmbeddedLibrary, loading};

/// Which plan's form to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The plan.
    #[cfg_attr(feature = "cli", arg(value_name = "PLAN", value_parser = super::source::typed()))]
    pub plan: Source,
    /// The workbook to write.
    #[cfg_attr(feature = "cli", arg(long, short, value_name = "FILE"))]
    pub output: PathBuf,
    /// Its language.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// A form that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormWritten {
    /// The workbook.
    pub file: String,
    /// Numbers that it asks for.
    pub numbers: usize,
}

/// Writes the form of a plan. Nothing is written over.
///
/// # Errors
/// What is wrong with the plan, [`AppError::Exists`], or what the system refused.
pub fn form(request: &Form) -> Result<FormWritten, AppError> {
    let (scenario, _) = loading::load_source(&request.plan, &[])?;
    write(&scenario, &request.output, request.lang)
}

fn write(scenario: &Scenario, file: &std::path::Path, language: Language) -> Result<FormWritten, AppError> {
    if file.symlink_metadata().is_ok() {
        return Err(AppError::Exists { file: file.to_owned() });
    }
    super::folder::threads_for_a_workbook()?;
    let bytes = form::form(scenario, &Words::new(language)).map_err(|error| AppError::Internal(error.to_string()))?;
    runs::put(file, &bytes, false)?;
    let numbers = scenario.parameters.iter().filter(|one| crate::import::form::is_asked(one)).count();
    Ok(FormWritten { file: file.display().to_string(), numbers })
}

/// Which plan to begin.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct New {
    /// What the plan is called.
    pub name: String,
    /// The folder to write into.
    #[cfg_attr(feature = "cli", arg(long, short, value_name = "DIR"))]
    pub output: PathBuf,
    /// The bundled plan that it begins as.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PLAN", default_value = LIKE))]
    #[serde(default = "like")]
    pub like: String,
    /// Its language.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// The bundled plan that a new one begins as: an invented district.
const LIKE: &str = "county";

fn like() -> String {
    LIKE.to_owned()
}

/// A plan that was begun.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Begun {
    /// The file of the plan.
    pub plan: String,
    /// Its form.
    pub form: String,
    /// Numbers of the plan.
    pub numbers: usize,
    /// Those of them that are nobody's known figure, or of which nothing is said.
    pub assumed: usize,
}

/// Begins a plan: a short file over a bundled one, which runs as it is, and an empty form. Nothing is written over.
///
/// # Errors
/// [`AppError::NoExample`] if there is no such bundled plan, [`AppError::Exists`], or what the system refused.
pub fn new(request: &New) -> Result<Begun, AppError> {
    let like = EmbeddedLibrary::file(&request.like).ok_or_else(|| AppError::NoExample {
        name: request.like.clone(),
        nearest: EmbeddedLibrary::nearest(&request.like),
        known: EmbeddedLibrary::scenarios(),
    })?;
    let like = like.trim_end_matches(".toml");
    let id = if is_id(&request.name) { request.name.as_str() } else { "district" };
    let catalogue = Catalogue::of(request.lang);
    let form_name = catalogue.format("new-form-file", []);
    let head = catalogue.format("new-head", [("form", crate::words::Value::Words(form_name.clone()))]);
    let text = super::import::begun(&head, like, id, &request.name);
    let file = request.output.join(format!("{id}.toml"));
    let form_file = request.output.join(&form_name);
    for file in [&file, &form_file] {
        if file.symlink_metadata().is_ok() {
            return Err(AppError::Exists { file: file.clone() });
        }
    }
    runs::put(&file, text.as_bytes(), false)?;
    let plan = crate::words::file_name(file.as_os_str());
    debug_assert!(path(&plan).exists());
    let (scenario, _) = loading::load_source(&Source::Named(plan), &[])?;
    let form = write(&scenario, &form_file, request.lang)?;
    let assumed = |basis: Option<Basis>| basis.is_none_or(|basis| basis == Basis::Assumption);
    Ok(Begun {
        plan: file.display().to_string(),
        form: form.file,
        numbers: scenario.parameters.len(),
        assumed: scenario.parameters.iter().filter(|one| assumed(one.basis)).count(),
    })
}
