//! Scenarios that extend another scenario, and single values set from the command line.

mod inherited;
mod merge;
mod older;
mod removal;
mod setting;
#[cfg(test)]
mod tests;

use std::path::Path;

pub use self::inherited::Inherited;
use self::merge::Layering;
pub(super) use self::merge::{Loss, opening as fiscal_year_of};
pub(super) use self::older::Change;
use self::removal::Removal;
use self::setting::Setting;
use super::format;
use super::library::{Library, LibraryError, Unplain, tidy};
use super::schema::{is_scenario, known_schema};
use super::shape::Shape;
use super::tree::{Node, Value, read};
use crate::words::{Diagnostic, Diagnostics, Location, Text, nearest, text};

/// The file name that places of values set from the command line are given by. Their line is the number of the
/// setting, from 1, and their column counts characters of that setting.
pub const SET: &str = "--set";

/// Files that may be laid over each other: a folder that holds itself by another name goes on for ever.
const MOST_FILES: usize = 40;

/// The ways of saying how uncertain a quantity is: the first with a number, the others with a list.
pub(super) const QUANTITY: [&str; 12] = [
    "value",
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "beta",
    "gamma",
    "empirical",
    "discrete",
    "quantiles",
    "experts",
];

/// A file that a scenario was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name it was asked for by.
    pub name: String,
    /// Its text as read.
    pub text: String,
}

/// A scenario with everything that it extends and every setting in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The whole scenario; the key `extends` is no longer in it.
    pub tree: Node,
    /// The files in reading order: the named file first, what it extends next, the innermost base last.
    pub files: Vec<SourceFile>,
}

/// Reads a scenario, the scenarios that it extends, and the values set over it, into one tree.
///
/// `extends = "base.toml"` at the top of a file names the file that it is laid over. Each value keeps the place where it
/// was written. Tables are laid over key by key, in the base's order with new keys last; lists and single values are
/// replaced. Three kinds of table have a rule of their own, which stands with their type in the schema, under
/// `x-overlay`:
///
/// * in a file of format 2, a table that is **one value** (`"whole"`: a calendar, a mix, weights of ages, a rate by age, a title, a correlation)
///   is replaced whole; an entry such as `{ times = 0.5 }` in it reads the base's entry;
/// * a table of **years** (`"years"`) is laid over year by year;
/// * a **number** (`"quantity"`) is replaced by one that says how much, in any way, together with its basis and source.
///   A table that does not, such as `{ times = 0.5 }`, says more about the base's number, and a `times` that is already
///   there is multiplied.
///
/// `without = ["target.young", "fund.special.appropriation_by_year.2021"]` at the top of a file takes away what it names
/// from what the file is laid over, before it is laid over it. Yearly figures of years that the run does not have fall
/// away with a warning where a file above the one that states them moved the start or the end.
///
/// Each of `sets` is `path=value`, with a dotted path and a TOML value, or a number as people write it, such as `500万`
/// or `5%`; a value that is neither is taken as text. A path that leads into a table sets that one entry. Tables that
/// the format knows need not be there yet. A number set over a table that describes one loses its source: it becomes
/// `{ value = number, basis = "assumption", note = "--set" }`.
///
/// ```
/// use tidui::scenario::{MemoryLibrary, resolve};
/// let library = MemoryLibrary::new([
///     ("low.toml", "extends = 'base.toml'\n[phase.primary]\nstudents = { times = 0.5 }"),
///     ("base.toml", "[phase.primary]\nstudents = 8\ngrowth = 0.01"),
/// ]);
/// let resolved = resolve(&library, "low.toml", &["phase.primary.growth=2%".to_owned()]).unwrap();
/// let written = resolved.tree.to_toml();
/// assert_eq!(written, "[phase.primary]\nstudents = { value = 8, times = 0.5 }\ngrowth = 0.02\n");
/// assert_eq!(resolved.files[1].name, "base.toml");
/// ```
///
/// # Errors
///
/// Everything found wrong: files that are missing, are no UTF-8 or no TOML, that extend each other in a loop, and
/// settings that cannot be read or have no place to go.
pub fn resolve(library: &dyn Library, name: &str, sets: &[String]) -> Result<Resolved, Diagnostics> {
    match attempt(library, name, sets) {
        (Some(resolved), problems) if !problems.has_errors() => Ok(resolved),
        (_, problems) => Err(problems),
    }
}

