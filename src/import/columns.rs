//! Which column of a file is what.

use indexmap::IndexMap;
use serde::{Deserialize, Serialize};

use super::header::Header;
use super::known::Known;
use super::vocabulary::{plain, vocabulary};
use super::{Kind, is_key};
use crate::scenario::{Grid, Row};
use crate::words::{Diagnostic, Diagnostics, Text, nearest, text};

/// Fields that only a channel gives a meaning: the plan refuses them where nobody says which it was.
pub(super) const BY_CHANNEL: [&str; 4] = ["joined_tier", "award", "reserved", "arrives"];

/// What a column of a file is used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Use {
    /// It fills this field.
    Field(String),
    /// It is read and goes no further: birth, sex and a key are made of it.
    Key,
    /// It says who somebody is, and is not read.
    Private,
    /// It is not used.
    None,
}

/// A column of a file, and what it is used for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnUse {
    /// Its letters in a spreadsheet.
    pub column: String,
    /// What stands above it.
    pub heading: String,
    /// What it is used for.
    pub used: Use,
}

/// Which column fills which field.
#[derive(Debug)]
pub(super) struct Columns {
    /// By field: the place of its column, and its heading.
    fields: IndexMap<String, (usize, String)>,
    places: Vec<(usize, String)>,
}

impl Columns {
    /// The columns that a mapping names, or, if it names none, those whose headings are known.
    pub(super) fn of(
        kind: Kind,
        header: &Header,
        grid: &Grid,
        known: &Known,
        mapped: Option<&IndexMap<String, String>>,
        problems: &mut Diagnostics,
    ) -> Self {
        let mut columns = Self { fields: IndexMap::new(), places: header.names.clone() };
        let place = |heading: &str| {
            let found = header.names.iter().find(|(_, name)| plain(name) == plain(heading));
            found.map(|(column, name)| (*column, name.clone()))
        };
        let Some(mapped) = mapped else {
            columns.propose(kind, header, known);
            return columns;
        };
        for (field, heading) in mapped {
            if !is_field(kind, field, known) {
                let message = text!("import-no-such-field", field, kind = kind.title());
                problems.push(Diagnostic::error("mapping", message));
            } else if let Some(found) = place(heading) {
                columns.fields.insert(field.clone(), found);
            } else {
                let near = nearest(heading, header.names.iter().map(|(_, name)| name.as_str()));
                let message = text!("import-no-such-column", heading, field);
                let hint = match near {
                    Some(near) => text!("hint-import-column-near", near),
                    None => text!("hint-import-column"),
                };
                problems
                    .push(Diagnostic::error("missing-column", message).at(Some(grid.place(header.row, 0))).hint(hint));
            }
        }
        columns
    }

    fn propose(&mut self, kind: Kind, header: &Header, known: &Known) {
        let place = |word: &str| header.names.iter().find(|(_, name)| plain(name) == word);
        for (field, words) in vocabulary().section(&[kind.code()]) {
            // Without a plan nobody could say which channel or programme a word means.
            let named = matches!(field.as_str(), "origin" | "marks") || BY_CHANNEL.contains(&field.as_str());
            if kind == Kind::Roster && !known.plan && named {
                continue;
            }
            if let Some((column, name)) = words.iter().find_map(|word| place(word)) {
                self.fields.insert(field.to_owned(), (*column, name.clone()));
            }
        }
        if kind == Kind::Roster {
            // Nor what they were promised of whom nobody says by which channel they came.
            if !self.has("origin") {
                self.fields.retain(|field, _| !BY_CHANNEL.contains(&field.as_str()));
            }
            let usual = vocabulary().section(&["attribute"]);
            for attribute in &known.attributes {
                let own = [&attribute.column, &attribute.noun.id].into_iter().chain(&attribute.noun.titles);
                let own: Vec<String> = own.map(|word| plain(word)).collect();
                let usual = usual.get(attribute.noun.id.as_str()).map(Vec::as_slice).unwrap_or_default();
                if let Some((column, name)) = own.iter().chain(usual).find_map(|word| place(word)) {
                    self.fields.insert(attribute.column.clone(), (*column, name.clone()));
                }
            }
        }
        self.fields.retain(|field, (_, heading)| is_key(field) || !vocabulary().is_private(heading));
    }

