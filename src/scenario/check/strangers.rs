//! Files that a scenario names and that are no scenarios.
//!
//! Whoever writes a scenario can name any file of the machine that reads it. What such a file holds is never told: neither
//! its lines nor its words.

use crate::scenario::SET;
use crate::scenario::schema::is_scenario;
use crate::words::{Diagnostic, Diagnostics, Location, text};

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
            let message = text!("not-a-scenario");
            list.push(Diagnostic::error("not-a-scenario", message).at(Some(Location::text(name.clone(), 1, 1))));
        }
        false
    });
}
