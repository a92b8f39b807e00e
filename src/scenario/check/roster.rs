//! The roster: a table that lists everyone.

use indexmap::IndexMap;

use super::common::{HOME, OLDEST};
use super::context::{Context, Noun};
use super::tables;
use crate::scenario::file::Reaches;
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::{
    Attribute, Column, Coming, Groups, Heed, Kind, Mark, Noted, RosterPerson, Row, SchoolId, Sex, read_sheet_heeding,
    shown as quotable,
};
use crate::words::{Diagnostic, Month, Text, one_line, text};

/// The column by which those are known who are on their way.
pub(super) const ARRIVES: &str = "arrives";
/// Most yuan of an award that somebody was promised.
const MOST_AWARD: i64 = 1_000_000_000;

impl Context<'_> {
    /// Reads everyone on the roster: who is there, and who is on her way.
    pub(super) fn roster(
        &mut self,
        table: &tables::Named,
        attributes: &[Attribute],
        heed: Heed<'_>,
    ) -> Option<(Vec<RosterPerson>, Vec<Coming>)> {
        // While a row is wrong, which of these it names cannot be told.
        let sure = self.unsure.clone();
        if !matches!(table, tables::Named::No) {
            self.unsure.extend([Noun::Tier, Noun::Channel, Noun::Programme, Noun::Fund]);
        }
        let table = table.read()?;
        let years = |from: i32, until: i32| {
            let (start, _) = self.run_months();
            Kind::Month { between: Some((start + from * 12, start + until * 12)) }
        };
        let mut columns = vec![
            Column::required("id", Kind::Text).unique(),
            Column::required("born", years(-80, -14)).unless(ARRIVES),
            Column::required("sex", Kind::Sex).unless(ARRIVES),
            if self.file.schools.is_some() {
                Column::required("school", Kind::Id).unless(ARRIVES)
            } else {
                Column::optional("school", Kind::Id)
            },
            Column::required("tier", Kind::Id),
            Column::required("in_tier_since", years(-60, 0)).unless(ARRIVES),
            Column::optional("origin", Kind::Id),
            Column::optional("contract_end", years(-20, 60)),
            Column::optional("joined", years(-60, 0)),
            Column::optional("joined_tier", Kind::Id),
            Column::optional("service_end", years(-60, 60)),
            Column::optional("award", Kind::Whole { min: 0, max: MOST_AWARD }),
            Column::optional("reserved", Kind::Noted),
            Column::optional(ARRIVES, years(-1, 60)),
            Column::optional("marks", Kind::Noted),
            Column::optional("fte", Kind::Number { min: 0.0, max: 1.0 }),
            Column::optional("second_school", Kind::Id),
            Column::optional("second_fte", Kind::Number { min: 0.0, max: 1.0 }),
        ];
        columns.extend(self.value_columns());
        let sheet = match read_sheet_heeding(table.grid.clone(), &columns, heed) {
            Ok(sheet) => sheet,
            Err(found) => {
                self.problems.list.extend(found.list);
                return None;
            }
        };
        self.problems.list.extend(sheet.warnings.list);
        let schools: IndexMap<String, SchoolId> =
            self.schools.iter().enumerate().map(|(index, school)| (school.named.id.clone(), index.into())).collect();
        let mut groups = Groups::new();
        let (mut roster, mut coming) = (Vec::with_capacity(sheet.rows.len()), Vec::new());
        for (_, row) in sheet.rows.iter().enumerate().take_while(|(place, _)| heed.goes_on(*place)) {
            if row.month(ARRIVES).is_some() {
                coming.extend(self.coming(row, &schools, attributes, &mut groups));
                continue;
            }
            let Some(person) = self.person(row, &schools, attributes, &mut groups) else { continue };
            roster.push(person);
            self.roster_places.push(row.location("id"));
        }
        if groups.is_empty() {
            self.unsure = sure;
        }
        self.problems.list.extend(groups.told().list);
        Some((roster, coming))
    }

    /// What the name in a column of a table names; using it.
    pub(super) fn named_in<I: From<usize>>(
        &mut self,
        row: &Row,
        column: &str,
        noun: Noun,
        groups: &mut Groups,
    ) -> Option<I> {
        row.text(column).and_then(|name| self.name_in(row, column, noun, name, groups))
    }

    /// What a name, one of those in a column of a table, names; using it.
    pub(super) fn name_in<I: From<usize>>(
        &mut self,
        row: &Row,
        column: &str,
        noun: Noun,
        name: &str,
        groups: &mut Groups,
    ) -> Option<I> {
        if let Some(position) = self.position(noun, name) {
            self.used.insert((noun, position));
            return Some(I::from(position));
        }
        let kind = Noted::Apart("unknown-name", name);
        row.report(groups, column, kind, quotable(name, false), || self.no_such(noun, name, &[]));
        // The nearest name is looked for once; whether it is the one that was meant cannot be told of all.
        self.unsure.insert(noun);
        None
    }

    fn person(
        &mut self,
        row: &Row,
        schools: &IndexMap<String, SchoolId>,
        attributes: &[Attribute],
        groups: &mut Groups,
    ) -> Option<RosterPerson> {
        let (born, since) = (row.month("born")?, row.month("in_tier_since")?);
        let tier = self.named_in(row, "tier", Noun::Tier, groups);
        let origin = row.text("origin").filter(|name| *name != HOME);
        let origin = origin.and_then(|name| self.name_in(row, "origin", Noun::Channel, name, groups));
        let school = match row.text("school") {
            None => Some(SchoolId(0)),
            Some(name) => school_in(row, "school", name, schools, groups),
        };
        let marks = self.marks(row, groups);
        let engaged = self.engaged(row, groups);
        self.person_months(row, born, since, groups);
        let values = self.values_of(row, attributes, groups);
        let share = row.number("fte").unwrap_or(1.0);
        let fte = (share * 100.0).round().clamp(0.0, 100.0) as u8;
        if fte == 0 {
            let told = share.to_string();
            row.report(groups, "fte", Noted::Alike("out-of-range"), Some(&told), || {
                Diagnostic::error("out-of-range", text!("out-of-range-fte", told = &told))
            });
        }
        let second = second(row, fte, school, schools, groups);
        Some(RosterPerson {
            id: one_line(row.text("id")?).into_owned(),
            born,
            female: row.sex("sex")? == Sex::Female,
            school: school?,
            tier: tier?,
            in_tier_since: since,
            origin,
            contract_end: row.month("contract_end"),
            joined: row.month("joined"),
            joined_tier: engaged.tier,
            service_end: row.month("service_end"),
            award: engaged.award,
            reserved: engaged.reserved[0],
            marks,
            fte,
            second,
            values,
        })
    }

    /// Programmes that have reached somebody, each with the month until which it is at work.
    fn marks(&mut self, row: &Row, groups: &mut Groups) -> Vec<Mark> {
        let mut marks: Vec<Mark> = Vec::new();
        for written in row.list("marks") {
            let (name, until) = written.split_once(':').map_or((written.as_str(), None), |(name, at)| (name, Some(at)));
            let Some(programme) = self.name_in(row, "marks", Noun::Programme, name, groups) else { continue };
            let until = until.map(str::parse::<Month>);
            if until.as_ref().is_some_and(Result::is_err) {
                row.report(groups, "marks", Noted::Alike("month"), Some(written), || {
                    let (name, should) = ("marks", text!("cell-month"));
                    Diagnostic::error("wrong-format", text!("cell-wrong-text", name, should, text = written))
                });
            }
            if self.file.programme.get(name).is_some_and(|one| one.reaches == Reaches::District) {
                row.report(groups, "marks", Noted::Alike("wrong-reach"), Some(name), || {
                    let message = text!("wrong-reach", name);
                    Diagnostic::error("wrong-reach", message)
                });
            }
            if marks.iter().all(|one| one.programme != programme) {
                marks.push(Mark { programme, until: until.and_then(Result::ok) });
            }
        }
        marks
    }

    fn person_months(&self, row: &Row, born: Month, since: Month, groups: &mut Groups) {
        let Some(start) = self.horizon.as_ref().map(|horizon| horizon.start) else { return };
        let mut report = |column: &str, month: Month, message: Text| {
            let month = month.to_string();
            row.report(groups, column, Noted::Alike("impossible-month"), Some(&month), || {
                Diagnostic::error("impossible-month", message)
            });
        };
        let age = (start - born).div_euclid(12);
        if !(14..=OLDEST as i32).contains(&age) {
            report("born", born, text!("impossible-month-born", born, start, age));
        }
        if since > start || since < born {
            report("in_tier_since", since, text!("impossible-month-since", since, born, start));
        }
        if let Some(joined) = row.month("joined")
            && (joined > start || joined < born)
        {
            report("joined", joined, text!("impossible-month-joined", joined, born, start));
        }
        if let Some(end) = row.month("contract_end")
            && end < start
        {
            report("contract_end", end, text!("impossible-month-contract", start, end));
        }
    }
}

