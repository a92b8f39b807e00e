//! Special functions that decide draws, on the pure-Rust `libm` crate alone.
//!
//! A draw has to be the same number on every machine, so no function here reaches the host's C library: only the four
//! operations and the square root, which IEEE 754 fixes to the last bit, and `libm`, which is compiled from source.

use std::f64::consts::{FRAC_1_SQRT_2, PI};
use std::fmt;
use std::sync::Arc;

/// The standard normal quantile at `p` in the open unit interval.
///
/// Relative error about 1e-16. Source: Wichura, M. J. (1988), Algorithm AS 241 (PPND16), *Applied Statistics* 37,
/// 477–484.
#[expect(clippy::excessive_precision, reason = "the coefficients as published")]
pub(crate) fn normal_quantile(p: f64) -> f64 {
    const CENTRE: ([f64; 8], [f64; 8]) = (
        [
            3.387_132_872_796_366_608,
            133.141_667_891_784_377_45,
            1_971.590_950_306_551_442_7,
            13_731.693_765_509_461_125,
            45_921.953_931_549_871_457,
            67_265.770_927_008_700_853,
            33_430.575_583_588_128_105,
            2_509.080_928_730_122_672_7,
        ],
        [
            1.0,
            42.313_330_701_600_911_252,
            687.187_007_492_057_908_3,
            5_394.196_021_424_751_107_7,
            21_213.794_301_586_595_867,
            39_307.895_800_092_710_61,
            28_729.085_735_721_942_674,
            5_226.495_278_852_854_561,
        ],
    );
    const TAIL: ([f64; 8], [f64; 8]) = (
        [
            1.423_437_110_749_683_577_34,
            4.630_337_846_156_545_295_9,
            5.769_497_221_460_691_405_5,
            3.647_848_324_763_204_605_04,
            1.270_458_252_452_368_382_58,
            2.417_807_251_774_506_117_7e-1,
            2.272_384_498_926_918_458_33e-2,
            7.745_450_142_783_414_076_4e-4,
        ],
        [
            1.0,
            2.053_191_626_637_758_821_87,
            1.676_384_830_183_803_849_4,
            6.897_673_349_851_000_045_5e-1,
            1.481_039_764_274_800_745_9e-1,
            1.519_866_656_361_645_719_66e-2,
            5.475_938_084_995_344_946e-4,
            1.050_750_071_644_416_843_24e-9,
        ],
    );
    const FAR_TAIL: ([f64; 8], [f64; 8]) = (
        [
            6.657_904_643_501_103_777_2,
            5.463_784_911_164_114_369_9,
            1.784_826_539_917_291_335_8,
            2.965_605_718_285_048_912_3e-1,
            2.653_218_952_657_612_309_3e-2,
            1.242_660_947_388_078_438_6e-3,
            2.711_555_568_743_487_578_15e-5,
            2.010_334_399_292_288_132_65e-7,
        ],
        [
            1.0,
            5.998_322_065_558_879_376_9e-1,
            1.369_298_809_227_358_053_1e-1,
            1.487_536_129_085_061_485_25e-2,
            7.868_691_311_456_132_591e-4,
            1.846_318_317_510_054_681_8e-5,
            1.421_511_758_316_445_888_7e-7,
            2.044_263_103_389_939_785_64e-15,
        ],
    );
    let quotient = |(above, below): &([f64; 8], [f64; 8]), x: f64| {
        let polynomial = |terms: &[f64; 8]| terms.iter().rev().fold(0.0, |sum, term| sum * x + term);
        polynomial(above) / polynomial(below)
    };
    let centred = p - 0.5;
    if centred.abs() <= 0.425 {
        return centred * quotient(&CENTRE, 0.180_625 - centred * centred);
    }
    // 1 - p is exact here, so the upper tail is as accurate as `p` itself allows.
    let depth = (-libm::log(if centred < 0.0 { p } else { 1.0 - p })).sqrt();
    let size = if depth <= 5.0 { quotient(&TAIL, depth - 1.6) } else { quotient(&FAR_TAIL, depth - 5.0) };
    if centred < 0.0 { -size } else { size }
}

/// The standard normal distribution function at `x`: erfc(−x/√2)/2, which keeps its relative accuracy far below zero.
pub(crate) fn normal_cdf(x: f64) -> f64 {
    0.5 * libm::erfc(-x * FRAC_1_SQRT_2)
}

