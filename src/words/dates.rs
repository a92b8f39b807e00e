//! Months as people and spreadsheets write them.

use std::borrow::Cow;

use super::calendar::Month;
use super::number::narrow;

/// A month that a text states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stated {
    /// The month.
    pub month: Month,
    /// Whether the text is the number of a day, as spreadsheets count them from 1900.
    pub serial: bool,
}

/// Why a text states no month.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoMonth {
    /// No month can be made out.
    Unreadable,
    /// There is a year and no month.
    NoMonth,
    /// There may be a month and a day, and no year.
    NoYear,
    /// It may be either of two months.
    Either(Month, Month),
}

/// What is known beforehand of the months in a column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Dating {
    /// The months between which one of a year of two digits lies, less than a hundred years apart.
    pub between: Option<(Month, Month)>,
    /// What stands first in `03/04/1985`, where it may be either: the day, or else the month.
    pub day_first: Option<bool>,
    /// Whether `1985.1` is a `1985.10` that lost its nought, or else January.
    pub one_is_october: Option<bool>,
}

impl Dating {
    /// Which of two months is meant, if what is known decides that.
    fn chosen(&self, text: &str, either: NoMonth) -> Result<Month, NoMonth> {
        let NoMonth::Either(first, second) = either else { return Err(either) };
        // A month and its tenth part of a year: January or October.
        if first.month() == 1 && second == first + 9 && !text.contains('/') {
            return self.one_is_october.map_or(Err(either), |october| Ok(if october { second } else { first }));
        }
        // Of the month and the day the first was tried as the month first.
        match self.day_first.filter(|_| day_and_month(text).is_some()) {
            Some(day_first) => Ok(if day_first { second } else { first }),
            None => Err(either),
        }
    }
}

