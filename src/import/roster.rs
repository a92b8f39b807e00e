//! A roster as it was exported becomes one in the scenario's own format.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::vocabulary::vocabulary;
use super::words::Meanings;
use super::{Options, Table, identity, keyed};
use crate::scenario::{Column, Grid, Groups, Kind as Cells, Noted, Row, Sex, shown};
use crate::words::{Dating, Diagnostic, Month, Number, Text, Unit, read_month_as, text};

/// The columns of the scenario's own roster.
pub(super) const OWN: [&str; 10] =
    ["id", "born", "sex", "school", "tier", "in_tier_since", "origin", "contract_end", "marks", "fte"];

/// Age in years of the youngest and the oldest person that a roster has.
const AGES: std::ops::RangeInclusive<i32> = 14..=80;

/// The columns that are read, for the reader of cells; places as in `columns`.
pub(super) fn asked(columns: &Columns, usual: impl Fn(&str) -> Dating) -> Vec<Column> {
    let has = |field: &str| columns.has(field);
    // Something must be filled in for a row to be a person: totals are known by what they lack.
    let keyed = has("identity");
    let column = |field: &str, heading: &str| {
        let kind = match field {
            "born" | "in_tier_since" | "hired" => Cells::Dated(usual(field)),
            "sex" => Cells::Sex,
            "fte" => Cells::Number { min: 0.0, max: 1.0 },
            _ => Cells::Text,
        };
        let required = match field {
            "born" | "sex" => !keyed,
            "school" => true,
            _ => false,
        };
        Column { required, ..Column::optional(heading.to_owned(), kind) }
    };
    columns.read().map(|(field, heading)| column(field, heading)).collect()
}

/// What is made of the rows of a roster.
pub(super) struct Roster<'a, 'm> {
    pub(super) columns: &'a Columns,
    pub(super) options: &'a Options<'a>,
    pub(super) meanings: &'a mut Meanings<'m>,
    pub(super) lowest: String,
    /// Columns of attributes that the file has and the plan knows.
    pub(super) attributes: Vec<String>,
    pub(super) dating: BTreeMap<String, Dating>,
    pub(super) seen: BTreeMap<String, String>,
    /// Rows of which the birth in the identity number is another than the one in the column.
    pub(super) differing: usize,
}

impl Roster<'_, '_> {
    /// The table of everyone whose row has no problem.
    pub(super) fn table(&mut self, grid: &Grid, rows: &[Row], groups: &mut Groups) -> Table {
        let mut names: Vec<String> = OWN.map(str::to_owned).to_vec();
        names.extend(self.attributes.iter().cloned());
        let mut table = Table { names, rows: Vec::with_capacity(rows.len()) };
        for row in rows {
            if let Some(cells) = self.person(grid, row, groups) {
                table.rows.push((row.index(), cells));
            }
        }
        table
    }

