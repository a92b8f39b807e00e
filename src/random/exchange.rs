//! Designs that change a few of the unknowns and leave everything else as it is: what sensitivity studies are made of.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::sync::Arc;

use sha2::{Digest as _, Sha256};

use super::design::{Design, DesignError, Unknown};
use super::luck::Luck;

/// Which unknowns a point takes from elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Moved {
    /// All of them.
    All,
    /// Those with these paths.
    These(BTreeSet<String>),
}

impl Moved {
    /// Those with these paths.
    pub fn these<'a>(paths: impl IntoIterator<Item = &'a String>) -> Self {
        Self::These(paths.into_iter().cloned().collect())
    }

    fn has(&self, path: &str) -> bool {
        match self {
            Self::All => true,
            Self::These(paths) => paths.contains(path),
        }
    }

    /// As part of the key of a design.
    fn key(&self) -> String {
        let Self::These(paths) = self else { return "all".to_owned() };
        let mut digest = Sha256::new();
        for path in paths {
            digest.update((path.len() as u64).to_le_bytes());
            digest.update(path);
        }
        let mut key = String::new();
        for byte in digest.finalize() {
            // Writing to a string cannot fail.
            let _ = write!(key, "{byte:02x}");
        }
        key
    }
}

/// Pick and freeze: a sample of the unknowns in which some are taken from a second sample, and the others stay.
///
/// A draw and its [`partner`](Self::partner) are the same row of the two samples A and B, which have nothing in common. At a draw
/// of A the point has the row of A, but for what is moved, which has the row of B: the matrix A with columns of B. Luck belongs to
/// the draw, so chance stays as well; where all are moved, nothing but chance stays.
///
/// # Source
/// I. M. Sobol', "Sensitivity estimates for nonlinear mathematical models", *Mathematical Modelling and Computational
/// Experiments* 1 (1993); A. Saltelli and others, "Variance based sensitivity analysis of model output", *Computer Physics
/// Communications* 181 (2010).
#[derive(Clone, Debug)]
pub struct Exchanged {
    base: Arc<dyn Design>,
    moved: Moved,
}

impl Exchanged {
    /// How far the second sample is from the first: whole batches, and more draws than any study has.
    const APART: u64 = 1 << 40;

    /// The samples of `base` with what is `moved` taken from the other one.
    #[must_use]
    pub fn new(base: Arc<dyn Design>, moved: Moved) -> Self {
        Self { base, moved }
    }

    /// The draw of the other sample that goes with a draw.
    #[must_use]
    pub const fn partner(draw: u64) -> u64 {
        draw ^ Self::APART
    }
}

impl Design for Exchanged {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        self.base.percentiles(draw, unknowns, percentiles)?;
        let mut others = vec![0.5; percentiles.len()];
        self.base.percentiles(Self::partner(draw), unknowns, &mut others)?;
        for ((percentile, other), unknown) in percentiles.iter_mut().zip(others).zip(unknowns) {
            if self.moved.has(&unknown.path) {
                *percentile = other;
            }
        }
        Ok(())
    }

    fn key(&self) -> String {
        format!("{}-exchanged-{}", self.base.key(), self.moved.key())
    }

    fn correlated(&self) -> bool {
        self.base.correlated()
    }
}

/// Morris's levels: every unknown at one of four percentiles (12.5, 37.5, 62.5, 87.5), and what is moved half of the way across.
///
/// Points that move one thing each from the same row are a radial design: its steps are as long as those of Morris's
/// trajectories, and every step starts from the same place.
///
/// # Source
/// M. D. Morris, "Factorial sampling plans for preliminary computational experiments", *Technometrics* 33 (1991);
/// F. Campolongo, A. Saltelli and J. Cariboni, "From screening to quantitative sensitivity analysis. A unified approach",
/// *Computer Physics Communications* 182 (2011).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Levels {
    seed: u64,
    moved: Moved,
}

impl Levels {
    const LEVELS: u64 = 4;

    /// Rows under `seed`, with what is `moved` half of the way across.
    #[must_use]
    pub const fn new(seed: u64, moved: Moved) -> Self {
        Self { seed, moved }
    }

    /// The level of an unknown in a draw, from 0 to 3, before anything is moved.
    fn level(&self, draw: u64, unknown: &Unknown) -> u64 {
        Luck::of_parameters(self.seed, draw).draw(unknown.address, 0, 1)[0] >> 62
    }

    /// Whether moving the unknown at `path` in a draw takes it up.
    #[must_use]
    pub fn is_up(&self, draw: u64, path: &str) -> bool {
        self.level(draw, &Unknown::new(path)) < Self::LEVELS / 2
    }
}

impl Design for Levels {
    fn percentiles(&self, draw: u64, unknowns: &[Unknown], percentiles: &mut [f64]) -> Result<(), DesignError> {
        for (percentile, unknown) in percentiles.iter_mut().zip(unknowns) {
            let half = if self.moved.has(&unknown.path) { Self::LEVELS / 2 } else { 0 };
            let level = (self.level(draw, unknown) + half) % Self::LEVELS;
            *percentile = (level as f64 + 0.5) / Self::LEVELS as f64;
        }
        Ok(())
    }

    fn key(&self) -> String {
        format!("levels-{}-{}", self.seed, self.moved.key())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Nesting, Stratified};

    fn row(design: &dyn Design, draw: u64) -> Vec<f64> {
        let unknowns = ["a", "b", "c"].map(Unknown::new);
        let mut percentiles = vec![0.0; 3];
        design.percentiles(draw, &unknowns, &mut percentiles).unwrap();
        percentiles
    }

    #[test]
    fn what_is_moved_is_the_partner_s_and_the_rest_stays() {
        let base: Arc<dyn Design> = Arc::new(Stratified { seed: 3 });
        let one = Exchanged::new(Arc::clone(&base), Moved::these(&["b".to_owned()]));
        let all = Exchanged::new(Arc::clone(&base), Moved::All);
        for draw in 0..100 {
            let partner = Exchanged::partner(draw);
            assert_eq!((Exchanged::partner(partner), partner % Nesting::BATCH), (draw, draw % Nesting::BATCH));
            let (own, other) = (row(&*base, draw), row(&*base, partner));
            assert_eq!(row(&one, draw), [own[0], other[1], own[2]]);
            assert_eq!(row(&one, partner), [other[0], own[1], other[2]]);
            assert_eq!(row(&all, draw), other);
            assert!(own.iter().zip(&other).all(|(a, b)| a.total_cmp(b).is_ne()));
        }
        assert_ne!(one.key(), all.key());
        assert_eq!(one.key(), Exchanged::new(base, Moved::these(&["b".to_owned()])).key());
    }

    #[test]
    fn levels_are_as_likely_and_steps_go_half_of_the_way() {
        let none = Levels::new(5, Moved::these(&[]));
        let one = Levels::new(5, Moved::these(&["b".to_owned()]));
        let mut counts = [0; 4];
        for draw in 0..4000 {
            let (before, after) = (row(&none, draw), row(&one, draw));
            assert_eq!((before[0], before[2]), (after[0], after[2]));
            let step = if none.is_up(draw, "b") { 0.5 } else { -0.5 };
            assert!((after[1] - before[1] - step).abs() < 1e-12);
            counts[(before[1] * 4.0) as usize] += 1;
        }
        // Each of 4,000 in four: a standard deviation is 27.
        assert!(counts.iter().all(|count| (870..1130).contains(count)), "{counts:?}");
    }
}
