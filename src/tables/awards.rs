//! Awards as they are paid, by channel and tier.

use super::frame::{Cell, fiscal_year, payer, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per channel, tier and fiscal year.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let row = |one: &crate::summary::AwardMoney| {
        let line = &scenario.lines[one.line.index()];
        let mut row = row![
            &*scenario.channels[one.channel.index()].named.id,
            one.tier.map(|tier| &*scenario.tiers[tier.index()].named.id),
            &*line.named.id,
            &*scenario.funds[line.fund.index()].named.id,
            payer(scenario, line),
        ];
        row.extend(fiscal_year(scenario, one.fiscal_year));
        row.extend(row![one.count, one.amount]);
        row
    };
    results.awards.iter().map(row).collect()
}
