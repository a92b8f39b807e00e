//! What a roster says of those who came by a channel: since when, as what, what they were promised, until when they serve,
//! and who is still on her way.

use std::collections::BTreeMap;

use super::columns::{BY_CHANNEL, Columns};
use super::vocabulary::vocabulary;
use super::words::Meanings;
use super::{Known, Options};
use crate::scenario::{Column, Groups, Kind as Cells, Noted, Row};
use crate::words::{Dating, Diagnostic, Month, read_month_as, text};

/// Most yuan of an award, as the scenario has it.
const MOST_AWARD: f64 = 1e9;

/// What is said of one person, as the roster that goes out has it.
#[derive(Debug, Default)]
pub(super) struct Engaged {
    pub(super) joined: Option<Month>,
    joined_tier: Option<String>,
    service_end: Option<Month>,
    award: Option<String>,
    reserved: Vec<String>,
    /// The month in which she arrives who is not there yet.
    pub(super) arrives: Option<Month>,
}

impl Engaged {
    /// The columns of the roster that it fills, of those that the file has.
    pub(super) const COLUMNS: [&str; 6] = ["joined", "joined_tier", "service_end", "award", "reserved", "arrives"];

    /// Its cell in a column.
    pub(super) fn cell(&self, column: &str) -> String {
        let month = |month: Option<Month>| month.map(|month| month.to_string());
        let cell = match column {
            "joined" => month(self.joined),
            "joined_tier" => self.joined_tier.clone(),
            "service_end" => month(self.service_end),
            "award" => self.award.clone(),
            "reserved" => Some(self.reserved.join(";")),
            "arrives" => month(self.arrives),
            _ => None,
        };
        cell.unwrap_or_default()
    }
}

/// How a column of these is read, if it is one of them.
pub(super) fn asked(field: &str, usual: &impl Fn(&str) -> Dating) -> Option<Cells> {
    match field {
        "joined" | "arrives" => Some(Cells::Dated(usual(field))),
        "award" => Some(Cells::Number { min: 0.0, max: MOST_AWARD }),
        _ => None,
    }
}

/// The columns of the roster that are filled from a file.
pub(super) fn columns(has: impl Fn(&str) -> bool) -> Vec<&'static str> {
    let by_channel = |column: &str| column == "joined" || BY_CHANNEL.contains(&column);
    Engaged::COLUMNS.into_iter().filter(|column| has(column) && (has("origin") || !by_channel(column))).collect()
}

/// Whether a cell of a column may be blank for somebody who is on her way.
pub(super) fn excused(column: Column, arrives: Option<&str>) -> Column {
    match arrives {
        Some(heading) if column.required => column.unless(heading.to_owned()),
        _ => column,
    }
}

/// Whether a heading says that an award has been paid: what was promised in all may be more.
pub(super) fn says_paid(heading: &str) -> bool {
    vocabulary().says("asked", "paid", heading)
}

/// What is needed to read a row.
pub(super) struct Asking<'a, 'm> {
    pub(super) columns: &'a Columns,
    pub(super) options: &'a Options<'a>,
    pub(super) known: &'a Known,
    pub(super) meanings: &'a mut Meanings<'m>,
    pub(super) dating: &'a BTreeMap<String, Dating>,
}

