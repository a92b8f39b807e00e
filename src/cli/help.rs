//! Help in the language of the person who asks: every text by its key in `locales/`, put on the commands when they start.

use clap::builder::Resettable;
use clap::{Arg, ArgAction, Command};

use crate::report::Words;

/// A command and all below it, with help in the language of `words`.
pub(super) fn told(command: Command, words: &Words) -> Command {
    let long = words.word("help-tidui-long");
    let version = Arg::new("version").short('V').long("version").action(ArgAction::Version).display_order(104);
    let command = command.disable_version_flag(true).arg(version).after_help(words.word("help-start"));
    let mut command = texts(command, words, "").long_about(format!("{}\n\n{long}", words.word("help-tidui")));
    command.build();
    about_help(command, words)
}

/// Puts the texts of a command called `path` (`example-list`; nothing at the root) and of those below it.
fn texts(mut command: Command, words: &Words, path: &str) -> Command {
    command = command
        .disable_help_flag(true)
        .arg(Arg::new("help").short('h').long("help").action(ArgAction::Help).display_order(103));
    let ids: Vec<String> = command.get_arguments().map(|arg| arg.get_id().to_string()).collect();
    for id in ids {
        let text = text(words, path, &id.replace('_', "-"));
        command = command.mut_arg(id, |arg| with_values(arg, &text, words));
    }
    let below: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    for name in below {
        let path = if path.is_empty() { name.clone() } else { format!("{path}-{name}") };
        command = command.mut_subcommand(name, |one| texts(one, words, &path));
    }
    let about = words.word(&format!("help-{}", if path.is_empty() { "tidui" } else { path }));
    let template = template(&command, words);
    command.about(about).long_about(Resettable::Reset).help_template(template)
}

/// The text of an option: that of its command, or the one that several commands share.
fn text(words: &Words, path: &str, option: &str) -> String {
    words.find(&format!("help-{path}-{option}")).unwrap_or_else(|| words.word(&format!("help-any-{option}")))
}

/// An argument with its text, the values that it may have, and the one that is usual.
fn with_values(arg: Arg, text: &str, words: &Words) -> Arg {
    let mut text = text.to_owned();
    let usual: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let takes = arg.get_action().takes_values();
    if takes && !usual.is_empty() {
        text = words.with("help-default", &[("text", &text), ("values", &usual.join(" "))]);
    }
    let choices: Vec<String> = arg.get_possible_values().iter().map(|one| one.get_name().to_owned()).collect();
    if takes && !choices.is_empty() {
        text = words.with("help-choices", &[("text", &text), ("values", &choices.join(", "))]);
    }
    arg.help(text).long_help(Resettable::Reset).hide_default_value(true).hide_possible_values(true)
}

/// How the help of a command is laid out, as clap does by itself but for the language of the headings.
fn template(command: &Command, words: &Words) -> String {
    let styles = command.get_styles();
    let (header, usage) = (*styles.get_header(), *styles.get_usage());
    let heading = words.word("help-usage");
    // A full-width colon brings its own space.
    let space = if heading.ends_with('：') { "" } else { " " };
    let mut parts = vec![format!("{{about-with-newline}}\n{usage}{heading}{usage:#}{space}{{usage}}")];
    let mut part = |shown: bool, heading: &str, tag: &str| {
        if shown {
            parts.push(format!("{header}{}{header:#}\n{{{tag}}}", words.word(heading)));
        }
    };
    part(command.has_subcommands(), "help-commands", "subcommands");
    part(command.get_positionals().next().is_some(), "help-arguments", "positionals");
    part(true, "help-options", "options");
    parts.join("\n\n") + "{after-help}"
}

/// The help of `help`, which only is there once the commands are built.
fn about_help(command: Command, words: &Words) -> Command {
    let below: Vec<String> = command.get_subcommands().map(|one| one.get_name().to_owned()).collect();
    below.into_iter().fold(command, |command, name| {
        command.mut_subcommand(name.clone(), |one| {
            if name == "help" { one.about(words.word("help-help")) } else { about_help(one, words) }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::definition;
    use crate::words::Language;

    /// Every text of a command and of those below it, with what it is the text of.
    fn all(command: &Command, texts: &mut Vec<(String, String)>) {
        let name = command.get_name();
        texts.push((name.to_owned(), command.get_about().map(ToString::to_string).unwrap_or_default()));
        for arg in command.get_arguments() {
            let text = arg.get_help().map(ToString::to_string).unwrap_or_default();
            texts.push((format!("{name} {}", arg.get_id()), text));
        }
        command.get_subcommands().filter(|one| one.get_name() != "help").for_each(|one| all(one, texts));
    }

    #[test]
    fn nothing_is_without_help_in_either_language() {
        for language in Language::ALL {
            let mut texts = Vec::new();
            all(&definition(&Words::new(language)), &mut texts);
            assert!(texts.len() > 100);
            for (of, text) in texts {
                let chinese = text.chars().any(|one| ('一'..='鿿').contains(&one));
                let missing = text.is_empty() || text.contains("help-");
                assert!(!missing && chinese == (language == Language::Chinese), "{of}: {text}");
            }
        }
    }

    #[test]
    fn no_text_of_help_is_without_its_option() {
        let mut command = definition(&Words::new(Language::English));
        let mut texts = Vec::new();
        all(&command, &mut texts);
        let mut shown: String = texts.into_iter().map(|(_, text)| text + "\n").collect();
        // Headings, and what stands around.
        shown += &command.render_long_help().to_string();
        shown += &command.find_subcommand_mut("run").unwrap().render_help().to_string();
        let lines = include_str!("../../locales/en.ftl").lines().filter_map(|line| line.strip_prefix("help-"));
        for line in lines.filter(|line| !line.contains("{ $")) {
            let (key, text) = line.split_once(" = ").unwrap();
            assert!(shown.contains(text), "help-{key} is nobody's");
        }
    }

    #[test]
    fn the_help_of_every_command() {
        for language in Language::ALL {
            let mut command = definition(&Words::new(language));
            let mut text = command.render_long_help().to_string();
            for sub in command.get_subcommands_mut().filter(|sub| !["help", "completions"].contains(&sub.get_name())) {
                text += "\n======== ";
                text += &sub.render_help().to_string();
            }
            insta::assert_snapshot!(format!("help-{}", language.code()), text);
        }
    }
}
