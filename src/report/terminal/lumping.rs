//! Which tiers are counted and not simulated one by one, and what keeps the others from it.

use crate::model::Lumping;
use crate::report::words::Words;
use crate::scenario::Scenario;

use super::layout::{Table, heading, paragraph};
use super::paint::{Paint, Tone};

/// What `check` says of tiers that are lumped; `in_full` also of those that are not, and why.
#[must_use]
pub fn lumping(scenario: &Scenario, lumping: &Lumping, in_full: bool, words: &Words, paint: Paint) -> String {
    let title = |tier: usize| words.text(&scenario.tiers[tier].named.title).to_owned();
    let lumped: Vec<String> = (0..scenario.tiers.len()).filter(|tier| lumping.is_lumped(*tier)).map(title).collect();
    let mut text = String::new();
    if !lumped.is_empty() {
        let said = words.with("lumping-tiers", &[("tiers", &words.list(&lumped))]);
        text = format!("\n{}", paragraph(paint, Tone::Plain, 0, &said));
    }
    if !in_full || lumped.len() == scenario.tiers.len() {
        return text;
    }
    let mut table = Table::new("<<<");
    table.head(&["people-tier", "lumping-by", "lumping-what"].map(|id| words.word(id)));
    for (tier, obstacles) in lumping.obstacles.iter().enumerate() {
        for (place, one) in obstacles.iter().enumerate() {
            let name = if place == 0 { title(tier) } else { String::new() };
            let what = words.word(&format!("distinction-{}", one.what.code()));
            table.row(vec![name.into(), one.by.as_str().into(), what.into()]);
        }
    }
    text + &heading(paint, &words.word("lumping-heading")) + &table.render(paint)
}
