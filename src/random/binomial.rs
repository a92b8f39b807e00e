//! How many of many: quantiles of the binomial law, from sixty-four random bits.
//!
//! A quantile, and no quicker way to draw, because luck is shared: of two laws that differ a little, the same bits then give
//! counts that differ as little as they can, and a greater probability never gives the smaller count.
//!
//! Most bits lie far from any step of the distribution function, and a normal quantile with the terms that skewness and its
//! like add (Cornish and Fisher 1938) tells at once between which steps they lie. Where its error could matter, and where
//! numbers are too small for it, the distribution function itself decides, so that the law is exact to the last digits of a
//! double in both tails.

use std::f64::consts::PI;

use super::special::{BetaShape, normal_quantile, stirling_remainder};

/// Expected successes below which the steps are counted off from zero.
const FEW: f64 = 12.0;
/// Upper tails that are still told from one less a sum.
const SHALLOW: f64 = 1.0 / 1024.0;
/// Least variance for which a normal quantile is asked, and the farthest that one is believed.
const SPREAD: f64 = 5.0;
const FAR: f64 = 5.5;
/// By how much the sieve may be wrong at most, times the cube of the standard deviation and over 1 + |z|⁵. The most that a test
/// finds over laws of every shape is a fifth of it.
const DOUBT: f64 = 0.03;

/// How many of `trials` succeed, each with the probability `success` and fails with `failure`, which is one less that: the least
/// count whose probability of no more is at least the number between 0 and 1 that `bits` are.
///
/// ```
/// use tidui::random::binomial_quantile;
/// assert_eq!(binomial_quantile(10, 0.5, 0.5, 1 << 63), 5);
/// assert_eq!(binomial_quantile(10, 0.0, 1.0, u64::MAX), 0);
/// assert_eq!(binomial_quantile(10, 1.0, 0.0, 0), 10);
/// ```
#[must_use]
pub fn binomial_quantile(trials: u32, success: f64, failure: f64, bits: u64) -> u32 {
    if trials == 0 || success <= 0.0 {
        return 0;
    }
    if failure <= 0.0 {
        return trials;
    }
    let percentile = Percentile::of(bits);
    let law = Law { trials: trials.into(), success, failure };
    let count = if success <= 0.5 {
        law.quantile(percentile)
    } else {
        // Those who fail are as many as are left, and their percentile counts from the other end.
        law.trials - Law { success: failure, failure: success, ..law }.quantile(percentile.mirrored())
    };
    count as u32
}

/// A number between 0 and 1, as its distance from the nearer end: both ends are as fine as the other.
#[derive(Clone, Copy, Debug)]
struct Percentile {
    tail: f64,
    is_upper: bool,
}

impl Percentile {
    fn of(bits: u64) -> Self {
        let is_upper = bits >> 63 == 1;
        let steps = if is_upper { !bits } else { bits };
        Self { tail: (steps as f64 + 0.5) * (1.0 / 18_446_744_073_709_551_616.0), is_upper }
    }

    const fn mirrored(self) -> Self {
        Self { is_upper: !self.is_upper, ..self }
    }

    /// The number, and what is between it and 1.
    fn split(self) -> (f64, f64) {
        if self.is_upper { (1.0 - self.tail, self.tail) } else { (self.tail, 1.0 - self.tail) }
    }

    fn standard_normal(self) -> f64 {
        let z = normal_quantile(self.tail);
        if self.is_upper { -z } else { z }
    }
}

/// A binomial law with a success that is no likelier than a failure. Counts are whole `f64`.
#[derive(Clone, Copy, Debug)]
struct Law {
    trials: f64,
    success: f64,
    failure: f64,
}

impl Law {
    fn quantile(&self, percentile: Percentile) -> f64 {
        let (mean, (number, above)) = (self.trials * self.success, percentile.split());
        // (1 − p)ⁿ is at least 1 − np: few draws of a small group need more than this.
        if above >= mean {
            return 0.0;
        }
        if mean < FEW && above >= SHALLOW {
            return self.counted_off(number);
        }
        let (place, doubt) = self.sieve(percentile.standard_normal());
        let count = place.ceil().clamp(0.0, self.trials);
        if (place - place.round()).abs() > doubt { count } else { self.settled(count, percentile) }
    }

