//! Problems of an input, each with the line it stands in.

use std::collections::BTreeMap;
use std::sync::Arc;

use unicode_width::UnicodeWidthChar;

use crate::report::words::Words;
use crate::words::{Diagnostic, Diagnostics, Location, Severity, visible};

use super::layout::WIDTH;
use super::paint::{Paint, Tone};

/// The lines of the texts that problems lie in, each text cut into lines once.
type Lines<'t> = BTreeMap<&'t Arc<str>, Vec<&'t str>>;

/// All problems as paragraphs, and how many there are.
#[must_use]
pub fn diagnostics(list: &Diagnostics, words: &Words, paint: Paint) -> String {
    let mut text = problems(list, words, paint);
    let (errors, warnings) = (list.count(Severity::Error) as u64, list.count(Severity::Warning) as u64);
    if errors > 0 {
        text += &paint.tone(Tone::Bad, &words.counted("errors-total", errors, &[]));
        text.push('\n');
    } else if warnings > 0 {
        text += &paint.tone(Tone::Middling, &words.counted("warnings-total", warnings, &[]));
        text.push('\n');
    }
    text
}

/// All problems as paragraphs.
#[must_use]
pub fn problems(list: &Diagnostics, words: &Words, paint: Paint) -> String {
    let lines = list.texts.iter().map(|(file, text)| (file, text.lines().collect())).collect();
    list.list.iter().map(|one| problem(one, &lines, words, paint)).collect()
}

/// One problem: as [`Diagnostic::render`] says it, with the source line below its first line.
fn problem(one: &Diagnostic, lines: &Lines<'_>, words: &Words, paint: Paint) -> String {
    let rendered = one.render(words.language());
    let (first, hint) = rendered.split_once('\n').map_or((rendered.as_str(), None), |(a, b)| (a, Some(b)));
    let tone = if one.severity == Severity::Error { Tone::Bad } else { Tone::Middling };
    let mut text = match first.split_once(": ") {
        // The place keeps its plain colour, so that terminals make it a link.
        Some((place, rest)) if one.location.is_some() => format!("{place}: {}\n", paint.tone(tone, rest)),
        _ => format!("{}\n", paint.tone(tone, first)),
    };
    if let Some(excerpt) = one.location.as_ref().and_then(|location| excerpt(location, lines, paint)) {
        text.push_str(&excerpt);
    }
    if let Some(hint) = hint {
        text += hint;
        text.push('\n');
    }
    text
}

/// The line that a place is in, and a caret below its column.
fn excerpt(location: &Location, lines: &Lines<'_>, paint: Paint) -> Option<String> {
    let line = lines.get(&location.file)?.get(location.line.checked_sub(1)?)?;
    let lead = format!("{:>6} | ", location.line);
    let room = WIDTH - lead.len();
    let column = location.column.saturating_sub(1);
    let clean: Vec<char> = line.chars().take(column + room).map(visible).collect();
    let column = column.min(clean.len());
    let width = |letter: &char| letter.width().unwrap_or_default();
    // A long line is shown from where its caret comes into view.
    let (mut from, mut before) = (column, 0);
    while let Some(letter) = from.checked_sub(1).and_then(|index| clean.get(index))
        && before + width(letter) + 2 <= room
    {
        from -= 1;
        before += width(letter);
    }
    let mut shown = String::new();
    let mut taken = 0;
    for letter in clean.iter().skip(from) {
        taken += width(letter);
        if taken > room {
            break;
        }
        shown.push(*letter);
    }
    let blank = " ".repeat(lead.len() - 2);
    let caret = paint.tone(Tone::Bad, "^");
    let lead = paint.tone(Tone::Quiet, &lead);
    Some(format!("{lead}{}\n{blank}{} {}{caret}\n", shown.trim_end(), paint.tone(Tone::Quiet, "|"), " ".repeat(before)))
}
