//! How large the letters of a brief are on paper: as large as its two pages let them be, and the last of them well filled.
//!
//! What stands in lines is estimated from the widths of letters, in points, with the sizes that `templates/report.css` gives a
//! brief in print; a browser breaks lines for itself.

use crate::report::brief::Brief;
use crate::report::table::Table;
use crate::words::Language;

/// What a page holds: A4 without its margins.
const WIDE: f64 = 516.0;
const TALL: f64 = 751.0;
/// Sizes that are tried, as parts of the usual one, in hundredths.
const SIZES: std::ops::RangeInclusive<u32> = 80..=125;
/// How much of one page, or of two, may be filled by the estimate: what breaks at an unlucky place takes more.
const ONE: f64 = 0.9;
const TWO: f64 = 1.82;
/// From this letter on, letters are as wide as they are tall.
const FIRST_WIDE: char = '\u{2e80}';
/// The least and the largest letters of a table.
const LEAST: f64 = 7.2;
const LARGEST: f64 = 8.6;

/// The size of the letters of a brief, as a part of the usual one.
pub(super) fn scale(brief: &Brief, language: Language) -> f64 {
    let filled = |hundredths: u32| {
        let scale = f64::from(hundredths) / 100.0;
        let pages = Letters::of(language, scale).height(brief) / TALL;
        let filled = if pages <= ONE { pages / ONE } else { (pages - 1.0) / (TWO - 1.0) };
        (pages <= TWO).then_some((scale, filled))
    };
    let best = SIZES.filter_map(filled).max_by(|one, other| one.1.total_cmp(&other.1));
    best.map_or(f64::from(*SIZES.start()) / 100.0, |(scale, _)| scale)
}

/// Letters of one size.
struct Letters {
    language: Language,
    size: f64,
    /// From line to line, as a part of the size.
    line: f64,
}

impl Letters {
    fn of(language: Language, scale: f64) -> Self {
        let (size, line) = match language {
            Language::Chinese => (12.0, 1.56),
            Language::English => (10.0, 1.46),
        };
        Self { language, size: size * scale, line }
    }

    /// The width of a text, in sizes of its letters.
    fn width(&self, text: &str) -> f64 {
        let quoted = |letter: char| self.language == Language::Chinese && "“”—…".contains(letter);
        text.chars().map(|letter| if letter >= FIRST_WIDE || quoted(letter) { 1.0 } else { 0.52 }).sum()
    }

    /// The height of a text whose letters are `part` of the size, beside an indent.
    fn text(&self, text: &str, part: f64, indent: f64) -> f64 {
        let size = self.size * part;
        (self.width(text) * size / (WIDE - indent)).ceil() * size * self.line
    }

    fn paragraph(&self, text: &str, part: f64) -> f64 {
        self.text(text, part, 0.0) + 0.2 * self.size
    }

    fn note(&self, text: &str) -> f64 {
        self.paragraph(text, (LEAST / self.size).max(0.72))
    }

    fn list(&self, points: &[String]) -> f64 {
        let gaps = if points.is_empty() { 0.0 } else { 0.6 * self.size };
        gaps + points.iter().map(|point| self.text(point, 1.0, 19.0)).sum::<f64>()
    }

    fn table(&self, table: &Table) -> f64 {
        let size = (0.76 * self.size).clamp(LEAST, LARGEST);
        let row = |cells: &mut dyn Iterator<Item = String>| {
            let width: f64 = cells.map(|text| self.width(&text) + 1.0).sum();
            (width * size / (WIDE * 0.8)).ceil() * size * 1.45 + 6.0
        };
        let head = row(&mut table.columns.iter().map(|column| format!("{} {}", column.group, column.title)));
        let rows = table
            .rows
            .iter()
            .map(|one| row(&mut one.cells.iter().map(|cell| format!("{}{}{}", cell.text, cell.code, cell.quiet))));
        let around = 0.9 * self.size + 1.06 * size * self.line;
        let note = if table.note.is_empty() { 0.0 } else { self.note(&table.note) };
        around + head + rows.sum::<f64>() + note
    }

    fn height(&self, brief: &Brief) -> f64 {
        let title = self.size * (1.4 * 1.3 + 0.6);
        let sections = brief.sections.iter().map(|section| {
            let paragraphs = section.paragraphs.iter().map(|text| self.paragraph(text, 1.0)).sum::<f64>();
            let table = section.table.as_ref().map_or(0.0, |table| self.table(table));
            self.size * 1.03 * (self.line + 1.0) + paragraphs + self.list(&section.points) + table
        });
        let signed = 3.0 * self.size * self.line + 0.4 * self.size;
        let foot = self.list(&brief.enclosures) + signed + self.note(&brief.made) + self.size * self.line;
        title + self.paragraph(&brief.lead, 1.0) + sections.sum::<f64>() + foot
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::brief::Section;

    fn of(sentences: usize) -> Brief {
        let text = "教师队伍规划的目标能否达成，取决于经费、名额和人。".repeat(3);
        let section = Section { paragraphs: vec![text; sentences], ..Section::default() };
        Brief { sections: vec![section], ..Brief::default() }
    }

    #[test]
    fn a_short_brief_has_larger_letters_and_a_long_one_smaller_on_two_pages() {
        let (usual, long) = (scale(&of(32), Language::Chinese), scale(&of(38), Language::Chinese));
        assert!(scale(&of(28), Language::Chinese) > usual && usual > long, "{usual} {long}");
        assert!((scale(&of(500), Language::Chinese) - 0.8).abs() < 1e-9);
        for sentences in 1..40 {
            let one = of(sentences);
            let pages = Letters::of(Language::Chinese, scale(&one, Language::Chinese)).height(&one) / TALL;
            assert!(pages <= TWO, "{sentences}: {pages}");
        }
    }
}
