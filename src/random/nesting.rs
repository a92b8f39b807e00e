//! How replicates are laid out: chance within draws of what is not known, draws within batches.

use serde::{Deserialize, Serialize};

/// How replicates share draws of the unknown numbers: in batches of [`BATCH`](Self::BATCH) draws, of which the first
/// `repeated_draws` are lived through `chance_replicates` times and the others once. What a repeated draw gives again and again
/// differs by chance alone, which tells chance from what is not known; a new draw tells more of everything else.
///
/// Draws of different batches have nothing in common, those of one batch are spread out on purpose
/// ([`Stratified`](super::Stratified)): the batch is what intervals go by.
///
/// ```
/// use tidui::random::Nesting;
/// let nesting = Nesting::new(2, 16);
/// assert_eq!(nesting.batch_size(), 80);
/// assert_eq!([0, 1, 2, 31, 32, 33, 79, 80].map(|replicate| nesting.draw_of(replicate)), [0, 0, 1, 15, 16, 17, 63, 64]);
/// assert_eq!((nesting.first_of(15), nesting.size_of(15)), (30, 2));
/// assert_eq!((nesting.first_of(16), nesting.size_of(16)), (32, 1));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Nesting {
    /// Replicates of a draw that is repeated, at least 1.
    pub chance_replicates: u64,
    /// Of each batch of draws, how many are repeated, at most all.
    #[serde(default = "all")]
    pub repeated_draws: u64,
}

/// What was meant before draws were told apart.
const fn all() -> u64 {
    Nesting::BATCH
}

impl Default for Nesting {
    /// A quarter of the draws twice, the others once: 80 replicates a batch.
    fn default() -> Self {
        Self { chance_replicates: 2, repeated_draws: 16 }
    }
}

impl Nesting {
    /// Draws of a batch.
    pub const BATCH: u64 = 64;
    /// Every draw once.
    pub const ONCE: Self = Self { chance_replicates: 1, repeated_draws: Self::BATCH };

    /// `repeated_draws` of the draws of a batch, at most all, `chance_replicates` times, at least once.
    #[must_use]
    pub const fn new(chance_replicates: u64, repeated_draws: u64) -> Self {
        let chance_replicates = if chance_replicates == 0 { 1 } else { chance_replicates };
        let repeated_draws = if repeated_draws > Self::BATCH { Self::BATCH } else { repeated_draws };
        Self { chance_replicates, repeated_draws }
    }

    /// Every draw so many times.
    #[must_use]
    pub const fn every(chance_replicates: u64) -> Self {
        Self::new(chance_replicates, Self::BATCH)
    }

    /// Replicates of a draw that is repeated. What was read from a file may be anything.
    const fn times(self) -> u64 {
        if self.chance_replicates == 0 { 1 } else { self.chance_replicates }
    }

    /// Repeated draws of a batch.
    const fn repeated(self) -> u64 {
        if self.repeated_draws > Self::BATCH { Self::BATCH } else { self.repeated_draws }
    }

    /// Replicates of a batch.
    #[must_use]
    pub const fn batch_size(self) -> u64 {
        self.repeated().saturating_mul(self.times() - 1).saturating_add(Self::BATCH)
    }

    /// The draw that a replicate belongs to.
    #[must_use]
    pub const fn draw_of(self, replicate: u64) -> u64 {
        let (batch, within) = (replicate / self.batch_size(), replicate % self.batch_size());
        let repeated = self.repeated().saturating_mul(self.times());
        let draw = if within < repeated { within / self.times() } else { self.repeated() + (within - repeated) };
        batch.saturating_mul(Self::BATCH).saturating_add(draw)
    }

    /// The first replicate of a draw.
    #[must_use]
    pub const fn first_of(self, draw: u64) -> u64 {
        let (batch, within) = (draw / Self::BATCH, draw % Self::BATCH);
        let repeated = if within < self.repeated() { within } else { self.repeated() };
        let before = batch.saturating_mul(self.batch_size());
        before.saturating_add(within).saturating_add(repeated.saturating_mul(self.times() - 1))
    }

    /// Replicates of a draw.
    #[must_use]
    pub const fn size_of(self, draw: u64) -> u64 {
        if draw % Self::BATCH < self.repeated() { self.times() } else { 1 }
    }

    /// Most replicates of any draw.
    #[must_use]
    pub const fn most(self) -> u64 {
        if self.repeated() == 0 { 1 } else { self.times() }
    }

    /// Draws that hold the first `replicates` replicates, the last of them perhaps not all of its own.
    #[must_use]
    pub const fn draws(self, replicates: u64) -> u64 {
        if replicates == 0 { 0 } else { self.draw_of(replicates - 1) + 1 }
    }

    /// The least number of whole batches that hold so many replicates, in replicates.
    #[must_use]
    pub const fn whole(self, replicates: u64) -> u64 {
        replicates.div_ceil(self.batch_size()).saturating_mul(self.batch_size())
    }

    /// Of replicates of whole draws, those of a draw that a replicate shares it with, itself included, on average over
    /// replicates: 1 where no draw is repeated. By so much what the replicates of a draw have in common adds to the variance of a
    /// mean (Kish's design effect).
    pub(crate) fn company(self) -> f64 {
        let (times, repeated) = (self.times() as f64, self.repeated() as f64);
        (repeated * times * times + (Self::BATCH as f64 - repeated)) / self.batch_size() as f64
    }

    /// What the replicates of each draw gave, of values in order from the first replicate of a batch on; a last draw may not be
    /// whole.
    pub(crate) fn by_draw<T>(self, values: &[T]) -> impl Iterator<Item = (&[T], u64)> {
        let mut rest = values;
        (0_u64..).map_while(move |draw| {
            let size = self.size_of(draw);
            let (own, after) = rest.split_at_checked(size as usize).unwrap_or((rest, &[]));
            rest = after;
            (!own.is_empty()).then_some((own, size))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Nesting;

    #[test]
    fn replicates_and_draws_agree() {
        for (times, repeated) in [(1, 64), (1, 0), (2, 0), (2, 16), (2, 64), (3, 1), (5, 63)] {
            let nesting = Nesting::new(times, repeated);
            let mut next = 0;
            for draw in 0..300 {
                assert_eq!(nesting.first_of(draw), next, "{nesting:?} {draw}");
                for within in 0..nesting.size_of(draw) {
                    assert_eq!(nesting.draw_of(next + within), draw);
                    assert_eq!(nesting.draws(next + within + 1), draw + 1);
                }
                next += nesting.size_of(draw);
                if (draw + 1) % Nesting::BATCH == 0 {
                    assert_eq!(next % nesting.batch_size(), 0);
                }
            }
            let sizes: Vec<u64> = (0..64).map(|draw| nesting.size_of(draw)).collect();
            let squares = sizes.iter().map(|size| (size * size) as f64).sum::<f64>();
            assert!((nesting.company() - squares / sizes.iter().sum::<u64>() as f64).abs() < 1e-12);
        }
    }

    #[test]
    fn values_are_parted_by_draw() {
        let values: Vec<u64> = (0..100).collect();
        let nesting = Nesting::new(3, 2);
        for (draw, (own, size)) in (0..).zip(nesting.by_draw(&values)) {
            assert_eq!((own[0], size), (nesting.first_of(draw), nesting.size_of(draw)));
        }
        let cut: Vec<(usize, u64)> = nesting.by_draw(&values[..5]).map(|(own, size)| (own.len(), size)).collect();
        assert_eq!(cut, [(3, 3), (2, 3)]);
    }
}
