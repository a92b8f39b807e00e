//! Problems of an input, each with the line it stands in.

use unicode_width::UnicodeWidthStr;

use crate::report::words::Words;
use crate::words::{Diagnostic, Diagnostics, Location, Severity, visible};

use super::layout::WIDTH;
use super::paint::{Paint, Tone};

/// All problems as paragraphs. `source` gives the text of a file that can be read.
#[must_use]
pub fn diagnostics(list: &Diagnostics, source: &dyn Fn(&str) -> Option<String>, words: &Words, paint: Paint) -> String {
    let mut text: String = list.list.iter().map(|one| problem(one, source, words, paint)).collect();
    let count = |severity| list.list.iter().filter(|one| one.severity == severity).count() as u64;
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    if errors > 0 {
        text += &paint.tone(Tone::Bad, &words.counted("errors-total", errors, &[]));
        text.push('\n');
    } else if warnings > 0 {
        text += &paint.tone(Tone::Middling, &words.counted("warnings-total", warnings, &[]));
        text.push('\n');
    }
    text
}

/// One problem: as [`Diagnostic::render`] says it, with the source line below its first line.
fn problem(one: &Diagnostic, source: &dyn Fn(&str) -> Option<String>, words: &Words, paint: Paint) -> String {
    let rendered = one.render(words.language());
    let (first, hint) = rendered.split_once('\n').map_or((rendered.as_str(), None), |(a, b)| (a, Some(b)));
    let tone = if one.severity == Severity::Error { Tone::Bad } else { Tone::Middling };
    let mut text = match first.split_once(": ") {
        // The place keeps its plain colour, so that terminals make it a link.
        Some((place, rest)) if one.location.is_some() => format!("{place}: {}\n", paint.tone(tone, rest)),
        _ => format!("{}\n", paint.tone(tone, first)),
    };
    if let Some(location) = &one.location
        && let Some(excerpt) = excerpt(location, source, paint)
    {
        text.push_str(&excerpt);
    }
    if let Some(hint) = hint {
        text += hint;
        text.push('\n');
    }
    text
}

/// The line that a place is in, and a caret below its column.
fn excerpt(location: &Location, source: &dyn Fn(&str) -> Option<String>, paint: Paint) -> Option<String> {
    let text = source(&location.file)?;
    let line = text.lines().nth(location.line.checked_sub(1)?)?;
    let lead = format!("{:>6} | ", location.line);
    let room = WIDTH - lead.len();
    let clean: Vec<char> = line.chars().map(visible).collect();
    let column = location.column.saturating_sub(1).min(clean.len());
    // A long line is shown from where its caret comes into view.
    let mut from = 0;
    while clean[from..column].iter().collect::<String>().width() + 2 > room {
        from += 1;
    }
    let mut shown = String::new();
    for &one in &clean[from..] {
        if format!("{shown}{one}").width() > room {
            break;
        }
        shown.push(one);
    }
    let before = clean[from..column].iter().collect::<String>().width();
    let blank = " ".repeat(lead.len() - 2);
    let caret = paint.tone(Tone::Bad, "^");
    let lead = paint.tone(Tone::Quiet, &lead);
    Some(format!("{lead}{}\n{blank}{} {}{caret}\n", shown.trim_end(), paint.tone(Tone::Quiet, "|"), " ".repeat(before)))
}
