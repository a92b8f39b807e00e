//! Where luck comes from: every random decision has its own address, and nothing is shared.
//!
//! The address is (seed, replicate, decision, who, when). Drawing at an address never advances anything, so the same
//! decision meets the same luck whatever else happens, in any order, on any thread, and in any scenario that shares it.

use super::philox::{philox, philox_batch};
use super::stream::Stream;

/// What is being decided, named by its kind and by the id of the noun it belongs to, so that adding a noun to a
/// scenario moves nobody else's luck.
///
/// ```
/// use tidui::random::Decision;
/// assert_eq!(Decision::new("lot", "training"), Decision::new("lot", "training"));
/// assert_ne!(Decision::new("lot", "training"), Decision::new("lot", "workshops"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Decision(u32);

impl Decision {
    /// The decision of kind `kind` that belongs to the noun `id`.
    #[must_use]
    pub fn new(kind: &str, id: &str) -> Self {
        let hash = name_hash(kind).rotate_left(17) ^ name_hash(id);
        Self((hash ^ (hash >> 32)) as u32)
    }
}

/// A 64-bit hash of a name: FNV-1a with a final mix (Fowler, Noll and Vo; Stafford's variant 13 of the `MurmurHash3`
/// finaliser). It names addresses; it is no source of randomness.
#[must_use]
pub fn name_hash(name: &str) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in name.bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    mixed(hash)
}

/// A number that has little in common with its neighbours' (Stafford's variant 13 of the `MurmurHash3` finaliser).
pub(super) const fn mixed(number: u64) -> u64 {
    let first = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let second = (first ^ (first >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    second ^ (second >> 31)
}

/// The luck of one replicate, or of one draw of the parameters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Luck {
    key: u64,
}

impl Luck {
    /// The chances of replicate `replicate`.
    #[must_use]
    pub const fn of_replicate(seed: u64, replicate: u64) -> Self {
        Self { key: philox(seed, [replicate, 0])[0] }
    }

    /// The unknowns of parameter draw `draw`.
    #[must_use]
    pub const fn of_parameters(seed: u64, draw: u64) -> Self {
        Self { key: philox(seed, [draw, 1])[0] }
    }

    /// What the draws of batch `batch` share: how each unknown is laid out over them.
    #[must_use]
    pub(super) const fn of_batch(seed: u64, batch: u64) -> Self {
        Self { key: philox(seed, [batch, 2])[0] }
    }

    /// 128 random bits for `decision` about `who` at `when` (any number that tells occasions apart).
    #[must_use]
    #[inline]
    pub const fn draw(self, decision: Decision, who: u64, when: u32) -> [u64; 2] {
        philox(self.key, [who, address(decision, when)])
    }

    /// Random numbers one after another, which begin with those of the [`draw`](Self::draw) there: for what is no decision
    /// of the model.
    #[must_use]
    pub const fn at(self, decision: Decision, who: u64, when: u32) -> Stream {
        Stream::new(self.key, [who, address(decision, when)])
    }

    /// The bits of a batch of people, which take less time together.
    #[must_use]
    #[inline]
    pub fn draw_batch<const N: usize>(self, decision: Decision, who: [u64; N], when: u32) -> [[u64; 2]; N] {
        philox_batch(self.key, who, address(decision, when))
    }

    /// A uniform number strictly between 0 and 1.
    #[must_use]
    #[inline]
    pub const fn uniform(self, decision: Decision, who: u64, when: u32) -> f64 {
        unit(self.draw(decision, who, when)[0])
    }
}

/// The second word of a counter.
const fn address(decision: Decision, when: u32) -> u64 {
    ((decision.0 as u64) << 32) | when as u64
}

/// Sixty-four random bits as a number strictly between 0 and 1, in steps of 2⁻⁵²: the middle of its step, so that neither
/// end can be rounded to.
#[must_use]
#[inline]
pub const fn unit(bits: u64) -> f64 {
    ((bits >> 12) as f64 + 0.5) * (1.0 / 4_503_599_627_370_496.0)
}

/// Thirty-two random bits as a number strictly between 0 and 1.
#[must_use]
#[inline]
pub const fn unit32(bits: u32) -> f64 {
    (bits as f64 + 0.5) * (1.0 / 4_294_967_296.0)
}

#[cfg(test)]
mod tests {
    use super::{Decision, Luck, unit, unit32};

    #[test]
    fn uniforms_stay_strictly_inside_the_unit_interval() {
        assert!(unit(0) > 0.0 && unit(u64::MAX) < 1.0);
        assert!(unit32(0) > 0.0 && unit32(u32::MAX) < 1.0);
    }

    #[test]
    fn addresses_that_differ_in_one_part_differ() {
        let luck = Luck::of_replicate(1, 0);
        let lot = Decision::new("lot", "training");
        let base = luck.draw(lot, 7, 3);
        assert_ne!(base, Luck::of_replicate(1, 1).draw(lot, 7, 3));
        assert_ne!(base, Luck::of_replicate(2, 0).draw(lot, 7, 3));
        assert_ne!(base, Luck::of_parameters(1, 0).draw(lot, 7, 3));
        assert_ne!(base, luck.draw(Decision::new("lot", "workshops"), 7, 3));
        assert_ne!(base, luck.draw(lot, 8, 3));
        assert_ne!(base, luck.draw(lot, 7, 4));
    }

    #[test]
    fn first_values_of_named_addresses_are_stable() {
        // A change here changes every result under a fixed seed: bump RESULTS_VERSION and say so in CHANGELOG.md.
        let luck = Luck::of_replicate(20_210_427, 0);
        let draws: Vec<u64> = (0..4).map(|who| luck.draw(Decision::new("fate", ""), who, 0)[0]).collect();
        insta::assert_debug_snapshot!(draws);
    }
}