/// The standard normal density at `x`.
fn normal_density(x: f64) -> f64 {
    libm::exp(-0.5 * x * x) / (2.0 * PI).sqrt()
}

/// What Stirling's formula leaves of ln Γ(a): ln Γ(a) − (a − ½) ln a + a − ½ ln 2π.
///
/// Taken apart from the large terms so that a density at a large shape is not the difference of two large numbers.
/// Source: Abramowitz and Stegun 6.1.41.
pub(super) fn stirling_remainder(a: f64) -> f64 {
    if a < 15.0 {
        return libm::lgamma(a) - (a - 0.5) * libm::log(a) + a - 0.5 * libm::log(2.0 * PI);
    }
    let square = 1.0 / (a * a);
    let terms = [1.0 / 12.0, -1.0 / 360.0, 1.0 / 1260.0, -1.0 / 1680.0, 1.0 / 1188.0, -691.0 / 360_360.0, 1.0 / 156.0];
    terms.iter().rev().fold(0.0, |sum, term| sum * square + term) / a
}

/// A distribution on a scale `w` of the whole line, centred on its mode, where its density is log-concave.
///
/// Log-concavity makes Newton's method on the logarithm of either tail converge from anywhere.
pub(crate) trait Shape {
    /// Density, its slope and one tail at `w`.
    fn point(&self, w: f64) -> LocalShape;
}

/// A [`Shape`] at one place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct LocalShape {
    /// The density on the `w` scale.
    density: f64,
    /// The derivative of the log density.
    slope: f64,
    /// Whether `ratio` belongs to the lower tail.
    lower: bool,
    /// Tail probability over density.
    ratio: f64,
}

impl LocalShape {
    /// Tail probability over density, for the lower tail or for the upper.
    fn tail_ratio(&self, lower: bool) -> f64 {
        if lower == self.lower { self.ratio } else { (1.0 / self.density - self.ratio).max(1e-17 / self.density) }
    }

    /// The probability at or below the place.
    fn cdf(&self) -> f64 {
        self.density * self.tail_ratio(true)
    }
}

/// The gamma distribution of shape `a` and scale 1, on the scale w = ln(x/a).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct GammaShape {
    /// The shape.
    a: f64,
    /// The density at w = 0.
    peak: f64,
}

impl GammaShape {
    /// The gamma distribution of shape `a` > 0.
    pub(crate) fn new(a: f64) -> Self {
        Self { a, peak: (a / (2.0 * PI)).sqrt() * libm::exp(-stirling_remainder(a)) }
    }

    /// The value at `w`.
    pub(crate) fn value(&self, w: f64) -> f64 {
        self.a * libm::exp(w)
    }

    /// P(a, x) over x^a e^(−x)/Γ(a), by its power series. Source: Abramowitz and Stegun 6.5.29.
    fn series(&self, x: f64) -> f64 {
        let (mut below, mut term, mut sum) = (self.a, 1.0 / self.a, 1.0 / self.a);
        for _ in 0..MOST_TERMS {
            below += 1.0;
            term *= x / below;
            sum += term;
            if term <= sum * TERM_TOLERANCE {
                break;
            }
        }
        sum
    }

    /// Q(a, x) over x^a e^(−x)/Γ(a), by Legendre's continued fraction. Source: Abramowitz and Stegun 6.5.31.
    fn fraction(&self, x: f64) -> f64 {
        let mut below = x + 1.0 - self.a;
        let (mut previous, mut latest) = ((0.0, 1.0), (1.0 / below, 1.0));
        let mut ratio: f64 = latest.0;
        // Convergents as quotients A/B, scaled so that the latest B is 1.
        previous.1 /= below;
        for n in 1..MOST_TERMS {
            let count = f64::from(n);
            below += 2.0;
            let above = count * (self.a - count);
            let next = (below * latest.0 + above * previous.0, below * latest.1 + above * previous.1);
            previous = (latest.0 / next.1, latest.1 / next.1);
            latest = (next.0 / next.1, 1.0);
            let change = (latest.0 - ratio).abs();
            ratio = latest.0;
            if change <= ratio * TERM_TOLERANCE {
                break;
            }
        }
        ratio
    }
}

impl Shape for GammaShape {
    fn point(&self, w: f64) -> LocalShape {
        let growth = libm::expm1(w);
        let x = self.a * (growth + 1.0);
        let density = (self.peak * libm::exp(-self.a * (growth - w))).max(LEAST_DENSITY);
        let lower = x < self.a + 1.0;
        let ratio = if lower { self.series(x) } else { self.fraction(x) };
        LocalShape { density, slope: -self.a * growth, lower, ratio }
    }
}

