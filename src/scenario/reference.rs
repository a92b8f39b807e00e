//! The format's reference, written from its schema so that it cannot rot.

use std::fmt::Write as _;

use serde_json::Value;

/// The reference of the scenario format as Markdown: every table with its keys, their types and meaning, from the schema.
#[must_use]
pub fn reference() -> String {
    let schema = super::schema::schema();
    let mut text = String::new();
    text.push_str("## The whole file\n\n");
    table(&schema, &mut text);
    if let Some(definitions) = schema.get("$defs").and_then(Value::as_object) {
        let mut names: Vec<&String> = definitions.keys().collect();
        names.sort();
        for name in names {
            let definition = &definitions[name];
            let _ = write!(text, "\n## {}\n\n", heading(name));
            if let Some(description) = definition.get("description").and_then(Value::as_str) {
                let whole = if is_whole(definition) { " An overlay replaces it whole." } else { "" };
                let _ = writeln!(text, "{}{whole}\n", plain(description));
            }
            if definition.get("properties").is_some() {
                table(definition, &mut text);
            } else {
                choices(definition, &mut text);
            }
        }
    }
    text
}

/// A definition's name without the suffix that tells files from checked types.
fn heading(name: &str) -> &str {
    name.strip_suffix("File").unwrap_or(name)
}

fn table(definition: &Value, text: &mut String) {
    let Some(properties) = definition.get("properties").and_then(Value::as_object) else { return };
    let required: Vec<&str> = definition
        .get("required")
        .and_then(Value::as_array)
        .map_or_else(Vec::new, |list| list.iter().filter_map(Value::as_str).collect());
    text.push_str("| key | what it takes | meaning |\n|---|---|---|\n");
    for (key, property) in properties {
        let must = if required.contains(&key.as_str()) { " **(required)**" } else { "" };
        let meaning = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let default = match property.get("default") {
            Some(value @ (Value::Bool(_) | Value::Number(_) | Value::String(_))) => format!(" Default: `{value}`."),
            _ => String::new(),
        };
        let bounds = super::place::told(property).map_or_else(String::new, |told| format!(": {told}"));
        let _ = writeln!(text, "| `{key}`{must} | {}{bounds} | {}{default} |", kind(property), plain(meaning));
    }
}

fn choices(definition: &Value, text: &mut String) {
    let options = ["oneOf", "anyOf"].into_iter().find_map(|key| definition.get(key)?.as_array());
    for option in options.into_iter().flatten() {
        let name =
            option.get("const").and_then(Value::as_str).map_or_else(|| kind(option), |word| format!("`\"{word}\"`"));
        let meaning = option.get("description").and_then(Value::as_str).map_or_else(String::new, plain);
        let _ = writeln!(text, "- {name}{}{meaning}", if meaning.is_empty() { "" } else { ": " });
    }
    for word in definition.get("enum").and_then(Value::as_array).into_iter().flatten() {
        let _ = writeln!(text, "- `{word}`");
    }
}

/// What a property takes, in a few words.
fn kind(property: &Value) -> String {
    if let Some(reference) = property.get("$ref").and_then(Value::as_str) {
        let name = heading(reference.rsplit('/').next().unwrap_or_default());
        return format!("[{name}](#{})", name.to_lowercase());
    }
    for key in ["anyOf", "oneOf", "allOf"] {
        if let Some(list) = property.get(key).and_then(Value::as_array) {
            let parts: Vec<String> = list
                .iter()
                .filter(|option| option.get("type").and_then(Value::as_str) != Some("null"))
                .map(kind)
                .collect();
            return parts.join(" or ");
        }
    }
    let types: Vec<&str> = match property.get("type") {
        Some(Value::String(one)) => vec![one],
        Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter(|one| *one != "null").collect(),
        _ => Vec::new(),
    };
    match types.first().copied() {
        Some("string") => match property.get("format").and_then(Value::as_str) {
            Some("month") => "month such as `\"2021-05\"`".to_owned(),
            Some("id") => "id".to_owned(),
            _ => match property.get("maxLength").and_then(Value::as_u64) {
                Some(most) if most < super::lengths::TEXT => format!("text of up to {most} characters"),
                _ => "text".to_owned(),
            },
        },
        Some("integer") => format!("whole number{}", range(property)),
        Some("number") => format!("number{}", range(property)),
        Some("boolean") => "`true` or `false`".to_owned(),
        Some("array") => {
            let item = property.get("items").map_or_else(String::new, kind);
            format!("list of {}", if item.is_empty() { "values" } else { &item })
        }
        Some("object") => {
            let years = property.get("x-overlay").and_then(Value::as_str) == Some("years");
            let key = if years { "year" } else { "name" };
            let whole = if is_whole(property) { " (one value)" } else { "" };
            property
                .get("additionalProperties")
                .filter(|more| more.is_object())
                .map_or_else(|| "table".to_owned(), |more| format!("table: {key} = {}{whole}", kind(more)))
        }
        _ => "anything".to_owned(),
    }
}

/// Whether an overlay replaces a table whole.
fn is_whole(schema: &Value) -> bool {
    schema.get("x-overlay").and_then(Value::as_str) == Some("whole")
}

fn range(property: &Value) -> String {
    // What measures something says its bounds with its unit.
    if property.get(super::place::WORD).is_some() {
        return String::new();
    }
    let bound = |key: &str| property.get(key).and_then(Value::as_f64);
    match (bound("minimum"), bound("maximum")) {
        (Some(least), Some(most)) => format!(" from {least} to {most}"),
        (Some(least), None) => format!(" from {least}"),
        (None, Some(most)) => format!(" to {most}"),
        (None, None) => String::new(),
    }
}

/// A doc comment as one line of a table: no line breaks, no links into the code.
fn plain(text: &str) -> String {
    let one_line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut result = String::new();
    let mut rest = one_line.as_str();
    while let Some(start) = rest.find("[`") {
        result.push_str(&rest[..start]);
        let Some(end) = rest[start..].find("`]") else { break };
        let name = &rest[start + 2..start + end];
        result.push_str(heading(name));
        rest = &rest[start + end + 2..];
    }
    result.push_str(rest);
    result.replace('|', "\\|")
}
