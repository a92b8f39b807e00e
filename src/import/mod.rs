//! Beside the way, in front of it: tables as other systems export them become tables in the scenario's own format.
//!
//! In: a [`Grid`] of cells, a [`Mapping`] that says which column is what, and what a plan [knows](Known) by name. Out: a
//! clean table, the mapping with what was proposed, and every problem, grouped. Names, identity numbers and telephones never
//! leave: they are in nothing that comes out, and no message quotes them.
//! Not here: files, secrets of their own, printing.

mod columns;
mod engaged;
pub mod form;
mod header;
mod identity;
mod keyed;
mod known;
mod mapping;
mod roster;
mod schools;
mod vocabulary;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

pub use columns::{ColumnUse, Use};
pub use keyed::{SECRET, read_secret, write_secret};
pub use known::{Attribute, Known, Noun};
pub use mapping::{Dates, Mapping};

use crate::scenario::{Grid, Groups, Heed, Kind as SheetKind, Row, Rows, read_rows};
use crate::words::{Dating, Diagnostic, Diagnostics, Month, Severity, Text, day_stands_first, text};

/// What a file lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// People.
    Roster,
    /// Schools.
    Schools,
}

impl Kind {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Roster, Self::Schools];

    /// Its name in files and on the command line.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Roster => "roster",
            Self::Schools => "schools",
        }
    }

    /// The kind of a name.
    #[must_use]
    pub fn of(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }

    /// Its fields that hold months.
    #[must_use]
    pub const fn months(self) -> &'static [&'static str] {
        match self {
            Self::Roster => &["born", "in_tier_since", "hired", "contract_end", "joined", "service_end", "arrives"],
            Self::Schools => &["opens"],
        }
    }

    /// What people call it.
    #[must_use]
    pub fn title(self) -> Text {
        match self {
            Self::Roster => text!("import-kind-roster"),
            Self::Schools => text!("import-kind-schools"),
        }
    }
}

/// How a file is read.
#[derive(Clone, Debug, Default)]
pub struct Options<'a> {
    /// The month that a roster is of.
    pub at: Option<Month>,
    /// The secret under which ids are keyed; none numbers the rows.
    pub secret: Option<&'a [u8]>,
    /// What ids of rows begin with, so that those of two files never meet.
    pub tag: String,
    /// Whether rows with problems are left out.
    pub skip: bool,
    /// Whether it is a sheet of a form: there is no mapping beside it in which anything could be said.
    pub form: bool,
    /// Whether to go on with a long table.
    pub heed: Heed<'a>,
}

/// What was read from a file.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// What the file lists.
    pub kind: Kind,
    /// What each column is used for.
    pub columns: Vec<ColumnUse>,
    /// Rows of people or schools in the file.
    pub rows: usize,
    /// Rows that have a problem.
    pub wrong: usize,
    /// The names of the columns that go out.
    pub names: Vec<String>,
    /// The first rows as they are read: the number of the row, and its cells.
    pub preview: Vec<(usize, Vec<String>)>,
    /// What is wrong, and what is worth knowing.
    pub problems: Diagnostics,
}

/// Everything that comes of a file.
#[derive(Debug)]
pub struct Imported {
    /// What people are told.
    pub reading: Reading,
    /// The table in the scenario's own format, unless something is wrong.
    pub table: Option<String>,
    /// The row that names the columns, as the table counts it.
    pub head: usize,
    /// Cells with problems: the row and the column as the table counts them, and what is wrong.
    pub marks: Vec<(usize, usize, Diagnostic)>,
}

/// A table that goes out: its rows by the row that each was read from.
#[derive(Debug)]
struct Table {
    names: Vec<String>,
    rows: Vec<(usize, Vec<String>)>,
}

/// Rows that are shown.
const SHOWN: usize = 5;

/// Whether a field is read only to make a key, a birth month or a sex of it.
fn is_key(field: &str) -> bool {
    matches!(field, "identity" | "number")
}

