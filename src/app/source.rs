//! What a scenario is read from: a file, a bundled one, or texts in memory.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use crate::scenario::Scenario;

/// What a scenario is read from.
///
/// A scenario that was checked is a source too: of the texts that it was read from, as they are kept with a run. What was
/// changed in it since is not seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Source {
    /// The path of a file, or the name of a bundled scenario.
    Named(String),
    /// Texts by name: the scenario first, then the tables and scenarios that it reads. It may extend bundled scenarios; the
    /// disk is not read.
    Texts(IndexMap<String, String>),
}

impl Source {
    /// A scenario file in memory.
    ///
    /// ```
    /// use tidui::app::{Check, Source, check};
    /// let half = Source::text("format = 2\nextends = 'lean'\n[scenario]\nid = 'mine'\n");
    /// assert_eq!(check(&Check { file: half, set: Vec::new(), lumping: false })?.scenario.id, "mine");
    /// # Ok::<(), tidui::app::AppError>(())
    /// ```
    #[must_use]
    pub fn text(text: impl Into<String>) -> Self {
        Self::Texts(IndexMap::from([("scenario.toml".to_owned(), text.into())]))
    }
}

/// Reads the name of a file from the command line, whatever its encoding.
#[cfg(feature = "cli")]
pub(super) fn typed() -> impl clap::builder::TypedValueParser<Value = Source> {
    use clap::builder::{OsStringValueParser, TypedValueParser as _};

    OsStringValueParser::new().map(|name| Source::Named(crate::words::file_name(&name)))
}

/// Reads the name of any other file from the command line, whatever its encoding.
#[cfg(feature = "cli")]
pub(super) fn named() -> impl clap::builder::TypedValueParser<Value = String> {
    use clap::builder::{OsStringValueParser, TypedValueParser as _};

    OsStringValueParser::new().map(|name| crate::words::file_name(&name))
}

impl From<&str> for Source {
    fn from(name: &str) -> Self {
        Self::Named(name.to_owned())
    }
}

impl From<&Scenario> for Source {
    fn from(scenario: &Scenario) -> Self {
        Self::Texts(scenario.sources.iter().cloned().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::AppError;
    use crate::app::loading::load_source as load;

    const BASE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/base.toml");

    #[test]
    fn a_scenario_in_memory_is_the_one_on_the_disk() {
        let (named, _) = load(&BASE.into(), &[]).unwrap();
        assert_eq!(load(&Source::from(&named), &[]).unwrap().0.digest, named.digest);
        let tables = named.sources.iter().skip(1).cloned();
        let text = std::fs::read_to_string(BASE).unwrap();
        let texts = Source::Texts([("base.toml".to_owned(), text)].into_iter().chain(tables).collect());
        let (read, _) = load(&texts, &[]).unwrap();
        assert_eq!((&read.digest, read.parameters.len()), (&named.digest, named.parameters.len()));
        // A setting is laid over it as over a file.
        let set = ["run.replicates=7".to_owned()];
        assert_eq!(load(&Source::from(&read), &set).unwrap().0.replicates, 7);
        // As data: the name alone, or the texts by name.
        let json = serde_json::to_string(&texts).unwrap();
        assert!(json.starts_with("{\"base.toml\":"));
        assert_eq!(serde_json::from_str::<Source>(&json).unwrap(), texts);
        assert_eq!(serde_json::from_str::<Source>("\"lean\"").unwrap(), "lean".into());
    }

    #[test]
    fn a_text_reads_bundled_scenarios_and_never_the_disk() {
        let extending = |base: &str| load(&Source::text(format!("format = 2\nextends = '{base}'\n")), &[]);
        assert!(extending("lean").is_ok() && extending("xiqing-2021.toml").is_ok());
        assert!(std::fs::exists(BASE).unwrap());
        for wrong in [BASE, "../../tests/fixtures/base.toml", "tidui:none"] {
            assert!(matches!(extending(wrong), Err(AppError::Refused(_))), "{wrong}");
        }
        assert!(matches!(load(&Source::Texts(IndexMap::new()), &[]), Err(AppError::Refused(_))));
    }
}
