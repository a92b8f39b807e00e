//! Ages as people write them, in months.

use super::number::narrow;

/// How far a fraction of a year may be from whole months: `55.08` is 55 years and 1 month.
const SLACK: f64 = 0.05;

/// An age in years as whole months; none if its fraction is no number of months.
///
/// ```
/// use tidui::words::months_of_years;
/// assert_eq!(months_of_years(55.5), Some(666));
/// assert_eq!(months_of_years(55.083), Some(661));
/// assert_eq!(months_of_years(55.1), None);
/// ```
#[must_use]
pub fn months_of_years(years: f64) -> Option<u32> {
    let months = (years * 12.0).round();
    ((years * 12.0 - months).abs() <= SLACK && (0.0..=f64::from(u16::MAX)).contains(&months)).then_some(months as u32)
}

/// The months of an age in years and months: `55`, `55.5`, `55y6m`, `55 years 6 months`, `55岁6个月`, full width too.
///
/// ```
/// use tidui::words::read_age;
/// for text in ["55.5", "55y6m", "55 years 6 months", "55岁6个月", "５５岁６个月", "55年6月"] {
///     assert_eq!(read_age(text), Some(666), "{text}");
/// }
/// assert_eq!(read_age("60岁"), Some(720));
/// assert_eq!(read_age("60y12m"), None);
/// assert_eq!(read_age("cn-2025-men-60"), None);
/// ```
#[must_use]
pub fn read_age(text: &str) -> Option<u32> {
    let plain: String = text.trim().chars().map(narrow).collect::<String>().to_lowercase();
    if let Ok(years) = plain.parse::<f64>() {
        return months_of_years(years);
    }
    let (years, rest) = leading_number(&plain)?;
    let rest = after_unit(rest, &["years", "year", "y", "周岁", "岁", "年"])?;
    if rest.is_empty() {
        return Some(years * 12);
    }
    let (months, rest) = leading_number(rest)?;
    let rest = after_unit(rest, &["months", "month", "m", "个月", "月"])?;
    (rest.is_empty() && months < 12).then_some(years * 12 + months)
}

fn leading_number(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|character: char| !character.is_ascii_digit()).unwrap_or(text.len());
    let (digits, rest) = text.split_at(end);
    let number = digits.parse::<u32>().ok().filter(|number| *number <= 200)?;
    Some((number, rest.trim_start()))
}

fn after_unit<'t>(text: &'t str, units: &[&str]) -> Option<&'t str> {
    units.iter().find_map(|unit| text.strip_prefix(unit)).map(str::trim_start)
}
