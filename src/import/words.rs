//! What words in cells mean: ids of the plan, or, where there is none, ids made of the words themselves.

use std::collections::BTreeMap;

use super::known::{Known, Noun};
use super::mapping::Mapping;
use super::vocabulary::{plain, vocabulary};
use crate::scenario::{Groups, Noted, Row, shown};
use crate::words::{Diagnostic, Diagnostics, Location, Text, nearest, text};

/// Words of a field that a mapping keeps: more are no names of schools or tiers.
const MOST_WORDS: usize = 2_000;

/// Names of a plan that are listed where a word is none of them.
const LISTED: usize = 12;

/// Finds out what words mean and remembers it.
#[derive(Debug)]
pub(super) struct Meanings<'a> {
    known: &'a Known,
    mapping: &'a mut Mapping,
    /// Whether the words are a form's.
    form: bool,
    found: BTreeMap<(String, String), Option<String>>,
}

impl<'a> Meanings<'a> {
    pub(super) fn new(known: &'a Known, mapping: &'a mut Mapping, form: bool) -> Self {
        Self { known, mapping, form, found: BTreeMap::new() }
    }

    /// The id that the cell in the column `heading` means; a problem if it means none.
    pub(super) fn id(
        &mut self,
        row: &Row,
        heading: &str,
        field: &str,
        word: &str,
        groups: &mut Groups,
    ) -> Option<String> {
        let key = (field.to_owned(), word.to_owned());
        if let Some(Some(found)) = self.found.get(&key) {
            return Some(found.clone());
        }
        let meaning = if self.found.contains_key(&key) { None } else { self.meaning(field, word) };
        self.found.insert(key, meaning.clone());
        if meaning.is_none() {
            let told = shown(word, false);
            let kind = told.map_or(Noted::Alike("unknown-word"), |told| Noted::Apart("unknown-word", told));
            row.report(groups, heading, kind, told, || self.unknown(heading, field, told));
        }
        meaning
    }

    fn meaning(&mut self, field: &str, word: &str) -> Option<String> {
        if let Some(meaning) = self.mapping.meaning(field, word) {
            // An answer of the mapping counts only if the plan knows it.
            let nouns = self.known.nouns(field);
            let fits = nouns.is_empty() || nouns.iter().any(|noun| noun.id == meaning);
            return Some(meaning.to_owned()).filter(|meaning| fits && crate::scenario::is_id(meaning));
        }
        // What could be the number of a person is no word to be kept.
        let told = shown(word, false).is_some() || word.is_empty();
        let meaning = self.known.id(field, word).map(str::to_owned).or_else(|| self.proposed(field, word));
        if told && self.mapping.words.get(field).is_none_or(|words| words.len() < MOST_WORDS) {
            self.mapping.note(field, word, meaning.as_deref().unwrap_or_default());
        }
        meaning.filter(|_| told)
    }

    /// What a word means that no plan and no mapping knows: none of the tiers is the lowest, and, without a plan, what it is
    /// usually called.
    fn proposed(&self, field: &str, word: &str) -> Option<String> {
        if field == "tier" && vocabulary().says("words", "none", word) {
            return Some(self.known.tiers.first().map_or("teacher", |tier| &tier.id).to_owned());
        }
        if word.is_empty() || !self.known.nouns(field).is_empty() {
            return None;
        }
        if self.known.plan && matches!(field, "tier" | "origin" | "marks" | "reserved") {
            return None;
        }
        if crate::scenario::is_id(word) {
            return Some(word.to_owned());
        }
        let path = ["ids", field];
        let word = plain(word);
        let usual = vocabulary().key(&path, &word).map(str::to_owned).or_else(|| {
            let (level, rest) = vocabulary().level(&word).filter(|_| field == "tier")?;
            Some(format!("{level}-{}", vocabulary().key(&path, rest)?))
        });
        Some(usual.filter(|id| !self.taken(field, id)).unwrap_or_else(|| self.numbered(field)))
    }

