//! Whole numbers counted in bins: exact where they are small, to a stated precision where they are large.

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::exact::difference_of_products;

/// Counts of whole numbers. Numbers below 2^(precision + 1) in size have a bin each; larger ones share bins of relative
/// width 2^−precision, and a quantile that falls into such a bin is the least number seen in it. Sums are exact, so
/// merging is exact and its order cannot matter.
///
/// ```
/// use tidui::summary::Histogram;
/// let mut counts = Histogram::new(13);
/// (1..=100).for_each(|value| counts.push(value));
/// assert_eq!(counts.quantile(0.5), 50);
/// assert_eq!(counts.quantile(0.95), 95);
/// assert_eq!(counts.mean(), 50.5);
/// ```
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Histogram {
    precision: u32,
    /// How often each number was seen that has a bin of its own.
    narrow: Bins<u32>,
    /// All others; none before there are any.
    wide: Option<Box<Wide>>,
}

/// Numbers in bins wider than one number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Wide {
    bins: Bins<Seen>,
    sum: i128,
    squares: i128,
}

/// What is kept of a wide bin.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Seen {
    count: u32,
    /// Least number; 0 without any.
    least: i64,
    /// Greatest number; 0 without any.
    greatest: i64,
}

impl Seen {
    fn take(&mut self, count: u32, (least, greatest): (i64, i64)) {
        let first = self.count == 0;
        self.least = if first { least } else { self.least.min(least) };
        self.greatest = if first { greatest } else { self.greatest.max(greatest) };
        self.count += count;
    }
}

/// Entries of consecutive bins, from the first that is used to the last. What is kept of them are those that are used, with
/// how many are passed over before each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    into = "Used<T>",
    try_from = "Used<T>",
    bound = "T: Clone + Default + PartialEq + Serialize + DeserializeOwned"
)]
struct Bins<T> {
    first: i64,
    entries: Vec<T>,
}

/// The first bin, and of each that is used how many are passed over before it, and its entry.
#[derive(Serialize, Deserialize)]
struct Used<T> {
    first: i64,
    entries: Vec<(u32, T)>,
}

/// Most bins that there may be: those of the finest histogram.
const MOST_BINS: usize = 1 << 26;

impl<T: Clone + Default + PartialEq> From<Bins<T>> for Used<T> {
    fn from(bins: Bins<T>) -> Self {
        let mut passed = 0;
        let used = |entry: T| {
            let unused = entry == T::default();
            passed = if unused { passed + 1 } else { passed };
            (!unused).then(|| (std::mem::take(&mut passed), entry))
        };
        Self { first: bins.first, entries: bins.entries.into_iter().filter_map(used).collect() }
    }
}

impl<T: Clone + Default> TryFrom<Used<T>> for Bins<T> {
    type Error = &'static str;

    fn try_from(used: Used<T>) -> Result<Self, Self::Error> {
        let mut entries = Vec::new();
        for (passed, entry) in used.entries {
            let place = entries.len() + passed as usize;
            if place >= MOST_BINS {
                return Err("more bins than a histogram has");
            }
            entries.resize(place, T::default());
            entries.push(entry);
        }
        Ok(Self { first: used.first, entries })
    }
}

impl<T: Clone + Default> Bins<T> {
    /// The entry of a bin, if there is one.
    #[inline]
    fn get_mut(&mut self, bin: i64) -> Option<&mut T> {
        self.entries.get_mut((bin - self.first) as usize)
    }

    /// The entry of a bin, made if there is none.
    fn entry(&mut self, bin: i64) -> &mut T {
        if self.entries.is_empty() {
            self.first = bin;
        }
        if bin < self.first {
            self.entries.splice(0..0, std::iter::repeat_n(T::default(), (self.first - bin) as usize));
            self.first = bin;
        }
        let place = (bin - self.first) as usize;
        if place >= self.entries.len() {
            self.entries.resize(place + 1, T::default());
        }
        &mut self.entries[place]
    }

    /// All bins and their entries, in order.
    fn iter(&self) -> impl Iterator<Item = (i64, &T)> {
        (self.first..).zip(&self.entries)
    }
}

