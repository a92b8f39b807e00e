//! Designs: which percentiles the uncertain parameters take in each draw.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use sha2::{Digest as _, Sha256};

use super::luck::{Decision, Luck, mixed, unit};
use super::nesting::Nesting;
use crate::words::{Text, text};

/// An uncertain parameter, as a design sees it: its place in the file, and where its own luck is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unknown {
    /// Its path, such as `move.resignation.rate`.
    pub path: String,
    /// The address of its percentile.
    pub address: Decision,
}

impl Unknown {
    /// The parameter at `path`.
    #[must_use]
    pub fn new(path: &str) -> Self {
        Self { path: path.to_owned(), address: Decision::new("parameter", path) }
    }
}

/// Which percentiles the uncertain parameters take in each draw: spread evenly over batches ([`Stratified`], what runs and studies
/// take unless told otherwise), independent luck ([`Addressed`]), or points laid out on purpose (Sobol', Morris), or draws of a
/// posterior, as a [`Matrix`].
///
/// A percentile may depend on the draw and on the parameters' paths and addresses alone, so that any thread may ask, in any
/// order, and scenarios that share a parameter share its percentiles. Intervals take batches of draws for independent of each
/// other: where they are not, an interval says what it would be if they were.
pub trait Design: Debug + Send + Sync {
    /// Fills in the percentile of each of `unknowns` in draw `draw`, strictly between 0 and 1.
    ///
    /// # Errors
    /// If the design has no such draw or no such parameter.
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError>;

    /// What tells it apart: two designs with one key give the same percentiles. Made of letters, digits and `-`, as it
    /// becomes part of the name of a folder.
    fn key(&self) -> String;

    /// Whether the scenario's rank correlations are put on its percentiles. A posterior has its own.
    fn correlated(&self) -> bool {
        true
    }
}

/// Each parameter by its own address, spread evenly over the draws of a batch: of [`Nesting::BATCH`] draws one lies in each of as
/// many strata, and of each sixteen that follow each other one in each of sixteen (a sliced Latin hypercube for every batch).
///
/// Which draw lies in which stratum is shuffled anew for every batch and parameter, within the stratum each draw has luck of its
/// own. So every draw by itself is as in plain Monte Carlo, parameters have nothing to do with each other, and what adds up over
/// parameters varies far less in the mean over a batch. Shuffles belong to the seed, the batch and the path of the parameter: a
/// batch has nothing in common with another, a parameter more moves no other, and a draw alone is what it is in a run of
/// millions.
///
/// # Source
/// M. D. `McKay`, R. J. Beckman and W. J. Conover, "A comparison of three methods for selecting values of input variables",
/// *Technometrics* 21 (1979); P. Z. G. Qian, "Sliced Latin hypercube designs", *JASA* 107 (2012); A. B. Owen, "A central limit
/// theorem for Latin hypercube sampling", *JRSS B* 54 (1992).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stratified {
    /// Seed of all randomness.
    pub seed: u64,
}

/// Draws of a slice of a batch, and strata of it.
const SLICE: u64 = 16;
/// Slices of a batch, and finer strata of each.
const SLICES: u64 = Nesting::BATCH / SLICE;

/// The product of two elements of the field of 16, as polynomials modulo x⁴ + x + 1.
const fn times(one: u64, other: u64) -> u64 {
    let (mut product, mut digit) = (0, 4);
    while digit > 0 {
        digit -= 1;
        product <<= 1;
        product ^= (product >> 4) * 0b1_0011;
        product ^= (other >> digit & 1) * one;
    }
    product
}

/// The inverses of the field's elements; of 0 itself.
const INVERSES: [u8; SLICE as usize] = {
    let mut inverses = [0; SLICE as usize];
    let mut one = 1;
    while one < SLICE {
        let mut other = 1;
        while times(one, other) != 1 {
            other += 1;
        }
        inverses[one as usize] = other as u8;
        one += 1;
    }
    inverses
};

/// The orders of four.
const ORDERS: [[u8; SLICES as usize]; 24] = {
    let mut orders = [[0; SLICES as usize]; 24];
    let mut index = 0;
    while index < 24 {
        // Digits of the index say which of those that are left comes next.
        let (mut left, mut place, mut rest, mut digits) = ([0, 1, 2, 3], 0, index, 4);
        while digits > 0 {
            let mut at = rest % digits;
            rest /= digits;
            orders[index][place] = left[at];
            while at + 1 < digits {
                left[at] = left[at + 1];
                at += 1;
            }
            (place, digits) = (place + 1, digits - 1);
        }
        index += 1;
    }
    orders
};

