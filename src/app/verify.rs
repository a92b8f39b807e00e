//! Whether the folder of a run or a study still says what it said: its files against the manifest, and all of it made
//! again.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::{Path, PathBuf};

use serde_json::Value as Json;

use crate::model::Model;
use crate::report::folders::{Again, Compared, Damaged, Kind, Value, Verdict, Verified, damage_code};
use crate::runs::{
    self, Damage, DamageKind, Describes, Folder, OpenRun, OpenStudy, Opened, RunsError, Staging, layout,
};
use crate::simulate::RunPlan;
use crate::tables;
use crate::words::{Diagnostics, Language};

use super::error::AppError;
use super::folder::{self, Contents};
use super::study::{self, Misunderstood};
use super::{Stage, Watcher, opened, run};

/// Which run or study, and how thoroughly.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifyRequest {
    /// The folder of the run or study, or its name within `output`.
    pub run: PathBuf,
    /// Where runs and studies are.
    pub output: PathBuf,
    /// Threads; none means as many as the machine offers.
    pub threads: Option<usize>,
    /// Look at the files alone, without simulating.
    pub files_only: bool,
    /// Language of messages.
    pub language: Language,
}

/// Compares every file of a run or a study with its manifest, then makes the whole folder again under a hidden name,
/// compares it byte for byte, and removes it. What differs is an outcome, not an error.
///
/// # Errors
/// If the folder is neither or cannot be read, or nothing can be written to compare it with.
pub fn verify(request: &VerifyRequest, watcher: &dyn Watcher) -> Result<Verified, AppError> {
    match opened::either(&request.run, &request.output)? {
        Folder::Run(run) => verified(Kind::Run, &run, request, watcher, |damage| again(request, &run, damage, watcher)),
        Folder::Study(study) => {
            verified(Kind::Study, &study, request, watcher, |damage| ask_again(request, &study, damage, watcher))
        }
    }
}

fn verified<M: Describes>(
    kind: Kind,
    folder: &Opened<M>,
    request: &VerifyRequest,
    watcher: &dyn Watcher,
    again: impl FnOnce(&[Damage]) -> Result<(Again, Vec<Compared>), AppError>,
) -> Result<Verified, AppError> {
    watcher.stage(Stage::Checking);
    let damage = folder.damage()?;
    if watcher.cancelled() {
        return Err(AppError::Interrupted);
    }
    let (again, files) = if request.files_only {
        (Again::NotAsked, Vec::new())
    } else if let Some(one) = damage.iter().find(|one| is_source(folder, one)) {
        (Again::Altered { file: one.file.clone() }, Vec::new())
    } else if folder.manifest.results_version() != runs::RESULTS_VERSION {
        (Again::OtherResults { version: folder.manifest.version().to_owned() }, Vec::new())
    } else {
        again(&damage)?
    };
    Ok(Verified {
        run: folder.path.display().to_string(),
        kind,
        verdict: verdict(&damage, &again, &files),
        listed: folder.manifest.files().len(),
        damage: damage.into_iter().map(|one| Damaged { file: one.file, kind: damage_code(one.kind) }).collect(),
        again,
        files,
    })
}

fn is_source<M: Describes>(folder: &Opened<M>, damage: &Damage) -> bool {
    damage.kind != DamageKind::Extra && folder.manifest.kept().iter().any(|source| source.file == damage.file)
}

/// Numbers decide. Words and pictures may be another version's, and only another version's.
fn verdict(damage: &[Damage], again: &Again, files: &[Compared]) -> Verdict {
    let (told, other) = match again {
        Again::NotAsked => (true, false),
        Again::Simulated { written_by, verified_by, .. } => (true, written_by != verified_by),
        Again::Altered { .. } | Again::OtherResults { .. } | Again::NotUnderstood { .. } => (false, false),
    };
    let differing = || files.iter().filter(|one| one.outcome != "same");
    if !told || !damage.is_empty() || differing().any(|one| !other || (one.numbers && one.outcome != "new")) {
        Verdict::Different
    } else if differing().next().is_some() {
        Verdict::SameNumbers
    } else {
        Verdict::Same
    }
}

