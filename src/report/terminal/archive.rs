//! What packing a folder came to.

use crate::report::folders::Archived;
use crate::report::words::Words;
use crate::words::{one_line, quoted_path};

use super::layout::paragraph;
use super::paint::{Paint, Tone};

/// The file, what it is known by, and who made what is in it.
#[must_use]
pub fn archive(archived: &Archived, words: &Words, paint: Paint) -> String {
    let id = if archived.already { "archive-already" } else { "archive-written" };
    let mut text = paragraph(paint, Tone::Good, 0, &words.word(id));
    // What is copied stands alone on its line.
    text = text + "  " + &paint.tone(Tone::Strong, &one_line(&archived.archive)) + "\n";
    let size = words.number(archived.bytes as f64 / 1e6, 1);
    text.push_str(&paragraph(
        paint,
        Tone::Plain,
        2,
        &words.counted("archive-holds", archived.files as u64, &[("size", &size)]),
    ));
    text = text + "  SHA-256 " + &archived.sha256 + "\n";
    let made = [("written", archived.written_by.as_str()), ("packed", &archived.packed_by)];
    text.push_str(&paragraph(paint, Tone::Plain, 2, &words.with("archive-made", &made)));
    text.push_str(&paragraph(paint, Tone::Plain, 2, &words.word("archive-verify")));
    text + "    tidui verify " + &quoted_path(&archived.archive) + "\n"
}
