//! The answer in two sentences, made from the numbers.

use crate::report::findings::shares;
use crate::report::names;
use crate::report::words::Words;
use crate::scenario::{Basis, Scenario, TargetId};
use crate::summary::{MetricKind, Probability, Results, TargetResult};

/// How many things a sentence names.
const NAMED: usize = 3;
/// How many limits a sentence names.
const LIMITS: usize = 2;

/// The sentences: what is likely under which money; what is weakest and what holds it back.
pub(in crate::report) fn sentences(scenario: &Scenario, results: &Results, words: &Words) -> Vec<String> {
    let main: Vec<&TargetResult> = results.targets.iter().filter(|result| result.reading == 0).collect();
    let first = match main.as_slice() {
        [] => no_targets(scenario, results, words),
        [one] => single(scenario, one, words),
        _ => together(scenario, results, &main, words),
    };
    let mut sentences = vec![with_money(scenario, results, &first, words)];
    sentences.extend(weakest(scenario, results, &main, words));
    sentences
}

/// Puts the money before the sentence, if money plays a part.
fn with_money(scenario: &Scenario, results: &Results, sentence: &str, words: &Words) -> String {
    match money(scenario, results, words) {
        Some(money) => words.with("answer-with-money", &[("money", &money), ("sentence", sentence)]),
        None => capital(sentence),
    }
}

/// Under which money, such as "with 6 million yuan granted from 2021 to 2023".
fn money(scenario: &Scenario, results: &Results, words: &Words) -> Option<String> {
    if scenario.lines.is_empty() || results.fund_money.is_empty() {
        return None;
    }
    let granted = |fund: usize| -> Vec<(i32, f64)> {
        let years = results.fund_money.iter().filter(|year| year.fund.index() == fund);
        years.map(|year| (year.fiscal_year, year.appropriation.mean)).collect()
    };
    let bounded: Vec<usize> =
        (0..scenario.funds.len()).filter(|&fund| scenario.funds[fund].appropriation.is_some()).collect();
    let assumed = bounded.iter().flat_map(|&fund| scenario.funds[fund].appropriation.iter().flatten().flatten());
    let assumed = assumed.into_iter().any(|id| scenario.parameters[id.index()].basis == Some(Basis::Assumption));
    let mark = |id: &str| words.word(if assumed { id } else { "answer-money-stated" });
    let assumed = mark("answer-money-assumed");
    Some(match bounded.as_slice() {
        [] => words.word("answer-money-free"),
        [one] => {
            let years = granted(*one);
            let title = words.text(&scenario.funds[*one].named.title);
            let same = years.windows(2).all(|pair| (pair[0].1 - pair[1].1).abs() < 0.5);
            match years.first() {
                Some((_, amount)) if same && years.len() > 1 => {
                    let values = [("fund", title), ("amount", &words.amount(*amount)), ("assumed", &assumed)];
                    words.with("answer-money-even", &values)
                }
                _ => {
                    let values =
                        [("fund", title), ("amounts", &yearly(scenario, &years, words)), ("assumed", &assumed)];
                    words.with("answer-money-one", &values)
                }
            }
        }
        many => {
            let mut funds: Vec<(f64, usize)> =
                many.iter().map(|&fund| (granted(fund).iter().map(|(_, amount)| amount).sum(), fund)).collect();
            funds.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let total: f64 = funds.iter().map(|(amount, _)| amount).sum();
            let parts: Vec<String> = funds
                .iter()
                .take(NAMED)
                .map(|(amount, fund)| {
                    let title = words.text(&scenario.funds[*fund].named.title);
                    words.with("answer-money-part", &[("fund", title), ("amount", &words.amount(*amount))])
                })
                .collect();
            let (first, last) = (results.fiscal_years.first()?, results.fiscal_years.last()?);
            let values = [
                ("amount", words.amount(total)),
                ("first", scenario.fiscal_label(*first)),
                ("last", scenario.fiscal_label(*last)),
                ("parts", words.list(&parts)),
                ("assumed", mark("answer-money-assumed-all")),
            ];
            let values: Vec<(&str, &str)> = values.iter().map(|(name, value)| (*name, value.as_str())).collect();
            words.with(if first == last { "answer-money-total-year" } else { "answer-money-total" }, &values)
        }
    })
}

/// Amounts by year, such as "5 million yuan in 2021, 6 million yuan in 2022".
fn yearly(scenario: &Scenario, years: &[(i32, f64)], words: &Words) -> String {
    let parts: Vec<String> = years
        .iter()
        .map(|(year, amount)| {
            words.with(
                "answer-money-year",
                &[("year", &scenario.fiscal_label(*year)), ("amount", &words.amount(*amount))],
            )
        })
        .collect();
    words.list(&parts)
}

/// There is nothing to be likely: how many people there are at the end.
fn no_targets(scenario: &Scenario, results: &Results, words: &Words) -> String {
    let all = results.metrics.iter().find(|metric| metric.kind == MetricKind::Headcount);
    let Some(end) = all.and_then(|metric| metric.months.last()) else { return words.word("answer-no-targets") };
    words.with(
        "answer-no-targets-people",
        &[
            ("month", &words.month(scenario.end)),
            ("median", &words.number(end.quantiles.p50, 0)),
            ("range", &words.range(end.quantiles.p10, end.quantiles.p90, 0)),
        ],
    )
}

