//! When something happens to a person, and what: competing outcomes decided by one draw.
//!
//! A move with the yearly probability p has in a month of weight w the probability q = 1 − (1 − p)^w: over a year without
//! other outcomes that is exactly p, and a move held in one month of the year is a yearly Markov step. Outcomes open in the
//! same month exclude each other, each with its own q; outcomes of other months do not touch it.
//!
//! Within a block of twelve months a person has one uniform number, her luck, which decides when something *may* happen to
//! her: in the first month in which her survival under an upper bound of her probabilities falls to her luck, an event is
//! proposed. What really happens is decided there and then, under her probabilities as they are: something does with the
//! probability Σq / bound, else she goes on with fresh luck. This is thinning (Lewis and Shedler, 1979): the process is
//! exactly that of a draw a month, at the cost of about one draw a year, and a dose that changes half-way needs no new
//! schedule. Doses that she carries herself are in the bound, so that it stays tight; those of her school and of the whole
//! district are in it at their most harmful.
//!
//! Most people get through most blocks whatever the rest of their luck is, so only its leading eight bits are drawn for
//! everybody: sixteen neighbours share one draw of 128 bits, a byte each. The rest is drawn at the person's own address
//! where those eight bits do not settle it.

use crate::model::{Drawn, Model};
use crate::random::{Luck, unit, unit32};

use super::bounds::{BLOCK, HazardBounds, SCREENED, STEPS};
use super::exposure::{Exposure, Proposal};
use crate::simulate::people::{GONE, NEVER};
use crate::simulate::state::State;

/// People whose luck is drawn in full together.
const BATCH: usize = 8;

/// When the luck of a block is drawn: its first month, and how often something has happened in it.
fn occasion(model: &Model, month: usize, draws: u8) -> u32 {
    let block = month / BLOCK * BLOCK;
    (model.timeline.months[block].month.index() as u32) << 8 | u32::from(draws)
}

/// The leading bits of the luck of the sixteen people who share a draw at the opening of a block.
fn leading_batch(model: &Model, luck: Luck, id: u64, when: u32) -> [u8; 16] {
    let [first, second] = luck.draw(model.addresses.fate, id >> 4, when);
    ((u128::from(second) << 64) | u128::from(first)).to_le_bytes()
}

/// The leading bits of the luck of people who are asked about one after another: a draw serves for all neighbours in a row.
pub(crate) struct Neighbours<'model> {
    model: &'model Model,
    luck: Luck,
    when: u32,
    /// What those have in common whose luck was drawn last, and that luck.
    shared: u64,
    lucks: [u8; 16],
}

impl<'model> Neighbours<'model> {
    /// Under the luck that people have in the block that holds `month` if nothing happens to them.
    pub(crate) fn new(model: &'model Model, luck: Luck, month: usize) -> Self {
        Self::of(model, luck, occasion(model, month, 0))
    }

    const fn of(model: &'model Model, luck: Luck, when: u32) -> Self {
        Self { model, luck, when, shared: u64::MAX, lucks: [0; 16] }
    }

    /// The leading bits of one of them.
    #[inline]
    pub(crate) fn leading(&mut self, id: u64) -> u8 {
        if id >> 4 != self.shared {
            self.shared = id >> 4;
            self.lucks = leading_batch(self.model, self.luck, id, self.when);
        }
        self.lucks[(id & 15) as usize]
    }
}

/// Someone for whom a proposal has been decided has luck of her own for the rest of the block, from `month` on.
pub(crate) fn renew(state: &mut State, index: u32, month: usize) {
    let exposure = &mut state.exposures[index as usize];
    *exposure = Exposure { draws: exposure.draws.wrapping_add(1), ..Exposure::from(month as i16) };
}

/// Everyone present has fresh luck, and numbers may be others, from a month in the middle of a block on.
pub(crate) fn reopen(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, month: usize) {
    draw_leading(model, luck, state, occasion(model, month, 0));
    state.bounds.clear(model, drawn);
    state.bounds.open(month / BLOCK * BLOCK);
    for index in 0..state.people.len() as u32 {
        if state.people[index as usize].tier != GONE {
            renew(state, index, month);
            schedule(model, drawn, luck, state, index);
        }
    }
}

