//! Numbers read off rosters and counts of the past.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fit::{Effort, Fitted, Overlaid, fit_while, overlay};
use crate::model::Model;
use crate::report::{Beside, Words, fit as report};
use crate::runs::{self, RunsError};
use crate::scenario::Scenario;
use crate::words::{Diagnostics, Language, Text, command as shell_command, file_name, path, several, text};

use super::error::{AppError, Instead};
use super::pages::page;
use super::past::{Asked, Records};
use super::source::Source;
use super::{Watcher, loading, near};

/// What to read numbers off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fit {
    /// The scenario whose numbers are read off.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// What is known of past years: rosters of two or more months.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub records: Records,
    /// A table of students: phase, year, students.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub students: Option<String>,
    /// A table of what was paid: line, year, units, yuan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub spending: Option<String>,
    /// Settings over the scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// The file for the scenario with the numbers that were read off; a page of each language goes beside it.
    #[cfg_attr(feature = "cli", arg(long, short = 'o', value_name = "FILE"))]
    pub to: Option<PathBuf>,
    /// Language of the notes in that file.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// What was read off.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FitOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// What is known of its numbers.
    pub fitted: Fitted,
    /// The files that were written.
    pub files: Vec<PathBuf>,
    /// What is worth reading of how rosters and tables were read.
    pub warnings: Diagnostics,
}

/// Reads numbers of a scenario off rosters, and off counts of funnels and places.
///
/// # Errors
/// [`AppError::Refused`] with every problem of the scenario or of a table, [`AppError::NoScenario`] if there is no such scenario,
/// [`AppError::Exists`] if something else is where a file would go, [`AppError::Interrupted`] if the watcher asks.
pub fn fit(request: &Fit, watcher: &dyn Watcher) -> Result<FitOutcome, AppError> {
    let (scenario, mut warnings) = loading::load_source(&request.file, &request.set)?;
    let past = request.asked().read(&scenario, &mut warnings, watcher)?;
    let model = Model::compile(&scenario);
    let fitted = fit_while(&model, &past.panel, past.counted(), Effort::default(), &|| !watcher.cancelled());
    let fitted = fitted.ok_or(AppError::Interrupted)?;
    let files = match &request.to {
        Some(to) => write(request, &scenario, &fitted, to)?,
        None => Vec::new(),
    };
    Ok(FitOutcome { scenario, fitted, files, warnings })
}

impl Fit {
    fn asked(&self) -> Asked<'_> {
        let (students, spending) = (self.students.as_deref(), self.spending.as_deref());
        // Students and payments tell without people.
        let without_people = self.records.roster.is_empty() && students.or(spending).is_some();
        Asked {
            file: &self.file,
            records: &self.records,
            students,
            spending,
            least: if without_people { 0 } else { 2 },
        }
    }
}

/// Writes the scenario and its pages; all of them, or none.
fn write(request: &Fit, scenario: &Scenario, fitted: &Fitted, to: &Path) -> Result<Vec<PathBuf>, AppError> {
    let folder = to.parent().unwrap_or(Path::new(""));
    let stem = to.file_stem().map_or_else(|| "fitted".to_owned(), file_name);
    let name = to.file_name().map_or_else(|| "fitted.toml".to_owned(), file_name);
    let words = Words::new(request.lang);
    let base = base(&request.file, folder);
    let suffix = text!("fit-title-suffix");
    let title = Text::new(format!("{}{}", scenario.title.zh, suffix.zh), format!("{}{}", scenario.title.en, suffix.en));
    let sources = request.asked().sources();
    let said =
        Overlaid { base: &base, id: &format!("{}-fitted", scenario.id), title: &title, source: &sources.join(", ") };
    let text = overlay(scenario, fitted, &said, &|one| report::note(one, fitted, &words), &|one| {
        report::spread_note(one, &words)
    });
    let mut files = vec![(name, text)];
    let command = command(request);
    for language in Language::ALL {
        let words = Words::new(language);
        let page = page(&report::view(scenario, fitted, &words), (Beside::Fit, scenario), &command, &words)?;
        files.push((format!("{stem}.{}.html", language.code()), page));
    }
    runs::write_new(near::folder(folder), &files).map_err(|error| match error {
        RunsError::Taken { path } => AppError::Exists { file: path, instead: Instead::File },
        other => other.into(),
    })
}

/// The command that reads the same off again.
fn command(request: &Fit) -> String {
    let mut words = vec!["tidui".to_owned(), "fit".to_owned()];
    words.extend(request.asked().words());
    words.extend(request.set.iter().flat_map(|set| ["--set".to_owned(), set.clone()]));
    shell_command(words.iter().map(String::as_str))
}

/// A scenario as it is called from a file in `folder`.
pub(super) fn base(source: &Source, folder: &Path) -> String {
    let name = match source {
        Source::Named(name) => name.clone(),
        Source::Texts(texts) => return texts.keys().next().cloned().unwrap_or_default(),
    };
    let file = path(&name);
    if !file.exists() {
        return name;
    }
    near::relative(&file, folder)
}
