//! What must hold of a chart's numbers before it is laid out.

use super::ChartError;

/// At least one entry and at most `most`.
pub(super) fn count(what: &str, found: usize, most: usize) -> Result<(), ChartError> {
    match found {
        0 => Err(ChartError::Empty { what: what.to_owned() }),
        found if found > most => Err(ChartError::TooMany { what: what.to_owned(), most, found }),
        _ => Ok(()),
    }
}

/// Exactly `expected` finite numbers.
pub(super) fn numbers(what: &str, values: &[f64], expected: usize) -> Result<(), ChartError> {
    if values.len() != expected {
        return Err(ChartError::Length { what: what.to_owned(), expected, found: values.len() });
    }
    match values.iter().position(|value| !value.is_finite()) {
        Some(index) => Err(ChartError::NotFinite { what: what.to_owned(), index }),
        None => Ok(()),
    }
}
