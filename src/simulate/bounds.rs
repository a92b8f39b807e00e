//! Upper bounds of what can happen to people in a block of twelve months, and the probabilities that a draw fixes: worked
//! out once, used by everybody alike.

use crate::model::{Drawn, DrawnMove, Model};

use super::person::Person;

/// Months in a block.
pub(crate) const BLOCK: usize = 12;
/// Survival after 0 to 12 months of a block.
const ROW: usize = BLOCK + 1;

/// Survival under the bound, by tier, band of age, whether a birthday leads to the next band, and personal doses. Rows
/// are worked out when first needed and hold for all replicates of a draw.
#[derive(Clone, Debug, Default)]
pub(crate) struct Bounds {
    rows: Vec<[f64; ROW]>,
    /// Survival to the end of a block, the last number of each row once more: nobody whose luck is below it needs a closer
    /// look, and the loop over everybody meets little memory. 0 in rows not yet worked out, so that luck never is.
    pub(super) to_end: Vec<f64>,
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
    pub(super) fn place_of_move(model: &Model, index: usize, band: usize, mask: u32) -> usize {
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
    pub(super) fn probability(&mut self, one: &DrawnMove, place: usize, band: usize, shift: f64, weight: f64) -> f64 {
        let known = &mut self.monthly[place];
        if known.weight.total_cmp(&weight).is_ne() || known.shift.total_cmp(&shift).is_ne() {
            *known = Known { shift, weight, probability: part(one.rate(band, shift), weight) };
        }
        known.probability
    }

    /// The place of the row of a person in the block that starts in month `block`.
    #[inline]
    pub(super) fn place(model: &Model, person: &Person, block: i16) -> usize {
        let lived = person.lived(block).min(model.band_row_of_lived.len() - 1);
        let band = usize::from(person.tier) * model.bands.len() * 2 + usize::from(model.band_row_of_lived[lived]);
        band * (model.row_mask as usize + 1) + (person.mask & model.row_mask) as usize
    }

    /// Her row.
    #[inline]
    pub(super) fn row(&mut self, model: &Model, drawn: &Drawn, person: &Person, block: i16) -> &[f64; ROW] {
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
