//! When something happens to a person, and what: competing outcomes decided by one draw.
//!
//! A move with the yearly probability p has in a month of weight w the probability q = 1 − (1 − p)^w: over a year without
//! other outcomes that is exactly p, and a move held in one month of the year is a yearly Markov step. Outcomes open in the
//! same month exclude each other, each with its own q; outcomes of other months do not touch it.
//!
//! Within a block of twelve months a person has one uniform number, her luck, which decides when something *may* happen to
//! her: in the first month in which her chance of getting through, under an upper bound of her probabilities, falls to her
//! luck. What really happens is decided there and then, under her probabilities as they are: something does with the
//! probability Σq / bound, else she goes on with fresh luck. This is thinning (Lewis and Shedler, 1979): the process is
//! exactly that of a draw a month, at the cost of about one draw a year, and a dose that changes half-way needs no new
//! schedule. Doses that she carries herself are in the bound, so that it stays tight; those of her school and of the whole
//! district are in it at their most harmful.

use crate::model::{Drawn, Model};
use crate::random::{Luck, unit, unit32};

use super::bounds::{BLOCK, Bounds};
use super::person::{GONE, NEVER, Person};
use super::state::State;

/// People whose luck is drawn together.
const SHEAF: usize = 32;
/// Outcomes open to `person` in `month` with their probabilities in that month, left in `found`; returns their sum.
fn monthly(
    model: &Model,
    drawn: &Drawn,
    state: &mut State,
    person: &Person,
    month: usize,
    found: &mut Vec<(usize, f64)>,
) -> f64 {
    found.clear();
    let at = month as i16;
    let mask = person.mask | state.school_mask[usize::from(person.school)];
    let band = usize::from(model.band_of_age[person.age(at).min(model.band_of_age.len() - 1)]);
    let of_year = model.timeline.months[month].of_year;
    let mut sum = 0.0;
    for index in &model.moves_of_tier[usize::from(person.tier)] {
        let plan = &model.moves[*index];
        if plan.weight[of_year] > 0.0 && plan.who.admits(person, at, mask) {
            let shift = drawn.moves[*index].shift(mask, state.district_shift[*index]);
            let place = Bounds::place_of_move(model, *index, band, mask);
            let probability = state.bounds.probability(&drawn.moves[*index], place, band, shift, plan.weight[of_year]);
            if probability > 0.0 {
                found.push((*index, probability));
                sum += probability;
            }
        }
    }
    sum
}

/// When the luck of a block is drawn: its first month, and how often something has happened in it.
fn occasion(model: &Model, month: usize, draws: u8) -> u32 {
    let block = month / BLOCK * BLOCK;
    (model.timeline.months[block].month.index() as u32) << 8 | u32::from(draws)
}

/// Gives a person fresh luck for the block that holds `month`, from that month on. Two neighbours share one draw of 128
/// bits, a word each.
pub(crate) fn fresh_luck(model: &Model, luck: Luck, person: &mut Person, month: usize) {
    let words = luck.draw(model.addresses.fate, person.id >> 1, occasion(model, month, person.draws));
    take_luck(person, words, month);
}

fn take_luck(person: &mut Person, words: [u64; 2], month: usize) {
    person.luck = unit(if person.id & 1 == 0 { words[0] } else { words[1] });
    person.due = NEVER;
    person.from = month as i16;
}

