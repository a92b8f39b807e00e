//! What columns are called and what their cells say in exports of other systems: data, from `locales/headings.toml`.

use std::sync::LazyLock;

use indexmap::IndexMap;

use crate::scenario::{Node, Value, parse};
use crate::words::narrow;

const DATA: &str = include_str!("../../locales/headings.toml");

/// Lists of words, as they are compared, by key, in the order of the file.
pub(super) type Section = IndexMap<String, Vec<String>>;

/// Sections by their path.
#[derive(Debug, Default)]
pub(super) struct Vocabulary(IndexMap<String, Section>);

/// The words that come with the program.
pub(super) fn vocabulary() -> &'static Vocabulary {
    static READ: LazyLock<Vocabulary> = LazyLock::new(|| {
        let mut all = Vocabulary::default();
        if let Ok(tree) = parse("headings.toml", DATA) {
            all.gather("", &tree);
        }
        all
    });
    &READ
}

impl Vocabulary {
    fn gather(&mut self, path: &str, node: &Node) {
        for (key, entry) in node.table().into_iter().flatten() {
            match &entry.node.value {
                Value::Array(items) => {
                    let text = |item: &Node| if let Value::Text(text) = &item.value { Some(plain(text)) } else { None };
                    let words = items.iter().filter_map(text).collect();
                    self.0.entry(path.to_owned()).or_default().insert(key.clone(), words);
                }
                _ if path.is_empty() => self.gather(key, &entry.node),
                _ => self.gather(&format!("{path}.{key}"), &entry.node),
            }
        }
    }

    /// The keys of a section with their words.
    pub(super) fn section(&self, path: &[&str]) -> &Section {
        static NONE: LazyLock<Section> = LazyLock::new(Section::new);
        self.0.get(&path.join(".")).unwrap_or(&NONE)
    }

    /// Whether a text is one of the words of a key.
    pub(super) fn says(&self, section: &str, key: &str, text: &str) -> bool {
        let text = plain(text);
        self.section(&[section]).get(key).is_some_and(|words| words.contains(&text))
    }

    /// Whether a text has one of the words of a key in it.
    pub(super) fn has_part(&self, section: &str, key: &str, text: &str) -> bool {
        self.section(&[section]).get(key).is_some_and(|words| words.iter().any(|word| text.contains(word.as_str())))
    }

    /// Whether a heading is that of a column which says who somebody is or how to reach her.
    pub(super) fn is_private(&self, heading: &str) -> bool {
        let heading = plain(heading);
        let private = self.section(&["private"]);
        let listed = |key: &str| private.get(key).map(Vec::as_slice).unwrap_or_default();
        listed("any").contains(&heading) || listed("parts").iter().any(|part| heading.contains(part.as_str()))
    }

    /// The key whose words have a text.
    pub(super) fn key(&self, path: &[&str], text: &str) -> Option<&str> {
        let text = plain(text);
        self.section(path).iter().find(|(_, words)| words.contains(&text)).map(|(key, _)| key.as_str())
    }

    /// Who gave a title that begins with that, as a word for an id, and the rest of the title.
    pub(super) fn level<'t>(&self, title: &'t str) -> Option<(&str, &'t str)> {
        self.section(&["levels"]).iter().find_map(|(key, words)| {
            let rest = words.iter().find_map(|word| title.strip_prefix(word.as_str()))?;
            (!rest.is_empty()).then_some((key.as_str(), rest))
        })
    }
}

/// A heading or a word as it is compared: in any case and width, without spaces, brackets and what is in them, and without
/// the marks that forms put around it.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::new();
    let mut depth = 0_usize;
    for letter in text.chars().map(narrow).flat_map(char::to_lowercase) {
        match letter {
            '(' | '[' | '【' | '〔' => depth += 1,
            ')' | ']' | '】' | '〕' => depth = depth.saturating_sub(1),
            letter if depth > 0 || letter.is_whitespace() || matches!(letter, '*' | ':' | '★') => {}
            letter => plain.push(letter),
        }
    }
    plain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_are_known_however_they_are_written() {
        let known = vocabulary();
        for heading in
            ["出生年月", " 出 生 年 月 ", "出生年月（必填）", "*出生年月", "出生日期(yyyy-mm)", "Date of Birth"]
        {
            assert_eq!(known.key(&["roster"], heading), Some("born"), "{heading}");
        }
        assert_eq!(known.key(&["roster"], "姓名"), None);
        assert!(known.is_private("手 机") && known.is_private("教师姓名（全）") && !known.is_private("单位"));
        assert_eq!(known.level("区骨干教师"), Some(("district", "骨干教师")));
        assert_eq!(known.level("市"), None);
        assert_eq!(known.key(&["ids", "tier"], "骨干教师"), Some("backbone"));
        assert!(known.says("words", "none", ""));
    }

    #[test]
    fn no_heading_means_two_things() {
        let known = vocabulary();
        for section in
            [&["roster"][..], &["schools"], &["ids", "tier"], &["ids", "phase"], &["ids", "kind"], &["attribute"]]
        {
            let mut words: Vec<String> = known.section(section).values().flatten().cloned().collect();
            let count = words.len();
            words.sort();
            words.dedup();
            assert_eq!(words.len(), count, "{section:?}");
        }
        let private = known.section(&["private"]);
        for (_, words) in known.section(&["roster"]).iter().chain(known.section(&["schools"])) {
            assert!(words.iter().all(|word| !private["any"].contains(word)));
        }
    }
}
