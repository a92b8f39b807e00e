//! What is said about each kind of mismatch.

use super::{ARRAY, FLAG, NUMBER, TABLE, TEXT, Types, WHOLE, is_id, join, type_of};
use crate::scenario::overlay::{SET, listed, nearest_or_listed, perhaps};
use crate::scenario::tree::{Entry, Node, Value, month_meant};
use crate::words::{Diagnostic, Month, Number, Text, nearest};

/// How a month and an id are to be written.
pub(in crate::scenario) fn month_hint(text: &str) -> Text {
    month_meant(text).filter(|month| month.to_string() != text).map_or_else(
        || Text::new("月份写成“年-月”，例如 2021-05", "a month is written as year-month, such as 2021-05"),
        |month| perhaps(&month.to_string()),
    )
}

pub(in crate::scenario) fn id_hint() -> Text {
    Text::new(
        "编号只用小写英文字母、数字和连字符，例如 open-selection",
        "an id has lower-case letters, digits and hyphens, such as open-selection",
    )
}

fn describe(types: Types) -> Text {
    let words = [
        (types & NUMBER != 0, "数", "a number"),
        (types & WHOLE != 0 && types & NUMBER == 0, "整数", "a whole number"),
        (types & TEXT != 0, "文字", "text"),
        (types & FLAG != 0, "真假", "true or false"),
        (types & ARRAY != 0, "列表", "a list"),
        (types & TABLE != 0, "表", "a table"),
    ];
    let chosen = || words.iter().filter(|(there, ..)| *there);
    Text::new(
        chosen().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("或"),
        chosen().map(|(.., en)| *en).collect::<Vec<_>>().join(" or "),
    )
}

/// What a message calls the value at a path.
fn called(path: &str) -> Text {
    if path.is_empty() { Text::new("最上层", "the top level") } else { Text::same(format!("`{path}`")) }
}

fn within(path: &str) -> Text {
    if path.is_empty() {
        Text::new("最上层", "at the top level")
    } else {
        Text::new(format!("`{path}` 里"), format!("in `{path}`"))
    }
}

fn number_written(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

pub(super) fn wrong_type(node: &Node, types: Types, words: &[&str], path: &str) -> Diagnostic {
    let found = match node.value {
        Value::Real(_) => Text::new("小数", "a number with decimals"),
        _ => describe(type_of(node)),
    };
    let (wanted, name) = (describe(types), called(path));
    let problem = Diagnostic::error(
        "wrong-type",
        Text::new(
            format!("{} 应为{}，写的是{}", name.zh, wanted.zh, found.zh),
            format!("{} must be {}, not {}", name.en, wanted.en, found.en),
        ),
    )
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

pub(super) fn unknown_key(key: &str, entry: &Entry, table: &Node, allowed: &[&str], path: &str) -> Diagnostic {
    let place = within(path);
    let problem = Diagnostic::error(
        "unknown-key",
        Text::new(format!("{}没有键 `{key}`", place.zh), format!("there is no key `{key}` {}", place.en)),
    )
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
        let hint = Text::new(format!("也许是 {written}"), format!("perhaps {written}"));
        return problem.hint(hint).naming(meant);
    }
    problem.hint(Text::new(
        format!("也许是 `{near}`，但它已经写了，只保留其中一个"),
        format!("perhaps `{near}`, which is there as well: keep only one of them"),
    ))
}

pub(super) fn not_allowed(text: &str, words: &[&str], path: &str) -> Diagnostic {
    let name = called(path);
    let message = Text::new(format!("{} 不能是 `{text}`", name.zh), format!("{} cannot be `{text}`", name.en));
    Diagnostic::error("not-allowed", message).about(path).hint(nearest_or_listed(text, words))
}

pub(super) fn out_of_range(low: Option<f64>, high: Option<f64>, written: &str, path: &str) -> Diagnostic {
    let (name, range) = (called(path), range_words(low, high));
    let message = Text::new(
        format!("{} 应{}，写的是 {written}", name.zh, range.zh),
        format!("{} must be {}, not {written}", name.en, range.en),
    );
    Diagnostic::error("out-of-range", message).about(path)
}

/// Bounds in words, such as "at least 0".
pub(in crate::scenario) fn range_words(low: Option<f64>, high: Option<f64>) -> Text {
    match (low.map(number_written), high.map(number_written)) {
        (Some(low), Some(high)) => Text::new(format!("在 {low} 到 {high} 之间"), format!("from {low} to {high}")),
        (Some(low), None) => Text::new(format!("不小于 {low}"), format!("at least {low}")),
        (None, Some(high)) => Text::new(format!("不大于 {high}"), format!("at most {high}")),
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
    let units = |number: u64| match (number, unit.1) {
        (1, one) => one.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, other) => format!("{other}s"),
    };
    let (zh, en) = match (low, high) {
        (Some(low), Some(high)) if low == high => (format!("有 {low} {}", unit.0), format!("{low} {}", units(low))),
        (Some(low), Some(high)) => {
            (format!("有 {low} 到 {high} {}", unit.0), format!("{low} to {high} {}", units(high)))
        }
        (low, Some(high)) if low.is_none() => {
            (format!("至多有 {high} {}", unit.0), format!("at most {high} {}", units(high)))
        }
        (low, _) => {
            let low = low.unwrap_or_default();
            (format!("至少有 {low} {}", unit.0), format!("at least {low} {}", units(low)))
        }
    };
    let name = called(path);
    let message = Text::new(
        format!("{} 应{zh}，写了 {count} {}", name.zh, unit.0),
        format!("{} must have {en}, not {count}", name.en),
    );
    Diagnostic::error("out-of-range", message).about(path)
}

pub(super) fn wrong_length(low: Option<u64>, high: Option<u64>, length: u64, path: &str) -> Diagnostic {
    let name = called(path);
    let message = match (low, high) {
        _ if length == 0 => Text::new(format!("{} 不能为空", name.zh), format!("{} must not be empty", name.en)),
        (_, Some(high)) if length > high => Text::new(
            format!("{} 至多有 {high} 个字，写了 {length} 个", name.zh),
            format!("{} must have at most {high} characters, not {length}", name.en),
        ),
        (low, _) => {
            let low = low.unwrap_or_default();
            Text::new(
                format!("{} 至少要有 {low} 个字，写了 {length} 个", name.zh),
                format!("{} must have at least {low} characters, not {length}", name.en),
            )
        }
    };
    Diagnostic::error("out-of-range", message).about(path)
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