/// A new block: everyone present has fresh luck.
pub(crate) fn open_block(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, month: usize) {
    let when = occasion(model, month, 0);
    draw_leading(model, luck, state, when);
    state.bounds.open(month);
    let State { people, exposures, bounds, due, leading, sifted, .. } = state;
    // Two screens, neither with a branch that luck decides: a processor loses more on a wrong guess than here on a look at
    // everybody. The first is one comparison of many bytes, the second notes all that it looks at, and goes on to the next
    // place after those whom it keeps.
    if sifted.len() < people.len() {
        sifted.resize(people.len(), (0, 0));
    }
    let mut closer = 0;
    for ((some, leading), first) in people.chunks(SCREENED).zip(leading.chunks(SCREENED)).zip((0..).step_by(SCREENED)) {
        let mut doubtful = bounds.tier_safe.doubtful(some, leading);
        while doubtful != 0 {
            let at = doubtful.trailing_zeros();
            doubtful &= doubtful - 1;
            let (person, leading) = (&some[at as usize], leading[at as usize]);
            if bounds.tier_safe.survives(person.tier, leading) {
                continue;
            }
            let place = HazardBounds::place(model, person, month as i16);
            sifted[closer] = (first + at, place as u32);
            closer += usize::from(leading >= bounds.safe[place]);
        }
    }
    for some in sifted[..closer].chunks(BATCH) {
        let ids: [u64; BATCH] =
            std::array::from_fn(|place| some.get(place).map_or(0, |(index, _)| people[*index as usize].id));
        let lucks = luck.draw_batch(model.addresses.fate_in_full, ids, when);
        for ((index, place), bits) in some.iter().zip(lucks) {
            let at = *index as usize;
            exposures[at] = Exposure::from(month as i16);
            let row = bounds.row_at(model, drawn, &people[at], month as i16, *place as usize);
            propose(model, row, due, leading[at], bits, (&mut exposures[at], 1.0), *index);
        }
    }
}

/// Draws the leading bits of everybody's luck.
fn draw_leading(model: &Model, luck: Luck, state: &mut State, when: u32) {
    let State { people, leading, opening, .. } = state;
    // Those who were laid out have numbers in a row, sixteen to a draw.
    let in_rows = if model.scenario().roster.is_some() { 0 } else { *opening };
    leading.clear();
    let mut index = 0;
    while index < in_rows {
        let id = people[index].id;
        let lucks = leading_batch(model, luck, id, when);
        let (first, count) = ((id & 15) as usize, (in_rows - index).min(16 - (id & 15) as usize));
        let row = if people[index + count - 1].id >> 4 == id >> 4 {
            count
        } else {
            people[index..].iter().take_while(|other| other.id >> 4 == id >> 4).count()
        };
        if row == lucks.len() {
            leading.extend(lucks);
        } else {
            leading.extend_from_slice(&lucks[first..first + row]);
        }
        index += row;
    }
    let mut neighbours = Neighbours::of(model, luck, when);
    leading.extend(people[in_rows..].iter().map(|person| neighbours.leading(person.id)));
}

/// Whoever has not been met in the block that starts in month `block` has the luck that it opened with.
fn meet(exposure: &mut Exposure, block: usize) {
    if exposure.from < block as i16 {
        *exposure = Exposure::from(block as i16);
    }
}

/// Schedules what luck may have in store for the person at `index` from her `from` to the end of its block.
#[inline]
pub(crate) fn schedule(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, index: u32) {
    if !state.bounds.tier_safe.survives(state.people[index as usize].tier, state.leading[index as usize]) {
        schedule_closer(model, drawn, luck, state, index);
    }
}

/// The same, for someone of whom the leading bits of her luck do not say at once that she survives.
fn schedule_closer(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, index: u32) {
    let State { bounds, due, people, exposures, grown, leading, .. } = state;
    let at = index as usize;
    let from = exposures[at].from as usize;
    if from >= model.timeline.months.len() {
        return;
    }
    let row = bounds.row(model, drawn, &people[at], (from / BLOCK * BLOCK) as i16);
    let grown = if exposures[at].grew { grown[at] } else { 1.0 };
    schedule_under(model, luck, row, due, leading[at], people[at].id, (&mut exposures[at], grown), index);
}

/// The same, for someone present under the bound of `row`.
#[inline]
#[expect(clippy::too_many_arguments, reason = "parts of one state, borrowed apart")]
fn schedule_under(
    model: &Model,
    luck: Luck,
    row: &[f64; BLOCK + 1],
    dues: &mut [Vec<Proposal>],
    leading: u8,
    id: u64,
    (exposure, grown): (&mut Exposure, f64),
    index: u32,
) {
    let from = exposure.from as usize;
    let block = from / BLOCK * BLOCK;
    // She is through month m as long as her luck is below S(m) / S(from); mostly its leading bits tell.
    let scale = grown * row[from - block];
    if (f64::from(leading) + 1.0) / STEPS * scale <= row[BLOCK] {
        return;
    }
    let bits = luck.draw(model.addresses.fate_in_full, id, occasion(model, block, exposure.draws));
    propose(model, row, dues, leading, bits, (exposure, grown), index);
}

