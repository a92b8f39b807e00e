//! What a sweep says: the tables of its runs, those of one row of the design after those of another, written as they come.

use std::path::Path;

use polars::prelude::{AnyValue, DataFrame, PolarsError};
use polars_parquet::write::StatisticsOptions;

use super::frame::{Cell, build, row};
use super::parquet_file::{self, ParquetFile};
use super::schema::{ColumnKind, TableName, TableSchema, column, text};
use super::{TableError, dictionary, rows_of};
use crate::runs::layout;
use crate::scenario::Scenario;
use crate::summary::Results;
use crate::words::Text;

/// Rows from which on those that were gathered are written as a row group; a group ends where a row of the design does.
const GROUP: usize = 1 << 16;

/// The tables of a sweep, unless others are asked for.
pub const SWEPT: [TableName; 3] = [TableName::Targets, TableName::Joint, TableName::MoneyPlan];

/// What is said of a row of a design, beside what its run says.
#[derive(Clone, Debug, PartialEq)]
pub struct SweptRow<'a> {
    /// Which row it is, from 1.
    pub row: u64,
    /// Its name, if it has one.
    pub name: Option<&'a str>,
    /// What it runs.
    pub source: &'a str,
    /// Id and digest of the scenario, if it could be read.
    pub scenario: Option<(&'a str, &'a str)>,
    /// Seed of its run.
    pub seed: Option<u64>,
    /// Replicates of its run.
    pub replicates: Option<u64>,
    /// Warnings that the scenario earns.
    pub warnings: u64,
    /// `run`, `refused` or `left-out`.
    pub status: &'static str,
    /// Why it was not run.
    pub why: Option<Text>,
}

/// What a row of a design adds to each table.
#[derive(Debug)]
pub struct Added(Vec<Vec<Vec<Cell>>>);

impl Added {
    /// The rows that `row` adds, with those of the tables of its run if it was run.
    ///
    /// # Panics
    /// If the results are another scenario's.
    #[must_use]
    pub fn new(row: &SweptRow<'_>, said: Option<(&Results, &Scenario)>, tables: &[TableName]) -> Self {
        let mut all = vec![vec![row_of(row)]];
        for name in tables {
            let own = said.map_or_else(Vec::new, |(results, scenario)| rows_of(*name, results, scenario));
            let numbered = |cells: Vec<Cell>| std::iter::once(Cell::from(row.row)).chain(cells).collect();
            all.push(own.into_iter().map(numbered).collect());
        }
        Self(all)
    }
}

fn row_of(one: &SweptRow<'_>) -> Vec<Cell> {
    let SweptRow { row, name, source, scenario, seed, replicates, warnings, status, why } = one;
    let number = |value: &Option<u64>| value.map_or(Cell::Integer(None), Cell::from);
    let mut cells = row![*row, *name, *source, scenario.map(|(id, _)| id), scenario.map(|(_, digest)| digest)];
    cells.extend([number(seed), number(replicates)]);
    cells.extend(row![*warnings, *status]);
    cells.extend(row![why.as_ref().map(|why| &*why.zh), why.as_ref().map(|why| &*why.en)]);
    cells
}

/// The definition of the table of the rows themselves.
fn rows_schema() -> TableSchema {
    let integer = |name: &'static str| column(name, ColumnKind::Integer, "");
    let columns = vec![
        integer("row"),
        text("name"),
        text("source"),
        text("scenario"),
        text("digest"),
        integer("seed"),
        integer("replicates"),
        integer("warnings"),
        text("status"),
        text("why_zh"),
        text("why_en"),
    ];
    TableSchema::new("rows", columns)
}

/// The definitions of the tables of a sweep that has these of its runs: that of its rows first.
#[must_use]
pub fn sweep_schemas(tables: &[TableName]) -> Vec<TableSchema> {
    let numbered = |name: &TableName| {
        let mut schema = name.schema();
        let mut number = column("row", ColumnKind::Integer, "");
        number.meaning = crate::words::text!("column-rows-row");
        schema.columns.insert(0, number);
        schema
    };
    std::iter::once(rows_schema()).chain(tables.iter().map(numbered)).collect()
}

/// The tables of a sweep under way.
#[derive(Debug)]
pub struct SweepWriter {
    schemas: Vec<TableSchema>,
    files: Vec<Grouped>,
}

impl SweepWriter {
    /// Creates the files in `folder`.
    ///
    /// # Errors
    /// If one cannot be written.
    pub fn create(folder: &Path, tables: &[TableName]) -> Result<Self, TableError> {
        super::folder_of_tables(&folder.join(layout::TABLES))?;
        let schemas = sweep_schemas(tables);
        let files = schemas.iter().map(|schema| Grouped::create(schema, folder)).collect::<Result<_, _>>()?;
        Ok(Self { schemas, files })
    }

