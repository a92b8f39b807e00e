//! The books of a replicate: what every fund holds, and whether it can bear what is asked of it.
//!
//! All that a replicate does with money is a [`Request`], and the answer is all that it learns: no step looks at a purse.
//! So books of other funds that give the same answers to the same requests go with the same replicate ([`super::beside`]).

use crate::model::{Drawn, Model};
use crate::scenario::file::{Commit, Overrun, YearEnd};

/// A fund's purse.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Purse {
    /// Money there.
    pub(crate) balance: i64,
    /// Part of it that is bound.
    pub(crate) reserved: i64,
    /// Falls due later and is not bound.
    pub(crate) promised: i64,
}

/// A fund in one fiscal year.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FundYear {
    /// Appropriated.
    pub appropriation: i64,
    /// Carried over from the year before.
    pub carried_in: i64,
    /// Came in beside the appropriation.
    pub income: i64,
    /// Paid out, on whatever line.
    pub paid: i64,
    /// Committed and not yet due at the close.
    pub committed: i64,
    /// Due and unpaid at the close.
    pub queued: i64,
    /// Returned at the close.
    pub lapsed: i64,
    /// Paid beyond what there was, by funds that may.
    pub overrun: i64,
}

/// Money that a fund holds ready for somebody: its number among all reservations of the replicate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Reservation(u32);

/// What is asked of the books. Lines and funds are positions, amounts whole yuan, years positions of fiscal years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    /// A fiscal year opens.
    Open { year: usize },
    /// Something comes in beside the appropriation.
    Receive { fund: usize, year: usize, amount: i64 },
    /// What was reserved in a fund before the run is held ready: the number of the reservation and 1.
    Keep { fund: usize, amount: i64 },
    /// Whether an offer that costs so much on a line may be made: 1 if it may.
    CanReserve { line: usize, amount: i64 },
    /// So much is reserved for an offer, where the line's fund binds money at the offer: the number of the reservation and 1.
    Reserve { line: usize, amount: i64 },
    /// What was reserved is given back.
    Release { reservation: Reservation, amount: i64 },
    /// So much falls due on a line later and is not bound; below 0 where it has fallen due.
    Promise { line: usize, amount: i64 },
    /// So much is paid on a line: 1 if there is money.
    Pay { line: usize, year: usize, amount: i64 },
    /// So much is paid by the fund that held it ready.
    PayReserved { reservation: Reservation, year: usize, amount: i64 },
    /// As many of so many units as there is money for are paid: how many.
    Buy { line: usize, year: usize, cost: i64, units: u32 },
    /// So much waits on a line as a fiscal year closes.
    Queue { line: usize, year: usize, amount: i64 },
    /// A fiscal year closes: what is left lapses or is carried over.
    Close { year: usize },
}

/// What the funds of a replicate hold and have done.
#[derive(Debug, Default)]
pub(crate) struct Books {
    pub(crate) purses: Vec<Purse>,
    /// Fund by fiscal year.
    pub(crate) years: Vec<FundYear>,
    /// By reservation, the fund.
    reserved_in: Vec<u16>,
}

impl Books {
    /// Makes ready for a replicate.
    pub(crate) fn open(&mut self, model: &Model) {
        let funds = &model.scenario().funds;
        self.purses.clear();
        self.purses.extend(funds.iter().map(|fund| Purse { balance: fund.carried_in, ..Purse::default() }));
        self.years.clear();
        self.years.resize(funds.len() * model.timeline.fiscal_years.len(), FundYear::default());
        self.reserved_in.clear();
    }

    /// Does what is asked, and answers; 0 where there is nothing to answer.
    #[inline]
    pub(crate) fn answer(&mut self, model: &Model, drawn: &Drawn, request: Request) -> u32 {
        let years = model.timeline.fiscal_years.len();
        let own = |line: usize| model.scenario().lines[line].fund.index();
        match request {
            Request::Open { year } => self.open_year(drawn, year, years),
            Request::Receive { fund, year, amount } => {
                self.purses[fund].balance += amount;
                self.years[fund * years + year].income += amount;
            }
            Request::Keep { fund, amount } => return self.hold(fund, amount),
            Request::CanReserve { line, amount } => {
                let at_offer = model.scenario().funds[own(line)].commit != Commit::Due;
                return u32::from(!at_offer || self.bearer(model, drawn, line, amount).is_some());
            }
            Request::Reserve { line, amount } => {
                if model.scenario().funds[own(line)].commit != Commit::Due
                    && let Some(fund) = self.bearer(model, drawn, line, amount)
                {
                    return self.hold(fund, amount);
                }
            }
            Request::Release { reservation, amount } => {
                let fund = usize::from(self.fund_of(reservation));
                self.purses[fund].reserved -= amount;
            }
            Request::Promise { line, amount } => self.purses[own(line)].promised += amount,
            Request::Pay { line, year, amount } => {
                let Some(fund) = self.bearer(model, drawn, line, amount) else { return 0 };
                self.pay(fund * years + year, fund, amount);
                return 1;
            }
            Request::PayReserved { reservation, year, amount } => {
                let fund = usize::from(self.fund_of(reservation));
                self.pay(fund * years + year, fund, amount);
            }
            Request::Buy { line, year, cost, units } => return self.buy(model, drawn, (line, year), cost, units),
            Request::Queue { line, year, amount } => self.years[own(line) * years + year].queued += amount,
            Request::Close { year } => self.close_year(model, drawn, year),
        }
        0
    }

