//! What is paid in each month, by line.

use super::frame::{Cell, both, fiscal_year, payer, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per line and month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let row = |one: &crate::summary::CashMonth| {
        let line = &scenario.lines[one.line.index()];
        let mut row = row![&*line.named.id];
        row.extend(both(&line.named.title));
        row.extend(row![&*scenario.funds[line.fund.index()].named.id, payer(scenario, line), one.month.to_string()]);
        row.extend(fiscal_year(scenario, one.month.year_opening_in(scenario.fiscal_year_starts)));
        row.extend(row![one.spend]);
        row
    };
    results.cash.iter().map(row).collect()
}