/// The beta distribution on the unit interval, on the scale w = ln(x/(1 − x)) − ln(a/b).
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct BetaShape {
    /// The exponent at 0, plus 1.
    a: f64,
    /// The exponent at 1, plus 1.
    b: f64,
    /// The density at w = 0.
    peak: f64,
}

impl BetaShape {
    /// The beta distribution with parameters `a` > 0 and `b` > 0.
    pub(crate) fn new(a: f64, b: f64) -> Self {
        let remainder = stirling_remainder(a + b) - stirling_remainder(a) - stirling_remainder(b);
        Self { a, b, peak: (a * b / (a + b) / (2.0 * PI)).sqrt() * libm::exp(remainder) }
    }

    /// x and 1 − x at `w`.
    pub(crate) fn value(&self, w: f64) -> (f64, f64) {
        let part = |near: f64, far: f64, w: f64| {
            let scaled = near * libm::exp(w);
            scaled / (scaled + far)
        };
        if w <= 0.0 {
            let x = part(self.a, self.b, w);
            (x, 1.0 - x)
        } else {
            let y = part(self.b, self.a, -w);
            (1.0 - y, y)
        }
    }

    /// The probability at or below `w`.
    pub(super) fn probability(&self, w: f64) -> f64 {
        self.point(w).cdf()
    }

    /// I(x; a, b) over x^a (1 − x)^b / B(a, b), by the even part of its continued fraction.
    ///
    /// `lambda` is a − (a + b) x. Source: Didonato, A. R. and Morris, A. H. (1992), Algorithm 708 (BFRAC), *ACM
    /// Transactions on Mathematical Software* 18, 360–373.
    #[expect(clippy::many_single_char_names, reason = "the names of the published algorithm")]
    pub(super) fn fraction(a: f64, b: f64, x: f64, lambda: f64) -> f64 {
        let (c, c0, c1, y1) = (1.0 + lambda, b / a, 1.0 + 1.0 / a, 2.0 - x);
        let (mut p, mut s) = (1.0, a + 1.0);
        let (mut above_0, mut below_0, mut above_1, mut below_1) = (0.0, 1.0, 1.0, c / c1);
        let mut ratio: f64 = c1 / c;
        for n in 1..MOST_TERMS {
            let count = f64::from(n);
            let t = count / a;
            let w = count * (b - count) * x;
            let e = a / s;
            let alpha = (p * (p + c0) * e * e) * (w * x);
            let beta = count + w / s + (1.0 + t) / (c1 + t + t) * (c + count * y1);
            p = 1.0 + t;
            s += 2.0;
            let above = alpha * above_0 + beta * above_1;
            let below = alpha * below_0 + beta * below_1;
            let scale = 1.0 / below;
            (above_0, below_0, above_1, below_1) = (above_1 * scale, below_1 * scale, above * scale, 1.0);
            let change = (above_1 - ratio).abs();
            ratio = above_1;
            if change <= ratio * TERM_TOLERANCE {
                break;
            }
        }
        ratio
    }
}

impl Shape for BetaShape {
    fn point(&self, w: f64) -> LocalShape {
        // Both halves are the same half, seen in a mirror.
        let lower = w <= 0.0;
        let (a, b, w) = if lower { (self.a, self.b, w) } else { (self.b, self.a, -w) };
        let mode = a / (a + b);
        let growth = mode * libm::expm1(w);
        let x = mode * libm::exp(w) / (1.0 + growth);
        let density = (self.peak * libm::exp(a * w - (a + b) * libm::log1p(growth))).max(LEAST_DENSITY);
        let slope = -b * growth / (1.0 + growth);
        let ratio = Self::fraction(a, b, x, slope);
        LocalShape { density, slope: if lower { slope } else { -slope }, lower, ratio }
    }
}

