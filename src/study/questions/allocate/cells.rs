//! Cells of a split: the money of a lever in each fiscal year, what is paid from it, and what one unit of it costs.
//!
//! A line that is a lever over all years has a cell in each of them; whatever else is a lever is one cell.

use crate::scenario::{LineId, Scenario};
use crate::study::design::{Measure, Outcomes};
use crate::study::error::StudyError;
use crate::study::lever::{Lever, whole_parts};
use crate::study::lever::{Price, pays, prices};

/// Most prices of one cell that a search steps in: least, middle and greatest.
const PRICES: usize = 3;

/// Money of one lever, in one fiscal year or in all that it acts on.
pub(super) struct Cell {
    /// Position of its lever.
    pub(super) lever: usize,
    /// Changes this money alone.
    pub(super) handle: Lever,
    /// The fiscal year, if it is one.
    pub(super) year: Option<i32>,
    /// What one unit costs of the things that it pays for, least first.
    pub(super) prices: Vec<Price>,
    /// Whether anything is wanted of it, as far as was seen.
    pub(super) is_wanted: bool,
    /// The lines that it pays, by id, and the fiscal years in which.
    paid: Vec<(String, i32)>,
}

impl Cell {
    /// The most that was paid in any replicate, and the most that was wanted of it and not paid.
    pub(super) fn seen(&self, outcomes: &Outcomes) -> (i64, i64) {
        let most = |of: &dyn Fn(String, i32) -> Measure| {
            let all = self.paid.iter().filter_map(|(line, year)| outcomes.series(&of(line.clone(), *year)));
            let sum = all.reduce(|mut sum, one| {
                sum.values.iter_mut().zip(one.values).for_each(|(sum, value)| *sum += value);
                sum
            });
            sum.and_then(|sum| sum.values.into_iter().max()).unwrap_or(0)
        };
        (most(&|line, year| Measure::Spend { line, year }), most(&|line, year| Measure::Gap { line, year }))
    }

    /// The least price of what it pays for; 1 yuan where nothing has a price.
    pub(super) fn unit(&self) -> i64 {
        self.prices.first().map_or(1, |price| price.yuan)
    }

    /// The price of everything that it pays for, if that is one and the same in every draw.
    pub(super) fn only_price(&self) -> Option<i64> {
        match self.prices.as_slice() {
            [Price { yuan, is_known: true }] => Some(*yuan),
            _ => None,
        }
    }
}

/// The cells of levers, lever by lever.
pub(super) fn cells_of(scenario: &Scenario, levers: &[Lever]) -> Result<Vec<Cell>, StudyError> {
    let mut cells = Vec::new();
    for (position, lever) in levers.iter().enumerate() {
        let name = lever.name();
        let (path, stated) = name.split_once('@').map_or((name, None), |(path, year)| (path, Some(year)));
        let years: Vec<i32> = (scenario.fiscal_years().into_iter())
            .filter(|year| stated.is_none_or(|stated| year.to_string() == stated))
            .collect();
        let lines: Vec<LineId> =
            (0..scenario.lines.len()).map(LineId::from).filter(|id| pays(scenario, path, *id)).collect();
        let ids = |year: &i32| -> Vec<(String, i32)> {
            let line = |id: &LineId| scenario.lines.get(id.index()).map(|line| (line.named.id.clone(), *year));
            lines.iter().filter_map(line).collect()
        };
        let mut all: Vec<Price> = lines.iter().flat_map(|line| prices(scenario, *line)).collect();
        all.sort_unstable();
        all.dedup();
        if all.len() > PRICES {
            let at = |part: usize| all.get(part * (all.len() - 1) / (PRICES - 1)).copied();
            all = (0..PRICES).filter_map(at).collect();
        }
        let cell = |handle: Lever, year: Option<i32>, paid: Vec<(String, i32)>| Cell {
            lever: position,
            handle,
            year,
            prices: all.clone(),
            is_wanted: true,
            paid,
        };
        if path.starts_with("line.") {
            for year in &years {
                cells.push(cell(Lever::find(scenario, &format!("{path}@{year}"))?, Some(*year), ids(year)));
            }
        } else {
            let year = stated.and(years.first().copied());
            cells.push(cell(lever.clone(), year, years.iter().flat_map(ids).collect()));
        }
    }
    Ok(cells)
}

/// Money of levers by cell: of each lever evenly over the years in which anything is wanted of it.
pub(super) fn spread(cells: &[Cell], money: &[i64]) -> Vec<i64> {
    let mut spread = vec![0; cells.len()];
    for (lever, amount) in money.iter().enumerate() {
        let mut own = positions(cells, lever);
        let wanted = |at: &usize| cells.get(*at).is_some_and(|cell| cell.is_wanted);
        if own.iter().any(wanted) {
            own.retain(wanted);
        }
        for (at, part) in own.iter().zip(even_units(cells, &own, *amount)) {
            if let Some(slot) = spread.get_mut(*at) {
                *slot = part;
            }
        }
    }
    spread
}

/// An amount divided evenly among cells, or among as many of the first of them as can each have one of the dearest thing (or
/// else of the cheapest): less than one in each would buy nothing in any. In whole units where all prices are known, and the
/// first has what is over.
pub(super) fn even_units(cells: &[Cell], own: &[usize], amount: i64) -> Vec<i64> {
    let mut prices: Vec<Price> =
        own.iter().filter_map(|at| cells.get(*at)).flat_map(|cell| cell.prices.clone()).collect();
    prices.sort_unstable();
    let all = own.len().max(1) as i64;
    let served = |price: Option<&Price>| price.map_or(all, |price| amount / price.yuan).clamp(0, all);
    let count = match served(prices.last()) {
        0 => served(prices.first()).max(1),
        count => count,
    };
    let weights: Vec<f64> = (0..all).map(|at| f64::from(u8::from(at < count))).collect();
    let whole = prices.iter().rev().find(|price| price.yuan.saturating_mul(count) <= amount);
    let unit = whole.filter(|_| prices.iter().all(|price| price.is_known)).map_or(1, |price| price.yuan);
    let mut parts: Vec<i64> = whole_parts(amount / unit, &weights).into_iter().map(|part| part * unit).collect();
    if let Some(first) = parts.first_mut() {
        *first += amount % unit;
    }
    parts.truncate(own.len());
    parts
}

/// Positions of a lever's cells.
pub(super) fn positions(cells: &[Cell], lever: usize) -> Vec<usize> {
    (0..cells.len()).filter(|at| cells.get(*at).is_some_and(|cell| cell.lever == lever)).collect()
}

/// Money by lever of money by cell.
pub(super) fn gathered(cells: &[Cell], levers: usize, money: &[i64]) -> Vec<i64> {
    let mut sums = vec![0; levers];
    for (cell, money) in cells.iter().zip(money) {
        if let Some(sum) = sums.get_mut(cell.lever) {
            *sum += money;
        }
    }
    sums
}
