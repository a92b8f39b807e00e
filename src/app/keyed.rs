//! Requests from names and values, as programs have them: options are called as they are on the command line, with `_` or `-`,
//! and what is unknown is refused with the nearest name that is known.

use serde::de::DeserializeOwned;
use serde_json::{Map, Value, json};

use super::error::AppError;
use super::how::How;
use super::replay::Replay;
use super::run::Run;
use super::shard::{Merge, Work};
use super::source::Source;
use super::study::{Question, Study};
use super::sweep::Sweep;
use crate::words::{Shard, Text, Unfit, nearest, text};

/// A run of a scenario, from options.
///
/// # Errors
/// The first option that is unknown or has a value that it cannot have.
pub fn run_of(file: &Source, options: Map<String, Value>) -> Result<Run, AppError> {
    let known = keys(&Run::of(file.clone()));
    let mut options = spelled(options, &known)?;
    apart(&options)?;
    options.insert("file".to_owned(), json!(file));
    read(&options, &|options| options.clone().into())
}

/// A question called `name` of scenarios, from its options and from how it is asked.
///
/// # Errors
/// As [`run_of`]; or that there is no such question.
pub fn study_of(name: &str, files: &[Source], options: Map<String, Value>) -> Result<Study, AppError> {
    let names = Question::KINDS.iter().map(|(name, _)| *name);
    if !names.clone().any(|one| one == name) {
        return Err(AppError::Request(match nearest(name, names.clone()) {
            Some(near) => text!("request-question-nearest", name, near),
            None => text!("request-question", name, names = Text::list(&names.collect::<Vec<_>>())),
        }));
    }
    let how: Vec<String> = keys(&How::default()).into_iter().chain(["without_roster".to_owned()]).collect();
    let own = Question::options(name);
    let known: Vec<String> = own.iter().chain(&how).cloned().collect();
    let options = spelled(options, &known)?;
    apart(&options)?;
    let (own, mut how): (Map<_, _>, Map<_, _>) = options.into_iter().partition(|(key, _)| own.contains(key));
    let question = read(&own, &|options| json!({ name: options }))?;
    how.insert("file".to_owned(), json!(files));
    let subjects = read(&how, &|options| options.clone().into())?;
    Ok(Study { question, subjects })
}

/// A sweep of a design, from options.
///
/// # Errors
/// As [`run_of`].
pub fn sweep_of(design: &str, options: Map<String, Value>) -> Result<Sweep, AppError> {
    let known: Vec<String> = keys(&Sweep::of(design)).into_iter().filter(|key| key != "design").collect();
    let mut options = spelled(options, &known)?;
    options.insert("design".to_owned(), json!(design));
    read(&options, &|options| options.clone().into())
}

/// What can be cut into shards, by its name: `run`, `sweep` of a design, or a question; from options.
///
/// # Errors
/// As [`run_of`]; or that there is no such question.
pub fn work_of(name: &str, files: &[Source], options: Map<String, Value>) -> Result<Work, AppError> {
    match (name, files) {
        ("run", [file]) => Ok(Work::Run(Box::new(run_of(file, options)?))),
        ("sweep", [Source::Named(design)]) => Ok(Work::Sweep(Box::new(sweep_of(design, options)?))),
        _ => Ok(Work::Study(Box::new(study_of(name, files, options)?))),
    }
}

/// A piece of several, as it is typed: `2/8`.
///
/// # Errors
/// What it must be.
pub fn shard_of(typed: &str) -> Result<Shard, AppError> {
    typed.parse().map_err(|unfit: Unfit| AppError::Request(unfit.0))
}

/// A merging of shards, from options.
///
/// # Errors
/// As [`run_of`].
pub fn merge_of(folders: &[String], options: Map<String, Value>) -> Result<Merge, AppError> {
    let known: Vec<String> = keys(&Merge::default()).into_iter().filter(|key| key != "folder").collect();
    let mut options = spelled(options, &known)?;
    options.insert("folder".to_owned(), json!(folders));
    read(&options, &|options| options.clone().into())
}

/// A replicate of a run, from options.
///
/// # Errors
/// As [`run_of`].
pub fn replay_of(run: &str, replicate: u64, options: Map<String, Value>) -> Result<Replay, AppError> {
    let known = ["roster", "person", "roster_at", "restart_at", "to", "output", "lang"].map(str::to_owned);
    let mut options = spelled(options, &known)?;
    options.insert("run".to_owned(), json!(run));
    options.insert("replicate".to_owned(), json!(replicate));
    read(&options, &|options| options.clone().into())
}

/// The names of what a request has, but for the scenario.
fn keys(request: &impl serde::Serialize) -> Vec<String> {
    let Value::Object(fields) = json!(request) else { return Vec::new() };
    fields.into_iter().map(|(key, _)| key).filter(|key| key != "file").collect()
}

/// Names as programs write them.
fn plain(name: &str) -> String {
    name.replace('-', "_")
}

