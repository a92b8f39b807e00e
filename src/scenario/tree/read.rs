//! A TOML file becomes a tree.

use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use toml_edit::{Document, Item, Table, TableLike, TomlError};

use super::endless::endless_key;
use super::recover::{blank, first_broken};
use super::syntax::{meant, plain_words, quote_month, too_deep};
use super::{DEEPEST, Entry, Node, Value};
use crate::words::{Diagnostic, Diagnostics, Location, text};

/// Statements that are no TOML beside which the rest is read.
const MOST_BROKEN: usize = 10;

/// Reads a TOML file with comments into a tree that remembers places. `file` is the name that places are given by.
///
/// ```
/// use tidui::scenario::parse;
/// use tidui::words::Language;
/// let problems = parse("plan.toml", "opens = 2021-05").unwrap_err();
/// assert_eq!(
///     problems.render(Language::English),
///     "plan.toml:1:9: error[date-value]: `2021-05` is not in quotes\n    hint: write the month in quotes: \"2021-05\""
/// );
/// ```
///
/// # Errors
///
/// What is not TOML, and every date, infinity, not-a-number and too deep nesting.
pub fn parse(file: &str, text: &str) -> Result<Node, Diagnostics> {
    match read(file, text) {
        (Some(node), problems) if !problems.has_errors() => Ok(node),
        (_, problems) => Err(problems),
    }
}

/// As [`parse`], but with whatever could be read beside the problems. Statements that are no TOML are left out of it, so
/// that they hide nothing of the rest; nothing is read if they cannot be told from it, or are too many.
pub(in crate::scenario) fn read(file: &str, text: &str) -> (Option<Node>, Diagnostics) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(file, text);
    let mut left = text.to_owned();
    loop {
        if let Some(offset) = endless_key(&left) {
            reader.report(too_deep(), offset);
            return (None, reader.problems);
        }
        match Document::parse(left.as_str()) {
            Ok(document) => {
                let location = reader.place(0);
                let value = reader.table(document.as_table(), 0);
                return (Some(Node { location, value }), reader.problems);
            }
            Err(error) => {
                let (error, broken) = first_broken(&left, error);
                let problem = reader.syntax(&error);
                let room = reader.problems.list.len() + 1 < MOST_BROKEN;
                let Some((lines, path)) = broken.filter(|_| room) else {
                    reader.problems.push(problem);
                    return (None, reader.problems);
                };
                reader.problems.push(problem.about(path));
                left = blank(&left, lines);
            }
        }
    }
}

struct Reader<'t> {
    file: Arc<str>,
    text: &'t str,
    /// Where each line starts, in bytes.
    lines: Vec<usize>,
    /// The keys that lead to what is being read.
    path: Vec<String>,
    problems: Diagnostics,
}

impl<'t> Reader<'t> {
    fn new(file: &str, text: &'t str) -> Self {
        let lines = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
        Self { file: Arc::from(file), text, lines, path: Vec::new(), problems: Diagnostics::new() }
    }

    fn place(&self, offset: usize) -> Location {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines.get(line.saturating_sub(1)).copied().unwrap_or_default();
        let column = self.text.get(start..offset).unwrap_or_default().chars().count() + 1;
        Location::text(Arc::clone(&self.file), line, column)
    }

