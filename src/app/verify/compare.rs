//! The files of a folder beside the same files made again.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufReader, Read};
use std::path::Path;

use serde_json::Value as Json;

use crate::app::Watcher;
use crate::app::error::AppError;
use crate::report::folders::{Compared, FileOutcome, Value};
use crate::report::said::{self, Comparison};
use crate::runs::{self, Describes, Opened, RunsError, layout};
use crate::tables;

/// Longest file that is read to find out what differs.
const MOST_BYTES: u64 = 64 << 20;

/// Compares every file of the folder, and every file made again. Where the same tidui made both, every byte decides; where
/// another did, or says so, every number does, and nobody vouches for the rest.
pub(super) fn compare<M: Describes>(
    folder: &Opened<M>,
    again: &Path,
    same_build: bool,
    watcher: &dyn Watcher,
) -> Result<Vec<Compared>, AppError> {
    let listed = folder.manifest.files();
    let mut names: BTreeMap<String, bool> = listed.keys().map(|name| (name.clone(), false)).collect();
    names.extend(runs::present(again)?.into_iter().map(|(name, _)| (name, true)));
    let mut files = Vec::new();
    for (file, written) in names {
        if watcher.cancelled() {
            return Err(AppError::Interrupted);
        }
        let (then, now) = (folder.file(&file), again.join(&file));
        let there = fs::symlink_metadata(&then).is_ok_and(|about| about.is_file());
        let mut one =
            Compared { outcome: FileOutcome::Same, numbers: !is_picture(&file), table: None, value: None, file };
        match (there, written) {
            (true, true) if same(&then, &now)? => {}
            (true, true) => {
                let numbers = differs(&mut one, &then, &now);
                one.outcome = if numbers || same_build { FileOutcome::Different } else { FileOutcome::Unvouched };
            }
            (true, false) => one.outcome = FileOutcome::Unwritten,
            (false, true) if !listed.contains_key(&one.file) => one.outcome = FileOutcome::New,
            (false, _) => one.outcome = FileOutcome::Gone,
        }
        files.push(one);
    }
    Ok(files)
}

/// Whether two files of other bytes say other numbers, as far as they can be read; notes the first.
fn differs(one: &mut Compared, then: &Path, now: &Path) -> bool {
    if is_table(&one.file) {
        // Of what cannot be read every byte decides.
        one.table = tables::difference(then, now);
        return one.table.as_ref().is_none_or(|found| found.rows + found.only_then + found.only_now > 0);
    }
    let ends_in = |kind: &str| Path::new(&one.file).extension().is_some_and(|end| end == kind);
    if one.file.starts_with(layout::SOURCES) {
        // What a scenario means was compared by its digest; of the tables that it reads every byte is kept.
        return !ends_in("toml");
    }
    let small = |path: &Path| path.metadata().is_ok_and(|about| about.len() <= MOST_BYTES);
    if !small(then) || !small(now) {
        return true;
    }
    let json = ends_in("json");
    let (Ok(then), Ok(now)) = (fs::read(then), fs::read(now)) else { return true };
    let found = said::compare(&one.file, &then, &now);
    if json {
        let read = |bytes: &[u8]| serde_json::from_slice::<Json>(bytes).ok();
        one.value = read(&then).zip(read(&now)).and_then(|(then, now)| first_value(&then, &now, String::new()));
    }
    match found {
        Comparison::Same | Comparison::NotRead => false,
        Comparison::Illegible => true,
        Comparison::Differs { place, then, now } => {
            one.value = one.value.take().or(Some(Value { path: place, then, now }));
            true
        }
    }
}

fn is_table(name: &str) -> bool {
    layout::ROWS.contains(&name) || Path::new(name).starts_with(layout::TABLES)
}

fn is_picture(name: &str) -> bool {
    Path::new(name).extension().is_some_and(|kind| kind == "png" || kind == "svg")
}

fn same(one: &Path, other: &Path) -> Result<bool, RunsError> {
    let length =
        |path: &Path| path.metadata().map(|about| about.len()).map_err(|error| RunsError::from_io(path, error));
    if length(one)? != length(other)? {
        return Ok(false);
    }
    let open = |path: &Path| File::open(path).map(BufReader::new).map_err(|error| RunsError::from_io(path, error));
    same_bytes(open(one)?, open(other)?).map_err(|error| RunsError::from_io(one, error))
}

fn same_bytes(mut one: impl Read, mut other: impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(true);
        }
        let (left, right) = (left.split_at(read).0, right.split_at_mut(read).0);
        match other.read_exact(right) {
            Ok(()) if left == right => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

/// The first value of two JSON values, found at `path`, that differs.
pub(super) fn first_value(then: &Json, now: &Json, path: String) -> Option<Value> {
    match (then, now) {
        (Json::Object(old), Json::Object(new)) => {
            let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                first_value(old.get(name).unwrap_or(&Json::Null), new.get(name).unwrap_or(&Json::Null), path)
            })
        }
        (Json::Array(old), Json::Array(new)) => (0..old.len().max(new.len())).find_map(|at| {
            let path = format!("{path}[{at}]");
            first_value(old.get(at).unwrap_or(&Json::Null), new.get(at).unwrap_or(&Json::Null), path)
        }),
        (old, new) if old == new => None,
        (old, new) => Some(Value { path, then: short(old), now: short(new) }),
    }
}

/// A value, without what does not fit on a line.
fn short(value: &Json) -> String {
    const MOST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain("…".chars()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_that_differs_is_found_with_its_path() {
        let then = serde_json::json!({ "a": 1, "b": [ { "c": 0.5 }, { "c": 0.25, "d": [1] } ] });
        let path = |now: Json| first_value(&then, &now, String::new()).map(|value| (value.path, value.then, value.now));
        let found = |path: &str, then: &str, now: &str| Some((path.to_owned(), then.to_owned(), now.to_owned()));
        assert_eq!(path(then.clone()), None);
        let mut now = then.clone();
        now["b"][1]["c"] = 0.75.into();
        assert_eq!(path(now), found("b[1].c", "0.25", "0.75"));
        let mut now = then.clone();
        now["b"][1]["d"] = serde_json::json!([1, 2]);
        assert_eq!(path(now), found("b[1].d[1]", "null", "2"));
        let mut now = then.clone();
        now["b"] = "x".repeat(100).into();
        assert!(path(now).is_some_and(|(path, _, now)| path == "b" && now.chars().count() == 61));
    }

    #[test]
    fn bytes_are_compared_to_the_end() {
        let long = vec![7_u8; 200_000];
        let mut other = long.clone();
        assert!(same_bytes(&long[..], &other[..]).unwrap());
        other[199_999] = 8;
        assert!(!same_bytes(&long[..], &other[..]).unwrap());
        assert!(!same_bytes(&long[..], &other[..10]).unwrap());
    }
}
