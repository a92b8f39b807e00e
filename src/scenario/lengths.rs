//! How long texts and ids may be: what every output can hold, so that nothing is refused only when it is written.

use serde_json::{Map, Value as Json};

/// Most characters of an id: file names are made of it, with a little before and behind.
const ID: u64 = 100;
/// Most characters of a title, and of what a unit is called: they head columns, and stand in the legends of charts.
const TITLE: u64 = 200;
/// Most characters of any other text. A cell of a spreadsheet holds 32,767, of which rare characters take two.
pub(in crate::scenario) const TEXT: u64 = 10_000;

/// States the limits in the schema, from which editors and the structural check have them.
pub(super) fn limit(schema: &mut Json) {
    let Some(definitions) = schema.get_mut("$defs").and_then(Json::as_object_mut) else { return };
    if let Some(mut paragraph) = definitions.get("Words").cloned() {
        bound(&mut paragraph, TEXT);
        definitions.insert("Paragraph".to_owned(), paragraph);
    }
    if let Some(title) = definitions.get_mut("Words") {
        bound(title, TITLE);
    }
    if let Some(description) = schema.pointer_mut("/$defs/Header/properties/description") {
        *description = renamed(description, "#/$defs/Words", "#/$defs/Paragraph");
    }
    bound(schema, TEXT);
}

/// Gives every text in a schema that has no bound yet one: an id its own, others `most`.
fn bound(schema: &mut Json, most: u64) {
    match schema {
        Json::Object(map) => {
            if is_text(map) && !["maxLength", "enum", "const"].iter().any(|word| map.contains_key(*word)) {
                let id = map.get("format").is_some_and(|format| format == "id");
                map.insert("maxLength".to_owned(), if id { ID } else { most }.into());
            }
            map.values_mut().for_each(|value| bound(value, most));
        }
        Json::Array(list) => list.iter_mut().for_each(|value| bound(value, most)),
        _ => {}
    }
}

fn is_text(map: &Map<String, Json>) -> bool {
    match map.get("type") {
        Some(Json::String(one)) => one == "string",
        Some(Json::Array(several)) => several.iter().any(|one| one == "string"),
        _ => false,
    }
}

/// A schema with another definition in place of one.
fn renamed(schema: &Json, from: &str, to: &str) -> Json {
    match schema {
        Json::String(text) if text == from => to.into(),
        Json::Object(map) => map.iter().map(|(key, value)| (key.clone(), renamed(value, from, to))).collect(),
        Json::Array(list) => list.iter().map(|value| renamed(value, from, to)).collect(),
        other => other.clone(),
    }
}
