//! A study as people read it: sentences, tables and charts, made once and written as terminal text and as HTML.
//!
//! One file per question turns its outcome into a [`View`]; nothing here computes.

mod allocate;
mod compare;
mod frontier;
mod json;
mod marginal;
mod names;
mod require;
mod text;

use std::sync::Arc;

use crate::scenario::Scenario;
use crate::study::Answer;

use super::About;
use super::charts::Chart;
use super::page::{PageError, page_of_study};
use super::table::Table;
use super::terminal::Paint;
use super::words::Words;

pub use json::{object, warnings};

/// What a study says, in the order of reading.
#[derive(Clone, Debug, Default)]
pub struct View {
    /// Id of its chapter: the question.
    pub(super) id: &'static str,
    /// Its title.
    pub(super) title: String,
    /// The answer in sentences.
    pub(super) sentences: Vec<String>,
    /// How it was found and how to read it.
    pub(super) notes: Vec<String>,
    /// Tables.
    pub(super) tables: Vec<Table>,
    /// Charts with the stems of their files.
    pub(super) charts: Vec<(String, Chart)>,
}

impl View {
    /// Charts with the stems of their files.
    #[must_use]
    pub fn charts(&self) -> &[(String, Chart)] {
        &self.charts
    }
}

/// What a study of `scenarios` says; the first is the one that is varied, or compared with.
#[must_use]
pub fn view(answer: &Answer, scenarios: &[Scenario], words: &Words) -> View {
    let Some(scenario) = scenarios.first() else { return View::default() };
    match answer {
        Answer::Frontier(frontier) => frontier::view(frontier, scenario, words),
        Answer::Compare(comparison, attributions) => compare::view(comparison, attributions, scenarios, words),
        Answer::Require(requirement) => require::view(requirement, scenario, words),
        Answer::Marginal(marginal) => marginal::view(marginal, scenario, words),
        Answer::Allocate(fronts, aim) => allocate::view(fronts, *aim, scenario, words),
    }
}

/// The view as text for a terminal.
#[must_use]
pub fn text(view: &View, paint: Paint) -> String {
    text::render(view, paint)
}

/// The view as one HTML document.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub fn page(view: &View, scenario: &Scenario, about: &About, words: &Arc<Words>) -> Result<String, PageError> {
    page_of_study(view, scenario, about, words)
}