/// What a table seems to list, by its headings.
#[must_use]
pub fn kind(grid: &Grid) -> Kind {
    // A name or a telephone may stand on any list: it says nothing of which.
    let is_field = |heading: &str| vocabulary::vocabulary().key(&[Kind::Schools.code()], heading).is_some();
    let schools = header::find(grid, is_field).map_or(0, |one| one.known);
    let person = ["born", "sex"].iter().any(|field| {
        (0..grid.rows().min(50))
            .any(|row| grid.filled(row).any(|(_, text)| vocabulary::vocabulary().key(&["roster"], text) == Some(field)))
    });
    if !person && schools >= 2 { Kind::Schools } else { Kind::Roster }
}

/// Reads a table. Where the mapping says nothing of its kind, columns are proposed by their headings; what is found out on
/// the way is noted in it.
///
/// # Errors
/// The file holds no such table.
pub fn read(
    grid: &Arc<Grid>,
    kind: Kind,
    known: &Known,
    mapping: &mut Mapping,
    options: &Options<'_>,
) -> Result<Imported, Diagnostics> {
    let mut problems = grid.problems().clone();
    let mapped = mapping.columns.get(&kind).cloned();
    let heads = |text: &str| {
        header::is_known(kind.code(), text)
            || mapped
                .iter()
                .flat_map(|mapped| mapped.values())
                .any(|one| vocabulary::plain(one) == vocabulary::plain(text))
    };
    let Some(header) = header::find(grid, heads).filter(|found| found.known >= 2) else {
        let usual = Text::list(&["born", "sex", "school"].map(usual_heading));
        let problem = Diagnostic::error("no-header", text!("import-no-header")).at(Some(grid.place(0, 0)));
        let hint = if options.form { text!("hint-form-again") } else { text!("hint-import-no-header", usual) };
        problems.push(problem.hint(hint));
        return Err(problems);
    };
    let columns = columns::Columns::of(kind, &header, grid, known, mapped.as_ref(), &mut problems);
    wanted(kind, &columns, known, grid, (header.row, options.form), &mut problems);
    let dating = dates(kind, &columns, grid, header.row, mapping, options, &mut problems);
    let usual = |field: &str| dating.get(field).copied().unwrap_or_default();
    let mut asked = match kind {
        Kind::Roster => roster::asked(&columns, usual),
        Kind::Schools => schools::asked(&columns, usual),
    };
    for column in asked.iter_mut().filter(|_| options.form) {
        if let SheetKind::Dated(dating) = column.kind {
            column.kind = SheetKind::Month { between: dating.between };
        }
    }
    let Rows { rows, mut groups, notes } = read_rows(grid, header.row, &asked, columns.places(), options.heed);
    if rows.is_empty() && groups.cells().next().is_none() {
        problems.push(Diagnostic::error("empty-sheet", text!("import-no-rows")).at(Some(grid.place(header.row, 0))));
    }
    let link = options.secret.is_some();
    if link && !columns.has("identity") && !columns.has("number") {
        let problem = Diagnostic::error("missing-column", text!("import-no-link")).at(Some(grid.place(header.row, 0)));
        problems.push(problem.hint(text!("hint-import-no-link")));
    }
    let lowest = known.tiers.first().map_or("teacher", |tier| &tier.id).to_owned();
    let mut meanings = words::Meanings::new(known, mapping, options.form);
    let table = match kind {
        Kind::Roster => {
            let attributes =
                known.attributes.iter().map(|one| one.column.clone()).filter(|one| columns.has(one)).collect();
            let mut roster = roster::Roster {
                columns: &columns,
                options,
                known,
                meanings: &mut meanings,
                lowest: lowest.clone(),
                attributes,
                dating,
                seen: BTreeMap::new(),
                differing: 0,
            };
            let table = roster.table(grid, &rows, &mut groups);
            if let (Some(heading), Some(place)) = (columns.heading("award"), columns.place("award"))
                && engaged::says_paid(heading)
            {
                let warning = Diagnostic::warning("award-paid", text!("import-award-paid", heading));
                problems.push(warning.at(Some(grid.place(header.row, place))).hint(text!("hint-import-award-paid")));
            }
            let differing = roster.differing;
            if differing > 0 {
                let heading = columns.heading("born").unwrap_or_default();
                let message = text!("import-births-differ", heading, differing);
                problems.push(Diagnostic::warning("births-differ", message).at(Some(grid.place(header.row, 0))));
            }
            table
        }
        Kind::Schools => schools::table(&columns, &mut meanings, grid, &rows, &mut groups),
    };
    none_words(kind, &columns, grid, (header.row, options.form), &rows, &lowest, &mut problems);
    if columns.has("school") || kind == Kind::Schools {
        words::alike(mapping, "school", options.form, &grid.place(header.row, 0), &mut problems);
    }
    mapping.columns.entry(kind).or_insert_with(|| columns.mapped());
    Ok(finish(grid, (kind, header.row), &columns, table, &rows, groups, notes, problems, options.skip))
}

