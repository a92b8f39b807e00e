//! Cost lines with their codes of the budget's classification.

use super::frame::{Cell, both, row};
use crate::scenario::Scenario;

/// A row per line.
pub(super) fn rows(scenario: &Scenario) -> Vec<Vec<Cell>> {
    let of = |line: &crate::scenario::Line| {
        let fund = &scenario.funds[line.fund.index()];
        let payer = line.payer.or(fund.payer).map(|payer| &*scenario.payers[payer.index()].id);
        let [function, economic] = line.codes.each_ref().map(|code| code.as_deref());
        let mut row = row![&*line.named.id];
        row.extend(both(&line.named.title));
        row.extend(row![&*fund.named.id, payer, function, economic]);
        row
    };
    scenario.lines.iter().map(of).collect()
}
