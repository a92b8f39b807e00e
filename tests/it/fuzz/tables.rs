//! Exported tables with cells, tags, numbers and bytes changed, read as rosters and as lists of schools: a table or a clear
//! refusal, never a panic, and no more memory than a table may take.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::{Arc, LazyLock};

use rand::RngExt;
use tidui::import::{self, Kind, Known, Mapping, Options};
use tidui::intake::{self, Found};
use tidui::scenario::{Grid, Heed};
use tidui::words::{Language, Severity};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use super::cases;
use crate::common::{Dice, Roll};

/// A dirty roster in every form that is read.
static SEEDS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    let book = include_bytes!("../../../scenarios/ten-years/花名册2015-01.xlsx").to_vec();
    let document = include_bytes!("../ten-years-2015-01.ods").to_vec();
    let text = intake::grid("roster", book.clone(), Some("在职人员")).unwrap().to_csv();
    // The first rows say as much as all, and are read sooner.
    let text: String = text.lines().take(60).map(|line| line.to_owned() + "\r\n").collect();
    let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let gb18030 = like_gb18030(&text);
    vec![book, document, text.clone().into_bytes(), text.replace(',', ";").into_bytes(), wide, gb18030]
});

/// Bytes that are no UTF-8 but that a Chinese program could have written: what is beyond ASCII is a letter of two bytes.
fn like_gb18030(text: &str) -> Vec<u8> {
    let letter = |letter: char| {
        if letter.is_ascii() {
            vec![letter as u8]
        } else {
            vec![0xb0 + (letter as u32 % 0x40) as u8, 0xa1 + (letter as u32 % 0x5d) as u8]
        }
    };
    text.chars().flat_map(letter).collect()
}

/// Parts of cells and tags that change what stands around them.
const PIECES: [&str; 24] = [
    "",
    "1",
    "-1",
    "99999999999",
    "1e308",
    "NaN",
    "03/04/1985",
    "1985.1",
    "00",
    "\"",
    "\n",
    ",",
    "&amp;",
    "&#x10ffff;",
    "<f>1/0</f>",
    "<v></v>",
    "t=\"s\"",
    "t=\"e\"",
    "r=\"XFD1048576\"",
    "hidden=\"1\"",
    "<mergeCell ref=\"A1:A1048576\"/>",
    "table:number-rows-repeated=\"1048576\"",
    "table:number-columns-repeated=\"16384\"",
    "１９８５年３月",
];

/// A text with pieces put in, taken out and doubled.
fn changed(text: &mut String, dice: &mut Dice) {
    for _ in 0..=dice.below(5) {
        let mut at = |most: usize| {
            let mut at = dice.below(most + 1);
            while !text.is_char_boundary(at) {
                at -= 1;
            }
            at
        };
        let (from, to) = (at(text.len()), at(text.len()));
        let end = if dice.one_in(8) { from.max(to) } else { (from + dice.below(40)).min(text.len()) };
        let end = (end..=text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
        match dice.below(3) {
            0 => text.insert_str(from, dice.choose::<&str>(&PIECES)),
            1 => text.replace_range(from.min(end)..end, ""),
            _ => {
                let part = text[from.min(end)..end].to_owned();
                text.insert_str(to, &part);
            }
        }
    }
}

/// A workbook in which a part that a reader opens is changed.
fn repacked(bytes: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut parts: Vec<(String, Vec<u8>)> = (0..archive.len())
        .map(|index| {
            let mut part = archive.by_index(index).unwrap();
            let mut bytes = Vec::new();
            part.read_to_end(&mut bytes).unwrap();
            (part.name().unwrap().to_string(), bytes)
        })
        .collect();
    let read: Vec<usize> = (0..parts.len()).filter(|place| parts[*place].0.ends_with("ml")).collect();
    let place = *dice.choose(&read);
    let mut text = String::from_utf8_lossy(&parts[place].1).into_owned();
    changed(&mut text, dice);
    parts[place].1 = text.into_bytes();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        zip.start_file(name.as_str(), SimpleFileOptions::default()).unwrap();
        zip.write_all(&bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn mutated(dice: &mut Dice) -> Vec<u8> {
    let seed: &Vec<u8> = dice.choose(&SEEDS);
    let mut bytes = match (seed.starts_with(b"PK"), String::from_utf8(seed.clone())) {
        (true, _) => repacked(seed, dice),
        (false, Ok(mut text)) => {
            changed(&mut text, dice);
            text.into_bytes()
        }
        (false, Err(_)) => seed.clone(),
    };
    if dice.one_in(3) {
        for _ in 0..=dice.below(3) {
            let at = dice.below(bytes.len().max(1));
            match dice.below(3) {
                0 => bytes.truncate(at),
                1 => bytes.iter_mut().skip(at).take(1).for_each(|byte| *byte = dice.random()),
                _ => drop(bytes.splice(at..at, std::iter::repeat_n(dice.random::<u8>(), dice.below(20)))),
            }
        }
    }
    bytes
}

#[test]
fn exported_tables_become_rosters_or_are_refused_with_a_place() {
    cases("exported tables", |dice| {
        let bytes = mutated(dice);
        let sheet = if dice.one_in(2) { Some("在职人员") } else { None };
        let found = match sheet.filter(|_| bytes.starts_with(b"PK")) {
            Some(sheet) => intake::grid("t", bytes, Some(sheet)).map(Found::Table),
            None => intake::found("t", bytes, import::form::MARKER),
        };
        let grid = match found {
            Err(problem) => {
                assert!(!problem.render(Language::Chinese).is_empty() && !problem.code.is_empty());
                return false;
            }
            // No seed is a form.
            Ok(Found::Sheets(_)) => return false,
            Ok(Found::Table(grid)) => Arc::new(grid),
        };
        let kind = if dice.one_in(8) { Kind::Schools } else { import::kind(&grid) };
        let options = Options {
            heed: Heed::default(),
            at: if dice.one_in(2) { Some("2015-01".parse().unwrap()) } else { None },
            secret: Some(&[7; 32][..]).filter(|_| dice.one_in(2)),
            tag: "fuzz".to_owned(),
            skip: dice.one_in(2),
            form: dice.one_in(8),
        };
        let mut mapping = Mapping::default();
        let Ok(read) = import::read(&grid, kind, &Known::default(), &mut mapping, &options) else { return false };
        // What it found out is a mapping that can be read again.
        let text = mapping.write(None, Language::Chinese);
        assert!(Mapping::read("import.toml", &text).is_ok(), "{text}");
        let told = &read.reading.problems;
        for language in Language::ALL {
            // A line for each kind of problem, not for each cell.
            assert!(told.render(language).len() < 200_000);
        }
        match &read.table {
            Some(table) => {
                assert!(
                    told.list.iter().all(|one| one.severity != Severity::Error),
                    "{}",
                    told.render(Language::English)
                );
                let again = Grid::of_text("again.csv", table.clone(), ',');
                assert!(!again.problems().has_errors(), "{}", again.problems().render(Language::English));
                // Every row of the file is in the table or has a problem.
                assert_eq!(again.rows(), 1 + read.reading.rows - read.reading.wrong);
                assert!(again.rows() > 1);
                // Nobody's name goes out.
                assert!(!table.contains("虚构00"), "{table}");
            }
            None => assert!(
                told.has_errors() || read.reading.rows == read.reading.wrong && read.reading.rows > 0,
                "silent: {} rows, {} wrong",
                read.reading.rows,
                read.reading.wrong
            ),
        }
        true
    });
}
