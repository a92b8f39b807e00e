//! Who made a folder, where and when.

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::manifest::{Platform, RESULTS_VERSION, commit};

/// Who made a folder, where and when: none of it changes what is in the folder but the meaning of its numbers and the engine.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Made {
    /// [`RESULTS_VERSION`] of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: String,
    /// Commit that tidui was built from, or `unknown`.
    pub commit: String,
    /// The source of the engine: [`engine`].
    pub engine: String,
    /// Threads used.
    pub threads: usize,
    /// Machine.
    pub platform: Platform,
    /// When it began (RFC 3339).
    pub started: Timestamp,
    /// Seconds it took.
    pub seconds: f64,
}

impl Made {
    /// Fields that nothing in the folder, and nothing that can be worked out again, confirms.
    pub(super) const UNKNOWABLE: &'static [&'static str] =
        &["tidui", "commit", "engine", "threads", "platform", "started", "seconds"];

    /// By this tidui, here, on so many threads; how long it took is not known yet.
    #[must_use]
    pub fn here(threads: usize, started: Timestamp) -> Self {
        Self {
            results_version: RESULTS_VERSION,
            tidui: env!("CARGO_PKG_VERSION").to_owned(),
            commit: commit().to_owned(),
            engine: engine().to_owned(),
            threads,
            platform: Platform::here(),
            started,
            seconds: 0.0,
        }
    }

    /// Whether it goes with what this tidui makes: the numbers mean the same, and one source made them. Binary, wheel and engine
    /// of one source are one maker, on whatever machine and however they were optimised.
    #[must_use]
    pub fn is_ours(&self) -> bool {
        self.results_version == RESULTS_VERSION && self.engine == engine()
    }

    pub(super) fn maker(&self) -> Maker<'_> {
        let Self { results_version, tidui, commit, started, .. } = self;
        Maker { results_version: *results_version, tidui, commit, started: *started }
    }
}

/// Who made a folder and when, as every manifest says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Maker<'a> {
    /// [`RESULTS_VERSION`] of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: &'a str,
    /// Commit that it was built from.
    pub commit: &'a str,
    /// When it began.
    pub started: Timestamp,
}

/// The first sixteen digits of the SHA-256 of the engine's source: of all that decides a replicate and what is counted of it.
#[must_use]
pub const fn engine() -> &'static str {
    env!("TIDUI_ENGINE")
}
