//! What one cell holds, read as its column says.

use std::borrow::Cow;

use super::groups::shown;
use super::{Cell, Column, Kind, Sex};
use crate::scenario::structure::{id_hint, is_id, range_words};
use crate::words::{Dating, Diagnostic, Month, NoMonth, Number, Stated, Text, Unit, narrow, read_month_as, text};

/// Words for yes and no.
const YES: [&str; 7] = ["yes", "y", "true", "1", "是", "√", "✓"];
const NO: [&str; 7] = ["no", "n", "false", "0", "否", "×", "✗"];
const FEMALE: [&str; 4] = ["f", "female", "女", "女性"];
const MALE: [&str; 4] = ["m", "male", "男", "男性"];

/// What spreadsheets show in place of what a formula could not work out.
const FAILED: [&str; 9] = ["#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"];

/// What is wrong with a cell.
#[derive(Debug)]
pub(super) struct Wrong {
    /// Cells of a column that share this are told together.
    pub(super) kind: &'static str,
    code: &'static str,
    /// What the cell must be.
    should: Text,
    hint: Option<Text>,
}

impl Wrong {
    fn new(kind: &'static str, code: &'static str, should: Text) -> Self {
        Self { kind, code, should, hint: None }
    }

    fn hint(self, hint: Text) -> Self {
        Self { hint: Some(hint), ..self }
    }

    /// The problem of a cell of the column `name`, which holds `text`, if that may be told.
    pub(super) fn told(self, name: &str, text: Option<&str>) -> Diagnostic {
        let Self { code, should, hint, .. } = self;
        let message = match text {
            Some(text) => text!("cell-wrong-text", name, should, text),
            None => text!("cell-wrong", name, should),
        };
        Diagnostic { hint, ..Diagnostic::error(code, message) }
    }
}

/// What may be told of what a cell of a column holds.
pub(super) fn quoted<'t>(text: &'t str, column: &Column) -> Option<&'t str> {
    // Texts are names and numbers of people: they are never told.
    if column.kind == Kind::Text {
        None
    } else {
        shown(text, !matches!(column.kind, Kind::Id | Kind::List | Kind::Noted))
    }
}

/// A cell of a column, and whether it was the number of a day as spreadsheets count.
pub(super) fn read(text: &str, column: &Column) -> Result<(Cell, bool), Box<Wrong>> {
    if text.is_empty() {
        return if column.required {
            Err(Box::new(Wrong::new("missing-value", "missing-value", text!("cell-blank"))))
        } else {
            Ok((Cell::Blank, false))
        };
    }
    if FAILED.contains(&text.to_ascii_uppercase().as_str()) {
        let failed = Wrong::new("failed-formula", "failed-formula", text!("cell-failed"));
        return Err(Box::new(failed.hint(text!("hint-failed-formula"))));
    }
    let wrong = |code: &'static str, should: Text| Wrong::new(code, code, should);
    let cell = match column.kind {
        Kind::Text if column.unique && cut_short(text) => {
            return Err(Box::new(
                Wrong::new("cut-number", "wrong-format", text!("cell-digits")).hint(text!("hint-cell-digits")),
            ));
        }
        Kind::Text => Cell::Text(text.to_owned()),
        Kind::Id => {
            let id = half_width(text);
            if !is_id(&id) {
                return Err(Box::new(wrong("wrong-format", text!("cell-id")).hint(id_hint())));
            }
            Cell::Text(id.into_owned())
        }
        Kind::Whole { min, max } => match Number::read(text).filter(|number| number.unit() == Unit::Plain) {
            Some(number) => match number.plain().parse::<i64>() {
                Ok(whole) if (min..=max).contains(&whole) => Cell::Whole(whole),
                Err(_) if number.value().fract() != 0.0 => {
                    return Err(Box::new(wrong("wrong-type", text!("cell-whole-number"))));
                }
                _ => return Err(Box::new(out_of_range(min as f64, max as f64))),
            },
            None => return Err(Box::new(wrong("wrong-type", text!("cell-whole-number")))),
        },
        Kind::Number { min, max } => Cell::Number(number(text, min, max)?),
        Kind::Numbers { min, max } => {
            let parts = parts(text).map(|part| number(part, min, max));
            let numbers = parts.collect::<Result<Vec<f64>, Box<Wrong>>>()?;
            if numbers.is_empty() {
                return Err(Box::new(wrong("wrong-type", text!("cell-number"))));
            }
            Cell::Numbers(numbers)
        }
        Kind::Flag => Cell::Flag(one_of(text, &YES, &NO).ok_or_else(|| {
            let hint = text!("hint-yes-or-no");
            Box::new(wrong("not-allowed", text!("cell-yes-or-no")).hint(hint))
        })?),
        Kind::Month { between } => {
            let known = Dating { between, ..Dating::default() };
            return month(text, &known, false).map(|(month, serial)| (Cell::Month(month), serial));
        }
        Kind::Dated(known) => return month(text, &known, true).map(|(month, serial)| (Cell::Month(month), serial)),
        Kind::Sex => {
            let female = one_of(text, &FEMALE, &MALE).ok_or_else(|| {
                let hint = text!("hint-sex");
                Box::new(wrong("not-allowed", text!("cell-sex")).hint(hint))
            })?;
            Cell::Sex(if female { Sex::Female } else { Sex::Male })
        }
        Kind::List | Kind::Noted => {
            let ids: Vec<String> = parts(text).map(|id| half_width(id).into_owned()).collect();
            let is_noted = |id: &String| {
                id.split_once(':')
                    .filter(|_| column.kind == Kind::Noted)
                    .is_some_and(|(id, note)| is_id(id) && (is_id(note) || note.parse::<Month>().is_ok()))
            };
            if ids.is_empty() && column.required || !ids.iter().all(|id| is_id(id) || is_noted(id)) {
                return Err(Box::new(wrong("wrong-format", text!("cell-ids")).hint(id_hint())));
            }
            Cell::List(ids)
        }
    };
    Ok((cell, false))
}

