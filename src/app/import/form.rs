//! A form that was filled in becomes an overlay of what it changes.

use std::path::Path;
use std::sync::Arc;

use crate::app::error::AppError;
use crate::app::{loading, source::Source};
use crate::import::form::{Change, Filled, Role, filled, made_for, overlay};
use crate::import::{self, Kind, Known, Mapping, Options};
use crate::intake::Found;
use crate::scenario::{Scenario, TypedSheet};
use crate::words::{Catalogue, Diagnostic, Diagnostics, Text, path, text};
use crate::{runs, scenario};

use super::{FormOutcome, Import, files};

/// Makes the overlay of a form, and tables of the sheets that list and count.
pub(super) fn import(request: &Import, file: &str, sheets: &[TypedSheet]) -> Result<FormOutcome, AppError> {
    let Some(plan) = &request.plan else {
        let problem = Diagnostic::error("form", text!("form-without-plan", file)).hint(text!("hint-form-without-plan"));
        return Err(AppError::Refused(vec![problem].into()));
    };
    let (scenario, _) = loading::load_source(plan, &[])?;
    let Filled { changes, counts, lists } = filled(file, sheets, &scenario).map_err(AppError::Refused)?;
    let stem = files::stem(file);
    let mut outcome = FormOutcome {
        file: file.to_owned(),
        changes,
        written: Vec::new(),
        tables: Vec::new(),
        problems: Diagnostics::new(),
    };
    let known = super::plan_names(plan, file)?.0;
    for (role, sheet, head) in lists {
        list(request, file, sheets, (role, &sheet, head), &known, &mut outcome)?;
    }
    for (role, table) in counts {
        let to = format!("{stem}.{}.csv", role.code());
        put(&to, role.counted().join(",").as_str(), &table)?;
        outcome.tables.push(to);
    }
    if !outcome.changes.is_empty() {
        let to = request
            .output
            .as_ref()
            .map_or_else(|| format!("{stem}.toml"), |to| crate::words::file_name(to.as_os_str()));
        let text = written(request, plan, &to, &outcome.changes, &scenario)?;
        put(&to, text.lines().next().unwrap_or_default(), &text)?;
        // What was written is read as anybody would read it: the plan with the changes must be sound.
        if let Err(AppError::Refused(problems)) = loading::load_source(&Source::Named(to.clone()), &[]) {
            outcome.problems.append(problems);
        }
        outcome.written.push(to);
    }
    Ok(outcome)
}

/// Reads a sheet of people or schools as any other export.
fn list(
    request: &Import,
    file: &str,
    sheets: &[TypedSheet],
    (role, sheet, head): (Role, &str, u32),
    known: &Known,
    outcome: &mut FormOutcome,
) -> Result<(), AppError> {
    let Some(sheet) = sheets.iter().find(|one| one.name == sheet) else { return Ok(()) };
    let kind = kind_of(role);
    let options = Options { at: request.at.or(known.start), skip: request.skip, ..of_form() };
    let grid = Arc::new(sheet.grid(file, head));
    let imported = import::read(&grid, kind, known, &mut Mapping::default(), &options).map_err(AppError::Refused)?;
    outcome.problems.append(imported.reading.problems);
    if let Some(table) = imported.table {
        let to = format!("{}.{}.csv", files::stem(file), kind.code());
        put(&to, &imported.reading.names.join(","), &table)?;
        outcome.tables.push(to);
    }
    Ok(())
}

fn kind_of(role: Role) -> Kind {
    if role == Role::Schools { Kind::Schools } else { Kind::Roster }
}

/// How lists of a form are read.
fn of_form() -> Options<'static> {
    Options { at: None, secret: None, tag: "form".to_owned(), skip: false }
}

/// What a plan of its own is made of that a form tells.
#[derive(Debug)]
pub(in crate::app) struct District {
    /// The bundled plan that the form was made for.
    pub(in crate::app) like: String,
    /// That plan.
    pub(in crate::app) scenario: Scenario,
    /// The numbers that the form changes.
    pub(in crate::app) changes: Vec<Change>,
    /// Tables that the form holds: what each is for, and what is in it. Schools come first.
    pub(in crate::app) tables: Vec<(Role, String)>,
    /// What is wrong with lists, and what is worth knowing of how they were read.
    pub(in crate::app) problems: Diagnostics,
}

