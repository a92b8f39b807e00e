//! The runs, studies and sweeps in a folder.

use crate::report::folders::{Listed, ListedStudy, ListedSweep, Listing};
use crate::report::words::Words;
use crate::runs::State;
use crate::words::{command, quoted_path};

use super::layout::{Cell, Table, paragraph};
use super::paint::{Paint, Tone};

/// The runs in a folder, then the studies and the sweeps, newest first: a line for the numbers of each, and below it what was run or
/// asked.
#[must_use]
pub fn runs(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut parts = Vec::new();
    if listing.runs.is_empty() && listing.studies.is_empty() && listing.sweeps.is_empty() && listing.shards.is_empty() {
        let none = words.with("runs-none", &[("folder", &listing.folder)]);
        parts.push(paragraph(paint, Tone::Plain, 0, &none));
    }
    if !listing.runs.is_empty() {
        parts.push(table(listing, words, paint));
    }
    if !listing.studies.is_empty() {
        parts.push(studies(listing, words, paint));
    }
    if !listing.sweeps.is_empty() {
        parts.push(sweeps(listing, words, paint));
    }
    if !listing.shards.is_empty() {
        parts.push(shards(listing, words, paint));
    }
    if let Some(kept) = &listing.kept_replicates {
        let values = [("size", &*size(kept.bytes, words)), ("folder", &kept.folder)];
        parts.push(paragraph(paint, Tone::Quiet, 0, &words.with("runs-kept-replicates", &values)));
    }
    if listing.unfinished > 0 {
        let unfinished = words.counted("runs-unfinished", listing.unfinished as u64, &[]);
        parts.push(paragraph(paint, Tone::Quiet, 0, &unfinished));
    }
    parts.join("\n")
}

fn table(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<>>>>>").hanging(2);
    let names =
        ["runs-name", "runs-started", "runs-replicates", "runs-seed", "runs-joint", "runs-size", "runs-version"];
    table.head(&names.map(|id| words.word(id)));
    for run in &listing.runs {
        table.row(vec![
            Cell::new(Tone::Strong, run.name.clone()),
            or_dash(run.started.as_deref().map(minute)).into(),
            or_dash(run.replicates.map(|count| words.number(count as f64, 0))).into(),
            or_dash(run.seed.map(|seed| seed.to_string())).into(),
            joint(run.joint, words),
            size(run.bytes, words).into(),
            or_dash(run.tidui.clone()).into(),
        ]);
        if let Some(named) = &run.title {
            table.across(2, Cell::new(Tone::Quiet, words.text(named)));
        }
        for remark in remarks(run, words) {
            table.across(2, Cell::new(Tone::Middling, remark));
        }
    }
    table.render(paint)
}

fn studies(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<>>>>").hanging(2);
    let names = ["runs-study", "runs-started", "runs-replicates", "runs-seed", "runs-size", "runs-version"];
    table.head(&names.map(|id| words.word(id)));
    for study in &listing.studies {
        let count = study.replicates.map(|count| words.number(count as f64, 0));
        let precision = || study.precision.map(|width| format!("±{}%", words.rough(width * 100.0)));
        table.row(vec![
            Cell::new(Tone::Strong, study.name.clone()),
            or_dash(study.started.as_deref().map(minute)).into(),
            or_dash(count.or_else(precision)).into(),
            or_dash(study.seed.map(|seed| seed.to_string())).into(),
            size(study.bytes, words).into(),
            or_dash(study.tidui.clone()).into(),
        ]);
        if let Some(name) = &study.question {
            let titles: Vec<&str> = study.scenarios.iter().map(|one| words.text(&one.title)).collect();
            let values = [("question", &*question(name, words)), ("scenarios", &titles.join(" · "))];
            table.across(2, Cell::new(Tone::Quiet, words.with("runs-asked", &values)));
        }
        if !study.asked.is_empty() {
            table.across(2, Cell::new(Tone::Quiet, command(study.asked.iter().map(String::as_str))));
        }
        if let Some(remark) = study_remark(study, words) {
            table.across(2, Cell::new(Tone::Middling, remark));
        }
    }
    table.render(paint)
}