    fn taken(&self, field: &str, id: &str) -> bool {
        self.mapping.words.get(field).is_some_and(|words| words.values().any(|other| other == id))
    }

    /// The next id that nothing has: `school-12`.
    fn numbered(&self, field: &str) -> String {
        let first = self.mapping.words.get(field).map_or(0, indexmap::IndexMap::len) + 1;
        let mut numbers = (first..).map(|number| format!("{field}-{number}"));
        numbers.find(|id| !self.taken(field, id)).unwrap_or_default()
    }

    fn unknown(&self, heading: &str, field: &str, word: Option<&str>) -> Diagnostic {
        let message = match word {
            Some(word) => text!("import-unknown-word", heading, word),
            None => text!("import-unknown-word-private", heading),
        };
        let nouns = self.known.nouns(field);
        let near = word.and_then(|word| {
            let titles =
                nouns.iter().flat_map(|noun| noun.titles.iter().chain([&noun.id]).map(move |title| (title, noun)));
            let titles: Vec<_> = titles.collect();
            let near = nearest(word, titles.iter().map(|(title, _)| title.as_str()))?;
            titles.iter().find(|(title, _)| title.as_str() == near).map(|(_, noun)| noun.id.as_str())
        });
        // An id alone may say nothing to whoever knows the thing by its name.
        let named = |noun: &Noun| match noun.titles.first() {
            Some(title) => format!("`{}` {title}", noun.id),
            None => format!("`{}`", noun.id),
        };
        let shown: Vec<String> = nouns.iter().take(LISTED).map(named).collect();
        let (more, list) = (nouns.len() - shown.len(), Text::list(&shown));
        let allowed = if more == 0 { list } else { text!("list-and-more", list, more) };
        let hint = match (near, shown.as_slice()) {
            (Some(near), _) if self.form => text!("hint-perhaps", near),
            (None, []) if self.form => text!("hint-form-word"),
            (None, _) if self.form => text!("hint-form-word-allowed", allowed),
            (Some(near), _) => text!("hint-import-word-near", field, near),
            (None, []) => text!("hint-import-word", field),
            (None, _) => text!("hint-import-word-allowed", field, allowed),
        };
        Diagnostic::error("unknown-word", message).hint(hint)
    }
}

/// Words of a field that are told as perhaps one.
const ALIKE: usize = 10;

/// Tells of words of a field that may be two names of one thing, since one is the end of the other, and that have different
/// ids.
pub(super) fn alike(mapping: &Mapping, field: &str, form: bool, place: &Location, problems: &mut Diagnostics) {
    let Some(words) = mapping.words.get(field) else { return };
    let backwards = |word: &str| word.chars().rev().collect::<String>();
    let sorted: BTreeMap<String, (&String, &String)> =
        words.iter().map(|(word, id)| (backwards(&plain(word)), (word, id))).collect();
    let mut told = 0;
    for (turned, (word, id)) in &sorted {
        if turned.chars().count() < 3 || told >= ALIKE {
            continue;
        }
        // What ends as the word does follows it where words are sorted from behind.
        for (longer, (other, other_id)) in
            sorted.range(turned.clone()..).skip(1).take_while(|(one, _)| one.starts_with(turned.as_str()))
        {
            if other_id != id
                && longer != turned
                && told < ALIKE
                && shown(word, false).is_some()
                && shown(other, false).is_some()
            {
                let message = if id.is_empty() || other_id.is_empty() {
                    text!("import-alike-unsaid", word, other)
                } else {
                    text!("import-alike", word, other, id, second = other_id)
                };
                let hint = if form { text!("hint-form-alike") } else { text!("hint-import-alike", field) };
                problems.push(Diagnostic::warning("alike", message).at(Some(place.clone())).hint(hint));
                told += 1;
            }
        }
    }
}
