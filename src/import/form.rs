//! The form that a bureau fills in: how it is laid out, and what of it was changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use crate::random::Distribution;
use crate::scenario::{Basis, Parameter, Scenario, Typed, TypedSheet, Unit, within_one_value};
use crate::words::{Diagnostic, Diagnostics, Language, Location, Text, cell_name, text};

/// The name of the hidden sheet by which a form is known.
pub const MARKER: &str = "tidui-form";
/// The version of the layout.
pub const LAYOUT: f64 = 1.0;
/// Rows of the hidden sheet: layout, digest and id of the plan, and from the fourth on one for each sheet to fill in: its role,
/// its name, and the row of its headings from 0.
pub const FIRST_SHEET: u32 = 3;

/// What a sheet of a form is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Role {
    /// Numbers of the plan.
    Numbers,
    /// Schools.
    Schools,
    /// People.
    Roster,
    /// Who applied and came, by channel and year.
    Funnel,
    /// What was paid, by line and year.
    Spending,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Numbers, Self::Schools, Self::Roster, Self::Funnel, Self::Spending];

    /// Its name in the form and in files.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Numbers => "numbers",
            Self::Schools => "schools",
            Self::Roster => "roster",
            Self::Funnel => "funnel",
            Self::Spending => "spending",
        }
    }

    /// The columns of a sheet of counts, as files have them: what is counted, the year, and the numbers.
    #[must_use]
    pub const fn counted(self) -> &'static [&'static str] {
        match self {
            Self::Funnel => &["channel", "year", "applied", "qualified", "offered", "accepted", "arrived"],
            Self::Spending => &["line", "year", "units", "yuan"],
            _ => &[],
        }
    }
}

/// Columns of a sheet of numbers, from 0.
pub mod column {
    /// The path, which cannot be changed.
    pub const PATH: u16 = 0;
    /// What people call it.
    pub const NAME: u16 = 1;
    /// Its unit.
    pub const UNIT: u16 = 2;
    /// The plan's number.
    pub const PLAN: u16 = 3;
    /// The lowest it can be.
    pub const LOW: u16 = 4;
    /// The likeliest.
    pub const LIKELY: u16 = 5;
    /// The highest.
    pub const HIGH: u16 = 6;
    /// Where it comes from.
    pub const BASIS: u16 = 7;
    /// The source.
    pub const SOURCE: u16 = 8;
    /// A note.
    pub const NOTE: u16 = 9;
    /// How many there are.
    pub const COUNT: u16 = 10;
}

/// Bases as a form names them: the word in files, and what it is called.
#[must_use]
pub fn bases() -> [(Basis, Text); 3] {
    [
        (Basis::Plan, text!("basis-plan")),
        (Basis::Published, text!("basis-published")),
        (Basis::Assumption, text!("basis-assumption")),
    ]
}

/// Whether a number can be asked for in a form: one that an overlay can state by its path.
#[must_use]
pub fn is_asked(parameter: &Parameter) -> bool {
    let mut keys = parameter.path.split('.');
    let first = keys.next().unwrap_or_default();
    let simple =
        |key: &str| !key.is_empty() && key.bytes().all(|one| one.is_ascii_alphanumeric() || matches!(one, b'-' | b'_'));
    // What stands in a list has a number for its name, and is part of one value.
    let listed = |key: &str| key.len() < 4 && key.bytes().all(|one| one.is_ascii_digit());
    !matches!(first, "rule" | "correlation" | "driver" | "target" | "allocate" | "observe")
        && parameter.path.split('.').all(simple)
        && !keys.any(listed)
}

/// A number that was changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Change {
    /// Its path.
    pub path: String,
    /// The plan's number.
    pub before: String,
    /// What it is to be.
    pub after: String,
    /// The cell that says so, with the file and the sheet.
    pub cell: String,
    /// Where it comes from.
    pub basis: Basis,
    /// The source, with the cell.
    pub source: String,
    /// A note.
    pub note: Option<String>,
}

impl Change {
    /// Whether the number is another; otherwise only where it comes from is.
    #[must_use]
    pub fn is_of_number(&self) -> bool {
        self.before != self.after
    }
}

/// The id and the digest of the plan that a form was made for, as it says itself.
#[must_use]
pub fn made_for(sheets: &[TypedSheet]) -> Option<(&str, &str)> {
    let marker = sheets.iter().find(|sheet| sheet.name == MARKER)?;
    marker.text(2, 1).zip(marker.text(1, 1))
}

