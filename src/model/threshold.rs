//! Thresholds as they are written: decimal numbers, compared with fractions without rounding.

/// Decimal places that thresholds are distinguished by: far more than fractions of people and students can differ by.
const MOST_PLACES: u32 = 18;

/// A decimal number: `digits` / 10^`places`.
///
/// ```
/// use tidui::model::Threshold;
/// let threshold = Threshold::new(1.00005);
/// assert!(threshold.met_by(20_001, 20_000) && !threshold.met_by(100_004, 100_000));
/// // 0.3 is three tenths, although no binary fraction is.
/// assert!(Threshold::new(0.3).met_by(3, 10));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Threshold {
    digits: i128,
    places: u32,
}

impl Threshold {
    /// The shortest decimal number that is read as `value`, which is what a scenario says; finite and up to 10¹².
    #[must_use]
    pub fn new(value: f64) -> Self {
        let text = value.to_string();
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let kept = fraction.get(..MOST_PLACES as usize).unwrap_or(fraction);
        let digits = format!("{whole}{kept}").parse().unwrap_or(0);
        Self { digits, places: kept.len() as u32 }
    }

    /// What is left of it less another.
    #[must_use]
    pub fn less(self, other: Self) -> Self {
        let places = if self.places > other.places { self.places } else { other.places };
        let scaled = |one: Self| one.digits * 10_i128.pow(places - one.places);
        Self { digits: scaled(self) - scaled(other), places }
    }

    /// It and another together.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.less(Self { digits: -other.digits, ..other })
    }

    /// Whether the fraction `count` / `of` (above 0) is no larger.
    #[must_use]
    pub fn not_passed_by(self, count: i64, of: i64) -> bool {
        i128::from(count) * 10_i128.pow(self.places) <= self.digits * i128::from(of)
    }

    /// Whether the fraction `count` / `of` (above 0) is at least as large.
    #[must_use]
    pub fn met_by(self, count: i64, of: i64) -> bool {
        i128::from(count) * 10_i128.pow(self.places) >= self.digits * i128::from(of)
    }

    /// About what it is.
    #[must_use]
    pub fn value(self) -> f64 {
        self.digits as f64 / 10_f64.powi(self.places as i32)
    }

    /// Its decimal places.
    #[must_use]
    pub const fn places(self) -> u32 {
        self.places
    }

    /// How far it is above the fraction `count` / `of` (above 0), to the nearest `scale`-th; 0 where it is not.
    ///
    /// ```
    /// use tidui::model::Threshold;
    /// assert_eq!(Threshold::new(7.25).above((5, 1), 100), 225);
    /// assert_eq!(Threshold::new(0.00002).above((100, 10_000_000), 1_000_000_000), 10_000);
    /// ```
    #[must_use]
    pub fn above(self, (count, of): (i64, i64), scale: i64) -> i64 {
        self.apart((count, of), scale, 1)
    }

    /// How far it is below the fraction `count` / `of` (above 0), to the nearest `scale`-th; 0 where it is not.
    ///
    /// ```
    /// use tidui::model::Threshold;
    /// assert_eq!(Threshold::new(0.04).below((5, 100), 1000), 10);
    /// ```
    #[must_use]
    pub fn below(self, (count, of): (i64, i64), scale: i64) -> i64 {
        self.apart((count, of), scale, -1)
    }

    fn apart(self, (count, of): (i64, i64), scale: i64, sign: i128) -> i64 {
        let (unit, scale) = (10_i128.pow(self.places), i128::from(scale));
        let (over, under) = (sign * (self.digits * i128::from(of) - i128::from(count) * unit), i128::from(of) * unit);
        if over <= 0 {
            return 0;
        }
        // The whole part by itself, so that nothing grows beyond what fits.
        let rest = (over % under * scale * 2 + under) / (under * 2);
        i64::try_from(over / under * scale + rest).unwrap_or(i64::MAX)
    }

    /// The greatest whole number of `scale`-ths that is no larger.
    #[must_use]
    pub fn floor(self, scale: i64) -> i64 {
        let whole = (self.digits * i128::from(scale)).div_euclid(10_i128.pow(self.places));
        whole.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }

    /// The least whole number of `scale`-ths that is at least as large.
    #[must_use]
    pub fn ceil(self, scale: i64) -> i64 {
        let unit = 10_i128.pow(self.places);
        let (digits, scale) = (self.digits * i128::from(scale), unit);
        let whole = digits.div_euclid(scale) + i128::from(digits.rem_euclid(scale) > 0);
        whole.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }
}

#[cfg(test)]
mod tests {
    use super::Threshold;

    #[test]
    fn a_threshold_is_the_decimal_number_that_is_written() {
        assert_eq!(Threshold::new(1.2).ceil(10_000), 12_000);
        assert_eq!(Threshold::new(1.00005).ceil(10_000), 10_001);
        assert_eq!(Threshold::new(0.1).less(Threshold::new(0.3)).ceil(10), -2);
        assert_eq!(Threshold::new(1e12).ceil(10_000), 10_000_000_000_000_000);
        assert_eq!(Threshold::new(1e-12).ceil(1), 1);
        assert_eq!(Threshold::new(1e-300).ceil(1), 0);
        // 1.2 − 0.05 is 1.15 and not the binary number just below it.
        assert!(Threshold::new(1.2).less(Threshold::new(0.05)).met_by(115, 100));
        assert!(!Threshold::new(1.0 / 3.0).met_by(3_333_333, 10_000_000));
        assert!(Threshold::new(0.333_333_3).met_by(1, 3));
    }

    #[test]
    fn a_fraction_just_at_a_threshold_meets_it_whatever_its_decimals() {
        for places in 0..12 {
            let of = 10_i64.pow(places);
            for count in [1, 3, 7, of / 3, of - 1, of, of + 1] {
                let threshold = Threshold::new(count as f64 / of as f64);
                assert!(threshold.met_by(count, of) && !threshold.met_by(count - 1, of), "{count} of {of}");
            }
        }
    }
}
