//! Whether the folder of a run, a study or a sweep still says what it said.

use std::collections::BTreeMap;

use crate::report::folders::{Again, Compared, FileOutcome, Kind, Value, Verdict, Verified};
use crate::report::words::Words;
use crate::runs::{DamageKind, layout};
use crate::words::one_line;

use super::layout::{heading, item, paragraph};
use super::paint::{Paint, Tone};

/// What verifying a run, a study or a sweep found: its files, what simulating again gives, and what that comes to.
#[must_use]
pub fn verify(verified: &Verified, words: &Words, paint: Paint) -> String {
    // The path stands alone on its line, so that it can be copied whole.
    let folder = match verified.kind {
        Kind::Run => words.word("closing-folder"),
        Kind::Study => words.word("closing-study-folder"),
        Kind::Sweep => words.word("closing-sweep-folder"),
    };
    let mut text = format!("{folder}\n  {}\n", paint.tone(Tone::Strong, &one_line(&verified.run)));
    text.push_str(&files(verified, words, paint));
    text.push_str(&again(verified, words, paint));
    text.push_str(&unvouched(verified, words, paint));
    let (id, tone) = match verified.verdict {
        Verdict::Same => ("verify-same", Tone::Good),
        Verdict::SameNumbers => ("verify-same-numbers", Tone::Middling),
        Verdict::AsListed if matches!(verified.again, Again::LeftOut { .. }) => {
            ("verify-as-listed-left-out", Tone::Good)
        }
        Verdict::AsListed if matches!(verified.again, Again::Elsewhere { .. }) => {
            ("verify-as-listed-elsewhere", Tone::Good)
        }
        Verdict::AsListed => ("verify-as-listed", Tone::Good),
        Verdict::Different => ("verify-different", Tone::Bad),
    };
    text.push('\n');
    text.push_str(&paragraph(paint, tone, 0, &words.word(id)));
    text
}

fn files(verified: &Verified, words: &Words, paint: Paint) -> String {
    let mut text = heading(paint, &words.word("verify-files"));
    if verified.damage.is_empty() {
        let sound = words.counted("verify-files-sound", verified.listed as u64, &[]);
        return text + &paragraph(paint, Tone::Plain, 2, &sound);
    }
    for one in &verified.damage {
        let id = match one.kind {
            DamageKind::Missing => "verify-missing",
            DamageKind::Altered => "verify-altered",
            DamageKind::Extra => "verify-extra",
        };
        text.push_str(&item(paint, Tone::Bad, &words.with(id, &[("file", &one.file)])));
    }
    text
}

fn again(verified: &Verified, words: &Words, paint: Paint) -> String {
    let mut text = heading(paint, &words.word("verify-again"));
    let said = match &verified.again {
        Again::NotAsked => words.word("verify-not-asked"),
        Again::Elsewhere { file } => words.with("verify-elsewhere", &[("file", file)]),
        Again::Swept { rows, .. } => words.counted("verify-swept", *rows, &[]),
        Again::LeftOut { file } => words.with("verify-left-out", &[("file", file)]),
        Again::Altered { file } => words.with("verify-scenario-altered", &[("file", file)]),
        Again::OtherResults { version } => words.with("verify-other-results", &[("version", version)]),
        Again::NotUnderstood { word, version } => {
            words.with("verify-not-understood", &[("word", word), ("version", version)])
        }
        Again::Simulated { replicates, seed, .. } => {
            let id = if verified.kind == Kind::Study { "verify-asked" } else { "verify-simulated" };
            words.counted(id, *replicates, &[("seed", &seed.to_string())])
        }
    };
    text.push_str(&paragraph(paint, Tone::Plain, 2, &said));
    text.push_str(&same(verified, words, paint));
    for one in verified.files.iter().filter(|one| one.outcome.differs()) {
        text.push_str(&item(paint, Tone::Bad, &compared(one, words)));
    }
    let manifest = match verified.kind {
        Kind::Run => layout::MANIFEST,
        Kind::Study => layout::STUDY,
        Kind::Sweep => layout::SWEEP,
    };
    for Value { path, then, now } in &verified.fields {
        let values = [("file", manifest), ("path", path), ("then", then), ("now", now)];
        text.push_str(&item(paint, Tone::Bad, &words.with("verify-field", &values)));
    }
    if verified.files.iter().any(|one| matches!(one.outcome, FileOutcome::Different | FileOutcome::Unvouched))
        && let Again::Simulated { written_by, verified_by, .. } | Again::Swept { written_by, verified_by, .. } =
            &verified.again
        && written_by != verified_by
    {
        let versions = words.with("verify-versions", &[("written", written_by), ("verified", verified_by)]);
        text.push_str(&paragraph(paint, Tone::Plain, 2, &versions));
    }
    text
}

