//! Wanted, made and missed.

use super::frame::{Cell, fiscal_year, row};
use crate::scenario::Scenario;
use crate::summary::Results;

/// A row per source, tier and fiscal year.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    results
        .ledger
        .iter()
        .map(|entry| {
            let tier = entry.tier.map(|tier| &*scenario.tiers[tier.index()].named.id);
            let mut row = row![&*entry.source, tier];
            row.extend(fiscal_year(scenario, entry.fiscal_year));
            row.extend(row![entry.wanted, entry.made]);
            row.extend(entry.missed.map(Cell::from));
            row
        })
        .collect()
}
