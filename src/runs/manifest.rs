//! What a run folder says about itself.

use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::time::SystemTime;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use crate::random::Nesting;
use crate::words::Text;

use super::error::RunsError;

/// Layout of the folder of a run and its manifest; that of a study has [its own](super::Asked::format). Raised when an older tidui could not read a newer folder.
pub const FORMAT: u32 = 1;

/// Meaning of the numbers. Raised whenever the same scenario and seed would give other results, so that runs of the
/// older version are not mistaken for the new ones.
pub const RESULTS_VERSION: u32 = 8;

/// `manifest.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Manifest {
    /// [`FORMAT`] of the folder.
    pub format: u32,
    /// [`RESULTS_VERSION`] of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: String,
    /// Commit that tidui was built from, or `unknown`.
    pub commit: String,
    /// Id of the scenario.
    pub scenario: String,
    /// Its title.
    pub title: Text,
    /// SHA-256 of the resolved scenario and everything it read.
    pub digest: String,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates run.
    pub replicates: u64,
    /// How replicates share draws of the parameters.
    #[serde(flatten)]
    pub nesting: Nesting,
    /// The precision asked for, if the run was told one instead of a count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Language of what is written in one language only, by its code; older manifests do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Threads used. The results do not depend on it.
    pub threads: usize,
    /// Machine.
    pub platform: Platform,
    /// When the run began (RFC 3339).
    pub started: Timestamp,
    /// Where the time went.
    pub durations: Durations,
    /// Who made the reports again from what an earlier folder kept, if anybody did. Everything else is about the run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reported: Option<Reported>,
    /// Where each file that the scenario read is kept, the resolved scenario first. Filled in by [`super::Staging`].
    #[serde(default)]
    pub sources: Vec<SourceRecord>,
    /// Every other file of the folder. Filled in by [`super::Staging::finish`].
    #[serde(default)]
    pub files: BTreeMap<String, FileRecord>,
}

impl Manifest {
    /// What makes this run the run it is.
    #[must_use]
    pub fn identity(&self) -> Identity<'_> {
        Identity {
            results_version: self.results_version,
            scenario: &self.scenario,
            digest: &self.digest,
            seed: self.seed,
            replicates: self.precision.is_none().then_some(self.replicates),
            nesting: self.nesting,
            precision: self.precision,
        }
    }

    /// The file that the run read and that its folder does not keep, if there is one.
    #[must_use]
    pub fn left_out(&self) -> Option<&SourceRecord> {
        self.sources.iter().find(|source| source.left_out.is_some())
    }

    /// The tidui that wrote the files.
    #[must_use]
    pub fn build(&self) -> Build {
        let (tidui, commit) = match &self.reported {
            Some(reported) => (&reported.tidui, &reported.commit),
            None => (&self.tidui, &self.commit),
        };
        Build { tidui: tidui.clone(), commit: commit.clone() }
    }
}

/// A tidui, by its version and the commit that it was built from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Build {
    /// Its version.
    pub tidui: String,
    /// The commit, or `unknown`.
    pub commit: String,
}

impl Build {
    /// This tidui.
    #[must_use]
    pub fn here() -> Self {
        Self { tidui: env!("CARGO_PKG_VERSION").to_owned(), commit: commit().to_owned() }
    }
}

impl fmt::Display for Build {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} ({})", self.tidui, self.commit)
    }
}

/// The machine that ran it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Platform {
    /// Operating system.
    pub os: String,
    /// Processor architecture.
    pub arch: String,
}

impl Platform {
    /// This machine.
    #[must_use]
    pub fn here() -> Self {
        Self { os: std::env::consts::OS.to_owned(), arch: std::env::consts::ARCH.to_owned() }
    }
}

/// Seconds spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Durations {
    /// Reading and checking the scenario.
    pub load: f64,
    /// Compiling the model.
    pub compile: f64,
    /// Simulating.
    pub simulate: f64,
    /// Tables and charts.
    pub write: f64,
}

/// The tidui that made the reports of a run again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Its version.
    pub tidui: String,
    /// Commit that it was built from, or `unknown`.
    pub commit: String,
    /// When (RFC 3339).
    pub at: Timestamp,
    /// Who signs the brief, and when, if that was said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub signature: Option<Signature>,
    /// The studies that the brief cites, each by the name of the folder that keeps it within this one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub cites: Vec<String>,
    /// The run since which it is told what changed, by the name of the folder that keeps it within this one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub since: Option<String>,
}

/// Who signs a brief, and when.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    /// The office.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub office: Option<String>,
    /// The day.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<Date>,
}

