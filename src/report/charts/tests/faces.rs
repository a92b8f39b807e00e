//! Which faces texts are drawn in, and that every promised character has a glyph.

use super::samples::{fan, heading};
use super::seen::{Seen, assert_tidy};
use super::*;
use crate::report::charts::font::Face;

/// The texts of a fan with this title and subtitle, as they are seen.
fn titled(language: Language, title: &str, subtitle: &str) -> Vec<Seen> {
    let chart = FanChart { heading: heading(title, subtitle, ""), ..fan(false) };
    assert_tidy(title, &draw_svg(&Chart::Fan(chart), Sheet::file(language)).unwrap(), language)
}

#[test]
fn a_chinese_name_does_not_change_the_face_of_an_english_line() {
    let wide = |subtitle: &str| titled(Language::English, "Teachers", subtitle)[1].ink.width();
    let (with, without) = (wide("Teachers of 骨 school, “all” of them"), wide("Teachers of school, “all” of them"));
    // One square and one space, and not another face for all letters.
    assert!((with - without - 14.0 - 3.9).abs() < 1.0, "{with} {without}");
    let quoted = |language| titled(language, "Teachers", "教“A”师")[1].ink.width();
    assert!(quoted(Language::Chinese) > quoted(Language::English) + 8.0);
}

#[test]
fn a_title_is_heavy_unless_a_character_of_it_has_no_heavy_form() {
    for (language, title, bold) in [
        (Language::English, "Teachers: 38% likely", true),
        (Language::Chinese, "骨干教师：38%", true),
        (Language::Chinese, "李堃工作室", false),
        (Language::English, "The studio of 李堃", false),
    ] {
        let texts = titled(language, title, "");
        assert_eq!((texts[0].text.trim(), texts[0].bold), (title, bold));
        assert!(texts[1..].iter().all(|one| !one.bold), "{texts:?}");
    }
}

#[test]
fn chinese_is_really_drawn() {
    let ink = |text: &str| titled(Language::Chinese, text, "")[0].ink;
    assert!(font::FILES.iter().all(|bytes| font::has(bytes, '—')), "a broken face");
    assert!((ink("骨干骨干").width() - 4.0 * 23.0).abs() < 4.0);
    assert!(ink("一").height() < 0.3 * ink("骨").height());
    // An em of 40 pixels is 40 wide.
    assert!((Face::text(Language::Chinese).width("骨干", 40.0) - 80.0).abs() < 0.1);
}

#[test]
fn every_character_of_the_promise_has_a_glyph() {
    let promise = "0123456789ABCXYZabcxyz!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~ÀÉßöüāǎ，。、；：？！“”‘’（）《》【】\
                   「」ＡＢ１２％＋－→←↑↓≥≤±×–—·‰…−①⑩℃万元县镇乡师训编制鑫淼堃";
    assert_eq!(missing_glyphs(promise), []);
    assert_eq!(missing_glyphs("一骨\u{e000}\u{e000}𠀀"), ['\u{e000}', '𠀀']);
}
