//! Every message that the code asks for is in `locales/`, with the values that it is given, and every message that is there
//! is asked for.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use tidui::app::Question;
use tidui::model::Distinction;
use tidui::scenario::Basis;
use tidui::study::Figure;
use tidui::summary::Limit;
use tidui::tables::{
    TableName, TableSchema, backtest_schemas, schema::replicate_columns, study_schemas, sweep_schemas,
};
use tidui::words::{Catalogue, Language};

use crate::architecture::code;

/// Keys in the English file, each with the names of the values it takes. `words` holds the Chinese file to the same.
fn messages() -> BTreeMap<String, BTreeSet<String>> {
    let source = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("locales/en.ftl")).unwrap();
    let mut messages = BTreeMap::<String, BTreeSet<String>>::new();
    let mut current = "";
    for line in source.lines().filter(|line| !line.starts_with('#')) {
        if line.starts_with(|first: char| first.is_ascii_lowercase()) {
            current = line.split(' ').next().unwrap();
        }
        let names =
            line.split('$').skip(1).map(|after| after.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap());
        messages.entry(current.to_owned()).or_default().extend(names.map(str::to_owned));
    }
    messages.remove("");
    messages
}

/// The code of some stages below `src/`, and the page's template, which asks for words as code does.
fn all(of: impl Fn(&str) -> bool) -> String {
    let code = code().into_iter().filter(|(name, _)| of(name));
    let code = code.map(|(_, lines)| lines.join("\n")).collect::<Vec<_>>().join("\n");
    let templates = Path::new(env!("CARGO_MANIFEST_DIR")).join("templates");
    let files = ["report.html", "parts.html", "serve/page.html", "serve/pieces.html"];
    let told = files.map(|file| fs::read_to_string(templates.join(file)).unwrap().replace("word(\"", ".word(\""));
    code + &told.join("\n")
}

/// The arguments of a call that `text` stands behind the opening bracket of, cut at commas of its own.
fn arguments(text: &str) -> Vec<String> {
    let (mut parts, mut depth, mut quoted, mut escaped) = (vec![String::new()], 0, false, false);
    for letter in text.chars() {
        let opens = !quoted && matches!(letter, '(' | '[' | '{');
        let closes = !quoted && matches!(letter, ')' | ']' | '}');
        if closes && depth == 0 {
            break;
        }
        depth += i32::from(opens) - i32::from(closes);
        quoted ^= letter == '"' && !escaped;
        escaped = quoted && letter == '\\' && !escaped;
        match parts.last_mut() {
            Some(part) if letter != ',' || depth > 0 || quoted => part.push(letter),
            _ => parts.push(String::new()),
        }
    }
    parts.into_iter().map(|part| part.trim().to_owned()).filter(|part| !part.is_empty()).collect()
}

