//! Whether a tree has the structure that the format says it has.

mod said;
#[cfg(test)]
mod tests;

use serde_json::{Map, Number, Value as Json};

pub(super) use self::said::{id_hint, month_hint, range_words};
use self::said::{
    missing_key, not_allowed, out_of_range, unknown_key, wrong_count, wrong_format, wrong_length, wrong_type,
};
use super::place::WORD;
use super::shape::Shape;
use super::tree::{Node, Value};
use crate::words::{Diagnostic, Diagnostics};

/// Reports every place where `tree` does not have the structure that `schema` describes.
///
/// Of JSON Schema it reads what the format is written in: types, keys, bounds of numbers, lengths and counts, ids and
/// months, and unions of which a value can be only one by its type, or that list the words which are allowed.
///
/// The codes are `unknown-key`, `wrong-type`, `missing-key`, `not-allowed`, `out-of-range` and `wrong-format`.
///
/// ```
/// use tidui::scenario::{check_structure, parse};
/// use tidui::words::{Diagnostics, Language};
/// let schema = serde_json::json!({
///     "type": "object",
///     "properties": { "months": { "type": "integer", "minimum": 1 } },
///     "required": ["months"],
///     "additionalProperties": false,
/// });
/// let mut problems = Diagnostics::new();
/// check_structure(&parse("a.toml", "month = 12").unwrap(), &schema, &mut problems);
/// assert_eq!(
///     problems.render(Language::English),
///     "a.toml:1:1: error[unknown-key]: there is no key `month` at the top level\n    hint: perhaps `months`\n\
///      a.toml:1:1: error[missing-key]: the key `months` is missing at the top level"
/// );
/// ```
pub fn check_structure(tree: &Node, schema: &Json, problems: &mut Diagnostics) {
    check(tree, &Shape::top(schema), "", problems);
}

/// Whether a text is an id: lower-case letters, digits and hyphens, not beginning with a hyphen.
///
/// ```
/// use tidui::scenario::is_id;
/// assert!(is_id("open-selection-2"));
/// assert!(!is_id("Open") && !is_id("-a") && !is_id(""));
/// ```
#[must_use]
pub fn is_id(text: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    text.bytes().next().is_some_and(allowed) && text.bytes().all(|byte| allowed(byte) || byte == b'-')
}

/// The types of a value as a set.
type Types = u8;
const NUMBER: Types = 1;
const WHOLE: Types = 1 << 1;
const TEXT: Types = 1 << 2;
const FLAG: Types = 1 << 3;
const ARRAY: Types = 1 << 4;
const TABLE: Types = 1 << 5;

const fn type_of(node: &Node) -> Types {
    match node.value {
        Value::Table(_) => TABLE,
        Value::Array(_) => ARRAY,
        Value::Text(_) => TEXT,
        Value::Whole(_) => WHOLE,
        Value::Real(_) => NUMBER,
        Value::Flag(_) => FLAG,
    }
}

/// The types that a shape allows; none if it says nothing of types.
fn types_of(shape: &Shape<'_>) -> Types {
    shape.types().fold(0, |all, name| {
        all | match name {
            "number" => NUMBER | WHOLE,
            "integer" => WHOLE,
            "string" => TEXT,
            "boolean" => FLAG,
            "array" => ARRAY,
            "object" => TABLE,
            _ => 0,
        }
    })
}

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn check(node: &Node, shape: &Shape<'_>, path: &str, problems: &mut Diagnostics) {
    let types = types_of(shape);
    let words = shape.constants();
    if types != 0 && types & type_of(node) == 0 {
        problems.push(wrong_type(node, types, &words, path));
        return;
    }
    let children = match &node.value {
        Value::Table(table) => table.len(),
        Value::Array(items) => items.len(),
        _ => 0,
    };
    for map in shape.maps() {
        let found = match &node.value {
            Value::Whole(whole) => check_number(map, *whole as f64, &whole.to_string(), path),
            Value::Real(real) => check_number(map, *real, &real.to_string(), path),
            Value::Text(text) => check_text(map, text, path),
            Value::Array(_) => {
                check_count(map, ("minItems", "maxItems"), children, ("count-of-values", "values-written"), path)
            }
            Value::Table(_) => check_count(
                map,
                ("minProperties", "maxProperties"),
                children,
                ("count-of-entries", "entries-written"),
                path,
            ),
            Value::Flag(_) => None,
        };
        problems.list.extend(found.map(|problem| problem.at(Some(node.location.clone()))));
    }
    match &node.value {
        Value::Text(text) if !words.is_empty() && !words.contains(&text.as_str()) => {
            problems.push(not_allowed(text, &words, path).at(Some(node.location.clone())));
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let index = index.to_string();
                check(item, &shape.child(&index), &join(path, &index), problems);
            }
        }
        Value::Table(_) => check_table(node, shape, path, problems),
        _ => {}
    }
}

