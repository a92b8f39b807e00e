//! What falls due or comes in whatever else happens, by fiscal year.

use super::frame::{Cell, both, fiscal_year, row, whole_spread};
use crate::scenario::{Named, Scenario};
use crate::summary::Results;
use crate::words::{Text, text};

/// What a source of people, units or money is called: the title behind `move.ID`, `channel.ID`, `programme.ID`, `cost.ID`,
/// `allowance.ID` or `income.ID`, and the offers of a channel behind `offers.ID`.
#[must_use]
pub fn source_title(scenario: &Scenario, source: &str) -> Option<Text> {
    let (noun, id) = source.split_once('.')?;
    let mut all: Box<dyn Iterator<Item = &Named>> = match noun {
        "move" => Box::new(scenario.moves.iter().map(|one| &one.named)),
        "channel" | "offers" => Box::new(scenario.channels.iter().map(|one| &one.named)),
        "programme" => Box::new(scenario.programmes.iter().map(|one| &one.named)),
        "cost" => Box::new(scenario.expenses.iter().map(|one| &one.named)),
        "allowance" => Box::new(scenario.allowances.iter().map(|one| &one.named)),
        "income" => Box::new(scenario.incomes.iter().map(|one| &one.named)),
        _ => return None,
    };
    let title = all.find(|named| named.id == id)?.title.clone();
    Some(if noun == "offers" { text!("source-offers", title) } else { title })
}

/// A row per cost, allowance, income or channel whose offers cost something, fiscal year and quantity.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<Cell>> {
    let mut rows = Vec::new();
    for flow in &results.flows {
        let line = flow.line.map(|line| &scenario.lines[line.index()]);
        let fund = line.map(|line| line.fund).or(flow.fund).map(|fund| &*scenario.funds[fund.index()].named.id);
        for (quantity, unit, spread) in [("count", "count", &flow.count), ("amount", "yuan", &flow.amount)] {
            let mut row = row![&*flow.source];
            row.extend(both(&source_title(scenario, &flow.source).unwrap_or_default()));
            row.extend(row![line.map(|line| &*line.named.id), fund]);
            row.extend(fiscal_year(scenario, flow.fiscal_year));
            row.extend(row![quantity, unit]);
            row.extend(whole_spread(spread));
            rows.push(row);
        }
    }
    rows
}
