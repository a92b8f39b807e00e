//! Where a file of an older format, laid over its base, would now mean something else.

use super::Layer;
use super::merge::Loss;
use crate::scenario::format::{FORMAT, OLDER, WHOLE};
use crate::words::{Diagnostic, Diagnostics, Location, Text, quoted_path, text};

/// Reports where a file of an older format, laid over its base, would now mean something else.
pub(super) fn report(layer: &Layer, losses: &[Loss], problems: &mut Diagnostics) {
    for change in losses.iter().map(Change::of_loss).filter(|change| layer.format < change.since) {
        if change.loss.complete {
            problems.push(change.mended(layer));
            continue;
        }
        let (since, file) = (change.since, quoted_path(&layer.name));
        let message = text!("older-format", path = change.path, since, why = change.why);
        let hint = text!("hint-older-format", file, format = FORMAT);
        let problem = Diagnostic::error(OLDER, message).about(change.path.clone());
        problems.push(problem.at(Some(change.place.clone())).hint(hint));
    }
}

/// One place of a file whose meaning a later format changed.
pub(in crate::scenario) struct Change<'a> {
    /// The format that changed it.
    pub(in crate::scenario) since: u32,
    pub(in crate::scenario) path: String,
    place: Location,
    /// What is different.
    pub(in crate::scenario) why: Text,
    pub(in crate::scenario) loss: &'a Loss,
}

impl<'a> Change<'a> {
    pub(in crate::scenario) fn of_loss(loss: &'a Loss) -> Self {
        let path = loss.path.join(".");
        let mut change = Self { since: WHOLE, path, place: loss.place.clone(), why: Text::default(), loss };
        change.why = text!("replaces-base", keys = change.keys());
        change
    }

    /// Whether a file of a format is refused for it.
    pub(in crate::scenario) const fn refused(&self, format: u32) -> bool {
        format < self.since && !self.loss.complete
    }

    /// The keys of the base that fall away.
    fn keys(&self) -> Text {
        Text::list(&self.loss.keys.iter().map(|(key, _)| format!("`{key}`")).collect::<Vec<_>>())
    }

    /// What is said of a place that can only have been meant as it is read now, though an older program read it otherwise.
    pub(in crate::scenario) fn replaces(&self) -> Text {
        text!("replaces-base-complete", keys = self.keys())
    }

    fn mended(&self, layer: &Layer) -> Diagnostic {
        let (path, file, said) = (&self.path, quoted_path(&layer.name), self.replaces());
        let message = text!("replaced-whole", path, said);
        let hint = text!("hint-replaced-whole", file, format = FORMAT, keys = self.keys());
        let code = "replaced-whole";
        Diagnostic::warning(code, message).about(path.clone()).at(Some(self.place.clone())).hint(hint)
    }
}
