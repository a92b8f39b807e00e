//! What differs between two scenarios as they are written: only what differs, with where it comes from.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::scenario::{Basis, Node, Parameter, QuantityTable, Scenario, Value, parse};

/// A value as a scenario states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Stated {
    /// The value as a file writes it, such as `pert = [8, 12, 18]`, `6000000 × 0.5` or `"offer"`.
    pub words: String,
    /// Where it comes from, if the scenario says.
    pub basis: Option<Basis>,
    /// Its source.
    pub source: Option<String>,
}

/// Something that two scenarios state differently.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct InputDifference {
    /// Its path in the file.
    pub path: String,
    /// The noun that it belongs to, such as `fund.special`; the table, where there are no nouns in it.
    pub group: String,
    /// In the first scenario; none where it says nothing of it.
    pub before: Option<Stated>,
    /// In the second.
    pub after: Option<Stated>,
}

/// Tables of nouns by id.
const NOUNS: [&str; 15] = [
    "phase",
    "tier",
    "move",
    "channel",
    "programme",
    "effect",
    "payer",
    "line",
    "price",
    "cost",
    "allowance",
    "income",
    "fund",
    "target",
    "rule",
];

/// The group of changes that a path belongs to.
pub(super) fn group_of(path: &str) -> String {
    let mut parts = path.splitn(3, '.');
    match (parts.next(), parts.next()) {
        (Some(table), Some(id)) if NOUNS.contains(&table) => format!("{table}.{id}"),
        (Some(table), _) => table.to_owned(),
        _ => String::new(),
    }
}

/// Whether a path is about names for people, how much to run, or what a split is held to, which no replicate can see.
fn unseen(path: &str) -> bool {
    let top = ["scenario.id", "scenario.title", "scenario.description", "run", "allocate"];
    // What things are called, in either language.
    let named = path.split('.').any(|part| part == "title");
    named || top.iter().any(|one| path == *one || path.strip_prefix(one).is_some_and(|rest| rest.starts_with('.')))
}

/// The resolved text of a scenario as a tree; an empty one if it has none.
pub(super) fn tree_of(scenario: &Scenario) -> Option<Node> {
    let (name, text) = scenario.sources.first()?;
    parse(name, text).ok()
}

fn quantity(node: &Node) -> Option<QuantityTable> {
    let json = node.to_json();
    let table: QuantityTable = serde_json::from_value(json).ok()?;
    (table != QuantityTable::default()).then_some(table)
}

fn stated(node: &Node) -> Stated {
    let (Value::Table(keys), Some(table)) = (&node.value, quantity(node)) else {
        return Stated { words: node.inline(), basis: None, source: None };
    };
    let mut words = String::new();
    let mut times = " × ";
    for (key, entry) in keys {
        match key.as_str() {
            "value" => words = entry.node.inline(),
            "times" | "basis" | "source" | "note" => {}
            _ => (words, times) = (format!("{key} = {}", entry.node.inline()), ", times = "),
        }
    }
    if let Some(factor) = table.times.filter(|factor| factor.total_cmp(&1.0).is_ne()) {
        words = format!("{words}{times}{factor}");
    }
    Stated { words, basis: table.basis, source: table.source }
}

fn leaves(node: &Node, path: &str, found: &mut IndexMap<String, Stated>) {
    match &node.value {
        Value::Table(table) if quantity(node).is_none() => {
            for (key, entry) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                leaves(&entry.node, &path, found);
            }
        }
        _ => {
            if !unseen(path) {
                found.insert(path.to_owned(), stated(node));
            }
        }
    }
}

