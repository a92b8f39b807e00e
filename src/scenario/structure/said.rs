//! What is said about each kind of mismatch.

use super::{ARRAY, FLAG, NUMBER, TABLE, TEXT, Types, WHOLE, is_id, join, type_of};
use crate::scenario::overlay::{SET, listed, nearest_or_listed, perhaps};
use crate::scenario::tree::{Entry, Node, Value, month_meant};
use crate::words::{Count, Diagnostic, Month, Number, Text, nearest, text};

/// How a month and an id are to be written.
pub(in crate::scenario) fn month_hint(text: &str) -> Text {
    month_meant(text)
        .filter(|month| month.to_string() != text)
        .map_or_else(|| text!("hint-month"), |month| perhaps(&month.to_string()))
}

pub(in crate::scenario) fn id_hint() -> Text {
    text!("hint-id")
}

fn describe(types: Types) -> Text {
    let kinds = [
        (types & NUMBER != 0, "type-number"),
        (types & WHOLE != 0 && types & NUMBER == 0, "type-whole-number"),
        (types & TEXT != 0, "type-text"),
        (types & FLAG != 0, "type-flag"),
        (types & ARRAY != 0, "type-list"),
        (types & TABLE != 0, "type-table"),
    ];
    let chosen = kinds.into_iter().filter(|(there, _)| *there).map(|(_, key)| text!(key));
    Text::joined("between-alternatives", &chosen.collect::<Vec<_>>())
}

/// What a message calls the value at a path.
fn called(path: &str) -> Text {
    if path.is_empty() { text!("top-level") } else { Text::same(format!("`{path}`")) }
}

fn within(path: &str) -> Text {
    if path.is_empty() { text!("at-top-level") } else { text!("within", path) }
}

