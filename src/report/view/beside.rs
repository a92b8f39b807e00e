//! What a scenario that is tried says, with how far it is from the plan that it was made from.

use crate::report::table::{Cell, Column, Row};
use crate::report::words::Words;

use super::View;

/// Differences that are none when they are shown.
const NOTHING: f64 = 0.0005;

impl View {
    /// Puts beside each probability of the targets by how many percentage points it differs from that of `plan`, which
    /// stands on as many replicates.
    pub fn beside(&mut self, plan: &Self, words: &Words) {
        let targets = |chapter: &&super::Chapter| chapter.id == "targets";
        let Some(before) = plan.chapters.iter().find(targets).and_then(|chapter| chapter.tables.first()) else {
            return;
        };
        let chapter = self.chapters.iter_mut().find(|chapter| chapter.id == "targets");
        let Some(table) = chapter.and_then(|chapter| chapter.tables.first_mut()) else { return };
        table.columns.insert(2, Column::number(words.word("tried-difference")));
        let known = |row: &Row| {
            let probability = row.cells.get(1).filter(|cell| cell.bar.is_some())?;
            Some((row.cells.first()?.text.clone(), *probability.exact.first()?))
        };
        for (place, row) in table.rows.iter_mut().enumerate() {
            // The same row of the plan: at the same place, or, where the changes brought rows or took some, the next so called.
            let now = known(row);
            let then = now.as_ref().and_then(|(name, _)| {
                let called = |row: &&Row| row.cells.first().is_some_and(|cell| cell.text == *name);
                before.rows.get(place).filter(called).or_else(|| before.rows.iter().find(called)).and_then(known)
            });
            let cell = match (now, then) {
                (Some((_, now)), Some((_, then))) if (now - then).abs() < NOTHING => Cell::number("–", 0.0),
                (Some((_, now)), Some((_, then))) => Cell::number(words.signed(100.0 * (now - then), 1), now - then),
                _ => Cell::default(),
            };
            row.cells.insert(2.min(row.cells.len()), cell);
        }
    }
}
