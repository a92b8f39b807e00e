//! What is wrong with a command line, in the language of the person who typed it.

use std::error::Error as _;

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::report::Words;
use crate::words::{MonthError, Unfit};

/// What the parser of the command line refuses, as a sentence and a remedy.
pub(super) fn told(error: &clap::Error, words: &Words) -> (String, Option<String>) {
    let of = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(list)) => list.join(" "),
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    };
    let (argument, value) = (of(ContextKind::InvalidArg), of(ContextKind::InvalidValue));
    let say = |id: &str, values: &[(&str, &str)]| Some(words.with(id, values));
    let remedy = |kind: ContextKind, id: &str| {
        let list = of(kind);
        if list.is_empty() { None } else { say(id, &[("list", &list)]) }
    };
    let problem = match error.kind() {
        ErrorKind::UnknownArgument if !argument.starts_with('-') => say("usage-surplus", &[("value", &argument)]),
        ErrorKind::UnknownArgument => say("usage-unknown-argument", &[("argument", &argument)]),
        ErrorKind::InvalidSubcommand => {
            say("usage-unknown-command", &[("command", &of(ContextKind::InvalidSubcommand))])
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say("usage-no-command", &[])
        }
        ErrorKind::MissingRequiredArgument => say("usage-missing", &[("argument", &argument)]),
        ErrorKind::NoEquals | ErrorKind::InvalidValue if value.is_empty() => {
            say("usage-no-value", &[("argument", &argument)])
        }
        ErrorKind::InvalidValue => say("usage-value", &[("argument", &argument), ("value", &value)]),
        ErrorKind::ValueValidation => {
            let why = error.source().map_or_else(String::new, |why| match why.downcast_ref::<Unfit>() {
                Some(Unfit(text)) => words.text(text).to_owned(),
                None if why.is::<MonthError>() => words.word("value-month"),
                None => why.to_string(),
            });
            say("usage-bad-value", &[("argument", &argument), ("value", &value), ("why", &why)])
        }
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            let least = if error.kind() == ErrorKind::TooFewValues {
                ContextKind::MinValues
            } else {
                ContextKind::ExpectedNumValues
            };
            let numbers = [of(least), of(ContextKind::ActualNumValues)];
            say("usage-too-few", &[("argument", &argument), ("least", &numbers[0]), ("given", &numbers[1])])
        }
        ErrorKind::TooManyValues => say("usage-too-many", &[("argument", &argument), ("value", &value)]),
        ErrorKind::ArgumentConflict => match of(ContextKind::PriorArg) {
            prior if prior == argument => say("usage-twice", &[("argument", &argument)]),
            prior => say("usage-conflict", &[("argument", &argument), ("other", &prior)]),
        },
        ErrorKind::InvalidUtf8 => say("usage-not-utf8", &[]),
        _ => None,
    };
    let hint = [
        (ContextKind::SuggestedArg, "usage-perhaps"),
        (ContextKind::SuggestedSubcommand, "usage-perhaps"),
        (ContextKind::SuggestedValue, "usage-perhaps"),
        (ContextKind::ValidValue, "usage-allowed"),
    ];
    let hint = hint.into_iter().find_map(|(kind, id)| remedy(kind, id)).or_else(|| say("usage-help", &[]));
    let message = problem.unwrap_or_else(|| {
        // A kind that no command line of ours leads to yet.
        error.to_string().lines().next().unwrap_or_default().trim_start_matches("error: ").to_owned()
    });
    (message, hint)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::{definition, parse};
    use crate::words::Language;

    #[test]
    fn a_wrong_command_line_is_told_in_the_language_of_the_person() {
        let lines = [
            "",
            "rnu x",
            "run",
            "run a b",
            "run a --replicate 5",
            "run a --replicates abc",
            "run a --threads",
            "run a --lang fr",
            "compare a",
            "run a --seed 1 --seed 2",
            "completions fish bash",
        ];
        let told = |line: &str, language| {
            let words = Words::new(language);
            let error = parse(definition(&words), ["tidui"].into_iter().chain(line.split_whitespace())).err().unwrap();
            let (message, hint) = told(&error, &words);
            format!("{line}\n  {message}\n  {}\n", hint.unwrap_or_default())
        };
        let all = |language| lines.map(|line| told(line, language)).concat();
        insta::assert_snapshot!(all(Language::English) + &all(Language::Chinese));
    }
}
