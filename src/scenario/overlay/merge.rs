//! One value laid over another, by the rule that the format has for it.

use indexmap::IndexMap;

use super::QUANTITY;
use crate::scenario::format::WHOLE;
use crate::scenario::shape::Shape;
use crate::scenario::tree::{Entry, Node, Value};
use crate::words::{Location, fiscal_label};

/// The word of the schema under which a type says how it is laid over another of its kind.
pub(in crate::scenario) const OVERLAY: &str = "x-overlay";
/// The word under which it says that its numbers are weights that share out a whole.
const SHARES: &str = "x-shares";

/// How a table is laid over another. The rule stands with the type, in the schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rule {
    /// Key by key: what is not stated stays as the base has it.
    Keys,
    /// The same, of single fiscal years, which may be stated where the base states none.
    Years,
    /// The table is one value, so that a key of the base means nothing beside those of the overlay.
    Whole,
    /// A number, with how uncertain it is and where it comes from.
    Quantity,
}

impl Rule {
    /// The rule of a shape.
    pub(super) fn of(shape: &Shape<'_>) -> Self {
        match shape.word(OVERLAY).and_then(serde_json::Value::as_str) {
            Some("whole") => Self::Whole,
            Some("years") => Self::Years,
            Some("quantity") => Self::Quantity,
            _ => Self::Keys,
        }
    }
}

/// What an overlay's table that is one value leaves out of the base's.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::scenario) struct Loss {
    /// The keys that lead to the table.
    pub(in crate::scenario) path: Vec<String>,
    /// Where the overlay names it.
    pub(in crate::scenario) place: Location,
    /// The keys of the base that fall away, with what they hold.
    pub(in crate::scenario) keys: Vec<(String, Node)>,
    /// The keys of both, in the order that they had when such tables were laid over key by key.
    pub(in crate::scenario) order: Vec<String>,
    /// Whether the overlay's table can only have been meant as a whole, so that it is read as one whatever its format.
    pub(in crate::scenario) complete: bool,
}

/// Lays values over others, and remembers what tables that are one value leave out.
pub(super) struct Layering {
    path: Vec<String>,
    /// Whether such tables are replaced whole; in the first format they were laid over key by key.
    whole: bool,
    pub(super) losses: Vec<Loss>,
}

impl Layering {
    /// The rules of a format.
    pub(super) const fn of_format(format: u32) -> Self {
        Self { path: Vec::new(), whole: format >= WHOLE, losses: Vec::new() }
    }

    /// Lays `over` over `base`.
    pub(super) fn lay(&mut self, base: Node, over: Node, shape: &Shape<'_>) -> Node {
        let rule = Rule::of(shape);
        if rule == Rule::Quantity {
            return quantity(base, over);
        }
        match (base.value, over.value) {
            (Value::Table(mut table), Value::Table(entries)) => {
                let complete = is_complete(&table, &entries, shape);
                if rule == Rule::Whole {
                    self.note_loss(&table, &entries, &over.location, complete);
                }
                if rule == Rule::Whole && (self.whole || complete) {
                    let table = self.in_place(table, entries, shape);
                    return Node { location: over.location, value: Value::Table(table) };
                }
                self.keys(&mut table, entries, shape);
                Node { location: base.location, value: Value::Table(table) }
            }
            (_, value) => Node { location: over.location, value },
        }
    }

    fn keys(&mut self, table: &mut IndexMap<String, Entry>, over: IndexMap<String, Entry>, shape: &Shape<'_>) {
        for (name, entry) in over {
            let name = as_the_base_has_it(table, name, shape);
            let Some(there) = table.get_mut(&name) else {
                table.insert(name, entry);
                continue;
            };
            let inner = shape.child(&name);
            let (base, was) = (there.node.clone(), there.node.location.clone());
            self.path.push(name);
            let before = self.losses.len();
            there.node = self.lay(base, entry.node, &inner);
            for loss in self.losses.iter_mut().skip(before).filter(|loss| loss.path == self.path) {
                loss.place = entry.key.clone();
            }
            self.path.pop();
            // A table that was merged into stays where it was; anything else is now where the overlay has it.
            if there.node.location != was || Rule::of(&inner) == Rule::Quantity {
                there.key = entry.key;
            }
        }
    }

    /// A table in place of another. What an entry says of a number, such as a factor, it says of the base's.
    fn in_place(
        &mut self,
        mut base: IndexMap<String, Entry>,
        over: IndexMap<String, Entry>,
        shape: &Shape<'_>,
    ) -> IndexMap<String, Entry> {
        let mut table = IndexMap::new();
        for (name, entry) in over {
            let node = match base.shift_remove(&name) {
                Some(there) => self.lay(there.node, entry.node, &shape.child(&name)),
                None => entry.node,
            };
            table.insert(name, Entry { key: entry.key, node });
        }
        table
    }

