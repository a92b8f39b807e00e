//! One person, and the conditions that the scenario can put on her.

use crate::model::WhoPlan;

use super::papers::Archive;

/// A month that never comes.
pub(crate) const NEVER: i16 = i16::MAX;
/// The tier of someone who has left.
pub(crate) const GONE: u8 = u8::MAX;

/// Someone, as rates and conditions see her: sixteen bytes, so that a whole district stays near the processor. Months count
/// from the first month of the run and may be negative.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Person {
    /// Doses she carries.
    pub(crate) mask: u32,
    /// Month of birth.
    pub(crate) born: i16,
    /// Since when in her tier.
    pub(crate) since: i16,
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

/// An event that thinning proposes for someone, with the luck that decides whether it happens, and what.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Proposal {
    /// Whose.
    pub(crate) index: u32,
    /// The leading bits of the luck that she has afterwards.
    pub(crate) leading: u8,
    /// Which of her lucks in the block proposed it: a proposal of one that is used up is void.
    pub(crate) draws: u8,
    /// Whether anything happens, and what.
    pub(crate) verdict: u64,
}

/// From when on someone is exposed to what may befall her in this block of twelve months, and under which luck.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Exposure {
    /// First month to which her luck applies; if it is before this block, nobody has met her in it yet.
    pub(crate) from: i16,
    /// Month for which an event is proposed.
    pub(crate) due: i16,
    /// Lucks used up in this block.
    pub(crate) draws: u8,
    /// Whether bounds that she came through have been replaced in this block, so that her luck has grown.
    pub(crate) grew: bool,
}

impl Exposure {
    /// Fresh luck that applies from a month on.
    pub(crate) const fn from(month: i16) -> Self {
        Self { from: month, due: NEVER, draws: 0, grew: false }
    }
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

/// What a condition on people asks of most of them in one month, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// First and last month of birth.
    born: (i16, i16),
    /// Last month in which she may have come into her tier.
    since: i16,
    origins: u64,
}

impl Asked {
    /// Whether a person qualifies, as far as this tells.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "luck decides who is asked about, and a wrong guess costs more")]
    pub(crate) fn admits(&self, person: &Person) -> bool {
        (self.born.0 <= person.born)
            & (person.born <= self.born.1)
            & (person.since <= self.since)
            & (self.origins >> person.origin.min(63) & 1 != 0)
    }
}

impl WhoPlan {
    /// What it asks of most people in a month.
    #[inline]
    pub(crate) fn asked(&self, month: i16) -> Asked {
        let held = |month: i32| month.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        let (now, most) = (i32::from(month), self.lived.1.min(1 << 20) as i32);
        // Someone who is not yet born counts as just born.
        let last = if self.lived.0 == 0 { i16::MAX } else { held(now - self.lived.0.min(1 << 20) as i32) };
        Asked {
            born: (held(now - most + 1), last),
            since: held(now - i32::from(self.min_months_in_tier)),
            origins: self.origins,
        }
    }

    /// Whether a person qualifies in a month, carrying (with her school's) the doses in `mask`.
    #[inline]
    pub(crate) fn admits(&self, person: &Person, (archive, index): (&Archive, u32), month: i16, mask: u32) -> bool {
        self.anyone
            || self.asked(month).admits(person)
                && (!self.particular || self.admits_particularly(person, (archive, index), month, mask))
    }

    /// What few conditions ask about.
    pub(crate) fn admits_particularly(
        &self,
        person: &Person,
        (archive, index): (&Archive, u32),
        month: i16,
        mask: u32,
    ) -> bool {
        self.bound.is_none_or(|bound| bound == (month < archive.terms(index).service_until))
            && (self.schools.is_empty() || self.schools[usize::from(person.school)])
            && mask & self.all_of == self.all_of
            // "Not reached by" asks about ever, so that nobody is selected twice.
            && (mask | archive.ever[index as usize]) & self.none_of == 0
    }
}
