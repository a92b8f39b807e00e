//! What came of a run or a study.

use pyo3::prelude::*;
use tidui::app::{self, Answered, Ran};
use tidui::report::{json, study};
use tidui::tables::Handed;
use tidui::words::{Diagnostics, Language, Severity};

use crate::failures::{language, raised};
use crate::table::Table;

/// A folder that was written or found, and what it says.
#[pyclass(frozen, module = "tidui._native")]
pub(crate) struct Outcome {
    said: Said,
    remarks: Vec<String>,
}

enum Said {
    Run(Box<app::Outcome<Ran>>),
    Study(Box<app::Outcome<Answered>>),
}

impl Outcome {
    pub(crate) fn of_run((outcome, remarks): (app::Outcome<Ran>, Vec<String>)) -> Self {
        Self { said: Said::Run(Box::new(outcome)), remarks }
    }

    pub(crate) fn of_study((outcome, remarks): (app::Outcome<Answered>, Vec<String>)) -> Self {
        Self { said: Said::Study(Box::new(outcome)), remarks }
    }

    fn found(&self) -> &Diagnostics {
        match &self.said {
            Said::Run(one) => &one.warnings,
            Said::Study(one) => &one.warnings,
        }
    }
}

#[pymethods]
impl Outcome {
    /// Its folder.
    #[getter]
    fn folder(&self) -> String {
        let folder = match &self.said {
            Said::Run(one) => &one.folder,
            Said::Study(one) => &one.folder,
        };
        tidui::words::file_name(folder.as_os_str())
    }

    /// Whether it was there before.
    #[getter]
    fn recognised(&self) -> bool {
        match &self.said {
            Said::Run(one) => one.recognised,
            Said::Study(one) => one.recognised,
        }
    }

    /// Seconds that it took.
    #[getter]
    fn seconds(&self) -> f64 {
        match &self.said {
            Said::Run(one) => one.seconds,
            Said::Study(one) => one.seconds,
        }
    }

    /// The seed of all its luck.
    #[getter]
    fn seed(&self) -> u64 {
        match &self.said {
            Said::Run(one) => one.said.results.seed,
            Said::Study(one) => one.said.manifest.seed,
        }
    }

    /// Replicates; of every point, of a study, and none where a precision said how many.
    #[getter]
    fn replicates(&self) -> Option<u64> {
        match &self.said {
            Said::Run(one) => Some(one.said.results.replicates),
            Said::Study(one) => one.said.manifest.replicates,
        }
    }

    /// What was asked; none of a run.
    #[getter]
    fn question(&self) -> Option<String> {
        match &self.said {
            Said::Run(_) => None,
            Said::Study(one) => Some(one.said.manifest.question.clone()),
        }
    }

    /// Remarks on how it was done.
    #[getter]
    fn notes(&self) -> Vec<String> {
        let own = match &self.said {
            Said::Run(one) => &one.notes,
            Said::Study(one) => &one.notes,
        };
        self.remarks.iter().chain(own).cloned().collect()
    }

    /// Warnings about what was read, as JSON.
    fn warnings(&self, lang: &str) -> String {
        json::text(&json::problems(self.found(), Severity::Warning, language(lang)))
    }

    /// The object of `--json`.
    fn json(&self, lang: &str) -> String {
        let language = language(lang);
        let folder = self.folder();
        match &self.said {
            Said::Run(one) => {
                json::text(&json::run(&one.said.scenario, &one.said.results, &one.warnings, &folder, language))
            }
            Said::Study(one) => {
                let warnings = study::warnings(&one.warnings, language);
                json::text(&study::object(&one.said.manifest, &one.said.answer, &warnings, &folder))
            }
        }
    }

    /// Every table, in order.
    fn tables(&self, py: Python<'_>) -> PyResult<Vec<Table>> {
        let tables = match &self.said {
            Said::Run(one) => Handed::of_run(&one.said.results, &one.said.scenario),
            Said::Study(one) => Handed::of_study(&one.said.answer),
        };
        let tables = tables.map_err(|error| raised(py, &error.into(), Language::English))?;
        Ok(tables.into_iter().map(Table::from).collect())
    }
}
