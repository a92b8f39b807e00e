//! How many replicates are enough for what an answer is mainly about, from the interval that there is.

use serde::{Deserialize, Serialize};

use super::paired::{Difference, Estimate};
use crate::summary::Probability;

/// What an answer is mainly about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Figure {
    /// A target's probability.
    Probability,
    /// The difference of a target's probability between plans.
    Difference,
    /// What a step adds to the expected number of targets met.
    Gain,
    /// The share of a variance from what is not known.
    Share,
    /// A total index.
    Index,
    /// The share of a box, found in other draws, that is misses.
    Density,
    /// The mean regret of a plan, in targets met.
    Regret,
    /// The value of knowing a number, in targets met.
    Worth,
}

impl Figure {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Probability,
        Self::Difference,
        Self::Gain,
        Self::Share,
        Self::Index,
        Self::Density,
        Self::Regret,
        Self::Worth,
    ];

    /// Its name for programs, and in the keys of what is said of it.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Probability => "probability",
            Self::Difference => "difference",
            Self::Gain => "gain",
            Self::Share => "share",
            Self::Index => "index",
            Self::Density => "density",
            Self::Regret => "regret",
            Self::Worth => "worth",
        }
    }
}

/// How closely an answer tells what it is mainly about, and how many replicates would tell it more closely.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Enough {
    /// What it is about.
    pub figure: Figure,
    /// Half of the width of the widest 95 % interval of such a figure.
    pub half: f64,
    /// Replicates of every point, as they are asked for, that the answer is from.
    pub replicates: u64,
    /// A round width of two thirds of that at most: 1, 2 or 5 before or behind zeros.
    pub wanted: f64,
    /// Replicates that it would take, to two digits.
    pub needs: u64,
}

/// What has an interval.
pub(crate) trait Ends {
    /// Its ends.
    fn ends(&self) -> (f64, f64);
}

impl Ends for Estimate {
    fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

impl Ends for Difference {
    fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

impl Ends for Probability {
    fn ends(&self) -> (f64, f64) {
        (self.low, self.high)
    }
}

impl Enough {
    /// From all figures of that kind that an answer tells; none where none of them has an interval.
    pub(crate) fn of<'e, T: Ends + 'e>(
        figure: Figure,
        all: impl IntoIterator<Item = &'e T>,
        replicates: u64,
    ) -> Option<Self> {
        let half = |one: &T| (one.ends().1 - one.ends().0) / 2.0;
        let half = all.into_iter().map(half).filter(|half| half.is_finite()).fold(0.0, f64::max);
        if half <= 0.0 || replicates == 0 {
            return None;
        }
        // A last bit is not to make it a smaller one.
        let wanted = round_below(half / 1.5 * (1.0 + 1e-9));
        let own = Self { figure, half, replicates, wanted, needs: 0 };
        Some(Self { needs: own.takes(wanted), ..own })
    }

    /// Replicates that a half-width takes, to two digits: it becomes less as the root of them.
    #[must_use]
    pub fn takes(&self, width: f64) -> u64 {
        let times = (self.half / width) * (self.half / width);
        let all = (self.replicates as f64 * times).min(1e15);
        let unit = libm::pow(10.0, (libm::log10(all.max(1.0)).floor() - 1.0).max(0.0));
        ((all / unit - 1e-9).ceil() * unit) as u64
    }
}

/// The greatest of 1, 2 and 5 times a power of ten that is not above a number.
fn round_below(most: f64) -> f64 {
    let power = libm::log10(most).floor() as i32;
    // Divided rather than multiplied by tenths, so that 0.01 is that.
    let of = |digit: f64, power: i32| {
        let unit = libm::pow(10.0, f64::from(power.abs()));
        if power < 0 { digit / unit } else { digit * unit }
    };
    [5.0, 2.0, 1.0].map(|digit| of(digit, power)).into_iter().find(|one| *one <= most).unwrap_or(of(5.0, power - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_half_of_the_width_takes_four_times_the_replicates() {
        let one = |half: f64| Estimate { mean: 0.5, low: 0.5 - half, high: 0.5 + half };
        let own = Enough::of(Figure::Probability, &[one(0.004), one(0.021), one(0.02)], 2000).unwrap();
        assert!((own.half - 0.021).abs() < 1e-12 && (own.wanted - 0.01).abs() < 1e-15, "{own:?}");
        // 2,000 × 2.1² are 8,820.
        assert_eq!((own.needs, own.takes(0.021), own.takes(0.0105)), (8900, 2000, 8000));
        for (half, wanted) in [(0.15, 0.1), (0.149, 0.05), (0.04, 0.02), (3.0, 2.0), (0.0075, 0.005), (0.0149, 0.005)] {
            let own = Enough::of(Figure::Regret, &[one(half)], 100).unwrap();
            assert!((own.wanted - wanted).abs() < 1e-12, "{half}: {own:?}");
        }
        // What is known exactly needs no more, and of nothing nothing is said.
        assert_eq!(Enough::of(Figure::Index, &[one(0.0)], 100), None);
        assert_eq!(Enough::of::<Estimate>(Figure::Index, &[], 100), None);
    }
}
