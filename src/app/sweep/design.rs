//! A design: a table of scenarios, settings, seeds and replicates, one row a run.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::runs::FileRecord;
use crate::scenario::{Grid, Library as _, unreadable};
use crate::tables::{NoCells, parquet_cells};
use crate::words::{Diagnostic, Diagnostics, Text, nearest, path, text};

use super::super::error::AppError;
use super::super::library::{Shelf, locate};
use super::super::values::{Replicates, RowSeed};

/// Columns that are no paths of numbers.
const COLUMNS: [&str; 4] = ["name", "scenario", "seed", "replicates"];

/// A row of a design.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::app) struct Job {
    /// Which row it is, from 1.
    pub(in crate::app) row: u64,
    /// Its name, if it has one.
    pub(in crate::app) name: Option<String>,
    /// The file of its scenario, or the name of a bundled one, as it is found from here; none where it names none.
    pub(in crate::app) scenario: Option<String>,
    /// Settings over it.
    pub(in crate::app) set: Vec<String>,
    pub(in crate::app) seed: Option<u64>,
    pub(in crate::app) replicates: Option<u64>,
}

/// A design.
#[derive(Debug)]
pub(in crate::app) struct Design {
    /// Its cells as comma-separated text.
    pub(in crate::app) kept: String,
    pub(in crate::app) jobs: Vec<Job>,
    /// The scenarios as they are named in it, each with where it is found from here.
    pub(super) found: BTreeMap<String, String>,
    /// What is worth knowing about it as a table.
    pub(in crate::app) warnings: Diagnostics,
}

/// Reads a design: a text with separators, a workbook or a Parquet file. The scenarios that it names lie in `folder`, or are found
/// from here.
///
/// # Errors
/// Everything that is wrong with it as a table.
pub(super) fn read(file: &str, folder: &Path) -> Result<Design, AppError> {
    let grid = grid(file)?;
    // What is wrong with cells of a workbook, such as a formula without a value: they are empty here.
    let mut problems = grid.problems().clone();
    let columns = columns(&grid, &mut problems);
    let (mut jobs, mut names) = (Vec::new(), BTreeSet::new());
    // Each name is looked for once: rows may be a million, on a disk that many share.
    let mut known: BTreeMap<String, String> = BTreeMap::new();
    for row in 1..grid.rows() {
        let mut job =
            Job { row: row as u64, name: None, scenario: None, set: Vec::new(), seed: None, replicates: None };
        for (at, heading) in columns.iter().enumerate() {
            let cell = grid.cell(row, at);
            if cell.is_empty() {
                continue;
            }
            let place = || Some(grid.place(row, at));
            let mut wrong = |told: Text| problems.push(Diagnostic::error("design-cell", told).at(place()));
            match heading.as_str() {
                "" => {}
                "name" if names.insert(cell.to_owned()) => job.name = Some(cell.to_owned()),
                "name" => wrong(text!("design-name-twice", cell)),
                "scenario" => {
                    let file = known.entry(cell.to_owned()).or_insert_with(|| found(folder, cell));
                    job.scenario = Some(file.clone());
                }
                "seed" => match cell.parse::<RowSeed>() {
                    Ok(seed) => job.seed = Some(seed.get()),
                    Err(unfit) => wrong(text!("design-cell", heading, cell, wanted = unfit.0)),
                },
                "replicates" => match cell.parse::<Replicates>() {
                    Ok(count) => job.replicates = Some(count.get()),
                    Err(unfit) => wrong(text!("design-cell", heading, cell, wanted = unfit.0)),
                },
                path => job.set.push(format!("{path}={cell}")),
            }
        }
        jobs.push(job);
    }
    if jobs.is_empty() && !problems.has_errors() {
        problems.push(Diagnostic::error("design-empty", text!("design-empty", file)));
    }
    if problems.has_errors() {
        return Err(AppError::Refused(problems));
    }
    Ok(Design { kept: grid.kept(), jobs, found: known, warnings: problems })
}

/// The cells of the file.
fn grid(file: &str) -> Result<Grid, AppError> {
    let refused = |problem: Diagnostic| AppError::Refused(vec![problem].into());
    let is_parquet = Path::new(file).extension().is_some_and(|end| end.eq_ignore_ascii_case("parquet"));
    if !is_parquet || !path(file).exists() {
        return Shelf.table(file).map_err(|error| refused(unreadable(&Shelf, file, None, &error, &[])));
    }
    let cells = parquet_cells(&path(file)).map_err(|problem| match problem {
        NoCells::Column { name, kind } => {
            let told = text!("design-parquet-column", file, name, kind);
            refused(Diagnostic::error("design-parquet", told).hint(text!("hint-design-parquet-column")))
        }
        NoCells::Other => {
            let problem = Diagnostic::error("design-parquet", text!("design-no-parquet", file));
            refused(problem.hint(text!("hint-design-no-parquet")))
        }
        NoCells::File(reason) => {
            let problem = Diagnostic::error("design-parquet", text!("design-parquet", file, reason));
            refused(problem.hint(text!("hint-design-parquet")))
        }
    })?;
    let mut grid = Grid::of_sheet(file);
    for (row, cells) in (0..).zip(&cells) {
        for (column, cell) in (0..).zip(cells) {
            grid.add(row, column, cell);
        }
    }
    Ok(grid)
}

/// The headings, each known: one of the few names, or the path of a number.
fn columns(grid: &Grid, problems: &mut Diagnostics) -> Vec<String> {
    let mut headings: Vec<String> = Vec::new();
    for at in 0..grid.columns() {
        let heading = grid.cell(0, at);
        let wrong = |told: Text| Diagnostic::error("design-column", told).at(Some(grid.place(0, at)));
        if !heading.is_empty() && headings.iter().any(|other| other == heading) {
            problems.push(wrong(text!("design-column-twice", heading)));
        } else if heading.is_empty() && (1..grid.rows()).any(|row| !grid.cell(row, at).is_empty()) {
            problems.push(wrong(text!("design-column-unnamed")));
        } else if !heading.is_empty() && !COLUMNS.contains(&heading) && !heading.contains('.') {
            let near = nearest(heading, COLUMNS);
            let known = Text::list(&COLUMNS);
            let hint = match near {
                Some(near) => text!("hint-design-column-nearest", near),
                None => text!("hint-design-column", known),
            };
            problems.push(wrong(text!("design-column", heading)).hint(hint));
        }
        headings.push(heading.to_owned());
    }
    headings
}

/// A scenario as a row names it: a file beside the design, or as it is found from here, or a bundled one.
fn found(folder: &Path, named: &str) -> String {
    let beside = folder.join(path(named));
    if beside.exists() { beside.display().to_string() } else { named.to_owned() }
}

/// The SHA-256 of a scenario's file; none if it cannot be read, which is left to the rows that name it.
pub(super) fn digest(file: &str) -> Option<String> {
    let (library, file) = locate(file).ok()?;
    Some(FileRecord::of(library.read(&file).ok()?.as_bytes()).sha256)
}
