//! What a workbook becomes when it is unpacked, looked at before anything reads it: a small file can hold a large nothing.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use zip::ZipArchive;

use super::filling::Merged;
use super::{Refusal, contains, hinted, locked, refuse};
use crate::words::text;

/// The part that holds all sheets of an `.ods`.
pub(super) const CONTENT: &str = "content.xml";
/// Parts that a workbook may have.
const MOST_PARTS: usize = 10_000;
/// Bytes that all parts may have together: a sheet of 100,000 rows and 30 columns has some 150 million.
const MOST_BYTES: u64 = 512 << 20;
/// Bytes that the part of the texts may have, which is kept whole.
const MOST_TEXTS: u64 = 128 << 20;
/// Bytes between two angle brackets: a cell holds at most 32,767 characters.
const LONGEST: usize = 1 << 20;

/// Looks through every part that a reader of workbooks may open; returns what was seen in them.
pub(super) fn check(name: &str, bytes: &[u8]) -> Result<Seen, Refusal> {
    let damaged = || damaged(name);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    if archive.len() > MOST_PARTS {
        return Err(too_large(name));
    }
    let mut left = MOST_BYTES;
    let mut seen = Seen { document: is_document(name, &mut archive)?, ..Seen::default() };
    let mut buffer = vec![0; 1 << 16];
    for index in 0..archive.len() {
        let mut part = archive.by_index(index).map_err(|_| damaged())?;
        let part_name = part.name().map_err(|_| damaged())?.to_lowercase();
        if ![".xml", ".rels"].iter().any(|end| part_name.ends_with(end)) {
            continue;
        }
        let texts = part_name.ends_with("sharedstrings.xml");
        let mut most = if texts { left.min(MOST_TEXTS) } else { left };
        let mut look = Look { texts, ..Look::default() };
        let before = most;
        loop {
            let read = part.read(&mut buffer).map_err(|_| damaged())?;
            if read == 0 {
                break;
            }
            most = most.checked_sub(read as u64).ok_or_else(|| too_large(name))?;
            if !look.at(buffer.get(..read).unwrap_or_default()) {
                return Err(damaged());
            }
        }
        let size = before - most;
        // Readers make room for as many texts as a part says that it has.
        if look.counts.iter().any(|count| *count > size) {
            return Err(damaged());
        }
        left -= size;
        if look.part != Part::default() {
            seen.parts.insert(part_name, look.part);
        }
    }
    Ok(seen)
}

/// Whether a workbook is an `.ods`; one with a password, and what is no workbook, is refused.
fn is_document(name: &str, archive: &mut ZipArchive<Cursor<&[u8]>>) -> Result<bool, Refusal> {
    /// Bytes that are looked at of the list of parts.
    const MOST_LIST: u64 = 4 << 20;
    const SPREADSHEET: &[u8] = b"application/vnd.oasis.opendocument.spreadsheet";
    let mut part = |part: &str| -> Option<Result<Vec<u8>, Refusal>> {
        let index = archive.index_for_name(part)?;
        let mut bytes = Vec::new();
        let read = archive.by_index(index).ok().and_then(|part| part.take(MOST_LIST).read_to_end(&mut bytes).ok());
        Some(read.map(|_| bytes).ok_or_else(|| damaged(name)))
    };
    // What is no OpenDocument file has no such part, or another thing in it.
    let Some(kind) = part("mimetype").transpose()? else { return Ok(false) };
    if !kind.starts_with(b"application/vnd.oasis.opendocument.") {
        return Ok(false);
    }
    if !kind.starts_with(SPREADSHEET) {
        return Err(hinted(refuse("not-a-table", text!("not-a-table-document", name)), text!("hint-save-as-table")));
    }
    let list = part("META-INF/manifest.xml").transpose()?.unwrap_or_default();
    // LibreOffice puts the parts that have a password into one, or says so of each.
    if contains(&list, b"encryption-data") || part("encrypted-package").is_some() {
        return Err(locked(name));
    }
    match part(CONTENT) {
        Some(_) => Ok(true),
        None => Err(damaged(name)),
    }
}

/// What was seen of a workbook while it was unpacked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Whether it is an `.ods`, of which the rest is told when it is read.
    pub(super) document: bool,
    /// Parts with hidden rows or merged cells, by their names in small letters.
    pub(super) parts: BTreeMap<String, Part>,
}

/// What was seen of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Part {
    /// Rows that nobody sees.
    pub(super) hidden_rows: usize,
    /// Cells that are merged over several rows.
    pub(super) merged: Merged,
}

pub(super) fn damaged(name: &str) -> Refusal {
    hinted(refuse("damaged-workbook", text!("damaged-workbook", name)), text!("hint-open-and-save"))
}

pub(super) fn too_large(name: &str) -> Refusal {
    let most = MOST_BYTES >> 20;
    refuse("file-too-large", text!("file-too-large-unpacked", name, most))
}

