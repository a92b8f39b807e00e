//! Numbers as people write them.

/// What a number is said to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Nothing is said.
    Plain,
    /// A share: it was written in per cent or per mille.
    Share,
    /// Money: a currency stands beside it.
    Yuan,
}

/// A decimal number as somebody wrote it, kept exactly: nothing is rounded before it is asked for.
///
/// Read are plain numbers (`1500`, `-0.5`, `1e6`), thousands and Chinese groups of four (`1,500,000`, `22，000`,
/// `4000 0000`), units (`500万`, `1.2亿`, `3千`), shares (`5%`, `3‰`), money (`¥500万`, `40000元`), and all of it in full
/// width. What can be read in two ways, such as `1,5`, is no number.
///
/// ```
/// use tidui::words::{Number, Unit};
/// let number = Number::read("1788.5万元").unwrap();
/// assert_eq!((number.value(), number.whole(), number.unit()), (17_885_000.0, Some(17_885_000), Unit::Yuan));
/// let share = Number::read("５％").unwrap();
/// assert_eq!((share.value(), share.plain().as_str(), share.unit()), (0.05, "0.05", Unit::Share));
/// assert!(Number::read("1,5").is_none() && Number::read("四千万").is_none());
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number {
    negative: bool,
    /// Digits without a needless zero in front; none for zero.
    digits: String,
    /// The power of ten of the last digit.
    exponent: i32,
    unit: Unit,
}

/// More digits than any number has that means something.
const MOST_DIGITS: usize = 400;

/// Units of counting, and the powers of ten that they stand for.
const COUNTS: [(char, i32); 7] = [('十', 1), ('百', 2), ('千', 3), ('万', 4), ('萬', 4), ('亿', 8), ('億', 8)];

impl Number {
    /// The number that a text states, if it states one and can be read in one way only.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        let narrow: String = text.chars().map(narrow).collect();
        let mut rest = narrow.trim();
        let mut unit = Unit::Plain;
        let negative = rest.starts_with('-');
        rest = rest.strip_prefix(['-', '+']).unwrap_or(rest).trim_start();
        for (mark, said) in [("元", Unit::Yuan), ("%", Unit::Share), ("‰", Unit::Share)] {
            if let Some(before) = rest.strip_suffix(mark) {
                unit = said;
                rest = before.trim_end();
                break;
            }
        }
        let mut exponent = match (unit, narrow.contains('‰')) {
            (Unit::Share, true) => -3,
            (Unit::Share, false) => -2,
            _ => 0,
        };
        if let Some(after) = rest.strip_prefix('¥').filter(|_| unit != Unit::Share) {
            unit = Unit::Yuan;
            rest = after.trim_start();
        }
        while let Some((before, (_, power))) =
            COUNTS.iter().find_map(|count| Some((rest.strip_suffix(count.0)?, count))).filter(|_| unit != Unit::Share)
        {
            exponent += power;
            rest = before.trim_end();
        }
        let (mantissa, power) = rest.split_once(['e', 'E']).unwrap_or((rest, "0"));
        exponent = exponent.checked_add(power.parse().ok()?)?;
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = ungrouped(whole)?;
        let all = format!("{whole}{fraction}");
        let is_number = !all.is_empty() && all.len() <= MOST_DIGITS && all.bytes().all(|byte| byte.is_ascii_digit());
        let exponent = exponent.checked_sub(i32::try_from(fraction.len()).ok()?)?;
        let digits = all.trim_start_matches('0').to_owned();
        let is_bounded = exponent.unsigned_abs() as usize <= MOST_DIGITS;
        (is_number && is_bounded).then_some(Self { negative: negative && !digits.is_empty(), digits, exponent, unit })
    }

    /// What is said of the number beside its value.
    #[must_use]
    pub const fn unit(&self) -> Unit {
        self.unit
    }

    /// The double nearest to the number.
    #[must_use]
    pub fn value(&self) -> f64 {
        let sign = if self.negative { "-" } else { "" };
        // Every text of this form is a number.
        format!("{sign}{}e{}", self.digits_or_zero(), self.exponent).parse().unwrap_or_default()
    }

    /// The number, if it is whole and not below zero.
    ///
    /// ```
    /// use tidui::words::Number;
    /// assert_eq!(Number::read("18446744073709551615").unwrap().whole(), Some(u64::MAX));
    /// assert_eq!(Number::read("1.00005万").unwrap().whole(), None);
    /// ```
    #[must_use]
    pub fn whole(&self) -> Option<u64> {
        let plain = self.plain();
        plain.parse().ok()
    }

    /// The number as digits with at most a point, as files and programs read it.
    ///
    /// ```
    /// use tidui::words::Number;
    /// assert_eq!(Number::read("22，000").unwrap().plain(), "22000");
    /// assert_eq!(Number::read("-0.5%").unwrap().plain(), "-0.005");
    /// ```
    #[must_use]
    pub fn plain(&self) -> String {
        let sign = if self.negative { "-" } else { "" };
        let digits = self.digits_or_zero();
        let Ok(zeros) = usize::try_from(self.exponent) else {
            let places = self.exponent.unsigned_abs() as usize;
            let padded = format!("{digits:0>width$}", width = places + 1);
            let (whole, fraction) = padded.split_at(padded.len() - places);
            let fraction = fraction.trim_end_matches('0');
            let point = if fraction.is_empty() { "" } else { "." };
            return format!("{sign}{whole}{point}{fraction}");
        };
        let zeros = if self.digits.is_empty() { String::new() } else { "0".repeat(zeros) };
        format!("{sign}{digits}{zeros}")
    }

    fn digits_or_zero(&self) -> &str {
        if self.digits.is_empty() { "0" } else { &self.digits }
    }
}