    pub(super) fn has(&self, field: &str) -> bool {
        self.fields.contains_key(field)
    }

    /// The heading of the column that fills a field.
    pub(super) fn heading(&self, field: &str) -> Option<&str> {
        self.fields.get(field).map(|(_, heading)| heading.as_str())
    }

    pub(super) fn place(&self, field: &str) -> Option<usize> {
        self.fields.get(field).map(|(place, _)| *place)
    }

    /// Fields and the headings of their columns, in the order of [`places`](Self::places).
    pub(super) fn read(&self) -> impl Iterator<Item = (&str, &str)> {
        self.fields.iter().map(|(field, (_, heading))| (field.as_str(), heading.as_str()))
    }

    pub(super) fn places(&self) -> Vec<Option<usize>> {
        self.fields.values().map(|(place, _)| Some(*place)).collect()
    }

    /// Whether nothing stands in the cell of a field, or there is no such column.
    pub(super) fn is_blank(&self, row: &Row, field: &str) -> bool {
        self.heading(field).is_none_or(|heading| row.written(heading).is_empty())
    }

    /// By field, the heading: what a mapping keeps.
    pub(super) fn mapped(&self) -> IndexMap<String, String> {
        self.fields.iter().map(|(field, (_, heading))| (field.clone(), heading.clone())).collect()
    }

    /// What each column of the file is used for.
    pub(super) fn uses(&self) -> Vec<ColumnUse> {
        let used = |place: usize, heading: &str| {
            let field = self.fields.iter().find(|(_, (own, _))| *own == place).map(|(field, _)| field);
            match field {
                Some(field) if is_key(field) => Use::Key,
                Some(field) => Use::Field(field.clone()),
                None if vocabulary().is_private(heading) || is_key_heading(heading) => Use::Private,
                None => Use::None,
            }
        };
        let column = |(place, heading): &(usize, String)| {
            let letters = crate::words::cell_name(1, place + 1);
            let column = letters.trim_end_matches('1').to_owned();
            ColumnUse { column, heading: heading.clone(), used: used(*place, heading) }
        };
        self.places.iter().map(column).collect()
    }

    /// The fields that must be there and are not, told once with their usual headings.
    pub(super) fn lacks(
        &self,
        kind: Kind,
        grid: &Grid,
        (row, form): (usize, bool),
        wanted: &[&str],
        problems: &mut Diagnostics,
    ) {
        for field in wanted.iter().filter(|field| !self.has(field)) {
            let usual = vocabulary().section(&[kind.code()]);
            let usual: Vec<String> = usual.get(*field).into_iter().flatten().take(4).cloned().collect();
            let (code, usual) = (kind.code(), Text::list(&usual));
            let message = text!("import-missing-column", kind = kind.title(), field, usual);
            let other = Kind::ALL.into_iter().find(|other| *other != kind).unwrap_or(kind);
            let hint =
                || text!("hint-import-missing-column", code, field, other = other.title(), instead = other.code());
            let hint = if form { text!("hint-form-again") } else { hint() };
            problems.push(Diagnostic::error("missing-column", message).at(Some(grid.place(row, 0))).hint(hint));
        }
    }
}

fn is_key_heading(heading: &str) -> bool {
    vocabulary().key(&["roster"], heading).is_some_and(is_key)
}

fn is_field(kind: Kind, field: &str, known: &Known) -> bool {
    vocabulary().section(&[kind.code()]).contains_key(field)
        || kind == Kind::Roster && known.attributes.iter().any(|one| one.column == field)
}
