//! Workbooks as the free office programs save them (`.ods`), cell by cell.
//!
//! calamine reads these as well, but tells neither which cells are merged nor which rows are hidden nor which formulas failed,
//! and unrolls what a file says is repeated before anybody can refuse it. The format says in each cell what it holds, so that
//! no styles have to be known.

use std::io::{BufRead, BufReader, Cursor};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use zip::ZipArchive;

use super::filling::{Fault, Filling, Merged, number_written};
use super::sheets::{Listed, choose, tell_hidden};
use super::{Found, MOST_TYPED, Refusal, expansion};
use crate::scenario::{Grid, Typed, TypedSheet};

/// Bytes that the text of a cell may have.
const LONGEST: usize = 1 << 20;
/// Bytes of text that a sheet may come to by what is repeated.
const MOST_REPEATED: usize = 512 << 20;

/// The table in a workbook, or all its sheets as they were typed, hidden ones too, if one of them is called `marker`.
pub(super) fn read(name: &str, bytes: &[u8], sheet: Option<&str>, marker: Option<&str>) -> Result<Found, Refusal> {
    let listed = sheets_of(name, bytes)?;
    if listed.iter().any(|(sheet, _)| Some(&*sheet.name) == marker) {
        return typed(name, bytes, listed).map(Found::Sheets);
    }
    table(name, bytes, sheet, &listed).map(Found::Table)
}

fn table(name: &str, bytes: &[u8], sheet: Option<&str>, listed: &[(Listed, bool)]) -> Result<Grid, Refusal> {
    let sheets: Vec<Listed> = listed.iter().map(|(sheet, _)| sheet.clone()).collect();
    let chosen = choose(name, &sheets, sheet, |wanted| {
        Ok(listed.iter().any(|(sheet, begins)| *begins && sheet.name == wanted))
    })?;
    let mut filling = Filling::new(Grid::of_sheet(&format!("{name}!{chosen}")), Merged::new());
    let mut room = Room::default();
    let mut hidden_rows = 0;
    each_row(name, bytes, &chosen, |row| {
        room.take(name, row)?;
        for number in (row.number..).take(row.repeated as usize) {
            if number as usize >= Grid::MOST_ROWS || !filling.goes_to(number) {
                return Err(expansion::damaged(name));
            }
            if filling.is_full() {
                return Ok(Go::Enough);
            }
            hidden_rows += usize::from(row.hidden);
            for (column, cell) in row.cells {
                let room = match &cell.value {
                    Typed::NotCalculated => filling.fault(Fault::NotCalculated, number, *column),
                    Typed::Failed => filling.fault(Fault::Error, number, *column),
                    Typed::Text(text) => filling.cell(*column, text),
                    Typed::Number(value) => filling.cell(*column, &number_written(*value)),
                };
                if !room {
                    return Err(expansion::too_large(name));
                }
                if cell.rows > 1 {
                    filling.merge(number, *column, number.saturating_add(cell.rows - 1));
                }
            }
        }
        Ok(Go::On)
    })?;
    let mut grid = filling.finish();
    tell_hidden(&mut grid, sheets.iter().filter(|sheet| !sheet.visible).count(), hidden_rows);
    Ok(grid)
}

/// The sheets of a workbook as they were typed.
fn typed(name: &str, bytes: &[u8], listed: Vec<(Listed, bool)>) -> Result<Vec<TypedSheet>, Refusal> {
    let typed = |(sheet, _): (Listed, bool)| {
        let mut found = TypedSheet { name: sheet.name, ..TypedSheet::default() };
        let mut room = Room::default();
        each_row(name, bytes, &found.name.clone(), |row| {
            room.take(name, row)?;
            for number in (row.number..).take(row.repeated as usize) {
                found.cells.extend(row.cells.iter().map(|(column, cell)| ((number, *column), cell.value.clone())));
                if found.cells.len() > MOST_TYPED {
                    return Err(expansion::damaged(name));
                }
            }
            Ok(Go::On)
        })?;
        Ok(found)
    };
    listed.into_iter().map(typed).collect()
}

/// The sheets of a workbook, and whether each has anything in it.
fn sheets_of(name: &str, bytes: &[u8]) -> Result<Vec<(Listed, bool)>, Refusal> {
    let mut found: Vec<(Listed, bool)> = Vec::new();
    walk(name, bytes, &mut |seen| {
        match seen {
            Seen::Sheet(sheet) => found.push((sheet, false)),
            Seen::Row(_) => {
                if let Some((_, begins)) = found.last_mut() {
                    *begins = true;
                }
                return Ok(Go::NextSheet);
            }
        }
        Ok(Go::On)
    })?;
    if found.is_empty() { Err(expansion::damaged(name)) } else { Ok(found) }
}