/// Whether a text is a day, a month and a year in an order that one can tell, with the day first; nothing if it may be
/// either, or is no such text.
///
/// ```
/// use tidui::words::day_stands_first;
/// assert_eq!(day_stands_first("25/03/1985"), Some(true));
/// assert_eq!(day_stands_first("3-25-1985"), Some(false));
/// assert_eq!((day_stands_first("03/04/1985"), day_stands_first("1985/3/25")), (None, None));
/// ```
#[must_use]
pub fn day_stands_first(text: &str) -> Option<bool> {
    let (first, second) = day_and_month(text)?;
    let (day, month) = (|one: i32| (13..=31).contains(&one), |one: i32| (1..=12).contains(&one));
    match (day(first) && month(second), month(first) && day(second)) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

/// The first two numbers of a text of three, of which the last is the year.
fn day_and_month(text: &str) -> Option<(i32, i32)> {
    let narrow: String = text.trim().chars().map(narrow).collect::<String>().to_lowercase();
    let plain = without_time(&narrow);
    match *tokens(plain).filter(|_| !plain.contains('年'))?.as_slice() {
        [Token::Number(a), Token::Number(b), Token::Number(c)]
            if a.digits <= 2 && b.digits <= 2 && (c.digits == 4 || c.value > 31 && a.value <= 31) =>
        {
            Some((a.value, b.value))
        }
        _ => None,
    }
}

/// As [`read_month`], with what else is known of the column.
///
/// ```
/// use tidui::words::{Dating, read_month_as};
/// let known = Dating { day_first: Some(true), ..Dating::default() };
/// assert_eq!(read_month_as("03/04/1985", &known).unwrap().month.to_string(), "1985-04");
/// ```
///
/// # Errors
/// [`NoMonth`], if the text states none or more than one.
pub fn read_month_as(text: &str, known: &Dating) -> Result<Stated, NoMonth> {
    read_month(text, known.between).or_else(|why| known.chosen(text, why).map(|month| Stated { month, serial: false }))
}

/// The month that a text states, if it can be read in one way only. A day and a time in it are passed over.
///
/// Read are the year in four digits before or behind the month (`1985-03`, `1985/3/15`, `1985.03`, `1985年3月`,
/// `一九八五年三月`, `198503`, `19850315`, `15 March 1985`, `15/03/1985`), a year of two digits beside the name of a month
/// (`Mar-85`) or where it can be nothing else (`85/3`, `85年3月`), all of it in full width and with a time behind it, and
/// the numbers of days that spreadsheets count from 1900 (`31121`).
///
/// A year of two digits is of the century that puts the month `between` two months, which lie less than a hundred years
/// apart; without them, and where neither century does, it is either.
///
/// ```
/// use tidui::words::{NoMonth, read_month};
/// let month = |year, month| tidui::words::Month::new(year, month).unwrap();
/// let births = Some((month(1945, 1), month(2011, 1)));
/// for text in ["1985/3/1", "1985-03-15 00:00:00", "Mar-85", "１９８５年３月", "198503", "1985.03", "15/03/1985", "31121"] {
///     assert_eq!(read_month(text, births).unwrap().month, month(1985, 3), "{text}");
/// }
/// assert_eq!(read_month("Mar-30", births), Err(NoMonth::Either(month(1930, 3), month(2030, 3))));
/// assert_eq!(read_month("03/04/1985", births), Err(NoMonth::Either(month(1985, 3), month(1985, 4))));
/// assert_eq!(read_month("1985", births), Err(NoMonth::NoMonth));
/// assert_eq!(read_month("15-Mar", births), Err(NoMonth::NoYear));
/// ```
///
/// # Errors
/// [`NoMonth`], if the text states none or more than one.
pub fn read_month(text: &str, between: Option<(Month, Month)>) -> Result<Stated, NoMonth> {
    let narrow: String = text.trim().chars().map(narrow).collect::<String>().to_lowercase();
    if narrow.len() > LONGEST {
        return Err(NoMonth::Unreadable);
    }
    if let Some(result) = digits_alone(without_time(&narrow)) {
        return result;
    }
    let plain = western(without_time(without_weekday(&narrow)));
    let tokens = tokens(&plain).ok_or(NoMonth::Unreadable)?;
    let stated = match *tokens.as_slice() {
        [Token::Number(a), Token::Number(b)] => two_numbers(a, b, plain.contains('年'), between, &plain),
        [Token::Number(a), Token::Number(b), Token::Number(c)] => three_numbers(a, b, c, plain.contains('年'), between),
        [Token::Name(month), Token::Number(year)] if year.digits == 4 => dated(year.value, month, None),
        [Token::Name(month), Token::Number(year)] if year.digits == 2 => in_century(year.value, month, between),
        [Token::Number(year), Token::Name(month)] if year.digits == 4 => dated(year.value, month, None),
        [Token::Number(year), Token::Name(month)] if year.digits == 2 && year.value > 31 => {
            in_century(year.value, month, between)
        }
        [Token::Number(day), Token::Name(_)] if day.digits <= 2 => Err(NoMonth::NoYear),
        [Token::Number(day), Token::Name(month), Token::Number(year)]
        | [Token::Name(month), Token::Number(day), Token::Number(year)]
            if day.digits <= 2 && year.digits == 4 =>
        {
            dated(year.value, month, Some(day.value))
        }
        [Token::Number(year), Token::Name(month), Token::Number(day)] if year.digits == 4 && day.digits <= 2 => {
            dated(year.value, month, Some(day.value))
        }
        [Token::Number(day), Token::Name(month), Token::Number(year)] if day.digits <= 2 && year.digits == 2 => {
            possible(month, day.value).and_then(|()| in_century(year.value, month, between))
        }
        _ => Err(NoMonth::Unreadable),
    };
    stated.map(|month| Stated { month, serial: false })
}

/// A text that is longer is no date.
const LONGEST: usize = 80;
/// The days that a number in a cell is taken for: those of 1927 to 2099.
const DAYS: std::ops::RangeInclusive<i32> = 10_000..=73_050;
/// Between these a number may also be a year and a month of one digit.
const YEAR_AND_DIGIT: std::ops::RangeInclusive<i32> = 19_001..=20_999;

/// What a text of nothing but digits, or of the number of a day with a fraction, states.
fn digits_alone(text: &str) -> Option<Result<Stated, NoMonth>> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if whole.is_empty() || !digits(whole) || !digits(fraction) || (text.contains('.') && whole.len() != 5) {
        return None;
    }
    let number = |range: std::ops::Range<usize>| whole.get(range).and_then(|part| part.parse::<i32>().ok());
    let plain = |month: Result<Month, NoMonth>| month.map(|month| Stated { month, serial: false });
    Some(match whole.len() {
        4 => Err(NoMonth::NoMonth),
        5 => number(0..5).ok_or(NoMonth::Unreadable).and_then(day_of_spreadsheet),
        6 => plain(year_first(number(0..4), number(4..6), None)),
        8 => plain(year_first(number(0..4), number(4..6), number(6..8))),
        _ => Err(NoMonth::Unreadable),
    })
}

