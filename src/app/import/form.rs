//! A form that was filled in becomes an overlay of what it changes.

use std::path::Path;
use std::sync::Arc;

use crate::app::error::{AppError, Instead};
use crate::app::near::{folder_of, relative};
use crate::app::{EmbeddedLibrary, loading, source::Source};
use crate::import::form::{Change, Filled, Role, filled, made_for, overlay};
use crate::import::{self, Kind, Mapping, Options};
use crate::intake::Found;
use crate::runs::{self, Together};
use crate::scenario::{self, Heed, Scenario, TypedSheet};
use crate::words::{Catalogue, Diagnostic, Diagnostics, Month, Severity, Text, path, text};

use super::{FormOutcome, Import, files, files::may_put};

/// Makes the overlay of a form, and tables of the sheets that list and count. Nothing is written of a form with a problem.
pub(super) fn import(
    request: &Import,
    file: &str,
    sheets: &[TypedSheet],
    heed: Heed<'_>,
    together: &mut Together,
) -> Result<FormOutcome, AppError> {
    let Some(plan) = &request.plan else {
        let problem = Diagnostic::error("form", text!("form-without-plan", file)).hint(text!("hint-form-without-plan"));
        return Err(AppError::Refused(vec![problem].into()));
    };
    let (scenario, _) = loading::load_source(plan, &[])?;
    let Held { changes, tables, mut problems } =
        held(file, sheets, (plan, &scenario), (request.at, request.skip), heed)?;
    let stem = files::stem(file);
    let to =
        request.output.as_ref().map_or_else(|| format!("{stem}.toml"), |to| crate::words::file_name(to.as_os_str()));
    let named: Vec<(Role, String, String)> =
        tables.into_iter().map(|(role, table)| (role, format!("{stem}.{}.csv", role.code()), table)).collect();
    let texts = |lists: &[(&str, String)]| written(request, (plan, &scenario), &to, lists, &changes);
    let bare = texts(&[])?;
    // A roster of another month than the plan's first is not who is there when it begins.
    let of_start = request.at.is_none_or(|at| at == scenario.start);
    let lists = named.iter().filter(|(role, ..)| *role == Role::Schools || of_start);
    let lists: Vec<(&str, String)> = lists
        .filter_map(|(role, table, _)| Some((key(*role)?, relative(&path(table), folder_of(&path(&to))))))
        .collect();
    let states = !changes.is_empty() || !lists.is_empty();
    if !heed.goes_on(0) {
        return Err(AppError::Interrupted);
    }
    for (_, file, text) in &named {
        may_put(&path(file), text.as_bytes(), Instead::Beside)?;
    }
    for (_, file, table) in &named {
        together.put(&path(file), table.as_bytes())?;
    }
    let mut outcome = FormOutcome {
        file: file.to_owned(),
        changes: changes.clone(),
        written: Vec::new(),
        tables: named.iter().map(|(_, file, _)| file.clone()).collect(),
        problems: Diagnostics::new(),
    };
    if states {
        let (text, why) = sound(bare, texts(&lists)?, &lists, &path(&to))?;
        let named = why.list.is_empty();
        problems.append(why);
        // Where the lists are left out nothing may be left to say.
        if !changes.is_empty() || named {
            may_put(&path(&to), text.as_bytes(), Instead::Written)?;
            together.put(&path(&to), text.as_bytes())?;
            // What was written is read as anybody would read it: the plan with the changes must be sound.
            if let Err(AppError::Refused(found)) = loading::load_source(&Source::Named(to.clone()), &[]) {
                problems.append(found);
            }
            outcome.written.push(to);
        }
    }
    outcome.problems = problems;
    Ok(outcome)
}

/// What a form says: numbers that it changes, and the tables in it.
#[derive(Debug)]
pub(in crate::app) struct Held {
    /// The numbers that the form changes.
    pub(in crate::app) changes: Vec<Change>,
    /// Tables that the form holds: what each is for, and what is in it. Schools come first.
    pub(in crate::app) tables: Vec<(Role, String)>,
    /// What is worth knowing of how lists were read.
    pub(in crate::app) problems: Diagnostics,
}

/// Reads a form that was made for a plan; its roster is of the month `at`, or of the plan's first.
fn held(
    file: &str,
    sheets: &[TypedSheet],
    (plan, scenario): (&Source, &Scenario),
    (at, skip): (Option<Month>, bool),
    heed: Heed<'_>,
) -> Result<Held, AppError> {
    let Filled { changes, counts, mut lists } = filled(file, sheets, scenario).map_err(AppError::Refused)?;
    let (mut known, _) = super::plan_names(plan, file)?;
    // Schools before people: the ids of these are what people are read by.
    lists.sort_by_key(|(role, ..)| *role);
    if lists.iter().any(|(role, ..)| *role == Role::Schools) {
        known.schools.clear();
    }
    let (mut mapping, mut problems, mut tables) = (Mapping::default(), Diagnostics::new(), Vec::new());
    let options = Options { at: at.or(known.start), secret: None, tag: "form".to_owned(), skip, form: true, heed };
    for (role, sheet, head) in lists {
        let Some(sheet) = sheets.iter().find(|one| one.name == sheet) else { continue };
        let kind = if role == Role::Schools { Kind::Schools } else { Kind::Roster };
        let grid = Arc::new(sheet.grid(file, head));
        let read = import::read(&grid, kind, &known, &mut mapping, &options).map_err(AppError::Refused)?;
        problems.append(read.reading.problems);
        tables.extend(read.table.map(|table| (role, table)));
    }
    if problems.has_errors() {
        return Err(AppError::Refused(problems));
    }
    tables.extend(counts);
    Ok(Held { changes, tables, problems })
}

