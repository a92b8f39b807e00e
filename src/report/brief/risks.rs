//! What may go wrong, and what all of it rests on.

use crate::report::findings::strongest_by_parameter;
use crate::report::names;
use crate::report::view;
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{MilestoneResult, Results, TargetResult};

use super::{Section, targets};

/// Below this a target is rather missed than met.
const EVEN: f64 = 0.5;
/// Things that a sentence names.
const NAMED: usize = 4;
/// Numbers that should be found out first.
const FIRST: usize = 3;

pub(super) fn section(scenario: &Scenario, results: &Results, words: &Words) -> Section {
    let points = [unlikely(scenario, results, words), milestone(scenario, results, words), money(results, words)];
    Section { points: points.into_iter().flatten().collect(), ..Section::new("brief-risks", words) }
}

fn title(scenario: &Scenario, result: &TargetResult, words: &Words) -> String {
    words.text(&names::target(scenario, result.target).named.title).to_owned()
}

/// Targets that are rather missed than met, the least likely first.
fn unlikely(scenario: &Scenario, results: &Results, words: &Words) -> Option<String> {
    let mut all = targets::main(results);
    all.retain(|result| result.probability.estimate < EVEN);
    all.sort_by(|a, b| a.probability.estimate.total_cmp(&b.probability.estimate));
    let named = all.iter().take(NAMED).map(|result| {
        let values =
            [("target", title(scenario, result, words)), ("probability", words.probability(&result.probability))];
        words.with("brief-risk-target", &values.each_ref().map(|(name, value)| (*name, value.as_str())))
    });
    let named = words.list(&named.collect::<Vec<_>>());
    let id = if all.len() > NAMED { "brief-risk-unlikely-many" } else { "brief-risk-unlikely" };
    (!all.is_empty()).then(|| words.counted(id, all.len() as u64, &[("targets", &named)]))
}

/// The milestone that is missed most often, where it is missed more often than not.
fn milestone(scenario: &Scenario, results: &Results, words: &Words) -> Option<String> {
    let each = targets::main(results).into_iter().flat_map(|one| one.milestones.iter().map(move |stone| (one, stone)));
    let (result, stone): (&TargetResult, &MilestoneResult) =
        each.min_by(|a, b| a.1.probability.estimate.total_cmp(&b.1.probability.estimate))?;
    if stone.probability.estimate >= EVEN {
        return None;
    }
    let values = [
        ("target", title(scenario, result, words)),
        ("month", words.month(stone.month)),
        ("probability", words.probability(&stone.probability)),
    ];
    Some(words.with("brief-risk-milestone", &values.each_ref().map(|(name, value)| (*name, value.as_str()))))
}

/// How often money is missing, as far as quantiles tell.
fn money(results: &Results, words: &Words) -> Option<String> {
    let all = results.plan_money.iter().find(|one| one.fund.is_none())?;
    let beyond = &all.needed_beyond().quantiles;
    let (id, yuan) = match beyond {
        _ if beyond.p50 > 0.0 => ("brief-risk-money-half", beyond.p80),
        _ if beyond.p80 > 0.0 => ("brief-risk-money-fifth", beyond.p90),
        _ if beyond.p95 > 0.0 => ("brief-risk-money-seldom", beyond.p95),
        _ => return None,
    };
    Some(words.with(id, &[("amount", &words.amount(yuan)), ("middle", &words.amount(beyond.p50))]))
}

/// What is assumed, what should be found out first, and what no number here can tell.
pub(super) fn assumptions(scenario: &Scenario, results: &Results, words: &Words) -> Section {
    let mut points = vec![view::assumed(scenario, words)];
    let first: Vec<String> = strongest_by_parameter(results)
        .into_iter()
        .take(FIRST)
        .map(|one| names::parameter(scenario, words, &scenario.parameters[one.parameter.index()].path))
        .collect();
    points.extend((!first.is_empty()).then(|| words.with("brief-first", &[("numbers", &words.clauses(&first))])));
    points.push(words.word("brief-cannot"));
    Section { points, ..Section::new("brief-assumptions", words) }
}
