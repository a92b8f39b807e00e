//! A TOML file as a tree in which every key and value knows its place.

mod syntax;

use std::fmt::Write as _;
use std::ops::Range;
use std::sync::Arc;

use indexmap::IndexMap;
use toml_edit::{Document, Item, Table, TableLike, TomlError};

pub(super) use self::syntax::month_meant;
use self::syntax::{meant, plain_words, quote_month, too_deep};
use crate::words::{Diagnostic, Diagnostics, Location, Text};

/// Tables and lists nested deeper than this are refused.
const DEEPEST: usize = 64;

/// Lines that [`Node::to_toml`] writes are kept within this many characters where the format allows it.
const WIDEST: usize = 110;

/// [`Node::to_toml`] writes no header with more parts than this.
const LONGEST: usize = 16;

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

    /// The same values as a TOML file: a header for each section, small tables on one line.
    ///
    /// [`parse`] reads it back to the same values. Keys keep their order, except that within one table the keys that
    /// fit on a line come before the ones that need a header. A node that is not a table is written as a single value.
    ///
    /// ```
    /// use tidui::scenario::parse;
    /// let tree = parse("a.toml", "places = { expert = 3 }\nseed = 7").unwrap();
    /// assert_eq!(tree.to_toml(), "seed = 7\n\n[places]\nexpert = 3\n");
    /// ```
    #[must_use]
    pub fn to_toml(&self) -> String {
        let mut out = String::new();
        if let Value::Table(table) = &self.value {
            write_section(table, &mut Vec::new(), &mut out);
        } else {
            write_inline(self, &mut out);
            out.push('\n');
        }
        out
    }
}

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
/// What is not TOML (the first such place), and every date, infinity, not-a-number and too deep nesting.
pub fn parse(file: &str, text: &str) -> Result<Node, Diagnostics> {
    match read(file, text) {
        (Some(node), problems) if !problems.has_errors() => Ok(node),
        (_, problems) => Err(problems),
    }
}

