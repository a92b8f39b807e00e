//! What replicates gave, by draw and by batch of draws, and by which of the two their mean has its interval.

use super::{Kind, Sample, critical};
use crate::random::Nesting;

/// Batches from which on intervals go by batches.
pub(super) const ENOUGH: u64 = 20;

/// What the replicates of a draw gave together, and how many they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Draw {
    pub(super) sum: i128,
    pub(super) size: u64,
}

/// What replicates gave. Their mean has its interval
/// - by **batches**, whose draws are spread out so that their mean varies less, where there are at least [`ENOUGH`] that are whole
///   and on average at least one draw of each tells anything: is unlike most;
/// - by **draws** otherwise, as if they had nothing in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Evidence {
    /// Draws, and how many gave the same.
    draws: Vec<(Draw, u64)>,
    /// Replicates of a draw that is repeated.
    most: u64,
    batches: Sample,
    /// Replicates of a batch; steps from none to all of an event.
    batch: u64,
    sum: i128,
    count: u64,
    units: u64,
    /// Draws whose mean is another than that of most.
    unlike: u64,
}

/// What an interval goes by.
struct Units {
    sample: Sample,
    kind: Kind,
    /// What the mean of a unit is divided by, and what is then added, to have the mean of a replicate.
    size: f64,
    shift: f64,
    /// Whether it is counted how often something did not happen.
    turned: bool,
}

impl Evidence {
    /// Of draws of at most `most` replicates, how often each was seen, and of whole batches with what one gives where each
    /// replicate gives 1; the sum over all replicates and their number.
    pub(super) fn new(
        draws: Vec<(Draw, u64)>,
        most: u64,
        (batches, batch): (Sample, u64),
        (sum, count): (i128, u64),
    ) -> Self {
        let mut evidence = Self { draws, most, batches, batch, sum, count, units: 0, unlike: 0 };
        let means = evidence.means();
        (evidence.units, evidence.unlike) = (means.units(), means.unlike());
        evidence
    }

    /// A number in every replicate, in order from the first of a batch on. A last draw that is not whole is left out, and so is
    /// one with a replicate that has no value; where one is, nothing goes by batches.
    pub(crate) fn of(values: impl Iterator<Item = Option<i128>>, nesting: Nesting) -> Self {
        let (mut draws, mut batches) = (Vec::new(), Vec::new());
        let (mut sum, mut count, mut lacking) = (0_i128, 0, false);
        let (mut draw, mut own, mut seen, mut batch) = (0, Some(0_i128), 0, 0_i128);
        for value in values {
            own = own.zip(value).map(|(own, value)| own + value);
            seen += 1;
            let size = nesting.size_of(draw);
            if seen < size {
                continue;
            }
            match own {
                Some(own) => {
                    draws.push((Draw { sum: own, size }, 1));
                    (sum, count, batch) = (sum + own, count + size, batch + own);
                }
                None => lacking = true,
            }
            (draw, own, seen) = (draw + 1, Some(0), 0);
            if draw.is_multiple_of(Nesting::BATCH) {
                batches.push(batch);
                batch = 0;
            }
        }
        if lacking {
            batches.clear();
        }
        Self::new(draws, nesting.most(), (Sample::of(batches), nesting.batch_size()), (sum, count))
    }

    /// Draws by what `of` makes of each.
    fn by_draw(&self, of: impl Fn(&Draw) -> i128) -> Sample {
        let mut values: Vec<(i128, u64)> = self.draws.iter().map(|(draw, count)| (of(draw), *count)).collect();
        values.sort_unstable();
        Sample::counted(values)
    }

    /// Draws as if each had as many replicates as one that is repeated.
    fn means(&self) -> Sample {
        self.by_draw(|draw| draw.sum * i128::from(self.most) / i128::from(draw.size.max(1)))
    }

    fn by_batches(&self) -> bool {
        self.batches.units() >= ENOUGH && self.unlike >= self.batches.units()
    }

