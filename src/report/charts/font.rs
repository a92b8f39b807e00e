//! The embedded faces: which characters they have, how wide those are, and where a text may break.
//!
//! English is set in Inter, Chinese in Noto Sans CJK SC. The Chinese faces have no ASCII: if they had, a program that looks
//! for a face for one Chinese name would set the whole English line in it.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use skrifa::instance::{LocationRef, Size};
use skrifa::{FontRef, MetadataProvider as _};

use crate::words::Language;

/// The faces: Latin and Chinese for text, Latin and Chinese for titles.
pub(super) static FILES: [&[u8]; 4] = [
    include_bytes!("../../../assets/fonts/Inter-Regular.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansCJKsc-Regular.otf"),
    include_bytes!("../../../assets/fonts/Inter-SemiBold.ttf"),
    include_bytes!("../../../assets/fonts/NotoSansCJKsc-Bold.otf"),
];
/// None of them is broken: a test sees to it.
static FACES: LazyLock<Vec<FontRef<'static>>> =
    LazyLock::new(|| FILES.iter().filter_map(|bytes| FontRef::new(bytes).ok()).collect());

/// How a text is set: which face comes first, and how heavy it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Face {
    language: Language,
    bold: bool,
}

/// Whether the face in a file has a character.
pub(super) fn has(bytes: &[u8], character: char) -> bool {
    FontRef::new(bytes).is_ok_and(|font| font.charmap().map(character).is_some())
}

/// The characters of `text` that a PNG would show as an empty box, each once, in order of appearance.
///
/// ```
/// use tidui::report::charts::missing_glyphs;
/// assert!(missing_glyphs("骨干教师 ≥ 80%：李堃").is_empty());
/// assert_eq!(missing_glyphs("汉字𠀀"), ['𠀀']);
/// ```
#[must_use]
pub fn missing_glyphs(text: &str) -> Vec<char> {
    let mut looked = BTreeSet::new();
    let missing = |one: &char| !one.is_control() && looked.insert(*one) && !FILES.iter().any(|face| has(face, *one));
    text.chars().filter(missing).collect()
}

impl Face {
    pub(super) const fn text(language: Language) -> Self {
        Self { language, bold: false }
    }

    /// The heavy face for a title, if it has every character of it: one light character among heavy ones looks like a
    /// mistake.
    pub(super) fn title(language: Language, title: &str) -> Self {
        Self { language, bold: title.chars().all(|one| FILES[2..].iter().any(|face| has(face, one))) }
    }

    pub(super) const fn is_bold(self) -> bool {
        self.bold
    }

    /// Fonts that the desktops of planners have, after the embedded ones.
    pub(super) const fn families(self) -> &'static str {
        match self.language {
            Language::English => {
                "Inter, Segoe UI, Helvetica Neue, Arial, Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, \
                 sans-serif"
            }
            Language::Chinese => {
                "Noto Sans CJK SC, Source Han Sans SC, Microsoft YaHei, PingFang SC, Inter, sans-serif"
            }
        }
    }

    /// How wide each character of `text` is, if an em is `size`.
    fn widths(self, text: &str, size: f64) -> Vec<f64> {
        let own = if self.bold { [2, 3] } else { [0, 1] };
        let order = match self.language {
            Language::English => own,
            Language::Chinese => [own[1], own[0]],
        };
        let faces = order.map(|index| {
            let face = FACES.get(index)?;
            Some((face.charmap(), face.glyph_metrics(Size::new(size as f32), LocationRef::default())))
        });
        let wide = |one: char| {
            let found = faces.iter().flatten().find_map(|(letters, widths)| widths.advance_width(letters.map(one)?));
            found.map_or(size, f64::from)
        };
        text.chars().map(wide).collect()
    }

    /// How wide `text` is, if an em is `size`.
    pub(super) fn width(self, text: &str, size: f64) -> f64 {
        self.widths(text, size).iter().sum()
    }

    /// `text`, cut with an ellipsis if it is wider than `room`.
    pub(super) fn fit(self, text: &str, size: f64, room: f64) -> String {
        let widths = self.widths(text, size);
        if widths.iter().sum::<f64>() <= room {
            return text.to_owned();
        }
        let kept: String = text.chars().take(fitting(&widths, room - self.width("…", size))).collect();
        format!("{}…", kept.trim_end())
    }

    /// `text` in at most `most` lines no wider than `room`; what does not fit ends in an ellipsis.
    ///
    /// Latin words stay whole where they can; Chinese breaks anywhere except before closing punctuation.
    pub(super) fn wrap(self, text: &str, size: f64, room: f64, most: usize) -> Vec<String> {
        let text: Vec<char> = text.trim().chars().collect();
        let widths = self.widths(&text.iter().collect::<String>(), size);
        let (mut from, mut lines) = (0, Vec::new());
        while from < text.len() {
            let (rest, fits) = (&text[from..], fitting(&widths[from..], room));
            if lines.len() + 1 >= most.max(1) || fits == rest.len() {
                lines.push(self.fit(&rest.iter().collect::<String>(), size, room));
                break;
            }
            let cut = (1..=fits).rev().find(|&at| may_break(rest, at)).unwrap_or(fits.max(1));
            lines.push(rest[..cut].iter().collect::<String>().trim_end().to_owned());
            from += cut + rest[cut..].iter().take_while(|character| character.is_whitespace()).count();
        }
        lines
    }
}

/// How many characters of these widths fit into `room`.
fn fitting(widths: &[f64], room: f64) -> usize {
    let mut used = 0.0;
    let fits = widths.iter().take_while(|wide| {
        used += *wide;
        used <= room
    });
    fits.count()
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
    let hyphen = before == '-' && after.is_alphabetic();
    hyphen || before.is_whitespace() || after.is_whitespace() || wide(before) || wide(after)
}

/// Whether a character is set in a full square, as Chinese is.
const fn wide(character: char) -> bool {
    character as u32 >= 0x2e80
}
