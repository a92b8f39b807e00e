//! What was paid, beside what was to be.

use crate::fit::PaidRow;
use crate::scenario::{FundId, LineId, Scenario};
use crate::summary::Results;

use super::findings::Executed;

/// Lines and funds in the fiscal years before `year`: the budget, what was expected of it, and what was paid.
#[must_use]
pub fn executed(scenario: &Scenario, then: &Results, paid: &[PaidRow], year: i32) -> Vec<Executed> {
    let of = |lines: &[LineId], year: i32| {
        let own: Vec<i64> =
            paid.iter().filter(|row| lines.contains(&row.line) && row.year == year).map(|row| row.yuan).collect();
        (!own.is_empty()).then(|| own.iter().sum())
    };
    let lines = then.line_money.iter().filter(|one| one.fiscal_year < year).map(|one| Executed {
        line: Some(one.line),
        fund: None,
        fiscal_year: one.fiscal_year,
        budget: one.need.mean,
        expected: one.spend,
        paid: of(&[one.line], one.fiscal_year),
    });
    let limited = |fund: FundId| scenario.funds[fund.index()].appropriation.is_some();
    let funds = then.fund_money.iter().filter(|one| one.fiscal_year < year && limited(one.fund)).map(|one| Executed {
        line: None,
        fund: Some(one.fund),
        fiscal_year: one.fiscal_year,
        budget: one.appropriation.mean,
        expected: one.spend,
        paid: of(&lines_of(scenario, one.fund), one.fiscal_year),
    });
    lines.chain(funds).collect()
}

/// The lines that a fund pays.
fn lines_of(scenario: &Scenario, fund: FundId) -> Vec<LineId> {
    let pays = |line: &LineId| scenario.lines[line.index()].fund == fund;
    (0..scenario.lines.len()).map(LineId::from).filter(pays).collect()
}
