//! Rows of cells become a data frame, checked against the table's definition.

use polars::prelude::{Column, DataFrame};

use super::TableError;
use super::schema::{ColumnKind, ColumnSchema, TableSchema};
use crate::scenario::{Line, Scenario};
use crate::summary::{Probability, Spread};
use crate::words::Text;

/// A value of one row and column; `None` is an empty cell.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell {
    Text(Option<String>),
    Integer(Option<i64>),
    Number(Option<f64>),
    Truth(bool),
}

impl Cell {
    /// A number rounded to a whole one: yuan, units.
    pub(super) fn whole(value: f64) -> Self {
        Self::Integer(value.is_finite().then(|| value.round() as i64))
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::Text(Some(text.to_owned()))
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::Text(Some(text))
    }
}

impl From<Option<&str>> for Cell {
    fn from(text: Option<&str>) -> Self {
        Self::Text(text.map(str::to_owned))
    }
}

impl From<i32> for Cell {
    fn from(value: i32) -> Self {
        Self::Integer(Some(i64::from(value)))
    }
}

impl From<u64> for Cell {
    fn from(value: u64) -> Self {
        Self::Integer(i64::try_from(value).ok())
    }
}

impl From<Option<i64>> for Cell {
    fn from(value: Option<i64>) -> Self {
        Self::Integer(value)
    }
}

impl From<f64> for Cell {
    fn from(value: f64) -> Self {
        // Adding zero turns −0 into 0, which nobody wants to read.
        Self::Number(value.is_finite().then_some(value + 0.0))
    }
}

impl From<Option<f64>> for Cell {
    fn from(value: Option<f64>) -> Self {
        value.map_or(Self::Number(None), Self::from)
    }
}

impl From<bool> for Cell {
    fn from(value: bool) -> Self {
        Self::Truth(value)
    }
}

/// A row of cells made from anything that is one.
macro_rules! row {
    ($($value:expr),* $(,)?) => { vec![$(crate::tables::frame::Cell::from($value)),*] };
}
pub(super) use row;

/// Both languages of a text, as two cells.
pub(super) fn both(text: &Text) -> [Cell; 2] {
    [Cell::from(&*text.zh), Cell::from(&*text.en)]
}

/// Who pays a line out: the line's own payer, or its fund's.
pub(super) fn payer<'s>(scenario: &'s Scenario, line: &Line) -> Option<&'s str> {
    let payer = line.payer.or(scenario.funds[line.fund.index()].payer)?;
    Some(&scenario.payers[payer.index()].id)
}

/// The cells of [`super::schema::fiscal_year`].
pub(super) fn fiscal_year(scenario: &Scenario, year: i32) -> [Cell; 2] {
    [year.into(), scenario.fiscal_label(year).into()]
}

/// The cells of [`super::schema::spread`].
pub(super) fn spread(spread: &Spread) -> Vec<Cell> {
    spread_of(spread, Cell::from)
}

/// The cells of [`super::schema::defined_spread`]: empty where there is never a value.
pub(super) fn defined_spread(values: &Spread, defined: f64) -> Vec<Cell> {
    let shown = |cell| if defined > 0.0 { cell } else { Cell::Number(None) };
    std::iter::once(Cell::from(defined)).chain(spread(values).into_iter().map(shown)).collect()
}

/// The cells of [`super::schema::whole_spread`]: quantiles rounded to whole yuan or units.
pub(super) fn whole_spread(spread: &Spread) -> Vec<Cell> {
    spread_of(spread, |number| number.map_or(Cell::Integer(None), Cell::whole))
}

fn spread_of(spread: &Spread, quantile: impl Fn(Option<f64>) -> Cell) -> Vec<Cell> {
    let ends = [spread.low, spread.high].map(|ends| ends.map(|ends| ends.list()));
    let each = spread.quantiles.list().into_iter().enumerate();
    let [low, high] = ends.map(|ends| move |place: usize| ends.and_then(|ends| ends.get(place).copied()));
    [spread.mean, spread.sd]
        .map(Cell::from)
        .into_iter()
        .chain(each.clone().map(|(_, number)| quantile(Some(number))))
        .chain(each.flat_map(|(place, _)| [quantile(low(place)), quantile(high(place))]))
        .collect()
}

/// The cells of [`super::schema::probability`].
pub(super) fn probability(probability: &Probability) -> [Cell; 5] {
    [
        probability.estimate.into(),
        probability.low.into(),
        probability.high.into(),
        probability.count.into(),
        probability.of.into(),
    ]
}

/// Builds the data frame of a table.
pub(super) fn build(schema: &TableSchema, rows: &[Vec<Cell>]) -> Result<DataFrame, TableError> {
    if let Some(row) = rows.iter().find(|row| row.len() != schema.columns.len()) {
        let what = format!("a row of {} cells for {} columns", row.len(), schema.columns.len());
        return Err(TableError::shape(schema.stem, &what));
    }
    let columns = schema
        .columns
        .iter()
        .enumerate()
        .map(|(at, column)| build_column(schema.stem, column, rows, at))
        .collect::<Result<Vec<_>, _>>()?;
    DataFrame::new(rows.len(), columns).map_err(|error| TableError::shape(schema.stem, &error))
}

fn build_column(table: &str, column: &ColumnSchema, rows: &[Vec<Cell>], at: usize) -> Result<Column, TableError> {
    let name = column.name.as_ref().into();
    let misfit = |cell: &Cell| TableError::shape(table, &format!("{cell:?} in column {}", column.name));
    let cells = rows.iter().filter_map(|row| row.get(at));
    Ok(match column.kind {
        ColumnKind::Text => Column::new(
            name,
            cells
                .map(|cell| if let Cell::Text(text) = cell { Ok(text.as_deref()) } else { Err(misfit(cell)) })
                .collect::<Result<Vec<Option<&str>>, _>>()?,
        ),
        ColumnKind::Integer => Column::new(
            name,
            cells
                .map(|cell| if let Cell::Integer(value) = cell { Ok(*value) } else { Err(misfit(cell)) })
                .collect::<Result<Vec<Option<i64>>, _>>()?,
        ),
        ColumnKind::Number { .. } => Column::new(
            name,
            cells
                .map(|cell| if let Cell::Number(value) = cell { Ok(*value) } else { Err(misfit(cell)) })
                .collect::<Result<Vec<Option<f64>>, _>>()?,
        ),
        ColumnKind::Truth => Column::new(
            name,
            cells
                .map(|cell| if let Cell::Truth(value) = cell { Ok(*value) } else { Err(misfit(cell)) })
                .collect::<Result<Vec<bool>, _>>()?,
        ),
    })
}