/// What nobody can confirm.
fn unvouched(verified: &Verified, words: &Words, paint: Paint) -> String {
    let files = |numbers: bool| -> Vec<String> {
        let own = verified.files.iter().filter(|one| one.outcome == FileOutcome::Unvouched && one.numbers == numbers);
        own.map(|one| one.file.clone()).collect()
    };
    let mut lines = Vec::new();
    for (id, files) in [("verify-unvouched-words", files(true)), ("verify-unvouched-pictures", files(false))] {
        if !files.is_empty() {
            lines.push(words.with(id, &[("files", &words.list(&files))]));
        }
    }
    for one in &verified.unvouched {
        lines.push(words.with("verify-unvouched-parts", &[("file", &one.file), ("parts", &words.list(&one.parts))]));
    }
    if lines.is_empty() {
        return String::new();
    }
    let mut text = heading(paint, &words.word("verify-unvouched"));
    for line in lines {
        text.push_str(&item(paint, Tone::Middling, &line));
    }
    text
}

/// The files that came out the same, those of a folder together.
fn same(verified: &Verified, words: &Words, paint: Paint) -> String {
    let mut places: BTreeMap<(bool, String), u64> = BTreeMap::new();
    let mut count = 0;
    for one in verified.files.iter().filter(|one| one.outcome == FileOutcome::Same) {
        let folder = one.file.rsplit_once('/').map(|(folder, _)| format!("{folder}/"));
        *places.entry((folder.is_none(), folder.unwrap_or_else(|| one.file.clone()))).or_default() += 1;
        count += 1;
    }
    if count == 0 {
        return String::new();
    }
    let named = |((single, name), count): (&(bool, String), &u64)| {
        if *single { name.clone() } else { words.counted("verify-folder", *count, &[("folder", name)]) }
    };
    let list: Vec<String> = places.iter().map(named).collect();
    let said = words.counted("verify-files-same", count, &[("files", &words.list(&list))]);
    paragraph(paint, Tone::Quiet, 2, &said)
}

fn compared(one: &Compared, words: &Words) -> String {
    let file = ("file", one.file.as_str());
    match one.outcome {
        FileOutcome::Gone => return words.with("verify-file-gone", &[file]),
        FileOutcome::New => return words.with("verify-file-new", &[file]),
        FileOutcome::Unwritten => return words.with("verify-file-unwritten", &[file]),
        FileOutcome::Same | FileOutcome::Unvouched | FileOutcome::Different => {}
    }
    let mut said = vec![words.with("verify-file-different", &[file])];
    if let Some(table) = &one.table {
        if table.rows > 0 {
            let cells = words.number(table.cells as f64, 0);
            said.push(words.counted("verify-rows", table.rows, &[("cells", &cells)]));
        }
        if table.only_then > 0 {
            said.push(words.counted("verify-rows-then", table.only_then, &[]));
        }
        if table.only_now > 0 {
            said.push(words.counted("verify-rows-now", table.only_now, &[]));
        }
        if let Some(first) = &table.first {
            let row: Vec<String> = first.row.iter().map(|(column, value)| format!("{column} = {value}")).collect();
            let row = if row.is_empty() { words.word("verify-only-row") } else { words.list(&row) };
            let values = [("row", &*row), ("column", &first.column), ("then", &first.then), ("now", &first.now)];
            said.push(words.with("verify-first-cell", &values));
        }
    }
    if let Some(value) = &one.value {
        let values = [("path", &*value.path), ("then", &value.then), ("now", &value.now)];
        said.push(words.with("verify-first-value", &values));
    }
    said.join(&words.word("verify-join"))
}
