//! One person.

/// A month that never comes.
pub(crate) const NEVER: i16 = i16::MAX;
/// The tier of someone who has left.
pub(crate) const GONE: u8 = u8::MAX;

/// Someone, as steps, rates and conditions see her: thirty-two bytes, so that a whole district stays near the processor and all
/// that is asked about her comes at once. Months count from the first month of the run and may be negative.
// So aligned that nobody lies across two lines of a cache.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(32))]
pub(crate) struct Person {
    /// The address of her luck; unique.
    pub(crate) id: u64,
    /// Doses she carries.
    pub(crate) mask: u32,
    /// Programmes that have ever reached her.
    pub(crate) ever: u32,
    /// Month of birth.
    pub(crate) born: i16,
    /// Since when in her tier.
    pub(crate) since: i16,
    /// Month in which she retires or decides to stay.
    pub(crate) retire_at: i16,
    /// Her school.
    pub(crate) school: u16,
    /// Her tier, or [`GONE`].
    pub(crate) tier: u8,
    /// 0 for home-grown, 1 + channel for those who came by one.
    pub(crate) origin: u8,
    /// Whether she is a woman.
    pub(crate) female: bool,
    /// Whether she is engaged flexibly.
    pub(crate) flexible: bool,
    /// Whether she holds a post.
    pub(crate) post: bool,
}

impl Person {
    /// Months lived by a month.
    #[inline]
    pub(crate) fn lived(&self, month: i16) -> usize {
        (i32::from(month) - i32::from(self.born)).max(0) as usize
    }

    /// Whole years of age in a month.
    #[inline]
    pub(crate) fn age(&self, month: i16) -> usize {
        self.lived(month) / 12
    }
}
