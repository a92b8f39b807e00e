//! Money of each fund, and of all, over the whole run.

use super::frame::{Cell, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per fund and quantity; all funds together last.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for money in &results.plan_money {
        let fund = money.fund.map(|fund| &*scenario.funds[fund.index()].named.id);
        let quantities = [("need", &money.need), ("spend", &money.spend), ("gap", &money.gap)];
        for (quantity, spread) in quantities.into_iter().chain(money.beyond.iter().map(|one| ("beyond", one))) {
            let mut row = row![fund, quantity];
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