/// What a form says.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filled {
    /// Numbers that were changed.
    pub changes: Vec<Change>,
    /// Counts by year, as comma-separated values.
    pub counts: Vec<(Role, String)>,
    /// Sheets of people and schools that were filled in: the name, and the row of its headings.
    pub lists: Vec<(Role, String, u32)>,
}

/// Reads a form that was made for a plan. Places are told in `file`.
///
/// # Errors
/// The form is another plan's or of another version, or a cell cannot be taken as it is.
pub fn filled(file: &str, sheets: &[TypedSheet], scenario: &Scenario) -> Result<Filled, Diagnostics> {
    let mut reading = Reading { file, problems: Diagnostics::new() };
    let Some(marker) = sheets.iter().find(|sheet| sheet.name == MARKER) else {
        return Err(vec![Diagnostic::error("form", text!("form-none", file))].into());
    };
    if marker.number(0, 1) != Some(LAYOUT) {
        reading.wrong(marker, 0, 1, text!("form-layout"), text!("hint-form-again"));
        return Err(reading.problems);
    }
    if marker.text(1, 1) != Some(&scenario.digest) {
        let (own, plan) = (marker.text(2, 1).unwrap_or_default(), &scenario.id);
        let message = if own == plan { text!("form-stale", plan) } else { text!("form-of-other", own, plan) };
        let hint = if own == plan { text!("hint-form-stale", plan) } else { text!("hint-form-of-other", own) };
        reading.wrong(marker, 1, 1, message, hint);
        return Err(reading.problems);
    }
    let mut filled = Filled::default();
    for row in marker.rows(FIRST_SHEET) {
        let role = Role::ALL.into_iter().find(|role| Some(role.code()) == marker.text(row, 0));
        let found = marker.text(row, 1).and_then(|name| sheets.iter().find(|sheet| sheet.name == name));
        let (Some(role), Some(sheet), Some(head)) = (role, found, marker.number(row, 2)) else {
            reading.wrong(marker, row, 1, text!("form-sheet-gone"), text!("hint-form-again"));
            continue;
        };
        let first = head.max(0.0) as u32 + 1;
        match role {
            Role::Numbers => filled.changes.extend(reading.numbers(sheet, first, scenario)),
            Role::Funnel | Role::Spending => {
                filled.counts.extend(reading.counts(sheet, first, role).map(|text| (role, text)));
            }
            Role::Roster | Role::Schools if sheet.rows(first).next().is_some() => {
                filled.lists.push((role, sheet.name.clone(), first - 1));
            }
            Role::Roster | Role::Schools => {}
        }
    }
    if reading.problems.has_errors() {
        reading.problems.sort();
        return Err(reading.problems);
    }
    Ok(filled)
}

struct Reading<'a> {
    file: &'a str,
    problems: Diagnostics,
}

