use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::*;
use crate::scenario::Basis;
use crate::summary::Limit;

/// Ids in a file, each with the names of the values it takes.
fn messages(source: &str) -> BTreeMap<String, BTreeSet<String>> {
    assert!(FluentResource::try_new(source.to_owned()).is_ok(), "a locale file has a mistake");
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = String::new();
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            current = line.split(' ').next().unwrap().to_owned();
            assert!(messages.insert(current.clone(), BTreeSet::new()).is_none(), "{current} is there twice");
        }
        for value in line.split('$').skip(1) {
            let name = value.split(|c: char| !c.is_ascii_alphanumeric() && c != '-').next().unwrap();
            messages.get_mut(&current).unwrap().insert(name.trim_end_matches('-').to_owned());
        }
    }
    messages
}

/// The text of every source file of the outer stages, test code left out.
fn sources(folder: &Path, texts: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let path = entry.path();
        if path.is_dir() {
            sources(&path, texts);
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            texts.push(text.split("#[cfg(test)]").next().unwrap().to_owned());
        }
    }
}

fn code() -> String {
    let mut texts = Vec::new();
    for folder in ["report", "app", "cli"] {
        sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(folder), &mut texts);
    }
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    texts.push(std::fs::read_to_string(templates.join("report.html")).unwrap().replace("word(\"", ".word(\""));
    texts.concat()
}

#[test]
fn both_languages_have_the_same_messages() {
    let (chinese, english) = (messages(CHINESE), messages(ENGLISH));
    let ids = |map: &BTreeMap<String, BTreeSet<String>>| map.keys().cloned().collect::<BTreeSet<_>>();
    let odd: Vec<_> = ids(&chinese).symmetric_difference(&ids(&english)).cloned().collect();
    assert!(odd.is_empty(), "in one language only: {odd:?}");
    for (id, values) in &english {
        // `$count` only chooses a form, which Chinese seldom needs.
        let of = |values: &BTreeSet<String>| {
            values.iter().filter(|v| *v != "count" && *v != "number").cloned().collect::<Vec<_>>()
        };
        assert_eq!(of(values), of(&chinese[id]), "values of {id}");
    }
}

/// Messages that are asked for by the stable code of what they name.
fn named_by_code() -> Vec<String> {
    let limits = Limit::ALL.iter().flat_map(|one| ["limit", "held"].map(|of| format!("{of}-{}", one.code())));
    let bases = [Basis::Plan, Basis::Published, Basis::Assumption].map(|one| format!("basis-{}", one.code()));
    limits.chain(bases).chain(["basis-none".to_owned()]).collect()
}

#[test]
fn every_message_is_used() {
    let (code, named) = (code(), named_by_code());
    // Those of help are asked for by the names of commands and options; `cli/help.rs` holds them to these.
    let used = |id: &String| code.contains(&format!("\"{id}\"")) || named.contains(id) || id.starts_with("help-");
    let unused: Vec<_> = messages(ENGLISH).into_keys().filter(|id| !used(id)).collect();
    assert!(unused.is_empty(), "never used: {unused:?}");
}

#[test]
fn every_message_that_the_code_asks_for_exists() {
    let (code, known) = (code(), messages(ENGLISH));
    let mut asked = 0;
    for call in [".word(\"", ".with(\"", ".counted(\"", "word: \"", "=> \"word:"] {
        for after in code.split(call).skip(1) {
            let id = after.split('"').next().unwrap();
            assert!(known.contains_key(id), "no message {id}");
            asked += 1;
        }
    }
    assert!(asked > 50);
    for id in named_by_code() {
        assert!(known.contains_key(&id), "no message {id}");
    }
}

#[test]
fn numbers_read_well_in_both_languages() {
    let (zh, en) = (Words::new(Language::Chinese), Words::new(Language::English));
    assert_eq!(en.number(999.96, 1), "1,000.0");
    assert_eq!(en.number(f64::NAN, 1), "–");
    assert_eq!(en.range(8.0, 1400.0, 0), "8–1,400");
    assert_eq!(en.percent_range(0.712, 0.73, 1), "71.2–73.0%");
    assert_eq!(zh.yuan(9_999.0), "9,999元");
    assert_eq!(zh.yuan(230_000_000.0), "2.3亿元");
    assert_eq!(zh.yuan(50_000.0), "5万元");
    assert_eq!(en.yuan(-1_500.0), "-1,500 yuan");
    assert_eq!(zh.month("2021-05".parse().unwrap()), "2021年5月");
    assert_eq!(en.month("2021-05".parse().unwrap()), "May 2021");
    assert_eq!(zh.list(&["一".to_owned(), "二".to_owned()]), "一、二");
}

#[test]
fn certain_and_impossible_are_told_from_nearly_so() {
    let words = Words::new(Language::English);
    let of = |count: u64| Probability { count, of: 100_000, estimate: count as f64 / 1e5, low: 0.0, high: 1.0 };
    let told: Vec<_> = [0, 1, 50, 50_000, 99_999, 100_000].map(|count| words.probability(&of(count))).into();
    assert_eq!(told, ["0%", "<0.1%", "0.1%", "50.0%", ">99.9%", "100%"]);
    assert_eq!(words.probability(&Probability::default()), "–");
}
