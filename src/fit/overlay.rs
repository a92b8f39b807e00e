//! Numbers that were read off, as a scenario over the one that they are of.

use std::fmt::Write as _;

use indexmap::IndexMap;

use crate::scenario::{FORMAT, Scenario, parse};
use crate::words::Text;

use super::findings::{Fitted, Known, Spread};

/// A text as it stands in a file.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A number to six significant digits, as it stands in a file.
fn number(value: f64) -> String {
    let text =
        format!("{value:.*}", (5 - libm::floor(libm::log10(value.abs().max(1e-12))) as i32).clamp(1, 17) as usize);
    let text = text.trim_end_matches('0');
    if text.ends_with('.') { format!("{text}0") } else { text.to_owned() }
}

fn quantity(quantiles: &[[f64; 2]], source: &str, note: &str) -> String {
    let points: Vec<String> =
        quantiles.iter().map(|[probability, value]| format!("[{probability}, {}]", number(*value))).collect();
    format!(
        "{{ quantiles = [{}], basis = \"measured\", source = {}, note = {} }}",
        points.join(", "),
        quoted(source),
        quoted(note)
    )
}

/// What an overlay says beside its numbers.
#[derive(Clone, Debug)]
pub struct Overlaid<'a> {
    /// What it is laid over: a file as seen from it, or the name of a bundled scenario.
    pub base: &'a str,
    /// Its id and its title.
    pub id: &'a str,
    /// See `id`.
    pub title: &'a Text,
    /// Where its numbers come from.
    pub source: &'a str,
}

/// The text of a scenario over the one that the numbers are of, which replaces them.
///
/// `known` and `spread` say what a reader should know of a number.
#[must_use]
pub fn overlay(
    scenario: &Scenario,
    fitted: &Fitted,
    said: &Overlaid<'_>,
    known: &dyn Fn(&Known) -> String,
    spread: &dyn Fn(&Spread) -> String,
) -> String {
    let mut sections: IndexMap<String, Vec<(String, String)>> = IndexMap::new();
    let mut add = |path: &str, value: String| {
        let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
        let lines = sections.entry(section.to_owned()).or_default();
        lines.push((key.to_owned(), value));
    };
    for one in &fitted.known {
        add(&one.path, quantity(&one.quantiles, said.source, &known(one)));
    }
    for one in fitted.spreads.iter().filter(|one| one.years > 1) {
        add(&one.path, quantity(&one.quantiles, said.source, &spread(one)));
    }
    let resolved = scenario.sources.first().and_then(|(name, text)| parse(name, text).ok());
    for (section, lines) in &mut sections {
        // Rates by age are replaced whole: those that are not known better stay as they were.
        let keys: Vec<&str> = section.split('.').collect();
        let whole = resolved.as_ref().filter(|_| section.ends_with(".rate_by_age")).and_then(|tree| tree.find(&keys));
        let Some(table) = whole.and_then(|node| node.table()) else { continue };
        let stated = table.iter().map(|(key, entry)| {
            let own = lines.iter().find(|(own, _)| own == key);
            (key.clone(), own.map_or_else(|| entry.node.inline(), |(_, value)| value.clone()))
        });
        *lines = stated.collect();
    }
    let mut text =
        format!("format = {FORMAT}\nextends = {}\n\n[scenario]\nid = {}\n", quoted(said.base), quoted(said.id));
    let title =
        [("zh", &said.title.zh), ("en", &said.title.en)].map(|(key, title)| format!("{key} = {}", quoted(title)));
    // Writing to a text cannot fail.
    let _ = writeln!(text, "title = {{ {} }}", title.join(", "));
    for (section, lines) in &sections {
        let _ = writeln!(text, "\n[{section}]");
        for (key, value) in lines {
            let bare = key.chars().all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_');
            let key = if bare { key.clone() } else { quoted(key) };
            let _ = writeln!(text, "{key} = {value}");
        }
    }
    text
}
