//! Whether the folder of a run, a study or a sweep still says what it said: its files against the manifest, and all of it made
//! again.
//!
//! A manifest is a file like any other: whoever alters a report can alter its hash. What the folder says is therefore judged
//! by what comes out when it is made again, file by file, and the manifest by what is found on the way.

mod compare;
mod sweep;

use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::model::Model;
use crate::random::Nesting;
use crate::report::folders::{Again, Compared, Damaged, FileOutcome, Kind, Unvouched, Value, Verdict, Verified};
use crate::runs::{
    self, Build, Damage, DamageKind, Describes, FORMAT, Folder, OpenRun, OpenStudy, Opened, RunsError, SourceRecord,
    Staging, layout,
};
use crate::scenario::Scenario;
use crate::simulate::RunPlan;
use crate::words::{Language, Whole, Width};

use super::archive::{self, Unpacked};
use super::error::AppError;
use super::folder::{self, Contents};
use super::opened::{self, Roster};
use super::study::{self, Misunderstood};
use super::values::{Replicates, Threads, output};
use super::{Stage, Watcher, citing, precision, run, warnings};
use compare::{compare, first_value};

/// Which run, study or sweep, and how thoroughly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Verify {
    /// The folder of the run, study or sweep, or its name within `output`; or an archive of it.
    pub run: PathBuf,
    /// Look at the files alone, without simulating.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub files_only: bool,
    /// The roster of the run, if its folder leaves it out.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub roster: Option<String>,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub threads: Option<Threads>,
    /// Where runs and studies are.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = layout::OUTPUT))]
    #[serde(default = "output")]
    pub output: PathBuf,
    /// Language of messages.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

impl Verify {
    fn threads(&self) -> Option<usize> {
        self.threads.map(Whole::size)
    }
}

/// What making a folder again has found.
struct Found {
    again: Again,
    files: Vec<Compared>,
    /// Fields of the manifest that are not what they must be.
    fields: Vec<Value>,
    unvouched: Vec<Unvouched>,
}

impl Found {
    /// Nothing, because it was not made again.
    fn nothing(again: Again) -> Self {
        Self { again, files: Vec::new(), fields: Vec::new(), unvouched: Vec::new() }
    }
}

/// Compares every file of a run, a study or a sweep with its manifest, then makes the whole folder again under a hidden name,
/// compares it with that, and removes it. What differs is an outcome, not an error.
///
/// # Errors
/// If the folder is none of them or cannot be read, nothing can be written to compare it with, or an archive may not be opened.
pub fn verify(request: &Verify, watcher: &dyn Watcher) -> Result<Verified, AppError> {
    let Some(file) = archive::meant(&request.run, &request.output) else {
        return Ok(folder_verified(request, watcher)?.0);
    };
    watcher.stage(Stage::Checking);
    let unpacked = archive::unpack(&file)?;
    let (mut verified, folder) = folder_verified(&Verify { run: unpacked.folder(), ..request.clone() }, watcher)?;
    verified.run = file.display().to_string();
    // The text beside the folder follows from its manifest; another tidui may word it otherwise.
    let (build, own) = match &folder {
        Folder::Run(run) => (run.manifest.build(), unpacked.how_is_of(run)?),
        Folder::Study(study) => (study.manifest.build(), unpacked.how_is_of(study)?),
        Folder::Sweep(sweep) => (sweep.manifest.build(), unpacked.how_is_of(sweep)?),
    };
    let how = Unpacked::HOW.to_owned();
    if !own && build == Build::here() {
        verified.damage.push(Damaged { file: how, kind: DamageKind::Altered });
        verified.verdict = Verdict::Different;
    } else if !own {
        verified.unvouched.push(Unvouched { file: how, parts: Vec::new() });
    }
    Ok(verified)
}

/// The same of a folder, which is opened on the way.
fn folder_verified(request: &Verify, watcher: &dyn Watcher) -> Result<(Verified, Folder), AppError> {
    let folder = opened::either(&request.run, &request.output)?;
    let verified = match &folder {
        Folder::Run(run) => verified(Kind::Run, run, request, watcher, || again(request, run, watcher)),
        Folder::Study(study) => verified(Kind::Study, study, request, watcher, || ask_again(request, study, watcher)),
        Folder::Sweep(sweep) => {
            verified(Kind::Sweep, sweep, request, watcher, || sweep::again(request, sweep, watcher))
        }
    };
    Ok((verified?, folder))
}

