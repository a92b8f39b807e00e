//! The mapping: which column of the files is what, and what their words mean. A small TOML file, made once and used again.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};
use toml_edit::{DocumentMut, Item, Table, value};

use super::Kind;
use super::vocabulary::plain;
use crate::scenario::{Node, Value, parse};
use crate::words::{Catalogue, Dating, Diagnostic, Diagnostics, Language, Month, Text, text};

/// What is known of a column of months.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dates {
    /// Whether the day stands first in `03/04/1985`.
    pub day_first: Option<bool>,
    /// Whether `1985.1` is October.
    pub one_is_october: Option<bool>,
    /// The earliest month that the column has.
    pub from: Option<Month>,
    /// The latest.
    pub until: Option<Month>,
}

impl Dates {
    /// As the reader of months takes it; `usual` are the months between which one of two digits lies.
    pub(super) fn dating(self, usual: Option<(Month, Month)>) -> Dating {
        let between = match (self.from, self.until) {
            (None, None) => usual,
            (from, until) => {
                let (from, until) = (from.or(usual.map(|(from, _)| from)), until.or(usual.map(|(_, until)| until)));
                from.zip(until)
            }
        };
        Dating { between, day_first: self.day_first, one_is_october: self.one_is_october }
    }
}

/// Which column of the files is what, and what their words mean.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// By kind of table: fields, each with the heading of the column that fills it.
    pub columns: IndexMap<Kind, IndexMap<String, String>>,
    /// Whether years are linked by keyed ids.
    pub link: bool,
    /// By heading, what is known of its months.
    pub dates: IndexMap<String, Dates>,
    /// By field, what words in its cells mean: an id, or nothing while nobody has said.
    pub words: IndexMap<String, IndexMap<String, String>>,
}

impl Mapping {
    /// What a word of a field means, if that has been said.
    pub(super) fn meaning(&self, field: &str, word: &str) -> Option<&str> {
        let word = plain(word);
        let known = self.words.get(field)?.iter().find(|(known, _)| plain(known) == word);
        known.map(|(_, meaning)| meaning.as_str())
    }

    /// Notes what a word means; a question that is open stays open.
    pub(super) fn note(&mut self, field: &str, word: &str, meaning: &str) {
        let words = self.words.entry(field.to_owned()).or_default();
        words.entry(word.to_owned()).or_insert_with(|| meaning.to_owned());
    }

    /// Reads a mapping file.
    ///
    /// # Errors
    /// Everything in it that is none.
    pub fn read(file: &str, text: &str) -> Result<Self, Diagnostics> {
        let tree = parse(file, text)?;
        let mut reading = Reading { mapping: Self::default(), problems: Diagnostics::new() };
        reading.all(&tree);
        if reading.problems.has_errors() { Err(reading.problems) } else { Ok(reading.mapping) }
    }

    /// The mapping as a file: what is not yet in `before` is added to it, and all that somebody wrote there stays.
    #[must_use]
    pub fn write(&self, before: Option<&str>, language: Language) -> String {
        let parsed = before.and_then(|text| text.parse::<DocumentMut>().ok());
        let fresh = parsed.is_none();
        let mut document = parsed.unwrap_or_default();
        let top = document.as_table_mut();
        for (kind, columns) in &self.columns {
            add(
                top,
                &[kind.code(), "columns"],
                columns.iter().map(|(field, heading)| (field.as_str(), value(heading))),
            );
        }
        if self.link {
            add(top, &["roster"], [("link", value(true))]);
        }
        for (heading, dates) in &self.dates {
            let order = dates.day_first.map(|first| if first { "day-first" } else { "month-first" }.to_owned());
            let one = dates.one_is_october.map(|october| if october { "october" } else { "january" }.to_owned());
            let month = |month: Option<Month>| month.map(|month| month.to_string());
            let entries = [("order", order), ("one", one), ("from", month(dates.from)), ("until", month(dates.until))];
            let said = entries.into_iter().filter_map(|(key, text)| Some((key, value(text?))));
            add(top, &["dates", heading], said);
        }
        for (field, words) in &self.words {
            add(top, &["words", field], words.iter().map(|(word, meaning)| (word.as_str(), value(meaning))));
        }
        let text = document.to_string();
        if !fresh {
            return text;
        }
        let head = Catalogue::of(language).format("import-mapping-head", []);
        super::commented(&head) + "\n" + text.trim_start()
    }
}

