//! What a study found, as a view.
//!
//! One file per question turns its outcome into sentences, tables and charts; nothing here computes.

mod allocate;
mod compare;
mod discover;
mod frontier;
mod json;
mod layers;
mod marginal;
mod names;
mod require;
mod robust;
mod sensitivity;
#[cfg(test)]
mod tests;
mod worth;

use crate::scenario::Scenario;
use crate::study::{Answer, Enough, each_question};

use super::charts::Chart;
use super::pictures::{Placed, Shown};
use super::table::Table;
use super::view::{Chapter, View};
use super::words::Words;

pub use json::{object, warnings};

/// Draws, of fewer of which intervals say little: ten blocks of them.
const FEW: u64 = 160;

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

/// What an answer says.
trait Viewed {
    /// In `words`, about `scenarios`, of which `first` is the first.
    fn view(&self, first: &Scenario, scenarios: &[Scenario], words: &Words) -> Found;
}

macro_rules! found {
    ($($name:literal: $Question:ident => $Answer:ident, of $scenarios:expr;)*) => {
        fn found(answer: &Answer, first: &Scenario, scenarios: &[Scenario], words: &Words) -> Found {
            match answer {
                $(Answer::$Question(answer) => answer.view(first, scenarios, words),)*
            }
        }
    };
}
each_question!(found);

/// How many replicates would be enough for what the answer is mainly about.
fn enough(own: &Enough, words: &Words) -> String {
    let values = [
        ("figure", words.word(&format!("enough-{}", own.figure.code()))),
        ("half", words.rough(own.half)),
        ("replicates", words.number(own.replicates as f64, 0)),
        ("wanted", words.rough(own.wanted)),
        ("needs", words.number(own.needs as f64, 0)),
    ];
    words.with("enough", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
}

/// What a study of `scenarios` says; the first is the one that is varied, or compared with.
#[must_use]
pub fn view(answer: &Answer, scenarios: &[Scenario], words: &Words) -> View {
    let Some(first) = scenarios.first() else { return View::default() };
    let Found { id, title, sentences, mut notes, tables, charts } = found(answer, first, scenarios, words);
    notes.extend(answer.enough().map(|own| enough(&own, words)));
    notes.push(words.word("probability-meaning"));
    // What a chart of a study says in words stands at the head already.
    let pictures = charts.into_iter().map(|(stem, chart)| Placed { stem, chart, shown: Shown::Plain }).collect();
    let chapter = Chapter { id, title, notes, pictures, tables, ..Chapter::default() };
    View::of_study(scenarios, words, sentences, chapter)
}