fn usual_heading(field: &str) -> String {
    let words = vocabulary::vocabulary().section(&["roster"]);
    words.get(field).and_then(|words| words.first()).cloned().unwrap_or_default()
}

/// Tells which columns must be there and are not.
fn wanted(
    kind: Kind,
    columns: &columns::Columns,
    known: &Known,
    grid: &Grid,
    (row, form): (usize, bool),
    problems: &mut Diagnostics,
) {
    let mut wanted: Vec<&str> = match kind {
        Kind::Roster => vec!["tier"],
        Kind::Schools => vec!["title", "students", "posts"],
    };
    if kind == Kind::Roster {
        if !columns.has("identity") {
            wanted.extend(["born", "sex"]);
        }
        if !known.schools.is_empty() {
            wanted.push("school");
        }
        if columns::BY_CHANNEL.iter().any(|field| columns.has(field)) {
            wanted.push("origin");
        }
        if !columns.has("hired") && !columns.has("joined") {
            wanted.push("in_tier_since");
        }
    } else if !known.phases.is_empty() {
        wanted.push("phase");
    }
    columns.lacks(kind, grid, (row, form), &wanted, problems);
}

/// Tells how often a blank or a word for nothing was read as the lowest tier.
fn none_words(
    kind: Kind,
    columns: &columns::Columns,
    grid: &Grid,
    (row, form): (usize, bool),
    rows: &[Row],
    lowest: &str,
    problems: &mut Diagnostics,
) {
    let Some(heading) = columns.heading("tier").filter(|_| kind == Kind::Roster) else { return };
    let mut words: BTreeMap<&str, usize> = BTreeMap::new();
    for one in rows {
        *words.entry(one.written(heading)).or_default() += 1;
    }
    let none = |word: &&str| vocabulary::vocabulary().says("words", "none", word);
    let count: usize = words.iter().filter(|(word, _)| none(word)).map(|(_, count)| count).sum();
    if count > 0 {
        let message = text!("import-none-tier", heading, count, tier = lowest);
        let place = columns.place("tier").unwrap_or_default();
        let warning = Diagnostic::warning("none-tier", message).at(Some(grid.place(row, place)));
        problems.push(if form { warning } else { warning.hint(text!("hint-import-none-tier")) });
    }
}

/// What is known of the months in each column: what the mapping says, and what other cells of the column decide.
fn dates(
    kind: Kind,
    columns: &columns::Columns,
    grid: &Grid,
    row: usize,
    mapping: &Mapping,
    options: &Options<'_>,
    problems: &mut Diagnostics,
) -> BTreeMap<String, Dating> {
    let mut dating = BTreeMap::new();
    for field in kind.months() {
        let (Some(heading), Some(place)) = (columns.heading(field), columns.place(field)) else { continue };
        let said = mapping.dates.iter().find(|(other, _)| vocabulary::plain(other) == vocabulary::plain(heading));
        let mut known = said.map(|(_, dates)| *dates).unwrap_or_default();
        let texts = || (row + 1..grid.rows()).map(|row| (row, grid.cell(row, place)));
        if known.day_first.is_none() && !options.form {
            let orders: Vec<(usize, bool)> =
                texts().filter_map(|(row, text)| Some((row, day_stands_first(text)?))).collect();
            if let [(first, order), ..] = orders.as_slice()
                && orders.iter().all(|(_, other)| other == order)
            {
                known.day_first = Some(*order);
                let cell = grid.name(*first, place);
                let message = if *order {
                    text!("import-day-first", heading, cell)
                } else {
                    text!("import-month-first", heading, cell)
                };
                let warning = Diagnostic::warning("dates-decided", message);
                problems.push(warning.at(Some(grid.place(*first, place))));
            }
        }
        if known.one_is_october.is_none() && !options.form {
            known.one_is_october = october(texts().map(|(_, text)| text));
        }
        dating.insert((*field).to_owned(), known.dating(window(field, options.at)));
    }
    dating
}

