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

use crate::model::{Drawn, DrawnMove, Model};
use crate::random::{Luck, unit, unit32};

use super::person::{GONE, NEVER, Person};
use super::state::State;

/// Months in a block.
pub(crate) const BLOCK: usize = 12;
/// People whose luck is drawn together.
const SHEAF: usize = 32;
/// Survival after 0 to 12 months of a block.
const ROW: usize = BLOCK + 1;

/// Survival under the bound, by tier, band of age, whether a birthday leads to the next band, and personal doses. Rows
/// are worked out when first needed and hold for all replicates of a draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds {
    rows: Vec<[f64; ROW]>,
    /// Survival to the end of a block, the last number of each row once more: nobody whose luck is below it needs a closer
    /// look, and the loop over everybody meets little memory. 0 in rows not yet worked out, so that luck never is.
    to_end: Vec<f64>,
    /// What was last worked out of each move's monthly probability, by move, band and personal doses.
    monthly: Vec<Known>,
    /// Greatest yearly probabilities by the same; not a number before they are known. Tiers share moves.
    greatest: Vec<f64>,
}

/// A monthly probability under a yearly rate and weight that a draw fixes, but for these two.
#[derive(Clone, Copy, Debug)]
struct Known {
    /// What doses add to the log-odds.
    shift: f64,
    /// Weight of the month; not a number before anything is known.
    weight: f64,
    probability: f64,
}

impl Known {
    const NOTHING: Self = Self { shift: 0.0, weight: f64::NAN, probability: 0.0 };
}

impl Bounds {
    /// Forgets all rows: a new draw.
    pub(crate) fn clear(&mut self, model: &Model) {
        let rows = model.moves_of_tier.len() * model.bands.len() * 2 * (model.row_mask as usize + 1);
        self.rows.resize(rows, [0.0; ROW]);
        self.to_end.clear();
        self.to_end.resize(rows, 0.0);
        self.monthly.clear();
        let known = model.moves.len() * model.bands.len() * (model.row_mask as usize + 1);
        self.monthly.resize(known, Known::NOTHING);
        self.greatest.clear();
        self.greatest.resize(known, f64::NAN);
    }

    /// The place of what is known of a move in a band, for someone with the doses in `mask`.
    #[inline]
    fn place_of_move(model: &Model, index: usize, band: usize, mask: u32) -> usize {
        (index * model.bands.len() + band) * (model.row_mask as usize + 1) + (mask & model.row_mask) as usize
    }

    /// The greatest yearly probability of the move at `index` in a band, whatever the doses that are not told apart.
    fn greatest(&mut self, model: &Model, drawn: &Drawn, index: usize, band: usize, mask: u32) -> f64 {
        let known = &mut self.greatest[Self::place_of_move(model, index, band, mask)];
        if known.is_nan() {
            *known = drawn.moves[index].bound(band, mask & model.row_mask, model.row_mask);
        }
        *known
    }

    /// A move's probability in a month of weight `weight`, for someone whose doses add `shift` to the log-odds: exactly what
    /// [`part`] makes of the rate, but worked out once for many.
    fn probability(&mut self, one: &DrawnMove, place: usize, band: usize, shift: f64, weight: f64) -> f64 {
        let known = &mut self.monthly[place];
        if known.weight.total_cmp(&weight).is_ne() || known.shift.total_cmp(&shift).is_ne() {
            *known = Known { shift, weight, probability: part(one.rate(band, shift), weight) };
        }
        known.probability
    }

    /// The place of the row of a person in the block that starts in month `block`.
    #[inline]
    fn place(model: &Model, person: &Person, block: i16) -> usize {
        let lived = person.lived(block).min(model.band_row_of_lived.len() - 1);
        let band = usize::from(person.tier) * model.bands.len() * 2 + usize::from(model.band_row_of_lived[lived]);
        band * (model.row_mask as usize + 1) + (person.mask & model.row_mask) as usize
    }

    /// Her row.
    #[inline]
    fn row(&mut self, model: &Model, drawn: &Drawn, person: &Person, block: i16) -> &[f64; ROW] {
        let place = Self::place(model, person, block);
        if self.to_end[place] <= 0.0 {
            self.fill(model, drawn, person, block, place);
        }
        &self.rows[place]
    }

    #[cold]
    fn fill(&mut self, model: &Model, drawn: &Drawn, person: &Person, block: i16, place: usize) {
        let (age, last) = (person.age(block), model.band_of_age.len() - 1);
        let bands = [age, age + 1].map(|age| usize::from(model.band_of_age[age.min(last)]));
        let mut sums = [0.0; BLOCK];
        for index in &model.moves_of_tier[usize::from(person.tier)] {
            let [now, later] = bands.map(|band| self.greatest(model, drawn, *index, band, person.mask));
            let rate = now.max(later);
            // Many months have the weight of the month before: the dear logarithms are shared.
            let (mut known, mut share) = (0.0, 0.0);
            for (month, sum) in sums.iter_mut().enumerate() {
                let weight = model.moves[*index].weight[(model.first_of_year + month) % 12];
                if weight > 0.0 {
                    if weight.total_cmp(&known).is_ne() {
                        (known, share) = (weight, part(rate, weight));
                    }
                    *sum += share;
                }
            }
        }
        let row = &mut self.rows[place];
        row[0] = 1.0;
        for (month, sum) in sums.into_iter().enumerate() {
            // A hair above the exact bound, so that rounding can only cost time.
            let through = (1.0 - sum * (1.0 + 1e-12)).max(0.0);
            row[month + 1] = row[month] * through;
        }
        self.to_end[place] = row[BLOCK];
    }
}

/// The probability in a month of weight `weight` of what has the yearly probability `rate`: 1 − (1 − rate)^weight.
fn part(rate: f64, weight: f64) -> f64 {
    if weight <= 0.0 {
        0.0
    } else if weight >= 1.0 || rate <= 0.0 {
        rate
    } else {
        -libm::expm1(weight * libm::log1p(-rate))
    }
}

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