fn again(
    request: &VerifyRequest,
    run: &OpenRun,
    damage: &[Damage],
    watcher: &dyn Watcher,
) -> Result<(Again, Vec<Compared>), AppError> {
    let manifest = &run.manifest;
    let (scenario, warnings) = opened::scenario(run)?;
    let mut staging = staging(run, &scenario.id)?;
    watcher.stage(Stage::Simulating);
    let model = Model::compile(&scenario);
    let plan = RunPlan {
        replicates: manifest.replicates,
        seed: manifest.seed,
        chance_replicates: manifest.chance_replicates,
        threads: request.threads,
        audit: false,
        keep_rows: manifest.files.contains_key(layout::REPLICATES),
    };
    // A precision only found out how many replicates it takes; now that is known.
    let results = run::simulated(&model, &plan, request.language, &staging, watcher)?;
    watcher.stage(Stage::Writing);
    let contents = Contents {
        scenario: &scenario,
        sources: &run.sources()?,
        results: &results,
        warnings: &warnings_of(run).unwrap_or(warnings),
        about: manifest,
        language: opened::language(run).unwrap_or(request.language),
        charts: opened::has_charts(run),
        threads: folder::threads(request.threads),
    };
    folder::write(&contents, &mut staging, watcher)?;
    watcher.stage(Stage::Comparing);
    let files = compare(run, damage, staging.path(), watcher)?;
    let written_by = match &manifest.reported {
        Some(reported) => by(&reported.tidui, &reported.commit),
        None => by(&manifest.tidui, &manifest.commit),
    };
    let verified_by = by(env!("CARGO_PKG_VERSION"), runs::commit());
    Ok((Again::Simulated { replicates: manifest.replicates, seed: manifest.seed, written_by, verified_by }, files))
}

/// The same of a study. Every replicate is run anew: those that are kept between studies would only say again what they
/// said then.
fn ask_again(
    request: &VerifyRequest,
    folder: &OpenStudy,
    damage: &[Damage],
    watcher: &dyn Watcher,
) -> Result<(Again, Vec<Compared>), AppError> {
    let manifest = &folder.manifest;
    let question = match study::understood(manifest) {
        Ok(question) => question,
        Err(Misunderstood { word }) => {
            return Ok((Again::NotUnderstood { word, version: manifest.tidui.clone() }, Vec::new()));
        }
    };
    let mut staging = staging(folder, &manifest.folder_name())?;
    let language = opened::language(folder).unwrap_or(request.language);
    let replicates = study::write_again(folder, &question, language, request.threads, &mut staging, watcher)?;
    watcher.stage(Stage::Comparing);
    let files = compare(folder, damage, staging.path(), watcher)?;
    let written_by = by(&manifest.tidui, &manifest.commit);
    let verified_by = by(env!("CARGO_PKG_VERSION"), runs::commit());
    Ok((Again::Simulated { replicates, seed: manifest.seed, written_by, verified_by }, files))
}

/// A tidui, as its version and commit.
fn by(tidui: &str, commit: &str) -> String {
    format!("{tidui} ({commit})")
}

/// A hidden folder beside the one that is verified, or where the system keeps what is temporary if nothing may be written
/// there.
fn staging<M>(folder: &Opened<M>, name: &str) -> Result<Staging, AppError> {
    match Staging::create(&opened::beside(folder), name) {
        Err(RunsError::NotWritable { .. }) => Ok(Staging::create(&std::env::temp_dir(), name)?),
        made => Ok(made?),
    }
}

/// Warnings name places in the planner's own file, which is not here: they are taken from what the run kept.
fn warnings_of(run: &OpenRun) -> Option<Diagnostics> {
    super::kept::read(&run.bytes(layout::RESULTS).ok()?).ok().map(|kept| kept.warnings)
}

/// Compares every file of the folder, and every file written again.
fn compare<M: Describes>(
    folder: &Opened<M>,
    damage: &[Damage],
    again: &Path,
    watcher: &dyn Watcher,
) -> Result<Vec<Compared>, AppError> {
    let listed = folder.manifest.files();
    let mut names: BTreeMap<String, bool> = listed.keys().map(|name| (name.clone(), false)).collect();
    names.extend(runs::present(again)?.into_iter().map(|(name, _)| (name, true)));
    let mut files = Vec::new();
    for (file, written) in names {
        if watcher.cancelled() {
            return Err(AppError::Interrupted);
        }
        let (then, now) = (folder.file(&file), again.join(&file));
        let outcome = match (then.is_file(), written) {
            (true, true) if same(&then, &now)? => "same",
            (true, true) => "different",
            (true, false) => "unwritten",
            (false, true) if !listed.contains_key(&file) => "new",
            (false, _) => "gone",
        };
        let is_table = is_table(&file);
        let differs = outcome == "different";
        files.push(Compared {
            outcome,
            numbers: is_table || file == layout::RESULTS || file.starts_with(layout::SOURCES),
            table: if differs && is_table && legible(&file, damage) { tables::difference(&then, &now) } else { None },
            value: if differs && file == layout::RESULTS { first_value(&then, &now) } else { None },
            file,
        });
    }
    Ok(files)
}

/// Text can be read whatever became of it; Parquet only as tidui wrote it.
fn legible(name: &str, damage: &[Damage]) -> bool {
    Path::new(name).extension().is_none_or(|kind| kind != "parquet") || damage.iter().all(|one| one.file != name)
}

fn is_table(name: &str) -> bool {
    name == layout::REPLICATES || Path::new(name).starts_with(layout::TABLES)
}

