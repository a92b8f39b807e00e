//! The format's reference, written from its schema so that it cannot rot.

mod words;

use serde_json::Value;

use self::words::{Words, heading};
use crate::words::Language;

/// The reference of the scenario format as Markdown: every table with its keys, their types and meaning, from the schema.
#[must_use]
pub fn reference(language: Language) -> String {
    let schema = super::schema::schema();
    Writer { words: Words::of(language), text: String::new() }.whole(&schema)
}

/// Everything that the schema describes, by the name of a type or by that name, a dot and a key of it or one of its
/// choices, in one line of English each.
#[must_use]
pub fn described() -> Vec<(String, String)> {
    let schema = super::schema::schema();
    let mut all = Vec::new();
    describe(words::TOP, &schema, &mut all);
    for (name, definition) in definitions(&schema) {
        all.extend(description(definition).map(|told| (name.clone(), told)));
        describe(name, definition, &mut all);
    }
    all
}

/// What is described of a definition's keys and choices.
fn describe(name: &str, definition: &Value, all: &mut Vec<(String, String)>) {
    let mut add = |part: &str, schema| all.extend(description(schema).map(|told| (format!("{name}.{part}"), told)));
    for (key, property) in definition.get("properties").and_then(Value::as_object).into_iter().flatten() {
        add(key, property);
    }
    for (word, option) in options(definition).filter_map(|option| Some((constant(option)?, option))) {
        add(word, option);
    }
}

/// The definitions in the order of their names.
fn definitions(schema: &Value) -> Vec<(&String, &Value)> {
    let mut all: Vec<_> = schema.get("$defs").and_then(Value::as_object).into_iter().flatten().collect();
    all.sort_by_key(|(name, _)| *name);
    all
}

/// What a schema says in words, in one line.
fn description(schema: &Value) -> Option<String> {
    let told = schema.get("description").and_then(Value::as_str)?;
    Some(told.split_whitespace().collect::<Vec<_>>().join(" "))
}

fn options(definition: &Value) -> impl Iterator<Item = &Value> {
    ["oneOf", "anyOf"].into_iter().find_map(|key| definition.get(key)?.as_array()).into_iter().flatten()
}

fn constant(option: &Value) -> Option<&str> {
    option.get("const").and_then(Value::as_str)
}

struct Writer {
    words: Words,
    text: String,
}

impl Writer {
    fn whole(mut self, schema: &Value) -> String {
        let title = self.words.word("reference-whole-file");
        self.lines(&[&format!("## {title}"), ""]);
        self.table(words::TOP, schema);
        for (name, definition) in definitions(schema) {
            let title = self.words.title(name);
            self.lines(&["", &format!("## {title}"), ""]);
            if let Some(told) = self.meaning(name, definition) {
                let whole =
                    if is_whole(definition) { self.words.word("reference-replaced-whole") } else { String::new() };
                let told = self.words.sentences(&[&told, &whole]);
                self.lines(&[&told, ""]);
            }
            if definition.get("properties").is_some() {
                self.table(name, definition);
            } else {
                self.choices(name, definition);
            }
        }
        self.text
    }

    fn lines(&mut self, lines: &[&str]) {
        for line in lines {
            self.text.push_str(line);
            self.text.push('\n');
        }
    }

    /// What a described part means, as it stands in a table.
    fn meaning(&self, key: &str, schema: &Value) -> Option<String> {
        Some(plain(&self.words.rendered(key, &description(schema)?)))
    }

    fn table(&mut self, name: &str, definition: &Value) {
        let Some(properties) = definition.get("properties").and_then(Value::as_object) else { return };
        let required: Vec<&str> = definition
            .get("required")
            .and_then(Value::as_array)
            .map_or_else(Vec::new, |list| list.iter().filter_map(Value::as_str).collect());
        let heads = ["reference-key", "reference-takes", "reference-meaning"].map(|head| self.words.word(head));
        self.lines(&[&format!("| {} |", heads.join(" | ")), "|---|---|---|"]);
        for (key, property) in properties {
            let must = if required.contains(&key.as_str()) {
                format!(" **{}**", self.words.word("reference-required"))
            } else {
                String::new()
            };
            let meaning = self.meaning(&format!("{name}.{key}"), property).unwrap_or_default();
            let default = match property.get("default") {
                Some(value @ (Value::Bool(_) | Value::Number(_) | Value::String(_))) => {
                    self.words.with("reference-default", &[("value", &value.to_string())])
                }
                _ => String::new(),
            };
            let kind = self.kind(property);
            let taken = super::place::told(property)
                .map_or_else(|| kind.clone(), |bounds| self.words.pair(&kind, bounds.get(self.words.language())));
            let meaning = self.words.sentences(&[&meaning, &default]);
            self.lines(&[&format!("| `{key}`{must} | {taken} | {meaning} |")]);
        }
    }

