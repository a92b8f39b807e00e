//! Which code page the bytes of a text are in.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, GB18030, GBK, UTF_16BE, UTF_16LE};

use super::{Refusal, hinted, refuse};

/// Bytes that are looked at first to tell a code page.
const SAMPLE: usize = 1 << 18;

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
                    let bytes = error.as_bytes();
                    // The beginning tells nearly as much as the whole, and takes a fraction of its time.
                    let begin = likely(bytes.get(..SAMPLE).unwrap_or(bytes));
                    let (guess, text) = match strict(begin, bytes) {
                        Some(text) => (begin, Some(text)),
                        None => (likely(bytes), strict(likely(bytes), bytes)),
                    };
                    let chinese = guess == GBK || guess == GB18030;
                    (text, if chinese { Page::Other } else { Page::Guessed(guess.name()) })
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
        _ => Err(hinted(
            refuse(
                "not-a-table",
                format!("`{name}` 既不是文本，也不是 .xlsx 工作簿"),
                format!("`{name}` is neither a text nor a workbook (.xlsx)"),
            ),
            "另存为 .xlsx，或 UTF-8 编码的 CSV",
            "save it as .xlsx, or as CSV in UTF-8",
        )),
    }
}

/// The code page that the letters make likely, in China.
fn likely(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(Some(b"cn"), Utf8Detection::Deny)
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
