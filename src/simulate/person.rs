//! One person, and the conditions that the scenario can put on her.

use crate::model::WhoPlan;

/// A month that never comes.
pub(crate) const NEVER: i16 = i16::MAX;
/// The tier of someone who has left.
pub(crate) const GONE: u8 = u8::MAX;

/// Someone. Months count from the first month of the run and may be negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Person {
    /// The address of her luck; unique.
    pub(crate) id: u64,
    /// When something may happen to her in this block of twelve months: uniform, compared with her survival.
    pub(crate) luck: f64,
    /// Doses she carries.
    pub(crate) mask: u32,
    /// Programmes that have ever reached her.
    pub(crate) ever: u32,
    /// Yuan of award paid to her, for clawback.
    pub(crate) award: u32,
    /// Her place among the members of her tier.
    pub(crate) seat: u32,
    /// Month of birth.
    pub(crate) born: i16,
    /// Since when in her tier.
    pub(crate) since: i16,
    /// First month in which no service period binds her.
    pub(crate) service_until: i16,
    /// Month in which her contract ends.
    pub(crate) contract_end: i16,
    /// Month in which she retires or decides to stay.
    pub(crate) retire_at: i16,
    /// Month for which an event is scheduled.
    pub(crate) due: i16,
    /// First month to which her luck applies.
    pub(crate) from: i16,
    /// Month in which the next yearly fee of her engagement falls due.
    pub(crate) fee_due: i16,
    /// Her school.
    pub(crate) school: u16,
    /// Her tier, or [`GONE`].
    pub(crate) tier: u8,
    /// 0 for home-grown, 1 + channel for those who came by one.
    pub(crate) origin: u8,
    /// Fate draws used in this block.
    pub(crate) draws: u8,
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

impl WhoPlan {
    /// Whether a person qualifies in a month, carrying (with her school's) the doses in `mask`.
    #[inline]
    pub(crate) fn admits(&self, person: &Person, month: i16, mask: u32) -> bool {
        if self.anyone {
            return true;
        }
        (self.lived.0..self.lived.1).contains(&(person.lived(month) as u32))
            && month - person.since >= self.min_months_in_tier
            && self.origins & (1_u64 << person.origin.min(63)) != 0
            && self.bound.is_none_or(|bound| bound == (month < person.service_until))
            && (self.schools.is_empty() || self.schools[usize::from(person.school)])
            && mask & self.all_of == self.all_of
            // "Not reached by" asks about ever, so that nobody is selected twice.
            && (mask | person.ever) & self.none_of == 0
    }
}
