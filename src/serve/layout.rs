//! How pages and their pieces are laid out: the templates, and what fills the smaller ones.

use std::sync::LazyLock;

use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use minijinja::{Environment, Value, context};

use crate::report::Words;
use crate::report::page::environment;
use crate::words::Language;

use super::address::Address;
use super::answers;
use super::desk::{Key, Tried};
use super::house::House;

const PAGE: &str = include_str!("../../templates/serve/page.html");
const PIECES: &str = include_str!("../../templates/serve/pieces.html");

/// The environments of the templates, one a language, filled once.
static LAID_OUT: LazyLock<[Option<Environment<'static>>; 2]> = LazyLock::new(|| {
    Language::ALL
        .map(|language| environment(&Words::new(language), &[("page.html", PAGE), ("pieces.html", PIECES)]).ok())
});

/// A template filled in the language of `words`.
pub(super) fn laid_out(template: &str, words: &Words, values: Value) -> String {
    let place = Language::ALL.iter().position(|language| *language == words.language()).unwrap_or_default();
    let made = LAID_OUT[place].as_ref().map(|all| all.get_template(template).and_then(|one| one.render(values)));
    match made {
        Some(Ok(text)) => text,
        // A mistake of the program: said, not hidden.
        Some(Err(error)) => format!("<pre>{}</pre>", error.to_string().replace('<', "&lt;")),
        None => String::new(),
    }
}

/// A piece of a page.
pub(super) fn piece(words: &Words, values: Value) -> String {
    laid_out("pieces.html", words, values)
}

/// What went wrong.
pub(super) fn problem(text: &str, words: &Words) -> String {
    piece(words, context! { kind => "problem", text })
}

/// What the tab of an address shows of a trial: beside the plan, if something was changed and the plan came as far.
pub(super) fn shown(house: &House, address: &Address, tried: &Tried, words: &Words) -> String {
    let plan = house.base_after(address, tried.results.replicates);
    let plan = plan.as_deref().filter(|_| !address.changes.is_empty());
    answers::piece(address.tab, tried, plan, words)
        .map_or_else(|error| problem(&House::told(&error, words), words), |piece| standing(tried, &piece, words))
}

/// An answer with what it stands on, and what is worth reading about the scenario.
fn standing(tried: &Tried, shown: &str, words: &Words) -> String {
    let (standing, warnings) = (answers::standing(tried, words), answers::warnings(tried, words));
    piece(words, context! { kind => "standing", standing, warnings, piece => shown })
}

/// How far a task is.
pub(super) fn progress(id: u64, (done, total): (u64, u64), seconds: f64, words: &Words) -> String {
    let share = if total == 0 { 0.0 } else { done as f64 / total as f64 };
    let text = if share > 0.02 {
        let left = words.number((seconds / share * (1.0 - share)).ceil(), 0);
        words.with("serve-progress", &[("share", &words.percent(share, 0)), ("seconds", &left)])
    } else {
        words.word("serve-begun")
    };
    let code = words.language().code();
    piece(words, context! { kind => "progress", id, code, text, done => done.min(total), total => total.max(1) })
}

/// Too much is going on.
pub(super) fn busy() -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, [("retry-after", "5")]).into_response()
}

/// A piece that follows a task.
pub(super) fn following(id: u64, words: &Words) -> String {
    piece(words, context! { kind => "task", id, query => format!("id={id}&lang={}", words.language().code()) })
}

/// What a trial is known by, with the language it is told in.
pub(super) fn told_of(key: &Key, words: &Words) -> String {
    format!("{}\n{}\n{}", words.language().code(), key.plan, key.settings.join("\n"))
}