    /// What the interval goes by, for replicates of `kind`.
    fn units(&self, kind: Kind) -> Units {
        let plain = |sample: Sample, kind: Kind, size: f64| Units { sample, kind, size, shift: 0.0, turned: false };
        if self.by_batches() {
            // Sums over batches are any numbers, whatever is summed.
            let kind = match kind {
                Kind::Pairs | Kind::EventPairs(_) => Kind::Numbers,
                _ => kind.times(self.batch),
            };
            let units = plain(self.batches.clone(), kind, self.batch as f64);
            // A batch that is not whole moves the mean a little; exactly none where there is none.
            let (own, all) = (units.sample.sum() * i128::from(self.count), self.sum * i128::from(units.sample.units()));
            let whole = own == all * i128::from(self.batch);
            return Units { shift: if whole { 0.0 } else { self.mean() - units.sample.mean() / units.size }, ..units };
        }
        let alike = self.draws.windows(2).all(|pair| matches!(pair, [(one, _), (other, _)] if one.size == other.size));
        if alike || self.unlike == 0 {
            return plain(self.means(), kind.times(self.most), self.most as f64);
        }
        // Draws of different size: sums, so that what never happened counts for nothing.
        let size = self.count as f64 / self.units.max(1) as f64;
        match kind {
            Kind::Events(1) if 2 * self.sum > i128::from(self.count) => {
                let missed = self.by_draw(|draw| i128::from(draw.size) - draw.sum);
                Units { turned: true, ..plain(missed, kind.times(self.most), size) }
            }
            Kind::Events(1) | Kind::EventPairs(_) => plain(self.by_draw(|draw| draw.sum), kind.times(self.most), size),
            // Of other numbers what is apart from the mean, of which each draw has as much as it has replicates.
            _ => {
                let (sum, count) = (self.sum, i128::from(self.count));
                let apart = self.by_draw(|draw| draw.sum * count - i128::from(draw.size) * sum);
                let kind = if kind == Kind::Pairs { Kind::Pairs } else { Kind::Numbers };
                Units { shift: self.mean(), ..plain(apart, kind, size * self.count as f64) }
            }
        }
    }

    /// Draws that have a value.
    pub(crate) const fn draws(&self) -> u64 {
        self.units
    }

    /// Draws whose replicates, taken together, give something else than 0.
    pub(crate) fn apart(&self) -> u64 {
        self.draws.iter().filter(|(draw, _)| draw.sum != 0).map(|(_, count)| count).sum()
    }

    /// Replicates of draws that have a value.
    pub(crate) const fn count(&self) -> u64 {
        self.count
    }

    /// The sum over them.
    pub(crate) const fn sum(&self) -> i128 {
        self.sum
    }

    /// Their mean; 0 without any.
    pub(crate) fn mean(&self) -> f64 {
        self.sum as f64 / self.count.max(1) as f64
    }

    /// The quantile of Student's law that the interval goes by.
    pub(crate) fn critical(&self, confidence: f64) -> f64 {
        critical(self.freedom(), confidence)
    }

    /// Units that the interval goes by.
    pub(crate) fn freedom(&self) -> u64 {
        if self.by_batches() { self.batches.units() } else { self.units }
    }

    /// The variance of the mean of a replicate of `kind`.
    pub(crate) fn variance_of_mean(&self, kind: Kind) -> f64 {
        let units = self.units(kind);
        units.sample.variance_of_mean() / (units.size * units.size)
    }

    /// The mean of a replicate that can be told from none at `confidence`: the interval's ends. `kind` is that of a replicate.
    pub(crate) fn interval(&self, kind: Kind, confidence: f64) -> (f64, f64) {
        let units = self.units(kind);
        let (low, high) = units.sample.interval(units.kind, confidence);
        let (low, high) = (low / units.size + units.shift, high / units.size + units.shift);
        if units.turned { (1.0 - high, 1.0 - low) } else { (low, high) }
    }