fn verified<M: Describes>(
    kind: Kind,
    folder: &Opened<M>,
    request: &Verify,
    watcher: &dyn Watcher,
    again: impl FnOnce() -> Result<Found, AppError>,
) -> Result<Verified, AppError> {
    watcher.stage(Stage::Checking);
    let damage = folder.damage()?;
    if watcher.cancelled() {
        return Err(AppError::Interrupted);
    }
    let mut found = if request.files_only {
        Found::nothing(Again::NotAsked)
    } else if let Some(one) = damage.iter().find(|one| is_source(folder, one)) {
        Found::nothing(Again::Altered { file: one.file.clone() })
    } else if folder.manifest.results_version() != runs::RESULTS_VERSION {
        Found::nothing(Again::OtherResults { version: folder.manifest.version().to_owned() })
    } else {
        match again() {
            Err(AppError::LeftOut { file, .. }) => Found::nothing(Again::LeftOut { file }),
            // Of the studies that a brief cites.
            Err(AppError::Altered { file, .. }) => Found::nothing(Again::Altered { file }),
            Err(AppError::OtherPlan { study } | AppError::HoldsRoster { study }) => {
                Found::nothing(Again::Altered { file: layout::cited(&study, layout::STUDY) })
            }
            // The kept scenario is no scenario, or another than the manifest says.
            Err(AppError::Refused(_) | AppError::OtherResults { .. }) => {
                Found::nothing(Again::Altered { file: layout::SCENARIO.to_owned() })
            }
            found => found?,
        }
    };
    found.unvouched.extend(unknowable(folder)?);
    Ok(Verified {
        run: folder.path.display().to_string(),
        kind,
        verdict: verdict(&damage, &found),
        listed: folder.manifest.files().len(),
        damage: damage.into_iter().map(|one| Damaged { file: one.file, kind: one.kind }).collect(),
        again: found.again,
        files: found.files,
        fields: found.fields,
        unvouched: found.unvouched,
    })
}

fn is_source<M: Describes>(folder: &Opened<M>, damage: &Damage) -> bool {
    damage.kind != DamageKind::Extra && folder.manifest.kept().iter().any(|source| source.file == damage.file)
}

/// What it comes to. What nobody can vouch for is never the same.
fn verdict(damage: &[Damage], found: &Found) -> Verdict {
    let untold =
        matches!(found.again, Again::Altered { .. } | Again::OtherResults { .. } | Again::NotUnderstood { .. });
    if untold || !damage.is_empty() || !found.fields.is_empty() || found.files.iter().any(|one| one.outcome.differs()) {
        Verdict::Different
    } else if matches!(found.again, Again::NotAsked | Again::LeftOut { .. } | Again::Elsewhere { .. }) {
        Verdict::AsListed
    } else if found.files.iter().any(|one| one.outcome == FileOutcome::Unvouched) {
        Verdict::SameNumbers
    } else {
        Verdict::Same
    }
}

/// Fields of a manifest that nothing in the folder, and nothing that is worked out again, can confirm.
fn unknowable<M: Describes>(folder: &Opened<M>) -> Result<Vec<Unvouched>, AppError> {
    let mut parts: Vec<String> = M::UNKNOWABLE.iter().map(|field| (*field).to_owned()).collect();
    // What this tidui has no name for it cannot judge either.
    let kept: Json = serde_json::from_slice(&folder.bytes(M::FILE)?).unwrap_or_default();
    let understood = serde_json::to_value(&folder.manifest).unwrap_or_default();
    parts.extend(unknown(&kept, &understood, ""));
    // Some are not there, and the language shows where there are charts.
    let shows = opened::has_charts(folder);
    parts.retain(|part| {
        kept.pointer(&format!("/{}", part.replace('.', "/"))).is_some() && !(shows && part == "language")
    });
    Ok(vec![Unvouched { file: M::FILE.to_owned(), parts }])
}

/// Keys of an object that another does not have.
fn unknown(kept: &Json, understood: &Json, path: &str) -> Vec<String> {
    let (Json::Object(kept), Json::Object(understood)) = (kept, understood) else { return Vec::new() };
    let each = kept.iter().flat_map(|(key, value)| {
        let path = if path.is_empty() { key.clone() } else { format!("{path}.{key}") };
        match understood.get(key) {
            Some(known) => unknown(value, known, &path),
            None if value.is_null() => Vec::new(),
            None => vec![path],
        }
    });
    each.collect()
}

