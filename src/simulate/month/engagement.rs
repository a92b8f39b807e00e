//! What a channel owes those who came by it, and what they owe in turn: the award, the service period that it binds to,
//! and the yearly fee. One rule for arrivals and for those who had come before the run opened.

use crate::model::bits;
use crate::scenario::{Fee, FundId};
use crate::simulate::books::{Request, Reservation};
use crate::simulate::people::{EmploymentTerms, NEVER};
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Arrival, Due, Purpose};

/// Someone's coming by a channel.
pub(crate) struct Engagement {
    pub(crate) channel: usize,
    /// Position of her tier in the channel's mix, which says her award; none if her tier is not in it.
    pub(crate) place: Option<usize>,
    /// The award that she was promised, where that does not say it.
    pub(crate) award: Option<i64>,
    /// Month in which she joined, below 0 if before the run.
    pub(crate) joined: i32,
    /// Month from which on what falls due is still to be paid; what fell due earlier has been.
    pub(crate) from: i32,
    /// What is reserved for her award and for her first fee.
    pub(crate) reserved: [Option<Reservation>; 2],
}

/// What somebody was promised: by which channel, at which place of its mix, how much if that does not say it, from when on.
struct Promise {
    channel: usize,
    place: Option<usize>,
    award: Option<i64>,
    joined: i32,
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
    #[inline]
    pub(crate) fn engage(&mut self, index: u32, engagement: &Engagement) {
        let one = &self.model.scenario().channels[engagement.channel];
        if one.award.is_some() || one.fee.is_some() {
            self.take_up(index, engagement);
        }
    }

    fn take_up(&mut self, index: u32, engagement: &Engagement) {
        let Engagement { channel, place, award, joined, from, reserved: [for_award, for_fee] } = *engagement;
        let one = &self.model.scenario().channels[channel];
        // What was offered to her when she accepted.
        let offered = |place| self.award(channel, place, joined - one.lag as i32);
        let award = award.unwrap_or_else(|| place.map_or(0, offered));
        let Some(mut own) = self.state.employment.terms_mut(index).copied() else { return };
        if let Some(terms) = one.award.as_ref().filter(|_| award > 0) {
            if own.service_until == EmploymentTerms::NONE.service_until {
                own.service_until = after(joined, terms.service_months);
            }
            let recognised = i64::from(joined) + i64::from(terms.months_to_recognition);
            for (falls, amount) in (recognised..).step_by(12).zip(terms.parts(award)) {
                if falls < i64::from(from) {
                    own.award = own.award.saturating_add(amount.clamp(0, i64::from(u32::MAX)) as u32);
                    continue;
                }
                // Only the first part is reserved: the others are of later years' money.
                let reserved = for_award.filter(|_| falls == recognised);
                let purpose = Purpose::Award(self.model.award_row(channel, place));
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
                let due = Due { line: terms.cost.line.0, amount, units: 1, person: index, reserved: for_fee, purpose };
                self.owe(due, next as usize);
            }
        }
        if let Some(terms) = self.state.employment.terms_mut(index) {
            *terms = own;
        }
    }

    /// Takes up the engagements of those on the roster who came by a channel: where nothing else is stated, they joined in the
    /// month since which they are in their tier, and as that.
    pub(crate) fn engage_roster(&mut self) {
        let scenario = self.model.scenario();
        let Some(roster) = &scenario.roster else { return };
        if scenario.channels.iter().all(|one| one.award.is_none() && one.fee.is_none()) {
            return;
        }
        for (index, listed) in roster.iter().enumerate() {
            let person = self.state.people[index];
            let Some(channel) = usize::from(person.origin).checked_sub(1) else { continue };
            let tier = listed.joined_tier.unwrap_or(listed.tier);
            let place = scenario.channels[channel].mix.iter().position(|(one, _)| *one == tier);
            let joined = listed.joined.map_or(i32::from(person.since), |joined| joined - scenario.start);
            let award = listed.award.map(i64::from);
            let promise = Promise { channel, place, award, joined };
            let reserved = [listed.reserved.and_then(|fund| self.keep_award(fund, &promise)), None];
            self.engage(index as u32, &Engagement { channel, place, award, joined, from: 0, reserved });
        }
    }

