//! Which runs a folder holds.

use std::path::Path;

use serde::Deserialize;

use crate::report::folders::{Listed, Listing};
use crate::runs::{self, Found, OpenRun, RunsError, State, Survey, layout};

use super::error::AppError;
use super::folder::REPORT;

/// The runs in `folder`; where none is named, those in the usual one, which need not exist yet.
///
/// # Errors
/// If the folder that was named is not there, or it cannot be read.
pub fn listing(folder: Option<&Path>) -> Result<Listing, AppError> {
    let place = folder.unwrap_or(layout::OUTPUT.as_ref());
    let survey = match runs::survey(place) {
        Ok(survey) => survey,
        Err(RunsError::Missing { .. }) if folder.is_none() => Survey::default(),
        Err(RunsError::Missing { .. }) => return Err(AppError::NoFolder { folder: place.to_owned() }),
        Err(error) => return Err(error.into()),
    };
    let runs = survey.runs.iter().map(listed).collect();
    Ok(Listing { folder: place.display().to_string(), runs, unfinished: survey.unfinished })
}

fn listed(found: &Found) -> Listed {
    let manifest = found.run.as_ref().map(|run| &run.manifest);
    Listed {
        name: found.name.clone(),
        run: found.path.display().to_string(),
        state: match found.state {
            State::Whole => "whole",
            State::OtherResults => "other-results",
            State::Incomplete => "incomplete",
            State::Damaged => "damaged",
            State::Newer => "newer",
        },
        scenario: manifest.map(|manifest| manifest.scenario.clone()),
        title: manifest.map(|manifest| manifest.title.clone()),
        started: manifest.map(|manifest| manifest.started.to_string()),
        replicates: manifest.map(|manifest| manifest.replicates),
        seed: manifest.map(|manifest| manifest.seed),
        joint: found.run.as_ref().and_then(joint),
        bytes: found.bytes,
        tidui: manifest.map(|manifest| manifest.tidui.clone()),
        reported: manifest.and_then(|manifest| manifest.reported.as_ref()).map(|reported| reported.at.to_string()),
    }
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