impl Histogram {
    /// An empty one. `precision` of 1 to 20: numbers are kept to one part in 2^precision.
    #[must_use]
    pub fn new(precision: u32) -> Self {
        Self { precision: precision.clamp(1, 20), narrow: Bins::default(), wide: None }
    }

    /// The bin of a number: rising with it, and equal to it where bins are one number wide.
    const fn bin(&self, value: i64) -> i64 {
        let size = value.unsigned_abs();
        let exact = 1_u64 << (self.precision + 1);
        let bin = if size < exact {
            size as i64
        } else {
            let shift = size.ilog2() - self.precision;
            let within = (size >> shift) - (1 << self.precision);
            (exact + (shift as u64 - 1) * (1 << self.precision) + within) as i64
        };
        if value < 0 { -bin } else { bin }
    }

    /// Counts a number.
    #[inline]
    pub fn push(&mut self, value: i64) {
        if value.unsigned_abs() >= 1 << (self.precision + 1) {
            self.push_wide(value);
        } else if let Some(count) = self.narrow.get_mut(value) {
            *count += 1;
        } else {
            *self.narrow.entry(value) += 1;
        }
    }

    fn push_wide(&mut self, value: i64) {
        let bin = self.bin(value);
        let wide = self.wide.get_or_insert_default();
        wide.bins.entry(bin).take(1, (value, value));
        wide.sum += i128::from(value);
        wide.squares += i128::from(value) * i128::from(value);
    }

    /// Whether another can be taken in: it has the same precision, and no bins that it could not have.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        // Bins end where the numbers do.
        let within = |first: i64, count: usize, most: i64| {
            first >= -most && i64::try_from(count).is_ok_and(|count| first.saturating_add(count) <= most + 1)
        };
        let narrow = within(other.narrow.first, other.narrow.entries.len(), 1 << (self.precision + 1));
        let wide = |wide: &Wide| within(wide.bins.first, wide.bins.entries.len(), self.bin(i64::MAX));
        self.precision == other.precision && narrow && other.wide.as_deref().is_none_or(wide)
    }

    /// Takes all that another has counted, exactly. Both must have the same precision.
    ///
    /// # Panics
    /// If the precisions differ: an error in the caller.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.precision, other.precision, "histograms of different precision cannot be merged");
        for (value, count) in other.narrow.iter().filter(|(_, count)| **count > 0) {
            *self.narrow.entry(value) += count;
        }
        if let Some(wide) = &other.wide {
            let own = self.wide.get_or_insert_default();
            for (bin, seen) in wide.bins.iter().filter(|(_, seen)| seen.count > 0) {
                own.bins.entry(bin).take(seen.count, (seen.least, seen.greatest));
            }
            own.sum += wide.sum;
            own.squares += wide.squares;
        }
    }

    /// The least and the greatest number of each bin, and how many were seen in it, rising.
    fn bins(&self) -> impl Iterator<Item = (i64, i64, u64)> {
        let wide = |above: bool| {
            let bins = self.wide.iter().flat_map(|wide| wide.bins.iter());
            let own = bins.filter(move |(bin, _)| (*bin > 0) == above);
            own.map(|(_, seen)| (seen.least, seen.greatest, u64::from(seen.count)))
        };
        let narrow = self.narrow.iter().map(|(value, count)| (value, value, u64::from(*count)));
        wide(false).chain(narrow).chain(wide(true))
    }

    /// The least number of each bin, and how many were seen in it, rising.
    fn seen(&self) -> impl Iterator<Item = (i64, u64)> {
        self.bins().map(|(least, _, count)| (least, count))
    }

    /// Numbers counted.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.seen().map(|(_, count)| count).sum()
    }

    /// Their exact sum.
    #[must_use]
    pub fn sum(&self) -> i128 {
        let narrow: i128 = self.narrow.iter().map(|(value, count)| i128::from(value) * i128::from(*count)).sum();
        narrow + self.wide.as_ref().map_or(0, |wide| wide.sum)
    }

    /// The exact sum of their squares.
    fn squares(&self) -> i128 {
        let square = |(value, count): (i64, &u32)| i128::from(value) * i128::from(value) * i128::from(*count);
        self.narrow.iter().map(square).sum::<i128>() + self.wide.as_ref().map_or(0, |wide| wide.squares)
    }

    /// Their mean; 0 without any.
    #[must_use]
    pub fn mean(&self) -> f64 {
        let count = self.count();
        if count == 0 { 0.0 } else { self.sum() as f64 / count as f64 }
    }

    /// Their standard deviation with the denominator n − 1; 0 with fewer than two.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        let (count, sum) = (self.count(), self.sum());
        if count < 2 {
            return 0.0;
        }
        // Exact until the last division: Σx² − (Σx)²/n = (n Σx² − (Σx)²) / n.
        let spread = difference_of_products([i128::from(count), self.squares()], [sum, sum]);
        libm::sqrt(spread / count as f64 / (count - 1) as f64)
    }

    /// The least number at or below which at least a share `probability` of the numbers lie; 0 without any.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> i64 {
        let all = self.count();
        let rank = (libm::ceil(probability * all as f64 - 1e-9) as u64).clamp(1, all.max(1));
        let mut so_far = 0;
        for (least, count) in self.seen() {
            so_far += count;
            if so_far >= rank && count > 0 {
                return least;
            }
        }
        0
    }

    /// How many numbers are at or below one that was told as a quantile: those of its bin included.
    pub(crate) fn up_to(&self, value: i64) -> u64 {
        let bin = self.bin(value);
        let narrow = self.narrow.iter().filter(|(own, _)| *own <= bin).map(|(_, count)| u64::from(*count));
        let wide = self.wide.iter().flat_map(|wide| wide.bins.iter());
        narrow.sum::<u64>() + wide.filter(|(own, _)| *own <= bin).map(|(_, seen)| u64::from(seen.count)).sum::<u64>()
    }

    /// About the number at a place in rising order, from 1; within a wide bin evenly from the least to the greatest seen in
    /// it, so that a sum which comes up again and again (a whole number of grants) is told to the yuan. The least for places
    /// before, the greatest for places beyond.
    pub(crate) fn at_place(&self, place: i64) -> f64 {
        let place = place.clamp(1, self.count().max(1) as i64) as u64;
        let mut so_far = 0;
        for (least, greatest, count) in self.bins() {
            if so_far + count >= place {
                let part = (place - so_far - 1) as f64 / (count.max(2) - 1) as f64;
                return libm::floor(least as f64 + (greatest - least) as f64 * part);
            }
            so_far += count;
        }
        0.0
    }
}

