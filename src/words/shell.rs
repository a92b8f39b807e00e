//! Words of a command as they can be pasted into a shell, whatever they are.

use std::fmt::Write as _;

use super::file_name::byte;
use super::plain::one_line;

/// A word as a POSIX shell reads it back: as it is where nothing in it means anything to a shell, in single quotes
/// otherwise, and through `printf` where it has characters that cannot be shown. On Windows in double quotes.
///
/// ```
/// use tidui::words::quoted;
/// assert_eq!(quoted("output/天津-1a2b"), "output/天津-1a2b");
/// # if !cfg!(windows) {
/// assert_eq!(quoted("my plans"), "'my plans'");
/// assert_eq!(quoted("it's $HOME"), r"'it'\''s $HOME'");
/// assert_eq!(quoted("a\u{1b}b"), r#""$(printf 'a\033b')""#);
/// # }
/// ```
#[must_use]
pub fn quoted(word: &str) -> String {
    if cfg!(windows) {
        let plain = |one: char| one.is_alphanumeric() || "/\\:._-+@,=".contains(one);
        return if !word.is_empty() && word.chars().all(plain) { word.to_owned() } else { format!("\"{word}\"") };
    }
    let plain = |one: char| one.is_alphanumeric() || "/._-+@,:=".contains(one);
    // An equals sign in front names a command in some shells.
    if !word.is_empty() && !word.starts_with('=') && word.chars().all(plain) {
        return word.to_owned();
    }
    if one_line(word) == word {
        return format!("'{}'", word.replace('\'', r"'\''"));
    }
    printed(word)
}

/// A path as an argument that is not taken for an option.
///
/// ```
/// use tidui::words::quoted_path;
/// assert_eq!(quoted_path("-x/run"), "./-x/run");
/// ```
#[must_use]
pub fn quoted_path(path: &str) -> String {
    if path.starts_with('-') { quoted(&format!("./{path}")) } else { quoted(path) }
}

/// A command of these words.
#[must_use]
pub fn command<'word>(words: impl IntoIterator<Item = &'word str>) -> String {
    words.into_iter().map(quoted).collect::<Vec<_>>().join(" ")
}

/// A word with its bytes in octal where they cannot be shown, for `printf` to put back.
fn printed(word: &str) -> String {
    // What a command prints loses the line breaks at its end.
    let body = word.trim_end_matches('\n');
    let mut text = String::from("\"$(printf '");
    for character in body.chars() {
        let own = character.to_string();
        // Within double quotes an exclamation mark recalls a command, and printf has signs of its own.
        if "'\\%!".contains(character) || one_line(&own) != own {
            let bytes = byte(character).map_or_else(|| own.into_bytes(), |byte| vec![byte]);
            for byte in bytes {
                // Writing to a string cannot fail.
                let _ = write!(text, "\\{byte:03o}");
            }
        } else {
            text.push(character);
        }
    }
    text.push_str("')\"");
    if body.len() < word.len() {
        let _ = write!(text, "'{}'", &word[body.len()..]);
    }
    text
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_shell_reads_back_what_was_quoted() {
        let words = [
            "",
            " ",
            "a b",
            "'",
            "\"",
            "it's",
            "$HOME",
            "`id`",
            "$(id)",
            "a;b",
            "a&b|c",
            "*?[x]",
            "~",
            "#no",
            "a\\b",
            "!!",
            "a\nb",
            "end\n\n",
            "\n",
            "\t",
            "\u{1b}]0;x\u{7}",
            "%d\u{1b}%n",
            "天津 市",
            "\u{202e}gpj",
            "-n",
            "--",
            "{a,b}",
            "a=b",
            "=ls",
        ];
        for shell in ["sh", "bash"] {
            for word in words {
                let script = format!("for word in {}; do printf '<%s>' \"$word\"; done", quoted(word));
                let Ok(done) = std::process::Command::new(shell).arg("-c").arg(&script).output() else { continue };
                assert_eq!(String::from_utf8_lossy(&done.stdout), format!("<{word}>"), "{shell}: {script}");
                assert!(done.stderr.is_empty(), "{shell}: {script}");
            }
        }
    }
}
