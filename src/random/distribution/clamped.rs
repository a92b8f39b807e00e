//! Draws that are clamped to a range: what such a draw is on average.

use super::Distribution;

/// The outermost uniform numbers that 53 random bits give.
pub(super) const OUTERMOST: [f64; 2] = [f64::EPSILON / 4.0, 1.0 - f64::EPSILON / 2.0];
/// The step of the quadrature, and how far its nodes reach on either side.
const STEP: f64 = 1.0 / 16.0;
const REACH: i32 = 56;

/// The share of draws below `bound`, or where `with` is stated, at or below it: the percentile from which on draws reach it,
/// by halving.
pub(super) fn share_below(of: &Distribution, bound: f64, with: bool) -> f64 {
    let [mut low, mut high] = [0.0, 1.0];
    loop {
        let middle = f64::midpoint(low, high);
        if !(low < middle && middle < high) || high - low < 1e-17 {
            return if low == 0.0 { 0.0 } else { high };
        }
        let value = of.quantile(middle.clamp(OUTERMOST[0], OUTERMOST[1]));
        if value < bound || with && value <= bound {
            low = middle;
        } else {
            high = middle;
        }
    }
}

/// The mean of draws clamped to `low` and `high`: what lies outside counts at the end that it passed, and what lies
/// between is the integral of the quantile function, piece by piece where that has kinks or jumps.
pub(super) fn mean(of: &Distribution, low: f64, high: f64) -> f64 {
    let (first, last) = (share_below(of, low, false), share_below(of, high, true));
    let mut ends = vec![first];
    ends.extend(of.family().breaks().into_iter().filter(|at| first < *at && *at < last));
    ends.push(last);
    let between: f64 = ends.windows(2).map(|pair| integral(of, pair[0], pair[1])).sum();
    let below = if first > 0.0 { low * first } else { 0.0 };
    let above = if last < 1.0 { high * (1.0 - last) } else { 0.0 };
    (below + between + above).clamp(low, high)
}

/// The integral of the quantile function over a piece where it is smooth, also where it rises without bound at an end:
/// double exponential quadrature (Takahasi and Mori 1974, *Publ. RIMS* 9, 721–741).
fn integral(of: &Distribution, from: f64, to: f64) -> f64 {
    let half = 0.5 * (to - from);
    if half <= 0.0 {
        return 0.0;
    }
    let mut sum = 0.0;
    for node in -REACH..=REACH {
        let t = f64::from(node) * STEP;
        let inner = std::f64::consts::FRAC_PI_2 * libm::sinh(t);
        let weight = STEP * std::f64::consts::FRAC_PI_2 * libm::cosh(t) / (libm::cosh(inner) * libm::cosh(inner));
        // Measured from the nearer end, so that no digit is lost close to it.
        let away = half / (libm::exp(inner.abs()) * libm::cosh(inner));
        let at = if inner < 0.0 { from + away } else { to - away };
        sum += weight * of.quantile(at.clamp(OUTERMOST[0], OUTERMOST[1]));
    }
    sum * half
}