#[cfg(test)]
mod tests {
    use super::Histogram;

    fn of(values: impl IntoIterator<Item = i64>) -> Histogram {
        let mut counts = Histogram::new(10);
        values.into_iter().for_each(|value| counts.push(value));
        counts
    }

    /// Numbers of every size and sign, from a fixed rule.
    fn numbers(count: i64) -> Vec<i64> {
        (0..count).map(|index| (index * 2_654_435_761 % 1_000_003 - 400_000) * (index % 7 + 1)).collect()
    }

    #[test]
    fn bins_rise_with_the_number_and_are_exact_where_small() {
        let counts = Histogram::new(10);
        for value in -5000_i64..5000 {
            assert!(counts.bin(value) <= counts.bin(value + 1), "at {value}");
        }
        assert_eq!(counts.bin(2047), 2047);
        assert_eq!(counts.bin(-2047), -2047);
        assert_eq!(counts.bin(2048), counts.bin(2049), "two numbers a bin from 2048");
    }

    #[test]
    fn quantiles_are_within_the_stated_precision_and_were_really_seen() {
        let mut values = numbers(5000);
        let counts = of(values.iter().copied());
        values.sort_unstable();
        for percent in 1..=99 {
            let exact = values[(5000 * percent / 100 - 1) as usize];
            let found = counts.quantile(f64::from(percent) / 100.0);
            assert!(values.binary_search(&found).is_ok());
            assert!((found - exact).abs() as f64 <= exact.abs() as f64 / 1024.0 + 1.0, "{found} for {exact}");
        }
    }

