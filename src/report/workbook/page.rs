//! A sheet while it is written: cells by what they are, and numbers remembered for the formulas that use them.

use std::collections::BTreeMap;

use rust_xlsxwriter::{
    Color, ConditionalFormatCell, ConditionalFormatCellRule, Format, Formula, ProtectionOptions, Url, Worksheet,
    XlsxError,
};
use unicode_width::UnicodeWidthStr as _;

use crate::report::table::{Column, Table};
use crate::report::words::Words;
use crate::words::Language;

use super::charts::{self, Plan};
use super::live::{Live, Numbers, Place, Sheet};
use super::style::{self, Look};

/// A4 and A3, as spreadsheets number them.
const PAPERS: [u8; 2] = [9, 8];
/// What of them can be printed on, across: breadth and height in points.
const ROOMS: [(f64, f64); 2] = [(770.0, 490.0), (1118.0, 737.0)];
/// Characters that can be read beside each other on each, across.
const READABLE: [f64; 2] = [215.0, 330.0];
/// A pixel in points.
const POINTS: f64 = 0.75;
/// Most that a header holds; a longer one would be left out.
const HEADER: usize = 255;
/// Least part of its height to which a chart is lowered.
const LOWEST: f64 = 0.55;
/// Height of a line of text, in points.
const LINE: f64 = 15.5;

/// The formats made so far.
#[derive(Debug)]
struct Styles {
    language: Language,
    known: Vec<(Look, Format)>,
}

impl Styles {
    fn of(&mut self, look: Look) -> &Format {
        let place = self.known.iter().position(|(known, _)| *known == look).unwrap_or_else(|| {
            self.known.push((look, style::format(look, self.language)));
            self.known.len() - 1
        });
        &self.known[place].1
    }
}

pub(super) struct Page<'a> {
    pub(super) sheet: Sheet,
    pub(super) worksheet: Worksheet,
    pub(super) words: &'a Words,
    pub(super) numbers: &'a mut Numbers,
    styles: Styles,
    /// Widths of the columns, in characters.
    widths: Vec<f64>,
    /// Heights of rows that hold more than one line, in points: nobody fits them to what was wrapped.
    heights: BTreeMap<u32, f64>,
    /// Rows that begin a printed page.
    breaks: Vec<u32>,
    /// Rows that every printed page repeats.
    repeated: Option<(u32, u32)>,
    upright: bool,
    /// Whether it holds several tables, so that pages repeat its title and not the heads of the first.
    several: bool,
}

impl<'a> Page<'a> {
    /// An empty sheet with columns of these widths.
    pub(super) fn new(
        sheet: Sheet,
        words: &'a Words,
        numbers: &'a mut Numbers,
        widths: Vec<f64>,
    ) -> Result<Self, XlsxError> {
        let mut worksheet = Worksheet::new();
        let title = words.word(sheet.word());
        worksheet.set_name(&title)?.set_screen_gridlines(false).set_tab_color(Color::RGB(style::DARK));
        numbers.titles.insert(sheet, title);
        let styles = Styles { language: words.language(), known: Vec::new() };
        Ok(Self {
            sheet,
            worksheet,
            words,
            numbers,
            styles,
            widths,
            heights: BTreeMap::new(),
            breaks: Vec::new(),
            repeated: None,
            upright: false,
            several: false,
        })
    }

    pub(super) fn place(&self, row: u32, column: u16) -> Place {
        Place::new(self.sheet, row, column)
    }

    pub(super) fn text(&mut self, row: u32, column: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        let text = &*crate::words::lines(text);
        let wraps = [Look::Label, Look::Indented, Look::Strong, Look::Total, Look::Wrapped, Look::Right, Look::Heading];
        if wraps.contains(&look) {
            let room = self.widths.get(usize::from(column)).copied().unwrap_or(10.0)
                - if matches!(look, Look::Indented | Look::Wrapped) { 2.0 } else { 0.5 };
            let heavy = if matches!(look, Look::Strong | Look::Total | Look::Heading) { 1.08 } else { 1.0 };
            self.height(row, lines(text, room / heavy));
        }
        self.worksheet.write_string_with_format(row, column, text, self.styles.of(look))?;
        Ok(())
    }

    /// Room for so many lines in a row.
    fn height(&mut self, row: u32, lines: f64) {
        if lines > 1.0 {
            let height = self.heights.entry(row).or_insert(0.0);
            *height = height.max(LINE * lines + 2.0);
        }
    }

    /// Room in a column for a number: what does not fit is shown as `###`.
    fn hold(&mut self, column: u16, value: f64, look: Look) {
        if let Some(own) = self.widths.get_mut(usize::from(column)) {
            *own = own.max(style::room(value, look));
        }
    }

