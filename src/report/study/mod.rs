//! What a study found, as a view.
//!
//! One file per question turns its outcome into sentences, tables and charts; nothing here computes.

mod allocate;
mod compare;
mod frontier;
mod json;
mod marginal;
mod names;
mod require;

use crate::scenario::Scenario;
use crate::study::Answer;

use super::charts::Chart;
use super::pictures::{Placed, Shown};
use super::table::Table;
use super::view::{Chapter, View};
use super::words::Words;

pub use json::{object, warnings};

/// What a question found, in the order of reading.
#[derive(Clone, Debug, Default)]
struct Found {
    /// The question.
    id: &'static str,
    title: String,
    /// The answer.
    sentences: Vec<String>,
    /// How it was found and how to read it.
    notes: Vec<String>,
    tables: Vec<Table>,
    /// With the stems of their files.
    charts: Vec<(String, Chart)>,
}

/// What a study of `scenarios` says; the first is the one that is varied, or compared with.
#[must_use]
pub fn view(answer: &Answer, scenarios: &[Scenario], words: &Words) -> View {
    let Some(scenario) = scenarios.first() else { return View::default() };
    let Found { id, title, sentences, notes, tables, charts } = match answer {
        Answer::Frontier(frontier) => frontier::view(frontier, scenario, words),
        Answer::Compare(comparison, attributions) => compare::view(comparison, attributions, scenarios, words),
        Answer::Require(requirement) => require::view(requirement, scenario, words),
        Answer::Marginal(marginal) => marginal::view(marginal, scenario, words),
        Answer::Allocate(fronts, aim) => allocate::view(fronts, *aim, scenario, words),
    };
    // What a chart of a study says in words stands at the head already.
    let pictures = charts.into_iter().map(|(stem, chart)| Placed { stem, chart, shown: Shown::Plain }).collect();
    let chapter = Chapter { id, title, notes, pictures, tables, ..Chapter::default() };
    View::of_study(scenario, words, sentences, chapter)
}
