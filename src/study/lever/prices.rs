//! What one unit costs of each thing that a line pays for: money below that buys nothing on its line.

use crate::scenario::{Fund, LineId, Parameter, ParameterId, Scenario};

use super::{Lever, LeverUnit};

/// The quantile of a price that is not known which is taken to be enough.
const ENOUGH: f64 = 0.95;

/// What one award, fee, round, move or unit of a programme costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Price {
    /// Whole yuan that are enough for one, at least 1: what it costs, or where that is not known what it costs at most in 95 %
    /// of the draws. On average would be too little in half of them.
    pub(crate) yuan: i64,
    /// Whether every draw has the same.
    pub(crate) is_known: bool,
}

/// The prices of what a line pays for, each once, least first. What costs nothing has none.
pub(crate) fn prices(scenario: &Scenario, line: LineId) -> Vec<Price> {
    let costs = scenario.moves.iter().filter_map(|one| one.cost.as_ref());
    let costs = costs.chain(
        scenario
            .channels
            .iter()
            .flat_map(|one| [one.fee.as_ref().map(|fee| &fee.cost), one.round_cost.as_ref(), one.offer_cost.as_ref()])
            .flatten(),
    );
    let costs = costs.chain(scenario.expenses.iter().map(|one| &one.cost));
    let costs = costs.chain(scenario.allowances.iter().map(|one| &one.cost));
    let costs = costs.chain(scenario.programmes.iter().filter_map(|one| one.unit_cost.as_ref()));
    let stated = costs.filter(|cost| cost.line == line).map(|cost| &cost.amount);
    let awards = scenario.channels.iter().filter_map(|one| one.award.as_ref()).filter(|award| award.line == line);
    let stated = stated.chain(awards.flat_map(|award| award.amount.iter().flatten()));
    let number = |id: ParameterId| scenario.parameters.get(id.index());
    // Where prices rise by an unknown rate, what is enough for one is enough at a high rate too.
    let rise = scenario.price_index(line, |id| number(id).map_or(0.0, |one| one.quantile(ENOUGH)));
    let certain = scenario.prices.iter().filter(|one| one.lines.contains(&line)).flat_map(|one| &one.growth);
    let certain = certain.flatten().all(|id| number(*id).is_none_or(Parameter::is_known));
    let price = |(id, rise): (&Option<ParameterId>, &f64)| {
        let one = number((*id)?)?;
        let yuan = libm::ceil(one.quantile(ENOUGH) * rise - 0.5) as i64;
        (yuan > 0).then_some(Price { yuan, is_known: one.is_known() && certain })
    };
    let mut prices: Vec<Price> = stated.flat_map(|series| series.iter().zip(&rise).filter_map(price)).collect();
    prices.sort_unstable();
    prices.dedup();
    prices
}

/// What a unit in each year that a lever of money acts on costs, of the dearest thing that it pays for, in whole yuan;
/// none if nothing has a price, or the lever is no money.
pub(crate) fn dearest(scenario: &Scenario, lever: &Lever) -> Option<i64> {
    if lever.unit() != LeverUnit::Yuan {
        return None;
    }
    let lines = (0..scenario.lines.len()).map(LineId::from).filter(|line| pays(scenario, lever.name(), *line));
    let unit = lines.flat_map(|line| prices(scenario, line)).max()?.yuan;
    let years = if lever.name().contains('@') { 1 } else { scenario.fiscal_years().len() as i64 };
    Some(unit.saturating_mul(years))
}

/// Whether a lever of money, by its name, is of a line: the line itself, its fund, or the fund that backs what is set apart
/// for it.
pub(crate) fn pays(scenario: &Scenario, name: &str, id: LineId) -> bool {
    let Some(line) = scenario.lines.get(id.index()) else { return false };
    let fund = scenario.funds.get(line.fund.index());
    let behind = fund.and_then(|fund| fund.backed_by).and_then(|fund| scenario.funds.get(fund.index()));
    let path = name.split('@').next().unwrap_or(name);
    match path.split_once('.') {
        Some(("line", own)) => line.named.id == own,
        Some(("fund", own)) => {
            let own = own.trim_end_matches(".appropriation");
            let is = |fund: Option<&Fund>| fund.is_some_and(|fund| fund.named.id == own);
            is(fund) || (fund.is_some_and(|fund| fund.named.id.starts_with("line.")) && is(behind))
        }
        _ => true,
    }
}
