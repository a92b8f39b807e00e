//! What a channel owes those who came by it, and what they owe in turn: the award, the service period that it binds to,
//! and the yearly fee. One rule for arrivals and for those who had come before the run opened.

use crate::simulate::people::NEVER;
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

    /// The yearly fee that falls due in a month.
    pub(crate) fn fee(&self, channel: usize, month: i32) -> i64 {
        self.drawn.channels[channel].fee.at(self.model.timeline.fiscal_at(month))
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
            if recognised < i64::from(from) {
                own.award = award.clamp(0, i64::from(u32::MAX)) as u32;
            } else {
                let due = Due {
                    line: terms.line.0,
                    amount: award,
                    person: index,
                    reserved: award_fund,
                    purpose: Purpose::Award,
                };
                self.owe(due, recognised as usize);
            }
        }
        if let Some(terms) = one.fee.as_ref().filter(|_| !self.drawn.channels[channel].fee.is_free()) {
            let years = (from - joined + 11).div_euclid(12).max(0);
            let next = joined + years * 12;
            let fee = self.fee(channel, next);
            own.fee_due = next.min(i32::from(NEVER)) as i16;
            if i32::from(own.contract_end) > next {
                let due =
                    Due { line: terms.line.0, amount: fee, person: index, reserved: fee_fund, purpose: Purpose::Fee };
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
