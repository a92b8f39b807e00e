//! Reading and checking a scenario without running it.

use std::sync::{Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::model::{Lumping, Model};
use crate::scenario::{self, Inherited, Scenario};
use crate::tables::Handed;
use crate::words::{Diagnostics, several};

use super::error::AppError;
use super::source::Source;
use super::{library, loading};

/// A sound scenario.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CheckOutcome {
    /// The scenario.
    pub scenario: Scenario,
    /// The files it was read from, in order.
    pub files: Vec<String>,
    /// Yearly figures that stay as a base has them although a later file, or a setting, states the number anew.
    pub inherited: Vec<Inherited>,
    /// Which tiers are counted and not simulated person by person, and what keeps the others from it.
    pub lumping: Lumping,
    /// What is worth reading all the same.
    pub warnings: Diagnostics,
}

/// What to check.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The scenario.
    #[cfg_attr(feature = "cli", arg(value_name = "FILE", value_parser = super::source::typed()))]
    pub file: Source,
    /// Settings over the scenario, `path=value`.
    #[cfg_attr(feature = "cli", arg(long, value_name = "PATH=VALUE"))]
    #[serde(default, deserialize_with = "several")]
    pub set: Vec<String>,
    /// Whether to say of every tier what tells its people apart.
    #[cfg_attr(feature = "cli", arg(long))]
    #[serde(default)]
    pub lumping: bool,
}

/// Checks a scenario without running it.
///
/// # Errors
/// [`AppError::Refused`] with every problem, [`AppError::NoScenario`] if there is no such file.
pub fn check(request: &Check) -> Result<CheckOutcome, AppError> {
    let (library, name) = library::open(&request.file)?;
    let library = library::Recording { library: library.as_ref(), read: Mutex::default() };
    let (scenario, warnings) = loading::load(&library, &name, &request.set).map_err(AppError::Refused)?;
    let inherited = scenario::resolve(&library, &name, &request.set).map_err(AppError::Refused)?.inherited();
    let files = library.read.into_inner().unwrap_or_else(PoisonError::into_inner);
    let lumping = Model::compile(&scenario).lumping().clone();
    Ok(CheckOutcome { scenario, files, inherited, lumping, warnings })
}

/// Every number of a scenario, with its unit in words, as a table.
///
/// # Errors
/// As [`check`].
pub fn parameters(file: &Source, set: &[String]) -> Result<Handed, AppError> {
    let (scenario, _) = loading::load_source(file, set)?;
    Ok(Handed::of_parameters(&scenario)?)
}

/// A scenario with settings over it, as the texts that a run of it would keep: it means the same, and needs no file.
///
/// # Errors
/// As [`check`].
pub fn resolved(file: &Source, set: &[String]) -> Result<Source, AppError> {
    let (scenario, _) = loading::load_source(file, set)?;
    Ok(Source::from(&scenario))
}
