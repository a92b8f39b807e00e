//! Conditions on people, compiled.

use crate::scenario::{Scenario, Who};

use super::values;

/// Conditions on a person, compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct WhoPlan {
    /// Fewest months lived, and the first number of months that is too many.
    pub(crate) lived: (u32, u32),
    pub(crate) min_months_in_tier: i16,
    pub(crate) max_months_in_tier: i16,
    /// Bits of origins that qualify: bit 0 is home, bit 1 + channel (channels beyond 62 share the last bit).
    pub(crate) origins: u64,
    pub(crate) bound: Option<bool>,
    /// Whether each school qualifies; empty means all do.
    pub(crate) schools: Vec<bool>,
    /// Bits of values of attributes of which nobody who qualifies has one, and those that she may not have all.
    pub(crate) barred: u64,
    pub(crate) not_all: u64,
    /// Whether either is any.
    pub(crate) valued: bool,
    pub(crate) all_of: u32,
    pub(crate) none_of: u32,
    /// Whether nothing is asked, so that nothing needs to be looked at.
    pub(crate) anyone: bool,
    /// Whether anything is asked beside age, months in the tier and origin.
    pub(crate) particular: bool,
}

/// The bit of those who came by a channel.
fn origin_bit(channel: usize) -> u64 {
    1_u64 << (1 + channel).min(63)
}

impl WhoPlan {
    pub(super) fn new(scenario: &Scenario, who: &Who, bits: &[u32]) -> Self {
        let origins = if who.origins.is_empty() {
            u64::MAX
        } else {
            who.origins
                .iter()
                .map(|origin| match origin {
                    // Home are those who never came as imports: ordinary hires too.
                    crate::scenario::Origin::Home => (0..scenario.channels.len())
                        .filter(|index| !scenario.channels[*index].import)
                        .fold(1, |bits, index| bits | origin_bit(index)),
                    crate::scenario::Origin::Channel(channel) => origin_bit(channel.index()),
                })
                .fold(0, |bits, bit| bits | bit)
        };
        let schools = if who.kinds.is_empty() && who.phases.is_empty() {
            Vec::new()
        } else {
            scenario
                .schools
                .iter()
                .map(|school| {
                    (who.kinds.is_empty() || school.kind.is_some_and(|kind| who.kinds.contains(&kind)))
                        && school.is_of(&who.phases)
                })
                .collect()
        };
        let mask = |list: &[crate::scenario::ProgrammeId]| list.iter().fold(0, |mask, id| mask | bits[id.index()]);
        let (all_of, none_of) = (mask(&who.reached_by), mask(&who.not_reached_by));
        let barred = values::barred(scenario, &who.values);
        Self {
            particular: who.bound_by_service.is_some() || !schools.is_empty() || (all_of | none_of) != 0 || barred != 0,
            lived: (
                who.min_age.unwrap_or(0).saturating_mul(12),
                who.max_age.map_or(u32::MAX, |age| age.saturating_add(1).saturating_mul(12)),
            ),
            min_months_in_tier: who.min_months_in_tier.unwrap_or(0).min(i16::MAX as u32) as i16,
            max_months_in_tier: who.max_months_in_tier.unwrap_or(u32::MAX).min(i16::MAX as u32) as i16,
            origins,
            bound: who.bound_by_service,
            schools,
            barred,
            not_all: 0,
            valued: barred != 0,
            all_of,
            none_of,
            anyone: *who == Who::default(),
        }
    }

    /// The same, for those only who do not have all of some values yet.
    pub(super) fn without(mut self, values: u64) -> Self {
        if values != 0 {
            (self.not_all, self.valued, self.particular, self.anyone) = (values, true, true, false);
        }
        self
    }
}
