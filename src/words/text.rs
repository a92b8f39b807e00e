//! Words in the two languages that tidui speaks.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A language that everything a planner reads exists in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub enum Language {
    /// Simplified Chinese.
    #[default]
    #[serde(rename = "zh")]
    Chinese,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// Both, in the order in which they are listed to people.
    pub const ALL: [Self; 2] = [Self::Chinese, Self::English];

    /// The short code that a command line takes: `zh` or `en`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Chinese => "zh",
            Self::English => "en",
        }
    }

    /// The language of a short code.
    #[must_use]
    pub fn of_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == code)
    }
}

/// The same words in Chinese and in English.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Text {
    /// Simplified Chinese.
    pub zh: Cow<'static, str>,
    /// English.
    pub en: Cow<'static, str>,
}

impl Text {
    /// Words known in both languages.
    ///
    /// ```
    /// use tidui::words::{Language, Text};
    /// let title = Text::new("骨干教师", "backbone teachers");
    /// assert_eq!(title.get(Language::English), "backbone teachers");
    /// ```
    pub fn new(zh: impl Into<Cow<'static, str>>, en: impl Into<Cow<'static, str>>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }

    /// The same string in both languages: an id, a number, a file name.
    pub fn same(text: impl Into<Cow<'static, str>>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }

    /// Both languages on one line, the English in brackets: for what is said before a language is known.
    ///
    /// ```
    /// use tidui::words::Text;
    /// assert_eq!(Text::new("元", "yuan").both(), "元 (yuan)");
    /// assert_eq!(Text::same("0/1").both(), "0/1");
    /// ```
    #[must_use]
    pub fn both(&self) -> String {
        if self.zh == self.en { self.en.to_string() } else { format!("{} ({})", self.zh, self.en) }
    }

    /// The words in one language.
    #[must_use]
    pub fn get(&self, language: Language) -> &str {
        match language {
            Language::Chinese => &self.zh,
            Language::English => &self.en,
        }
    }
}
