//! What is known of the past beside people: what was paid, and single numbers of the plan.

use crate::fit::{PaidRow, StudentsRow};
use crate::scenario::{Column, Groups, Kind, Library, LineId, Scenario};
use crate::words::Diagnostics;

use super::past::{YEAR, names, table};

/// What was paid, by line and fiscal year: the table that a form's sheet of payments becomes.
pub(super) fn spending(
    scenario: &Scenario,
    library: &dyn Library,
    file: &str,
    problems: &mut Diagnostics,
) -> Vec<PaidRow> {
    let columns = [
        Column::required("line", Kind::Id),
        Column::required("year", YEAR),
        Column::optional("units", Kind::Number { min: 0.0, max: 1e12 }),
        Column::optional("yuan", Kind::Whole { min: 0, max: 1_000_000_000_000 }),
    ];
    let lines: Vec<&str> = scenario.lines.iter().map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let line = names(row, "line", &lines, &mut groups);
        let line = line.and_then(|line| lines.iter().position(|own| *own == line)).map(LineId::from);
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(line), Some(year), Some(yuan)) = (line, year, row.whole("yuan")) {
            rows.push(PaidRow { line, year, units: row.number("units"), yuan });
        }
    }
    problems.append(groups.told());
    rows
}

/// Students of phases, by fiscal year.
pub(super) fn students(
    scenario: &Scenario,
    library: &dyn Library,
    file: &str,
    problems: &mut Diagnostics,
) -> Vec<StudentsRow> {
    let columns = [
        Column::required("phase", Kind::Id),
        Column::required("year", YEAR),
        Column::required("students", Kind::Number { min: 0.0, max: 1e9 }),
    ];
    let phases: Vec<&str> = scenario.phases.iter().map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let phase = names(row, "phase", &phases, &mut groups);
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(phase), Some(year), Some(students)) = (phase, year, row.number("students")) {
            rows.push(StudentsRow { phase, year, students });
        }
    }
    problems.append(groups.told());
    rows
}

/// A number of the plan that is known.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct KnownRow {
    /// Where it stands.
    pub(super) path: String,
    pub(super) value: f64,
    /// Who says so.
    pub(super) source: Option<String>,
}

/// Numbers by path; rows without a number say nothing.
pub(super) fn known(library: &dyn Library, file: &str, problems: &mut Diagnostics) -> Vec<KnownRow> {
    let columns = [
        Column::required("path", Kind::Text).unique(),
        Column::optional("value", Kind::Number { min: -1e15, max: 1e15 }),
        Column::optional("source", Kind::Text),
    ];
    let rows = table(library, file, &columns, problems).rows;
    let row = |row: &crate::scenario::Row| {
        let (path, source) = (row.text("path")?.to_owned(), row.text("source").map(str::to_owned));
        Some(KnownRow { path, value: row.number("value")?, source })
    };
    rows.iter().filter_map(row).collect()
}
