//! The report for a leader: one HTML file that needs no network and no script.
//!
//! Each chapter's file turns results into sentences, tables and charts; `templates/report.html` lays them out. A chapter
//! without content is left out.

mod answer;
mod certainty;
mod limits;
mod method;
mod money;
mod schools;
mod targets;

use std::sync::Arc;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, Value, context};
use serde::Serialize;

use crate::scenario::Scenario;
use crate::scenario::file::CountKind;
use crate::summary::Results;
use crate::words::{Language, lines, quoted_path};

use super::About;
use super::charts::{self, Chart, ChartError, Sheet};
use super::pictures::pictures;
use super::study::View;
use super::table::Table;
use super::words::Words;

const TEMPLATE: &str = include_str!("../../../templates/report.html");
const STYLE: &str = include_str!("../../../templates/report.css");
const SORT: &str = include_str!("../../../templates/sort.js");

/// Why a report could not be made. Both are mistakes of the program, not of the user.
#[derive(Debug, thiserror::Error)]
pub enum PageError {
    /// A chart could not be drawn.
    #[error(transparent)]
    Chart(#[from] ChartError),
    /// The template could not be filled.
    #[error("the report's template could not be filled: {0}")]
    Template(#[from] minijinja::Error),
}

/// A chapter of the report.
#[derive(Clone, Debug, Serialize)]
struct Chapter {
    id: &'static str,
    title: String,
    paragraphs: Vec<String>,
    figures: Vec<Figure>,
    tables: Vec<Table>,
}

/// A chart and what it says in words.
#[derive(Clone, Debug, Serialize)]
struct Figure {
    svg: String,
    caption: String,
}

/// The report of a run as one HTML document in the language of `words`.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub fn page(scenario: &Scenario, results: &Results, about: &About, words: &Arc<Words>) -> Result<String, PageError> {
    let mut chapters = Vec::new();
    for chapter in chapters_of(scenario, results, words)? {
        if !(chapter.tables.is_empty() && chapter.figures.is_empty()) {
            chapters.push(chapter);
        }
    }
    let facts = method::facts(scenario, results, about, words);
    let document = Document {
        answer: answer::sentences(scenario, results, words),
        assumed: assumed(scenario, words),
        chapters,
        facts,
        commands: method::commands(results, about),
    };
    fill(&document, scenario, words)
}

/// What the template is filled with, beside what every page has.
struct Document {
    answer: Vec<String>,
    assumed: String,
    chapters: Vec<Chapter>,
    facts: Vec<method::Fact>,
    commands: Vec<String>,
}

/// A study as one HTML document in the language of `words`.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub(super) fn page_of_study(
    view: &View,
    scenario: &Scenario,
    about: &About,
    words: &Arc<Words>,
) -> Result<String, PageError> {
    // What a chart of a study says in words stands at the head of the page already.
    let silent =
        |(_, chart): &(String, Chart)| Ok(Figure { caption: String::new(), ..figure(chart, words.language())? });
    let figures = view.charts.iter().map(silent).collect::<Result<_, PageError>>()?;
    let chapter = Chapter {
        id: view.id,
        title: view.title.clone(),
        paragraphs: view.notes.clone(),
        figures,
        tables: view.tables.clone(),
    };
    let document = Document {
        answer: view.sentences.clone(),
        assumed: assumed(scenario, words),
        chapters: vec![chapter],
        facts: method::study_facts(scenario, about, words),
        commands: about.command.iter().cloned().chain([format!("tidui verify {}", quoted_path(&about.run))]).collect(),
    };
    fill(&document, scenario, words)
}

fn fill(document: &Document, scenario: &Scenario, words: &Arc<Words>) -> Result<String, PageError> {
    let language = match words.language() {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let environment = environment(words)?;
    let text = environment.get_template("report.html")?.render(context! {
        language,
        style => STYLE,
        sort => SORT,
        title => words.text(&scenario.title),
        description => scenario.description.as_ref().map(|text| words.text(text)),
        answer => &document.answer,
        assumed => &document.assumed,
        chapters => Value::from(Serde(&document.chapters)),
        facts => Value::from(Serde(&document.facts)),
        commands => &document.commands,
        limits => method::limits(words.language()),
    })?;
    Ok(lines(&text).into_owned())
}

fn environment(words: &Arc<Words>) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let words = Arc::clone(words);
    environment.add_function("word", move |id: String| {
        if words.knows(&id) {
            Ok(words.word(&id))
        } else {
            Err(minijinja::Error::new(ErrorKind::UndefinedError, format!("no message {id}")))
        }
    });
    environment.add_template("report.html", TEMPLATE)?;
    Ok(environment)
}

