//! What charts with one row for each thing share: its name at the left, its amount at the right, an axis above.

use super::axis::Axis;
use super::font::Face;
use super::panel::{Panel, Room};
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::theme::{AXIS_SIZE, Colour, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, QUIET, tint};
use super::{ChartError, number};

/// How many rows fit on one page.
pub(super) const MOST: usize = 24;
/// Room for the captions and marks above the rows, and below them.
const ABOVE: f64 = 46.0;
const BELOW: f64 = 8.0;
/// The room between an amount and what is drawn.
const GAP: f64 = 26.0;
/// From line to line of a name in a low row.
const TIGHT: f64 = 12.5;

/// The amount of a row as it should be written, and as it is written where that is too wide.
pub(super) type Amount = (String, String);

/// The amount of a row that goes from one value to another.
pub(super) fn from_to(from: f64, to: f64, decimals: usize) -> Amount {
    let arrow = |write: &dyn Fn(f64) -> String| format!("{} → {}", write(from), write(to));
    (arrow(&|value| number::grouped(value, decimals)), arrow(&number::scientific))
}

/// The words of the rows.
pub(super) struct Rows<'a> {
    pub(super) names: Vec<&'a str>,
    pub(super) amounts: Vec<Amount>,
    /// What the axis shows, above it.
    pub(super) axis_label: &'a str,
    /// The unit of the amounts, above them.
    pub(super) unit: &'a str,
}

/// A panel with a row for each thing.
pub(super) struct Table<'a> {
    pub(super) panel: Panel<'a>,
    body: Area,
    height: f64,
}

impl Rows<'_> {
    /// The widest name, within bounds that a part of the width sets.
    fn name_room(&self, face: Face, width: f64) -> f64 {
        let widest = self.names.iter().map(|name| face.width(name, LABEL_SIZE)).fold(0.0, f64::max).ceil();
        widest.clamp(94.0, (width * 0.315).max(94.0))
    }

    /// The height of a row: two lines where a name takes them, and a little more air where rows are few.
    fn row(&self, face: Face, width: f64) -> f64 {
        let room = self.name_room(face, width);
        let two = self.names.iter().any(|name| face.width(name, AXIS_SIZE) > room);
        match (two, self.names.len()) {
            (_, 0..=6) => 40.0,
            (true, _) => 34.0,
            (false, _) => 28.0,
        }
    }

    /// The height of them all with what stands above.
    pub(super) fn height(&self, face: Face, width: f64) -> f64 {
        ABOVE + self.row(face, width) * self.names.len() as f64 + BELOW
    }

    /// The panel with its grid, and a faint line that leads from each name to its amount.
    pub(super) fn table<'a>(&self, paper: &Paper<'a>, body: Area, axis: Axis) -> Result<Table<'a>, ChartError> {
        let (face, count) = (paper.face, self.names.len() as f64);
        let names = self.name_room(face, body.width());
        let amounts = self.amounts.iter().map(|(text, _)| face.width(text, LABEL_SIZE)).fold(0.0, f64::max).ceil();
        let amounts = amounts.clamp(60.0, (body.width() * 0.196).max(60.0));
        let room = Room { above: ABOVE, right: amounts + GAP, below: BELOW, left: names + 20.0 };
        let across = body.width() - room.left - room.right;
        let widest = axis.ticks.iter().map(|(_, mark)| face.width(mark, AXIS_SIZE)).fold(0.0, f64::max);
        let rows = Axis::fixed(count, 0.0, (0..=self.names.len()).map(|row| (row as f64, String::new())).collect());
        let mut panel = Panel::new(&paper.part(body), room, axis.thinned(across, widest + 10.0), rows)?;
        let unit = paper.fit(self.unit, AXIS_SIZE, 200.0);
        let end = body.right - paper.width(&unit, AXIS_SIZE) - 16.0;
        let label = paper.fit(self.axis_label, AXIS_SIZE, end - panel.area.left);
        paper.words(&label, (panel.area.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET))?;
        paper.words(&unit, (body.right, body.top + 14.0), Style::end(AXIS_SIZE, QUIET))?;
        panel.level_grid(paper, tint(GRID, 0.5), None)?;
        panel.upright_grid()?;
        panel.upright_zero(paper)?;
        panel.x_marks(paper, (panel.area.top - 9.0, AXIS_SIZE), 20.0)?;
        Ok(Table { panel, body, height: self.row(face, body.width()) })
    }
}

impl Table<'_> {
    /// Where a value of row `index` lies.
    pub(super) fn at(&self, index: usize, value: f64) -> Point {
        self.panel.at(value, index as f64 + 0.5)
    }

    /// The name and the amount of row `index`.
    pub(super) fn words(&self, paper: &Paper<'_>, rows: &Rows<'_>, index: usize, colour: Colour) -> Drawn {
        let (Area { left, right, .. }, (_, y)) = (self.body, self.at(index, 0.0));
        name(paper, (left, y), (self.panel.area.left - 20.0 - left, self.height), rows.names[index])?;
        amount(paper, (right, y), right - self.panel.area.right - 12.0, &rows.amounts[index], colour)
    }
}

/// The name of a row from `left` on: one line if it fits, perhaps a little smaller; else two or three as far as the row is
/// tall enough.
pub(super) fn name(paper: &Paper<'_>, at: Point, (room, height): (f64, f64), label: &str) -> Drawn {
    let one = [LABEL_SIZE, AXIS_SIZE].into_iter().find(|size| paper.width(label, *size) <= room);
    let whole = |size: f64, lines: usize| paper.face.wrap(label, size, room, lines + 1).len() <= lines;
    let (size, most, apart) = match one {
        Some(size) => (size, 1, 15.0),
        None if height >= 30.0 && whole(AXIS_SIZE, 2) => (AXIS_SIZE, 2, 15.0),
        None if height >= 3.0 * TIGHT && !whole(FOOTNOTE_SIZE, 2) => (FOOTNOTE_SIZE, 3, TIGHT),
        None if height >= 2.0 * TIGHT => (FOOTNOTE_SIZE, 2, TIGHT),
        None => (AXIS_SIZE, 1, 15.0),
    };
    let lines = paper.face.wrap(label, size, room, most);
    paper.lines(&lines, at, apart, Style::start(size, INK))
}

/// The amount of a row up to `at`: smaller if it is long, and in its short form before it is too small to read.
pub(super) fn amount(paper: &Paper<'_>, at: Point, room: f64, (text, short): &Amount, colour: Colour) -> Drawn {
    let size = [LABEL_SIZE, AXIS_SIZE, FOOTNOTE_SIZE, 10.0].into_iter().find(|size| paper.width(text, *size) <= room);
    let (text, size) = size.map_or((short, 10.0), |size| (text, size));
    paper.centred(text, at, Style::end(size, colour))
}
