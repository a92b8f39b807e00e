//! A run or a study as people read it: sentences, tables and charts in chapters, composed once and rendered by
//! [`super::terminal`] and [`super::page`]; what [`super::workbook`] has of it as well is the same table.
//!
//! One file a chapter turns the results of a run into what it says; what a study says is made in [`super::study`]. What
//! only the page has room for is a property of the table, column or row. Nothing here computes, or knows a rendering.

mod answer;
mod beside;
pub(super) mod certainty;
mod limits;
mod money;
mod path;
mod people;
mod raised;
mod schools;
mod since;
pub(super) mod targets;

use std::collections::BTreeSet;

use crate::scenario::{Basis, Parameter, Scenario};
use crate::summary::Results;

use super::charts::Chart;
use super::pictures::{Painter, Placed, Shown};
use super::table::Table;
use super::words::Words;

pub(super) use answer::sentences;
pub(super) use certainty::counts;
pub use since::Earlier;

/// What a run or a study says, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Its title.
    pub(super) title: String,
    /// What was run, in a line; empty where a chapter says it.
    pub(super) what: String,
    /// The answer in sentences.
    pub(super) sentences: Vec<String>,
    /// How much of the scenario is assumed, which every answer hangs on.
    pub(super) assumed: String,
    /// Under which seed, and in how many replicates where that is one number: stands beside the caption of every table. Empty
    /// where nothing was drawn.
    pub(super) luck: String,
    pub(super) chapters: Vec<Chapter>,
}

/// A chapter. One without tables and pictures is left out.
#[derive(Clone, Debug, Default)]
pub(super) struct Chapter {
    /// What links within the page call it.
    pub(super) id: &'static str,
    pub(super) title: String,
    /// How to read it.
    pub(super) paragraphs: Vec<String>,
    /// Remarks, each for itself.
    pub(super) notes: Vec<String>,
    pub(super) pictures: Vec<Placed>,
    pub(super) tables: Vec<Table>,
}

impl Chapter {
    pub(super) fn new(id: &'static str, title: String) -> Self {
        Self { id, title, ..Self::default() }
    }

    /// Whether the page shows anything of it.
    pub(super) fn has_content(&self) -> bool {
        !self.tables.is_empty() || self.pictures.iter().any(|one| one.shown != Shown::InFolder)
    }

    /// Whether a rendering without pictures and details shows anything of it.
    pub(super) fn is_brief(&self) -> bool {
        !self.notes.is_empty() || self.tables.iter().any(|table| !table.detail)
    }
}

impl View {
    /// What a study of `scenario` says in its one chapter.
    pub(super) fn of_study(plans: &[Scenario], words: &Words, sentences: Vec<String>, chapter: Chapter) -> Self {
        Self {
            title: chapter.title.clone(),
            what: String::new(),
            sentences,
            assumed: assumed_of(plans, words),
            luck: String::new(),
            chapters: vec![chapter],
        }
    }

    /// The same with the seed of its luck beside every table and under every chart, and `replicates` where all of it stands on
    /// as many.
    #[must_use]
    pub fn under(mut self, seed: u64, replicates: Option<u64>, words: &Words) -> Self {
        let seed = words.with("luck-seed", &[("seed", &seed.to_string())]);
        for one in self.chapters.iter_mut().flat_map(|chapter| &mut chapter.pictures) {
            let footnote = &mut one.chart.heading_mut().footnote;
            *footnote = words.with("luck-footnote", &[("seed", &seed), ("footnote", footnote)]);
        }
        self.luck = match replicates {
            Some(count) => words.counted("luck-both", count, &[("seed", &seed)]),
            None => seed,
        };
        self
    }

    /// The same with what changed since an earlier run, before everything else.
    #[must_use]
    pub fn since(mut self, scenario: &Scenario, results: &Results, earlier: Earlier<'_>, words: &Words) -> Self {
        self.chapters.insert(0, since::chapter((scenario, results), earlier, words));
        self
    }

    /// Every chart with the stem of its file.
    #[must_use]
    pub fn charts(self) -> Vec<(String, Chart)> {
        let pictures = self.chapters.into_iter().flat_map(|chapter| chapter.pictures);
        pictures.map(|one| (one.stem, one.chart)).collect()
    }
}

/// What a run says.
#[must_use]
pub fn run(scenario: &Scenario, results: &Results, words: &Words) -> View {
    let painter = Painter { scenario, results, words };
    View {
        title: words.text(&scenario.title).to_owned(),
        what: what(scenario, results, words),
        sentences: sentences(scenario, results, words),
        assumed: assumed(scenario, words),
        luck: words.counted(
            "luck-both",
            results.replicates,
            &[("seed", &words.with("luck-seed", &[("seed", &results.seed.to_string())]))],
        ),
        chapters: vec![
            targets::chapter(scenario, results, words),
            path::chapter(&painter),
            limits::chapter(&painter),
            money::chapter(&painter),
            people::chapter(scenario, results, words),
            schools::chapter(scenario, results, words),
            people::rules(scenario, results, words),
            certainty::chapter(scenario, results, words),
        ],
    }
}

fn what(scenario: &Scenario, results: &Results, words: &Words) -> String {
    let values = [
        ("start", scenario.start.to_string()),
        ("end", scenario.end.to_string()),
        ("months", words.number(scenario.months() as f64, 0)),
        ("seed", results.seed.to_string()),
    ];
    words.counted("run-what", results.replicates, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// How many numbers of a scenario are assumptions, and how many are ranges.
#[must_use]
pub fn assumed(scenario: &Scenario, words: &Words) -> String {
    assumed_of(std::slice::from_ref(scenario), words)
}

/// The same of several plans together: what they share under one name counts once, and for what it is in any of them.
fn assumed_of(plans: &[Scenario], words: &Words) -> String {
    let of = |wanted: &dyn Fn(&Parameter) -> bool| {
        let all = plans.iter().flat_map(|plan| &plan.parameters).filter(|one| wanted(one));
        all.map(|one| one.path.as_str()).collect::<BTreeSet<_>>().len()
    };
    let uncertain = of(&|one| !one.is_known());
    if uncertain == 0 {
        return words.word("assumptions-none");
    }
    let assumed = words.counted("assumptions-of-them", of(&|one| one.basis == Some(Basis::Assumption)) as u64, &[]);
    let values = [("total", words.number(of(&|_| true) as f64, 0)), ("assumed", assumed)];
    let id = if plans.len() > 1 { "assumptions-count-plans" } else { "assumptions-count" };
    words.counted(id, uncertain as u64, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}
