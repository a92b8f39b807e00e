//! The scene of a replicate: model, luck, state and listener, and what every step may do to a person.

use crate::model::{Drawn, Model};
use crate::random::Luck;

use super::api::Happening;
use super::books::Request;
use super::people::{GONE, retirement};
use super::plans::Question;
use super::state::State;

/// Who listens to what happens to people. The run listens with [`Silence`], which costs nothing.
pub(crate) trait Trace {
    /// Whether it wants to hear of people at all: where not, nobody is looked up for it.
    const LISTENS: bool = true;

    /// Something happened to the person at `index`, who is in `tier` and `school` after it.
    fn event(&mut self, month: usize, index: u32, id: u64, tier: u8, school: u16, what: Happening);

    /// The books have answered a request.
    #[inline]
    fn booked(&mut self, request: Request, answer: u32) {
        let _ = (request, answer);
    }

    /// The plans have answered a question.
    #[inline]
    fn planned(&mut self, question: &Question, answer: u64) {
        let _ = (question, answer);
    }

    /// A month opens; the one after the last does so at the end.
    #[inline]
    fn opens(&mut self, model: &Model, month: usize, state: &State) {
        let _ = (model, month, state);
    }
}

/// Nobody listens.
#[derive(Debug)]
pub(crate) struct Silence;

impl Trace for Silence {
    const LISTENS: bool = false;

    #[inline]
    fn event(&mut self, _: usize, _: u32, _: u64, _: u8, _: u16, _: Happening) {}
}

/// A replicate under way.
pub(crate) struct Replicate<'run, T: Trace> {
    pub(crate) model: &'run Model,
    pub(crate) drawn: &'run Drawn,
    pub(crate) luck: Luck,
    /// By programme whose lottery is among people of some schools: those in them when the run opens.
    pub(crate) entrants: &'run [Option<Vec<u32>>],
    pub(crate) state: &'run mut State,
    pub(crate) trace: &'run mut T,
}

