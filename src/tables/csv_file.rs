//! Tables as CSV: UTF-8 with a byte-order mark, numbers rounded to the decimals of their column.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use polars::prelude::{AnyValue, DataFrame};

use super::TableError;
use super::schema::{ColumnKind, TableSchema};
use crate::runs::RunsError;
use crate::words::one_line;

/// Without it, Chinese Excel reads the file as GBK.
pub(super) const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes a table.
pub(super) fn write(schema: &TableSchema, frame: &DataFrame, path: &Path) -> Result<(), TableError> {
    let mut rows = vec![schema.columns.iter().map(|column| column.name.to_string()).collect::<Vec<_>>()];
    for at in 0..frame.height() {
        let mut row = Vec::with_capacity(schema.columns.len());
        for (column, values) in schema.columns.iter().zip(frame.columns()) {
            let value = values.get(at).map_err(|error| TableError::shape(schema.stem, &error))?;
            row.push(cell(&value, column.kind));
        }
        rows.push(row);
    }
    write_rows(&rows, path)
}

/// Writes rows of words.
pub(super) fn write_rows(rows: &[Vec<String>], path: &Path) -> Result<(), TableError> {
    write_to(rows, path).map_err(|error| RunsError::from_io(path, error).into())
}

fn write_to(rows: &[Vec<String>], path: &Path) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    file.write_all(BYTE_ORDER_MARK)?;
    let mut writer = csv::Writer::from_writer(&mut file);
    for row in rows {
        writer.write_record(row).map_err(system)?;
    }
    writer.flush()?;
    drop(writer);
    file.flush()
}

/// The line of names that a file begins with, quoted where they need it.
pub(super) fn heading(names: &[String]) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(names.iter().map(|name| harmless(name))).map_err(system)?;
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}

/// What the system said, which the csv library wraps: a full disk is to be told from other troubles.
fn system(error: csv::Error) -> io::Error {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

fn cell(value: &AnyValue<'_>, kind: ColumnKind) -> String {
    match (value, kind) {
        (AnyValue::Null, _) => String::new(),
        (AnyValue::Float64(number), ColumnKind::Number { decimals }) => rounded(*number, decimals),
        (AnyValue::String(text), _) => harmless(text),
        (AnyValue::StringOwned(text), _) => harmless(text),
        (AnyValue::Int64(number), _) => number.to_string(),
        (AnyValue::Boolean(truth), _) => truth.to_string(),
        (other, _) => other.to_string(),
    }
}

/// Text that no spreadsheet takes for a formula: after one of these signs, in the width of a letter or of a character, it
/// would; an apostrophe before it says that it is text. Numbers are never changed.
pub(super) fn harmless(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']);
    let shown = one_line(text);
    if formula { format!("'{shown}") } else { shown.into_owned() }
}

/// The number with at most `decimals` places, without trailing zeros.
pub(super) fn rounded(number: f64, decimals: usize) -> String {
    let mut text = format!("{number:.decimals$}");
    if text.contains('.') {
        text.truncate(text.trim_end_matches('0').trim_end_matches('.').len());
    }
    if text == "-0" { "0".to_owned() } else { text }
}
