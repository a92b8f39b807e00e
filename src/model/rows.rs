//! What the hazard bounds of a tier distinguish: age, seniority, and doses that people carry.

use crate::scenario::Move;

/// The oldest age that is distinguished from older ones.
pub(crate) const AGES: usize = 128;

/// The most numbers of months in a tier between which bounds distinguish seniority.
const SENIORITIES: usize = 3;

/// What the hazard bounds of a tier distinguish, beside age.
#[derive(Clone, Debug)]
pub(crate) struct TierRows {
    /// Doses that change the rate of some move of the tier.
    pub(crate) mask: u32,
    /// Fewest months in the tier that its moves ask for, ascending: what nobody in a row can reach within a block is left
    /// out of it. A number beyond all months where there are fewer.
    months: [i32; SENIORITIES],
    /// By months lived: the place of the first row of the band of age, of which there are two of each, one for those
    /// whom the next birthday leads to another band. A table by months, so that the loop over everybody need not divide.
    first: Vec<u32>,
    /// Rows of a seniority.
    doses: usize,
}

impl TierRows {
    /// Of each tier with its moves, each with the doses that change its rate; and the number of rows of all.
    pub(super) fn of_tiers(moves_of_tier: &[Vec<(&Move, u32)>], row_mask: u32) -> (Vec<Self>, usize) {
        let mut rows = 0;
        let mut tiers = Vec::with_capacity(moves_of_tier.len());
        for list in moves_of_tier {
            let mask = list.iter().fold(0, |mask, (_, doses)| mask | doses) & row_mask;
            let months = |one: &Move| one.who.min_months_in_tier.unwrap_or(0).min(i16::MAX as u32) as i32;
            let mut asked: Vec<i32> = list.iter().map(|(one, _)| months(one)).collect();
            asked.retain(|months| *months > 0);
            asked.sort_unstable();
            asked.dedup();
            // The longest keep most people out.
            asked.drain(..asked.len().saturating_sub(SENIORITIES));
            let mut months = [i32::MAX; SENIORITIES];
            months.iter_mut().zip(&asked).for_each(|(place, one)| *place = *one);
            let doses = (mask as usize + 1).next_power_of_two();
            let (starts, band_of_age) = bands(list.iter().map(|(one, _)| *one));
            let of_band = doses * (asked.len() + 1);
            let first = (0..AGES * 12).map(|lived| {
                let [now, next] = [lived / 12, lived / 12 + 1].map(|age| band_of_age[age.min(AGES - 1)]);
                (rows + (usize::from(now) * 2 + usize::from(next != now)) * of_band) as u32
            });
            tiers.push(Self { mask, months, first: first.collect(), doses });
            rows += starts.len() * 2 * of_band;
        }
        (tiers, rows)
    }

    /// The seniority, in the block that starts in month `block`, of someone in the tier since month `since`.
    #[inline]
    fn seniority(&self, since: i16, block: i16) -> usize {
        let at_end = i32::from(block) + 11 - i32::from(since);
        let [short, middle, long] = self.months;
        usize::from(short <= at_end) + usize::from(middle <= at_end) + usize::from(long <= at_end)
    }

    /// The place of a row.
    #[inline]
    pub(crate) fn place(&self, lived: usize, since: i16, block: i16, doses: u32) -> usize {
        let first = self.first[lived.min(AGES * 12 - 1)] as usize;
        first + self.seniority(since, block) * self.doses + (doses & self.mask) as usize
    }

    /// The fewest months in the tier that nobody of this seniority can have in the block.
    pub(crate) fn too_long(&self, since: i16, block: i16) -> i32 {
        self.months.get(self.seniority(since, block)).copied().unwrap_or(i32::MAX)
    }
}

/// Bands of age between which some rate or condition of a move changes.
pub(super) fn bands<'scenario>(moves: impl Iterator<Item = &'scenario Move>) -> (Vec<u32>, Vec<u8>) {
    let mut starts = vec![0];
    for one in moves {
        starts.extend(one.rates.iter().map(|(age, _)| *age));
        starts.extend(one.who.min_age);
        starts.extend(one.who.max_age.map(|age| age + 1));
    }
    starts.retain(|age| (*age as usize) < AGES);
    starts.sort_unstable();
    starts.dedup();
    let band_of_age =
        (0..AGES as u32).map(|age| starts.iter().rposition(|start| *start <= age).unwrap_or(0) as u8).collect();
    (starts, band_of_age)
}
