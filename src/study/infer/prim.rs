//! PRIM, the patient rule induction method: a box of few dimensions in which something happens far more often.

use crate::random::{Decision, Luck};

/// Share of a box that one step peels off.
const PEEL: f64 = 0.05;
/// Least share of all rows that a box holds.
const LEAST: f64 = 0.05;
/// A dimension that gives less of the box's worth than this when it is freed is freed.
const GIVES: f64 = 0.05;

/// The sides of a box in one dimension, as percentiles; open where there is none.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Sides {
    pub(crate) low: Option<f64>,
    pub(crate) high: Option<f64>,
}

impl Sides {
    fn has(&self, value: f64) -> bool {
        self.low.is_none_or(|low| value > low) && self.high.is_none_or(|high| value <= high)
    }

    fn is_free(&self) -> bool {
        self.low.is_none() && self.high.is_none()
    }
}

/// A box: the dimensions that are bounded.
pub(crate) type Bounded = Vec<(usize, Sides)>;

/// Rows of percentiles by dimension, and what happened in each.
pub(crate) struct Cases<'a> {
    /// By dimension, a number of each row.
    pub(crate) columns: &'a [Vec<f64>],
    /// Whether it happened; a row may stand for several replicates.
    pub(crate) hits: &'a [f64],
}

/// What a box holds.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Holding {
    /// Share of the hits that are in the box.
    pub(crate) coverage: f64,
    /// Share of the rows in the box that are hits.
    pub(crate) density: f64,
    /// Share of all rows that are in the box.
    pub(crate) mass: f64,
    /// Share of all rows that are hits.
    pub(crate) base: f64,
    /// Rows in the box.
    pub(crate) rows: u64,
}

impl Holding {
    /// The correlation between being in the box and happening (φ of the table of both): 1 where each is the other, 0 where it
    /// happens in the box as often as everywhere.
    ///
    /// # Source
    /// G. U. Yule, "On the methods of measuring association between two attributes", *Journal of the Royal Statistical Society* 75
    /// (1912).
    pub(crate) fn worth(&self) -> f64 {
        let variance = self.mass * (1.0 - self.mass) * self.base * (1.0 - self.base);
        if variance > 0.0 { self.mass * (self.density - self.base) / libm::sqrt(variance) } else { 0.0 }
    }
}

impl Cases<'_> {
    fn is_in(&self, bounded: &[(usize, Sides)], row: usize) -> bool {
        bounded.iter().all(|(dimension, sides)| sides.has(self.columns[*dimension][row]))
    }

    /// What a box holds of the rows that are `counted`.
    pub(crate) fn holding(&self, bounded: &[(usize, Sides)], counted: impl Fn(usize) -> bool) -> Holding {
        let (mut all, mut hits, mut inside, mut found) = (0_u64, 0.0, 0_u64, 0.0);
        for (row, hit) in self.hits.iter().enumerate().filter(|(row, _)| counted(*row)) {
            all += 1;
            hits += hit;
            if self.is_in(bounded, row) {
                inside += 1;
                found += hit;
            }
        }
        let part = |one: f64, of: f64| if of > 0.0 { one / of } else { 0.0 };
        Holding {
            coverage: part(found, hits),
            density: part(found, inside as f64),
            mass: part(inside as f64, all as f64),
            base: part(hits, all as f64),
            rows: inside,
        }
    }
}

