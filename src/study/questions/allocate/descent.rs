//! COBYLA on the shares of lines.

use super::optimiser::{self, minimise};

use super::Merit;
use super::problem::Problem;

/// How far a point is within a limit.
type Room<'search> = Box<dyn Fn(&[f64]) -> f64 + 'search>;

impl Problem {
    /// Looks from a split (money by cell) with so many evaluations of `merit`, which has none where no more may be tried.
    /// The line that comes last takes what the others leave. Years that are levers of one line keep their proportions here, so
    /// that many of them do not need many more splits.
    pub(super) fn descend(&self, start: &[i64], evaluations: usize, merit: &mut dyn FnMut(&[i64]) -> Option<Merit>) {
        let start = self.by_lever(start);
        let blocks = self.blocks();
        let whole = self.total.max(1) as f64;
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
        let others = count.saturating_sub(1);
        let shares: Vec<f64> = blocks.iter().take(others).map(|levers| share(levers.iter().map(of).sum())).collect();
        let ends = |levers: &[usize]| {
            let (low, high): (Vec<i64>, Vec<i64>) = levers.iter().map(|lever| self.ends(*lever)).unzip();
            (share(low.iter().sum()), share(high.iter().sum()))
        };
        let bounds: Vec<(f64, f64)> = blocks.iter().take(others).map(|levers| ends(levers)).collect();
        let rest = |x: &[f64]| 1.0 - x.iter().sum::<f64>();
        let own = |lever: usize, x: &[f64]| {
            let (block, part) = parts.get(lever).copied().unwrap_or((0, 0.0));
            x.get(block).copied().unwrap_or_else(|| rest(x)) * part
        };
        // The line that takes the rest, and what is bounded together.
        let mut sums: Vec<(Vec<usize>, (f64, f64))> =
            blocks.last().map(|levers| (levers.clone(), ends(levers))).into_iter().collect();
        sums.extend(
            self.sums().map(|(one, (low, high))| (one.levers.iter().copied().collect(), (share(low), share(high)))),
        );
        let sum = |levers: &[usize], x: &[f64]| -> f64 { levers.iter().map(|lever| own(*lever, x)).sum() };
        let limits: Vec<Room<'_>> = sums
            .iter()
            .flat_map(|(levers, (low, high))| -> [Room<'_>; 2] {
                [Box::new(move |x| sum(levers, x) - low), Box::new(move |x| high - sum(levers, x))]
            })
            .collect();
        let limits: Vec<optimiser::Constraint<'_>> = limits.iter().map(|limit| &**limit).collect();
        let last = (self.step as f64 / whole / 4.0).max(1e-9);
        let mut worst = 1.0;
        minimise(&shares, &bounds, &limits, evaluations, (0.5 / count as f64, last), &mut |x| {
            let weights: Vec<f64> = (0..start.len()).map(|lever| own(lever, x)).collect();
            // Points outside the limits are held within them; the optimiser sees the limits themselves.
            let cost = merit(&self.by_cell(&self.near(&weights))).map(Merit::cost);
            worst = cost.map_or(worst, |cost| cost.max(worst));
            cost.unwrap_or(worst)
        });
    }
}
