//! Whom the conditions of a scenario admit.

use crate::model::WhoPlan;

use super::employment::Employment;
use super::person::Person;

/// What a condition on people asks of most of them in one month, ready to be compared.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked {
    /// First month of birth, and how many follow it.
    born: (i16, u16),
    /// First month in which she may have come into her tier, and how many follow it.
    since: (i16, u16),
    origins: u64,
}

impl Asked {
    /// Whether a person qualifies, as far as this tells.
    #[inline]
    pub(crate) fn admits(&self, person: &Person) -> bool {
        // What is before the first month is far behind the last one.
        let within = |month: i16, (first, span): (i16, u16)| month.wrapping_sub(first).cast_unsigned() <= span;
        within(person.born, self.born)
            & within(person.since, self.since)
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
        let born = [clamped(now - most + 1), last];
        let since = [self.max_months_in_tier, self.min_months_in_tier].map(|months| clamped(now - i32::from(months)));
        let spans = |[first, last]: [i16; 2]| (first, last.wrapping_sub(first).cast_unsigned());
        // Where the last month comes before the first, nobody is meant.
        let nobody = [born, since].iter().any(|[first, last]| last < first);
        Asked { born: spans(born), since: spans(since), origins: if nobody { 0 } else { self.origins } }
    }

    /// Whether a person qualifies in a month in which this is `asked`, carrying (with her school's) the doses in `mask`.
    #[inline]
    pub(crate) fn admits(
        &self,
        asked: &Asked,
        person: &Person,
        (employment, index): (&Employment, u32),
        month: i16,
        mask: u32,
    ) -> bool {
        self.anyone
            || asked.admits(person)
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
            && (mask | person.ever) & self.none_of == 0
            && (!self.valued || self.fits(employment.values(index)))
    }
}
