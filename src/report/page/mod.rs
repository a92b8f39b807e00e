//! A view as one HTML file that needs no network and no script, for a leader.
//!
//! `templates/report.html` lays the chapters out. How it was made and what the model cannot tell is said here alone.

mod fitting;
mod method;

use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, ErrorKind, Value, context};
use serde::Serialize;

use crate::scenario::Scenario;
use crate::summary::Results;
use crate::words::{Language, lines};

use super::brief::Brief;
use super::charts::{self, ChartError, Sheet};
use super::numbers;
use super::pictures::{Placed, Shown};
use super::table::Table;
use super::view::{self, View};
use super::words::Words;
use super::{About, Beside};

const TEMPLATE: &str = include_str!("../../../templates/report.html");
const PARTS: &str = include_str!("../../../templates/parts.html");
const FRAGMENT: &str = include_str!("../../../templates/fragment.html");
/// What tables, charts and bars look like, for whoever shows fragments.
pub const STYLE: &str = include_str!("../../../templates/report.css");
const SORT: &str = include_str!("../../../templates/sort.js");

/// Width of the charts on a page, in logical pixels: on A4 no letter is smaller than 7 points.
const PRINTED: u32 = 800;
/// Width of those that a narrow screen shows.
const NARROW: u32 = 560;

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

/// A chapter with its charts drawn.
#[derive(Debug, Serialize)]
struct Chapter<'a> {
    id: &'static str,
    title: &'a str,
    paragraphs: &'a [String],
    notes: &'a [String],
    figures: Vec<Figure>,
    /// Charts that a smaller one stands for: larger, for who asks for them on a screen.
    folded: Vec<Figure>,
    tables: Vec<Captioned<'a>>,
    /// Whether there is anything of it but tables in the annex.
    read: bool,
    /// Tables of it that stand in the annex.
    annexed: Vec<Captioned<'a>>,
}

/// A table with what its numbers stand on, beside its caption.
#[derive(Debug, Serialize)]
struct Captioned<'a> {
    #[serde(flatten)]
    table: &'a Table,
    luck: &'a str,
}

/// A chart, drawn for a screen or paper and for a phone, and what it says in words.
#[derive(Debug, Serialize)]
struct Figure {
    svg: String,
    narrow: String,
    caption: String,
    /// What its files are called.
    stem: String,
    /// Its numbers, where a page has a place for them.
    numbers: Option<Table>,
}

/// The report of a run as one HTML document in the language of `words`, behind its brief.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub fn page(
    view: &View,
    (scenario, results): (&Scenario, &Results),
    about: &About,
    brief: &Brief,
    words: &Words,
) -> Result<String, PageError> {
    render(view, scenario, Some((results, brief)), about, words)
}

/// A study as one HTML document in the language of `words`.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub fn page_of_study(view: &View, scenario: &Scenario, about: &About, words: &Words) -> Result<String, PageError> {
    render(view, scenario, None, about, words)
}

