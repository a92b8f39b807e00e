//! The files of a study's folder, and finding a study that was done before.

use serde_json::Value;

use crate::report::page::page_of_study as page;
use crate::report::study::{object, view};
use crate::report::terminal::{Paint, view as text};
use crate::report::view::View;
use crate::report::{About, Words, json};
use crate::runs::{self, OpenStudy, Staging, StudyManifest, layout};
use crate::scenario::Scenario;
use crate::simulate::Observer;
use crate::study::Answer;
use crate::tables::{of_study, write_study};
use crate::words::Language;

use crate::app::error::AppError;
use crate::app::folder::{REPORT, report_text, threads};
use crate::app::how::How;
use crate::app::opened::{self, Altered};

/// Bytes that the files of a study take at least, about: so much room is kept before it begins.
pub(super) const LEAST_BYTES: u64 = 300_000;

/// What the files of a study's folder are made from.
pub(super) struct Contents<'a> {
    pub(super) scenarios: &'a [Scenario],
    pub(super) answer: &'a Answer,
    /// Warnings about the scenarios as they were first read, as the object of `--json` has them.
    pub(super) warnings: Value,
    /// Whether the answer itself is kept; folders of older versions have none.
    pub(super) keep: bool,
    /// Whether rosters are left out.
    pub(super) left_out: bool,
    pub(super) charts: bool,
    /// The language of what is written in one language only.
    pub(super) language: Language,
    pub(super) threads: Option<usize>,
}

impl Contents<'_> {
    /// Writes every file but the manifest, which learns where the scenarios lie.
    pub(super) fn write(
        &self,
        manifest: &mut StudyManifest,
        staging: &mut Staging,
        observer: &dyn Observer,
    ) -> Result<(), AppError> {
        staging.release();
        for (number, (scenario, studied)) in self.scenarios.iter().zip(&mut manifest.scenarios).enumerate() {
            let left_out = scenario.roster_file().filter(|_| self.left_out);
            studied.sources = staging.write_scenario(number, &scenario.sources, left_out)?;
        }
        let tables = of_study(self.answer);
        staging.expect(write_study(&tables, staging.path())?);
        for language in Language::ALL {
            let text = text(&self.view(manifest, &Words::new(language)), Paint::Plain);
            staging.write(&report_text(language), text.as_bytes())?;
            staging.write(&layout::page(language), self.page(manifest, language)?.as_bytes())?;
        }
        if self.keep {
            let answer = serde_json::to_vec(self.answer).map_err(|error| AppError::Internal(error.to_string()))?;
            staging.write(layout::RESULTS, &answer)?;
        }
        // The folder does not know where it will lie.
        let object = object(manifest, self.answer, &self.warnings, ".");
        staging.write(REPORT, json::text(&object).as_bytes())?;
        if self.charts {
            let view = self.view(manifest, &Words::new(self.language));
            crate::app::charts::draw(staging, &view.charts(), self.language, threads(self.threads), observer)?;
        }
        if observer.cancelled() { Err(AppError::Interrupted) } else { Ok(()) }
    }

    /// What it says, with its luck. Its questions say themselves in how many replicates what was found.
    fn view(&self, manifest: &StudyManifest, words: &Words) -> View {
        view(self.answer, self.scenarios, words).under(manifest.seed, None, words)
    }

    fn page(&self, manifest: &StudyManifest, language: Language) -> Result<String, AppError> {
        let Some(first) = self.scenarios.first() else { return Ok(String::new()) };
        let words = Words::new(language);
        let about = About {
            run: manifest.folder_name(),
            version: manifest.tidui.clone(),
            commit: manifest.commit.clone(),
            results_version: manifest.results_version,
            precision: manifest.precision.map(|precision| precision.to_string()),
            command: Some(manifest.command(&manifest.folder_name())),
            ..About::default()
        };
        let view = self.view(manifest, &words);
        page(&view, first, &about, &words).map_err(|error| AppError::Internal(error.to_string()))
    }
}

/// The warnings that a study's report has.
pub(super) fn warnings_of(study: &OpenStudy) -> Option<Value> {
    let mut report: Value = serde_json::from_slice(&study.bytes(REPORT).ok()?).ok()?;
    report.get_mut("warnings").map(Value::take)
}

/// The same study with everything that is asked for, if it is there as this tidui wrote it; beside it, one that would be it
/// but for what became of its files.
pub(super) fn recognise(
    how: &How,
    wanted: &StudyManifest,
    scenarios: &[Scenario],
    left_out: bool,
) -> Result<(Option<OpenStudy>, Option<Altered>), AppError> {
    let mut first_altered = None;
    for study in runs::called::<StudyManifest>(&how.output, &wanted.folder_name()) {
        let known = &study.manifest;
        let has = |file: &str| known.files.contains_key(file);
        // A folder with rosters is none without, and the other way round.
        let suffices = has(layout::RESULTS)
            && known.left_out().next().is_some() == left_out
            && (how.no_charts || opened::has_charts(&study) || !draws(&study, scenarios, how.lang));
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

/// Whether what a known study said is drawn at all.
fn draws(study: &OpenStudy, scenarios: &[Scenario], language: Language) -> bool {
    kept(study).is_none_or(|answer| !view(&answer, scenarios, &Words::new(language)).charts().is_empty())
}

/// What a known study said; none where that was not kept, or is not understood.
pub(super) fn kept(study: &OpenStudy) -> Option<Answer> {
    serde_json::from_slice(&study.bytes(layout::RESULTS).ok()?).ok()
}
