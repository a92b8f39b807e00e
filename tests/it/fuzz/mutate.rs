//! Texts with something changed.

use crate::common::{Dice, Roll};

/// Numbers at the ends of what is allowed, of what a type holds, and beyond; and what is no number.
const NUMBERS: [&str; 44] = [
    "0",
    "-0.0",
    "1",
    "-1",
    "2",
    "0.5",
    "0.999999",
    "1.0000001",
    "3",
    "12",
    "13",
    "59",
    "100",
    "101",
    "600",
    "601",
    "1000",
    "1200",
    "1201",
    "65535",
    "65536",
    "1e6",
    "1e7",
    "10000001",
    "1e9",
    "1e12",
    "2147483648",
    "4294967296",
    "1e15",
    "1e308",
    "-1e308",
    "5e-324",
    "nan",
    "inf",
    "-inf",
    "9223372036854775807",
    "-9223372036854775808",
    "18446744073709551616",
    "'NaN'",
    "'1'",
    "[]",
    "{}",
    "true",
    "''",
];
/// Words with characters that are shown, that are not, and that other formats take for their own.
const WORDS: [&str; 22] = [
    "",
    " ",
    "=1+1",
    "@SUM(A1)",
    "-x",
    "x!A1",
    "'",
    "\\\"",
    "</td><script>",
    "&amp;",
    "\\u001b[2J",
    "\\u202e",
    "\\u200b",
    "\\u0000",
    "a\\nb",
    "\\t",
    "%s",
    "$(id)",
    "..",
    "a.b",
    "骨干教师",
    "\\U0001F469\\u200D\\U0001F3EB",
];
/// Distributions, known and absurd.
const QUANTITIES: [&str; 14] = [
    "{ uniform = [0, 1] }",
    "{ uniform = [1, 0] }",
    "{ pert = [0, 0, 0] }",
    "{ pert = [0, 0.5, 1e9] }",
    "{ normal = [10, 1e6] }",
    "{ lognormal = [50, 2] }",
    "{ lognormal = [1e6, 5] }",
    "{ gamma = [0.01, 1e6] }",
    "{ beta = [0.01, 0.01] }",
    "{ discrete = [[0, 1], [1e7, 1e-9]] }",
    "{ empirical = [0, 1e12] }",
    "{ quantiles = [[0.1, 1], [0.9, 1e6]] }",
    "{ value = 1, times = 1e300 }",
    "{ uniform = [0, 1], times = 0 }",
];

/// A scenario with something changed: mostly one number, so that many still come through the check.
pub(super) fn scenario(text: &str, dice: &mut Dice) -> String {
    let mut text = text.to_owned();
    for _ in 0..=dice.below(3) {
        text = match dice.below(16) {
            0..=8 => number(&text, dice),
            9 => word(&text, dice),
            10 => lines(&text, dice),
            11 => key(&text, dice),
            12 => flag(&text, dice),
            13 => deep(&text, dice),
            _ => quantity(&text, dice),
        };
    }
    text
}

/// A table with something changed.
pub(super) fn table(text: &str, dice: &mut Dice) -> String {
    let mut rows: Vec<Vec<String>> = text.lines().map(|line| line.split(',').map(str::to_owned).collect()).collect();
    for _ in 0..=dice.below(3) {
        if rows.is_empty() {
            break;
        }
        let at = dice.below(rows.len());
        match dice.below(10) {
            0 => _ = rows.remove(at),
            1 => {
                let copy = rows[at].clone();
                rows.insert(at, copy);
            }
            2 => rows.truncate(at),
            3 => rows[at].push(String::new()),
            4 => _ = rows[at].pop(),
            5 => {
                let other = dice.below(rows.len());
                rows.swap(at, other);
            }
            _ => {
                let column = dice.below(rows[at].len().max(1));
                let new = match dice.below(3) {
                    0 => (*dice.choose(&NUMBERS)).trim_matches('\'').to_owned(),
                    1 => (*dice.choose(&[
                        "2020-13",
                        "1985/3/1",
                        "9999-12",
                        "0000-01",
                        "Mar-85",
                        "44197",
                        "１９８５年３月",
                        "-",
                    ]))
                    .to_owned(),
                    _ => (*dice.choose(&[
                        "\u{1b}[2J",
                        "=1+1",
                        "\"",
                        "\"\"",
                        "\u{feff}",
                        "\u{202e}x",
                        "a\u{0}b",
                        "女",
                        "",
                        "home",
                    ]))
                    .to_owned(),
                };
                if let Some(cell) = rows[at].get_mut(column) {
                    *cell = new;
                }
            }
        }
    }
    rows.iter().map(|row| row.join(",")).collect::<Vec<_>>().join("\n")
}

