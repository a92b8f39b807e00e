//! The embedded font: which characters it has, how wide they are, and where a text may break.

use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

pub(super) static BYTES: &[u8] = include_bytes!("../../../assets/fonts/NotoSansCJKsc-Subset.otf");
static FONT: LazyLock<Option<FontRef<'static>>> = LazyLock::new(|| FontRef::new(BYTES).ok());

/// The font, unless the embedded file is broken, which a test rules out.
fn font() -> Option<&'static FontRef<'static>> {
    FONT.as_ref()
}

/// The characters of `text` that a PNG would show as an empty box, each once, in order of appearance.
///
/// The embedded font covers GB 2312, which lacks some characters in people's and places' names.
///
/// ```
/// use tidui::report::charts::missing_glyphs;
/// assert!(missing_glyphs("骨干教师 ≥ 80%").is_empty());
/// assert_eq!(missing_glyphs("汉字𠀀"), ['𠀀']);
/// ```
#[must_use]
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let mut missing = Vec::new();
    for character in text.chars().filter(|character| !character.is_control()) {
        if font().is_none_or(|font| font.charmap().map(character).is_none()) && !missing.contains(&character) {
            missing.push(character);
        }
    }
    missing
}

/// How wide `text` is, if its em is `size`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let Some(font) = font() else {
        return size * text.chars().count() as f64;
    };
    let (letters, widths) = (font.charmap(), font.glyph_metrics(Size::new(size as f32), LocationRef::default()));
    let wide = |letter| widths.advance_width(letters.map(letter).unwrap_or_default());
    text.chars().filter_map(wide).map(f64::from).sum()
}

/// `text`, cut with an ellipsis if it is wider than `room`.
pub(super) fn fit(text: &str, size: f64, room: f64) -> String {
    if width(text, size) <= room {
        return text.to_owned();
    }
    let mut kept = String::new();
    let mut used = width("…", size);
    for character in text.chars() {
        used += width(character.encode_utf8(&mut [0; 4]), size);
        if used > room {
            break;
        }
        kept.push(character);
    }
    kept.truncate(kept.trim_end().len());
    kept + "…"
}

/// `text` in at most `most` lines no wider than `room`; what does not fit ends in an ellipsis.
///
/// Latin words stay whole where they can; Chinese breaks anywhere except before closing punctuation.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
    let mut rest: Vec<char> = text.trim().chars().collect();
    let mut lines = Vec::new();
    while !rest.is_empty() {
        let whole: String = rest.iter().collect();
        if lines.len() + 1 >= most.max(1) || width(&whole, size) <= room {
            lines.push(fit(&whole, size, room));
            break;
        }
        let mut used = 0.0;
        let fitting = rest
            .iter()
            .take_while(|character| {
                used += width(character.encode_utf8(&mut [0; 4]), size);
                used <= room
            })
            .count();
        let cut = (1..=fitting).rev().find(|&at| may_break(&rest, at)).unwrap_or(fitting.max(1));
        let line: String = rest.drain(..cut).collect();
        lines.push(line.trim_end().to_owned());
        let blank = rest.iter().take_while(|character| character.is_whitespace()).count();
        rest.drain(..blank);
    }
    lines
}

/// Whether a line may end before character `at`.
fn may_break(text: &[char], at: usize) -> bool {
    let (Some(&before), Some(&after)) = (text.get(at.wrapping_sub(1)), text.get(at)) else {
        return true;
    };
    if "，。、；：？！）》」』”’…％%,.;:?!)".contains(after) || "（《「『“‘(".contains(before)
    {
        return false;
    }
    before.is_whitespace() || after.is_whitespace() || wide(before) || wide(after)
}

/// Whether a character is set in a full square, as Chinese is.
const fn wide(character: char) -> bool {
    character as u32 >= 0x2e80
}
