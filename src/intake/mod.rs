//! Tables as spreadsheets write them become plain grids of cells of text.
//!
//! In: the bytes of a file. Out: a [`Grid`], which the engine reads. Code pages, separators and workbooks are known here and
//! nowhere else; what columns and cells mean is not known here. What a file is, its bytes say, not its name.

mod document;
mod expansion;
mod filling;
mod pages;
mod parts;
mod separators;
mod sheets;
#[cfg(test)]
mod tests;
mod workbook;

use crate::scenario::{Grid, TypedSheet};
use crate::words::{Diagnostic, Text, text};

pub use sheets::READER;

/// Cells that a sheet may have of which it matters what was typed.
const MOST_TYPED: usize = 2_000_000;
/// Bytes of their texts.
const MOST_TYPED_TEXT: usize = 256 << 20;

/// Why no table can be made of a file.
type Refusal = Box<Diagnostic>;

/// The table in the bytes of the file `name`: a workbook (`.xlsx`, `.ods`), or a text with separators in any code page. `sheet` is
/// the sheet of a workbook that is meant; without it there must be only one with anything in it.
///
/// ```
/// use tidui::intake::grid;
/// // 姓名 and 李娜 as a Chinese spreadsheet saves them.
/// let gbk = b"id;\xd0\xd5\xc3\xfb;born\r\nli-na;\xc0\xee\xc4\xc8;1985-03\r\n".to_vec();
/// let table = grid("staff.csv", gbk, None).unwrap();
/// assert_eq!((table.cell(1, 1), table.cell(0, 2)), ("李娜", "born"));
/// assert_eq!(table.kept(), "id,姓名,born\nli-na,李娜,1985-03\n");
/// ```
///
/// # Errors
/// What the file is instead, or what is to be said about it.
pub fn grid(name: &str, bytes: Vec<u8>, sheet: Option<&str>) -> Result<Grid, Refusal> {
    match read(name, bytes, sheet, None)? {
        Found::Table(grid) => Ok(grid),
        // Asked for no sheet by which they are known.
        Found::Sheets(_) => Err(expansion::damaged(name)),
    }
}

/// What a file holds.
#[derive(Clone, Debug)]
pub enum Found {
    /// A table.
    Table(Grid),
    /// Sheets of which it matters what was typed, hidden ones too.
    Sheets(Vec<TypedSheet>),
}

/// The same as [`grid`], but all sheets of a workbook as they were typed if one of them is called `marker`.
///
/// # Errors
/// As of [`grid`].
pub fn found(name: &str, bytes: Vec<u8>, marker: &str) -> Result<Found, Refusal> {
    read(name, bytes, None, Some(marker))
}

fn read(name: &str, bytes: Vec<u8>, sheet: Option<&str>, marker: Option<&str>) -> Result<Found, Refusal> {
    match kind(&bytes) {
        Kind::Zip => {
            let seen = expansion::check(name, &bytes)?;
            sheets::apart(name, || {
                if seen.document {
                    document::read(name, &bytes, sheet, marker)
                } else {
                    workbook::read(name, bytes, sheet, marker, &seen)
                }
            })
        }
        Kind::Text => match sheet {
            None => text(name, bytes).map(Found::Table),
            Some(_) => Err(refuse("no-such-sheet", text!("no-such-sheet-in-text", name))),
        },
        Kind::Compound if contains(&bytes, &wide("EncryptedPackage")) => Err(locked(name)),
        Kind::Compound => {
            Err(hinted(refuse("other-workbook", text!("other-workbook-xls", name)), text!("hint-save-as-xlsx")))
        }
        Kind::Markup => Err(hinted(
            refuse("other-workbook", text!("other-workbook-markup", name)),
            text!("hint-open-and-save-as-xlsx"),
        )),
    }
}

/// What a file is.
enum Kind {
    /// A zip, as the workbooks of all spreadsheets are today.
    Zip,
    /// A compound file: a workbook of old, or one with a password.
    Compound,
    /// HTML or XML, which some programs save with the name of a workbook.
    Markup,
    Text,
}

fn kind(bytes: &[u8]) -> Kind {
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Kind::Zip;
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Kind::Compound;
    }
    let begin = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    let markup = [b"<?xml".as_slice(), b"<html", b"<!doc", b"<table", b"<meta", b"<head"]
        .iter()
        .any(|mark| begin.get(..mark.len()).is_some_and(|first| first.eq_ignore_ascii_case(mark)));
    if markup { Kind::Markup } else { Kind::Text }
}

fn text(name: &str, bytes: Vec<u8>) -> Result<Grid, Refusal> {
    let pages::Decoded { text, page } = pages::decode(name, bytes)?;
    let separator = separators::find(&text);
    let plain = separator == ',' && page == pages::Page::Utf8;
    let mut grid = Grid::of_decoded(name, text, separator, plain);
    if let pages::Page::Guessed(page) = page {
        let problem = Diagnostic::warning("guessed-encoding", text!("guessed-encoding", page));
        let place = Some(grid.place(0, 0));
        grid.report(problem.at(place).hint(text!("hint-guessed-encoding")));
    }
    Ok(grid)
}

fn refuse(code: &'static str, message: Text) -> Refusal {
    Box::new(Diagnostic::error(code, message))
}

/// That a workbook has a password.
fn locked(name: &str) -> Refusal {
    hinted(refuse("locked-workbook", text!("locked-workbook", name)), text!("hint-without-password"))
}

fn hinted(refusal: Refusal, hint: Text) -> Refusal {
    Box::new(refusal.hint(hint))
}

/// A text as UTF-16 in the order of Windows, as compound files name what they hold.
fn wide(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

fn contains(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}