/// Peels off, from every row that is counted, the slice of whose loss the mean gains most, again and again; every box on the way.
///
/// # Source
/// J. H. Friedman and N. I. Fisher, "Bump hunting in high-dimensional data", *Statistics and Computing* 9 (1999).
pub(crate) fn peel(cases: &Cases<'_>, among: &[usize], counted: &dyn Fn(usize) -> bool) -> Vec<Bounded> {
    let mut inside: Vec<bool> = (0..cases.hits.len()).map(counted).collect();
    let mut rows = inside.iter().filter(|one| **one).count();
    let mut hits: f64 = cases.hits.iter().zip(&inside).filter(|(_, inside)| **inside).map(|(hit, _)| hit).sum();
    let least = ((rows as f64 * LEAST) as usize).max(1);
    // By dimension, rows in ascending order; what has left the box goes from the ends as it is met.
    let mut orders: Vec<Vec<u32>> = among
        .iter()
        .map(|dimension| {
            let column = &cases.columns[*dimension];
            let mut order: Vec<u32> = (0..column.len() as u32).filter(|row| inside[*row as usize]).collect();
            order.sort_by(|a, b| column[*a as usize].total_cmp(&column[*b as usize]));
            order
        })
        .collect();
    let mut sides = vec![Sides::default(); among.len()];
    let mut path = Vec::new();
    loop {
        let slice = ((rows as f64 * PEEL) as usize).max(1);
        if rows < least + slice || hits >= rows as f64 {
            return path;
        }
        let mut best: Option<(f64, usize, bool, f64)> = None;
        for (at, order) in orders.iter_mut().enumerate() {
            // Rows of other dimensions' slices are dropped from time to time, so that a scan stays short.
            if order.len() > 2 * rows {
                order.retain(|row| inside[*row as usize]);
            }
            let column = &cases.columns[among[at]];
            for from_below in [true, false] {
                let mut own = [0_u32; 2];
                let (mut taken, mut lost) = (0, 0.0);
                let mut step = |row: u32| {
                    if !inside[row as usize] {
                        return true;
                    }
                    if taken == slice {
                        own[1] = row;
                        return false;
                    }
                    taken += 1;
                    lost += cases.hits[row as usize];
                    own[0] = row;
                    true
                };
                let met_end = if from_below {
                    order.iter().all(|row| step(*row))
                } else {
                    order.iter().rev().all(|row| step(*row))
                };
                // What cannot be told apart is not parted.
                let [final_in, first_out] = own.map(|row| column[row as usize]);
                if met_end || final_in.total_cmp(&first_out).is_eq() {
                    continue;
                }
                let mean = (hits - lost) / (rows - slice) as f64;
                if best.is_none_or(|(most, ..)| mean > most) {
                    best = Some((mean, at, from_below, f64::midpoint(final_in, first_out)));
                }
            }
        }
        let Some((_, at, from_below, bound)) = best else { return path };
        if from_below {
            sides[at].low = Some(bound);
        } else {
            sides[at].high = Some(bound);
        }
        let column = &cases.columns[among[at]];
        for (row, own) in inside.iter_mut().enumerate() {
            if *own && !sides[at].has(column[row]) {
                *own = false;
                rows -= 1;
                hits -= cases.hits[row];
            }
        }
        let bounded = among.iter().zip(&sides).filter(|(_, sides)| !sides.is_free());
        path.push(bounded.map(|(dimension, sides)| (*dimension, *sides)).collect());
    }
}

/// The box of at most `most` dimensions that is worth most, found in the rows that are counted: peeled over all of them, then
/// over the dimensions that give most alone; those that give next to nothing are freed. None where nothing is worth a box.
pub(crate) fn discover(cases: &Cases<'_>, most: usize, counted: &dyn Fn(usize) -> bool) -> Option<Bounded> {
    let all: Vec<usize> = (0..cases.columns.len()).collect();
    among(cases, &all, most, counted)
}

/// The same among some dimensions.
pub(crate) fn among(
    cases: &Cases<'_>,
    dimensions: &[usize],
    most: usize,
    counted: &dyn Fn(usize) -> bool,
) -> Option<Bounded> {
    let mut found = worthiest(cases, &peel(cases, dimensions, counted), counted)?;
    for keep in [2 * most, most] {
        let mut among: Vec<(f64, usize)> =
            found.iter().map(|(dimension, _)| (gives(cases, &found, *dimension, counted), *dimension)).collect();
        among.sort_by(|a, b| b.0.total_cmp(&a.0));
        let mut kept: Vec<usize> = among.iter().take(keep).map(|(_, dimension)| *dimension).collect();
        kept.sort_unstable();
        found = worthiest(cases, &peel(cases, &kept, counted), counted)?;
    }
    // The least useful first, until each gives something.
    loop {
        let worth = cases.holding(&found, counted).worth();
        let weakest = found
            .iter()
            .map(|(dimension, _)| (gives(cases, &found, *dimension, counted), *dimension))
            .min_by(|a, b| a.0.total_cmp(&b.0))?;
        if found.len() == 1 || weakest.0 >= GIVES * worth {
            return Some(found);
        }
        found.retain(|(dimension, _)| *dimension != weakest.1);
    }
}