/// The stratum of the draw at `place` of a batch that is shuffled by `bits`.
///
/// In its slice it is, in the field of 16, a ÷ (place + c) + b with a other than 0, addition being that without carry. The outer
/// a and b send any two draws of the slice to any two strata, each pair as often as any other, so that a mean varies exactly as
/// if all orders were as likely; the quotient keeps two parameters from going up and down together in whole slices. Which of the
/// four finer strata a slice has is one of the 24 orders, drawn for each stratum.
fn stratum(place: u64, bits: [u64; 2]) -> u64 {
    let (slice, within) = (place / SLICE, place % SLICE);
    let own = mixed(bits[0].wrapping_add(slice));
    // One of 15 and one of 24, each as likely but for 2⁻⁵².
    let a = 1 + (((own >> 8) * 15) >> 56);
    let coarse = times(a, INVERSES[(within ^ (own >> 4 & 15)) as usize].into()) ^ (own & 15);
    let order = ((mixed(bits[1].wrapping_add(coarse)) >> 8) * 24) >> 56;
    coarse * SLICES + u64::from(ORDERS[order as usize][slice as usize])
}

impl Design for Stratified {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        const DIGITS: u32 = Nesting::BATCH.ilog2();
        let (batch, place) = (draw / Nesting::BATCH, draw % Nesting::BATCH);
        let (batch, own) = (Luck::of_batch(self.seed, batch), Luck::of_parameters(self.seed, draw));
        for (percentile, unknown) in percentiles.iter_mut().zip(unknowns) {
            let stratum = stratum(place, batch.draw(unknown.address, 0, 0));
            let within = own.draw(unknown.address, 0, 0)[0];
            *percentile = unit(stratum << (u64::BITS - DIGITS) | within >> DIGITS);
        }
        Ok(())
    }

    fn key(&self) -> String {
        format!("stratified-{}", self.seed)
    }
}

/// Each parameter by its own address, independent of all others: plain Monte Carlo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Addressed {
    /// Seed of all randomness.
    pub seed: u64,
}

impl Design for Addressed {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        let luck = Luck::of_parameters(self.seed, draw);
        for (percentile, unknown) in percentiles.iter_mut().zip(unknowns) {
            *percentile = luck.uniform(unknown.address, 0, 0);
        }
        Ok(())
    }

    fn key(&self) -> String {
        format!("addressed-{}", self.seed)
    }
}

/// Percentiles that were worked out elsewhere: one row for each draw, one column for each parameter.
///
/// ```
/// use tidui::random::{Design, Matrix, Unknown};
/// let design = Matrix::new(&["move.resignation.rate"], &[vec![0.25], vec![0.75]], true)?;
/// let mut percentiles = [0.0];
/// design.percentiles(1, &[Unknown::new("move.resignation.rate")], &mut percentiles)?;
/// assert_eq!(percentiles, [0.75]);
/// # Ok::<(), tidui::random::DesignError>(())
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Matrix {
    columns: BTreeMap<String, usize>,
    rows: Box<[Box<[f64]>]>,
    correlated: bool,
    key: String,
}

impl Matrix {
    /// The design whose draws are `rows`, with a column for the parameter at each of `paths`. Columns of parameters that a
    /// scenario knows exactly are not looked at: a study may fix one at some of its points. `correlated` says whether the
    /// scenario's rank correlations are still to be put on these percentiles.
    ///
    /// # Errors
    /// If a path is given twice, a row is not as long as `paths`, or a percentile is not strictly between 0 and 1.
    pub fn new(paths: &[&str], rows: &[Vec<f64>], correlated: bool) -> Result<Self, DesignError> {
        let mut columns = BTreeMap::new();
        // Lengths go before what is of any length, so that no two matrices are digested as the same bytes.
        let mut digest = Sha256::new();
        digest.update([u8::from(correlated)]);
        digest.update((paths.len() as u64).to_le_bytes());
        for (column, path) in paths.iter().enumerate() {
            if columns.insert((*path).to_owned(), column).is_some() {
                return Err(DesignError::Twice { path: (*path).to_owned() });
            }
            digest.update((path.len() as u64).to_le_bytes());
            digest.update(path);
        }
        for (row, entries) in rows.iter().enumerate() {
            if entries.len() != paths.len() {
                return Err(DesignError::Ragged { row, length: entries.len(), columns: paths.len() });
            }
            for (value, path) in entries.iter().zip(paths) {
                if !(*value > 0.0 && *value < 1.0) {
                    return Err(DesignError::Outside { row, path: (*path).to_owned(), value: *value });
                }
                digest.update(value.to_le_bytes());
            }
        }
        let mut key = "matrix-".to_owned();
        for byte in digest.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(key, "{byte:02x}");
        }
        let rows = rows.iter().map(|row| row.as_slice().into()).collect();
        Ok(Self { columns, rows, correlated, key })
    }
}