fn year_first(year: Option<i32>, month: Option<i32>, day: Option<i32>) -> Result<Month, NoMonth> {
    let (Some(year), Some(month)) = (year.filter(|year| (1800..=2200).contains(year)), month) else {
        return Err(NoMonth::Unreadable);
    };
    dated(year, month, day)
}

/// The month of a day that is counted as spreadsheets do.
fn day_of_spreadsheet(day: i32) -> Result<Stated, NoMonth> {
    let month = month_of_day(day).filter(|_| DAYS.contains(&day)).ok_or(NoMonth::Unreadable)?;
    if YEAR_AND_DIGIT.contains(&day)
        && let Ok(other) = dated(day / 10, day % 10, None)
        && other != month
    {
        return Err(NoMonth::Either(other, month));
    }
    Ok(Stated { month, serial: true })
}

/// The month of a day, counted from the last of 1899 as day 1 of 1900 minus one (after the first of March 1900, as
/// spreadsheets count).
fn month_of_day(day: i32) -> Option<Month> {
    // Days since 1 March of year 0, in cycles of 400 years (Howard Hinnant, "chrono-compatible low-level date algorithms").
    let days = day + 693_899;
    let cycle = days.div_euclid(146_097);
    let of_cycle = days.rem_euclid(146_097);
    let year = (of_cycle - of_cycle / 1460 + of_cycle / 36_524 - of_cycle / 146_096) / 365;
    let of_year = of_cycle - (365 * year + year / 4 - year / 100);
    let from_march = (5 * of_year + 2) / 153;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    Month::new(year + cycle * 400 + i32::from(month <= 2), u32::try_from(month).ok()?)
}

#[derive(Clone, Copy, Debug)]
struct Digits {
    value: i32,
    digits: usize,
}

#[derive(Clone, Copy, Debug)]
enum Token {
    Number(Digits),
    /// The name of a month.
    Name(i32),
}

/// The numbers and names of months in a text, if there is nothing else but what stands between them.
fn tokens(text: &str) -> Option<Vec<Token>> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let run = |of: fn(char) -> bool| rest.find(|letter| !of(letter)).unwrap_or(rest.len());
        let (end, token) = if first.is_ascii_digit() {
            let end = run(|letter| letter.is_ascii_digit());
            let digits = rest.get(..end).filter(|digits| digits.len() <= 4)?;
            (end, Some(Token::Number(Digits { value: digits.parse().ok()?, digits: end })))
        } else if first.is_ascii_lowercase() {
            let end = run(|letter| letter.is_ascii_lowercase());
            (end, named(rest.get(..end)?)?)
        } else if matches!(
            first,
            '-' | '/' | '.' | ' ' | ',' | '\'' | '–' | '—' | '‐' | '·' | '、' | '年' | '月' | '日' | '号'
        ) {
            (first.len_utf8(), None)
        } else {
            return None;
        };
        found.extend(token);
        rest = rest.get(end..)?;
    }
    Some(found)
}

