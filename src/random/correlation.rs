//! Parameters that tend to be high together: a Gaussian copula.

#![expect(clippy::neg_cmp_op_on_partial_ord, reason = "a negated comparison refuses NaN as well")]

use std::f64::consts::FRAC_PI_6;

use super::special::{normal_cdf, normal_quantile};
use crate::words::{Text, text};

/// How far apart two entries that must be equal may be written.
const SAME: f64 = 1e-12;
/// A Cholesky pivot at or below this is zero but for rounding, and so is what is left of an entry beside such a pivot.
const LEAST_PIVOT: f64 = 1e-10;
/// Steps of bisection that find how far a matrix has to be shrunk, to the fourth decimal and beyond.
const STEPS: u32 = 30;

/// Rank correlations between parameters, put on their uniform numbers by a Gaussian copula.
///
/// A rank (Spearman) correlation does not change when a parameter is measured on another scale, so it can be asked for
/// without knowing the distributions. The copula has normal variables of correlation 2 sin(π ρ/6), whose rank
/// correlation is ρ exactly. Source: Pearson, K. (1907), On further methods of determining correlation, *Drapers'
/// Company Research Memoirs, Biometric Series* IV; Kruskal, W. H. (1958), Ordinal measures of association, *Journal of
/// the American Statistical Association* 53, 814–861.
///
/// ```
/// use tidui::random::Correlation;
/// let together = Correlation::new(&[vec![1.0, 0.8], vec![0.8, 1.0]])?;
/// let mut uniforms = [0.9, 0.5];
/// together.apply(&mut uniforms);
/// assert_eq!(uniforms[0], 0.9); // the first is never moved
/// assert!(uniforms[1] > 0.8); // the second follows it
/// # Ok::<(), tidui::random::CorrelationError>(())
/// ```
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Correlation {
    /// The Cholesky factor by rows, up to the diagonal; an empty row is uncorrelated with every row before it.
    rows: Box<[Box<[f64]>]>,
    /// The earlier parameter that each is, with whether it is turned round, where it has nothing of its own.
    same: Box<[Option<(usize, bool)>]>,
}

/// Why a matrix is not one of rank correlations. Rows and columns count from 0 in the fields and from 1 in the messages.
#[derive(Clone, Copy, Debug, PartialEq, thiserror::Error)]
#[error("{}", self.text().en)]
pub enum CorrelationError {
    /// A row is not as long as the matrix is high.
    NotSquare {
        /// The first such row.
        row: usize,
        /// Its number of entries.
        length: usize,
        /// The number of rows.
        rows: usize,
    },
    /// A correlation is outside −1 to 1, or not a number.
    OutsideRange {
        /// The row.
        row: usize,
        /// The column.
        column: usize,
        /// The entry.
        value: f64,
    },
    /// An entry on the diagonal is not 1.
    DiagonalNotOne {
        /// The row.
        row: usize,
        /// The entry.
        value: f64,
    },
    /// Two parameters are given two correlations.
    NotSymmetric {
        /// The row.
        row: usize,
        /// The column, before the row.
        column: usize,
        /// The entry.
        value: f64,
        /// The entry with row and column exchanged.
        mirror: f64,
    },
    /// No parameters can have these correlations at once.
    NotPositiveDefinite {
        /// The first row that fails.
        row: usize,
        /// What all correlations times this could hold together.
        shrink: f64,
    },
    /// Parameters can have these rank correlations at once, but not by way of normal variables.
    NotOfNormals {
        /// The first row that fails.
        row: usize,
        /// What all correlations times this could.
        shrink: f64,
    },
}