impl Reading<'_> {
    fn wrong(&mut self, sheet: &TypedSheet, row: u32, column: u32, message: Text, hint: Text) {
        let place = Location::cell(format!("{}!{}", self.file, sheet.name), row as usize + 1, column as usize + 1);
        self.problems.push(Diagnostic::error("form", message).at(Some(place)).hint(hint));
    }

    /// The number of a cell; nothing if it is blank, and a problem if it holds anything else.
    fn number(&mut self, sheet: &TypedSheet, row: u32, column: u32) -> Option<f64> {
        let (message, hint) = match sheet.cells.get(&(row, column))? {
            Typed::Number(number) if number.is_finite() => return Some(*number),
            Typed::Text(_) => (text!("form-text-number"), text!("hint-form-number")),
            Typed::NotCalculated => (text!("not-calculated"), text!("hint-form-calculated")),
            Typed::Number(_) | Typed::Failed => (text!("cell-failed"), text!("hint-form-failed")),
        };
        self.wrong(sheet, row, column, message, hint);
        None
    }

    fn numbers(&mut self, sheet: &TypedSheet, first: u32, scenario: &Scenario) -> Vec<Change> {
        let known: BTreeMap<&str, &Parameter> =
            scenario.parameters.iter().map(|parameter| (parameter.path.as_str(), parameter)).collect();
        let mut changes = Vec::new();
        let rows: Vec<u32> = sheet.rows(first).collect();
        for row in rows {
            let [low, likely, high] =
                [column::LOW, column::LIKELY, column::HIGH].map(|column| self.number(sheet, row, u32::from(column)));
            let path = sheet.text(row, u32::from(column::PATH)).unwrap_or_default();
            let Some(parameter) = known.get(path) else {
                let said = [column::BASIS, column::SOURCE, column::NOTE];
                let said = said.iter().any(|column| sheet.text(row, u32::from(*column)).is_some());
                if said || low.or(likely).or(high).is_some() {
                    self.wrong(sheet, row, 0, text!("form-no-such-number"), text!("hint-form-again"));
                }
                continue;
            };
            changes.extend(self.change(sheet, row, parameter, (low, likely, high)));
        }
        changes
    }

    fn change(
        &mut self,
        sheet: &TypedSheet,
        row: u32,
        parameter: &Parameter,
        stated: (Option<f64>, Option<f64>, Option<f64>),
    ) -> Option<Change> {
        let known = |value: f64| (format!("value = {value}"), Distribution::fixed(value));
        let as_it_is = || (stated_as(parameter), Ok(parameter.distribution.clone()));
        let said = |column: u16| sheet.text(row, u32::from(column));
        let told = [column::BASIS, column::SOURCE, column::NOTE];
        let (column, (after, distribution)) = match stated {
            // Where the plan's own number comes from may be all that is said.
            (None, None, None) => (*told.iter().find(|column| said(**column).is_some())?, as_it_is()),
            (None, Some(likely), None) => (column::LIKELY, known(likely)),
            (Some(low), None, Some(high)) if low < high => {
                (column::LOW, (format!("uniform = [{low}, {high}]"), Distribution::uniform(low, high)))
            }
            (Some(low), Some(likely), Some(high)) if low <= likely && likely <= high && low < high => {
                let pert = Distribution::pert(low, likely, high);
                (column::LIKELY, (format!("pert = [{low}, {likely}, {high}]"), pert))
            }
            (Some(low), likely, Some(high))
                if low <= high && likely.is_none_or(|likely| low <= likely && likely <= high) =>
            {
                (column::LIKELY, known(low))
            }
            (Some(_), _, Some(_)) => {
                self.wrong(sheet, row, u32::from(column::LOW), text!("form-crossed"), text!("hint-form-order"));
                return None;
            }
            _ => {
                self.wrong(sheet, row, u32::from(column::LOW), text!("form-half"), text!("hint-form-order"));
                return None;
            }
        };
        let (least, most) = parameter.range;
        for (column, number) in [(column::LOW, stated.0), (column::LIKELY, stated.1), (column::HIGH, stated.2)] {
            if number.is_some_and(|number| !(least..=most).contains(&number)) {
                let share = matches!(parameter.unit, Unit::Share | Unit::ShareAYear);
                let hint = if share { text!("hint-form-range-share") } else { text!("hint-form-range") };
                self.wrong(sheet, row, u32::from(column), text!("form-range", least, most), hint);
                return None;
            }
        }
        let basis = self.basis(sheet, row)?;
        // A number that is what the plan has is no change of it, but what is said beside it may be one of where it comes from.
        let same = |new: &Distribution| {
            [0.0, 0.05, 0.3, 0.5, 0.7, 0.95, 1.0].into_iter().all(|u| {
                let (old, new) = (parameter.quantile(u), new.quantile(u));
                (old - new).abs() <= 1e-9 * old.abs().max(1e-9)
            })
        };
        let is_typed = stated != (None, None, None);
        let same = !is_typed || distribution.is_ok_and(|new| same(&new));
        let (source, note) = (said(column::SOURCE), said(column::NOTE));
        let new =
            |typed: Option<&str>, own: Option<&String>| typed.is_some_and(|typed| own.is_none_or(|own| own != typed));
        let is_told = basis.is_some_and(|basis| parameter.basis != Some(basis))
            || new(source, parameter.source.as_ref())
            || new(note, parameter.note.as_ref());
        if same && !is_told {
            return None;
        }
        let name = self.file.rsplit(['/', '\\']).next().unwrap_or(self.file);
        let cell = format!("{name}!{}!{}", sheet.name, cell_name(row as usize + 1, usize::from(column) + 1));
        let kept = if same { parameter.basis } else { None };
        let told = basis.or(kept).unwrap_or(Basis::Assumption);
        let source = match (source, parameter.source.as_ref().filter(|_| same && basis.is_none())) {
            (Some(source), _) => format!("{source} ({cell})"),
            (None, Some(own)) => own.clone(),
            // Nobody's known figure stays one, wherever it was typed.
            (None, None) if told == Basis::Assumption => format!("judgement: {cell}"),
            (None, None) => cell.clone(),
        };
        Some(Change {
            path: parameter.path.clone(),
            before: stated_as(parameter),
            after: if same { stated_as(parameter) } else { after },
            cell,
            basis: told,
            source,
            note: note.map(str::to_owned),
        })
    }

    /// The basis that is chosen in a row; the inner one is none where the cell is blank.
    #[expect(clippy::option_option, reason = "no answer is not a wrong one")]
    fn basis(&mut self, sheet: &TypedSheet, row: u32) -> Option<Option<Basis>> {
        let Some(word) = sheet.text(row, u32::from(column::BASIS)) else { return Some(None) };
        let known = bases().into_iter().find(|(basis, title)| {
            basis.code() == word || Language::ALL.iter().any(|language| title.get(*language) == word)
        });
        if known.is_none() {
            let all = Text::list(&bases().map(|(_, title)| title));
            self.wrong(sheet, row, u32::from(column::BASIS), text!("form-basis"), text!("hint-form-basis", all));
        }
        known.map(|(basis, _)| Some(basis))
    }

    /// Rows of a sheet of counts that have any number, as comma-separated values; nothing if none has.
    fn counts(&mut self, sheet: &TypedSheet, first: u32, role: Role) -> Option<String> {
        let names = role.counted();
        let mut text = names.join(",") + "\n";
        let mut any = false;
        let rows: Vec<u32> = sheet.rows(first).collect();
        for row in rows {
            // The first column is the id, the second what people call it.
            let numbers: Vec<Option<f64>> =
                (2..=names.len() as u32).map(|column| self.number(sheet, row, column)).collect();
            if numbers.iter().skip(1).all(Option::is_none) {
                continue;
            }
            let (Some(id), Some(Some(_))) = (sheet.text(row, 0), numbers.first()) else {
                self.wrong(sheet, row, 0, text!("form-no-such-number"), text!("hint-form-again"));
                continue;
            };
            let cells = numbers.iter().map(|number| number.map(|number| number.to_string()).unwrap_or_default());
            text += &[id.to_owned()].into_iter().chain(cells).collect::<Vec<_>>().join(",");
            text.push('\n');
            any = true;
        }
        any.then_some(text)
    }
}

