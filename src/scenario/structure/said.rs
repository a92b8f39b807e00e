//! What is said about each kind of mismatch.

use indexmap::IndexMap;
use serde_json::Value as Json;

use super::{
    FLAG, NUMBER, Rules, TEXT, Types, WHOLE, called, describe, found, id_hint, is_id, join, month_hint, number_written,
    within, written,
};
use crate::scenario::overlay::{SET, listed, nearest_or_listed, perhaps};
use crate::scenario::tree::{Entry, Node, Value};
use crate::words::{Diagnostic, Month, Number, Text, nearest};

pub(super) fn wrong_type(node: &Node, types: Types, constants: Option<&[&Json]>, path: &str) -> Diagnostic {
    let (wanted, found, name) = (describe(types), found(node), called(path));
    let problem = Diagnostic::error(
        "wrong-type",
        Text::new(
            format!("{} 应为{}，写的是{}", name.zh, wanted.zh, found.zh),
            format!("{} must be {}, not {}", name.en, wanted.en, found.en),
        ),
    )
    .about(path)
    .at(Some(node.location.clone()));
    if let Some(constants) = constants {
        return problem.hint(listed_constants(constants));
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
                problem.hint(Text::new(format!("去掉引号：{plain}"), format!("take the quotes off: {plain}")))
            } else {
                problem.hint(Text::new(format!("写成 {plain}，不加引号"), format!("write {plain}, without quotes")))
            }
        }
        Value::Real(real) if types & WHOLE != 0 && real.fract() == 0.0 => {
            let number = number_written(*real);
            problem.hint(Text::new(format!("写成 {number}"), format!("write {number}")))
        }
        Value::Whole(_) | Value::Real(_) if types == TEXT => {
            let text = node.to_json().to_string();
            problem.hint(Text::new(format!("加上引号：\"{text}\""), format!("put it in quotes: \"{text}\"")))
        }
        _ => problem,
    }
}

pub(super) fn missing_key(node: &Node, key: &str, path: &str) -> Diagnostic {
    let place = within(path);
    Diagnostic::error(
        "missing-key",
        Text::new(format!("{}缺少键 `{key}`", place.zh), format!("the key `{key}` is missing {}", place.en)),
    )
    .about(join(path, key))
    .at(Some(node.location.clone()))
}

pub(super) fn unknown_key(key: &str, entry: &Entry, path: &str) -> Diagnostic {
    let place = within(path);
    Diagnostic::error(
        "unknown-key",
        Text::new(format!("{}没有键 `{key}`", place.zh), format!("there is no key `{key}` {}", place.en)),
    )
    .about(join(path, key))
    .at(Some(entry.key.clone()))
}

pub(super) fn unknown_or_elsewhere(
    key: &str,
    entry: &Entry,
    table: &IndexMap<String, Entry>,
    rules: &Rules<'_>,
    allowed: &[&str],
    path: &str,
) -> Diagnostic {
    if rules.elsewhere.contains(&key) {
        let place = within(path);
        return Diagnostic::error(
            "unknown-key",
            Text::new(
                format!("{}的键 `{key}` 不能和其他键一起用", place.zh),
                format!("the key `{key}` cannot stand beside the others {}", place.en),
            ),
        )
        .about(join(path, key))
        .at(Some(entry.key.clone()))
        .hint(Text::new("只保留其中一种写法", "keep only one way of saying it"));
    }
    let free: Vec<&str> = allowed.iter().copied().filter(|name| !table.contains_key(*name)).collect();
    let problem = unknown_key(key, entry, path);
    if let Some(near) = nearest(key, free.iter().copied()) {
        return problem.hint(perhaps(near)).naming([join(path, near)]);
    }
    problem.hint(nearest(key, allowed.iter().copied()).map_or_else(
        || listed(allowed),
        |near| {
            Text::new(
                format!("也许是 `{near}`，但它已经写了，只保留其中一个"),
                format!("perhaps `{near}`, which is there as well: keep only one of them"),
            )
        },
    ))
}

pub(super) fn listed_constants(constants: &[&Json]) -> Text {
    let names: Vec<String> = constants.iter().filter(|value| !value.is_null()).map(|value| written(value)).collect();
    listed(&names.iter().map(String::as_str).collect::<Vec<_>>())
}

pub(super) fn not_allowed(node: &Node, constants: &[&Json], path: &str) -> Diagnostic {
    let names: Vec<String> = constants.iter().filter(|value| !value.is_null()).map(|value| written(value)).collect();
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    let written = match &node.value {
        Value::Text(text) => text.clone(),
        _ => node.to_json().to_string(),
    };
    let name = called(path);
    Diagnostic::error(
        "not-allowed",
        Text::new(format!("{} 不能是 `{written}`", name.zh), format!("{} cannot be `{written}`", name.en)),
    )
    .about(path)
    .at(Some(node.location.clone()))
    .hint(if matches!(node.value, Value::Text(_)) { nearest_or_listed(&written, &names) } else { listed(&names) })
}

pub(super) fn wrong_format(text: &str, format: &str, path: &str) -> Option<Diagnostic> {
    let name = called(path);
    let (zh, en, hint) = match format {
        "month" if text.parse::<Month>().is_err() => ("月份", "a month", month_hint(text)),
        "id" if !is_id(text) => ("编号", "an id", id_hint()),
        _ => return None,
    };
    Some(
        Diagnostic::error(
            "wrong-format",
            Text::new(
                format!("{} 应为{zh}，写的是 `{text}`", name.zh),
                format!("{} must be {en}, not `{text}`", name.en),
            ),
        )
        .about(path)
        .hint(hint),
    )
}

pub(super) fn known_pattern(pattern: &str) -> Option<&'static str> {
    match pattern {
        "^[a-z0-9][a-z0-9-]*$" => Some("id"),
        "^\\d{4}-\\d{2}$" | "^[0-9]{4}-[0-9]{2}$" | "^[0-9]{4}-(0[1-9]|1[0-2])$" | "^\\d{4}-(0[1-9]|1[0-2])$" => {
            Some("month")
        }
        _ => None,
    }
}
