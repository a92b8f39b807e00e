//! Everything that can be expected to go wrong, each with its exit code and its words.

use std::io;
use std::path::PathBuf;

use crate::report::Words;
use crate::runs::RunsError;
use crate::simulate::RunError;
use crate::study::StudyError;
use crate::tables::TableError;
use crate::words::{Diagnostics, Language, Month, Text, quoted_path, refusal};

/// What would do where something is there already.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// Another file, by `-o`.
    File,
    /// Another folder, by `-o`.
    Folder,
    /// Another folder, by `--to`.
    FolderTo,
    /// Another file by `-o`, or moving away what may hold somebody's own work.
    Written,
    /// Moving that away: it has its name from what it is made of.
    Beside,
}

/// Why a use-case could not be carried through.
#[derive(Debug, thiserror::Error)]
#[error("{}", self.message(&Words::new(Language::English)))]
pub enum AppError {
    /// The scenario has errors.
    Refused(Diagnostics),
    /// There is neither a file nor a bundled scenario of this name.
    NoScenario {
        /// The name.
        name: String,
        /// The bundled scenario whose name is nearest.
        nearest: Option<String>,
        /// Every bundled scenario.
        known: Vec<String>,
    },
    /// No bundled scenario has this name.
    NoExample {
        /// The name.
        name: String,
        /// The bundled scenario whose name is nearest.
        nearest: Option<String>,
        /// Every bundled scenario.
        known: Vec<String>,
    },
    /// A file would be overwritten.
    Exists {
        /// The file.
        file: PathBuf,
        /// What would do instead.
        instead: Instead,
    },
    /// The precision asked for is out of reach.
    Precision {
        /// Half the width of the interval asked for.
        width: f64,
        /// Most replicates that are tried.
        most: u64,
    },
    /// The run has no such replicate.
    NoReplicate {
        /// The replicate.
        replicate: u64,
        /// Replicates of the run.
        replicates: u64,
    },
    /// The replicate knows nobody of this name.
    NoPerson {
        /// The name.
        person: String,
        /// The replicate.
        replicate: u64,
        /// The name nearest to it.
        nearest: Option<String>,
    },
    /// The run does not have this month.
    NoMonth {
        /// The month.
        month: Month,
        /// The first that it has.
        first: Month,
        /// The one after its last.
        last: Month,
    },
    /// A file is no archive of a run or a study, or none that may be opened.
    Archive(Text),
    /// A request has an option that is unknown, or a value that it cannot have.
    Request(Text),
    /// A page cannot be served as it was asked for.
    Serve(Text),
    /// An address cannot be listened at.
    Listen(Text),
    /// A plan cannot begin anew in a month as a replicate would go on.
    NotContinued(Text),
    /// The run was made before folders kept what reports are made from.
    NoResults {
        /// Name of the run.
        run: String,
    },
    /// A file of a run is not what it was when the run was made.
    Altered {
        /// Name of the run.
        run: String,
        /// The file.
        file: String,
    },
    /// A study, where a run is needed.
    IsStudy {
        /// Its folder.
        study: String,
        /// What it asked.
        question: String,
        /// The command that asks it again.
        again: String,
    },
    /// A run, where a study is needed.
    IsRun {
        /// Its folder.
        run: String,
    },
    /// A sweep, where a run or a study is needed.
    IsSweep {
        /// Its folder.
        sweep: String,
    },
    /// A study of other scenarios than the run's.
    OtherPlan {
        /// Name of the study.
        study: String,
    },
    /// A study holds the roster that the folder which is to cite it leaves out.
    HoldsRoster {
        /// Name of the study.
        study: String,
    },
    /// There is no such folder.
    NoFolder {
        /// The folder.
        folder: PathBuf,
    },
    /// The run was made by a version whose results differ.
    OtherResults {
        /// That version.
        version: String,
    },
    /// The run was made without its roster in the folder, and what is asked takes it.
    LeftOut {
        /// Name of the run.
        run: String,
        /// The name by which it read the roster.
        file: String,
    },
    /// A roster was handed in of a run whose folder has its own, or which read none.
    NotLeftOut {
        /// Name of the run.
        run: String,
    },
    /// The roster that was handed in is another than the run read.
    OtherRoster {
        /// Name of the run.
        run: String,
        /// The file.
        file: String,
    },
    /// A run folder could not be written or opened.
    #[error(transparent)]
    Runs(#[from] RunsError),
    /// A table could not be written.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The rows of the replicates could not be kept; the message is in the language of the request.
    Rows(String),
    /// What was to be said could not be said.
    Output(io::Error),
    /// A study cannot be done.
    #[error(transparent)]
    Study(StudyError),
    /// A run or a study would take more memory, time or disk than is allowed.
    TooLarge(Text),
    /// Shards that cannot be made or merged: why, and what would mend it.
    Shards(Text, Text),
    /// The system gives no thread to work on.
    Threads(Text),
    /// Somebody pressed Ctrl-C, or the process was told to end.
    Interrupted,
    /// The same in a study, which keeps what it has run.
    StudyInterrupted,
    /// Something that cannot happen.
    Internal(String),
}

impl From<RunError> for AppError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Cancelled => Self::Interrupted,
            RunError::Rows(reason) => Self::Rows(reason),
            RunError::TooLarge(what) => Self::TooLarge(what),
            RunError::Threads(reason) => Self::Threads(reason),
            // Designs that are handed in are looked at first: one that does not fit is an error in tidui as well.
            RunError::Audit { .. } | RunError::Design(_) => Self::Internal(error.to_string()),
        }
    }
}

