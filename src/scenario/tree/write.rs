//! A tree as a TOML file.

use std::fmt::Write as _;

use indexmap::IndexMap;

use super::{Entry, Node, Value};

/// Lines that [`Node::to_toml`] writes are kept within this many characters where the format allows it.
pub(super) const WIDEST: usize = 110;

/// [`Node::to_toml`] writes no header with more parts than this.
const LONGEST: usize = 16;

impl Node {
    /// The same values as a TOML file: a header for each section, small tables on one line.
    ///
    /// [`parse`](crate::scenario::parse) reads it back to the same values. Keys keep their order, except that within one table the keys that
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

    /// The value as it stands behind an equals sign, on one line.
    pub(crate) fn inline(&self) -> String {
        let mut out = String::new();
        write_inline(self, &mut out);
        out
    }
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
