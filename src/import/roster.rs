//! A roster as it was exported becomes one in the scenario's own format.

use std::collections::BTreeMap;

use super::columns::Columns;
use super::vocabulary::vocabulary;
use super::words::Meanings;
use super::{Known, Options, Table, engaged, identity, keyed};
use crate::scenario::{Column, Grid, Groups, Kind as Cells, Noted, Row, Sex};
use crate::words::{Dating, Diagnostic, Month, Number, Text, Unit, text};

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
            _ => engaged::asked(field, &usual).unwrap_or(Cells::Text),
        };
        let required = match field {
            "born" | "sex" => !keyed,
            "school" => true,
            _ => false,
        };
        let column = Column { required, ..Column::optional(heading.to_owned(), kind) };
        engaged::excused(column, columns.heading("arrives"))
    };
    columns.read().map(|(field, heading)| column(field, heading)).collect()
}

/// What is made of the rows of a roster.
pub(super) struct Roster<'a, 'm> {
    pub(super) columns: &'a Columns,
    pub(super) options: &'a Options<'a>,
    pub(super) known: &'a Known,
    pub(super) meanings: &'a mut Meanings<'m>,
    pub(super) lowest: String,
    /// Columns of attributes that the file has and the plan knows.
    pub(super) attributes: Vec<String>,
    pub(super) dating: BTreeMap<String, Dating>,
    pub(super) seen: BTreeMap<String, String>,
    /// Rows of which the birth in the identity number is another than the one in the column.
    pub(super) differing: usize,
}

impl<'m> Roster<'_, 'm> {
    /// The table of everyone whose row has no problem.
    pub(super) fn table(&mut self, grid: &Grid, rows: &[Row], groups: &mut Groups) -> Table {
        let mut names: Vec<String> = OWN.map(str::to_owned).to_vec();
        names.extend(engaged::columns(|field| self.columns.has(field)).into_iter().map(str::to_owned));
        names.extend(self.attributes.iter().cloned());
        let mut table = Table { names, rows: Vec::with_capacity(rows.len()) };
        for row in
            rows.iter().enumerate().take_while(|(place, _)| self.options.heed.goes_on(*place)).map(|(_, row)| row)
        {
            if let Some(cells) = self.person(grid, row, groups) {
                table.rows.push((row.index(), cells));
            }
        }
        table
    }

    fn asking(&mut self) -> engaged::Asking<'_, 'm> {
        engaged::Asking {
            columns: self.columns,
            options: self.options,
            known: self.known,
            meanings: &mut *self.meanings,
            dating: &self.dating,
        }
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
        let origin = self.word(row, "origin", groups);
        let engaged = self.asking().engaged(row, origin.as_deref(), groups);
        let there = engaged.arrives.is_none();
        // What is only asked of who is there was not missed where a month of arrival stands, be it gone by.
        let excused = !self.columns.is_blank(row, "arrives");
        if there && said.is_none() && (self.columns.has("identity") || excused) {
            self.lacking(row, "born", born.is_none(), groups);
            self.lacking(row, "sex", female.is_none(), groups);
        }
        if there && excused && self.columns.has("school") {
            self.lacking(row, "school", self.text(row, "school").is_empty(), groups);
        }
        let school =
            if there || !self.text(row, "school").is_empty() { self.word(row, "school", groups) } else { None };
        let tier =
            if self.columns.has("tier") { self.named(row, "tier", self.text(row, "tier"), groups) } else { None };
        let since = tier.as_deref().filter(|_| there).and_then(|tier| self.since(row, tier, groups));
        let marks = self.asking().marks(row, groups);
        let end = self.asking().ends(row, "contract_end", groups).filter(|_| there);
        let mut others = Vec::new();
        for column in self.attributes.clone() {
            others.push(self.word(row, &column, groups));
        }
        self.plausible(row, born, since, groups);
        if let Some(at) = self.options.at
            && engaged.joined.is_some_and(|joined| joined > at)
        {
            let heading = self.columns.heading("joined").unwrap_or_default();
            row.report(groups, heading, Noted::Alike("impossible-month"), None, || {
                Diagnostic::error("impossible-month", text!("import-later", at))
            });
        }
        let fte = self.columns.heading("fte").and_then(|heading| row.number(heading)).filter(|_| there);
        let id = self.id(grid, row, number, groups)?;
        let mut cells = vec![
            id,
            if there { born?.to_string() } else { born.map(|born| born.to_string()).unwrap_or_default() },
            match female {
                None if there => return None,
                None => "",
                Some(true) => "f",
                Some(false) => "m",
            }
            .to_owned(),
            school.unwrap_or_default(),
            tier?,
            if there { since?.to_string() } else { String::new() },
            origin.unwrap_or_default(),
            end.map(|end| end.to_string()).unwrap_or_default(),
            marks.join(";"),
            fte.map(|fte| fte.to_string()).unwrap_or_default(),
        ];
        cells.extend(engaged::columns(|field| self.columns.has(field)).into_iter().map(|column| engaged.cell(column)));
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

    /// Since when she is in her tier: of the lowest, since she came.
    fn since(&self, row: &Row, tier: &str, groups: &mut Groups) -> Option<Month> {
        let lowest = tier == self.lowest;
        let recognised = self.month(row, "in_tier_since");
        // Who came to her school as what she is has been that since.
        let came = self.month(row, "hired").or(self.month(row, "joined"));
        let since = if lowest { came.or(recognised) } else { recognised };
        let asked: &[&str] = if lowest { &["hired", "joined", "in_tier_since"] } else { &["in_tier_since"] };
        // A cell that could not be read has a problem already.
        if since.is_none() && asked.iter().all(|field| self.columns.is_blank(row, field)) {
            let all = ["in_tier_since", "hired", "joined"];
            let heading = asked.iter().chain(&all).find_map(|field| self.columns.heading(field)).unwrap_or_default();
            row.report(groups, heading, Noted::Alike("no-start"), None, || {
                if lowest {
                    Diagnostic::error("missing-value", text!("import-no-start", heading))
                } else {
                    let problem = Diagnostic::error("missing-value", text!("import-no-recognition", heading, tier));
                    problem.hint(if self.options.form {
                        text!("hint-form-recognition")
                    } else {
                        text!("hint-import-no-recognition")
                    })
                }
            });
        }
        since
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
