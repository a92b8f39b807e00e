//! Random numbers one after another, from one address.

use std::convert::Infallible;

use rand::TryRng;
use rand::rand_core::utils::fill_bytes_via_next_word;

use super::philox::philox;

/// The counter under which keys of later blocks are made: one of no decision.
const LATER: u64 = u64::MAX;

/// A generator for what is no decision of the model and takes more than one draw: an order, a start of a search, a made-up
/// roster. It begins with the two words of the draw at its address ([`Luck::at`](super::Luck::at)) and goes on with those of
/// the same counter under other keys. It is made where it is used and dropped there: no state outlives what is decided.
///
/// A decision of the model takes one draw and a quantile instead. A sampler may take any number of draws, and then two
/// scenarios would no longer meet the same luck in what follows.
///
/// ```
/// use rand::seq::SliceRandom;
/// use tidui::random::{Decision, Luck};
/// let stream = || Luck::of_parameters(7, 0).at(Decision::new("study", "order"), 0, 0);
/// let mut orders = [[1, 2, 3, 4]; 2];
/// orders.iter_mut().for_each(|order| order.shuffle(&mut stream()));
/// assert_eq!(orders[0], orders[1]); // one address, one order
/// ```
#[derive(Clone, Debug)]
pub struct Stream {
    key: u64,
    counter: [u64; 2],
    /// Blocks of two words that have been begun.
    blocks: u64,
    /// The second word of a block whose first has been given.
    second: Option<u64>,
}

impl Stream {
    pub(super) const fn new(key: u64, counter: [u64; 2]) -> Self {
        Self { key, counter, blocks: 0, second: None }
    }

    fn next(&mut self) -> u64 {
        if let Some(word) = self.second.take() {
            return word;
        }
        let key = if self.blocks == 0 { self.key } else { philox(self.key, [self.blocks, LATER])[0] };
        self.blocks += 1;
        let [first, second] = philox(key, self.counter);
        self.second = Some(second);
        first
    }
}

impl TryRng for Stream {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.next() as u32)
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.next())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        fill_bytes_via_next_word(bytes, || Ok(self.next()))
    }
}

#[cfg(test)]
mod tests {
    use rand::distr::Open01;
    use rand::{Rng, RngExt};

    use super::super::{Decision, Luck};

    #[test]
    fn a_stream_begins_with_the_draw_at_its_address() {
        let (luck, decision) = (Luck::of_replicate(20_210_427, 3), Decision::new("lot", "training"));
        for who in 0..100 {
            let mut stream = luck.at(decision, who, 9);
            assert_eq!([stream.next_u64(), stream.next_u64()], luck.draw(decision, who, 9));
            let uniform: f64 = luck.at(decision, who, 9).sample(Open01);
            assert_eq!(uniform.to_bits(), luck.uniform(decision, who, 9).to_bits());
        }
    }

    #[test]
    fn words_of_streams_are_stable() {
        // A change here changes orders of attribution and starts of splits: say so in CHANGELOG.md.
        let mut stream = Luck::of_parameters(7, 0).at(Decision::new("study", "order"), 0, 0);
        insta::assert_debug_snapshot!(std::array::from_fn::<u64, 6, _>(|_| stream.next_u64()));
    }

    #[test]
    fn words_do_not_repeat_within_a_stream_or_between_neighbours() {
        let mut seen = std::collections::BTreeSet::new();
        for who in 0..100 {
            let mut stream = Luck::of_parameters(7, 0).at(Decision::new("study", "order"), who, 0);
            (0..100).for_each(|_| assert!(seen.insert(stream.next_u64())));
        }
    }

    #[test]
    fn each_byte_is_as_likely_as_any_other() {
        let mut bytes = vec![0; 1 << 20];
        Luck::of_parameters(11, 0).at(Decision::new("test", "bytes"), 0, 0).fill_bytes(&mut bytes);
        let mut seen = [0_u32; 256];
        for byte in bytes {
            seen[usize::from(byte)] += 1;
        }
        let expected = f64::from(1 << 12);
        let chi_square: f64 = seen.iter().map(|seen| (f64::from(*seen) - expected).powi(2) / expected).sum();
        // 255 degrees of freedom: exceeded with probability 0.001.
        assert!(chi_square < 330.5, "chi-square {chi_square}");
    }
}