fn same(one: &Path, other: &Path) -> Result<bool, RunsError> {
    let length =
        |path: &Path| path.metadata().map(|about| about.len()).map_err(|error| RunsError::from_io(path, error));
    if length(one)? != length(other)? {
        return Ok(false);
    }
    let open = |path: &Path| File::open(path).map(BufReader::new).map_err(|error| RunsError::from_io(path, error));
    same_bytes(open(one)?, open(other)?).map_err(|error| RunsError::from_io(one, error))
}

fn same_bytes(mut one: impl Read, mut other: impl Read) -> io::Result<bool> {
    let (mut left, mut right) = (vec![0; 1 << 16], vec![0; 1 << 16]);
    loop {
        let read = one.read(&mut left)?;
        if read == 0 {
            return Ok(true);
        }
        let (left, right) = (left.split_at(read).0, right.split_at_mut(read).0);
        match other.read_exact(right) {
            Ok(()) if left == right => {}
            Ok(()) => return Ok(false),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => return Ok(false),
            Err(error) => return Err(error),
        }
    }
}

/// The first value of two JSON files that differs.
fn first_value(then: &Path, now: &Path) -> Option<Value> {
    let read = |path: &Path| serde_json::from_slice::<Json>(&std::fs::read(path).ok()?).ok();
    differing(&read(then)?, &read(now)?, String::new())
}

fn differing(then: &Json, now: &Json, path: String) -> Option<Value> {
    match (then, now) {
        (Json::Object(old), Json::Object(new)) => {
            let names = old.keys().chain(new.keys().filter(|name| !old.contains_key(*name)));
            names.into_iter().find_map(|name| {
                let path = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                differing(old.get(name).unwrap_or(&Json::Null), new.get(name).unwrap_or(&Json::Null), path)
            })
        }
        (Json::Array(old), Json::Array(new)) => (0..old.len().max(new.len())).find_map(|at| {
            let path = format!("{path}[{at}]");
            differing(old.get(at).unwrap_or(&Json::Null), new.get(at).unwrap_or(&Json::Null), path)
        }),
        (old, new) if old == new => None,
        (old, new) => Some(Value { path, then: short(old), now: short(new) }),
    }
}

/// A value, without what does not fit on a line.
fn short(value: &Json) -> String {
    const MOST: usize = 60;
    let text = value.to_string();
    if text.chars().count() <= MOST { text } else { text.chars().take(MOST).chain("…".chars()).collect() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_value_that_differs_is_found_with_its_path() {
        let then = serde_json::json!({ "a": 1, "b": [ { "c": 0.5 }, { "c": 0.25, "d": [1] } ] });
        let path = |now: Json| differing(&then, &now, String::new()).map(|value| (value.path, value.then, value.now));
        let found = |path: &str, then: &str, now: &str| Some((path.to_owned(), then.to_owned(), now.to_owned()));
        assert_eq!(path(then.clone()), None);
        let mut now = then.clone();
        now["b"][1]["c"] = 0.75.into();
        assert_eq!(path(now), found("b[1].c", "0.25", "0.75"));
        let mut now = then.clone();
        now["b"][1]["d"] = serde_json::json!([1, 2]);
        assert_eq!(path(now), found("b[1].d[1]", "null", "2"));
        let mut now = then.clone();
        now["b"] = "x".repeat(100).into();
        assert!(path(now).is_some_and(|(path, _, now)| path == "b" && now.chars().count() == 61));
    }

    #[test]
    fn bytes_are_compared_to_the_end() {
        let long = vec![7_u8; 200_000];
        let mut other = long.clone();
        assert!(same_bytes(&long[..], &other[..]).unwrap());
        other[199_999] = 8;
        assert!(!same_bytes(&long[..], &other[..]).unwrap());
        assert!(!same_bytes(&long[..], &other[..10]).unwrap());
    }

    #[test]
    fn numbers_decide_and_words_may_be_another_versions() {
        let file = |outcome, numbers| Compared { file: String::new(), outcome, numbers, table: None, value: None };
        let by = |version: &str| Again::Simulated {
            replicates: 1,
            seed: 1,
            written_by: "0.1.0 (a)".to_owned(),
            verified_by: version.to_owned(),
        };
        let (same, other) = (by("0.1.0 (a)"), by("0.1.0 (b)"));
        let words = [file("same", true), file("different", false)];
        let numbers = [file("different", true)];
        assert_eq!(verdict(&[], &same, &[file("same", true)]), Verdict::Same);
        assert_eq!(verdict(&[], &same, &words), Verdict::Different);
        assert_eq!(verdict(&[], &other, &words), Verdict::SameNumbers);
        assert_eq!(verdict(&[], &other, &[file("new", true)]), Verdict::SameNumbers);
        assert_eq!(verdict(&[], &other, &numbers), Verdict::Different);
        assert_eq!(verdict(&[], &Again::OtherResults { version: String::new() }, &[]), Verdict::Different);
        let damage = [Damage { file: String::new(), kind: DamageKind::Extra }];
        assert_eq!(verdict(&damage, &same, &[]), Verdict::Different);
        assert_eq!(verdict(&[], &Again::NotAsked, &[]), Verdict::Same);
    }
}
