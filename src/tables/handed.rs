//! Tables handed over in memory, to whoever computes with frames: as a stream of the Arrow C interface, which polars, pandas,
//! pyarrow, `DuckDB` and R take without knowing tidui, and as plain columns.

use polars::prelude::{CompatLevel, DataFrame, PolarsResult, SchemaExt as _};
use polars_arrow::array::{Array, StructArray};
use polars_arrow::datatypes::{ArrowDataType, Field};
use polars_arrow::ffi::{ArrowArrayStream, export_iterator};

use super::frame::{Cell, build};
use super::schema::{ColumnKind, ColumnSchema, TableName, TableSchema};
use super::{TableError, all, of_study, parameters};
use crate::scenario::Scenario;
use crate::study::Answer;
use crate::summary::Results;
use crate::words::Text;

/// Strings as plain UTF-8, which every consumer knows, not as the newer string views.
const COMPATIBILITY: CompatLevel = CompatLevel::oldest();

/// A table that is handed over: what its columns mean, and its rows.
#[derive(Clone, Debug)]
pub struct Handed {
    /// What its columns mean.
    pub schema: TableSchema,
    frame: DataFrame,
}

/// The values of a column; none where a cell is empty.
#[derive(Clone, Debug, PartialEq)]
pub enum Values {
    /// Words, ids, months such as `2021-05`.
    Text(Vec<Option<String>>),
    /// Whole numbers.
    Integer(Vec<Option<i64>>),
    /// Real numbers.
    Number(Vec<Option<f64>>),
    /// Yes or no.
    Truth(Vec<Option<bool>>),
}

/// A stream of the Arrow C interface, which gives a table as batches of rows. Laid out as `ArrowArrayStream` is there, so that
/// its address is what a consumer asks for; whoever takes what is in it leaves it empty, and what nobody took is let go with it.
///
/// # Source
/// <https://arrow.apache.org/docs/format/CStreamInterface.html>
#[derive(Debug)]
#[repr(transparent)]
pub struct ArrowStream(ArrowArrayStream);

impl Handed {
    /// Every table of a run.
    ///
    /// # Errors
    /// [`TableError::Shape`] if a row does not fit its definition: an error in tidui.
    ///
    /// # Panics
    /// If the results are another scenario's.
    pub fn of_run(results: &Results, scenario: &Scenario) -> Result<Vec<Self>, TableError> {
        let tables = all(results, scenario)?;
        Ok(tables.into_iter().map(|table| Self { schema: table.schema, frame: table.frame }).collect())
    }

    /// Every table of a study.
    ///
    /// # Errors
    /// As [`of_run`](Self::of_run).
    pub fn of_study(answer: &Answer) -> Result<Vec<Self>, TableError> {
        let tables = of_study(answer).into_iter();
        tables.map(|table| Ok(Self { frame: build(&table.schema, table.rows())?, schema: table.schema })).collect()
    }

    /// Every number of a scenario, as the table `parameters` of its runs has them.
    ///
    /// # Errors
    /// As [`of_run`](Self::of_run).
    pub fn of_parameters(scenario: &Scenario) -> Result<Self, TableError> {
        let schema = TableName::Parameters.schema();
        Ok(Self { frame: build(&schema, &parameters::rows(scenario))?, schema })
    }

    /// Columns of numbers, by their names; empty cells where there is none.
    ///
    /// # Errors
    /// If the columns are not of one length.
    pub fn of_numbers(names: &[String], rows: &[Vec<Option<f64>>]) -> Result<Self, TableError> {
        let column = |name: &String| ColumnSchema {
            name: name.clone().into(),
            kind: ColumnKind::Number { decimals: usize::MAX },
            unit: String::new(),
            meaning: Text::default(),
        };
        let columns = names.iter().map(column).collect();
        let schema = TableSchema { stem: "outputs", meaning: Text::default(), columns };
        let rows: Vec<Vec<Cell>> =
            rows.iter().map(|row| row.iter().map(|value| Cell::from(*value)).collect()).collect();
        Ok(Self { frame: build(&schema, &rows)?, schema })
    }

