//! What made a number rise above its bound: the flows into it, on average up to its month.

use crate::report::names::{self, Measure};
use crate::report::words::Words;
use crate::scenario::file::CountKind;
use crate::scenario::{Count, Scenario};
use crate::summary::{MetricKind, Results, TargetResult};

/// How many flows are named.
const NAMED: usize = 4;

/// The flows that raised what a target counts, the greatest first; nothing where it is never above a bound, or where what
/// it lacks is told instead.
pub(super) fn raised(scenario: &Scenario, results: &Results, result: &TargetResult, words: &Words) -> Option<String> {
    let reading = &names::target(scenario, result.target).readings[result.reading];
    let told = results.limits.iter().any(|limit| limit.target == result.target);
    let single = reading.due().bounds.at_least.is_none();
    if result.above <= 0.0 || (single && told) {
        return None;
    }
    let count = reading.count.parts.as_ref().map_or(&reading.count, |parts| &parts.of);
    let month = results.months.iter().position(|month| *month == reading.due().at)?;
    let (id, mut flows) = flows(scenario, results, count, month, words)?;
    flows.retain(|(amount, _, _)| *amount > 0.0);
    flows.sort_by(|a, b| b.0.total_cmp(&a.0));
    let named = |(_, title, written): &(f64, String, String)| {
        words.with("raised-part", &[("flow", title), ("amount", written)])
    };
    let parts: Vec<String> = flows.iter().take(NAMED).map(named).collect();
    (!parts.is_empty()).then(|| words.with(id, &[("list", &words.list(&parts))]))
}

/// A flow: its mean, what it is called, and the mean as it is written.
type Flow = (f64, String, String);

fn flows(
    scenario: &Scenario,
    results: &Results,
    count: &Count,
    month: usize,
    words: &Words,
) -> Option<(&'static str, Vec<Flow>)> {
    let by_tier = |kind: &dyn Fn(crate::scenario::TierId) -> MetricKind| -> Vec<Flow> {
        let tiers = count.tiers.iter().filter_map(|tier| {
            let metric = results.metrics.iter().find(|metric| metric.kind == kind(*tier))?;
            let mean = metric.months.get(month)?.mean;
            let title = words.text(&scenario.tiers[tier.index()].named.title).to_owned();
            Some((mean, title, Measure::Count(0).write_mean(words, mean)))
        });
        tiers.collect()
    };
    match count.kind {
        CountKind::Stock
        | CountKind::Fte
        | CountKind::Additions
        | CountKind::Imports
        | CountKind::StockPer100Students => Some(("raised-by-entries", by_tier(&MetricKind::Additions))),
        CountKind::Leavers => Some(("raised-by-leavers", by_tier(&MetricKind::Leavers))),
        CountKind::Spend => {
            let year = scenario.start + month as i32;
            let last = year.year_opening_in(scenario.fiscal_year_starts);
            let flow = |line: &crate::scenario::LineId| {
                let own = results.line_money.iter().filter(|row| row.line == *line && row.fiscal_year <= last);
                let mean: f64 = own.map(|row| row.spend.mean).sum();
                let title = words.text(&scenario.lines[line.index()].named.title).to_owned();
                (mean, title, words.amount(mean))
            };
            Some(("raised-by-lines", count.lines.iter().map(flow).collect()))
        }
        _ => None,
    }
}
