//! Whole numbers counted in bins: exact where they are small, to a stated precision where they are large.

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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Histogram {
    precision: u32,
    /// Bin of the first entry of `counts`.
    first: i64,
    counts: Vec<u32>,
    /// Least number in each bin, kept only once some bin is wider than one number.
    least: Vec<i64>,
    count: u64,
    sum: i128,
    squares: i128,
}

impl Histogram {
    /// An empty one. `precision` of 1 to 20: numbers are kept to one part in 2^precision.
    #[must_use]
    pub fn new(precision: u32) -> Self {
        Self {
            precision: precision.clamp(1, 20),
            first: 0,
            counts: Vec::new(),
            least: Vec::new(),
            count: 0,
            sum: 0,
            squares: 0,
        }
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

    const fn is_wide(&self, bin: i64) -> bool {
        bin.unsigned_abs() >= 1 << (self.precision + 1)
    }

    /// Counts a number.
    #[inline]
    pub fn push(&mut self, value: i64) {
        let bin = self.bin(value);
        let place = bin - self.first;
        if place < 0 || place >= self.counts.len() as i64 || (self.is_wide(bin) && self.least.is_empty()) {
            self.make_room(bin);
        }
        let place = (bin - self.first) as usize;
        self.counts[place] += 1;
        if !self.least.is_empty() {
            self.least[place] = self.least[place].min(value);
        }
        self.count += 1;
        self.sum += i128::from(value);
        self.squares += i128::from(value) * i128::from(value);
    }

    fn make_room(&mut self, bin: i64) {
        if self.counts.is_empty() {
            self.first = bin;
        }
        if bin < self.first {
            let more = (self.first - bin) as usize;
            self.counts.splice(0..0, std::iter::repeat_n(0, more));
            if !self.least.is_empty() {
                self.least.splice(0..0, std::iter::repeat_n(i64::MAX, more));
            }
            self.first = bin;
        }
        let needed = (bin - self.first) as usize + 1;
        if needed > self.counts.len() {
            self.counts.resize(needed, 0);
        }
        if self.is_wide(bin) && self.least.is_empty() {
            // So far every bin was one number wide, and is its own least number.
            let first = self.first;
            self.least = (0..self.counts.len() as i64)
                .map(|place| if self.counts[place as usize] > 0 { first + place } else { i64::MAX })
                .collect();
        }
        if !self.least.is_empty() {
            self.least.resize(self.counts.len(), i64::MAX);
        }
    }

    /// Takes all that another has counted, exactly. Both must have the same precision.
    ///
    /// # Panics
    /// If the precisions differ: an error in the caller.
    pub fn merge(&mut self, other: &Self) {
        assert_eq!(self.precision, other.precision, "histograms of different precision cannot be merged");
        for (place, count) in other.counts.iter().enumerate().filter(|(_, count)| **count > 0) {
            let bin = other.first + place as i64;
            let at = bin - self.first;
            if at < 0 || at >= self.counts.len() as i64 || (self.is_wide(bin) && self.least.is_empty()) {
                self.make_room(bin);
            }
            let at = (bin - self.first) as usize;
            self.counts[at] += count;
            if !self.least.is_empty() {
                let least = other.least.get(place).copied().unwrap_or(bin);
                self.least[at] = self.least[at].min(least);
            }
        }
        self.count += other.count;
        self.sum += other.sum;
        self.squares += other.squares;
    }

    /// Numbers counted.
    #[must_use]
    pub const fn count(&self) -> u64 {
        self.count
    }

    /// Their exact sum.
    #[must_use]
    pub const fn sum(&self) -> i128 {
        self.sum
    }

    /// Their mean; 0 without any.
    #[must_use]
    pub fn mean(&self) -> f64 {
        if self.count == 0 { 0.0 } else { self.sum as f64 / self.count as f64 }
    }

    /// Their standard deviation with the denominator n − 1; 0 with fewer than two.
    #[must_use]
    pub fn deviation(&self) -> f64 {
        if self.count < 2 {
            return 0.0;
        }
        let count = i128::from(self.count);
        // Exact until the last division: Σx² − (Σx)²/n = (n Σx² − (Σx)²) / n.
        let spread = count * self.squares - self.sum * self.sum;
        libm::sqrt(spread as f64 / self.count as f64 / (self.count - 1) as f64)
    }

    /// The least number at or below which at least a share `probability` of the numbers lie; 0 without any.
    #[must_use]
    pub fn quantile(&self, probability: f64) -> i64 {
        let rank = (libm::ceil(probability * self.count as f64 - 1e-9) as u64).clamp(1, self.count.max(1));
        let mut seen = 0_u64;
        for (place, count) in self.counts.iter().enumerate() {
            seen += u64::from(*count);
            if seen >= rank && *count > 0 {
                return self.least.get(place).copied().unwrap_or(self.first + place as i64);
            }
        }
        0
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
        assert_eq!((one.count, one.sum, one.squares), (whole.count, whole.sum, whole.squares));
        let mut neutral = Histogram::new(10);
        neutral.merge(&whole);
        assert_eq!(neutral.quantile(0.3), whole.quantile(0.3));
    }

    #[test]
    fn moments_are_those_of_the_numbers() {
        let counts = of([2, 4, 4, 4, 5, 5, 7, 9]);
        assert!((counts.mean() - 5.0).abs() < 1e-12);
        assert!((counts.deviation() - (32.0_f64 / 7.0).sqrt()).abs() < 1e-12);
        assert_eq!(of([]).quantile(0.5), 0);
    }
}
