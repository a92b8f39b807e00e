//! What falls due or comes in whatever else happens, by fiscal year.

use super::frame::{Cell, both, fiscal_year, row, whole_spread};
use crate::scenario::{Named, Scenario};
use crate::summary::Results;

/// A row per cost, allowance or income, fiscal year and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let named = |source: &str| -> Option<&Named> {
        let (noun, id) = source.split_once('.')?;
        let mut all: Box<dyn Iterator<Item = &Named>> = match noun {
            "cost" => Box::new(scenario.expenses.iter().map(|one| &one.named)),
            "allowance" => Box::new(scenario.allowances.iter().map(|one| &one.named)),
            _ => Box::new(scenario.incomes.iter().map(|one| &one.named)),
        };
        all.find(|named| named.id == id)
    };
    let mut rows = Vec::new();
    for flow in &results.flows {
        let line = flow.line.map(|line| &scenario.lines[line.index()]);
        let fund = line.map(|line| line.fund).or(flow.fund).map(|fund| &*scenario.funds[fund.index()].named.id);
        for (quantity, unit, spread) in [("count", "count", &flow.count), ("amount", "yuan", &flow.amount)] {
            let mut row = row![&*flow.source];
            row.extend(both(&named(&flow.source).map(|named| named.title.clone()).unwrap_or_default()));
            row.extend(row![line.map(|line| &*line.named.id), fund]);
            row.extend(fiscal_year(scenario, flow.fiscal_year));
            row.extend(row![quantity, unit]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
