//! The brief: two pages for who signs, in the form of an official report.
//!
//! In: what a run says, the studies that are cited and who signs. Out: a [`Brief`], which [`super::page`] puts before the
//! report and [`super::document`] writes as a document that offices edit. One file a section or two; nothing here computes.

mod help;
mod money;
mod risks;
mod targets;

use serde::Serialize;

use crate::runs::Signature;
use crate::scenario::Scenario;
use crate::study::Answer;
use crate::summary::Results;

use super::about::About;
use super::table::Table;
use super::view;
use super::words::Words;

/// A study that a brief cites.
#[derive(Clone, Copy, Debug)]
pub struct Cited<'a> {
    /// The scenarios that it was asked about.
    pub scenarios: &'a [Scenario],
    /// What it found.
    pub answer: &'a Answer,
}

/// What a brief is made of beside the run.
#[derive(Clone, Copy, Debug, Default)]
pub struct Enclosed<'a> {
    /// Who signs it, and when.
    pub signature: Option<&'a Signature>,
    /// The studies that it cites.
    pub cited: &'a [Cited<'a>],
}

/// What a brief says, in the order of reading.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Brief {
    pub(super) title: String,
    /// What was done, before the first section.
    pub(super) lead: String,
    pub(super) sections: Vec<Section>,
    /// What goes with it.
    pub(super) enclosures: Vec<String>,
    /// Who signs; a blank to be written in where that is not said.
    pub(super) office: String,
    pub(super) date: String,
    /// The run that all numbers are of.
    pub(super) made: String,
}

/// A section: sentences, points, and perhaps a table.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub(super) struct Section {
    pub(super) title: String,
    pub(super) paragraphs: Vec<String>,
    pub(super) points: Vec<String>,
    pub(super) table: Option<Table>,
}

impl Section {
    fn new(title: &str, words: &Words) -> Self {
        Self { title: words.word(title), ..Self::default() }
    }

    fn says(&self) -> bool {
        !self.paragraphs.is_empty() || !self.points.is_empty() || self.table.is_some()
    }
}

/// The brief of a run.
#[must_use]
pub fn brief(
    scenario: &Scenario,
    results: &Results,
    about: &About,
    Enclosed { signature, cited }: Enclosed<'_>,
    words: &Words,
) -> Brief {
    let plan = words.text(&scenario.title);
    let sections = [
        conclusion(scenario, results, words),
        targets::section(scenario, results, words),
        money::section(scenario, results, words),
        help::section(scenario, results, cited, words),
        risks::section(scenario, results, words),
        risks::assumptions(scenario, results, words),
    ];
    let mut sections: Vec<Section> = sections.into_iter().filter(Section::says).collect();
    for (number, section) in (1..).zip(&mut sections) {
        section.title = words.counted("brief-numbered", number, &[("title", &section.title)]);
    }
    let months = [scenario.start, scenario.end].map(|month| words.month(month));
    let mut enclosures = vec![words.word("brief-enclosed-report")];
    enclosures.extend(super::workbook::has_money(scenario, results).then(|| words.word("brief-enclosed-budget")));
    let (office, date) = signed(signature, words);
    let made = [
        ("run", about.run.clone()),
        ("seed", results.seed.to_string()),
        ("version", words.with("page-version", &[("version", &about.version), ("commit", &about.commit)])),
    ];
    Brief {
        title: words.with("brief-title", &[("plan", plan)]),
        lead: words.counted("brief-lead", results.replicates, &[("start", &months[0]), ("end", &months[1])]),
        sections,
        enclosures,
        office,
        date,
        made: words.counted(
            "brief-made",
            results.replicates,
            &made.each_ref().map(|(name, value)| (*name, value.as_str())),
        ),
    }
}

/// What is likely under which money, what is weakest, and what a probability is.
fn conclusion(scenario: &Scenario, results: &Results, words: &Words) -> Section {
    let mut paragraphs = view::sentences(scenario, results, words);
    if !results.targets.is_empty() {
        paragraphs.push(words.word("probability-meaning"));
    }
    Section { paragraphs, ..Section::new("brief-conclusion", words) }
}

/// Who signs, and when: what is not said is left to be written in.
fn signed(signature: Option<&Signature>, words: &Words) -> (String, String) {
    let office = signature.and_then(|one| one.office.clone()).unwrap_or_else(|| words.word("brief-office-blank"));
    let date = signature.and_then(|one| one.date).and_then(|date| {
        let month = crate::words::Month::new(i32::from(date.year()), u32::try_from(date.month()).ok()?)?;
        Some(words.with("brief-date", &[("month", &words.month(month)), ("day", &date.day().to_string())]))
    });
    (office, date.unwrap_or_else(|| words.word("brief-date-blank")))
}

#[cfg(test)]
mod tests;
