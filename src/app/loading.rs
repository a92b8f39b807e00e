//! Reading a scenario, with what is to be said of it before anything is made from it.

use crate::report::charts::missing_glyphs;
use crate::scenario::{self, Library, Node, Scenario, Value};
use crate::words::{Diagnostic, Diagnostics, one_line, text};

use super::error::AppError;
use super::library;
use super::source::Source;

/// A scenario from wherever it is, with what is worth reading all the same.
///
/// # Errors
/// Every problem of the scenario, or that there is none.
pub(super) fn load_source(source: &Source, sets: &[String]) -> Result<(Scenario, Diagnostics), AppError> {
    let (library, name) = library::open(source)?;
    load(library.as_ref(), &name, sets).map_err(AppError::Refused)
}

/// As [`scenario::load`], with a warning for each title that has a character which no face of the charts has.
///
/// # Errors
/// Every problem of the scenario.
pub(super) fn load(library: &dyn Library, name: &str, sets: &[String]) -> Result<(Scenario, Diagnostics), Diagnostics> {
    let (scenario, mut warnings, tree) = scenario::load_placed(library, name, sets)?;
    // The first source is the whole scenario: where it lacks nothing, its titles do not.
    if scenario.sources.first().is_some_and(|(_, text)| !missing_glyphs(text).is_empty()) {
        unreadable(&tree, "", false, &mut warnings);
        warnings.sort();
    }
    Ok((scenario, warnings))
}

/// Warns of the titles in and below `node`, which lies at `path` and is a title itself or in one.
fn unreadable(node: &Node, path: &str, titled: bool, warnings: &mut Diagnostics) {
    match &node.value {
        Value::Table(table) => {
            for (key, entry) in table {
                let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
                unreadable(&entry.node, &path, titled || key == "title", warnings);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                unreadable(item, &format!("{path}.{index}"), titled, warnings);
            }
        }
        Value::Text(text) if titled => {
            // As charts draw it: what turns or hides is shown as a sign by every output, and is no missing character.
            let drawn = one_line(text);
            let missing: String = missing_glyphs(&drawn).into_iter().filter(|one| *one != '\u{fffd}').collect();
            if !missing.is_empty() {
                let said = text!("missing-glyph", path, missing);
                warnings.push(Diagnostic::warning("missing-glyph", said).at(Some(node.location.clone())).about(path));
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::MemoryLibrary;

    #[test]
    fn a_title_that_charts_cannot_show_is_warned_of_where_it_stands() {
        let base = include_str!("../../scenarios/markov-closed.toml");
        let over = "extends = 'base.toml'\n[scenario]\ntitle = { zh = '𠀀𠀁计划', en = 'Plan' }\n";
        let library = MemoryLibrary::new([("over.toml", over), ("base.toml", base)]);
        let (_, warnings) = load(&library, "over.toml", &[]).unwrap();
        let glyphs: Vec<&Diagnostic> = warnings.list.iter().filter(|one| one.code == "missing-glyph").collect();
        assert_eq!(glyphs.len(), 1, "{}", warnings.render(crate::words::Language::English));
        assert_eq!(glyphs[0].location.as_ref().unwrap().to_string(), "over.toml:3:16");
        assert!(glyphs[0].message.en.contains("`scenario.title.zh` has 𠀀𠀁"), "{}", glyphs[0].message.en);
        let (_, sound) = load(&library, "base.toml", &[]).unwrap();
        assert!(sound.list.iter().all(|one| one.code != "missing-glyph"));
    }
}
