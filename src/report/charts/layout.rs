//! What charts share: the frame around them, axes, legends, and labels that make room for one another.

use super::canvas::{Picture, Point, Style};
use super::theme::{
    AXIS, AXIS_SIZE, Colour, FOOTNOTE_SIZE, GRID, HEIGHT, INK, MARGIN, PAPER, QUIET, SUBTITLE_SIZE, TITLE_SIZE, WIDTH,
};
use super::{Heading, font, number};

/// A rectangle of the picture.
#[derive(Clone, Copy, Debug)]
pub(super) struct Area {
    pub(super) left: f64,
    pub(super) top: f64,
    pub(super) right: f64,
    pub(super) bottom: f64,
}

impl Area {
    pub(super) fn width(&self) -> f64 {
        self.right - self.left
    }
}

/// A white page with its title, subtitle and footnote, and the area left between them.
pub(super) fn page(heading: &Heading) -> (Picture, Area) {
    let (width, height) = (f64::from(WIDTH), f64::from(HEIGHT));
    let mut picture = Picture::default();
    picture.rectangle((0.0, 0.0), (width, height), PAPER);
    let room = width - 2.0 * MARGIN;
    let mut top = 28.0;
    // A long title is set smaller before it is cut.
    let size = [TITLE_SIZE, 20.0, 18.0, 16.0]
        .into_iter()
        .find(|size| font::width(&heading.title, *size) <= room)
        .unwrap_or(16.0);
    for line in font::wrap(&heading.title, size, room, 2) {
        picture.words(&line, (MARGIN, top + size * 0.8), Style::start(size, INK));
        top += size * 1.35;
    }
    for line in font::wrap(&heading.subtitle, SUBTITLE_SIZE, room, 2) {
        top += SUBTITLE_SIZE * 1.4;
        picture.words(&line, (MARGIN, top - 1.0), Style::start(SUBTITLE_SIZE, QUIET));
    }
    let notes = font::wrap(&heading.footnote, FOOTNOTE_SIZE, room, 3);
    let mut bottom = height - 20.0;
    for line in notes.iter().rev() {
        picture.words(line, (MARGIN, bottom), Style::start(FOOTNOTE_SIZE, QUIET));
        bottom -= FOOTNOTE_SIZE * 1.45;
    }
    bottom -= if notes.is_empty() { 0.0 } else { 4.0 };
    (picture, Area { left: MARGIN, top: top + 16.0, right: width - MARGIN, bottom })
}

/// A straight scale from values to pixels.
#[derive(Clone, Debug)]
pub(super) struct Scale {
    low: f64,
    high: f64,
    from: f64,
    to: f64,
    /// Where the axis is marked, and with what.
    pub(super) ticks: Vec<(f64, String)>,
}

impl Scale {
    /// A scale whose ends are given.
    pub(super) fn fixed(low: f64, high: f64, (from, to): Point, ticks: Vec<(f64, String)>) -> Self {
        Self { low, high, from, to, ticks }
    }

    /// A scale with round ends and about `wanted` round marks that holds everything between `low` and `high`.
    ///
    /// It starts at zero unless that would flatten what there is to see.
    pub(super) fn round(low: f64, high: f64, (from, to): Point, wanted: f64) -> Self {
        let (mut low, mut high) = (low.min(high), low.max(high));
        if high <= low {
            // One value only: show it in the middle, or zero at the bottom.
            (low, high) = if low.abs() > 0.0 { around(low) } else { (0.0, 1.0) };
        }
        if low > 0.0 && low < 0.5 * high {
            low = 0.0;
        }
        let ticks = ticks(low, high, wanted);
        let ends = ticks.iter().fold((low, high), |(low, high), (value, _)| (low.min(*value), high.max(*value)));
        Self { low: ends.0, high: ends.1, from, to, ticks }
    }

