//! `results.json`: everything that a run says, so that its reports can be made again without simulating.

use serde::{Deserialize, Serialize};

use crate::runs::Manifest;
use crate::summary::Results;
use crate::words::{Diagnostic, Diagnostics};

use super::error::AppError;

/// What is kept of a run.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    /// Meaning of the numbers, as in the manifest.
    pub(super) results_version: u32,
    /// SHA-256 of the scenario that they are about, as in the manifest.
    pub(super) digest: String,
    /// Warnings about the scenario as it was first read: its places are those of the planner's file, not of the copy.
    pub(super) warnings: Diagnostics,
    /// The numbers.
    pub(super) results: Results,
}

/// The file, as it is written.
#[derive(Serialize)]
struct Written<'a> {
    results_version: u32,
    digest: &'a str,
    warnings: Vec<Diagnostic>,
    results: &'a Results,
}

/// The file, as it is read.
#[derive(Deserialize)]
struct Read {
    results_version: u32,
    digest: String,
    warnings: Vec<Diagnostic>,
    results: Results,
}

/// What a run says, as bytes.
pub(super) fn write(about: &Manifest, warnings: &Diagnostics, results: &Results) -> Result<Vec<u8>, AppError> {
    // What a warning rests on is of use only beside the file that it was read from.
    let bare = |one: &Diagnostic| Diagnostic { path: None, names: Vec::new(), ..one.clone() };
    let file = Written {
        results_version: about.results_version,
        digest: &about.digest,
        warnings: warnings.list.iter().map(bare).collect(),
        results,
    };
    serde_json::to_vec(&file).map_err(|error| AppError::Internal(error.to_string()))
}

/// The same, read back.
pub(super) fn read(bytes: &[u8]) -> Result<Kept, serde_json::Error> {
    let Read { results_version, digest, warnings, results } = serde_json::from_slice(bytes)?;
    Ok(Kept { results_version, digest, warnings: warnings.into(), results })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;
    use crate::runs::{Durations, FORMAT, Platform, RESULTS_VERSION};
    use crate::scenario::Scenario;

    fn manifest(scenario: &Scenario) -> Manifest {
        Manifest {
            format: FORMAT,
            results_version: RESULTS_VERSION,
            tidui: String::new(),
            commit: String::new(),
            scenario: scenario.id.clone(),
            title: scenario.title.clone(),
            digest: scenario.digest.clone(),
            seed: 1,
            replicates: 2,
            nesting: crate::random::Nesting::ONCE,
            precision: None,
            language: None,
            threads: 1,
            platform: Platform::here(),
            started: jiff::Timestamp::UNIX_EPOCH,
            durations: Durations::default(),
            reported: None,
            sources: Vec::new(),
            files: std::collections::BTreeMap::new(),
        }
    }

    #[test]
    fn what_is_kept_comes_back_as_it_was() {
        for scenario in [fixtures::scenario(), fixtures::bare()] {
            let mut results = fixtures::results(&scenario);
            // Numbers that a careless reader would round.
            results.seed = u64::MAX;
            results.joint.estimate = 0.1 + 0.2;
            results.joint.low = f64::MIN_POSITIVE;
            results.joint.high = 0.999_999_999_999_999_9;
            let warnings = fixtures::warnings();
            let bytes = write(&manifest(&scenario), &warnings, &results).unwrap();
            let kept = read(&bytes).unwrap();
            assert_eq!((kept.results_version, &kept.digest), (RESULTS_VERSION, &scenario.digest));
            assert_eq!(kept.warnings, warnings);
            assert!(kept.results == results);
            assert_eq!(write(&manifest(&scenario), &kept.warnings, &kept.results).unwrap(), bytes);
        }
    }

    #[test]
    fn what_is_not_a_number_is_not_read() {
        let scenario = fixtures::scenario();
        let mut results = fixtures::results(&scenario);
        results.joint.estimate = f64::NAN;
        assert!(read(&write(&manifest(&scenario), &fixtures::warnings(), &results).unwrap()).is_err());
    }
}
