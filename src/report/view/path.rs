//! How likely each target would be month by month, and how many people there are.

use crate::report::pictures::Painter;

use super::Chapter;

pub(super) fn chapter(painter: &Painter<'_>) -> Chapter {
    let words = painter.words;
    Chapter {
        paragraphs: vec![words.word("page-path-how")],
        pictures: [painter.paths(), painter.probabilities()].concat(),
        ..Chapter::new("path", words.word("page-path-title"))
    }
}
