//! Which runs, studies and sweeps a folder holds.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::report::folders::{KeptReplicates, Listed, ListedScenario, ListedShards, ListedStudy, ListedSweep, Listing};
use crate::runs::{
    self, Found, FoundShards, Manifest, OpenRun, RunsError, StudiedScenario, StudyManifest, Survey, SweepManifest,
    layout,
};

use super::error::AppError;
use super::folder::REPORT;

/// Of which folder the runs and studies are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Runs {
    /// The folder; none means the usual one, which need not exist yet.
    pub folder: Option<PathBuf>,
}

/// The runs and studies in a folder.
///
/// # Errors
/// If the folder that was named is not there, or it cannot be read.
pub fn listing(request: &Runs) -> Result<Listing, AppError> {
    let folder = request.folder.as_deref();
    let place = folder.unwrap_or(layout::OUTPUT.as_ref());
    if let Some(shards) = runs::pieces(place) {
        return Err(RunsError::Pieces { path: place.to_owned(), shards }.into());
    }
    let survey = match runs::survey(place) {
        Ok(survey) => survey,
        Err(RunsError::Missing { .. }) if folder.is_none() => Survey::default(),
        Err(RunsError::Missing { .. }) => return Err(AppError::NoFolder { folder: place.to_owned() }),
        Err(error) => return Err(error.into()),
    };
    let store = place.join(layout::REPLICATE_STORE).display().to_string();
    Ok(Listing {
        folder: place.display().to_string(),
        runs: survey.runs.iter().map(run).collect(),
        studies: survey.studies.iter().map(study).collect(),
        sweeps: survey.sweeps.iter().map(sweep).collect(),
        shards: survey.shards.iter().map(|found| shards(found, place)).collect(),
        unfinished: survey.unfinished,
        kept_replicates: (survey.replicates > 0).then_some(KeptReplicates { folder: store, bytes: survey.replicates }),
    })
}

fn run(found: &Found<Manifest>) -> Listed {
    let manifest = found.opened.as_ref().map(|run| &run.manifest);
    Listed {
        name: found.name.clone(),
        run: found.path.display().to_string(),
        state: found.state,
        scenario: manifest.map(|manifest| manifest.scenario.clone()),
        title: manifest.map(|manifest| manifest.title.clone()),
        started: manifest.map(|manifest| manifest.started.to_string()),
        replicates: manifest.map(|manifest| manifest.replicates),
        seed: manifest.map(|manifest| manifest.seed),
        joint: found.opened.as_ref().and_then(joint),
        bytes: found.bytes,
        tidui: manifest.map(|manifest| manifest.tidui.clone()),
        reported: manifest.and_then(|manifest| manifest.reported.as_ref()).map(|reported| reported.at.to_string()),
    }
}

fn study(found: &Found<StudyManifest>) -> ListedStudy {
    let manifest = found.opened.as_ref().map(|study| &study.manifest);
    let scenario = |one: &StudiedScenario| ListedScenario { id: one.id.clone(), title: one.title.clone() };
    ListedStudy {
        name: found.name.clone(),
        run: found.path.display().to_string(),
        state: found.state,
        question: manifest.map(|manifest| manifest.question.clone()),
        asked: manifest.map(|manifest| manifest.asked.words()).unwrap_or_default(),
        scenarios: manifest.iter().flat_map(|manifest| &manifest.scenarios).map(scenario).collect(),
        started: manifest.map(|manifest| manifest.started.to_string()),
        replicates: manifest.and_then(|manifest| manifest.replicates),
        precision: manifest.and_then(|manifest| manifest.precision),
        seed: manifest.map(|manifest| manifest.seed),
        bytes: found.bytes,
        tidui: manifest.map(|manifest| manifest.tidui.clone()),
    }
}

fn sweep(found: &Found<SweepManifest>) -> ListedSweep {
    let manifest = found.opened.as_ref().map(|sweep| &sweep.manifest);
    ListedSweep {
        name: found.name.clone(),
        run: found.path.display().to_string(),
        state: found.state,
        rows: manifest.map(|manifest| manifest.rows),
        refused: manifest.map(|manifest| manifest.refused),
        left_out: manifest.map(|manifest| manifest.left_out.len() as u64),
        tables: manifest.map(|manifest| manifest.identity.tables.clone()).unwrap_or_default(),
        started: manifest.map(|manifest| manifest.made.started.to_string()),
        bytes: found.bytes,
        tidui: manifest.map(|manifest| manifest.made.tidui.clone()),
    }
}

fn shards(found: &FoundShards, place: &Path) -> ListedShards {
    let FoundShards { path, whole, round, there, of } = found;
    let (folder, merged) = (path.display().to_string(), place.join(whole).is_dir());
    ListedShards { whole: whole.clone(), folder, round: *round, there: *there, of: *of, merged }
}

/// Probability of all joint targets, from the report.
fn joint(run: &OpenRun) -> Option<f64> {
    #[derive(Deserialize)]
    struct Report {
        joint: Option<Joint>,
    }
    #[derive(Deserialize)]
    struct Joint {
        probability: f64,
    }
    let report: Report = serde_json::from_slice(&run.bytes(REPORT).ok()?).ok()?;
    report.joint.map(|joint| joint.probability).filter(|share| (0.0..=1.0).contains(share))
}
