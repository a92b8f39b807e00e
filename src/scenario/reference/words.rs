//! The words of the format's reference in one language.

use std::collections::BTreeMap;

use toml_edit::{Document, Item};

use crate::words::{Catalogue, Language, Value};

/// What the whole file is called as a type.
pub(super) const TOP: &str = "ScenarioFile";

/// What the schema says in English, in Chinese.
const CHINESE: &str = include_str!("../../../locales/reference.zh.toml");

/// The words of one language.
pub(super) struct Words {
    language: Language,
    /// What is said of a type or a key; English has what the schema says.
    rendered: BTreeMap<String, Rendered>,
}

/// A description in another language.
struct Rendered {
    /// What the type is called, of a type.
    name: Option<String>,
    words: String,
}

impl Words {
    pub(super) fn of(language: Language) -> Self {
        let rendered = match language {
            Language::Chinese => read(CHINESE),
            Language::English => BTreeMap::new(),
        };
        Self { language, rendered }
    }

    pub(super) const fn language(&self) -> Language {
        self.language
    }

    pub(super) fn word(&self, key: &str) -> String {
        self.with(key, &[])
    }

    pub(super) fn with(&self, key: &str, values: &[(&str, &str)]) -> String {
        let values = values.iter().map(|(name, value)| (*name, Value::Words((*value).to_owned())));
        Catalogue::of(self.language).format(key, values)
    }

    /// A thing and what is said of it.
    pub(super) fn pair(&self, thing: &str, said: &str) -> String {
        self.with("reference-pair", &[("thing", thing), ("said", said)])
    }

    /// Sentences one after the other, without those that are empty.
    pub(super) fn sentences(&self, all: &[&str]) -> String {
        let between = match self.language {
            Language::Chinese => "",
            Language::English => " ",
        };
        // What is said of a default stands behind a meaning that says nothing as well.
        let (first, more) = all.split_first().map_or(("", all), |(first, more)| (*first, more));
        more.iter().filter(|one| !one.is_empty()).fold(first.to_owned(), |told, one| told + between + one)
    }

    /// What the schema says under a key in English, in the language.
    pub(super) fn rendered(&self, key: &str, english: &str) -> String {
        self.rendered.get(key).map_or(english, |found| &found.words).to_owned()
    }

    /// The title of a type's section.
    pub(super) fn title(&self, name: &str) -> String {
        let short = heading(name);
        self.name(name).map_or_else(|| short.to_owned(), |own| format!("{own} {short}"))
    }

    /// A link to the section of a type.
    pub(super) fn link(&self, name: &str) -> String {
        let shown = self.name(name).unwrap_or_else(|| heading(name));
        format!("[{shown}](#{})", self.title(name).to_lowercase().replace(' ', "-"))
    }

    fn name(&self, key: &str) -> Option<&str> {
        self.rendered.get(key)?.name.as_deref()
    }
}

/// The descriptions in a file of another language; a test refuses what cannot be read.
fn read(source: &str) -> BTreeMap<String, Rendered> {
    let Ok(document) = Document::parse(source) else { return BTreeMap::new() };
    let rendered = |(key, item): (&str, &Item)| {
        let text = |name| item.get(name).and_then(Item::as_str).map(str::to_owned);
        Some((key.to_owned(), Rendered { name: text("name"), words: text("zh")? }))
    };
    document.as_table().iter().filter_map(rendered).collect()
}

/// A definition's name without the suffix that tells files from checked types.
pub(super) fn heading(name: &str) -> &str {
    name.strip_suffix("File").unwrap_or(name)
}
