//! Places by value of an attribute: of those whom a move or a channel takes in a fiscal year, at most so many have it.

use crate::model::bits;
use crate::scenario::{Figure, ValueId};

use crate::simulate::scene::{Replicate, Trace};

/// The bit of each value that has places of its own, and how many are left this month.
pub(super) struct Quotas(Vec<(u64, u32)>);

impl Quotas {
    /// Of the places of the fiscal year `year`, the part `due` by now, without those taken. In a year of which nothing is stated
    /// there is no limit.
    pub(super) fn new<T: Trace>(
        run: &Replicate<'_, T>,
        places: &[(ValueId, Figure)],
        (year, due): (usize, f64),
        taken: &[u32],
    ) -> Self {
        let left = |((value, figure), taken): (&(ValueId, Figure), &u32)| {
            let due = figure
                .at(year)
                .map_or(u32::MAX, |id| libm::floor(run.drawn.values[id.index()] * due + 0.5).max(0.0) as u32);
            (bits(&[*value]), due.saturating_sub(*taken))
        };
        Self(places.iter().zip(taken).map(left).collect())
    }

    /// Whether no value has places of its own.
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether there is a place for someone with some values.
    pub(super) fn has(&self, values: u64) -> bool {
        self.0.iter().all(|(bit, left)| values & bit == 0 || *left > 0)
    }

    /// Takes hers, counting it in `taken`.
    pub(super) fn take(&mut self, values: u64, taken: &mut [u32]) {
        for ((bit, left), taken) in self.0.iter_mut().zip(taken) {
            if values & *bit != 0 {
                *left -= 1;
                *taken += 1;
            }
        }
    }
}