/// What `after` states differently from `before`, in the order of the files: numbers with their basis and source, other
/// keys, the tables that the files name, and numbers that a study has changed without a file.
#[must_use]
pub fn input_differences(before: &Scenario, after: &Scenario) -> Vec<InputDifference> {
    let mut sides = [before, after].map(|scenario| {
        let mut found = IndexMap::new();
        if let Some(tree) = tree_of(scenario) {
            leaves(&tree, "", &mut found);
        }
        for (name, text) in scenario.sources.iter().skip(1) {
            let words = format!("{} lines", text.lines().count());
            found.insert(name.clone(), Stated { words, basis: None, source: None });
        }
        found
    });
    let [left, right] = &mut sides;
    let mut list = Vec::new();
    let push = |path: &str, before: Option<&Stated>, after: Option<&Stated>, list: &mut Vec<InputDifference>| {
        let (path, group) = (path.to_owned(), group_of(path));
        list.push(InputDifference { path, group, before: before.cloned(), after: after.cloned() });
    };
    let same_table = |name: &str| {
        let text = |scenario: &Scenario| {
            scenario.sources.iter().skip(1).find(|(one, _)| one == name).map(|(_, text)| text.clone())
        };
        text(before) == text(after)
    };
    for (path, stated) in left.iter() {
        let other = right.get(path);
        // What is said of a number does not change it.
        if other.is_none_or(|other| other.words != stated.words) || !same_table(path) {
            push(path, Some(stated), other, &mut list);
        }
    }
    for (path, stated) in right.iter().filter(|(path, _)| !left.contains_key(*path)) {
        push(path, None, Some(stated), &mut list);
    }
    changed_numbers(before, after, &mut list);
    list
}

/// A number as a file would state it.
fn number(one: &Parameter) -> Stated {
    let factor = if one.times.total_cmp(&1.0).is_eq() { String::new() } else { format!(" × {}", one.times) };
    let words = format!("{}{factor}", one.distribution);
    Stated { words, basis: one.basis, source: one.source.clone() }
}

/// Something that plans state differently under one name, though what is compared is taken to be the same: what is not known, and
/// what a target asks for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Unlike {
    /// Its path in the file.
    pub path: String,
    /// By plan, as a file states it; none where it says nothing of it.
    pub stated: Vec<Option<String>>,
}

/// Unknown numbers and what targets (by id) ask for that plans state differently under one name: in the order of the first plan that
/// has them.
pub(super) fn unlike(plans: &[Scenario], targets: &BTreeSet<&str>) -> Vec<Unlike> {
    let mut list: Vec<Unlike> = Vec::new();
    let of = |plan: &Scenario, path: &str| plan.parameters.iter().find(|one| one.path == path).cloned();
    for own in plans.iter().flat_map(|plan| &plan.parameters) {
        if list.iter().any(|one| one.path == own.path) {
            continue;
        }
        let all: Vec<Option<Parameter>> = plans.iter().map(|plan| of(plan, &own.path)).collect();
        let known = || all.iter().flatten();
        let differs = known().any(|one| number(one).words != number(own).words);
        if differs && known().any(|one| !one.is_known()) {
            let stated = all.iter().map(|one| one.as_ref().map(|one| number(one).words)).collect();
            list.push(Unlike { path: own.path.clone(), stated });
        }
    }
    let Some((first, others)) = plans.split_first() else { return list };
    // Of targets by what the files say, beside the first plan.
    for (place, other) in others.iter().enumerate() {
        for difference in input_differences(first, other) {
            let InputDifference { path, group, before: Some(before), after: Some(after) } = difference else {
                continue;
            };
            if !group.strip_prefix("target.").is_some_and(|id| targets.contains(id)) {
                continue;
            }
            let at = list.iter().position(|one| one.path == path).unwrap_or_else(|| {
                list.push(Unlike { path, stated: vec![Some(before.words); plans.len()] });
                list.len() - 1
            });
            list[at].stated[place + 1] = Some(after.words);
        }
    }
    list
}

/// Numbers that differ although the files do not say so.
fn changed_numbers(before: &Scenario, after: &Scenario, list: &mut Vec<InputDifference>) {
    for (index, one) in after.parameters.iter().enumerate() {
        let covered = list
            .iter()
            .any(|difference| one.path == difference.path || one.path.starts_with(&format!("{}.", difference.path)));
        let own = before.parameters.get(index).filter(|other| other.path == one.path);
        let other = own.or_else(|| before.parameters.iter().find(|other| other.path == one.path));
        let same = other
            .is_some_and(|other| other.distribution == one.distribution && other.times.total_cmp(&one.times).is_eq());
        let nothing = other.is_none() && one.ends() == (0.0, 0.0);
        if !(covered || same || nothing) {
            let (path, group) = (one.path.clone(), group_of(&one.path));
            list.push(InputDifference { path, group, before: other.map(number), after: Some(number(one)) });
        }
    }
}