    fn choices(&mut self, name: &str, definition: &Value) {
        for option in options(definition) {
            let word = constant(option);
            let shown = word.map_or_else(|| self.kind(option), |word| format!("`\"{word}\"`"));
            let meaning = self.meaning(&format!("{name}.{}", word.unwrap_or_default()), option);
            let told = meaning.map_or_else(|| shown.clone(), |meaning| self.words.pair(&shown, &meaning));
            self.lines(&[&format!("- {told}")]);
        }
        for word in definition.get("enum").and_then(Value::as_array).into_iter().flatten() {
            self.lines(&[&format!("- `{word}`")]);
        }
    }

    /// What a property takes, in a few words.
    fn kind(&self, property: &Value) -> String {
        if let Some(reference) = property.get("$ref").and_then(Value::as_str) {
            return self.words.link(reference.rsplit('/').next().unwrap_or_default());
        }
        for key in ["anyOf", "oneOf", "allOf"] {
            if let Some(list) = property.get(key).and_then(Value::as_array) {
                let parts: Vec<String> = list
                    .iter()
                    .filter(|option| option.get("type").and_then(Value::as_str) != Some("null"))
                    .map(|option| self.kind(option))
                    .collect();
                return parts.join(&self.words.word("between-alternatives"));
            }
        }
        let types: Vec<&str> = match property.get("type") {
            Some(Value::String(one)) => vec![one],
            Some(Value::Array(list)) => list.iter().filter_map(Value::as_str).filter(|one| *one != "null").collect(),
            _ => Vec::new(),
        };
        match types.first().copied() {
            Some("string") => self.letters(property),
            Some("integer") => self.ranged("reference-whole-number", property),
            Some("number") => self.ranged("reference-number", property),
            Some("boolean") => self.words.word("reference-truth"),
            Some("array") => {
                let item = property.get("items").map_or_else(String::new, |item| self.kind(item));
                let item = if item.is_empty() { self.words.word("reference-values") } else { item };
                self.words.with("reference-list", &[("of", &item)])
            }
            Some("object") => self.named(property),
            _ => self.words.word("reference-anything"),
        }
    }

    fn letters(&self, property: &Value) -> String {
        match property.get("format").and_then(Value::as_str) {
            Some("month") => self.words.word("reference-month"),
            Some("id") => self.words.word("reference-id"),
            _ => match property.get("maxLength").and_then(Value::as_u64) {
                Some(most) if most < super::lengths::TEXT => {
                    self.words.with("reference-text-up-to", &[("most", &most.to_string())])
                }
                _ => self.words.word("reference-text"),
            },
        }
    }

    /// A table by names or years.
    fn named(&self, property: &Value) -> String {
        let years = property.get("x-overlay").and_then(Value::as_str) == Some("years");
        let key = self.words.word(if years { "reference-by-year" } else { "reference-by-name" });
        let Some(more) = property.get("additionalProperties").filter(|more| more.is_object()) else {
            return self.words.word("reference-table");
        };
        let told = self.words.with("reference-table-of", &[("key", &key), ("value", &self.kind(more))]);
        if is_whole(property) { self.words.with("reference-one-value", &[("table", &told)]) } else { told }
    }

    fn ranged(&self, kind: &str, property: &Value) -> String {
        let kind = self.words.word(kind);
        // What measures something says its bounds with its unit.
        if property.get(super::place::WORD).is_some() {
            return kind;
        }
        let bound = |key: &str| property.get(key).and_then(Value::as_f64).map(|bound| bound.to_string());
        match (bound("minimum"), bound("maximum")) {
            (Some(least), Some(most)) => {
                self.words.with("reference-from-to", &[("kind", &kind), ("least", &least), ("most", &most)])
            }
            (Some(least), None) => self.words.with("reference-from", &[("kind", &kind), ("least", &least)]),
            (None, Some(most)) => self.words.with("reference-to", &[("kind", &kind), ("most", &most)]),
            (None, None) => kind,
        }
    }
}

/// Whether an overlay replaces a table whole.
fn is_whole(schema: &Value) -> bool {
    schema.get("x-overlay").and_then(Value::as_str) == Some("whole")
}

/// A doc comment as one line of a table: no links into the code.
fn plain(text: &str) -> String {
    let mut result = String::new();
    let mut rest = text;
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
