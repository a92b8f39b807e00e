//! Probabilities as lines with bands: up to four share a panel, more get a panel each.

use super::canvas::{Picture, Style};
use super::layout::{Area, Key, Scale, legend, page, spread, value_axis};
use super::theme::{AXIS_SIZE, Colour, FOOTNOTE_SIZE, GRID, INK, LABEL_SIZE, MISSING, OUTCOME, PLAN, QUIET, SERIES};
use super::{Heading, font, number};

/// What curves run along, from left to right.
pub(super) trait Along {
    /// Where the points of curve `index` lie.
    fn places(&self, area: Area, index: usize) -> Vec<f64>;

    /// The line below a panel and its upright grid; `named` with words of this size.
    fn axis(&self, picture: &mut Picture, area: Area, size: f64, named: bool);

    /// What the axis measures, to be written below it, if that needs saying.
    fn title(&self) -> Option<&str> {
        None
    }

    /// Room for words above a panel that is alone.
    fn room_above(&self) -> f64 {
        0.0
    }

    /// What crosses a panel, behind the lines and above the bands; `alone` with its words.
    fn marks(&self, _picture: &mut Picture, _area: Area, _alone: bool) {}

    /// Entries of the legend for those marks where panels have no room for words.
    fn legend(&self) -> Vec<(Key, String)> {
        Vec::new()
    }

    /// Whether each point of curve `index` is one that was really asked for, and shows it.
    fn dotted(&self, _index: usize) -> bool {
        false
    }
}

/// A line with its band. The lists are equally long, with values from 0 to 1.
pub(super) struct Curve<'a> {
    pub(super) label: &'a str,
    pub(super) middle: Vec<f64>,
    pub(super) low: Vec<f64>,
    pub(super) high: Vec<f64>,
}

impl Curve<'_> {
    /// The value at the right end.
    fn end(&self) -> f64 {
        self.middle.last().map_or(0.0, |share| share.clamp(0.0, 1.0))
    }
}

/// Curves, and the words around them.
pub(super) struct Curves<'a> {
    pub(super) heading: &'a Heading,
    pub(super) along: &'a dyn Along,
    /// What the axis from 0% to 100% shows.
    pub(super) axis_label: &'a str,
    pub(super) lines: Vec<Curve<'a>>,
    /// A level line to compare with, and what it means.
    pub(super) reference: Option<(f64, &'a str)>,
    pub(super) line_label: &'a str,
    pub(super) interval_label: &'a str,
}

/// How many curves one panel can hold.
pub(super) const TOGETHER: usize = SERIES.len();
/// How many panels one page can hold.
pub(super) const MOST: usize = 16;
/// Room for what the axis below measures.
const TITLE: f64 = 17.0;

/// The whole page.
pub(super) fn picture(chart: &Curves<'_>) -> Picture {
    let (mut picture, mut body) = page(chart.heading);
    let together = chart.lines.len() <= TOGETHER;
    let marks = if together { Vec::new() } else { chart.along.legend() };
    let mut entries = Vec::new();
    if !together {
        entries.push((Key::Line(OUTCOME), chart.line_label));
    }
    entries.push((Key::Box(if together { QUIET } else { OUTCOME }.tint(0.22)), chart.interval_label));
    if let Some((_, label)) = chart.reference {
        entries.push((Key::Dashes(PLAN), label));
    }
    entries.extend(marks.iter().map(|(key, label)| (*key, label.as_str())));
    body.top = legend(&mut picture, body, &entries);
    if together {
        one_panel(&mut picture, body, chart);
    } else {
        panels(&mut picture, body, chart);
    }
    picture
}

/// The area between two lines; a single place is a bar.
pub(super) fn band(picture: &mut Picture, places: &[f64], scale: &Scale, ends: (&[f64], &[f64]), colour: Colour) {
    let (lower, upper) = ends;
    if let ([x], [lower], [upper]) = (places, lower, upper) {
        let (top, bottom) = (scale.at(upper.max(*lower)), scale.at(lower.min(*upper)));
        picture.rectangle((x - 14.0, top), (x + 14.0, bottom), colour);
        return;
    }
    let place = |(x, value): (&f64, &f64)| (*x, scale.at(*value));
    let points = places.iter().zip(upper).map(place).chain(places.iter().zip(lower).rev().map(place)).collect();
    picture.polygon(points, colour);
}

