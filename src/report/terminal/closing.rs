//! Where a run or a study lies, and what can be asked next.

use crate::report::words::Words;
use crate::words::{one_line, quoted_path};

use super::layout::paragraph;
use super::paint::{Paint, Tone};

/// Where everything is, and what can be asked next; of a folder that leaves its `roster` out with the roster handed in.
#[must_use]
pub fn closing(
    folder: &str,
    roster: Option<&str>,
    charts: bool,
    recognised: bool,
    seconds: Option<f64>,
    words: &Words,
    paint: Paint,
) -> String {
    let mut text = String::from("\n");
    if recognised {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.word("closing-recognised")));
    }
    if let Some(seconds) = seconds {
        let duration = [("seconds", words.number(seconds, 1))];
        let duration: Vec<(&str, &str)> = duration.iter().map(|(name, value)| (*name, value.as_str())).collect();
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &words.with("closing-duration", &duration)));
    }
    let contents = if charts { "closing-contents" } else { "closing-contents-plain" };
    // The path stands alone on its line, so that it can be copied whole.
    text.push_str(&words.word("closing-folder"));
    text.push_str("\n  ");
    text.push_str(&paint.tone(Tone::Strong, &one_line(folder)));
    text.push('\n');
    text.push_str(&paragraph(paint, Tone::Quiet, 2, &words.word(contents)));
    text.push_str(&words.word("closing-next"));
    let roster = roster.map(|roster| format!(" --roster {}", quoted_path(roster))).unwrap_or_default();
    for part in ["\n  tidui replay ", &quoted_path(folder), " --replicate 0", &roster, "\n"] {
        text.push_str(part);
    }
    text
}

/// Where a study lies.
#[must_use]
pub fn closing_study(folder: &str, recognised: bool, seconds: Option<f64>, words: &Words, paint: Paint) -> String {
    let mut text = String::from("\n");
    if recognised {
        text.push_str(&paragraph(paint, Tone::Plain, 0, &words.word("closing-study-recognised")));
    }
    if let Some(seconds) = seconds {
        let duration = words.with("closing-duration", &[("seconds", &words.number(seconds, 1))]);
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &duration));
    }
    text.push_str(&words.word("closing-study-folder"));
    text.push_str("\n  ");
    text.push_str(&paint.tone(Tone::Strong, &one_line(folder)));
    text.push('\n');
    text.push_str(&paragraph(paint, Tone::Quiet, 2, &words.word("closing-study-contents")));
    text
}
