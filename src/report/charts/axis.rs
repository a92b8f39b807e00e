//! The one kind of axis: ends, round marks, and a straight way from values to pixels that no number overflows.

use std::ops::Range;

use plotters::coord::ranged1d::{KeyPointHint, NoDefaultFormatting, Ranged, ValueFormatter};

use super::number;

/// An axis of a panel.
#[derive(Clone, Debug)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    /// Where it is marked, and with what.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Axis {
    /// An axis whose ends are given.
    pub(super) const fn fixed(low: f64, high: f64, ticks: Vec<(f64, String)>) -> Self {
        Self { low, high, ticks }
    }

    /// Shares of one, marked as percentages.
    pub(super) fn shares(end: f64, marks: &[f64]) -> Self {
        Self::fixed(0.0, end, marks.iter().map(|share| (*share, number::percent(*share))).collect())
    }

    /// The months, written as `2021-05`: their indices, marked with the years at each January.
    pub(super) fn months(months: &[String]) -> Self {
        let januaries = (0..).map(f64::from).zip(months);
        let januaries = januaries.filter_map(|(at, month)| Some((at, month.strip_suffix("-01")?.to_owned())));
        Self::fixed(0.0, months.len().saturating_sub(1) as f64, januaries.collect())
    }

    /// An axis with round ends and about `wanted` round marks that holds all values.
    ///
    /// It starts at zero unless that would flatten what there is to see.
    pub(super) fn round(values: impl Iterator<Item = f64>, wanted: f64) -> Self {
        let (mut low, mut high) = ends(values);
        if high <= low {
            // One value only: show it in the middle, or zero at the bottom.
            (low, high) = if low.abs() > 0.0 { around(low) } else { (0.0, 1.0) };
        }
        if low > 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        let ticks = ticks(low, high, wanted);
        let (low, high) = ends([low, high].into_iter().chain(ticks.iter().map(|(value, _)| *value)));
        Self { low, high, ticks }
    }

    /// An axis that ends where the values end, with about `wanted` round marks between.
    pub(super) fn tight(values: impl Iterator<Item = f64>, wanted: f64) -> Self {
        let (low, high) = ends(values);
        let (low, high) = if low < high { (low, high) } else { around(low) };
        let mut ticks = ticks(low, high, wanted);
        // What only rounding puts outside is still marked.
        let slack = (high / 2.0 - low / 2.0) * 1e-9;
        ticks.retain(|(value, _)| (low - slack..=high + slack).contains(value));
        Self { low, high, ticks }
    }

    /// With every second, third … mark only, zero among them, if they stand closer than `room` on an axis of this length.
    pub(super) fn thinned(mut self, length: f64, room: f64) -> Self {
        let apart = self.ticks.windows(2).map(|pair| (self.part(pair[1].0) - self.part(pair[0].0)).abs() * length);
        let stride = (room / apart.fold(f64::MAX, f64::min).max(1.0)).ceil().clamp(1.0, 1000.0) as usize;
        let zero = self.ticks.iter().position(|(value, _)| *value == 0.0).unwrap_or(0);
        let mut index = 0;
        self.ticks.retain(|_| {
            index += 1;
            (index - 1) % stride == zero % stride
        });
        self
    }

    /// Whether a line at zero can be drawn.
    pub(super) fn has_zero(&self) -> bool {
        self.low.min(self.high) <= 0.0 && self.high.max(self.low) >= 0.0
    }

    /// How far along the axis `value` lies, from 0 to 1, never outside.
    fn part(&self, value: f64) -> f64 {
        let size = self.low.abs().max(self.high.abs());
        let part = (value / size - self.low / size) / (self.high / size - self.low / size);
        if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.5 }
    }
}

impl Ranged for Axis {
    type FormatOption = NoDefaultFormatting;
    type ValueType = f64;

    fn map(&self, value: &f64, (from, to): (i32, i32)) -> i32 {
        from + (f64::from(to - from) * self.part(*value)).round() as i32
    }

    fn key_points<Hint: KeyPointHint>(&self, _: Hint) -> Vec<f64> {
        self.ticks.iter().map(|(value, _)| *value).collect()
    }

    fn range(&self) -> Range<f64> {
        self.low..self.high
    }
}

