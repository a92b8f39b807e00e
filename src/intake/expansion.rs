//! What a workbook becomes when it is unpacked, looked at before anything reads it: a small file can hold a large nothing.

use std::io::{Cursor, Read};

use zip::ZipArchive;

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

/// Looks through every part that a reader of workbooks may open; returns whether any cells may be merged.
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
        seen.merged |= look.merged;
        seen.hidden_rows += look.hidden_rows;
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
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Seen {
    /// Whether it is an `.ods`, of which the rest is told when it is read.
    pub(super) document: bool,
    /// Whether cells may be merged.
    pub(super) merged: bool,
    /// Rows of its sheets that nobody sees.
    pub(super) hidden_rows: usize,
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
    /// The last bytes of a part of texts, for what lies across two reads.
    tail: Vec<u8>,
    /// Numbers of texts that the part says it has.
    counts: Vec<u64>,
    /// Whether cells may be merged.
    merged: bool,
    /// What has been read of a tag that may be that of a row.
    tag: Option<Vec<u8>>,
    /// Rows that are hidden.
    hidden_rows: usize,
}

impl Look {
    /// Whether some more bytes are those of a part that can be read.
    fn at(&mut self, bytes: &[u8]) -> bool {
        const MERGED: &[u8] = b"mergeCell";
        /// Letters that the prefix of a name may have.
        const PREFIX: usize = 8;
        // UTF-16 would hide what is looked for; no spreadsheet writes it.
        if !std::mem::replace(&mut self.begun, true)
            && matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0, ..] | [_, 0, ..])
        {
            return false;
        }
        for (index, byte) in bytes.iter().enumerate() {
            if *byte == b'<' {
                let tag = bytes.get(index + 1..).unwrap_or_default();
                let prefix = tag.iter().take(PREFIX).position(|byte| *byte == b':').map_or(0, |at| at + 1);
                let name = tag.get(prefix..).unwrap_or_default();
                // One that lies across two reads may be anything.
                self.merged |= name.starts_with(MERGED) || MERGED.starts_with(name);
            }
            if !self.texts {
                self.row(*byte);
            }
            self.run = if matches!(byte, b'<' | b'>') { 0 } else { self.run + 1 };
            if self.run > LONGEST {
                return false;
            }
        }
        if self.texts {
            self.count(bytes);
        }
        true
    }

    /// Looks whether a tag is that of a hidden row.
    fn row(&mut self, byte: u8) {
        /// Letters that such a tag has at most.
        const TAG: usize = 400;
        match (byte, &mut self.tag) {
            (b'<', tag) => *tag = Some(Vec::new()),
            (b'>', tag) => {
                let hidden = |tag: &Vec<u8>| {
                    [&b" hidden=\"1\""[..], b" hidden=\"true\"", b" hidden='1'"]
                        .iter()
                        .any(|mark| tag.windows(mark.len()).any(|window| window == *mark))
                };
                self.hidden_rows += usize::from(tag.take().as_ref().is_some_and(hidden));
            }
            (_, Some(tag)) => {
                let name = byte == b' ' && !tag.contains(&b' ');
                let other = name && tag.rsplit(|one| *one == b':').next() != Some(b"row");
                if other || tag.len() > TAG {
                    self.tag = None;
                } else {
                    tag.push(byte);
                }
            }
            (_, None) => {}
        }
    }

    /// Looks for how many texts the part says it has.
    fn count(&mut self, bytes: &[u8]) {
        const COUNT: &[u8] = b"uniqueCount";
        /// Bytes behind the word in which its number stands.
        const ROOM: usize = 40;
        let mut seen = std::mem::take(&mut self.tail);
        seen.extend_from_slice(bytes);
        let places = seen.windows(COUNT.len()).enumerate().filter(|(_, window)| *window == COUNT);
        for (at, _) in places {
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
