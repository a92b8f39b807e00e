//! What charts with one row for each thing share: its name at the left, its amount at the right, an axis above.

use super::canvas::{Picture, Point, Style};
use super::layout::{Area, Scale, number_axis};
use super::theme::{AXIS_SIZE, Colour, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, QUIET};
use super::{Heading, font, layout};

/// How many rows fit on one page.
pub(super) const MOST: usize = 24;
/// The room between an amount and what is drawn.
const GAP: f64 = 26.0;

/// The amount of a row as it should be written, and as it is written where that is too wide.
pub(super) type Amount = (String, String);

/// A page of rows, with its legend.
pub(super) struct Rows {
    pub(super) picture: Picture,
    /// What is drawn between names and amounts.
    pub(super) area: Area,
    height: f64,
    names: f64,
    right: f64,
    top: f64,
}

/// The words above the rows.
#[derive(Clone, Copy)]
pub(super) struct Captions<'a> {
    pub(super) axis: &'a str,
    pub(super) unit: &'a str,
}

impl Rows {
    /// Makes room for the widest name and the widest amount, within bounds.
    pub(super) fn new(heading: &Heading, legend: &[(layout::Key, &str)], names: &[&str], amounts: &[Amount]) -> Self {
        let (mut picture, body) = layout::page(heading);
        let top = layout::legend(&mut picture, body, legend);
        let widest = |texts: &mut dyn Iterator<Item = &str>| {
            texts.map(|text| font::width(text, LABEL_SIZE)).fold(0.0, f64::max).ceil()
        };
        let name = widest(&mut names.iter().copied()).clamp(94.0, 290.0);
        let amount = widest(&mut amounts.iter().map(|(text, _)| text.as_str())).clamp(60.0, 180.0);
        let first = top + 46.0;
        let height = ((body.bottom - 6.0 - first) / names.len().max(1) as f64).min(54.0);
        let bottom = first + height * names.len() as f64;
        let area = Area { left: body.left + name + 20.0, top: first, right: body.right - amount - GAP, bottom };
        Self { picture, area, height, names: name, right: body.right, top }
    }

    /// The middle of row `index`.
    pub(super) fn middle(&self, index: usize) -> f64 {
        self.area.top + self.height * (index as f64 + 0.5)
    }

    /// How large the marks of a row may be, from 0 to 1.
    pub(super) fn strength(&self) -> f64 {
        (self.height / 24.0).min(1.0)
    }

    /// The axis above the rows, and a faint line that leads from each name to its amount.
    pub(super) fn axis(&mut self, scale: &Scale, captions: Captions<'_>) {
        let Self { picture, area, right, top, .. } = self;
        let unit = font::fit(captions.unit, AXIS_SIZE, 200.0);
        let end = *right - font::width(&unit, AXIS_SIZE) - 16.0;
        let label = font::fit(captions.axis, AXIS_SIZE, end - area.left);
        picture.words(&label, (area.left, *top + 14.0), Style::start(AXIS_SIZE, QUIET));
        picture.words(&unit, (*right, *top + 14.0), Style::end(AXIS_SIZE, QUIET));
        for index in 0..=((area.bottom - area.top) / self.height).round() as usize {
            let y = area.top + self.height * index as f64;
            picture.line(vec![(area.left, y), (area.right, y)], 1.0, GRID.tint(0.5));
        }
        number_axis(picture, *area, scale, Some((area.top - 9.0, AXIS_SIZE)), 20.0);
    }

    /// The name and the amount of row `index`.
    pub(super) fn words(&mut self, index: usize, label: &str, (amount, short): &Amount, colour: Colour) {
        let y = self.middle(index);
        let room = self.right - self.area.right - 12.0;
        name(&mut self.picture, (self.area.left - self.names - 20.0, y), (self.names, self.height), label);
        self::amount(&mut self.picture, (self.right, y), room, (amount, short), colour);
    }
}

/// The name of a row from `left` on: one line if it fits, perhaps a little smaller; else two if the row is tall enough.
pub(super) fn name(picture: &mut Picture, (left, middle): Point, (room, height): (f64, f64), label: &str) {
    let one = [LABEL_SIZE, AXIS_SIZE].into_iter().find(|size| font::width(label, *size) <= room);
    let size = one.unwrap_or(AXIS_SIZE);
    let lines = font::wrap(label, size, room, if one.is_none() && height >= 30.0 { 2 } else { 1 });
    let first = middle - 7.5 * lines.len().saturating_sub(1) as f64;
    for (index, line) in lines.iter().enumerate() {
        picture.centred(line, (left, first + 15.0 * index as f64), Style::start(size, INK));
    }
}

/// The amount of a row up to `right`: smaller if it is long, and in its short form before it is too small to read.
pub(super) fn amount(
    picture: &mut Picture,
    (right, middle): Point,
    room: f64,
    (text, short): (&str, &str),
    colour: Colour,
) {
    let size = [LABEL_SIZE, AXIS_SIZE, FOOTNOTE_SIZE, 10.0].into_iter().find(|size| font::width(text, *size) <= room);
    let (text, size) = size.map_or((short, 10.0), |size| (text, size));
    picture.centred(text, (right, middle), Style::end(size, colour));
}