fn worthiest(cases: &Cases<'_>, path: &[Bounded], counted: &dyn Fn(usize) -> bool) -> Option<Bounded> {
    let worth = |own: &Bounded| cases.holding(own, counted).worth();
    let valued = path.iter().map(|own| (worth(own), own)).filter(|(worth, _)| *worth > 0.0);
    valued.max_by(|a, b| a.0.total_cmp(&b.0)).map(|(_, own)| own.clone())
}

/// What a box loses of its worth when one dimension is freed.
fn gives(cases: &Cases<'_>, bounded: &Bounded, dimension: usize, counted: &dyn Fn(usize) -> bool) -> f64 {
    let without: Bounded = bounded.iter().filter(|(own, _)| *own != dimension).copied().collect();
    cases.holding(bounded, counted).worth() - cases.holding(&without, counted).worth()
}

/// Halves of the batches of draws, drawn at random, to see what comes up again.
pub(crate) fn half(seed: u64, time: u64, batch: u64) -> bool {
    Luck::of_parameters(seed, time).draw(Decision::new("resample", "discover"), batch, 0)[0] >> 63 == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn columns(seed: u64, rows: u64, dimensions: u64) -> Vec<Vec<f64>> {
        let decision = Decision::new("test", "prim");
        let at = |row: u64, dimension: u64| Luck::of_replicate(seed, row).uniform(decision, dimension, 0);
        (0..dimensions).map(|dimension| (0..rows).map(|row| at(row, dimension)).collect()).collect()
    }

    /// A box planted among ten dimensions: a below 0.35 and b above 0.6 (coverage 0.95 and more, density 1).
    #[test]
    fn a_planted_box_is_found() {
        for seed in 0..5 {
            let columns = columns(seed, 1000, 10);
            let hits: Vec<f64> =
                columns[2].iter().zip(&columns[7]).map(|(a, b)| f64::from(*a < 0.35 && *b > 0.6)).collect();
            let cases = Cases { columns: &columns, hits: &hits };
            let found = discover(&cases, 3, &|_| true).unwrap();
            let holding = cases.holding(&found, |_| true);
            assert_eq!(found.iter().map(|(dimension, _)| *dimension).collect::<Vec<_>>(), [2, 7]);
            assert!(holding.coverage >= 0.9 && holding.density >= 0.95, "{seed}: {found:?} {holding:?}");
            let [(_, a), (_, b)] = found[..] else { panic!("{found:?}") };
            assert!((a.high.unwrap() - 0.35).abs() < 0.03 && (b.low.unwrap() - 0.6).abs() < 0.03);
            assert!(a.low.is_none_or(|low| low < 0.03) && b.high.is_none_or(|high| high > 0.97));
        }
    }

    /// With the hits fully random a box is found where there is none; on other rows it holds no more hits than anywhere.
    #[test]
    fn a_box_of_noise_does_not_hold_elsewhere() {
        let mut excess = 0.0;
        for seed in 0..20 {
            let columns = columns(seed, 2000, 50);
            let noise = columns.last().unwrap().clone();
            let hits: Vec<f64> = noise.iter().map(|one| f64::from(*one < 0.3)).collect();
            let cases = Cases { columns: &columns[..49], hits: &hits };
            let Some(found) = discover(&cases, 3, &|row| row < 1000) else { continue };
            let own = cases.holding(&found, |row| row < 1000);
            let other = cases.holding(&found, |row| row >= 1000);
            assert!(own.density > own.base + 0.02, "{own:?}");
            excess += other.density - other.base;
        }
        // A mean of 20, each with a standard deviation of about 0.02.
        assert!((excess / 20.0).abs() < 0.015, "{excess}");
    }
}