fn sweeps(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<<>>>>").hanging(2);
    let names = ["runs-sweep", "runs-started", "runs-rows", "runs-not-run", "runs-size", "runs-version"];
    table.head(&names.map(|id| words.word(id)));
    for sweep in &listing.sweeps {
        let number = |value: Option<u64>| or_dash(value.map(|count| words.number(count as f64, 0)));
        table.row(vec![
            Cell::new(Tone::Strong, sweep.name.clone()),
            or_dash(sweep.started.as_deref().map(minute)).into(),
            number(sweep.rows).into(),
            number(sweep.refused.zip(sweep.left_out).map(|(refused, left_out)| refused + left_out)).into(),
            size(sweep.bytes, words).into(),
            or_dash(sweep.tidui.clone()).into(),
        ]);
        if !sweep.tables.is_empty() {
            table
                .across(2, Cell::new(Tone::Quiet, words.with("runs-swept", &[("tables", &words.list(&sweep.tables))])));
        }
        if let Some(remark) = sweep_remark(sweep, words) {
            table.across(2, Cell::new(Tone::Middling, remark));
        }
    }
    table.render(paint)
}

fn sweep_remark(sweep: &ListedSweep, words: &Words) -> Option<String> {
    match sweep.state {
        State::OtherResults => Some(words.word("runs-sweep-other-results")),
        State::Incomplete => Some(words.word("runs-incomplete")),
        State::Damaged => Some(words.word("runs-sweep-damaged")),
        State::Newer => Some(words.word("runs-newer")),
        State::Whole => None,
    }
}

/// Shards, and what is to be done with them.
fn shards(listing: &Listing, words: &Words, paint: Paint) -> String {
    let mut table = Table::new("<>").hanging(2);
    table.head(&["runs-shards", "runs-shards-there"].map(|id| words.word(id)));
    for one in &listing.shards {
        let [there, of, round] = [one.there, one.of, one.round].map(|number| words.number(number as f64, 0));
        let id = if one.round > 1 { "runs-shards-round" } else { "runs-shards-of" };
        let there = words.with(id, &[("there", &there), ("of", &of), ("round", &round)]);
        table.row(vec![Cell::new(Tone::Strong, one.whole.clone()), there.into()]);
        let id = match (one.merged, one.there == one.of) {
            (true, _) => "runs-shards-merged",
            (false, true) => "runs-shards-merge",
            (false, false) => "runs-shards-lacking",
        };
        table.across(2, Cell::new(Tone::Quiet, words.with(id, &[("folder", &quoted_path(&one.folder))])));
    }
    table.render(paint)
}

/// What a study asks, by the name of its command.
fn question(name: &str, words: &Words) -> String {
    // A newer tidui may ask more.
    words.find(&format!("runs-asks-{name}")).unwrap_or_else(|| words.with("runs-asks", &[("question", name)]))
}

fn study_remark(study: &ListedStudy, words: &Words) -> Option<String> {
    match study.state {
        State::OtherResults => Some(words.word("runs-study-other-results")),
        State::Incomplete => Some(words.word("runs-incomplete")),
        State::Damaged => Some(words.word("runs-study-damaged")),
        State::Newer => Some(words.word("runs-newer")),
        State::Whole => None,
    }
}

fn or_dash(text: Option<String>) -> String {
    text.unwrap_or_else(|| "–".to_owned())
}

fn joint(joint: Option<f64>, words: &Words) -> Cell {
    match joint {
        None => "–".into(),
        Some(share) => Cell::new(Tone::of_probability(share), words.share(share)),
    }
}

fn remarks(run: &Listed, words: &Words) -> Vec<String> {
    let state = match run.state {
        State::OtherResults => Some(words.word("runs-other-results")),
        State::Incomplete => Some(words.word("runs-incomplete")),
        State::Damaged => Some(words.word("runs-damaged")),
        State::Newer => Some(words.word("runs-newer")),
        State::Whole => None,
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