    /// A scale that ends where the values end, with about `wanted` round marks between.
    pub(super) fn tight(low: f64, high: f64, (from, to): Point, wanted: f64) -> Self {
        let (low, high) = if low < high { (low, high) } else { around(low) };
        let mut ticks = ticks(low, high, wanted);
        // What only rounding puts outside is still marked.
        let slack = (high / 2.0 - low / 2.0) * 1e-9;
        ticks.retain(|(value, _)| (low - slack..=high + slack).contains(value));
        Self { low, high, from, to, ticks }
    }

    /// Where `value` lies, never outside the scale.
    pub(super) fn at(&self, value: f64) -> f64 {
        let size = self.low.abs().max(self.high.abs());
        let part = (value / size - self.low / size) / (self.high / size - self.low / size);
        let part = if part.is_finite() { part.clamp(0.0, 1.0) } else { 0.5 };
        self.from + (self.to - self.from) * part
    }

    /// The room that the widest mark takes.
    pub(super) fn label_width(&self) -> f64 {
        self.ticks.iter().map(|(_, label)| font::width(label, AXIS_SIZE)).fold(0.0, f64::max)
    }
}

/// Ends with `value` in the middle.
fn around(value: f64) -> (f64, f64) {
    let pad = if value.abs() > 0.0 { value.abs() * 0.5 } else { 1.0 };
    ((value - pad).max(f64::MIN), (value + pad).min(f64::MAX))
}

/// About `wanted` round marks; the first and the last may lie outside.
fn ticks(low: f64, high: f64, wanted: f64) -> Vec<(f64, String)> {
    // Halves, so that the span of the largest numbers is still a number.
    let span = (high / 2.0 - low / 2.0).clamp(f64::MIN_POSITIVE, f64::MAX / 8.0) * 2.0;
    let step = round_step(span / wanted);
    let first = (low / step + 1e-9).floor();
    let last = (high / step - 1e-9).ceil();
    let marks = (last - first).clamp(1.0, 20.0) as usize;
    // As many decimals as the step has: marks of 2.5 and 5 that read 2 and 5 would mislead.
    let exact = |decimals: &usize| {
        let whole = step * libm::pow(10.0, *decimals as f64);
        (whole - whole.round()).abs() < 1e-6 * whole
    };
    let decimals = (0..9).find(exact).unwrap_or(9);
    (0..=marks)
        .map(|mark| ((first + mark as f64) * step).clamp(f64::MIN, f64::MAX))
        .map(|value| (value, number::grouped(value, decimals)))
        .collect()
}

/// The smallest of 1, 2, 2.5 and 5 times a power of ten that is at least `least`.
fn round_step(least: f64) -> f64 {
    let power = libm::pow(10.0, libm::log10(least).floor());
    let step = [1.0, 2.0, 2.5, 5.0, 10.0].into_iter().map(|factor| factor * power).find(|step| *step >= least * 0.999);
    step.filter(|step| step.is_finite() && *step > 0.0).unwrap_or(least)
}

/// Level grid lines with their marks to the left of `area`.
pub(super) fn value_axis(picture: &mut Picture, area: Area, scale: &Scale, size: f64) {
    for (value, label) in &scale.ticks {
        let y = scale.at(*value);
        let colour = if *value == 0.0 { AXIS } else { GRID };
        picture.line(vec![(area.left, y), (area.right, y)], 1.0, colour);
        picture.centred(label, (area.left - 8.0, y), Style::end(size, QUIET));
    }
}