impl CorrelationError {
    /// The message in both languages.
    ///
    /// ```
    /// use tidui::random::Correlation;
    /// let error = Correlation::new(&[vec![1.0, 2.0], vec![2.0, 1.0]]).unwrap_err();
    /// assert_eq!(error.text().zh, "相关系数必须在 -1 到 1 之间，但第 1 行第 2 列是 2");
    /// assert_eq!(error.text().en, error.to_string());
    /// ```
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::NotSquare { row, length, rows } => text!("correlation-not-square", row = row + 1, length, rows),
            Self::OutsideRange { row, column, value } => {
                text!("correlation-outside-range", row = row + 1, column = column + 1, value)
            }
            Self::DiagonalNotOne { row, value } => text!("correlation-diagonal-not-one", row = row + 1, value),
            Self::NotSymmetric { row, column, value, mirror } => {
                text!("correlation-not-symmetric", row = row + 1, column = column + 1, value, mirror)
            }
            Self::NotPositiveDefinite { row, shrink } => {
                text!("correlation-not-positive-definite", row = row + 1, shrink = shown(*shrink))
            }
            Self::NotOfNormals { row, shrink } => {
                text!("correlation-not-of-normals", row = row + 1, shrink = shown(*shrink))
            }
        }
    }
}

/// A factor as a message shows it: rounded down, so that it is small enough.
fn shown(factor: f64) -> f64 {
    (factor * 1e4).floor() / 1e4
}

/// The correlation of two normal variables whose rank correlation this is; exact where one is the other.
fn of_normals(rank: f64) -> f64 {
    if rank.abs() >= 1.0 { rank } else { 2.0 * libm::sin(FRAC_PI_6 * rank) }
}

/// Its Cholesky factor by rows, or the first row that fails. A pivot of zero is allowed: what it stands for is decided by those
/// before it.
fn factor(size: usize, entry: impl Fn(usize, usize) -> f64) -> Result<Vec<Box<[f64]>>, usize> {
    let mut factor: Vec<Box<[f64]>> = Vec::with_capacity(size);
    for row in 0..size {
        let mut line = vec![0.0; row + 1];
        for column in 0..row {
            let above = &factor[column];
            let known: f64 = line[..column].iter().zip(above).map(|(a, b)| a * b).sum();
            let left = entry(row, column) - known;
            if above[column] > 0.0 {
                line[column] = left / above[column];
            } else if !(left.abs() <= LEAST_PIVOT.sqrt()) {
                return Err(row);
            }
        }
        let pivot = 1.0 - line[..row].iter().map(|entry| entry * entry).sum::<f64>();
        if !(pivot >= -LEAST_PIVOT) {
            return Err(row);
        }
        line[row] = if pivot > LEAST_PIVOT { pivot.sqrt() } else { 0.0 };
        factor.push(line.into());
    }
    Ok(factor)
}

/// The greatest factor with which something is possible that is with 0.
fn greatest(possible: impl Fn(f64) -> bool) -> f64 {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..STEPS {
        let middle = f64::midpoint(low, high);
        if possible(middle) { low = middle } else { high = middle }
    }
    low
}

impl Correlation {
    /// Reads a matrix of Spearman rank correlations, one row and one column for each parameter.
    ///
    /// Entries that must be equal may differ by 1e-12. A correlation of exactly 1 or −1 makes two parameters one unknown: the
    /// later has the uniform number of the earlier, or what is left of it to 1, to the last bit.
    ///
    /// # Errors
    ///
    /// If the matrix is not square, an entry is outside −1 to 1, the diagonal is not 1, it is not symmetric, or it is not
    /// positive semidefinite, as it stands or as correlations of normal variables (the first row to fail is named, with the
    /// factor on all correlations that would be small enough).
    pub fn new(matrix: &[Vec<f64>]) -> Result<Self, CorrelationError> {
        Self::check(matrix)?;
        let size = matrix.len();
        let factored = |times: f64| factor(size, |row, column| of_normals(matrix[row][column] * times));
        let row = match factored(1.0) {
            Ok(rows) => return Ok(Self::of_rows(rows)),
            Err(row) => row,
        };
        let shrink = greatest(|times| factored(times).is_ok());
        Err(match factor(size, |row, column| matrix[row][column]) {
            Ok(_) => CorrelationError::NotOfNormals { row, shrink },
            Err(row) => CorrelationError::NotPositiveDefinite { row, shrink },
        })
    }

