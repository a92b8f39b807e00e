//! The search for a split: COBYLA on the shares, then transfers between two levers at a time.

use std::collections::BTreeMap;

use crate::study::error::StudyError;
use crate::study::laboratory::Laboratory;
use crate::study::optimiser::{self, minimise};

use super::problem::Problem;
use super::{Judge, Merit};

/// How far a point is within a limit.
type Room<'search> = Box<dyn Fn(&[f64]) -> f64 + 'search>;

/// The search, and every split it tried.
pub(super) struct Search<'study> {
    pub(super) laboratory: &'study Laboratory<'study>,
    pub(super) problem: &'study Problem,
    pub(super) judge: &'study Judge,
    pub(super) draws: Vec<u64>,
    pub(super) tried: BTreeMap<Vec<i64>, Merit>,
    pub(super) most: usize,
    pub(super) failed: Option<StudyError>,
}

impl Search<'_> {
    /// How good a split is; none if no more may be tried, or a run failed.
    fn merit(&mut self, money: &[i64]) -> Option<Merit> {
        if let Some(known) = self.tried.get(money) {
            return Some(*known);
        }
        if self.failed.is_some() || self.tried.len() >= self.most {
            return None;
        }
        let run = || self.laboratory.one(&self.problem.point(money)?, &self.draws);
        match run() {
            Ok(outcomes) => {
                let merit = self.judge.merit(&outcomes);
                self.tried.insert(money.to_vec(), merit);
                Some(merit)
            }
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }

    /// The best split found from the starts.
    pub(super) fn from(&mut self, starts: &[Vec<i64>]) -> Result<Vec<i64>, StudyError> {
        for start in starts {
            self.merit(start);
        }
        // Half of what may be tried goes to the starts, evenly, the rest to transfers from the best.
        let each = self.most.saturating_sub(self.tried.len()) / 2 / starts.len().max(1);
        if self.problem.blocks().len() > 1 {
            for start in starts {
                self.descend(start, each);
            }
        }
        let mut best = self.best();
        if let Some(found) = &mut best {
            self.transfer(found);
        }
        match (self.failed.take(), best) {
            (Some(error), _) => Err(error),
            (None, Some(best)) => Ok(best),
            (None, None) => Ok(starts.first().cloned().unwrap_or_default()),
        }
    }

    fn best(&self) -> Option<Vec<i64>> {
        let mut best: Option<(&Vec<i64>, Merit)> = None;
        for (money, merit) in &self.tried {
            if best.is_none_or(|(_, other)| merit.better_than(other)) {
                best = Some((money, *merit));
            }
        }
        best.map(|(money, _)| money.clone())
    }

    /// COBYLA on the shares of all lines but the last, which takes what is left. Years that are levers of one line keep their
    /// proportions here, so that many of them do not need many more splits.
    fn descend(&mut self, start: &[i64], evaluations: usize) {
        let problem = self.problem;
        let blocks = problem.blocks();
        let whole = problem.total.max(1) as f64;
        let count = blocks.len();
        let share = |amount: i64| amount as f64 / whole;
        let of = |lever: &usize| start.get(*lever).copied().unwrap_or(0);
        // Each lever's line, and its part of it.
        let mut parts = vec![(0, 1.0); start.len()];
        for (block, levers) in blocks.iter().enumerate() {
            let sum: i64 = levers.iter().map(of).sum();
            for lever in levers {
                let part = if sum > 0 { of(lever) as f64 / sum as f64 } else { 1.0 / levers.len() as f64 };
                if let Some(slot) = parts.get_mut(*lever) {
                    *slot = (block, part);
                }
            }
        }
        let shares: Vec<f64> = blocks.iter().take(count - 1).map(|levers| share(levers.iter().map(of).sum())).collect();
        let ends = |levers: &[usize]| {
            let (low, high): (Vec<i64>, Vec<i64>) = levers.iter().map(|lever| problem.ends(*lever)).unzip();
            (share(low.iter().sum()), share(high.iter().sum()))
        };
        let bounds: Vec<(f64, f64)> = blocks.iter().take(count - 1).map(|levers| ends(levers)).collect();
        let rest = |x: &[f64]| 1.0 - x.iter().sum::<f64>();
        let own = |lever: usize, x: &[f64]| {
            let (block, part) = parts.get(lever).copied().unwrap_or((0, 0.0));
            x.get(block).copied().unwrap_or_else(|| rest(x)) * part
        };
        // The line that takes the rest, and what is bounded together.
        let mut sums: Vec<(Vec<usize>, (f64, f64))> =
            blocks.last().map(|levers| (levers.clone(), ends(levers))).into_iter().collect();
        sums.extend(
            problem.sums().map(|(one, (low, high))| (one.levers.iter().copied().collect(), (share(low), share(high)))),
        );
        let sum = |levers: &[usize], x: &[f64]| -> f64 { levers.iter().map(|lever| own(*lever, x)).sum() };
        let limits: Vec<Room<'_>> = sums
            .iter()
            .flat_map(|(levers, (low, high))| -> [Room<'_>; 2] {
                [Box::new(move |x| sum(levers, x) - low), Box::new(move |x| high - sum(levers, x))]
            })
            .collect();
        let limits: Vec<optimiser::Limit<'_>> = limits.iter().map(|limit| &**limit).collect();
        let last = (problem.step as f64 / whole / 4.0).max(1e-9);
        let mut worst = 1.0;
        minimise(&shares, &bounds, &limits, evaluations, (0.5 / count as f64, last), &mut |x| {
            let weights: Vec<f64> = (0..start.len()).map(|lever| own(lever, x)).collect();
            // Points outside the limits are held within them; the optimiser sees the limits themselves.
            let cost = self.merit(&problem.near(&weights)).map(Merit::cost);
            worst = cost.map_or(worst, |cost| cost.max(worst));
            cost.unwrap_or(worst)
        });
    }

    /// Moves money between two levers at a time until nothing helps. Where years are levers, first between lines and between
    /// the years of a line, of which there are far fewer pairs.
    fn transfer(&mut self, best: &mut Vec<i64>) {
        let blocks = self.problem.blocks();
        let single: Vec<Vec<usize>> = (0..best.len()).map(|lever| vec![lever]).collect();
        let pairs = |list: &[Vec<usize>]| -> Vec<(Vec<usize>, Vec<usize>)> {
            let all = list.iter().flat_map(|from| list.iter().map(move |to| (from.clone(), to.clone())));
            all.filter(|(from, to)| from != to).collect()
        };
        let all = pairs(&single);
        if blocks.len() < single.len() {
            let mut few = pairs(&blocks);
            let alike = |(from, to): &&(Vec<usize>, Vec<usize>)| {
                blocks.iter().any(|block| from.iter().chain(to).all(|lever| block.contains(lever)))
            };
            few.extend(all.iter().filter(alike).cloned());
            self.transfer_among(best, &few);
        }
        self.transfer_among(best, &all);
    }

    /// Moves amounts from an eighth of the total down to one step, each about five eighths of the one before, so that no
    /// unit's price is passed over.
    fn transfer_among(&mut self, best: &mut Vec<i64>, pairs: &[(Vec<usize>, Vec<usize>)]) {
        let step = self.problem.step;
        let mut amounts = vec![1, 2];
        while let [.., before, last] = *amounts.as_slice()
            && (before + last) * step <= self.problem.total / 8
        {
            amounts.push(before + last);
        }
        let Some(mut merit) = self.merit(best) else { return };
        loop {
            let before = best.clone();
            for amount in amounts.iter().rev() {
                for (from, to) in pairs {
                    let next = self.problem.moved(best, from, to, amount * step);
                    let found = next.and_then(|next| Some((self.merit(&next)?, next)));
                    if let Some((found, next)) = found.filter(|(found, _)| found.better_than(merit)) {
                        (*best, merit) = (next, found);
                    }
                }
            }
            if self.failed.is_some() || self.tried.len() >= self.most || *best == before {
                return;
            }
        }
    }
}
