//! What there is to say about the folders of runs, studies and sweeps themselves: which there are, and whether one still says what
//! it said. These are the objects of `--json` too.

use serde::{Deserialize, Serialize};

use crate::runs::{DamageKind, State};
use crate::tables::Difference;
use crate::words::Text;

/// The runs, studies and sweeps in a folder.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listing {
    /// The folder.
    pub folder: String,
    /// The runs, newest first.
    pub runs: Vec<Listed>,
    /// The studies, newest first.
    pub studies: Vec<ListedStudy>,
    /// The sweeps, newest first.
    #[serde(default)]
    pub sweeps: Vec<ListedSweep>,
    /// Shards, by name of what they come to.
    #[serde(default)]
    pub shards: Vec<ListedShards>,
    /// Folders under way, or left by a tidui that was ended hard.
    pub unfinished: usize,
    /// What studies keep for each other, if anything.
    pub kept_replicates: Option<KeptReplicates>,
}

/// The replicates that studies keep for each other, and that may be deleted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeptReplicates {
    /// The folder.
    pub folder: String,
    /// Size of all files.
    pub bytes: u64,
}

/// A run in a folder. What only its manifest knows is absent where that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// Name of its folder.
    pub name: String,
    /// The folder.
    pub run: String,
    /// Whether it can be used.
    pub state: State,
    /// Id of the scenario.
    pub scenario: Option<String>,
    /// Title of the scenario.
    pub title: Option<Text>,
    /// When the run began (RFC 3339).
    pub started: Option<String>,
    /// Replicates run.
    pub replicates: Option<u64>,
    /// Seed.
    pub seed: Option<u64>,
    /// Probability that all joint targets are met.
    pub joint: Option<f64>,
    /// Size of all files.
    pub bytes: u64,
    /// Version of tidui that ran it.
    pub tidui: Option<String>,
    /// When its reports were made again, if they were (RFC 3339).
    pub reported: Option<String>,
}

/// A study in a folder. What only its manifest knows is absent where that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedStudy {
    /// Name of its folder.
    pub name: String,
    /// The folder.
    pub run: String,
    /// Whether it can be used.
    pub state: State,
    /// What was asked, as the name of the command.
    pub question: Option<String>,
    /// The arguments that decide the answer.
    pub asked: Vec<String>,
    /// The scenarios, as they were named.
    pub scenarios: Vec<ListedScenario>,
    /// When the study began (RFC 3339).
    pub started: Option<String>,
    /// Replicates of every point, unless a precision was asked for.
    pub replicates: Option<u64>,
    /// The precision that was asked for.
    pub precision: Option<f64>,
    /// Seed.
    pub seed: Option<u64>,
    /// Size of all files.
    pub bytes: u64,
    /// Version of tidui that answered it.
    pub tidui: Option<String>,
}

/// A sweep in a folder. What only its manifest knows is absent where that cannot be read.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListedSweep {
    /// Name of its folder.
    pub name: String,
    /// The folder.
    pub run: String,
    /// Whether it can be used.
    pub state: State,
    /// Rows of the design.
    pub rows: Option<u64>,
    /// How many of them were refused.
    pub refused: Option<u64>,
    /// How many were left out.
    pub left_out: Option<u64>,
    /// The tables that are kept of every row.
    pub tables: Vec<String>,
    /// When it began (RFC 3339).
    pub started: Option<String>,
    /// Size of all files.
    pub bytes: u64,
    /// Version of tidui that ran it.
    pub tidui: Option<String>,
}

/// Shards of one whole in a folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedShards {
    /// Name of the folder that they come to.
    pub whole: String,
    /// The folder that they are in.
    pub folder: String,
    /// The last round of which any is there; a run and a sweep have one.
    pub round: u64,
    /// How many of it are there.
    pub there: u64,
    /// Of how many.
    pub of: u64,
    /// Whether what they come to is there.
    pub merged: bool,
}

/// A scenario of a study.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListedScenario {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
}

/// What a folder is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A run.
    Run,
    /// A study.
    Study,
    /// A sweep.
    Sweep,
}

