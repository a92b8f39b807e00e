//! What is to be paid after the end, fund by fund: what is left at the end pays it first, the rest takes new money.

use crate::model::Model;
use crate::simulate::Record;

use super::numbers::{Numbers, Turn};

/// Quantities: to be paid, what of it is certain, paid from what was left, new money.
pub(super) const QUANTITIES: usize = 4;

/// What is to be paid after the end by fund, as it is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Promised {
    /// By fund, then all together; of each what was due and is unpaid, every fiscal year, and all of it.
    pub(super) funds: Vec<[Numbers; QUANTITIES]>,
    /// By line and month after the end: sums of what is to be paid, and of what of it is certain.
    pub(super) months: Vec<[i128; 2]>,
}

/// A period of a fund in one replicate.
type Cell = [i64; QUANTITIES];

impl Promised {
    /// Nothing is counted where the plan does not say for how long anything is paid.
    pub(super) fn new(model: &Model, empty: impl Fn() -> Numbers) -> Self {
        let (scenario, after) = (model.scenario(), model.after());
        let cells = if after.months == 0 { 0 } else { (scenario.funds.len() + 1) * (2 + after.years.len()) };
        Self {
            funds: (0..cells).map(|_| std::array::from_fn(|_| empty())).collect(),
            months: vec![[0; 2]; scenario.lines.len() * after.months],
        }
    }

    pub(super) fn push(&mut self, model: &Model, (record, turn): (&Record, Turn)) {
        if self.funds.is_empty() {
            return;
        }
        let (scenario, periods) = (model.scenario(), 1 + model.after().years.len());
        let mut cells = vec![[0; QUANTITIES]; (scenario.funds.len() + 1) * (periods + 1)];
        let (own, all) = cells.split_at_mut(scenario.funds.len() * (periods + 1));
        for (line, rows) in scenario.lines.iter().zip(record.after.chunks_exact(periods)) {
            let fund = line.fund.index() * (periods + 1);
            for (cell, [amount, certain]) in own[fund..].iter_mut().zip(rows) {
                cell[0] += amount;
                cell[1] += certain;
            }
        }
        for (fund, cells) in own.chunks_exact_mut(periods + 1).enumerate() {
            let mut left = left_at_the_end(model, record, fund);
            let mut whole: Cell = [0; QUANTITIES];
            for cell in &mut cells[..periods] {
                cell[2] = left.min(cell[0]);
                cell[3] = cell[0] - cell[2];
                left -= cell[2];
                add(&mut whole, cell);
            }
            cells[periods] = whole;
            all.iter_mut().zip(&*cells).for_each(|(sum, cell)| add(sum, cell));
        }
        for (histograms, numbers) in self.funds.iter_mut().zip(cells) {
            histograms.iter_mut().zip(numbers).for_each(|(one, number)| one.push(number, turn));
        }
        for (sums, row) in self.months.iter_mut().zip(&record.after_months) {
            sums.iter_mut().zip(row).for_each(|(sum, yuan)| *sum += i128::from(*yuan));
        }
    }
}

/// What a fund carries out of the last fiscal year; 0 for one that never binds.
fn left_at_the_end(model: &Model, record: &Record, fund: usize) -> i64 {
    let years = model.timeline().fiscal_years.len();
    match record.funds.get((fund + 1) * years - 1) {
        Some(row) if model.scenario().funds[fund].appropriation.is_some() => {
            (row.appropriation + row.carried_in + row.income + row.overrun - row.paid - row.lapsed).max(0)
        }
        _ => 0,
    }
}

fn add(sum: &mut Cell, cell: &Cell) {
    sum.iter_mut().zip(cell).for_each(|(sum, number)| *sum += number);
}