impl Design for Matrix {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        let row = usize::try_from(draw).ok().and_then(|draw| self.rows.get(draw));
        let row = row.ok_or(DesignError::NoDraw { draw, draws: self.rows.len() })?;
        for (percentile, unknown) in percentiles.iter_mut().zip(unknowns) {
            let column = self.columns.get(&unknown.path);
            let value = column.and_then(|column| row.get(*column));
            *percentile = *value.ok_or_else(|| DesignError::NoColumn { path: unknown.path.clone() })?;
        }
        Ok(())
    }

    fn key(&self) -> String {
        self.key.clone()
    }

    fn correlated(&self) -> bool {
        self.correlated
    }
}

/// Why a design cannot be used. Draws and rows count from 0 in the fields and from 1 in the messages.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum DesignError {
    /// A parameter has two columns.
    Twice {
        /// The parameter.
        path: String,
    },
    /// A row is not as long as there are columns.
    Ragged {
        /// The first such row.
        row: usize,
        /// Its length.
        length: usize,
        /// The number of columns.
        columns: usize,
    },
    /// A percentile is not strictly between 0 and 1, or not a number.
    Outside {
        /// The row.
        row: usize,
        /// The parameter.
        path: String,
        /// The entry.
        value: f64,
    },
    /// It has fewer draws than are asked for.
    NoDraw {
        /// The draw.
        draw: u64,
        /// How many it has.
        draws: usize,
    },
    /// It leaves out an uncertain parameter of the scenario.
    NoColumn {
        /// The parameter.
        path: String,
    },
}

impl DesignError {
    /// The message in both languages.
    ///
    /// ```
    /// use tidui::random::Matrix;
    /// let error = Matrix::new(&["a", "b"], &[vec![0.5]], true).unwrap_err();
    /// assert_eq!(error.text().zh, "设计的每组取值必须有 2 个分位数，但第 1 组有 1 个");
    /// assert_eq!(error.text().en, error.to_string());
    /// ```
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::Twice { path } => text!("design-twice", path),
            Self::Ragged { row, length, columns } => text!("design-ragged", columns, row = row + 1, length),
            Self::Outside { row, path, value } => text!("design-outside", path, row = row + 1, value),
            Self::NoDraw { draw, draws } => text!("design-no-draw", draws, draw = draw + 1),
            Self::NoColumn { path } => text!("design-no-column", path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Addressed, Design, DesignError, Luck, Matrix, Stratified, Unknown, stratum};

    fn drawn(design: &dyn Design, draws: std::ops::Range<u64>, paths: &[&str]) -> Vec<Vec<f64>> {
        let unknowns: Vec<Unknown> = paths.iter().map(|path| Unknown::new(path)).collect();
        let mut rows = Vec::new();
        for draw in draws {
            let mut row = vec![0.0; paths.len()];
            design.percentiles(draw, &unknowns, &mut row).unwrap();
            rows.push(row);
        }
        rows
    }

    /// One draw of a batch in each stratum, and one of a slice in each of sixteen, by every path.
    #[test]
    fn batches_and_slices_are_spread_evenly() {
        let rows = drawn(&Stratified { seed: 3 }, 0..256, &["a", "b.c", "move.x.rate"]);
        for path in 0..3 {
            for parts in [16, 64] {
                for block in rows.chunks(parts) {
                    let mut strata: Vec<usize> = block.iter().map(|row| (row[path] * parts as f64) as usize).collect();
                    strata.sort_unstable();
                    assert!(strata.into_iter().eq(0..parts), "path {path} of {parts}");
                }
            }
        }
        let mut orders = super::ORDERS;
        orders.sort_unstable();
        assert!(orders.windows(2).all(|pair| pair[0] < pair[1]));
        assert!(orders.iter().all(|order| [0, 1, 2, 3].iter().all(|one| order.contains(one))));
    }

