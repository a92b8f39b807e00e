//! What holds for every command, decided once: flag, then environment, then default.

use crate::words::Language;

use super::args::{Global, Lang};

/// What holds for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) language: Language,
    pub(super) json: bool,
    pub(super) quiet: bool,
}

impl Settings {
    /// The language is the flag's, else that of `TIDUI_LANG`, `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first,
    /// else the system's, else English.
    pub(super) fn resolve(
        global: Global,
        variable: impl Fn(&str) -> Option<String>,
        system: impl FnOnce() -> Option<String>,
    ) -> Self {
        let flag = global.lang.map(|lang| match lang {
            Lang::Zh => Language::Chinese,
            Lang::En => Language::English,
        });
        let set = || {
            let names = ["TIDUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
            names.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()))
        };
        let language =
            flag.unwrap_or_else(|| set().or_else(system).map_or(Language::English, |locale| spoken(&locale)));
        Self { language, json: global.json, quiet: global.quiet }
    }
}

/// The language of a locale such as `zh_CN.UTF-8`; English for all that is not Chinese.
fn spoken(locale: &str) -> Language {
    if locale.to_ascii_lowercase().starts_with("zh") { Language::Chinese } else { Language::English }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn resolve(flag: Option<Lang>, variables: &[(&str, &str)], system: Option<&str>) -> Language {
        let global = Global { lang: flag, ..Global::default() };
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        Settings::resolve(global, variable, || system.map(str::to_owned)).language
    }

    #[test]
    fn the_flag_comes_before_the_environment_and_that_before_the_system() {
        let chinese = [("LANG", "zh_CN.UTF-8")];
        assert_eq!(resolve(Some(Lang::En), &chinese, Some("zh-CN")), Language::English);
        assert_eq!(resolve(None, &chinese, Some("en-GB")), Language::Chinese);
        assert_eq!(resolve(None, &[], Some("zh-Hans-CN")), Language::Chinese);
        assert_eq!(resolve(None, &[], None), Language::English);
    }

    #[test]
    fn the_variables_have_an_order_and_empty_ones_do_not_count() {
        assert_eq!(resolve(None, &[("TIDUI_LANG", "zh"), ("LC_ALL", "en_GB")], None), Language::Chinese);
        assert_eq!(resolve(None, &[("LC_ALL", "C"), ("LANG", "zh_CN")], None), Language::English);
        assert_eq!(resolve(None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en")], None), Language::Chinese);
        assert_eq!(resolve(None, &[("LANG", "fr_FR.UTF-8")], Some("zh-CN")), Language::English);
    }
}
