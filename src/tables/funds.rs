//! Money by fund and fiscal year.

use super::frame::{Cell, both, fiscal_year, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per fund, fiscal year and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for money in &results.fund_money {
        let fund = &scenario.funds[money.fund.index()];
        let payer = fund.payer.map(|payer| &*scenario.payers[payer.index()].id);
        let quantities = [
            ("appropriation", &money.appropriation),
            ("carried_in", &money.carried_in),
            ("paid", &money.paid),
            ("need", &money.need),
            ("spend", &money.spend),
            ("gap", &money.gap),
            ("committed", &money.committed),
            ("queued", &money.queued),
            ("lapsed", &money.lapsed),
            ("overrun", &money.overrun),
        ];
        for (quantity, spread) in quantities {
            let mut row = row![&*fund.named.id];
            row.extend(both(&fund.named.title));
            row.extend(row![payer]);
            row.extend(fiscal_year(scenario, money.fiscal_year));
            row.extend(row![quantity]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