    #[test]
    fn merged_equals_sequential_in_any_order() {
        let values = numbers(3000);
        let whole = of(values.iter().copied());
        let (left, right) = values.split_at(1234);
        let mut one = of(left.iter().copied());
        one.merge(&of(right.iter().copied()));
        let mut other = of(right.iter().copied());
        other.merge(&of(left.iter().copied()));
        for percent in [0.05, 0.5, 0.95] {
            assert_eq!(one.quantile(percent), whole.quantile(percent));
            assert_eq!(other.quantile(percent), whole.quantile(percent));
        }
        assert_eq!((one.count(), one.sum(), one.squares()), (whole.count(), whole.sum(), whole.squares()));
        let exactly = |of: &dyn Fn(i128) -> i128| values.iter().map(|value| of(i128::from(*value))).sum::<i128>();
        assert_eq!((whole.sum(), whole.squares()), (exactly(&|value| value), exactly(&|value| value * value)));
        let mut neutral = Histogram::new(10);
        neutral.merge(&whole);
        assert_eq!(neutral.quantile(0.3), whole.quantile(0.3));
    }

    #[test]
    fn places_are_within_the_stated_precision() {
        let mut values = numbers(5000);
        let counts = of(values.iter().copied());
        values.sort_unstable();
        for place in [1, 2, 77, 1200, 2500, 4100, 4999, 5000] {
            let (exact, found) = (values[place as usize - 1], counts.at_place(place));
            assert!((found - exact as f64).abs() <= exact.abs() as f64 / 1024.0 + 1.0, "{place}: {found} for {exact}");
            assert!(counts.up_to(exact) >= place as u64, "{place}");
        }
        assert_eq!((counts.at_place(-3), counts.at_place(9999)), (counts.at_place(1), counts.at_place(5000)));
        let few = of([3, 3, 3, 7]);
        let found: Vec<i64> = (1..=4).map(|place| few.at_place(place) as i64).collect();
        assert_eq!((found, few.up_to(3), few.up_to(6)), (vec![3, 3, 3, 7], 3, 3));
    }

    /// Awards of 100,000 yuan each: the ends of an interval are whole awards, or the interval of a quantile leaves out what
    /// is right by less than the width of a bin.
    #[test]
    fn a_number_that_comes_up_again_and_again_is_told_exactly_at_every_place() {
        let counts = of((0..300).map(|index| 500_000 + 100_000 * (index / 100)));
        let found: Vec<f64> = [1, 2, 50, 99, 100, 101, 150, 300].map(|place| counts.at_place(place)).to_vec();
        assert_eq!(found, [5e5, 5e5, 5e5, 5e5, 5e5, 6e5, 6e5, 7e5]);
    }

    /// As part of what is counted elsewhere: the same counts, whatever was passed over, and no more bins than there are.
    #[test]
    fn what_is_kept_of_a_histogram_is_the_histogram() {
        let whole = of(numbers(3000).into_iter().chain([0, 5, 5, -2000, i64::MAX / 4]));
        let kept = serde_json::to_vec(&whole).unwrap();
        let read: Histogram = serde_json::from_slice(&kept).unwrap();
        let mut merged = of([1]);
        assert!(merged.is_like(&read) && !Histogram::new(9).is_like(&read));
        merged.merge(&read);
        let mut same = of([1]);
        same.merge(&whole);
        for percent in 0..=100 {
            let probability = f64::from(percent) / 100.0;
            assert_eq!(merged.quantile(probability), same.quantile(probability));
        }
        assert_eq!((merged.sum(), merged.squares(), merged.count()), (same.sum(), same.squares(), same.count()));
        let far = r#"{"precision":10,"narrow":{"first":0,"entries":[[4000000000,1]]},"wide":null}"#;
        assert!(serde_json::from_str::<Histogram>(far).is_err());
        let outside = r#"{"precision":10,"narrow":{"first":3000,"entries":[[0,1]]},"wide":null}"#;
        assert!(!merged.is_like(&serde_json::from_str(outside).unwrap()));
    }

    #[test]
    fn moments_are_those_of_the_numbers() {
        let counts = of([2, 4, 4, 4, 5, 5, 7, 9]);
        assert!((counts.mean() - 5.0).abs() < 1e-12);
        assert!((counts.deviation() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(of([]).quantile(0.5), 0);
    }
}
