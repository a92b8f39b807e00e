//! The files of a study's folder, and finding a study that was done before.

use std::path::Path;

use serde_json::{Value, json};

use crate::report::study::{page, text, view};
use crate::report::terminal::Paint;
use crate::report::{About, json as report_json};
use crate::runs::{self, OpenStudy, Staging, StudiedScenario, StudyManifest, layout};
use crate::scenario::Scenario;
use crate::simulate::Observer;
use crate::study::Answer;
use crate::tables::{of_study, write_study};
use crate::words::{Diagnostics, Language, Severity};

use super::{StudyRequest, words};
use crate::app::error::AppError;
use crate::app::folder::{REPORT, report_text, threads};
use crate::app::opened::{self, Altered};
use crate::app::run::RunOutcome;

/// Bytes that the files of a study take at least, about: so much room is kept before it begins.
pub(super) const LEAST_BYTES: u64 = 300_000;

/// What the files of a study's folder are made from.
pub(super) struct Contents<'a> {
    pub(super) scenarios: &'a [Scenario],
    pub(super) answer: &'a Answer,
    /// Warnings about the scenarios as they were first read, as the object of `--json` has them.
    pub(super) warnings: Value,
    pub(super) charts: bool,
    /// The language of what is written in one language only.
    pub(super) language: Language,
    pub(super) threads: Option<usize>,
}

impl Contents<'_> {
    /// Writes every file but the manifest, which learns where the scenarios lie; returns remarks.
    pub(super) fn write(
        &self,
        manifest: &mut StudyManifest,
        staging: &mut Staging,
        observer: &dyn Observer,
    ) -> Result<Vec<String>, AppError> {
        staging.release();
        for (number, (scenario, studied)) in self.scenarios.iter().zip(&mut manifest.scenarios).enumerate() {
            studied.sources = staging.write_scenario(number, &scenario.sources)?;
        }
        let tables = of_study(self.answer);
        staging.expect(write_study(&tables, staging.path())?);
        for language in Language::ALL {
            let text = self.text(language, Paint::Plain);
            staging.write(&report_text(language), text.as_bytes())?;
            staging.write(&layout::page(language), self.page(manifest, language)?.as_bytes())?;
        }
        staging.write(REPORT, report_json::text(&self.json(manifest)).as_bytes())?;
        let mut notes = Vec::new();
        if self.charts {
            let words = words(self.language);
            let make = |words: &crate::report::Words| view(self.answer, self.scenarios, words).charts().to_vec();
            notes.extend(crate::app::charts::draw(staging, &make, &words, threads(self.threads), observer)?);
        }
        if observer.cancelled() {
            return Err(AppError::Interrupted);
        }
        Ok(notes)
    }

    pub(super) fn text(&self, language: Language, paint: Paint) -> String {
        text(&view(self.answer, self.scenarios, &words(language)), paint)
    }

    fn page(&self, manifest: &StudyManifest, language: Language) -> Result<String, AppError> {
        let Some(first) = self.scenarios.first() else { return Ok(String::new()) };
        let words = words(language);
        let about = About {
            run: manifest.folder_name(),
            version: manifest.tidui.clone(),
            commit: manifest.commit.clone(),
            results_version: manifest.results_version,
            precision: manifest.precision.map(|precision| precision.to_string()),
            command: Some(manifest.command(&manifest.folder_name())),
        };
        let view = view(self.answer, self.scenarios, &words);
        page(&view, first, &about, &words).map_err(|error| AppError::Internal(error.to_string()))
    }

    /// The object of `--json`: what was asked, and every table as a list of rows.
    pub(super) fn json(&self, manifest: &StudyManifest) -> Value {
        let tables: serde_json::Map<String, Value> =
            of_study(self.answer).iter().map(|table| (table.schema.stem.to_owned(), table.json())).collect();
        let labels = crate::study::labels(&manifest.scenarios.iter().map(|one| one.id.as_str()).collect::<Vec<_>>());
        let one =
            |(label, one): (&String, &StudiedScenario)| json!({ "id": one.id, "label": label, "digest": one.digest });
        let scenarios: Vec<Value> = labels.iter().zip(&manifest.scenarios).map(one).collect();
        json!({
            "question": manifest.question,
            "asked": manifest.asked,
            "scenarios": scenarios,
            "seed": manifest.seed,
            "replicates": manifest.replicates,
            "run": ".",
            "tables": tables,
            "warnings": self.warnings,
        })
    }
}

/// The warnings that a study's report has.
pub(super) fn warnings_of(study: &OpenStudy) -> Option<Value> {
    let mut report: Value = serde_json::from_slice(&study.bytes(REPORT).ok()?).ok()?;
    report.get_mut("warnings").map(Value::take)
}

/// The object of a study that lies in `folder`.
pub(super) fn lying_in(mut object: Value, folder: &Path) -> Value {
    object["run"] = folder.display().to_string().into();
    object
}

/// The same study with everything that is asked for, if it is there as this tidui wrote it; beside it, one that would be it
/// but for what became of its files.
pub(super) fn recognise(
    request: &StudyRequest,
    wanted: &StudyManifest,
) -> Result<(Option<OpenStudy>, Option<Altered>), AppError> {
    let mut first_altered = None;
    for study in runs::called::<StudyManifest>(&request.output, &wanted.folder_name()) {
        let known = &study.manifest;
        let has = |file: &str| known.files.contains_key(file);
        let suffices =
            has(REPORT) && has(&report_text(request.language)) && (!request.charts || opened::has_charts(&study));
        if known.identity() != wanted.identity() || known.build() != wanted.build() || !suffices {
            continue;
        }
        match opened::altered(&study)? {
            None => return Ok((Some(study), None)),
            altered => first_altered = first_altered.or(altered),
        }
    }
    Ok((None, first_altered))
}

/// What a known study said.
pub(super) fn recall(request: &StudyRequest, study: &OpenStudy, warnings: &Diagnostics) -> Option<RunOutcome> {
    let mut object: Value = serde_json::from_slice(&study.bytes(REPORT).ok()?).ok()?;
    object["warnings"] =
        serde_json::to_value(report_json::problems(warnings, Severity::Warning, request.language)).ok()?;
    let drawn = format!(".{}.svg", request.language.code());
    let other = request.charts && !study.manifest.files.keys().any(|file| file.ends_with(&drawn));
    let notes = if other { vec![words(request.language).word("note-charts-language")] } else { Vec::new() };
    Some(RunOutcome {
        text: String::from_utf8(study.bytes(&report_text(request.language)).ok()?).ok()?,
        json: report_json::text(&lying_in(object, &study.path)),
        folder: study.path.clone(),
        recognised: true,
        warnings: warnings.clone(),
        notes,
        seconds: 0.0,
    })
}