    pub(super) fn word(&mut self, row: u32, column: u16, id: &str, look: Look) -> Result<(), XlsxError> {
        let text = self.words.word(id);
        self.text(row, column, &text, look)
    }

    /// A number as it is; remembered.
    pub(super) fn number(&mut self, row: u32, column: u16, value: f64, look: Look) -> Result<Place, XlsxError> {
        let place = self.place(row, column);
        self.numbers.values.insert(place, value);
        self.hold(column, value, look);
        self.worksheet.write_number_with_format(row, column, value, self.styles.of(look))?;
        Ok(place)
    }

    /// A formula with what it gives; remembered.
    pub(super) fn live(
        &mut self,
        row: u32,
        column: u16,
        live: impl Into<Live>,
        look: Look,
    ) -> Result<Place, XlsxError> {
        let live = live.into();
        let (place, value) = (self.place(row, column), live.value(self.numbers));
        let formula = Formula::new(live.text(self.sheet, self.numbers)).set_result(value.to_string());
        self.numbers.values.insert(place, value);
        self.hold(column, value, look);
        self.worksheet.write_formula_with_format(row, column, formula, self.styles.of(look))?;
        Ok(place)
    }

    /// A formula that [`Live`] does not know, with the number it gives.
    pub(super) fn given(
        &mut self,
        row: u32,
        column: u16,
        formula: &str,
        value: f64,
        look: Look,
    ) -> Result<(), XlsxError> {
        let formula = Formula::new(formula).set_result(value.to_string());
        self.numbers.values.insert(self.place(row, column), value);
        self.hold(column, value, look);
        self.worksheet.write_formula_with_format(row, column, formula, self.styles.of(look))?;
        Ok(())
    }

    /// Whether a difference is none, to the yuan.
    pub(super) fn verdict(&mut self, row: u32, column: u16, difference: Place) -> Result<(), XlsxError> {
        let (yes, no) = (self.words.word("book-agrees"), self.words.word("book-differs"));
        let result = if self.numbers.at(difference).abs() < 0.5 { &yes } else { &no };
        let cell = self.numbers.reference(self.sheet, difference);
        let formula = Formula::new(format!("IF(ABS({cell})<0.5,\"{yes}\",\"{no}\")")).set_result(result);
        self.worksheet.write_formula_with_format(row, column, formula, self.styles.of(Look::Verdict))?;
        for (text, ink, ground) in [(yes, 0x1E_6B4F, 0xDD_F0E6), (no, 0x9C_1C12, 0xF9_DAD5)] {
            let rule = ConditionalFormatCell::new()
                .set_rule(ConditionalFormatCellRule::EqualTo(text))
                .set_format(Format::new().set_font_color(Color::RGB(ink)).set_background_color(Color::RGB(ground)));
            self.worksheet.add_conditional_format(row, column, row, column, &rule)?;
        }
        Ok(())
    }

    /// A dash where there is no number, in the looks of its row.
    pub(super) fn nothing(&mut self, row: u32, column: u16, look: Look) -> Result<(), XlsxError> {
        self.text(row, column, "–", look)
    }

    /// Empty cells in the looks of a row.
    pub(super) fn blank(&mut self, row: u32, from: u16, to: u16, look: Look) -> Result<(), XlsxError> {
        for column in from..=to {
            self.worksheet.write_blank(row, column, self.styles.of(look))?;
        }
        Ok(())
    }

    /// A link to the beginning of another sheet.
    pub(super) fn link(&mut self, row: u32, column: u16, title: &str) -> Result<(), XlsxError> {
        let target = format!("internal:'{}'!A1", title.replace('\'', "''"));
        let url = Url::new(target).set_text(title);
        self.worksheet.write_url_with_format(row, column, url, self.styles.of(Look::Link))?;
        Ok(())
    }

    /// The title of the sheet and the sentences under it; returns the next free row.
    pub(super) fn opening(&mut self, title: &str, notes: &[String]) -> Result<u32, XlsxError> {
        self.text(0, 0, title, Look::Title)?;
        self.worksheet.set_row_height(0, 26)?;
        let mut row = 1;
        for note in notes {
            self.note(row, note)?;
            row += 1;
        }
        Ok(row + 1)
    }

    /// A heading within the sheet.
    pub(super) fn subtitle(&mut self, row: u32, id: &str) -> Result<(), XlsxError> {
        self.word(row, 0, id, Look::Subtitle)?;
        self.worksheet.set_row_height(row, 22)?;
        Ok(())
    }

    /// A paragraph across all columns, as high as it needs.
    pub(super) fn note(&mut self, row: u32, text: &str) -> Result<(), XlsxError> {
        let last = self.widths.len() as u16 - 1;
        self.across(row, 0, last, text, Look::Note)
    }

