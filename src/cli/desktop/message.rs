//! A message to somebody who has no terminal: by whatever shows windows here.

use std::process::{Command, Stdio};

/// What may be there to show a text, and how it is asked; the text stands last.
#[cfg(not(target_os = "macos"))]
const WINDOWS: [(&str, &[&str], &str); 4] = [
    ("zenity", &["--info", "--no-markup", "--title=tidui"], "--text="),
    ("kdialog", &["--title", "tidui", "--msgbox"], ""),
    ("xmessage", &["-center"], ""),
    ("notify-send", &["tidui"], ""),
];
#[cfg(target_os = "macos")]
const WINDOWS: [(&str, &[&str], &str); 1] = [(
    "osascript",
    &["-e", "on run argv", "-e", "display alert \"tidui\" message (item 1 of argv)", "-e", "end run"],
    "",
)];

/// Shows a text in a window, until it is closed; whether there was one. On Windows there is none to be had: a program that is
/// double-clicked there has its console.
pub(in crate::cli) fn show(text: &str) -> bool {
    WINDOWS.iter().any(|(program, words, before)| {
        let mut window = Command::new(program);
        window.args(*words).arg(format!("{before}{text}"));
        // How it was closed is no matter.
        window.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
    })
}