/// As [`resolve`], but with whatever could be read beside the problems: nothing if a file is missing or cannot be told
/// apart into statements, for then nearly all would seem to be missing.
pub(super) fn attempt(library: &dyn Library, name: &str, sets: &[String]) -> (Option<Resolved>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let chain = read_layers(library, name, &mut problems);
    if !sets.is_empty() {
        problems.texts.insert(SET.into(), sets.join("\n").into());
    }
    let settings: Vec<Setting> =
        sets.iter().enumerate().filter_map(|(index, set)| Setting::read(index, set, &mut problems)).collect();
    let (laid, losses) = chain.lay(&mut problems);
    let Some(mut tree) = laid.filter(|_| chain.complete) else { return (None, problems) };
    for (layer, losses) in chain.layers.iter().zip(&losses) {
        older::report(layer, losses, &mut problems);
    }
    let shape = Shape::top(known_schema());
    for setting in settings {
        setting.apply(&mut tree, &shape, &mut problems);
    }
    let mut resolved = Resolved { tree, files: chain.files };
    removal::of_other_years(&mut resolved, &mut problems);
    (Some(resolved), problems)
}

/// A file, without what it says of itself: what it extends, what it takes away from that, and its format.
pub(super) struct Layer {
    pub(super) name: String,
    pub(super) format: u32,
    removals: Vec<Removal>,
    tree: Node,
}

/// A file and everything that it extends.
pub(super) struct Chain {
    /// In reading order: the named file first.
    pub(super) layers: Vec<Layer>,
    /// Their texts.
    pub(super) files: Vec<SourceFile>,
    /// Whether they are all there.
    pub(super) complete: bool,
}

impl Chain {
    /// All of them laid over each other, each by its own format, with what each leaves out of what it is laid over.
    pub(super) fn lay(&self, problems: &mut Diagnostics) -> (Option<Node>, Vec<Vec<Loss>>) {
        let shape = Shape::top(known_schema());
        let mut losses = Vec::new();
        let mut laid: Option<Node> = None;
        for layer in self.layers.iter().rev() {
            let mut layering = Layering::of_format(layer.format);
            let over = layer.tree.clone();
            laid = Some(match laid {
                Some(mut base) => {
                    for removal in &layer.removals {
                        removal.apply(&mut base, &shape, problems);
                    }
                    layering.lay(base, over, &shape)
                }
                None => over,
            });
            losses.push(layering.losses);
        }
        losses.reverse();
        (laid, losses)
    }
}

/// The files in reading order, as far as they are there.
pub(super) fn read_layers(library: &dyn Library, name: &str, problems: &mut Diagnostics) -> Chain {
    let mut layers = Vec::new();
    let mut files: Vec<SourceFile> = Vec::new();
    let mut complete = true;
    let mut next = Some((name.to_owned(), None));
    while let Some((name, asked)) = next.take() {
        let text = match library.read(&name) {
            Ok(text) => text,
            Err(error) => {
                problems.push(unreadable(library, &name, asked, &error, &files));
                if let Some(problem) = problems.list.last_mut().filter(|_| error == LibraryError::NotFound) {
                    name_bases(library, problem, &name, !files.is_empty());
                }
                complete = false;
                break;
            }
        };
        let (tree, found) = read(&name, &text);
        problems.texts.insert(name.as_str().into(), text.as_str().into());
        // A text that is no TOML is read on only if it is a scenario, and one that knows what it is laid over.
        let sound = !found.has_errors()
            || is_scenario(&text) && found.list.iter().all(|one| one.path.as_deref() != Some("extends"));
        problems.list.extend(found.list);
        files.push(SourceFile { name: name.clone(), text });
        let Some(mut tree) = tree.filter(|_| sound) else {
            complete = false;
            break;
        };
        if let Value::Table(table) = &mut tree.value
            && let Some(entry) = table.shift_remove("extends")
        {
            let Value::Text(relative) = &entry.node.value else {
                problems.push(
                    Diagnostic::error("wrong-type", text!("wrong-type-extends"))
                        .at(Some(entry.node.location))
                        .hint(text!("hint-extends")),
                );
                complete = false;
                break;
            };
            let base = library.base(&name, relative);
            let same = |file: &SourceFile| file.name == base || tidy(Path::new(&file.name)) == tidy(Path::new(&base));
            if let Some(first) = files.iter().position(same) {
                let mut names: Vec<&str> = files.iter().skip(first).map(|file| file.name.as_str()).collect();
                names.push(&base);
                let chain = names.join(" → ");
                problems.push(
                    Diagnostic::error("extends-loop", text!("extends-loop", chain)).at(Some(entry.node.location)),
                );
                complete = false;
            } else if files.len() >= MOST_FILES {
                let message = text!("too-many-files", most = MOST_FILES);
                problems.push(Diagnostic::error("too-many", message).at(Some(entry.node.location)));
                complete = false;
            } else {
                next = Some((base, Some(entry.node.location)));
            }
        }
        let removals = Removal::take(&mut tree, next.is_some() || !complete, problems);
        let format = format::take(&mut tree, problems);
        layers.push(Layer { name, format, removals, tree });
    }
    Chain { layers, files, complete }
}