/// A month by its English name or the beginning of it; a day of the week is nothing, any other word is refused.
#[expect(clippy::option_option, reason = "no word at all, a word that says nothing, a month")]
fn named(word: &str) -> Option<Option<Token>> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let begins = |name: &&str| word.len() >= 3 && name.starts_with(word) || word == "sept" && *name == "september";
    if let Some(index) = MONTHS.iter().position(&begins) {
        return Some(Some(Token::Name(index as i32 + 1)));
    }
    let says_nothing = matches!(word, "st" | "nd" | "rd" | "th" | "of") || DAYS.iter().any(begins);
    says_nothing.then_some(None)
}

/// A year and a month; or what could be a month and a day.
fn two_numbers(
    a: Digits,
    b: Digits,
    said: bool,
    between: Option<(Month, Month)>,
    text: &str,
) -> Result<Month, NoMonth> {
    match (a.digits, b.digits) {
        // A number that lost its last nought: 1985.10 and 1985.1 are one number.
        (4, 1) if b.value == 1 && text.contains('.') => match (dated(a.value, 1, None), dated(a.value, 10, None)) {
            (Ok(january), Ok(october)) => Err(NoMonth::Either(january, october)),
            _ => Err(NoMonth::Unreadable),
        },
        (4, 1 | 2) => dated(a.value, b.value, None),
        (1 | 2, 4) => dated(b.value, a.value, None),
        (2, 1) if b.value == 1 && a.value > 31 && text.contains('.') => {
            match (in_century(a.value, 1, between), in_century(a.value, 10, between)) {
                (Ok(january), Ok(october)) => Err(NoMonth::Either(january, october)),
                _ => Err(NoMonth::Unreadable),
            }
        }
        (2, 1 | 2) if said || a.value > 31 => in_century(a.value, b.value, between),
        (1 | 2, 2) if b.value > 31 => in_century(b.value, a.value, between),
        (1 | 2, 1 | 2) => Err(NoMonth::NoYear),
        _ => Err(NoMonth::Unreadable),
    }
}

/// A year, a month and a day, in the order that can be meant.
fn three_numbers(
    a: Digits,
    b: Digits,
    c: Digits,
    said: bool,
    between: Option<(Month, Month)>,
) -> Result<Month, NoMonth> {
    if [a, b, c].iter().any(|part| part.digits == 3) {
        return Err(NoMonth::Unreadable);
    }
    match (a.digits, b.digits, c.digits) {
        (4, ..) => dated(a.value, b.value, Some(c.value)),
        (_, 4, _) => Err(NoMonth::Unreadable),
        (.., 4) => either_order(a.value, b.value, |month, day| dated(c.value, month, Some(day))),
        _ if said || a.value > 31 => possible(b.value, c.value).and_then(|()| in_century(a.value, b.value, between)),
        _ if c.value > 31 => either_order(a.value, b.value, |month, day| {
            possible(month, day).and_then(|()| in_century(c.value, month, between))
        }),
        _ => Err(NoMonth::NoYear),
    }
}

/// A month and a day of which either may be the first.
fn either_order(a: i32, b: i32, read: impl Fn(i32, i32) -> Result<Month, NoMonth>) -> Result<Month, NoMonth> {
    match (read(a, b), read(b, a)) {
        (Ok(first), Ok(second)) if first != second => Err(NoMonth::Either(first, second)),
        (Ok(month), _) | (Err(_), Ok(month)) => Ok(month),
        (Err(why), Err(_)) => Err(why),
    }
}

/// A month of a year, if there is one, and the day in it.
fn dated(year: i32, month: i32, day: Option<i32>) -> Result<Month, NoMonth> {
    let found = u32::try_from(month).ok().and_then(|month| Month::new(year, month)).ok_or(NoMonth::Unreadable)?;
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    match day {
        Some(29) if month == 2 && !leap => Err(NoMonth::Unreadable),
        Some(day) => possible(month, day).map(|()| found),
        None => Ok(found),
    }
}

