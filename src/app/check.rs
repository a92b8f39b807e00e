//! Reading and checking a scenario without running it.

use std::sync::{Mutex, PoisonError};

use crate::scenario::{self, Inherited, Scenario};
use crate::words::Diagnostics;

use super::error::AppError;
use super::{library, loading};

/// A sound scenario.
#[derive(Clone, Debug)]
pub struct CheckOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// The files it was read from, in order.
    pub files: Vec<String>,
    /// Yearly figures that stay as a base has them although a later file, or a setting, states the number anew.
    pub inherited: Vec<Inherited>,
    /// What is worth reading all the same.
    pub warnings: Diagnostics,
}

/// Checks the scenario `file`, a path or the name of a bundled one, under the settings `sets`.
///
/// # Errors
/// [`AppError::Refused`] with every problem, [`AppError::NoScenario`] if there is no such file.
pub fn check(file: &str, sets: &[String]) -> Result<CheckOutcome, AppError> {
    let (library, name) = library::locate(file)?;
    let library = library::Recording { library: library.as_ref(), read: Mutex::default() };
    let (scenario, warnings) = loading::load(&library, &name, sets).map_err(AppError::Refused)?;
    let inherited = scenario::resolve(&library, &name, sets).map_err(AppError::Refused)?.inherited();
    let files = library.read.into_inner().unwrap_or_else(PoisonError::into_inner);
    Ok(CheckOutcome { scenario, files, inherited, warnings })
}