fn number_written(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

pub(super) fn wrong_type(node: &Node, types: Types, words: &[&str], path: &str) -> Diagnostic {
    let found = match node.value {
        Value::Real(_) => text!("type-decimal"),
        _ => describe(type_of(node)),
    };
    let (wanted, name) = (describe(types), called(path));
    let problem = Diagnostic::error("wrong-type", text!("wrong-type", name, wanted, found))
        .about(path)
        .at(Some(node.location.clone()));
    if !words.is_empty() {
        return problem.hint(listed(words));
    }
    match &node.value {
        Value::Text(text) => {
            let number = Number::read(text).filter(|number| number.value().is_finite());
            let fits = number.filter(|number| types & NUMBER != 0 || (types & WHOLE != 0 && number.whole().is_some()));
            let flag = Some(text.trim().to_lowercase())
                .filter(|text| types & FLAG != 0 && (text == "true" || text == "false"));
            let Some(plain) = fits.map(|number| number.plain()).or(flag) else { return problem };
            // A setting was typed without quotes, unless it is what its quotes hold.
            if plain == text.trim() && &*node.location.file != SET {
                problem.hint(text!("hint-take-quotes-off", plain))
            } else {
                problem.hint(text!("hint-without-quotes", plain))
            }
        }
        Value::Real(real) if types & WHOLE != 0 && real.fract() == 0.0 => {
            let number = number_written(*real);
            problem.hint(text!("hint-write", plain = number))
        }
        Value::Whole(_) | Value::Real(_) if types == TEXT => {
            let text = node.to_json().to_string();
            problem.hint(text!("hint-put-in-quotes", text))
        }
        _ => problem,
    }
}

pub(super) fn missing_key(node: &Node, key: &str, path: &str) -> Diagnostic {
    let place = within(path);
    Diagnostic::error("missing-key", text!("missing-key", place, key))
        .about(join(path, key))
        .at(Some(node.location.clone()))
}

pub(super) fn unknown_key(key: &str, entry: &Entry, table: &Node, allowed: &[&str], path: &str) -> Diagnostic {
    let place = within(path);
    let problem = Diagnostic::error("unknown-key", text!("unknown-key", place, key))
        .about(join(path, key))
        .at(Some(entry.key.clone()));
    if let Some(near) = nearest(key, allowed.iter().copied().filter(|name| table.find(&[name]).is_none())) {
        return problem.hint(perhaps(near)).naming([join(path, near)]);
    }
    let Some(near) = nearest(key, allowed.iter().copied()) else { return problem.hint(listed(allowed)) };
    let right = join(path, near);
    if let (Some(stated), Some(beside)) = (entry.node.table(), table.find(&[near]).and_then(Node::table))
        && stated.keys().all(|key| !beside.contains_key(key))
    {
        // Entries of one table under two names.
        let meant: Vec<String> = stated.keys().map(|key| join(&right, key)).collect();
        let written = meant.iter().map(|path| format!("`{path}`")).collect::<Vec<_>>().join(", ");
        let hint = text!("hint-perhaps-these", written);
        return problem.hint(hint).naming(meant);
    }
    problem.hint(text!("hint-perhaps-as-well", near))
}

pub(super) fn not_allowed(text: &str, words: &[&str], path: &str) -> Diagnostic {
    let name = called(path);
    let message = text!("not-allowed", name, text);
    Diagnostic::error("not-allowed", message).about(path).hint(nearest_or_listed(text, words))
}

pub(super) fn out_of_range(low: Option<f64>, high: Option<f64>, written: &str, path: &str) -> Diagnostic {
    let (name, range) = (called(path), range_words(low, high));
    let message = text!("out-of-range-bounds", name, range, written);
    Diagnostic::error("out-of-range", message).about(path)
}

/// Bounds in words, such as "at least 0".
pub(in crate::scenario) fn range_words(low: Option<f64>, high: Option<f64>) -> Text {
    match (low.map(number_written), high.map(number_written)) {
        (Some(low), Some(high)) => text!("range-from-to", low, high),
        (Some(low), None) => text!("range-at-least", low),
        (None, Some(high)) => text!("range-at-most", high),
        (None, None) => Text::default(),
    }
}

pub(super) fn wrong_count(
    low: Option<u64>,
    high: Option<u64>,
    count: usize,
    unit: (&str, &str),
    path: &str,
) -> Diagnostic {
    let (unit, written) = unit;
    let of = |bound| text!(unit, count = Count(bound));
    let (name, found) = (called(path), text!(written, count));
    let message = match (low, high) {
        (Some(low), Some(high)) if low == high => text!("out-of-range-count", name, wanted = of(low), found),
        (Some(low), Some(high)) => text!("out-of-range-count-between", name, low, wanted = of(high), found),
        (None, Some(high)) => text!("out-of-range-count-most", name, wanted = of(high), found),
        (low, None) => text!("out-of-range-count-least", name, wanted = of(low.unwrap_or_default()), found),
    };
    Diagnostic::error("out-of-range", message).about(path)
}

pub(super) fn wrong_length(low: Option<u64>, high: Option<u64>, length: u64, path: &str) -> Diagnostic {
    let name = called(path);
    let message = match (low, high) {
        _ if length == 0 => text!("out-of-range-empty", name),
        (_, Some(high)) if length > high => text!("out-of-range-long", name, high, length),
        (low, _) => {
            let low = low.unwrap_or_default();
            text!("out-of-range-short", name, low, length)
        }
    };
    Diagnostic::error("out-of-range", message).about(path)
}

pub(super) fn wrong_format(text: &str, format: &str, path: &str) -> Option<Diagnostic> {
    let name = called(path);
    let (wanted, hint) = match format {
        "month" if text.parse::<Month>().is_err() => (text!("type-month"), month_hint(text)),
        "id" if !is_id(text) => (text!("type-id"), id_hint()),
        _ => return None,
    };
    Some(Diagnostic::error("wrong-format", text!("wrong-format", name, wanted, text)).about(path).hint(hint))
}
