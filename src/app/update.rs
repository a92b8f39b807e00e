//! A plan that goes on half-way: what has been is counted, what is known better is read off, and what is left is forecast again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::fit::{Effort, Fitted, Overlaid, Panel, StudentsRow, fit_while, overlay};
use crate::model::Model;
use crate::report::{Beside, Words, fit as fit_report, json, update as report};
use crate::scenario::{
    MemoryLibrary, Restart, Restarted, Scenario, Target, TargetId, missing_table, restart, roster_text,
};
use crate::simulate::RunPlan;
use crate::summary::Results;
use crate::update::{self, Carried, Compared, Told, Updated};
use crate::words::{Diagnostic, Diagnostics, Language, Month, Text, Whole, command as shell_command, file_name, text};

use super::error::{AppError, Instead};
use super::fit::base;
use super::pages::{Pages, new_folder};
use super::past::{self, Asked, Past, Records};
use super::source::Source;
use super::values::{Replicates, Seed, Threads};
use super::{Stage, Watcher, loading, precision, told};

/// The scenario that goes on, in the folder.
const ONWARD: &str = "updated.toml";
/// Numbers that were read off, as a scenario over the plan.
const FITTED: &str = "fitted.toml";
/// Who is there.
const ROSTER: &str = "roster.csv";
/// Schools as they are now.
const SCHOOLS: &str = "schools.csv";
/// What has been, to be corrected and handed in again.
const KNOWN: &str = "known.csv";
/// All that is told, for programs.
const OBJECT: &str = "update.json";

/// Replicates of each forecast, if nothing else is asked for.
const REPLICATES: u64 = 2000;

/// A plan, and what has been since it began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Update {
    /// The plan.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// What is known of past years; the plan goes on from the last roster.
    #[cfg_attr(feature = "cli", command(flatten))]
    #[serde(flatten)]
    pub records: Records,
    /// A table of students: phase, year, students.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub students: Option<String>,
    /// A table of what was paid: line, year, units, yuan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub spending: Option<String>,
    /// A table of what is known otherwise: path, value, source. The folder has one to begin with.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub known: Option<String>,
    /// A table of schools as they are now, with those that have joined; none means that they are as in the plan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub schools: Option<String>,
    /// Take the plan's own numbers, and read none off.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_fit: bool,
    /// Replicates of each forecast; none means 2,000.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub replicates: Option<Replicates>,
    /// Seed, over that of the plan.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub seed: Option<Seed>,
    /// Threads; none means as many as the machine offers.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub threads: Option<Threads>,
    /// Draw no charts into files.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub no_charts: bool,
    /// Leave the roster out of the folder; the plan goes on from the last of those that were handed in.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub without_roster: bool,
    /// A new folder for the scenario that goes on, with its pages and tables.
    #[cfg_attr(feature = "cli", arg(long, short = 'o', value_name = "DIR"))]
    pub to: PathBuf,
    /// Language of the charts.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// What came of it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UpdateOutcome {
    /// The plan.
    pub plan: Scenario,
    /// What has been, and the forecasts.
    pub updated: Updated,
    /// The folder that was written.
    pub folder: PathBuf,
    /// What is worth reading of how tables were read, and of the scenario that goes on.
    pub warnings: Diagnostics,
}