/// Whether `1985.1` is October in a column: where other months have two digits it lost a nought, as numbers do.
fn october<'t>(texts: impl Iterator<Item = &'t str>) -> Option<bool> {
    let (mut two, mut one) = (false, false);
    for text in texts {
        let Some((year, month)) = text.split_once('.') else { continue };
        if year.len() == 4 && year.bytes().all(|byte| byte.is_ascii_digit()) {
            two |= month.len() == 2 && month.starts_with('0');
            one |= month.len() == 1 && month != "1";
        }
    }
    (two && !one).then_some(true)
}

/// The months between which one of a year of two digits lies: of a roster of a month, as the scenario's own; else wide
/// enough for anybody, and less than a hundred years.
fn window(field: &str, at: Option<Month>) -> Option<(Month, Month)> {
    let around = |from: i32, until: i32| at.map(|at| (at + from * 12, at + until * 12));
    let fixed = |from: i32, until: i32| Some((Month::new(from, 1)?, Month::new(until, 12)?));
    match field {
        "born" => around(-80, -14).or_else(|| fixed(1935, 2012)),
        "contract_end" | "service_end" | "arrives" => around(-20, 60).or_else(|| fixed(1990, 2080)),
        "opens" => around(-60, 20).or_else(|| fixed(1955, 2045)),
        _ => around(-60, 0).or_else(|| fixed(1955, 2040)),
    }
}

#[expect(clippy::too_many_arguments, reason = "the parts of one result")]
fn finish(
    grid: &Grid,
    (kind, head): (Kind, usize),
    columns: &columns::Columns,
    table: Table,
    rows: &[Row],
    groups: Groups,
    notes: Diagnostics,
    mut problems: Diagnostics,
    skip: bool,
) -> Imported {
    let wrong: BTreeSet<usize> = groups.cells().map(|(row, _, _)| row).collect();
    // A row of another length than the names was not read, and is one of the file all the same.
    let unread = wrong.iter().filter(|row| rows.binary_search_by_key(*row, Row::index).is_err()).count();
    let marks: Vec<(usize, usize, Diagnostic)> =
        groups.cells().map(|(row, column, problem)| (row, column, problem.clone())).collect();
    let sound: Vec<&(usize, Vec<String>)> = table.rows.iter().filter(|(row, _)| !wrong.contains(row)).collect();
    let preview = sound.iter().take(SHOWN).map(|(row, cells)| (grid.number(*row), cells.clone())).collect();
    let whole = !problems.has_errors();
    let mut told = groups.told();
    if skip && whole {
        // Rows that are left out keep nothing from being written.
        told.list.iter_mut().for_each(|problem| problem.severity = Severity::Warning);
    }
    problems.list.extend(told.list);
    problems.list.extend(notes.list);
    let writes = !problems.has_errors() && !sound.is_empty();
    let text = writes.then(|| {
        let mut text = line(&table.names);
        for (_, cells) in &sound {
            text.push_str(&line(cells));
        }
        text
    });
    let reading = Reading {
        kind,
        columns: columns.uses(),
        rows: rows.len() + unread,
        wrong: wrong.len(),
        names: table.names,
        preview,
        problems,
    };
    Imported { reading, table: text, head, marks }
}

/// Lines as comments of a file.
#[must_use]
pub fn commented(text: &str) -> String {
    text.lines().fold(String::new(), |mut all, line| {
        all.push_str(if line.is_empty() { "#" } else { "# " });
        all.push_str(line);
        all.push('\n');
        all
    })
}

/// A line of comma-separated values.
fn line(cells: &[String]) -> String {
    let quoted = |cell: &String| {
        if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
    };
    cells.iter().map(quoted).collect::<Vec<_>>().join(",") + "\n"
}
