//! What is known of the past beside people: counts of funnels, places that were decided, students, what was paid, and single
//! numbers of the plan.

use crate::fit::{FunnelRow, PaidRow, PlacesRow, StudentsRow};
use crate::scenario::{Column, Groups, Kind, Library, LineId, Noted, Row, Scenario, Sheet, missing_table, read_sheet};
use crate::words::{Diagnostic, Diagnostics, nearest, text};

/// Reads the rows of a table for a scenario.
type Reads<T> = fn(&Scenario, &dyn Library, &str, &mut Diagnostics) -> Vec<T>;

/// Where tables are, and what they are of.
pub(super) struct Given<'a> {
    pub(super) scenario: &'a Scenario,
    pub(super) library: &'a dyn Library,
    pub(super) problems: &'a mut Diagnostics,
}

impl Given<'_> {
    /// The rows of a table, none of one that was not handed in.
    pub(super) fn rows<T>(&mut self, file: Option<&str>, reads: Reads<T>) -> Vec<T> {
        file.map_or_else(Vec::new, |file| reads(self.scenario, self.library, file, self.problems))
    }
}

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
    let mut rows: Vec<StudentsRow> = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let phase = names(row, "phase", &phases, &mut groups);
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(phase), Some(year), Some(students)) = (phase, year, row.number("students")) {
            if rows.iter().any(|one| one.phase == phase && one.year == year) {
                row.report(&mut groups, "year", Noted::Alike("counted-twice"), None, || {
                    Diagnostic::error("counted-twice", text!("students-counted-twice"))
                });
            }
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
    let row = |row: &Row| {
        let (path, source) = (row.text("path")?.to_owned(), row.text("source").map(str::to_owned));
        Some(KnownRow { path, value: row.number("value")?, source })
    };
    rows.iter().filter_map(row).collect()
}

pub(super) fn single(problem: Diagnostic) -> Diagnostics {
    let mut problems = Diagnostics::new();
    problems.push(problem);
    problems
}

/// A table, as its columns say.
fn table(library: &dyn Library, name: &str, columns: &[Column], problems: &mut Diagnostics) -> Sheet {
    let read = library.table(name).map_err(|error| single(missing_table(library, name, &error)));
    read.and_then(|grid| read_sheet(grid, columns)).unwrap_or_else(|found| {
        problems.append(found);
        Sheet::default()
    })
}

/// Whether a cell names one of `names`; otherwise a problem with it.
fn names(row: &Row, column: &str, names: &[&str], groups: &mut Groups) -> Option<String> {
    let name = row.text(column)?;
    if names.contains(&name) {
        return Some(name.to_owned());
    }
    row.report(groups, column, Noted::Apart("unknown-name", name), Some(name), || {
        let problem = Diagnostic::error("unknown-name", text!("unknown-name-in-table", column, name));
        match nearest(name, names.iter().copied()) {
            Some(near) => problem.hint(text!("hint-perhaps", near)),
            None => problem.hint(text!("hint-names", names = names.join(", "))),
        }
    });
    None
}

const YEAR: Kind = Kind::Whole { min: 1900, max: 2200 };
const COUNT: Kind = Kind::Whole { min: 0, max: 100_000_000 };

/// How many of a channel got how far, by year and tier.
pub(super) fn funnel(
    scenario: &Scenario,
    library: &dyn Library,
    file: &str,
    problems: &mut Diagnostics,
) -> Vec<FunnelRow> {
    let counts = ["applied", "qualified", "offered", "accepted", "arrived"];
    let mut columns =
        vec![Column::required("channel", Kind::Id), Column::required("year", YEAR), Column::optional("tier", Kind::Id)];
    columns.extend(counts.map(|name| Column::optional(name, COUNT)));
    let channels: Vec<&str> = scenario.channels.iter().map(|one| one.named.id.as_str()).collect();
    let tiers: Vec<&str> = scenario.tiers.iter().map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let tier = row.text("tier").map(|_| names(row, "tier", &tiers, &mut groups));
        let channel = names(row, "channel", &channels, &mut groups);
        let [applied, qualified, offered, accepted, arrived] =
            counts.map(|name| row.whole(name).and_then(|count| u64::try_from(count).ok()));
        for (column, some, of) in [
            ("qualified", qualified, applied),
            ("offered", offered, qualified),
            ("accepted", accepted, offered),
            ("arrived", arrived, accepted),
        ] {
            if let (Some(some), Some(of)) = (some, of)
                && some > of
            {
                let (some, of) = (some.to_string(), of.to_string());
                row.report(&mut groups, column, Noted::Alike("more-than-all"), Some(&some), || {
                    Diagnostic::error("more-than-all", text!("more-than-all", column, some = &some, of = &of))
                });
            }
        }
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(channel), Some(year)) = (channel, year) {
            let tier = tier.flatten();
            rows.push(FunnelRow { channel, year, tier, applied, qualified, offered, accepted, arrived });
        }
    }
    problems.append(groups.told());
    rows
}

/// Places that moves had, by year.
pub(super) fn places(
    scenario: &Scenario,
    library: &dyn Library,
    file: &str,
    problems: &mut Diagnostics,
) -> Vec<PlacesRow> {
    let columns = [
        Column::required("move", Kind::Id),
        Column::required("year", YEAR),
        Column::required("places", Kind::Number { min: 0.0, max: 1e8 }),
    ];
    let with_places = scenario.moves.iter().filter(|one| one.places.is_some());
    let moves: Vec<&str> = with_places.map(|one| one.named.id.as_str()).collect();
    let mut groups = Groups::new();
    let mut rows = Vec::new();
    for row in &table(library, file, &columns, problems).rows {
        let of = names(row, "move", &moves, &mut groups);
        let year = row.whole("year").and_then(|year| i32::try_from(year).ok());
        if let (Some(of), Some(year), Some(places)) = (of, year, row.number("places")) {
            rows.push(PlacesRow { of, year, places });
        }
    }
    problems.append(groups.told());
    rows
}
