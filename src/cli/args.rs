//! The commands, each with the request that it fills. Data only: nothing here decides anything, and what an option means and
//! allows is said by the request itself.

use std::path::PathBuf;

use clap::error::Error;
use clap::{ArgAction, Args, CommandFactory as _, FromArgMatches as _, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;

use super::help;
use crate::app::{
    Archive, Backtest, Check, Fit, Form, Import, Merge, New, Question, Replay, Report, Run, Runs, Subjects, Sweep,
    Update, Upgrade, Verify,
};
use crate::report::Words;
#[cfg(feature = "serve")]
use crate::serve::Serve;
use crate::words::Shard;

/// Everything that can be typed, but for what all questions share.
#[derive(Clone, Debug, Parser)]
#[command(name = "tidui", version, max_term_width = 100)]
pub struct Arguments {
    /// What holds for every command.
    #[command(flatten)]
    pub global: Global,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// What holds for every command.
#[derive(Clone, Copy, Debug, Default, Args)]
pub struct Global {
    /// Language of everything that is written.
    #[arg(long, global = true, value_enum, value_name = "LANGUAGE", display_order = 100)]
    pub lang: Option<Lang>,
    /// Print one JSON object instead of text.
    #[arg(long, global = true, display_order = 101)]
    pub json: bool,
    /// No progress and no remarks, only the answer.
    #[arg(long, global = true, display_order = 102)]
    pub quiet: bool,
}

/// A language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Lang {
    /// Chinese.
    Zh,
    /// English.
    En,
}

/// What to do.
#[derive(Clone, Debug, Subcommand)]
pub enum Command {
    /// Run a scenario.
    Run(Run),
    /// Ask a question.
    #[command(flatten)]
    Study(Question),
    /// Run every row of a design.
    Sweep(Sweep),
    /// Serve the page.
    #[cfg(feature = "serve")]
    Serve(Serve),
    /// Check a scenario without running it.
    Check(Check),
    /// Read tables of other systems.
    Import(Import),
    /// Write the form of a plan.
    Form(Form),
    /// Begin a plan.
    New(New),
    /// Bring a scenario file up to the present format.
    Upgrade(Upgrade),
    /// Print the JSON Schema of the scenario file.
    Schema,
    /// Read numbers off rosters and counts.
    Fit(Fit),
    /// Forecast past years and compare.
    Backtest(Backtest),
    /// Let a plan go on half-way.
    Update(Update),
    /// Tell one replicate of a run.
    Replay(Replay),
    /// Make the reports of a run again.
    Report(Report),
    /// List runs and studies.
    Runs(Runs),
    /// Check that a run or study says what it said.
    Verify(Verify),
    /// Pack a run or study into one file.
    Archive(Archive),
    /// Make of shards what they are pieces of.
    Merge(Merge),
    /// The scenarios that come with tidui.
    #[command(subcommand)]
    Example(ExampleCommand),
    /// Print a script that completes commands.
    Completions {
        /// The shell.
        #[arg(value_enum)]
        shell: Shell,
    },
}

/// What to do with the bundled scenarios.
#[derive(Clone, Debug, Subcommand)]
pub enum ExampleCommand {
    /// List them.
    List,
    /// Print one.
    Show {
        /// Its name.
        name: String,
    },
    /// Write one, with the files that it reads.
    Extract {
        /// Its name.
        name: String,
        /// The folder to write into.
        #[arg(long, value_name = "DIR", default_value = ".")]
        to: PathBuf,
    },
}

/// What was typed.
#[derive(Clone, Debug)]
pub struct Typed {
    /// What holds for every command.
    pub global: Global,
    /// What to do.
    pub command: Command,
    /// Where that is a question, of which scenarios it is asked, and how.
    pub subjects: Option<Subjects>,
    /// Which piece of it is to be made, if not all.
    pub sharing: Sharing,
}

/// Which piece is to be made of what several make together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Args)]
pub struct Sharing {
    /// The piece.
    #[arg(long, value_name = "NUMBER/OF")]
    pub shard: Option<Shard>,
}

/// The whole command line, with help in the language of `words`.
#[must_use]
pub fn definition(words: &Words) -> clap::Command {
    let mut command = Arguments::command();
    for name in ["run", "sweep"] {
        command = command.mut_subcommand(name, Sharing::augment_args);
    }
    for (name, scenarios) in Question::KINDS {
        let action = if *scenarios.end() > 1 { ArgAction::Append } else { ArgAction::Set };
        command = command.mut_subcommand(name, |question| {
            let question = Sharing::augment_args(Subjects::augment_args(question));
            question.mut_arg("file", |file| file.num_args(scenarios.clone()).action(action))
        });
    }
    help::told(command, words)
}

/// Reads what was typed.
///
/// # Errors
/// What clap has to say: help and version too.
pub fn parse<S: Into<std::ffi::OsString> + Clone>(
    definition: clap::Command,
    typed: impl IntoIterator<Item = S>,
) -> Result<Typed, Error> {
    let matches = definition.try_get_matches_from(typed)?;
    let Arguments { global, command } = Arguments::from_arg_matches(&matches)?;
    let subjects = match (&command, matches.subcommand()) {
        (Command::Study(_), Some((_, own))) => Some(Subjects::from_arg_matches(own)?),
        _ => None,
    };
    let sharing = match (&command, matches.subcommand()) {
        (Command::Study(_) | Command::Run(_) | Command::Sweep(_), Some((_, own))) => Sharing::from_arg_matches(own)?,
        _ => Sharing::default(),
    };
    Ok(Typed { global, command, subjects, sharing })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::app::{How, Source};
    use crate::words::Language;

    fn typed(words: &[&str]) -> Result<Typed, Error> {
        parse(definition(&Words::new(Language::English)), ["tidui"].iter().chain(words))
    }

    #[test]
    fn the_arguments_are_sound() {
        definition(&Words::new(Language::English)).debug_assert();
    }

    #[test]
    fn settings_repeat_and_global_switches_go_anywhere() {
        let typed = typed(&["run", "lean", "--set", "a.b=1", "--lang", "zh", "--set", "c=[1, 2]", "--json"]).unwrap();
        assert_eq!((typed.global.lang, typed.global.json), (Some(Lang::Zh), true));
        let Command::Run(run) = typed.command else { panic!("not run") };
        assert_eq!(run.how.set, ["a.b=1", "c=[1, 2]"]);
        assert_eq!(run.how.output, PathBuf::from("output"));
    }

    #[test]
    fn numbers_out_of_range_are_refused() {
        for wrong in [["--replicates", "1"], ["--precision", "0.5"], ["--precision", "NaN"], ["--threads", "0"]] {
            assert_eq!(typed(&["run", "lean", wrong[0], wrong[1]]).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
        for wrong in [&["compare", "lean"][..], &["frontier", "a", "b"], &["marginal"], &["allocate", "lean"]] {
            assert_eq!(typed(wrong).unwrap_err().exit_code(), 2, "{wrong:?}");
        }
    }

    /// What is usual stands in two places on a struct, for clap and for serde; here they are held together.
    #[test]
    fn what_is_typed_and_what_is_posted_are_the_same_request() {
        let question = |words: &[&str]| match typed(words).unwrap() {
            Typed { command: Command::Study(question), subjects: Some(subjects), .. } => (question, subjects),
            other => panic!("{other:?}"),
        };
        let posted = |json: serde_json::Value| serde_json::from_value::<Question>(json).unwrap();
        assert_eq!(question(&["frontier", "lean"]).0, posted(json!({ "frontier": {} })));
        assert_eq!(question(&["require", "lean"]).0, posted(json!({ "require": {} })));
        assert_eq!(question(&["marginal", "lean"]).0, posted(json!({ "marginal": {} })));
        assert_eq!(question(&["compare", "lean", "lean"]).0, posted(json!({ "compare": {} })));
        let (least, subjects) = question(&["allocate", "lean", "--total", "300万"]);
        assert_eq!(least, posted(json!({ "allocate": { "total": 3_000_000 } })));
        assert_eq!(subjects, Subjects { file: vec!["lean".into()], without_roster: false, how: How::default() });
        assert_eq!(subjects, serde_json::from_value(json!({ "file": "lean" })).unwrap());
        let whole = ["require", "lean", "--target", "a", "--confidence", "80%", "--step", "1万", "--profile", "choose"];
        let data = json!({ "require": { "target": "a", "confidence": ["80%"], "step": 10_000, "profile": "choose" } });
        assert_eq!(question(&whole).0, posted(data));
        let Command::Run(run) = typed(&["run", "lean"]).unwrap().command else { panic!("not run") };
        assert_eq!(run, Run::of(Source::from("lean")));
        assert_eq!(run, serde_json::from_value(json!({ "file": "lean" })).unwrap());
        // A bound holds wherever a value comes from, and nothing is passed over.
        for wrong in [json!({ "file": "lean", "replicates": 1 }), json!({ "file": "lean", "seeds": 1 }), json!({})] {
            assert!(serde_json::from_value::<Run>(wrong.clone()).is_err(), "{wrong}");
        }
    }

    /// Every option of a question is kept by its folder under its own name, and typed again from there it asks the same.
    #[test]
    fn what_a_folder_keeps_is_typed_again_as_the_same_question() {
        let whole: [&[&str]; 5] = [
            &["compare", "lean", "lean", "--attribute", "all", "--attribute", "backbone"],
            &[
                "frontier",
                "lean",
                "--vary",
                "special=0.3..2",
                "--vary",
                "line.a@2022=0..1.5",
                "--points",
                "9",
                "--target",
                "b",
            ],
            &[
                "require",
                "lean",
                "--target",
                "b",
                "--confidence",
                "0.3",
                "--confidence",
                "0.95",
                "--lever",
                "posts",
                "--step",
                "0.1",
                "--ceiling",
                "1000",
                "--profile",
                "choose",
            ],
            &["marginal", "lean", "--yuan", "5万", "--lever", "posts", "--lever", "move.a.places", "--target", "b"],
            &[
                "allocate",
                "lean",
                "--total",
                "1亿",
                "--lever",
                "line.a",
                "--lever",
                "fund.b=..300万",
                "--by-year",
                "--target",
                "b",
                "--aim",
                "shortfall",
                "--evaluations",
                "50",
                "--front",
                "4",
            ],
        ];
        for words in whole {
            let Command::Study(question) = typed(words).unwrap().command else { panic!("{words:?}") };
            let asked = question.asked();
            let files = words.iter().skip(1).take_while(|word| !word.starts_with("--")).copied();
            let again: Vec<String> =
                [question.name()].into_iter().chain(files).map(str::to_owned).chain(asked.words()).collect();
            let again: Vec<&str> = again.iter().map(String::as_str).collect();
            let Command::Study(typed) = typed(&again).unwrap().command else { panic!("{again:?}") };
            assert_eq!(typed, question);
            // From the values, and from words as older folders keep them.
            for asked in [crate::runs::Asked::Typed(asked.words()), asked] {
                assert_eq!(Question::read(question.name(), &asked), Ok(question.clone()), "{asked:?}");
            }
        }
    }
}
