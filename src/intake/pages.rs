//! Which code page the bytes of a text are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, EUC_JP, EUC_KR, Encoding, GB18030, GBK, SHIFT_JIS, UTF_16BE, UTF_16LE};

use super::{Refusal, hinted, refuse};
use crate::words::text;

/// Bytes that are looked at first to tell a code page.
const SAMPLE: usize = 1 << 18;

/// Signs of three bytes that leave no doubt that a text is UTF-8: in another code page they would hardly come about.
const SURE: usize = 2;

/// What a text was written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Page {
    Utf8,
    /// Another that the bytes leave no doubt about, or nearly none.
    Other,
    /// One that was guessed from the letters.
    Guessed(&'static str),
}

#[derive(Debug)]
pub(super) struct Decoded {
    pub(super) text: String,
    pub(super) page: Page,
}

/// The text in some bytes: UTF-8 and UTF-16 with or without a mark, GB18030 (of which GBK and GB2312 are parts), and else
/// what the letters make likely. Not a single byte may be left over.
pub(super) fn decode(name: &str, bytes: Vec<u8>) -> Result<Decoded, Refusal> {
    let (text, page) =
        if let Some((encoding, mark)) = Encoding::for_bom(&bytes).filter(|(found, _)| *found != encoding_rs::UTF_8) {
            (strict(encoding, bytes.get(mark..).unwrap_or_default()), Page::Other)
        } else if bytes.contains(&0) {
            (wide(&bytes).and_then(|encoding| strict(encoding, &bytes)), Page::Other)
        } else {
            match String::from_utf8(bytes) {
                Ok(text) => (Some(text), Page::Utf8),
                Err(error) => {
                    let valid = error.utf8_error().valid_up_to();
                    let bytes = error.as_bytes();
                    let before = bytes.get(..valid).unwrap_or_default();
                    if before.iter().filter(|byte| (0xe0..0xf0).contains(*byte)).count() >= SURE {
                        return Err(not_utf8(name, before));
                    }
                    // The beginning tells nearly as much as the whole, and takes a fraction of its time.
                    let begin = likely(bytes.get(..SAMPLE).unwrap_or(bytes));
                    let (guess, text) = match strict(begin, bytes) {
                        Some(text) => (begin, Some(text)),
                        None => (likely(bytes), strict(likely(bytes), bytes)),
                    };
                    let chinese = guess == GBK || guess == GB18030;
                    let sure = chinese && !is_doubtful(bytes);
                    (text, if sure { Page::Other } else { Page::Guessed(guess.name()) })
                }
            }
        };
    // A text that stops at the end-of-file mark of old.
    let text = text.map(|mut text| {
        if text.ends_with('\u{1a}') {
            text.pop();
        }
        text
    });
    match text {
        Some(text) if is_text(&text) => Ok(Decoded { text, page }),
        _ => Err(hinted(refuse("not-a-table", text!("not-a-table", name)), text!("hint-save-as-table"))),
    }
}

/// The code page that the letters make likely, in China.
fn likely(bytes: &[u8]) -> &'static Encoding {
    guess(bytes, Some(b"cn"))
}

fn guess(bytes: &[u8], country: Option<&[u8]>) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(country, Utf8Detection::Deny)
}

/// Whether a text that can be read as GB18030 may be in another code page: nearly all that is written in China is in the
/// signs of GB 2312, and what other pages make of their letters seldom is; or its letters look like another country's.
fn is_doubtful(bytes: &[u8]) -> bool {
    let bytes = bytes.get(..SAMPLE).unwrap_or(bytes);
    let (mut pairs, mut rare, mut at) = (0_usize, 0_usize, 0);
    while let Some(first) = bytes.get(at) {
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        if *first < 0x80 {
            at += 1;
            continue;
        }
        pairs += 1;
        rare += usize::from(!(0xa1..=0xf7).contains(first) || second < 0xa1);
        at += 2;
    }
    rare * 20 > pairs || [BIG5, EUC_JP, EUC_KR, SHIFT_JIS].contains(&guess(bytes, None))
}

/// A text that begins as UTF-8 beyond doubt and does not go on so: cut, or put together from two files.
fn not_utf8(name: &str, before: &[u8]) -> Refusal {
    let line = before.split(|byte| *byte == b'\n').count();
    let refusal = refuse("not-utf8", text!("not-utf8", name, line));
    hinted(refusal, text!("hint-not-utf8"))
}

fn strict(encoding: &'static Encoding, bytes: &[u8]) -> Option<String> {
    encoding.decode_without_bom_handling_and_without_replacement(bytes).map(std::borrow::Cow::into_owned)
}

/// Which half of the pairs of bytes holds the noughts of Western signs: separators and line ends are among them in any
/// language.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let sample = bytes.get(..SAMPLE).unwrap_or(bytes);
    let noughts = |offset: usize| sample.iter().skip(offset).step_by(2).filter(|byte| **byte == 0).count();
    match (noughts(0), noughts(1)) {
        (first, second) if second > 10 * first => Some(UTF_16LE),
        (first, second) if first > 10 * second => Some(UTF_16BE),
        _ => None,
    }
}

/// Whether people could have written it: hardly any control characters, and no noughts.
fn is_text(text: &str) -> bool {
    let control = |letter: char| letter.is_control() && !matches!(letter, '\t' | '\n' | '\r');
    let count = text.chars().filter(|letter| control(*letter)).count();
    !text.contains('\0') && count * 1000 <= text.len()
}