/// No series or fraction goes on beyond this many terms; at the shapes that a distribution allows, all end far sooner.
const MOST_TERMS: i32 = 100_000;
/// A series or fraction ends when a term changes it by less than this part.
const TERM_TOLERANCE: f64 = 4e-16;
/// A density is not let below this, so that its reciprocal stays finite.
const LEAST_DENSITY: f64 = 1e-300;
/// Most corrections of one quantile; one is usual.
const MOST_CORRECTIONS: i32 = 200;
/// A correction this small, relative to the curvature, leaves an error of about its cube.
const LAST_CORRECTION: f64 = 1e-5;
/// Knots per unit of the standard normal.
const KNOTS_PER_UNIT: f64 = 8.0;
/// The knots run from minus this to this; beyond it lies 1e-17 of the probability.
const REACH: f64 = 8.5;

/// The inverse of a [`Shape`]'s distribution function.
///
/// A table of `w` against the standard normal gives the starting value; Halley's method on the logarithm of the smaller
/// tail makes it exact, mostly in one step. The table decides how long that takes, not the result.
#[derive(Clone, PartialEq)]
pub(crate) struct Inverse<S> {
    /// The distribution.
    pub(crate) shape: S,
    /// `w` and its derivative at equally spaced standard normal values.
    knots: Arc<[(f64, f64)]>,
}

impl<S: fmt::Debug> fmt::Debug for Inverse<S> {
    /// Without the knots, which follow from the shape.
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Inverse").field(&self.shape).finish()
    }
}

impl<S: Shape> Inverse<S> {
    /// Tabulates `shape`.
    pub(crate) fn new(shape: S) -> Self {
        let centre = (REACH * KNOTS_PER_UNIT) as usize;
        let mut knots = vec![(0.0, 0.0); 2 * centre + 1];
        let knot = |z: f64, start: f64| {
            let w = correct(&shape, start, normal_cdf(-z.abs()), z <= 0.0);
            (w, normal_density(z) / shape.point(w).density)
        };
        knots[centre] = knot(0.0, 0.0);
        // Outwards from the middle, each knot starting from the tangent at the one before.
        for step in 1..=centre {
            let z = step as f64 / KNOTS_PER_UNIT;
            let (w, slope) = knots[centre + step - 1];
            knots[centre + step] = knot(z, w + slope / KNOTS_PER_UNIT);
            let (w, slope) = knots[centre + 1 - step];
            knots[centre - step] = knot(-z, w - slope / KNOTS_PER_UNIT);
        }
        Self { shape, knots: knots.into() }
    }

    /// The `w` below which the probability is `u`, in the open unit interval.
    pub(crate) fn quantile(&self, u: f64) -> f64 {
        let place = (normal_quantile(u).clamp(-REACH, REACH) + REACH) * KNOTS_PER_UNIT;
        let index = (place as usize).min(self.knots.len() - 2);
        let (start, end) = (self.knots[index], self.knots[index + 1]);
        let t = place - index as f64;
        let rest = 1.0 - t;
        // The cubic through both knots with their slopes.
        let guess = rest * rest * (start.0 * (1.0 + 2.0 * t) + t * start.1 / KNOTS_PER_UNIT)
            + t * t * (end.0 * (1.0 + 2.0 * rest) - rest * end.1 / KNOTS_PER_UNIT);
        let lower = u <= 0.5;
        correct(&self.shape, guess, if lower { u } else { 1.0 - u }, lower)
    }
}

/// The `w` below which the probability is `p`, in the open unit interval: for one that is asked for once, without a table.
pub(super) fn tail_place(shape: &impl Shape, p: f64) -> f64 {
    let lower = p <= 0.5;
    correct(shape, 0.0, if lower { p } else { 1.0 - p }, lower)
}

/// The `w` at which the lower (or upper) tail of `shape` has probability `p`, from a starting value.
///
/// Halley's method on ln(tail/p). The log tail is concave, so a step towards the solution from the far side cannot pass
/// it, and its denominator is held at ½ or more where the start is poor.
fn correct(shape: &impl Shape, start: f64, p: f64, lower: bool) -> f64 {
    let mut w = start;
    for _ in 0..MOST_CORRECTIONS {
        let point = shape.point(w);
        let ratio = point.tail_ratio(lower);
        // In the upper tail the line is read from the other end.
        let (direction, slope) = if lower { (1.0, point.slope) } else { (-1.0, -point.slope) };
        let newton = ratio * libm::log(ratio * point.density / p);
        let bend = slope - 1.0 / ratio;
        let step = newton / (1.0 - 0.5 * newton * bend).max(0.5);
        if !step.is_finite() {
            break;
        }
        w -= direction * step;
        if step.abs() * (1.0 + slope.abs() + bend.abs()) <= LAST_CORRECTION {
            break;
        }
    }
    w
}