impl ValueFormatter<f64> for Axis {
    fn format_ext(&self, value: &f64) -> String {
        let tick = self.ticks.iter().find(|(tick, _)| tick.total_cmp(value).is_eq());
        tick.map_or_else(String::new, |(_, mark)| mark.clone())
    }
}

/// The smallest and the largest.
fn ends(values: impl Iterator<Item = f64>) -> (f64, f64) {
    let (low, high) = values.fold((f64::MAX, f64::MIN), |(low, high), value| (low.min(value), high.max(value)));
    if low <= high { (low, high) } else { (0.0, 0.0) }
}

/// Ends with `value` in the middle.
fn around(value: f64) -> (f64, f64) {
    let pad = if value.abs() > 0.0 { value.abs() * 0.5 } else { 1.0 };
    ((value - pad).max(f64::MIN), (value + pad).min(f64::MAX))
}

/// About `wanted` round marks; the first and the last may lie outside.
fn ticks(low: f64, high: f64, wanted: f64) -> Vec<(f64, String)> {
    // Halves, so that the span of the largest numbers is still a number.
    let span = (high / 2.0 - low / 2.0).clamp(f64::MIN_POSITIVE, f64::MAX / 8.0) * 2.0;
    let step = round_step(span / wanted);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let marks = (last - first).clamp(1.0, 20.0) as usize;
    // As many decimals as the step has: marks of 2.5 and 5 that read 2 and 5 would mislead.
    let exact = |decimals: &usize| {
        let whole = step * libm::pow(10.0, *decimals as f64);
        (whole - whole.round()).abs() < 1e-6 * whole
    };
    let decimals = (0..9).find(exact).unwrap_or(9);
    (0..=marks)
        .map(|mark| ((first + mark as f64) * step).clamp(f64::MIN, f64::MAX))
        .map(|value| (value, number::grouped(value, decimals)))
        .collect()
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least`.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least).floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least * 0.999);
    step.filter(|step| step.is_finite() && *step > 0.0).unwrap_or(least)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_axes_hold_their_values_and_survive_extremes() {
        for (low, high) in [
            (0.0, 0.0),
            (5.0, 5.0),
            (-3.0, -3.0),
            (0.0, 1e308),
            (-1.7e308, 1.7e308),
            (1e-300, 2e-300),
            (412.0, 530.0),
            (0.0, f64::MIN_POSITIVE),
        ] {
            let axis = Axis::round([low, high].into_iter(), 5.0);
            assert!((2..=21).contains(&axis.ticks.len()), "{low} {high}: {:?}", axis.ticks);
            let places = [low, high].map(|value| axis.map(&value, (500, 100)));
            assert!(places.iter().all(|place| (100..=500).contains(place)), "{low} {high}: {places:?}");
            assert!(high <= low || places[0] > places[1], "{low} {high}: {places:?}");
        }
        assert_eq!(marks(&Axis::round([0.0, 1234.0].into_iter(), 5.0)), ["0", "250", "500", "750", "1,000", "1,250"]);
    }

    fn marks(axis: &Axis) -> Vec<String> {
        axis.ticks.iter().map(|(value, _)| axis.format_ext(value)).collect()
    }

    #[test]
    fn marks_show_every_decimal_of_their_step() {
        let marks = |low: f64, high: f64| marks(&Axis::tight([low, high].into_iter(), 5.0));
        assert_eq!(marks(-6.0, 6.0), ["−5.0", "−2.5", "0.0", "2.5", "5.0"]);
        assert_eq!(marks(0.0, 1.2), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(marks(612.0, 1004.0), ["700", "800", "900", "1,000"]);
        assert_eq!(marks(7.0, 7.0).len(), 4);
    }

    #[test]
    fn crowded_marks_are_thinned_around_zero() {
        let axis = Axis::fixed(-3.0, 4.0, (-3..=4).map(|mark| (f64::from(mark), mark.to_string())).collect());
        assert_eq!(marks(&axis.clone().thinned(700.0, 90.0)).len(), 8);
        assert_eq!(marks(&axis.clone().thinned(700.0, 150.0)), ["-2", "0", "2", "4"]);
        assert_eq!(marks(&axis.thinned(70.0, 25.0)), ["-3", "0", "3"]);
    }
}
