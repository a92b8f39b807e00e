//! What holds for every command, decided once: flag, then environment, then default.

use std::ffi::OsString;

use clap::ValueEnum as _;

use crate::words::Language;

use super::args::Lang;

/// What holds for every command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Settings {
    pub(super) language: Language,
    pub(super) json: bool,
    pub(super) quiet: bool,
}

/// The language that `--lang` names. It is looked for before anything else is read: help is told in it.
pub(super) fn flag(typed: impl IntoIterator<Item = OsString>) -> Option<Lang> {
    let mut words = typed.into_iter().map(|word| word.to_string_lossy().into_owned());
    let named = words.by_ref().find(|word| word == "--lang" || word.starts_with("--lang="))?;
    let value = named.strip_prefix("--lang=").map(str::to_owned).or_else(|| words.next())?;
    Lang::from_str(&value, false).ok()
}

/// The language is the flag's, else that of `TIDUI_LANG`, `LC_ALL`, `LC_MESSAGES` or `LANG`, whichever is set first, else the
/// system's, else English.
pub(super) fn language(
    flag: Option<Lang>,
    variable: impl Fn(&str) -> Option<String>,
    system: impl FnOnce() -> Option<String>,
) -> Language {
    let set = || {
        let names = ["TIDUI_LANG", "LC_ALL", "LC_MESSAGES", "LANG"];
        names.into_iter().find_map(|name| variable(name).filter(|value| !value.is_empty()))
    };
    match flag {
        Some(Lang::Zh) => Language::Chinese,
        Some(Lang::En) => Language::English,
        None => set().or_else(system).map_or(Language::English, |locale| spoken(&locale)),
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
        let variable = |name: &str| variables.iter().find(|(known, _)| *known == name).map(|(_, v)| (*v).to_owned());
        language(flag, variable, || system.map(str::to_owned))
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
    fn the_flag_is_found_wherever_it_stands() {
        let found = |words: &[&str]| flag(words.iter().map(OsString::from));
        assert_eq!(found(&["tidui", "--lang", "zh", "run"]), Some(Lang::Zh));
        assert_eq!(found(&["tidui", "run", "--help", "--lang=en"]), Some(Lang::En));
        for none in
            [&["tidui", "run"][..], &["tidui", "--lang"], &["tidui", "--lang", "fr"], &["tidui", "--language=zh"]]
        {
            assert_eq!(found(none), None, "{none:?}");
        }
    }

    #[test]
    fn the_variables_have_an_order_and_empty_ones_do_not_count() {
        assert_eq!(resolve(None, &[("TIDUI_LANG", "zh"), ("LC_ALL", "en_GB")], None), Language::Chinese);
        assert_eq!(resolve(None, &[("LC_ALL", "C"), ("LANG", "zh_CN")], None), Language::English);
        assert_eq!(resolve(None, &[("LC_ALL", ""), ("LC_MESSAGES", "zh_TW"), ("LANG", "en")], None), Language::Chinese);
        assert_eq!(resolve(None, &[("LANG", "fr_FR.UTF-8")], Some("zh-CN")), Language::English);
    }
}
