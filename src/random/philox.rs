//! Philox2x64-10, a counter-based generator: each output is a pure function of a key and a counter.
//!
//! Source: J. K. Salmon, M. A. Moraes, R. O. Dror and D. E. Shaw, "Parallel random numbers: as easy as 1, 2, 3",
//! SC'11 (2011). The paper reports that it passes TestU01's SmallCrush, Crush and BigCrush; the known answers in the
//! tests are those of its reference implementation.

/// Multiplier of the two-word round.
const MULTIPLIER: u64 = 0xD2B7_4407_B1CE_6E93;
/// Weyl constant that advances the key between rounds.
const WEYL: u64 = 0x9E37_79B9_7F4A_7C15;
/// Rounds; the paper finds seven enough and recommends ten.
const ROUNDS: usize = 10;

/// The 128 random bits at `counter` under `key`.
///
/// ```
/// use tidui::random::philox;
/// assert_eq!(philox(0, [0, 0]), [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]);
/// ```
#[must_use]
#[inline]
pub const fn philox(key: u64, counter: [u64; 2]) -> [u64; 2] {
    let [mut left, mut right] = counter;
    let mut key = key;
    let mut round = 0;
    while round < ROUNDS {
        let product = (left as u128) * (MULTIPLIER as u128);
        left = ((product >> 64) as u64) ^ key ^ right;
        right = product as u64;
        key = key.wrapping_add(WEYL);
        round += 1;
    }
    [left, right]
}

/// Draws worked on side by side: as many as fit into registers.
const LANES: usize = 4;

/// The bits at several counters that share their second word.
///
/// A draw is a long chain of multiplications, of which a processor works on several at once if they stand side by side.
#[must_use]
#[inline]
pub(crate) fn philox_batch<const N: usize>(key: u64, first: [u64; N], second: u64) -> [[u64; 2]; N] {
    let mut drawn = [[0; 2]; N];
    for (drawn, first) in drawn.chunks_mut(LANES).zip(first.chunks(LANES)) {
        if let (Ok(drawn), Ok(first)) = (<&mut [[u64; 2]; LANES]>::try_from(&mut *drawn), first.try_into()) {
            *drawn = side_by_side(key, first, second);
        } else {
            drawn.iter_mut().zip(first).for_each(|(drawn, first)| *drawn = philox(key, [*first, second]));
        }
    }
    drawn
}

fn side_by_side(key: u64, mut left: [u64; LANES], second: u64) -> [[u64; 2]; LANES] {
    let (mut key, mut right) = (key, [second; LANES]);
    for _ in 0..ROUNDS {
        for (left, right) in left.iter_mut().zip(&mut right) {
            let product = u128::from(*left) * u128::from(MULTIPLIER);
            *left = ((product >> 64) as u64) ^ key ^ *right;
            *right = product as u64;
        }
        key = key.wrapping_add(WEYL);
    }
    std::array::from_fn(|lane| [left[lane], right[lane]])
}

#[cfg(test)]
mod tests {
    use super::{philox, philox_batch};

    #[test]
    fn a_batch_is_the_draws_one_by_one() {
        let first = [3, 1, 4, 1 << 60, 5, 9, 2, 6, 5, 3, 5];
        assert_eq!(philox_batch(7, first, 42), first.map(|first| philox(7, [first, 42])));
    }

    #[test]
    fn known_answers_of_the_reference_implementation() {
        assert_eq!(philox(0, [0, 0]), [0xca00_a045_9843_d731, 0x66c2_4222_c9a8_45b5]);
        assert_eq!(philox(u64::MAX, [u64::MAX, u64::MAX]), [0x65b0_21d6_0cd8_310f, 0x4d02_f322_2f86_df20]);
        assert_eq!(
            philox(0xa409_3822_299f_31d0, [0x243f_6a88_85a3_08d3, 0x1319_8a2e_0370_7344]),
            [0x0a5e_742c_2997_341c, 0xb0f8_83d3_8000_de5d]
        );
    }
}
