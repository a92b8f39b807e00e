//! The data dictionary: what every column of every table means.

use std::path::Path;

use super::csv_file::{harmless, write_rows};
use super::schema::{ColumnSchema, TableName, TableSchema, YUAN, replicate_columns};
use super::{TableError, metric_title, tables_of};
use crate::scenario::{Parameter, Scenario};
use crate::summary::Results;
use crate::words::{Text, text};

/// Columns of the dictionary.
pub(super) const COLUMNS: [&str; 6] = ["table", "column", "type", "unit", "meaning_zh", "meaning_en"];

/// The dictionary of some tables, heading first.
fn rows_of(schemas: &[TableSchema]) -> Vec<Vec<String>> {
    let head = [COLUMNS.map(str::to_owned).to_vec(), rule()];
    head.into_iter().chain(schemas.iter().flat_map(described)).collect()
}

/// A row for the table, and one for each of its columns.
fn described(schema: &TableSchema) -> Vec<Vec<String>> {
    let table = row(schema.stem, ["", "table", "", &schema.meaning.zh, &schema.meaning.en]);
    let column = |one: &ColumnSchema| {
        row(schema.stem, [&one.name, one.kind.code(), &one.unit, &one.meaning.zh, &one.meaning.en])
    };
    std::iter::once(table).chain(schema.columns.iter().map(column)).collect()
}

/// The dictionary of a run, heading first.
pub(super) fn rows(results: &Results, scenario: &Scenario) -> Vec<Vec<String>> {
    let mut rows = rows_of(&tables_of(results, scenario).into_iter().map(TableName::schema).collect::<Vec<_>>());
    let fixed = replicate_columns();
    let stem = fixed.stem;
    rows.extend(described(&fixed));
    let columns = parameters(scenario).into_iter().chain(outcomes(results, scenario));
    rows.extend(columns.map(|(name, unit, meaning)| row(stem, [&name, "number", &unit, &meaning.zh, &meaning.en])));
    rows
}

/// A column of the replicates' file: name, unit, meaning.
type Described = (String, String, Text);

/// One column per uncertain number, in the order of [`crate::model::Model::uncertain`].
fn parameters(scenario: &Scenario) -> Vec<Described> {
    let described = |one: &Parameter| {
        let meaning = text!("column-replicates-parameter", path = one.path);
        (one.path.clone(), one.unit.title().both(), meaning)
    };
    scenario.parameters.iter().filter(|one| !one.is_known()).map(described).collect()
}

/// One column per outcome, in the order of [`crate::model::Model::outcome_names`].
fn outcomes(results: &Results, scenario: &Scenario) -> Vec<Described> {
    let mut columns = Vec::new();
    for target in &results.targets {
        let metric = &results.metrics[target.metric];
        let title = metric_title(metric.kind, scenario);
        columns.push((format!("{}.value", metric.id), String::new(), text!("column-replicates-value", title)));
        columns.push((format!("{}.met", metric.id), "0/1".to_owned(), text!("column-replicates-met", title)));
    }
    for metric in &results.metrics {
        let title = metric_title(metric.kind, scenario);
        columns.push((format!("end.{}", metric.id), String::new(), text!("column-replicates-end", title)));
    }
    let yuan = text!(YUAN).both();
    for line in &scenario.lines {
        let title = &line.named.title;
        for opens in &results.fiscal_years {
            let year = scenario.fiscal_label(*opens);
            for (what, meaning) in [
                ("need", text!("column-replicates-need", title, year)),
                ("spend", text!("column-replicates-spend", title, year)),
                ("gap", text!("column-replicates-gap", title, year)),
            ] {
                columns.push((format!("{what}.{}.{opens}", line.named.id), yuan.clone(), meaning));
            }
        }
    }
    columns
}

fn row(table: &str, cells: [&str; 5]) -> Vec<String> {
    std::iter::once(table).chain(cells).map(harmless).collect()
}

/// How CSV files differ from Parquet ones.
fn rule() -> Vec<String> {
    let said = text!("dictionary-rule");
    row("*.csv", ["", "rule", "", &said.zh, &said.en])
}

/// Writes it.
pub(super) fn write(results: &Results, scenario: &Scenario, path: &Path) -> Result<(), TableError> {
    write_rows(&rows(results, scenario), path)
}

/// Writes that of some tables.
pub(super) fn write_of(schemas: &[TableSchema], path: &Path) -> Result<(), TableError> {
    write_rows(&rows_of(schemas), path)
}
