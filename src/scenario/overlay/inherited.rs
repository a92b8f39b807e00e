//! The yearly figures that an overlay leaves as its base has them.

use serde::{Deserialize, Serialize};

use super::merge::Rule;
use super::{Resolved, SET};
use crate::scenario::schema::known_schema;
use crate::scenario::shape::Shape;
use crate::scenario::tree::{Entry, Node};
use crate::words::Location;

/// Single fiscal years of a number of which a later file states the plain figure or other years.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inherited {
    /// The dotted path of the plain figure, such as `fund.special.appropriation`.
    pub path: String,
    /// The file that states something of it last.
    pub stated: String,
    /// The years that stay as a file before it has them, each with that file.
    pub years: Vec<(String, String)>,
    /// Whether it is the plain figure that is stated last, so that it does not hold in these years.
    pub plain: bool,
}

impl Resolved {
    /// How far down a place lies among the files that were laid over each other: 0 for a setting, 1 for the named file,
    /// more for what it extends.
    pub(in crate::scenario) fn order(&self) -> impl Fn(&Location) -> usize + use<> {
        let names: Vec<String> = self.files.iter().map(|file| file.name.clone()).collect();
        move |place| {
            let position = names.iter().position(|name| *name == *place.file);
            if &*place.file == SET { 0 } else { position.map_or(usize::MAX, |position| position + 1) }
        }
    }

    /// The yearly figures that stay as a base has them although a later file, or a setting, states something of the same
    /// number: they hold in their years, whatever the new figure is.
    ///
    /// ```
    /// use tidui::scenario::{MemoryLibrary, resolve};
    /// let library = MemoryLibrary::new([
    ///     ("low.toml", "extends = 'base.toml'\n[fund.special]\nappropriation = 5"),
    ///     ("base.toml", "[fund.special]\nappropriation = 8\nappropriation_by_year = { '2021' = 6 }"),
    /// ]);
    /// let inherited = resolve(&library, "low.toml", &[]).unwrap().inherited();
    /// assert_eq!(inherited[0].path, "fund.special.appropriation");
    /// assert_eq!(inherited[0].years, [("2021".to_owned(), "base.toml".to_owned())]);
    /// assert!(inherited[0].plain);
    /// ```
    #[must_use]
    pub fn inherited(&self) -> Vec<Inherited> {
        let mut found = Vec::new();
        let order = self.order();
        walk(&self.tree, &Shape::top(known_schema()), "", &order, &mut found);
        found
    }
}

fn walk(node: &Node, shape: &Shape<'_>, path: &str, order: &dyn Fn(&Location) -> usize, found: &mut Vec<Inherited>) {
    let Some(table) = node.table() else { return };
    for (key, entry) in table {
        let inner = shape.child(key);
        let full = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        let Some(plain) = key.strip_suffix("_by_year").filter(|_| Rule::of(&inner) == Rule::Years) else {
            walk(&entry.node, &inner, &full, order, found);
            continue;
        };
        let plain_path = full.trim_end_matches("_by_year");
        let base = table.get(plain);
        let years = entry.node.table().into_iter().flatten();
        if Rule::of(&inner.child("2000")) == Rule::Quantity {
            found.extend(compare(plain_path, base, &years.collect::<Vec<_>>(), order));
            continue;
        }
        // By year, and then by something else, such as a tier.
        let years: Vec<_> = years.filter_map(|(year, entry)| Some((year, entry.node.table()?))).collect();
        let mut names: Vec<&String> = Vec::new();
        for name in years.iter().flat_map(|(_, one)| one.keys()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        for name in names {
            let base = base.and_then(|base| base.node.table()?.get(name));
            let of_name: Vec<_> = years.iter().filter_map(|(year, one)| Some((*year, one.get(name)?))).collect();
            found.extend(compare(&format!("{plain_path}.{name}"), base, &of_name, order));
        }
    }
}

/// What of one number is stated last, and which years of it are older.
fn compare(
    path: &str,
    plain: Option<&Entry>,
    years: &[(&String, &Entry)],
    order: &dyn Fn(&Location) -> usize,
) -> Option<Inherited> {
    let stated = plain.into_iter().chain(years.iter().map(|(_, entry)| *entry)).map(|entry| &entry.key);
    let last = stated.min_by_key(|place| order(place))?;
    let inherited: Vec<(String, String)> = years
        .iter()
        .filter(|(_, entry)| order(&entry.key) > order(last))
        .map(|(year, entry)| ((*year).clone(), entry.key.file.to_string()))
        .collect();
    let is_plain = plain.is_some_and(|entry| order(&entry.key) == order(last));
    (!inherited.is_empty()).then(|| Inherited {
        path: path.to_owned(),
        stated: last.file.to_string(),
        years: inherited,
        plain: is_plain,
    })
}
