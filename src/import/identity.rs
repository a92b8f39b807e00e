//! Identity numbers of eighteen digits (GB 11643-1999): a birth date and a sex are in them, and a check digit.

use crate::words::{Month, narrow};

/// What an identity number says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Identity {
    pub(super) born: Month,
    pub(super) female: bool,
}

/// The number as it is compared: eighteen characters, if there are as many and the last one fits to the others.
pub(super) fn number(text: &str) -> Option<String> {
    const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
    const CHECKS: [u8; 11] = *b"10X98765432";
    let plain: String = text.chars().map(narrow).filter(|one| !one.is_whitespace()).collect::<String>().to_uppercase();
    let bytes = plain.as_bytes();
    if bytes.len() != 18 || !bytes.iter().take(17).all(u8::is_ascii_digit) {
        return None;
    }
    let sum: u32 = bytes.iter().zip(WEIGHTS).map(|(digit, weight)| u32::from(digit - b'0') * weight).sum();
    (CHECKS.get(sum as usize % 11) == bytes.last()).then_some(plain)
}

/// What a number that [fits](number) says, if its date is one.
pub(super) fn read(number: &str) -> Option<Identity> {
    let part = |range: std::ops::Range<usize>| number.get(range)?.parse::<u32>().ok();
    let (year, month, day) = (part(6..10)?, part(10..12)?, part(12..14)?);
    let born = Month::new(i32::try_from(year).ok().filter(|year| (1900..2100).contains(year))?, month)?;
    (1..=31).contains(&day).then_some(())?;
    Some(Identity { born, female: part(16..17)? % 2 == 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_says_birth_and_sex_only_where_its_last_digit_fits() {
        // The example of the standard.
        let read = |text: &str| number(text).and_then(|number| read(&number));
        let born = |year, month| Month::new(year, month).unwrap();
        assert_eq!(read("11010519491231002X"), Some(Identity { born: born(1949, 12), female: true }));
        assert_eq!(read("440524188001010014"), None);
        assert_eq!(read(" １１０１０５１９４９１２３１００２ｘ"), read("11010519491231002X"));
        for wrong in ["110105194912310021", "1.10105E+17", "", "110105491231002", "11010519491331002X"] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
    }
}
