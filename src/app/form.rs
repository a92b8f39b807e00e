//! The form of a plan, and the beginning of a plan for another district.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::import::{self, form::Role};
use crate::report::Words;
use crate::report::form;
use crate::runs::{self, Together};
use crate::scenario::{Basis, Scenario, is_id};
use crate::words::{Catalogue, Diagnostic, Diagnostics, Language, Text, Value, path, text};

use super::error::{AppError, Instead};
use super::import::{District, district, key, sound};
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

/// The form of a plan, as the bytes of a workbook.
///
/// # Errors
/// What is wrong with the plan.
pub fn form_of(plan: &Source, language: Language) -> Result<Vec<u8>, AppError> {
    bytes(&loading::load_source(plan, &[])?.0, language)
}

fn bytes(scenario: &Scenario, language: Language) -> Result<Vec<u8>, AppError> {
    super::folder::threads_for_a_workbook()?;
    form::form(scenario, &Words::new(language)).map_err(|error| AppError::Internal(error.to_string()))
}

fn write(scenario: &Scenario, file: &std::path::Path, language: Language) -> Result<FormWritten, AppError> {
    if file.symlink_metadata().is_ok() {
        return Err(AppError::Exists { file: file.to_owned(), instead: Instead::File });
    }
    let bytes = bytes(scenario, language)?;
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
    /// The bundled plan that it begins as; without it the one that the form was made for, or an invented county.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PLAN"))]
    #[serde(default)]
    pub like: Option<String>,
    /// A form that was filled in.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FORM"))]
    #[serde(default)]
    pub from: Option<String>,
    /// Its language.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// The bundled plan that a new one begins as: an invented district.
const LIKE: &str = "county";

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
    /// Those that a form states.
    #[serde(default)]
    pub stated: usize,
    /// Tables that a form held.
    #[serde(default)]
    pub tables: Vec<String>,
    /// What is worth knowing of how the form was read; where its lists of schools and people cannot stand in the plan as it is,
    /// why they are left out.
    #[serde(default)]
    pub problems: Diagnostics,
}

/// Begins a plan: a short file over a bundled one, which runs as it is, with what a form states if there is one, and an empty
/// form. Nothing is written over.
///
/// # Errors
/// [`AppError::NoExample`] if there is no such bundled plan, [`AppError::Refused`] with what is wrong with the form,
/// [`AppError::Exists`], or what the system refused.
pub fn new(request: &New) -> Result<Begun, AppError> {
    let likes = likes(request)?;
    let id = if is_id(&request.name) { request.name.as_str() } else { "district" };
    let catalogue = Catalogue::of(request.lang);
    let form_name = catalogue.format("new-form-file", []);
    let file = request.output.join(format!("{id}.toml"));
    let form_file = request.output.join(&form_name);
    let district = request.from.as_ref().map(|form| district(form, &likes)).transpose()?;
    let like = district.as_ref().map(|one| &one.like).or_else(|| likes.first()).map_or(LIKE, String::as_str);
    // Only the plan that a new one begins as unasked is of nobody.
    let whose = if like == LIKE {
        catalogue.format("new-head-invented", [])
    } else {
        let title = loading::load_source(&Source::Named(like.to_owned()), &[])?.0.title;
        catalogue.format("new-head-of", [("plan", Value::Words(title.get(request.lang).to_owned()))])
    };
    let head = [("form", Value::Words(form_name.clone())), ("whose", Value::Words(whose))];
    let head = catalogue.format("new-head", head);
    let named = |role: Role| request.output.join(format!("{id}.{}.csv", role.code()));
    let tables: Vec<(Role, PathBuf, &str)> = district
        .iter()
        .flat_map(|one| &one.held.tables)
        .map(|(role, table)| (*role, named(*role), table.as_str()))
        .collect();
    for file in [&file, &form_file].into_iter().chain(tables.iter().map(|(_, file, _)| file)) {
        if file.symlink_metadata().is_ok() {
            return Err(AppError::Exists { file: file.clone(), instead: Instead::Folder });
        }
    }
    let mut together = Together::default();
    for (_, file, table) in &tables {
        together.put(file, table.as_bytes())?;
    }
    let mut problems = Diagnostics::new();
    let text = match &district {
        None => super::import::begun(&head, like, id, &request.name),
        Some(district) => {
            problems.append(district.held.problems.clone());
            let (text, why) = stated(district, &head, (id, &request.name), &request.output)?;
            problems.append(why);
            text
        }
    };
    together.put(&file, text.as_bytes())?;
    let plan = crate::words::file_name(file.as_os_str());
    debug_assert!(path(&plan).exists());
    let (scenario, _) = loading::load_source(&Source::Named(plan), &[])?;
    together.put(&form_file, &bytes(&scenario, request.lang)?)?;
    together.keep();
    let assumed = |basis: Option<Basis>| basis.is_none_or(|basis| basis == Basis::Assumption);
    Ok(Begun {
        plan: file.display().to_string(),
        form: form_file.display().to_string(),
        numbers: scenario.parameters.len(),
        assumed: scenario.parameters.iter().filter(|one| assumed(one.basis)).count(),
        stated: district.as_ref().map_or(0, |one| one.held.changes.len()),
        tables: tables.iter().map(|(_, file, _)| file.display().to_string()).collect(),
        problems,
    })
}

/// Bundled plans that a new one may begin as, the one that is meant without a form first.
fn likes(request: &New) -> Result<Vec<String>, AppError> {
    let known = EmbeddedLibrary::scenarios();
    let Some(like) = &request.like else {
        let others = known.into_iter().filter(|name| name != LIKE);
        let others = others.take_while(|_| request.from.is_some());
        return Ok([LIKE.to_owned()].into_iter().chain(others).collect());
    };
    if EmbeddedLibrary::folders().contains(like) {
        let known = Text::list(&known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>());
        let problem = Diagnostic::error("like-folder", text!("like-folder", name = like, known));
        return Err(AppError::Refused(vec![problem.hint(text!("hint-like-folder", name = like))].into()));
    }
    let file = EmbeddedLibrary::file(like).ok_or_else(|| AppError::NoExample {
        name: like.clone(),
        nearest: EmbeddedLibrary::nearest(like),
        known,
    })?;
    Ok(vec![file.trim_end_matches(".toml").to_owned()])
}

/// The plan that a form states, with the schools and the people that it lists where it is sound with them; otherwise without
/// them, and why.
fn stated(
    district: &District,
    head: &str,
    (id, name): (&str, &str),
    folder: &Path,
) -> Result<(String, Diagnostics), AppError> {
    let title = Text::same(name.to_owned());
    let written = |tables: &[(&str, String)]| {
        let of = (district.like.as_str(), id, &title);
        import::form::overlay(head, of, tables, &district.held.changes, &district.scenario)
    };
    let tables = district.held.tables.iter();
    let lists: Vec<(&str, String)> =
        tables.filter_map(|(role, _)| Some((key(*role)?, format!("{id}.{}.csv", role.code())))).collect();
    sound(written(&[]), written(&lists), &lists, &folder.join(format!("{id}.toml")))
}
