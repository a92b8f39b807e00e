//! Every replicate as a row of one Parquet file, and of one CSV file, written while the run goes on.

use std::fs::File;
use std::io::{BufWriter, Write as _};
use std::path::{Path, PathBuf};

use polars::prelude::{Column, DataFrame, DataType, Float64Chunked, Int64Chunked, IntoColumn as _, Schema};
use polars_parquet::write::StatisticsOptions;

use super::TableError;
use super::csv_file::{BYTE_ORDER_MARK, heading};
use super::parquet_file::ParquetFile;
use super::schema::replicate_columns;
use crate::runs::{RunsError, layout};
use crate::simulate::ReplicateRow;

/// Bytes of values held before they are written as a row group.
const GROUP_BYTES: usize = 48 << 20;

/// Streams replicates into a Parquet file: `replicate`, `draw`, a column per uncertain parameter, a column per outcome; and,
/// if asked, into its [twin](Self::with_twin) as CSV.
///
/// Memory does not grow with the number of replicates: one row group of at most 48 MiB is held, and two or three kilobytes
/// per column of each group written.
#[derive(Debug)]
pub struct RowWriter {
    file: ParquetFile,
    twin: Option<Twin>,
    names: Vec<String>,
    parameters: usize,
    group: usize,
    replicates: Vec<i64>,
    draws: Vec<i64>,
    values: Vec<Vec<f64>>,
}

impl RowWriter {
    /// Creates the file. Names come from [`crate::model::Model::uncertain`] (paths) and
    /// [`crate::model::Model::outcome_names`].
    ///
    /// # Errors
    /// If the file cannot be written, or two columns have one name.
    pub fn create(path: &Path, parameter_names: &[String], outcome_names: &[String]) -> Result<Self, TableError> {
        Self::with_groups(path, parameter_names, outcome_names, GROUP_BYTES)
    }

    /// The same with row groups of at most `bytes`.
    pub(super) fn with_groups(
        path: &Path,
        parameter_names: &[String],
        outcome_names: &[String],
        bytes: usize,
    ) -> Result<Self, TableError> {
        let fixed = replicate_columns().columns;
        let mut schema = Schema::with_capacity(fixed.len() + parameter_names.len() + outcome_names.len());
        let columns = fixed
            .iter()
            .map(|column| (column.name.as_ref(), DataType::Int64))
            .chain(parameter_names.iter().chain(outcome_names).map(|name| (name.as_str(), DataType::Float64)));
        for (name, kind) in columns {
            if schema.insert(name.into(), kind).is_some() {
                return Err(TableError::shape(layout::REPLICATES, &format!("two columns named {name}")));
            }
        }
        // Statistics of random numbers help no reader and are most of what would stay in memory.
        let file = ParquetFile::create(path, &schema, StatisticsOptions::empty())?;
        let names: Vec<String> = schema.iter_names().map(ToString::to_string).collect();
        let group = bytes.div_euclid(8 * names.len()).max(1);
        Ok(Self {
            file,
            twin: None,
            parameters: parameter_names.len(),
            group,
            replicates: Vec::new(),
            draws: Vec::new(),
            values: vec![Vec::new(); names.len() - fixed.len()],
            names,
        })
    }

    /// The same rows as CSV too: every digit, so that whoever reads it reads the same numbers.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn with_twin(mut self, path: &Path) -> Result<Self, TableError> {
        self.twin = Some(Twin::create(path, &self.names)?);
        Ok(self)
    }

    /// Adds rows.
    ///
    /// # Errors
    /// If the file cannot be written, or a row has too few or too many values.
    pub fn write(&mut self, rows: &[ReplicateRow]) -> Result<(), TableError> {
        for row in rows {
            if row.parameters.len() != self.parameters || row.parameters.len() + row.outcomes.len() != self.values.len()
            {
                let what = format!("replicate {} does not have a value for every column", row.replicate);
                return Err(TableError::shape(layout::REPLICATES, &what));
            }
            if let Some(twin) = &mut self.twin {
                twin.write(row)?;
            }
            self.replicates.push(row.replicate as i64);
            self.draws.push(row.draw as i64);
            for (column, value) in self.values.iter_mut().zip(row.parameters.iter().chain(&row.outcomes)) {
                column.push(*value);
            }
            if self.replicates.len() >= self.group {
                self.write_group()?;
            }
        }
        Ok(())
    }

    /// Writes what is left and the footer. Without it the file cannot be read.
    ///
    /// # Errors
    /// If the file cannot be written.
    pub fn finish(mut self) -> Result<(), TableError> {
        self.write_group()?;
        self.file.finish()?;
        self.twin.map_or(Ok(()), Twin::finish)
    }

    fn write_group(&mut self) -> Result<(), TableError> {
        let height = self.replicates.len();
        if height == 0 {
            return Ok(());
        }
        let mut names = self.names.iter();
        let mut columns: Vec<Column> = Vec::with_capacity(self.names.len());
        for (integers, name) in [&mut self.replicates, &mut self.draws].into_iter().zip(names.by_ref()) {
            columns.push(Int64Chunked::from_vec(name.as_str().into(), std::mem::take(integers)).into_column());
        }
        for (values, name) in self.values.iter_mut().zip(names) {
            let values = std::mem::replace(values, Vec::with_capacity(height));
            // A ratio without a value is an empty cell.
            let column = if values.iter().any(|value| value.is_nan()) {
                let present = values.into_iter().map(|value| (!value.is_nan()).then_some(value));
                Column::new(name.as_str().into(), present.collect::<Vec<Option<f64>>>())
            } else {
                Float64Chunked::from_vec(name.as_str().into(), values).into_column()
            };
            columns.push(column);
        }
        let frame = DataFrame::new(height, columns).map_err(|error| TableError::shape(layout::REPLICATES, &error))?;
        self.file.write(&frame)
    }
}

/// The rows as CSV.
#[derive(Debug)]
struct Twin {
    file: BufWriter<File>,
    path: PathBuf,
    /// A line under way.
    line: Vec<u8>,
}

impl Twin {
    fn create(path: &Path, names: &[String]) -> Result<Self, TableError> {
        let refused = |error| TableError::from(RunsError::from_io(path, error));
        let mut file = BufWriter::new(File::create(path).map_err(refused)?);
        file.write_all(BYTE_ORDER_MARK).map_err(refused)?;
        file.write_all(&heading(names).map_err(refused)?).map_err(refused)?;
        Ok(Self { file, path: path.to_owned(), line: Vec::new() })
    }

    fn write(&mut self, row: &ReplicateRow) -> Result<(), TableError> {
        self.line.clear();
        // Writing into memory cannot fail.
        let _ = write!(self.line, "{},{}", row.replicate, row.draw);
        for value in row.parameters.iter().chain(&row.outcomes) {
            // The fewest digits that are read as the same number; a ratio without a value is an empty cell.
            let _ = if value.is_nan() { write!(self.line, ",") } else { write!(self.line, ",{value}") };
        }
        self.line.push(b'\n');
        self.file.write_all(&self.line).map_err(|error| RunsError::from_io(&self.path, error).into())
    }

    fn finish(mut self) -> Result<(), TableError> {
        self.file.flush().map_err(|error| RunsError::from_io(&self.path, error).into())
    }
}
