//! A picture as a list of simple shapes, in logical pixels.

#[cfg(test)]
use super::font;
use super::theme::{Colour, PAPER};

/// A place: pixels from the left and from the top.
pub(super) type Point = (f64, f64);

/// Which end of a text its place names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// Something to draw.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    Rectangle { from: Point, to: Point, colour: Colour },
    Polygon { points: Vec<Point>, colour: Colour },
    Line { points: Vec<Point>, width: f64, colour: Colour },
    Disc { centre: Point, radius: f64, colour: Colour },
    Words { text: String, at: Point, size: f64, anchor: Anchor, colour: Colour },
}

/// How a text is set.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    pub(super) size: f64,
    pub(super) colour: Colour,
    pub(super) anchor: Anchor,
}

impl Style {
    pub(super) const fn start(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: Anchor::Start }
    }

    pub(super) const fn middle(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: Anchor::Middle }
    }

    pub(super) const fn end(size: f64, colour: Colour) -> Self {
        Self { size, colour, anchor: Anchor::End }
    }

    /// How far the baseline lies below the middle of a line of this text.
    pub(super) fn drop(&self) -> f64 {
        0.36 * self.size
    }
}

/// Shapes, from the lowest to the topmost.
#[derive(Clone, Debug, Default)]
pub(super) struct Picture {
    pub(super) shapes: Vec<Shape>,
}

impl Picture {
    pub(super) fn rectangle(&mut self, from: Point, to: Point, colour: Colour) {
        self.shapes.push(Shape::Rectangle { from, to, colour });
    }

    pub(super) fn polygon(&mut self, points: Vec<Point>, colour: Colour) {
        self.shapes.push(Shape::Polygon { points, colour });
    }

    pub(super) fn line(&mut self, points: Vec<Point>, width: f64, colour: Colour) {
        self.shapes.push(Shape::Line { points, width, colour });
    }

    pub(super) fn disc(&mut self, centre: Point, radius: f64, colour: Colour) {
        self.shapes.push(Shape::Disc { centre, radius, colour });
    }

    /// A diamond, the mark of a target.
    pub(super) fn diamond(&mut self, (x, y): Point, radius: f64, colour: Colour) {
        self.polygon(vec![(x, y - radius), (x + radius, y), (x, y + radius), (x - radius, y)], colour);
    }

    /// A level dashed line.
    pub(super) fn dashes(&mut self, from: f64, to: f64, y: f64, width: f64, colour: Colour) {
        let mut x = from;
        while x < to {
            self.line(vec![(x, y), ((x + 7.0).min(to), y)], width, colour);
            x += 12.0;
        }
    }

    /// An upright dashed line.
    pub(super) fn upright_dashes(&mut self, x: f64, from: f64, to: f64, width: f64, colour: Colour) {
        let mut y = from;
        while y < to {
            self.line(vec![(x, y), (x, (y + 5.0).min(to))], width, colour);
            y += 9.0;
        }
    }

    /// A hollow dot.
    pub(super) fn ring(&mut self, centre: Point, radius: f64, colour: Colour) {
        self.disc(centre, radius, colour);
        self.disc(centre, radius - 1.75, PAPER);
    }

    /// A line of text whose baseline is at `at`. Characters that XML forbids become spaces.
    pub(super) fn words(&mut self, text: &str, at: Point, style: Style) {
        let text: String = text
            .chars()
            .map(|character| match character {
                '\u{fffe}' | '\u{ffff}' => ' ',
                character if character.is_control() => ' ',
                character => character,
            })
            .collect();
        if !text.trim().is_empty() {
            let Style { size, colour, anchor } = style;
            self.shapes.push(Shape::Words { text, at, size, anchor, colour });
        }
    }

    /// A line of text whose middle is level with `at`.
    pub(super) fn centred(&mut self, text: &str, (x, y): Point, style: Style) {
        self.words(text, (x, y + style.drop()), style);
    }
}

#[cfg(test)]
impl Shape {
    /// Left, top, right and bottom of a text.
    pub(super) fn text_box(&self) -> Option<(f64, f64, f64, f64)> {
        let Self::Words { text, at: (x, y), size, anchor, .. } = self else {
            return None;
        };
        let width = font::width(text, *size);
        let left = match anchor {
            Anchor::Start => *x,
            Anchor::Middle => x - width / 2.0,
            Anchor::End => x - width,
        };
        Some((left, y - 0.8 * size, left + width, y + 0.1 * size))
    }
}
