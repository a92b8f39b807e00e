//! Files that a scenario names and that are no scenarios.
//!
//! Whoever writes a scenario can name any file of the machine that reads it. What such a file holds is never told: neither
//! its lines nor its words.

use crate::scenario::SET;
use crate::words::{Diagnostic, Diagnostics, Location, Text};

use super::known_schema;

/// Leaves one problem of each file that is no scenario, and none of its lines to be shown; of the file `named` on the command
/// line, whose reader may read it anyway, only the lines are kept back.
pub(super) fn conceal(problems: &mut Diagnostics, named: &str) {
    let Diagnostics { list, texts } = problems;
    texts.retain(|name, text| {
        if &**name == SET || is_scenario(text) {
            return true;
        }
        let here = |one: &Diagnostic| one.location.as_ref().is_some_and(|place| place.file == *name);
        if &**name != named && list.iter().any(here) {
            list.retain(|one| !here(one));
            let message = Text::new("这个文件不是方案", "this file is no scenario");
            list.push(Diagnostic::error("not-a-scenario", message).at(Some(Location::text(name.clone(), 1, 1))));
        }
        false
    });
}

/// Whether most of what stands at the top of a text, tables and keys before the first of them, has a name that the format
/// knows.
pub(in crate::scenario) fn is_scenario(text: &str) -> bool {
    let known = |name: &str| name == "extends" || known_schema()["properties"].get(name).is_some();
    let (mut all, mut those, mut top) = (0, 0, true);
    for line in text.trim_start_matches('\u{feff}').lines().map(str::trim_start) {
        let name = if let Some(rest) = line.strip_prefix('[') {
            top = false;
            rest.trim_start_matches('[')
        } else if top && line.contains('=') && !line.starts_with('#') {
            line
        } else {
            continue;
        };
        all += 1;
        those += usize::from(known(name.split([']', '.', '=', ' ', '\t']).next().unwrap_or_default()));
    }
    those > 0 && 2 * those >= all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scenario_is_known_by_what_stands_at_its_top() {
        for text in
            ["extends = \"base.toml\"", "[scenario]\nid = ", "# ours\ntier.a = { stock = 1", "[tier.a]\n[teir.b]\n"]
        {
            assert!(is_scenario(text), "{text}");
        }
        for text in ["", "root:x:0:0:root:/root:/bin/sh", "[package]\nname = 'x'\n[dependencies]", "token = 'tier = 1'"]
        {
            assert!(!is_scenario(text), "{text}");
        }
    }
}