/// A line through the places with a dot at its end.
pub(super) fn path(picture: &mut Picture, places: &[f64], scale: &Scale, values: &[f64], colour: Colour) {
    let points: Vec<_> = places.iter().zip(values).map(|(x, value)| (*x, scale.at(*value))).collect();
    if let Some(end) = points.last().copied() {
        picture.line(points, 2.5, colour);
        picture.disc(end, 4.0, colour);
    }
}

fn dots(picture: &mut Picture, places: &[f64], scale: &Scale, values: &[f64], (radius, colour): (f64, Colour)) {
    for (x, value) in places.iter().zip(values) {
        picture.disc((*x, scale.at(*value)), radius, colour);
    }
}

/// From 0% at the bottom to 100% at the top.
fn scale(area: Area, marks: &[f64]) -> Scale {
    let ticks = marks.iter().map(|share| (*share, number::percent(*share))).collect();
    Scale::fixed(0.0, 1.0, (area.bottom, area.top), ticks)
}

fn one_panel(picture: &mut Picture, body: Area, chart: &Curves<'_>) {
    let title = font::fit(chart.along.title().unwrap_or_default(), AXIS_SIZE, 600.0);
    let foot = if title.is_empty() { 0.0 } else { TITLE };
    let area = Area {
        left: body.left + 44.0,
        top: body.top + 28.0 + chart.along.room_above(),
        right: body.right - 220.0,
        bottom: body.bottom - 28.0 - foot,
    };
    let axis_label = font::fit(chart.axis_label, AXIS_SIZE, 500.0);
    picture.words(&axis_label, (body.left, body.top + 14.0), Style::start(AXIS_SIZE, QUIET));
    let middle = f64::midpoint(area.left, area.right);
    picture.words(&title, (middle, body.bottom - 9.0), Style::middle(AXIS_SIZE, QUIET));
    let scale = scale(area, &[0.0, 0.2, 0.4, 0.6, 0.8, 1.0]);
    value_axis(picture, area, &scale, AXIS_SIZE);
    chart.along.axis(picture, area, AXIS_SIZE, true);
    let places: Vec<Vec<f64>> = (0..chart.lines.len()).map(|index| chart.along.places(area, index)).collect();
    for ((curve, places), colour) in chart.lines.iter().zip(&places).zip(SERIES) {
        band(picture, places, &scale, (&curve.low, &curve.high), colour.clear(0.16));
    }
    if let Some((value, _)) = chart.reference {
        picture.dashes(area.left, area.right, scale.at(value), 1.5, PLAN);
    }
    chart.along.marks(picture, area, true);
    for (index, ((curve, places), colour)) in chart.lines.iter().zip(&places).zip(SERIES).enumerate() {
        path(picture, places, &scale, &curve.middle, colour);
        if chart.along.dotted(index) {
            dots(picture, places, &scale, &curve.middle, (3.5, colour));
        }
    }
    let names: Vec<Vec<String>> =
        chart.lines.iter().map(|curve| font::wrap(curve.label, LABEL_SIZE, 142.0, 3)).collect();
    let heights: Vec<f64> = names.iter().map(|lines| 17.0 * lines.len().max(1) as f64 + 8.0).collect();
    let wanted: Vec<f64> = chart.lines.iter().map(|curve| scale.at(curve.end())).collect();
    let middles = spread(&wanted, &heights, area.top - 14.0, area.bottom + 14.0);
    let left = area.right + 26.0;
    for (index, colour) in SERIES.iter().enumerate().take(chart.lines.len()) {
        let (y, end) = (middles[index], places[index].last().copied().unwrap_or(area.right));
        picture.line(vec![(end + 5.0, wanted[index]), (left - 4.0, y)], 1.0, *colour);
        let percent = number::percent(chart.lines[index].end());
        picture.centred(&percent, (left + 44.0, y), Style::end(LABEL_SIZE + 3.0, *colour));
        let first = y - 17.0 * (names[index].len().max(1) - 1) as f64 / 2.0;
        for (line, words) in names[index].iter().enumerate() {
            picture.centred(words, (left + 52.0, first + 17.0 * line as f64), Style::start(LABEL_SIZE, INK));
        }
    }
}