impl From<StudyError> for AppError {
    fn from(error: StudyError) -> Self {
        match error {
            StudyError::Run(error) => error.into(),
            other => Self::Study(other),
        }
    }
}

impl AppError {
    /// The exit code: 1 where the world refused, 2 for bad input, 70 for an error of tidui, 130 when interrupted.
    #[must_use]
    pub const fn exit_code(&self) -> u8 {
        match self {
            Self::Refused(_)
            | Self::NoScenario { .. }
            | Self::NoExample { .. }
            | Self::Exists { .. }
            | Self::Precision { .. }
            | Self::NoReplicate { .. }
            | Self::NoPerson { .. }
            | Self::NoMonth { .. }
            | Self::NotContinued(_)
            | Self::Archive(_)
            | Self::Request(_)
            | Self::Serve(_)
            | Self::OtherResults { .. }
            | Self::NoResults { .. }
            | Self::LeftOut { .. }
            | Self::NotLeftOut { .. }
            | Self::OtherRoster { .. }
            | Self::Altered { .. }
            | Self::IsStudy { .. }
            | Self::IsRun { .. }
            | Self::IsSweep { .. }
            | Self::OtherPlan { .. }
            | Self::HoldsRoster { .. }
            | Self::NoFolder { .. }
            | Self::Study(_)
            | Self::TooLarge(_)
            | Self::Shards(..)
            | Self::Runs(RunsError::NotARun { .. } | RunsError::Pieces { .. } | RunsError::Name { .. }) => 2,
            Self::Runs(_)
            | Self::Table(TableError::File(_))
            | Self::Rows(_)
            | Self::Threads(_)
            | Self::Output(_)
            | Self::Listen(_) => 1,
            Self::Interrupted | Self::StudyInterrupted => 130,
            Self::Table(TableError::Shape { .. }) | Self::Internal(_) => 70,
        }
    }

