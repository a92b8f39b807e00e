//! What stands around every chart: title, subtitle and legend above, notes below. The page is as tall as they and the
//! chart need.

use super::backend::clean;
use super::font::Face;
use super::paper::{Area, Drawn, Paper, Point, Style};
use super::theme::{AXIS_SIZE, Colour, FOOTNOTE_SIZE, INK, QUIET, SUBTITLE_SIZE, TITLE_SIZE};
use super::{ChartError, Heading, Sheet};
use crate::words::Language;

/// A kind of chart.
pub(super) trait Picture {
    /// The words around it.
    fn heading(&self) -> &Heading;

    /// Refuses numbers that cannot be drawn.
    fn check(&self) -> Result<(), ChartError>;

    /// Marks and what they mean; those without words are left out.
    fn legend(&self, face: Face) -> Vec<(Key, String)>;

    /// How tall it has to be below its legend, on paper of this width.
    fn height(&self, face: Face, width: f64) -> f64;

    /// Draws it there.
    fn draw(&self, paper: &Paper<'_>, body: Area) -> Drawn;
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

impl Key {
    /// Draws it in a square of 16 pixels whose left edge is level with `x` and whose middle with `y`.
    pub(super) fn draw(self, paper: &Paper<'_>, (x, y): Point) -> Drawn {
        let middle = x + 8.0;
        match self {
            Self::Box(colour) => paper.rectangle((x, y - 6.0), (x + 16.0, y + 6.0), colour),
            Self::Line(colour) => paper.line(&[(x, y), (x + 16.0, y)], 2.5, colour),
            Self::Dashes(colour) => paper.dashes((x - 1.0, y), (x + 18.0, y), 1.5, colour),
            Self::Whisker => paper.whisker(middle, (y - 7.0, y + 7.0), 4.0),
            Self::Diamond(colour) => paper.diamond((middle, y), 5.5, colour),
            Self::UprightDashes(colour) => paper.dashes((middle, y - 7.0), (middle, y + 7.0), 1.5, colour),
            Self::Interval(colour) => {
                paper.level_whisker((x, x + 16.0), y, (4.0, colour))?;
                paper.disc((middle, y), 4.0, colour)
            }
            Self::Dot(colour) => paper.disc((middle, y), 5.0, colour),
            Self::Ring(colour) => paper.ring((middle, y), 6.0, colour),
        }
    }
}

/// A legend from left to right, in as many lines as it takes: where each entry stands, and where the legend ends.
fn legend(entries: Vec<(Key, String)>, area: Area, face: Face) -> (Vec<(Key, String, Point)>, f64) {
    let (mut x, mut y) = (area.left, area.top + 8.0);
    let mut placed: Vec<(Key, String, Point)> = Vec::new();
    for (mark, label) in entries.into_iter().filter(|(_, label)| !label.trim().is_empty()) {
        let label = face.fit(&label, AXIS_SIZE, 300.0_f64.min(area.width() - 22.0));
        let wide = 22.0 + face.width(&label, AXIS_SIZE);
        if !placed.is_empty() && x + wide > area.right {
            (x, y) = (area.left, y + 20.0);
        }
        placed.push((mark, label, (x, y)));
        x += wide + 22.0;
    }
    let end = if placed.is_empty() { area.top } else { y + 16.0 };
    (placed, end)
}

/// The chart as an SVG document, with a title and a description for screen readers.
pub(super) fn svg(chart: &dyn Picture, sheet: Sheet) -> Result<String, ChartError> {
    chart.check()?;
    let (heading, face, width) = (chart.heading(), Face::text(sheet.language), sheet.width());
    let margin = if width < 700.0 { 24.0 } else { 40.0 };
    let room = width - 2.0 * margin;

    // A long title is set smaller before it is broken.
    let title_face = Face::title(sheet.language, &heading.title);
    let fits = |size: &f64| *size <= width / 30.0 && title_face.width(&heading.title, *size) <= room;
    let size = [TITLE_SIZE, 20.0, 18.0, 16.0].into_iter().find(fits).unwrap_or(16.0);
    let title = title_face.wrap(&heading.title, size, room, 3);
    let subtitle = face.wrap(&heading.subtitle, SUBTITLE_SIZE, room, 3);
    let notes = face.wrap(&heading.footnote, FOOTNOTE_SIZE, room, 5);
    let below_title = 28.0 + size * 1.35 * title.len() as f64;
    let top = below_title + SUBTITLE_SIZE * 1.4 * subtitle.len() as f64 + 16.0;
    let (entries, legend_end) =
        legend(chart.legend(face), Area { left: margin, top, right: width - margin, bottom: top }, face);
    let body_height = chart.height(face, room).ceil();
    let foot = if notes.is_empty() { 20.0 } else { 24.0 + FOOTNOTE_SIZE * 1.45 * notes.len() as f64 };
    let height = (legend_end + body_height + foot).ceil();

    let mut drawn = String::new();
    let paper = Paper::new(&mut drawn, (width, height), face)?;
    let titled = Paper { root: paper.root.clone(), face: title_face };
    for (index, line) in (0..).zip(&title) {
        titled.words(line, (margin, 28.0 + size * (0.8 + 1.35 * f64::from(index))), Style::start(size, INK))?;
    }
    for (index, line) in (1..).zip(&subtitle) {
        let baseline = below_title + SUBTITLE_SIZE * 1.4 * f64::from(index) - 1.0;
        paper.words(line, (margin, baseline), Style::start(SUBTITLE_SIZE, QUIET))?;
    }
    for (mark, label, (x, y)) in &entries {
        mark.draw(&paper, (*x, *y))?;
        paper.centred(label, (x + 22.0, *y), Style::start(AXIS_SIZE, INK))?;
    }
    chart.draw(
        &paper,
        Area { left: margin, top: legend_end, right: width - margin, bottom: legend_end + body_height },
    )?;
    for (index, line) in (0..).zip(notes.iter().rev()) {
        let baseline = height - 20.0 - FOOTNOTE_SIZE * 1.45 * f64::from(index);
        paper.words(line, (margin, baseline), Style::start(FOOTNOTE_SIZE, QUIET))?;
    }
    paper.root.present()?;
    drop((paper, titled));
    Ok(document(&drawn, heading, sheet.language, (width, height)))
}

/// What plotters wrote, with a root that screen readers and browsers need.
fn document(drawn: &str, heading: &Heading, language: Language, (width, height): Point) -> String {
    let (root, body) = drawn.split_once('>').unwrap_or_default();
    let frame = root.split_once("viewBox=\"").and_then(|(_, rest)| rest.split_once('"')).map_or("", |(frame, _)| frame);
    let described = [&heading.description, &heading.subtitle, &heading.title];
    let description = described.into_iter().find(|text| !text.trim().is_empty()).map_or("", |text| text);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" viewBox=\"{frame}\" role=\"img\" \
         lang=\"{}\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        language.code(),
        escape(&heading.title),
        escape(description),
    )
}

/// `text` inside an XML element.
fn escape(text: &str) -> String {
    clean(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