/// As [`parse`], but with whatever could be read beside the problems.
pub(super) fn read(file: &str, text: &str) -> (Option<Node>, Diagnostics) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::new(file, text);
    if let Some(offset) = endless_key(text) {
        reader.report(too_deep(), offset);
        return (None, reader.problems);
    }
    match Document::parse(text) {
        Ok(document) => {
            let location = reader.place(0);
            let value = reader.table(document.as_table(), 0);
            (Some(Node { location, value }), reader.problems)
        }
        Err(error) => {
            let problem = reader.syntax(&error);
            reader.problems.push(problem);
            (None, reader.problems)
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
                self.report(
                    Diagnostic::error(
                        "not-finite",
                        Text::new(format!("`{raw}` 不是有限的数"), format!("`{raw}` is not a finite number")),
                    ),
                    start,
                );
                return None;
            }
            toml_edit::Value::Boolean(flag) => Value::Flag(*flag.value()),
            toml_edit::Value::Datetime(_) => {
                let raw = self.raw(&span);
                self.report(
                    Diagnostic::error(
                        "date-value",
                        Text::new(
                            format!("这里不用日期和时刻：`{raw}`"),
                            format!("dates and times are not used here: `{raw}`"),
                        ),
                    )
                    .hint(quote_month(raw)),
                    start,
                );
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

/// Where a dotted key has more parts than any scenario needs.
///
/// `toml_edit` bounds the parts of a key and the nesting of brackets, but not their product, and frees what it read
/// recursively: eighty inline tables of eighty-part keys overflow the stack of a small thread.
fn endless_key(text: &str) -> Option<usize> {
    const PARTS: usize = 32;
    let mut dots = 0;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let step = match character {
            '"' | '\'' => quoted_length(rest, character),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
        match character {
            '.' => dots += 1,
            ',' | '=' | '{' | '}' | '[' | ']' | '\n' | '#' => dots = 0,
            _ => {}
        }
        if dots >= PARTS {
            return Some(text.len() - rest.len());
        }
        rest = rest.get(step..).unwrap_or_default();
    }
    None
}

/// The length in bytes of the quoted text that `rest` begins with.
fn quoted_length(rest: &str, quote: char) -> usize {
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    let long = rest.starts_with(triple);
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(if long { 3 } else { 1 }) {
        if escaped {
            escaped = false;
        } else if character == '\\' && quote == '"' {
            escaped = true;
        } else if long && rest.get(at..).unwrap_or_default().starts_with(triple) {
            return at + 3;
        } else if !long && (character == quote || character == '\n') {
            return at + 1;
        }
    }
    rest.len()
}

/// Writes the entries of a table whose header is already written: lines first, then sections.
///
/// Where order may carry a meaning it is kept: among tables, whose order is that of tiers or funds, and in a table that
/// holds numbers and tables of plain values side by side, as a mix of tiers does.
fn write_section(table: &IndexMap<String, Entry>, path: &mut Vec<String>, out: &mut String) {
    let fits = |(key, entry): (&String, &Entry)| fits_on_a_line(key, &entry.node, path.len());
    let is_section = |entry: &Entry| match &entry.node.value {
        Value::Table(_) => true,
        Value::Array(items) => !items.is_empty() && items.iter().all(Node::is_table),
        _ => false,
    };
    let flat = !path.is_empty() && table.values().all(|entry| !entry.node.is_table() || is_shallow(&entry.node));
    let last_line = if flat { table.values().rposition(|entry| !is_section(entry)) } else { None };
    let first_section = table
        .iter()
        .enumerate()
        .position(|(index, (key, entry))| {
            is_section(entry) && last_line.is_none_or(|last| index > last) && !fits((key, entry))
        })
        .unwrap_or(table.len());
    let (lines, sections): (Vec<_>, Vec<_>) =
        table.iter().enumerate().partition(|(index, (_, entry))| *index < first_section || !is_section(entry));
    for (_, (key, entry)) in lines {
        write_key(key, out);
        out.push_str(" = ");
        write_line(&entry.node, out);
        out.push('\n');
    }
    for (_, (key, entry)) in sections {
        path.push(key.clone());
        match &entry.node.value {
            Value::Table(inner) => {
                let bare =
                    !inner.is_empty() && inner.iter().all(|(key, entry)| !fits_on_a_line(key, &entry.node, path.len()));
                if !bare {
                    write_header(path, "[", "]", out);
                }
                write_section(inner, path, out);
            }
            Value::Array(items) => {
                for item in items {
                    if let Value::Table(inner) = &item.value {
                        write_header(path, "[[", "]]", out);
                        write_section(inner, path, out);
                    }
                }
            }
            _ => {}
        }
        path.pop();
    }
}

fn fits_on_a_line(key: &str, node: &Node, depth: usize) -> bool {
    let short = || {
        let mut line = String::new();
        write_key(key, &mut line);
        line.push_str(" = ");
        write_inline(node, &mut line);
        line.chars().count() <= WIDEST
    };
    match &node.value {
        Value::Table(_) | Value::Array(_) if depth >= LONGEST => true,
        Value::Table(table) => depth > 0 && table.values().all(|entry| is_leaf(&entry.node)) && short(),
        Value::Array(items) if !items.is_empty() && items.iter().all(Node::is_table) => depth > 0 && short(),
        _ => true,
    }
}

impl Node {
    /// The value as it stands behind an equals sign, on one line.
    pub(super) fn inline(&self) -> String {
        let mut out = String::new();
        write_inline(self, &mut out);
        out
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

/// Whether a table holds no further table.
fn is_shallow(node: &Node) -> bool {
    match &node.value {
        Value::Table(table) => table.values().all(|entry| is_leaf(&entry.node)),
        _ => false,
    }
}

/// Whether no table is anywhere within.
fn is_leaf(node: &Node) -> bool {
    match &node.value {
        Value::Table(_) => false,
        Value::Array(items) => items.iter().all(is_leaf),
        _ => true,
    }
}

fn write_header(path: &[String], open: &str, close: &str, out: &mut String) {
    if !out.is_empty() {
        out.push('\n');
    }
    out.push_str(open);
    for (index, key) in path.iter().enumerate() {
        if index > 0 {
            out.push('.');
        }
        write_key(key, out);
    }
    out.push_str(close);
    out.push('\n');
}

fn write_key(key: &str, out: &mut String) {
    let bare = !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_');
    if bare {
        out.push_str(key);
    } else {
        write_text(key, out);
    }
}

/// Writes what follows `key =`: a long list over several lines, a text of several lines as such.
fn write_line(node: &Node, out: &mut String) {
    match &node.value {
        Value::Array(items) => {
            let mut line = String::new();
            write_inline(node, &mut line);
            if line.chars().count() <= WIDEST {
                out.push_str(&line);
            } else {
                out.push_str("[\n");
                for item in items {
                    out.push_str("    ");
                    write_inline(item, out);
                    out.push_str(",\n");
                }
                out.push(']');
            }
        }
        Value::Text(text) if text.contains('\n') => {
            out.push_str("\"\"\"\n");
            for (index, line) in text.split('\n').enumerate() {
                if index > 0 {
                    out.push('\n');
                }
                escape(line, out);
            }
            out.push_str("\"\"\"");
        }
        _ => write_inline(node, out),
    }
}

fn write_inline(node: &Node, out: &mut String) {
    match &node.value {
        Value::Table(table) if table.is_empty() => out.push_str("{}"),
        Value::Table(table) => {
            for (index, (key, entry)) in table.iter().enumerate() {
                out.push_str(if index == 0 { "{ " } else { ", " });
                write_key(key, out);
                out.push_str(" = ");
                write_inline(&entry.node, out);
            }
            out.push_str(" }");
        }
        Value::Array(items) => {
            out.push('[');
            for (index, item) in items.iter().enumerate() {
                if index > 0 {
                    out.push_str(", ");
                }
                write_inline(item, out);
            }
            out.push(']');
        }
        Value::Text(text) => write_text(text, out),
        Value::Whole(whole) => out.push_str(&whole.to_string()),
        Value::Real(real) => out.push_str(&format!("{real:?}").to_lowercase()),
        Value::Flag(flag) => out.push_str(if *flag { "true" } else { "false" }),
    }
}

fn write_text(text: &str, out: &mut String) {
    out.push('"');
    escape(text, out);
    out.push('"');
}

fn escape(text: &str, out: &mut String) {
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            control if control.is_control() => {
                // Writing to a string cannot fail.
                let _ = write!(out, "\\u{:04X}", u32::from(control));
            }
            other => out.push(other),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    fn problem(text: &str) -> String {
        parse("f.toml", text).unwrap_err().render(Language::English)
    }

    fn problem_zh(text: &str) -> String {
        parse("f.toml", text).unwrap_err().render(Language::Chinese)
    }

    #[test]
    fn places_count_characters_and_survive_bom_and_crlf() {
        let tree =
            parse("f.toml", "\u{feff}# 注释\r\n\"名 称\" = \"学校\" # x\r\n[a.b]\r\nc = { d = [1, 2.5, true] }\r\n")
                .unwrap();
        let Value::Table(root) = &tree.value else { panic!("a table") };
        assert_eq!(root.keys().collect::<Vec<_>>(), ["名 称", "a"]);
        assert_eq!(root["名 称"].key.to_string(), "f.toml:2:1");
        assert_eq!(root["名 称"].node.location.to_string(), "f.toml:2:9");
        assert_eq!(root["a"].key.to_string(), "f.toml:3:2");
        assert_eq!(tree.nearest("a.b".split('.')).location.to_string(), "f.toml:3:1");
        assert_eq!(tree.nearest("a.b.c.d.1".split('.')).location.to_string(), "f.toml:4:15");
        assert_eq!(tree.find(&["a", "b", "c", "d", "2"]).unwrap().value, Value::Flag(true));
        assert!(tree.find(&["a", "b", "c", "d", "3"]).is_none());
        assert_eq!(tree.nearest("a.b.c.x.y".split('.')).location.to_string(), "f.toml:4:5");
        assert_eq!(tree.nearest("zzz".split('.')).location.to_string(), "f.toml:1:1");
    }

    #[test]
    fn arrays_of_tables_and_dotted_keys_have_places() {
        let tree = parse("f.toml", "x.y = 1\n[[m]]\nq = 1\n\n  [[m]]\nq = 2\n").unwrap();
        assert_eq!(tree.nearest("x".split('.')).location.to_string(), "f.toml:1:1");
        assert_eq!(tree.nearest("x.y".split('.')).location.to_string(), "f.toml:1:7");
        assert_eq!(tree.nearest("m".split('.')).location.to_string(), "f.toml:2:1");
        assert_eq!(tree.nearest("m.1".split('.')).location.to_string(), "f.toml:5:3");
        assert_eq!(tree.nearest("m.1.q".split('.')).location.to_string(), "f.toml:6:5");
    }

    #[test]
    fn syntax_is_explained_in_plain_words() {
        assert_eq!(problem("a = 1\nb = 2\na = 3"), "f.toml:3:1: error[duplicate-key]: the key `a` is given twice");
        assert_eq!(problem_zh("[a]\n[a]"), "f.toml:2:2: 错误[duplicate-key]: 键 `a` 写了两次");
        assert_eq!(
            problem("a = \"学校\nb = 1"),
            "f.toml:1:8: error[syntax]: the text is not closed: its closing quote is missing"
        );
        assert_eq!(problem_zh("a = 'x"), "f.toml:1:7: 错误[syntax]: 文字没有结束：缺少后引号");
        assert_eq!(
            problem("a = \"\"\"x\n\n"),
            "f.toml:3:1: error[syntax]: the text is not closed: its closing quote is missing"
        );
        assert_eq!(problem("a ="), "f.toml:1:4: error[syntax]: a value is missing");
        assert_eq!(problem_zh("a = \nb = 1"), "f.toml:1:5: 错误[syntax]: 缺少值");
        assert_eq!(problem("a"), "f.toml:1:2: error[syntax]: the key is not followed by `=` and a value");
        assert_eq!(
            problem("a: 1"),
            "f.toml:1:4: error[syntax]: the key is not followed by `=` and a value\n    hint: use `=`, not a colon"
        );
        assert_eq!(
            problem_zh("a＝1"),
            "f.toml:1:4: 错误[syntax]: 键后面缺少 `=` 和值\n    提示: 用英文等号 `=`，不用 `＝`"
        );
        assert_eq!(
            problem("a b = 1"),
            "f.toml:1:3: error[syntax]: the key is not followed by `=` and a value\n    hint: a key with a space in it must be in quotes"
        );
        assert_eq!(
            problem("名 = 1"),
            "f.toml:1:1: error[syntax]: the key `名` must be in quotes\n    hint: a key without quotes holds only the letters a to z, digits, `-` and `_`"
        );
        assert_eq!(
            problem("a = foo"),
            "f.toml:1:5: error[syntax]: text must be in quotes: `foo`\n    hint: write \"foo\""
        );
        assert_eq!(
            problem("a = True"),
            "f.toml:1:5: error[syntax]: text must be in quotes: `True`\n    hint: write true in lower case"
        );
        assert_eq!(
            problem("a = “中文”"),
            "f.toml:1:5: error[syntax]: `“中文”` uses quotation marks that are not plain ones\n    hint: use plain quotes: \"中文\""
        );
        assert_eq!(
            problem("a = 50%"),
            "f.toml:1:5: error[syntax]: a percentage such as `50%` is not read\n    hint: write 0.5"
        );
        assert_eq!(
            problem("a = [1 2]"),
            "f.toml:1:6: error[syntax]: there is no comma between the numbers `1 2`\n    hint: a list is written [1, 2]"
        );
        assert_eq!(problem("a = [1, 2"), "f.toml:1:10: error[syntax]: the list is not closed: its `]` is missing");
        assert_eq!(problem("a = {b = 1"), "f.toml:1:11: error[syntax]: the table is not closed: its `}` is missing");
        assert_eq!(problem("[a"), "f.toml:1:3: error[syntax]: the table header is not closed: its `]` is missing");
        assert_eq!(problem("[]"), "f.toml:1:2: error[syntax]: the name of a key is missing");
        assert_eq!(
            problem("a = { b = 1 c = 2 }"),
            "f.toml:1:15: error[syntax]: a comma is missing between two entries"
        );
        assert_eq!(problem("a = [1,,2]"), "f.toml:1:8: error[syntax]: there is a comma too many");
        assert_eq!(
            problem("a = 1,000"),
            "f.toml:1:5: error[syntax]: a number is not written `1,000` here\n    hint: write 1000"
        );
        assert_eq!(
            problem("a = 99999999999999999999"),
            "f.toml:1:5: error[number-too-large]: the number `99999999999999999999` is too large"
        );
        assert_eq!(problem("a = 1e999"), "f.toml:1:5: error[number-too-large]: the number `1e999` is too large");
        assert_eq!(
            problem("a = \"C:\\data\""),
            "f.toml:1:9: error[syntax]: what follows the backslash `\\` is no escape\n    hint: write a backslash itself as `\\\\`, or use single quotes"
        );
        assert_eq!(problem_zh("a = 5."), "f.toml:1:7: 错误[syntax]: 无法读取：invalid fraction, expected digits");
        assert_eq!(problem("a = 5."), "f.toml:1:7: error[syntax]: invalid fraction, expected digits");
    }

    #[test]
    fn what_was_meant_is_said_where_it_stands() {
        let told = |line: &str, place: usize, hint: &str| {
            let problem = parse("f.toml", &format!("x = 1\n{line}\ny = 2")).unwrap_err();
            let one = problem.list.first().unwrap();
            let location = one.location.as_ref().unwrap();
            assert_eq!((location.line, location.column), (2, place), "{line}: {problem}");
            assert_eq!(one.hint.as_ref().map_or("", |hint| &*hint.en), hint, "{line}: {problem}");
        };
        told("a = 1万", 5, "write 10000");
        told("a = 500万元 # money", 5, "write 5000000");
        told("a = 22，000", 5, "write 22000");
        told("a = 22,000", 5, "write 22000");
        told("a = ５００", 5, "write 500");
        told("a = { b = 1.5亿, c = 2 }", 11, "write 150000000");
        told("a = [1%, 2%]", 6, "write 0.01");
        told("a = [1, ２％]", 9, "write 0.02");
        told("a = 100 // people", 9, "write # people");
        told("// a comment", 1, "write # a comment");
        told("[a] // a comment", 5, "write # a comment");
        told("a = [1，2]", 7, "use the plain sign `,`");
        told("a = { b = 1，c = 2 }", 12, "use the plain sign `,`");
        told("＃ 注释", 1, "use the plain sign `#`");
        told("a = 10k", 5, "if it is a number, write it like 1500 or 0.05; if it is text, write \"10k\"");
        told("a = 中文，没有引号", 5, "write \"中文，没有引号\"");
        told("a = “甲，乙”", 5, "use plain quotes: \"甲，乙\"");
        told("a = \"http://x，y\" 1", 18, "each line holds one `key = value`; numbers have no thousands commas");
        told("a = \"甲，乙", 9, "");
    }

    #[test]
    fn months_without_quotes_and_dates_are_refused() {
        let bare = |raw: &str, month: &str| {
            assert_eq!(
                problem(&format!("a = {raw}")),
                format!(
                    "f.toml:1:5: error[date-value]: `{raw}` is not in quotes\n    hint: write the month in quotes: \"{month}\""
                )
            );
        };
        bare("2021-05", "2021-05");
        bare("2021-5", "2021-05");
        bare("2021/12", "2021-12");
        bare("2021年5月", "2021-05");
        assert_eq!(
            problem_zh("a = 2021-05"),
            "f.toml:1:5: 错误[date-value]: `2021-05` 没有加引号\n    提示: 给月份加上引号：\"2021-05\""
        );
        assert_eq!(
            problem("a = 2021-05-01\nb = [nan, 07:32:00]\nc = { d = -inf }"),
            "f.toml:1:5: error[date-value]: dates and times are not used here: `2021-05-01`\n    \
             hint: write the month in quotes: \"2021-05\"\n\
             f.toml:2:6: error[not-finite]: `nan` is not a finite number\n\
             f.toml:2:11: error[date-value]: dates and times are not used here: `07:32:00`\n    \
             hint: a month is written in quotes as year-month, such as \"2021-05\"\n\
             f.toml:3:11: error[not-finite]: `-inf` is not a finite number"
        );
        assert_eq!(problem_zh("a = inf"), "f.toml:1:5: 错误[not-finite]: `inf` 不是有限的数");
    }

    #[test]
    fn deep_nesting_is_refused_without_overflow() {
        let refused = "error[syntax]: tables and lists are nested too deeply, at most 64 levels are read";
        let dotted = |parts: usize| vec!["a"; parts].join(".");
        assert_eq!(problem(&format!("x = '....'\n{} = 1", dotted(70))), format!("f.toml:2:64: {refused}"));
        let nested = |levels: usize, parts: usize| {
            let mut text = "1".to_owned();
            for _ in 0..levels {
                text = format!("{{ {} = {text} }}", dotted(parts));
            }
            format!("a = {text}")
        };
        assert!(problem(&nested(40, 2)).ends_with(refused));
        for text in [nested(78, 79), nested(78, 32), format!("a = {}", "[".repeat(5000))] {
            assert!(problem(&text).ends_with(refused));
        }
        let (numbers, dots) = ("0.1, ".repeat(90), ".".repeat(90));
        let harmless = format!("a = [{numbers}]\nb = \"\\\"{dots}\"\nc = '''\n'{dots}'''\n# {dots}");
        assert!(parse("f.toml", &harmless).is_ok());
    }

    #[test]
    fn toml_is_written_in_sections() {
        let source = "seed = 7\nnote = \"first\\nsecond \\\"x\\\"\"\n[channel.open.places]\nexpert = { value = 3.0, note = \"n\" }\n\
                      leader = 4\n[channel.open]\ntitle = '开放'\n[empty]\n[[step]]\nat = \"2021-05\"\n[[step]]\nat = \"2021-06\"\nby.x.y = 1\n";
        let tree = parse("f.toml", source).unwrap();
        let written = tree.to_toml();
        assert_eq!(
            written,
            "seed = 7\nnote = \"\"\"\nfirst\nsecond \\\"x\\\"\"\"\"\n\n[channel.open]\ntitle = \"开放\"\n\n\
             [channel.open.places]\nexpert = { value = 3.0, note = \"n\" }\nleader = 4\n\n[empty]\n\n[[step]]\nat = \"2021-05\"\n\n\
             [[step]]\nat = \"2021-06\"\n\n[step.by]\nx = { y = 1 }\n"
        );
        assert_eq!(parse("g.toml", &written).unwrap().to_json(), tree.to_json());
    }

    #[test]
    fn the_order_of_what_stands_side_by_side_is_kept() {
        let long = "x".repeat(WIDEST);
        let source = format!(
            "[tier]\none = {{ stock = 1 }}\ntwo = {{ stock = 2, note = '{long}' }}\nthree = {{ stock = 3 }}\n\
             [channel.open]\nmix = {{ b = {{ value = 1, note = '{long}' }}, a = 2, c = {{ value = 3 }} }}\nlag = 1\n"
        );
        let tree = parse("f.toml", &source).unwrap();
        let back = parse("g.toml", &tree.to_toml()).unwrap();
        for path in [["tier"].as_slice(), &["channel", "open", "mix"]] {
            let json = |tree: &Node| tree.find(path).unwrap().to_json().to_string();
            assert_eq!(json(&back), json(&tree));
        }
    }

    struct Dice(u64);

    impl Dice {
        fn roll(&mut self, sides: u64) -> u64 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            self.0 % sides
        }

        fn text(&mut self) -> String {
            let alphabet = [
                'a', 'b', '-', '_', '0', ' ', '.', '"', '\'', '\\', '\n', '\r', '\t', '\u{1}', '\u{7f}', '\u{85}',
                '学', '😀', '#', '=', '[',
            ];
            (0..self.roll(9)).map(|_| alphabet[self.roll(alphabet.len() as u64) as usize]).collect()
        }

        fn node(&mut self, depth: u64) -> Node {
            let location = Location::text("x", 1, 1);
            let value = match self.roll(if depth == 0 { 4 } else { 8 }) {
                0 => Value::Text(self.text()),
                1 => Value::Whole(self.0 as i64),
                2 => {
                    let real = f64::from_bits(self.0);
                    Value::Real(if real.is_finite() { real } else { -0.0 })
                }
                3 => Value::Flag(self.roll(2) == 0),
                4 | 5 => Value::Array((0..self.roll(4)).map(|_| self.node(depth - 1)).collect()),
                _ => self.table(depth - 1),
            };
            Node { location, value }
        }

        fn table(&mut self, depth: u64) -> Value {
            let key = Location::text("x", 1, 1);
            Value::Table(
                (0..self.roll(5)).map(|_| (self.text(), Entry { key: key.clone(), node: self.node(depth) })).collect(),
            )
        }
    }

    #[test]
    fn any_tree_survives_being_written_and_read() {
        let mut dice = Dice(0x9e37_79b9_7f4a_7c15);
        for _ in 0..2000 {
            let location = Location::text("x", 1, 1);
            let tree = Node { location, value: dice.table(5) };
            let written = tree.to_toml();
            let back = parse("g.toml", &written).unwrap_or_else(|problems| panic!("{problems}\n{written}"));
            assert_eq!(back.to_json(), tree.to_json(), "{written}");
        }
    }

    #[test]
    fn the_deepest_tree_is_written_without_endless_headers() {
        let tree = parse("f.toml", &format!("a = {}1{}", "{ a = ".repeat(62), " }".repeat(62))).unwrap();
        assert_eq!(parse("g.toml", &tree.to_toml()).unwrap().to_json(), tree.to_json());
    }

    #[test]
    fn nothing_makes_the_parser_panic() {
        let mut dice = Dice(42);
        let pieces = [
            "a",
            "b",
            ".",
            " = ",
            "=",
            "[",
            "]",
            "[[",
            "]]",
            "{",
            "}",
            ",",
            "\n",
            "\r\n",
            "\"",
            "'",
            "\"\"\"",
            "'''",
            "\\",
            "1",
            "-",
            "0x",
            "1e5",
            "nan",
            "2021-05",
            "2021-05-01",
            "07:32",
            "true",
            "#",
            " ",
            "中",
            "“",
            "％",
            "\u{feff}",
            "\u{0}",
            "\\u00",
        ];
        for _ in 0..20_000 {
            let text: String = (0..dice.roll(14)).map(|_| pieces[dice.roll(pieces.len() as u64) as usize]).collect();
            if let Ok(tree) = parse("f.toml", &text) {
                assert_eq!(parse("g.toml", &tree.to_toml()).unwrap().to_json(), tree.to_json());
            }
            let bytes: Vec<u8> = (0..dice.roll(30)).map(|_| dice.roll(256) as u8).collect();
            let _ = parse("f.toml", &String::from_utf8_lossy(&bytes));
        }
    }
}
