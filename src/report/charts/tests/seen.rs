//! A drawing as it is seen: whether it is one, what its texts are, and that no ink touches another.

use resvg::usvg::{Group, Node, Rect};

use super::*;
use crate::report::charts::font::Face;

/// Every opening tag is closed in order, and what stands between tags is escaped.
pub(super) fn assert_well_formed(name: &str, svg: &str) {
    let mut open = Vec::new();
    for piece in svg.split('<').skip(1) {
        let (tag, text) = piece.split_once('>').unwrap_or_else(|| panic!("{name}: an open tag in {piece}"));
        if let Some(closed) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(closed), "{name}");
        } else if !tag.ends_with('/') {
            open.push(tag.split_whitespace().next().unwrap());
        }
        assert_eq!(tag.matches('"').count() % 2, 0, "{name}: {tag}");
        for entity in text.split('&').skip(1).chain(tag.split('&').skip(1)) {
            assert!(["lt;", "gt;", "amp;", "quot;", "apos;"].iter().any(|known| entity.starts_with(known)), "{name}");
        }
        assert!(!piece.chars().any(|character| character.is_control() && character != '\n'), "{name}");
    }
    assert!(open.is_empty(), "{name}: {open:?}");
}

/// A text as it is seen.
#[derive(Debug)]
pub(super) struct Seen {
    pub(super) text: String,
    pub(super) size: f32,
    pub(super) bold: bool,
    /// What its letters cover.
    pub(super) ink: Rect,
}

/// What a document shows: its texts, and how far every other shape reaches.
pub(super) fn seen(group: &Group, texts: &mut Vec<Seen>, shapes: &mut Vec<Rect>) {
    for node in group.children() {
        match node {
            Node::Group(group) => seen(group, texts, shapes),
            Node::Path(path) => {
                let reach = path.abs_stroke_bounding_box();
                shapes.push(reach);
                // Level and upright lines of one pixel fall on whole ones; those that lean, and data, need not.
                if path.stroke().is_none_or(|stroke| stroke.width().get() > backend::UNITS as f32) {
                    continue;
                }
                let bounds = path.abs_bounding_box();
                let edges = match (bounds.width() < 0.001, bounds.height() < 0.001) {
                    (true, false) => [reach.left(), reach.right()],
                    (false, true) => [reach.top(), reach.bottom()],
                    _ => continue,
                };
                let sharp = edges.iter().all(|edge| (edge * 2.0 - (edge * 2.0).round()).abs() < 0.01);
                assert!(sharp, "a blurred line: {reach:?}");
            }
            Node::Text(text) => {
                let span = &text.chunks()[0].spans()[0];
                texts.push(Seen {
                    text: text.chunks().iter().map(usvg_text).collect(),
                    size: span.font_size().get() / backend::UNITS as f32,
                    bold: span.font().weight() > 500,
                    ink: text.flattened().abs_bounding_box(),
                });
            }
            Node::Image(_) => panic!("an image in a chart"),
        }
    }
}

fn usvg_text(chunk: &resvg::usvg::TextChunk) -> &str {
    chunk.text()
}

/// No ink leaves the page, no text touches another, and none is wider than it was measured.
pub(super) fn assert_tidy(name: &str, svg: &str, language: Language) -> Vec<Seen> {
    let tree = backend::outlined(svg).unwrap_or_else(|error| panic!("{name}: {error}"));
    let (mut texts, mut shapes) = (Vec::new(), Vec::new());
    seen(tree.root(), &mut texts, &mut shapes);
    let (width, height) = (tree.size().width(), tree.size().height());
    for shape in shapes {
        let inside = shape.left() >= 0.0 && shape.top() >= 0.0 && shape.right() <= width && shape.bottom() <= height;
        assert!(inside, "{name}: outside the page: {shape:?}");
    }
    for (index, one) in texts.iter().enumerate() {
        let ink = one.ink;
        let inside =
            ink.left() >= 8.0 && ink.top() >= 4.0 && ink.right() <= width - 8.0 && ink.bottom() <= height - 4.0;
        assert!(inside, "{name}: outside the page: {one:?}");
        for other in &texts[index + 1..] {
            let apart = other.ink.right() <= ink.left()
                || ink.right() <= other.ink.left()
                || other.ink.bottom() <= ink.top()
                || ink.bottom() <= other.ink.top();
            assert!(apart, "{name}: {one:?} touches {other:?}");
        }
        assert!(one.size >= 9.0, "{name}: too small: {one:?}");
        let face = if one.bold { Face::title(language, &one.text) } else { Face::text(language) };
        let measured = face.width(one.text.trim(), f64::from(one.size));
        assert!(f64::from(ink.width()) <= measured + 2.0, "{name}: measured {measured}: {one:?}");
    }
    texts
}
