//! Every text that a person reads, by key, from `locales/`.
//!
//! In: the key of a message and the values in it. Out: its words, in one language or in both. Nothing here writes a
//! number: values come as they are to be read.

use std::fmt::{self, Display};
use std::sync::LazyLock;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use super::text::{Language, Text};

const CHINESE: &str = include_str!("../../locales/zh.ftl");
const ENGLISH: &str = include_str!("../../locales/en.ftl");

/// The messages of one language.
pub struct Catalogue(FluentBundle<FluentResource>);

impl fmt::Debug for Catalogue {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Catalogue").field("locales", &self.0.locales).finish_non_exhaustive()
    }
}

impl Catalogue {
    /// The messages of `language`, read once.
    #[must_use]
    pub fn of(language: Language) -> &'static Self {
        static ALL: [LazyLock<Catalogue>; 2] =
            [LazyLock::new(|| Catalogue::read("zh-CN", CHINESE)), LazyLock::new(|| Catalogue::read("en-GB", ENGLISH))];
        let [chinese, english] = &ALL;
        match language {
            Language::Chinese => chinese,
            Language::English => english,
        }
    }

    fn read(name: &str, source: &str) -> Self {
        // What can be read of a file with a mistake is still used; a test refuses the mistake.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        let mut bundle = FluentBundle::new_concurrent(vec![name.parse::<LanguageIdentifier>().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        Self(bundle)
    }

    /// Whether there is a message `key`.
    #[must_use]
    pub fn knows(&self, key: &str) -> bool {
        self.0.has_message(key)
    }

    /// The message `key` with values by name. An unknown key is returned as it is; a test keeps that from happening.
    #[must_use]
    pub fn format<'a>(&self, key: &str, values: impl IntoIterator<Item = (&'a str, Value)>) -> String {
        let Some(pattern) = self.0.get_message(key).and_then(|message| message.value()) else {
            debug_assert!(false, "no message {key}");
            return key.to_owned();
        };
        let values: FluentArgs<'_> = values.into_iter().map(|(name, value)| (name, FluentValue::from(value))).collect();
        let mut wrong = Vec::new();
        let text = self.0.format_pattern(pattern, Some(&values), &mut wrong).into_owned();
        debug_assert!(wrong.is_empty(), "{key}: {wrong:?}");
        text
    }
}

/// A value in a message, in one language.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// Words, and numbers as they are written.
    Words(String),
    /// A number that chooses the form of the message.
    Count(u64),
}

impl Display for Value {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => formatter.write_str(words),
            Self::Count(count) => count.fmt(formatter),
        }
    }
}

impl From<Value> for FluentValue<'static> {
    fn from(value: Value) -> Self {
        match value {
            Value::Words(words) => words.into(),
            Value::Count(count) => count.into(),
        }
    }
}

/// What can stand in a message: whatever can be written, a [`Text`], whose Chinese goes to the Chinese message and whose
/// English to the English one, and a [`Count`].
pub trait Told {
    /// How it is told in `language`.
    fn told(&self, language: Language) -> Value;
}

impl<T: Display> Told for T {
    fn told(&self, _: Language) -> Value {
        Value::Words(self.to_string())
    }
}

impl Told for Text {
    fn told(&self, language: Language) -> Value {
        Value::Words(self.get(language).to_owned())
    }
}

impl Told for &Text {
    fn told(&self, language: Language) -> Value {
        (*self).told(language)
    }
}

/// A number that chooses the form of a message: one file, two files.
#[derive(Clone, Copy, Debug)]
pub struct Count(pub u64);

impl Told for Count {
    fn told(&self, _: Language) -> Value {
        Value::Count(self.0)
    }
}

impl Text {
    /// The message `key` with values by name. In this crate it is asked for by `text!`.
    ///
    /// ```
    /// use tidui::words::{Count, Text};
    /// let wanted = Text::of("count-of-values", &[("count", &Count(1))]);
    /// assert_eq!((&*wanted.zh, &*wanted.en), ("1 个值", "1 value"));
    /// let told = Text::of("out-of-range-count", &[("name", &"`a`"), ("wanted", &wanted), ("found", &3)]);
    /// assert_eq!(told.en, "`a` must have 1 value, not 3");
    /// ```
    #[must_use]
    pub fn of(key: &str, values: &[(&'static str, &dyn Told)]) -> Self {
        let words = |language| {
            Catalogue::of(language).format(key, values.iter().map(|(name, value)| (*name, value.told(language))))
        };
        Self::new(words(Language::Chinese), words(Language::English))
    }

    /// Parts of an enumeration, joined as each language does.
    pub fn list<T: Told>(parts: &[T]) -> Self {
        Self::joined("between-items", parts)
    }

    /// Clauses of one sentence, each perhaps with commas of its own.
    pub fn clauses<T: Told>(parts: &[T]) -> Self {
        Self::joined("between-clauses", parts)
    }

    /// Parts with the message `between` between them.
    pub fn joined<T: Told>(between: &str, parts: &[T]) -> Self {
        let words = |language| {
            let told: Vec<String> = parts.iter().map(|part| part.told(language).to_string()).collect();
            told.join(&Catalogue::of(language).format(between, []))
        };
        Self::new(words(Language::Chinese), words(Language::English))
    }
}

/// The message of a key in both languages, with values by name: `text!("key", path, wanted = expression)`.
/// A value is anything that is [`Told`].
macro_rules! text {
    (@ $name:ident) => { &$name };
    (@ $name:ident $value:expr) => { &$value };
    ($key:expr $(, $name:ident $(= $value:expr)?)* $(,)?) => {
        $crate::words::Text::of($key, &[$((::std::stringify!($name), $crate::words::text!(@ $name $($value)?))),*])
    };
}
pub(crate) use text;

#[cfg(test)]
mod tests;
