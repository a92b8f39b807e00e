//! The only place that prints. Answers go to standard output, everything else to standard error.

use std::io::{self, Write as _};
use std::panic;
use std::process::ExitCode;

use anstream::{AutoStream, ColorChoice};
use clap::error::ErrorKind;
use serde::Serialize;

use crate::app::{AppError, Outcome};
use crate::report::terminal::{self, Paint, Tone};
use crate::report::{Words, json};
use crate::words::{Diagnostics, Language, Text, one_line, painted, text};

use super::settings::Settings;
use super::usage;

/// The code of what is wrong with a command line.
const USAGE: &str = "usage";

/// Says things to people and machines.
#[derive(Debug)]
pub(super) struct Output {
    settings: Settings,
    words: Words,
    paint: Paint,
}

impl Output {
    pub(super) fn new(settings: Settings, words: Words) -> Self {
        Self { settings, words, paint: paint(AutoStream::choice(&io::stdout())) }
    }

    pub(super) const fn language(&self) -> Language {
        self.settings.language
    }

    pub(super) const fn words(&self) -> &Words {
        &self.words
    }

    /// Whether the answer is for a machine.
    pub(super) const fn json(&self) -> bool {
        self.settings.json
    }

    /// Whether the answer is coloured: only on a terminal, and not where `NO_COLOR` is set.
    pub(super) const fn paint(&self) -> Paint {
        self.paint
    }

    /// The answer. A reader who has had enough is no error.
    #[expect(clippy::unused_self, reason = "whoever prints is handed the printer")]
    pub(super) fn text(&self, text: &str) -> Result<(), AppError> {
        let mut out = anstream::stdout().lock();
        match out.write_all(painted(text).as_bytes()).and_then(|()| out.flush()) {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(AppError::Output(error)),
            _ => Ok(()),
        }
    }

    /// The answer as JSON.
    pub(super) fn object(&self, object: &impl Serialize) -> Result<(), AppError> {
        self.text(&json::text(object))
    }

    /// What a folder says as text, and then the remarks.
    pub(super) fn outcome<T>(&self, outcome: &Outcome<T>, text: &str) -> Result<(), AppError> {
        self.text(text)?;
        outcome.notes.iter().for_each(|note| self.remark(note));
        Ok(())
    }

    /// A remark, unless only the answer is wanted.
    pub(super) fn remark(&self, text: &str) {
        if self.remarks() {
            complain(&format!("{text}\n"));
        }
    }

    /// Whether anything is wanted beside the answer.
    pub(super) const fn remarks(&self) -> bool {
        !self.settings.quiet && !self.settings.json
    }

    /// Warnings about an input.
    pub(super) fn warnings(&self, list: &Diagnostics) {
        if !list.list.is_empty() && self.remarks() {
            complain(&self.diagnostics(list));
        }
    }

    /// How many there are, and of which kinds.
    pub(super) fn warnings_in_brief(&self, list: &Diagnostics) {
        let mut codes: Vec<String> = list.list.iter().map(|one| one.code.to_string()).collect();
        codes.sort();
        codes.dedup();
        if let count @ 1.. = list.list.len() {
            let codes = self.words.list(&codes);
            self.remark(&self.words.counted("warnings-in-brief", count as u64, &[("codes", &codes)]));
        }
    }

    /// What is wrong with a part of the answer, and what is worth knowing of it.
    pub(super) fn problems(&self, list: &Diagnostics) {
        if list.has_errors() || self.remarks() {
            complain(&terminal::problems(list, &self.words, error_paint()));
        }
    }

    /// An error, and its exit code.
    pub(super) fn fail(&self, error: &AppError) -> ExitCode {
        if self.settings.json {
            let object = match error {
                AppError::Refused(list) => json::refused(list, self.language()),
                _ => json::failed(error.code(), error.message(&self.words), error.hint(&self.words)),
            };
            // Where even this cannot be said, the exit code still is.
            let _ = self.object(&object);
        } else if let AppError::Refused(list) = error {
            complain(&self.diagnostics(list));
        } else {
            let (message, hint) = (error.message(&self.words), error.hint(&self.words));
            complain(&failure(error.code(), (&message, hint.as_deref()), &self.words, error_paint()));
        }
        ExitCode::from(error.exit_code())
    }

    fn diagnostics(&self, list: &Diagnostics) -> String {
        terminal::diagnostics(list, &self.words, error_paint())
    }
}

/// An error of one paragraph, and its remedy.
fn failure(code: &str, (message, hint): (&str, Option<&str>), words: &Words, paint: Paint) -> String {
    let (label, remedy) = (words.word("severity-error"), words.word("label-hint"));
    let first = paint.tone(Tone::Bad, &format!("{label}[{code}]: {}", one_line(message)));
    let hint = hint.map_or_else(String::new, |hint| format!("    {remedy}: {}\n", one_line(hint)));
    format!("{first}\n{hint}")
}

/// What clap has to say: help and version as the answer, a wrong command line as an error.
pub(super) fn usage(error: &clap::Error, words: &Words, machine: bool) -> ExitCode {
    if !machine && error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand {
        complain(&error.render().ansi().to_string());
    } else if error.use_stderr() {
        let (message, hint) = usage::told(error, words);
        if machine {
            let text = json::text(&json::failed(USAGE, message, hint));
            let _ = anstream::stdout().write_all(text.as_bytes());
        } else {
            complain(&failure(USAGE, (&message, hint.as_deref()), words, error_paint()));
        }
    } else {
        // A reader who has had enough of the help is no error.
        let _ = anstream::stdout().write_all(painted(&error.render().ansi().to_string()).as_bytes());
    }
    ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(2))
}

fn paint(choice: ColorChoice) -> Paint {
    if choice == ColorChoice::Never { Paint::Plain } else { Paint::Colour }
}

fn error_paint() -> Paint {
    paint(AutoStream::choice(&io::stderr()))
}

/// To standard error; where that is closed, nobody listens.
fn complain(text: &str) {
    let _ = anstream::stderr().write_all(painted(text).as_bytes());
}

/// From now on a panic is met with an apology instead of a backtrace, unless `RUST_BACKTRACE` asks for one.
pub(super) fn apologise_for_panics() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        // A workbook that is more than the library can bear is told as a damaged file.
        if std::thread::current().name() == Some(crate::app::WORKBOOK_READER) {
            return;
        }
        if std::env::var_os("RUST_BACKTRACE").is_some_and(|value| value != "0") {
            usual(info);
        }
        let said = info.payload_as_str().unwrap_or("no message");
        let place = info.location().map_or_else(String::new, ToString::to_string);
        complain(&apology(said, &place));
    }));
}

fn apology(said: &str, place: &str) -> String {
    let Text { zh, en } = text!("apology");
    format!("\n{zh}\n{en}\n\n  tidui {} · {place} · {said}\n", env!("CARGO_PKG_VERSION"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_apology_is_in_both_languages_and_says_what_to_report() {
        let text = apology("index out of bounds", "src/simulate/step.rs:12:5");
        insta::assert_snapshot!(text.replace(env!("CARGO_PKG_VERSION"), "VERSION"));
    }

    #[test]
    fn an_error_is_one_paragraph_with_its_remedy() {
        let error = AppError::NoPerson { person: "teacher-9".to_owned(), replicate: 3, nearest: None };
        for language in Language::ALL {
            let words = Words::new(language);
            let (message, hint) = (error.message(&words), error.hint(&words));
            let text = failure(error.code(), (&message, hint.as_deref()), &words, Paint::Plain);
            insta::assert_snapshot!(format!("failure-{}", language.code()), text);
        }
    }
}
