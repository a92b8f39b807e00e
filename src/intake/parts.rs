//! In which part of a workbook (`.xlsx`) each of its sheets lies, which calamine does not tell.

use std::collections::BTreeMap;
use std::io::{BufReader, Cursor, Read as _};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;

/// Bytes that are looked at of a part that lists others.
const MOST_LIST: u64 = 16 << 20;

/// The part of each sheet, in small letters, by the name of the sheet; nothing of what cannot be made out.
pub(super) fn of_sheets(bytes: &[u8]) -> BTreeMap<String, String> {
    found(bytes).unwrap_or_default()
}

fn found(bytes: &[u8]) -> Option<BTreeMap<String, String>> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).ok()?;
    let mut book = "xl/workbook.xml".to_owned();
    each(&mut archive, "_rels/.rels", |tag| {
        if tag.local_name().as_ref() == "Relationship" && said(tag, "Type")?.ends_with("/officeDocument") {
            said(tag, "Target")?.trim_start_matches('/').clone_into(&mut book);
        }
        Some(())
    })?;
    let (folder, file) = book.rsplit_once('/').map_or(("", book.as_str()), |(folder, file)| (folder, file));
    let near = |name: &str| if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") };
    let mut targets = BTreeMap::new();
    each(&mut archive, &near(&format!("_rels/{file}.rels")), |tag| {
        if tag.local_name().as_ref() == "Relationship" {
            let target = said(tag, "Target")?;
            let part = target.strip_prefix('/').map_or_else(|| near(&target), str::to_owned);
            targets.insert(said(tag, "Id")?, part.to_lowercase());
        }
        Some(())
    })?;
    let mut sheets = BTreeMap::new();
    each(&mut archive, &book, |tag| {
        if tag.local_name().as_ref() == "sheet" {
            let part = targets.get(&said(tag, "id")?)?;
            sheets.insert(said(tag, "name")?, part.clone());
        }
        Some(())
    })?;
    Some(sheets)
}

/// Visits every tag of a part.
fn each(
    archive: &mut ZipArchive<Cursor<&[u8]>>,
    part: &str,
    mut visit: impl FnMut(&BytesStart<'_>) -> Option<()>,
) -> Option<()> {
    let index = (0..archive.len()).find(|index| {
        let named = archive.by_index_raw(*index).ok();
        named.is_some_and(|named| named.name().is_ok_and(|name| name.eq_ignore_ascii_case(part)))
    })?;
    let part = archive.by_index(index).ok()?;
    let mut xml = Reader::from_reader(BufReader::new(part.take(MOST_LIST)));
    let mut buffer = Vec::new();
    loop {
        buffer.clear();
        match xml.read_event_into(&mut buffer).ok()? {
            Event::Start(tag) | Event::Empty(tag) => visit(&tag)?,
            Event::Eof => return Some(()),
            _ => {}
        }
    }
}

/// The value of an attribute, whatever stands before its name.
fn said(tag: &BytesStart<'_>, key: &str) -> Option<String> {
    let found = tag.attributes().with_checks(false).flatten().find(|one| one.key.local_name().as_ref() == key)?;
    Some(found.normalized_value(quick_xml::XmlVersion::Implicit1_0).ok()?.into_owned())
}
