//! The manifest of a study's folder.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::random::Nesting;
use crate::words::{Text, quoted, quoted_path};

use super::layout;
use super::manifest::{Build, FileRecord, Platform, SourceRecord, short_hash};

/// `study.json`: how a study was made. A folder with it is a complete study.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct StudyManifest {
    /// Layout of the folder: [`Asked::format`].
    pub format: u32,
    /// [`RESULTS_VERSION`](super::RESULTS_VERSION) of the numbers.
    pub results_version: u32,
    /// Version of tidui.
    pub tidui: String,
    /// Commit that tidui was built from, or `unknown`.
    pub commit: String,
    /// What was asked: `compare`, `frontier`, …
    pub question: String,
    /// Everything that decides the answer beside the scenarios.
    pub asked: Asked,
    /// The scenarios, in the order in which they were named.
    pub scenarios: Vec<StudiedScenario>,
    /// Seed of all randomness.
    pub seed: u64,
    /// Replicates of every point, or none if a precision was asked for.
    pub replicates: Option<u64>,
    /// How replicates share draws of the parameters.
    #[serde(flatten)]
    pub nesting: Nesting,
    /// The precision asked for, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<f64>,
    /// Language of what is written in one language only, by its code; older manifests do not say.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// Threads used. The results do not depend on it.
    pub threads: usize,
    /// Machine.
    pub platform: Platform,
    /// When it began (RFC 3339).
    pub started: Timestamp,
    /// Seconds it took.
    pub seconds: f64,
    /// Every other file of the folder. Filled in by [`super::Staging::finish_study`].
    #[serde(default)]
    pub files: BTreeMap<String, FileRecord>,
}

/// What a study was asked, beside the name of the question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Asked {
    /// As it was typed: in folders of format 1.
    Typed(Vec<String>),
    /// Options by name, each called as on the command line.
    Options(Map<String, Value>),
}

impl Asked {
    /// The newest format of a study's folder that is known.
    pub const NEWEST: u32 = 2;

    /// The format of a folder that says it so.
    #[must_use]
    pub const fn format(&self) -> u32 {
        match self {
            Self::Typed(_) => 1,
            Self::Options(_) => Self::NEWEST,
        }
    }

    /// The arguments that ask it again, as they would be typed.
    ///
    /// ```
    /// use tidui::runs::Asked;
    /// let asked: Asked = serde_json::from_str(r#"{ "vary": ["special=0.5..2"], "points": 7, "by-year": true, "step": null }"#)?;
    /// assert_eq!(asked.words(), ["--vary", "special=0.5..2", "--points", "7", "--by-year"]);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn words(&self) -> Vec<String> {
        match self {
            Self::Typed(words) => words.clone(),
            Self::Options(options) => options.iter().flat_map(|(name, value)| said(name, value)).collect(),
        }
    }
}

/// An option as it would be typed; nothing where it is not given.
fn said(name: &str, value: &Value) -> Vec<String> {
    let option = format!("--{name}");
    match value {
        Value::Null | Value::Bool(false) => Vec::new(),
        Value::Bool(true) => vec![option],
        Value::Array(all) => all.iter().flat_map(|one| said(name, one)).collect(),
        Value::String(text) => vec![option, text.clone()],
        // A person would not write 1000.0.
        Value::Number(number) if number.is_f64() => vec![option, number.as_f64().unwrap_or_default().to_string()],
        other => vec![option, other.to_string()],
    }
}

/// A scenario of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StudiedScenario {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// SHA-256 of the resolved scenario and everything it read.
    pub digest: String,
    /// Where each file that it read is kept, the resolved scenario first.
    pub sources: Vec<SourceRecord>,
}

/// What makes a study the study it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StudyIdentity<'a> {
    /// Meaning of the numbers.
    pub results_version: u32,
    /// What was asked.
    pub question: &'a str,
    /// Everything that decides the answer beside the scenarios.
    pub asked: Vec<String>,
    /// Id and digest of every scenario.
    pub scenarios: Vec<(&'a str, &'a str)>,
    /// Seed.
    pub seed: u64,
    /// Replicates of every point, or none where a precision decides how many.
    pub replicates: Option<u64>,
    /// How replicates share draws of the parameters.
    pub nesting: Nesting,
    /// The precision asked for, if any.
    pub precision: Option<f64>,
}

impl StudyManifest {
    /// Files that the scenarios read and that the folder does not keep.
    pub fn left_out(&self) -> impl Iterator<Item = &SourceRecord> {
        self.scenarios.iter().flat_map(|one| &one.sources).filter(|source| source.left_out.is_some())
    }

    /// What makes the study the study it is: two of one identity have the same answer.
    #[must_use]
    pub fn identity(&self) -> StudyIdentity<'_> {
        StudyIdentity {
            results_version: self.results_version,
            question: &self.question,
            asked: self.asked.words(),
            scenarios: self.scenarios.iter().map(|one| (one.id.as_str(), one.digest.as_str())).collect(),
            seed: self.seed,
            replicates: self.replicates,
            nesting: self.nesting,
            precision: self.precision,
        }
    }

    /// The tidui that wrote the files.
    #[must_use]
    pub fn build(&self) -> Build {
        Build { tidui: self.tidui.clone(), commit: self.commit.clone() }
    }

    /// Name of the study's folder: the first scenario, the question, and sixteen digits of a hash of what makes the study
    /// the study it is. As with a run, a name only says where to look.
    #[must_use]
    pub fn folder_name(&self) -> String {
        let first = self.scenarios.first().map_or("study", |one| one.id.as_str());
        format!("{first}-{}-{}", self.question, short_hash(&format!("{:?}", self.identity())))
    }

    /// The command that asks again, of the scenarios kept in `folder`, which holds the study.
    #[must_use]
    pub fn command(&self, folder: &str) -> String {
        let mut parts = vec!["tidui".to_owned(), quoted(&self.question)];
        for number in 0..self.scenarios.len() {
            parts.push(quoted_path(&format!("{folder}/{}", layout::of_scenario(number, layout::SCENARIO))));
        }
        parts.extend(self.asked.words().iter().map(|word| quoted(word)));
        parts.extend(["--seed".to_owned(), self.seed.to_string()]);
        if let Some(replicates) = self.replicates {
            parts.extend(["--replicates".to_owned(), replicates.to_string()]);
        }
        if let Some(precision) = self.precision {
            parts.extend(["--precision".to_owned(), precision.to_string()]);
        }
        parts.join(" ")
    }
}
