//! What a page is of, as it stands in its address: the plan, the changes, the language and the tab. A link of it says all of
//! it and gives nobody access.

use crate::report::Words;
use crate::words::Language;

/// What is shown of a plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Tab {
    /// The answer in sentences, and every target.
    Answer,
    /// How it comes about, month by month.
    Path,
    /// Need, spend, gap and reserve.
    Money,
    /// What holds targets back.
    Limits,
    /// People and schools.
    People,
    /// How far it hangs on what is not known, and the register.
    Sure,
    /// The changes beside the plan, over the same luck.
    Pair,
    /// The funding questions.
    Ask,
    /// Forms and tables of the bureau.
    Data,
    /// Runs and studies that are kept.
    Kept,
}

impl Tab {
    /// All of them, in their order on the page.
    pub(super) const ALL: [Self; 10] = [
        Self::Answer,
        Self::Path,
        Self::Money,
        Self::Limits,
        Self::People,
        Self::Sure,
        Self::Pair,
        Self::Ask,
        Self::Data,
        Self::Kept,
    ];

    /// Its name in an address; its title is the message `serve-tab-` with it.
    pub(super) const fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Path => "path",
            Self::Money => "money",
            Self::Limits => "limits",
            Self::People => "people",
            Self::Sure => "sure",
            Self::Pair => "pair",
            Self::Ask => "ask",
            Self::Data => "data",
            Self::Kept => "kept",
        }
    }

    /// What people call it.
    pub(super) fn title(self, words: &Words) -> String {
        words.word(&format!("serve-tab-{}", self.code()))
    }

    /// The chapters of a run that it shows; none where it is no view of one.
    pub(super) const fn chapters(self) -> &'static [&'static str] {
        match self {
            Self::Answer => &["targets"],
            Self::Path => &["path"],
            Self::Money => &["money"],
            Self::Limits => &["limits"],
            Self::People => &["people", "schools", "rules"],
            Self::Sure => &["certainty"],
            Self::Pair | Self::Ask | Self::Data | Self::Kept => &[],
        }
    }
}

/// A number of the plan that is to be another one.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Change {
    /// Its path.
    pub(super) path: String,
    /// What it is to be, as a scenario file says it.
    pub(super) value: String,
}

impl Change {
    /// As a setting of the command line.
    pub(super) fn setting(&self) -> String {
        format!("{}={}", self.path, self.value)
    }
}

/// Most changes of a page: an address is no file.
pub(super) const MOST: usize = 100;

/// What a page is of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The name of the plan in the list of plans.
    pub(super) plan: String,
    pub(super) changes: Vec<Change>,
    pub(super) language: Language,
    pub(super) tab: Tab,
}

impl Address {
    /// Reads the pairs of an address or a form; what is missing or unknown is as usual.
    pub(super) fn read(pairs: &[(String, String)], plan: &str, language: Language) -> Self {
        let last = |name: &str| pairs.iter().rev().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        let mut address = Self {
            plan: last("plan").unwrap_or(plan).to_owned(),
            changes: Vec::new(),
            language: last("lang").and_then(Language::of_code).unwrap_or(language),
            tab: last("tab")
                .and_then(|code| Tab::ALL.into_iter().find(|tab| tab.code() == code))
                .unwrap_or(Tab::Answer),
        };
        for (_, setting) in pairs.iter().filter(|(name, _)| name == "set").take(MOST) {
            if let Some((path, value)) = setting.split_once('=') {
                address.change(path, Some(value));
            }
        }
        address
    }

    /// States a number, or, with nothing, puts the plan's back. A change keeps its place in the list.
    pub(super) fn change(&mut self, path: &str, value: Option<&str>) {
        let place = self.changes.iter().position(|change| change.path == path);
        match (place, value) {
            (Some(place), Some(value)) => value.clone_into(&mut self.changes[place].value),
            (Some(place), None) => drop(self.changes.remove(place)),
            (None, Some(value)) if self.changes.len() < MOST => {
                self.changes.push(Change { path: path.to_owned(), value: value.to_owned() });
            }
            (None, _) => {}
        }
    }

    /// The changes as settings of the command line.
    pub(super) fn settings(&self) -> Vec<String> {
        self.changes.iter().map(Change::setting).collect()
    }

    /// The same page with another tab.
    pub(super) fn at(&self, tab: Tab) -> Self {
        Self { tab, ..self.clone() }
    }

    /// What stands behind the question mark.
    pub(super) fn query(&self) -> String {
        let mut query = form_urlencoded::Serializer::new(String::new());
        query.append_pair("plan", &self.plan);
        for change in &self.changes {
            query.append_pair("set", &change.setting());
        }
        query.append_pair("lang", self.language.code());
        query.append_pair("tab", self.tab.code());
        query.finish()
    }
}

/// The pairs of a query or of the body of a form.
pub(super) fn pairs(text: &[u8]) -> Vec<(String, String)> {
    form_urlencoded::parse(text).map(|(name, value)| (name.into_owned(), value.into_owned())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_all_that_a_page_is_of() {
        let mut address = Address::read(&[], "xiqing-2021", Language::Chinese);
        address.change("fund.special.appropriation", Some("4000000"));
        address.change("move.a.rate", Some("{ pert = [0.1, 0.2, 0.3] }"));
        address.change("fund.special.appropriation", Some("5000000"));
        let again = Address::read(&pairs(address.query().as_bytes()), "other", Language::English);
        assert_eq!(again, address);
        assert_eq!(again.settings(), ["fund.special.appropriation=5000000", "move.a.rate={ pert = [0.1, 0.2, 0.3] }"]);
        address.change("fund.special.appropriation", None);
        assert_eq!(address.changes.len(), 1);
        assert_eq!(Address::read(&pairs(b"tab=none&lang=fr&set=nothing"), "p", Language::Chinese).changes, []);
    }
}