/// How much of the scenario is assumed, which every answer hangs on.
fn assumed(scenario: &Scenario, words: &Words) -> String {
    let uncertain = scenario.parameters.iter().filter(|parameter| !parameter.is_known()).count();
    if uncertain == 0 {
        return words.word("assumptions-none");
    }
    let numbers = super::terminal::register(scenario)[2].numbers;
    let values =
        [("total", words.number(scenario.parameters.len() as f64, 0)), ("assumed", words.number(numbers as f64, 0))];
    let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
    words.counted("assumptions-count", uncertain as u64, &values)
}

fn chapters_of(scenario: &Scenario, results: &Results, words: &Words) -> Result<Vec<Chapter>, PageError> {
    let charts = pictures(scenario, results, words);
    let figures = |wanted: &dyn Fn(&str) -> bool| -> Result<Vec<Figure>, PageError> {
        charts.iter().filter(|(stem, _)| wanted(stem)).map(|(_, chart)| figure(chart, words.language())).collect()
    };
    let per_100 = per_100_stems(scenario);
    let some = |tables: Vec<Option<Table>>| tables.into_iter().flatten().collect::<Vec<_>>();
    let chapter = |id, title: &str, paragraphs: &[&str], figures, tables| Chapter {
        id,
        title: words.word(title),
        paragraphs: paragraphs.iter().map(|id| words.word(id)).collect(),
        figures,
        tables,
    };
    Ok(vec![
        chapter("targets", "page-targets-title", &[], Vec::new(), some(vec![targets::table(scenario, results, words)])),
        chapter(
            "path",
            "page-path-title",
            &["page-path-how"],
            figures(&|stem| {
                stem.starts_with("probabilities") || stem.starts_with("tier-") || per_100.iter().any(|one| one == stem)
            })?,
            Vec::new(),
        ),
        chapter(
            "limits",
            "page-limits-title",
            &["held-note"],
            figures(&|stem| stem.starts_with("shortfall") && !results.targets.is_empty())?,
            some(vec![limits::by_target(scenario, results, words), limits::by_source(scenario, results, words)]),
        ),
        chapter(
            "money",
            "page-money-title",
            &["page-money-how"],
            figures(&|stem| stem.starts_with("money"))?,
            money::tables(scenario, results, words),
        ),
        chapter(
            "schools",
            "page-schools-title",
            &[],
            Vec::new(),
            some(vec![schools::evenness(scenario, results, words), schools::schools(scenario, results, words)]),
        ),
        chapter(
            "certainty",
            "page-certainty-title",
            &["page-certainty-how"],
            Vec::new(),
            some(vec![
                certainty::layers(scenario, results, words),
                certainty::influence(scenario, results, words),
                certainty::counts(scenario, words),
                certainty::unsourced(scenario, words),
                certainty::all(scenario, words),
            ]),
        ),
    ])
}

/// Charts of the targets that count people per 100 students.
fn per_100_stems(scenario: &Scenario) -> Vec<String> {
    let counted = |target: &&crate::scenario::Target| {
        target.readings.first().is_some_and(|reading| reading.count == CountKind::StockPer100Students)
    };
    scenario.targets.iter().filter(counted).map(|target| format!("target-{}", target.named.id)).collect()
}

fn figure(chart: &Chart, language: Language) -> Result<Figure, PageError> {
    let svg = charts::draw_svg(chart, Sheet::file(language))?;
    // What the title says already need not be said twice.
    let charts::Heading { title, description, .. } = chart.heading();
    let caption = description.strip_prefix(title.as_str()).unwrap_or(description);
    Ok(Figure { svg, caption: caption.trim_start_matches(['.', '。', '：', ':', '；', ';', ' ']).to_owned() })
}

#[cfg(test)]
mod tests;