    /// A text across columns, as high as it needs.
    pub(super) fn across(&mut self, row: u32, from: u16, to: u16, text: &str, look: Look) -> Result<(), XlsxError> {
        let room: f64 = self.widths[usize::from(from)..=usize::from(to)].iter().sum();
        let text = &*crate::words::lines(text);
        if from == to {
            self.text(row, from, text, look)?;
        } else {
            self.worksheet.merge_range(row, from, row, to, text, self.styles.of(look))?;
        }
        self.height(row, lines(text, room));
        Ok(())
    }

    /// The heads of columns from `first` on, as high as the longest needs.
    pub(super) fn headings(&mut self, row: u32, first: u16, heads: &[String]) -> Result<(), XlsxError> {
        for (offset, head) in heads.iter().enumerate() {
            self.text(row, first + offset as u16, head, Look::Heading)?;
        }
        Ok(())
    }

    /// One head over several columns.
    pub(super) fn group(&mut self, row: u32, from: u16, to: u16, text: &str) -> Result<(), XlsxError> {
        if from == to {
            return self.text(row, from, text, Look::Heading);
        }
        let text = &*crate::words::lines(text);
        self.worksheet.merge_range(row, from, row, to, text, self.styles.of(Look::Heading))?;
        Ok(())
    }

    /// A table of the view: what its cells say as numbers, where they do. Returns the row below.
    pub(super) fn table(&mut self, mut row: u32, table: &Table) -> Result<u32, XlsxError> {
        let heads: Vec<String> = table.columns.iter().flat_map(Column::titles).cloned().collect();
        self.headings(row, 0, &heads)?;
        row += 1;
        for one in &table.rows {
            let (mut at, mut numeric) = (0, false);
            for (column, cell) in table.columns.iter().zip(&one.cells) {
                let look = match one.kind {
                    _ if column.numeric => Look::Right,
                    // Apart from the number before it.
                    _ if numeric => Look::Indented,
                    "reading" if at == 0 => Look::Indented,
                    "total" if at == 0 => Look::Strong,
                    _ => Look::Label,
                };
                if cell.exact.is_empty() {
                    self.text(row, at, &cell.text, look)?;
                }
                for (value, place) in cell.exact.iter().zip(at..) {
                    let plain = if cell.bar.is_some() { Look::Share } else { Look::Plain(decimals(*value)) };
                    if value.is_finite() {
                        self.number(row, place, *value, plain)?;
                    } else {
                        self.nothing(row, place, Look::Nothing)?;
                    }
                }
                at += column.titles().len() as u16;
                numeric = column.numeric;
            }
            row += 1;
            for note in &one.notes {
                self.note(row, note)?;
                row += 1;
            }
        }
        if !table.note.is_empty() {
            self.note(row, &table.note)?;
            row += 1;
        }
        Ok(row)
    }

    /// A row that begins a printed page.
    pub(super) fn break_before(&mut self, row: u32) {
        self.breaks.push(row);
    }

    /// Begins a printed page with this row where so many from it on would not fit on the one before.
    pub(super) fn together(&mut self, row: u32, rows: u32) {
        if f64::from(rows) * LINE > self.rest(row) {
            self.break_before(row);
        }
    }

    /// A chart, no broader than the sheet is printed, and a little lower where it so fits on the page that is begun. Returns
    /// the next free row.
    pub(super) fn chart(&mut self, row: u32, column: u16, plan: &Plan<'_>) -> Result<u32, XlsxError> {
        let (width, wanted) = plan.size;
        let rest = (self.rest(row) / POINTS) as u32;
        let height = if (f64::from(rest)) < f64::from(wanted) * LOWEST {
            self.break_before(row);
            wanted
        } else {
            wanted.min(rest.saturating_sub(8))
        };
        let plan = Plan { size: (width.min(self.breadth().saturating_sub(8)), height), ..plan.clone() };
        let chart = &charts::chart(&plan, self.numbers);
        self.worksheet.insert_chart_with_offset(row, column, chart, 4, 4)?;
        Ok(row + (f64::from(height) * POINTS / LINE).ceil() as u32 + 1)
    }

    /// Says before a chart which rows every printed page will repeat.
    pub(super) const fn repeats(&mut self, first: u32, last: u32) {
        self.repeated = Some((first, last));
    }

    /// Printed on upright pages.
    pub(super) const fn upright(mut self) -> Self {
        self.upright = true;
        self
    }

    /// Holds several tables with heads of their own.
    pub(super) const fn several(mut self) -> Self {
        self.several = true;
        self
    }

    /// Pixels that the columns take together.
    fn breadth(&self) -> u32 {
        self.widths.iter().map(|width| (width * 7.0 + 5.0) as u32).sum()
    }

