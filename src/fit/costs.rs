//! Unit costs, read off what was paid for how many.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::scenario::{Cost, LineId, ParameterId, Scenario};

use super::cells::Sort;
use super::findings::Why;
use super::prior::{SdPrior, YEARLY_SD};
use super::shown::{Found, Scale, Shown};

/// What was paid on a line in a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PaidRow {
    /// The line.
    pub line: LineId,
    /// The fiscal year, by the calendar year in which it opens.
    pub year: i32,
    /// For how many units, where that is known: people, courses, awards.
    pub units: Option<f64>,
    /// Yuan.
    pub yuan: i64,
}

/// Reads what each unit cost off payments of which the units are known. Where several costs are paid from a line, its payments
/// do not tell them apart.
pub(super) fn unit_costs(model: &Model, rows: &[PaidRow]) -> Found {
    let scenario = model.scenario();
    let mut found = Found::default();
    let mut seen: BTreeMap<ParameterId, Vec<(f64, f64)>> = BTreeMap::new();
    for row in rows {
        let Some(units) = row.units.filter(|units| *units > 0.0 && row.yuan > 0) else { continue };
        let costs: Vec<&Cost> = unit_prices(scenario).filter(|cost| cost.line == row.line).collect();
        if let [cost] = costs[..] {
            // Before the run a price was what is stated of its first year.
            let year = model.timeline.fiscal_years.iter().position(|own| *own == row.year).unwrap_or(0);
            if let Some(id) = cost.amount.get(year).copied().flatten() {
                seen.entry(id).or_default().push((units, row.yuan as f64));
            }
        } else {
            found
                .refused
                .extend(costs.iter().flat_map(|cost| cost.amount.iter().flatten()).map(|id| (*id, Why::Lines)));
        }
    }
    for (id, years) in seen {
        let prices: Vec<f64> = years.iter().map(|(units, yuan)| yuan / units).collect();
        let shown = Shown {
            parameter: id,
            number: &scenario.parameters[id.index()],
            sort: Sort::UnitCost,
            scale: Scale::Logarithm,
            years: &prices,
            at_risk: years.iter().map(|(units, _)| units).sum(),
            events: years.iter().map(|(_, yuan)| yuan).sum(),
        };
        // How much years differ is no number of a plan: its prices are sure once they are drawn.
        found.known.push(shown.read(&SdPrior::HalfNormal(YEARLY_SD), String::new()).0);
    }
    found.refused.sort_unstable_by_key(|(id, _)| *id);
    found.refused.dedup();
    found
}

/// Everything that a plan pays for by the piece.
pub(super) fn unit_prices(scenario: &Scenario) -> impl Iterator<Item = &Cost> {
    let moves = scenario.moves.iter().filter_map(|one| one.cost.as_ref());
    let programmes = scenario.programmes.iter().filter_map(|one| one.unit_cost.as_ref());
    let channels = scenario.channels.iter().flat_map(|one| {
        let fee = one.fee.as_ref().map(|fee| &fee.cost);
        fee.into_iter().chain(&one.round_cost).chain(&one.offer_cost)
    });
    moves.chain(programmes).chain(channels)
}