fn out_of_range(low: f64, high: f64) -> Wrong {
    let bound = |bound: f64| Some(bound).filter(|bound| bound.abs() < 9e18);
    let range = range_words(bound(low), bound(high));
    Wrong::new("out-of-range", "out-of-range", text!("cell-range", range))
}

/// The number that a text states.
fn number(text: &str, min: f64, max: f64) -> Result<f64, Box<Wrong>> {
    // A share of more than all is none, and no column here holds money.
    let fits = |unit| unit == Unit::Plain || unit == Unit::Share && max <= 1.0;
    match Number::read(text).filter(|number| fits(number.unit())).map(|number| number.value()) {
        Some(number) if (min..=max).contains(&number) => Ok(number),
        Some(_) => Err(Box::new(out_of_range(min, max))),
        None => Err(Box::new(Wrong::new("wrong-type", "wrong-type", text!("cell-number")))),
    }
}

/// What stands between semicolons.
fn parts(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', '、']).map(str::trim).filter(|part| !part.is_empty())
}

/// The month that a cell states; `mapped` says that a mapping may say more of its column.
fn month(text: &str, known: &Dating, mapped: bool) -> Result<(Month, bool), Box<Wrong>> {
    if let Ok(month) = text.parse() {
        return Ok((month, false));
    }
    let wrong = |kind: &'static str, should: Text| Wrong::new(kind, "wrong-format", should);
    let why = match read_month_as(text, known) {
        Ok(Stated { month, serial }) => return Ok((month, serial)),
        Err(why) => why,
    };
    Err(Box::new(match why {
        NoMonth::Unreadable => wrong("month", text!("cell-month")).hint(text!("hint-month")),
        NoMonth::NoMonth => wrong("month-without-month", text!("cell-month")).hint(text!("hint-month-without-month")),
        NoMonth::NoYear => wrong("month-without-year", text!("cell-month")).hint(text!("hint-month-without-year")),
        NoMonth::Either(first, second) if mapped => {
            let hint = text!("hint-month-of-two-mapped", text, first, second);
            wrong("month-of-two", text!("cell-month-of-two")).hint(hint)
        }
        NoMonth::Either(first, second) => {
            wrong("month-of-two", text!("cell-month-of-two")).hint(text!("hint-month-of-two", text, first, second))
        }
    }))
}

/// Whether a text is one of some words or one of others, whatever its case and width.
fn one_of(text: &str, first: &[&str], second: &[&str]) -> Option<bool> {
    let word = half_width(text).to_lowercase();
    if first.contains(&word.as_str()) { Some(true) } else { second.contains(&word.as_str()).then_some(false) }
}

/// Whether a text is a long number of which a spreadsheet kept the first digits, such as `3.40102E+17`.
fn cut_short(text: &str) -> bool {
    let Some((digits, power)) = text.split_once(['e', 'E']) else { return false };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
    is_number(digits) && power.strip_prefix('+').is_some_and(is_number)
}

/// A text as a Western keyboard gives it.
pub(super) fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| narrow(letter) == letter) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(narrow).collect())
    }
}
