//! A brief as a document that offices edit (`.docx`), on A4, in the faces of an official report.
//!
//! The same brief gives the same bytes: numbers of paragraphs are counted here, and no clock is read.

use std::io::Cursor;

use docx_rs::{
    AlignmentType, BorderType, Docx, Footer, LineSpacing, LineSpacingType, PageMargin, PageNum, Paragraph, Run,
    RunFonts, SpecialIndentType, Style, StyleType, Table as Grid, TableBorder, TableBorderPosition, TableBorders,
    TableCell, TableCellMargins, TableLayoutType, TableRow, VAlignType, WidthType,
};
use unicode_width::UnicodeWidthStr as _;

use crate::words::Language;

use super::brief::{Brief, Section};
use super::table::{Cell, Column, Table};
use super::words::Words;

/// A4 and its margins, in twentieths of a point.
const PAGE: (u32, u32) = (11_906, 16_838);
const SIDE: u32 = 1_418;
const TOP: i32 = 1_247;
const BOTTOM: i32 = 1_134;
/// What there is between the margins.
const WIDTH: usize = (PAGE.0 - 2 * SIDE) as usize;
/// Sizes, in half points.
const TITLE: usize = 36;
const HEADING: usize = 26;
const BODY: usize = 22;
/// What is read in English: two pages hold more of smaller letters, and of closer lines, in points.
const ENGLISH: (usize, i32) = (21, 15);
const CHINESE: (usize, i32) = (BODY, 16);
const CELLS: usize = 17;
const QUIET: usize = 15;
/// Narrowest and widest that a column is taken to be, in letters.
const LETTERS: (usize, usize) = (6, 32);
/// What stands free on both sides of a column, in letters.
const MARGINS: usize = 3;
/// The breadth of a digit in a table, half as broad as it is tall, in twentieths of a point.
const DIGIT: usize = CELLS * 5;
/// No document says when it was made: the same run gives the same bytes.
const TIME: &str = "1980-01-01T00:00:00Z";

/// Why a document could not be made: a mistake of the program, not of the user.
#[derive(Debug, thiserror::Error)]
#[error("the brief could not be written as a document: {0}")]
pub struct DocumentError(String);

/// The brief as the bytes of a document.
///
/// # Errors
/// If the archive cannot be written.
pub fn document(brief: &Brief, words: &Words) -> Result<Vec<u8>, DocumentError> {
    let read = match words.language() {
        Language::Chinese => CHINESE,
        Language::English => ENGLISH,
    };
    let mut writer = Writer { faces: Faces::of(words), read, paragraphs: 0 };
    let mut docx = writer.opened();
    let title = writer.paragraph("Title").add_run(Run::new().add_text(&brief.title));
    let lead = writer.body(&brief.lead);
    docx = docx.add_paragraph(title).add_paragraph(lead);
    for section in &brief.sections {
        docx = writer.section(docx, section);
    }
    docx = docx.add_paragraph(writer.line("Body", &words.word("brief-enclosed")));
    for (number, enclosed) in (1..).zip(&brief.enclosures) {
        let values = [("n", number.to_string()), ("name", enclosed.clone())];
        let values = values.each_ref().map(|(name, value)| (*name, value.as_str()));
        docx = docx.add_paragraph(writer.body(&words.with("brief-enclosed-one", &values)));
    }
    for line in [&brief.office, &brief.date] {
        docx = docx.add_paragraph(writer.line("Body", line).align(AlignmentType::Right));
    }
    docx = docx.add_paragraph(writer.line("Note", &brief.made));
    let mut bytes = Cursor::new(Vec::new());
    docx.pack(&mut bytes).map_err(|error| DocumentError(error.to_string()))?;
    Ok(bytes.into_inner())
}

/// The faces of a language: titles, headings, what is read, and tables.
struct Faces {
    title: RunFonts,
    heading: RunFonts,
    body: RunFonts,
    table: RunFonts,
}

impl Faces {
    /// Those that offices are told to use; where one is missing, the program that opens the document takes its own.
    fn of(words: &Words) -> Self {
        let latin = words.word("document-face-latin");
        let face = |id: &str| RunFonts::new().ascii(&latin).hi_ansi(&latin).cs(&latin).east_asia(words.word(id));
        Self {
            title: face("document-face-title"),
            heading: face("document-face-heading"),
            body: face("document-face-body"),
            table: face("document-face-table"),
        }
    }
}

struct Writer {
    faces: Faces,
    /// The letters of what is read, and its lines.
    read: (usize, i32),
    /// How many paragraphs there are so far: each has its number.
    paragraphs: u32,
}

