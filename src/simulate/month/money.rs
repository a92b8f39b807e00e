//! Step 5 of a month: costs fall due, funds pay in order of priority, commitments and queues are kept. Whole yuan only.
//!
//! What is promised to an offer is reserved and cannot be spent on anything else. Within a month the lines of a fund are
//! paid in their stated order; on each line, what has waited longest first, then what falls due, then units to open.
//! Need is spend plus gap in every replicate, line and fiscal year; what is owed at the end of a year counts as that
//! year's gap and, if paid later, as the later year's spend: each year's accounts stand alone.

use super::programmes::{Wish, open, still_possible};
use crate::simulate::api::Happening;
use crate::simulate::books::{Request, Reservation};
use crate::simulate::people::{EmploymentTerms, GONE};
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Due, Purpose};

impl<T: Trace> Replicate<'_, T> {
    /// Asks something of the books, which tell how they answer.
    #[inline]
    pub(crate) fn ask(&mut self, request: Request) -> u32 {
        let answer = self.state.books.answer(self.model, self.drawn, request);
        self.trace.booked(request, answer);
        answer
    }

    /// Whether an offer that costs `amount` on a line may be made.
    pub(crate) fn can_reserve(&mut self, line: usize, amount: i64) -> bool {
        self.ask(Request::CanReserve { line, amount }) != 0
    }

    /// Reserves `amount` for an offer, where the fund binds money at the offer.
    pub(crate) fn reserve(&mut self, line: usize, amount: i64) -> Option<Reservation> {
        Reservation::told(self.ask(Request::Reserve { line, amount }))
    }

    /// Gives back what was reserved.
    pub(crate) fn release(&mut self, reservation: Option<Reservation>, amount: i64) {
        if let Some(reservation) = reservation {
            self.ask(Request::Release { reservation, amount });
        }
    }

    /// Notes a payment that falls due in a month, perhaps beyond the run.
    pub(crate) fn owe(&mut self, due: Due, month: usize) {
        if due.reserved.is_none() {
            self.ask(Request::Promise { line: due.line.into(), amount: due.total() });
        }
        if let Some(list) = self.state.due_money.get_mut(month) {
            list.push(due);
        }
    }

    /// The next year's fee, while the engagement goes on beyond it; a renewal takes up the chain where it ended.
    pub(super) fn owe_next_fee(&mut self, due: Due, month: usize) {
        let next = month + 12;
        let Some(terms) = self.state.employment.terms_mut(due.person) else { return };
        terms.fee_due = next.min(i16::MAX as usize) as i16;
        if terms.fees_left < EmploymentTerms::ENDLESS {
            terms.fees_left = terms.fees_left.saturating_sub(1);
        }
        let left = terms.fees_left > 0;
        let there = self.state.people[due.person as usize].tier != GONE;
        let goes_on = there && left && usize::try_from(terms.contract_end).unwrap_or(0) > next;
        let channel = usize::from(self.state.people[due.person as usize].origin).checked_sub(1);
        if let Some(channel) = channel.filter(|_| goes_on) {
            self.owe(Due { amount: self.fee(channel, next as i32), reserved: None, ..due }, next);
        }
    }

    /// Pays at once, if there is money.
    pub(crate) fn pay_now(&mut self, line: usize, amount: i64, month: usize) -> bool {
        let year = self.model.timeline.months[month].fiscal;
        let paid = self.ask(Request::Pay { line, year, amount }) != 0;
        if paid {
            self.book_spend(line, month, amount);
        }
        paid
    }

    /// Books what was paid.
    fn book_spend(&mut self, line: usize, month: usize, amount: i64) {
        let timeline = &self.model.timeline;
        let (years, year) = (timeline.fiscal_years.len(), timeline.months[month].fiscal);
        self.state.cash[line * timeline.months.len() + month] += amount;
        self.state.line_years[line * years + year].spend += amount;
    }

    /// Books what was wanted and not paid.
    pub(crate) fn book_gap(&mut self, line: usize, year: usize, count: u32, each: i64) {
        let years = self.model.timeline.fiscal_years.len();
        let row = &mut self.state.line_years[line * years + year];
        row.gap += i64::from(count) * each;
        row.displaced += i64::from(count);
    }

    /// Books what a leaver repays for service not rendered: whole yuan, rounded down. It goes to the treasury, not back to
    /// the fund.
    pub(crate) fn claw_back(&mut self, index: u32, month: usize) {
        let (person, own) = (self.state.people[index as usize], self.state.employment.terms(index));
        let left = i64::from(own.service_until) - month as i64;
        if own.award == 0 || left <= 0 || person.origin == 0 {
            return;
        }
        let channel = usize::from(person.origin) - 1;
        let Some(terms) = &self.model.scenario().channels[channel].award else { return };
        let share = self.drawn.channels[channel].clawback * left as f64 / f64::from(terms.service_months.max(1));
        let amount = libm::floor(f64::from(own.award) * share.clamp(0.0, 1.0)) as i64;
        if amount > 0 {
            let years = self.model.timeline.fiscal_years.len();
            let year = self.model.timeline.months[month].fiscal;
            self.state.line_years[terms.line.index() * years + year].clawback += amount;
            self.tell(month, index, Happening::Repaid(amount));
        }
    }
}