/// A run or a study as one file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Archived {
    /// The folder.
    pub run: String,
    /// Whether it is a run's or a study's.
    pub kind: Kind,
    /// The file.
    pub archive: String,
    /// Its SHA-256.
    pub sha256: String,
    /// Its length.
    pub bytes: u64,
    /// Files of the folder.
    pub files: usize,
    /// Whether it was there already, the same.
    pub already: bool,
    /// The tidui that wrote the folder: version and commit.
    pub written_by: String,
    /// The tidui that packed it.
    pub packed_by: String,
}

/// What verifying a run or a study found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Verified {
    /// The folder.
    pub run: String,
    /// Whether it is a run's or a study's.
    pub kind: Kind,
    /// What came of it.
    pub verdict: Verdict,
    /// Files that the manifest lists.
    pub listed: usize,
    /// Files that are not as the manifest says.
    pub damage: Vec<Damaged>,
    /// Whether, and how, it was simulated again.
    pub again: Again,
    /// Every file, compared; empty unless it was.
    pub files: Vec<Compared>,
    /// Fields of the manifest, and warnings, that are not what they must be.
    pub fields: Vec<Value>,
    /// What the folder says beside its files' numbers and nobody can confirm.
    pub unvouched: Vec<Unvouched>,
}

/// Parts of a file that nobody can confirm.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unvouched {
    /// The file.
    pub file: String,
    /// Fields in it, by their paths.
    pub parts: Vec<String>,
}

/// What verifying came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every file comes out the same, byte for byte.
    Same,
    /// The numbers are the same; what is written around them is another tidui's, or said to be, and not vouched for.
    SameNumbers,
    /// The files are those that the manifest lists; nothing else was asked.
    AsListed,
    /// Something differs.
    Different,
}

/// A file that is not as the manifest says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damaged {
    /// Its name within the folder.
    pub file: String,
    /// What happened to it.
    pub kind: DamageKind,
}

/// Whether a run was simulated, or a study asked, again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case", tag = "what")]
pub enum Again {
    /// It was.
    Simulated {
        /// Replicates; of a study, those of every point.
        replicates: u64,
        /// Seed.
        seed: u64,
        /// Version and commit of the tidui that wrote the files.
        written_by: String,
        /// Those of this tidui.
        verified_by: String,
    },
    /// All rows of a sweep were.
    Swept {
        /// Rows of the design.
        rows: u64,
        /// Version and commit of the tidui that wrote the files.
        written_by: String,
        /// Those of this tidui.
        verified_by: String,
    },
    /// Only files were asked for.
    NotAsked,
    /// A scenario that a sweep names is not where it was, or not as it was; its folder does not keep it.
    Elsewhere {
        /// As the sweep names it.
        file: String,
    },
    /// The run was made without its roster in the folder, and none was handed in.
    LeftOut {
        /// The name by which it read the roster.
        file: String,
    },
    /// The kept scenario, by its file, was altered or is gone.
    Altered {
        /// The file.
        file: String,
    },
    /// The numbers are those of a tidui with other results.
    OtherResults {
        /// Its version.
        version: String,
    },
    /// The question of a study has a word that this tidui does not understand.
    NotUnderstood {
        /// The word.
        word: String,
        /// Version of the tidui that asked it.
        version: String,
    },
}

/// What comparing a file with the same file written again comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FileOutcome {
    /// The same, byte for byte.
    Same,
    /// Its numbers are the same as far as they can be read, and the rest is another tidui's.
    Unvouched,
    /// It says something else.
    Different,
    /// The folder lacks it.
    Gone,
    /// The folder never had it.
    New,
    /// It was not written again.
    Unwritten,
}

impl FileOutcome {
    /// Whether it tells against the folder.
    #[must_use]
    pub const fn differs(self) -> bool {
        !matches!(self, Self::Same | Self::Unvouched)
    }
}

/// A file of the folder, compared with the same file written again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Compared {
    /// Its name within the folder.
    pub file: String,
    /// What came of it.
    pub outcome: FileOutcome,
    /// Whether its numbers are compared: not those of a chart.
    pub numbers: bool,
    /// For a table that differs: where.
    pub table: Option<Difference>,
    /// For any other file that differs: the first value that does, if one was found.
    pub value: Option<Value>,
}

/// A value that differs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Value {
    /// Its path, line or cell.
    pub path: String,
    /// What the folder has.
    pub then: String,
    /// What simulating again gives.
    pub now: String,
}
