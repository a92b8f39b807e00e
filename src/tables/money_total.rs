//! Money of all funds by fiscal year.

use super::frame::{Cell, fiscal_year, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per fiscal year and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for money in &results.total_money {
        let quantities = [("need", &money.need), ("spend", &money.spend), ("gap", &money.gap)];
        for (quantity, spread) in quantities.into_iter().chain(money.beyond.iter().map(|one| ("beyond", one))) {
            let mut row = fiscal_year(scenario, money.fiscal_year).to_vec();
            row.extend(row![quantity]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
