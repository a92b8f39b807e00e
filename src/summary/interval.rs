//! Intervals for probabilities estimated by counting.

use crate::random::beta_quantile;

/// The exact (Clopper–Pearson) interval at `confidence` for `count` successes of `of` independent trials.
///
/// # Source
/// C. J. Clopper and E. S. Pearson, "The use of confidence or fiducial limits", Biometrika 26 (1934).
///
/// ```
/// let (low, high) = tidui::summary::clopper_pearson(0, 10, 0.95);
/// assert!(low == 0.0 && (high - 0.3085).abs() < 1e-4);
/// ```
#[must_use]
pub fn clopper_pearson(count: u64, of: u64, confidence: f64) -> (f64, f64) {
    let (hits, misses) = (count as f64, of.saturating_sub(count) as f64);
    let tail = (1.0 - confidence) / 2.0;
    let low = if count == 0 { 0.0 } else { beta_quantile(hits, misses + 1.0, tail) };
    let high = if count >= of { 1.0 } else { beta_quantile(hits + 1.0, misses, 1.0 - tail) };
    (low, high)
}
