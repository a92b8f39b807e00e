//! What the Chinese pages have in common with the English ones: descriptions, tables, examples.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use tidui::tables::{ColumnKind, ColumnSchema, TableName, TableSchema, schema::replicate_columns, study_schemas};
use toml_edit::DocumentMut;

use super::{document, holds};
use crate::common::scenario;

/// Pages that are there in both languages, without `.md`.
fn pages() -> Vec<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let docs = fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
    let docs = docs.filter_map(|name| Some(format!("docs/{}", name.strip_suffix(".zh.md")?)));
    let both = docs.filter(|page| root.join(format!("{page}.md")).exists());
    let pages: Vec<String> = both.chain(["README".to_owned()]).collect();
    assert!(pages.len() > 3, "{pages:?}");
    pages
}

const TABLES: &str = "<!-- tables: generated from their definitions; do not edit below -->";

#[test]
fn every_description_has_its_chinese() {
    let file: DocumentMut = document("locales/reference.zh.toml").parse().unwrap();
    let described: BTreeMap<String, String> = tidui::scenario::described().into_iter().collect();
    let mut wrong = Vec::new();
    for (key, english) in &described {
        let text = |name| file.get(key).and_then(|item| item.get(name)).and_then(|item| item.as_str());
        match (text("en"), text("zh")) {
            (Some(from), Some(_)) if from != english => wrong.push(format!("{key}: the English is now {english:?}")),
            (Some(_), Some(chinese)) if !chinese.is_empty() => {}
            _ => wrong.push(format!("{key}: no Chinese for {english:?}")),
        }
        let type_is_named = key.contains('.') || text("name").is_some_and(|name| !name.contains(' '));
        if !type_is_named {
            wrong.push(format!("{key}: the type has no name in Chinese"));
        }
    }
    let left = file.iter().filter(|(key, _)| !described.contains_key(*key));
    wrong.extend(left.map(|(key, _)| format!("{key}: nothing is called so any more")));
    assert!(wrong.is_empty(), "locales/reference.zh.toml:\n{}", wrong.join("\n"));
}

#[test]
fn names_of_types_differ() {
    let file: DocumentMut = document("locales/reference.zh.toml").parse().unwrap();
    let mut seen = BTreeSet::new();
    for (key, item) in file.iter() {
        let name = item.get("name").and_then(|name| name.as_str());
        assert!(name.is_none_or(|name| seen.insert(name.to_owned())), "{key}: {name:?} is there twice");
    }
}

#[test]
fn the_tables_of_the_chinese_page_are_those_of_the_dictionary() {
    let mut text = "\n".to_owned();
    let of_runs = TableName::ALL.into_iter().map(TableName::schema).chain([replicate_columns()]);
    for schema in of_runs {
        described(&schema, None, &mut text);
    }
    for (question, schemas) in study_schemas() {
        for schema in schemas {
            described(&schema, Some(question), &mut text);
        }
    }
    holds("docs/output.zh.md", TABLES, &text);
}

fn described(schema: &TableSchema, question: Option<&str>, text: &mut String) {
    let of = question.map_or_else(String::new, |question| format!("（{question}）"));
    let _ = write!(text, "\n### `{}`{of}\n\n{}。\n\n", schema.stem, schema.meaning.zh);
    text.push_str("| 列 | 内容 | 单位 | 含义 |\n| --- | --- | --- | --- |\n");
    let mut rest = &schema.columns[..];
    while let Some((column, more)) = rest.split_first() {
        let (first, meaning) = (&*column.name, column.meaning.zh.replace('|', "\\|"));
        let (shown, meaning, more) =
            if let Some(after) = follow(rest, &["probability", "low", "high", "count", "replicates"]) {
                ("`probability` … `replicates`".to_owned(), format!("{meaning}，见[概率](#几张表共有的列)"), after)
            } else if let Some((last, after)) = spread(rest) {
                (format!("`{first}` … `{last}`"), "见[分布](#几张表共有的列)".to_owned(), after)
            } else {
                (format!("`{first}`"), meaning, more)
            };
        let unit = column.unit.split(" (").next().unwrap_or_default();
        let _ = writeln!(text, "| {shown} | {} | {unit} | {meaning} |", kind(column));
        rest = more;
    }
}

/// What stands behind these columns, if they come first.
fn follow<'c>(columns: &'c [ColumnSchema], names: &[&str]) -> Option<&'c [ColumnSchema]> {
    let (first, rest) = columns.split_at_checked(names.len())?;
    first.iter().zip(names).all(|(column, name)| column.name == *name).then_some(rest)
}

