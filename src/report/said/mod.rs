//! The numbers that a file says, in the order in which it says them: by these two files that say the same in other words,
//! or in other looks, can be compared.
//!
//! In: the bytes of a file that anybody may have written. Out: numbers and what stands for them, each with its place.
//! Not here: what the numbers should be, and whether bytes are the same.
//!
//! What is *not* read is what a reader would have to understand: words, colours, the lengths of bars, and drawings as a whole,
//! in which another version sets other marks and labels in another order. Whoever compares has to say that it was not compared.

mod archive;
mod json;
mod markup;
mod text;

use std::path::Path;

/// A number of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Where it stands: a line, a path, a cell.
    pub place: String,
    /// The number, as it is written: with its sign and its unit of size.
    pub number: String,
    /// Whether it has to stand in just this place. In running text it may move.
    pub placed: bool,
}

/// Whether two files say the same numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// They do, in the same order.
    Same,
    /// They do not.
    Differs {
        /// Where the first number stands that differs.
        place: String,
        /// What the one has there.
        then: String,
        /// What the other has.
        now: String,
    },
    /// One of them is not what its name says.
    Illegible,
    /// This kind of file says its numbers in a way that is not read: a picture.
    NotRead,
}

/// Compares what two files of one `name` say; `now` is one that this program has written.
///
/// ```
/// use tidui::report::said::{Comparison, compare};
/// let then = "In 12.5 % of the replicates.";
/// assert_eq!(compare("report.en.txt", then.as_bytes(), b"12.5 %: so often."), Comparison::Same);
/// let other = compare("report.en.txt", then.as_bytes(), b"12.6 %: so often.");
/// let first = ["line 1", "12.5%", "12.6%"].map(str::to_owned);
/// assert!(matches!(other, Comparison::Differs { place, then, now } if [&place, &then, &now] == first.each_ref()));
/// ```
#[must_use]
pub fn compare(name: &str, then: &[u8], now: &[u8]) -> Comparison {
    let Some(reader) = reader(name) else { return Comparison::NotRead };
    let (Some(then), Some(now)) = (reader(then, now.len()), reader(now, now.len())) else {
        return Comparison::Illegible;
    };
    let same = |old: &Said, new: &Said| old.number == new.number && (!old.placed || old.place == new.place);
    let both = then.len().min(now.len());
    let Some(at) = (0..both).find(|at| !same(&then[*at], &now[*at])).or((then.len() != now.len()).then_some(both))
    else {
        return Comparison::Same;
    };
    let (old, new) = (then.get(at), now.get(at));
    let place = old.or(new).map_or_else(String::new, |said| said.place.clone());
    // Where only the place is another, both are told.
    let moved = old.map(|said| &said.number) == new.map(|said| &said.number);
    let told = |said: Option<&Said>| match said {
        Some(said) if moved => format!("{} ({})", said.number, said.place),
        Some(said) => said.number.clone(),
        None => "–".to_owned(),
    };
    Comparison::Differs { place, then: told(old), now: told(new) }
}

/// Reads a file of one kind. None for what is not of this kind.
type Reader = fn(&[u8], usize) -> Option<Vec<Said>>;

fn reader(name: &str) -> Option<Reader> {
    match Path::new(name).extension()?.to_str()? {
        "json" => Some(|bytes, _| json::said(bytes)),
        "html" => Some(|bytes, _| markup::said(std::str::from_utf8(bytes).ok()?)),
        "xlsx" | "docx" => Some(archive::said),
        "txt" | "csv" | "toml" | "md" => Some(|bytes, _| Some(text::said(std::str::from_utf8(bytes).ok()?))),
        _ => None,
    }
}

#[cfg(test)]
mod tests;