/// A character as a Western keyboard gives it: full-width forms, spaces and signs made plain.
///
/// ```
/// use tidui::words::narrow;
/// assert_eq!("２０２５－０３（Ａ）　北".chars().map(narrow).collect::<String>(), "2025-03(A) 北");
/// ```
#[must_use]
pub fn narrow(letter: char) -> char {
    match letter {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(letter) - 0xfee0).unwrap_or(letter),
        '￥' => '¥',
        '−' => '-',
        '\u{3000}' | '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other,
    }
}

/// Digits without what stands between groups of them. Groups after the first have all three digits, or all four.
fn ungrouped(digits: &str) -> Option<String> {
    if digits.starts_with('_') || digits.ends_with('_') {
        return None;
    }
    let plain = digits.replace('_', "");
    for mark in [',', ' '] {
        if !plain.contains(mark) {
            continue;
        }
        let groups: Vec<&str> = plain.split(mark).collect();
        let (first, others) = groups.split_first()?;
        let regular = |size: usize| (1..=size).contains(&first.len()) && others.iter().all(|group| group.len() == size);
        return (regular(3) || regular(4)).then(|| groups.concat());
    }
    Some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Option<String> {
        Number::read(text).map(|number| number.plain())
    }

    #[test]
    fn numbers_are_read_as_people_write_them() {
        for text in [
            "40000000",
            "4000万",
            "４０００万",
            "0.4亿",
            "40,000,000",
            "4000万元",
            "40_000_000",
            "¥4000万",
            "4千万",
            "４０，０００，０００",
            "4000，0000",
            "40 000 000",
            "4e7",
            " 4000 万 元 ",
            "￥40,000,000.00",
        ] {
            assert_eq!(plain(text).as_deref(), Some("40000000"), "{text}");
        }
        for (text, right) in [
            ("1788.5万", "17885000"),
            ("4000萬", "40000000"),
            ("1.00005万", "10000.5"),
            ("2万亿", "2000000000000"),
            ("5%", "0.05"),
            ("５．５ ％", "0.055"),
            ("3‰", "0.003"),
            ("-2%", "-0.02"),
            ("−7", "-7"),
            ("+7", "7"),
            ("007.50", "7.5"),
            ("-0", "0"),
            (".5", "0.5"),
            ("1e-3", "0.001"),
            ("0万", "0"),
            ("1,234.5", "1234.5"),
        ] {
            assert_eq!(plain(text).as_deref(), Some(right), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_or_more_than_one_is_refused() {
        for text in [
            "",
            "万",
            "元",
            "%",
            "四千万",
            "1,5",
            "1,50",
            "12,34,567",
            "1234,567",
            "1,234 567",
            "1万2千",
            "5万%",
            "inf",
            "NaN",
            "0x10",
            "1__",
            "_1",
            "1.2.3",
            "1e999999999999",
            "1e5000",
            "--5",
            "5-",
            "2021-05",
            "1 2",
            "½",
            "¥5%",
        ] {
            assert_eq!(plain(text), None, "{text}");
        }
    }

    #[test]
    fn the_value_is_that_of_the_plain_text() {
        for text in ["1788.5万", "0.1%", "80%", "1e-320", "9007199254740993", "-3.3‰"] {
            let number = Number::read(text).unwrap();
            assert_eq!(number.value().to_bits(), number.plain().parse::<f64>().unwrap().to_bits(), "{text}");
        }
        assert_eq!(Number::read("80%").unwrap().value().to_bits(), 0.8_f64.to_bits());
        assert_eq!((Number::read("5%").unwrap().unit(), Number::read("5").unwrap().unit()), (Unit::Share, Unit::Plain));
    }
}