    /// Counts the steps off from zero.
    fn counted_off(&self, number: f64) -> f64 {
        let odds = self.success / self.failure;
        let mut step = libm::exp(self.trials * libm::log1p(-self.success));
        let (mut reached, mut count) = (step, 0.0);
        while reached < number && count < self.trials {
            step *= odds * (self.trials - count) / (count + 1.0);
            count += 1.0;
            reached += step;
        }
        count
    }

    /// The quantile as a real number that is to be rounded up, and by how much it may be wrong.
    ///
    /// Half-way between two counts the distribution function is that of a continuous law whose cumulants are the binomial's less
    /// those of a uniform number of ±½ (Kolassa and `McCullagh` 1990).
    fn sieve(&self, z: f64) -> (f64, f64) {
        let Self { trials, success, failure } = *self;
        let (mean, own) = (trials * success, trials * success * failure);
        if own < SPREAD || z.abs() > FAR {
            return (mean + own.sqrt() * z - 0.5, 1.0);
        }
        let (variance, lean, both) = (own - 1.0 / 12.0, failure - success, success * failure);
        let deviation = variance.sqrt();
        let skew = own * lean / (variance * deviation);
        let excess = (own * (1.0 - 6.0 * both) + 1.0 / 120.0) / (variance * variance);
        let fifth = own * lean * (1.0 - 12.0 * both) / (variance * variance * deviation);
        let (z2, z4) = (z * z, z * z * z * z);
        let second = z * (excess * (z2 - 3.0) / 24.0 - skew * skew * (2.0 * z2 - 5.0) / 36.0);
        let third = fifth * (z4 - 6.0 * z2 + 3.0) / 120.0 - skew * excess * (z4 - 5.0 * z2 + 2.0) / 24.0
            + skew * skew * skew * (12.0 * z4 - 53.0 * z2 + 17.0) / 324.0;
        let place = mean + deviation * (z + skew * (z2 - 1.0) / 6.0 + second + third) - 0.5;
        // Beside it stands what rounding does to large numbers.
        (place, DOUBT * (1.0 + z4 * z.abs()) / (variance * deviation) + trials * 1e-15)
    }

    /// Finds the quantile by the distribution function, from a count near it.
    fn settled(&self, near: f64, percentile: Percentile) -> f64 {
        let mut count = near;
        if self.reaches(count, percentile) {
            while count > 0.0 && self.reaches(count - 1.0, percentile) {
                count -= 1.0;
            }
        } else {
            while count < self.trials && !self.reaches(count, percentile) {
                count += 1.0;
            }
        }
        count
    }

    /// Whether a count is at least the quantile.
    fn reaches(&self, count: f64, percentile: Percentile) -> bool {
        let (tail, is_upper) = self.tail(count);
        match (is_upper, percentile.is_upper) {
            (false, false) => tail >= percentile.tail,
            (true, true) => tail <= percentile.tail,
            (true, false) => 1.0 - tail >= percentile.tail,
            (false, true) => tail >= 1.0 - percentile.tail,
        }
    }

    /// The probability of at most `count`, or of more; and whether it is of more. It is the smaller of the two, about.
    fn tail(&self, count: f64) -> (f64, bool) {
        let Self { trials, success, failure } = *self;
        if count >= trials {
            return (0.0, true);
        }
        // I(failure; trials − count, count + 1), of which a beta law knows the fraction.
        let (failures, next) = (trials - count, count + 1.0);
        let scale = self.probability(count) * success * failures;
        let below = (trials + 1.0) * success - next;
        if below >= 0.0 {
            (scale * BetaShape::fraction(failures, next, failure, below), false)
        } else {
            (scale * BetaShape::fraction(next, failures, success, -below), true)
        }
    }