fn again(request: &Verify, run: &OpenRun, watcher: &dyn Watcher) -> Result<Found, AppError> {
    let manifest = &run.manifest;
    let misunderstood = |word: &str| {
        Ok(Found::nothing(Again::NotUnderstood { word: word.to_owned(), version: manifest.tidui.clone() }))
    };
    if Replicates::new(manifest.replicates).is_none() {
        return misunderstood("replicates");
    }
    if manifest.precision.is_some_and(|width| Width::new(width).is_none()) {
        return misunderstood("precision");
    }
    let (scenario, warnings) = opened::scenario(run, request.roster.as_deref())?;
    let mut staging = staging(run, &scenario.id)?;
    watcher.stage(Stage::Simulating);
    let model = Model::compile(&scenario);
    let plan = RunPlan {
        threads: request.threads(),
        keep_rows: manifest.files.contains_key(layout::REPLICATES),
        ..precision::again(manifest, scenario.nesting)
    };
    let rows = if plan.keep_rows { manifest.replicates } else { 0 };
    staging.reserve(folder::least_bytes(&model, opened::has_charts(run), rows))?;
    let (plan, results) = run::simulate(&model, plan, manifest.precision, request.lang, &staging, watcher)?;
    let same_build = manifest.build() == Build::here();
    if plan.keep_rows && !same_build && !manifest.files.contains_key(layout::REPLICATES_CSV) {
        // An older tidui kept the rows as Parquet alone.
        let twin = staging.path().join(layout::REPLICATES_CSV);
        std::fs::remove_file(&twin).map_err(|error| RunsError::from_io(&twin, error))?;
    }
    // What the brief cites is asked again: what was kept of it is not taken on trust.
    let mut studies = Vec::new();
    let roster = Roster::beside(request.roster.as_deref(), &scenario);
    for (study, one) in citing::kept(run, roster)? {
        match citing::asked_again(one, &study, request.threads(), watcher)? {
            Ok(one) => studies.push(one),
            Err(Misunderstood { word }) => return misunderstood(&word),
        }
    }
    let how = (request.lang, request.threads());
    let since = match citing::kept_earlier(run, roster)? {
        Some((earlier, one)) => Some(citing::run_again(one, &earlier, how, &staging, watcher)?),
        None => None,
    };
    watcher.stage(Stage::Writing);
    let kept = warnings::of_run(run);
    let kept = kept.as_ref().unwrap_or(&warnings);
    let (lost, unvouched) =
        warnings::compare(layout::RESULTS, &warnings::warned(kept), &warnings::warned(&warnings), same_build);
    let contents = Contents {
        scenario: &scenario,
        // As this program writes what was read: a copy of the kept text would agree with whatever stands in it.
        sources: &scenario.sources,
        left_out: manifest.left_out().map(|one| one.name.as_str()),
        results: &results,
        warnings: kept,
        about: manifest,
        cited: &studies,
        since: since.as_ref(),
        language: opened::language(run).unwrap_or(request.lang),
        charts: opened::has_charts(run),
        threads: folder::threads(request.threads()),
    };
    folder::write(&contents, &mut staging, watcher)?;
    watcher.stage(Stage::Comparing);
    let mut fields = Fields::default();
    fields.check("format", &manifest.format, &FORMAT);
    fields.check("scenario", &manifest.scenario, &scenario.id);
    fields.check("title", &manifest.title, &scenario.title);
    fields.check("replicates", &manifest.replicates, &plan.replicates);
    fields.check_nesting(manifest.nesting, plan.nesting);
    fields.check_sources("sources", &manifest.sources, 0, &scenario);
    fields.0.extend(lost);
    let files = compare(run, staging.path(), same_build, watcher)?;
    let told = Again::Simulated {
        replicates: plan.replicates,
        seed: plan.seed,
        written_by: manifest.build().to_string(),
        verified_by: Build::here().to_string(),
    };
    Ok(Found { again: told, files, fields: fields.0, unvouched: unvouched.into_iter().collect() })
}

/// Fields of a manifest that are not what they must be.
#[derive(Default)]
struct Fields(Vec<Value>);

impl Fields {
    fn check<T: serde::Serialize + PartialEq>(&mut self, field: &str, then: &T, now: &T) {
        if then != now {
            let value = |one: &T| serde_json::to_value(one).unwrap_or_default();
            // The first part of it that is not.
            self.0.extend(first_value(&value(then), &value(now), field.to_owned()));
        }
    }

    fn check_nesting(&mut self, then: Nesting, now: Nesting) {
        self.check("chance_replicates", &then.chance_replicates, &now.chance_replicates);
        self.check("repeated_draws", &then.repeated_draws, &now.repeated_draws);
    }

    /// Checks where the files of a scenario are kept: only the names by which it reads them are its own.
    fn check_sources(&mut self, field: &str, then: &[SourceRecord], number: usize, scenario: &Scenario) {
        let record = |(position, (name, _)): (usize, &(String, String))| {
            let file = if position == 0 { layout::SCENARIO.to_owned() } else { layout::source(position, name) };
            // What was left out was known by its digest when it was handed in.
            let left_out = then.get(position).and_then(|one| one.left_out.clone());
            SourceRecord { name: name.clone(), file: layout::of_scenario(number, &file), left_out }
        };
        let now: Vec<SourceRecord> = scenario.sources.iter().enumerate().map(record).collect();
        self.check(field, &then.to_vec(), &now);
    }
}

