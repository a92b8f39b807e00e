//! What would help most, and costs least: from the studies that are cited, or else from what holds the targets back.

use std::collections::BTreeMap;

use crate::report::findings::shares;
use crate::report::names;
use crate::report::study;
use crate::report::table::SAFE;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{Limit, Results};

use super::{Cited, Section, targets};

/// Sentences of a study that are cited.
const SENTENCES: usize = 3;
/// Targets that are named of each limit.
const NAMED: usize = 3;

pub(super) fn section(scenario: &Scenario, results: &Results, cited: &[Cited<'_>], words: &Words) -> Section {
    let section = Section::new("brief-help", words);
    if results.targets.is_empty() {
        return section;
    }
    if cited.is_empty() {
        let points: Vec<String> =
            held(scenario, results, words).into_iter().chain(more_money(results, words)).collect();
        let id = if points.is_empty() { "brief-help-safe" } else { "brief-help-unstudied" };
        return Section { paragraphs: vec![words.word(id)], points, ..section };
    }
    let points = cited.iter().map(|one| found(one, words)).chain(more_money(results, words)).collect();
    Section { paragraphs: vec![words.counted("brief-help-studied", cited.len() as u64, &[])], points, ..section }
}

/// What a study was asked and what it found.
fn found(cited: &Cited<'_>, words: &Words) -> String {
    let view = study::view(cited.answer, cited.scenarios, words);
    let said: Vec<String> = view.sentences.into_iter().take(SENTENCES).collect();
    words.with(
        "brief-help-found",
        &[("question", &view.title), ("answer", &said.join(&words.word("between-sentences")))],
    )
}

/// The targets that are not fairly safe, by what holds them back most.
fn held(scenario: &Scenario, results: &Results, words: &Words) -> Vec<String> {
    let mut by_limit: BTreeMap<usize, (Limit, Vec<String>)> = BTreeMap::new();
    for result in doubtful(results) {
        let Some((limit, _)) = shares(results, result.target).into_iter().next() else { continue };
        let title = words.text(&names::target(scenario, result.target).named.title).to_owned();
        let at = Limit::ALL.iter().position(|one| *one == limit).unwrap_or_default();
        by_limit.entry(at).or_insert_with(|| (limit, Vec::new())).1.push(title);
    }
    let mut groups: Vec<(Limit, Vec<String>)> = by_limit.into_values().collect();
    groups.sort_by_key(|(_, titles)| std::cmp::Reverse(titles.len()));
    let point = |(limit, titles): (Limit, Vec<String>)| {
        let id = if titles.len() > NAMED { "brief-help-limit-many" } else { "brief-help-limit" };
        let shown = words.list(titles.get(..NAMED).unwrap_or(&titles));
        let values = [("limit", names::limit(words, limit)), ("targets", shown)];
        words.counted(id, titles.len() as u64, &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    };
    groups.into_iter().map(point).collect()
}

/// Whether more money alone would help: of how many targets it is what holds them back most.
fn more_money(results: &Results, words: &Words) -> Option<String> {
    let doubtful: Vec<_> = doubtful(results).collect();
    if results.total_money.is_empty() || doubtful.is_empty() {
        return None;
    }
    let first = |target| shares(results, target).first().map(|(limit, _)| *limit);
    let short = doubtful.iter().filter(|result| first(result.target) == Some(Limit::Money)).count();
    let id = if short == 0 { "brief-help-money-none" } else { "brief-help-money" };
    Some(words.counted(id, short as u64, &[("all", &doubtful.len().to_string())]))
}

fn doubtful(results: &Results) -> impl Iterator<Item = &crate::summary::TargetResult> {
    targets::main(results).into_iter().filter(|result| result.probability.estimate < SAFE)
}
