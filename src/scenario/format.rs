//! The format that a file says it was written for, and what has changed its meaning since.
//!
//! A file is read by its own format. Where a later one gives the same text another meaning, the file is refused there,
//! with the command that writes the old meaning in the new format; nothing is read in a new meaning in silence. Where no
//! meaning changes, an older file is read as it is.

use super::tree::{Node, Value};
use crate::words::{Diagnostic, Diagnostics, text};

/// The format that files are written in now.
pub const FORMAT: u32 = 2;
/// The format of a file that says none.
pub(super) const FIRST: u32 = 1;
/// The key by which a file says it.
pub(super) const KEY: &str = "format";
/// The format in which an overlay's table that is one value replaces the base's.
pub(super) const WHOLE: u32 = 2;

/// The code of a place whose meaning a later format changed. What stands there can be read all the same.
pub(super) const OLDER: &str = "older-format";

/// Takes the format out of a file's tree. One that this program cannot read is reported.
pub(super) fn take(tree: &mut Node, problems: &mut Diagnostics) -> u32 {
    let Value::Table(table) = &mut tree.value else { return FIRST };
    let Some(entry) = table.shift_remove(KEY) else { return FIRST };
    let place = Some(entry.node.location.clone());
    let found = match entry.node.value {
        Value::Whole(whole) => u32::try_from(whole).ok().filter(|format| *format >= FIRST),
        _ => None,
    };
    let Some(format) = found else {
        let message = text!("wrong-type-format");
        let hint = text!("hint-write-format", format = FORMAT);
        problems.push(Diagnostic::error("wrong-type", message).about(KEY).at(place).hint(hint));
        return FORMAT;
    };
    if format > FORMAT {
        let message = text!("newer-format", format, known = FORMAT);
        let hint = text!("hint-newer-format");
        problems.push(Diagnostic::error("newer-format", message).about(KEY).at(place).hint(hint));
    }
    format
}

/// A text that states no format, with the present one stated before its first key or header.
pub(super) fn stated(text: &str) -> String {
    let mut at = 0;
    let mut first = "";
    for line in text.split_inclusive('\n') {
        first = line.trim();
        if !first.is_empty() && !first.starts_with('#') {
            break;
        }
        at += line.len();
    }
    let (before, after) = text.split_at(at.min(text.len()));
    let gap = if first.starts_with('[') { "\n" } else { "" };
    let end = if before.is_empty() || before.ends_with('\n') { "" } else { "\n" };
    format!("{before}{end}{KEY} = {FORMAT}\n{gap}{after}")
}
