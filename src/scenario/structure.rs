//! Whether a tree has the structure that a JSON Schema asks for, told in a planner's words.

mod said;

use indexmap::IndexMap;
use serde_json::{Map, Number, Value as Json};

use self::said::{
    known_pattern, listed_constants, missing_key, not_allowed, unknown_key, unknown_or_elsewhere, wrong_format,
    wrong_type,
};
use super::overlay::{listed, perhaps};
use super::tree::{Entry, Node, Value, month_meant};
use crate::words::{Diagnostic, Diagnostics, Text, nearest};

/// References and unions within references are followed this far.
const FURTHEST: usize = 32;

/// Reports every place where a tree differs from a JSON Schema such as schemars 1 writes for serde types.
///
/// Understood are `$ref` into `$defs`, `type`, `properties`, `additionalProperties`, `unevaluatedProperties: false`,
/// `propertyNames`, `required`, `enum`, `const`, `oneOf`, `anyOf`, `allOf`, `items`, `prefixItems`, the bounds of
/// numbers, lists, tables and texts, the integer formats of schemars, and two formats of text: `month` (as 2021-05)
/// and `id` (lower-case letters, digits and hyphens). Of patterns, and of pattern properties, only those that say a
/// month or an id are checked. All other words of the schema are passed over.
///
/// Of the branches of `oneOf` and `anyOf` one is chosen, by the type of the value, by a constant such as
/// `kind = "..."`, or by the keys that only that branch requires; what is wrong is then told about that branch.
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
    Checker { root: schema }.check(tree, &[schema], "", problems, 0);
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

/// How a month and an id are to be written.
pub(super) fn month_hint(text: &str) -> Text {
    month_meant(text).filter(|month| month.to_string() != text).map_or_else(
        || Text::new("月份写成“年-月”，例如 2021-05", "a month is written as year-month, such as 2021-05"),
        |month| perhaps(&month.to_string()),
    )
}

pub(super) fn id_hint() -> Text {
    Text::new(
        "编号只用小写英文字母、数字和连字符，例如 open-selection",
        "an id has lower-case letters, digits and hyphens, such as open-selection",
    )
}

/// The types of a value as a set.
type Types = u8;
const NUMBER: Types = 1;
const WHOLE: Types = 1 << 1;
const TEXT: Types = 1 << 2;
const FLAG: Types = 1 << 3;
const ARRAY: Types = 1 << 4;
const TABLE: Types = 1 << 5;
const ANY: Types = NUMBER | WHOLE | TEXT | FLAG | ARRAY | TABLE;

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

fn named_type(name: &str) -> Types {
    match name {
        "number" => NUMBER | WHOLE,
        "integer" => WHOLE,
        "string" => TEXT,
        "boolean" => FLAG,
        "array" => ARRAY,
        "object" => TABLE,
        _ => 0,
    }
}

fn json_type(value: &Json) -> Types {
    match value {
        Json::Null => 0,
        Json::Bool(_) => FLAG,
        Json::Number(number) if number.is_i64() || number.is_u64() => WHOLE | NUMBER,
        Json::Number(_) => NUMBER,
        Json::String(_) => TEXT,
        Json::Array(_) => ARRAY,
        Json::Object(_) => TABLE,
    }
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
    let chosen: Vec<_> = words.iter().filter(|(there, ..)| *there).collect();
    if chosen.is_empty() {
        return Text::new("空", "left out");
    }
    Text::new(
        chosen.iter().map(|(_, zh, _)| *zh).collect::<Vec<_>>().join("或"),
        chosen.iter().map(|(.., en)| *en).collect::<Vec<_>>().join(" or "),
    )
}

fn found(node: &Node) -> Text {
    match node.value {
        Value::Real(_) => Text::new("小数", "a number with decimals"),
        _ => describe(type_of(node)),
    }
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

fn join(path: &str, key: &str) -> String {
    if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") }
}

fn list<'s>(map: &'s Map<String, Json>, key: &str) -> &'s [Json] {
    map.get(key).and_then(Json::as_array).map_or(&[], Vec::as_slice)
}

fn strings<'s>(map: &'s Map<String, Json>, key: &str) -> impl Iterator<Item = &'s str> {
    list(map, key).iter().filter_map(Json::as_str)
}

/// A constant of the schema as a planner would write it.
fn written(value: &Json) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn number_written(number: f64) -> String {
    if number.fract() == 0.0 && number.abs() < 1e15 { format!("{number:.0}") } else { number.to_string() }
}

fn equals(node: &Node, value: &Json) -> bool {
    match (&node.value, value) {
        (Value::Whole(whole), Json::Number(number)) => number.as_f64() == Some(*whole as f64),
        _ => node.to_json() == *value,
    }
}

/// Whether a schema knows all its keys.
fn is_closed(map: &Map<String, Json>) -> bool {
    ["additionalProperties", "unevaluatedProperties"].iter().any(|word| map.get(*word) == Some(&Json::Bool(false)))
}

/// The schemas that hold for one node, without references and unions.
#[derive(Default)]
struct Rules<'s> {
    maps: Vec<&'s Map<String, Json>>,
    /// Keys that are not unknown although no rule is known for them, because no branch could be chosen.
    spared: Vec<&'s str>,
    /// Keys that belong to a branch that was not chosen.
    elsewhere: Vec<&'s str>,
    /// Whether keys beside these are unknown.
    closed: bool,
    /// A key already reported as unknown.
    told: Option<String>,
}

struct Checker<'s> {
    root: &'s Json,
}

