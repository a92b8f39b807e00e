//! Upper bounds of what can happen to people in a block of twelve months, and the probabilities that a draw fixes: worked
//! out once, used by everybody alike.

use crate::model::{Drawn, DrawnMove, Model};

use crate::simulate::people::Person;

/// Months in a block.
pub(crate) const BLOCK: usize = 12;
/// Steps of the leading bits of luck.
pub(super) const STEPS: f64 = 256.0;
/// Survival after 0 to 12 months of a block.
const ROW: usize = BLOCK + 1;
/// Bounds are this much above the exact ones, so that rounding can only cost time.
const SLACK: f64 = 1e-12;
/// Survival of a month that nobody can get through. It is below all that luck can be (2⁻⁵³ at least), so that everyone has
/// an event proposed in it; and it is not 0, so that whoever is still there afterwards is judged by the rest of the block as by any
/// other: someone who passed and found no place, who did not meet a condition, or who arrived later. Twelve such months are
/// far from what numbers can hold.
const CERTAIN: f64 = 1.0 / 18_446_744_073_709_551_616.0;

/// Of the block in which a run is: survival under the bound, by tier, band of age, whether a birthday leads to the next band, seniority, and personal
/// doses. Rows are worked out when first needed and hold for all replicates of a draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct HazardBounds {
    rows: Vec<[f64; ROW]>,
    /// By row: leading bits of luck that are below this let her survive the block whatever the rest of her luck is. 0 in
    /// rows not yet worked out, so that nobody is safe in them.
    pub(super) safe: Vec<u8>,
    /// The same in any row of a tier, whatever happens to her doses: most people need no closer look.
    pub(super) tier_safe: TierSafe,
    /// Whether each row has been worked out.
    known_rows: Vec<bool>,
    /// What was last worked out of each move's monthly probability, by move, band and personal doses, in so many ways.
    monthly: Vec<Known>,
    /// The greatest probability in each month of a block by the same; not numbers before they are known. Tiers share moves.
    greatest: Vec<[f64; BLOCK]>,
    /// Which block it is, and those of other blocks, where rates differ between fiscal years; otherwise all are alike.
    block: usize,
    others: Vec<Self>,
}

/// People who are screened together: a bit each of a word.
pub(super) const SCREENED: usize = 64;

/// By tier: leading bits of luck that are below this let anyone in it survive the block, through all changes of doses in it,
/// since no month has a greater bound. Those who have left, and those of lumped tiers, are always through.
#[derive(Clone, Debug)]
pub(super) struct TierSafe([u16; 256]);

/// Above all leading bits.
const NOBODY: u16 = 256;

impl Default for TierSafe {
    fn default() -> Self {
        Self([NOBODY; 256])
    }
}

impl TierSafe {
    /// Looks at everybody more closely, to prove that it makes no difference.
    #[cfg(test)]
    pub(super) fn let_nobody_survive(&mut self, tiers: usize) {
        self.0[..tiers].fill(0);
    }

    /// Whether someone in a tier certainly survives the block with these leading bits: nothing is proposed for her.
    #[inline]
    pub(super) fn survives(&self, tier: u8, leading: u8) -> bool {
        u16::from(leading) < self.0[usize::from(tier)]
    }

    /// Which of some people, [`SCREENED`] at most, do not certainly survive the block with their leading bits, a bit each;
    /// some of those who are always through among them.
    #[inline]
    pub(super) fn doubtful(&self, people: &[Person], leading: &[u8]) -> u64 {
        let (mut bounds, mut own) = ([u8::MAX; SCREENED], [0; SCREENED]);
        for (bound, person) in bounds.iter_mut().zip(people) {
            *bound = self.0[usize::from(person.tier)].min(u8::MAX.into()) as u8;
        }
        own[..leading.len()].copy_from_slice(leading);
        for (own, bound) in own.iter_mut().zip(bounds) {
            *own = u8::from(*own >= bound);
        }
        own.as_chunks().0.iter().rev().fold(0, |bits, eight| bits << 8 | lowest_bits(*eight))
    }
}

/// The lowest bits of eight bytes that have no others, side by side: each is multiplied to its place in the highest byte.
const fn lowest_bits(bytes: [u8; 8]) -> u64 {
    u64::from_le_bytes(bytes).wrapping_mul(0x0102_0408_1020_4080) >> 56
}

/// Monthly probabilities kept of each place: people of schools with a dose and of schools without come in turn.
const WAYS: usize = 4;