    /// Those who were on their way when the run opened will arrive: their posts, homes and money are kept for them.
    pub(crate) fn expect_coming(&mut self) {
        let scenario = self.model.scenario();
        for (listed, one) in (0..).zip(&scenario.coming) {
            let (channel, place) = (one.channel.index(), one.place);
            let stated = &scenario.channels[channel];
            let arrives = one.arrives - scenario.start;
            let school = one.school.map_or(0, |school| school.0);
            self.state.on_the_way[stated.mix[place].0.index()] += 1;
            self.state.coming[usize::from(school)] += i32::from(stated.post);
            let mut mask = 0;
            for programme in &one.marks {
                let home = &mut self.state.programmes[programme.index()];
                home.occupied += 1;
                home.opened = home.opened.max(home.occupied);
                mask |= self.model.programmes[programme.index()].bit;
            }
            let promise = Promise { channel, place: Some(place), award: one.award.map(i64::from), joined: arrives };
            let has_fee = stated.fee.as_ref().is_some_and(|fee| fee.is_of(stated.mix[place].0));
            let fee = if has_fee { self.fee(channel, arrives) } else { 0 };
            let [for_award, for_fee] = one.reserved;
            let reserved = [
                for_award.and_then(|fund| self.keep_award(fund, &promise)),
                for_fee.and_then(|fund| self.keep(fund, fee)),
            ];
            let (id, channel, place) = (crate::random::name_hash(&one.id), channel as u16, place as u16);
            let values = bits(&one.values);
            let arrival = Arrival { id, channel, place, school, mask, reserved, listed, values };
            if let Some(list) = usize::try_from(arrives).ok().and_then(|at| self.state.arriving.get_mut(at)) {
                list.push(arrival);
            }
        }
    }

    /// Queues what is still unpaid of what fell due before the start. An award that waits has not been had.
    pub(crate) fn take_up_arrears(&mut self) {
        for one in &self.model.scenario().arrears {
            let owed = |to| Some((to as u32, Purpose::Award(self.award_row_of(to)?)));
            let (person, purpose) = one.to.and_then(owed).unwrap_or((u32::MAX, Purpose::Bill));
            if one.to.is_some()
                && let Some(terms) = self.state.employment.terms_mut(person)
            {
                terms.award = terms.award.saturating_sub(one.amount.clamp(0, i64::from(u32::MAX)) as u32);
            }
            let (amount, units) = (one.amount, one.units);
            self.state.queue.push(Due { line: one.line.0, amount, units, person, reserved: None, purpose });
        }
    }

    /// The row of awards of somebody on the roster who came by a channel.
    fn award_row_of(&self, listed: usize) -> Option<u16> {
        let scenario = self.model.scenario();
        let channel = usize::from(self.state.people[listed].origin).checked_sub(1)?;
        let one = scenario.roster.as_ref()?.get(listed)?;
        let tier = one.joined_tier.unwrap_or(one.tier);
        let place = scenario.channels[channel].mix.iter().position(|(one, _)| *one == tier);
        Some(self.model.award_row(channel, place))
    }

    /// Keeps in a fund what was reserved there for the first part of an award that is still to come.
    fn keep_award(&mut self, fund: FundId, promise: &Promise) -> Option<Reservation> {
        let Promise { channel, place, award, joined } = *promise;
        let one = &self.model.scenario().channels[channel];
        let offered = |place| self.award(channel, place, joined - one.lag as i32);
        let award = award.unwrap_or_else(|| place.map_or(0, offered));
        let first = one
            .award
            .as_ref()
            .filter(|terms| award > 0 && i64::from(joined) + i64::from(terms.months_to_recognition) >= 0);
        let first = first.and_then(|terms| terms.parts(award).next());
        self.keep(fund, first.unwrap_or(0))
    }

    fn keep(&mut self, fund: FundId, amount: i64) -> Option<Reservation> {
        Reservation::told(self.ask(Request::Keep { fund: fund.index(), amount }))
    }
}

/// The month that is `months` after another.
pub(crate) fn after(month: i32, months: u32) -> i16 {
    (i64::from(month) + i64::from(months)).clamp(i64::from(i16::MIN), i64::from(NEVER)) as i16
}