    /// The two-sided probability of a mean at least as far from 0 as this one, if it were 0: below 1 − confidence exactly where
    /// the interval at that confidence leaves out 0.
    pub(crate) fn p(&self, kind: Kind) -> f64 {
        let units = self.units(kind);
        let none = if units.turned { units.size } else { -units.shift * units.size };
        units.sample.p(units.kind, none)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::{Decision, Design as _, Luck, Stratified, Unknown, normal_cdf, standard_normal_quantile};
    use crate::summary::infer::Tally;

    /// A model of one run: five unknown numbers that matter more or less, and chance.
    fn liability(row: &[f64], chance: f64, unknown: f64) -> f64 {
        let effects = [0.7, 0.5, 0.4, 0.25, 0.2];
        let known: f64 = row.iter().zip(effects).map(|(one, effect)| effect * standard_normal_quantile(*one)).sum();
        libm::sqrt(unknown) * known + libm::sqrt(1.0 - unknown) * standard_normal_quantile(chance)
    }

    /// What every replicate of a run gives.
    fn run(seed: u64, replicates: u64, nesting: Nesting, unknown: f64) -> Vec<f64> {
        let unknowns: Vec<Unknown> = ["a", "b", "c", "d", "e"].map(Unknown::new).to_vec();
        let (design, decision) = (Stratified { seed }, Decision::new("test", "evidence"));
        let mut row = [0.0; 5];
        let mut before = None;
        let one = |replicate: u64| {
            let draw = nesting.draw_of(replicate);
            if before.replace(draw) != Some(draw) {
                design.percentiles(draw, &unknowns, &mut row).unwrap();
            }
            liability(&row, Luck::of_replicate(seed, replicate).uniform(decision, 0, 0), unknown)
        };
        (0..replicates).map(one).collect()
    }

    /// Of 1,000 runs the intervals hold the truth in 93 to 97 of 100 and miss it in at most 4 on a side where they go by batches
    /// (50 misses of 1,000 have a standard error of 7: beyond 27 to 76 about once in 1,000), and in no fewer where they go by
    /// draws, or where so few replicates are met that none could come closer.
    #[test]
    fn intervals_over_stratified_draws_hold_the_truth() {
        let nesting = Nesting::default();
        for (replicates, unknown, least) in [(400, 0.5, 0), (1600, 0.5, 27), (1600, 0.9, 27), (3200, 0.2, 27)] {
            // The variance of the sum of effects is 0.9925.
            let scale = libm::sqrt(unknown * 0.9925 + 1.0 - unknown);
            let shares =
                [0.02, 0.1, 0.5, 0.93].map(standard_normal_quantile).map(|edge| (edge, normal_cdf(edge / scale)));
            let mut found = [([0_u32; 2], 0.0); 4];
            for seed in 0..1000 {
                let values = run(seed, replicates, nesting, unknown);
                for ((edge, truth), (missed, width)) in shares.iter().zip(&mut found) {
                    let mut tally = Tally::new(nesting);
                    for (own, _) in nesting.by_draw(&values) {
                        tally.push(own.iter().filter(|value| **value < *edge).count() as u64, own.len() as u64);
                    }
                    let found = tally.probability();
                    missed[0] += u32::from(found.low > *truth);
                    missed[1] += u32::from(found.high < *truth);
                    *width += (found.high - found.low) / 1000.0;
                }
            }
            for ((_, truth), (missed, width)) in shares.iter().zip(found) {
                let binomial = 2.0 * 1.96 * libm::sqrt(truth * (1.0 - truth) / replicates as f64);
                let (all, wide) = (missed[0] + missed[1], width / binomial);
                let what = format!("{replicates} {unknown} {truth:.3}: {missed:?}, {wide:.2} of a binomial one");
                println!("{what}");
                let least = if *truth < 0.05 { least / 2 } else { least };
                assert!((least..=76).contains(&all) && missed.iter().all(|side| *side <= 46), "{what}");
            }
        }
    }

    /// Differences of an event between two points that met the same luck, some of them in few replicates.
    #[test]
    fn intervals_of_paired_differences_hold_the_truth() {
        let nesting = Nesting::default();
        for (replicates, unknown, shift) in [(1600, 0.5, 0.3), (1600, 0.9, 0.1), (1600, 0.5, 0.02)] {
            let scale = libm::sqrt(unknown * 0.9925 + 1.0 - unknown);
            let truth = normal_cdf((0.4 + shift) / scale) - normal_cdf(0.4 / scale);
            let (mut missed, mut width) = ([0_u32; 2], 0.0);
            for seed in 0..1000 {
                let values = run(seed, replicates, nesting, unknown);
                let gained = |value: &f64| Some(i128::from(*value > 0.4 && *value <= 0.4 + shift));
                let evidence = Evidence::of(values.iter().map(gained), nesting);
                let (low, high) = evidence.interval(Kind::EventPairs(1), 0.95);
                assert_eq!(evidence.p(Kind::EventPairs(1)) < 0.05, low > 0.0 || high < 0.0);
                missed[0] += u32::from(low > truth);
                missed[1] += u32::from(high < truth);
                width += (high - low) / 1000.0;
            }
            let binomial = 2.0 * 1.96 * libm::sqrt(truth * (1.0 - truth) / replicates as f64);
            println!("{replicates} {unknown} {truth:.3}: {missed:?}, {:.2} of a binomial one", width / binomial);
            let all = missed[0] + missed[1];
            assert!(
                (20..=76).contains(&all) && missed.iter().all(|side| *side <= 46),
                "{replicates} {unknown} {truth}: {missed:?}"
            );
        }
    }

    /// Means of money, of which nearly all comes from what is not known, and of a paired difference.
    #[test]
    fn intervals_of_means_hold_the_truth() {
        let nesting = Nesting::default();
        for (kind, unknown) in [(Kind::Numbers, 0.9), (Kind::Numbers, 0.3), (Kind::Pairs, 0.5)] {
            let (mut missed, mut wider) = ([0_u32; 2], 0.0);
            for seed in 0..1000 {
                let values = run(seed, 2000, nesting, unknown);
                let number = |value: &f64| Some((1e6 * value) as i128);
                let evidence = Evidence::of(values.iter().map(number), nesting);
                let (low, high) = evidence.interval(kind, 0.95);
                assert_eq!(evidence.p(kind) < 0.05, low > 0.0 || high < 0.0);
                missed[0] += u32::from(low > 0.0);
                missed[1] += u32::from(high < 0.0);
                let squares = values.iter().map(|value| value * value).sum::<f64>() / 2000.0;
                wider += (high - low) / 1e6 / (2.0 * 1.96 * libm::sqrt(squares / 2000.0)) / 1000.0;
            }
            println!("{kind:?} {unknown}: {missed:?}, {wider:.2} of independent replicates");
            let all = missed[0] + missed[1];
            assert!(
                (27..=76).contains(&all) && missed.iter().all(|side| *side <= 46),
                "{kind:?} {unknown}: {missed:?}"
            );
            assert!(wider < libm::sqrt(1.0 - unknown) * 1.25, "{wider}");
        }
    }

    /// Rare events, and events that nearly always happen: no end is missed by more than 4 % of runs, wherever in its batch a
    /// hit falls (of 4,000 runs 160, with a standard error of 12: more than 215 about once in 100,000), and what replicates show
    /// lies in the interval.
    #[test]
    fn intervals_of_rare_events_hold_the_truth() {
        let (nesting, decision) = (Nesting::default(), Decision::new("test", "rare"));
        for expected in [0.2, 0.39, 0.8, 2.0] {
            let (rate, mut missed) = (expected / 400.0, [[0_u32; 2]; 2]);
            for seed in 0..4000 {
                let hits: Vec<bool> = (0..400)
                    .map(|replicate| Luck::of_replicate(seed, replicate).uniform(decision, 0, 0) < rate)
                    .collect();
                for (which, event) in [true, false].into_iter().enumerate() {
                    let mut tally = Tally::new(nesting);
                    for (own, _) in nesting.by_draw(&hits) {
                        tally.push(own.iter().filter(|hit| **hit == event).count() as u64, own.len() as u64);
                    }
                    let (found, truth) = (tally.probability(), if event { rate } else { 1.0 - rate });
                    assert!(found.low <= found.estimate && found.estimate <= found.high, "{found:?}");
                    missed[which][0] += u32::from(found.low > truth);
                    missed[which][1] += u32::from(found.high < truth);
                }
            }
            println!("{expected} expected: {missed:?} of 4,000");
            assert!(missed.iter().flatten().all(|side| *side <= 215), "{expected}: {missed:?}");
        }
    }

    /// Whether few that differ can be told from none does not hang on where in a batch they are.
    #[test]
    fn few_that_differ_are_told_alike_wherever_they_are() {
        let p = |places: &[usize]| {
            let values = (0..1280).map(|at| Some(i128::from(places.contains(&at))));
            let evidence = Evidence::of(values, Nesting::default());
            let (low, high) = evidence.interval(Kind::EventPairs(1), 0.95);
            assert_eq!(evidence.p(Kind::EventPairs(1)) < 0.05, low > 0.0 || high < 0.0);
            evidence.p(Kind::EventPairs(1))
        };
        // In draws that are repeated, and in others.
        let (repeated, others) = ([0, 2, 4, 6, 8, 10], [40, 41, 42, 43, 44, 45]);
        for count in 1..=6 {
            let (one, other) = (p(&repeated[..count]), p(&others[..count]));
            assert!((one - other).abs() < 1e-9, "{count}: {one} {other}");
            assert_eq!(one < 0.05, count >= 5, "{count}: {one}");
        }
    }

    /// A number that is the same in every replicate has no spread, however many replicates draws have.
    #[test]
    fn what_never_varies_has_no_interval() {
        for kind in [Kind::Numbers, Kind::Pairs] {
            let mut values = vec![Some(1_000_000_i128); 400];
            let (low, high) = Evidence::of(values.iter().copied(), Nesting::default()).interval(kind, 0.95);
            assert!((low - 1e6).abs() < 1e-6 && (high - 1e6).abs() < 1e-6, "{kind:?} {low} {high}");
            values[7] = Some(1_000_400);
            let evidence = Evidence::of(values.iter().copied(), Nesting::default());
            let (low, high) = evidence.interval(kind, 0.95);
            assert!(
                (evidence.mean() - 1_000_001.0).abs() < 1e-6 && low < 1_000_001.0 && high - low < 80.0,
                "{low} {high}"
            );
        }
    }

    /// Where all units hold all replicates the mean is that of units, to the last digit; where draws differ in size, that of
    /// replicates.
    #[test]
    fn the_mean_is_that_of_replicates() {
        let values: Vec<i128> = (0..200).map(|index| index * index % 37).collect();
        let mean = |nesting: Nesting| {
            let evidence = Evidence::of(values.iter().map(|value| Some(*value)), nesting);
            let (low, high) = evidence.interval(Kind::Numbers, 0.95);
            assert!(low < evidence.mean() && evidence.mean() < high);
            assert_eq!(evidence.count(), 200);
            (evidence.mean(), f64::midpoint(low, high))
        };
        let plain = values.iter().sum::<i128>() as f64 / 200.0;
        for nesting in [Nesting::ONCE, Nesting::every(2), Nesting::default()] {
            let (mean, middle) = mean(nesting);
            assert!((mean - plain).abs() < 1e-12 && (middle - plain).abs() < 1.0, "{nesting:?} {middle}");
        }
    }
}
