//! One replicate of a run alone.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::model::{Metric, Model};
use crate::report::Words;
use crate::runs::{self, RunsError};
use crate::scenario::{Scenario, roster_text, why_not_continued};
use crate::simulate::{self, RunPlan, Story};
use crate::words::{Language, Month, nearest, several};

use super::error::{AppError, Instead};
use super::source::Source;
use super::values::{Position, output};
use super::{Watcher, loading, opened};

/// Which replicate.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[cfg_attr(feature = "cli", command(group = clap::ArgGroup::new("months").multiple(true)))]
#[serde(deny_unknown_fields)]
pub struct Replay {
    /// The run's folder, or its name within `output`.
    pub run: PathBuf,
    /// The replicate, from 0.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER"))]
    pub replicate: Position,
    /// The roster of the run, if its folder leaves it out.
    #[cfg_attr(feature = "cli", arg(long, value_name = "FILE"))]
    pub roster: Option<String>,
    /// A person whose life is asked for.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    pub person: Option<String>,
    /// Months of which a roster is wanted: who is there when each opens.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH", requires = "to", group = "months"))]
    #[serde(default, deserialize_with = "several")]
    pub roster_at: Vec<Month>,
    /// A month from which the plan goes on as a scenario of its own, with all that the replicate carries over into it.
    #[cfg_attr(feature = "cli", arg(long, value_name = "MONTH", requires = "to", group = "months"))]
    pub restart_at: Option<Month>,
    /// The folder that these go to.
    #[cfg_attr(feature = "cli", arg(long, short = 'o', value_name = "DIR", requires = "months"))]
    pub to: Option<PathBuf>,
    /// Where runs are.
    #[cfg_attr(feature = "cli", arg(long, value_name = "DIR", default_value = crate::runs::layout::OUTPUT))]
    #[serde(default = "output")]
    pub output: PathBuf,
    /// Language of remarks.
    #[cfg_attr(feature = "cli", arg(skip))]
    #[serde(default)]
    pub lang: Language,
}

/// A replicate, told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReplayOutcome {
    /// The scenario of the run.
    pub scenario: Scenario,
    /// What the values of the story count.
    pub metrics: Vec<Metric>,
    /// The story.
    pub story: Story,
    /// The rosters that were written.
    pub rosters: Vec<PathBuf>,
    /// The files of the scenario that begins half-way, the plan first.
    pub restart: Vec<PathBuf>,
}

/// Runs one replicate of a run again, from what its folder kept.
///
/// # Errors
/// If the folder is not a run, was made by a tidui with other results, or has no such replicate or person.
pub fn replay(request: &Replay, watcher: &dyn Watcher) -> Result<ReplayOutcome, AppError> {
    let run = opened::open(&request.run, &request.output)?;
    let manifest = &run.manifest;
    let (scenario, _) = opened::scenario(&run, request.roster.as_deref())?;
    let replicate = request.replicate.get();
    if replicate >= manifest.replicates {
        return Err(AppError::NoReplicate { replicate, replicates: manifest.replicates });
    }
    let model = Model::compile(&scenario);
    let plan = RunPlan::new(manifest.replicates, manifest.seed, manifest.nesting);
    let story = simulate::replay(&model, &plan, replicate)?;
    known(&story, replicate, request.person.as_deref())?;
    let metrics = model.metrics().to_vec();
    let (mut rosters, mut restart) = (Vec::new(), Vec::new());
    if let Some(folder) = &request.to {
        let last = scenario.end + 1;
        if let Some(month) = request.roster_at.iter().find(|month| !(scenario.start..=last).contains(month)) {
            return Err(AppError::NoMonth { month: *month, first: scenario.start, last });
        }
        if let Some(month) = request.restart_at {
            let (files, people) = continued(&scenario, (&model, &plan), replicate, month)?;
            request.tell(&scenario, people, watcher);
            restart = write_new(folder, &files)?;
        }
        let people = simulate::rosters(&model, &plan, replicate, &request.roster_at)?;
        if let Some(most) = people.iter().map(Vec::len).max() {
            request.tell(&scenario, most, watcher);
        }
        let named = request.roster_at.iter().zip(&people);
        let files: Vec<(String, String)> =
            named.map(|(month, people)| (format!("roster-{month}.csv"), roster_text(&scenario, people))).collect();
        rosters = write_new(folder, &files)?;
    }
    Ok(ReplayOutcome { scenario, metrics, story, rosters, restart })
}

/// One replicate of a scenario that need not have been run: the same as of a run of it under this seed.
///
/// # Errors
/// Every problem of the scenario, or that there is none; or that the replicate knows nobody of this name.
pub fn replicate(
    file: &Source,
    set: &[String],
    (number, seed): (u64, Option<u64>),
    person: Option<&str>,
) -> Result<ReplayOutcome, AppError> {
    let (scenario, _) = loading::load_source(file, set)?;
    let model = Model::compile(&scenario);
    let plan = RunPlan::new(number.saturating_add(1), seed.unwrap_or(scenario.seed), scenario.nesting);
    let story = simulate::replay(&model, &plan, number)?;
    known(&story, number, person)?;
    let metrics = model.metrics().to_vec();
    Ok(ReplayOutcome { scenario, metrics, story, rosters: Vec::new(), restart: Vec::new() })
}

/// Refuses a person that a replicate does not know, with the nearest that it does.
fn known(story: &Story, replicate: u64, person: Option<&str>) -> Result<(), AppError> {
    let Some(person) = person.filter(|name| !story.people.iter().any(|one| one.person == *name)) else { return Ok(()) };
    let nearest = nearest(person, story.people.iter().map(|one| one.person.as_str())).map(str::to_owned);
    Err(AppError::NoPerson { person: person.to_owned(), replicate, nearest })
}

impl Replay {
    /// Says that people are about to be listed one by one: those of a replicate began as people of the roster.
    fn tell(&self, scenario: &Scenario, people: usize, watcher: &dyn Watcher) {
        if people > 0 && scenario.roster_file().is_some() {
            watcher.noted(&Words::new(self.lang).counted("note-holds-roster-replay", people as u64, &[]));
        }
    }
}

/// Names and texts of the scenario that begins in a month as a replicate goes on from there, and how many people it lists.
fn continued(
    scenario: &Scenario,
    (model, plan): (&Model, &RunPlan),
    replicate: u64,
    month: Month,
) -> Result<(Vec<(String, String)>, usize), AppError> {
    let (first, last) = (scenario.start + 1, scenario.end);
    if !(first..=last).contains(&month) {
        return Err(AppError::NoMonth { month, first, last });
    }
    if let Some(why) = why_not_continued(scenario, month) {
        return Err(AppError::NotContinued(why));
    }
    let carried = simulate::carried(model, plan, replicate, month)?;
    let carried = carried.ok_or(AppError::NoMonth { month, first, last })?;
    let continued = carried.continued(scenario).map_err(AppError::Refused)?;
    Ok((continued.files, carried.people.len()))
}

fn write_new(folder: &Path, files: &[(String, String)]) -> Result<Vec<PathBuf>, AppError> {
    runs::write_new(folder, files).map_err(|error| match error {
        RunsError::Taken { path } => AppError::Exists { file: path, instead: Instead::Folder },
        other => other.into(),
    })
}