fn check_table(node: &Node, shape: &Shape<'_>, path: &str, problems: &mut Diagnostics) {
    for (key, entry) in node.table().into_iter().flatten() {
        let full = join(path, key);
        let name = Node { location: entry.key.clone(), value: Value::Text(key.clone()) };
        check(&name, &shape.names(), &full, problems);
        let inner = shape.child(key);
        if !inner.is_known() && shape.is_closed() {
            problems.push(unknown_key(key, entry, node, &shape.keys(), path));
        }
        check(&entry.node, &inner, &full, problems);
    }
    let missing = shape.required().into_iter().filter(|key| node.find(&[key]).is_none());
    problems.list.extend(missing.map(|key| missing_key(node, key, path)));
}

fn number(map: &Map<String, Json>, word: &str) -> Option<f64> {
    map.get(word).and_then(Json::as_number).and_then(Number::as_f64)
}

/// The least and the greatest number that a schema allows. A bound that only the integer format sets is left out as
/// long as the value keeps to it: nobody needs to read that a seed is at most 4294967295.
fn check_number(map: &Map<String, Json>, value: f64, written: &str, path: &str) -> Option<Diagnostic> {
    // Whether a number fits what it measures is judged with its distribution and its factor, when its meaning is checked;
    // here, whether its type can hold it.
    let stated = |word: &str| number(map, word).filter(|_| !map.contains_key(WORD));
    let format = map.get("format").and_then(Json::as_str).unwrap_or_default();
    let least = Some(0.0).filter(|least| format.starts_with("uint") && value < *least);
    let most = Some(f64::from(u32::MAX)).filter(|most| format == "uint32" && value > *most);
    let (low, high) = (stated("minimum").or(least), stated("maximum").or(most));
    let right = low.is_none_or(|low| value >= low) && high.is_none_or(|high| value <= high);
    (!right).then(|| out_of_range(low, high, written, path))
}

fn check_text(map: &Map<String, Json>, text: &str, path: &str) -> Option<Diagnostic> {
    let length = text.chars().count() as u64;
    let bound = |word: &str| map.get(word).and_then(Json::as_u64);
    let (low, high) = (bound("minLength"), bound("maxLength"));
    let format = map.get("format").and_then(Json::as_str).unwrap_or_default();
    wrong_format(text, format, path).or_else(|| {
        let right = low.is_none_or(|low| length >= low) && high.is_none_or(|high| length <= high);
        (!right).then(|| wrong_length(low, high, length, path))
    })
}

fn check_count(
    map: &Map<String, Json>,
    (least, most): (&str, &str),
    count: usize,
    unit: (&str, &str),
    path: &str,
) -> Option<Diagnostic> {
    let bound = |word: &str| map.get(word).and_then(Json::as_u64);
    let (low, high) = (bound(least), bound(most));
    let right = low.is_none_or(|low| count as u64 >= low) && high.is_none_or(|high| count as u64 <= high);
    (!right).then(|| wrong_count(low, high, count, unit, path))
}