/// A number of a plan as a form would state it, where one can; else as the plan states it.
#[must_use]
pub fn stated_as(parameter: &Parameter) -> String {
    if parameter.is_known() {
        return format!("value = {}", parameter.quantile(0.5));
    }
    let factor =
        if (parameter.times - 1.0).abs() > f64::EPSILON { format!(" × {}", parameter.times) } else { String::new() };
    format!("{}{factor}", parameter.distribution)
}

/// The overlay of the changes: what it lays itself over, how it is called, the `tables` that it names by the keys for them,
/// and nothing else but what changed.
#[must_use]
pub fn overlay(
    head: &str,
    (extends, id, title): (&str, &str, &Text),
    tables: &[(&str, String)],
    changes: &[Change],
    scenario: &Scenario,
) -> String {
    let quote = |text: &str| toml_edit::Value::from(text).to_string();
    let mut text = super::commented(head);
    let _ = write!(text, "format = {}\nextends = {}\n\n", crate::scenario::FORMAT, quote(extends));
    for (key, file) in tables {
        let _ = writeln!(text, "{key} = {}", quote(file));
    }
    let mut whole: BTreeMap<String, Vec<&Change>> = BTreeMap::new();
    for change in changes {
        if let Some(table) = within_one_value(&change.path) {
            whole.entry(table).or_default().push(change);
        }
    }
    for change in changes {
        let note = change.note.as_ref().map(|note| format!(", note = {}", quote(note))).unwrap_or_default();
        // What is said of a number that stays is said of the plan's own.
        let number = if change.is_of_number() { format!("{}, ", change.after) } else { String::new() };
        let _ = writeln!(
            text,
            "{} = {{ {number}basis = \"{}\", source = {}{note} }}",
            change.path,
            change.basis.code(),
            quote(&change.source),
        );
    }
    // A table that is one value is stated whole: its other numbers as they are.
    for (table, changes) in whole {
        let prefix = format!("{table}.");
        for parameter in &scenario.parameters {
            let inside = parameter.path.strip_prefix(&prefix).is_some();
            if inside && changes.iter().all(|change| change.path != parameter.path) {
                let _ = writeln!(text, "{} = {{ times = 1 }}", parameter.path);
            }
        }
    }
    let title = format!("{{ zh = {}, en = {} }}", quote(&title.zh), quote(&title.en));
    text + &format!("\n[scenario]\nid = {}\ntitle = {title}\n", quote(id))
}