impl Asking<'_, '_> {
    fn text<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        self.columns.heading(field).and_then(|heading| row.text(heading)).unwrap_or_default()
    }

    fn month(&self, row: &Row, field: &str) -> Option<Month> {
        self.columns.heading(field).and_then(|heading| row.month(heading))
    }

    /// What a word in a field means, among the names of `kind`.
    fn named(&mut self, row: &Row, field: &str, kind: &str, word: &str, groups: &mut Groups) -> Option<String> {
        let heading = self.columns.heading(field)?;
        self.meanings.id(row, heading, kind, word, groups)
    }

    /// What is said of one who came by the channel `origin`; nothing else counts of others.
    pub(super) fn engaged(&mut self, row: &Row, origin: Option<&str>, groups: &mut Groups) -> Engaged {
        let joined = self.month(row, "joined");
        let none = |text: &str| text.is_empty() || vocabulary().says("words", "none", text);
        let mut engaged = Engaged { service_end: self.service_end(row, origin, joined, groups), ..Engaged::default() };
        let Some(origin) = origin else { return engaged };
        // What arrived before the roster was taken is there.
        let later = |month: &Month| self.options.at.is_none_or(|at| *month >= at);
        engaged.arrives = self.month(row, "arrives").filter(later);
        if engaged.arrives.is_none() {
            engaged.joined = joined;
            let tier = self.text(row, "joined_tier").to_owned();
            if !tier.is_empty() {
                // The words of the tiers mean the same here.
                engaged.joined_tier = self.named(row, "joined_tier", "tier", &tier, groups);
            }
        }
        engaged.award = self.award(row, origin, groups);
        let reserved = self.text(row, "reserved").to_owned();
        for written in reserved.split([';', '；', '、']).map(str::trim).filter(|word| !none(word)) {
            let (what, fund) = written
                .split_once([':', '：'])
                .filter(|(what, _)| matches!(*what, "award" | "fee"))
                .map_or(("", written), |(what, fund)| (what, fund.trim()));
            let Some(fund) = self.named(row, "reserved", "reserved", fund, groups) else { continue };
            engaged.reserved.push(if what.is_empty() { fund } else { format!("{what}:{fund}") });
        }
        engaged
    }

    /// Yuan that she was promised in all: a heading may say that the column is of ten thousands.
    fn award(&self, row: &Row, origin: &str, groups: &mut Groups) -> Option<String> {
        let heading = self.columns.heading("award")?;
        let number = row.number(heading)?;
        let yuan = if vocabulary().has_part("asked", "ten_thousands", heading) { number * 10_000.0 } else { number };
        let whole = yuan.round();
        if (yuan - whole).abs() > 1e-6 * whole.max(1.0) || whole > MOST_AWARD {
            row.report(groups, heading, Noted::Alike("award"), None, || {
                Diagnostic::error("out-of-range", text!("import-award", heading, most = MOST_AWARD as i64))
            });
            return None;
        }
        // A nought of who was promised nothing, by a channel that promises nothing, is no news; the plan would refuse it.
        (whole > 0.0 || self.known.awarding.iter().any(|channel| channel == origin)).then(|| whole.to_string())
    }

    /// The first month in which no service period binds her. Where a word says that none does, that is since she came.
    fn service_end(
        &self,
        row: &Row,
        origin: Option<&str>,
        joined: Option<Month>,
        groups: &mut Groups,
    ) -> Option<Month> {
        let heading = self.columns.heading("service_end")?;
        let written = row.text(heading)?;
        if vocabulary().says("words", "endless", written) {
            let came = joined.or_else(|| self.month(row, "hired")).or_else(|| self.month(row, "in_tier_since"));
            return origin.and(came);
        }
        self.ends(row, "service_end", groups)
    }

    /// A month in a column in which words may stand as well.
    pub(super) fn ends(&self, row: &Row, field: &str, groups: &mut Groups) -> Option<Month> {
        let heading = self.columns.heading(field)?;
        let text = row.text(heading).filter(|text| !vocabulary().says("words", "endless", text))?;
        let known = self.dating.get(field).copied().unwrap_or_default();
        if let Ok(stated) = read_month_as(text, &known) {
            return Some(stated.month);
        }
        let told = crate::scenario::shown(text, true);
        row.report(groups, heading, Noted::Alike("month"), told, || {
            let (name, should) = (heading, text!("cell-month"));
            let message = match told {
                Some(text) => text!("cell-wrong-text", name, should, text),
                None => text!("cell-wrong", name, should),
            };
            Diagnostic::error("wrong-format", message).hint(text!("hint-month"))
        });
        None
    }

    /// The programmes that have reached her, each with the month until which it works, where one stands behind it.
    pub(super) fn marks(&mut self, row: &Row, groups: &mut Groups) -> Vec<String> {
        let words = self.text(row, "marks").to_owned();
        let words = words.split([';', '；', '、']).map(str::trim);
        let mut marks = Vec::new();
        for word in words.filter(|word| !word.is_empty() && !vocabulary().says("words", "none", word)) {
            let until = word
                .rsplit_once([':', '：'])
                .and_then(|(name, until)| Some((name.trim(), read_month_as(until.trim(), &Dating::default()).ok()?)));
            let (name, until) = until.map_or((word, None), |(name, until)| (name, Some(until.month)));
            let Some(id) = self.named(row, "marks", "marks", name, groups) else { continue };
            marks.push(until.map_or_else(|| id.clone(), |until| format!("{id}:{until}")));
        }
        marks
    }
}
