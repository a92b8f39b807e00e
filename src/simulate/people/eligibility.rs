//! Whom the conditions of a scenario admit.

use crate::model::WhoPlan;

use super::employment::Employment;
use super::person::Person;

/// What a condition on people asks of most of them in one month, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// First and last month of birth.
    born: (i16, i16),
    /// First and last month in which she may have come into her tier.
    since: (i16, i16),
    origins: u64,
}

impl Asked {
    /// Whether a person qualifies, as far as this tells.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "luck decides who is asked about, and a wrong guess costs more")]
    pub(crate) fn admits(&self, person: &Person) -> bool {
        (self.born.0 <= person.born)
            & (person.born <= self.born.1)
            & (self.since.0 <= person.since)
            & (person.since <= self.since.1)
            & (self.origins >> person.origin.min(63) & 1 != 0)
    }
}

impl WhoPlan {
    /// What it asks of most people in a month.
    #[inline]
    pub(crate) fn asked(&self, month: i16) -> Asked {
        let clamped = |month: i32| month.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
        let (now, most) = (i32::from(month), self.lived.1.min(1 << 20) as i32);
        // Someone who is not yet born counts as just born.
        let last = if self.lived.0 == 0 { i16::MAX } else { clamped(now - self.lived.0.min(1 << 20) as i32) };
        Asked {
            born: (clamped(now - most + 1), last),
            since: (
                clamped(now - i32::from(self.max_months_in_tier)),
                clamped(now - i32::from(self.min_months_in_tier)),
            ),
            origins: self.origins,
        }
    }

    /// Whether a person qualifies in a month, carrying (with her school's) the doses in `mask`.
    #[inline]
    pub(crate) fn admits(
        &self,
        person: &Person,
        (employment, index): (&Employment, u32),
        month: i16,
        mask: u32,
    ) -> bool {
        self.anyone
            || self.asked(month).admits(person)
                && (!self.particular || self.admits_particularly(person, (employment, index), month, mask))
    }

    /// Whether someone's values of attributes are those that are asked for.
    #[inline]
    const fn fits(&self, values: u64) -> bool {
        values & self.barred == 0 && (self.not_all == 0 || values & self.not_all != self.not_all)
    }

    /// What few conditions ask about.
    pub(crate) fn admits_particularly(
        &self,
        person: &Person,
        (employment, index): (&Employment, u32),
        month: i16,
        mask: u32,
    ) -> bool {
        self.bound.is_none_or(|bound| bound == (month < employment.terms(index).service_until))
            && (self.schools.is_empty() || self.schools[usize::from(person.school)])
            && mask & self.all_of == self.all_of
            // "Not reached by" asks about ever, so that nobody is selected twice.
            && (mask | employment.ever[index as usize]) & self.none_of == 0
            && (!self.valued || self.fits(employment.values(index)))
    }
}
