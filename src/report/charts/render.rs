//! Pictures to SVG through the backend of plotters, and from that SVG to PNG, so that the two cannot drift apart.

use std::convert::Infallible;
use std::sync::{Arc, LazyLock};

use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
};
use plotters_svg::SVGBackend;
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, Source};
use resvg::usvg::{Options, Tree};

use super::canvas::{Anchor, Picture, Point, Shape};
use super::theme::{Colour, HEIGHT, PNG_SCALE, WIDTH};
use super::{ChartError, Heading, font};
use crate::words::one_line;

/// Fonts that the desktops of planners have, and one that every browser has.
const FAMILIES: &str = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif";
/// Drawn on the grid of the PNG, so that nothing is blurred there.
const SIZE: (u32, u32) = (WIDTH * PNG_SCALE, HEIGHT * PNG_SCALE);

/// The SVG document.
pub(super) fn svg(picture: &Picture, heading: &Heading) -> Result<String, ChartError> {
    let mut drawn = String::new();
    {
        let mut backend = SVGBackend::with_string(&mut drawn, SIZE);
        replay(picture, &mut backend)?;
    }
    let body = drawn.split_once('>').map_or("", |(_, body)| body);
    let description = [&heading.description, &heading.subtitle, &heading.title]
        .into_iter()
        .find(|text| !text.trim().is_empty())
        .map_or("", |text| text);
    Ok(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{WIDTH}\" height=\"{HEIGHT}\" viewBox=\"0 0 {} {}\" \
         role=\"img\" stroke-linejoin=\"round\">\n<title>{}</title>\n<desc>{}</desc>{body}",
        SIZE.0,
        SIZE.1,
        escape(&heading.title),
        escape(description),
    ))
}

/// `text` inside an XML element, without the characters that XML forbids.
fn escape(text: &str) -> String {
    let mut escaped = String::new();
    for character in one_line(text).chars() {
        match character {
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '&' => escaped.push_str("&amp;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push(' '),
            character if character.is_control() => escaped.push(' '),
            character => escaped.push(character),
        }
    }
    escaped
}

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    fonts.load_font_source(Source::Binary(Arc::new(font::BYTES)));
    Arc::new(fonts)
});

/// The document with every text as outlines of the embedded font: the machine may have no fonts at all.
pub(super) fn outlined(svg: &str) -> Result<Tree, ChartError> {
    let options = Options { fontdb: FONTS.clone(), ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| ChartError::Drawing(error.to_string()))
}

/// The pixels of a document, at [`PNG_SCALE`] times its size.
pub(super) fn pixels(svg: &str) -> Result<Pixmap, ChartError> {
    let tree = outlined(svg)?;
    let size = tree.size().to_int_size().scale_by(PNG_SCALE as f32);
    let mut pixels = size
        .and_then(|size| Pixmap::new(size.width(), size.height()))
        .ok_or_else(|| ChartError::Drawing("no room for its pixels".to_owned()))?;
    let scale = PNG_SCALE as f32;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}

/// The PNG file of a document.
pub(super) fn png(svg: &str) -> Result<Vec<u8>, ChartError> {
    pixels(svg)?.encode_png().map_err(|error| ChartError::Drawing(error.to_string()))
}

/// Draws every shape on a backend.
fn replay<B: DrawingBackend>(picture: &Picture, backend: &mut B) -> Result<(), ChartError> {
    for shape in &picture.shapes {
        draw(shape, backend).map_err(|error| ChartError::Drawing(error.to_string()))?;
    }
    backend.present().map_err(|error| ChartError::Drawing(error.to_string()))
}

fn draw<B: DrawingBackend>(shape: &Shape, backend: &mut B) -> Result<(), DrawingErrorKind<B::ErrorType>> {
    match shape {
        Shape::Rectangle { from, to, colour } => {
            backend.draw_rect(device(*from), device(*to), &Pen::fill(*colour), true)
        }
        Shape::Polygon { points, colour } => {
            backend.fill_polygon(points.iter().copied().map(device), &Pen::fill(*colour))
        }
        Shape::Line { points, width, colour } => {
            let pen = Pen { width: length(*width).max(1), ..Pen::fill(*colour) };
            backend.draw_path(points.iter().copied().map(device), &pen)
        }
        Shape::Disc { centre, radius, colour } => {
            backend.draw_circle(device(*centre), length(*radius), &Pen::fill(*colour), true)
        }
        Shape::Words { text, at: (x, baseline), size, anchor, colour } => {
            let type_ = Type { size: size * f64::from(PNG_SCALE), anchor: *anchor, colour: *colour };
            // The backends place a text by its top; SVG sets the baseline `RISE` of an em below it.
            backend.draw_text(&one_line(text), &type_, device((*x, baseline - RISE * size)))
        }
    }
}

/// A place on the grid, kept near the picture so that no number overflows.
fn device((x, y): Point) -> BackendCoord {
    let on_grid = |value: f64, most: u32| {
        let limit = f64::from(most);
        (value * f64::from(PNG_SCALE)).round().clamp(-limit, 2.0 * limit) as i32
    };
    (on_grid(x, SIZE.0), on_grid(y, SIZE.1))
}

fn length(value: f64) -> u32 {
    (value * f64::from(PNG_SCALE)).round().clamp(0.0, 1000.0) as u32
}

/// Colour and width of a stroke.
struct Pen {
    colour: BackendColor,
    width: u32,
}

impl Pen {
    const fn fill(colour: Colour) -> Self {
        Self { colour: BackendColor { alpha: colour.alpha, rgb: colour.rgb }, width: 1 }
    }
}

impl BackendStyle for Pen {
    fn color(&self) -> BackendColor {
        self.colour
    }

    fn stroke_width(&self) -> u32 {
        self.width
    }
}

/// The baseline below the top of a line, in ems: what the SVG backend assumes.
const RISE: f64 = 0.76;

/// How a text is set on the grid. It stands in for the fonts of plotters, which would set PNG text at another size than
/// SVG text, and letters on whole pixels.
struct Type {
    size: f64,
    anchor: Anchor,
    colour: Colour,
}

impl BackendTextStyle for Type {
    type FontError = Infallible;

    fn color(&self) -> BackendColor {
        Pen::fill(self.colour).colour
    }

    fn size(&self) -> f64 {
        // The SVG backend divides by this factor.
        self.size * 1.24
    }

    fn anchor(&self) -> Pos {
        let horizontal = match self.anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        Pos::new(horizontal, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        FontFamily::Name(FAMILIES)
    }

    fn layout_box(&self, text: &str) -> Result<((i32, i32), (i32, i32)), Infallible> {
        Ok(((0, 0), (font::width(text, self.size).round() as i32, self.size.round() as i32)))
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        _: &str,
        _: BackendCoord,
        _: F,
    ) -> Result<Result<(), E>, Infallible> {
        // Only backends of pixels ask for it.
        Ok(Ok(()))
    }
}