/// Whether some year has this day.
fn possible(month: i32, day: i32) -> Result<(), NoMonth> {
    let last = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    };
    if (1..=last).contains(&day) { Ok(()) } else { Err(NoMonth::Unreadable) }
}

/// A month of a year of two digits.
fn in_century(year: i32, month: i32, between: Option<(Month, Month)>) -> Result<Month, NoMonth> {
    let (first, second) = (dated(1900 + year, month, None)?, dated(2000 + year, month, None)?);
    let fits = |one: Month| between.is_some_and(|(early, late)| (early..=late).contains(&one));
    match (fits(first), fits(second)) {
        (true, false) => Ok(first),
        (false, true) => Ok(second),
        _ => Err(NoMonth::Either(first, second)),
    }
}

/// A text without the time of day at its end.
fn without_time(text: &str) -> &str {
    let time = |part: &str| {
        part.contains(':')
            && part.starts_with(|first: char| first.is_ascii_digit())
            && part.chars().all(|letter| {
                letter.is_ascii_digit() || matches!(letter, ':' | '.' | ' ' | 'z' | 'a' | 'p' | 'm' | '+' | '-')
            })
    };
    let at = text.find([' ', 't']).filter(|at| text.get(at + 1..).is_some_and(|rest| time(rest.trim())));
    at.and_then(|at| text.get(..at)).unwrap_or(text).trim_end()
}

/// A text without a Chinese day of the week behind it.
fn without_weekday(text: &str) -> &str {
    let day = |mark: &str| {
        let (before, rest) = text.split_once(mark)?;
        let mut rest = rest.chars();
        (rest.next().is_some_and(|day| "一二三四五六日天".contains(day)) && rest.next().is_none_or(|next| next == ' '))
            .then_some(before)
    };
    day("星期").or_else(|| day("周")).unwrap_or(text).trim_end()
}

