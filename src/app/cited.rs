//! What a report is of beside its own run: studies that its brief cites, and the run since which it tells what changed. The
//! folder keeps them, so that the report can be made, and judged, from it alone.

use crate::report::brief::Cited;
use crate::report::view::Earlier;
use crate::runs::{Staging, layout};
use crate::scenario::Scenario;
use crate::study::Answer;
use crate::summary::Results;

use super::error::AppError;

/// The files of another folder within the folder of a run.
#[derive(Debug)]
pub(super) struct Copied {
    /// What the other folder is called.
    pub(super) name: String,
    /// Its manifest, what it says and its scenarios, by their names there.
    pub(super) files: Vec<(String, Vec<u8>)>,
    /// Where such a file goes, from the names of its folder and its own.
    pub(super) place: fn(&str, &str) -> String,
}

impl Copied {
    /// Writes them into the folder of the run.
    ///
    /// # Errors
    /// If a file cannot be written.
    pub(super) fn write(&self, staging: &Staging) -> Result<(), AppError> {
        for (file, bytes) in &self.files {
            staging.write(&(self.place)(&self.name, file), bytes)?;
        }
        Ok(())
    }

    /// The same with other results.
    pub(super) fn say(&mut self, results: &[u8]) {
        for (_, kept) in self.files.iter_mut().filter(|(file, _)| file == layout::RESULTS) {
            results.clone_into(kept);
        }
    }
}

/// A study within the folder of a run.
#[derive(Debug)]
pub(super) struct CitedStudy {
    pub(super) copied: Copied,
    pub(super) scenarios: Vec<Scenario>,
    pub(super) answer: Answer,
}

impl CitedStudy {
    /// What a brief says of it.
    pub(super) fn cited(&self) -> Cited<'_> {
        Cited { scenarios: &self.scenarios, answer: &self.answer }
    }
}

/// An earlier run within the folder of a run.
#[derive(Debug)]
pub(super) struct EarlierRun {
    pub(super) copied: Copied,
    pub(super) scenario: Scenario,
    pub(super) results: Results,
}

impl EarlierRun {
    /// What a report says of it.
    pub(super) fn earlier(&self) -> Earlier<'_> {
        Earlier { run: &self.copied.name, scenario: &self.scenario, results: &self.results }
    }
}