/// Lets a plan go on from the last of its rosters.
///
/// # Errors
/// [`AppError::Refused`] with every problem of the plan, of a table, or of what the plan would go on as;
/// [`AppError::NoScenario`] if there is no such scenario, [`AppError::Exists`] if something is where the folder would go,
/// [`AppError::Interrupted`] if the watcher asks.
pub fn update(request: &Update, watcher: &dyn Watcher) -> Result<UpdateOutcome, AppError> {
    let (plan, mut warnings) = loading::load_source(&request.file, &[])?;
    if request.to.symlink_metadata().is_ok() {
        return Err(AppError::Exists { file: request.to.clone(), instead: Instead::Folder });
    }
    let past = request.asked().read(&plan, &mut warnings, watcher)?;
    let at = month(&plan, &past.panel)?;
    let tables = request.tables()?;
    let model = Model::compile(&plan);
    let seen = past.panel.rosters().len() > 1 || past.counted().is_any();
    let fitted = if seen && !request.no_fit {
        let fitted = fit_while(&model, &past.panel, past.counted(), Effort::default(), &|| !watcher.cancelled());
        Some(fitted.ok_or(AppError::Interrupted)?)
    } else {
        None
    };
    watcher.stage(Stage::Simulating);
    let then = request.forecast(&plan, watcher)?;
    let began = Panel::new(past.panel.since(plan.start), request.records.link);
    let year = at.year_opening_in(plan.fiscal_year_starts);
    let executed = update::executed(&plan, &then, &past.paid, year);
    let counts = update::so_far(&plan, &began, &past.paid, &tables.known);
    let others = update::carried(&plan, &then, (&executed, &past.students), &tables.known, at);
    warnings.append(students_forecast(&plan, &others, at));
    warnings.append(students_later(&plan, &past.students, at));
    let behind = titles_behind(&update::Counted { plan: &plan, at, panel: &began, carried: &counts });
    let made = request.onward(&plan, fitted.as_ref(), &past, (&counts, &others, &behind), &tables)?;
    let now = request.forecast(&made.restarted.scenario, watcher)?;
    let past_target =
        |one: &Carried| made.restarted.taken.iter().any(|gone| one.path.starts_with(&format!("{}.", gone.path)));
    let mut carried: Vec<_> = counts.into_iter().filter(|one| !past_target(one)).collect();
    carried.extend(others.into_iter().map(|one| one.carried));
    carried.extend(update::untold(&plan, &tables.known, tables.schools.is_some()));
    let compared = Compared {
        plan: &plan,
        then: &then,
        onward: &made.restarted.scenario,
        now: &now,
        panel: &began,
        carried: &carried,
    };
    let updated = Updated {
        at,
        began: plan.start,
        replicates: now.replicates,
        outlooks: compared.outlooks(),
        settled: compared.settled(&made.restarted.taken),
        found: compared.found(),
        executed,
        fitted,
        taken: made.restarted.taken.clone(),
        carried,
    };
    warnings.append(made.restarted.warnings.clone());
    let folder = request.write(&plan, &updated, &made, watcher)?;
    Ok(UpdateOutcome { plan, updated, folder, warnings })
}

/// Titles of the targets that go on with milestones behind them, as the new file states them: whoever runs it reads in them what
/// its probabilities are no more of.
fn titles_behind(counted: &update::Counted<'_>) -> Vec<(String, String)> {
    let one = |(index, target): (usize, &Target)| {
        let id = TargetId::from(index);
        let behind = counted.behind(id, target.readings.first()?);
        let title = report::title_behind(counted.plan, id, &behind)?;
        let quoted = |text: &str| serde_json::Value::from(text).to_string();
        let value = format!("{{ zh = {}, en = {} }}", quoted(&title.zh), quoted(&title.en));
        Some((format!("target.{}.title", target.named.id), value))
    };
    counted.plan.targets.iter().enumerate().filter_map(one).collect()
}

/// Says of which phases nobody told how many students there are.
fn students_forecast(plan: &Scenario, others: &[update::Stated], at: Month) -> Diagnostics {
    let of = |one: &update::Stated| {
        let is_students = one.carried.told == Told::Forecast && one.carried.path.ends_with(".students");
        is_students.then(|| one.carried.path.clone())
    };
    let paths: Vec<String> = others.iter().filter_map(of).collect();
    if paths.is_empty() {
        return Diagnostics::new();
    }
    let problem = Diagnostic::warning("students-forecast", text!("update-students-forecast", paths = paths.join(", ")));
    let year = update::school_year(plan, at).year_opening_in(plan.fiscal_year_starts).to_string();
    vec![problem.hint(text!("hint-update-students-forecast", year))].into()
}

/// Says which counts of students are of years that open after the plan goes on: growth is read off them, no more.
fn students_later(plan: &Scenario, students: &[StudentsRow], at: Month) -> Diagnostics {
    let opened = update::school_year(plan, at).year_opening_in(plan.fiscal_year_starts);
    let later: BTreeSet<i32> = students.iter().map(|row| row.year).filter(|year| *year > opened).collect();
    if later.is_empty() {
        return Diagnostics::new();
    }
    let later: Vec<String> = later.iter().map(i32::to_string).collect();
    let message = text!("update-students-later", years = Text::list(&later), at, opened = opened.to_string());
    vec![Diagnostic::warning("students-later", message)].into()
}

