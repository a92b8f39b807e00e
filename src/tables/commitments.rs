//! What is to be paid after the end.

use super::frame::{Cell, fiscal_year, payer, row, whole_spread};
use crate::scenario::Scenario;
use crate::summary::{Period, Results, Spread};

/// A row per line, fund (and all together), period and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    let mut tell = |whose: [Option<&str>; 3], period: Period, quantity: &str, spread: &Spread| {
        let (period, year) = match period {
            Period::Unpaid => ("unpaid", None),
            Period::Year(year) => ("year", Some(year)),
            Period::All => ("all", None),
        };
        let absent = || [Cell::Integer(None), Cell::Text(None)];
        let mut row: Vec<Cell> = whose.map(Cell::from).into();
        row.extend(row![period]);
        row.extend(year.map_or_else(absent, |year| fiscal_year(scenario, year)));
        row.extend(row![quantity]);
        row.extend(whole_spread(spread));
        rows.push(row);
    };
    for one in &results.commitments {
        let line = one.line.map(|line| &scenario.lines[line.index()]);
        let fund = line.map(|line| &*scenario.funds[line.fund.index()].named.id);
        let whose = [line.map(|line| &*line.named.id), fund, line.and_then(|line| payer(scenario, line))];
        tell(whose, one.period, "amount", &one.amount);
        tell(whose, one.period, "certain", &one.certain);
    }
    for one in &results.fund_commitments {
        let fund = one.fund.map(|fund| &scenario.funds[fund.index()]);
        let payer = fund.and_then(|fund| fund.payer).map(|payer| &*scenario.payers[payer.index()].id);
        let whose = [None, fund.map(|fund| &*fund.named.id), payer];
        // All together stands above.
        if fund.is_some() {
            tell(whose, one.period, "amount", &one.amount);
            tell(whose, one.period, "certain", &one.certain);
        }
        tell(whose, one.period, "carried", &one.carried);
        tell(whose, one.period, "new", &one.fresh);
    }
    rows
}
