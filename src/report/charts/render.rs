//! Pictures to SVG and PNG, through the backends of plotters.

use std::convert::Infallible;

use ab_glyph_rasterizer::{Point as Spot, Rasterizer, point};
use plotters_backend::text_anchor::{HPos, Pos, VPos};
use plotters_backend::{
    BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind, FontFamily,
};
use plotters_bitmap::BitMapBackend;
use plotters_svg::SVGBackend;

use super::canvas::{Anchor, Picture, Point, Shape};
use super::theme::{Colour, HEIGHT, PNG_SCALE, WIDTH};
use super::{ChartError, Heading, font};
use crate::words::one_line;

/// Fonts that the desktops of planners have, and one that every browser has.
const FAMILIES: &str = "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, sans-serif";
/// Both backends draw on the grid of the PNG, so that both round alike.
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

/// The PNG file.
pub(super) fn png(picture: &Picture) -> Result<Vec<u8>, ChartError> {
    let pixels = pixels(picture)?;
    let mut file = Vec::new();
    let mut encoder = png::Encoder::new(&mut file, SIZE.0, SIZE.1);
    encoder.set_color(png::ColorType::Rgb);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_compression(png::Compression::Fast);
    let mut writer = encoder.write_header().map_err(|error| ChartError::Drawing(error.to_string()))?;
    writer.write_image_data(&pixels).map_err(|error| ChartError::Drawing(error.to_string()))?;
    writer.finish().map_err(|error| ChartError::Drawing(error.to_string()))?;
    Ok(file)
}

/// The picture as rows of red, green and blue.
pub(super) fn pixels(picture: &Picture) -> Result<Vec<u8>, ChartError> {
    let mut pixels = vec![255; SIZE.0 as usize * SIZE.1 as usize * 3];
    {
        let backend = BitMapBackend::with_buffer_and_format(&mut pixels, SIZE)
            .map_err(|error| ChartError::Drawing(error.to_string()))?;
        replay(picture, &mut Smooth { backend })?;
    }
    Ok(pixels)
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
        text: &str,
        (x, y): BackendCoord,
        mut pixel: F,
    ) -> Result<Result<(), E>, Infallible> {
        let colour = self.color();
        let mut result = Ok(());
        for outline in font::outlines(text, self.size, RISE * self.size) {
            let bounds = outline.px_bounds();
            let (left, top) = (x + bounds.min.x as i32, y + bounds.min.y as i32);
            outline.draw(|column, row, cover| {
                if result.is_ok() && cover > 0.0 {
                    result = pixel(left + column as i32, top + row as i32, colour.mix(f64::from(cover.min(1.0))));
                }
            });
        }
        Ok(result)
    }
}

/// The bitmap backend of plotters with smooth edges: its own polygons and wide lines are jagged.
struct Smooth<'a> {
    backend: BitMapBackend<'a>,
}

type Outcome<'a> = Result<(), DrawingErrorKind<<BitMapBackend<'a> as DrawingBackend>::ErrorType>>;

impl<'a> Smooth<'a> {
    /// Fills closed outlines, all wound the same way where they overlap.
    fn fill(&mut self, outlines: &[Vec<Spot>], colour: BackendColor) -> Outcome<'a> {
        let spots = || outlines.iter().flatten();
        let bound = |start: f32, pick: fn(f32, f32) -> f32, part: fn(&Spot) -> f32| spots().map(part).fold(start, pick);
        let (left, right) = (bound(f32::MAX, f32::min, |spot| spot.x), bound(f32::MIN, f32::max, |spot| spot.x));
        let (top, bottom) = (bound(f32::MAX, f32::min, |spot| spot.y), bound(f32::MIN, f32::max, |spot| spot.y));
        if left > right || top > bottom {
            return Ok(());
        }
        let (left, top) = (left.floor() - 1.0, top.floor() - 1.0);
        let (width, height) = ((right - left).ceil() as usize + 2, (bottom - top).ceil() as usize + 2);
        let mut rasterizer = Rasterizer::new(width, height);
        for outline in outlines {
            for (index, from) in outline.iter().enumerate() {
                let to = outline[(index + 1) % outline.len()];
                rasterizer.draw_line(point(from.x - left, from.y - top), point(to.x - left, to.y - top));
            }
        }
        let mut result = Ok(());
        rasterizer.for_each_pixel_2d(|column, row, cover| {
            if result.is_ok() && cover > 0.002 {
                let place = (left as i32 + column as i32, top as i32 + row as i32);
                result = self.backend.draw_pixel(place, colour.mix(f64::from(cover.min(1.0))));
            }
        });
        result
    }
}

/// A circle as a polygon, wound clockwise on the screen.
fn circle(centre: Spot, radius: f32) -> Vec<Spot> {
    let corners = (8.0 + 2.0 * radius).min(64.0) as usize;
    (0..corners)
        .map(|corner| {
            let angle = std::f32::consts::TAU * corner as f32 / corners as f32;
            point(centre.x + radius * angle.cos(), centre.y + radius * angle.sin())
        })
        .collect()
}

fn spot((x, y): BackendCoord) -> Spot {
    point(x as f32, y as f32)
}

impl<'a> DrawingBackend for Smooth<'a> {
    type ErrorType = <BitMapBackend<'a> as DrawingBackend>::ErrorType;

    fn get_size(&self) -> (u32, u32) {
        self.backend.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome<'a> {
        self.backend.ensure_prepared()
    }

    fn present(&mut self) -> Outcome<'a> {
        self.backend.present()
    }

    fn draw_pixel(&mut self, place: BackendCoord, colour: BackendColor) -> Outcome<'a> {
        self.backend.draw_pixel(place, colour)
    }

    fn draw_rect<S: BackendStyle>(
        &mut self,
        from: BackendCoord,
        to: BackendCoord,
        style: &S,
        fill: bool,
    ) -> Outcome<'a> {
        self.backend.draw_rect(from, to, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(
        &mut self,
        path: I,
        style: &S,
    ) -> Outcome<'a> {
        self.fill(&[path.into_iter().map(spot).collect()], style.color())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome<'a> {
        let mut spots: Vec<Spot> = path.into_iter().map(spot).collect();
        spots.dedup();
        let radius = style.stroke_width() as f32 / 2.0;
        let mut outlines = Vec::new();
        for pair in spots.windows(2) {
            let [from, to] = [pair[0], pair[1]];
            let (dx, dy) = (to.x - from.x, to.y - from.y);
            let long = dx.hypot(dy);
            let (across, down) = (-dy / long * radius, dx / long * radius);
            outlines.push(vec![
                point(from.x - across, from.y - down),
                point(to.x - across, to.y - down),
                point(to.x + across, to.y + down),
                point(from.x + across, from.y + down),
            ]);
        }
        // Round joints only where the line turns sharply: elsewhere they would show as beads.
        for corner in spots.windows(3) {
            let (a, b) = (corner[1] - corner[0], corner[2] - corner[1]);
            let turn = (a.x * b.y - a.y * b.x).abs() / (a.x.hypot(a.y) * b.x.hypot(b.y));
            if radius > 1.0 && (turn > 0.35 || a.x * b.x + a.y * b.y < 0.0) {
                outlines.push(circle(corner[1], radius));
            }
        }
        self.fill(&outlines, style.color())
    }

    fn draw_circle<S: BackendStyle>(
        &mut self,
        centre: BackendCoord,
        radius: u32,
        style: &S,
        _fill: bool,
    ) -> Outcome<'a> {
        self.fill(&[circle(spot(centre), radius as f32)], style.color())
    }
}