impl<'s> Checker<'s> {
    fn follow(&self, map: &'s Map<String, Json>) -> Option<&'s Json> {
        let pointer = map.get("$ref")?.as_str()?.strip_prefix('#')?;
        self.root.pointer(pointer)
    }

    /// The types of value that a schema allows.
    fn types(&self, schema: &'s Json, depth: usize) -> Types {
        let map = match schema {
            Json::Bool(false) => return 0,
            Json::Object(map) if depth < FURTHEST => map,
            _ => return ANY,
        };
        let mut types = match map.get("type") {
            Some(Json::String(name)) => named_type(name),
            Some(Json::Array(names)) => {
                names.iter().filter_map(Json::as_str).fold(0, |all, name| all | named_type(name))
            }
            _ if map.contains_key("properties") || map.contains_key("required") => TABLE,
            _ => ANY,
        };
        if let Some(value) = map.get("const") {
            types &= json_type(value);
        }
        if let Some(Json::Array(values)) = map.get("enum") {
            types &= values.iter().fold(0, |all, value| all | json_type(value));
        }
        if let Some(target) = self.follow(map) {
            types &= self.types(target, depth + 1);
        }
        for part in list(map, "allOf") {
            types &= self.types(part, depth + 1);
        }
        for union in ["oneOf", "anyOf"] {
            if let Some(Json::Array(branches)) = map.get(union) {
                types &= branches.iter().fold(0, |all, branch| all | self.types(branch, depth + 1));
            }
        }
        types
    }

    /// The constants that a schema allows, if it allows only constants.
    fn constants(&self, schema: &'s Json, depth: usize) -> Option<Vec<&'s Json>> {
        let map = schema.as_object().filter(|_| depth < FURTHEST)?;
        if let Some(value) = map.get("const") {
            return Some(vec![value]);
        }
        if let Some(Json::Array(values)) = map.get("enum") {
            return Some(values.iter().collect());
        }
        for union in ["oneOf", "anyOf"] {
            if let Some(Json::Array(branches)) = map.get(union) {
                let all: Option<Vec<_>> = branches
                    .iter()
                    .filter(|branch| self.types(branch, depth + 1) != 0)
                    .map(|branch| self.constants(branch, depth + 1))
                    .collect();
                return all.map(|lists| lists.concat());
            }
        }
        let target = self.follow(map).and_then(|target| self.constants(target, depth + 1));
        target.or_else(|| list(map, "allOf").iter().find_map(|part| self.constants(part, depth + 1)))
    }

    /// Every object schema that certainly holds: the schema itself, its references and all of `allOf`.
    fn certain(&self, schema: &'s Json, depth: usize, into: &mut Vec<&'s Map<String, Json>>) {
        if let Some(map) = schema.as_object().filter(|_| depth < FURTHEST) {
            into.push(map);
            if let Some(target) = self.follow(map) {
                self.certain(target, depth + 1, into);
            }
            for part in list(map, "allOf") {
                self.certain(part, depth + 1, into);
            }
        }
    }

    /// Every key that a schema mentions, in any branch.
    fn keys(&self, schema: &'s Json, depth: usize, into: &mut Vec<&'s str>) {
        let mut maps = Vec::new();
        self.certain(schema, depth, &mut maps);
        for map in maps {
            let properties = map.get("properties").and_then(Json::as_object);
            for key in properties.into_iter().flat_map(Map::keys) {
                if !into.contains(&key.as_str()) {
                    into.push(key);
                }
            }
            for union in ["oneOf", "anyOf"] {
                for branch in list(map, union) {
                    self.keys(branch, depth + 1, into);
                }
            }
        }
    }

    /// The branches of a union, with unions inside it laid open.
    fn branches(&self, union: &'s [Json], depth: usize, into: &mut Vec<&'s Json>) {
        for branch in union {
            let mut open = branch;
            let mut steps = 0;
            // A reference alone stands for what it refers to.
            while let Some(target) =
                open.as_object().filter(|map| !map.contains_key("properties")).and_then(|map| self.follow(map))
                && steps < FURTHEST
            {
                open = target;
                steps += 1;
            }
            let map = open
                .as_object()
                .filter(|map| !["properties", "required", "allOf"].iter().any(|word| map.contains_key(*word)));
            let inner = map.map(|map| if map.contains_key("oneOf") { list(map, "oneOf") } else { list(map, "anyOf") });
            match inner {
                Some(inner) if !inner.is_empty() && depth < FURTHEST => self.branches(inner, depth + 1, into),
                _ => into.push(branch),
            }
        }
    }

    fn check(&self, node: &Node, schemas: &[&'s Json], path: &str, problems: &mut Diagnostics, depth: usize) {
        let types = schemas.iter().fold(ANY, |types, schema| types & self.types(schema, 0));
        if types & type_of(node) == 0 {
            let constants = schemas.iter().find_map(|schema| self.constants(schema, 0));
            problems.push(wrong_type(node, types, constants.as_deref(), path));
            return;
        }
        let mut rules = Rules::default();
        for schema in schemas {
            self.gather(node, schema, path, problems, depth, 0, &mut rules);
        }
        for map in &rules.maps {
            check_constants(node, map, path, problems);
        }
        match &node.value {
            Value::Whole(whole) => check_range(node, &rules, *whole as f64, &whole.to_string(), path, problems),
            Value::Real(real) => check_range(node, &rules, *real, &real.to_string(), path, problems),
            Value::Text(text) => check_text(node, &rules, text, path, problems),
            Value::Array(items) => self.check_array(node, &rules, items, path, problems, depth),
            Value::Table(table) => self.check_table(node, &rules, table, path, problems, depth),
            Value::Flag(_) => {}
        }
    }

    #[expect(clippy::too_many_arguments, reason = "the state of one recursive walk")]
    fn gather(
        &self,
        node: &Node,
        schema: &'s Json,
        path: &str,
        problems: &mut Diagnostics,
        depth: usize,
        steps: usize,
        rules: &mut Rules<'s>,
    ) {
        let Some(map) = schema.as_object().filter(|_| steps < FURTHEST) else { return };
        rules.maps.push(map);
        if let Some(target) = self.follow(map) {
            self.gather(node, target, path, problems, depth, steps + 1, rules);
        }
        for part in list(map, "allOf") {
            self.gather(node, part, path, problems, depth, steps + 1, rules);
        }
        for union in ["oneOf", "anyOf"] {
            let mut branches = Vec::new();
            self.branches(list(map, union), 0, &mut branches);
            branches.retain(|branch| self.types(branch, 0) & type_of(node) != 0);
            if let Some(branch) = self.choose(node, &branches, path, problems, depth, rules) {
                self.gather(node, branch, path, problems, depth, steps + 1, rules);
            }
        }
    }

    /// The branch of a union that the value was meant for; without one, the reason is reported.
    fn choose(
        &self,
        node: &Node,
        branches: &[&'s Json],
        path: &str,
        problems: &mut Diagnostics,
        depth: usize,
        rules: &mut Rules<'s>,
    ) -> Option<&'s Json> {
        if branches.len() < 2 {
            return branches.first().copied();
        }
        if let Value::Table(table) = &node.value {
            return self.choose_table(node, table, branches, path, problems, rules);
        }
        let mut constants = Vec::new();
        let mut free = Vec::new();
        for branch in branches {
            match self.constants(branch, 0) {
                Some(values) if values.iter().any(|value| equals(node, value)) => return Some(branch),
                Some(values) => constants.extend(values),
                None => free.push(*branch),
            }
        }
        if free.is_empty() {
            problems.push(not_allowed(node, &constants, path));
            return None;
        }
        // Among lists and plain values the branch with the fewest problems was meant; far inside, the first.
        if free.len() == 1 || (type_of(node) == ARRAY && depth > 8) {
            return free.first().copied();
        }
        free.into_iter().min_by_key(|branch| {
            let mut scratch = Diagnostics::new();
            self.check(node, &[*branch], path, &mut scratch, depth.max(6) + 1);
            scratch.list.len()
        })
    }

    fn choose_table(
        &self,
        node: &Node,
        table: &IndexMap<String, Entry>,
        branches: &[&'s Json],
        path: &str,
        problems: &mut Diagnostics,
        rules: &mut Rules<'s>,
    ) -> Option<&'s Json> {
        let mut left = branches.to_vec();
        // By a key that is a constant in every branch, as in `kind = "..."`.
        if let Some((tag, constants)) = self.tag(branches) {
            let all: Vec<&Json> = constants.iter().flatten().copied().collect();
            let Some(entry) = table.get(tag) else {
                problems.push(missing_key(node, tag, path).hint(listed_constants(&all)));
                self.spare(branches, rules);
                return None;
            };
            let fits = |values: &Vec<&Json>| values.iter().any(|value| equals(&entry.node, value));
            left =
                branches.iter().zip(&constants).filter(|(_, values)| fits(values)).map(|(branch, _)| *branch).collect();
            if left.is_empty() {
                problems.push(not_allowed(&entry.node, &all, &join(path, tag)));
                self.spare(branches, rules);
                return None;
            }
            if left.len() == 1 {
                return left.first().copied();
            }
        }
        // By the keys that only some branches require.
        let required: Vec<Vec<&str>> = left.iter().map(|branch| self.required(branch)).collect();
        let own: Vec<Vec<&str>> = required
            .iter()
            .map(|keys| keys.iter().copied().filter(|key| !required.iter().all(|other| other.contains(key))).collect())
            .collect();
        if own.iter().all(|keys| !keys.is_empty()) && !own.iter().flatten().any(|key| table.contains_key(*key)) {
            self.report_choice(node, table, &left, &own, path, problems, rules);
            return None;
        }
        let score = |index: usize, branch: &'s Json| {
            let mut keys = Vec::new();
            self.keys(branch, 0, &mut keys);
            let empty = Vec::new();
            let missing = required.get(index).unwrap_or(&empty).iter().filter(|key| !table.contains_key(**key)).count();
            let has_own = own.get(index).unwrap_or(&empty).iter().any(|key| table.contains_key(*key));
            let known = table.keys().filter(|key| keys.contains(&key.as_str())).count();
            (has_own, known, usize::MAX - missing)
        };
        let chosen = left
            .iter()
            .enumerate()
            .rev()
            .max_by_key(|(index, branch)| score(*index, branch))
            .map(|(_, branch)| *branch)?;
        let mut kept = Vec::new();
        self.keys(chosen, 0, &mut kept);
        let mut others = Vec::new();
        for branch in &left {
            self.keys(branch, 0, &mut others);
        }
        rules.elsewhere.extend(others.into_iter().filter(|key| !kept.contains(key)));
        Some(chosen)
    }

    /// Notes the keys of branches of which none could be chosen, and whether other keys are unknown beside them.
    fn spare(&self, branches: &[&'s Json], rules: &mut Rules<'s>) {
        for branch in branches {
            self.keys(branch, 0, &mut rules.spared);
            let mut maps = Vec::new();
            self.certain(branch, 0, &mut maps);
            rules.closed |= maps.into_iter().any(is_closed);
        }
    }

    /// Says that none of the keys is there of which one must be.
    #[expect(clippy::too_many_arguments, reason = "the state of one recursive walk")]
    fn report_choice(
        &self,
        node: &Node,
        table: &IndexMap<String, Entry>,
        branches: &[&'s Json],
        own: &[Vec<&str>],
        path: &str,
        problems: &mut Diagnostics,
        rules: &mut Rules<'s>,
    ) {
        let mut names: Vec<&str> = Vec::new();
        for keys in own {
            for key in keys {
                if !names.contains(key) {
                    names.push(key);
                }
            }
        }
        self.spare(branches, rules);
        let beside =
            |key: &str| rules.maps.iter().any(|map| map.get("properties").and_then(|all| all.get(key)).is_some());
        // A misspelt choice is the whole problem; the general check of keys would tell it twice.
        let misspelt = table.iter().find_map(|(key, entry)| {
            let near = nearest(key, names.iter().copied())
                .filter(|_| !rules.spared.contains(&key.as_str()) && !beside(key))?;
            Some((key, entry, near))
        });
        if let Some((key, entry, near)) = misspelt {
            problems.push(unknown_key(key, entry, path).hint(perhaps(near)).naming([join(path, near)]));
            rules.told = Some(key.clone());
            return;
        }
        let place = within(path);
        problems.push(
            Diagnostic::error(
                "missing-key",
                Text::new(
                    format!("{}缺少必须选一个的键", place.zh),
                    format!("one of several keys must be {}", place.en),
                ),
            )
            .about(path)
            .at(Some(node.location.clone()))
            .hint(listed(&names)),
        );
    }

    /// A key that every branch requires and fixes to constants, with the constants of each branch.
    fn tag(&self, branches: &[&'s Json]) -> Option<(&'s str, Vec<Vec<&'s Json>>)> {
        let constants_of = |branch: &&'s Json, key: &str| {
            let mut maps = Vec::new();
            self.certain(branch, 0, &mut maps);
            let values = maps.iter().find_map(|map| self.constants(map.get("properties")?.get(key)?, 0));
            values.filter(|_| self.required(branch).contains(&key))
        };
        let first = branches.first()?;
        self.required(first).into_iter().find_map(|key| {
            let constants: Option<Vec<_>> = branches.iter().map(|branch| constants_of(branch, key)).collect();
            Some((key, constants?))
        })
    }

    fn required(&self, schema: &'s Json) -> Vec<&'s str> {
        let mut maps = Vec::new();
        self.certain(schema, 0, &mut maps);
        maps.into_iter().flat_map(|map| strings(map, "required")).collect()
    }

    fn check_array(
        &self,
        node: &Node,
        rules: &Rules<'s>,
        items: &[Node],
        path: &str,
        problems: &mut Diagnostics,
        depth: usize,
    ) {
        check_count(node, rules, ("minItems", "maxItems"), items.len(), ("个值", "value"), path, problems);
        for (index, item) in items.iter().enumerate() {
            let schemas: Vec<&Json> = rules
                .maps
                .iter()
                .filter_map(|map| list(map, "prefixItems").get(index).or_else(|| map.get("items")))
                // A list that is too long is told by its length.
                .filter(|schema| **schema != Json::Bool(false))
                .collect();
            if !schemas.is_empty() {
                self.check(item, &schemas, &join(path, &index.to_string()), problems, depth + 1);
            }
        }
    }

    fn check_table(
        &self,
        node: &Node,
        rules: &Rules<'s>,
        table: &IndexMap<String, Entry>,
        path: &str,
        problems: &mut Diagnostics,
        depth: usize,
    ) {
        check_count(node, rules, ("minProperties", "maxProperties"), table.len(), ("项", "entry"), path, problems);
        let property = |map: &&'s Map<String, Json>, key: &str| map.get("properties")?.get(key);
        let closed = rules.closed || rules.maps.iter().any(|map| is_closed(map));
        let mut allowed: Vec<&str> = rules.spared.clone();
        for map in &rules.maps {
            for (key, schema) in map.get("properties").and_then(Json::as_object).into_iter().flatten() {
                if *schema != Json::Bool(false) && !allowed.contains(&key.as_str()) {
                    allowed.push(key);
                }
            }
        }
        for (key, entry) in table {
            let full = join(path, key);
            let mut schemas: Vec<&Json> = rules.maps.iter().filter_map(|map| property(map, key)).collect();
            if schemas.is_empty() {
                for map in &rules.maps {
                    for (pattern, schema) in
                        map.get("patternProperties").and_then(Json::as_object).into_iter().flatten()
                    {
                        let problem = known_pattern(pattern).and_then(|format| wrong_format(key, format, &full));
                        problems.list.extend(problem.map(|problem| problem.at(Some(entry.key.clone()))));
                        schemas.push(schema);
                    }
                }
            }
            if schemas.is_empty() {
                let additional =
                    |map: &&'s Map<String, Json>| map.get("additionalProperties").filter(|one| one.is_object());
                schemas = rules.maps.iter().filter_map(additional).collect();
            }
            for map in &rules.maps {
                if let Some(names) = map.get("propertyNames") {
                    let name = Node { location: entry.key.clone(), value: Value::Text(key.clone()) };
                    self.check(&name, &[names], &full, problems, depth + 1);
                }
            }
            let forbidden = schemas.iter().any(|schema| **schema == Json::Bool(false));
            if forbidden || (schemas.is_empty() && closed) {
                if !rules.spared.contains(&key.as_str()) && rules.told.as_ref() != Some(key) {
                    problems.push(unknown_or_elsewhere(key, entry, table, rules, &allowed, path));
                }
            } else if !schemas.is_empty() {
                self.check(&entry.node, &schemas, &full, problems, depth + 1);
            }
        }
        let mut told: Vec<&str> = Vec::new();
        for key in rules.maps.iter().flat_map(|map| strings(map, "required")) {
            if !table.contains_key(key) && !told.contains(&key) {
                told.push(key);
                problems.push(missing_key(node, key, path));
            }
        }
    }
}

fn check_constants(node: &Node, map: &Map<String, Json>, path: &str, problems: &mut Diagnostics) {
    let values = match (map.get("const"), map.get("enum")) {
        (Some(value), _) => vec![value],
        (None, Some(Json::Array(values))) => values.iter().collect(),
        _ => return,
    };
    if !values.iter().any(|value| equals(node, value)) {
        problems.push(not_allowed(node, &values, path));
    }
}

/// The least and the greatest number that a schema allows. A bound that only the integer format sets is left out as
/// long as the value keeps to it: nobody needs to read that a seed is at most 4294967295.
fn bounds(map: &Map<String, Json>, value: f64) -> (Option<f64>, Option<f64>) {
    // Whether a number fits what it measures is judged with its distribution and its factor, when its meaning is checked;
    // here, whether its type can hold it.
    let measured = map.contains_key(super::place::WORD);
    let stated = |word: &str| map.get(word).filter(|_| !measured);
    let number = |word: &str| stated(word).and_then(Json::as_number).and_then(Number::as_f64);
    let (low, high) = match map.get("format").and_then(Json::as_str) {
        Some("uint8") => (Some(0.0), Some(f64::from(u8::MAX))),
        Some("uint16") => (Some(0.0), Some(f64::from(u16::MAX))),
        Some("uint32") => (Some(0.0), Some(f64::from(u32::MAX))),
        Some("uint64" | "uint") => (Some(0.0), None),
        Some("int8") => (Some(f64::from(i8::MIN)), Some(f64::from(i8::MAX))),
        Some("int16") => (Some(f64::from(i16::MIN)), Some(f64::from(i16::MAX))),
        Some("int32") => (Some(f64::from(i32::MIN)), Some(f64::from(i32::MAX))),
        _ => (None, None),
    };
    (
        number("minimum").or_else(|| low.filter(|low| value < *low)),
        number("maximum").or_else(|| high.filter(|high| value > *high)),
    )
}

fn check_range(node: &Node, rules: &Rules<'_>, value: f64, shown: &str, path: &str, problems: &mut Diagnostics) {
    for map in &rules.maps {
        let number = |word: &str| map.get(word).and_then(Json::as_number).and_then(Number::as_f64);
        let (low, high) = bounds(map, value);
        let (above, below) = (number("exclusiveMinimum"), number("exclusiveMaximum"));
        let right = low.is_none_or(|low| value >= low)
            && high.is_none_or(|high| value <= high)
            && above.is_none_or(|above| value > above)
            && below.is_none_or(|below| value < below);
        if right {
            continue;
        }
        let range = range_words(low, high, above, below);
        let name = called(path);
        problems.push(
            Diagnostic::error(
                "out-of-range",
                Text::new(
                    format!("{} 应{}，写的是 {shown}", name.zh, range.zh),
                    format!("{} must be {}, not {shown}", name.en, range.en),
                ),
            )
            .about(path)
            .at(Some(node.location.clone())),
        );
    }
}

/// Bounds in words, such as "at least 0 and less than 1".
pub(super) fn range_words(low: Option<f64>, high: Option<f64>, above: Option<f64>, below: Option<f64>) -> Text {
    if let (Some(low), Some(high), None, None) = (low, high, above, below) {
        let (low, high) = (number_written(low), number_written(high));
        return Text::new(format!("在 {low} 到 {high} 之间"), format!("from {low} to {high}"));
    }
    let all = [
        (low, "不小于", "at least"),
        (above, "大于", "greater than"),
        (high, "不大于", "at most"),
        (below, "小于", "less than"),
    ];
    let said = all.iter().filter_map(|(bound, zh, en)| Some((number_written((*bound)?), zh, en)));
    let (zh, en): (Vec<_>, Vec<_>) =
        said.map(|(bound, zh, en)| (format!("{zh} {bound}"), format!("{en} {bound}"))).unzip();
    Text::new(zh.join("且"), en.join(" and "))
}

fn check_count(
    node: &Node,
    rules: &Rules<'_>,
    words: (&str, &str),
    count: usize,
    unit: (&str, &str),
    path: &str,
    problems: &mut Diagnostics,
) {
    let units = |number: u64| match (number, unit.1) {
        (1, one) => one.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, other) => format!("{other}s"),
    };
    for map in &rules.maps {
        let bound = |word: &str| map.get(word).and_then(Json::as_u64);
        let (low, high) = (bound(words.0), bound(words.1));
        if low.is_none_or(|low| count as u64 >= low) && high.is_none_or(|high| count as u64 <= high) {
            continue;
        }
        let (zh, en) = match (low, high) {
            (Some(low), Some(high)) if low == high => (format!("有 {low} {}", unit.0), format!("{low} {}", units(low))),
            (Some(low), Some(high)) => {
                (format!("有 {low} 到 {high} {}", unit.0), format!("{low} to {high} {}", units(high)))
            }
            (Some(low), None) => (format!("至少有 {low} {}", unit.0), format!("at least {low} {}", units(low))),
            (None, Some(high)) => (format!("至多有 {high} {}", unit.0), format!("at most {high} {}", units(high))),
            (None, None) => continue,
        };
        let name = called(path);
        problems.push(
            Diagnostic::error(
                "out-of-range",
                Text::new(
                    format!("{} 应{zh}，写了 {count} {}", name.zh, unit.0),
                    format!("{} must have {en}, not {count}", name.en),
                ),
            )
            .about(path)
            .at(Some(node.location.clone())),
        );
    }
}

fn check_text(node: &Node, rules: &Rules<'_>, text: &str, path: &str, problems: &mut Diagnostics) {
    let length = text.chars().count() as u64;
    for map in &rules.maps {
        let pattern = map.get("pattern").and_then(Json::as_str).and_then(known_pattern);
        let format = map.get("format").and_then(Json::as_str).or(pattern);
        let problem = format.and_then(|format| wrong_format(text, format, path));
        problems.list.extend(problem.map(|problem| problem.at(Some(node.location.clone()))));
        let bound = |word: &str| map.get(word).and_then(Json::as_u64);
        let name = called(path);
        let message = match (bound("minLength"), bound("maxLength")) {
            (Some(low), _) if length < low && length == 0 => {
                Text::new(format!("{} 不能为空", name.zh), format!("{} must not be empty", name.en))
            }
            (Some(low), _) if length < low => Text::new(
                format!("{} 至少要有 {low} 个字，写了 {length} 个", name.zh),
                format!("{} must have at least {low} characters, not {length}", name.en),
            ),
            (_, Some(high)) if length > high => Text::new(
                format!("{} 至多有 {high} 个字，写了 {length} 个", name.zh),
                format!("{} must have at most {high} characters, not {length}", name.en),
            ),
            _ => continue,
        };
        problems.push(Diagnostic::error("out-of-range", message).about(path).at(Some(node.location.clone())));
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use schemars::{JsonSchema, schema_for};
    use serde::Deserialize;

    use super::super::tree::parse;
    use super::*;
    use crate::words::Language;

    /// A plan.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Plan {
        title: String,
        horizon: Horizon,
        #[serde(default)]
        places: BTreeMap<String, Quantity>,
        #[serde(default)]
        rule: Vec<Rule>,
        shape: Option<Shape>,
        mode: Option<Mode>,
        pair: Option<(f64, f64)>,
        share: Option<Share>,
        mixed: Option<Mixed>,
        flat: Option<Flat>,
        any: Option<serde_json::Value>,
        flag: Option<bool>,
    }

    /// Months.
    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Horizon {
        #[schemars(extend("format" = "month"))]
        start: String,
        #[schemars(range(min = 1, max = 600))]
        months: u16,
        #[schemars(extend("format" = "id"))]
        name: Option<String>,
        seed: Option<u32>,
        #[schemars(length(min = 1))]
        note: Option<String>,
    }

    /// A number, or what is known of it.
    #[derive(Deserialize, JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only its schema is used")]
    enum Quantity {
        Number(f64),
        Table(Distribution),
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields, rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its schema is used")]
    enum Distribution {
        Pert([f64; 3]),
        Uniform([f64; 2]),
        Normal { mean: f64, sd: f64 },
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(tag = "kind", deny_unknown_fields, rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its schema is used")]
    enum Rule {
        /// Up to.
        Limit { most: u32 },
        /// At a time.
        Window { opens: String, closes: String },
        /// A whole other struct.
        Inner(Inner),
    }

    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Inner {
        depth: i8,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "kebab-case")]
    enum Shape {
        /// Documented.
        Round,
        Square,
        Triangle,
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(rename_all = "kebab-case")]
    #[expect(dead_code, reason = "only its schema is used")]
    enum Mode {
        Fast,
        Slow,
        Every(u32),
    }

    #[derive(Deserialize, JsonSchema)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Share(#[schemars(extend("exclusiveMinimum" = 0.0, "maximum" = 1.0))] f64);

    #[derive(Deserialize, JsonSchema)]
    #[serde(untagged)]
    #[expect(dead_code, reason = "only its schema is used")]
    enum Mixed {
        Two([f64; 2]),
        Three([u32; 3]),
        Text(String),
    }

    #[derive(Deserialize, JsonSchema)]
    #[serde(deny_unknown_fields)]
    #[expect(dead_code, reason = "only its schema is used")]
    struct Flat {
        note: Option<String>,
        #[serde(flatten)]
        distribution: Distribution,
    }

    const HEAD: &str = "title = 'x'\nhorizon = { start = '2021-05', months = 24 }\n";

    fn check(text: &str, language: Language) -> String {
        let schema = schema_for!(Plan).to_value();
        let mut problems = Diagnostics::new();
        check_structure(&parse("f.toml", text).unwrap(), &schema, &mut problems);
        problems.render(language)
    }

    fn problem(text: &str) -> String {
        check(&format!("{HEAD}{text}"), Language::English)
    }

    #[test]
    fn keys_are_told_with_the_nearest_right_one() {
        assert_eq!(problem(""), "");
        assert_eq!(
            problem("titel = 1"),
            "f.toml:3:1: error[unknown-key]: there is no key `titel` at the top level\n    hint: perhaps `title`, which is there as well: keep only one of them"
        );
        assert_eq!(problem("any = [1, {}]"), "");
    }

    #[test]
    fn untagged_and_externally_tagged_tables_are_told_by_branch() {
        assert_eq!(
            problem("places.expert = 'x'"),
            "f.toml:3:17: error[wrong-type]: `places.expert` must be a number or a table, not text"
        );
        assert_eq!(
            problem("places.expert = { prt = [1,2,3] }"),
            "f.toml:3:19: error[unknown-key]: there is no key `prt` in `places.expert`\n    hint: perhaps `pert`"
        );
        assert_eq!(
            problem("places.expert = { pert = [1, 2] , uniform = [1, 2]}"),
            "f.toml:3:26: error[out-of-range]: `places.expert.pert` must have 3 values, not 2\nf.toml:3:35: error[unknown-key]: the key `uniform` cannot stand beside the others in `places.expert`\n    hint: keep only one way of saying it"
        );
        assert_eq!(
            problem("places.expert = { normal = { mean = 1, ds = 2 } }"),
            "f.toml:3:40: error[unknown-key]: there is no key `ds` in `places.expert.normal`\n    hint: perhaps `sd`\nf.toml:3:28: error[missing-key]: the key `sd` is missing in `places.expert.normal`"
        );
        assert_eq!(
            problem("places.expert = { }"),
            "f.toml:3:17: error[missing-key]: one of several keys must be in `places.expert`\n    hint: allowed: `pert`, `uniform`, `normal`"
        );
        assert_eq!(
            problem("places.expert = { zzzzzzz = 1 }"),
            "f.toml:3:17: error[missing-key]: one of several keys must be in `places.expert`\n    hint: allowed: `pert`, `uniform`, `normal`\nf.toml:3:19: error[unknown-key]: there is no key `zzzzzzz` in `places.expert`\n    hint: allowed: `pert`, `uniform`, `normal`"
        );
        assert_eq!(
            problem("mode = 'fst'"),
            "f.toml:3:8: error[not-allowed]: `mode` cannot be `fst`\n    hint: perhaps `fast`"
        );
        assert_eq!(
            problem("mode = { every = 1.0 }"),
            "f.toml:3:18: error[wrong-type]: `mode.every` must be a whole number, not a number with decimals\n    hint: write 1"
        );
        assert_eq!(
            problem("mode = { evry = 1 }"),
            "f.toml:3:10: error[unknown-key]: there is no key `evry` in `mode`\n    hint: perhaps `every`\nf.toml:3:8: error[missing-key]: the key `every` is missing in `mode`"
        );
        assert_eq!(
            problem("mode = 'every'"),
            "f.toml:3:8: error[not-allowed]: `mode` cannot be `every`\n    hint: allowed: `fast`, `slow`"
        );
    }

    #[test]
    fn internally_tagged_tables_are_told_by_kind() {
        assert_eq!(
            problem("[[rule]]\nkind = 'limit'\nmost = -1"),
            "f.toml:5:8: error[out-of-range]: `rule.0.most` must be at least 0, not -1"
        );
        assert_eq!(
            problem("[[rule]]\nkind = 'limt'\nmost = -1"),
            "f.toml:4:8: error[not-allowed]: `rule.0.kind` cannot be `limt`\n    hint: perhaps `limit`"
        );
        assert_eq!(
            problem("[[rule]]\nmost = 1\nknd='limit'"),
            "f.toml:3:1: error[missing-key]: the key `kind` is missing in `rule.0`\n    hint: allowed: `limit`, `window`, `inner`\nf.toml:5:1: error[unknown-key]: there is no key `knd` in `rule.0`\n    hint: perhaps `kind`"
        );
        assert_eq!(
            problem("[[rule]]\nkind = 'window'\nopens = 1\nmost = 2"),
            "f.toml:5:9: error[wrong-type]: `rule.0.opens` must be text, not a whole number\n    hint: put it in quotes: \"1\"\nf.toml:6:1: error[unknown-key]: there is no key `most` in `rule.0`\n    hint: allowed: `kind`, `opens`, `closes`\nf.toml:3:1: error[missing-key]: the key `closes` is missing in `rule.0`"
        );
        assert_eq!(
            problem("[[rule]]\nkind = 'inner'\ndepth = 200"),
            "f.toml:5:9: error[out-of-range]: `rule.0.depth` must be from -128 to 127, not 200"
        );
        assert_eq!(
            problem("[[rule]]\nkind = 1"),
            "f.toml:4:8: error[not-allowed]: `rule.0.kind` cannot be `1`\n    hint: allowed: `limit`, `window`, `inner`"
        );
    }

    #[test]
    fn constants_ranges_and_lists_are_checked() {
        assert_eq!(
            problem("shape = 'squar'"),
            "f.toml:3:9: error[not-allowed]: `shape` cannot be `squar`\n    hint: perhaps `square`"
        );
        assert_eq!(
            problem("shape = 'x'"),
            "f.toml:3:9: error[not-allowed]: `shape` cannot be `x`\n    hint: allowed: `square`, `triangle`, `round`"
        );
        assert_eq!(
            problem("shape = 1"),
            "f.toml:3:9: error[wrong-type]: `shape` must be text, not a whole number\n    hint: allowed: `square`, `triangle`, `round`"
        );
        assert_eq!(problem("pair = [1]"), "f.toml:3:8: error[out-of-range]: `pair` must have 2 values, not 1");
        assert_eq!(
            problem("pair = [1, '2', 3]"),
            "f.toml:3:8: error[out-of-range]: `pair` must have 2 values, not 3\nf.toml:3:12: error[wrong-type]: `pair.1` must be a number, not text\n    hint: take the quotes off: 2"
        );
        assert_eq!(
            problem("share = 0"),
            "f.toml:3:9: error[out-of-range]: `share` must be greater than 0 and at most 1, not 0"
        );
        assert_eq!(
            problem("share = 1.5"),
            "f.toml:3:9: error[out-of-range]: `share` must be greater than 0 and at most 1, not 1.5"
        );
        assert_eq!(
            problem("mixed = [1, 2, 'x']"),
            "f.toml:3:16: error[wrong-type]: `mixed.2` must be a whole number, not text"
        );
        assert_eq!(problem("mixed = [1, 'x']"), "f.toml:3:13: error[wrong-type]: `mixed.1` must be a number, not text");
        assert_eq!(
            problem("mixed = 1"),
            "f.toml:3:9: error[wrong-type]: `mixed` must be text or a list, not a whole number"
        );
        assert_eq!(
            problem("flag = 'true'"),
            "f.toml:3:8: error[wrong-type]: `flag` must be true or false, not text\n    hint: take the quotes off: true"
        );
    }

    #[test]
    fn flattened_tables_share_their_keys() {
        assert_eq!(
            problem("flat = { note = 'x' }"),
            "f.toml:3:8: error[missing-key]: one of several keys must be in `flat`\n    hint: allowed: `pert`, `uniform`, `normal`"
        );
        assert_eq!(
            problem("flat = { note = 1, pert = [1,2,3] }"),
            "f.toml:3:17: error[wrong-type]: `flat.note` must be text, not a whole number\n    hint: put it in quotes: \"1\""
        );
        assert_eq!(
            problem("flat = { nte = 'x', pert = [1,2,3] }"),
            "f.toml:3:10: error[unknown-key]: there is no key `nte` in `flat`\n    hint: perhaps `note`"
        );
        assert_eq!(
            problem("flat = { perrt = [1,2,3], normal = {mean=1, sd=1} }"),
            "f.toml:3:10: error[unknown-key]: there is no key `perrt` in `flat`\n    hint: allowed: `note`, `normal`"
        );
    }

    #[test]
    fn formats_and_lengths_are_checked_in_both_languages() {
        assert_eq!(
            check(
                "horizon = { start = '2021/5', months = '12', name = 'A b', seed = -1, note = '' }",
                Language::Chinese
            ),
            "f.toml:1:21: 错误[wrong-format]: `horizon.start` 应为月份，写的是 `2021/5`\n    提示: 也许是 `2021-05`\nf.toml:1:40: 错误[wrong-type]: `horizon.months` 应为整数，写的是文字\n    提示: 去掉引号：12\nf.toml:1:53: 错误[wrong-format]: `horizon.name` 应为编号，写的是 `A b`\n    提示: 编号只用小写英文字母、数字和连字符，例如 open-selection\nf.toml:1:67: 错误[out-of-range]: `horizon.seed` 应不小于 0，写的是 -1\nf.toml:1:78: 错误[out-of-range]: `horizon.note` 不能为空\nf.toml:1:1: 错误[missing-key]: 最上层缺少键 `title`"
        );
        assert_eq!(
            check(
                "title = 2\nhorizon = { start = 2021, months = 601, name = 'A b', seed = 5000000000, note = '' }",
                Language::English
            ),
            "f.toml:1:9: error[wrong-type]: `title` must be text, not a whole number\n    hint: put it in quotes: \"2\"\nf.toml:2:21: error[wrong-type]: `horizon.start` must be text, not a whole number\n    hint: put it in quotes: \"2021\"\nf.toml:2:36: error[out-of-range]: `horizon.months` must be from 1 to 600, not 601\nf.toml:2:48: error[wrong-format]: `horizon.name` must be an id, not `A b`\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\nf.toml:2:62: error[out-of-range]: `horizon.seed` must be from 0 to 4294967295, not 5000000000\nf.toml:2:81: error[out-of-range]: `horizon.note` must not be empty"
        );
    }

    fn against(schema: &Json, text: &str) -> String {
        let mut problems = Diagnostics::new();
        check_structure(&parse("f.toml", text).unwrap(), schema, &mut problems);
        problems.render(Language::English)
    }

    #[test]
    fn names_of_keys_are_checked() {
        let names =
            serde_json::json!({ "additionalProperties": { "type": "integer" }, "propertyNames": { "format": "id" } });
        assert_eq!(
            against(&names, "\"A b\" = 1\nc = 'x'"),
            "f.toml:1:1: error[wrong-format]: `A b` must be an id, not `A b`\n    \
             hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
             f.toml:2:5: error[wrong-type]: `c` must be a whole number, not text"
        );
        let patterns = serde_json::json!({ "patternProperties": { "^[a-z0-9][a-z0-9-]*$": { "type": "integer" } }, "additionalProperties": false });
        assert_eq!(
            against(&patterns, "\"A b\" = 1\nc = 'x'"),
            "f.toml:1:1: error[wrong-format]: `A b` must be an id, not `A b`\n    \
             hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
             f.toml:2:5: error[wrong-type]: `c` must be a whole number, not text"
        );
    }

    #[test]
    fn prefix_items_counts_and_patterns_are_checked() {
        let schema = serde_json::json!({ "properties": {
            "pair": { "prefixItems": [{ "type": "string", "pattern": "^\\d{4}-\\d{2}$" }, { "type": "number", "exclusiveMaximum": 1 }], "items": false, "maxItems": 2 },
            "some": { "type": "array", "minItems": 2 },
            "table": { "type": "object", "minProperties": 1, "properties": { "no": false } },
            "word": { "type": "string", "minLength": 2, "maxLength": 3 },
            "level": { "enum": [1, 2] },
        } });
        assert_eq!(
            against(&schema, "pair = ['2021-13', 1, 2]\nsome = [1]\ntable = {}\nword = 'a'\nlevel = 3"),
            "f.toml:1:8: error[out-of-range]: `pair` must have at most 2 values, not 3\n\
             f.toml:1:9: error[wrong-format]: `pair.0` must be a month, not `2021-13`\n    \
             hint: a month is written as year-month, such as 2021-05\n\
             f.toml:1:20: error[out-of-range]: `pair.1` must be less than 1, not 1\n\
             f.toml:2:8: error[out-of-range]: `some` must have at least 2 values, not 1\n\
             f.toml:3:9: error[out-of-range]: `table` must have at least 1 entry, not 0\n\
             f.toml:4:8: error[out-of-range]: `word` must have at least 2 characters, not 1\n\
             f.toml:5:9: error[not-allowed]: `level` cannot be `3`\n    hint: allowed: `1`, `2`"
        );
        assert_eq!(
            against(&schema, "table.no = 1\nword = 'abcd'\nlevel = 'x'"),
            "f.toml:1:7: error[unknown-key]: there is no key `no` in `table`\n    hint: there is nothing to choose from here\n\
             f.toml:2:8: error[out-of-range]: `word` must have at most 3 characters, not 4\n\
             f.toml:3:9: error[wrong-type]: `level` must be a number, not text\n    hint: allowed: `1`, `2`"
        );
    }

    #[test]
    fn odd_schemas_and_trees_do_no_harm() {
        let endless =
            serde_json::json!({ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/a" }] } } });
        for schema in [serde_json::json!(true), serde_json::json!({ "$ref": "nowhere" }), serde_json::json!(7), endless]
        {
            assert_eq!(against(&schema, "a = 1"), "");
        }
        assert_eq!(
            against(&serde_json::json!(false), "a = 1"),
            "f.toml:1:1: error[wrong-type]: the top level must be left out, not a table"
        );
    }

    struct Dice(u64);

    impl Dice {
        fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            from[(self.0 >> 33) as usize % from.len()]
        }

        fn value(&mut self, depth: usize) -> String {
            let inner = depth.saturating_sub(1);
            match self.pick(if depth == 0 { &["s"] } else { &["s", "s", "a", "a", "t", "t", "t"] }) {
                "s" => self
                    .pick(&["1", "2.5", "-1", "true", "'x'", "'limit'", "'window'", "'inner'", "'square'", "'slow'"])
                    .to_owned(),
                "a" => {
                    let count = self.pick(&["", "1", "12", "123"]).len();
                    format!("[{}]", (0..count).map(|_| self.value(inner)).collect::<Vec<_>>().join(", "))
                }
                _ => {
                    let wish = [
                        "pert",
                        "uniform",
                        "normal",
                        "mean sd",
                        "kind most",
                        "kind opens closes",
                        "kind depth",
                        "every",
                        "note pert",
                        "note",
                        "kind",
                        "note normal",
                        "pert uniform",
                        "odd",
                        "pert normal kind",
                    ];
                    let keys: Vec<&str> = self.pick(&wish).split(' ').collect();
                    let pairs: Vec<String> = keys
                        .into_iter()
                        .map(|key| {
                            let value = match (key, self.pick(&["good", "good", "good", "bad"])) {
                                ("pert", "good") => "[1, 2, 3.5]".to_owned(),
                                ("uniform", "good") => "[1, 2]".to_owned(),
                                ("normal", "good") => "{ mean = 1, sd = 2 }".to_owned(),
                                ("kind", "good") => self.pick(&["'limit'", "'window'", "'inner'"]).to_owned(),
                                _ => self.value(inner),
                            };
                            format!("{key} = {value}")
                        })
                        .collect();
                    format!("{{ {} }}", pairs.join(", "))
                }
            }
        }
    }

    #[test]
    fn what_serde_refuses_is_told_and_nothing_else() {
        let schema = schema_for!(Plan).to_value();
        let mut dice = Dice(3);
        let (mut right, mut wrong) = (0, 0);
        for _ in 0..20_000 {
            let key =
                dice.pick(&["places.a", "rule", "flat", "mixed", "pair", "mode", "shape", "any", "flag", "share"]);
            let value = dice.value(3);
            let value = if key == "rule" { format!("[{value}]") } else { value };
            let text = format!("{HEAD}{key} = {value}");
            let tree = parse("f.toml", &text).unwrap();
            let mut problems = Diagnostics::new();
            check_structure(&tree, &schema, &mut problems);
            // Bounds that are no bounds of a type are not serde's business.
            problems.list.retain(|one| one.code != "out-of-range" || !one.message.en.starts_with("`share`"));
            match serde_json::from_value::<Plan>(tree.to_json()) {
                Ok(_) => {
                    right += 1;
                    assert_eq!(problems.render(Language::English), "", "{text}");
                }
                Err(error) => {
                    wrong += 1;
                    assert!(problems.has_errors(), "{text}\n{error}");
                }
            }
        }
        assert!(right > 500 && wrong > 500, "{right} right, {wrong} wrong");
    }
}
