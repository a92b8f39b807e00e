//! What a report is of beside its own run: studies that its brief cites, and the run since which it tells what changed. The
//! folder keeps them, so that the report can be made, and judged, from it alone.

use crate::report::brief::Cited;
use crate::report::view::Earlier;
use crate::runs::{Staging, layout};
use crate::scenario::Scenario;
use crate::study::Answer;
use crate::summary::Results;

use super::error::AppError;

/// A study within the folder of a run.
#[derive(Debug)]
pub(super) struct CitedStudy {
    /// What it is called there.
    pub(super) name: String,
    /// Its manifest, its answer and its scenarios, by their names in its own folder.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) answer: Answer,
}

impl CitedStudy {
    /// Writes it into the folder that cites it.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(&self, staging: &Staging) -> Result<(), AppError> {
        for (file, bytes) in &self.files {
            staging.write(&layout::cited(&self.name, file), bytes)?;
        }
        Ok(())
    }

    /// What a brief says of it.
    pub(super) fn cited(&self) -> Cited<'_> {
        Cited { scenarios: &self.scenarios, answer: &self.answer }
    }
}

/// An earlier run within the folder of a run.
#[derive(Debug)]
pub(super) struct EarlierRun {
    /// What it is called.
    pub(super) name: String,
    /// Its manifest, its results and its scenario, by their names in its own folder.
    pub(super) files: Vec<(String, Vec<u8>)>,
    pub(super) scenario: Scenario,
    pub(super) results: Results,
}

impl EarlierRun {
    /// Writes it into the folder that tells what changed since.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(&self, staging: &Staging) -> Result<(), AppError> {
        for (file, bytes) in &self.files {
            staging.write(&layout::earlier(&self.name, file), bytes)?;
        }
        Ok(())
    }

    /// What a report says of it.
    pub(super) fn earlier(&self) -> Earlier<'_> {
        Earlier { run: &self.name, scenario: &self.scenario, results: &self.results }
    }
}