/// Upright grid lines with their marks on one line of text, which may stand out of `area` by `beyond` at either end.
///
/// If the marks are too wide to stand side by side, every second, third … is drawn, zero among them.
pub(super) fn number_axis(picture: &mut Picture, area: Area, scale: &Scale, words: Option<(f64, f64)>, beyond: f64) {
    let (baseline, size) = words.unwrap_or((0.0, FOOTNOTE_SIZE));
    let widest = scale.ticks.iter().map(|(_, mark)| font::width(mark, size)).fold(0.0, f64::max);
    let apart = scale.ticks.windows(2).map(|pair| scale.at(pair[1].0) - scale.at(pair[0].0)).fold(f64::MAX, f64::min);
    let stride = ((widest + 10.0) / apart.max(1.0)).ceil().clamp(1.0, 1000.0) as usize;
    let zero = scale.ticks.iter().position(|(value, _)| *value == 0.0).unwrap_or(0);
    let mut taken = f64::MIN;
    for (value, mark) in scale.ticks.iter().skip(zero % stride).step_by(stride) {
        let x = scale.at(*value);
        let colour = if *value == 0.0 { AXIS } else { GRID };
        picture.line(vec![(x, area.top), (x, area.bottom)], 1.0, colour);
        let half = font::width(mark, size) / 2.0;
        let (least, most) = (area.left - beyond + half, area.right + beyond - half);
        let middle = if least < most { x.clamp(least, most) } else { f64::midpoint(area.left, area.right) };
        if words.is_some() && middle - half >= taken {
            picture.words(mark, (middle, baseline), Style::middle(size, QUIET));
            taken = middle + half + 6.0;
        }
    }
}

/// Where the months of a chart lie from left to right.
#[derive(Clone, Copy, Debug)]
pub(super) struct Months {
    count: usize,
    left: f64,
    right: f64,
}

impl Months {
    pub(super) const fn new(count: usize, area: Area) -> Self {
        Self { count, left: area.left, right: area.right }
    }

    /// The place of month `index`. A single month stands in the middle.
    pub(super) fn at(&self, index: usize) -> f64 {
        let part = if self.count < 2 { 0.5 } else { index as f64 / (self.count - 1) as f64 };
        self.left + (self.right - self.left) * part
    }

    /// The places of the first `count` months.
    pub(super) fn places(&self, count: usize) -> Vec<f64> {
        (0..count).map(|index| self.at(index)).collect()
    }
}

/// Upright lines at each January and a level one below; returns the Januaries with their years.
pub(super) fn month_grid<'a>(picture: &mut Picture, area: Area, labels: &'a [String]) -> Vec<(usize, &'a str)> {
    let months = Months::new(labels.len(), area);
    let januaries: Vec<(usize, &str)> = labels
        .iter()
        .enumerate()
        .filter_map(|(index, label)| label.strip_suffix("-01").map(|year| (index, year)))
        .collect();
    for (index, _) in &januaries {
        let x = months.at(*index);
        picture.line(vec![(x, area.top), (x, area.bottom)], 1.0, GRID);
    }
    picture.line(vec![(area.left, area.bottom), (area.right, area.bottom)], 1.0, AXIS);
    januaries
}

/// Marks each January and, with their full labels, both ends. Labels that would touch are left out.
pub(super) fn month_axis(picture: &mut Picture, area: Area, labels: &[String], size: f64) {
    let months = Months::new(labels.len(), area);
    let januaries = month_grid(picture, area, labels);
    // Ends first, because they matter most; then every January, or every second, third … if the years are many.
    let mut taken: Vec<(f64, f64)> = Vec::new();
    let mut ends = vec![(0, Style::start(size, QUIET))];
    if labels.len() > 1 {
        ends.push((labels.len() - 1, Style::end(size, QUIET)));
    } else {
        ends[0].1 = Style::middle(size, QUIET);
    }
    for (index, style) in ends {
        let Some(label) = labels.get(index) else { continue };
        let label = font::fit(label, size, area.width() * 0.45);
        let (x, wide) = (months.at(index), font::width(&label, size));
        picture.line(vec![(x, area.bottom), (x, area.bottom + 4.0)], 1.0, AXIS);
        // The ends stay clear of the neighbouring panel.
        picture.words(&label, (x, area.bottom + 6.0 + size), style);
        taken.push(if index == 0 { (x, x + wide) } else { (x - wide, x) });
    }
    let widest = januaries.iter().map(|(_, year)| font::width(year, size)).fold(0.0, f64::max);
    let gap = 12.0;
    let apart = if labels.len() > 1 { 12.0 * area.width() / (labels.len() - 1) as f64 } else { area.width() };
    let stride = ((widest + gap) / apart).ceil().max(1.0) as usize;
    for (index, year) in januaries.iter().step_by(stride) {
        let x = months.at(*index);
        let (from, to) = (x - widest / 2.0 - gap, x + widest / 2.0 + gap);
        if taken.iter().all(|(left, right)| to <= *left || from >= *right) {
            picture.line(vec![(x, area.bottom), (x, area.bottom + 4.0)], 1.0, AXIS);
            picture.words(year, (x, area.bottom + 6.0 + size), Style::middle(size, QUIET));
        }
    }
}