    /// The paper that it is printed on.
    fn paper(&self) -> usize {
        usize::from(self.widths.iter().sum::<f64>() > READABLE[0])
    }

    /// How much of the printed page on which a row stands is left from there on, about, in points.
    fn rest(&self, row: u32) -> f64 {
        let (breadth, height) = ROOMS[self.paper()];
        let page = height / (breadth / (f64::from(self.breadth()) * POINTS)).min(1.0);
        let begun = self.breaks.iter().copied().filter(|begun| *begun <= row).max();
        let tall = |row: u32| self.heights.get(&row).copied().unwrap_or(LINE);
        let heads: f64 = self.repeated.map_or(0.0, |(first, last)| (first..=last).map(tall).sum());
        let above: f64 = (begun.unwrap_or(0)..row).map(tall).sum();
        // The first page has its heads among its rows.
        let (first, later) = (if begun.is_some() { page - heads } else { page }, page - heads);
        if above <= first { first - above } else { later - (above - first) % later }
    }

    /// How the sheet is shown, protected and printed: `heads` are the rows that stay, `still` the columns.
    pub(super) fn finish(
        mut self,
        last_row: u32,
        heads: Option<(u32, u32)>,
        still: u16,
        running: &str,
    ) -> Result<Worksheet, XlsxError> {
        let last_column = self.widths.len() as u16 - 1;
        let title = escaped(&self.words.word(self.sheet.word()));
        let running = shortened(running, HEADER - title.encode_utf16().count() - "&L&R".len());
        let page = self.words.word("book-page");
        self.worksheet.set_page_breaks(&self.breaks)?;
        for (column, width) in self.widths.iter().enumerate() {
            self.worksheet.set_column_width(column as u16, *width)?;
        }
        for (row, height) in &self.heights {
            self.worksheet.set_row_height(*row, *height)?;
        }
        match heads {
            Some((first, last)) => {
                let (from, to) = if self.several { (0, 0) } else { (first, last) };
                self.worksheet.set_freeze_panes(last + 1, still)?.set_repeat_rows(from, to)?;
            }
            None => {
                self.worksheet.set_repeat_rows(0, 0)?;
            }
        }
        // Where even a large page would be too small to read, several stand beside each other.
        let paper = PAPERS[self.paper()];
        let pages = (self.widths.iter().sum::<f64>() / READABLE[self.paper()]).ceil().max(1.0) as u16;
        if pages > 1 && still > 0 {
            self.worksheet.set_repeat_columns(0, still - 1)?;
        }
        if self.upright {
            self.worksheet.set_portrait();
        } else {
            self.worksheet.set_landscape();
        }
        // Without a password: against slips, not against anybody.
        let open = ProtectionOptions {
            format_columns: true,
            format_rows: true,
            use_autofilter: true,
            ..ProtectionOptions::default()
        };
        self.worksheet
            .protect_with_options(&open)
            .set_paper_size(paper)
            .set_print_fit_to_pages(pages, 0)
            .set_margins(0.5, 0.5, 0.75, 0.7, 0.3, 0.3)
            .set_header(format!("&L{running}&R{title}"))
            .set_footer(format!("&C{page}"))
            .set_print_area(0, 0, last_row, last_column)?;
        Ok(self.worksheet)
    }
}

/// What headers take as their own signs. A bracket behind an ampersand would begin the name of a field.
fn escaped(text: &str) -> String {
    crate::words::one_line(text).replace("&[", "& [").replace('&', "&&")
}

/// As much of a text as fits into `room`, [`escaped`]; counted as spreadsheets count.
fn shortened(text: &str, room: usize) -> String {
    let size = |text: &str| text.encode_utf16().count();
    let whole = escaped(text);
    if size(&whole) <= room {
        return whole;
    }
    let mut cut = String::new();
    for one in text.chars() {
        let longer = format!("{cut}{one}");
        if size(&escaped(&longer)) >= room {
            break;
        }
        cut = longer;
    }
    escaped(&cut) + "…"
}

/// Lines that a text takes in columns of a width together.
fn lines(text: &str, room: f64) -> f64 {
    // Widths are measured in digits; letters are narrower on the average, and lines break before words.
    text.lines().map(|line| (line.width() as f64 * 0.96 / room.max(4.0)).ceil().max(1.0)).sum::<f64>().max(1.0)
}

/// As many places as a number of its size is known to.
fn decimals(value: f64) -> u8 {
    match value.abs() {
        size if size < 1e-9 => 0,
        size if size >= 1000.0 || value.fract() == 0.0 => 0,
        size if size >= 10.0 => 1,
        size if size >= 1.0 => 2,
        _ => 4,
    }
}