/// The same of a study. Every replicate is run anew: those that are kept between studies would only say again what they
/// said then.
fn ask_again(request: &Verify, folder: &OpenStudy, watcher: &dyn Watcher) -> Result<Found, AppError> {
    let manifest = &folder.manifest;
    let question = match study::understood(manifest) {
        Ok(question) => question,
        Err(Misunderstood { word }) => {
            return Ok(Found::nothing(Again::NotUnderstood { word, version: manifest.tidui.clone() }));
        }
    };
    let mut staging = staging(folder, &manifest.folder_name())?;
    let language = opened::language(folder).unwrap_or(request.lang);
    let (how, roster) = ((language, request.threads()), request.roster.as_deref());
    let made = study::write_again(folder, &question, how, roster, &mut staging, watcher)?;
    watcher.stage(Stage::Comparing);
    let mut fields = Fields::default();
    fields.check("format", &manifest.format, &manifest.asked.format());
    fields.check_nesting(manifest.nesting, made.nesting);
    for (number, (then, scenario)) in manifest.scenarios.iter().zip(&made.scenarios).enumerate() {
        let field = |name: &str| format!("scenarios[{number}].{name}");
        fields.check(&field("id"), &then.id, &scenario.id);
        fields.check(&field("title"), &then.title, &scenario.title);
        fields.check_sources(&field("sources"), &then.sources, number, scenario);
    }
    fields.0.extend(made.lost);
    let files = compare(folder, staging.path(), manifest.build() == Build::here(), watcher)?;
    let told = Again::Simulated {
        replicates: made.replicates,
        seed: manifest.seed,
        written_by: manifest.build().to_string(),
        verified_by: Build::here().to_string(),
    };
    Ok(Found { again: told, files, fields: fields.0, unvouched: made.unvouched.into_iter().collect() })
}

/// A hidden folder beside the one that is verified, or where the system keeps what is temporary if nothing may be written
/// there.
fn staging<M>(folder: &Opened<M>, name: &str) -> Result<Staging, AppError> {
    match Staging::create(&opened::beside(folder), name) {
        Err(RunsError::NotWritable { .. }) => Ok(Staging::create(&std::env::temp_dir(), name)?),
        made => Ok(made?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use FileOutcome::{Different, Gone, New, Same, Unvouched, Unwritten};

    #[test]
    fn what_is_not_vouched_for_is_never_the_same() {
        let file = |outcome| Compared { file: String::new(), outcome, numbers: true, table: None, value: None };
        let again = Again::Simulated {
            replicates: 1,
            seed: 1,
            written_by: "0.1.0 (a)".to_owned(),
            verified_by: "0.1.0 (b)".to_owned(),
        };
        let found = |again: &Again, outcomes: &[FileOutcome]| Found {
            files: outcomes.iter().map(|outcome| file(*outcome)).collect(),
            ..Found::nothing(again.clone())
        };
        assert_eq!(verdict(&[], &found(&again, &[Same, Same])), Verdict::Same);
        assert_eq!(verdict(&[], &found(&again, &[Same, Unvouched])), Verdict::SameNumbers);
        for outcome in [Different, Gone, New, Unwritten] {
            assert_eq!(verdict(&[], &found(&again, &[Same, Unvouched, outcome])), Verdict::Different, "{outcome:?}");
        }
        let mut wrong = found(&again, &[Same]);
        wrong.fields.push(Value { path: "title.en".to_owned(), then: "a".to_owned(), now: "b".to_owned() });
        assert_eq!(verdict(&[], &wrong), Verdict::Different);
        assert_eq!(verdict(&[], &found(&Again::OtherResults { version: String::new() }, &[])), Verdict::Different);
        let damage = [Damage { file: String::new(), kind: DamageKind::Extra }];
        assert_eq!(verdict(&damage, &found(&again, &[Same])), Verdict::Different);
        assert_eq!(verdict(&damage, &found(&Again::NotAsked, &[])), Verdict::Different);
        assert_eq!(verdict(&[], &found(&Again::NotAsked, &[])), Verdict::AsListed);
        assert_eq!(verdict(&[], &found(&Again::LeftOut { file: String::new() }, &[])), Verdict::AsListed);
        assert_eq!(verdict(&[], &found(&Again::Elsewhere { file: String::new() }, &[])), Verdict::AsListed);
    }

    #[test]
    fn fields_that_nobody_knows_are_found_however_deep() {
        let understood = serde_json::json!({ "seed": 1, "title": { "zh": "一", "en": "One" }, "files": {} });
        let kept = serde_json::json!({
            "seed": 2, "title": { "zh": "一", "en": "One", "fr": "Un" }, "files": {}, "approved": true, "gone": null
        });
        assert_eq!(unknown(&kept, &understood, ""), ["title.fr", "approved"]);
    }
}
