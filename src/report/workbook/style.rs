//! The looks of cells: few, and the same on every sheet.

use rust_xlsxwriter::{Format, FormatAlign, FormatBorder};

use crate::words::Language;

/// What a cell is, from which its looks follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    Title,
    Subtitle,
    Note,
    Heading,
    Band,
    Label,
    Indented,
    Strong,
    /// The same behind a number.
    StrongIndented,
    Total,
    Link,
    Wrapped,
    /// What a cell to the left is for.
    Hint,
    /// A text that stands where numbers do.
    Right,
    Yuan,
    StrongYuan,
    TotalYuan,
    /// An amount in the unit that the reader has chosen.
    Unit,
    TotalUnit,
    Count,
    StrongCount,
    Share,
    Percentile,
    /// A confidence at the head of its row.
    Level,
    Plain(u8),
    Input,
    InputCount,
    InputPercentile,
    InputUnit,
    InputText,
    /// A level picked elsewhere.
    LinkedPercentile,
    Nothing,
    StrongNothing,
    Verdict,
}

pub(super) const DARK: u32 = 0x1F_3B57;
pub(super) const SPENT: u32 = 0x2E_7D6B;
pub(super) const NEEDED: u32 = 0x8F_A3B8;
pub(super) const MISSING: u32 = 0xC0_4A3A;
pub(super) const HIGH: u32 = 0xD9_9A2B;
const PALE: u32 = 0xE6_ECF2;
const PALER: u32 = 0xF3_F6F9;
const TYPED: u32 = 0xFF_F4C2;
const TYPED_INK: u32 = 0x1F_4FA3;
const QUIET: u32 = 0x5A_6672;
const RULE: u32 = 0xC9_D2DB;

const WHOLE: &str = "#,##0;-#,##0;0";
const FRACTION: &str = "#,##0.00";

/// Characters that a number takes in a look, with a margin; 0 for looks whose numbers are short.
pub(super) fn room(value: f64, look: Look) -> f64 {
    let (fraction, strong) = match look {
        Look::Yuan | Look::Input => (0, false),
        Look::StrongYuan | Look::TotalYuan => (0, true),
        Look::Unit | Look::Count | Look::InputCount => (3, false),
        Look::TotalUnit | Look::StrongCount => (3, true),
        Look::Plain(decimals) => (if decimals == 0 { 0 } else { usize::from(decimals) + 1 }, false),
        _ => return 0.0,
    };
    let digits = format!("{:.0}", value.abs()).len();
    let characters = digits + (digits - 1) / 3 + usize::from(value < 0.0) + fraction;
    // A bold digit is wider than the digit that widths are counted in.
    characters as f64 * if strong { 1.12 } else { 1.0 } + 1.5
}

/// The format of a look.
pub(super) fn format(look: Look, language: Language) -> Format {
    let base = Format::new().set_align(FormatAlign::VerticalCenter);
    // Where the font is missing, the system takes its own.
    let base = base.set_font_name(if language == Language::Chinese { "Microsoft YaHei" } else { "Calibri" });
    let base = base.set_font_size(if language == Language::Chinese { 10.0 } else { 11.0 });
    let lined = |format: Format| format.set_border_bottom(FormatBorder::Thin).set_border_bottom_color(RULE);
    let strong = |format: Format| lined(format).set_bold().set_background_color(PALER);
    let total = |format: Format| {
        format
            .set_bold()
            .set_background_color(PALE)
            .set_border_top(FormatBorder::Thin)
            .set_border_top_color(DARK)
            .set_border_bottom(FormatBorder::Thin)
            .set_border_bottom_color(DARK)
    };
    let typed = |format: Format| {
        format
            .set_background_color(TYPED)
            .set_font_color(TYPED_INK)
            .set_border(FormatBorder::Thin)
            .set_border_color(0xD8_C26A)
            .set_unlocked()
    };
    let right = |format: Format, number: &str| format.set_num_format(number).set_align(FormatAlign::Right);
    match look {
        Look::Title => base.set_bold().set_font_size(16.0).set_font_color(DARK),
        Look::Subtitle => base.set_bold().set_font_size(12.0).set_font_color(DARK),
        Look::Note => base.set_font_color(QUIET).set_text_wrap().set_align(FormatAlign::Top),
        Look::Hint => base.set_font_color(QUIET).set_text_wrap().set_indent(1),
        Look::Right => lined(base).set_text_wrap().set_align(FormatAlign::Right),
        Look::Heading => base
            .set_bold()
            .set_font_color(0xFF_FFFF)
            .set_background_color(DARK)
            .set_text_wrap()
            .set_align(FormatAlign::Center)
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE),
        Look::Band => base.set_bold().set_background_color(PALE).set_font_color(DARK),
        Look::Label => lined(base).set_text_wrap(),
        Look::Indented => lined(base).set_text_wrap().set_indent(1),
        Look::Strong => strong(base).set_text_wrap(),
        Look::StrongIndented => strong(base).set_text_wrap().set_indent(1),
        Look::Total => total(base).set_text_wrap(),
        Look::Link => lined(base).set_font_color(TYPED_INK).set_underline(rust_xlsxwriter::FormatUnderline::Single),
        Look::Wrapped => {
            lined(base).set_text_wrap().set_align(FormatAlign::Left).set_align(FormatAlign::Top).set_indent(1)
        }
        Look::Yuan => right(lined(base), WHOLE),
        Look::StrongYuan => right(strong(base), WHOLE),
        Look::TotalYuan => right(total(base), WHOLE),
        Look::TotalUnit => right(total(base), FRACTION),
        Look::Unit | Look::Count => right(lined(base), FRACTION),
        Look::StrongCount => right(strong(base), FRACTION),
        Look::Share => right(lined(base), "0.0%"),
        Look::Percentile => base
            .set_bold()
            .set_font_color(0xFF_FFFF)
            .set_background_color(DARK)
            .set_align(FormatAlign::Center)
            .set_border(FormatBorder::Thin)
            .set_border_color(RULE)
            .set_num_format("\"P\"0"),
        Look::Plain(decimals) => {
            let places =
                if decimals == 0 { String::new() } else { format!(".0{}", "#".repeat(usize::from(decimals) - 1)) };
            right(lined(base), &format!("#,##0{places}"))
        }
        Look::Input => right(typed(base), WHOLE),
        Look::InputCount => right(typed(base), FRACTION),
        Look::InputPercentile => typed(base).set_bold().set_num_format("0\"%\"").set_align(FormatAlign::Center),
        Look::InputUnit => typed(base).set_bold().set_num_format("#,##0").set_align(FormatAlign::Center),
        Look::InputText => typed(base).set_locked().set_align(FormatAlign::Center),
        Look::Level | Look::LinkedPercentile => {
            lined(base).set_bold().set_num_format("0\"%\"").set_align(FormatAlign::Center)
        }
        Look::Nothing => lined(base).set_font_color(QUIET).set_align(FormatAlign::Right),
        Look::StrongNothing => strong(base).set_font_color(QUIET).set_align(FormatAlign::Right),
        Look::Verdict => lined(base).set_align(FormatAlign::Center),
    }
}
