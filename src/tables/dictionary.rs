//! The data dictionary: what every column of every table means.

use std::path::Path;

use super::TableError;
use super::csv_file::write_rows;
use super::schema::{TableName, replicate_columns};
use crate::runs::layout;

/// Columns of the dictionary.
pub(super) const COLUMNS: [&str; 6] = ["table", "column", "type", "unit", "meaning_zh", "meaning_en"];

/// The dictionary, heading first.
pub(super) fn rows() -> Vec<Vec<String>> {
    let mut rows = vec![COLUMNS.map(str::to_owned).to_vec()];
    for schema in TableName::ALL.map(TableName::schema) {
        rows.push(row(schema.stem, ["", "table", "", &schema.meaning.zh, &schema.meaning.en]));
        for column in &schema.columns {
            rows.push(row(
                schema.stem,
                [&column.name, column.kind.code(), column.unit, &column.meaning.zh, &column.meaning.en],
            ));
        }
    }
    let stem = layout::REPLICATES.trim_end_matches(".parquet");
    rows.push(row(
        stem,
        ["", "table", "", "每次模拟一行（仅在要求保留时写出）", "a replicate; written on request only"],
    ));
    for column in replicate_columns() {
        rows.push(row(stem, [&column.name, column.kind.code(), column.unit, &column.meaning.zh, &column.meaning.en]));
    }
    rows.push(row(
        stem,
        [
            "<parameter>",
            "number",
            "",
            "以参数路径为列名：该次模拟所用的值",
            "named by its path: the value used in this replicate",
        ],
    ));
    rows.push(row(
        stem,
        [
            "<outcome>",
            "number",
            "",
            "以结果名为列名：该次模拟的结果",
            "named by the outcome: what came of this replicate",
        ],
    ));
    rows
}

fn row(table: &str, cells: [&str; 5]) -> Vec<String> {
    std::iter::once(table).chain(cells).map(str::to_owned).collect()
}

/// Writes it.
pub(super) fn write(path: &Path) -> Result<(), TableError> {
    write_rows(&rows(), path)
}
