//! Quantiles and probabilities of Student's law and the normal one.

use crate::random::{standard_normal_quantile, student_outside, student_quantile};

/// The two-sided quantile of Student's law over so many units; from 200 degrees of freedom on by Cornish and Fisher's
/// expansion about the normal one, right to eight digits there (Abramowitz and Stegun 26.7.5).
pub(crate) fn critical(units: u64, confidence: f64) -> f64 {
    let freedom = units.saturating_sub(1).max(1) as f64;
    if freedom >= 200.0 {
        let z = standard_normal_quantile(0.5 + confidence / 2.0);
        let square = z * z;
        let first = z * (square + 1.0) / 4.0;
        let second = z * ((5.0 * square + 16.0) * square + 3.0) / 96.0;
        let third = z * (((3.0 * square + 19.0) * square + 17.0) * square - 15.0) / 384.0;
        return z + (first + (second + third / freedom) / freedom) / freedom;
    }
    student_quantile(freedom, 1.0 - confidence)
}

/// The two-sided probability of a deviate at least as far out under Student's law over so many units.
pub(super) fn two_sided(deviate: f64, units: u64) -> f64 {
    student_outside(units.saturating_sub(1).max(1) as f64, deviate)
}