/// Pays line after line. The order is the model: lines of a fund compete for its money, and on a line what has waited
/// comes before what falls due, and both before what may be left undone.
pub(crate) fn step<T: Trace>(run: &mut Replicate<'_, T>, month: usize, wishes: &mut [Wish]) {
    let mut owed = std::mem::take(&mut run.state.due_money[month]);
    let room = std::mem::take(&mut run.state.waited);
    // Taken out, for what still cannot be paid queues anew, in the order in which it is met.
    let mut waiting = std::mem::replace(&mut run.state.queue, room);
    // What falls due is promised no longer, on whichever line: a year that closes counts as committed what is yet to come.
    for due in &owed {
        if due.reserved.is_none() {
            run.ask(Request::Promise { line: due.line.into(), amount: -due.total() });
        }
    }
    let (waited, fell_due) = (waiting.len(), owed.len());
    for position in 0..run.model.line_order.len() {
        let line = run.model.line_order[position];
        if waited > 0 {
            settle_dues(run, &waiting, line, month, false);
        }
        if fell_due > 0 {
            settle_dues(run, &owed, line, month, true);
        }
        for programme in &run.model.programmes_on_line[line] {
            if let Some((wish, possible)) = still_wished(run, wishes, *programme, month) {
                let cost = run.drawn.programmes[*programme].unit_cost.at(run.model.timeline.months[month].fiscal);
                let units = buy(run, line, cost, possible, month);
                open(run, wish, possible, units, month);
            }
        }
    }
    for programme in &run.model.free_programmes {
        if let Some((wish, possible)) = still_wished(run, wishes, *programme, month) {
            open(run, wish, possible, possible, month);
        }
    }
    // Given back, so that their room serves again.
    owed.clear();
    run.state.due_money[month] = owed;
    waiting.clear();
    run.state.waited = waiting;
    if run.model.timeline.months[month].closes_fiscal {
        close_year(run, month);
    }
}

/// What a programme wished to open this month, and the units of it that are possible: another's may have taken its people.
fn still_wished<'wishes, T: Trace>(
    run: &mut Replicate<'_, T>,
    wishes: &'wishes mut [Wish],
    programme: usize,
    month: usize,
) -> Option<(&'wishes mut Wish, u32)> {
    let at = wishes.iter().position(|wish| wish.programme == programme)?;
    let rivals = &run.model.programmes[programme].rivals;
    let contested = wishes.iter().any(|wish| rivals.contains(&wish.programme));
    let wish = &mut wishes[at];
    let possible = if contested { still_possible(run, wish, month) } else { wish.units };
    Some((wish, possible))
}

/// Pays what is due on a line, or lets it wait. Those who left before recognition are owed no award, and no fee of a year
/// that they did not begin.
fn settle_dues<T: Trace>(run: &mut Replicate<'_, T>, list: &[Due], line: usize, month: usize, news: bool) {
    for due in list.iter().filter(|due| usize::from(due.line) == line) {
        // Released first, so that what was reserved for it is there for it, or for others if it is forfeit.
        run.release(due.reserved, due.amount);
        // An award is for staying. A fee that has fallen due stays owed, and falls due only to someone who is there.
        let forfeit = due.purpose.is_award() || news && due.purpose == Purpose::Fee;
        let gone = forfeit && run.state.people[due.person as usize].tier == GONE;
        if news && due.purpose == Purpose::Fee {
            run.owe_next_fee(*due, month);
        }
        if gone {
            continue;
        }
        if due.purpose == Purpose::Bill {
            let paid = buy(run, line, due.amount, due.units, month);
            if paid < due.units {
                run.state.queue.push(Due { units: due.units - paid, ..*due });
            }
            continue;
        }
        let year = run.model.timeline.months[month].fiscal;
        let paid = match due.reserved {
            Some(reservation) => {
                run.ask(Request::PayReserved { reservation, year, amount: due.amount });
                run.book_spend(line, month, due.amount);
                true
            }
            None => run.pay_now(line, due.amount, month),
        };
        if !paid {
            if news && due.person != u32::MAX {
                run.tell(month, due.person, Happening::Waits(due.amount));
            }
            run.state.queue.push(Due { reserved: None, ..*due });
            continue;
        }
        if due.person == u32::MAX {
            continue;
        }
        run.tell(month, due.person, Happening::Paid(due.amount));
        if let Purpose::Award(row) = due.purpose {
            let years = run.model.timeline.fiscal_years.len();
            let paid = &mut run.state.awards[usize::from(row) * years + year];
            paid.count += 1;
            paid.amount += due.amount;
            if let Some(terms) = run.state.employment.terms_mut(due.person) {
                terms.award = terms.award.saturating_add(due.amount.clamp(0, i64::from(u32::MAX)) as u32);
            }
        }
    }
}

/// Buys as many of `units` as there is money for.
fn buy<T: Trace>(run: &mut Replicate<'_, T>, line: usize, cost: i64, units: u32, month: usize) -> u32 {
    if cost <= 0 {
        return units;
    }
    let year = run.model.timeline.months[month].fiscal;
    let bought = run.ask(Request::Buy { line, year, cost, units });
    if bought > 0 {
        run.book_spend(line, month, cost * i64::from(bought));
    }
    bought
}

/// The fiscal year closes: what waits is that year's gap, and what is left lapses or is carried over.
fn close_year<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let year = run.model.timeline.months[month].fiscal;
    for position in 0..run.state.queue.len() {
        let due = run.state.queue[position];
        let line = usize::from(due.line);
        run.book_gap(line, year, due.units, due.amount);
        run.ask(Request::Queue { line, year, amount: due.total() });
    }
    run.ask(Request::Close { year });
}
