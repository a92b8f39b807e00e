//! Reserve and need at every whole confidence: what the sheet of reserves looks up.

use rust_xlsxwriter::{Worksheet, XlsxError};

use crate::summary::Levels;

use super::Source;
use super::held::{Pot, pots};
use super::live::{Block, Numbers, Sheet};
use super::page::Page;
use super::style::Look;

/// Where a year of a pot stands: the confidences, and beside them the reserve and the need.
#[derive(Clone, Copy, Debug)]
pub(super) struct Spans {
    pub(super) levels: Block,
    pub(super) beyond: Block,
    pub(super) need: Block,
}

/// By pot, then year and the whole plan.
pub(super) type At = Vec<Vec<Spans>>;

/// The sheet, and by pot, then year and the whole plan, where its numbers stand; none in a run of an older version.
pub(super) fn sheet(source: Source<'_>, numbers: &mut Numbers) -> Result<Option<(Worksheet, At)>, XlsxError> {
    let (words, years, pots) = (source.words, source.years() as u16, pots(source));
    if pots.iter().flat_map(|pot| &pot.cells).any(|cell| cell.levels.is_empty()) {
        return Ok(None);
    }
    let mut widths = vec![12.0];
    widths.extend(std::iter::repeat_n(12.5, 2 * (usize::from(years) + 1)));
    let last = widths.len() as u16 - 1;
    let mut page = Page::new(Sheet::Levels, words, numbers, widths)?;
    let notes = ["book-levels-note", "book-levels-additive"].map(|id| words.word(id));
    let mut row = page.opening(&words.word("book-levels-title"), &notes)?;
    let head = row;
    page.group(row, 0, 0, &words.word("unit-yuan"))?;
    page.group(row, 1, years + 1, &words.word("book-reserve-granted"))?;
    page.group(row, years + 2, last, &words.word("need"))?;
    row += 1;
    let mut heads = vec![words.word("book-level")];
    for _ in 0..2 {
        heads.extend((0..source.years()).map(|year| source.year(year)));
        heads.push(words.word("book-whole-plan"));
    }
    page.headings(row, 0, &heads)?;
    row += 1;
    let mut spans = Vec::new();
    for pot in &pots {
        if !spans.is_empty() {
            page.break_before(row);
        }
        page.text(row, 0, &pot.title, Look::Band)?;
        page.blank(row, 1, last, Look::Band)?;
        row += 1;
        spans.push(block(source, &mut page, row, pot, years)?);
        row += Levels::EACH.count() as u32;
    }
    let worksheet = page.upright().finish(row - 1, Some((head, head + 1)), 1, &source.running())?;
    Ok(Some((worksheet, spans)))
}

fn block(
    source: Source<'_>,
    page: &mut Page<'_>,
    first: u32,
    pot: &Pot<'_>,
    years: u16,
) -> Result<Vec<Spans>, XlsxError> {
    let limited = pot.limited(source).next().is_some();
    for (row, percent) in (first..).zip(Levels::EACH) {
        page.number(row, 0, f64::from(percent), Look::Level)?;
        let at = usize::from(percent - *Levels::EACH.start());
        for (column, cell) in (1..).zip(&pot.cells) {
            let (beyond, need) = (cell.levels.beyond.get(at), cell.levels.need.get(at));
            match beyond.filter(|_| limited) {
                Some(yuan) => page.number(row, column, *yuan, Look::Yuan).map(|_| ())?,
                None => page.nothing(row, column, Look::Nothing)?,
            }
            page.number(row, column + years + 1, need.copied().unwrap_or_default(), Look::Yuan)?;
        }
    }
    let last = first + Levels::EACH.count() as u32 - 1;
    let block = |column: u16| (page.place(first, column), page.place(last, column));
    let of = |column: u16| Spans { levels: block(0), beyond: block(column), need: block(column + years + 1) };
    Ok((1..=years + 1).map(of).collect())
}