/// Proposes an event for someone whose luck, its `leading` bits apart, is drawn: `bits` hold the rest of it, and all that may be
/// asked when it falls due.
#[inline]
fn propose(
    model: &Model,
    row: &[f64; BLOCK + 1],
    dues: &mut [Vec<Proposal>],
    leading: u8,
    [rest, verdict]: [u64; 2],
    (exposure, grown): (&mut Exposure, f64),
    index: u32,
) {
    let from = exposure.from as usize;
    let block = from / BLOCK * BLOCK;
    let uniform = unit(u64::from(leading) << 56 | rest >> 8);
    let luck = (uniform * grown).min(1.0) * row[from - block];
    // Survival falls from month to month: she gets through as many as have more of it than her luck is, those before
    // among them. Counted, as no processor guesses where it ends.
    let through = row[1..].iter().map(|survival| usize::from(luck < *survival)).sum::<usize>().max(from - block);
    let month = block + through;
    if through < BLOCK && month < model.timeline.months.len() {
        exposure.due = month as i16;
        // The last byte of the first word is beyond what her luck is made of.
        dues[month].push(Proposal { index, leading: rest as u8, draws: exposure.draws, verdict });
    }
}

/// The doses of the person at `index` change to `mask` at the end of `month`: what she has come through is taken off
/// her luck under the old bound, and the rest of the block is scheduled under the new one. Her luck stays hers.
#[inline]
pub(crate) fn reclass(
    model: &Model,
    drawn: &Drawn,
    luck: Luck,
    state: &mut State,
    index: u32,
    month: usize,
    mask: u32,
) {
    let (next, block) = (month + 1, month / BLOCK * BLOCK);
    let (person, leading) = (&mut state.people[index as usize], state.leading[index as usize]);
    // Most survive the block whatever doses they carry.
    let safe = state.bounds.tier_safe.survives(person.tier, leading);
    if safe || next >= block + BLOCK || next >= model.timeline.months.len() {
        person.mask = mask;
    } else {
        reclass_closer(model, drawn, luck, state, index, month, mask);
    }
}

/// The same, for someone of whom the leading bits of her luck do not say at once that she survives.
#[inline(never)]
fn reclass_closer(model: &Model, drawn: &Drawn, luck: Luck, state: &mut State, index: u32, month: usize, mask: u32) {
    let State { bounds, due, people, exposures, grown, leading, .. } = state;
    let (next, block) = (month + 1, month / BLOCK * BLOCK);
    let (person, leading) = (&mut people[index as usize], leading[index as usize]);
    let (exposure, grown) = (&mut exposures[index as usize], &mut grown[index as usize]);
    meet(exposure, block);
    if !exposure.grew {
        *grown = 1.0;
    }
    let from = exposure.from as usize;
    let place = HazardBounds::place(model, person, block as i16);
    if next > from {
        let row = bounds.row_at(model, drawn, person, block as i16, place);
        *grown *= row[from - block] / row[next - block];
        exposure.grew = true;
        exposure.from = next as i16;
    }
    exposure.due = NEVER;
    // Only the doses differ.
    let tracked = model.rows_of_tier[usize::from(person.tier)].mask;
    let place = place - (person.mask & tracked) as usize + (mask & tracked) as usize;
    person.mask = mask;
    let row = bounds.row_at(model, drawn, person, block as i16, place);
    schedule_under(model, luck, row, due, leading, person.id, (exposure, *grown), index);
}

