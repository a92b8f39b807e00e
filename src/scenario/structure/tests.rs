use std::collections::BTreeMap;

use schemars::{JsonSchema, schema_for};
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::check_structure;
use crate::scenario::Quantity;
use crate::scenario::tree::parse;
use crate::words::{Diagnostics, Language};

/// A plan.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(dead_code, reason = "only its schema is used")]
struct Plan {
    title: String,
    horizon: Horizon,
    #[serde(default)]
    places: BTreeMap<String, Quantity>,
    shape: Option<Shape>,
    pair: Option<(f64, f64)>,
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
    months: u32,
    #[schemars(extend("format" = "id"))]
    name: Option<String>,
    seed: Option<u32>,
    #[schemars(length(min = 1, max = 9))]
    note: Option<String>,
}

#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
enum Shape {
    /// Documented.
    Round,
    Square,
    Triangle,
}

const HEAD: &str = "title = 'x'\nhorizon = { start = '2021-05', months = 24 }\n";

fn against(schema: &Json, text: &str, language: Language) -> String {
    let mut problems = Diagnostics::new();
    check_structure(&parse("f.toml", text).unwrap(), schema, &mut problems);
    problems.render(language)
}

fn problem(text: &str) -> String {
    against(&schema_for!(Plan).to_value(), &format!("{HEAD}{text}"), Language::English)
}

#[test]
fn keys_are_told_with_the_nearest_right_one() {
    assert_eq!(problem(""), "");
    assert_eq!(
        problem("titel = 1"),
        "f.toml:3:1: error[unknown-key]: there is no key `titel` at the top level\n    hint: perhaps `title`, which is there as well: keep only one of them"
    );
    assert_eq!(
        problem("places.expert = { prt = [1,2,3] }"),
        "f.toml:3:19: error[unknown-key]: there is no key `prt` in `places.expert`\n    hint: perhaps `pert`"
    );
}

#[test]
fn a_union_is_told_by_the_type_of_the_value() {
    assert_eq!(
        problem("places.expert = 'x'"),
        "f.toml:3:17: error[wrong-type]: `places.expert` must be a number or a table, not text"
    );
    assert_eq!(
        problem("places.expert = '5 %'"),
        "f.toml:3:17: error[wrong-type]: `places.expert` must be a number or a table, not text\n    hint: write 0.05, without quotes"
    );
    assert_eq!(
        problem("places.expert = { pert = [1, 2], uniform = [1, 'x'] }"),
        "f.toml:3:26: error[out-of-range]: `places.expert.pert` must have 3 values, not 2\nf.toml:3:48: error[wrong-type]: `places.expert.uniform.1` must be a number, not text"
    );
}

#[test]
fn words_ranges_and_lists_are_checked() {
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
        problem("flag = 'true'"),
        "f.toml:3:8: error[wrong-type]: `flag` must be true or false, not text\n    hint: take the quotes off: true"
    );
}

#[test]
fn formats_and_lengths_are_checked_in_both_languages() {
    let schema = schema_for!(Plan).to_value();
    assert_eq!(
        against(
            &schema,
            "horizon = { start = '2021/5', months = '12', name = 'A b', seed = -1, note = '' }",
            Language::Chinese
        ),
        "f.toml:1:21: 错误[wrong-format]: `horizon.start` 应为月份，写的是 `2021/5`\n    提示: 也许是 `2021-05`\nf.toml:1:40: 错误[wrong-type]: `horizon.months` 应为整数，写的是文字\n    提示: 去掉引号：12\nf.toml:1:53: 错误[wrong-format]: `horizon.name` 应为编号，写的是 `A b`\n    提示: 编号只用小写英文字母、数字和连字符，例如 open-selection\nf.toml:1:67: 错误[out-of-range]: `horizon.seed` 应不小于 0，写的是 -1\nf.toml:1:78: 错误[out-of-range]: `horizon.note` 不能为空\nf.toml:1:1: 错误[missing-key]: 最上层缺少键 `title`"
    );
    assert_eq!(
        against(
            &schema,
            "title = 2\nhorizon = { start = 2021, months = 601.0, name = 'A b', seed = 5000000000, note = '' }",
            Language::English
        ),
        "f.toml:1:9: error[wrong-type]: `title` must be text, not a whole number\n    hint: put it in quotes: \"2\"\nf.toml:2:21: error[wrong-type]: `horizon.start` must be text, not a whole number\n    hint: put it in quotes: \"2021\"\nf.toml:2:36: error[wrong-type]: `horizon.months` must be a whole number, not a number with decimals\n    hint: write 601\nf.toml:2:50: error[wrong-format]: `horizon.name` must be an id, not `A b`\n    hint: an id has lower-case letters, digits and hyphens, such as open-selection\nf.toml:2:64: error[out-of-range]: `horizon.seed` must be from 0 to 4294967295, not 5000000000\nf.toml:2:83: error[out-of-range]: `horizon.note` must not be empty"
    );
    let long = "title = 'x'\nhorizon = { start = '2021-05', months = 24, note = 'ten letters' }";
    assert_eq!(
        against(&schema, long, Language::English),
        "f.toml:2:52: error[out-of-range]: `horizon.note` must have at most 9 characters, not 11"
    );
}

#[test]
fn names_and_numbers_of_keys_are_checked() {
    let names = json!({
        "additionalProperties": { "type": "integer", "maximum": 9 },
        "propertyNames": { "type": "string", "format": "id" },
        "minProperties": 3,
    });
    assert_eq!(
        against(&names, "\"A b\" = 10\nc = 'x'", Language::English),
        "f.toml:1:1: error[out-of-range]: the top level must have at least 3 entries, not 2\n\
         f.toml:1:1: error[wrong-format]: `A b` must be an id, not `A b`\n    \
         hint: an id has lower-case letters, digits and hyphens, such as open-selection\n\
         f.toml:1:9: error[out-of-range]: `A b` must be at most 9, not 10\n\
         f.toml:2:5: error[wrong-type]: `c` must be a whole number, not text"
    );
}

#[test]
fn odd_schemas_do_no_harm() {
    let endless = json!({ "$ref": "#/$defs/a", "$defs": { "a": { "allOf": [{ "$ref": "#/$defs/a" }] } } });
    for schema in [json!(true), json!({ "$ref": "nowhere" }), json!(7), endless] {
        assert_eq!(against(&schema, "a = 1", Language::English), "");
    }
}
