//! The SVG backend of plotters, led to whole pixels, and the PNG that is rendered from what it writes.

use std::io;
use std::sync::{Arc, LazyLock};

use plotters::prelude::{DrawingBackend, FontFamily, FontStyle, SVGBackend};
use plotters::style::text_anchor::{Pos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingErrorKind};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::{Database, ID, Source};
use resvg::usvg::{FontResolver, Options, Tree};

use super::theme::PNG_SCALE;
use super::{ChartError, font};

/// Units of the backend in a logical pixel: it knows whole numbers only.
pub(super) const UNITS: i32 = 20;
/// How far the baseline of a text lies below the middle of its line, in ems.
pub(super) const DROP: f64 = 0.36;
/// How far the backend sets the baseline below the top, in ems.
const RISE: f64 = 0.76;
/// By what the backend divides the size of a text.
const FACTOR: f64 = 1.24;

type Outcome = Result<(), DrawingErrorKind<io::Error>>;

/// Level and upright lines and the edges of rectangles fall on whole pixels of the PNG, and of a screen where they can.
pub(super) struct Backend<'a> {
    svg: SVGBackend<'a>,
}

impl<'a> Backend<'a> {
    /// Writes into `text`; the size is in units.
    pub(super) fn new(text: &'a mut String, size: (u32, u32)) -> Self {
        Self { svg: SVGBackend::with_string(text, size) }
    }
}

/// The nearest place at which a line of this width has sharp edges.
fn sharp(place: i32, width: i32) -> i32 {
    let pixel = UNITS / PNG_SCALE as i32;
    let grid = if width % UNITS == 0 { UNITS } else { pixel };
    // Half of an odd width is not a unit; none is drawn.
    let half = width / 2;
    (f64::from(place - half) / f64::from(grid)).round() as i32 * grid + half
}

impl DrawingBackend for Backend<'_> {
    type ErrorType = io::Error;

    fn get_size(&self) -> (u32, u32) {
        self.svg.get_size()
    }

    fn ensure_prepared(&mut self) -> Outcome {
        self.svg.ensure_prepared()
    }

    fn present(&mut self) -> Outcome {
        self.svg.present()
    }

    fn draw_pixel(&mut self, point: BackendCoord, colour: BackendColor) -> Outcome {
        self.svg.draw_pixel(point, colour)
    }

    fn draw_line<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S) -> Outcome {
        self.draw_path([from, to], style)
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        let mut points: Vec<BackendCoord> = path.into_iter().collect();
        points.dedup();
        if let [from, to] = points.as_mut_slice() {
            let width = style.stroke_width() as i32;
            if from.0 == to.0 {
                (from.0, to.0) = (sharp(from.0, width), sharp(from.0, width));
            } else if from.1 == to.1 {
                (from.1, to.1) = (sharp(from.1, width), sharp(from.1, width));
            }
        }
        self.svg.draw_path(points, style)
    }

    fn draw_rect<S: BackendStyle>(&mut self, from: BackendCoord, to: BackendCoord, style: &S, fill: bool) -> Outcome {
        let corner = |(x, y)| (sharp(x, 0), sharp(y, 0));
        self.svg.draw_rect(corner(from), corner(to), style, fill)
    }

    fn draw_circle<S: BackendStyle>(&mut self, centre: BackendCoord, radius: u32, style: &S, fill: bool) -> Outcome {
        self.svg.draw_circle(centre, radius, style, fill)
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Outcome {
        self.svg.fill_polygon(path, style)
    }

    /// Without the characters that XML forbids. What is to be centred is so by its digits, which the backend leaves to an
    /// x-height that programs guess.
    fn draw_text<S: BackendTextStyle>(&mut self, text: &str, style: &S, (x, y): BackendCoord) -> Outcome {
        let text = clean(text);
        if text.trim().is_empty() {
            return Ok(());
        }
        let up = if matches!(style.anchor().v_pos, VPos::Center) { (RISE - DROP) * style.size() } else { 0.0 };
        self.svg.draw_text(&text, &Type(style), (x, y - up.round() as i32))
    }
}

/// A style of text as the backend must be told it.
struct Type<'a, S>(&'a S);

impl<S: BackendTextStyle> BackendTextStyle for Type<'_, S> {
    type FontError = S::FontError;

    fn color(&self) -> BackendColor {
        self.0.color()
    }

    fn size(&self) -> f64 {
        self.0.size() * FACTOR
    }

    fn style(&self) -> FontStyle {
        self.0.style()
    }

    fn anchor(&self) -> Pos {
        Pos::new(self.0.anchor().h_pos, VPos::Top)
    }

    fn family(&self) -> FontFamily<'_> {
        self.0.family()
    }

    fn layout_box(&self, text: &str) -> Result<(BackendCoord, BackendCoord), Self::FontError> {
        self.0.layout_box(text)
    }

    fn draw<E, F: FnMut(i32, i32, BackendColor) -> Result<(), E>>(
        &self,
        text: &str,
        place: BackendCoord,
        pixel: F,
    ) -> Result<Result<(), E>, Self::FontError> {
        self.0.draw(text, place, pixel)
    }
}

/// `text` on one line, without the characters that XML forbids.
pub(super) fn clean(text: &str) -> String {
    let forbidden = |one: char| one.is_control() || matches!(one, '\u{fffe}' | '\u{ffff}');
    crate::words::one_line(text).chars().map(|one| if forbidden(one) { ' ' } else { one }).collect()
}

static FONTS: LazyLock<Arc<Database>> = LazyLock::new(|| {
    let mut fonts = Database::new();
    for face in font::FILES {
        fonts.load_font_source(Source::Binary(Arc::new(face)));
    }
    Arc::new(fonts)
});

/// The face for a character that the first has not: as heavy as that one if there is one, so that a title has one weight.
fn fallback(character: char, used: &[ID], fonts: &Database) -> Option<ID> {
    let heavy = |id: ID| fonts.face(id).is_some_and(|face| face.weight.0 > 500);
    let wanted = used.first().copied().is_some_and(heavy);
    let has = |id: ID| fonts.with_face_data(id, |bytes, _| font::has(bytes, character)) == Some(true);
    let found = fonts.faces().map(|face| face.id).filter(|id| !used.contains(id) && has(*id));
    found.min_by_key(|id| heavy(*id) != wanted)
}

/// The document with every text as outlines of the embedded faces: the machine may have no fonts at all.
pub(super) fn outlined(svg: &str) -> Result<Tree, ChartError> {
    let font_resolver = FontResolver {
        select_font: FontResolver::default_font_selector(),
        select_fallback: Box::new(|character, used, fonts| fallback(character, used, fonts)),
    };
    let options = Options { fontdb: FONTS.clone(), font_resolver, ..Options::default() };
    Tree::from_str(svg, &options).map_err(|error| ChartError::Drawing(error.to_string()))
}

/// The pixels of a document, at [`PNG_SCALE`] times its size.
pub(super) fn pixels(svg: &str) -> Result<Pixmap, ChartError> {
    let tree = outlined(svg)?;
    let scale = PNG_SCALE as f32;
    let size = tree.size().to_int_size().scale_by(scale);
    let mut pixels = size
        .and_then(|size| Pixmap::new(size.width(), size.height()))
        .ok_or_else(|| ChartError::Drawing("no room for its pixels".to_owned()))?;
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut pixels.as_mut());
    Ok(pixels)
}