    /// The nearest that parameters can have at once: all correlations of a matrix times one factor, as great as may be, and that
    /// factor. What can be had as it stands keeps every bit.
    ///
    /// # Errors
    ///
    /// What [`new`](Self::new) says, but of matrices that cannot be had at once.
    pub fn mended(matrix: &[Vec<f64>]) -> Result<(Self, f64), CorrelationError> {
        match Self::new(matrix) {
            Err(
                CorrelationError::NotPositiveDefinite { shrink, .. } | CorrelationError::NotOfNormals { shrink, .. },
            ) => {
                let times = shown(shrink);
                let scaled = |(row, entries): (usize, &Vec<f64>)| {
                    let entry = |(column, value): (usize, &f64)| if row == column { 1.0 } else { value * times };
                    entries.iter().enumerate().map(entry).collect()
                };
                let matrix: Vec<Vec<f64>> = matrix.iter().enumerate().map(scaled).collect();
                Self::new(&matrix).map(|made| (made, times))
            }
            other => other.map(|made| (made, 1.0)),
        }
    }

    /// Correlations of normal variables that follow common drivers: by parameter its weight on each driver. What is left of its
    /// variance is its own; the weights' squares are at most 1 together.
    ///
    /// ```
    /// use tidui::random::Correlation;
    /// let two = Correlation::of_drivers(&[vec![1.0], vec![-1.0]]).unwrap();
    /// let mut uniforms = [0.9, 0.5];
    /// two.apply(&mut uniforms);
    /// assert_eq!(uniforms, [0.9, 1.0 - 0.9]);
    /// assert!(Correlation::of_drivers(&[vec![0.9, 0.9], vec![0.1, 0.0]]).is_none());
    /// ```
    #[must_use]
    pub fn of_drivers(weights: &[Vec<f64>]) -> Option<Self> {
        let square = |row: &[f64]| row.iter().map(|weight| weight * weight).sum::<f64>();
        if weights.iter().any(|row| !(square(row) <= 1.0 + SAME)) {
            return None;
        }
        let entry = |row: usize, column: usize| weights[row].iter().zip(&weights[column]).map(|(a, b)| a * b).sum();
        factor(weights.len(), entry).ok().map(Self::of_rows)
    }

    /// Every two parameters that go together, by position, with the rank correlation that their percentiles have: 6/π · asin(r/2)
    /// of the correlation r of the normal variables behind them.
    ///
    /// ```
    /// use tidui::random::Correlation;
    /// let matrix = [vec![1.0, 0.8, 0.0], vec![0.8, 1.0, 0.0], vec![0.0, 0.0, 1.0]];
    /// let pairs = Correlation::new(&matrix)?.pairs();
    /// assert!(pairs.len() == 1 && (pairs[0].0, pairs[0].1) == (0, 1) && (pairs[0].2 - 0.8).abs() < 1e-12);
    /// # Ok::<(), tidui::random::CorrelationError>(())
    /// ```
    #[must_use]
    pub fn pairs(&self) -> Vec<(usize, usize, f64)> {
        let lines: Vec<Vec<f64>> = (0..self.size()).map(|row| self.line(row)).collect();
        let mut pairs = Vec::new();
        for (second, line) in lines.iter().enumerate() {
            for (first, other) in lines.iter().enumerate().take(second) {
                let normal: f64 = line.iter().zip(other).map(|(a, b)| a * b).sum();
                if normal.abs() > 1e-9 {
                    pairs.push((first, second, libm::asin((normal / 2.0).clamp(-0.5, 0.5)) / FRAC_PI_6));
                }
            }
        }
        pairs
    }

    /// The weights of a parameter on the normal variables behind all.
    fn line(&self, row: usize) -> Vec<f64> {
        match self.same[row] {
            Some((place, turned)) => self.line(place).into_iter().map(|one| if turned { -one } else { one }).collect(),
            None if self.rows[row].is_empty() => (0..=row).map(|at| if at == row { 1.0 } else { 0.0 }).collect(),
            None => self.rows[row].to_vec(),
        }
    }

