//! Differences of products of whole numbers, exact however large they are: sums of squares over many replicates outgrow
//! 128 bits when they are multiplied once more.

/// `a · b − c · d`, rounded once, to the nearest floating-point number.
pub(super) fn difference_of_products([a, b]: [i128; 2], [c, d]: [i128; 2]) -> f64 {
    match (a.checked_mul(b), c.checked_mul(d)) {
        (Some(left), Some(right)) if left.checked_sub(right).is_some() => (left - right) as f64,
        _ => Wide::product(a, b).less(Wide::product(c, d)).rounded(),
    }
}

/// A whole number of 256 bits and a sign.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wide {
    negative: bool,
    /// High and low half of its size.
    size: [u128; 2],
}

impl Wide {
    fn product(a: i128, b: i128) -> Self {
        const LOW: u128 = u64::MAX as u128;
        let negative = (a < 0) != (b < 0);
        let (a, b) = (a.unsigned_abs(), b.unsigned_abs());
        let halves = |number: u128| (number >> 64, number & LOW);
        let ((a_high, a_low), (b_high, b_low)) = (halves(a), halves(b));
        // By hand, as at school, in digits of 64 bits: no sum here is above 2¹²⁸ − 1.
        let low = a_low * b_low;
        let first = a_high * b_low + (low >> 64);
        let second = a_low * b_high + (first & LOW);
        Self { negative, size: [a_high * b_high + (first >> 64) + (second >> 64), (second << 64) | (low & LOW)] }
    }

    /// `self − other`. Sizes are below 2²⁵⁴, so a sum has room.
    fn less(self, other: Self) -> Self {
        if self.negative != other.negative {
            let (low, carry) = self.size[1].overflowing_add(other.size[1]);
            return Self { negative: self.negative, size: [self.size[0] + other.size[0] + u128::from(carry), low] };
        }
        let (negative, [great, small]) = if self.size >= other.size {
            (self.negative, [self.size, other.size])
        } else {
            (!self.negative, [other.size, self.size])
        };
        let (low, borrow) = great[1].overflowing_sub(small[1]);
        Self { negative, size: [great[0] - small[0] - u128::from(borrow), low] }
    }

    fn rounded(self) -> f64 {
        let size = self.size[0] as f64 * 2.0_f64.powi(128) + self.size[1] as f64;
        if self.negative { -size } else { size }
    }
}

#[cfg(test)]
mod tests {
    use super::{Wide, difference_of_products};

    #[test]
    fn wide_and_narrow_arithmetic_agree() {
        let numbers = [0, 1, -1, 7, -9_999_999_967, 1 << 62, -(1 << 62), 12_345_678_901_234_567];
        for a in numbers {
            for b in numbers {
                for [c, d] in [[3, 5], [b, a], [-a, b], [0, 0]] {
                    let wide = Wide::product(a, b).less(Wide::product(c, d)).rounded();
                    assert_eq!(
                        wide.to_bits() << 1,
                        difference_of_products([a, b], [c, d]).to_bits() << 1,
                        "{a} {b} {c} {d}"
                    );
                }
            }
        }
    }

    /// (2¹²⁰ + 1)² − 2¹²⁰ · (2¹²⁰ + 2) = 1, which floating-point numbers cannot see.
    #[test]
    fn what_128_bits_cannot_hold_is_still_exact() {
        let great = 1_i128 << 120;
        assert_eq!(difference_of_products([great + 1, great + 1], [great, great + 2]).to_bits(), 1.0_f64.to_bits());
        assert_eq!(difference_of_products([great, great + 2], [great + 1, great + 1]).to_bits(), (-1.0_f64).to_bits());
        assert_eq!(
            difference_of_products([i128::MAX, i128::MAX], [i128::MIN, 4]).to_bits(),
            2.0_f64.powi(254).to_bits()
        );
        assert_eq!(difference_of_products([i128::MAX, 3], [i128::MIN, 1]).to_bits(), 2.0_f64.powi(129).to_bits());
    }
}
