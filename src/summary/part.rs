//! What was counted of some of a run's replicates, as plain lists: to be kept, carried elsewhere and taken in there.

use serde::{Deserialize, Serialize};

use crate::model::Model;
use crate::random::Nesting;

use super::accumulate::Summary;
use super::infer::Tally;
use super::numbers::Numbers;

/// All that was counted of some replicates, without what the model says of it. Whole numbers throughout, so parts of one run,
/// made anywhere and taken in in any order, come to what the whole run counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    replicates: u64,
    numbers: Vec<Numbers>,
    tallies: Vec<Tally>,
    sums: Vec<i128>,
    ledger: Vec<[u64; 10]>,
}

/// A part that was not counted of this model, or of replicates that share draws in another way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("what was counted is not of this scenario")]
pub struct Misfit;

impl Part {
    /// Replicates that were counted.
    #[must_use]
    pub const fn replicates(&self) -> u64 {
        self.replicates
    }

    /// The summary that it is of, which merges with those of other parts.
    ///
    /// # Errors
    /// If it was counted of something else.
    pub fn summary(self, model: &Model, nesting: Nesting) -> Result<Summary, Misfit> {
        let mut summary = Summary::new(model, nesting);
        let numbers = same(summary.numbers(), &self.numbers, Numbers::is_like);
        let tallies = same(summary.tallies(), &self.tallies, Tally::is_like);
        let sums = same(summary.sums(), &self.sums, |_, _| true);
        if !(numbers && tallies && sums && summary.ledger.len() == self.ledger.len()) {
            return Err(Misfit);
        }
        summary.numbers().zip(self.numbers).for_each(|(own, other)| *own = other);
        summary.tallies().zip(self.tallies).for_each(|(own, other)| *own = other);
        summary.sums().zip(self.sums).for_each(|(own, other)| *own = other);
        (summary.replicates, summary.ledger) = (self.replicates, self.ledger);
        Ok(summary)
    }
}

impl Summary {
    /// What was counted, without the rest.
    #[must_use]
    pub fn into_part(mut self) -> Part {
        Part {
            replicates: self.replicates,
            numbers: self.numbers().map(|one| one.clone()).collect(),
            tallies: self.tallies().map(|one| one.clone()).collect(),
            sums: self.sums().map(|one| *one).collect(),
            ledger: self.ledger,
        }
    }
}

/// Whether there are as many of both, and each is like its own.
fn same<'own, T: 'own>(own: impl Iterator<Item = &'own mut T>, other: &[T], alike: impl Fn(&T, &T) -> bool) -> bool {
    let mut rest = other.iter();
    let fit = own.map(|own| rest.next().is_some_and(|other| alike(own, other))).fold(true, |all, one| all & one);
    fit && rest.next().is_none()
}
