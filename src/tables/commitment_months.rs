//! What is to be paid in each month after the end.

use super::frame::{Cell, fiscal_year, payer, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per line and month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let row = |one: &crate::summary::CommitmentMonth| {
        let line = &scenario.lines[one.line.index()];
        let fund = &*scenario.funds[line.fund.index()].named.id;
        let mut row = row![&*line.named.id, fund, payer(scenario, line), one.month.to_string()];
        row.extend(fiscal_year(scenario, one.month.year_opening_in(scenario.fiscal_year_starts)));
        row.extend(row![one.amount, one.certain]);
        row
    };
    results.commitment_months.iter().map(row).collect()
}
