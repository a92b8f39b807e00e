//! What a study says, as tables: one file per question, in which its tables are defined and filled.

mod allocate;
mod compare;
mod discover;
mod frontier;
mod layers;
mod marginal;
mod require;
mod robust;
mod sensitivity;
mod worth;

use std::path::Path;

use super::frame::{Cell, build, row};
use super::schema::{TableSchema, text};
use super::{TableError, csv_file, dictionary, parquet_file};
use crate::runs::layout;
use crate::study::{self, Answer, Unlike, each_question};

/// A table of a study: its definition and its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct StudyTable {
    /// What its columns mean.
    pub schema: TableSchema,
    rows: Vec<Vec<Cell>>,
}

impl StudyTable {
    /// Its rows.
    pub(super) fn rows(&self) -> &[Vec<Cell>] {
        &self.rows
    }

    /// Its rows as JSON objects, with a key per column. What does not apply is `null`.
    #[must_use]
    pub fn json(&self) -> serde_json::Value {
        let value = |cell: &Cell| match cell {
            Cell::Text(text) => text.as_deref().into(),
            Cell::Integer(number) => (*number).into(),
            Cell::Number(number) => (*number).into(),
            Cell::Truth(truth) => (*truth).into(),
        };
        let names = || self.schema.columns.iter().map(|column| column.name.to_string());
        let object = |row: &Vec<Cell>| serde_json::Value::Object(names().zip(row.iter().map(value)).collect());
        self.rows.iter().map(object).collect()
    }
}

/// What an answer is as tables.
trait Tabled {
    /// The definitions of its tables.
    fn schemas() -> Vec<TableSchema>;

    /// Its tables, in the same order.
    fn tables(&self) -> Vec<StudyTable>;
}

macro_rules! tabled {
    ($($name:literal: $Question:ident => $Answer:ident, of $scenarios:expr;)*) => {
        /// The tables of an answer. Tables without rows are there too.
        #[must_use]
        pub fn of_study(answer: &Answer) -> Vec<StudyTable> {
            match answer {
                $(Answer::$Question(answer) => answer.tables(),)*
            }
        }

        /// The definitions of the tables of every study, by question.
        #[must_use]
        pub fn study_schemas() -> Vec<(&'static str, Vec<TableSchema>)> {
            vec![$(($name, study::$Answer::schemas())),*]
        }
    };
}
each_question!(tabled);

/// The table of what plans state differently under one name.
fn unlike_schema(stem: &'static str) -> TableSchema {
    TableSchema::new(stem, ["path", "scenario", "stated"].map(text).into())
}

fn unlike(stem: &'static str, labels: &[String], list: &[Unlike]) -> StudyTable {
    let row = |one: &Unlike| -> Vec<Vec<Cell>> {
        let own = labels.iter().zip(&one.stated);
        own.map(|(label, stated)| row![one.path.as_str(), label.as_str(), stated.as_deref()]).collect()
    };
    StudyTable { schema: unlike_schema(stem), rows: list.iter().flat_map(row).collect() }
}

/// Writes every table of an answer as Parquet and CSV, and the data dictionary, into the folder of a study; returns the
/// names of the files within it.
///
/// # Errors
/// If a file cannot be written.
pub fn write_study(tables: &[StudyTable], folder: &Path) -> Result<Vec<String>, TableError> {
    let directory = folder.join(layout::TABLES);
    super::folder_of_tables(&directory)?;
    let mut names = vec![layout::DICTIONARY.to_owned()];
    for StudyTable { schema, rows } in tables {
        let frame = build(schema, rows)?;
        let own = [layout::table_parquet(schema.stem), layout::table_csv(schema.stem)];
        parquet_file::write(&frame, &folder.join(&own[0]))?;
        csv_file::write(schema, &frame, &folder.join(&own[1]))?;
        names.extend(own);
    }
    let schemas: Vec<TableSchema> = tables.iter().map(|table| table.schema.clone()).collect();
    dictionary::write_of(&schemas, &folder.join(layout::DICTIONARY))?;
    Ok(names)
}
