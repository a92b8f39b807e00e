//! The paper of a chart: the root canvas of plotters in logical pixels, for what is not a series.

use plotters::coord::Shift;
use plotters::element::DashedPathElement;
use plotters::prelude::{
    Circle, Color as _, DrawingArea, FontDesc, FontFamily, FontStyle, IntoDrawingArea as _, PathElement, Polygon,
    Rectangle, Text, TextStyle,
};
use plotters::style::text_anchor::{HPos, Pos, VPos};
use plotters_backend::BackendCoord;

use super::ChartError;
use super::backend::{Backend, DROP, UNITS};
use super::font::Face;
use super::theme::{Colour, INK, PAPER};

/// A place: pixels from the left and from the top.
pub(super) type Point = (f64, f64);
/// What comes of drawing.
pub(super) type Drawn = Result<(), ChartError>;
/// A part of the page.
pub(super) type Canvas<'a> = DrawingArea<Backend<'a>, Shift>;

/// A length in the units of the backend, kept near the page so that no number overflows.
pub(super) fn units(length: f64) -> i32 {
    (length * f64::from(UNITS)).round().clamp(-1e6, 1e6) as i32
}

/// A length in pixels.
pub(super) fn pixels(units: i32) -> f64 {
    f64::from(units) / f64::from(UNITS)
}

fn spot((x, y): Point) -> BackendCoord {
    (units(x), units(y))
}

/// A rectangle of the page.
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

/// How a text is set.
#[derive(Clone, Copy)]
pub(super) struct Style {
    size: f64,
    colour: Colour,
    anchor: HPos,
}

impl Style {
    pub(super) const fn start(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: HPos::Left }
    }

    pub(super) const fn middle(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: HPos::Center }
    }

    pub(super) const fn end(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: HPos::Right }
    }

    /// The same for plotters.
    pub(super) fn of(&self, face: Face) -> TextStyle<'static> {
        let weight = if face.is_bold() { FontStyle::Bold } else { FontStyle::Normal };
        let size = self.size * f64::from(UNITS);
        let style = TextStyle::from(FontDesc::new(FontFamily::Name(face.families()), size, weight));
        TextStyle { color: self.colour.to_backend_color(), ..style }.pos(Pos::new(self.anchor, VPos::Center))
    }
}

/// A page to draw on.
pub(super) struct Paper<'a> {
    pub(super) root: Canvas<'a>,
    /// How texts are set that are not a title.
    pub(super) face: Face,
}

impl<'a> Paper<'a> {
    /// A white page of this size; what is drawn is written into `svg`.
    pub(super) fn new(svg: &'a mut String, size: Point, face: Face) -> Result<Self, ChartError> {
        let (width, height) = spot(size);
        let root = Backend::new(svg, (width.unsigned_abs(), height.unsigned_abs())).into_drawing_area();
        root.fill(&PAPER)?;
        Ok(Self { root, face })
    }

    /// A part of the page.
    pub(super) fn part(&self, area: Area) -> Canvas<'a> {
        let (left, top) = spot((area.left, area.top));
        let (right, bottom) = spot((area.right, area.bottom));
        self.root.clone().shrink((left, top), (right - left, bottom - top))
    }

    pub(super) fn line(&self, points: &[Point], width: f64, colour: Colour) -> Drawn {
        let points: Vec<BackendCoord> = points.iter().copied().map(spot).collect();
        Ok(self.root.draw(&PathElement::new(points, colour.stroke_width(units(width).unsigned_abs())))?)
    }

    pub(super) fn dashes(&self, from: Point, to: Point, width: f64, colour: Colour) -> Drawn {
        let style = colour.stroke_width(units(width).unsigned_abs());
        let (dash, gap) = if from.1 < to.1 { (5.0, 4.0) } else { (7.0, 5.0) };
        Ok(self.root.draw(&DashedPathElement::new([spot(from), spot(to)], units(dash), units(gap), style))?)
    }

    pub(super) fn rectangle(&self, from: Point, to: Point, colour: Colour) -> Drawn {
        Ok(self.root.draw(&Rectangle::new([spot(from), spot(to)], colour.filled()))?)
    }

    pub(super) fn disc(&self, centre: Point, radius: f64, colour: Colour) -> Drawn {
        Ok(self.root.draw(&Circle::new(spot(centre), units(radius), colour.filled()))?)
    }

    /// A hollow dot.
    pub(super) fn ring(&self, centre: Point, radius: f64, colour: Colour) -> Drawn {
        self.disc(centre, radius, colour)?;
        self.disc(centre, radius - 1.75, PAPER)
    }

    /// A diamond, the mark of a target.
    pub(super) fn diamond(&self, (x, y): Point, radius: f64, colour: Colour) -> Drawn {
        let corners = [(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)].map(spot);
        Ok(self.root.draw(&Polygon::new(corners, colour.filled()))?)
    }

    /// An upright line with caps.
    pub(super) fn whisker(&self, x: f64, (top, bottom): Point, half: f64) -> Drawn {
        // A pale edge keeps it visible on a dark bar.
        self.line(&[(x, top), (x, bottom)], 4.0, PAPER.mix(0.6))?;
        self.line(&[(x, top), (x, bottom)], 1.5, INK)?;
        [top, bottom].into_iter().try_for_each(|y| self.line(&[(x - half, y), (x + half, y)], 1.5, INK))
    }

    /// A level line with caps of half the given height.
    pub(super) fn level_whisker(&self, (from, to): Point, y: f64, (half, colour): (f64, Colour)) -> Drawn {
        self.line(&[(from, y), (to, y)], 2.0, colour)?;
        [from, to].into_iter().try_for_each(|x| self.line(&[(x, y - half), (x, y + half)], 2.0, colour))
    }

    /// A line of text whose baseline is at `at`.
    pub(super) fn words(&self, text: &str, (x, baseline): Point, style: Style) -> Drawn {
        self.centred(text, (x, baseline - DROP * style.size), style)
    }

    /// A line of text whose middle is level with `at`.
    pub(super) fn centred(&self, text: &str, at: Point, style: Style) -> Drawn {
        Ok(self.root.draw(&Text::new(text.to_owned(), spot(at), style.of(self.face)))?)
    }

    /// Lines of text around the middle of them all.
    pub(super) fn lines(&self, lines: &[String], (x, middle): Point, apart: f64, style: Style) -> Drawn {
        let first = middle - apart * lines.len().saturating_sub(1) as f64 / 2.0;
        let mut places = (0..).map(|index| first + apart * f64::from(index));
        lines.iter().try_for_each(|line| self.centred(line, (x, places.next().unwrap_or(middle)), style))
    }

    pub(super) fn width(&self, text: &str, size: f64) -> f64 {
        self.face.width(text, size)
    }

    pub(super) fn fit(&self, text: &str, size: f64, room: f64) -> String {
        self.face.fit(text, size, room)
    }
}