/// A new block: everyone present has fresh luck.
pub(crate) fn open_block(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, month: usize) {
    let when = occasion(model, month, 0);
    // Sheaf by sheaf, all draws first: each is a long chain of multiplications, and a processor works on several at once
    // only if nothing that it cannot foresee stands between them.
    let mut pairs = [0; SHEAF];
    let mut words = [[0; 2]; SHEAF];
    for (sheaf, people) in state.people.chunks_mut(SHEAF).enumerate() {
        let mut count = 0;
        for person in people.iter() {
            if count == 0 || pairs[count - 1] != person.id >> 1 {
                pairs[count] = person.id >> 1;
                count += 1;
            }
        }
        for (words, pair) in words.iter_mut().zip(&pairs[..count]) {
            *words = luck.draw(model.addresses.fate, *pair, when);
        }
        let mut place = 0;
        for (offset, person) in people.iter_mut().enumerate() {
            place += usize::from(pairs[place] != person.id >> 1);
            if person.tier == GONE {
                continue;
            }
            person.draws = 0;
            take_luck(person, words[place], month);
            if person.luck >= state.bounds.to_end[Bounds::place(model, person, month as i16)] {
                let index = (sheaf * SHEAF + offset) as u32;
                schedule_one(model, drawn, &mut state.bounds, &mut state.due, person, index);
            }
        }
    }
}

/// Schedules what luck may have in store for the person at `index` from her `from` to the end of its block.
pub(crate) fn schedule(model: &Model, drawn: &Drawn, state: &mut State, index: u32) {
    let State { bounds, due, people, .. } = state;
    schedule_one(model, drawn, bounds, due, &mut people[index as usize], index);
}

/// The same, with the parts of the state it needs.
fn schedule_one(
    model: &Model,
    drawn: &Drawn,
    bounds: &mut Bounds,
    dues: &mut [Vec<u32>],
    person: &mut Person,
    index: u32,
) {
    let from = person.from as usize;
    if person.tier == GONE || from >= model.timeline.months.len() {
        return;
    }
    let block = from / BLOCK * BLOCK;
    let row = bounds.row(model, drawn, person, block as i16);
    // She is through month m as long as her luck is below S(m) / S(from).
    let luck = person.luck * row[from - block];
    if luck < row[BLOCK] {
        return;
    }
    let end = (block + BLOCK).min(model.timeline.months.len());
    let due = row[from - block + 1..=end - block].iter().position(|through| luck >= *through);
    if let Some(later) = due {
        let month = from + later;
        person.due = month as i16;
        dues[month].push(index);
    }
}

/// A person's own doses change at the end of `month`: what she has come through is taken off her luck under the old bound,
/// and the rest of the block is scheduled under the new one. Her luck stays hers.
pub(crate) fn reclass(
    model: &Model,
    drawn: &Drawn,
    state: &mut State,
    index: u32,
    month: usize,
    change: impl FnOnce(&mut Person),
) {
    let person = state.people[index as usize];
    let from = person.from as usize;
    let block = from / BLOCK * BLOCK;
    let next = month + 1;
    if next <= from || next >= block + BLOCK {
        change(&mut state.people[index as usize]);
        if next < block + BLOCK {
            state.people[index as usize].due = NEVER;
            schedule(model, drawn, state, index);
        }
        return;
    }
    let row = state.bounds.row(model, drawn, &person, block as i16);
    let luck = person.luck * row[from - block] / row[next - block];
    let person = &mut state.people[index as usize];
    person.luck = luck.min(1.0);
    person.from = next as i16;
    person.due = NEVER;
    change(person);
    schedule(model, drawn, state, index);
}

/// What happens to `person` in `month`, for which her luck fell due: a move, or nothing.
pub(crate) fn outcome(
    model: &Model,
    drawn: &Drawn,
    luck: Luck,
    state: &mut State,
    person: &Person,
    month: usize,
) -> Option<usize> {
    let [first, _] = luck.draw(model.addresses.outcome, person.id, occasion(model, month, person.draws));
    let block = month / BLOCK * BLOCK;
    let row = state.bounds.row(model, drawn, person, block as i16);
    let bound = 1.0 - row[month - block + 1] / row[month - block];
    let mut found = std::mem::take(&mut state.hazards);
    let total = monthly(model, drawn, state, person, month, &mut found);
    let happens = unit32(first as u32) * bound < total;
    let mut left = unit32((first >> 32) as u32) * total;
    let chosen = found
        .iter()
        .find(|(_, hazard)| {
            left -= hazard;
            left < 0.0
        })
        .or(found.last())
        .map(|(position, _)| *position);
    state.hazards = found;
    chosen.filter(|_| happens)
}