impl Writer {
    /// A document with its styles, its page and its footer.
    fn opened(&mut self) -> Docx {
        let exact = |points: i32| LineSpacing::new().line_rule(LineSpacingType::AtLeast).line(points * 20);
        let style = |id: &str, name: &str, size, face: &RunFonts| {
            Style::new(id, StyleType::Paragraph).name(name).size(size).fonts(face.clone())
        };
        let page_number = Run::new().add_text("— ");
        let number = self.paragraph("Note").align(AlignmentType::Center).add_run(page_number);
        let number = number.add_page_num(PageNum::new()).add_run(Run::new().add_text(" —"));
        let faces = &self.faces;
        Docx::new()
            .created_at(TIME)
            .updated_at(TIME)
            .page_size(PAGE.0, PAGE.1)
            .page_margin(
                PageMargin::new().top(TOP).bottom(BOTTOM).left(SIDE as i32).right(SIDE as i32).footer(567).header(567),
            )
            .default_fonts(faces.body.clone())
            .default_size(BODY)
            .add_style(
                style("Title", "Title", TITLE, &faces.title)
                    .align(AlignmentType::Center)
                    .bold()
                    .line_spacing(exact(24).after(160)),
            )
            .add_style(
                style("Heading1", "heading 1", HEADING, &faces.heading)
                    .bold()
                    .outline_lvl(0)
                    .line_spacing(exact(17).before(100).after(40)),
            )
            .add_style(
                style("Body", "Body", self.read.0, &faces.body)
                    .align(AlignmentType::Both)
                    .line_spacing(exact(self.read.1)),
            )
            .add_style(style("Caption", "caption", CELLS, &faces.table).line_spacing(exact(11).before(60).after(20)))
            .add_style(style("Cell", "Cell", CELLS, &faces.table).line_spacing(exact(10)))
            .add_style(style("Note", "Note", QUIET, &faces.table).color("595959").line_spacing(exact(10).before(30)))
            .footer(Footer::new().add_paragraph(number))
    }

    fn paragraph(&mut self, style: &str) -> Paragraph {
        self.paragraphs += 1;
        Paragraph::new().id(format!("{:08x}", self.paragraphs)).style(style)
    }

    fn line(&mut self, style: &str, text: &str) -> Paragraph {
        self.paragraph(style).add_run(Run::new().add_text(text))
    }

    /// What is read, its first line indented by two letters.
    fn body(&mut self, text: &str) -> Paragraph {
        let indent = SpecialIndentType::FirstLine(BODY as i32 * 20);
        self.line("Body", text).indent(None, Some(indent), None, None)
    }

    fn section(&mut self, mut docx: Docx, section: &Section) -> Docx {
        docx = docx.add_paragraph(self.line("Heading1", &section.title).keep_next(true));
        for paragraph in &section.paragraphs {
            docx = docx.add_paragraph(self.body(paragraph));
        }
        for (number, point) in (1..).zip(&section.points) {
            let text = format!("{number}. {point}");
            docx = docx.add_paragraph(self.body(&text));
        }
        if let Some(table) = &section.table {
            if !table.caption.is_empty() {
                docx = docx.add_paragraph(self.line("Caption", &table.caption).keep_next(true));
            }
            docx = docx.add_table(self.table(table));
            if !table.note.is_empty() {
                docx = docx.add_paragraph(self.line("Note", &table.note));
            }
        }
        docx
    }

    /// A table with lines above, below its head and below it, as printed tables have them.
    fn table(&mut self, table: &Table) -> Grid {
        let widths = widths(table);
        let head = table.columns.iter().zip(&widths).map(|(column, width)| {
            let align = if column.numeric { AlignmentType::Right } else { AlignmentType::Left };
            let text = Run::new().add_text(&column.title).bold();
            let title = self.paragraph("Cell").keep_next(true).align(align).add_run(text);
            cell(*width).vertical_align(VAlignType::Bottom).add_paragraph(title)
        });
        let mut rows = vec![TableRow::new(head.collect::<Vec<_>>()).cant_split()];
        for row in &table.rows {
            let is_total = row.kind == "total";
            let cells = row.cells.iter().zip(&widths).map(|(one, width)| self.cell(one, *width, is_total));
            rows.push(TableRow::new(cells.collect::<Vec<_>>()).cant_split());
        }
        let line =
            |position, size| TableBorder::new(position).border_type(BorderType::Single).size(size).color("595959");
        let borders = TableBorders::with_empty()
            .set(line(TableBorderPosition::Top, 8))
            .set(line(TableBorderPosition::Bottom, 8))
            .set(line(TableBorderPosition::InsideH, 2));
        Grid::new(rows)
            .set_grid(widths)
            .width(WIDTH, WidthType::Dxa)
            .layout(TableLayoutType::Fixed)
            .set_borders(borders)
            .margins(TableCellMargins::new().margin(20, 60, 20, 60))
    }

