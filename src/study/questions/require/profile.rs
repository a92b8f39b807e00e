//! The division of money over fiscal years with which least of it is enough.
//!
//! For a division (a share of each year) the least amount is found as for the plan's own. The search starts from the plan's
//! division, even shares and what an open limit spends, and moves shares between two years at a time, ever smaller, as long as
//! less money is enough. It looks at replicates of its own: the amounts that are told come from others.

use super::search::{Hint, Search};
use crate::scenario::Scenario;
use crate::study::design::{Laboratory, Measure, Point};
use crate::study::error::StudyError;
use crate::study::infer::average;
use crate::study::lever::{Change, Lever, whole_parts};

/// Parts that a whole is divided into: shares are whole numbers of them.
pub(super) const PARTS: i64 = 960;
/// Shares that are moved between two years, greatest first.
const MOVES: [i64; 6] = [240, 120, 60, 30, 15, 8];

/// A lever of money, year by year.
pub(super) struct Years<'study> {
    pub(super) laboratory: &'study Laboratory<'study>,
    pub(super) scenario: &'study Scenario,
    /// The lever in each fiscal year.
    pub(super) levers: Vec<Lever>,
    /// Yuan of one step of an amount.
    pub(super) step: f64,
    /// Whether more may be too much.
    pub(super) exact: bool,
}

/// Parts of each year.
pub(super) type Division = Vec<i64>;

impl Years<'_> {
    /// The design point of an amount, divided.
    pub(super) fn point(&self, division: &Division, amount: u64) -> Result<Point, StudyError> {
        let money = self.money(division, amount);
        let changes: Vec<(&Lever, Change)> =
            self.levers.iter().zip(&money).map(|(lever, money)| (lever, Change::Total(*money))).collect();
        Point::with("divided", self.scenario, &changes)
    }

    /// Yuan of each year.
    pub(super) fn money(&self, division: &Division, amount: u64) -> Vec<i64> {
        let total = libm::round(amount as f64 * self.step) as i64;
        whole_parts(total, &division.iter().map(|part| *part as f64).collect::<Vec<f64>>())
    }

    /// The best division for a confidence, and how many were tried.
    pub(super) fn choose(
        &self,
        starts: &[Division],
        measure: &Measure,
        confidence: f64,
        draws: &[u64],
        greatest: u64,
    ) -> Result<(Division, usize), StudyError> {
        let mut tried: Vec<Division> = Vec::new();
        let mut best: Option<(Division, u64)> = None;
        let mut attempt = |division: &Division, best: &mut Option<(Division, u64)>| -> Result<bool, StudyError> {
            if tried.contains(division) {
                return Ok(false);
            }
            tried.push(division.clone());
            let below = best.as_ref().map(|(_, amount)| *amount);
            let least = self.least(division, measure, confidence, draws, below, greatest)?;
            if let Some(amount) = least {
                *best = Some((division.clone(), amount));
            }
            Ok(least.is_some())
        };
        for start in starts {
            attempt(start, &mut best)?;
        }
        for part in MOVES {
            while let Some((from, _)) = best.clone() {
                let mut improved = false;
                for next in neighbours(&from, part) {
                    // The best one may have moved on meanwhile; the rest of its old neighbours still may be better.
                    improved |= attempt(&next, &mut best)?;
                }
                if !improved {
                    break;
                }
            }
        }
        let division = best.map(|(division, _)| division).or_else(|| starts.first().cloned()).unwrap_or_default();
        Ok((division, tried.len()))
    }

    /// The least amount that is enough under a division, if it is less than `below`.
    fn least(
        &self,
        division: &Division,
        measure: &Measure,
        confidence: f64,
        draws: &[u64],
        below: Option<u64>,
        greatest: u64,
    ) -> Result<Option<u64>, StudyError> {
        let points = |amount: u64| self.point(division, amount);
        let mut search = Search::new(self.laboratory, &points, measure, draws.to_vec(), self.exact);
        let high = match below {
            Some(0 | 1) => return Ok(None),
            Some(below) => below - 1,
            None => greatest,
        };
        search.full(high)?;
        let hint = below.map(|below| Hint::new(below - below / 64, 0.0));
        search.least((0, high), hint, Some(1024), &|series| average(series) - confidence)
    }
}

/// Divisions in which one year gives parts to another.
fn neighbours(division: &Division, parts: i64) -> Vec<Division> {
    let mut list = Vec::new();
    for from in 0..division.len() {
        for to in (0..division.len()).filter(|to| *to != from) {
            let mut next = division.clone();
            let given = parts.min(next.get(from).copied().unwrap_or(0));
            if given == 0 {
                continue;
            }
            if let Some(slot) = next.get_mut(from) {
                *slot -= given;
            }
            if let Some(slot) = next.get_mut(to) {
                *slot += given;
            }
            list.push(next);
        }
    }
    list
}

/// The division nearest to weights.
pub(super) fn divided(weights: &[f64]) -> Division {
    if weights.iter().all(|weight| *weight <= 0.0) {
        whole_parts(PARTS, &vec![1.0; weights.len()])
    } else {
        whole_parts(PARTS, weights)
    }
}
