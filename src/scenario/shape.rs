//! What the format says about the value at a path.

use serde_json::{Map, Value as Json};

/// References and unions are followed this far.
const FURTHEST: usize = 32;

/// Everything that a JSON Schema says about one value, whatever references and unions it says it through.
#[derive(Clone, Debug)]
pub(super) struct Shape<'s> {
    root: &'s Json,
    maps: Vec<&'s Map<String, Json>>,
}

impl<'s> Shape<'s> {
    /// The shape of a whole file.
    pub(super) fn top(schema: &'s Json) -> Self {
        let mut shape = Self { root: schema, maps: Vec::new() };
        shape.gather(schema, 0);
        shape
    }

    fn gather(&mut self, schema: &'s Json, depth: usize) {
        let Some(map) = schema.as_object().filter(|_| depth < FURTHEST) else { return };
        self.maps.push(map);
        let target = map.get("$ref").and_then(Json::as_str).and_then(|name| self.root.pointer(name.strip_prefix('#')?));
        let parts = ["allOf", "anyOf", "oneOf"].into_iter().filter_map(|word| map.get(word)?.as_array()).flatten();
        for schema in target.into_iter().chain(parts) {
            self.gather(schema, depth + 1);
        }
    }

    /// The shape of what a key holds, in a list the item of that number; one about which nothing is said if it is not
    /// known.
    pub(super) fn child(&self, key: &str) -> Self {
        let mut shape = Self { root: self.root, maps: Vec::new() };
        let named = self.maps.iter().filter_map(|map| map.get("properties")?.get(key));
        let items = self.maps.iter().filter_map(|map| map.get("items")).filter(|_| key.parse::<usize>().is_ok());
        for schema in named.chain(self.entries().filter(|_| !self.knows(key))).chain(items) {
            shape.gather(schema, 0);
        }
        shape
    }

    fn entries(&self) -> impl Iterator<Item = &'s Json> {
        self.maps.iter().filter_map(|map| map.get("additionalProperties")).filter(|schema| schema.is_object())
    }

    /// Whether anything is said about the value.
    pub(super) fn is_known(&self) -> bool {
        !self.maps.is_empty()
    }

    /// Whether a key is one of those that the format names.
    pub(super) fn knows(&self, key: &str) -> bool {
        self.maps.iter().any(|map| map.get("properties").is_some_and(|all| all.get(key).is_some()))
    }

    /// Whether keys are names that whoever writes the file gives, for others to refer to.
    pub(super) fn names_things(&self) -> bool {
        self.maps.iter().any(|map| map.get("propertyNames").is_some_and(|names| names.get("format").is_some()))
    }

    /// The keys that the format names, in its order.
    pub(super) fn keys(&self) -> Vec<&'s str> {
        let tables = self.maps.iter().filter_map(|map| map.get("properties")?.as_object());
        tables.flat_map(Map::keys).map(String::as_str).collect()
    }

    /// The keys that must be there.
    pub(super) fn required(&self) -> Vec<&'s str> {
        let lists = self.maps.iter().filter_map(|map| map.get("required")?.as_array());
        lists.flatten().filter_map(Json::as_str).collect()
    }

    /// Whether a key must be there.
    pub(super) fn requires(&self, key: &str) -> bool {
        self.required().contains(&key)
    }

    /// What the schema says under a word of its own.
    pub(super) fn word(&self, word: &str) -> Option<&'s Json> {
        self.maps.iter().find_map(|map| map.get(word))
    }

    /// The types, as JSON Schema calls them, of a value that may stand here.
    pub(super) fn types(&self) -> impl Iterator<Item = &'s str> {
        let stated = self.maps.iter().filter_map(|map| map.get("type"));
        stated.flat_map(|one| one.as_array().map_or(std::slice::from_ref(one), Vec::as_slice)).filter_map(Json::as_str)
    }

    /// Whether a value of a type may stand here.
    pub(super) fn takes(&self, name: &str) -> bool {
        self.types().any(|own| own == name)
    }

    /// The words of which a text must be one; none if it may be any.
    pub(super) fn constants(&self) -> Vec<&'s str> {
        let several = self.maps.iter().filter_map(|map| map.get("enum")?.as_array()).flatten();
        several.chain(self.maps.iter().filter_map(|map| map.get("const"))).filter_map(Json::as_str).collect()
    }

    /// What holds for the names of keys.
    pub(super) fn names(&self) -> Self {
        let mut shape = Self { root: self.root, maps: Vec::new() };
        for schema in self.maps.iter().filter_map(|map| map.get("propertyNames")) {
            shape.gather(schema, 0);
        }
        shape
    }

    /// Whether there may be no keys but those that the format names.
    pub(super) fn is_closed(&self) -> bool {
        self.maps.iter().any(|map| map.get("additionalProperties") == Some(&Json::Bool(false)))
    }

    /// Every schema that is part of the shape.
    pub(super) fn maps(&self) -> &[&'s Map<String, Json>] {
        &self.maps
    }

    /// The first type that is named here.
    pub(super) fn kind(&self) -> &'s str {
        self.types().next().unwrap_or_default()
    }
}
