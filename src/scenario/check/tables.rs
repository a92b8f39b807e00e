//! The CSV files that a scenario names, and the digest of everything that was read.

use std::fmt::Write as _;
use std::path::Path;

use sha2::{Digest, Sha256};

use crate::scenario::overlay::{Library, unreadable};
use crate::scenario::tree::{Node, Value};
use crate::words::Diagnostics;

/// The name by which a scenario's own text is kept.
pub(super) const SCENARIO: &str = "scenario.toml";

/// A CSV file that a scenario names.
#[derive(Clone, Debug)]
pub(super) struct Table {
    /// The name it was read by, for places.
    pub(super) path: String,
    /// The name it is kept by, which is also the one in the resolved scenario.
    pub(super) name: String,
    /// Its text.
    pub(super) text: String,
}

/// Reads the table that is named at `keys`, from beside the file that names it, and renames it in the tree to the bare
/// name that it is kept by, so that a kept scenario finds its tables beside it.
pub(super) fn read_table(
    library: &dyn Library,
    tree: &mut Node,
    keys: &[&str],
    taken: &[&str],
    problems: &mut Diagnostics,
) -> Option<Table> {
    let node = find_mut(tree, keys)?;
    let Value::Text(relative) = &node.value else { return None };
    let path = library.join(&node.location.file, relative);
    let bare = Path::new(relative).file_name().and_then(|name| name.to_str()).unwrap_or(relative);
    let mut name = bare.to_owned();
    while taken.contains(&name.as_str()) {
        name = format!("{}-{name}", keys.last().copied().unwrap_or("table"));
    }
    match library.read(&path) {
        Ok(text) => {
            node.value = Value::Text(name.clone());
            Some(Table { path, name, text })
        }
        Err(error) => {
            problems.push(unreadable(library, &path, Some(node.location.clone()), &error, &[]));
            None
        }
    }
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
