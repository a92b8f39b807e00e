//! People by tier at the end, and how often each adaptive rule fired.

use crate::report::table::{Cell, Column, Table};
use crate::report::words::Words;
use crate::scenario::Scenario;
use crate::summary::{MetricKind, Results, Spread};

use super::Chapter;

pub(super) fn chapter(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    Chapter {
        tables: tiers(scenario, results, words).into_iter().collect(),
        ..Chapter::new("people", words.word("page-people-title"))
    }
}

fn tiers(scenario: &Scenario, results: &Results, words: &Words) -> Option<Table> {
    let last = |wanted: MetricKind| -> Option<&Spread> {
        results.metrics.iter().find(|metric| metric.kind == wanted)?.months.last()
    };
    let numbers =
        ["median", "p10-p90", "mean", "people-joined", "people-left"].map(|id| Column::number(words.word(id)));
    let columns = [Column::text(words.word("people-tier"))].into_iter().chain(numbers);
    let caption = words.with("people-heading", &[("month", &scenario.end.to_string())]);
    let mut table = Table::new(caption, columns).note(words.word("people-note"));
    let counted = |name: Cell, stock: &Spread| {
        let range = words.range(stock.quantiles.p10, stock.quantiles.p90, 0);
        let [median, mean] = [(stock.quantiles.p50, 0), (stock.mean, 1)]
            .map(|(value, decimals)| Cell::number(words.number(value, decimals), value));
        vec![name, median, Cell::number(range, stock.quantiles.p10), mean]
    };
    for (index, tier) in scenario.tiers.iter().enumerate() {
        let id = index.into();
        let Some(stock) = last(MetricKind::Stock(id)) else { continue };
        let median = |kind| {
            last(kind).map_or_else(Cell::absent, |spread| {
                Cell::number(words.number(spread.quantiles.p50, 0), spread.quantiles.p50)
            })
        };
        let mut cells = counted(Cell::text(words.text(&tier.named.title)), stock);
        cells.extend([MetricKind::Additions(id), MetricKind::Leavers(id)].map(median));
        table.row(cells);
    }
    let mut table = table.unless_empty()?;
    if let Some(all) = last(MetricKind::Headcount) {
        table.push("total", counted(Cell::text(words.word("people-all")), all));
    }
    Some(table)
}

/// The chapter of the adaptive rules.
pub(super) fn rules(scenario: &Scenario, results: &Results, words: &Words) -> Chapter {
    let title = words.word("rules-heading");
    let columns = [
        Column::text(words.word("rules-rule")),
        Column::text(words.word("rule-at")),
        Column::number(words.word("rules-fires")),
    ];
    let mut table = Table::new(words.word("rules-caption"), columns);
    for (rule, fired) in scenario.rules.iter().zip(&results.rules) {
        table.row(vec![
            Cell::text(words.text(&rule.named.title)),
            Cell::text(rule.at.to_string()),
            Cell::probability(words, fired),
        ]);
    }
    Chapter { tables: table.unless_empty().into_iter().collect(), ..Chapter::new("rules", title) }
}