/// What stands before a word in a legend.
#[derive(Clone, Copy, Debug)]
pub(super) enum Key {
    Box(Colour),
    Line(Colour),
    Dashes(Colour),
    Whisker,
    Diamond(Colour),
    UprightDashes(Colour),
    Interval(Colour),
    Dot(Colour),
    Ring(Colour),
}

/// Draws a key in a square of 16 pixels whose left edge is level with `x` and whose middle with `y`.
pub(super) fn key(picture: &mut Picture, (x, y): Point, key: Key) {
    match key {
        Key::Box(colour) => picture.rectangle((x, y - 6.0), (x + 16.0, y + 6.0), colour),
        Key::Line(colour) => picture.line(vec![(x, y), (x + 16.0, y)], 2.5, colour),
        Key::Dashes(colour) => picture.dashes(x - 1.0, x + 18.0, y, 1.5, colour),
        Key::Whisker => whisker(picture, x + 8.0, y - 7.0, y + 7.0, 4.0),
        Key::Diamond(colour) => picture.diamond((x + 8.0, y), 5.5, colour),
        Key::UprightDashes(colour) => picture.upright_dashes(x + 8.0, y - 7.0, y + 7.0, 1.5, colour),
        Key::Interval(colour) => {
            level_whisker(picture, (x, x + 16.0), y, (4.0, colour));
            picture.disc((x + 8.0, y), 4.0, colour);
        }
        Key::Dot(colour) => picture.disc((x + 8.0, y), 5.0, colour),
        Key::Ring(colour) => picture.ring((x + 8.0, y), 6.0, colour),
    }
}

/// An upright line with caps.
pub(super) fn whisker(picture: &mut Picture, x: f64, top: f64, bottom: f64, half: f64) {
    // A pale edge keeps it visible on a dark bar.
    picture.line(vec![(x, top), (x, bottom)], 4.0, PAPER.clear(0.6));
    picture.line(vec![(x, top), (x, bottom)], 1.5, INK);
    for y in [top, bottom] {
        picture.line(vec![(x - half, y), (x + half, y)], 1.5, INK);
    }
}

/// A level line with caps of half the given height.
pub(super) fn level_whisker(picture: &mut Picture, (from, to): Point, y: f64, (half, colour): (f64, Colour)) {
    picture.line(vec![(from, y), (to, y)], 1.75, colour);
    for x in [from, to] {
        picture.line(vec![(x, y - half), (x, y + half)], 1.75, colour);
    }
}

/// A legend from left to right, in as many lines as it takes; returns where the area below it starts.
pub(super) fn legend(picture: &mut Picture, area: Area, entries: &[(Key, &str)]) -> f64 {
    let (mut x, mut y) = (area.left, area.top + 8.0);
    let mut any = false;
    for (mark, label) in entries.iter().filter(|(_, label)| !label.trim().is_empty()) {
        let label = font::fit(label, AXIS_SIZE, 300.0);
        let wide = 22.0 + font::width(&label, AXIS_SIZE);
        if any && x + wide > area.right {
            (x, y) = (area.left, y + 20.0);
        }
        key(picture, (x, y), *mark);
        picture.centred(&label, (x + 22.0, y), Style::start(AXIS_SIZE, INK));
        x += wide + 22.0;
        any = true;
    }
    if any { y + 16.0 } else { area.top }
}