impl<T: Trace> Replicate<'_, T> {
    /// Tells the listener about the person at `index`.
    #[inline]
    pub(crate) fn tell(&mut self, month: usize, index: u32, what: Happening) {
        if !T::LISTENS {
            return;
        }
        let person = &self.state.people[index as usize];
        self.trace.event(month, index, person.id, person.tier, person.school, what);
    }

    /// Asks something of the plans, which tell how they answer.
    pub(crate) fn ask_plans(&mut self, question: &Question) -> u64 {
        let answer = self.state.plans.answer(self.model, self.drawn, self.luck, question);
        self.trace.planned(question, answer);
        answer
    }

    /// Takes a person out of the system. The caller has told the listener.
    pub(crate) fn leave(&mut self, index: u32, month: usize) {
        self.claw_back(index, month);
        let person = self.state.people[index as usize];
        let (tier, school) = (usize::from(person.tier), usize::from(person.school));
        self.state.stock[tier] -= 1;
        self.state.stock_flexible[tier] -= u32::from(person.flexible);
        self.state.leavers[tier] += 1;
        self.count_leaving((tier, school, person.flexible), self.state.employment.values(index), 1);
        self.state.staff[school] -= i32::from(person.post);
        self.state.count(self.model, index, false);
        self.state.school_tier[school * self.model.moves_of_tier.len() + tier] -= 1;
        if person.mask & self.model.homes != 0 {
            for (index, programme) in self.model.programmes.iter().enumerate() {
                if person.mask & programme.bit != 0 && self.houses_arrivals(index) {
                    self.state.programmes[index].occupied -= 1;
                }
            }
        }
        self.state.people[index as usize].tier = GONE;
    }

    /// Whether a programme gives arrivals something that a leaver frees again.
    pub(crate) fn houses_arrivals(&self, programme: usize) -> bool {
        self.model.scenario().programmes[programme].reaches == crate::scenario::file::Reaches::Arrivals
    }

    /// A person makes a move of kind `change`: she is in another tier after it, has other values of attributes, or both.
    #[inline]
    pub(crate) fn change(&mut self, position: usize, index: u32, month: usize) {
        self.count_move(position, index);
        let (one, plan) = (&self.model.scenario().moves[position], &self.model.moves[position]);
        let before = self.state.employment.values(index);
        if plan.sets != 0 {
            self.state.count(self.model, index, false);
            self.state.employment.values[index as usize] = before & !plan.replaces | plan.sets;
            self.state.count(self.model, index, true);
        }
        if let Some(to) = one.to {
            self.change_tier(index, to.index(), before, month);
            self.tell(month, index, Happening::Changed(position.into(), to));
        } else {
            let person = &self.state.people[index as usize];
            let (tier, school, flexible) = (usize::from(person.tier), usize::from(person.school), person.flexible);
            self.count_entry(tier, Some((tier, before)), (school, flexible), index);
        }
        if plan.sets != 0 {
            self.tell(month, index, Happening::Set(position.into()));
        }
    }

    /// Moves a person to another tier, who had the values `before` it.
    fn change_tier(&mut self, index: u32, to: usize, before: u64, month: usize) {
        let tiers = self.model.moves_of_tier.len();
        let person = self.state.people[index as usize];
        let (from, school) = (usize::from(person.tier), usize::from(person.school));
        self.state.stock[from] -= 1;
        self.state.stock_flexible[from] -= u32::from(person.flexible);
        self.state.stock[to] += 1;
        self.state.stock_flexible[to] += u32::from(person.flexible);
        self.state.school_tier[school * tiers + from] -= 1;
        self.state.school_tier[school * tiers + to] += 1;
        self.state.additions[to] += 1;
        self.count_entry(to, Some((from, before)), (school, person.flexible), index);
        let same_retirement = self.model.retirement_of_tier[from] == self.model.retirement_of_tier[to];
        self.state.count(self.model, index, false);
        let person = &mut self.state.people[index as usize];
        person.tier = to as u8;
        person.since = month as i16;
        self.state.count(self.model, index, true);
        let person = &self.state.people[index as usize];
        if !same_retirement {
            let at = retirement(self.model, person, month as i16 + 1);
            self.state.people[index as usize].retire_at = at;
            if let Some(list) = self.state.retiring.get_mut(at as usize) {
                list.push(index);
            }
        }
    }

    /// Counts that the person at `index` is in a tier, and from which tier and with which values before she came there, for all
    /// that counts additions.
    #[inline]
    pub(crate) fn count_entry(
        &mut self,
        to: usize,
        from: Option<(usize, u64)>,
        where_and_how: (usize, bool),
        index: u32,
    ) {
        self.count_entries(to, from, where_and_how, self.state.employment.values(index), 1);
    }

    /// The same of `count` people with the same values.
    #[inline]
    pub(crate) fn count_entries(
        &mut self,
        to: usize,
        from: Option<(usize, u64)>,
        (school, flexible): (usize, bool),
        values: u64,
        count: u32,
    ) {
        for place in &self.model.counts.of_entry[to] {
            let flow = &self.model.counts.flows[*place];
            let counted = from.is_some_and(|(from, before)| flow.tiers[from] && flow.has(before));
            if !counted && flow.counts(to, school, flexible) && flow.has(values) {
                self.state.happened[*place] += count;
            }
        }
    }

    /// Counts that the person at `index` makes a move, for all that counts those who do.
    pub(crate) fn count_move(&mut self, position: usize, index: u32) {
        // Few moves are counted, and people are far apart in memory.
        if self.model.counts.of_move[position].is_empty() {
            return;
        }
        let person = &self.state.people[index as usize];
        let whose = (usize::from(person.tier), usize::from(person.school), person.flexible);
        self.count_moves(position, whose, self.state.employment.values(index), 1);
    }

    /// The same of `count` people of a tier and a school with the same values.
    #[inline]
    pub(crate) fn count_moves(&mut self, position: usize, whose: (usize, usize, bool), values: u64, count: u32) {
        self.count_flows(&self.model.counts.of_move[position], whose, values, count);
    }

    /// Counts that `count` people of a tier and a school with the same values leave, for all that counts those who do.
    #[inline]
    pub(crate) fn count_leaving(&mut self, whose: (usize, usize, bool), values: u64, count: u32) {
        self.count_flows(&self.model.counts.of_leaving[whose.0], whose, values, count);
    }

    #[inline]
    fn count_flows(
        &mut self,
        places: &[usize],
        (tier, school, flexible): (usize, usize, bool),
        values: u64,
        count: u32,
    ) {
        for place in places {
            let flow = &self.model.counts.flows[*place];
            let counts = flow.counts(tier, school, flexible) && flow.has(values);
            self.state.happened[*place] += if counts { count } else { 0 };
        }
    }
}
