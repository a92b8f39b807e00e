//! Stage 6: what a run says, as tables. Polars lives here and only here.
//!
//! In: [`Results`] and the [`Scenario`] that names what they count. Out: one polars data frame per table, and the same
//! tables as Parquet (every digit) and CSV (rounded, with a byte-order mark so that spreadsheets read Chinese).
//! [`schema`] is the one definition of every table: frames are built from it and the data dictionary is written from it.
//! Not here: statistics. A number that is not in [`Results`] does not appear in a table.
//!
//! The same results give the same bytes: no file holds a time, a path or anything of the machine.

mod awards;
mod backtest;
mod cash;
mod cash_total;
mod commitment_months;
mod commitments;
mod compare;
mod correlations;
mod csv_file;
mod dictionary;
mod equity;
mod flows;
mod frame;
mod funds;
mod handed;
mod influence;
mod joint;
mod joints;
mod ledger;
mod limits;
mod lines;
mod metrics;
mod milestones;
mod money;
mod money_plan;
mod money_total;
mod parameters;
mod parquet_file;
mod replicates;
mod rules;
pub mod schema;
mod schools;
mod study;
mod sweep;
mod target_months;
mod targets;
#[cfg(test)]
mod tests;

use std::path::Path;

use polars::prelude::DataFrame;

use crate::runs::{RunsError, layout};
use crate::scenario::Scenario;
use crate::summary::Results;
use crate::words::{Text, text};

pub use backtest::{backtest_schemas, write_backtest};
pub use compare::{Cell, Difference, difference};
pub use flows::source_title;
pub use handed::{ArrowStream, Handed, Values};
pub use metrics::metric_title;
pub use replicates::RowWriter;
pub use schema::{ColumnKind, ColumnSchema, TableName, TableSchema};
pub use study::{StudyTable, of_study, study_schemas, write_study};
pub use sweep::{Added, NoCells, SWEPT, SweepWriter, SweptRow, parquet_cells, sweep_schemas};

/// A table: a data frame and the meaning of its columns.
#[derive(Clone, Debug)]
pub struct Table {
    /// Which table it is.
    pub name: TableName,
    /// What its columns mean.
    pub schema: TableSchema,
    /// The rows.
    pub frame: DataFrame,
}

/// Why a table could not be made or written.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// A file could not be written.
    #[error(transparent)]
    File(#[from] RunsError),
    /// The rows do not fit the table's definition, or could not be encoded: an error in tidui.
    #[error("{}", self.text().en)]
    Shape {
        /// The table.
        table: String,
        /// What does not fit.
        what: String,
    },
}

impl TableError {
    /// The same in both languages.
    #[must_use]
    pub fn text(&self) -> Text {
        match self {
            Self::File(error) => error.text(),
            Self::Shape { table, what } => text!("table-misshapen", table, what),
        }
    }

    fn shape(table: &str, what: &(impl ToString + ?Sized)) -> Self {
        Self::Shape { table: table.to_owned(), what: what.to_string() }
    }
}

/// One table.
///
/// # Errors
/// [`TableError::Shape`] if a row does not fit its definition: an error in tidui.
///
/// # Panics
/// If the results are another scenario's.
pub fn table(name: TableName, results: &Results, scenario: &Scenario) -> Result<Table, TableError> {
    let schema = name.schema();
    let frame = frame::build(&schema, &rows_of(name, results, scenario))?;
    Ok(Table { name, schema, frame })
}

/// The rows of a table.
fn rows_of(name: TableName, results: &Results, scenario: &Scenario) -> Vec<Vec<frame::Cell>> {
    match name {
        TableName::Targets => targets::rows(results, scenario),
        TableName::TargetMonths => target_months::rows(results, scenario),
        TableName::Milestones => milestones::rows(results, scenario),
        TableName::Joint => joint::rows(results),
        TableName::Joints => joints::rows(results, scenario),
        TableName::Metrics => metrics::rows(results, scenario),
        TableName::Money => money::rows(results, scenario),
        TableName::Funds => funds::rows(results, scenario),
        TableName::MoneyTotal => money_total::rows(results, scenario),
        TableName::MoneyPlan => money_plan::rows(results, scenario),
        TableName::Flows => flows::rows(results, scenario),
        TableName::Commitments => commitments::rows(results, scenario),
        TableName::CommitmentMonths => commitment_months::rows(results, scenario),
        TableName::Cash => cash::rows(results, scenario),
        TableName::CashTotal => cash_total::rows(results, scenario),
        TableName::Awards => awards::rows(results, scenario),
        TableName::Lines => lines::rows(scenario),
        TableName::Limits => limits::rows(results, scenario),
        TableName::Ledger => ledger::rows(results, scenario),
        TableName::Parameters => parameters::rows(scenario),
        TableName::Equity => equity::rows(results, scenario),
        TableName::Schools => schools::rows(results, scenario),
        TableName::Influence => influence::rows(results, scenario),
        TableName::Rules => rules::rows(results, scenario),
        TableName::Correlations => correlations::rows(results, scenario),
    }
}

/// The tables of a run: all but those of what its plan does not state.
pub(crate) fn tables_of(results: &Results, scenario: &Scenario) -> Vec<TableName> {
    let has = |name: &TableName| match name {
        TableName::Flows => !results.flows.is_empty(),
        TableName::Commitments => !results.commitments.is_empty(),
        TableName::CommitmentMonths => !results.commitment_months.is_empty(),
        TableName::Awards => !results.awards.is_empty(),
        TableName::Correlations => !results.correlations.is_empty(),
        TableName::Lines => scenario.lines.iter().any(|line| line.codes != [None, None]),
        _ => true,
    };
    TableName::ALL.into_iter().filter(has).collect()
}

/// Every table of a run, in the order of [`TableName::ALL`].
///
/// # Errors
/// As [`table`].
///
/// # Panics
/// As [`table`].
pub fn all(results: &Results, scenario: &Scenario) -> Result<Vec<Table>, TableError> {
    tables_of(results, scenario).into_iter().map(|name| table(name, results, scenario)).collect()
}

/// Writes every table as Parquet and CSV, and the data dictionary, into the run folder `folder`; returns the names of
/// the files within it. Tables without rows are written too, with their columns.
///
/// # Errors
/// If a file cannot be written, for instance on a full disk; files already written stay, as `folder` is expected to be
/// a [`crate::runs::Staging`] that vanishes as a whole.
///
/// # Panics
/// If the results are another scenario's.
pub fn write_all(results: &Results, scenario: &Scenario, folder: &Path) -> Result<Vec<String>, TableError> {
    let directory = folder.join(layout::TABLES);
    folder_of_tables(&directory)?;
    let mut names = Vec::new();
    for table in all(results, scenario)? {
        let name = layout::table_parquet(table.schema.stem);
        parquet_file::write(&table.frame, &folder.join(&name))?;
        names.push(name);
        let name = layout::table_csv(table.schema.stem);
        csv_file::write(&table.schema, &table.frame, &folder.join(&name))?;
        names.push(name);
    }
    dictionary::write(results, scenario, &folder.join(layout::DICTIONARY))?;
    names.push(layout::DICTIONARY.to_owned());
    Ok(names)
}

/// Makes the folder of the tables, in a folder that is there.
fn folder_of_tables(directory: &Path) -> Result<(), RunsError> {
    match std::fs::create_dir(directory) {
        Err(error) if error.kind() != std::io::ErrorKind::AlreadyExists => Err(RunsError::from_io(directory, error)),
        _ => Ok(()),
    }
}
