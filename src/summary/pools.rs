//! Funds that stand in for each other, as one pot.

use crate::model::Model;
use crate::scenario::{FundId, Scenario};
use crate::simulate::Record;

use super::numbers::{Numbers, Turn};

/// Quantities of a pool: need, spend, gap, and what is needed beyond the appropriations.
pub(super) const QUANTITIES: usize = 4;

/// Funds that stand in for each other: a fund and all that it backs, through others too, in their order. What the last one
/// to step in holds ready can pay for any of them. A fund by itself is no pool.
pub(super) fn pools(scenario: &Scenario) -> Vec<Vec<FundId>> {
    let last = |fund: usize| {
        let mut at = fund;
        while let Some(next) = scenario.funds[at].backed_by {
            at = next.index();
        }
        at
    };
    let of = |root: usize| (0..scenario.funds.len()).filter(|fund| last(*fund) == root).map(Into::into).collect();
    let all: Vec<Vec<FundId>> = (0..scenario.funds.len()).map(of).collect();
    all.into_iter().filter(|funds| funds.len() > 1).collect()
}

/// Pools in each fiscal year and over the whole run, as they are counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Pools {
    pub(super) funds: Vec<Vec<FundId>>,
    /// By pool, then fiscal year, then all years together.
    pub(super) numbers: Vec<[Numbers; QUANTITIES]>,
}

impl Pools {
    pub(super) fn new(model: &Model, empty: impl Fn() -> Numbers) -> Self {
        let funds = pools(model.scenario());
        let cells = funds.len() * (model.timeline().fiscal_years.len() + 1);
        Self { funds, numbers: (0..cells).map(|_| std::array::from_fn(|_| empty())).collect() }
    }

    /// Counts a replicate, of which `by_fund` has the quantities by fund and fiscal year. What waits when a year closes is
    /// wanted again in the next: over all years it counts once.
    pub(super) fn push(&mut self, by_fund: &[[i64; QUANTITIES]], (record, turn): (&Record, Turn), years: usize) {
        for (funds, cells) in self.funds.iter().zip(self.numbers.chunks_exact_mut(years + 1)) {
            let mut whole = [0; QUANTITIES];
            for (year, numbers) in cells.iter_mut().enumerate() {
                let mut sums = [0; QUANTITIES];
                if year == years {
                    sums = whole;
                } else {
                    for at in funds.iter().map(|fund| fund.index() * years + year) {
                        let twice = if year + 1 < years { record.funds[at].queued } else { 0 };
                        for (place, number) in by_fund[at].into_iter().enumerate() {
                            sums[place] += number;
                            whole[place] += if place == 1 { number } else { number - twice };
                        }
                    }
                }
                numbers.iter_mut().zip(sums).for_each(|(one, number)| one.push(number, turn));
            }
        }
    }
}
