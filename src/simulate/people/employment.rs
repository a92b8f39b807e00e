//! What is asked about people rarely, kept apart from [`super::person::Person`] so that a whole district stays near the
//! processor.

use super::person::NEVER;

/// How someone is employed, as she enters.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EmploymentRecord {
    pub(crate) terms: EmploymentTerms,
    /// Bits of her values of attributes; none in a plan without attributes.
    pub(crate) values: u64,
}

/// The terms of someone's employment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct EmploymentTerms {
    /// Yuan of award paid to her, for clawback.
    pub(crate) award: u32,
    /// First month in which no service period binds her.
    pub(crate) service_until: i16,
    /// Month in which her contract ends.
    pub(crate) contract_end: i16,
    /// Month in which the next yearly fee of her engagement falls due.
    pub(crate) fee_due: i16,
    /// Yearly fees still to fall due, that one included; [`Self::ENDLESS`] where nothing limits them.
    pub(crate) fees_left: u16,
}

impl EmploymentTerms {
    /// Neither contract nor award nor service period.
    pub(crate) const NONE: Self =
        Self { award: 0, service_until: i16::MIN, contract_end: NEVER, fee_due: NEVER, fees_left: 0 };
    /// As many as the engagement has years.
    pub(crate) const ENDLESS: u16 = u16::MAX;
}

/// How everyone is employed, by person.
#[derive(Clone, Debug, Default)]
pub(crate) struct Employment {
    /// Bits of values of attributes; empty in a plan without.
    pub(crate) values: Vec<u64>,
    /// Terms of those from `first` on; before them nobody has any.
    terms: Vec<EmploymentTerms>,
    first: usize,
}

impl Employment {
    pub(crate) fn clear(&mut self) {
        self.values.clear();
        self.terms.clear();
        self.first = 0;
    }

    /// Becomes what another is, in the room it has.
    pub(crate) fn copy(&mut self, other: &Self) {
        self.values.clone_from(&other.values);
        self.terms.clone_from(&other.terms);
        self.first = other.first;
    }

    /// Adds many who have no terms, before any who has.
    pub(crate) fn add_plain(&mut self, count: usize) {
        self.first += count;
    }

    #[inline]
    pub(crate) fn add(&mut self, record: EmploymentRecord) {
        self.terms.push(record.terms);
        // Whoever has any attribute has a value of it.
        if record.values != 0 {
            self.values.push(record.values);
        }
    }

    /// Bits of someone's values of attributes.
    #[inline]
    pub(crate) fn values(&self, index: u32) -> u64 {
        self.values.get(index as usize).copied().unwrap_or(0)
    }

    #[inline]
    pub(crate) fn terms(&self, index: u32) -> EmploymentTerms {
        (index as usize).checked_sub(self.first).map_or(EmploymentTerms::NONE, |place| self.terms[place])
    }

    /// The terms of someone who has some.
    pub(crate) fn terms_mut(&mut self, index: u32) -> Option<&mut EmploymentTerms> {
        (index as usize).checked_sub(self.first).map(|place| &mut self.terms[place])
    }
}