    /// Both sets of correlations, of the parameters of one and then of the other, which have nothing to do with each other.
    #[must_use]
    pub fn beside(&self, other: &Self) -> Self {
        let first = self.size();
        let moved = |row: &[f64]| -> Box<[f64]> {
            if row.is_empty() {
                Box::default()
            } else {
                std::iter::repeat_n(0.0, first).chain(row.iter().copied()).collect()
            }
        };
        let same = other.same.iter().map(|one| one.map(|(place, turned)| (place + first, turned)));
        Self {
            rows: self.rows.iter().cloned().chain(other.rows.iter().map(|row| moved(row))).collect(),
            same: self.same.iter().copied().chain(same).collect(),
        }
    }

    fn of_rows(factor: Vec<Box<[f64]>>) -> Self {
        let same = |place: usize, row: &[f64]| {
            let equal = |other: &[f64], sign: f64| {
                let own = row.iter().zip(other.iter().copied().chain(std::iter::repeat(0.0)));
                own.into_iter().all(|(a, b)| (a - sign * b).abs() <= LEAST_PIVOT.sqrt())
            };
            // Only what has nothing of its own can be another's.
            let earlier = if row[place] > 0.0 { 0 } else { place };
            let signs = [(1.0, false), (-1.0, true)];
            (0..earlier).find_map(|other| {
                signs.iter().find(|(sign, _)| equal(&factor[other], *sign)).map(|(_, turned)| (other, *turned))
            })
        };
        let same: Box<[_]> = factor.iter().enumerate().map(|(place, row)| same(place, row)).collect();
        let alone = |line: &[f64]| line[..line.len() - 1].iter().all(|entry| *entry == 0.0);
        let rows = factor.into_iter().map(|line| if alone(&line) { Box::default() } else { line }).collect();
        Self { rows, same }
    }

    fn check(matrix: &[Vec<f64>]) -> Result<(), CorrelationError> {
        let size = matrix.len();
        for (row, entries) in matrix.iter().enumerate() {
            if entries.len() != size {
                return Err(CorrelationError::NotSquare { row, length: entries.len(), rows: size });
            }
        }
        for (row, entries) in matrix.iter().enumerate() {
            for (column, value) in entries.iter().copied().enumerate() {
                if !((-1.0..=1.0).contains(&value)) {
                    return Err(CorrelationError::OutsideRange { row, column, value });
                }
            }
            if !((entries[row] - 1.0).abs() <= SAME) {
                return Err(CorrelationError::DiagonalNotOne { row, value: entries[row] });
            }
            for (column, value) in entries[..row].iter().copied().enumerate() {
                let mirror = matrix[column][row];
                if !((value - mirror).abs() <= SAME) {
                    return Err(CorrelationError::NotSymmetric { row, column, value, mirror });
                }
            }
        }
        Ok(())
    }