    fn text<'r>(&self, row: &'r Row, field: &str) -> &'r str {
        self.columns.heading(field).and_then(|heading| row.text(heading)).unwrap_or_default()
    }

    fn month(&self, row: &Row, field: &str) -> Option<Month> {
        self.columns.heading(field).and_then(|heading| row.month(heading))
    }

    fn person(&mut self, grid: &Grid, row: &Row, groups: &mut Groups) -> Option<Vec<String>> {
        let (number, said) = self.identity(row, groups);
        let born = self.month(row, "born").or(said.map(|said| said.born));
        if let (Some(said), Some(born)) = (said, self.month(row, "born")) {
            self.differing += usize::from(said.born != born);
        }
        let sex = self.columns.heading("sex").and_then(|heading| row.sex(heading));
        let female = sex.map(|sex| sex == Sex::Female).or(said.map(|said| said.female));
        if self.columns.has("identity") && said.is_none() {
            self.lacking(row, "born", born.is_none(), groups);
            self.lacking(row, "sex", female.is_none(), groups);
        }
        let school = self.word(row, "school", groups);
        let tier =
            if self.columns.has("tier") { self.named(row, "tier", self.text(row, "tier"), groups) } else { None };
        let since = tier.as_deref().and_then(|tier| self.since(row, tier, groups));
        let origin = self.word(row, "origin", groups);
        let marks = self.marks(row, groups);
        let end = self.contract_end(row, groups);
        let mut others = Vec::new();
        for column in self.attributes.clone() {
            others.push(self.word(row, &column, groups));
        }
        self.plausible(row, born, since, groups);
        let fte = self.columns.heading("fte").and_then(|heading| row.number(heading));
        let id = self.id(grid, row, number, groups)?;
        let mut cells = vec![
            id,
            born?.to_string(),
            if female? { "f" } else { "m" }.to_owned(),
            school.unwrap_or_default(),
            tier?,
            since?.to_string(),
            origin.unwrap_or_default(),
            end.map(|end| end.to_string()).unwrap_or_default(),
            marks.join(";"),
            fte.map(|fte| fte.to_string()).unwrap_or_default(),
        ];
        cells.extend(others.into_iter().map(Option::unwrap_or_default));
        Some(cells)
    }

    /// The identity number of a row, and what it says.
    fn identity(&self, row: &Row, groups: &mut Groups) -> (Option<String>, Option<identity::Identity>) {
        let Some(heading) = self.columns.heading("identity") else { return (None, None) };
        let Some(text) = row.text(heading) else { return (None, None) };
        let number = identity::number(text);
        let said = number.as_deref().and_then(identity::read);
        if said.is_none() {
            // Which it is is told to nobody.
            let cut =
                Number::read(text).is_some_and(|number| number.unit() == Unit::Plain) && text.contains(['e', 'E']);
            row.report(groups, heading, Noted::Alike(if cut { "cut-identity" } else { "identity" }), None, || {
                let hint = if cut { text!("hint-cell-digits") } else { text!("hint-import-identity") };
                Diagnostic::error("identity", text!("import-identity", heading)).hint(hint)
            });
        }
        (number, said)
    }

    fn lacking(&self, row: &Row, field: &str, lacks: bool, groups: &mut Groups) {
        let heading = self.columns.heading(field).or_else(|| self.columns.heading("identity")).unwrap_or_default();
        if lacks && self.columns.is_blank(row, field) {
            row.report(groups, heading, Noted::Alike("missing-value"), None, || {
                Diagnostic::error("missing-value", text!("cell-wrong", name = heading, should = text!("cell-blank")))
            });
        }
    }

    /// What the word in a field means; nothing for a blank one.
    fn word(&mut self, row: &Row, field: &str, groups: &mut Groups) -> Option<String> {
        let word = self.text(row, field).to_owned();
        let blank = word.is_empty()
            || field == "origin" && vocabulary().says("words", "home", &word)
            || field != "school" && vocabulary().says("words", "none", &word);
        if blank { None } else { self.named(row, field, &word, groups) }
    }

    fn named(&mut self, row: &Row, field: &str, word: &str, groups: &mut Groups) -> Option<String> {
        let heading = self.columns.heading(field)?;
        self.meanings.id(row, heading, field, word, groups)
    }

    fn marks(&mut self, row: &Row, groups: &mut Groups) -> Vec<String> {
        let words = self.text(row, "marks").to_owned();
        let words = words.split([';', '；', '、']).map(str::trim).filter(|word| !word.is_empty());
        words.filter_map(|word| self.named(row, "marks", word, groups)).collect()
    }

    /// Since when she is in her tier: of the lowest, since she came.
    fn since(&self, row: &Row, tier: &str, groups: &mut Groups) -> Option<Month> {
        let lowest = tier == self.lowest;
        let recognised = self.month(row, "in_tier_since");
        let since = if lowest { self.month(row, "hired").or(recognised) } else { recognised };
        let asked: &[&str] = if lowest { &["hired", "in_tier_since"] } else { &["in_tier_since"] };
        // A cell that could not be read has a problem already.
        if since.is_none() && asked.iter().all(|field| self.columns.is_blank(row, field)) {
            let all = ["in_tier_since", "hired"];
            let heading = asked.iter().chain(&all).find_map(|field| self.columns.heading(field)).unwrap_or_default();
            row.report(groups, heading, Noted::Alike("no-start"), None, || {
                if lowest {
                    Diagnostic::error("missing-value", text!("import-no-start", heading))
                } else {
                    let problem = Diagnostic::error("missing-value", text!("import-no-recognition", heading, tier));
                    problem.hint(text!("hint-import-no-recognition"))
                }
            });
        }
        since
    }

    fn contract_end(&self, row: &Row, groups: &mut Groups) -> Option<Month> {
        let heading = self.columns.heading("contract_end")?;
        let text = row.text(heading).filter(|text| !vocabulary().says("words", "endless", text))?;
        let known = self.dating.get("contract_end").copied().unwrap_or_default();
        if let Ok(stated) = read_month_as(text, &known) {
            return Some(stated.month);
        }
        let told = shown(text, true);
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

    fn plausible(&self, row: &Row, born: Option<Month>, since: Option<Month>, groups: &mut Groups) {
        let Some(born) = born else { return };
        let mut report = |field: &str, message: Text| {
            let field = if self.columns.has(field) { field } else { "identity" };
            let Some(heading) = self.columns.heading(field) else { return };
            row.report(groups, heading, Noted::Alike("impossible-month"), None, || {
                Diagnostic::error("impossible-month", message)
            });
        };
        if let Some(at) = self.options.at {
            let age = (at - born).div_euclid(12);
            if !AGES.contains(&age) {
                report("born", text!("import-age", at, age));
            }
            if since.is_some_and(|since| since > at) {
                report("in_tier_since", text!("import-later", at));
            }
        }
        if since.is_some_and(|since| since - born < 14 * 12) {
            let field = if self.month(row, "in_tier_since") == since { "in_tier_since" } else { "hired" };
            report(field, text!("import-before-birth"));
        }
    }

    /// Her id: a key, where years are linked, or the number of her row behind a mark of the file.
    fn id(&mut self, grid: &Grid, row: &Row, number: Option<String>, groups: &mut Groups) -> Option<String> {
        let number = match number {
            Some(number) => Some(number),
            None => Some(self.text(row, "number").to_owned()).filter(|number| !number.is_empty()),
        };
        let key = if self.columns.has("identity") { "identity" } else { "number" };
        let heading = self.columns.heading(key).unwrap_or_default();
        if let Some(number) = &number {
            let place = grid.name(row.index(), 0);
            if let Some(first) = self.seen.get(number) {
                row.report(groups, heading, Noted::Alike("duplicate-cell"), None, || {
                    let name = heading;
                    Diagnostic::error("duplicate-cell", text!("duplicate-cell-private", name, first))
                });
                return None;
            }
            self.seen.insert(number.clone(), place);
        }
        let Some(secret) = self.options.secret else {
            return Some(format!("r{}-{}", self.options.tag, row.line()));
        };
        let id = number.and_then(|number| keyed::id(secret, &number));
        if id.is_none() && self.columns.is_blank(row, key) {
            row.report(groups, heading, Noted::Alike("no-key"), None, || {
                Diagnostic::error("missing-value", text!("import-no-key", heading))
            });
        }
        id
    }
}
