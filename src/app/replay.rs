//! One replicate of a run alone.

use std::path::PathBuf;

use crate::model::{Metric, Model};
use crate::scenario::Scenario;
use crate::simulate::{self, RunPlan, Story};
use crate::words::nearest;

use super::error::AppError;
use super::opened;

/// Which replicate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayRequest {
    /// The run's folder, or its name within `output`.
    pub run: PathBuf,
    /// Where runs are.
    pub output: PathBuf,
    /// The replicate, from 0.
    pub replicate: u64,
    /// A person whose life is asked for.
    pub person: Option<String>,
}

/// A replicate, told.
#[derive(Clone, Debug)]
pub struct ReplayOutcome {
    /// The scenario of the run.
    pub scenario: Scenario,
    /// What the values of the story count.
    pub metrics: Vec<Metric>,
    /// The story.
    pub story: Story,
}

/// Runs one replicate of a run again, from what its folder kept.
///
/// # Errors
/// If the folder is not a run, was made by a tidui with other results, or has no such replicate or person.
pub fn replay(request: &ReplayRequest) -> Result<ReplayOutcome, AppError> {
    let run = opened::open(&request.run, &request.output)?;
    let manifest = &run.manifest;
    let (scenario, _) = opened::scenario(&run)?;
    if request.replicate >= manifest.replicates {
        return Err(AppError::NoReplicate { replicate: request.replicate, replicates: manifest.replicates });
    }
    let model = Model::compile(&scenario);
    let plan = RunPlan::new(manifest.replicates, manifest.seed, manifest.chance_replicates);
    let story = simulate::replay(&model, &plan, request.replicate)?;
    if let Some(person) = &request.person
        && !story.people.iter().any(|one| one.person == *person)
    {
        let nearest = nearest(person, story.people.iter().map(|one| one.person.as_str())).map(str::to_owned);
        return Err(AppError::NoPerson { person: person.clone(), replicate: request.replicate, nearest });
    }
    let metrics = model.metrics().to_vec();
    Ok(ReplayOutcome { scenario, metrics, story })
}
