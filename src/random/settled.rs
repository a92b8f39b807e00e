//! Probabilities and quantiles of the beta and Student's law for intervals and fits: `statrs`, settled.
//!
//! `statrs` works with the `exp`, `ln` and `pow` of the host, and no two C libraries promise the same last bits of these. So
//! its number θ is never used as it is. It is rounded to nine significant digits, and only where no doubt is left: if all
//! numbers within θ ± 10⁻¹⁰ θ round alike. Where they do not, ν decides, which is worked out here on `libm` and has the same
//! bits everywhere; and ν alone decides where `statrs` may be further off.
//!
//! Hence what comes out is ν, rounded, on every host, as long as θ is nearer than 10⁻¹⁰ to ν (relative): rounding is
//! monotone, so if both ends round alike, ν between them does so too. There is no chance left of two hosts differing, and no
//! need that they agree on which of the two decided. How near θ is:
//!
//! - Probabilities: its error is that of an exponent, in which differences of ln Γ(a + b), below 6,000, and multiples of ln x
//!   are off by some units of 2⁻⁵³ of themselves: a few times 10⁻¹² for a + b ≤ 1001, and where Student's law has at most 200
//!   degrees of freedom.
//! - Quantiles: Newton's method ends with a step q, of which q² ≤ 10⁻¹⁴ at worst. What is left of the error is q²/2 · |f′/f| for
//!   the density f, less than ½ · 10⁻¹⁴ · 101 for a + b ≤ 101; divided by the least quantile that is asked for of so few trials,
//!   some 10⁻², that is 5 · 10⁻¹¹. The step is almost always far smaller.
//!
//! The tests hold both to a tenth of the tolerance (the furthest found: 5 · 10⁻¹² and 8 · 10⁻¹²). `tests/hosts/run` holds all
//! that is written to be the same under a C library whose every answer is a unit off.

use statrs::distribution::{Beta, ContinuousCDF, StudentsT};
use statrs::function::beta::beta_reg;

use super::special::{BetaShape, tail_place};

/// Digits after the first.
const DIGITS: usize = 8;
/// How far off `statrs` may be, relative to its number.
const TOLERANCE: f64 = 1e-10;
/// Probabilities of beta laws whose parameters add up to more are not asked of `statrs`.
const LARGEST_OF_PROBABILITIES: f64 = 1001.0;
/// The same of quantiles.
const LARGEST_OF_QUANTILES: f64 = 101.0;
/// Nothing is asked of `statrs` about Student's law with more degrees of freedom.
const MOST_FREEDOM: f64 = 200.0;
/// Probabilities below this are too near to what numbers can hold for either to be right.
const LEAST: f64 = 1e-250;

/// The probability of at most `x` under the beta law with parameters `a` and `b` > 0. What is below 10⁻²⁵⁰ is 0.
pub(crate) fn beta_probability(a: f64, b: f64, x: f64) -> f64 {
    if x <= 0.0 || x >= 1.0 {
        return f64::from(x >= 1.0);
    }
    let own = || BetaShape::new(a, b).probability(libm::log(x) - libm::log1p(-x) - libm::log(a / b));
    probability((a + b <= LARGEST_OF_PROBABILITIES).then(|| beta_reg(a, b, x)), own)
}

/// The quantile at `p` in the open unit interval of the beta law with parameters `a` and `b` > 0.
pub(crate) fn beta_quantile(a: f64, b: f64, p: f64) -> f64 {
    let theirs = if a + b <= LARGEST_OF_QUANTILES { Beta::new(a, b).ok() } else { None };
    settled(theirs.map(|law| law.inverse_cdf(p)), || {
        let shape = BetaShape::new(a, b);
        shape.value(tail_place(&shape, p)).0
    })
}

/// The probability of a deviate at least so far from 0, either way, under Student's law. What is below 10⁻²⁵⁰ is 0.
pub(crate) fn student_outside(freedom: f64, deviate: f64) -> f64 {
    let size = deviate.abs();
    if size <= 0.0 {
        return 1.0;
    }
    let theirs = if freedom <= MOST_FREEDOM { law(freedom) } else { None };
    // Of x = f/(f + t²), which is beta with parameters f/2 and 1/2, the odds over their mode are t⁻².
    let own = || BetaShape::new(freedom / 2.0, 0.5).probability(-2.0 * libm::log(size));
    probability(theirs.map(|law| 2.0 * law.cdf(-size)), own)
}

/// The deviate beyond which, either way, lies the probability `outside` of Student's law.
pub(crate) fn student_quantile(freedom: f64, outside: f64) -> f64 {
    let theirs = if freedom <= MOST_FREEDOM { law(freedom) } else { None };
    settled(theirs.map(|law| law.inverse_cdf(1.0 - outside / 2.0)), || {
        libm::exp(-0.5 * tail_place(&BetaShape::new(freedom / 2.0, 0.5), outside))
    })
}

fn law(freedom: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, freedom).ok()
}

fn probability(theirs: Option<f64>, own: impl FnOnce() -> f64) -> f64 {
    let settled = settled(theirs, own);
    if settled < LEAST { 0.0 } else { settled.min(1.0) }
}

/// What the module says of a number of `statrs` and one of our own.
fn settled(theirs: Option<f64>, own: impl FnOnce() -> f64) -> f64 {
    let ends = theirs.map(|theirs| [rounded(theirs * (1.0 - TOLERANCE)), rounded(theirs * (1.0 + TOLERANCE))]);
    match ends {
        Some([low, high]) if low.to_bits() == high.to_bits() => low,
        _ => rounded(own()),
    }
}