/// Where a probability for such a shift is kept: any rule will do, as long as different shifts mostly differ.
const fn way(shift: f64) -> usize {
    let bits = shift.to_bits();
    ((bits >> 44 ^ bits >> 20) % WAYS as u64) as usize
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

impl HazardBounds {
    /// Forgets all rows: a new draw.
    pub(crate) fn clear(&mut self, model: &Model, drawn: &Drawn) {
        let mut others = std::mem::take(&mut self.others);
        if model.years_differ {
            others.resize_with(model.timeline.months.len().div_ceil(BLOCK), Self::default);
            for (block, other) in others.iter_mut().enumerate() {
                other.forget(model, drawn);
                other.block = block;
            }
        }
        self.forget(model, drawn);
        self.block = 0;
        self.others = others;
    }

    /// Goes on to the block that opens in `month`.
    pub(crate) fn open(&mut self, month: usize) {
        let block = month / BLOCK;
        if block != self.block && block < self.others.len() {
            // Each block's bounds stay for the other replicates of the draw.
            let mut others = std::mem::take(&mut self.others);
            let own = self.block;
            std::mem::swap(self, &mut others[block]);
            // What was there before the first swap is an empty one; what is put away stands under its own number.
            others.swap(own, block);
            self.others = others;
        }
    }

    fn forget(&mut self, model: &Model, drawn: &Drawn) {
        self.rows.resize(model.rows, [0.0; ROW]);
        self.safe.clear();
        self.safe.resize(model.rows, 0);
        self.known_rows.clear();
        self.known_rows.resize(model.rows, false);
        self.monthly.clear();
        self.monthly.resize(model.known_of_moves * WAYS, Known::NOTHING);
        self.greatest.clear();
        self.greatest.resize(model.known_of_moves, [f64::NAN; BLOCK]);
        let worst: Vec<[f64; BLOCK]> = (0..model.moves.len())
            .map(|index| {
                let one = &drawn.moves[index];
                let band = (0..one.base.len()).max_by(|a, b| one.base[*a].total_cmp(&one.base[*b])).unwrap_or(0);
                let mut months = [0.0; BLOCK];
                // With no dose tracked, every dose is at its most harmful; and of all years it is the worst.
                let worst = one.bound(band, 0, 0);
                add_months(model, index, |_| worst, &mut months);
                months
            })
            .collect();
        self.tier_safe = TierSafe::default();
        // Those of lumped tiers are never looked at one by one.
        let told_apart = |(tier, _): &(usize, &Vec<usize>)| !model.lumped.has[*tier];
        for (tier, moves) in model.moves_of_tier.iter().enumerate().filter(told_apart) {
            let mut sums = [0.0; BLOCK];
            for index in moves {
                sums.iter_mut().zip(worst[*index]).for_each(|(sum, share)| *sum += share);
            }
            let through: f64 = sums.into_iter().map(through).product();
            self.tier_safe.0[tier] = safe(through - SLACK).into();
        }
    }

    /// The greatest probability of the move at `index` in each month of a block, for someone in a band of age with the doses
    /// in `mask`, whatever the doses are that are not tracked. Where all are, it is the probability itself.
    pub(super) fn greatest(
        &mut self,
        model: &Model,
        drawn: &Drawn,
        index: usize,
        band: usize,
        mask: u32,
    ) -> &[f64; BLOCK] {
        let known = &mut self.greatest[model.moves[index].place(band, mask)];
        if known[0].is_nan() {
            *known = [0.0; BLOCK];
            let one = &drawn.moves[index];
            let rate = |place: usize| {
                if model.moves[index].is_tracked {
                    one.rate(place, one.shift(mask, 0.0))
                } else {
                    one.bound(place, mask & model.row_mask, model.row_mask)
                }
            };
            if one.of_year == 0 {
                let rate = rate(band);
                add_months(model, index, |_| rate, known);
            } else {
                let (months, first) = (&model.timeline.months, self.block * BLOCK);
                let year = |month: usize| months[(first + month).min(months.len() - 1)].fiscal;
                add_months(model, index, |month| rate(one.place(year(month), band)), known);
            }
        }
        known
    }

    /// A move's probability in a month of weight `weight`, for someone whose doses add `shift` to the log-odds: exactly what
    /// [`part`] makes of the rate, but worked out once for many.
    pub(super) fn probability(&mut self, one: &DrawnMove, place: usize, at: usize, shift: f64, weight: f64) -> f64 {
        if one.of_year != 0 {
            return part(one.rate(at, shift), weight);
        }
        let known = &mut self.monthly[place * WAYS + way(shift)];
        if known.weight.total_cmp(&weight).is_ne() || known.shift.total_cmp(&shift).is_ne() {
            *known = Known { shift, weight, probability: part(one.rate(at, shift), weight) };
        }
        known.probability
    }

    /// The probability of a move, of which everybody in its tiers has the same, in a month of a fiscal year and of the calendar,
    /// where the whole district's doses add `shift`.
    #[inline]
    pub(crate) fn of_everybody(
        &mut self,
        model: &Model,
        drawn: &Drawn,
        index: usize,
        shift: f64,
        (fiscal, of_year): (usize, usize),
    ) -> f64 {
        let (plan, one) = (&model.moves[index], &drawn.moves[index]);
        self.probability(one, plan.place(0, 0), one.place(fiscal, 0), one.shift(0, shift), plan.weight[of_year])
    }

    /// The place of the row of a person in the block that starts in month `block`.
    #[inline]
    pub(super) fn place(model: &Model, person: &Person, block: i16) -> usize {
        model.rows_of_tier[usize::from(person.tier)].place(person.lived(block), person.since, block, person.mask)
    }

    /// Her row.
    #[inline]
    pub(super) fn row(&mut self, model: &Model, drawn: &Drawn, person: &Person, block: i16) -> &[f64; ROW] {
        let place = Self::place(model, person, block);
        self.row_at(model, drawn, person, block, place)
    }

    /// The row at `place`, which is hers.
    #[inline]
    pub(super) fn row_at(
        &mut self,
        model: &Model,
        drawn: &Drawn,
        person: &Person,
        block: i16,
        place: usize,
    ) -> &[f64; ROW] {
        if !self.known_rows[place] {
            self.fill(model, drawn, person, block, place);
        }
        &self.rows[place]
    }

    #[cold]
    #[inline(never)]
    fn fill(&mut self, model: &Model, drawn: &Drawn, person: &Person, block: i16, place: usize) {
        let (age, last) = (person.age(block), model.band_of_age.len() - 1);
        let bands = [age, age + 1].map(|age| usize::from(model.band_of_age[age.min(last)]));
        let tier = usize::from(person.tier);
        let facts = &model.rows_of_tier[tier];
        let too_long = facts.too_long(person.since, block);
        let mut sums = [0.0; BLOCK];
        for index in &model.moves_of_tier[tier] {
            if i32::from(model.moves[*index].who.min_months_in_tier) < too_long {
                let mask = person.mask & facts.mask;
                let now = *self.greatest(model, drawn, *index, bands[0], mask);
                let later =
                    if bands[0] == bands[1] { now } else { *self.greatest(model, drawn, *index, bands[1], mask) };
                for ((sum, now), later) in sums.iter_mut().zip(now).zip(later) {
                    *sum += now.max(later);
                }
            }
        }
        let row = &mut self.rows[place];
        row[0] = 1.0;
        for (month, sum) in sums.into_iter().enumerate() {
            row[month + 1] = row[month] * through(sum);
        }
        self.safe[place] = safe(row[BLOCK]);
        self.known_rows[place] = true;
    }
}

/// The chance of getting through a month in which outcomes have the probability `sum` together; never 0.
fn through(sum: f64) -> f64 {
    (1.0 - sum * (1.0 + SLACK)).max(CERTAIN)
}

/// The leading bits of luck below which it is certainly below `through`.
fn safe(through: f64) -> u8 {
    (through * STEPS).clamp(0.0, STEPS - 1.0) as u8
}

/// Adds to each month of a block what a move has in it, whose yearly probability `rate` says.
fn add_months(model: &Model, index: usize, rate: impl Fn(usize) -> f64, sums: &mut [f64; BLOCK]) {
    // Many months have the weight and the rate of the month before: the dear logarithms are shared.
    let (mut known, mut share) = ((0.0, f64::NAN), 0.0);
    for (month, sum) in sums.iter_mut().enumerate() {
        let weight = model.moves[index].weight[(model.first_of_year + month) % 12];
        if weight > 0.0 {
            let rate = rate(month);
            if (weight, rate) != known {
                (known, share) = ((weight, rate), part(rate, weight));
            }
            *sum += share;
        }
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
