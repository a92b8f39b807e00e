//! The command line: arguments, settings, one file per command, and the only place that prints.

pub mod args;
mod commands;
#[cfg(feature = "serve")]
mod desktop;
mod help;
mod output;
mod progress;
mod settings;
mod usage;

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::process::ExitCode;

use args::{Command, ExampleCommand, Typed};
use output::Output;
use settings::Settings;

use crate::report::Words;

/// Exit code of an error in tidui itself.
const SORRY: u8 = 70;

/// What was typed, or what a double click stands for. Anything else without arguments is told how to go on, so that no script
/// starts a server.
fn typed() -> Vec<OsString> {
    #[cfg(feature = "serve")]
    if desktop::is_clicked() {
        return desktop::CLICKED.map(OsString::from).to_vec();
    }
    std::env::args_os().collect()
}

/// Runs the program with the arguments of the process. The exit codes are 0 for success, 1 where the world refused (a
/// full disk), 2 for bad input, 3 where a run was not verified, 70 for an error in tidui itself, and 130 when interrupted.
#[must_use]
pub fn main() -> ExitCode {
    output::apologise_for_panics();
    panic::catch_unwind(AssertUnwindSafe(run)).unwrap_or(ExitCode::from(SORRY))
}

fn run() -> ExitCode {
    let typed = typed();
    let flag = settings::flag(typed.iter().cloned());
    let language = settings::language(flag, |name| std::env::var(name).ok(), sys_locale::get_locale);
    let words = Words::new(language);
    let Typed { global, command, subjects, sharing } = match args::parse(args::definition(&words), typed) {
        Ok(typed) => typed,
        Err(error) => return output::usage(&error, &words, std::env::args_os().any(|argument| argument == "--json")),
    };
    let output = Output::new(Settings { language, json: global.json, quiet: global.quiet }, words);
    let done = match command {
        Command::Run(run) => commands::run::execute(run, sharing.shard, &output),
        Command::Study(question) => commands::study::execute(question, subjects, sharing.shard, &output),
        Command::Sweep(sweep) => commands::sweep::execute(sweep, sharing.shard, &output),
        #[cfg(feature = "serve")]
        Command::Serve(serve) => commands::serve::execute(serve, &output),
        Command::Check(check) => commands::check::execute(&check, &output),
        Command::Form(form) => commands::form::form(form, &output),
        Command::New(new) => commands::form::new(new, &output),
        Command::Import(import) => {
            return commands::import::execute(import, &output).unwrap_or_else(|error| output.fail(&error));
        }
        Command::Upgrade(upgrade) => commands::upgrade::execute(&upgrade, &output),
        Command::Schema => output.object(&crate::scenario::schema()),
        Command::Replay(replay) => commands::replay::execute(replay, &output),
        Command::Fit(fit) => commands::fit::execute(fit, &output),
        Command::Backtest(backtest) => commands::backtest::execute(backtest, &output),
        Command::Update(update) => commands::update::execute(update, &output),
        Command::Report(report) => commands::report::execute(report, &output),
        Command::Runs(runs) => commands::runs::execute(&runs, &output),
        Command::Verify(verify) => {
            return commands::verify::execute(verify, &output).unwrap_or_else(|error| output.fail(&error));
        }
        Command::Merge(merge) => commands::merge::execute(merge, &output),
        Command::Archive(archive) => commands::archive::execute(&archive, &output),
        Command::Example(ExampleCommand::List) => commands::example::list(&output),
        Command::Example(ExampleCommand::Show { name }) => commands::example::show(&name, &output),
        Command::Example(ExampleCommand::Extract { name, to }) => commands::example::extract(&name, &to, &output),
        Command::Completions { shell } => commands::completions::execute(shell, &output),
    };
    done.map_or_else(|error| output.fail(&error), |()| ExitCode::SUCCESS)
}