/// A message as `text!` asks for it: its key, if it is written there, and the names of its values.
fn asked(call: &str) -> Option<(String, BTreeSet<String>)> {
    let mut parts = arguments(call).into_iter();
    let key = parts.next()?.strip_prefix('"')?.strip_suffix('"')?.to_owned();
    let names =
        parts.map(|part| part.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').next().unwrap().to_owned());
    Some((key, names.collect()))
}

#[test]
fn calls_are_read_as_they_are_written() {
    let read = asked("\"a-key\", path, wanted = f(1, \"), x\"), count = Count(2)) + rest(").unwrap();
    assert_eq!(read.0, "a-key");
    assert_eq!(read.1, ["count", "path", "wanted"].map(str::to_owned).into());
    assert!(asked("&format!(\"noun-{id}\"))").is_none());
}

#[test]
fn every_message_gets_the_values_that_it_takes() {
    let (code, known) = (all(|_| true), messages());
    let mut found = 0;
    for call in code.split("text!(").skip(1) {
        let Some((key, given)) = asked(call) else { continue };
        let takes = known.get(&key).unwrap_or_else(|| panic!("no message {key}"));
        assert_eq!(&given, takes, "values of {key}");
        found += 1;
    }
    assert!(found > 500, "{found}");
}

#[test]
fn every_message_that_is_asked_for_exists() {
    // Below these stages all is asked for by `text!`.
    let outer = |name: &str| ["report/", "app/", "cli/", "words/values.rs"].iter().any(|stage| name.starts_with(stage));
    let (code, known) = (all(outer), messages());
    let mut found = 0;
    for call in [
        ".word(\"",
        ".with(\"",
        ".counted(\"",
        "word: \"",
        "=> \"word:",
        "\"value-",
        "\"amount-",
        "\"severity-",
        "\"usage-",
    ] {
        for after in code.split(call).skip(1) {
            let rest = after.split('"').next().unwrap();
            let key = call.rsplit_once('"').map_or("", |(_, prefix)| prefix).to_owned() + rest;
            assert!(known.contains_key(&key), "no message {key}");
            found += 1;
        }
    }
    assert!(found > 50);
    for key in named_by_code() {
        assert!(known.contains_key(&key), "no message {key}");
    }
}

/// Messages that are asked for by the stable code of what they name.
fn named_by_code() -> Vec<String> {
    let limits = Limit::ALL.iter().flat_map(|one| ["limit", "held"].map(|of| format!("{of}-{}", one.code())));
    let missed = Limit::BOOKED.iter().map(|one| format!("missed-{}", one.code()));
    let bases =
        [Basis::Plan, Basis::Published, Basis::Measured, Basis::Assumption].map(|one| format!("basis-{}", one.code()));
    let questions = Question::KINDS.iter().map(|(name, _)| format!("runs-asks-{name}"));
    let tabs = ["answer", "path", "money", "limits", "people", "sure", "pair", "ask", "data", "kept"];
    let tabs = tabs.into_iter().map(|tab| format!("serve-tab-{tab}"));
    let figures = Figure::ALL.iter().map(|one| format!("enough-{}", one.code()));
    let apart = Distinction::ALL.iter().map(|one| format!("distinction-{}", one.code()));
    limits
        .chain(missed)
        .chain(bases)
        .chain(apart)
        .chain(figures)
        .chain(questions)
        .chain(tabs)
        .chain(["basis-none".to_owned()])
        .collect()
}

fn tables() -> Vec<TableSchema> {
    let of_runs = TableName::ALL.into_iter().map(TableName::schema);
    let of_studies = study_schemas().into_iter().flat_map(|(_, schemas)| schemas);
    of_runs.chain(of_studies).chain(backtest_schemas()).chain(sweep_schemas(&[])).chain([replicate_columns()]).collect()
}

/// Messages that are asked for by the names of tables and columns.
fn named_by_tables() -> BTreeSet<String> {
    let dashed = |name: &str| name.replace('_', "-");
    let mut keys = BTreeSet::new();
    for table in tables() {
        keys.insert(format!("table-{}", dashed(table.stem)));
        for column in &table.columns {
            let name = dashed(&column.name);
            keys.insert(format!("column-{}-{name}", dashed(table.stem)));
            keys.insert(format!("column-any-{name}"));
            keys.extend(name.strip_suffix("-zh").map(|noun| format!("noun-{noun}")));
        }
    }
    keys
}

#[test]
fn every_table_column_and_unit_says_what_it_is() {
    for table in tables() {
        assert!(!table.meaning.en.contains(&*table.meaning.zh), "{}: {:?}", table.stem, table.meaning);
        for column in &table.columns {
            let said = [&*column.meaning.zh, &*column.meaning.en, &column.unit];
            let unsaid =
                said.iter().any(|one| ["column-", "noun-", "missed-", "in-"].iter().any(|key| one.starts_with(key)));
            assert!(!unsaid && !column.meaning.en.is_empty(), "{} {}: {said:?}", table.stem, column.name);
        }
    }
}

#[test]
fn every_message_is_asked_for() {
    let (code, named, tables) = (all(|_| true), named_by_code(), named_by_tables());
    // Those of help are asked for by the names of commands and options; `cli/help.rs` holds them to these.
    let used = |key: &String| {
        code.contains(&format!("\"{key}\"")) || named.contains(key) || tables.contains(key) || key.starts_with("help-")
    };
    let unused: Vec<_> = messages().into_keys().filter(|key| !used(key)).collect();
    assert!(unused.is_empty(), "never asked for: {unused:?}");
}

#[test]
fn the_catalogue_has_what_the_files_have() {
    for language in Language::ALL {
        let catalogue = Catalogue::of(language);
        for key in messages().into_keys() {
            assert!(catalogue.knows(&key), "{key}");
        }
        assert!(!catalogue.knows("no-such-message"));
    }
}