/// The last column of a spread, and what stands behind it.
fn spread(columns: &[ColumnSchema]) -> Option<(&str, &[ColumnSchema])> {
    follow(columns, &["mean", "sd", "p5"])?;
    let last = columns.iter().position(|column| column.name == "p95_high")?;
    Some((&columns[last].name, &columns[last + 1..]))
}

fn kind(column: &ColumnSchema) -> &'static str {
    match column.kind {
        ColumnKind::Text => "文字",
        ColumnKind::Integer => "整数",
        ColumnKind::Number { .. } => "数",
        ColumnKind::Truth => "true 或 false",
    }
}

/// The fenced examples of a page in these languages, each with the language it is in.
fn examples(text: &str) -> Vec<(String, Vec<String>)> {
    let mut all: Vec<(String, Vec<String>)> = Vec::new();
    let mut inside = false;
    for line in text.lines() {
        if let Some(language) = line.trim_start().strip_prefix("```") {
            inside = !inside;
            if inside {
                all.push((language.to_owned(), Vec::new()));
            }
        } else if inside {
            all.last_mut().unwrap().1.push(line.to_owned());
        }
    }
    all
}

/// A line of an example without what either language says in its own words: comments, titles, sources, notes.
fn bare(line: &str) -> String {
    let (mut told, mut word, mut quote) = (String::new(), String::new(), None);
    for letter in line.chars() {
        match quote {
            Some(sign) if letter == sign => {
                let own = word.contains(|c: char| !c.is_ascii() || c == ' ');
                let _ = write!(told, "{sign}{}{sign}", if own { "" } else { &word });
                (quote, word) = (None, String::new());
            }
            Some(_) => word.push(letter),
            None if letter == '#' => break,
            None if letter == '"' => quote = Some(letter),
            None => told.push(letter),
        }
    }
    told.push_str(&word);
    if let Some((before, after)) = told.split_once("title = {") {
        told = format!("{before}title{}", after.split_once('}').map_or("", |(_, rest)| rest));
    }
    told.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn examples_are_compared_without_their_words() {
    assert_eq!(bare("title = { en = \"Wages\" }   # of all"), "title");
    assert_eq!(
        bare("a = { value = 1, source = \"made up\", id = \"x-1\" }"),
        "a = { value = 1, source = \"\", id = \"x-1\" }"
    );
}

/// What the Chinese pages show in examples is what the English ones show: the same keys, numbers and commands.
#[test]
fn both_languages_have_the_same_examples() {
    // These two show what their own readers would do.
    for page in pages().into_iter().filter(|page| !["README", "docs/data"].contains(&&**page)) {
        let of = |end: &str| {
            let lines = |(language, lines): (String, Vec<String>)| {
                (language, lines.iter().map(|line| bare(line)).filter(|line| !line.is_empty()).collect::<Vec<_>>())
            };
            examples(&document(&format!("{page}{end}"))).into_iter().map(lines).collect::<Vec<_>>()
        };
        let (english, chinese) = (of(".md"), of(".zh.md"));
        for (one, other) in english.iter().zip(&chinese) {
            assert_eq!(one, other, "{page}");
        }
        assert_eq!(english.len(), chinese.len(), "{page}");
    }
}

/// The first examples of the guide are files that run, in both languages.
#[test]
fn the_examples_of_the_guide_can_be_run() {
    for name in ["docs/scenario.md", "docs/scenario.zh.md"] {
        let all = examples(&document(name));
        let block = |start: &str| {
            let found = all.iter().find(|(_, lines)| lines.first().is_some_and(|line| line.starts_with(start)));
            found.unwrap_or_else(|| panic!("{name} has no example that begins with {start}")).1.join("\n")
        };
        let smallest = block("format = 2");
        scenario(&smallest);
        let whole = format!("{smallest}\n{}", block("[tier.backbone]"));
        scenario(&whole);
        scenario(&format!("{whole}\n{}", block("[rule.push]")));
    }
}

#[test]
fn pages_name_their_sister_at_the_head() {
    for page in pages() {
        let (english, chinese) = (format!("{page}.md"), format!("{page}.zh.md"));
        for (own, other) in [(&english, &chinese), (&chinese, &english)] {
            let name = other.rsplit('/').next().unwrap();
            let text = document(own);
            let found = text.lines().take(12).any(|line| line.contains(&format!("]({name})")));
            assert!(found, "{own} does not link {name} at its head");
        }
    }
}