/// The same options under the names that requests have.
fn spelled(options: Map<String, Value>, known: &[String]) -> Result<Map<String, Value>, AppError> {
    let spell = |(key, value): (String, Value)| match known.iter().find(|own| plain(own) == plain(&key)) {
        Some(own) => Ok((own.clone(), value)),
        None => Err(unknown(&plain(&key), known.iter().map(String::as_str))),
    };
    options.into_iter().map(spell).collect()
}

fn unknown<'a>(wrong: &str, known: impl Iterator<Item = &'a str>) -> AppError {
    let known: Vec<String> = known.map(plain).collect();
    AppError::Request(match nearest(wrong, known.iter().map(String::as_str)) {
        Some(near) => text!("request-unknown-nearest", wrong, near),
        None => text!("request-unknown", wrong, names = Text::list(&known)),
    })
}

/// A precision says how many replicates there are.
fn apart(options: &Map<String, Value>) -> Result<(), AppError> {
    let both = ["replicates", "precision"].iter().all(|name| options.get(*name).is_some_and(|value| !value.is_null()));
    if both { Err(AppError::Request(text!("request-both"))) } else { Ok(()) }
}

/// Reads a request, or says which of its options cannot be read, and why.
fn read<T: DeserializeOwned>(
    options: &Map<String, Value>,
    whole: &dyn Fn(&Map<String, Value>) -> Value,
) -> Result<T, AppError> {
    let tried =
        |options: &Map<String, Value>| serde_json::from_value::<T>(whole(options)).map_err(|error| error.to_string());
    tried(options).map_err(|reason| {
        // Reading stops at the first that is wrong: without that one it says something else, or nothing.
        let wrong = options.iter().find(|(key, _)| {
            let mut others = options.clone();
            others.shift_remove(*key);
            tried(&others).err().is_none_or(|other| other != reason)
        });
        AppError::Request(match wrong {
            Some((key, value)) => text!("request-value", name = plain(key), value = value.to_string(), reason),
            None => text!("request-lacks", reason),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Vary;

    fn options(value: Value) -> Map<String, Value> {
        let Value::Object(options) = value else { panic!("{value}") };
        options
    }

    fn said<T: std::fmt::Debug>(result: Result<T, AppError>) -> String {
        match result {
            Err(AppError::Request(text)) => text.en.into_owned(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn options_are_called_as_on_the_command_line() {
        let given = json!({ "replicates": "1万", "seed": 7, "no_charts": true, "keep-replicates": true, "lang": "zh" });
        let run = run_of(&"lean".into(), options(given)).unwrap();
        assert_eq!(run.how.replicates.map(crate::words::Whole::get), Some(10_000));
        assert!(run.how.no_charts && run.keep_replicates && run.how.lang == crate::words::Language::Chinese);
        let given = json!({ "vary": "special=0.5..2", "without_roster": true, "replicates": 100 });
        let study = study_of("frontier", &["lean".into()], options(given)).unwrap();
        assert!(study.subjects.without_roster);
        let Question::Frontier(frontier) = study.question else { panic!() };
        assert_eq!(frontier.vary, [Vary::new("special", 0.5, 2.0).unwrap()]);
    }

    #[test]
    fn every_question_tells_its_options() {
        for (name, _) in Question::KINDS {
            let own = Question::options(name);
            assert!(!own.is_empty(), "{name}");
            for option in own {
                assert!(option.chars().all(|one| one.is_ascii_lowercase() || one == '-' || one == '_'), "{option}");
            }
        }
        assert!(Question::options("allocate").iter().any(|one| one == "total"));
        assert!(Question::options("sensitivity").iter().any(|one| one == "screen"));
    }

    #[test]
    fn what_is_wrong_is_named_with_what_would_be_right() {
        let run = |given: Value| said(run_of(&"lean".into(), options(given)));
        assert_eq!(run(json!({ "replicats": 5 })), "there is no option `replicats`; did you mean `replicates`?");
        assert!(run(json!({ "replicates": 1 })).starts_with("`replicates` cannot be 1: "));
        assert!(run(json!({ "replicates": 10, "precision": 0.1 })).contains("precision"));
        let study = |name: &str, given: Value| said(study_of(name, &["lean".into()], options(given)));
        assert!(study("fronteer", json!({})).contains("question `fronteer`; did you mean `frontier`"));
        assert!(study("zzzz", json!({})).contains("there are: compare, "));
        assert!(study("layers", json!({ "zzzzzz": 1 })).contains("replicates, "));
        assert!(study("allocate", json!({})).contains("total"));
        assert!(study("allocate", json!({ "total": 0 })).starts_with("`total` cannot be 0: "));
        assert!(study("discover", json!({ "dimensions": 99, "target": "x" })).starts_with("`dimensions` cannot be 99"));
        assert!(said(replay_of("x", 0, options(json!({ "roster_at": "soon" })))).starts_with("`roster_at` cannot be"));
    }
}
