//! How a file reads in the present format.

use crate::report::diff::{Fate, hunks};
use crate::report::words::Words;
use crate::scenario::{FORMAT, Upgraded};
use crate::words::one_line;

use super::layout::{heading, paragraph};
use super::paint::{Paint, Tone};

/// What `upgrade` says of a file, and whether it was written.
#[must_use]
pub fn upgrade(file: &str, upgraded: &Upgraded, written: bool, words: &Words, paint: Paint) -> String {
    let (from, to) = (upgraded.from.to_string(), FORMAT.to_string());
    let values = [("file", file), ("from", from.as_str()), ("to", to.as_str())];
    let others = if upgraded.others.is_empty() {
        String::new()
    } else {
        let files = words.list(&upgraded.others);
        paragraph(paint, Tone::Middling, 0, &words.with("upgrade-others", &[("files", &files)]))
    };
    if upgraded.after == upgraded.before {
        return paragraph(paint, Tone::Good, 0, &words.with("upgrade-current", &values)) + &others;
    }
    let mut text = paragraph(paint, Tone::Title, 0, &words.with("upgrade-title", &values));
    if upgraded.changes.is_empty() && upgraded.mended.is_empty() {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.word("upgrade-no-meaning")));
    }
    for (path, why) in upgraded.changes.iter().chain(&upgraded.mended) {
        let line = words.with("upgrade-change", &[("path", path), ("why", words.text(why))]);
        text.push_str(&paragraph(paint, Tone::Plain, 0, &line));
    }
    text.push_str(&heading(paint, &words.word("upgrade-difference")));
    text.push_str(&difference(upgraded, paint));
    text.push('\n');
    let (tone, id) = if written { (Tone::Good, "upgrade-written") } else { (Tone::Middling, "upgrade-not-written") };
    text + &paragraph(paint, tone, 0, &words.with(id, &values)) + &others
}

/// The lines that differ, as a patch has them, with the number of the first of each run.
fn difference(upgraded: &Upgraded, paint: Paint) -> String {
    let mut text = String::new();
    for hunk in hunks(&upgraded.before, &upgraded.after) {
        let number = hunk.first().map_or(1, |line| line.number);
        text.push_str(&paint.tone(Tone::Quiet, &format!("@@ {number}")));
        text.push('\n');
        for line in &hunk {
            let (sign, tone) = match line.fate {
                Fate::Kept => (' ', Tone::Quiet),
                Fate::Gone => ('-', Tone::Bad),
                Fate::New => ('+', Tone::Good),
            };
            text.push_str(&paint.tone(tone, &format!("{sign} {}", one_line(line.text))));
            text.push('\n');
        }
    }
    text
}
