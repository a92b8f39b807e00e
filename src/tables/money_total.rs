//! Money of all funds by fiscal year.

use super::frame::{Cell, row, whole_spread};
use crate::summary::Results;

/// A row per fiscal year and quantity.
pub(super) fn rows(results: &Results) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for money in &results.total_money {
        for (quantity, spread) in [("need", &money.need), ("spend", &money.spend), ("gap", &money.gap)] {
            let mut row = row![money.fiscal_year, quantity];
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
