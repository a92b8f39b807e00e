//! When something happens to a person, and what: competing outcomes decided by one draw.
//!
//! Within a block of twelve months a person has one uniform number, her luck. Her hazard adds up month by month; the
//! month in which exp(−hazard) falls to her luck is the month in which something happens to her, and a second number
//! decides which of the outcomes open to her then. A year's outcomes with yearly probabilities p₁ … pₖ have the total
//! hazard −ln(1 − Σp), shared in proportion to p and spread over months by each move's calendar, so that a year's total is
//! exactly Σp, and a move held in one month of the year is a yearly Markov step. Drawing once a block instead of once a month
//! is the same process (inversion of the survival function), and a change of class half-way only changes how fast hazard
//! adds up from then on: her luck stays hers.

use crate::model::{Drawn, Model};
use crate::random::{Luck, unit};

use super::person::{GONE, NEVER, Person};
use super::state::State;

/// Hazard that nobody survives.
const CERTAIN: f64 = 1.0e3;
/// Months in a block.
pub(crate) const BLOCK: usize = 12;

/// Outcomes open to `person` in `month` with their shares of a year's hazard, left in `found`; returns the year's hazard.
pub(crate) fn yearly(
    model: &Model,
    drawn: &Drawn,
    state: &State,
    person: &Person,
    month: i16,
    found: &mut Vec<(usize, f64)>,
) -> f64 {
    found.clear();
    let mask = person.mask | state.school_mask[usize::from(person.school)];
    let band = usize::from(model.band_of_age[person.age(month).min(model.band_of_age.len() - 1)]);
    let mut sum = 0.0;
    for index in &model.moves_of_tier[usize::from(person.tier)] {
        if model.moves[*index].who.admits(person, month, mask) {
            let rate = drawn.moves[*index].rate(band, mask, state.district_shift[*index]);
            if rate > 0.0 {
                found.push((*index, rate));
                sum += rate;
            }
        }
    }
    if sum <= 0.0 {
        return 0.0;
    }
    for (_, rate) in found.iter_mut() {
        *rate /= sum;
    }
    total_hazard(sum)
}

/// The hazard of a year whose outcomes have the total probability `sum`.
fn total_hazard(sum: f64) -> f64 {
    if sum >= 1.0 { CERTAIN } else { -libm::log1p(-sum) }
}

/// Hazard in one month.
pub(crate) fn monthly(
    model: &Model,
    drawn: &Drawn,
    state: &State,
    person: &Person,
    month: usize,
    found: &mut Vec<(usize, f64)>,
) -> f64 {
    let of_year = model.timeline.months[month].of_year;
    if !model.open_months[usize::from(person.tier)][of_year] {
        found.clear();
        return 0.0;
    }
    let total = yearly(model, drawn, state, person, month as i16, found);
    let mut sum = 0.0;
    for (index, share) in found.iter_mut() {
        *share *= total * model.moves[*index].weight[of_year];
        sum += *share;
    }
    sum
}

/// One past the last month of the block that holds `month`.
pub(crate) fn block_end(model: &Model, month: usize) -> usize {
    ((month / BLOCK + 1) * BLOCK).min(model.timeline.months.len())
}

/// Gives a person fresh luck for the block that holds `month`.
pub(crate) fn fresh_luck(model: &Model, luck: Luck, person: &mut Person, month: usize) {
    let block = month / BLOCK * BLOCK;
    let when = (model.timeline.months[block].month.index() as u32) << 8 | u32::from(person.draws);
    let [first, second] = luck.draw(model.addresses.fate, person.id, when);
    person.luck = unit(first);
    person.which = (second >> 32) as u32;
    person.spent = 0.0;
    person.due = NEVER;
    person.settled = month as i16;
}

/// Luck below which nothing happens within a block to anyone of this tier, band and doses, whatever else qualifies her.
fn safe_luck(model: &Model, drawn: &Drawn, state: &mut State, tier: usize, band: usize, mask: u32) -> f64 {
    let doses = mask & model.rate_mask;
    // Doses are told apart as long as that takes at most 64 entries a band; others share the entry of all doses.
    let known = if model.rate_mask < 64 { doses as usize } else { usize::from(doses != 0) };
    let place = (tier * model.bands.len() + band) * 64 + known;
    if state.safe_luck[place] <= 0.0 {
        let mut sum = 0.0;
        for index in &model.moves_of_tier[tier] {
            let shift = state.district_shift[*index];
            let one = &drawn.moves[*index];
            sum += if model.rate_mask < 64 || doses == 0 {
                one.rate(band, doses, shift)
            } else {
                let best: f64 = one.bit_odds.iter().map(|(_, odds)| odds.max(0.0)).sum();
                one.rate(band, 0, shift + best)
            };
        }
        // A hair below the exact bound, so that rounding can only cost time.
        state.safe_luck[place] = libm::exp(-total_hazard(sum)).max(1e-300) * (1.0 - 1e-12);
    }
    state.safe_luck[place]
}

/// Schedules what luck has in store for the person at `index` from `from` to the end of its block.
pub(crate) fn schedule(model: &Model, drawn: &Drawn, state: &mut State, index: u32, from: usize) {
    let end = block_end(model, from);
    let person = state.people[index as usize];
    if person.tier == GONE {
        return;
    }
    let tier = usize::from(person.tier);
    let last_age = model.band_of_age.len() - 1;
    let mut due = NEVER;
    // exp(−spent) is at least 1 − spent, so the quick test errs only towards looking closer.
    let luck = person.luck;
    let rest = 1.0 - person.spent;
    let safe = rest > 0.0 && {
        let mask = person.mask | state.school_mask[usize::from(person.school)];
        let now = usize::from(model.band_of_age[person.age(from as i16).min(last_age)]);
        let then = usize::from(model.band_of_age[person.age(end as i16).min(last_age)]);
        luck < rest * safe_luck(model, drawn, state, tier, now, mask)
            && (now == then || luck < rest * safe_luck(model, drawn, state, tier, then, mask))
    };
    if !safe {
        let bound = -libm::log(person.luck);
        let mut spent = person.spent;
        let mut found = std::mem::take(&mut state.hazards);
        for month in from..end {
            spent += monthly(model, drawn, state, &person, month, &mut found);
            if spent >= bound {
                due = month as i16;
                state.due[month].push(index);
                break;
            }
        }
        state.hazards = found;
    }
    let person = &mut state.people[index as usize];
    person.due = due;
    person.settled = from as i16;
}

/// Adds the hazard of a person's present class up to and including `month` to what she has met, before her class changes.
pub(crate) fn settle(model: &Model, drawn: &Drawn, state: &mut State, index: u32, month: usize) {
    let person = state.people[index as usize];
    let mut found = std::mem::take(&mut state.hazards);
    let mut spent = person.spent;
    for earlier in usize::try_from(person.settled).unwrap_or(0)..=month {
        spent += monthly(model, drawn, state, &person, earlier, &mut found);
    }
    state.hazards = found;
    let person = &mut state.people[index as usize];
    person.spent = spent;
    person.settled = month as i16 + 1;
}
