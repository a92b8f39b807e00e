//! Designs: which percentiles the uncertain parameters take in each draw.

use std::collections::BTreeMap;
use std::fmt::{Debug, Write as _};

use sha2::{Digest as _, Sha256};

use super::luck::{Decision, Luck};
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

/// Which percentiles the uncertain parameters take in each draw: independent luck ([`Addressed`]), or points laid out on
/// purpose (Latin hypercube, Sobol', Morris), or draws of a posterior, as a [`Matrix`].
///
/// A percentile may depend on the draw and on the parameters' paths and addresses alone, so that any thread may ask, in any
/// order, and scenarios that share a parameter share its percentiles. Intervals take draws for independent of each other:
/// where they are not, an interval says what it would be if they were.
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
    use super::{Design, DesignError, Matrix, Unknown};

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