/// Reads a form that was made for one of the bundled plans `likes`; of none of them it is refused as of the first.
pub(in crate::app) fn district(form: &str, likes: &[String]) -> Result<District, AppError> {
    let opened = files::open(form)?;
    let Found::Sheets(sheets) = opened.found else {
        let problem = Diagnostic::error("form", text!("form-none", file = form)).hint(text!("hint-form-none"));
        return Err(AppError::Refused(vec![problem].into()));
    };
    let mut first = None;
    for like in likes {
        let source = Source::Named(like.clone());
        let (scenario, _) = loading::load_source(&source, &[])?;
        let is_own = made_for(&sheets).is_some_and(|(_, digest)| digest == scenario.digest);
        if is_own {
            first = Some((like, source, scenario));
            break;
        }
        first.get_or_insert((like, source, scenario));
    }
    let Some((like, source, scenario)) = first else {
        return Err(AppError::Internal("no plan that a form could be of".to_owned()));
    };
    let Filled { changes, counts, mut lists } = filled(form, &sheets, &scenario).map_err(AppError::Refused)?;
    let (mut known, _) = super::plan_names(&source, form)?;
    // Schools before people: the ids of these are what people are read by.
    lists.sort_by_key(|(role, ..)| *role);
    if lists.iter().any(|(role, ..)| *role == Role::Schools) {
        known.schools.clear();
    }
    let (mut mapping, mut problems, mut tables) = (Mapping::default(), Diagnostics::new(), Vec::new());
    let options = Options { at: known.start, ..of_form() };
    for (role, sheet, head) in lists {
        let Some(sheet) = sheets.iter().find(|one| one.name == sheet) else { continue };
        let grid = Arc::new(sheet.grid(form, head));
        let read = import::read(&grid, kind_of(role), &known, &mut mapping, &options).map_err(AppError::Refused)?;
        problems.append(read.reading.problems);
        tables.extend(read.table.map(|table| (role, table)));
    }
    if problems.has_errors() {
        return Err(AppError::Refused(problems));
    }
    tables.extend(counts);
    Ok(District { like: like.clone(), scenario, changes, tables, problems })
}

/// The text of the overlay that lies at `to`.
fn written(
    request: &Import,
    plan: &Source,
    to: &str,
    changes: &[Change],
    scenario: &Scenario,
) -> Result<String, AppError> {
    let Source::Named(plan) = plan else {
        return Err(AppError::Internal("a form of texts in memory".to_owned()));
    };
    let extends = if path(plan).exists() { relative(plan, to) } else { plan.clone() };
    let head = Catalogue::of(request.lang).format("form-overlay-head", []);
    let id = format!("{}-filled", scenario.id);
    let title = text!("form-overlay-title", plan = &scenario.title);
    Ok(overlay(&head, (&extends, &id, &title), &[], changes, scenario))
}

/// A file as it is named from the folder of another.
fn relative(file: &str, from: &str) -> String {
    let whole = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let file = whole(&path(file));
    let place = path(from);
    let folder = place.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = whole(folder);
    let mut parts = folder.components();
    let mut rest = file.components();
    loop {
        let (mut next, mut other) = (parts.clone(), rest.clone());
        match (next.next(), other.next()) {
            (Some(one), Some(two)) if one == two => (parts, rest) = (next, other),
            _ => break,
        }
    }
    let up = "../".repeat(parts.count());
    up + &rest.as_path().to_string_lossy().replace('\\', "/")
}

/// Writes a file over an earlier one of its kind, which begins with the same line; never over anything else.
fn put(to: &str, first: &str, text: &str) -> Result<(), AppError> {
    let file = path(to);
    if files::first_line(&file)?.is_some_and(|line| line != first) {
        return Err(AppError::Exists { file });
    }
    Ok(runs::put(&file, text.as_bytes(), false)?)
}

/// What a new plan says: the plan that it begins as, its name, and what to do next.
pub(in crate::app) fn begun(head: &str, extends: &str, id: &str, name: &str) -> String {
    let quote = |text: &str| toml_edit::Value::from(text).to_string();
    let head = import::commented(head);
    let title = Text::same(name.to_owned());
    format!(
        "{head}format = {}\nextends = {}\n\n[scenario]\nid = {}\ntitle = {{ zh = {}, en = {} }}\n",
        scenario::FORMAT,
        quote(extends),
        quote(id),
        quote(&title.zh),
        quote(&title.en)
    )
}
