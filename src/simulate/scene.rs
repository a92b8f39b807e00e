//! The scene of a replicate: model, luck, state and listener, and what every step may do to a person.

use crate::model::{Drawn, Model};
use crate::random::Luck;

use super::api::Happening;
use super::people::{GONE, retirement};
use super::state::State;

/// Who listens to what happens to people. The run listens with [`Silence`], which costs nothing.
pub(crate) trait Trace {
    /// Something happened to the person at `index`, who is in `tier` and `school` after it.
    fn event(&mut self, month: usize, index: u32, id: u64, tier: u8, school: u16, what: Happening);
}

/// Nobody listens.
#[derive(Debug)]
pub(crate) struct Silence;

impl Trace for Silence {
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
    pub(crate) fn tell(&mut self, month: usize, index: u32, what: Happening) {
        let person = &self.state.people[index as usize];
        self.trace.event(month, index, self.state.employment.ids[index as usize], person.tier, person.school, what);
    }

    /// Takes a person out of the system. The caller has told the listener.
    pub(crate) fn leave(&mut self, index: u32, month: usize) {
        self.claw_back(index, month);
        let person = self.state.people[index as usize];
        let (tier, school) = (usize::from(person.tier), usize::from(person.school));
        self.state.stock[tier] -= 1;
        self.state.stock_flexible[tier] -= u32::from(person.flexible);
        self.state.leavers[tier] += 1;
        for place in &self.model.counts.of_leaving[tier] {
            let counts = self.model.counts.flows[*place].counts(tier, school, person.flexible);
            self.state.happened[*place] += u32::from(counts);
        }
        self.state.staff[school] -= i32::from(person.post);
        self.state.part_time.count(index, &person, -1);
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

    /// Moves a person to another tier.
    pub(crate) fn change_tier(&mut self, index: u32, to: usize, month: usize) {
        let tiers = self.model.moves_of_tier.len();
        let person = self.state.people[index as usize];
        let (from, school) = (usize::from(person.tier), usize::from(person.school));
        self.state.stock[from] -= 1;
        self.state.stock_flexible[from] -= u32::from(person.flexible);
        self.state.stock[to] += 1;
        self.state.stock_flexible[to] += u32::from(person.flexible);
        self.state.school_tier[school * tiers + from] -= 1;
        self.state.school_tier[school * tiers + to] += 1;
        self.count_entry(to, Some(from), school, person.flexible);
        let same_retirement = self.model.retirement_of_tier[from] == self.model.retirement_of_tier[to];
        self.state.part_time.count(index, &person, -1);
        let person = &mut self.state.people[index as usize];
        person.tier = to as u8;
        person.since = month as i16;
        self.state.part_time.count(index, person, 1);
        if !same_retirement {
            let at = retirement(self.model, person, month as i16 + 1);
            self.state.employment.retire_at[index as usize] = at;
            if let Some(list) = self.state.retiring.get_mut(at as usize) {
                list.push(index);
            }
        }
    }

    /// Counts an entry into a tier, in a school, for all that counts additions.
    pub(crate) fn count_entry(&mut self, to: usize, from: Option<usize>, school: usize, flexible: bool) {
        self.state.additions[to] += 1;
        for place in &self.model.counts.of_entry[to] {
            let flow = &self.model.counts.flows[*place];
            if from.is_none_or(|from| !flow.tiers[from]) && flow.counts(to, school, flexible) {
                self.state.happened[*place] += 1;
            }
        }
    }

    /// Counts that the person at `index` makes a move, for all that counts those who do.
    pub(crate) fn count_move(&mut self, position: usize, index: u32) {
        for place in &self.model.counts.of_move[position] {
            let person = &self.state.people[index as usize];
            let (tier, school) = (usize::from(person.tier), usize::from(person.school));
            let counts = self.model.counts.flows[*place].counts(tier, school, person.flexible);
            self.state.happened[*place] += u32::from(counts);
        }
    }
}
