//! Where two CSV files of one table differ.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

/// Larger files are not read cell by cell.
const MOST_BYTES: u64 = 64 << 20;

/// How two files of one table differ.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Difference {
    /// Rows that both have, with other cells.
    pub rows: u64,
    /// Cells that differ in those rows.
    pub cells: u64,
    /// Rows that only the first file has.
    pub only_then: u64,
    /// Rows that only the second file has.
    pub only_now: u64,
    /// The first cell that differs.
    pub first: Option<Cell>,
}

/// A cell that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cell {
    /// What names its row: columns and their values.
    pub row: Vec<(String, String)>,
    /// Its column.
    pub column: String,
    /// What the first file has.
    pub then: String,
    /// What the second file has.
    pub now: String,
}

/// Columns by name, and rows.
#[derive(Debug, PartialEq)]
struct Grid {
    columns: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// How the table in the CSV file `now` differs from that in the file `then`; nothing if one of them is too large, or cannot
/// be read as a table of the same columns.
///
/// Parquet files are not opened to be compared: the decoder trusts what it reads, anybody may have written what it is given,
/// and a damaged length in it would end the process.
#[must_use]
pub fn difference(then: &Path, now: &Path) -> Option<Difference> {
    let small = |path: &Path| path.metadata().is_ok_and(|about| about.len() <= MOST_BYTES);
    if !(small(then) && small(now)) {
        return None;
    }
    let (then, now) = (read(then)?, read(now)?);
    (then.columns == now.columns).then(|| compare(&then, &now))
}

fn read(path: &Path) -> Option<Grid> {
    if path.extension().is_none_or(|kind| kind != "csv") {
        return None;
    }
    let bytes = std::fs::read(path).ok()?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let mut reader = csv::Reader::from_reader(text);
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<String>>();
    let columns = cells(reader.headers().ok()?);
    let rows = reader.records().map(|record| record.map(|record| cells(&record))).collect::<Result<_, _>>().ok()?;
    Some(Grid { columns, rows })
}

fn compare(then: &Grid, now: &Grid) -> Difference {
    let key = key(then);
    let named =
        |grid: &Grid, at: usize| -> Vec<String> { key.iter().map(|column| grid.rows[at][*column].clone()).collect() };
    let mut left: BTreeMap<Vec<String>, usize> = (0..now.rows.len()).map(|at| (named(now, at), at)).collect();
    let mut found = Difference::default();
    for at in 0..then.rows.len() {
        let name = named(then, at);
        let Some(other) = left.remove(&name) else {
            found.only_then += 1;
            continue;
        };
        let (old, new) = (&then.rows[at], &now.rows[other]);
        let differing: Vec<usize> = (0..then.columns.len()).filter(|column| old[*column] != new[*column]).collect();
        if let Some(&column) = differing.first() {
            found.rows += 1;
            found.cells += differing.len() as u64;
            found.first.get_or_insert_with(|| Cell {
                row: key.iter().map(|column| then.columns[*column].clone()).zip(name).collect(),
                column: then.columns[column].clone(),
                then: old[column].clone(),
                now: new[column].clone(),
            });
        }
    }
    found.only_now = left.len() as u64;
    found
}

/// The first columns that tell the rows apart: ids, months and years, not titles or numbers that were worked out.
fn key(grid: &Grid) -> Vec<usize> {
    let title = |name: &str| name.ends_with("_zh") || name.ends_with("_en");
    let mut key = Vec::new();
    let mut told_apart = grid.rows.len().min(1);
    for column in (0..grid.columns.len()).filter(|column| !title(&grid.columns[*column])) {
        if told_apart == grid.rows.len() {
            break;
        }
        key.push(column);
        let names: BTreeSet<Vec<&str>> =
            grid.rows.iter().map(|row| key.iter().map(|column| row[*column].as_str()).collect()).collect();
        if names.len() > told_apart {
            told_apart = names.len();
        } else {
            key.pop();
        }
    }
    key
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(folder: &Path, name: &str, text: &str) -> std::path::PathBuf {
        let path = folder.join(name);
        std::fs::write(&path, text).unwrap();
        path
    }

    #[test]
    fn rows_are_known_by_what_names_them() {
        let folder = tempfile::tempdir().unwrap();
        let then = file(
            folder.path(),
            "a.csv",
            "\u{feff}line,line_zh,fund,year,mean\nx,甲,f,2021,1\nx,甲,f,2022,2\ny,乙,f,2021,3\n",
        );
        let now = file(
            folder.path(),
            "b.csv",
            "line,line_zh,fund,year,mean\nx,甲,f,2021,1\nz,丙,f,2021,9\ny,丁,f,2021,4\nx,甲,f,2022,2\n",
        );
        let found = difference(&then, &now).unwrap();
        let name = |column: &str, value: &str| (column.to_owned(), value.to_owned());
        let first = Cell {
            row: vec![name("line", "y"), name("year", "2021")],
            column: "line_zh".to_owned(),
            then: "乙".to_owned(),
            now: "丁".to_owned(),
        };
        assert_eq!(found, Difference { rows: 1, cells: 2, only_then: 0, only_now: 1, first: Some(first) });
        assert_eq!(difference(&now, &then).unwrap().only_then, 1);
        assert_eq!(difference(&then, &then).unwrap(), Difference::default());
    }

    #[test]
    fn a_table_of_one_row_needs_no_name() {
        let folder = tempfile::tempdir().unwrap();
        let then = file(folder.path(), "a.csv", "probability,count\n0.5,1\n");
        let now = file(folder.path(), "b.csv", "probability,count\n0.6,2\n");
        let found = difference(&then, &now).unwrap();
        assert_eq!((found.rows, found.cells, found.only_then), (1, 2, 0));
        assert_eq!(found.first.unwrap().row, Vec::new());
    }

    #[test]
    fn what_is_no_table_is_not_compared() {
        let folder = tempfile::tempdir().unwrap();
        let then = file(folder.path(), "a.csv", "a,b\n1,2\n");
        for other in ["a,c\n1,2\n", "a,b\n1,2,3\n", ""] {
            assert_eq!(difference(&then, &file(folder.path(), "b.csv", other)), None, "{other}");
        }
    }

    #[test]
    fn what_only_a_trusting_decoder_reads_is_not_opened() {
        let folder = tempfile::tempdir().unwrap();
        let path = file(folder.path(), "a.parquet", "PAR1");
        assert_eq!(difference(&path, &path), None);
    }
}