    /// Any two draws go to any two strata that they may both be in, as often: of one slice to two of sixteen, of two slices to
    /// any two. (Over 40,000 shuffles the χ² of 64 × 64 pairs is within 4.6 standard errors of what chance gives.)
    #[test]
    fn any_two_draws_go_to_any_two_strata() {
        for (one, other) in [(3, 12), (16, 31), (5, 40), (20, 63)] {
            let mut seen = vec![0_u32; 64 * 64];
            for seed in 0..40_000 {
                let bits = Luck::of_batch(seed, 7).draw(super::Decision::new("test", "pairs"), 0, 0);
                seen[(stratum(one, bits) * 64 + stratum(other, bits)) as usize] += 1;
            }
            let apart = |pair: usize| (pair / 64 / 4 != pair % 64 / 4, pair / 64 != pair % 64);
            let may = |pair: usize| if one / 16 == other / 16 { apart(pair).0 } else { apart(pair).1 };
            let cells = (0..64 * 64).filter(|pair| may(*pair)).count() as f64;
            assert!((0..64 * 64).all(|pair| may(pair) || seen[pair] == 0), "{one} {other}");
            let expected = |pair: usize| {
                // Two slices are in one stratum of sixteen one time in sixteen, and then in two of its four.
                if one / 16 == other / 16 {
                    40_000.0 / cells
                } else if apart(pair).0 {
                    40_000.0 * 15.0 / 16.0 / (64.0 * 60.0)
                } else {
                    40_000.0 / 16.0 / (64.0 * 3.0)
                }
            };
            let far: f64 = (0..64 * 64)
                .filter(|pair| may(*pair))
                .map(|pair| (f64::from(seen[pair]) - expected(pair)).powi(2) / expected(pair))
                .sum();
            assert!((far - cells).abs() < 4.6 * f64::sqrt(2.0 * cells), "{one} {other}: {far} of {cells}");
        }
    }

    /// A draw alone is what it is among others, whoever else is asked about; a batch more is other luck.
    #[test]
    fn a_draw_depends_on_its_number_and_its_path_alone() {
        let design = Stratified { seed: 3 };
        let (all, alone) = (drawn(&design, 0..200, &["a", "b", "c"]), drawn(&design, 137..138, &["c"]));
        assert_eq!(all[137][2].to_bits(), alone[0][0].to_bits());
        let strata = |batch: usize| -> Vec<u64> {
            all[64 * batch..64 * (batch + 1)].iter().map(|row| (row[0] * 64.0) as u64).collect()
        };
        assert_ne!(strata(0), strata(1));
        assert_ne!(drawn(&design, 0..1, &["a"]), drawn(&Stratified { seed: 4 }, 0..1, &["a"]));
    }

    /// By itself every draw is uniform: over 10,000 seeds each tenth holds a tenth, for the first draw, a repeated one and the
    /// last of a batch. (A χ² with 9 degrees of freedom is beyond 33.7 once in 10,000 times.)
    #[test]
    fn each_draw_is_uniform_over_seeds() {
        for draw in [0, 9, 63, 64 * 7 + 31] {
            let mut tenths = [0_u32; 10];
            for seed in 0..10_000 {
                let own = drawn(&Stratified { seed }, draw..draw + 1, &["a"])[0][0];
                assert!(own > 0.0 && own < 1.0);
                tenths[(own * 10.0) as usize] += 1;
            }
            let far: f64 = tenths.iter().map(|count| (f64::from(*count) - 1000.0).powi(2) / 1000.0).sum();
            assert!(far < 33.7, "draw {draw}: {tenths:?}");
        }
    }

    /// The trap of such designs: paths that move together. Of 300 pairs of paths over 128 batches none is correlated by more than
    /// 4.6 standard errors (by chance about once in 1,000 such tests), and by batch correlations vary as those of shuffled ranks
    /// do (1 in their own units, with a standard error of about 0.01).
    #[test]
    fn paths_have_nothing_to_do_with_each_other() {
        let names: Vec<String> = (0..25).map(|index| format!("move.m{index}.rate")).collect();
        let paths: Vec<&str> = names.iter().map(String::as_str).collect();
        let rows = drawn(&Stratified { seed: 11 }, 0..8192, &paths);
        let (mut squares, mut far) = (0.0, 0);
        for one in 0..25 {
            for other in 0..one {
                // By batch the correlation in units of its standard error, 1 over the root of 63.
                let scaled = |row: &Vec<f64>| 12.0 * (row[one] - 0.5) * (row[other] - 0.5);
                let each: Vec<f64> = rows.chunks(64).map(|batch| batch.iter().map(scaled).sum::<f64>() / 8.0).collect();
                let sum: f64 = each.iter().sum();
                assert!(sum.abs() < 4.6 * f64::sqrt(128.0), "{one} {other}: {sum}");
                squares += each.iter().map(|each| each * each).sum::<f64>() / (300.0 * 128.0);
                far += each.iter().filter(|each| each.abs() > 5.0).count();
            }
        }
        assert!((0.95..1.07).contains(&squares) && far < 12, "{squares} {far}");
    }

