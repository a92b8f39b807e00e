//! The tables that a scenario names, and the digest of everything that was read.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::scenario::Grid;
use crate::scenario::library::Library;
use crate::scenario::overlay::unreadable;
use crate::scenario::tree::{Node, Value};
use crate::words::Diagnostics;

/// The name by which a scenario's own text is kept.
pub(super) const SCENARIO: &str = "scenario.toml";

/// A table that a scenario names.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The name it is kept by, which is also the one in the resolved scenario.
    pub(super) name: String,
    /// The text it is kept as.
    pub(super) kept: String,
    /// Its rows and cells.
    pub(super) grid: Grid,
}

/// What became of a table that a scenario may name.
#[derive(Clone, Debug)]
pub(super) enum Named {
    /// The scenario names none.
    No,
    /// It names one that could not be had; that was told.
    Unreadable,
    /// It was read.
    Read(Box<Table>),
}

impl Named {
    pub(super) fn read(&self) -> Option<&Table> {
        if let Self::Read(table) = self { Some(table) } else { None }
    }
}

/// The tables that a scenario may name.
#[derive(Clone, Debug)]
pub(super) struct Tables {
    pub(super) schools: Named,
    pub(super) roster: Named,
}

impl Tables {
    /// Reads those that are named.
    pub(super) fn read(library: &dyn Library, tree: &mut Node, problems: &mut Diagnostics) -> Self {
        let schools = read_table(library, tree, &["schools", "file"], &[SCENARIO], problems);
        let taken: Vec<&str> = [SCENARIO].into_iter().chain(schools.read().map(|table| table.name.as_str())).collect();
        let roster = read_table(library, tree, &["people", "roster"], &taken, problems);
        Self { schools, roster }
    }

    /// The name and the text by which each is kept.
    pub(super) fn kept(&self) -> impl Iterator<Item = (String, String)> {
        let read = [&self.schools, &self.roster].into_iter().filter_map(Named::read);
        read.map(|table| (table.name.clone(), table.kept.clone()))
    }
}

/// Reads the table that is named at `keys`, from beside the file that names it, and renames it in the tree to the bare
/// name that it is kept by, so that a kept scenario finds its tables beside it, and no result knows in which folder they
/// lay.
fn read_table(
    library: &dyn Library,
    tree: &mut Node,
    keys: &[&str],
    taken: &[&str],
    problems: &mut Diagnostics,
) -> Named {
    let Some(node) = find_mut(tree, keys) else { return Named::No };
    let Value::Text(relative) = &node.value else { return Named::No };
    let path = library.join(&node.location.file, relative);
    match library.table(&path) {
        Ok(grid) => {
            let bare = kept_name(relative, grid.is_plain(), keys);
            let mut name = bare.clone();
            while taken.contains(&name.as_str()) {
                name = format!("{}-{name}", keys.last().copied().unwrap_or("table"));
            }
            node.value = Value::Text(name.clone());
            Named::Read(Box::new(Table { name, kept: grid.kept(), grid }))
        }
        Err(error) => {
            problems.push(unreadable(library, &path, Some(node.location.clone()), &error, &[]));
            Named::Unreadable
        }
    }
}

/// The name without its folders that a table is kept by; of one that is not kept as it was found, that of a CSV file.
fn kept_name(relative: &str, plain: bool, keys: &[&str]) -> String {
    let file = relative.rsplit(['/', '\\']).next().unwrap_or(relative);
    if plain {
        return file.to_owned();
    }
    // A sheet of a workbook is named behind the file.
    let file = file.split_once('!').map_or(file, |(file, _)| file);
    let stem = Path::new(file).file_stem().and_then(|stem| stem.to_str()).filter(|stem| !stem.is_empty());
    format!("{}.csv", stem.unwrap_or(keys.last().copied().unwrap_or("table")))
}

fn find_mut<'n>(node: &'n mut Node, keys: &[&str]) -> Option<&'n mut Node> {
    keys.iter().try_fold(node, |node, key| match &mut node.value {
        Value::Table(table) => table.get_mut(*key).map(|entry| &mut entry.node),
        _ => None,
    })
}

/// SHA-256, in hexadecimal, of named texts, each with its length so that no two lists of texts run together alike.
pub(super) fn digest(sources: &[(String, String)]) -> String {
    let mut hasher = Sha256::new();
    hasher.update(b"tidui scenario\n");
    for (name, text) in sources {
        for part in [name, text] {
            hasher.update((part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().iter().fold(String::new(), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}