/// Says which files can be extended by a name of their own, if none of those nearby was meant.
fn name_bases(library: &dyn Library, problem: &mut Diagnostic, name: &str, extended: bool) {
    let bases = library.bases();
    if !extended || problem.hint.is_some() || bases.is_empty() {
        return;
    }
    let stem = Path::new(name).file_stem().and_then(|stem| stem.to_str()).unwrap_or(name);
    let names: Vec<&str> = bases.iter().map(String::as_str).collect();
    let all = || {
        let listed = listed(&names);
        text!("hint-bundled", listed)
    };
    problem.hint = Some(nearest(stem, names.iter().copied()).map_or_else(all, perhaps));
}

/// The path of the table around a value which an overlay replaces whole, if the value lies in one.
///
/// ```
/// use tidui::scenario::within_one_value;
/// assert_eq!(within_one_value("channel.hire.mix.teacher").as_deref(), Some("channel.hire.mix"));
/// assert_eq!(within_one_value("move.leave.rate"), None);
/// ```
#[must_use]
pub fn within_one_value(path: &str) -> Option<String> {
    let mut shape = Shape::top(known_schema());
    let mut before = String::new();
    for key in path.split('.') {
        let whole = shape.word(merge::OVERLAY).and_then(serde_json::Value::as_str) == Some("whole");
        if whole && !before.is_empty() {
            return Some(before);
        }
        shape = shape.child(key);
        if !before.is_empty() {
            before.push('.');
        }
        before.push_str(key);
    }
    None
}

/// Why a table that was asked for could not be had.
#[must_use]
pub fn missing_table(library: &dyn Library, name: &str, error: &LibraryError) -> Diagnostic {
    unreadable(library, name, None, error, &[])
}

/// Why a file that was asked for could not be had.
pub fn unreadable(
    library: &dyn Library,
    name: &str,
    asked: Option<Location>,
    error: &LibraryError,
    files: &[SourceFile],
) -> Diagnostic {
    match error {
        LibraryError::NotFound => {
            let problem = Diagnostic::error("missing-file", text!("missing-file", name)).at(asked);
            let names = library.names(name);
            let others = names.iter().map(String::as_str).filter(|other| files.iter().all(|file| file.name != *other));
            match nearest(name, others) {
                Some(near) => problem.hint(perhaps(near)),
                None => problem,
            }
        }
        LibraryError::NotUtf8 => {
            Diagnostic::error("not-utf8", text!("not-utf8-file", name)).at(asked).hint(text!("hint-save-as-utf8"))
        }
        LibraryError::NotPlain(what) => {
            let what = match what {
                Unplain::Folder => text!("unreadable-file-folder"),
                Unplain::Device => text!("unreadable-file-device"),
            };
            Diagnostic::error("unreadable-file", text!("unreadable-file-not-plain", name, what)).at(asked)
        }
        LibraryError::TooLarge { most } => {
            let most = most >> 20;
            Diagnostic::error("file-too-large", text!("file-too-large", name, most)).at(asked)
        }
        LibraryError::NoTable(problem) => {
            let place = problem.location.clone().or(asked);
            problem.as_ref().clone().at(place)
        }
        LibraryError::Other(reason) => {
            Diagnostic::error("unreadable-file", text!("unreadable-file", name, reason)).at(asked)
        }
    }
}

/// "Perhaps this was meant."
pub(super) fn perhaps(near: &str) -> Text {
    text!("hint-perhaps", near)
}

/// The nearest of `names`, or else what there is, at most ten and how many more.
pub(super) fn nearest_or_listed(name: &str, names: &[&str]) -> Text {
    match nearest(name, names.iter().copied()) {
        Some(near) => perhaps(near),
        None => listed(names),
    }
}

/// What is allowed, at most ten and how many more.
pub(super) fn listed(names: &[&str]) -> Text {
    if names.is_empty() {
        return text!("hint-nothing-allowed");
    }
    let shown: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
    let more = names.len() - shown.len();
    let names = Text::list(&shown);
    if more == 0 { text!("hint-allowed", names) } else { text!("hint-allowed-more", names, more) }
}