    /// The mean of a sum over a batch varies by what is left within strata: a 64² part of what independent draws give, here
    /// with three parameters over 400 seeds. The product of two is not evened out.
    #[test]
    fn means_over_a_batch_vary_far_less() {
        let variance = |of: &dyn Fn(&[f64]) -> f64, stratified: bool| -> f64 {
            let means = (0..400).map(|seed| {
                let design: &dyn Design = if stratified { &Stratified { seed } } else { &Addressed { seed } };
                drawn(design, 0..64, &["a", "b", "c"]).iter().map(|row| of(row)).sum::<f64>() / 64.0
            });
            let means: Vec<f64> = means.collect();
            let middle = means.iter().sum::<f64>() / 400.0;
            means.iter().map(|mean| (mean - middle).powi(2)).sum::<f64>() / 399.0
        };
        let sum = |row: &[f64]| row.iter().sum::<f64>();
        let product = |row: &[f64]| (row[0] - 0.5) * (row[1] - 0.5);
        assert!(variance(&sum, true) < variance(&sum, false) / 2000.0);
        let ratio = variance(&product, true) / variance(&product, false);
        assert!((0.75..1.35).contains(&ratio), "{ratio}");
    }

    fn error(paths: &[&str], rows: &[Vec<f64>]) -> String {
        let error = Matrix::new(paths, rows, true).unwrap_err();
        assert_eq!(error.text().en, error.to_string());
        error.to_string()
    }

    #[test]
    fn a_matrix_that_is_no_design_is_refused() {
        assert_eq!(error(&["a", "a"], &[]), "the design has two columns for `a`");
        assert_eq!(
            error(&["a", "b"], &[vec![0.5, 0.5], vec![0.5]]),
            "each draw of the design must have 2 percentiles, but draw 2 has 1"
        );
        for value in [0.0, 1.0, -0.1, f64::NAN, f64::INFINITY] {
            let message = format!("percentiles must be between 0 and 1, but draw 1 of `b` has {value}");
            assert_eq!(error(&["a", "b"], &[vec![0.5, value]]), message);
        }
    }

    #[test]
    fn what_a_matrix_lacks_is_said() {
        let design = Matrix::new(&["a"], &[vec![0.5]], true).unwrap();
        let ask = |draw: u64, path: &str| design.percentiles(draw, &[Unknown::new(path)], &mut [0.0]);
        assert_eq!(ask(0, "a"), Ok(()));
        assert_eq!(ask(1, "a"), Err(DesignError::NoDraw { draw: 1, draws: 1 }));
        assert_eq!(ask(0, "b"), Err(DesignError::NoColumn { path: "b".to_owned() }));
    }

    #[test]
    fn columns_are_found_by_path_and_not_by_place() {
        let design = Matrix::new(&["a", "b"], &[vec![0.25, 0.75]], true).unwrap();
        let mut percentiles = [0.0; 2];
        design.percentiles(0, &[Unknown::new("b"), Unknown::new("a")], &mut percentiles).unwrap();
        assert_eq!(percentiles.map(f64::to_bits), [0.75_f64, 0.25].map(f64::to_bits));
    }

    #[test]
    fn keys_tell_matrices_apart() {
        let key = |paths: &[&str], rows: &[Vec<f64>], correlated| Matrix::new(paths, rows, correlated).unwrap().key();
        let keys = std::collections::BTreeSet::from([
            key(&["a", "b"], &[vec![0.25, 0.75]], true),
            key(&["a", "b"], &[vec![0.25, 0.75]], false),
            key(&["b", "a"], &[vec![0.25, 0.75]], true),
            key(&["ab"], &[vec![0.25], vec![0.75]], true),
            key(&["a", "b"], &[vec![0.25, 0.5]], true),
            key(&["a", "b"], &[], true),
        ]);
        assert_eq!(keys.len(), 6);
        assert_eq!(key(&["a"], &[vec![0.5]], true), key(&["a"], &[vec![0.5]], true));
    }
}