fn panels(picture: &mut Picture, body: Area, chart: &Curves<'_>) {
    let count = chart.lines.len();
    let columns = if count <= 9 { 3 } else { 4 };
    let rows = count.div_ceil(columns);
    let axis_label = font::fit(chart.axis_label, AXIS_SIZE, 500.0);
    let top = if axis_label.is_empty() { body.top } else { body.top + 18.0 };
    picture.words(&axis_label, (body.left, body.top + 10.0), Style::start(AXIS_SIZE, QUIET));
    let gap = 26.0;
    let gutter = 36.0;
    let title = font::fit(chart.along.title().unwrap_or_default(), AXIS_SIZE, 600.0);
    let foot = if title.is_empty() { 0.0 } else { TITLE };
    let middle = f64::midpoint(body.left + gutter, body.right);
    picture.words(&title, (middle, body.bottom - 13.0), Style::middle(AXIS_SIZE, QUIET));
    let width = (body.width() - gutter - gap * (columns - 1) as f64) / columns as f64;
    let height = (body.bottom - 24.0 - foot - top) / rows as f64;
    // Names that do not fit beside the percentage take two lines, in every panel alike.
    let lines = if chart.lines.iter().all(|curve| name_fits(curve.label, width)) { 1 } else { 2 };
    let header = if lines == 1 { 26.0 } else { 38.0 };
    for index in 0..count {
        let (row, column) = (index / columns, index % columns);
        let left = body.left + gutter + column as f64 * (width + gap);
        let head = top + row as f64 * height;
        let area = Area { left, top: head + header, right: left + width, bottom: head + height - 8.0 };
        let scale = scale(area, &[0.0, 0.5, 1.0]);
        for (share, mark) in &scale.ticks {
            let y = scale.at(*share);
            picture.line(vec![(area.left, y), (area.right, y)], 1.0, GRID);
            if column == 0 {
                picture.centred(mark, (area.left - 6.0, y), Style::end(FOOTNOTE_SIZE, QUIET));
            }
        }
        // Only the lowest panel of each column names its marks.
        chart.along.axis(picture, area, FOOTNOTE_SIZE, index + columns >= count);
        panel(picture, area, &scale, lines, chart, index);
    }
}

/// Room for the percentage beside a panel's name.
const PERCENT: f64 = 48.0;

fn name_fits(name: &str, width: f64) -> bool {
    font::width(name, AXIS_SIZE) <= width - PERCENT
}

fn panel(picture: &mut Picture, area: Area, scale: &Scale, lines: usize, chart: &Curves<'_>, index: usize) {
    let curve = &chart.lines[index];
    let places = chart.along.places(area, index);
    band(picture, &places, scale, (&curve.low, &curve.high), OUTCOME.tint(0.22));
    if let Some((value, _)) = chart.reference {
        picture.dashes(area.left, area.right, scale.at(value), 1.0, PLAN);
    }
    chart.along.marks(picture, area, false);
    path(picture, &places, scale, &curve.middle, OUTCOME);
    if chart.along.dotted(index) {
        dots(picture, &places, scale, &curve.middle, (2.5, OUTCOME));
    }
    let share = curve.end();
    let below = chart.reference.is_some_and(|(value, _)| share < value);
    let value = number::percent(share);
    let size = LABEL_SIZE + 2.0;
    picture.words(&value, (area.right, area.top - 9.0), Style::end(size, if below { MISSING } else { OUTCOME }));
    let name = font::wrap(curve.label, AXIS_SIZE, area.width() - PERCENT, lines);
    for (index, line) in name.iter().rev().enumerate() {
        picture.words(line, (area.left, area.top - 9.0 - 14.0 * index as f64), Style::start(AXIS_SIZE, INK));
    }
}
