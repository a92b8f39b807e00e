//! Numbers as people read them.

use crate::report::words::MINUS;

/// `value` with thousands separators and `decimals` places, or in powers of ten if it is beyond all sense.
pub(super) fn grouped(value: f64, decimals: usize) -> String {
    if value.abs() >= 1e15 || (value.abs() < 1e-6 && value.abs() > 0.0 && decimals > 6) {
        return scientific(value);
    }
    let digits = format!("{:.*}", decimals.min(9), value.abs());
    let (whole, part) = digits.split_once('.').unwrap_or((&digits, ""));
    // A value that rounds to nought has no sign.
    let negative = value < 0.0 && digits.bytes().any(|byte| (b'1'..=b'9').contains(&byte));
    let mut text: String = negative.then_some(MINUS).into_iter().collect();
    for (index, digit) in whole.char_indices() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !part.is_empty() {
        text.push('.');
        text.push_str(part);
    }
    text
}

/// `value` as [`grouped`] writes it, with a plus sign if it is positive, and with more places where it would read as nothing.
pub(super) fn signed(value: f64, decimals: usize) -> String {
    let text = (decimals..=6).map(|places| grouped(value, places)).find(|text| shows(text));
    plus(value, text.unwrap_or_else(|| grouped(0.0, decimals)))
}

/// Whether a number reads as something else than nought.
fn shows(text: &str) -> bool {
    text.bytes().any(|byte| (b'1'..=b'9').contains(&byte))
}

/// `text`, which shows `value`, with a plus sign unless it shows nought.
pub(super) fn plus(value: f64, text: String) -> String {
    if value > 0.0 && shows(&text) { format!("+{text}") } else { text }
}

/// `value` in powers of ten.
pub(super) fn scientific(value: f64) -> String {
    format!("{value:.1e}").replace('-', &MINUS.to_string())
}

/// A share as a whole percentage. What is not certain is never shown as 0% or 100%.
pub(super) fn percent(share: f64) -> String {
    if share > 0.0 && share < 0.005 {
        "<1%".to_owned()
    } else if (0.995..1.0).contains(&share) {
        ">99%".to_owned()
    } else {
        grouped(share * 100.0, 0) + "%"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(1_234_567.0, 0), "1,234,567");
        assert_eq!(grouped(-1234.56, 1), "−1,234.6");
        assert_eq!(grouped(-0.2, 0), "0");
        assert_eq!(grouped(999.0, 0), "999");
        assert_eq!(grouped(1e300, 0), "1.0e300");
        let signs: Vec<String> = [3.24, -0.4, 0.04, -0.04, 0.0].into_iter().map(|value| signed(value, 1)).collect();
        assert_eq!(signs, ["+3.2", "−0.4", "+0.04", "−0.04", "0.0"]);
    }

    #[test]
    fn a_percentage_never_claims_certainty_that_is_not_there() {
        let shown: Vec<String> = [0.0, 0.001, 0.5, 0.799, 0.996, 1.0].into_iter().map(percent).collect();
        assert_eq!(shown, ["0%", "<1%", "50%", "80%", ">99%", "100%"]);
    }
}