/// Moves labels of the given heights apart, as little as it takes, within `top` and `bottom`; returns their middles in
/// the given order. If there is no room for all of them, they share it evenly.
pub(super) fn spread(wanted: &[f64], heights: &[f64], top: f64, bottom: f64) -> Vec<f64> {
    let total: f64 = heights.iter().sum();
    let squeeze = if total > bottom - top { ((bottom - top) / total).max(0.0) } else { 1.0 };
    let mut order: Vec<usize> = (0..wanted.len().min(heights.len())).collect();
    order.sort_by(|a, b| wanted[*a].total_cmp(&wanted[*b]));
    // Neighbours that touch form a group, which stands where its members want to stand on average.
    let mut groups: Vec<(Vec<usize>, f64, f64)> = Vec::new();
    for index in order {
        let mut members = vec![index];
        let mut height = heights[index] * squeeze;
        let mut middle = wanted[index].clamp(top + height / 2.0, (bottom - height / 2.0).max(top + height / 2.0));
        while let Some((above, above_middle, above_height)) = groups.pop() {
            if above_middle + above_height / 2.0 <= middle - height / 2.0 {
                groups.push((above, above_middle, above_height));
                break;
            }
            let (more, fewer) = (above.len() as f64, members.len() as f64);
            middle = (above_middle * more + middle * fewer) / (more + fewer);
            height += above_height;
            middle = middle.clamp(top + height / 2.0, (bottom - height / 2.0).max(top + height / 2.0));
            members = above.into_iter().chain(members).collect();
        }
        groups.push((members, middle, height));
    }
    let mut middles = vec![0.0; wanted.len()];
    for (members, middle, height) in groups {
        let mut y = middle - height / 2.0;
        for member in members {
            let own = heights[member] * squeeze;
            middles[member] = y + own / 2.0;
            y += own;
        }
    }
    middles
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn round_scales_hold_their_values_and_survive_extremes() {
        for (low, high) in [
            (0.0, 0.0),
            (5.0, 5.0),
            (-3.0, -3.0),
            (0.0, 1e308),
            (-1.7e308, 1.7e308),
            (1e-300, 2e-300),
            (412.0, 530.0),
            (0.0, f64::MIN_POSITIVE),
        ] {
            let scale = Scale::round(low, high, (500.0, 100.0), 5.0);
            assert!((2..=21).contains(&scale.ticks.len()), "{low} {high}: {:?}", scale.ticks);
            for value in [low, high] {
                assert!((100.0..=500.0).contains(&scale.at(value)), "{low} {high}");
            }
        }
        let marks: Vec<String> =
            Scale::round(0.0, 1234.0, (0.0, 1.0), 5.0).ticks.into_iter().map(|(_, mark)| mark).collect();
        assert_eq!(marks, ["0", "250", "500", "750", "1,000", "1,250"]);
    }

    #[test]
    fn marks_show_every_decimal_of_their_step() {
        let marks = |low: f64, high: f64| -> Vec<String> {
            Scale::tight(low, high, (0.0, 1.0), 5.0).ticks.into_iter().map(|(_, mark)| mark).collect()
        };
        assert_eq!(marks(-6.0, 6.0), ["−5.0", "−2.5", "0.0", "2.5", "5.0"]);
        assert_eq!(marks(0.0, 1.2), ["0.00", "0.25", "0.50", "0.75", "1.00"]);
        assert_eq!(marks(612.0, 1004.0), ["700", "800", "900", "1,000"]);
        assert_eq!(marks(7.0, 7.0).len(), 4);
    }

    #[test]
    fn spread_labels_keep_their_order_and_do_not_touch() {
        let wanted = [50.0, 50.0, 51.0, 10.0, 99.0, 98.0];
        let middles = spread(&wanted, &[12.0; 6], 0.0, 100.0);
        let mut sorted = middles.clone();
        sorted.sort_by(f64::total_cmp);
        assert!(sorted.windows(2).all(|pair| pair[1] - pair[0] >= 12.0 - 1e-9), "{middles:?}");
        assert!(sorted[0] >= 6.0 && sorted[5] <= 94.0 + 1e-9, "{middles:?}");
        assert!(middles[3] < middles[0] && middles[2] < middles[5] && middles[5] < middles[4]);
        let squeezed = spread(&[0.0; 5], &[40.0; 5], 0.0, 100.0);
        assert!(squeezed.iter().all(|y| (0.0..=100.0).contains(y)));
    }
}
