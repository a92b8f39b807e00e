//! What all funds pay in each month.

use super::frame::{Cell, fiscal_year, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per month.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let row = |one: &crate::summary::CashTotal| {
        let mut row = row![one.month.to_string()];
        row.extend(fiscal_year(scenario, one.month.year_opening_in(scenario.fiscal_year_starts)));
        row.extend(whole_spread(&one.spend));
        row
    };
    results.cash_total.iter().map(row).collect()
}