/// What a page says around its chapters, by key.
struct Frame {
    kicker: &'static str,
    again: &'static str,
    /// What its ranges mean.
    ranges: [&'static str; 2],
    footer: &'static str,
}

impl Frame {
    fn of(about: &About) -> Self {
        let Some(beside) = about.beside else {
            return Self {
                kicker: "page-kicker",
                again: "page-again",
                ranges: ["page-intervals", "page-spreads"],
                footer: "page-footer",
            };
        };
        // No folder of these is made again as one: there is the command, and what it reads.
        let (kicker, ranges) = match beside {
            Beside::Fit => ("page-kicker-fit", ["page-posteriors", "page-posteriors-prior"]),
            Beside::Backtest => ("page-kicker-backtest", ["page-bands", "page-spreads"]),
            Beside::Update => ("page-kicker-update", ["page-intervals", "page-spreads"]),
        };
        Self { kicker, again: "page-again-records", ranges, footer: "page-footer-records" }
    }
}

/// What a page is called: by its plan, and by what it tells of it where that is no run.
fn titled(view: &View, scenario: &Scenario, about: &About, words: &Words) -> String {
    let plan = words.text(&scenario.title);
    match about.beside {
        None => plan.to_owned(),
        Some(Beside::Update) => view.title.clone(),
        Some(Beside::Fit | Beside::Backtest) => words.with("page-title-of", &[("title", &view.title), ("plan", plan)]),
    }
}

fn render(
    view: &View,
    scenario: &Scenario,
    run: Option<(&Results, &Brief)>,
    about: &About,
    words: &Words,
) -> Result<String, PageError> {
    let results = run.map(|(results, _)| results);
    // A study is called by its question, and stands under the plan that it is of.
    let is_study = run.is_none() && about.beside.is_none();
    let plan = words.text(&scenario.title);
    let language = match words.language() {
        Language::Chinese => "zh-CN",
        Language::English => "en",
    };
    let mut chapters = drawn(view, None, false, words)?;
    let details = words.word("page-study-details");
    for chapter in chapters.iter_mut().filter(|chapter| is_study && chapter.title == view.title) {
        chapter.title = &details;
    }
    let annexed = chapters.iter().any(|chapter| !chapter.annexed.is_empty());
    let frame = Frame::of(about);
    let environment = environment(words, &[("report.html", TEMPLATE)])?;
    let text = environment.get_template("report.html")?.render(context! {
        language,
        style => STYLE,
        sort => SORT,
        kicker => if is_study { plan.to_owned() } else { words.word(frame.kicker) },
        title => if is_study { view.title.clone() } else { titled(view, scenario, about, words) },
        again => words.word(frame.again),
        ranges => frame.ranges.map(|id| words.word(id)),
        footer => words.word(frame.footer),
        description => scenario.description.as_ref().filter(|_| !is_study).map(|text| words.text(text)),
        brief => run.map(|(_, brief)| Value::from(Serde(brief))),
        scale => run.map(|(_, brief)| fitting::scale(brief, words.language())),
        answer => &view.sentences,
        assumed => &view.assumed,
        annexed,
        chapters => Value::from(Serde(&chapters)),
        facts => Value::from(Serde(&method::facts(scenario, results, about, words))),
        commands => method::commands(results, about),
        limits => method::limits(words.language()),
    })?;
    Ok(lines(&text).into_owned())
}

/// A view's sentences, if wanted, and those of its chapters that `ids` names (all, if none), as a piece of a page. Each chart has its
/// numbers as a table, and can be saved.
///
/// # Errors
/// If a chart cannot be drawn or the template cannot be filled.
pub fn fragment(view: &View, sentences: bool, ids: Option<&[&str]>, words: &Words) -> Result<String, PageError> {
    let chapters = drawn(view, ids, true, words)?;
    let text = environment(words, &[("fragment.html", FRAGMENT)])?.get_template("fragment.html")?.render(context! {
        answer => Value::from(Serde(if sentences { view.sentences.clone() } else { Vec::new() })),
        chapters => Value::from(Serde(&chapters)),
    })?;
    Ok(lines(&text).into_owned())
}

/// The chapters that `ids` names (all, if none) with their charts drawn: in one piece, with the numbers of charts, or parted
/// into what is read and what is looked up.
fn drawn<'a>(view: &'a View, ids: Option<&[&str]>, in_one: bool, words: &Words) -> Result<Vec<Chapter<'a>>, PageError> {
    let wanted = |chapter: &&view::Chapter| chapter.has_content() && ids.is_none_or(|ids| ids.contains(&chapter.id));
    let chapters = view.chapters.iter().filter(wanted).map(|chapter| {
        let view::Chapter { id, title, paragraphs, notes, pictures, tables } = chapter;
        let small = |one: &Placed| one.shown == Shown::Folded && !in_one;
        let drawn = |folded: bool| {
            let shown = pictures.iter().filter(|one| one.shown != Shown::InFolder && small(one) == folded);
            shown.map(|one| figure(one, in_one, words)).collect::<Result<_, _>>()
        };
        // On the page that is served the number of replicates stands above, and grows.
        let captioned = |table| Captioned { table, luck: if in_one { "" } else { &view.luck } };
        let (annexed, tables): (Vec<_>, Vec<_>) =
            tables.iter().map(captioned).partition(|one| one.table.annexed && !in_one);
        let (figures, folded): (Vec<Figure>, Vec<Figure>) = (drawn(false)?, drawn(true)?);
        let read = !(paragraphs.is_empty() && notes.is_empty() && figures.is_empty() && tables.is_empty());
        Ok(Chapter { id, title, paragraphs, notes, figures, folded, tables, read, annexed })
    });
    chapters.collect()
}

/// An environment for templates of pages, with the messages of `words` under `word`.
///
/// # Errors
/// If a template cannot be read.
pub fn environment(
    words: &Words,
    templates: &[(&'static str, &'static str)],
) -> Result<Environment<'static>, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()?);
    environment.set_undefined_behavior(minijinja::UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let words = *words;
    environment.add_function("word", move |id: String| {
        if words.knows(&id) {
            Ok(words.word(&id))
        } else {
            Err(minijinja::Error::new(ErrorKind::UndefinedError, format!("no message {id}")))
        }
    });
    for (name, text) in [("parts.html", PARTS)].iter().chain(templates) {
        environment.add_template(name, text)?;
    }
    Ok(environment)
}

fn figure(placed: &Placed, numbers: bool, words: &Words) -> Result<Figure, PageError> {
    let language = words.language();
    let svg = charts::draw_svg(&placed.chart, Sheet { language, width: PRINTED })?;
    let narrow = charts::draw_svg(&placed.chart, Sheet { language, width: NARROW })?;
    let charts::Heading { title, description, .. } = placed.chart.heading();
    // What the title says already need not be said twice.
    let caption = match placed.shown {
        Shown::Plain => "",
        _ => description.strip_prefix(title.as_str()).unwrap_or(description),
    };
    let caption = caption.trim_start_matches(['.', '。', '：', ':', '；', ';', ' ']).to_owned();
    let numbers = numbers.then(|| numbers::table(&placed.chart, words));
    Ok(Figure { svg, narrow, caption, stem: placed.stem.clone(), numbers })
}

#[cfg(test)]
mod tests;