/// Adds to the table at a path what it does not have yet.
fn add<'k>(table: &mut Table, path: &[&str], entries: impl IntoIterator<Item = (&'k str, Item)>) {
    let Some((key, rest)) = path.split_first() else {
        for (key, item) in entries {
            table.entry(key).or_insert(item);
        }
        return;
    };
    let item = table.entry(key).or_insert_with(|| {
        let mut made = Table::new();
        made.set_implicit(!rest.is_empty());
        Item::Table(made)
    });
    if !item.is_table() {
        // One in braces; what is no table at all was refused when it was read.
        *item = Item::Table(std::mem::take(item).into_table().unwrap_or_default());
    }
    if let Some(table) = item.as_table_mut() {
        add(table, rest, entries);
    }
}

struct Reading {
    mapping: Mapping,
    problems: Diagnostics,
}

impl Reading {
    fn wrong(&mut self, node: &Node, message: Text) {
        self.problems.push(Diagnostic::error("mapping", message).at(Some(node.location.clone())));
    }

    fn all(&mut self, tree: &Node) {
        for (key, entry) in tree.table().into_iter().flatten() {
            let node = &entry.node;
            match (Kind::of(key), key.as_str()) {
                (Some(kind), _) => self.kind(kind, node),
                (None, "dates") => self.each(node, Self::dates),
                (None, "words") => self.each(node, |reading, field, node| {
                    let words = reading.texts(node);
                    reading.mapping.words.insert(field.to_owned(), words);
                }),
                _ => self.unknown(key, node),
            }
        }
    }

    fn unknown(&mut self, key: &str, node: &Node) {
        self.wrong(node, text!("import-mapping-key", key));
    }

    fn each(&mut self, node: &Node, one: impl Fn(&mut Self, &str, &Node)) {
        let Some(table) = node.table() else { return self.wrong(node, text!("import-mapping-table")) };
        for (key, entry) in table {
            one(self, key, &entry.node);
        }
    }

    fn kind(&mut self, kind: Kind, node: &Node) {
        self.each(node, |reading, key, node| match key {
            "columns" => {
                let columns = reading.texts(node);
                let private = columns.iter().find(|(field, heading)| {
                    !super::is_key(field) && super::vocabulary::vocabulary().is_private(heading)
                });
                if let Some((field, heading)) = private {
                    reading.wrong(node, text!("import-mapping-private", field, heading));
                }
                reading.mapping.columns.insert(kind, columns);
            }
            "link" if kind == Kind::Roster => match node.value {
                Value::Flag(link) => reading.mapping.link = link,
                _ => reading.wrong(node, text!("import-mapping-flag")),
            },
            _ => reading.unknown(key, node),
        });
    }

    fn texts(&mut self, node: &Node) -> IndexMap<String, String> {
        let mut texts = IndexMap::new();
        let Some(table) = node.table() else {
            self.wrong(node, text!("import-mapping-table"));
            return texts;
        };
        for (key, entry) in table {
            match &entry.node.value {
                Value::Text(text) => {
                    texts.insert(key.clone(), text.clone());
                }
                _ => self.wrong(&entry.node, text!("import-mapping-text", key)),
            }
        }
        texts
    }

    fn dates(&mut self, heading: &str, node: &Node) {
        let mut dates = Dates::default();
        for (key, text) in self.texts(node) {
            let month = || text.parse::<Month>().ok();
            let read = match (key.as_str(), text.as_str()) {
                ("order", "day-first" | "month-first") => {
                    dates.day_first = Some(text == "day-first");
                    true
                }
                ("one", "october" | "january") => {
                    dates.one_is_october = Some(text == "october");
                    true
                }
                ("from", _) => {
                    dates.from = month();
                    dates.from.is_some()
                }
                ("until", _) => {
                    dates.until = month();
                    dates.until.is_some()
                }
                _ => false,
            };
            if !read {
                self.wrong(node, text!("import-mapping-dates", key));
            }
        }
        if let Some((from, until)) = dates.from.zip(dates.until)
            && (until < from || until - from >= 1200)
        {
            self.wrong(node, text!("import-mapping-century"));
        }
        self.mapping.dates.insert(heading.to_owned(), dates);
    }
}