    fn cell(&mut self, one: &Cell, width: usize, bold: bool) -> TableCell {
        let align = if one.numeric { AlignmentType::Right } else { AlignmentType::Left };
        let mut run = Run::new().add_text(&one.text);
        if bold {
            run = run.bold();
        }
        let mut text = self.paragraph("Cell").align(align).add_run(run);
        if !one.quiet.is_empty() {
            text = text.add_run(Run::new().add_text(format!(" ({})", one.quiet)).size(QUIET).color("595959"));
        }
        cell(width).add_paragraph(text)
    }
}

fn cell(width: usize) -> TableCell {
    TableCell::new().width(width, WidthType::Dxa).vertical_align(VAlignType::Center)
}

/// The widths of a table's columns, by how much they hold: a number with what stands in brackets behind it is not broken while
/// the texts beside it keep a third of the width.
fn widths(table: &Table) -> Vec<usize> {
    let letters = |column: usize| {
        let of_rows = table.rows.iter().filter_map(|row| row.cells.get(column));
        let bracketed = |quiet: &str| if quiet.is_empty() { 0 } else { quiet.width() + " ()".len() };
        let widest = of_rows.map(|cell| cell.text.width() + bracketed(&cell.quiet)).max().unwrap_or_default();
        widest.max(table.columns[column].title.width().min(17)).clamp(LETTERS.0, LETTERS.1) + MARGINS
    };
    let letters: Vec<usize> = (0..table.columns.len()).map(letters).collect();
    let of = |numeric: bool| {
        let columns = table.columns.iter().zip(&letters).filter(move |(column, _)| column.numeric == numeric);
        columns.map(|(_, own)| own).sum::<usize>()
    };
    let (numbers, texts) = (of(true) * DIGIT, of(false));
    let mut widths: Vec<usize> = if texts > 0 && 3 * (WIDTH.saturating_sub(numbers)) >= WIDTH {
        let own = |(column, own): (&Column, &usize)| {
            if column.numeric { own * DIGIT } else { own * (WIDTH - numbers) / texts }
        };
        table.columns.iter().zip(&letters).map(own).collect()
    } else {
        let all = (of(true) + texts).max(1);
        letters.iter().map(|own| own * WIDTH / all).collect()
    };
    let rest = WIDTH - widths.iter().sum::<usize>();
    if let Some(first) = widths.first_mut() {
        *first += rest;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::about::About;
    use crate::report::brief::{Enclosed, brief};
    use crate::report::fixtures;

    #[test]
    fn the_same_brief_gives_the_same_bytes_on_any_thread() {
        let scenario = fixtures::scenario();
        let results = fixtures::results(&scenario);
        for language in Language::ALL {
            let words = Words::new(language);
            let brief = brief(&scenario, &results, &About::default(), Enclosed::default(), &words);
            let first = document(&brief, &words).unwrap();
            assert!(first.starts_with(b"PK"));
            let other = std::thread::scope(|scope| {
                let again = || document(&brief, &words).unwrap();
                scope.spawn(move || (again(), again()).1).join().unwrap()
            });
            assert!(first == other, "{language:?}");
        }
    }

    #[test]
    fn columns_fill_the_page() {
        let mut table = Table::new("", [('<', "target".to_owned()), ('>', "n".to_owned())]);
        table.row(vec![Cell::text("a very long title that needs more than one line of room"), Cell::number("1", 1.0)]);
        assert_eq!(widths(&table).iter().sum::<usize>(), WIDTH);
        assert!(widths(&table)[0] > 3 * widths(&table)[1]);
    }

    #[test]
    fn a_number_and_its_interval_stay_on_one_line() {
        let columns = [('<', "target"), ('>', "bound"), ('>', "probability"), ('>', "median"), ('<', "held back by")];
        let mut table = Table::new("", columns.map(|(align, title)| (align, title.to_owned())));
        let number = |text: &str, quiet: &str| Cell::number(text, 1.0).quiet(quiet);
        let title = "a title that needs more than one line of room wherever it stands";
        let cells = [number("≤ 7,300,000", "2028-12"), number("97.1%", "95.8–98.0%"), number("6,785,100", "")];
        table.row([&[Cell::text(title)], &cells[..], &[Cell::text(title)]].concat());
        let broad = widths(&table);
        assert_eq!(broad.iter().sum::<usize>(), WIDTH);
        for (cell, width) in cells.iter().zip(&broad[1..]) {
            let letters = cell.text.width() + if cell.quiet.is_empty() { 0 } else { cell.quiet.width() + 3 };
            assert!(letters * DIGIT + 120 <= *width, "{}: {width}", cell.text);
        }
    }
}