    /// A stable name of the kind of error.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused",
            Self::NoScenario { .. } => "missing-file",
            Self::NoExample { .. } => "unknown-example",
            Self::Exists { .. } => "file-exists",
            Self::Precision { .. } => "precision-out-of-reach",
            Self::NoReplicate { .. } => "unknown-replicate",
            Self::NoPerson { .. } => "unknown-person",
            Self::NoMonth { .. } => "unknown-month",
            Self::NotContinued(_) => "not-continued",
            Self::Archive(_) => "archive",
            Self::Request(_) => "request",
            Self::Serve(_) => "not-served",
            Self::Listen(_) => "address",
            Self::OtherResults { .. } => "other-results-version",
            Self::NoResults { .. } => "no-results",
            Self::LeftOut { .. } => "roster-left-out",
            Self::NotLeftOut { .. } => "roster-not-left-out",
            Self::OtherRoster { .. } => "other-roster",
            Self::Altered { .. } => "altered-run",
            Self::IsStudy { .. } => "study-not-run",
            Self::IsRun { .. } => "run-not-study",
            Self::IsSweep { .. } => "sweep-not-run",
            Self::OtherPlan { .. } => "other-plan",
            Self::HoldsRoster { .. } => "study-holds-roster",
            Self::NoFolder { .. } => "missing-folder",
            Self::Runs(RunsError::NotARun { .. }) => "not-a-run",
            Self::Shards(..) | Self::Runs(RunsError::Pieces { .. }) => "shards",
            Self::Runs(RunsError::Clock) => "clock",
            Self::Runs(RunsError::StorageFull { .. })
            | Self::Table(TableError::File(RunsError::StorageFull { .. })) => "disk-full",
            Self::Runs(RunsError::NotWritable { .. })
            | Self::Table(TableError::File(RunsError::NotWritable { .. })) => "not-writable",
            Self::Runs(_) | Self::Table(TableError::File(_)) => "file",
            Self::Study(_) => "study",
            Self::TooLarge(_) => "too-large",
            Self::Threads(_) => "no-threads",
            Self::Rows(_) => "rows",
            Self::Output(_) => "output",
            Self::Interrupted | Self::StudyInterrupted => "interrupted",
            Self::Table(TableError::Shape { .. }) | Self::Internal(_) => "internal",
        }
    }

    /// What happened.
    #[must_use]
    pub fn message(&self, words: &Words) -> String {
        let language = words.language();
        match self {
            Self::Refused(list) => list.render(language),
            Self::NoScenario { name, .. } => words.with("failed-scenario", &[("name", name)]),
            Self::NoExample { name, .. } => words.with("failed-example", &[("name", name)]),
            Self::Exists { file, .. } => words.with("failed-exists", &[("file", &file.display().to_string())]),
            Self::Precision { width, most } => {
                let most = words.number(*most as f64, 0);
                words.with("failed-precision", &[("width", &words.percent(*width, 2)), ("most", &most)])
            }
            Self::NoReplicate { replicate, replicates } => {
                words.counted("failed-replicate", *replicates, &[("replicate", &replicate.to_string())])
            }
            Self::NoPerson { person, replicate, .. } => {
                words.with("failed-person", &[("person", person), ("replicate", &replicate.to_string())])
            }
            Self::NoMonth { month, first, last } => {
                let [month, first, last] = [month, first, last].map(ToString::to_string);
                words.with("failed-month", &[("month", &month), ("first", &first), ("last", &last)])
            }
            Self::NotContinued(why)
            | Self::Archive(why)
            | Self::Request(why)
            | Self::Serve(why)
            | Self::Listen(why) => why.get(language).to_owned(),
            Self::OtherResults { version } => words.with("failed-other-results", &[("version", version)]),
            Self::NoResults { run } => words.with("failed-no-results", &[("run", run)]),
            Self::LeftOut { run, file } => words.with("failed-left-out", &[("run", run), ("file", file)]),
            Self::NotLeftOut { run } => words.with("failed-not-left-out", &[("run", run)]),
            Self::OtherRoster { run, file } => words.with("failed-other-roster", &[("run", run), ("file", file)]),
            Self::Altered { run, file } => words.with("failed-altered", &[("run", run), ("file", file)]),
            Self::IsStudy { study, question, .. } => {
                words.with("failed-study-not-run", &[("study", study), ("question", question)])
            }
            Self::IsRun { run } => words.with("failed-run-not-study", &[("run", run)]),
            Self::IsSweep { sweep } => words.with("failed-sweep-not-run", &[("sweep", sweep)]),
            Self::OtherPlan { study } => words.with("failed-other-plan", &[("study", study)]),
            Self::HoldsRoster { study } => words.with("failed-holds-roster", &[("study", study)]),
            Self::NoFolder { folder } => words.with("failed-folder", &[("folder", &folder.display().to_string())]),
            Self::Runs(error) => error.text().get(language).to_owned(),
            Self::Table(error) => error.text().get(language).to_owned(),
            Self::Study(error) => error.text().get(language).to_owned(),
            Self::TooLarge(what) | Self::Shards(what, _) => what.get(language).to_owned(),
            Self::Threads(reason) => words.with("failed-threads", &[("reason", reason.get(language))]),
            Self::Rows(reason) => words.with("failed-rows", &[("reason", reason)]),
            Self::Output(error) => words.with("failed-output", &[("reason", refusal(error).get(language))]),
            Self::Interrupted => words.word("failed-interrupted"),
            Self::StudyInterrupted => words.word("failed-study-interrupted"),
            Self::Internal(reason) => words.with("failed-internal", &[("reason", reason)]),
        }
    }

    /// What would mend it.
    #[must_use]
    pub fn hint(&self, words: &Words) -> Option<String> {
        match self {
            Self::NoScenario { nearest: Some(name), .. } | Self::NoExample { nearest: Some(name), .. } => {
                Some(words.with("hint-nearest", &[("name", name)]))
            }
            Self::NoScenario { known, .. } | Self::NoExample { known, .. } => {
                Some(words.with("hint-examples", &[("names", &words.list(known))]))
            }
            Self::Exists { instead, .. } => Some(words.word(match instead {
                Instead::File => "hint-exists-file",
                Instead::Folder => "hint-exists-folder",
                Instead::FolderTo => "hint-exists-folder-to",
                Instead::Written => "hint-exists-written",
                Instead::Beside => "hint-exists-beside",
            })),
            Self::Precision { .. } => Some(words.word("hint-precision")),
            Self::NoPerson { nearest: Some(person), .. } => Some(words.with("hint-person", &[("person", person)])),
            Self::NoPerson { .. } => Some(words.word("hint-people")),
            Self::OtherResults { .. } | Self::NoResults { .. } => Some(words.word("hint-other-results")),
            Self::LeftOut { .. } => Some(words.word("hint-left-out")),
            Self::NotLeftOut { .. } => Some(words.word("hint-not-left-out")),
            Self::OtherRoster { .. } => Some(words.word("hint-other-roster")),
            Self::Altered { run, .. } => Some(words.with("hint-altered", &[("run", &quoted_path(run))])),
            Self::IsStudy { study, again, .. } => {
                Some(words.with("hint-study-not-run", &[("study", &quoted_path(study)), ("again", again)]))
            }
            Self::IsRun { .. } => Some(words.word("hint-run-not-study")),
            Self::IsSweep { sweep } => Some(words.with("hint-sweep-not-run", &[("sweep", &quoted_path(sweep))])),
            Self::Archive(_) => Some(words.word("hint-archive")),
            Self::Shards(_, remedy) => Some(remedy.get(words.language()).to_owned()),
            Self::OtherPlan { .. } => Some(words.word("hint-other-plan")),
            Self::HoldsRoster { .. } => Some(words.word("hint-holds-roster")),
            Self::NoFolder { .. } => Some(words.word("hint-folder")),
            Self::Internal(_) => Some(words.word("hint-internal")),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn every() -> Vec<AppError> {
        let known = vec!["lean".to_owned(), "xiqing-2021".to_owned()];
        let name = || "xiqin".to_owned();
        vec![
            AppError::Refused(crate::report::fixtures::problems()),
            AppError::NoScenario { name: name(), nearest: Some("xiqing-2021".to_owned()), known: known.clone() },
            AppError::NoExample { name: name(), nearest: None, known },
            AppError::Exists { file: "plan.toml".into(), instead: Instead::File },
            AppError::Precision { width: 0.0001, most: 10_000_000 },
            AppError::NoReplicate { replicate: 10_000, replicates: 10_000 },
            AppError::NoPerson {
                person: "teacher-9".to_owned(),
                replicate: 3,
                nearest: Some("teacher-00009".to_owned()),
            },
            AppError::NoPerson { person: "x".to_owned(), replicate: 3, nearest: None },
            AppError::NoMonth {
                month: Month::new(2030, 1).unwrap(),
                first: Month::new(2021, 1).unwrap(),
                last: Month::new(2026, 1).unwrap(),
            },
            AppError::OtherResults { version: "0.0.9".to_owned() },
            AppError::NoResults { run: "lean-1a2b3c4d".to_owned() },
            AppError::LeftOut { run: "lean-1a2b3c4d".to_owned(), file: "roster.csv".to_owned() },
            AppError::NotLeftOut { run: "lean-1a2b3c4d".to_owned() },
            AppError::OtherRoster { run: "lean-1a2b3c4d".to_owned(), file: "other.csv".to_owned() },
            AppError::Altered { run: "lean-1a2b3c4d".to_owned(), file: "results.json".to_owned() },
            AppError::IsStudy {
                study: "output/lean-marginal-1a2b3c4d".to_owned(),
                question: "marginal".to_owned(),
                again: "tidui marginal output/lean-marginal-1a2b3c4d/scenario/scenario.toml --yuan 100000 --seed 1 \
                        --replicates 2000"
                    .to_owned(),
            },
            AppError::IsRun { run: "output/lean-1a2b3c4d".to_owned() },
            AppError::IsSweep { sweep: "output/design-sweep-1a2b3c4d".to_owned() },
            AppError::OtherPlan { study: "lean-marginal-1a2b3c4d".to_owned() },
            AppError::HoldsRoster { study: "lean-marginal-1a2b3c4d".to_owned() },
            AppError::NoFolder { folder: "runs".into() },
            AppError::Archive(crate::words::text!("archive-damaged", file = "lean-1a2b3c4d.zip")),
            AppError::Archive(crate::words::text!("archive-leads-out", file = "lean.zip", name = "../x")),
            AppError::Archive(crate::words::text!("archive-too-large", file = "lean.zip", times = 100)),
            AppError::Archive(crate::words::text!("archive-damaged-part", file = "lean.zip", name = "lean/a.csv")),
            AppError::Archive(crate::words::text!("archive-empty", file = "lean.zip")),
            AppError::Archive(crate::words::text!("archive-other", file = "lean.zip", name = "x/y")),
            AppError::Runs(RunsError::Pieces {
                path: "output/a.shards/1-of-2".into(),
                shards: "output/a.shards".into(),
            }),
            AppError::Runs(RunsError::Name { name: "../x".to_owned() }),
            AppError::Rows("no room".to_owned()),
            AppError::Output(io::Error::other("gone")),
            AppError::TooLarge(Text::new(
                "推演约需 9.0 GiB 内存，最多 4.0 GiB",
                "about 9.0 GiB of memory, at most 4.0",
            )),
            AppError::Threads(Text::new("资源暂时不可用", "Resource temporarily unavailable")),
            AppError::Interrupted,
            AppError::StudyInterrupted,
            AppError::Internal("replicate 7: 5 people too many".to_owned()),
        ]
    }

    #[test]
    fn every_error_has_a_code_words_and_a_remedy_where_there_is_one() {
        for language in Language::ALL {
            let words = Words::new(language);
            let lines: Vec<String> = every()
                .iter()
                .map(|error| {
                    let hint = error.hint(&words).map_or_else(String::new, |hint| format!("\n    {hint}"));
                    format!("{} {}: {}{hint}", error.exit_code(), error.code(), error.message(&words))
                })
                .collect();
            insta::assert_snapshot!(format!("errors-{}", language.code()), lines.join("\n"));
        }
    }

    #[test]
    fn a_run_that_ends_early_keeps_its_reason() {
        assert_eq!(AppError::from(RunError::Cancelled).exit_code(), 130);
        assert_eq!(AppError::from(RunError::Rows("x".to_owned())).exit_code(), 1);
        assert_eq!(AppError::from(RunError::Audit { replicate: 1, what: "x".to_owned() }).exit_code(), 70);
    }
}