    fn note_loss(
        &mut self,
        base: &IndexMap<String, Entry>,
        over: &IndexMap<String, Entry>,
        place: &Location,
        complete: bool,
    ) {
        let left_out = base.iter().filter(|(name, _)| !over.contains_key(*name));
        let keys: Vec<(String, Node)> = left_out.map(|(name, entry)| (name.clone(), entry.node.clone())).collect();
        if !keys.is_empty() {
            let new = over.keys().filter(|name| !base.contains_key(*name));
            let order = base.keys().chain(new).cloned().collect();
            self.losses.push(Loss { path: self.path.clone(), place: place.clone(), keys, order, complete });
        }
    }
}

/// The key under which a base holds what an overlay names: a fiscal year may be `2025` in one and `2025/26` in the other.
pub(super) fn as_the_base_has_it(base: &IndexMap<String, Entry>, name: String, shape: &Shape<'_>) -> String {
    if Rule::of(shape) != Rule::Years || base.contains_key(&name) {
        return name;
    }
    let same = |other: &&String| opening(other).is_some() && opening(other) == opening(&name);
    base.keys().find(same).cloned().unwrap_or(name)
}

/// The calendar year in which a fiscal year opens, of its number or its label.
pub(in crate::scenario) fn opening(name: &str) -> Option<i32> {
    let year = name.split('/').next().and_then(|year| year.parse::<i32>().ok())?;
    // Every year that does not open in January has the same label.
    [1, 2].iter().any(|opens| fiscal_label(year, *opens) == name).then_some(year)
}

/// Whether an overlay's table cannot have been meant as a part of the base's: weights that change none of the base's, or
/// that add up to one by themselves, and texts (the title of one plan is not half of another's).
fn is_complete(base: &IndexMap<String, Entry>, over: &IndexMap<String, Entry>, shape: &Shape<'_>) -> bool {
    if over.is_empty() {
        return false;
    }
    if shape.word(SHARES).is_none() {
        return over.values().all(|entry| matches!(entry.node.value, Value::Text(_)));
    }
    let weights: Option<Vec<f64>> = over.values().map(|entry| stated_number(&entry.node)).collect();
    let whole = |weights: Vec<f64>| (weights.iter().sum::<f64>() - 1.0).abs() < 1e-9;
    over.keys().all(|key| !base.contains_key(key)) || weights.is_some_and(whole)
}

/// The number that a node states, by itself or as the value of a quantity.
fn stated_number(node: &Node) -> Option<f64> {
    match &node.value {
        Value::Whole(whole) => Some(*whole as f64),
        Value::Real(real) => Some(*real),
        Value::Table(table) => table.get("value").and_then(|entry| stated_number(&entry.node)),
        _ => None,
    }
}

/// A number laid over another: one that says how much, in any way, replaces it whole, with its basis and source, which
/// spoke of the other number; one that does not says more about it.
pub(super) fn quantity(base: Node, over: Node) -> Node {
    let Value::Table(entries) = over.value else { return over };
    if entries.keys().any(|key| QUANTITY.contains(&key.as_str())) {
        return Node { location: over.location, value: Value::Table(entries) };
    }
    let (location, mut table) = match base.value {
        Value::Table(table) => (base.location, table),
        Value::Whole(_) | Value::Real(_) => {
            let entry = Entry { key: base.location.clone(), node: base };
            (over.location, IndexMap::from([("value".to_owned(), entry)]))
        }
        _ => return Node { location: over.location, value: Value::Table(entries) },
    };
    for (name, mut entry) in entries {
        if name == "times"
            && let Some(there) = table.get(&name)
            && is_number(&there.node)
            && is_number(&entry.node)
        {
            entry.node.value = product(&there.node.value, &entry.node.value);
        }
        table.insert(name, entry);
    }
    Node { location, value: Value::Table(table) }
}

pub(super) const fn is_number(node: &Node) -> bool {
    matches!(node.value, Value::Whole(_) | Value::Real(_))
}

fn product(a: &Value, b: &Value) -> Value {
    let real = |value: &Value| match value {
        Value::Whole(whole) => *whole as f64,
        Value::Real(real) => *real,
        _ => 1.0,
    };
    if let (Value::Whole(a), Value::Whole(b)) = (a, b)
        && let Some(whole) = a.checked_mul(*b)
    {
        return Value::Whole(whole);
    }
    // Kept finite: a tree holds no infinities.
    Value::Real((real(a) * real(b)).clamp(f64::MIN, f64::MAX))
}