    /// The probability of just `count`, by its deviance, so that it keeps all digits however large numbers are.
    ///
    /// Source: Loader, C. (2000), *Fast and accurate computation of binomial probabilities*.
    fn probability(&self, count: f64) -> f64 {
        let Self { trials, success, failure } = *self;
        let rest = trials - count;
        if count <= 0.0 {
            return libm::exp(trials * libm::log1p(-success));
        }
        if rest <= 0.0 {
            return libm::pow(success, trials);
        }
        let remainder = stirling_remainder(trials) - stirling_remainder(count) - stirling_remainder(rest);
        let deviance = deviance(count, trials * success) + deviance(rest, trials * failure);
        libm::exp(remainder - deviance) * (trials / (2.0 * PI * count * rest)).sqrt()
    }
}

/// x ln(x / m) + m − x, without the difference of large numbers where x is near m.
fn deviance(x: f64, m: f64) -> f64 {
    let difference = x - m;
    if difference.abs() >= 0.1 * (x + m) {
        return x * libm::log(x / m) - difference;
    }
    let part = difference / (x + m);
    let (mut sum, mut term, square) = (difference * part, 2.0 * x * part, part * part);
    for odd in (3..).step_by(2) {
        term *= square;
        let next = sum + term / f64::from(odd);
        if next.to_bits() == sum.to_bits() {
            break;
        }
        sum = next;
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::rngs::Xoshiro256PlusPlus;
    use rand::{RngExt, SeedableRng};

    fn law(trials: f64, success: f64) -> Law {
        Law { trials, success, failure: 1.0 - success }
    }

    /// Probabilities of at most and of more than each count: steps from the mode outwards, brought to a sum of 1.
    fn summed(trials: usize, success: f64) -> Vec<(f64, f64)> {
        let (odds, mode) = (success / (1.0 - success), ((trials + 1) as f64 * success) as usize);
        let mut steps = vec![1.0; trials + 1];
        for count in mode.min(trials)..trials {
            steps[count + 1] = steps[count] * odds * (trials - count) as f64 / (count + 1) as f64;
        }
        for count in (0..mode.min(trials)).rev() {
            steps[count] = steps[count + 1] / odds * (count + 1) as f64 / (trials - count) as f64;
        }
        let mut below: Vec<f64> = steps.iter().scan(0.0, |sum, step| Some(add(sum, *step))).collect();
        let mut above: Vec<f64> = steps.iter().rev().scan(0.0, |sum, step| Some(add(sum, *step))).collect();
        above.pop();
        above.reverse();
        above.push(0.0);
        let all = below[trials];
        below.iter_mut().chain(&mut above).for_each(|sum| *sum /= all);
        below.into_iter().zip(above).collect()
    }

    fn add(sum: &mut f64, step: f64) -> f64 {
        *sum += step;
        *sum
    }

    /// Laws of every shape with a variance from `least` to `most`.
    fn laws(dice: &mut Xoshiro256PlusPlus, count: usize, least: f64, most: f64) -> Vec<Law> {
        let mut one = || {
            let small = libm::exp(libm::log(1e-6) * dice.random::<f64>()) / 2.0;
            let success = if dice.random() { small } else { dice.random::<f64>() / 2.0 };
            let variance = libm::exp(libm::log(least) + libm::log(most / least) * dice.random::<f64>());
            law((variance / success / (1.0 - success)).ceil().min(4e9), success)
        };
        (0..count).map(|_| one()).collect()
    }

    #[test]
    fn the_law_is_exact_in_both_tails() {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(1);
        for _ in 0..400 {
            let trials = dice.random_range(1..1500_u32);
            let success: f64 = if dice.random() { dice.random() } else { libm::pow(10.0, -5.0 * dice.random::<f64>()) };
            let sums = summed(trials as usize, success);
            for _ in 0..100 {
                // Down to the last of the sixty-four bits, at either end.
                let bits = dice.random::<u64>() >> dice.random_range(0..64);
                for bits in [bits, !bits] {
                    let count = binomial_quantile(trials, success, 1.0 - success, bits) as usize;
                    let Percentile { tail, is_upper } = Percentile::of(bits);
                    let (slack, what) = (1.0 + 1e-9, format!("{count} of {trials}, {success:e}, {bits:x}"));
                    let before = count.checked_sub(1).map(|before| sums[before]);
                    if is_upper {
                        assert!(sums[count].1 <= tail * slack, "{what}: {:e}", sums[count].1);
                        assert!(before.is_none_or(|before| before.1 * slack > tail), "{what}");
                    } else {
                        assert!(sums[count].0 * slack >= tail, "{what}: {:e}", sums[count].0);
                        assert!(before.is_none_or(|before| before.0 < tail * slack), "{what}");
                    }
                }
            }
        }
    }

    #[test]
    fn the_distribution_function_is_right_to_eleven_digits() {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(2);
        for _ in 0..200 {
            let (trials, success) = (dice.random_range(1..3000_u32), dice.random::<f64>() / 2.0);
            let (law, sums) = (law(trials.into(), success), summed(trials as usize, success));
            for (count, (below, above)) in sums.into_iter().enumerate() {
                let (found, is_upper) = law.tail(count as f64);
                let exact = if is_upper { above } else { below };
                if exact > 1e-250 {
                    assert!((found / exact - 1.0).abs() < 1e-11, "{law:?} {count}: {found:e} against {exact:e}");
                }
            }
        }
    }

    /// The sieve decides alone where it is not in doubt, so its doubt must be larger than its error.
    #[test]
    fn the_sieve_is_never_wrong_by_a_third_of_its_doubt() {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(3);
        for law in laws(&mut dice, 6000, SPREAD, 1e6) {
            let (mean, deviation) = (law.trials * law.success, (law.trials * law.success * law.failure).sqrt());
            for step in -56..=56 {
                let count = (mean + deviation * f64::from(step) / 10.0).round().clamp(0.0, law.trials);
                let (tail, is_upper) = law.tail(count);
                let z = Percentile { tail, is_upper }.standard_normal();
                if z.abs() <= FAR {
                    let (place, doubt) = law.sieve(z);
                    assert!((place - count).abs() < doubt / 3.0, "{law:?} {count}: {place} ± {doubt}");
                }
            }
        }
    }

    #[test]
    fn what_the_sieve_says_is_what_the_distribution_function_says() {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(4);
        for law in laws(&mut dice, 1000, 0.01, 1e8) {
            for _ in 0..20 {
                let percentile = Percentile::of(dice.random());
                let found = law.quantile(percentile);
                assert_eq!(found.to_bits(), law.settled(found, percentile).to_bits(), "{law:?} {percentile:?}");
            }
        }
    }

    #[test]
    fn more_luck_or_a_greater_probability_never_gives_fewer() {
        let mut dice = Xoshiro256PlusPlus::seed_from_u64(5);
        for _ in 0..2000 {
            let trials = libm::exp(dice.random::<f64>() * 15.0) as u32;
            let success: f64 = dice.random::<f64>() * 0.99;
            let (bits, other) = (dice.random::<u64>(), dice.random::<u64>());
            let of = |success: f64, bits: u64| binomial_quantile(trials, success, 1.0 - success, bits);
            assert!(of(success, bits.min(other)) <= of(success, bits.max(other)));
            assert!(of(success, bits) <= of(success * 1.01, bits));
            assert!(of(success, bits) <= binomial_quantile(trials + 1, success, 1.0 - success, bits));
        }
    }

    #[test]
    fn the_ends_are_reached_and_never_passed() {
        for bits in [0, 1, 1 << 63, u64::MAX - 1, u64::MAX] {
            assert_eq!(binomial_quantile(0, 0.3, 0.7, bits), 0);
            assert_eq!(binomial_quantile(7, 0.0, 1.0, bits), 0);
            assert_eq!(binomial_quantile(7, 1.0, 0.0, bits), 7);
            for success in [1e-300, 1e-12, 0.3, 0.5, 0.7, 1.0 - 1e-12] {
                assert!(binomial_quantile(7, success, 1.0 - success, bits) <= 7);
                let one = binomial_quantile(1, success, 1.0 - success, bits);
                assert_eq!(one, u32::from(Percentile::of(bits).split().0 > 1.0 - success), "{success} {bits:x}");
            }
            let many = f64::from(binomial_quantile(u32::MAX, 0.25, 0.75, bits));
            let mean = f64::from(u32::MAX) / 4.0;
            assert!((many - mean).abs() < 10.0 * (mean * 0.75).sqrt(), "{many}");
        }
    }
}