/// To nine significant digits, exactly: by way of its decimals, which no host works out otherwise.
fn rounded(number: f64) -> f64 {
    format!("{number:.DIGITS$e}").parse().unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How far apart two numbers are, in tolerances; those too small to be told are none apart.
    fn apart(theirs: f64, own: f64) -> f64 {
        if theirs.max(own) < LEAST { 0.0 } else { (theirs / own - 1.0).abs() / TOLERANCE }
    }

    /// Counts that lie closer together where there are few.
    fn counts(most: u32) -> impl Iterator<Item = f64> {
        (0..).map(|step| f64::from(step * step / 24 + step)).take_while(move |count| *count <= f64::from(most))
    }

    #[test]
    fn probabilities_of_statrs_are_within_a_tenth_of_the_tolerance() {
        for trials in counts(1000) {
            for hits in counts(1000).filter(|hits| (1.0..=trials).contains(hits)) {
                let (a, b) = (hits, trials - hits + 1.0);
                let sd = (a * b / (a + b)).sqrt() / (a + b);
                for step in -40..=40 {
                    let x = a / (a + b) + f64::from(step) * sd;
                    if (1e-9..1.0 - 1e-9).contains(&x) {
                        let own = BetaShape::new(a, b).probability(libm::log(x) - libm::log1p(-x) - libm::log(a / b));
                        assert!(apart(beta_reg(a, b, x), own) < 0.1, "I({x}; {a}, {b})");
                    }
                }
            }
        }
        for freedom in (1..=200).map(f64::from) {
            for step in 1..=370 {
                let (law, size) = (law(freedom).unwrap(), f64::from(step) / 10.0);
                let own = BetaShape::new(freedom / 2.0, 0.5).probability(-2.0 * libm::log(size));
                assert!(apart(2.0 * law.cdf(-size), own) < 0.1, "{freedom}: {size}");
            }
        }
    }

    #[test]
    fn quantiles_of_statrs_are_within_a_tenth_of_the_tolerance() {
        let confidences = [0.5, 0.8, 0.9, 0.92, 0.95, 0.9505, 0.98, 0.99, 0.995, 0.999];
        for trials in 1..=100 {
            for hits in 0..=trials {
                for tail in confidences.map(|confidence| (1.0 - confidence) / 2.0) {
                    let (hits, misses) = (f64::from(hits), f64::from(trials - hits));
                    for (a, b, p) in [(hits, misses + 1.0, tail), (hits + 1.0, misses, 1.0 - tail)] {
                        if a > 0.0 && b > 0.0 {
                            let shape = BetaShape::new(a, b);
                            let own = shape.value(tail_place(&shape, p)).0;
                            assert!(apart(Beta::new(a, b).unwrap().inverse_cdf(p), own) < 0.1, "{p} of {a}, {b}");
                        }
                    }
                }
            }
        }
        for freedom in (1..=200).map(f64::from) {
            for outside in confidences.map(|confidence| 1.0 - confidence) {
                let own = libm::exp(-0.5 * tail_place(&BetaShape::new(freedom / 2.0, 0.5), outside));
                assert!(
                    apart(law(freedom).unwrap().inverse_cdf(1.0 - outside / 2.0), own) < 0.1,
                    "{outside} of {freedom}"
                );
            }
        }
    }

    /// Another host's number, anywhere within the tolerance, comes to the same.
    #[test]
    fn a_number_that_is_moved_within_the_tolerance_comes_to_the_same() {
        for step in 0..20_000 {
            // Around boundaries of nine digits as well as between them.
            let own = 0.123_456_789_5 + f64::from(step - 10_000) * 1e-13;
            let moved = [-0.99, -0.5, 0.0, 0.5, 0.99].map(|part| settled(Some(own * (1.0 + part * TOLERANCE)), || own));
            assert!(moved.iter().all(|one| one.to_bits() == rounded(own).to_bits()), "{own}: {moved:?}");
        }
    }

    /// References by `mpmath` at 30 digits, of laws that `statrs` is not asked about.
    #[test]
    fn our_own_are_right_where_they_decide_alone() {
        for (found, exact) in [
            (beta_probability(3_000.0, 7_001.0, 0.31), 0.985_304_974_056_2),
            (beta_probability(20.0, 19_981.0, 0.0005), 0.003_445_949_501_747),
            (beta_probability(60_000.0, 40_001.0, 0.6), 0.501_373_415_048_5),
            (beta_quantile(1.0, 1_000.0, 0.025), 2.531_748_749_129e-5),
            (beta_quantile(17.0, 984.0, 0.975), 0.025_853_249_081_37),
            (beta_quantile(50_001.0, 50_000.0, 0.975), 0.503_103_937_508_2),
            (student_outside(5_000.0, 2.5), 0.012_451_116_199_72),
            (student_outside(1_000_000.0, 4.0), 6.334_703_401_005e-5),
            (student_outside(3_000.0, 20.0), 1.231_631_814_007e-83),
            (student_quantile(400.0, 0.05), 1.965_912_343_229),
        ] {
            assert!((found / exact - 1.0).abs() < 1e-8, "{found} {exact}");
        }
        assert!((student_outside(7.0, 0.0) - 1.0).abs() < 1e-300);
        assert!(student_outside(7.0, f64::INFINITY) < 1e-300 && (student_outside(1e9, 1e-200) - 1.0).abs() < 1e-12);
    }
}
