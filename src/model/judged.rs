//! When a reading is judged and by what: a fraction between two thresholds, compared without rounding.

use crate::scenario::Bounds;

use super::threshold::Threshold;

/// What is recorded where a ratio has no value: of no students, or of no schools. Everything else that is recorded is at
/// least 0.
pub const UNDEFINED: i64 = -1;

/// A fraction in `scale`-ths, rounded down; of nothing, [`UNDEFINED`].
#[inline]
pub(crate) fn in_parts((count, of): (i64, i64), scale: i64) -> i64 {
    match count.checked_mul(scale) {
        _ if of <= 0 => UNDEFINED,
        // Nearly always: a division of so many bits costs a tenth of the other.
        Some(parts) => parts / of,
        None => (i128::from(count) * i128::from(scale) / i128::from(of)) as i64,
    }
}

/// A month at whose end a reading is judged, and its bounds there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    /// The month, by index.
    pub at: usize,
    /// The least recorded number within the bounds; not below 0, so that what is undefined meets none.
    floor: i64,
    /// The greatest.
    ceiling: i64,
    /// The bounds with the tolerance, the lower one first.
    exact: [Option<Threshold>; 2],
    /// The bounds as they are stated: how far outside something lies is measured from here.
    stated: [Option<Threshold>; 2],
}

/// How far outside its bounds something lies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Outside {
    /// How far, in [`shortfall_scale`](super::ReadingPlan::shortfall_scale)-ths; 0 within the bounds.
    pub by: i64,
    /// Whether above the upper one.
    pub above: bool,
    /// What it is a fraction of there: 1 for a count.
    pub of: i64,
    /// Schools that have no value and do not count.
    pub left_out: i64,
}

impl Judged {
    pub(super) fn new(at: usize, bounds: &Bounds, scale: i64) -> Self {
        let tolerance = Threshold::new(bounds.tolerance);
        let stated = [bounds.at_least, bounds.at_most].map(|bound| bound.map(Threshold::new));
        let exact = [stated[0].map(|bound| bound.less(tolerance)), stated[1].map(|bound| bound.plus(tolerance))];
        let floor = exact[0].map_or(0, |bound| bound.ceil(scale).max(0));
        // Between bounds that no recorded number lies between, one stands for what does.
        let ceiling = exact[1].map_or(i64::MAX - 1, |bound| bound.floor(scale).max(floor));
        Self { at, floor, ceiling, exact, stated }
    }

    /// Whether a recorded number is within the bounds.
    #[must_use]
    pub const fn met_by(&self, recorded: i64) -> bool {
        self.floor <= recorded && recorded <= self.ceiling
    }

    /// Whether a fraction `count` / `of` is within the bounds; one of nothing is not.
    pub(crate) fn holds(&self, (count, of): (i64, i64)) -> bool {
        let [least, most] = self.exact;
        of > 0
            && least.is_none_or(|bound| bound.met_by(count, of))
            && most.is_none_or(|bound| bound.not_passed_by(count, of))
    }

    /// The bound from below as it is stated.
    #[must_use]
    pub const fn at_least(&self) -> Option<Threshold> {
        self.stated[0]
    }

    /// The bound from above as it is stated.
    #[must_use]
    pub const fn at_most(&self) -> Option<Threshold> {
        self.stated[1]
    }

    /// What is recorded of a fraction `count` / `of`, to `scale`-ths: rounded down, but within the bounds where the fraction
    /// itself is and outside where it is not, so that comparing what is recorded is comparing the fraction.
    pub(crate) fn recorded(&self, (count, of): (i64, i64), scale: i64) -> i64 {
        if of <= 0 {
            return UNDEFINED;
        }
        let value = in_parts((count, of), scale);
        if self.exact[1].is_some_and(|bound| !bound.not_passed_by(count, of)) {
            value.max(self.ceiling + 1)
        } else if value < self.floor && self.exact[0].is_some_and(|bound| bound.met_by(count, of)) {
            self.floor
        } else {
            value
        }
    }

    /// How far a fraction `count` / `of` is outside the bounds as stated, in `scale`-ths: exact of heads. Where there is no
    /// value all of a lower bound is short.
    pub(crate) fn outside(&self, (count, of): (i64, i64), scale: i64) -> Outside {
        let fraction = if of <= 0 { (0, 1) } else { (count, of) };
        let below = self.stated[0].map_or(0, |bound| bound.above(fraction, scale));
        let above = self.stated[1].map_or(0, |bound| bound.below(fraction, scale));
        Outside { by: below.max(above), above: above > 0, of, left_out: 0 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every fraction of small numbers, against bounds that fall on, between and beside what is recorded.
    #[test]
    fn what_is_recorded_meets_the_bounds_just_where_the_fraction_does() {
        for (at_least, at_most) in [
            (Some(0.3333), Some(0.3334)),
            (Some(0.333_31), Some(0.333_35)),
            (None, Some(0.25)),
            (None, Some(0.333_333_333_4)),
            (Some(0.5), Some(0.5)),
            (Some(1.2), None),
            (None, Some(0.0)),
        ] {
            for tolerance in [0.0, 0.05] {
                let bounds = Bounds { at_least, at_most, tolerance };
                let judged = Judged::new(0, &bounds, 10_000);
                for of in 1..=120_i64 {
                    for count in 0..=of * 2 {
                        let value = count as f64 / of as f64;
                        let within = at_least.is_none_or(|bound| value >= bound - tolerance - 1e-12)
                            && at_most.is_none_or(|bound| value <= bound + tolerance + 1e-12);
                        let recorded = judged.recorded((count, of), 10_000);
                        assert_eq!(judged.met_by(recorded), within, "{bounds:?} {count}/{of}: {recorded}");
                        assert!((recorded - count * 10_000 / of).abs() <= 1);
                    }
                }
                assert!(!judged.met_by(judged.recorded((3, 0), 10_000)));
            }
        }
    }

    #[test]
    fn outside_is_told_from_the_nearer_bound() {
        let judged = Judged::new(0, &Bounds { at_least: Some(10.0), at_most: Some(12.0), tolerance: 1.0 }, 1);
        let told = |count| {
            let Outside { by, above, .. } = judged.outside((count, 1), 10);
            (by, above)
        };
        assert_eq!([9, 10, 12, 15].map(told), [(10, false), (0, false), (0, false), (30, true)]);
    }
}
