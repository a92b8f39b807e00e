//! Problems of meaning that stand beside problems of structure, so that nobody mends one mistake only to meet the next.
//!
//! What has the wrong structure is taken out, and the rest is judged. Of what is found there, only that is told which
//! what was taken out cannot have caused: a diagnostic carries the path of what it is about and of what it rests on.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::judge;
use super::tables::Tables;
use crate::scenario::format::OLDER;
use crate::scenario::library::Library;
use crate::scenario::schema::known_schema;
use crate::scenario::shape::Shape;
use crate::scenario::structure::check_structure;
use crate::scenario::tree::{Entry, Node, Value};
use crate::words::{Diagnostic, Diagnostics, Location, Severity};

/// How often what taking something out brings to light is taken out as well.
const ROUNDS: usize = 8;

/// The errors in `tree` beside those of its structure.
pub(super) fn further_problems(library: &dyn Library, tree: Node, structure: &Diagnostics) -> Vec<Diagnostic> {
    let (mut problems, pruned) = judge_without(library, tree.clone(), structure, Pruned::default());
    // Inside a noun that was taken out whole, what one value says by itself can still be judged.
    let nouns: Vec<String> = pruned
        .gone
        .into_iter()
        .filter(|gone| !structure.list.iter().any(|one| one.path.as_ref() == Some(gone)))
        .collect();
    if !nouns.is_empty() {
        let (within, _) = judge_without(library, tree, structure, Pruned { values: true, ..Pruned::default() });
        let inside = |one: &Diagnostic| {
            one.path.as_deref().is_some_and(|path| {
                nouns.iter().any(|noun| path.strip_prefix(noun.as_str()).is_some_and(|rest| rest.starts_with('.')))
            })
        };
        problems.extend(within.into_iter().filter(|one| OF_ONE_VALUE.contains(&&*one.code) && inside(one)));
    }
    problems
}

/// Problems that a value has whatever stands beside it.
const OF_ONE_VALUE: [&str; 6] =
    ["unknown-name", "out-of-range", "bad-distribution", "crossed-bounds", "outside-horizon", "wrong-format"];

/// The errors that are found when what has the wrong structure is taken out, and cannot come from that.
fn judge_without(
    library: &dyn Library,
    mut tree: Node,
    structure: &Diagnostics,
    mut pruned: Pruned,
) -> (Vec<Diagnostic>, Pruned) {
    let mut found = structure.clone();
    for _ in 0..ROUNDS {
        for one in &found.list {
            pruned.take_out(&mut tree, one);
        }
        found.list.clear();
        check_structure(&tree, known_schema(), &mut found);
        found.list.retain(|one| !pruned.gone.iter().any(|path| one.concerns(path)));
        if found.list.is_empty() {
            break;
        }
    }
    let mut problems = Diagnostics::new();
    if found.list.is_empty() {
        let tables = Tables::read(library, &mut tree, &mut problems);
        problems.append(judge(&tree, &tables, &|_| false).problems);
    }
    // A tree that cannot be read although what was wrong in it is gone is no mistake of whoever wrote it.
    problems.list.retain(|one| {
        one.severity == Severity::Error && one.code != "unreadable-scenario" && !pruned.may_have_caused(one)
    });
    (problems.list, pruned)
}

/// What was taken out of a tree.
#[derive(Default)]
struct Pruned {
    /// Paths of what is no longer there, or only stands in for what should be.
    gone: Vec<String>,
    /// Paths of what is not stated, but may have been meant by a key that is unknown.
    meant: Vec<String>,
    /// Whether only the values that are wrong go, and something of their kind stands in for them, rather than the nouns
    /// that they are in.
    values: bool,
}

impl Pruned {
    fn may_have_caused(&self, one: &Diagnostic) -> bool {
        self.gone.iter().any(|path| one.concerns(path)) || self.meant.iter().any(|path| one.rests_on(path))
    }