#[cfg(test)]
mod tests {
    use super::*;

    /// References by `mpmath` at 30 digits.
    #[test]
    fn the_normal_quantile_is_right_to_fifteen_digits() {
        for (p, exact) in [
            (1e-300, -37.047_096_299_361_2),
            (1e-16, -8.222_082_216_130_435),
            (1e-5, -4.264_890_793_922_825),
            (0.07, -1.475_791_028_179_170_7),
            (0.2, -0.841_621_233_572_914_2),
            (0.975, 1.959_963_984_540_054_2),
        ] {
            let error = (normal_quantile(p) / exact - 1.0).abs();
            assert!(error < 1e-15, "{p}: {error:e}");
        }
        assert!(normal_quantile(0.5).abs() < 1e-300);
    }

    #[test]
    fn the_normal_cdf_undoes_the_quantile_in_both_tails() {
        for exponent in 1..300 {
            let p = libm::exp10(-f64::from(exponent));
            // d ln Φ/dz is about |z|, so rounding z alone moves p by z² units in the last place.
            assert!((normal_cdf(normal_quantile(p)) / p - 1.0).abs() < 1e-12, "{p:e}");
            let above = 1.0 - p;
            if above < 1.0 {
                assert!((normal_cdf(normal_quantile(above)) - above).abs() < 4e-16, "{above}");
            }
        }
    }

    #[test]
    fn no_quantile_is_nan_or_falls_however_close_to_the_ends() {
        let mut probabilities: Vec<f64> = (0..1074).map(|power| libm::exp2(-f64::from(power) - 1.0)).rev().collect();
        probabilities.extend((2..=53).map(|power| 1.0 - libm::exp2(-f64::from(power))));
        for a in [0.01, 0.4, 1.0, 6.0, 900.0, 100_000.0] {
            let gamma = Inverse::new(GammaShape::new(a));
            let beta = Inverse::new(BetaShape::new(a, 3.0));
            let found: Vec<[f64; 3]> =
                probabilities.iter().map(|u| [normal_quantile(*u), gamma.quantile(*u), beta.quantile(*u)]).collect();
            assert!(found.iter().flatten().all(|w| w.is_finite()), "{a}");
            assert!(found.windows(2).all(|pair| (0..3).all(|of| pair[0][of] < pair[1][of])), "{a}");
        }
    }

    #[test]
    fn incomplete_gamma_agrees_with_closed_forms() {
        for x in [1e-9, 0.1, 0.9, 1.0, 1.5, 2.0, 5.0, 30.0] {
            // P(1, x) = 1 − e^(−x) and P(½, x) = erf √x.
            for (a, exact) in [(1.0, -libm::expm1(-x)), (0.5, libm::erf(x.sqrt()))] {
                let found = GammaShape::new(a).point(libm::log(x / a)).cdf();
                assert!((found / exact - 1.0).abs() < 1e-13, "P({a}, {x}): {found:e} against {exact:e}");
            }
        }
    }

    #[test]
    fn incomplete_beta_agrees_with_closed_forms() {
        for x in [1e-9, 0.1, 0.49, 0.5, 0.51, 0.8, 0.999] {
            let logit = libm::log(x) - libm::log1p(-x);
            // I(x; a, 1) = x^a, I(x; 1, b) = 1 − (1 − x)^b and I(x; ½, ½) = 2 asin(√x)/π.
            for (a, b, exact) in [
                (3.5, 1.0, libm::pow(x, 3.5)),
                (1.0, 3.5, -libm::expm1(3.5 * libm::log1p(-x))),
                (0.5, 0.5, 2.0 / PI * libm::asin(x.sqrt())),
            ] {
                let found = BetaShape::new(a, b).point(logit - libm::log(a / b)).cdf();
                assert!((found / exact - 1.0).abs() < 1e-13, "I({x}; {a}, {b}): {found:e} against {exact:e}");
            }
        }
    }

    /// References by `mpmath` at 30 digits.
    #[test]
    fn stirling_remainder_joins_its_two_formulas() {
        for (a, exact) in [
            (0.5, 0.153_426_409_720_027_36),
            (14.999, 0.005_555_103_782_742_007),
            (15.001, 0.005_554_363_370_522_554),
            (100_000.0, 8.333_333_333_305_556e-7),
        ] {
            assert!((stirling_remainder(a) - exact).abs() < 2e-14, "{a}");
        }
    }
}