/// Goes through the rows of one sheet that have anything in them.
fn each_row(
    name: &str,
    bytes: &[u8],
    wanted: &str,
    mut visit: impl FnMut(&Row<'_>) -> Result<Go, Refusal>,
) -> Result<(), Refusal> {
    let mut inside = false;
    walk(name, bytes, &mut |seen| match seen {
        Seen::Sheet(_) if inside => Ok(Go::Enough),
        Seen::Sheet(sheet) => {
            inside = sheet.name == wanted;
            Ok(if inside { Go::On } else { Go::NextSheet })
        }
        Seen::Row(row) => visit(&row),
    })
}

/// How much more may come of what a sheet says is repeated: a file of 2 KB can ask for all memory there is.
#[derive(Debug, Default)]
struct Room {
    cells: usize,
    bytes: usize,
}

impl Room {
    /// Takes the room of a row, as often as it is repeated.
    fn take(&mut self, name: &str, row: &Row<'_>) -> Result<(), Refusal> {
        let size = |cell: &Cell| if let Typed::Text(text) = &cell.value { text.len() } else { 0 };
        let bytes: usize = row.cells.iter().map(|(_, cell)| size(cell)).sum();
        let times = row.repeated as usize;
        self.cells = self.cells.saturating_add(row.cells.len().saturating_mul(times));
        self.bytes = self.bytes.saturating_add(bytes.saturating_mul(times));
        if self.cells > Grid::MOST_CELLS || self.bytes > MOST_REPEATED {
            return Err(expansion::too_large(name));
        }
        Ok(())
    }
}

/// What a walk comes upon.
enum Seen<'a> {
    Sheet(Listed),
    /// A row with something in it.
    Row(Row<'a>),
}

struct Row<'a> {
    /// From 0.
    number: u32,
    /// How many rows are like this one, itself included.
    repeated: u32,
    hidden: bool,
    /// Cells that are not blank, by column.
    cells: &'a [(u32, Cell)],
}

#[derive(Clone, Debug)]
struct Cell {
    value: Typed,
    /// Rows that it is merged over.
    rows: u32,
}

/// Where a walk goes from here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Go {
    On,
    NextSheet,
    Enough,
}

type Visit<'a> = dyn FnMut(Seen<'_>) -> Result<Go, Refusal> + 'a;

/// Goes through a workbook once, sheet by sheet and row by row.
fn walk(name: &str, bytes: &[u8], visit: &mut Visit<'_>) -> Result<(), Refusal> {
    let damaged = || expansion::damaged(name);
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged())?;
    let part = archive.by_name(expansion::CONTENT).map_err(|_| damaged())?;
    let mut xml = Reader::from_reader(BufReader::new(part));
    xml.config_mut().expand_empty_elements = true;
    Walk { xml, buffer: Vec::new(), hidden: Vec::new(), visit }.document().map_err(|stop| match stop {
        Stop::Damaged => damaged(),
        Stop::TooLarge => expansion::too_large(name),
        Stop::Refused(refusal) => refusal,
    })
}

/// Why a walk went no further.
enum Stop {
    Damaged,
    TooLarge,
    Refused(Refusal),
}

impl From<Refusal> for Stop {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}

impl From<quick_xml::Error> for Stop {
    fn from(_: quick_xml::Error) -> Self {
        Self::Damaged
    }
}

struct Walk<'a, R> {
    xml: Reader<R>,
    buffer: Vec<u8>,
    /// Styles of sheets that are not shown.
    hidden: Vec<String>,
    visit: &'a mut Visit<'a>,
}

