//! What a parser says of text that is no TOML, in a planner's words, and what was probably meant.

use super::DEEPEST;
use crate::words::{Diagnostic, Month, Number, Text, text};

pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error("syntax", text!("syntax-too-deep", deepest = DEEPEST))
}

pub(super) fn quote_month(raw: &str) -> Text {
    month_meant(raw).map_or_else(|| text!("hint-quoted-month"), |month| text!("hint-quote-month", month))
}

/// The month that a text such as `2021-5`, `2021/05`, `2021-05-01` or `2021年5月` was meant to be.
pub(in crate::scenario) fn month_meant(text: &str) -> Option<Month> {
    let text = text.trim().trim_matches(['"', '\'']);
    let year = text.get(..4)?.parse().ok()?;
    let rest = text.get(4..)?;
    let mut characters = rest.chars();
    if !matches!(characters.next()?, '-' | '/' | '.' | '年') {
        return None;
    }
    let month: String = characters.take_while(char::is_ascii_digit).take(2).collect();
    Month::new(year, month.parse().ok()?)
}

/// What was meant on a line that is no TOML, if it is one of the things that people write: a number in another form, a
/// comment of another language, or punctuation of another keyboard. `offset` is where the parser stopped, in bytes of
/// the line; the answer says where on the line it is.
pub(super) fn meant(line: &str, offset: usize) -> Option<(usize, Diagnostic)> {
    let syntax = |message: Text| Diagnostic::error("syntax", message);
    let code = line.get(..comment_of(line))?;
    if let Some(at) = outside_quotes(code).find(|at| code.get(*at..).is_some_and(|rest| rest.starts_with("//")))
        && (offset <= at + 2 || code.get(..at)?.trim().is_empty())
    {
        let text = code.get(at + 2..).unwrap_or_default().trim();
        return Some((at, syntax(text!("syntax-comment")).hint(text!("hint-comment", text))));
    }
    let value = whole_value(code);
    if let Some((at, (value, comment))) = value.and_then(|(at, value)| Some((at, value.split_once("/*")?)))
        && Number::read(value.trim()).is_some()
    {
        let (value, comment) = (value.trim(), comment.trim().trim_end_matches("*/").trim());
        return Some((
            at + value.len() + 1,
            syntax(text!("syntax-comment-of-stars")).hint(text!("hint-comment-behind", value, comment)),
        ));
    }
    if let Some((at, items)) = in_round_brackets(code) {
        return Some((at, syntax(text!("syntax-round-brackets")).hint(text!("hint-square-brackets", items))));
    }
    let (at, word) = [value, word_at(code, offset)]
        .into_iter()
        .flatten()
        .find(|(_, word)| Number::read(word).is_some_and(|_| word.parse::<f64>().is_err()))
        .or_else(|| word_at(code, offset))?;
    if let Some(number) = Number::read(word).filter(|_| word.parse::<f64>().is_err()) {
        let plain = number.plain();
        let problem = if word.ends_with(['%', '％']) {
            let problem = syntax(text!("syntax-percentage", word));
            problem.hint(text!("hint-share", plain))
        } else {
            syntax(text!("syntax-number", word)).hint(text!("hint-write", plain))
        };
        return Some((at, problem));
    }
    let wide = [('，', ','), ('、', ','), ('；', ','), ('［', '['), ('］', ']'), ('｛', '{'), ('｝', '}'), ('＃', '#')];
    let plain = |letter: char| letter.is_ascii() || wide.iter().any(|(wrong, _)| *wrong == letter);
    if !word.starts_with('＃') && !word.chars().all(plain) {
        return None;
    }
    let (wrong, right) = wide.into_iter().find(|(wrong, _)| word.contains(*wrong))?;
    let at = at + word.find(wrong)?;
    Some((at, syntax(text!("syntax-full-width", wrong)).hint(text!("hint-plain-sign", right))))
}

/// Offsets of the characters of a line that stand outside quotes.
fn outside_quotes(line: &str) -> impl Iterator<Item = usize> {
    let mut quote = None;
    line.char_indices().filter_map(move |(at, letter)| {
        let outside = quote.is_none();
        quote = match quote {
            Some(open) if open == letter => None,
            None if letter == '"' || letter == '\'' => Some(letter),
            same => same,
        };
        (outside && quote.is_none()).then_some(at)
    })
}

/// Where the comment of a line begins, or where the line ends.
fn comment_of(line: &str) -> usize {
    outside_quotes(line).find(|at| line.get(*at..).is_some_and(|rest| rest.starts_with('#'))).unwrap_or(line.len())
}

/// The value of a line that holds one key and one plain value.
fn whole_value(code: &str) -> Option<(usize, &str)> {
    let equals = outside_quotes(code).find(|at| code.get(*at..).is_some_and(|rest| rest.starts_with('=')))?;
    let value = code.get(equals + 1..)?;
    let plain = !value.contains(['[', ']', '{', '}', '"', '\'', '=']);
    let indent = value.len() - value.trim_start().len();
    plain.then(|| (equals + 1 + indent, value.trim()))
}

/// What stands in the first pair of round brackets outside quotes, which may be full width, and where they begin.
fn in_round_brackets(code: &str) -> Option<(usize, String)> {
    let open = outside_quotes(code).find(|at| code.get(*at..).is_some_and(|rest| rest.starts_with(['(', '（'])))?;
    let inner = code.get(open..)?.trim_start_matches(['(', '（']);
    let items = inner.get(..inner.find([')', '）'])?)?;
    let before = code.get(..open)?.trim_end();
    before.ends_with(['=', ',', '[']).then(|| (open, items.trim().replace('，', ",")))
}

