//! Parameters that tend to be high together: a Gaussian copula.

#![expect(clippy::neg_cmp_op_on_partial_ord, reason = "a negated comparison refuses NaN as well")]

use std::f64::consts::FRAC_PI_6;

use super::special::{normal_cdf, normal_quantile};
use crate::words::{Text, text};

/// How far apart two entries that must be equal may be written.
const SAME: f64 = 1e-12;
/// A Cholesky pivot at or below this is zero but for rounding.
const LEAST_PIVOT: f64 = 1e-10;

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
    /// No parameters can have these correlations at once, or one of them is decided by others.
    NotPositiveDefinite {
        /// The first row that fails.
        row: usize,
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
            Self::NotPositiveDefinite { row } => text!("correlation-not-positive-definite", row = row + 1),
        }
    }
}

impl Correlation {
    /// Reads a matrix of Spearman rank correlations, one row and one column for each parameter.
    ///
    /// Entries that must be equal may differ by 1e-12. A correlation of exactly 1 or −1 between two parameters is
    /// refused, since then one of them is not a parameter of its own.
    ///
    /// # Errors
    ///
    /// If the matrix is not square, an entry is outside −1 to 1, the diagonal is not 1, it is not symmetric, or the
    /// normal correlations it asks for are not positive definite (the first row to fail is named).
    pub fn new(matrix: &[Vec<f64>]) -> Result<Self, CorrelationError> {
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
        let mut factor: Vec<Box<[f64]>> = Vec::with_capacity(size);
        for (row, entries) in matrix.iter().enumerate() {
            let mut line = vec![0.0; row + 1];
            for column in 0..row {
                let above = &factor[column];
                let known: f64 = line[..column].iter().zip(above).map(|(a, b)| a * b).sum();
                line[column] = (2.0 * libm::sin(FRAC_PI_6 * entries[column]) - known) / above[column];
            }
            let pivot = 1.0 - line[..row].iter().map(|entry| entry * entry).sum::<f64>();
            if !(pivot > LEAST_PIVOT) {
                return Err(CorrelationError::NotPositiveDefinite { row });
            }
            line[row] = pivot.sqrt();
            factor.push(line.into());
        }
        let alone = |line: &[f64]| line[..line.len() - 1].iter().all(|entry| *entry == 0.0);
        Ok(Self { rows: factor.into_iter().map(|line| if alone(&line) { Box::default() } else { line }).collect() })
    }

    /// How many parameters the matrix has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len()
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
        for (uniform, row) in uniforms.iter_mut().zip(&self.rows) {
            if !row.is_empty() {
                let normal: f64 = row.iter().zip(&normals).map(|(weight, normal)| weight * normal).sum();
                *uniform = normal_cdf(normal).clamp(f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0);
            }
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
        let error = refused(&[vec![1.0, 0.9, -0.9], vec![0.9, 1.0, 0.9], vec![-0.9, 0.9, 1.0]]);
        assert_eq!(error, CorrelationError::NotPositiveDefinite { row: 2 });
        assert_eq!(
            error.to_string(),
            "the correlations must be possible together (positive definite), but row 3 contradicts those before it"
        );
        assert_eq!(error.text().zh, "各相关系数必须能同时成立（正定），但第 3 行与之前各行矛盾");
        // A correlation of 1 makes two parameters one; the sine's rounding must not let it through.
        for one in [1.0, -1.0] {
            let error = refused(&[vec![1.0, one], vec![one, 1.0]]);
            assert_eq!(error, CorrelationError::NotPositiveDefinite { row: 1 });
        }
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
