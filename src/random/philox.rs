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

#[cfg(test)]
mod tests {
    use super::philox;

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