/// The month from which the plan goes on: that of the last roster.
fn month(plan: &Scenario, panel: &Panel) -> Result<Month, AppError> {
    let refused = |problem: Diagnostic| Err(AppError::Refused(vec![problem].into()));
    let Some(at) = panel.rosters().last().map(|one| one.at) else {
        return refused(
            Diagnostic::error("too-few-rosters", text!("update-no-roster")).hint(text!("hint-update-no-roster")),
        );
    };
    if at <= plan.start || at > plan.end {
        let (start, end, at) = (plan.start.to_string(), plan.end.to_string(), at.to_string());
        let problem = Diagnostic::error("outside-horizon", text!("update-outside-plan", at, start, end));
        return refused(problem.hint(text!("hint-update-outside-plan")));
    }
    if at.month() != plan.fiscal_year_starts {
        let (at, opens) = (at.to_string(), plan.fiscal_year_starts);
        let problem = Diagnostic::error("mid-year", text!("update-mid-year", at, opens));
        return refused(problem.hint(text!("hint-update-mid-year")));
    }
    Ok(at)
}

/// What was handed in beside rosters and funnels.
#[derive(Debug, Default)]
struct Tables {
    /// Values by path.
    known: BTreeMap<String, f64>,
    /// Where each comes from.
    sources: BTreeMap<String, String>,
    /// Schools as they are now.
    schools: Option<String>,
}

impl Update {
    fn asked(&self) -> Asked<'_> {
        let (students, spending) = (self.students.as_deref(), self.spending.as_deref());
        Asked { file: &self.file, records: &self.records, students, spending, least: 1 }
    }

    /// The command that makes the same again.
    fn command(&self) -> String {
        let mut words = vec!["tidui".to_owned(), "update".to_owned()];
        words.extend(self.asked().words());
        let files = [("--known", &self.known), ("--schools", &self.schools)];
        words.extend(files.into_iter().filter_map(|(option, file)| Some([option.to_owned(), file.clone()?])).flatten());
        words.extend(self.no_fit.then(|| "--no-fit".to_owned()));
        words.extend(self.without_roster.then(|| "--without-roster".to_owned()));
        words.extend(self.replicates.iter().flat_map(|count| ["--replicates".to_owned(), count.get().to_string()]));
        words.extend(self.seed.iter().flat_map(|seed| ["--seed".to_owned(), seed.get().to_string()]));
        words.extend(["-o".to_owned(), file_name(self.to.as_os_str())]);
        shell_command(words.iter().map(String::as_str))
    }

    fn forecast(&self, scenario: &Scenario, watcher: &dyn Watcher) -> Result<Results, AppError> {
        let replicates = self.replicates.map_or(REPLICATES, Whole::get);
        let seed = self.seed.map_or(scenario.seed, Whole::get);
        let threads = self.threads.map(Whole::size);
        let plan = RunPlan { threads, ..RunPlan::new(replicates, seed, scenario.nesting) };
        Ok(precision::simulated(&Model::compile(scenario), &plan, watcher)?)
    }

    fn tables(&self) -> Result<Tables, AppError> {
        let library = past::library(&self.file)?;
        let mut problems = Diagnostics::new();
        let mut tables = Tables::default();
        if let Some(file) = &self.known {
            for row in told::known(library.as_ref(), file, &mut problems) {
                tables.sources.insert(row.path.clone(), row.source.unwrap_or_else(|| past::bare(file)));
                tables.known.insert(row.path, row.value);
            }
        }
        if let Some(file) = &self.schools {
            match library.table(file) {
                Ok(grid) => tables.schools = Some(grid.to_csv()),
                Err(error) => problems.push(missing_table(library.as_ref(), file, &error)),
            }
        }
        if problems.has_errors() {
            problems.sort();
            return Err(AppError::Refused(problems));
        }
        Ok(tables)
    }

    /// The plan from the month of the last roster on.
    fn onward(
        &self,
        plan: &Scenario,
        fitted: Option<&Fitted>,
        past: &Past,
        (counts, others, behind): (&[Carried], &[update::Stated], &[(String, String)]),
        tables: &Tables,
    ) -> Result<Made, AppError> {
        let Some(last) = past.panel.rosters().last() else { return Err(AppError::Internal("no roster".to_owned())) };
        let said_by = |value: f64, source: String| {
            format!("{{ value = {value:?}, basis = \"measured\", source = {} }}", serde_json::Value::from(source))
        };
        let measured = |value: f64, path: &str| {
            let source = tables.sources.get(path).map_or_else(|| self.asked().sources().join(", "), String::clone);
            said_by(value, source)
        };
        let mut stated: Vec<(String, String)> = behind.to_vec();
        for one in counts.iter().filter(|one| one.value != 0.0) {
            stated.push((one.path.clone(), format!("{:?}", one.value)));
        }
        for one in others {
            let ranged = one.carried.path.starts_with("phase.");
            let value = match one.carried.told {
                Told::Stated if ranged => measured(one.carried.value, &one.carried.path),
                Told::Students => said_by(one.carried.value, past::bare(self.students.as_deref().unwrap_or_default())),
                _ => one.value.clone(),
            };
            stated.push((one.carried.path.clone(), value));
        }
        // What is known of anything else stands as it is said.
        let is_stated = |path: &str| stated.iter().any(|(own, _)| own == path);
        let more: Vec<(String, String)> = tables
            .known
            .iter()
            .filter(|(path, value)| !is_stated(path) && (**value != 0.0 || !path.ends_with(".so_far")))
            .map(|(path, value)| {
                let bare = PLAIN.iter().any(|key| path.split('.').any(|own| own == *key));
                (path.clone(), if bare { format!("{value:?}") } else { measured(*value, path) })
            })
            .collect();
        stated.extend(more);
        if tables.schools.is_some() {
            stated.push(("schools.file".to_owned(), format!("\"{SCHOOLS}\"")));
        }
        let title = Text::new(
            format!("{}{}", plan.title.zh, text!("update-title-suffix").zh),
            format!("{}{}", plan.title.en, text!("update-title-suffix").en),
        );
        let numbers = |base: &str| {
            let words = Words::new(self.lang);
            let source = self.asked().sources().join(", ");
            let said = Overlaid { base, id: &format!("{}-fitted", plan.id), title: &plan.title, source: &source };
            let nothing = Fitted::default();
            let fitted = fitted.unwrap_or(&nothing);
            overlay(plan, fitted, &said, &|one| fit_report::note(one, fitted, &words), &|one| {
                fit_report::spread_note(one, &words)
            })
        };
        let mut texts = MemoryLibrary::new(plan.sources.iter().map(|(name, text)| (name.as_str(), text.as_str())));
        let first = plan.sources.first().map_or("", |(name, _)| name.as_str());
        let people = roster_text(plan, &last.people);
        texts.files.insert(FITTED.to_owned(), numbers(first));
        texts.files.insert(ROSTER.to_owned(), people.clone());
        if let Some(schools) = &tables.schools {
            texts.files.insert(SCHOOLS.to_owned(), schools.clone());
        }
        let id = format!("{}-{}", plan.id, last.at);
        let how = Restart {
            file: ONWARD,
            extends: FITTED,
            id: &id,
            title: &title,
            start: last.at,
            end: None,
            roster: ROSTER,
            stated: &stated,
            without: &[],
        };
        let restarted = restart(&texts, &[], &how).map_err(AppError::Refused)?;
        let numbers = numbers(&base(&self.file, &self.to));
        Ok(Made { restarted, people, numbers, schools: tables.schools.clone() })
    }
}

