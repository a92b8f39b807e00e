//! Text that came from outside, made fit to be shown: a title is a title, whatever characters it is made of.
//!
//! Control characters move a terminal's cursor, line breaks forge lines, marks of direction turn the text after them
//! round, and what has no width makes two names look the same. Every way out has one door, and each uses these.

use std::borrow::Cow;
use std::fmt::Write as _;

use super::file_name::byte;

/// What stands for a character that is not shown.
const SIGN: char = '\u{fffd}';

/// What becomes of a character in a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    Kept,
    /// A break or a tab: a space.
    Space,
    /// Without width: nothing.
    Nothing,
    /// A control character or a mark of direction: [`SIGN`].
    Sign,
    /// A byte of a file's name that belongs to no character: its number.
    Byte,
}

const fn fate(character: char) -> Fate {
    match character {
        '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => Fate::Space,
        '\u{ad}' | '\u{34f}' | '\u{180e}' | '\u{200b}'..='\u{200d}' | '\u{2060}'..='\u{2064}' | '\u{feff}' => {
            Fate::Nothing
        }
        '\0'..='\u{1f}'
        | '\u{7f}'..='\u{9f}'
        | '\u{61c}'
        | '\u{200e}'
        | '\u{200f}'
        | '\u{202a}'..='\u{202e}'
        | '\u{2066}'..='\u{206f}'
        | '\u{fff9}'..='\u{fffb}'
        | '\u{e0000}'..='\u{e007f}' => Fate::Sign,
        '\u{ef80}'..='\u{efff}' => Fate::Byte,
        _ => Fate::Kept,
    }
}

/// Text in one line: breaks and tabs are spaces, what has no width is left out, and a sign stands for every control
/// character and mark of direction.
///
/// ```
/// use tidui::words::one_line;
/// assert_eq!(one_line("骨干教师"), "骨干教师");
/// assert_eq!(one_line("\u{1b}[2JTeachers\nand\u{200b} more\u{202e}"), "\u{fffd}[2JTeachers and more\u{fffd}");
/// ```
#[must_use]
pub fn one_line(text: &str) -> Cow<'_, str> {
    shown(text, |_| false)
}

/// One character as it is shown where columns have to stay what they are.
#[must_use]
pub fn visible(character: char) -> char {
    match fate(character) {
        Fate::Kept => character,
        Fate::Space | Fate::Nothing => ' ',
        Fate::Sign | Fate::Byte => SIGN,
    }
}

/// Text of several lines: the same, but line breaks stay.
///
/// ```
/// use tidui::words::lines;
/// assert_eq!(lines("a\nb\u{7}\r\n"), "a\nb\u{fffd} \n");
/// ```
#[must_use]
pub fn lines(text: &str) -> Cow<'_, str> {
    shown(text, |character| character == '\n')
}

/// The same for text in which this program has set colours: its own codes of colour stay, and no others.
#[must_use]
pub fn painted(text: &str) -> Cow<'_, str> {
    if !text.contains('\u{1b}') {
        return lines(text);
    }
    let mut parts = text.split('\u{1b}');
    let mut whole = lines(parts.next().unwrap_or_default()).into_owned();
    for part in parts {
        // ESC [ numbers m: bold, dim or a colour, and the end of it.
        let code = part.strip_prefix('[').and_then(|rest| rest.find(|one: char| !one.is_ascii_digit() && one != ';'));
        if let Some(end) = code.filter(|end| *end < 16 && part[end + 1..].starts_with('m')) {
            whole.push('\u{1b}');
            whole.push_str(&part[..end + 2]);
            whole += &lines(&part[end + 2..]);
        } else {
            whole.push(SIGN);
            whole += &lines(part);
        }
    }
    whole.into()
}

fn shown(text: &str, stays: impl Fn(char) -> bool) -> Cow<'_, str> {
    let changes = |character: char| fate(character) != Fate::Kept && !stays(character);
    if !text.contains(changes) {
        return text.into();
    }
    let mut whole = String::with_capacity(text.len());
    for character in text.chars() {
        match fate(character) {
            Fate::Kept => whole.push(character),
            _ if stays(character) => whole.push(character),
            Fate::Space => whole.push(' '),
            Fate::Nothing => {}
            Fate::Sign => whole.push(SIGN),
            Fate::Byte => {
                // Writing to a string cannot fail.
                let _ = write!(whole, "\\x{:02x}", byte(character).unwrap_or_default());
            }
        }
    }
    whole.into()
}

/// JSON text with everything escaped that a terminal or an editor would not show as it is. What is read from it is the
/// same: outside strings there are no such characters but line breaks.
///
/// ```
/// use tidui::words::escaped;
/// assert_eq!(escaped("{\"title\": \"a\u{202e}\u{9b}\"}\n"), "{\"title\": \"a\\u202e\\u009b\"}\n");
/// ```
#[must_use]
pub fn escaped(json: &str) -> Cow<'_, str> {
    let changes = |character: char| fate(character) != Fate::Kept && !character.is_ascii_whitespace();
    if !json.contains(changes) {
        return json.into();
    }
    let mut whole = String::with_capacity(json.len());
    for character in json.chars() {
        if changes(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _ = write!(whole, "\\u{unit:04x}");
            }
        } else {
            whole.push(character);
        }
    }
    whole.into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_that_moves_turns_or_hides_is_shown() {
        for character in (0..0x11_0000_u32).filter_map(char::from_u32).filter(|one| fate(*one) != Fate::Kept) {
            let text = format!("a{character}b");
            for shown in [one_line(&text), lines(&text), painted(&text)] {
                let left = |one: char| fate(one) != Fate::Kept && one != '\n';
                assert!(!shown.contains(left), "{:04x}: {shown:?}", character as u32);
            }
            assert!(!one_line(&text).contains('\n'));
        }
        // What text is made of stays: wide, combining and private characters, emoji with a variation selector.
        for text in ["学科带头人", "e\u{301}", "\u{e863}", "☀\u{fe0f}", "葛\u{e0100}", "−–·…"] {
            assert_eq!((one_line(text), lines(text)), (text.into(), text.into()));
        }
    }

    #[test]
    fn own_colours_stay_and_no_other_sequence() {
        let red = "\u{1b}[31mno\u{1b}[0m";
        assert_eq!(painted(red), red);
        assert_eq!(painted("\u{1b}[1m\u{1b}[36mTitle\u{1b}[0m\n"), "\u{1b}[1m\u{1b}[36mTitle\u{1b}[0m\n");
        for wrong in
            ["\u{1b}]0;x\u{7}", "\u{1b}[2J", "\u{1b}[6n", "\u{1b}", "\u{1b}[", "\u{1b}c", "\u{1b}[1;1H\u{9b}2J"]
        {
            assert!(!painted(wrong).contains(['\u{1b}', '\u{9b}', '\u{7}']), "{wrong:?}");
        }
    }

    #[test]
    fn escaped_json_reads_the_same() {
        let text = serde_json::json!({ "a\u{85}": "\u{1b}\u{7f}\u{202e}\u{feff}\u{e0041}\n漢" }).to_string();
        let safe = escaped(&text);
        assert!(!safe.contains(|one: char| fate(one) != Fate::Kept));
        let [before, after] =
            [text.as_str(), &safe].map(|text| serde_json::from_str::<serde_json::Value>(text).unwrap());
        assert_eq!(before, after);
    }
}
