//! What a channel owes those who came by it, and what they owe in turn: the award, the service period that it binds to,
//! and the yearly fee. One rule for arrivals and for those who had come before the run opened.

use crate::scenario::Fee;
use crate::simulate::people::{EmploymentTerms, NEVER};
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Due, Purpose};

/// Someone's coming by a channel.
pub(crate) struct Engagement {
    pub(crate) channel: usize,
    /// Position of her tier in the channel's mix, which says her award; none if her tier is not in it.
    pub(crate) place: Option<usize>,
    /// Month in which she joined, below 0 if before the run.
    pub(crate) joined: i32,
    /// Month from which on what falls due is still to be paid; what fell due earlier has been.
    pub(crate) from: i32,
    /// Funds in which her award and her first fee are reserved, if they are.
    pub(crate) reserved: [Option<u16>; 2],
}

impl<T: Trace> Replicate<'_, T> {
    /// The award that is offered in a month (before the run, in its first) at a place of a channel's mix.
    pub(crate) fn award(&self, channel: usize, place: usize, month: i32) -> i64 {
        self.drawn.channels[channel].award[place].at(self.model.timeline.fiscal_at(month))
    }

    /// The part of that award that is paid first, for which money is reserved.
    pub(crate) fn first_of_award(&self, channel: usize, place: usize, month: i32) -> i64 {
        self.drawn.channels[channel].first_of_award[place].at(self.model.timeline.fiscal_at(month))
    }

    /// The yearly fee that falls due in a month.
    pub(crate) fn fee(&self, channel: usize, month: i32) -> i64 {
        self.drawn.channels[channel].fee.at(self.model.timeline.fiscal_at(month))
    }

    /// The fee that falls due on arrival to whom is hired in a month at a place of a channel's mix.
    pub(crate) fn first_fee(&self, channel: usize, place: usize, month: usize) -> i64 {
        let one = &self.model.scenario().channels[channel];
        let has = one.fee.as_ref().is_some_and(|fee| fee.is_of(one.mix[place].0));
        if has { self.fee(channel, month as i32 + one.lag as i32) } else { 0 }
    }

    /// Takes up the engagement of someone whose employment is recorded, with the end of her contract: binds her for her service
    /// period, and owes what is still to come of her award and of the fees of each year.
    pub(crate) fn engage(&mut self, index: u32, engagement: &Engagement) {
        let Engagement { channel, place, joined, from, reserved: [award_fund, fee_fund] } = *engagement;
        let one = &self.model.scenario().channels[channel];
        // What was offered to her when she accepted.
        let award = place.map_or(0, |place| self.award(channel, place, joined - one.lag as i32));
        let Some(mut own) = self.state.employment.terms_mut(index).copied() else { return };
        if let Some(terms) = one.award.as_ref().filter(|_| award > 0) {
            own.service_until = after(joined, terms.service_months);
            let recognised = i64::from(joined) + i64::from(terms.months_to_recognition);
            for (falls, amount) in (recognised..).step_by(12).zip(terms.parts(award)) {
                if falls < i64::from(from) {
                    own.award = own.award.saturating_add(amount.clamp(0, i64::from(u32::MAX)) as u32);
                    continue;
                }
                // Only the first part is reserved: the others are of later years' money.
                let reserved = award_fund.filter(|_| falls == recognised);
                let purpose = Purpose::Award;
                self.owe(
                    Due { line: terms.line.0, amount, units: 1, person: index, reserved, purpose },
                    falls as usize,
                );
            }
        }
        let has_fee = |fee: &&Fee| {
            let entitled = fee.tiers.is_empty() || place.is_some_and(|place| fee.is_of(one.mix[place].0));
            entitled && !self.drawn.channels[channel].fee.is_free()
        };
        if let Some(terms) = one.fee.as_ref().filter(has_fee) {
            let years = (from - joined + 11).div_euclid(12).max(0);
            let next = joined + years * 12;
            own.fee_due = next.min(i32::from(NEVER)) as i16;
            own.fees_left = terms.years.map_or(EmploymentTerms::ENDLESS, |most| {
                (i64::from(most) - i64::from(years)).clamp(0, i64::from(EmploymentTerms::ENDLESS) - 1) as u16
            });
            if i32::from(own.contract_end) > next && own.fees_left > 0 {
                let (amount, purpose) = (self.fee(channel, next), Purpose::Fee);
                let due = Due { line: terms.cost.line.0, amount, units: 1, person: index, reserved: fee_fund, purpose };
                self.owe(due, next as usize);
            }
        }
        if let Some(terms) = self.state.employment.terms_mut(index) {
            *terms = own;
        }
    }

    /// Takes up the engagements of those on the roster who came by a channel: they joined in the month since which they
    /// are in their tier.
    pub(crate) fn engage_roster(&mut self) {
        let scenario = self.model.scenario();
        if scenario.roster.is_none() || scenario.channels.iter().all(|one| one.award.is_none() && one.fee.is_none()) {
            return;
        }
        for index in 0..self.state.people.len() {
            let person = self.state.people[index];
            let Some(channel) = usize::from(person.origin).checked_sub(1) else { continue };
            let tier = usize::from(person.tier);
            let place = scenario.channels[channel].mix.iter().position(|(one, _)| one.index() == tier);
            let engagement =
                Engagement { channel, place, joined: i32::from(person.since), from: 0, reserved: [None, None] };
            self.engage(index as u32, &engagement);
        }
    }
}

/// The month that is `months` after another.
pub(crate) fn after(month: i32, months: u32) -> i16 {
    (i64::from(month) + i64::from(months)).clamp(i64::from(i16::MIN), i64::from(NEVER)) as i16
}