impl Reported {
    /// This tidui, now.
    ///
    /// # Errors
    /// As [`now`].
    pub fn here() -> Result<Self, RunsError> {
        Ok(Self {
            tidui: env!("CARGO_PKG_VERSION").to_owned(),
            commit: commit().to_owned(),
            at: now()?,
            signature: None,
            cites: Vec::new(),
            since: None,
        })
    }
}

/// A file that the scenario read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceRecord {
    /// The name by which the scenario reads it.
    pub name: String,
    /// Where the run folder keeps it.
    pub file: String,
    /// What it was that the folder does not keep, because it lists people one by one and was to be left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_out: Option<FileRecord>,
}

/// A file of the run folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRecord {
    /// SHA-256 in hexadecimal.
    pub sha256: String,
    /// Length in bytes.
    pub bytes: u64,
}

impl FileRecord {
    /// That of a file with these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self { sha256: hexadecimal(&Sha256::digest(bytes)), bytes: bytes.len() as u64 }
    }
}

/// What makes a run the run it is: two runs of one identity have the same results.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Identity<'a> {
    /// [`RESULTS_VERSION`] of the numbers.
    pub results_version: u32,
    /// Id of the scenario.
    pub scenario: &'a str,
    /// SHA-256 of the resolved scenario and everything it read.
    pub digest: &'a str,
    /// Seed.
    pub seed: u64,
    /// Replicates, or none where a precision decides how many.
    pub replicates: Option<u64>,
    /// How replicates share draws of the parameters.
    pub nesting: Nesting,
    /// The precision asked for, if any.
    pub precision: Option<f64>,
}

/// Name of a run's folder: the scenario's id and the first sixteen digits of a hash of what makes it the run it is. A name
/// only says where to look: whoever finds a folder there compares the whole identity.
///
/// ```
/// use tidui::random::Nesting;
/// use tidui::runs::{Identity, RESULTS_VERSION, run_name};
/// let identity = Identity {
///     results_version: RESULTS_VERSION,
///     scenario: "xiqing-2021",
///     digest: "ab12",
///     seed: 1,
///     replicates: Some(10_000),
///     nesting: Nesting::default(),
///     precision: None,
/// };
/// let name = run_name(&identity);
/// assert!(name.starts_with("xiqing-2021-"));
/// assert_eq!(name.len(), "xiqing-2021-".len() + 16);
/// assert_ne!(name, run_name(&Identity { seed: 2, ..identity }));
/// ```
#[must_use]
pub fn run_name(identity: &Identity<'_>) -> String {
    let Identity { results_version, scenario, digest, seed, replicates, nesting, precision } = identity;
    let Nesting { chance_replicates, repeated_draws } = nesting;
    let text = format!(
        "results version {results_version}\nscenario {scenario}\ndigest {digest}\nseed {seed}\n\
         replicates {replicates:?}\nchance replicates {chance_replicates} of {repeated_draws} draws\nprecision {precision:?}\n"
    );
    format!("{scenario}-{}", short_hash(&text))
}

/// The first sixteen digits of a hash: enough for a name, not to know something by.
pub(super) fn short_hash(text: &str) -> String {
    hexadecimal(&Sha256::digest(text)).chars().take(16).collect()
}

/// Commit that this tidui was built from, if the build knew it.
#[must_use]
pub fn commit() -> &'static str {
    option_env!("TIDUI_COMMIT").unwrap_or("unknown")
}

/// The time, to the second. The only place that reads the clock: nothing but the manifest may depend on it.
///
/// # Errors
/// If the clock is set to a time before 1970 or after 9999, of which files and workbooks cannot tell.
#[expect(clippy::disallowed_methods, reason = "this is the place that may read the clock")]
pub fn now() -> Result<Timestamp, RunsError> {
    time(SystemTime::now()).ok_or(RunsError::Clock)
}

/// A time of the system's clock, to the second; none before 1970 and after 9999.
fn time(time: SystemTime) -> Option<Timestamp> {
    let since = time.duration_since(SystemTime::UNIX_EPOCH).ok()?;
    Timestamp::from_second(i64::try_from(since.as_secs()).ok()?).ok()
}

/// Bytes in hexadecimal.
pub(super) fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
        // Writing to a string cannot fail.
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;

    #[test]
    fn a_clock_that_is_set_wrong_is_no_time() {
        let at = |seconds: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(seconds);
        assert_eq!(time(at(1_619_481_600)).map(|time| time.to_string()).as_deref(), Some("2021-04-27T00:00:00Z"));
        assert_eq!(time(SystemTime::UNIX_EPOCH - Duration::from_secs(1)), None);
        // The year 11970.
        assert_eq!(time(at(10_000 * 366 * 86_400)), None);
    }
}