impl<R: BufRead> Walk<'_, R> {
    fn next(&mut self) -> Result<Event<'static>, Stop> {
        self.buffer.clear();
        match self.xml.read_event_into(&mut self.buffer)? {
            Event::Eof => Err(Stop::Damaged),
            event => Ok(event.into_owned()),
        }
    }

    /// Passes by what is in `depth` open elements.
    fn leave(&mut self, mut depth: usize) -> Result<(), Stop> {
        while depth > 0 {
            match self.next()? {
                Event::Start(_) => depth += 1,
                Event::End(_) => depth -= 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn document(mut self) -> Result<(), Stop> {
        let mut depth = 0;
        loop {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "office:document-content" | "office:automatic-styles" | "office:body" | "office:spreadsheet" => {
                        depth += 1;
                    }
                    "style:style" => self.style(&tag)?,
                    "table:table" => {
                        if self.sheet(&tag)? == Go::Enough {
                            return Ok(());
                        }
                    }
                    _ => self.leave(1)?,
                },
                Event::End(_) => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(());
                    }
                }
                _ => {}
            }
        }
    }

    fn style(&mut self, tag: &BytesStart<'_>) -> Result<(), Stop> {
        let name = attribute(tag, "style:name")?;
        loop {
            match self.next()? {
                Event::Start(tag) => {
                    let shown = attribute(&tag, "table:display")?;
                    if tag.name().as_ref() == "style:table-properties" && shown.as_deref() == Some("false") {
                        self.hidden.extend(name.clone());
                    }
                    self.leave(1)?;
                }
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    fn sheet(&mut self, tag: &BytesStart<'_>) -> Result<Go, Stop> {
        let name = attribute(tag, "table:name")?.unwrap_or_default();
        let style = attribute(tag, "table:style-name")?;
        let visible = !style.is_some_and(|style| self.hidden.contains(&style));
        let mut cells = Vec::new();
        let mut number: u32 = 0;
        let mut depth = 1;
        let mut go = (self.visit)(Seen::Sheet(Listed { name, visible }))?;
        while go == Go::On {
            match self.next()? {
                Event::Start(tag) => match tag.name().as_ref() {
                    "table:table-row" => {
                        let repeated = times(&tag, "table:number-rows-repeated")?;
                        let shown = attribute(&tag, "table:visibility")?;
                        let hidden = shown.is_some_and(|shown| matches!(&*shown, "collapse" | "filter"));
                        self.row(&mut cells)?;
                        if !cells.is_empty() {
                            go = (self.visit)(Seen::Row(Row { number, repeated, hidden, cells: &cells }))?;
                        }
                        number = number.saturating_add(repeated);
                    }
                    "table:table-rows" | "table:table-header-rows" | "table:table-row-group" => depth += 1,
                    _ => self.leave(1)?,
                },
                Event::End(_) => {
                    depth -= 1;
                    if depth == 0 {
                        return Ok(Go::On);
                    }
                }
                _ => {}
            }
        }
        if go == Go::NextSheet {
            self.leave(depth)?;
        }
        Ok(go)
    }

    /// The cells of a row that are not blank.
    fn row(&mut self, cells: &mut Vec<(u32, Cell)>) -> Result<(), Stop> {
        cells.clear();
        let mut column: u32 = 0;
        let mut bytes = 0;
        loop {
            match self.next()? {
                Event::Start(tag) if matches!(tag.name().as_ref(), "table:table-cell" | "table:covered-table-cell") => {
                    let repeated = times(&tag, "table:number-columns-repeated")?;
                    let rows = times(&tag, "table:number-rows-spanned")?;
                    let next = column.saturating_add(repeated);
                    if let Some(value) = self.value(&tag)? {
                        if next as usize > Grid::MOST_COLUMNS {
                            return Err(Stop::Damaged);
                        }
                        if let Typed::Text(text) = &value {
                            bytes += text.len() * (repeated as usize - 1);
                        }
                        if bytes > LONGEST {
                            return Err(Stop::TooLarge);
                        }
                        cells.extend((column..next).map(|column| (column, Cell { value: value.clone(), rows })));
                    }
                    column = next;
                }
                Event::Start(_) => self.leave(1)?,
                Event::End(_) => return Ok(()),
                _ => {}
            }
        }
    }

    /// What a cell holds, unless it is blank.
    fn value(&mut self, tag: &BytesStart<'_>) -> Result<Option<Typed>, Stop> {
        let kind = attribute(tag, "office:value-type")?;
        let failed = attribute(tag, "calcext:value-type")?.as_deref() == Some("error");
        let formula = attribute(tag, "table:formula")?.is_some();
        let (shown, written) = self.shown()?;
        let given = |key: &str| attribute(tag, key);
        let text = match kind.as_deref() {
            // Spreadsheets without this mark show the error as the text of the formula.
            _ if failed || (formula && is_error(&shown)) => return Ok(Some(Typed::Failed)),
            Some("float" | "percentage" | "currency") => {
                let number = given("office:value")?.and_then(|value| value.trim().parse().ok());
                return Ok(Some(number.filter(|number: &f64| number.is_finite()).map_or(Typed::Failed, Typed::Number)));
            }
            Some("date") => given("office:date-value")?.map_or(shown, |date| date_written(&date)),
            Some("time") => match given("office:time-value")?.as_deref().and_then(days) {
                Some(days) => return Ok(Some(Typed::Number(days))),
                None => shown,
            },
            Some("boolean") => match given("office:boolean-value")?.as_deref() {
                Some("true") => "TRUE".to_owned(),
                Some("false") => "FALSE".to_owned(),
                _ => shown,
            },
            _ => given("office:string-value")?.filter(|text| !text.is_empty()).unwrap_or(shown),
        };
        let text = text.trim();
        // What a program calculated has the kind of its value or a paragraph, even where that is an empty text.
        let nothing = (formula && kind.is_none() && !written).then_some(Typed::NotCalculated);
        Ok(if text.is_empty() { nothing } else { Some(Typed::Text(text.to_owned())) })
    }

    /// The text that a cell shows, up to its end, and whether it has any paragraph; remarks and pictures in it are none.
    fn shown(&mut self) -> Result<(String, bool), Stop> {
        let mut text = String::new();
        let mut paragraphs = 0;
        let mut depth = 0;
        loop {
            match self.next()? {
                Event::Start(tag) => match (depth, tag.name().as_ref()) {
                    (0, "text:p" | "text:h") => {
                        if paragraphs > 0 {
                            text.push('\n');
                        }
                        paragraphs += 1;
                        depth = 1;
                    }
                    (1.., "text:s") => {
                        let count = times(&tag, "text:c")? as usize;
                        text.extend(std::iter::repeat_n(' ', count.min(LONGEST)));
                        self.leave(1)?;
                    }
                    (1.., "text:tab") => {
                        text.push('\t');
                        self.leave(1)?;
                    }
                    (1.., "text:line-break") => {
                        text.push('\n');
                        self.leave(1)?;
                    }
                    (1.., "text:span" | "text:a" | "text:ruby" | "text:ruby-base") => depth += 1,
                    _ => self.leave(1)?,
                },
                // Lines of the file are none of the text.
                Event::Text(part) if depth > 0 => text.push_str(&part.xml10_content().replace(['\n', '\t'], " ")),
                Event::CData(part) if depth > 0 => text.push_str(&part.xml10_content()),
                Event::GeneralRef(part) if depth > 0 => referred(&part, &mut text)?,
                Event::End(_) if depth == 0 => return Ok((text, paragraphs > 0)),
                Event::End(_) => depth -= 1,
                _ => {}
            }
            if text.len() > LONGEST {
                return Err(Stop::TooLarge);
            }
        }
    }
}

/// Adds the sign that `&…;` stands for.
fn referred(part: &BytesRef<'_>, text: &mut String) -> Result<(), Stop> {
    if let Some(sign) = part.resolve_char_ref()? {
        text.push(sign);
        return Ok(());
    }
    let known = quick_xml::escape::resolve_predefined_entity(part);
    text.push_str(known.ok_or(Stop::Damaged)?);
    Ok(())
}

/// The value of an attribute, if the element has it.
fn attribute(tag: &BytesStart<'_>, key: &str) -> Result<Option<String>, Stop> {
    for attribute in tag.attributes().with_checks(false) {
        let attribute = attribute.map_err(|_| Stop::Damaged)?;
        if attribute.key.as_ref() == key {
            return Ok(Some(attribute.normalized_value(quick_xml::XmlVersion::Implicit1_0)?.into_owned()));
        }
    }
    Ok(None)
}

/// How often an attribute says that something is there: at least once.
fn times(tag: &BytesStart<'_>, key: &str) -> Result<u32, Stop> {
    let Some(value) = attribute(tag, key)? else { return Ok(1) };
    let count: u32 = value.trim().parse().map_err(|_| Stop::Damaged)?;
    Ok(count.max(1))
}

/// Whether a formula gave an error, by what it shows.
fn is_error(shown: &str) -> bool {
    let shown = shown.trim();
    matches!(shown, "#N/A" | "#DIV/0!" | "#VALUE!" | "#REF!" | "#NAME?" | "#NUM!" | "#NULL!")
        || shown.strip_prefix("Err:").is_some_and(|code| code.bytes().all(|byte| byte.is_ascii_digit()))
}

/// A date as workbooks of the other kind are written: `1985-03-15`, with the time behind it if there is one.
fn date_written(date: &str) -> String {
    match date.trim().split_once('T') {
        Some((day, time)) => {
            let time = time.split(['.', ',']).next().unwrap_or_default();
            if matches!(time, "" | "00:00:00") { day.to_owned() } else { format!("{day} {time}") }
        }
        None => date.trim().to_owned(),
    }
}

/// A duration such as `PT12H30M00S` in days, as the other workbooks hold it.
fn days(duration: &str) -> Option<f64> {
    let mut rest = duration.trim().strip_prefix("PT")?;
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let end = rest.find(|sign: char| sign.is_ascii_uppercase())?;
        let (number, behind) = rest.split_at(end);
        let unit = match behind.get(..1)? {
            "H" => 3600.0,
            "M" => 60.0,
            "S" => 1.0,
            _ => return None,
        };
        seconds += number.replace(',', ".").parse::<f64>().ok().filter(|number| number.is_finite())? * unit;
        rest = behind.get(1..)?;
    }
    Some(seconds / 86_400.0)
}
