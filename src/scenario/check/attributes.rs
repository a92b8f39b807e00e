//! Attributes of people, their values, and what is said of them by tiers, channels, moves, conditions and the roster.

use indexmap::IndexMap;

use super::context::{Context, Noun, named, text as titled};
use super::numbers::Place;
use crate::scenario::file::{AskedValues, AttributeFile, ByTier, ByYear, SetValues, ValuePlaces, ValueWeights};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::placed::{At, Path, Placed};
use crate::scenario::{
    Attribute, Column, Figure, Groups, Kind, MOST_VALUES, Named, Noted, ParameterId, Row, ValueId, shown as quotable,
};
use crate::words::{Diagnostic, Location, text};

impl Context<'_> {
    pub(super) fn attributes(&mut self) -> Vec<Attribute> {
        let file = self.file;
        let count: usize = file.attribute.values().map(|one| one.values.len()).sum();
        if count > MOST_VALUES {
            let message = text!("too-many-values", count);
            self.error_hint("too-many", At::TOP.key("attribute"), message, text!("hint-at-most", most = MOST_VALUES));
            return Vec::new();
        }
        let mut attributes = Vec::new();
        for (position, (id, one)) in file.attribute.iter().enumerate() {
            let value = |(id, title)| Named { id: String::clone(id), title: titled(title) };
            attributes.push(Attribute {
                named: named(id, &one.title),
                column: column(id, one).to_owned(),
                first: self.first_value(position).into(),
                values: one.values.iter().map(value).collect(),
                otherwise: one
                    .otherwise
                    .as_ref()
                    .and_then(|name| self.value(position, name, name.at, self.places.locate(name.at))),
            });
            self.column_of(id, one);
        }
        attributes
    }

    /// Refuses a column that is read as something else, or that nothing reads.
    fn column_of(&mut self, id: &str, one: &Placed<AttributeFile>) {
        if self.file.people.roster.is_none() {
            let reason = text!("idle-no-roster");
            self.refuse_for_want(one.at, "column", [At::TOP.keys("people.roster")], &reason);
            return;
        }
        let name = column(id, one);
        let others = self.file.attribute.iter().filter(|(other, _)| *other != id);
        if is_taken(name) || others.into_iter().any(|(other, file)| column(other, file).eq_ignore_ascii_case(name)) {
            let at = if one.column.is_some() { one.at.key("column") } else { one.at.into() };
            let message = text!("column-taken", path = self.path(one.at), column = name);
            self.error_hint("conflicting-keys", at, message, text!("hint-column-taken"));
        }
    }

    /// The first value of an attribute, among those of all.
    fn first_value(&self, attribute: usize) -> usize {
        self.file.attribute.values().take(attribute).map(|one| one.values.len()).sum()
    }

    /// What a name names among the values of an attribute.
    fn value(&mut self, attribute: usize, name: &str, at: At, place: Option<Location>) -> Option<ValueId> {
        let (id, file) = self.file.attribute.get_index(attribute)?;
        let found = file.values.get_index_of(name);
        if found.is_none() {
            let problem = no_such_value(id, file, name).about(self.path(at)).at(place);
            self.problems.push(problem);
        }
        found.map(|position| ValueId::from(self.first_value(attribute) + position))
    }

    /// The attribute that a key of a table names.
    fn attribute(&mut self, table: At, key: &str) -> Option<usize> {
        let position = self.position(Noun::Attribute, key);
        if position.is_none() {
            self.unsure.insert(Noun::Attribute);
            let problem = self.no_such(Noun::Attribute, key, &[]).about(self.path(table.key(key)));
            self.problems.push(problem.at(self.places.locate_key(table.key(key))));
        }
        position
    }

    /// Values that are asked for: of an attribute any of those listed. Asking is what an attribute is for.
    pub(super) fn asked_values(&mut self, file: &AskedValues) -> Vec<ValueId> {
        let mut list = Vec::new();
        for (key, names) in &**file {
            let Some(attribute) = self.attribute(file.at, key) else { continue };
            self.used.insert((Noun::Attribute, attribute));
            let known = self.file.attribute.get_index(attribute).map_or(0, |(_, one)| one.values.len());
            if names.is_empty() {
                self.error("no-value", file.at.key(key), text!("no-value", path = self.path(file.at.key(key))));
            }
            let before = list.len();
            for name in names {
                let Some(value) = self.value(attribute, name, name.at, self.places.locate(name.at)) else { continue };
                if list.contains(&value) {
                    self.repeated(name);
                } else {
                    list.push(value);
                }
            }
            if list.len() - before == known {
                self.dead(file.at.key(key), text!("idle-every-value"));
            }
        }
        list.sort_unstable();
        list
    }

    /// A value each of some attributes.
    pub(super) fn set_values(&mut self, file: &SetValues) -> Vec<ValueId> {
        let mut list = Vec::new();
        for (key, name) in &**file {
            let Some(attribute) = self.attribute(file.at, key) else { continue };
            list.extend(self.value(attribute, name, name.at, self.places.locate(name.at)));
        }
        list
    }

    /// Places of values, attribute by attribute. Sharing them out is a use of an attribute.
    pub(super) fn value_places(&mut self, file: &ValuePlaces, by_year: &ByYear<ValuePlaces>) -> Vec<(ValueId, Figure)> {
        let plain = self.places_of_values(file);
        let mut list: Vec<(ValueId, Figure)> = plain.into_iter().map(|(value, id)| (value, Figure::from(id))).collect();
        let (years, mut seen) = (self.years(), Vec::new());
        for (key, places) in by_year {
            let own = self.places_of_values(places);
            let Some(year) = self.year(by_year.at(), key, |year| seen.contains(&year)) else { continue };
            seen.push(year);
            let Some(position) = years.iter().position(|other| *other == year) else { continue };
            for (value, id) in own {
                match list.iter_mut().find(|(other, _)| *other == value) {
                    Some((_, figure)) => figure.by_year.push((position, id)),
                    None => list.push((value, Figure { plain: None, by_year: vec![(position, id)] })),
                }
            }
        }
        for (key, places) in &**file {
            for (name, quantity) in &**places {
                let in_year = |year: &IndexMap<String, ByTier>| year.get(key).is_some_and(|own| own.contains_key(name));
                if !years.is_empty() && by_year.len() == years.len() && by_year.values().all(|year| in_year(year)) {
                    self.stated_over(quantity.at);
                }
            }
        }
        list
    }

    fn places_of_values(&mut self, file: &ValuePlaces) -> Vec<(ValueId, ParameterId)> {
        let mut list = Vec::new();
        for (key, places) in &**file {
            let attribute = self.attribute(file.at, key);
            self.used.extend(attribute.map(|attribute| (Noun::Attribute, attribute)));
            for (name, quantity) in &**places {
                let number = self.number(quantity, Place::Places);
                let Some(attribute) = attribute else { continue };
                let place = self.places.locate_key(quantity.at);
                list.extend(self.value(attribute, name, quantity.at, place).map(|value| (value, number)));
            }
        }
        list
    }

    /// Weights of values, attribute by attribute.
    pub(super) fn value_weights(&mut self, file: &ValueWeights) -> Vec<(ValueId, ParameterId)> {
        let mut list = Vec::new();
        for (key, weights) in &**file {
            let attribute = self.attribute(file.at, key);
            let mut known = Vec::new();
            for (name, quantity) in weights {
                let weight = self.number(quantity, Place::Weight);
                let Some(attribute) = attribute else { continue };
                let place = self.places.locate_key(quantity.at);
                known.extend(self.value(attribute, name, quantity.at, place).map(|value| (value, weight)));
            }
            if known.iter().all(|(_, weight)| self.ends(*weight).1 <= 0.0) && known.len() == weights.len() {
                self.no_weight(weights.at());
            }
            list.extend(known);
        }
        list
    }

    /// Reports attributes of which a table says nothing, where nothing else says what its people have.
    pub(super) fn miss_values(&mut self, at: At, attributes: &[Attribute], stated: &[(ValueId, ParameterId)]) {
        for one in attributes {
            if one.otherwise.is_none() && !stated.iter().any(|(value, _)| one.has(*value)) {
                let (path, id) = (self.path(at), &one.named.id);
                let file = self.file.attribute.get(id);
                // What could not be read is told already.
                if file.is_some_and(|file| file.otherwise.is_some()) || self.stated(at.key("attributes").key(id)) {
                    continue;
                }
                let message = text!("missing-key-attribute", path, id);
                let wanted: [Path<'_>; 2] = [at.key("attributes"), At::TOP.key("attribute").key(id).key("otherwise")];
                self.error_for_want("missing-key", at, wanted, message, text!("hint-otherwise", id));
            }
        }
    }

    /// The columns of a roster that hold attributes.
    pub(super) fn value_columns(&self) -> Vec<Column> {
        let column = |(id, one): (&String, &Placed<AttributeFile>)| {
            let name = column(id, one).to_owned();
            if one.otherwise.is_none() {
                Column::required(name, Kind::Text).unless(super::roster::ARRIVES)
            } else {
                Column::optional(name, Kind::Text)
            }
        };
        self.file.attribute.iter().map(column).collect()
    }

    /// What somebody on the roster has, by attribute.
    pub(super) fn values_of(&mut self, row: &Row, attributes: &[Attribute], groups: &mut Groups) -> Vec<ValueId> {
        self.values_in(row, attributes, true, groups)
    }

    /// What is known of what somebody has.
    pub(super) fn values_known(&mut self, row: &Row, attributes: &[Attribute], groups: &mut Groups) -> Vec<ValueId> {
        self.values_in(row, attributes, false, groups)
    }

    /// What is written of what somebody has; of `all`, where nothing is written, what is usual.
    fn values_in(&self, row: &Row, attributes: &[Attribute], all: bool, groups: &mut Groups) -> Vec<ValueId> {
        let mut list = Vec::new();
        for (attribute, (id, file)) in attributes.iter().zip(&self.file.attribute) {
            let column = column(id, file);
            if is_taken(column) {
                // What a column holds that is something else is no value.
                continue;
            }
            let Some(written) = row.text(column) else {
                list.extend(attribute.otherwise.filter(|_| all));
                continue;
            };
            let is = |one: &Named| one.id == written || one.title.zh == written || one.title.en == written;
            if let Some(position) = attribute.values.iter().position(is) {
                list.push(ValueId::from(attribute.first.index() + position));
            } else {
                row.report(groups, column, Noted::Apart("unknown-name", written), quotable(written, false), || {
                    no_such_value(id, file, written)
                });
            }
        }
        list
    }
}

/// The column of the roster that holds an attribute.
fn column<'f>(id: &'f str, file: &'f AttributeFile) -> &'f str {
    file.column.as_ref().map_or(id, |column| column.as_str())
}

/// Whether a column of a roster holds something else.
fn is_taken(column: &str) -> bool {
    crate::scenario::roster::COLUMNS.contains(&column.to_lowercase().as_str())
}

/// That an attribute has no such value, and what would do.
fn no_such_value(id: &str, file: &AttributeFile, name: &str) -> Diagnostic {
    let names: Vec<&str> = file.values.keys().map(String::as_str).collect();
    let problem = Diagnostic::error("unknown-name", text!("unknown-value", id, name));
    problem.hint(nearest_or_listed(name, &names)).naming([format!("attribute.{id}.values.{name}")])
}
