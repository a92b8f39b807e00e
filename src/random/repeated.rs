//! Designs whose rows are lived through again and again: percentiles that somebody hands in, with more than one life for each.

use std::sync::Arc;

use super::design::{Design, DesignError, Unknown};

/// The rows of another design, each in so many draws that follow each other; or one of them in every draw.
#[derive(Clone, Debug)]
pub struct Repeated {
    rows: Arc<dyn Design>,
    each: Each,
}

#[derive(Clone, Copy, Debug)]
enum Each {
    Times(u64),
    Only(u64),
}

impl Repeated {
    /// Row 0 in the first `times` draws, row 1 in as many after them, and so on; no fewer than one each.
    #[must_use]
    pub fn times(rows: Arc<dyn Design>, times: u64) -> Self {
        Self { rows, each: Each::Times(times.max(1)) }
    }

    /// One row in every draw: points that differ in it alone share the luck of every draw.
    #[must_use]
    pub fn only(rows: Arc<dyn Design>, row: u64) -> Self {
        Self { rows, each: Each::Only(row) }
    }
}

impl Design for Repeated {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        let row = match self.each {
            Each::Times(times) => draw / times,
            Each::Only(row) => row,
        };
        self.rows.percentiles(row, unknowns, percentiles)
    }

    fn key(&self) -> String {
        let own = self.rows.key();
        match self.each {
            Each::Times(times) => format!("{own}-times-{times}"),
            Each::Only(row) => format!("{own}-only-{row}"),
        }
    }

    fn correlated(&self) -> bool {
        self.rows.correlated()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Matrix;

    #[test]
    fn rows_come_again_as_often_as_they_are_asked_for() {
        let rows: Arc<dyn Design> = Arc::new(Matrix::new(&["a"], &[vec![0.25], vec![0.75]], true).unwrap());
        // In quarters, so that they can be compared.
        let drawn = |design: &dyn Design, draw| {
            let mut percentiles = [0.5];
            design.percentiles(draw, &[Unknown::new("a")], &mut percentiles).map(|()| (4.0 * percentiles[0]) as u8)
        };
        let twice = Repeated::times(Arc::clone(&rows), 2);
        assert_eq!([0, 1, 2, 3].map(|draw| drawn(&twice, draw).unwrap()), [1, 1, 3, 3]);
        assert!(drawn(&twice, 4).is_err());
        let second = Repeated::only(Arc::clone(&rows), 1);
        assert_eq!([0, 7, 1 << 40].map(|draw| drawn(&second, draw).unwrap()), [3; 3]);
        assert!(drawn(&Repeated::only(Arc::clone(&rows), 2), 0).is_err());
        assert_ne!(second.key(), Repeated::only(rows, 0).key());
    }
}