/// Keys whose values are numbers alone.
const PLAIN: [&str; 6] = ["so_far", "carried_in", "index", "opened_before", "wanted_before", "spent_before"];

/// The files that the plan goes on as.
struct Made {
    restarted: Restarted,
    people: String,
    numbers: String,
    schools: Option<String>,
}

impl Update {
    /// Writes the folder, whole or not at all.
    fn write(
        &self,
        plan: &Scenario,
        updated: &Updated,
        made: &Made,
        watcher: &dyn Watcher,
    ) -> Result<PathBuf, AppError> {
        let words = Words::new(self.lang);
        if self.without_roster {
            watcher.noted(&words.with("note-left-out-update", &[("file", ROSTER), ("plan", ONWARD)]));
        } else {
            let people = made.restarted.scenario.listed_people() as u64;
            watcher.noted(&words.counted("note-holds-roster-update", people, &[("file", ROSTER)]));
        }
        watcher.stage(Stage::Writing);
        let staging = new_folder(&self.to)?;
        let file = |name: &str, text: &str| staging.write(name, text.as_bytes());
        file(ONWARD, &made.restarted.text)?;
        file(FITTED, &made.numbers)?;
        if !self.without_roster {
            file(ROSTER, &made.people)?;
        }
        if let Some(schools) = &made.schools {
            file(SCHOOLS, schools)?;
        }
        file(KNOWN, &report::known(plan, updated))?;
        file(OBJECT, &json::text(&report::object(updated, &[])))?;
        let onward = self.to.join(ONWARD).display().to_string();
        let pages = Pages {
            beside: Beside::Update,
            scenario: plan,
            command: self.command(),
            drawn_in: (!self.no_charts).then_some(self.lang),
            threads: self.threads.map(Whole::size),
        };
        pages.write(&staging, &|words| report::view(plan, updated, &onward, words), watcher)?;
        Ok(staging.finish_plain()?)
    }
}
