//! Months and the years they fall in.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize};

/// A calendar month, counted from January of year 0.
///
/// ```
/// use tidui::words::Month;
/// let may: Month = "2021-05".parse().unwrap();
/// assert_eq!((may + 8).to_string(), "2022-01");
/// assert_eq!((may + 8) - may, 8);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(i32);

impl Month {
    /// The month `month` (1 to 12) of `year`.
    ///
    /// ```
    /// use tidui::words::Month;
    /// assert_eq!(Month::new(2021, 5).unwrap().to_string(), "2021-05");
    /// assert!(Month::new(2021, 13).is_none());
    /// ```
    #[must_use]
    pub fn new(year: i32, month: u32) -> Option<Self> {
        ((1..=12).contains(&month) && (0..=9999).contains(&year)).then(|| Self(year * 12 + month as i32 - 1))
    }

    /// The calendar year.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.div_euclid(12)
    }

    /// The month of the year, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u32 {
        self.0.rem_euclid(12) as u32 + 1
    }

    /// The year, by the calendar year in which it opens, of a year that opens each `opens` (1 to 12).
    ///
    /// ```
    /// use tidui::words::Month;
    /// let may: Month = "2021-05".parse().unwrap();
    /// assert_eq!(may.year_opening_in(1), 2021); // a fiscal year from January
    /// assert_eq!(may.year_opening_in(9), 2020); // a school year from September
    /// ```
    #[must_use]
    pub const fn year_opening_in(self, opens: u32) -> i32 {
        if self.month() >= opens { self.year() } else { self.year() - 1 }
    }

    /// Months since January of year 0.
    #[must_use]
    pub const fn index(self) -> i32 {
        self.0
    }
}

/// What people call a fiscal year that opens in month `opens` (1 to 12) of `year`: `2025`, or `2025/26` where it does not
/// open in January.
///
/// ```
/// use tidui::words::fiscal_label;
/// assert_eq!((fiscal_label(2025, 1), fiscal_label(2025, 4)), ("2025".to_owned(), "2025/26".to_owned()));
/// assert_eq!(fiscal_label(1999, 10), "1999/00");
/// ```
#[must_use]
pub fn fiscal_label(year: i32, opens: u32) -> String {
    if opens == 1 { year.to_string() } else { format!("{year}/{:02}", (year + 1).rem_euclid(100)) }
}

/// The month in the name of a file: a year of four digits and a month behind it, as in `roster-2021-01.csv`, `202101` or
/// `2021` and `1` with signs between that are no letters of ours. None where a name has no such, or two different ones.
#[must_use]
pub fn month_within(name: &str) -> Option<Month> {
    let signs: Vec<char> = name.chars().collect();
    let digits = |from: usize| signs.iter().skip(from).take_while(|one| one.is_ascii_digit()).count();
    let number =
        |from: usize, count: usize| signs.get(from..from + count)?.iter().collect::<String>().parse::<u32>().ok();
    let mut found = Vec::new();
    let mut at = 0;
    while at < signs.len() {
        let count = digits(at);
        let month = match count {
            // The day that may stand behind it is left alone.
            6 | 8 => number(at + 4, 2),
            4 if signs.get(at + 4).is_some_and(|sign| !sign.is_ascii_alphanumeric()) => {
                number(at + 5, digits(at + 5)).filter(|_| (1..=2).contains(&digits(at + 5)))
            }
            _ => None,
        };
        let year = number(at, 4).and_then(|year| i32::try_from(year).ok()).filter(|year| (1900..2200).contains(year));
        found.extend(year.zip(month).and_then(|(year, month)| Month::new(year, month)));
        at += count.max(1);
    }
    found.dedup();
    match found[..] {
        [only] => Some(only),
        _ => None,
    }
}

impl std::ops::Add<i32> for Month {
    type Output = Self;
    fn add(self, months: i32) -> Self {
        Self(self.0 + months)
    }
}

impl std::ops::Sub for Month {
    type Output = i32;
    fn sub(self, other: Self) -> i32 {
        self.0 - other.0
    }
}

impl fmt::Display for Month {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:04}-{:02}", self.year(), self.month())
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl TryFrom<String> for Month {
    type Error = MonthError;
    fn try_from(text: String) -> Result<Self, MonthError> {
        text.parse()
    }
}

/// Why a string is not a month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a month is written as year-month, such as 2021-05")]
pub struct MonthError;

impl FromStr for Month {
    type Err = MonthError;
    fn from_str(text: &str) -> Result<Self, MonthError> {
        let (year, month) = text.split_once('-').ok_or(MonthError)?;
        if year.len() != 4 || month.len() != 2 || !text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-') {
            return Err(MonthError);
        }
        Self::new(year.parse().map_err(|_| MonthError)?, month.parse().map_err(|_| MonthError)?).ok_or(MonthError)
    }
}
