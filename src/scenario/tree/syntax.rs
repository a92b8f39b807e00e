//! What a parser says of text that is no TOML, in a planner's words, and what was probably meant.

use super::DEEPEST;
use crate::words::{Diagnostic, Month, Number, Text};

pub(super) fn too_deep() -> Diagnostic {
    Diagnostic::error(
        "syntax",
        Text::new(
            format!("表和列表嵌套得太深，最多 {DEEPEST} 层"),
            format!("tables and lists are nested too deeply, at most {DEEPEST} levels are read"),
        ),
    )
}

pub(super) fn quote_month(raw: &str) -> Text {
    month_meant(raw).map_or_else(
        || {
            Text::new(
                "月份写成带引号的“年-月”，例如 \"2021-05\"",
                "a month is written in quotes as year-month, such as \"2021-05\"",
            )
        },
        |month| Text::new(format!("给月份加上引号：\"{month}\""), format!("write the month in quotes: \"{month}\"")),
    )
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
    let syntax = |zh: String, en: String| Diagnostic::error("syntax", Text::new(zh, en));
    let code = line.get(..comment_of(line))?;
    if let Some(at) = outside_quotes(code).find(|at| code.get(*at..).is_some_and(|rest| rest.starts_with("//")))
        && (offset <= at + 2 || code.get(..at)?.trim().is_empty())
    {
        let text = code.get(at + 2..).unwrap_or_default().trim();
        return Some((
            at,
            syntax("注释以 `#` 开头，不用 `//`".to_owned(), "a comment begins with `#`, not with `//`".to_owned())
                .hint(Text::new(format!("写成 # {text}"), format!("write # {text}"))),
        ));
    }
    let value = whole_value(code);
    if let Some((at, (value, comment))) = value.and_then(|(at, value)| Some((at, value.split_once("/*")?)))
        && Number::read(value.trim()).is_some()
    {
        let (value, comment) = (value.trim(), comment.trim().trim_end_matches("*/").trim());
        return Some((
            at + value.len() + 1,
            syntax("注释以 `#` 开头，不用 `/*`".to_owned(), "a comment begins with `#`, not with `/*`".to_owned())
                .hint(Text::new(format!("写成 {value} # {comment}"), format!("write {value} # {comment}"))),
        ));
    }
    if let Some((at, items)) = in_round_brackets(code) {
        return Some((
            at,
            syntax("列表用方括号，不用圆括号".to_owned(), "a list is in square brackets, not in round ones".to_owned())
                .hint(Text::new(format!("写成 [{items}]"), format!("write [{items}]"))),
        ));
    }
    let (at, word) = [value, word_at(code, offset)]
        .into_iter()
        .flatten()
        .find(|(_, word)| Number::read(word).is_some_and(|_| word.parse::<f64>().is_err()))
        .or_else(|| word_at(code, offset))?;
    if let Some(number) = Number::read(word).filter(|_| word.parse::<f64>().is_err()) {
        let plain = number.plain();
        let problem = if word.ends_with(['%', '％']) {
            let problem =
                syntax(format!("百分比 `{word}` 不能这样写"), format!("a percentage such as `{word}` is not read"));
            problem.hint(Text::new(format!("比例写成 {plain}"), format!("as a share write {plain}")))
        } else {
            syntax(format!("数不能写成 `{word}`"), format!("a number is not written `{word}` here"))
                .hint(Text::new(format!("写成 {plain}"), format!("write {plain}")))
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
    Some((
        at,
        syntax(format!("`{wrong}` 是全角符号"), format!("`{wrong}` is a full-width sign"))
            .hint(Text::new(format!("改用英文的 `{right}`"), format!("use the plain sign `{right}`"))),
    ))
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
    let syntax = |zh: &str, en: &str| Diagnostic::error("syntax", Text::new(zh.to_owned(), en.to_owned()));
    match kind {
        "duplicate key" => Diagnostic::error(
            "duplicate-key",
            Text::new(format!("键 `{raw}` 写了两次"), format!("the key `{raw}` is given twice")),
        ),
        "string values must be quoted" | "invalid boolean" => unquoted(raw),
        "missing value" | "missing value for key" => unquoted(""),
        "invalid basic string"
        | "invalid literal string"
        | "invalid multi-line basic string"
        | "invalid multi-line literal string" => {
            if matches!(expected, "`\"`" | "`'`" | "'`'") {
                syntax("文字没有结束：缺少后引号", "the text is not closed: its closing quote is missing")
            } else {
                syntax("文字里有不能直接写的控制字符", "the text holds a control character that cannot stand there")
            }
        }
        "missing escaped value" | "too few unicode value digits" => {
            syntax("反斜杠 `\\` 后面不是可用的转义", "what follows the backslash `\\` is no escape").hint(Text::new(
                "反斜杠本身写成 `\\\\`，或者改用单引号",
                "write a backslash itself as `\\\\`, or use single quotes",
            ))
        }
        "key with no value" => no_equals(line),
        "invalid unquoted key" => {
            syntax(&format!("键 `{raw}` 要加引号"), &format!("the key `{raw}` must be in quotes")).hint(Text::new(
                "不加引号的键只能用英文字母、数字、`-` 和 `_`",
                "a key without quotes holds only the letters a to z, digits, `-` and `_`",
            ))
        }
        "unquoted keys cannot be empty" | "missing key for inline table element" => {
            syntax("缺少键的名字", "the name of a key is missing")
        }
        "unclosed array" => syntax("列表没有结束：缺少 `]`", "the list is not closed: its `]` is missing"),
        "unclosed inline table" => syntax("表没有结束：缺少 `}`", "the table is not closed: its `}` is missing"),
        "unclosed table" if spaced_header(line).is_some() => {
            let right = spaced_header(line).unwrap_or_default();
            syntax("表头的几段之间用点，不用空格", "the parts of a table header have dots between them, no spaces")
                .hint(Text::new(format!("写成 [{right}]"), format!("write [{right}]")))
        }
        "unclosed table" => syntax("表头没有结束：缺少 `]`", "the table header is not closed: its `]` is missing"),
        "unclosed array table" => {
            syntax("表头没有结束：缺少 `]]`", "the table header is not closed: its `]]` is missing")
        }
        "missing comma between array elements"
        | "missing comma between key-value pairs"
        | "extra assignment between key-value pairs" => {
            syntax("两项之间缺少逗号", "a comma is missing between two entries")
        }
        "extra comma in array" | "extra comma in inline table" => syntax("多了一个逗号", "there is a comma too many"),
        "unexpected key or value" => {
            syntax("这一行在值之后还有多余的内容", "there is something more on the line after its value").hint(
                Text::new(
                    "每行只写一个 `键 = 值`；数里不写千位逗号",
                    "each line holds one `key = value`; numbers have no thousands commas",
                ),
            )
        }
        "integer number overflowed" | "floating-point number overflowed" => Diagnostic::error(
            "number-too-large",
            Text::new(format!("数 `{raw}` 太大"), format!("the number `{raw}` is too large")),
        ),
        "unexpected leading zero" => syntax("数不能以 0 开头", "a number cannot begin with a needless 0"),
        "recursion limit" | "cannot recurse further; max recursion depth met" => too_deep(),
        "carriage return must be followed by newline" => {
            syntax("有单独的回车符", "there is a carriage return without a line feed")
        }
        "invalid date" | "invalid time" | "invalid datetime" | "invalid date-time" if month_meant(raw).is_some() => {
            Diagnostic::error(
                "date-value",
                Text::new(format!("`{raw}` 没有加引号"), format!("`{raw}` is not in quotes")),
            )
            .hint(quote_month(raw))
        }
        _ => syntax(&format!("无法读取：{message}"), message),
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
    let syntax = |zh: String, en: String| Diagnostic::error("syntax", Text::new(zh, en));
    if raw.is_empty() {
        return syntax("缺少值".to_owned(), "a value is missing".to_owned());
    }
    let quotes = ['“', '”', '‘', '’', '＂', '＇', '「', '」'];
    if raw.contains(quotes) {
        let inner = raw.trim_matches(quotes);
        return syntax(
            format!("`{raw}` 用了中文引号"),
            format!("`{raw}` uses quotation marks that are not plain ones"),
        )
        .hint(Text::new(format!("改用英文引号：\"{inner}\""), format!("use plain quotes: \"{inner}\"")));
    }
    if month_meant(raw).is_some() {
        return Diagnostic::error(
            "date-value",
            Text::new(format!("`{raw}` 没有加引号"), format!("`{raw}` is not in quotes")),
        )
        .hint(quote_month(raw));
    }
    if raw.contains(char::is_whitespace) && raw.split_whitespace().all(|part| part.parse::<f64>().is_ok()) {
        return syntax(format!("数之间没有逗号：`{raw}`"), format!("there is no comma between the numbers `{raw}`"))
            .hint(Text::new("列表写成 [1, 2]", "a list is written [1, 2]"));
    }
    let lower = raw.to_lowercase();
    let problem = syntax(format!("文字要加引号：`{raw}`"), format!("text must be in quotes: `{raw}`"));
    if lower == "true" || lower == "false" {
        return problem.hint(Text::new(format!("真假写成小写的 {lower}"), format!("write {lower} in lower case")));
    }
    if raw.starts_with(|letter: char| letter.is_ascii_digit() || letter == '-') {
        return problem.hint(Text::new(
            format!("若是数，写成 1500 或 0.05 的样子；若是文字，写成 \"{raw}\""),
            format!("if it is a number, write it like 1500 or 0.05; if it is text, write \"{raw}\""),
        ));
    }
    problem.hint(Text::new(format!("写成 \"{raw}\""), format!("write \"{raw}\"")))
}

/// A line that begins with a key and has no `=` after it.
fn no_equals(line: &str) -> Diagnostic {
    let problem =
        Diagnostic::error("syntax", Text::new("键后面缺少 `=` 和值", "the key is not followed by `=` and a value"));
    if line.contains('＝') {
        problem.hint(Text::new("用英文等号 `=`，不用 `＝`", "use the plain sign `=`, not `＝`"))
    } else if line.contains([':', '：']) && !line.contains('=') {
        problem.hint(Text::new("用 `=`，不用冒号", "use `=`, not a colon"))
    } else if line.split('=').next().is_some_and(|key| key.trim().contains(char::is_whitespace)) && line.contains('=') {
        problem.hint(Text::new("含空格的键要加引号", "a key with a space in it must be in quotes"))
    } else {
        problem
    }
}
