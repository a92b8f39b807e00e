//! What is to be paid after the end.

use super::frame::{Cell, fiscal_year, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::{Period, Results};

/// A row per line (and all together), period and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for one in &results.commitments {
        let line = one.line.map(|line| &scenario.lines[line.index()]);
        let fund = line.map(|line| &*scenario.funds[line.fund.index()].named.id);
        let (period, year) = match one.period {
            Period::Unpaid => ("unpaid", None),
            Period::Year(year) => ("year", Some(year)),
            Period::All => ("all", None),
        };
        for (quantity, spread) in [("amount", &one.amount), ("certain", &one.certain)] {
            let mut row = row![line.map(|line| &*line.named.id), fund, period];
            let absent = || [Cell::Integer(None), Cell::Text(None)];
            row.extend(year.map_or_else(absent, |year| fiscal_year(scenario, year)));
            row.extend(row![quantity]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