    /// Takes out what a structural problem lies in: an unknown key, or else the noun, or the smallest part that may be
    /// left out. What may not be left out is replaced by something of its kind.
    fn take_out(&mut self, tree: &mut Node, problem: &Diagnostic) {
        let unread = problem.severity == Severity::Error && problem.code != OLDER;
        let Some(path) = problem.path.as_deref().filter(|_| unread) else { return };
        let shape = Shape::top(known_schema());
        if problem.code == "unknown-key" {
            remove(tree, path);
            self.meant.extend(problem.names.iter().cloned());
            return;
        }
        let cut = if self.values { None } else { cut(tree, &shape, path, "") };
        let gone = cut.unwrap_or_else(|| {
            let place = tree.location.clone();
            stand_in(tree, &shape, path, &place);
            path.to_owned()
        });
        self.gone.push(gone);
    }
}

/// The key of a table that a path begins with, and what of the path is left. A key may hold dots.
fn step<'p>(table: &IndexMap<String, Entry>, path: &'p str) -> Option<(String, &'p str)> {
    table.keys().find_map(|key| {
        let rest = path.strip_prefix(key.as_str())?;
        let rest = if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') };
        Some((key.clone(), rest?))
    })
}

/// Takes the key at a path out.
fn remove(node: &mut Node, path: &str) {
    let Value::Table(table) = &mut node.value else {
        if let Value::Array(items) = &mut node.value
            && let Some((index, rest)) = path.split_once('.')
            && let Some(item) = index.parse::<usize>().ok().and_then(|index| items.get_mut(index))
        {
            remove(item, rest);
        }
        return;
    };
    match step(table, path) {
        Some((key, "")) => _ = table.shift_remove(&key),
        Some((key, rest)) => {
            if let Some(entry) = table.get_mut(&key) {
                remove(&mut entry.node, rest);
            }
        }
        None => {}
    }
}

/// Takes out the first named entry that a path leads through, or else the last key on it that may be left out. Returns
/// where that was; none if nothing on the path may be left out.
fn cut(node: &mut Node, shape: &Shape<'_>, path: &str, before: &str) -> Option<String> {
    let Value::Table(table) = &mut node.value else { return None };
    let (key, rest) = step(table, path)?;
    let here = if before.is_empty() { key.clone() } else { format!("{before}.{key}") };
    if shape.knows(&key) {
        let entry = table.get_mut(&key)?;
        if let Some(gone) = cut(&mut entry.node, &shape.child(&key), rest, &here) {
            return Some(gone);
        }
        if shape.requires(&key) {
            return None;
        }
    }
    table.shift_remove(&key);
    Some(here)
}

/// Puts the least that reads at a path.
fn stand_in(node: &mut Node, shape: &Shape<'_>, path: &str, place: &Location) {
    if path.is_empty() {
        *node = least(shape, place, 0);
        return;
    }
    let Value::Table(table) = &mut node.value else {
        *node = least(shape, place, 0);
        return;
    };
    let (key, rest) = step(table, path).unwrap_or_else(|| {
        let (key, rest) = path.split_once('.').unwrap_or((path, ""));
        (key.to_owned(), rest)
    });
    let inner = shape.child(&key);
    let blank = || Entry { key: place.clone(), node: least(&inner, place, 0) };
    stand_in(&mut table.entry(key.clone()).or_insert_with(blank).node, &inner, rest, place);
}

/// The least value of a shape.
fn least(shape: &Shape<'_>, place: &Location, depth: usize) -> Node {
    // Of what may be a plain number or a table that tells more of it, the number.
    let number = shape.types().find(|kind| matches!(*kind, "integer" | "number"));
    let value = match number.unwrap_or_else(|| shape.kind()) {
        "object" if depth < ROUNDS => {
            let mut table: IndexMap<String, Entry> = IndexMap::new();
            let mut put = |key: &str| {
                let node = least(&shape.child(key), place, depth + 1);
                table.insert(key.to_owned(), Entry { key: place.clone(), node });
            };
            shape.required().into_iter().for_each(&mut put);
            if table.is_empty() && shape.word("minProperties").and_then(Json::as_u64).is_some_and(|least| least > 0) {
                let mut put = |key: &str| {
                    let node = least(&shape.child(key), place, depth + 1);
                    table.insert(key.to_owned(), Entry { key: place.clone(), node });
                };
                put(shape.keys().first().copied().unwrap_or("x"));
            }
            Value::Table(table)
        }
        "array" => Value::Array(Vec::new()),
        "boolean" => Value::Flag(false),
        "integer" | "number" => Value::Whole(0),
        _ => Value::Text(shape.constants().first().copied().unwrap_or_default().to_owned()),
    };
    Node { location: place.clone(), value }
}