/// The key by which a plan names a list.
pub(in crate::app) fn key(role: Role) -> Option<&'static str> {
    match role {
        Role::Schools => Some("schools.file"),
        Role::Roster => Some("people.roster"),
        _ => None,
    }
}

/// Of an overlay that is to lie at `to`, `whole` with the lists that it names or `bare` without them: whole where it is as sound
/// with them; otherwise bare, and why.
pub(in crate::app) fn sound(
    bare: String,
    whole: String,
    lists: &[(&str, String)],
    to: &Path,
) -> Result<(String, Diagnostics), AppError> {
    let mut why = if lists.is_empty() { Vec::new() } else { errors(&whole, to)? };
    if !why.is_empty() {
        // What is wrong without them as well does not keep them out.
        let own = errors(&bare, to)?;
        let same = |one: &Diagnostic, other: &Diagnostic| {
            (&one.code, &one.path, &one.message) == (&other.code, &other.path, &other.message)
        };
        why.retain(|one| !own.iter().any(|other| same(one, other)));
    }
    let count = why.len();
    let Some(first) = why.into_iter().next() else { return Ok((whole, Diagnostics::new())) };
    let message = text!("lists-left-out", count, first = first.message);
    let keys: Vec<String> = lists.iter().map(|(key, file)| format!("{key} = \"{file}\"")).collect();
    let problem = Diagnostic::warning("lists-left-out", message);
    Ok((bare, vec![problem.hint(text!("hint-lists-left-out", keys = keys.join(", ")))].into()))
}

/// What is wrong with a plan that is to lie at `to`, as anybody would read it there.
fn errors(text: &str, to: &Path) -> Result<Vec<Diagnostic>, AppError> {
    let name = to.file_stem().map_or_else(String::new, crate::words::file_name);
    let trial = to.with_file_name(format!(".{name}.trial.toml"));
    runs::put(&trial, text.as_bytes(), false)?;
    let read = loading::load_source(&Source::Named(crate::words::file_name(trial.as_os_str())), &[]);
    std::fs::remove_file(&trial).map_err(AppError::Output)?;
    match read {
        Ok(_) => Ok(Vec::new()),
        Err(AppError::Refused(problems)) => {
            Ok(problems.list.into_iter().filter(|one| one.severity == Severity::Error).collect())
        }
        Err(other) => Err(other),
    }
}

/// What a plan of its own is made of that a form tells.
#[derive(Debug)]
pub(in crate::app) struct District {
    /// The bundled plan that the form was made for.
    pub(in crate::app) like: String,
    /// That plan.
    pub(in crate::app) scenario: Scenario,
    /// What the form says.
    pub(in crate::app) held: Held,
}

/// Reads a form that was made for one of the bundled plans `likes`; of none of them it is refused as of the first.
pub(in crate::app) fn district(form: &str, likes: &[String]) -> Result<District, AppError> {
    let opened = files::open(form)?;
    let Found::Sheets(sheets) = opened.found else {
        let problem = Diagnostic::error("form", text!("form-none", file = form)).hint(text!("hint-form-none"));
        return Err(AppError::Refused(vec![problem].into()));
    };
    let own = made_for(&sheets);
    let (mut first, mut is_known) = (None, own.is_none());
    for like in likes {
        let source = Source::Named(like.clone());
        let (scenario, _) = loading::load_source(&source, &[])?;
        let is_own = own.is_some_and(|(_, digest)| digest == scenario.digest);
        // One that was made for an earlier state of a plan is stale, and told as that.
        if is_own || own.is_some_and(|(id, _)| id == scenario.id) {
            is_known = true;
            first = Some((like, source, scenario));
        } else {
            first.get_or_insert((like, source, scenario));
        }
        if is_own {
            break;
        }
    }
    if let Some((id, _)) = own.filter(|_| !is_known) {
        return Err(of_no_like(form, id, likes));
    }
    let Some((like, source, scenario)) = first else {
        return Err(AppError::Internal("no plan that a form could be of".to_owned()));
    };
    let held = held(form, &sheets, (&source, &scenario), (None, false), Heed::default())?;
    Ok(District { like: like.clone(), scenario, held })
}

/// That no new plan can begin as the one that a form was made for.
fn of_no_like(form: &str, own: &str, likes: &[String]) -> AppError {
    let is_folder = EmbeddedLibrary::folders().iter().any(|folder| folder == own);
    let likes = Text::list(&likes.iter().map(|like| format!("`{like}`")).collect::<Vec<_>>());
    let message = text!("form-of-no-like", file = form, own, likes);
    let hint = if is_folder { text!("hint-like-folder", name = own) } else { text!("hint-form-of-no-like", form) };
    AppError::Refused(vec![Diagnostic::error("form", message).hint(hint)].into())
}

/// The text of the overlay that lies at `to`.
fn written(
    request: &Import,
    (plan, scenario): (&Source, &Scenario),
    to: &str,
    lists: &[(&str, String)],
    changes: &[Change],
) -> Result<String, AppError> {
    let Source::Named(plan) = plan else {
        return Err(AppError::Internal("a form of texts in memory".to_owned()));
    };
    let extends = if path(plan).exists() { relative(&path(plan), folder_of(&path(to))) } else { plan.clone() };
    let head = Catalogue::of(request.lang).format("form-overlay-head", []);
    let id = format!("{}-filled", scenario.id);
    let title = text!("form-overlay-title", plan = &scenario.title);
    Ok(overlay(&head, (&extends, &id, &title), lists, changes, scenario))
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
