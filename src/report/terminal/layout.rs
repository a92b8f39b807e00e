//! Columns and paragraphs that line up when Chinese characters take two columns.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::words::one_line;

use super::paint::{Paint, Tone};

/// Columns of a terminal that every text fits into.
pub const WIDTH: usize = 100;

/// Marks that may not begin a line.
const CLOSING: &str = "，。、；：！？）》”’」』%‰·…,.;:!?)]";
/// Marks that may not end a line.
const OPENING: &str = "（《“‘「『([";

/// On which side a column's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Side {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// One cell.
#[derive(Clone, Debug, Default)]
pub(super) struct Cell {
    text: String,
    tone: Tone,
}

impl Cell {
    pub(super) fn new(tone: Tone, text: impl Into<String>) -> Self {
        let text = text.into();
        // Nothing that a cell holds may leave its line.
        let text = if let Cow::Owned(shown) = one_line(&text) { shown } else { text };
        Self { text, tone }
    }

    /// Columns that its text takes.
    pub(super) fn width(&self) -> usize {
        self.text.width()
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Self {
        Self::new(Tone::Plain, text)
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Self {
        Self::new(Tone::Plain, text)
    }
}

enum Line {
    Cells(Vec<Cell>),
    Rule,
    /// Text across all columns from column `indent` on.
    Across(usize, Cell),
}

/// A table whose first column gives way where room is short.
pub(super) struct Table {
    sides: Vec<Side>,
    gaps: Vec<usize>,
    limits: Vec<usize>,
    indent: usize,
    lines: Vec<Line>,
}

impl Table {
    /// A table with a column per character of `sides`: `<` for text, `>` for numbers. A `|` before a column puts it
    /// one place from its neighbour instead of two.
    pub(super) fn new(sides: &str) -> Self {
        let mut table = Self { sides: Vec::new(), gaps: Vec::new(), limits: Vec::new(), indent: 0, lines: Vec::new() };
        let mut gap = 2;
        for side in sides.chars() {
            if side == '|' {
                gap = 1;
                continue;
            }
            table.sides.push(if side == '>' { Side::Right } else { Side::Left });
            table.gaps.push(std::mem::replace(&mut gap, 2));
            table.limits.push(WIDTH);
        }
        table
    }

    /// How far lines after the first of a wrapped first column are moved in.
    pub(super) fn hanging(mut self, indent: usize) -> Self {
        self.indent = indent;
        self
    }

    /// Whether every cell has room in one line.
    pub(super) fn fits(&self) -> bool {
        self.natural().iter().sum::<usize>() + self.gaps.iter().skip(1).sum::<usize>() <= WIDTH
    }

    /// The greatest width of a column; longer texts in it are wrapped.
    pub(super) fn limit(&mut self, column: usize, width: usize) {
        self.limits[column] = width;
    }

    /// Raises the limit of a column to a width that none of its texts would be wrapped in, if every column of text can keep
    /// `least`.
    pub(super) fn raise(&mut self, column: usize, width: usize, least: usize) {
        let before = self.limits[column];
        self.limits[column] = before.max(width);
        let kept = |(column, width): (usize, usize)| {
            let text = if self.sides[column] == Side::Left { least } else { WIDTH };
            width.min(self.limits[column]).min(text)
        };
        let columns: usize = self.natural().into_iter().enumerate().map(kept).sum();
        if columns + self.gaps.iter().skip(1).sum::<usize>() > WIDTH {
            self.limits[column] = before;
        }
    }

    pub(super) fn row(&mut self, cells: Vec<Cell>) {
        self.lines.push(Line::Cells(cells));
    }

    pub(super) fn head(&mut self, names: &[String]) {
        self.row(names.iter().map(|name| Cell::new(Tone::Strong, name.clone())).collect());
        self.rule();
    }

    pub(super) fn rule(&mut self) {
        self.lines.push(Line::Rule);
    }

    pub(super) fn across(&mut self, indent: usize, cell: Cell) {
        self.lines.push(Line::Across(indent, cell));
    }

    /// The table as lines, each ending in a line break.
    pub(super) fn render(&self, paint: Paint) -> String {
        let widths = self.widths();
        let total = widths.iter().sum::<usize>() + self.gaps.iter().skip(1).sum::<usize>();
        let mut text = String::new();
        for line in &self.lines {
            match line {
                Line::Rule => {
                    text.push_str(&paint.tone(Tone::Quiet, &"─".repeat(total)));
                    text.push('\n');
                }
                Line::Across(indent, cell) => {
                    for part in wrap(&cell.text, WIDTH - indent) {
                        text.push_str(&" ".repeat(*indent));
                        text.push_str(&paint.tone(cell.tone, &part));
                        text.push('\n');
                    }
                }
                Line::Cells(cells) => self.cells(cells, &widths, paint, &mut text),
            }
        }
        text
    }

    fn cells(&self, cells: &[Cell], widths: &[usize], paint: Paint, text: &mut String) {
        let wrapped: Vec<Vec<String>> = cells
            .iter()
            .zip(widths)
            .map(|(cell, &width)| {
                let indent = cell.text.chars().take_while(|character| *character == ' ').count();
                let hanging = indent + self.indent;
                hang(&wrap_first(&cell.text, width, hanging), hanging)
            })
            .collect();
        let height = wrapped.iter().map(Vec::len).max().unwrap_or(0);
        for row in 0..height {
            let mut line = String::new();
            for (column, parts) in wrapped.iter().enumerate() {
                let part = parts.get(row).map_or("", String::as_str);
                let padding = " ".repeat(widths[column].saturating_sub(part.width()));
                if column > 0 {
                    line.push_str(&" ".repeat(self.gaps[column]));
                }
                let painted = paint.tone(cells[column].tone, part);
                let (first, second) = match self.sides[column] {
                    Side::Left => (painted, padding),
                    Side::Right => (padding, painted),
                };
                line += &first;
                line += &second;
            }
            text.push_str(line.trim_end());
            text.push('\n');
        }
    }

    /// Widths of the columns with every cell in one line.
    fn natural(&self) -> Vec<usize> {
        let mut widths = vec![0; self.sides.len()];
        for line in &self.lines {
            if let Line::Cells(cells) = line {
                for (width, cell) in widths.iter_mut().zip(cells) {
                    *width = (*width).max(cell.text.width());
                }
            }
        }
        widths
    }

    /// Widths of the columns. Where they do not fit, the widest column of text gives way, then any; a column in which a word or
    /// an interval would be cut only where no other can.
    fn widths(&self) -> Vec<usize> {
        let mut widths = self.natural();
        for (width, &limit) in widths.iter_mut().zip(&self.limits) {
            *width = (*width).min(limit);
        }
        let (gaps, whole): (usize, Vec<usize>) = (self.gaps.iter().skip(1).sum(), self.longest_pieces());
        let text = |column: &usize| self.sides[*column] == Side::Left;
        while widths.iter().sum::<usize>() + gaps > WIDTH {
            let widest = |least: usize, uncut: bool, any: bool| {
                let may = |column: &usize| {
                    let least = if uncut { least.max(whole[*column]) } else { least };
                    (any || text(column)) && widths[*column] > least
                };
                (0..widths.len()).filter(may).max_by_key(|&column| widths[column])
            };
            let first = widest(8, true, false).or_else(|| widest(6, true, true));
            let Some(column) = first.or_else(|| widest(8, false, false)).or_else(|| widest(6, false, true)) else {
                break;
            };
            widths[column] -= 1;
        }
        widths
    }

    /// The widest piece of each column that is kept together where there is room.
    fn longest_pieces(&self) -> Vec<usize> {
        let mut longest = vec![0; self.sides.len()];
        for line in &self.lines {
            if let Line::Cells(cells) = line {
                for (column, (longest, cell)) in longest.iter_mut().zip(cells).enumerate() {
                    let indent = if column == 0 { self.indent } else { 0 };
                    // A name may be cut behind its hyphens.
                    for piece in pieces(&one_line(&cell.text)) {
                        let own = piece.trim_end().split_inclusive('-').map(UnicodeWidthStr::width).max();
                        *longest = (*longest).max(own.unwrap_or(0) + indent);
                    }
                }
            }
        }
        longest
    }
}

/// `text` in lines of at most `width` columns.
pub(super) fn wrap(text: &str, width: usize) -> Vec<String> {
    wrap_first(text, width, 0)
}

/// The same, where lines after the first are `hanging` columns shorter.
fn wrap_first(text: &str, width: usize, hanging: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    for piece in pieces(&one_line(text)) {
        let room = if lines.is_empty() { width } else { width.saturating_sub(hanging).max(2) };
        if !line.trim().is_empty() && line.width() + piece.trim_end().width() > room {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
        }
        let start = if line.is_empty() && !lines.is_empty() { piece.trim_start() } else { &piece };
        for character in start.chars() {
            let room = if lines.is_empty() { width } else { width.saturating_sub(hanging).max(2) };
            if line.width() + character.width().unwrap_or(0) > room && character != ' ' {
                // A word that is too long is cut behind a hyphen in it, if there is one.
                let cut = line.rfind('-').filter(|at| *at > 1).map_or(line.len(), |at| at + 1);
                let rest = line.split_off(cut);
                lines.push(std::mem::replace(&mut line, rest));
            }
            line.push(character);
        }
    }
    let last = line.trim_end().to_owned();
    if !last.is_empty() || lines.is_empty() {
        lines.push(last);
    }
    lines
}

/// Lines after the first moved in.
fn hang(lines: &[String], indent: usize) -> Vec<String> {
    let moved = |line: &String| format!("{}{line}", " ".repeat(indent));
    lines.iter().take(1).cloned().chain(lines.iter().skip(1).map(moved)).collect()
}

/// Words with the space after them, and single wide characters with the marks that cling to them.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut open = true;
    for character in text.chars() {
        let wide = character.width() == Some(2);
        let clings = CLOSING.contains(character) || character == ' ';
        let last = pieces.last().and_then(|piece| piece.chars().last());
        let joins = match last {
            None => false,
            Some(last) if clings => !(character == ' ' && last == ' ' && pieces.len() > 1),
            Some(last) if OPENING.contains(last) => true,
            // The path of a number may break after each of its parts.
            Some('.') if character.is_ascii_alphabetic() => false,
            Some(last) => !open && !wide && last.width() != Some(2) && last != ' ',
        };
        if joins {
            pieces.last_mut().expect("there is a last piece").push(character);
        } else {
            pieces.push(character.to_string());
        }
        open = character == ' ';
    }
    pieces
}

/// A bar of `cells` columns that is full to `share`.
pub(super) fn bar(share: f64, cells: usize) -> String {
    let full = (share.clamp(0.0, 1.0) * cells as f64).round() as usize;
    format!("{}{}", "█".repeat(full), "░".repeat(cells - full))
}

/// A heading with an empty line above.
pub(super) fn heading(paint: Paint, text: &str) -> String {
    format!("\n{}\n", paint.tone(Tone::Strong, &one_line(text)))
}

/// A paragraph, wrapped and moved in.
pub(super) fn paragraph(paint: Paint, tone: Tone, indent: usize, text: &str) -> String {
    let lines = wrap(text, WIDTH - indent);
    lines.iter().flat_map(|line| [" ".repeat(indent), paint.tone(tone, line), "\n".to_owned()]).collect()
}

/// An item of a list: a dash, and lines that hang below its text.
pub(super) fn item(paint: Paint, tone: Tone, text: &str) -> String {
    let lines = hang(&wrap(text, WIDTH - 4), 2);
    lines
        .iter()
        .enumerate()
        .flat_map(|(index, line)| {
            let lead = if index == 0 { "  - " } else { "  " };
            [lead.to_owned(), paint.tone(tone, line), "\n".to_owned()]
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_and_english_columns_line_up() {
        let mut table = Table::new("<>");
        table.head(&["层次".to_owned(), "n".to_owned()]);
        table.row(vec!["骨干教师".into(), "1,234".into()]);
        table.row(vec!["expert".into(), "7".into()]);
        insta::assert_snapshot!(table.render(Paint::Plain), @r"
        层次          n
        ───────────────
        骨干教师  1,234
        expert        7
        ");
    }

    #[test]
    fn a_long_first_column_gives_way_and_hangs() {
        let mut table = Table::new("<>").hanging(2);
        table.row(vec!["word ".repeat(40).into(), "1".into()]);
        let text = table.render(Paint::Plain);
        assert!(text.lines().all(|line| line.width() <= WIDTH));
        assert!(text.lines().nth(1).unwrap().starts_with("  word"));
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        let text = "骨干教师，学科带头人，领军人才。".repeat(9);
        for width in 8..40 {
            for line in wrap(&text, width) {
                assert!(line.width() <= width && !line.starts_with(['，', '。']), "{width}: {line}");
            }
        }
    }

    #[test]
    fn a_word_longer_than_the_line_is_cut() {
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("education-talent plan", 13), ["education-", "talent plan"]);
        assert_eq!(wrap("-1234", 4), ["-123", "4"]);
        assert_eq!(wrap("", 3), [""]);
    }

    #[test]
    fn bars_are_full_to_their_share() {
        assert_eq!((bar(0.0, 4), bar(0.5, 4), bar(1.0, 4)), ("░░░░".into(), "██░░".into(), "████".into()));
    }
}
