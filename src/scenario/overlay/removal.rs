//! What an overlay takes away from what it is laid over, and the yearly figures that go with the years.

use std::ops::RangeInclusive;

use super::merge::{Rule, as_the_base_has_it, opening};
use super::{Resolved, nearest_or_listed};
use crate::scenario::schema::known_schema;
use crate::scenario::shape::Shape;
use crate::scenario::tree::{Node, Value};
use crate::words::{Diagnostic, Diagnostics, Location, Month, Text, text};

/// The key under which a file names what it takes away.
pub(super) const KEY: &str = "without";

/// A path that a file takes away from what it extends.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Removal {
    path: String,
    place: Location,
}

impl Removal {
    /// Takes them out of a file's tree; `extends` says whether there is anything to take away from.
    pub(super) fn take(tree: &mut Node, extends: bool, problems: &mut Diagnostics) -> Vec<Self> {
        let Value::Table(table) = &mut tree.value else { return Vec::new() };
        let Some(entry) = table.shift_remove(KEY) else { return Vec::new() };
        let mut refuse = |code: &'static str, place: Location, message: Text, hint: Text| {
            problems.push(Diagnostic::error(code, message).about(KEY).at(Some(place)).hint(hint));
        };
        if !extends {
            refuse("no-effect", entry.key, text!("without-extends"), text!("hint-without-extends"));
            return Vec::new();
        }
        let Value::Array(items) = entry.node.value else {
            refuse("wrong-type", entry.node.location, text!("wrong-type-without"), text!("hint-without"));
            return Vec::new();
        };
        let mut removals = Vec::new();
        for Node { location, value } in items {
            match value {
                Value::Text(path) => removals.push(Self { path, place: location }),
                _ => refuse("wrong-type", location, text!("wrong-type-without"), text!("hint-without")),
            }
        }
        removals
    }

    /// Takes the path out of a base, and tables that hold nothing any more.
    pub(super) fn apply(&self, base: &mut Node, shape: &Shape<'_>, problems: &mut Diagnostics) {
        let keys: Vec<&str> = self.path.split('.').map(|key| key.trim().trim_matches(['"', '\''])).collect();
        if let Err(known) = remove(base, &keys, shape) {
            let path = &self.path;
            let names: Vec<&str> = known.iter().map(String::as_str).collect();
            let problem = Diagnostic::error("unknown-path", text!("unknown-path-of-base", path)).about(KEY);
            let missed = keys.get(known_depth(base, &keys, shape)).copied().unwrap_or_default();
            problems.push(problem.at(Some(self.place.clone())).hint(nearest_or_listed(missed, &names)));
        }
    }
}

/// How many keys of a path lead to something that is there.
fn known_depth(node: &Node, keys: &[&str], shape: &Shape<'_>) -> usize {
    let Some((key, rest)) = keys.split_first() else { return 0 };
    let Some(table) = node.table() else { return 0 };
    let name = as_the_base_has_it(table, (*key).to_owned(), shape);
    table.get(&name).map_or(0, |entry| 1 + known_depth(&entry.node, rest, &shape.child(&name)))
}

/// Takes out what the keys lead to; the names that are there where they lead nowhere.
fn remove(node: &mut Node, keys: &[&str], shape: &Shape<'_>) -> Result<(), Vec<String>> {
    let Value::Table(table) = &mut node.value else { return Err(Vec::new()) };
    let Some((key, rest)) = keys.split_first() else { return Err(Vec::new()) };
    // Some keys have dots in them, as those of levers have.
    if table.shift_remove(&keys.join(".")).is_some() {
        return Ok(());
    }
    let name = as_the_base_has_it(table, (*key).to_owned(), shape);
    if rest.is_empty() && table.shift_remove(&name).is_some() {
        return Ok(());
    }
    let names = || table.keys().cloned().collect();
    if !table.contains_key(&name) {
        return Err(names());
    }
    if let Some(entry) = table.get_mut(&name) {
        remove(&mut entry.node, rest, &shape.child(&name))?;
        if entry.node.table().is_some_and(indexmap::IndexMap::is_empty) {
            table.shift_remove(&name);
        }
    }
    Ok(())
}

/// Takes out yearly figures of years that the run does not have, where a file above them moved its start or its end: a plan
/// brought up to date need not name every past year. Says how many.
pub(super) fn of_other_years(resolved: &mut Resolved, problems: &mut Diagnostics) {
    let Some(run) = Run::of(resolved) else { return };
    let order = resolved.order();
    let mut gone = Vec::new();
    run.walk(&resolved.tree, &Shape::top(known_schema()), &mut Vec::new(), &order, &mut gone);
    let Some((_, first)) = gone.first() else { return };
    let mut years: Vec<&str> = gone.iter().filter_map(|(path, _)| path.last().map(String::as_str)).collect();
    years.sort_unstable();
    years.dedup();
    let (count, years) = (gone.len(), Text::list(&years));
    let moved = if run.starts_above(first, &order) { &run.start.1 } else { &run.end.1 };
    let message = text!("years-left-out", count, years);
    problems.push(Diagnostic::warning("years-left-out", message).about("scenario").at(Some(moved.clone())));
    let shape = Shape::top(known_schema());
    for (path, _) in &gone {
        let keys: Vec<&str> = path.iter().map(String::as_str).collect();
        // Each was found just now.
        let _ = remove(&mut resolved.tree, &keys, &shape);
    }
}

/// When a run starts and ends, and where that is stated.
struct Run {
    start: (Month, Location),
    end: (Month, Location),
    years: RangeInclusive<i32>,
}

impl Run {
    fn of(resolved: &Resolved) -> Option<Self> {
        let month = |key: &str| {
            let node = resolved.tree.find(&["scenario", key])?;
            let Value::Text(text) = &node.value else { return None };
            Some((text.parse::<Month>().ok()?, node.location.clone()))
        };
        let opens = match resolved.tree.find(&["scenario", "fiscal_year_starts"]).map(|node| &node.value) {
            Some(Value::Whole(month)) => u32::try_from(*month).ok().filter(|month| (1..=12).contains(month))?,
            _ => 1,
        };
        let (start, end) = (month("start")?, month("end")?);
        let years = start.0.year_opening_in(opens)..=end.0.year_opening_in(opens);
        // A run that ends before it starts is a mistake of its own.
        (!years.is_empty()).then_some(Self { start, end, years })
    }

    fn starts_above(&self, place: &Location, order: &dyn Fn(&Location) -> usize) -> bool {
        order(&self.start.1) < order(place)
    }

    fn walk(
        &self,
        node: &Node,
        shape: &Shape<'_>,
        path: &mut Vec<String>,
        order: &dyn Fn(&Location) -> usize,
        gone: &mut Vec<(Vec<String>, Location)>,
    ) {
        for (key, entry) in node.table().into_iter().flatten() {
            path.push(key.clone());
            let outside =
                Rule::of(shape) == Rule::Years && opening(key).is_some_and(|year| !self.years.contains(&year));
            if outside {
                let before = opening(key).is_some_and(|year| year < *self.years.start());
                let moved = if before { &self.start.1 } else { &self.end.1 };
                if order(moved) < order(&entry.key) {
                    gone.push((path.clone(), entry.key.clone()));
                }
            } else {
                self.walk(&entry.node, &shape.child(key), path, order, gone);
            }
            path.pop();
        }
    }
}
