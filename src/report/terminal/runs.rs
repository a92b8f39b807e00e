//! The runs in a folder.

use crate::report::folders::{Listed, Listing};
use crate::report::words::Words;
use crate::words::Text;

use super::layout::{Cell, Table, paragraph};
use super::paint::{Paint, Tone};

/// The runs in a folder, newest first: a line for the numbers of each, and its title below.
#[must_use]
pub fn runs(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut text = String::new();
    if listing.runs.is_empty() {
        let none = words.with("runs-none", &[("folder", &listing.folder)]);
        text.push_str(&paragraph(paint, Tone::Plain, 0, &none));
    } else {
        text.push_str(&table(listing, words, paint));
    }
    if listing.unfinished > 0 {
        text.push('\n');
        let unfinished = words.counted("runs-unfinished", listing.unfinished as u64, &[]);
        text.push_str(&paragraph(paint, Tone::Quiet, 0, &unfinished));
    }
    text
}

fn table(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<>>>>>").hanging(2);
    let names =
        ["runs-name", "runs-started", "runs-replicates", "runs-seed", "runs-joint", "runs-size", "runs-version"];
    table.head(&names.map(|id| words.word(id)));
    for run in &listing.runs {
        let or_dash = |text: Option<String>| text.unwrap_or_else(|| "–".to_owned());
        table.row(vec![
            Cell::new(Tone::Strong, run.name.clone()),
            or_dash(run.started.as_deref().map(minute)).into(),
            or_dash(run.replicates.map(|count| words.number(count as f64, 0))).into(),
            or_dash(run.seed.map(|seed| seed.to_string())).into(),
            joint(run.joint, words),
            size(run.bytes, words).into(),
            or_dash(run.tidui.clone()).into(),
        ]);
        if let Some(title) = &run.title {
            let title = Text::new(title.zh.clone(), title.en.clone());
            table.across(2, Cell::new(Tone::Quiet, words.text(&title)));
        }
        for remark in remarks(run, words) {
            table.across(2, Cell::new(Tone::Middling, remark));
        }
    }
    table.render(paint)
}

fn joint(joint: Option<f64>, words: &Words) -> Cell {
    match joint {
        None => "–".into(),
        Some(share) => Cell::new(Tone::of_probability(share), words.share(share)),
    }
}

fn remarks(run: &Listed, words: &Words) -> Vec<String> {
    let state = match run.state {
        "other-results" => Some(words.word("runs-other-results")),
        "incomplete" => Some(words.word("runs-incomplete")),
        "damaged" => Some(words.word("runs-damaged")),
        "newer" => Some(words.word("runs-newer")),
        _ => None,
    };
    let reported = run.reported.as_deref().map(|at| words.with("runs-reported", &[("at", &minute(at))]));
    state.into_iter().chain(reported).collect()
}

/// `2026-08-22 09:30` of `2026-08-22T09:30:00Z`.
fn minute(time: &str) -> String {
    time.chars().take(16).map(|character| if character == 'T' { ' ' } else { character }).collect()
}

/// Bytes, as file managers write them.
fn size(bytes: u64, words: &Words) -> String {
    let (mut size, mut unit) = (bytes as f64 / 1000.0, "kB");
    for larger in ["MB", "GB", "TB"] {
        if size >= 999.95 {
            (size, unit) = (size / 1000.0, larger);
        }
    }
    format!("{} {unit}", words.number(size, 1))
}
