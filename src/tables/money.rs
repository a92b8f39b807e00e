//! Money by line and fiscal year.

use super::frame::{Cell, both, fiscal_year, payer, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per line, fiscal year and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for money in &results.line_money {
        let line = &scenario.lines[money.line.index()];
        let fund = &scenario.funds[line.fund.index()];
        let quantities = [
            ("need", "yuan", &money.need),
            ("spend", "yuan", &money.spend),
            ("gap", "yuan", &money.gap),
            ("clawback", "yuan", &money.clawback),
            ("displaced", "count", &money.displaced),
        ];
        for (quantity, unit, spread) in quantities {
            let mut row = row![&*line.named.id];
            row.extend(both(&line.named.title));
            row.extend(row![&*fund.named.id, payer(scenario, line)]);
            row.extend(fiscal_year(scenario, money.fiscal_year));
            row.extend(row![quantity, unit]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