    /// The fund in which something is reserved.
    pub(crate) fn fund_of(&self, reservation: Reservation) -> u16 {
        self.reserved_in[reservation.0 as usize]
    }

    fn hold(&mut self, fund: usize, amount: i64) -> u32 {
        self.purses[fund].reserved += amount;
        self.reserved_in.push(fund as u16);
        self.reserved_in.len() as u32
    }

    fn available(&self, fund: usize) -> i64 {
        self.purses[fund].balance - self.purses[fund].reserved
    }

    /// The fund of a line's chain that can bear `amount`: its own, else those that back it, else its own if it may overrun.
    fn bearer(&self, model: &Model, drawn: &Drawn, line: usize, amount: i64) -> Option<usize> {
        let funds = &model.scenario().funds;
        let own = model.scenario().lines[line].fund.index();
        let mut fund = own;
        loop {
            if is_unlimited(drawn, fund) || self.available(fund) >= amount {
                return Some(fund);
            }
            match funds[fund].backed_by {
                Some(next) => fund = next.index(),
                None => return (funds[own].overrun == Overrun::Pay).then_some(own),
            }
        }
    }

    fn pay(&mut self, row: usize, fund: usize, amount: i64) {
        self.years[row].paid += amount;
        self.purses[fund].balance -= amount;
    }

    fn buy(&mut self, model: &Model, drawn: &Drawn, (line, year): (usize, usize), cost: i64, units: u32) -> u32 {
        let years = model.timeline.fiscal_years.len();
        let own = model.scenario().lines[line].fund.index();
        let mut bought = 0;
        // As many at once as one fund bears: the last of them may be another's.
        while bought < units {
            let Some(fund) = self.bearer(model, drawn, line, cost) else { break };
            let room = self.available(fund).div_euclid(cost);
            // Its own fund bears without room only where it may overrun.
            let free = is_unlimited(drawn, fund) || (fund == own && room <= 0);
            let some = if free { i64::from(units - bought) } else { room.min(i64::from(units - bought)) };
            self.pay(fund * years + year, fund, cost * some);
            bought += some as u32;
        }
        bought
    }

    fn open_year(&mut self, drawn: &Drawn, year: usize, years: usize) {
        for (index, purse) in self.purses.iter_mut().enumerate() {
            let row = &mut self.years[index * years + year];
            row.carried_in = purse.balance;
            row.appropriation = drawn.appropriations[index].as_ref().map_or(0, |list| list[year]);
            purse.balance += row.appropriation;
        }
    }

    fn close_year(&mut self, model: &Model, drawn: &Drawn, year: usize) {
        let years = model.timeline.fiscal_years.len();
        for (index, fund) in model.scenario().funds.iter().enumerate() {
            let free = self.available(index);
            let purse = &mut self.purses[index];
            let row = &mut self.years[index * years + year];
            row.committed = purse.reserved + purse.promised;
            if is_unlimited(drawn, index) {
                // It has no appropriation that could be left over or overdrawn: what it paid is no balance.
                purse.balance = 0;
                continue;
            }
            if fund.overrun == Overrun::Pay && purse.balance < 0 {
                // What was paid beyond the appropriation is reported and made good; it is no debt of the next year.
                row.overrun = -purse.balance;
                purse.balance = 0;
            }
            if fund.year_end == YearEnd::Lapse {
                row.lapsed = free.max(0).min(purse.balance.max(0));
                purse.balance -= row.lapsed;
            }
        }
    }
}

impl Clone for Books {
    fn clone(&self) -> Self {
        let mut own = Self::default();
        own.clone_from(self);
        own
    }

    fn clone_from(&mut self, from: &Self) {
        let Self { purses, years, reserved_in } = from;
        self.purses.clone_from(purses);
        self.years.clone_from(years);
        self.reserved_in.clone_from(reserved_in);
    }
}

impl Reservation {
    /// The reservation that an answer to [`Request::Reserve`] or [`Request::Keep`] tells of.
    pub(crate) const fn told(answer: u32) -> Option<Self> {
        match answer.checked_sub(1) {
            Some(number) => Some(Self(number)),
            None => None,
        }
    }
}

fn is_unlimited(drawn: &Drawn, fund: usize) -> bool {
    drawn.appropriations[fund].is_none()
}
