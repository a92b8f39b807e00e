//! Numbers read off rosters and counts of the past.

use std::path::{Component, Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::fit::{Counted, Effort, Fitted, Link, Overlaid, PaidRow, StudentsRow, fit as read_off, overlay};
use crate::model::Model;
use crate::report::{Words, fit as report};
use crate::runs::{self, RunsError};
use crate::scenario::Scenario;
use crate::words::{Diagnostics, Language, Text, command as shell_command, file_name, path, several, text};

use super::error::AppError;
use super::loading;
use super::pages::page;
use super::past::{self, Asked, RosterOf, bare};
use super::source::Source;
use super::told;

/// What to read numbers off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Fit {
    /// The scenario whose numbers are read off.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// Rosters of two or more months.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH=FILE", num_args = 1..))]
    #[serde(default, deserialize_with = "several")]
    pub roster: Vec<RosterOf>,
    /// A table of funnels: channel, year, tier, applied, qualified, offered, accepted, arrived.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub funnel: Option<String>,
    /// A table of the places that moves had: move, year, places.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub places: Option<String>,
    /// A table of students: phase, year, students.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub students: Option<String>,
    /// A table of what was paid: line, year, units, yuan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub spending: Option<String>,
    /// By what people of two rosters are known to be the same.
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value = "id"))]
    #[serde(default)]
    pub link: Link,
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
/// [`AppError::Exists`] if something else is where a file would go.
pub fn fit(request: &Fit) -> Result<FitOutcome, AppError> {
    let (scenario, mut warnings) = loading::load_source(&request.file, &request.set)?;
    let past = request.asked().read(&scenario, &mut warnings)?;
    let (students, paid) = request.tables(&scenario)?;
    let model = Model::compile(&scenario);
    let counted = Counted { students: &students, paid: &paid, ..past.counted() };
    let fitted = read_off(&model, &past.panel, counted, Effort::default());
    let files = match &request.to {
        Some(to) => write(request, &scenario, &fitted, to)?,
        None => Vec::new(),
    };
    Ok(FitOutcome { scenario, fitted, files, warnings })
}

impl Fit {
    fn asked(&self) -> Asked<'_> {
        Asked {
            file: &self.file,
            roster: &self.roster,
            funnel: self.funnel.as_deref(),
            places: self.places.as_deref(),
            link: self.link,
            // Students and payments tell without people.
            least: if self.roster.is_empty() && self.more().next().is_some() { 0 } else { 2 },
        }
    }

    /// Tables beside those that every command reads, by their options.
    fn more(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let files = [("--students", self.students.as_deref()), ("--spending", self.spending.as_deref())];
        files.into_iter().filter_map(|(option, file)| Some((option, file?)))
    }

    /// Names of all files, without their folders.
    fn sources(&self) -> Vec<String> {
        let mut sources = self.asked().sources();
        sources.extend(self.more().map(|(_, file)| bare(file)));
        sources
    }

    fn tables(&self, scenario: &Scenario) -> Result<(Vec<StudentsRow>, Vec<PaidRow>), AppError> {
        let library = past::library(&self.file)?;
        let mut problems = Diagnostics::new();
        let students = self.students.as_ref();
        let students =
            students.map_or_else(Vec::new, |file| told::students(scenario, library.as_ref(), file, &mut problems));
        let paid = self.spending.as_ref();
        let paid = paid.map_or_else(Vec::new, |file| told::spending(scenario, library.as_ref(), file, &mut problems));
        if problems.has_errors() {
            problems.sort();
            return Err(AppError::Refused(problems));
        }
        Ok((students, paid))
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
    let sources = request.sources();
    let said =
        Overlaid { base: &base, id: &format!("{}-fitted", scenario.id), title: &title, source: &sources.join(", ") };
    let text = overlay(scenario, fitted, &said, &|one| report::note(one, fitted, &words), &|one| {
        report::spread_note(one, &words)
    });
    let mut files = vec![(name, text)];
    let command = command(request);
    for language in Language::ALL {
        let words = Words::new(language);
        let page = page(&report::view(scenario, fitted, &words), scenario, &command, &words)?;
        files.push((format!("{stem}.{}.html", language.code()), page));
    }
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    runs::write_new(folder, &files).map_err(|error| match error {
        RunsError::Taken { path } => AppError::Exists { file: path },
        other => other.into(),
    })
}

/// The command that reads the same off again.
fn command(request: &Fit) -> String {
    let mut words = vec!["tidui".to_owned(), "fit".to_owned()];
    words.extend(request.asked().words());
    words.extend(request.more().flat_map(|(option, file)| [option.to_owned(), file.to_owned()]));
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
    // No folder is this one.
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let near = |one: &Path| std::path::absolute(one).unwrap_or_else(|_| one.to_owned());
    let (file, folder) = (near(&file), near(folder));
    let (there, here): (Vec<_>, Vec<_>) = (file.components().collect(), folder.components().collect());
    let shared = there.iter().zip(&here).take_while(|(one, other)| one == other).count();
    let up = here.iter().skip(shared).filter(|one| matches!(one, Component::Normal(_))).map(|_| "..".to_owned());
    let down = there.iter().skip(shared).map(|one| file_name(one.as_os_str()));
    up.chain(down).collect::<Vec<_>>().join("/")
}