/// What a proposal comes to in `month`: a move, or nothing. This is where thinning thins: the bound proposes more than
/// happens, and what it proposes is kept with the probability that she really has over the one that the bound has.
pub(crate) fn outcome(
    model: &Model,
    drawn: &Drawn,
    state: &mut State,
    proposal: &Proposal,
    month: usize,
) -> Option<usize> {
    let State { people, employment, bounds, hazards, asked, school_mask, district_shift, .. } = state;
    let person = &people[proposal.index as usize];
    let (at, block) = (month as i16, month / BLOCK * BLOCK);
    let row = bounds.row(model, drawn, person, block as i16);
    let bound = 1.0 - row[month - block + 1] / row[month - block];
    // Outcomes open to her in this month, with their probabilities in it.
    let mask = person.mask | school_mask[usize::from(person.school)];
    let band = usize::from(model.band_of_age[person.age(at).min(model.band_of_age.len() - 1)]);
    let (of_year, fiscal) = (model.timeline.months[month].of_year, model.timeline.months[month].fiscal);
    let mut total = 0.0;
    hazards.clear();
    for index in &model.moves_in_month[usize::from(person.tier)][of_year] {
        let plan = &model.moves[*index];
        if plan.who.admits(&asked[*index], person, (employment, proposal.index), at, mask) {
            let probability = if plan.is_tracked {
                bounds.greatest(model, drawn, *index, band, mask)[month - block]
            } else {
                let (one, weight) = (&drawn.moves[*index], plan.weight[of_year]);
                let shift = one.shift(mask, district_shift[*index]);
                bounds.probability(one, plan.place(band, mask), one.place(fiscal, band), shift, weight)
            };
            hazards.push((*index, probability));
            total += probability;
        }
    }
    if unit32(proposal.verdict as u32) * bound >= total {
        return None;
    }
    let mut left = unit32((proposal.verdict >> 32) as u32) * total;
    for (index, hazard) in hazards.iter() {
        left -= hazard;
        if left < 0.0 {
            return Some(*index);
        }
    }
    // Rounding may leave a hair of the last one.
    hazards.iter().rfind(|(_, hazard)| *hazard > 0.0).map(|(index, _)| *index)
}

#[cfg(test)]
mod tests {
    use crate::model::{Drawn, Model};
    use crate::random::Luck;
    use crate::scenario::{DiskLibrary, load};
    use crate::simulate::RunPlan;
    use crate::simulate::month::record::Record;
    use crate::simulate::people::{Kept, Opening};
    use crate::simulate::replicate::live;
    use crate::simulate::scene::{Replicate, Silence};
    use crate::simulate::state::State;

    fn xiqing() -> Model {
        let path = format!("{}/scenarios/xiqing-2021.toml", env!("CARGO_MANIFEST_DIR"));
        Model::compile(&load(&DiskLibrary, &path, &[]).unwrap().0)
    }

    #[test]
    fn leading_bits_are_uniform_and_neighbours_share_nothing_but_the_draw() {
        let model = xiqing();
        let (count, luck) = (1 << 16, Luck::of_replicate(7, 0));
        let bytes: Vec<u8> =
            (0..count / 16).flat_map(|batch| super::leading_batch(&model, luck, batch * 16, 3)).collect();
        let mut seen = [0.0_f64; 256];
        for byte in &bytes {
            seen[usize::from(*byte)] += 1.0;
        }
        let expected = count as f64 / 256.0;
        let chi_square: f64 = seen.iter().map(|seen| (seen - expected) * (seen - expected) / expected).sum();
        // 255 degrees of freedom: exceeded with probability 0.001.
        assert!(chi_square < 330.5, "chi-square {chi_square}");
        for apart in 1..=16 {
            let products =
                bytes.iter().zip(&bytes[apart..]).map(|(a, b)| (f64::from(*a) - 127.5) * (f64::from(*b) - 127.5));
            let correlation = products.sum::<f64>() / (count as f64 * (256.0 * 256.0 - 1.0) / 12.0);
            // A standard normal is beyond 4.5 with probability 7e-6.
            assert!(
                correlation.abs() * (count as f64).sqrt() < 4.5,
                "correlation {correlation} of bytes {apart} apart"
            );
        }
    }

    #[test]
    fn whoever_survives_the_screen_survives_without_it() {
        let model = xiqing();
        let plan = RunPlan::new(20, 11, crate::random::Nesting::ONCE);
        for draw in 0..20 {
            let drawn = Drawn::new(&model, plan.parameters(&model, draw).unwrap().values);
            let opening = Opening::new(&model, &drawn, Kept::Counts);
            let records = [false, true].map(|screened| {
                let mut state = State::default();
                state.bounds.clear(&model, &drawn);
                if !screened {
                    state.bounds.tier_safe.let_nobody_survive(model.moves_of_tier.len());
                }
                let (luck, mut record) = (Luck::of_replicate(11, draw), Record::default());
                let mut run = Replicate {
                    model: &model,
                    drawn: &drawn,
                    luck,
                    entrants: &opening.entrants,
                    state: &mut state,
                    trace: &mut Silence,
                };
                live(&mut run, &opening, &mut record, true).unwrap();
                record
            });
            assert_eq!(records[0], records[1], "draw {draw}");
        }
    }
}
