//! A TOML file as a tree in which every key and value knows its place.

mod endless;
mod read;
mod recover;
mod syntax;
#[cfg(test)]
mod tests;
mod write;

use indexmap::IndexMap;

pub use self::read::parse;
pub(super) use self::read::read;
pub(super) use self::syntax::month_meant;
use crate::words::Location;

/// Tables and lists nested deeper than this are refused.
const DEEPEST: usize = 64;

/// A value and the place where it was written.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value starts; for a table with a header, its opening bracket.
    pub location: Location,
    /// What was written there.
    pub value: Value,
}

/// What a scenario file can hold.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Keys and what they hold, in file order.
    Table(IndexMap<String, Entry>),
    /// A list.
    Array(Vec<Node>),
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// A finite number with decimals.
    Real(f64),
    /// True or false.
    Flag(bool),
}

/// One key of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Where the key was written.
    pub key: Location,
    /// What the key holds.
    pub node: Node,
}

impl Node {
    /// What the keys of `path`, followed from here, lead to. In a list a key is an index from 0.
    ///
    /// ```
    /// use tidui::scenario::{Value, parse};
    /// let tree = parse("a.toml", "[places]\nexpert = 3").unwrap();
    /// assert_eq!(tree.find(&["places", "expert"]).unwrap().value, Value::Whole(3));
    /// ```
    #[must_use]
    pub fn find(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |node, key| node.child(key))
    }

    /// Takes out what stands at a path of keys, and tables that hold nothing any more.
    pub(super) fn remove(&mut self, path: &[&str]) {
        let (Value::Table(table), Some((key, rest))) = (&mut self.value, path.split_first()) else { return };
        let Some(entry) = table.get_mut(*key) else { return };
        entry.node.remove(rest);
        if rest.is_empty() || matches!(&entry.node.value, Value::Table(inner) if inner.is_empty()) {
            table.shift_remove(*key);
        }
    }

    /// The deepest part of the way along `keys` that exists, at worst this node.
    ///
    /// ```
    /// use tidui::scenario::parse;
    /// let tree = parse("a.toml", "[places]\nexpert = 3").unwrap();
    /// assert_eq!(tree.nearest(["places", "expert"]).location.to_string(), "a.toml:2:10");
    /// assert_eq!(tree.nearest(["places", "leader"]).location.to_string(), "a.toml:1:1");
    /// ```
    #[must_use]
    pub fn nearest<'k>(&self, keys: impl IntoIterator<Item = &'k str>) -> &Self {
        let mut node = self;
        for key in keys {
            match node.child(key) {
                Some(child) => node = child,
                None => break,
            }
        }
        node
    }

    fn child(&self, key: &str) -> Option<&Self> {
        match &self.value {
            Value::Table(table) => table.get(key).map(|entry| &entry.node),
            Value::Array(items) => items.get(key.parse::<usize>().ok()?),
            _ => None,
        }
    }

    /// The same values as JSON, in the same order.
    ///
    /// ```
    /// use tidui::scenario::parse;
    /// assert_eq!(parse("a.toml", "b = [1, 2.5]\na = 'x'").unwrap().to_json().to_string(), r#"{"b":[1,2.5],"a":"x"}"#);
    /// ```
    #[must_use]
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Table(table) => serde_json::Value::Object(
                table.iter().map(|(key, entry)| (key.clone(), entry.node.to_json())).collect(),
            ),
            Value::Array(items) => serde_json::Value::Array(items.iter().map(Self::to_json).collect()),
            Value::Text(text) => serde_json::Value::String(text.clone()),
            Value::Whole(whole) => serde_json::Value::from(*whole),
            Value::Real(real) => serde_json::Value::from(*real),
            Value::Flag(flag) => serde_json::Value::Bool(*flag),
        }
    }

    /// Whether this is a table.
    #[must_use]
    pub const fn is_table(&self) -> bool {
        matches!(self.value, Value::Table(_))
    }

    /// The keys and what they hold, if this is a table.
    #[must_use]
    pub const fn table(&self) -> Option<&IndexMap<String, Entry>> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }
}
