//! The JSON Schema of a scenario file, and what is known by it.

use std::sync::OnceLock;

use serde_json::{Value as Json, json};

use super::file::ScenarioFile;
use super::lengths;
use super::place::state_bounds;

/// The JSON Schema of a scenario file, the same on every call.
///
/// ```
/// use tidui::scenario::schema;
/// assert_eq!(schema()["title"], "tidui scenario");
/// assert_eq!(schema()["properties"]["tier"]["propertyNames"]["format"], "id");
/// ```
#[must_use]
pub fn schema() -> Json {
    let mut schema = schemars::schema_for!(ScenarioFile).to_value();
    if let Some(title) = schema.get_mut("title") {
        *title = json!("tidui scenario");
    }
    for table in TABLES_OF_IDS {
        if let Some(Json::Object(table)) = schema.pointer_mut(table) {
            table.insert("propertyNames".to_owned(), json!({ "type": "string", "format": "id" }));
        }
    }
    lengths::limit(&mut schema);
    state_bounds(&mut schema);
    schema
}

/// Where in the schema keys are ids.
const TABLES_OF_IDS: [&str; 17] = [
    "/properties/phase",
    "/properties/tier",
    "/properties/move",
    "/properties/channel",
    "/properties/programme",
    "/properties/effect",
    "/properties/payer",
    "/properties/line",
    "/properties/fund",
    "/properties/arrears",
    "/properties/target",
    "/properties/joint",
    "/properties/metric",
    "/properties/rule",
    "/properties/driver",
    "/$defs/SchoolsFile/properties/kinds",
    "/$defs/TargetFile/properties/reading",
];

/// The schema, made once.
pub(super) fn known_schema() -> &'static Json {
    static SCHEMA: OnceLock<Json> = OnceLock::new();
    SCHEMA.get_or_init(schema)
}

/// Whether most of what stands at the top of a text, tables and keys before the first of them, has a name that the format
/// knows.
pub(super) fn is_scenario(text: &str) -> bool {
    let known = |name: &str| name == "extends" || known_schema()["properties"].get(name).is_some();
    let (mut all, mut those, mut top) = (0, 0, true);
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim_start) {
        let name = if let Some(rest) = line.strip_prefix('[') {
            top = false;
            rest.trim_start_matches('[')
        } else if top && line.contains('=') && !line.starts_with('#') {
            line
        } else {
            continue;
        };
        all += 1;
        those += usize::from(known(name.split([']', '.', '=', ' ', '\t']).next().unwrap_or_default()));
    }
    those > 0 && 2 * those >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_known_by_what_stands_at_its_top() {
        for text in
            ["extends = \"base.toml\"", "[scenario]\nid = ", "# ours\ntier.a = { stock = 1", "[tier.a]\n[teir.b]\n"]
        {
            assert!(is_scenario(text), "{text}");
        }
        for text in ["", "root:x:0:0:root:/root:/bin/sh", "[package]\nname = 'x'\n[dependencies]", "token = 'tier = 1'"]
        {
            assert!(!is_scenario(text), "{text}");
        }
    }
}
