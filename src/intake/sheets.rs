//! Which sheet of a workbook is meant, and what is worth knowing of those that are not shown.

use std::thread;

use super::{Refusal, expansion, refuse};
use crate::scenario::Grid;
use crate::words::{Diagnostic, Text, text};

/// The name of the thread that reads workbooks. A library of others that fails in it is a damaged file, not a fault of ours.
pub const READER: &str = "workbook";

/// Sheets that a message names.
const NAMED: usize = 10;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Listed {
    pub(super) name: String,
    pub(super) visible: bool,
}

/// Reads a workbook on a thread of its own: where that fails, the file was more than the library could bear.
pub(super) fn apart<T: Send>(name: &str, work: impl FnOnce() -> Result<T, Refusal> + Send) -> Result<T, Refusal> {
    thread::scope(|scope| {
        let reading = thread::Builder::new().name(READER.to_owned()).spawn_scoped(scope, work);
        // Joined at once, so that a panic goes no further.
        reading.ok().and_then(|reading| reading.join().ok()).unwrap_or_else(|| Err(expansion::damaged(name)))
    })
}

/// The sheet that is meant: the one that is named, or the only one that can be seen and `begins`, that is has anything in it.
pub(super) fn choose(
    name: &str,
    sheets: &[Listed],
    wanted: Option<&str>,
    mut begins: impl FnMut(&str) -> Result<bool, Refusal>,
) -> Result<String, Refusal> {
    let listed =
        |names: &[&String]| Text::list(&names.iter().take(NAMED).map(|name| format!("`{name}`")).collect::<Vec<_>>());
    if let Some(wanted) = wanted {
        if let Some(found) = sheets.iter().find(|sheet| sheet.name.trim() == wanted.trim()) {
            return Ok(found.name.clone());
        }
        let names: Vec<&String> = sheets.iter().map(|sheet| &sheet.name).collect();
        let problem = refuse("no-such-sheet", text!("no-such-sheet", name, wanted));
        let names = listed(&names);
        return Err(Box::new(problem.hint(text!("hint-allowed", names))));
    }
    let mut filled = Vec::new();
    for sheet in sheets.iter().filter(|sheet| sheet.visible) {
        if begins(&sheet.name)? {
            filled.push(&sheet.name);
        }
    }
    match filled.as_slice() {
        [only] => Ok((*only).clone()),
        [] => Err(refuse("empty-sheet", text!("empty-sheet", name))),
        [first, ..] => {
            let (count, names) = (filled.len(), listed(&filled));
            let problem = refuse("several-sheets", text!("several-sheets", name, count, names));
            let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
            Err(Box::new(problem.hint(text!("hint-several-sheets", file, first))))
        }
    }
}

/// Says of a table how many sheets and rows nobody sees.
pub(super) fn tell_hidden(grid: &mut Grid, sheets: usize, rows: usize) {
    let place = Some(grid.place(0, 0));
    if sheets > 0 {
        let message = text!("hidden-sheets", count = sheets);
        grid.report(Diagnostic::warning("hidden-sheets", message).at(place.clone()));
    }
    if rows > 0 {
        let message = text!("hidden-rows", count = rows);
        grid.report(Diagnostic::warning("hidden-rows", message).at(place));
    }
}