    fn raw(&self, span: &Range<usize>) -> &'t str {
        self.text.get(span.clone()).unwrap_or_default()
    }

    fn report(&mut self, diagnostic: Diagnostic, offset: usize) {
        let problem = diagnostic.at(Some(self.place(offset)));
        let path = self.path.join(".");
        self.problems.push(if path.is_empty() { problem } else { problem.about(path) });
    }

    fn within_key<T>(&mut self, key: String, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(key);
        let read = read(self);
        self.path.pop();
        read
    }

    fn table(&mut self, table: &dyn TableLike, depth: usize) -> Value {
        let mut entries = IndexMap::new();
        for (name, item) in table.iter() {
            let key = table.key(name).and_then(toml_edit::Key::span).map_or(0, |span| span.start);
            let node = self.within_key(name.to_owned(), |reader| reader.item(item, key, depth + 1));
            if let Some(node) = node {
                entries.insert(name.to_owned(), Entry { key: self.place(key), node });
            }
        }
        Value::Table(entries)
    }

    fn item(&mut self, item: &Item, key: usize, depth: usize) -> Option<Node> {
        match item {
            Item::None => None,
            Item::Value(value) => self.value(value, key, depth),
            Item::Table(table) => {
                let start = start_of(table, key);
                self.within(depth, start)?;
                Some(Node { location: self.place(start), value: self.table(table, depth) })
            }
            Item::ArrayOfTables(tables) => {
                let start = tables.span().map_or(key, |span| span.start);
                self.within(depth, start)?;
                let items = tables
                    .iter()
                    .enumerate()
                    .map(|(index, table)| {
                        let location = self.place(start_of(table, start));
                        let value = self.within_key(index.to_string(), |reader| reader.table(table, depth + 1));
                        Node { location, value }
                    })
                    .collect();
                Some(Node { location: self.place(start), value: Value::Array(items) })
            }
        }
    }

    fn value(&mut self, value: &toml_edit::Value, key: usize, depth: usize) -> Option<Node> {
        let span = value.span().unwrap_or(key..key);
        let start = span.start;
        self.within(depth, start)?;
        let value = match value {
            toml_edit::Value::String(text) => Value::Text(text.value().clone()),
            toml_edit::Value::Integer(whole) => Value::Whole(*whole.value()),
            toml_edit::Value::Float(real) if real.value().is_finite() => Value::Real(*real.value()),
            toml_edit::Value::Float(_) => {
                let raw = self.raw(&span);
                self.report(Diagnostic::error("not-finite", text!("not-finite", raw)), start);
                return None;
            }
            toml_edit::Value::Boolean(flag) => Value::Flag(*flag.value()),
            toml_edit::Value::Datetime(_) => {
                let raw = self.raw(&span);
                self.report(Diagnostic::error("date-value", text!("date-value", raw)).hint(quote_month(raw)), start);
                return None;
            }
            toml_edit::Value::Array(array) => {
                let items = array.iter().enumerate().filter_map(|(index, one)| {
                    self.within_key(index.to_string(), |reader| reader.value(one, start, depth + 1))
                });
                Value::Array(items.collect())
            }
            toml_edit::Value::InlineTable(table) => self.table(table, depth),
        };
        Some(Node { location: self.place(start), value })
    }

    fn within(&mut self, depth: usize, start: usize) -> Option<()> {
        if depth <= DEEPEST {
            return Some(());
        }
        self.report(too_deep(), start);
        None
    }

    /// Says in plain words what the parser found.
    fn syntax(&self, error: &TomlError) -> Diagnostic {
        let span = error.span().unwrap_or_default();
        let line = self.line_at(span.start);
        let start = self.text.get(..span.start).map_or(0, |before| before.rfind('\n').map_or(0, |at| at + 1));
        let offset = span.start.saturating_sub(start);
        let meant = meant(line, offset).map(|(at, problem)| problem.at(Some(self.place(start + at))));
        meant.unwrap_or_else(|| plain_words(error.message(), self.raw(&span), line).at(Some(self.place(span.start))))
    }

    fn line_at(&self, offset: usize) -> &'t str {
        let line = self.place(offset).line;
        let start = self.lines.get(line - 1).copied().unwrap_or_default();
        let end = self.lines.get(line).copied().unwrap_or(self.text.len());
        self.text.get(start..end).unwrap_or_default().trim_end()
    }
}

fn start_of(table: &Table, otherwise: usize) -> usize {
    table.span().map_or(otherwise, |span| span.start)
}