/// A text with Chinese digits made Western ones, where it says 年 and has any.
fn western(text: &str) -> Cow<'_, str> {
    const DIGITS: &str = "〇一二三四五六七八九";
    let digit = |letter: char| match letter {
        '零' | '○' | 'o' => Some(0),
        other => DIGITS.chars().position(|known| known == other),
    };
    if !text.contains('年') || !text.contains(|letter| DIGITS.contains(letter) || letter == '十') {
        return Cow::Borrowed(text);
    }
    let mut plain = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let before = plain.ends_with(|last: char| last.is_ascii_digit());
        let more = letters.peek().copied().and_then(digit).is_some();
        match (digit(letter), letter) {
            (Some(value), _) => plain.push_str(&value.to_string()),
            // Ten: its own digit where none stands before it, and a nought where none follows.
            (None, '十') => plain.push_str(match (before, more) {
                (true, true) => "",
                (true, false) => "0",
                (false, true) => "1",
                (false, false) => "10",
            }),
            (None, other) => plain.push(other),
        }
    }
    Cow::Owned(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(year: i32, month: u32) -> Month {
        Month::new(year, month).unwrap()
    }

    fn births(text: &str) -> Result<Month, NoMonth> {
        read_month(text, Some((month(1945, 1), month(2011, 1)))).map(|stated| stated.month)
    }

    #[test]
    fn what_can_be_read_in_one_way_is_read() {
        for text in [
            "1985-03",
            "1985-3",
            "1985/3",
            "1985/03/15",
            "1985/3/1",
            "1985-03-15",
            "1985.03",
            "1985.3",
            "1985.3.15",
            "1985年3月",
            "1985年03月15日",
            "1985 年 3 月",
            "1985年3月15号",
            "1985年3月15日 星期五",
            "一九八五年三月",
            "一九八五年三月十五日",
            "１９８５／３／１５",
            "１９８５年３月",
            "198503",
            "19850315",
            "1985-03-15 00:00:00",
            "1985-03-15T00:00:00Z",
            "1985/3/15 0:00",
            "1985/3/15 8:30 am",
            "Mar-85",
            "mar 85",
            "MAR-1985",
            "March 1985",
            "1985-Mar",
            "85-Mar",
            "15-Mar-85",
            "15-Mar-1985",
            "March 15, 1985",
            "15th of March 1985",
            "Friday, March 15, 1985",
            "3/1985",
            "85/3",
            "3/85",
            "85年3月",
            "85年3月15日",
            "85-03-15",
            "15/3/85",
            "15/03/1985",
            "03/15/1985",
            "03/03/1985",
            "15.03.1985",
            "31121",
            "31121.5",
            "31121.0",
        ] {
            assert_eq!(births(text), Ok(month(1985, 3)), "{text}");
        }
        for (text, right) in [
            ("一九九〇年十月", month(1990, 10)),
            ("一九九零年十二月", month(1990, 12)),
            ("二〇〇一年十一月二十日", month(2001, 11)),
            ("Sept 1990", month(1990, 9)),
            ("Oct-74", month(1974, 10)),
            ("Jan-02", month(2002, 1)),
            ("2000-02-29", month(2000, 2)),
            ("1985.10", month(1985, 10)),
            ("36586", month(2000, 3)),
            ("36585", month(2000, 2)),
        ] {
            assert_eq!(births(text), Ok(right), "{text}");
        }
        assert!(read_month("31121", None).unwrap().serial && !read_month("198503", None).unwrap().serial);
    }

    #[test]
    fn what_can_be_read_in_two_ways_is_not() {
        let either = |first: (i32, u32), second: (i32, u32)| {
            Err(NoMonth::Either(month(first.0, first.1), month(second.0, second.1)))
        };
        for (text, right) in [
            ("03/04/1985", either((1985, 3), (1985, 4))),
            ("3/4/85", either((1985, 3), (1985, 4))),
            ("Mar-30", either((1930, 3), (2030, 3))),
            ("30年3月", either((1930, 3), (2030, 3))),
            ("1985.1", either((1985, 1), (1985, 10))),
            ("85.1", either((1985, 1), (1985, 10))),
            ("19853", either((1985, 3), (1954, 5))),
            ("15-Mar", Err(NoMonth::NoYear)),
            ("3月15日", Err(NoMonth::NoYear)),
            ("3/15", Err(NoMonth::NoYear)),
            ("10/11/12", Err(NoMonth::NoYear)),
            ("1985", Err(NoMonth::NoMonth)),
        ] {
            assert_eq!(births(text), right, "{text}");
        }
        assert_eq!(
            read_month("Mar-85", None),
            either((1985, 3), (2085, 3)).map(|month| Stated { month, serial: false })
        );
    }

    #[test]
    fn what_is_no_month_is_refused() {
        for text in [
            "",
            "-",
            "x",
            "无",
            "1985-13",
            "1985-00",
            "1985/2/30",
            "1900-02-29",
            "1985/15/03",
            "850315",
            "123",
            "1234567",
            "9999",
            "99999",
            "31121,5",
            "1985-03-15-04",
            "Mar",
            "Mai-85",
            "March",
            "2021-5x",
            "1e5",
            "0",
            "1985年",
            "340102198503150012",
            "十",
            "年",
            "１",
            ":",
            "1985 03:04",
            "Mar-8",
            "Mar-123",
        ] {
            assert!(births(text).is_err(), "{text}");
        }
        assert!(births(&"1".repeat(100_000)).is_err());
    }

    #[test]
    fn days_are_counted_as_spreadsheets_count_them() {
        // 25569 is the first of January 1970.
        let days = |year: i32| if year % 4 == 0 { 366 } else { 365 };
        let (mut day, lengths) = (25_569, [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]);
        for year in 1970..2099 {
            for (index, length) in lengths.iter().enumerate() {
                let length = length + i32::from(index == 1 && days(year) == 366);
                for one in [day, day + length - 1] {
                    assert_eq!(month_of_day(one), Month::new(year, index as u32 + 1), "{one}");
                }
                day += length;
            }
        }
    }
}
