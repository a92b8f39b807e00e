//! Numbers in a workbook: what its cells hold and show, its formulas, its charts, and every other text in it; and in a
//! document, which is such an archive of texts.

use std::io::{Cursor, Read as _};
use std::path::Path;

use zip::ZipArchive;

use super::markup::{Piece, attribute, pieces, plain};
use super::{Said, text};

/// Most times that a part may be larger than a whole workbook: what is packed so tightly is no workbook of ours.
const TIGHT: usize = 64;
/// Parts of a workbook that are read first, because cells point into them.
const STRINGS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";

/// Every number, part by part; `size` is about that of a workbook as this program writes it.
pub(super) fn said(bytes: &[u8], size: usize) -> Option<Vec<Said>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let most = size.saturating_mul(TIGHT) as u64;
    let mut parts = Vec::with_capacity(archive.len());
    for at in 0..archive.len() {
        let mut part = archive.by_index(at).ok()?;
        let name = part.name().ok()?.into_owned();
        let mut own = Vec::new();
        part.by_ref().take(most + 1).read_to_end(&mut own).ok()?;
        if own.len() as u64 > most {
            return None;
        }
        parts.push((name, own));
    }
    let text = |wanted: &str| {
        let part = parts.iter().find(|(name, _)| name == wanted)?;
        std::str::from_utf8(&part.1).ok()
    };
    let book =
        Book { strings: strings(text(STRINGS).unwrap_or_default())?, looks: looks(text(STYLES).unwrap_or_default())? };
    let mut found = Vec::new();
    for (name, own) in &parts {
        // A part more or less is a difference of its own.
        found.push(Said { place: name.clone(), number: name.clone(), placed: true });
        let is_text = Path::new(name).extension().is_some_and(|end| end == "xml" || end == "rels");
        // Texts are read where cells point to them.
        if is_text && name != STRINGS {
            book.read(name, std::str::from_utf8(own).ok()?, &mut found)?;
        } else if !is_text {
            found.push(Said { place: name.clone(), number: format!("{} bytes", own.len()), placed: true });
        }
    }
    Some(found)
}

/// What cells point to.
struct Book {
    strings: Vec<String>,
    /// The formats of numbers, by style.
    looks: Vec<String>,
}

impl Book {
    fn read(&self, part: &str, text: &str, found: &mut Vec<Said>) -> Option<()> {
        let sheet = part.rsplit('/').next().unwrap_or(part);
        let (mut place, mut kind, mut tag) = (sheet.to_owned(), "", "");
        pieces(text, &mut |piece, _| match piece {
            Piece::Open(name, attributes) => {
                if name == "c" {
                    place = format!("{sheet} {}", attribute(attributes, "r").unwrap_or_default());
                    kind = attribute(attributes, "t").unwrap_or_default();
                    let style = attribute(attributes, "s").and_then(|style| style.parse::<usize>().ok());
                    let look = style.and_then(|style| self.looks.get(style));
                    // A format may say anything in place of the number.
                    let told =
                        look.filter(|_| !attributes.ends_with('/')).into_iter().flat_map(|look| text::numbers(look));
                    found.extend(told.map(|number| Said { place: place.clone(), number, placed: false }));
                } else if name == "definedName" || name == "sheet" {
                    place = format!("{name} {}", attribute(attributes, "name").unwrap_or_default());
                }
                tag = name;
            }
            Piece::Close(name) => {
                if name == "c" {
                    sheet.clone_into(&mut place);
                }
                tag = "";
            }
            Piece::Text(text) => {
                let text = plain(text);
                let mut say = |number: String| found.push(Said { place: place.clone(), number, placed: false });
                match (tag, kind) {
                    _ if text.is_empty() => {}
                    // What a formula works out is decided by all of it.
                    ("f" | "c:f" | "formula1" | "formula2" | "formula", _) => say(format!("={text}")),
                    ("v", "s") => {
                        let own = text.parse().ok().and_then(|at: usize| self.strings.get(at));
                        own.into_iter().flat_map(|own| text::numbers(own)).for_each(&mut say);
                    }
                    ("v", "" | "n") => say(text.parse::<f64>().map_or(text, |number| number.to_string())),
                    _ => text::numbers(&text).into_iter().for_each(&mut say),
                }
            }
        })
    }
}

/// The texts that cells share.
fn strings(part: &str) -> Option<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    let mut shown = false;
    pieces(part, &mut |piece, _| match piece {
        Piece::Open("si", _) => all.push(String::new()),
        Piece::Open("t", _) => shown = true,
        Piece::Close("t") => shown = false,
        Piece::Text(text) if shown => {
            if let Some(last) = all.last_mut() {
                last.push_str(&plain(text));
            }
        }
        _ => {}
    })?;
    Some(all)
}

/// The formats of numbers, by the style of a cell.
fn looks(part: &str) -> Option<Vec<String>> {
    let mut codes: Vec<(String, String)> = Vec::new();
    let (mut looks, mut within) = (Vec::new(), false);
    pieces(part, &mut |piece, _| match piece {
        Piece::Open("numFmt", attributes) => {
            let value = |name: &str| attribute(attributes, name).map(plain).unwrap_or_default();
            codes.push((value("numFmtId"), value("formatCode")));
        }
        Piece::Open("cellXfs", _) => within = true,
        Piece::Close("cellXfs") => within = false,
        Piece::Open("xf", attributes) if within => {
            let id = attribute(attributes, "numFmtId").unwrap_or_default();
            let code = codes.iter().rev().find(|(known, _)| known == id).map(|(_, code)| code.clone());
            // The formats that every spreadsheet knows have numbers only.
            looks.push(code.unwrap_or_else(|| format!("format {id}")));
        }
        _ => {}
    })?;
    Some(looks)
}