    /// How many rows it has.
    #[must_use]
    pub fn height(&self) -> usize {
        self.frame.height()
    }

    /// Its columns by name, in order.
    ///
    /// # Errors
    /// [`TableError::Shape`] if a column is not what its definition says: an error in tidui.
    pub fn columns(&self) -> Result<Vec<(String, Values)>, TableError> {
        let read = |column: &ColumnSchema| Ok((column.name.to_string(), self.values(column)?));
        let columns = self.schema.columns.iter().map(read).collect::<PolarsResult<_>>();
        columns.map_err(|error| TableError::shape(self.schema.stem, &error))
    }

    fn values(&self, column: &ColumnSchema) -> PolarsResult<Values> {
        let series = self.frame.column(&column.name)?;
        Ok(match column.kind {
            ColumnKind::Text => Values::Text(series.str()?.iter().map(|text| text.map(str::to_owned)).collect()),
            ColumnKind::Integer => Values::Integer(series.i64()?.iter().collect()),
            ColumnKind::Number { .. } => Values::Number(series.f64()?.iter().collect()),
            ColumnKind::Truth => Values::Truth(series.bool()?.iter().collect()),
        })
    }

    /// Its rows as a stream.
    #[must_use]
    pub fn stream(&self) -> ArrowStream {
        let fields: Vec<Field> = self.frame.schema().to_arrow(COMPATIBILITY).iter_values().cloned().collect();
        let kind = ArrowDataType::Struct(fields);
        let of = kind.clone();
        let batches: Vec<PolarsResult<Box<dyn Array>>> = self
            .frame
            .iter_chunks(COMPATIBILITY, false)
            .map(|batch| {
                let rows = batch.len();
                Ok(StructArray::try_new(of.clone(), rows, batch.into_arrays(), None)?.boxed())
            })
            .collect();
        ArrowStream(export_iterator(Box::new(batches.into_iter()), Field::new("".into(), kind, false)))
    }
}

#[cfg(test)]
mod tests {
    use polars_arrow::ffi::ArrowArrayStream;

    use super::*;
    use crate::report::fixtures;

    #[test]
    fn what_is_handed_over_is_what_the_table_says() {
        let scenario = fixtures::scenario();
        let tables = Handed::of_run(&fixtures::results(&scenario), &scenario).unwrap();
        assert_eq!(tables.len(), all(&fixtures::results(&scenario), &scenario).unwrap().len());
        for table in &tables {
            let columns = table.columns().unwrap();
            assert_eq!(columns.len(), table.schema.columns.len());
            for (name, values) in columns {
                let length = match values {
                    Values::Text(list) => list.len(),
                    Values::Integer(list) => list.len(),
                    Values::Number(list) => list.len(),
                    Values::Truth(list) => list.len(),
                };
                assert_eq!(length, table.height(), "{} of {}", name, table.schema.stem);
            }
            // It can be had as often as it is asked for, and let go without being read.
            drop((table.stream(), table.stream()));
        }
    }

    #[test]
    fn a_stream_lies_where_it_is_looked_for() {
        assert_eq!(size_of::<ArrowStream>(), size_of::<ArrowArrayStream>());
        // Five addresses, as the interface has them.
        assert_eq!(size_of::<ArrowStream>(), 5 * size_of::<usize>());
    }

    #[test]
    fn numbers_become_a_table() {
        let names = ["a", "b"].map(str::to_owned);
        let table = Handed::of_numbers(&names, &[vec![Some(1.0), None], vec![Some(0.5), Some(2.0)]]).unwrap();
        let columns = table.columns().unwrap();
        assert_eq!(columns[0], ("a".to_owned(), Values::Number(vec![Some(1.0), Some(0.5)])));
        assert_eq!(columns[1], ("b".to_owned(), Values::Number(vec![None, Some(2.0)])));
        assert!(Handed::of_numbers(&names, &[vec![Some(1.0)]]).is_err());
    }
}
