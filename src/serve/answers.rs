//! What a plan under changes says, as the pieces of a page that a tab shows.

use crate::app::AppError;
use crate::report::page::fragment;
use crate::report::{Words, view};

use super::address::Tab;
use super::desk::Tried;

/// What `tab` shows of a trial; beside the plan of as many replicates, if there is one and something was changed.
pub(super) fn piece(tab: Tab, tried: &Tried, plan: Option<&Tried>, words: &Words) -> Result<String, AppError> {
    let mut view = view::run(&tried.scenario, &tried.results, words);
    if let Some(plan) = plan {
        view.beside(&view::run(&plan.scenario, &plan.results, words), words);
    }
    let shown = fragment(&view, tab == Tab::Answer, Some(tab.chapters()), words);
    shown.map_err(|error| AppError::Internal(error.to_string()))
}

/// What is worth reading about a scenario; empty if nothing is.
pub(super) fn warnings(tried: &Tried, words: &Words) -> String {
    tried.warnings.render(words.language())
}

/// How many replicates an answer stands on.
pub(super) fn standing(tried: &Tried, words: &Words) -> String {
    let (done, last) = (tried.results.replicates, tried.last);
    let [done_text, last_text] = [done, last].map(|count| words.number(count as f64, 0));
    if done < last {
        words.with("serve-standing", &[("done", &done_text), ("last", &last_text)])
    } else {
        words.with("serve-standing-last", &[("last", &last_text)])
    }
}