fn single(scenario: &Scenario, result: &TargetResult, words: &Words) -> String {
    let target = names::target(scenario, result.target);
    let title = words.text(&target.named.title);
    let month = words.month(target.at);
    let id = sure(&result.probability, ["answer-one-never", "answer-one", "answer-one-always"]);
    let values = [("target", title), ("month", &month), ("replicates", &words.number(result.probability.of as f64, 0))];
    chance(words, id, &values, &result.probability)
}

fn together(scenario: &Scenario, results: &Results, main: &[&TargetResult], words: &Words) -> String {
    let joint = scenario.targets.iter().filter(|target| target.joint).count();
    let alone = || main.iter().find(|result| names::target(scenario, result.target).joint);
    if joint == 1
        && let Some(only) = alone()
    {
        return single(scenario, only, words);
    }
    if joint == 0 || results.joint.of == 0 {
        let safe = main.iter().filter(|result| result.probability.estimate >= crate::report::table::SAFE).count();
        return words.counted("answer-safe", main.len() as u64, &[("safe", &safe.to_string())]);
    }
    let id = sure(&results.joint, ["answer-all-never", "answer-all", "answer-all-always"]);
    let all = if joint == main.len() { "answer-all-targets" } else { "answer-joint-targets" };
    let count = words.counted(all, joint as u64, &[]);
    let values = [("targets", count.as_str()), ("replicates", &words.number(results.joint.of as f64, 0))];
    chance(words, id, &values, &results.joint)
}

/// The weakest target and what holds it back; nothing where nothing is ever missed.
fn weakest(scenario: &Scenario, results: &Results, main: &[&TargetResult], words: &Words) -> Option<String> {
    let least = main.iter().map(|result| result.probability.count).min()?;
    let mut weakest: Vec<&&TargetResult> = main.iter().filter(|result| result.probability.count == least).collect();
    if weakest.first().is_none_or(|result| result.probability.count == result.probability.of) {
        return None;
    }
    // Of equals, the one that is furthest from its bound.
    let distance = |result: &TargetResult| {
        let bound = names::target(scenario, result.target).readings[result.reading].due().bounds.size();
        if bound > 0.0 { result.shortfall / bound } else { result.shortfall }
    };
    weakest.sort_by(|a, b| distance(b).total_cmp(&distance(a)));
    let first = weakest.first()?;
    let held = held_back(results, first.target, words);
    let title = |result: &TargetResult| words.text(&names::target(scenario, result.target).named.title).to_owned();
    let said = match (main.len(), weakest.len()) {
        (1, _) => None,
        (_, 1) => Some(words.with(
            "answer-weakest",
            &[
                ("target", &title(first)),
                ("probability", &words.probability(&first.probability)),
                ("interval", &words.interval(&first.probability)),
            ],
        )),
        (all, several) if all == several => {
            let probability = words.probability(&first.probability);
            Some(words.with("answer-weakest-all", &[("probability", &probability)]))
        }
        (_, several) => {
            let named: Vec<String> = weakest.iter().take(NAMED).map(|result| title(result)).collect();
            let id = if several > NAMED { "answer-weakest-many" } else { "answer-weakest-several" };
            let probability = words.probability(&first.probability);
            Some(words.with(
                id,
                &[
                    ("targets", &words.list(&named)),
                    ("number", &several.to_string()),
                    ("probability", &probability),
                    ("target", &title(first)),
                ],
            ))
        }
    };
    match (said, held) {
        (None, None) => None,
        (None, Some(held)) => Some(words.with("answer-held-one", &[("limits", &held)])),
        (Some(said), None) => Some(words.with("answer-stop", &[("sentence", &said)])),
        (Some(said), Some(held)) if weakest.len() == 1 => {
            Some(words.with("answer-held", &[("sentence", &said), ("limits", &held)]))
        }
        (Some(said), Some(held)) => {
            Some(words.with("answer-held-of", &[("sentence", &said), ("limits", &held), ("target", &title(first))]))
        }
    }
}

/// The first limits of a target with their shares.
fn held_back(results: &Results, target: TargetId, words: &Words) -> Option<String> {
    let parts: Vec<String> = shares(results, target)
        .iter()
        .take(LIMITS)
        .map(|(limit, share)| {
            let share = words.part(*share);
            words.with("answer-limit", &[("limit", &names::limit(words, *limit)), ("share", &share)])
        })
        .collect();
    (!parts.is_empty()).then(|| words.sentence_list(&parts))
}

/// Which of three messages fits: never, sometimes, always.
fn sure(probability: &Probability, ids: [&'static str; 3]) -> &'static str {
    match probability.count {
        0 => ids[0],
        count if count >= probability.of => ids[2],
        _ => ids[1],
    }
}

fn chance(words: &Words, id: &str, values: &[(&str, &str)], probability: &Probability) -> String {
    let (share, interval) = (words.probability(probability), words.interval(probability));
    let mut all = values.to_vec();
    all.extend([("probability", share.as_str()), ("interval", interval.as_str())]);
    words.with(id, &all)
}

/// The sentence with a capital letter at its head, where letters have them.
fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