/// Where numbers stand in a text: after `=`, `[`, `,` or a space, outside of quotes and comments, and not in a key.
fn numbers(text: &str) -> Vec<(usize, usize)> {
    let (bytes, mut found, mut quoted, mut at) = (text.as_bytes(), Vec::new(), false, 0);
    while at < bytes.len() {
        match bytes[at] {
            b'"' => quoted = !quoted,
            b'#' if !quoted => {
                while at < bytes.len() && bytes[at] != b'\n' {
                    at += 1;
                }
            }
            b'0'..=b'9' if !quoted && at > 0 && b" [=,".contains(&bytes[at - 1]) => {
                let from = at;
                while at < bytes.len() && (bytes[at].is_ascii_alphanumeric() || b"._".contains(&bytes[at])) {
                    at += 1;
                }
                let key = text[at..].trim_start_matches(' ').starts_with('=');
                if !key {
                    found.push((from, at));
                }
                continue;
            }
            _ => {}
        }
        at += 1;
    }
    found
}

fn number(text: &str, dice: &mut Dice) -> String {
    replaced(text, &numbers(text), dice, &NUMBERS)
}

fn quantity(text: &str, dice: &mut Dice) -> String {
    replaced(text, &numbers(text), dice, &QUANTITIES)
}

fn word(text: &str, dice: &mut Dice) -> String {
    let quotes: Vec<usize> = text.match_indices('"').map(|(at, _)| at).collect();
    let spans: Vec<(usize, usize)> = quotes.chunks_exact(2).map(|pair| (pair[0] + 1, pair[1])).collect();
    if dice.one_in(8) {
        let long = "长".repeat(1 + dice.below(50_000));
        return replaced(text, &spans, dice, &[&long]);
    }
    replaced(text, &spans, dice, &WORDS)
}

fn flag(text: &str, dice: &mut Dice) -> String {
    let spans: Vec<(usize, usize)> = ["true", "false"]
        .iter()
        .flat_map(|word| text.match_indices(word).map(|(at, word)| (at, at + word.len())))
        .collect();
    replaced(text, &spans, dice, &["true", "false", "1"])
}

fn replaced(text: &str, spans: &[(usize, usize)], dice: &mut Dice, by: &[&str]) -> String {
    if spans.is_empty() {
        return text.to_owned();
    }
    let (from, to) = *dice.choose(spans);
    format!("{}{}{}", &text[..from], dice.choose(by), &text[to..])
}

/// Lines taken out, doubled or exchanged.
fn lines(text: &str, dice: &mut Dice) -> String {
    let mut lines: Vec<&str> = text.lines().collect();
    let at = dice.below(lines.len());
    match dice.below(3) {
        0 => _ = lines.remove(at),
        1 => lines.insert(at, lines[at]),
        _ => {
            let other = dice.below(lines.len());
            lines.swap(at, other);
        }
    }
    lines.join("\n")
}

/// A key or the name of a table with a letter more.
fn key(text: &str, dice: &mut Dice) -> String {
    let spans: Vec<(usize, usize)> = text
        .match_indices([' ', ']'])
        .filter(|(at, _)| text[at + 1..].starts_with(['=', '\n']))
        .map(|(at, _)| (at, at))
        .collect();
    replaced(text, &spans, dice, &["s", "-2", ".x", "\"\"", "._by_year"])
}

/// Something that is nested deeply.
fn deep(text: &str, dice: &mut Dice) -> String {
    let most = if dice.one_in(4) { 20_000 } else { 100 };
    let depth = 1 + dice.below(most);
    let nested = match dice.below(4) {
        0 => format!("\ndeep = {}{}\n", "[".repeat(depth), "]".repeat(depth)),
        1 => format!("\ndeep = {}1{}\n", "{ a = ".repeat(depth), " }".repeat(depth)),
        2 => format!("\n[deep{}]\na = 1\n", ".a".repeat(depth)),
        _ => format!("\n[deep]\na{} = 1\n", ".a".repeat(depth)),
    };
    format!("{text}{nested}")
}
