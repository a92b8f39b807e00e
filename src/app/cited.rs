//! A study that a brief cites, as the folder of the run keeps it, so that the brief can be made, and judged, from it alone.

use crate::report::brief::Cited;
use crate::runs::{Staging, layout};
use crate::scenario::Scenario;
use crate::study::Answer;

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