    /// How many parameters the matrix has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len()
    }

    /// The places of parameters that move together, directly or by way of others: lists of two and more, each ascending.
    ///
    /// ```
    /// use tidui::random::Correlation;
    /// let matrix = [[1.0, 0.0, 0.5], [0.0, 1.0, 0.0], [0.5, 0.0, 1.0]].map(Vec::from);
    /// assert_eq!(Correlation::new(&matrix).unwrap().together(), [[0, 2]]);
    /// ```
    #[must_use]
    pub fn together(&self) -> Vec<Vec<usize>> {
        let mut group: Vec<usize> = (0..self.size()).collect();
        for (place, row) in self.rows.iter().enumerate() {
            let tied = row.iter().enumerate().filter(|(other, weight)| *other < place && **weight != 0.0);
            for other in tied.map(|(other, _)| other).chain(self.same[place].map(|(other, _)| other)) {
                let (from, to) = (group[place], group[other]);
                group.iter_mut().filter(|one| **one == from).for_each(|one| *one = to);
            }
        }
        let of = |wanted: usize| (0..self.size()).filter(|place| group[*place] == wanted).collect::<Vec<_>>();
        let mut list: Vec<Vec<usize>> = (0..self.size()).map(of).filter(|own| own.len() > 1).collect();
        list.sort();
        list
    }

    /// Turns independent uniform numbers, one for each parameter in the matrix's order, into correlated ones in place.
    ///
    /// Each stays uniform on the open unit interval. A number is moved only by those before it, and one that is
    /// uncorrelated with all before it is not moved at all: the identity matrix changes nothing, to the last bit.
    ///
    /// # Panics
    ///
    /// If there are not as many numbers as parameters.
    pub fn apply(&self, uniforms: &mut [f64]) {
        assert_eq!(uniforms.len(), self.size(), "one uniform number for each correlated parameter");
        if self.rows.iter().all(|row| row.is_empty()) {
            return;
        }
        let normals: Vec<f64> = uniforms.iter().map(|uniform| normal_quantile(*uniform)).collect();
        for (place, row) in self.rows.iter().enumerate().filter(|(_, row)| !row.is_empty()) {
            uniforms[place] = match self.same[place] {
                Some((other, false)) => uniforms[other],
                Some((other, true)) => 1.0 - uniforms[other],
                None => {
                    let normal: f64 = row.iter().zip(&normals).map(|(weight, normal)| weight * normal).sum();
                    normal_cdf(normal).clamp(f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0)
                }
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use rand::distr::Open01;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    use super::*;

    fn ranks(values: &[f64]) -> Vec<f64> {
        let mut order: Vec<usize> = (0..values.len()).collect();
        order.sort_by(|a, b| values[*a].total_cmp(&values[*b]));
        let mut ranks = vec![0.0; values.len()];
        for (rank, index) in order.into_iter().enumerate() {
            ranks[index] = rank as f64;
        }
        ranks
    }

    fn spearman(a: &[f64], b: &[f64]) -> f64 {
        let count = a.len() as f64;
        let apart: f64 = ranks(a).iter().zip(ranks(b)).map(|(a, b)| (a - b) * (a - b)).sum();
        1.0 - 6.0 * apart / (count * (count * count - 1.0))
    }

    fn columns(correlation: &Correlation, seed: u64, draws: usize) -> Vec<Vec<f64>> {
        let size = correlation.size();
        let mut columns = vec![Vec::with_capacity(draws); size];
        let mut uniforms = Xoshiro256PlusPlus::seed_from_u64(seed).sample_iter(Open01);
        for _ in 0..draws {
            let mut row: Vec<f64> = uniforms.by_ref().take(size).collect();
            correlation.apply(&mut row);
            for (column, value) in columns.iter_mut().zip(row) {
                column.push(value);
            }
        }
        columns
    }

    #[test]
    fn the_rank_correlations_asked_for_are_achieved() {
        let asked = [vec![1.0, 0.8, -0.5], vec![0.8, 1.0, -0.2], vec![-0.5, -0.2, 1.0]];
        let draws = 20_000;
        let columns = columns(&Correlation::new(&asked).unwrap(), 11, draws);
        // n = 20,000, seed 11; a Spearman coefficient's standard error is at most 1/√n (its value at no correlation),
        // and |z| < 3.588 for alpha = 0.001 over three pairs (Bonferroni): bound 0.0254.
        let bound = 3.588 / (draws as f64).sqrt();
        for (a, b) in [(0, 1), (0, 2), (1, 2)] {
            let achieved = spearman(&columns[a], &columns[b]);
            assert!((achieved - asked[a][b]).abs() < bound, "{a}, {b}: {achieved}");
        }
    }

    #[test]
    fn each_number_stays_uniform() {
        let draws = 20_000;
        let asked = [vec![1.0, 0.9], vec![0.9, 1.0]];
        for mut column in columns(&Correlation::new(&asked).unwrap(), 12, draws) {
            column.sort_by(f64::total_cmp);
            let count = draws as f64;
            let distance = column
                .iter()
                .enumerate()
                .map(|(rank, value)| (value - rank as f64 / count).max((rank + 1) as f64 / count - value))
                .fold(0.0, f64::max);
            // Kolmogorov–Smirnov, n = 20,000, seed 12, alpha = 0.001: √(−ln(alpha/2)/(2n)) = 0.01378.
            let critical = (-libm::log(0.001 / 2.0) / (2.0 * count)).sqrt();
            assert!(distance < critical, "{distance} against {critical}");
        }
    }

    #[test]
    fn the_identity_changes_nothing() {
        let identity = Correlation::new(&[vec![1.0, 0.0, 0.0], vec![0.0, 1.0, 0.0], vec![0.0, 0.0, 1.0]]).unwrap();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(1);
        for _ in 0..1000 {
            let before: [f64; 3] = std::array::from_fn(|_| random.sample(Open01));
            let mut after = before;
            identity.apply(&mut after);
            assert_eq!(before.map(f64::to_bits), after.map(f64::to_bits));
        }
    }

    #[test]
    fn a_parameter_uncorrelated_with_those_before_it_is_not_moved() {
        let pair = Correlation::new(&[vec![1.0, 0.5, 0.0], vec![0.5, 1.0, 0.0], vec![0.0, 0.0, 1.0]]).unwrap();
        let mut uniforms = [0.1, 0.2, 0.3];
        pair.apply(&mut uniforms);
        assert_eq!((uniforms[0].to_bits(), uniforms[2].to_bits()), (0.1_f64.to_bits(), 0.3_f64.to_bits()));
        assert!(uniforms[1] < 0.15);
    }

    #[test]
    fn the_ends_stay_inside_the_open_unit_interval() {
        let pair = Correlation::new(&[vec![1.0, 0.9], vec![0.9, 1.0]]).unwrap();
        for end in [f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0] {
            let mut uniforms = [end; 2];
            pair.apply(&mut uniforms);
            assert!(uniforms.iter().all(|uniform| 0.0 < *uniform && *uniform < 1.0), "{uniforms:?}");
        }
    }

    #[test]
    fn no_parameters_are_correlated_with_nothing() {
        let none = Correlation::new(&[]).unwrap();
        none.apply(&mut []);
        assert_eq!(none.size(), 0);
    }

    #[test]
    fn an_impossible_matrix_is_refused_by_its_first_failing_row() {
        let refused = |matrix: &[Vec<f64>]| Correlation::new(matrix).unwrap_err();
        let contrary = [vec![1.0, 0.9, -0.9], vec![0.9, 1.0, 0.9], vec![-0.9, 0.9, 1.0]];
        let error = refused(&contrary);
        assert!(matches!(error, CorrelationError::NotPositiveDefinite { row: 2, .. }), "{error:?}");
        // 2 sin(π ρ/6) = 1/2 where ρ = 0.4826: three that pull against each other can have no more.
        assert_eq!(
            error.to_string(),
            "these correlations cannot hold together: row 3 contradicts those before it. All of them times 0.5362 could"
        );
        assert_eq!(error.text().zh, "这些相关系数不能同时成立：第 3 行与之前各行矛盾；全部乘以 0.5362 才可以");
        let (_, times) = Correlation::mended(&contrary).unwrap();
        assert!((times - 0.5362).abs() < 1e-9, "{times}");
    }

    /// A matrix of rank correlations that is positive definite, whose normal correlations are not: near its edge, where
    /// 2 sin(π ρ/6) is not ρ.
    #[test]
    fn what_only_normal_variables_cannot_have_is_told_apart_and_mended() {
        // The determinant 1 + 2abc − a² − b² − c² of the ranks is 0.0015, of the normals −0.08.
        let close = [vec![1.0, 0.5, 0.5], vec![0.5, 1.0, -0.499], vec![0.5, -0.499, 1.0]];
        let error = Correlation::new(&close).unwrap_err();
        let CorrelationError::NotOfNormals { row: 2, shrink } = error else { panic!("{error:?}") };
        assert!((0.9..1.0).contains(&shrink), "{shrink}");
        let (mended, times) = Correlation::mended(&close).unwrap();
        assert!(times <= shrink && shrink - times < 1e-4);
        let columns = columns(&mended, 13, 20_000);
        // |z| < 3.588 as above.
        assert!((spearman(&columns[0], &columns[1]) - 0.5 * times).abs() < 3.588 / 20_000_f64.sqrt());
        // What can be had keeps every bit.
        let fine = [vec![1.0, 0.4], vec![0.4, 1.0]];
        assert_eq!(Correlation::mended(&fine).unwrap(), (Correlation::new(&fine).unwrap(), 1.0));
    }

    /// A correlation of 1 or −1 makes two parameters one unknown, to the last bit, whatever else they go with.
    #[test]
    fn perfect_correlation_is_one_unknown() {
        let asked = [
            vec![1.0, 0.5, 0.5, -0.5],
            vec![0.5, 1.0, 1.0, -1.0],
            vec![0.5, 1.0, 1.0, -1.0],
            vec![-0.5, -1.0, -1.0, 1.0],
        ];
        let together = Correlation::new(&asked).unwrap();
        let mut random = Xoshiro256PlusPlus::seed_from_u64(4);
        for _ in 0..1000 {
            let mut uniforms: [f64; 4] = std::array::from_fn(|_| random.sample(Open01));
            together.apply(&mut uniforms);
            assert_eq!(uniforms[1].to_bits(), uniforms[2].to_bits());
            assert_eq!((1.0 - uniforms[1]).to_bits(), uniforms[3].to_bits());
        }
        // Beside others they are still one.
        let beside = Correlation::new(&[vec![1.0]]).unwrap().beside(&together);
        let mut uniforms = [0.3, 0.1, 0.2, 0.7, 0.8];
        beside.apply(&mut uniforms);
        assert_eq!((uniforms[0], uniforms[2].to_bits()), (0.3, uniforms[3].to_bits()));
        // But not with something else, as well.
        let split = [vec![1.0, 1.0, 0.2], vec![1.0, 1.0, 0.6], vec![0.2, 0.6, 1.0]];
        assert!(matches!(Correlation::new(&split), Err(CorrelationError::NotPositiveDefinite { row: 2, .. })));
    }

    #[test]
    fn a_matrix_that_is_not_one_of_correlations_is_refused() {
        let message = |matrix: &[Vec<f64>]| {
            let error = Correlation::new(matrix).unwrap_err();
            assert_eq!(error.text().en, error.to_string());
            error.to_string()
        };
        assert_eq!(
            message(&[vec![1.0, 0.0], vec![0.0]]),
            "a correlation matrix must be square, but row 2 has 1 entries and there are 2 rows"
        );
        assert_eq!(
            message(&[vec![1.0, 1.5], vec![1.5, 1.0]]),
            "a correlation must be from -1 to 1, but row 1, column 2 has 1.5"
        );
        assert_eq!(
            message(&[vec![1.0, f64::NAN], vec![f64::NAN, 1.0]]),
            "a correlation must be from -1 to 1, but row 1, column 2 has NaN"
        );
        assert_eq!(message(&[vec![0.5]]), "a parameter's correlation with itself must be 1, but row 1 has 0.5");
        assert_eq!(
            message(&[vec![1.0, 0.3], vec![0.2, 1.0]]),
            "a correlation matrix must be symmetric, but row 2, column 1 has 0.2 and row 1, column 2 has 0.3"
        );
    }

    #[test]
    #[should_panic(expected = "one uniform number for each correlated parameter")]
    fn a_wrong_number_of_uniforms_panics() {
        Correlation::new(&[vec![1.0]]).unwrap().apply(&mut [0.5, 0.5]);
    }
}