/// What is looked for in a part as it goes by.
#[derive(Default)]
struct Look {
    /// Whether the part holds the texts of the workbook.
    texts: bool,
    begun: bool,
    /// Bytes since the last angle bracket.
    run: usize,
    /// Whether that one opened a tag.
    open: bool,
    /// What has been read of that tag.
    tag: Vec<u8>,
    /// The last bytes of a part of texts, for what lies across two reads.
    tail: Vec<u8>,
    /// Numbers of texts that the part says it has.
    counts: Vec<u64>,
    part: Part,
}

impl Look {
    /// Whether some more bytes are those of a part that can be read.
    fn at(&mut self, bytes: &[u8]) -> bool {
        // UTF-16 would hide what is looked for; no spreadsheet writes it.
        if !std::mem::replace(&mut self.begun, true)
            && matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..])
        {
            return false;
        }
        let mut rest = bytes;
        loop {
            let end = rest.iter().position(|byte| matches!(byte, b'<' | b'>'));
            let (run, behind) = rest.split_at(end.unwrap_or(rest.len()));
            self.run += run.len();
            if self.run > LONGEST {
                return false;
            }
            if self.open && !self.texts {
                self.tag.extend_from_slice(run);
            }
            let Some((bracket, behind)) = behind.split_first() else { break };
            if *bracket == b'>' && self.open && !self.texts && !self.tag() {
                return false;
            }
            self.open = *bracket == b'<';
            self.run = 0;
            self.tag.clear();
            rest = behind;
        }
        if self.texts {
            self.count(bytes);
        }
        true
    }

    /// Notes a tag if it is that of a hidden row or of merged cells; returns whether it can be read.
    fn tag(&mut self) -> bool {
        /// Cells over several rows that a sheet may have.
        const MOST_MERGED: usize = 1 << 20;
        let name =
            self.tag.split(|byte| matches!(byte, b' ' | b'/' | b'\t' | b'\r' | b'\n')).next().unwrap_or_default();
        match name.rsplit(|byte| *byte == b':').next() {
            Some(b"row") => {
                let hidden = [&b" hidden=\"1\""[..], b" hidden=\"true\"", b" hidden='1'"];
                self.part.hidden_rows += usize::from(hidden.iter().any(|mark| contains(&self.tag, mark)));
            }
            Some(b"mergeCell") => {
                let Some((first, last)) = region(&self.tag) else { return false };
                if last.0 > first.0 {
                    self.part.merged.insert(first, last.0);
                }
            }
            _ => {}
        }
        self.part.merged.len() <= MOST_MERGED
    }

    /// Looks for how many texts the part says it has.
    fn count(&mut self, bytes: &[u8]) {
        const COUNT: &[u8] = b"uniqueCount";
        /// Bytes behind the word in which its number stands.
        const ROOM: usize = 40;
        let mut seen = std::mem::take(&mut self.tail);
        seen.extend_from_slice(bytes);
        // By its rarest letter, the fourth.
        let rare = seen.iter().enumerate().filter(|(_, byte)| **byte == b'q').filter_map(|(at, _)| at.checked_sub(3));
        for at in rare.filter(|at| seen.get(*at..).is_some_and(|rest| rest.starts_with(COUNT))) {
            let behind = at + COUNT.len();
            let number: String = seen
                .get(behind..seen.len().min(behind + ROOM))
                .unwrap_or_default()
                .iter()
                .skip_while(|byte| matches!(byte, b'=' | b'"' | b'\'' | b'+' | b' ' | b'\t' | b'\r' | b'\n'))
                .take_while(|byte| byte.is_ascii_digit())
                .map(|byte| char::from(*byte))
                .collect();
            if !number.is_empty() {
                self.counts.push(number.parse().unwrap_or(u64::MAX));
            }
        }
        let keep = seen.len().min(COUNT.len() + ROOM);
        self.tail = seen.split_off(seen.len() - keep);
    }
}

/// The first and the last cell, each by row and column from 0, that a tag of merged cells names.
fn region(tag: &[u8]) -> Option<((u32, u32), (u32, u32))> {
    let text = std::str::from_utf8(tag).ok()?;
    let (_, behind) = text.split_once("ref=")?;
    let quote = behind.chars().next().filter(|sign| matches!(sign, '"' | '\''))?;
    let named = behind.get(1..)?.split(quote).next()?;
    let (first, last) = named.split_once(':').unwrap_or((named, named));
    Some((cell(first)?, cell(last)?))
}

/// The row and the column, from 0, of a cell by its name.
fn cell(name: &str) -> Option<(u32, u32)> {
    let digits = name.find(|sign: char| sign.is_ascii_digit())?;
    let (letters, number) = name.split_at(digits);
    let column = letters.bytes().try_fold(0_u32, |column, letter| {
        let place = letter.to_ascii_uppercase().checked_sub(b'A').filter(|place| *place < 26)?;
        column.checked_mul(26)?.checked_add(u32::from(place) + 1)
    })?;
    Some((number.parse::<u32>().ok()?.checked_sub(1)?, column.checked_sub(1)?))
}