/// The school that the name in a column names.
pub(super) fn school_in(
    row: &Row,
    column: &str,
    name: &str,
    schools: &IndexMap<String, SchoolId>,
    groups: &mut Groups,
) -> Option<SchoolId> {
    let found = schools.get(name).copied();
    // Schools that could not be read are told elsewhere.
    if found.is_none() && !schools.is_empty() {
        row.report(groups, column, Noted::Apart("unknown-name", name), quotable(name, false), || {
            let names: Vec<&str> = schools.keys().map(String::as_str).collect();
            let hint = nearest_or_listed(name, &names);
            let message = text!("unknown-name-school", name);
            Diagnostic::error("unknown-name", message).hint(hint).naming(["schools"])
        });
    }
    found
}

/// A second school, and the hundredths of full time that somebody works there who works `fte` at her own.
fn second(
    row: &Row,
    fte: u8,
    own: Option<SchoolId>,
    schools: &IndexMap<String, SchoolId>,
    groups: &mut Groups,
) -> Option<(SchoolId, u8)> {
    let (name, share) = (row.text("second_school"), row.number("second_fte"));
    let mut refuse = |column: &str, code: &'static str, told: &str, message: Text| {
        row.report(groups, column, Noted::Alike(code), Some(told), || Diagnostic::error(code, message));
    };
    let (name, share) = match (name, share) {
        (Some(name), Some(share)) => (name, share),
        (None, None) => return None,
        (Some(name), None) => {
            refuse("second_fte", "missing-cell", name, text!("missing-second-fte", school = name));
            return None;
        }
        (None, Some(share)) => {
            let told = share.to_string();
            refuse("second_school", "missing-cell", &told, text!("missing-second-school", told = &told));
            return None;
        }
    };
    let hundredths = (share * 100.0).round().clamp(0.0, 100.0) as u8;
    let told = share.to_string();
    if hundredths == 0 {
        refuse("second_fte", "out-of-range", &told, text!("out-of-range-fte", told = &told));
    } else if fte + hundredths > 100 {
        let both = f64::from(fte + hundredths) / 100.0;
        let message = text!("out-of-range-two-fte", both = both.to_string());
        refuse("second_fte", "out-of-range", &told, message);
    }
    let school = school_in(row, "second_school", name, schools, groups)?;
    if Some(school) == own {
        let message = text!("same-school", name);
        row.report(groups, "second_school", Noted::Alike("same-school"), Some(name), || {
            Diagnostic::error("same-school", message)
        });
        return None;
    }
    Some((school, hundredths))
}