    /// Adds what rows of the design add, which come in order.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn push(&mut self, added: &[Added]) -> Result<(), TableError> {
        for (at, (file, schema)) in self.files.iter_mut().zip(&self.schemas).enumerate() {
            let rows: Vec<Vec<Cell>> = added.iter().filter_map(|one| one.0.get(at)).flatten().cloned().collect();
            file.push(&build(schema, &rows)?)?;
        }
        Ok(())
    }

    /// Adds what another sweep of later rows has written into its folder.
    ///
    /// # Errors
    /// If a file cannot be read or written, or is none of such a sweep.
    pub fn take(&mut self, folder: &Path) -> Result<(), TableError> {
        for (file, schema) in self.files.iter_mut().zip(&self.schemas) {
            let path = folder.join(layout::table_parquet(schema.stem));
            let frame = parquet_file::read(&path).map_err(|error| TableError::shape(schema.stem, &error))?;
            let names = frame.get_column_names();
            if names.len() != schema.columns.len()
                || names.iter().zip(&schema.columns).any(|(found, wanted)| found.as_str() != wanted.name)
            {
                return Err(TableError::shape(schema.stem, "other columns than the table has"));
            }
            file.push(&frame)?;
        }
        Ok(())
    }

    /// Writes what is left, and what every column means; returns the names of the files within the folder.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub fn finish(self, folder: &Path) -> Result<Vec<String>, TableError> {
        let mut names: Vec<String> = self.schemas.iter().map(|one| layout::table_parquet(one.stem)).collect();
        self.files.into_iter().try_for_each(Grouped::finish)?;
        dictionary::write_of(&self.schemas, &folder.join(layout::DICTIONARY))?;
        names.push(layout::DICTIONARY.to_owned());
        Ok(names)
    }
}

/// A table whose row groups depend on its rows alone, not on how they came.
#[derive(Debug)]
struct Grouped {
    stem: &'static str,
    file: ParquetFile,
    pending: Option<DataFrame>,
}

impl Grouped {
    fn create(schema: &TableSchema, folder: &Path) -> Result<Self, TableError> {
        let path = folder.join(layout::table_parquet(schema.stem));
        let empty = build(schema, &[])?;
        let file = ParquetFile::create(&path, empty.schema(), StatisticsOptions::default())?;
        Ok(Self { stem: schema.stem, file, pending: None })
    }

    /// Adds rows: all of each row of the design that they are of.
    fn push(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        let shape = |error: PolarsError| TableError::shape(self.stem, &error);
        let of = frame.column("row").and_then(|row| row.i64().cloned()).map_err(shape)?;
        let of: Vec<Option<i64>> = of.iter().collect();
        let mut start = 0;
        for end in 1..=of.len() {
            let held = self.pending.as_ref().map_or(0, DataFrame::height);
            if (end == of.len() || of.get(end) != of.get(end - 1)) && held + (end - start) >= GROUP {
                self.hold(&frame.slice(start as i64, end - start))?;
                self.write()?;
                start = end;
            }
        }
        if start < of.len() { self.hold(&frame.slice(start as i64, of.len() - start)) } else { Ok(()) }
    }

    fn hold(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        match &mut self.pending {
            Some(pending) => {
                pending.vstack_mut(frame).map_err(|error| TableError::shape(self.stem, &error))?;
            }
            none => *none = Some(frame.clone()),
        }
        Ok(())
    }

    fn write(&mut self) -> Result<(), TableError> {
        let Some(mut frame) = self.pending.take() else { return Ok(()) };
        // One chunk is one row group.
        frame.rechunk_mut();
        self.file.write(&frame)
    }

    fn finish(mut self) -> Result<(), TableError> {
        self.write()?;
        self.file.finish()
    }
}

/// Why the cells of a Parquet file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoCells {
    /// A column has values of a kind that no cell holds.
    Column {
        /// Its name.
        name: String,
        /// The kind, as the file has it.
        kind: String,
    },
    /// The file is none of Parquet.
    Other,
    /// The file is damaged or packed in a way that is not known, in the words of the library that reads it.
    File(String),
}

/// The cells of a Parquet file as text, heading first, empty where there is no value.
///
/// # Errors
/// If it cannot be read, or a column is neither text nor numbers nor true and false.
pub fn parquet_cells(path: &Path) -> Result<Vec<Vec<String>>, NoCells> {
    let refused = |error: PolarsError| NoCells::File(error.to_string());
    if !parquet_file::is_one(path) {
        return Err(NoCells::Other);
    }
    let file = parquet_file::Loaded::read(path).map_err(refused)?;
    if let Some((name, kind)) = file.unreadable() {
        return Err(NoCells::Column { name, kind });
    }
    let frame = file.frame().map_err(refused)?;
    let mut rows = vec![frame.get_column_names().iter().map(ToString::to_string).collect::<Vec<String>>()];
    for at in 0..frame.height() {
        let cell = |column: &polars::prelude::Column| column.get(at).map(|value| said(&value)).unwrap_or_default();
        rows.push(frame.columns().iter().map(cell).collect());
    }
    Ok(rows)
}

/// A value as a person would type it.
fn said(value: &AnyValue<'_>) -> String {
    match value {
        AnyValue::Null => String::new(),
        AnyValue::String(text) => (*text).to_owned(),
        AnyValue::StringOwned(text) => text.to_string(),
        AnyValue::Float64(number) => number.to_string(),
        AnyValue::Float32(number) => number.to_string(),
        other => other.to_string(),
    }
}