/// The bare word around an offset.
fn word_at(code: &str, offset: usize) -> Option<(usize, &str)> {
    let offset = code.floor_char_boundary(offset.min(code.len()));
    let ends = |letter: char| ",[]{}=\"'".contains(letter);
    let (before, after) = code.split_at_checked(offset)?;
    let start = before.rfind(ends).map_or(0, |at| at + 1);
    // What stands in quotes is text, whatever it holds.
    if start < code.len() && !outside_quotes(code).any(|at| at == start) {
        return None;
    }
    let end = offset + after.find(ends).unwrap_or(after.len());
    let word = code.get(start..end)?;
    let indent = word.len() - word.trim_start().len();
    Some((start + indent, word.trim())).filter(|(_, word)| !word.is_empty())
}

pub(super) fn plain_words(message: &str, raw: &str, line: &str) -> Diagnostic {
    let (kind, expected) = message.split_once(", expected ").unwrap_or((message, ""));
    let syntax = |message: Text| Diagnostic::error("syntax", message);
    match kind {
        "duplicate key" => Diagnostic::error("duplicate-key", text!("duplicate-key", raw)),
        "string values must be quoted" | "invalid boolean" => unquoted(raw),
        "missing value" | "missing value for key" => unquoted(""),
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string" => {
            if matches!(expected, "`\"`" | "`'`" | "'`'") {
                syntax(text!("syntax-text-not-closed"))
            } else {
                syntax(text!("syntax-control-character"))
            }
        }
        "missing escaped value" | "too few unicode value digits" => {
            syntax(text!("syntax-escape")).hint(text!("hint-backslash"))
        }
        "key with no value" => no_equals(line),
        "invalid unquoted key" => syntax(text!("syntax-bare-key", raw)).hint(text!("hint-bare-key")),
        "unquoted keys cannot be empty" | "missing key for inline table element" => syntax(text!("syntax-no-key")),
        "unclosed array" => syntax(text!("syntax-list-not-closed")),
        "unclosed inline table" => syntax(text!("syntax-table-not-closed")),
        "unclosed table" if spaced_header(line).is_some() => {
            let right = spaced_header(line).unwrap_or_default();
            syntax(text!("syntax-spaced-header")).hint(text!("hint-header", right))
        }
        "unclosed table" => syntax(text!("syntax-header-not-closed")),
        "unclosed array table" => syntax(text!("syntax-header-of-list-not-closed")),
        "missing comma between array elements"
        | "missing comma between key-value pairs"
        | "extra assignment between key-value pairs" => syntax(text!("syntax-no-comma")),
        "extra comma in array" | "extra comma in inline table" => syntax(text!("syntax-extra-comma")),
        "unexpected key or value" => syntax(text!("syntax-more-on-line")).hint(text!("hint-more-on-line")),
        "integer number overflowed" | "floating-point number overflowed" => {
            Diagnostic::error("number-too-large", text!("number-too-large", raw))
        }
        "unexpected leading zero" => syntax(text!("syntax-leading-zero")),
        "recursion limit" | "cannot recurse further; max recursion depth met" => too_deep(),
        "carriage return must be followed by newline" => syntax(text!("syntax-carriage-return")),
        "invalid date" | "invalid time" | "invalid datetime" | "invalid date-time" if month_meant(raw).is_some() => {
            Diagnostic::error("date-value", text!("date-value-not-quoted", raw)).hint(quote_month(raw))
        }
        _ => syntax(text!("syntax-other", message)),
    }
}

/// The header that `[tier backbone]` was meant to be.
fn spaced_header(line: &str) -> Option<String> {
    let parts: Vec<&str> = line.trim().strip_prefix('[')?.split_once(']')?.0.split_whitespace().collect();
    let plain = |part: &&str| part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    (parts.len() > 1 && parts.iter().all(plain)).then(|| parts.join("."))
}

/// A value that is neither a number, `true`, `false` nor in quotes.
fn unquoted(raw: &str) -> Diagnostic {
    let raw = raw.trim().trim_end_matches([']', '}', ',']).trim_end();
    let syntax = |message: Text| Diagnostic::error("syntax", message);
    if raw.is_empty() {
        return syntax(text!("syntax-no-value"));
    }
    let quotes = ['“', '”', '‘', '’', '＂', '＇', '「', '」'];
    if raw.contains(quotes) {
        let inner = raw.trim_matches(quotes);
        return syntax(text!("syntax-quotation-marks", raw)).hint(text!("hint-plain-quotes", inner));
    }
    if month_meant(raw).is_some() {
        return Diagnostic::error("date-value", text!("date-value-not-quoted", raw)).hint(quote_month(raw));
    }
    if raw.contains(char::is_whitespace) && raw.split_whitespace().all(|part| part.parse::<f64>().is_ok()) {
        return syntax(text!("syntax-no-comma-between-numbers", raw)).hint(text!("hint-list"));
    }
    let lower = raw.to_lowercase();
    let problem = syntax(text!("syntax-text-not-quoted", raw));
    if lower == "true" || lower == "false" {
        return problem.hint(text!("hint-lower-case", lower));
    }
    if raw.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-') {
        return problem.hint(text!("hint-number-or-text", raw));
    }
    problem.hint(text!("hint-quote-text", raw))
}

/// A line that begins with a key and has no `=` after it.
fn no_equals(line: &str) -> Diagnostic {
    let problem = Diagnostic::error("syntax", text!("syntax-no-equals"));
    if line.contains('＝') {
        problem.hint(text!("hint-equals-sign"))
    } else if line.contains([':', '：']) && !line.contains('=') {
        problem.hint(text!("hint-equals-not-colon"))
    } else if line.split('=').next().is_some_and(|key| key.trim().contains(char::is_whitespace)) && line.contains('=') {
        problem.hint(text!("hint-key-with-space"))
    } else {
        problem
    }
}
