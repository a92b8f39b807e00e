//! Numbers in running text.

use super::Said;

/// The numbers of a text, by line.
pub(super) fn said(text: &str) -> Vec<Said> {
    let mut all = Vec::new();
    for (line, text) in (1..).zip(text.lines()) {
        let place = format!("line {line}");
        all.extend(numbers(text).into_iter().map(|number| Said { place: place.clone(), number, placed: false }));
    }
    all
}

/// Words of size. The digits before them say little without them.
const SIZES: [&str; 8] = ["thousand", "million", "billion", "hundred", "万", "亿", "千", "百"];

/// Everything in a text that is a number, or says how one is to be taken: with its sign, its unit of size, signs of
/// comparison, bars drawn with letters, and marks that would change how digits are read.
pub(super) fn numbers(text: &str) -> Vec<String> {
    let signs: Vec<char> = text.chars().collect();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(&sign) = signs.get(at) {
        let rest = &signs[at..];
        let length = match sign {
            _ if sign.is_numeric() => run(rest),
            '-' | '+' | '−' if starts_number(&signs, at) => 1 + run(&rest[1..]),
            '−' | '±' | '×' | '÷' | '<' | '>' | '≤' | '≥' | '≈' | '~' | '∞' | '%' | '‰' => 1,
            // Blocks and what bars are drawn with.
            '\u{2580}'..='\u{259F}' => rest.iter().take_while(|one| ('\u{2580}'..='\u{259F}').contains(*one)).count(),
            _ if turns(sign) => 1,
            _ => 0,
        };
        if length > 0 {
            let (size, unit) = size(&signs[at + length..]);
            let number: String = rest.iter().take(length).chain(&unit.chars().collect::<Vec<_>>()).collect();
            // A minus is the same number with a hyphen, as earlier versions wrote it.
            found.push(if length > 1 { number.replacen('−', "-", 1) } else { number });
            at += length + size;
            continue;
        }
        let word = rest.iter().take_while(|one| one.is_ascii_alphabetic()).count();
        let spelt: String = rest.iter().take(word.max(1)).collect::<String>().to_ascii_lowercase();
        if SIZES.contains(&spelt.as_str()) {
            found.push(spelt);
        }
        at += word.max(1);
    }
    found
}

/// How many signs a number takes that begins here: digits, and what stands between two of them.
fn run(signs: &[char]) -> usize {
    let mut length = 0;
    while let Some(&sign) = signs.get(length) {
        let digit = |at: usize| signs.get(at).is_some_and(|next| next.is_numeric());
        let within = matches!(sign, '.' | ',' | '\'' | '’' | '_') && digit(length + 1);
        let power = matches!(sign, 'e' | 'E')
            && (digit(length + 1) || (matches!(signs.get(length + 1), Some('-' | '+')) && digit(length + 2)));
        match (sign.is_numeric() || within, power) {
            (true, _) => length += 1,
            (_, true) => length += 2,
            _ => break,
        }
    }
    length
}

/// Whether a sign belongs to the number behind it, and is no hyphen.
fn starts_number(signs: &[char], at: usize) -> bool {
    let before = at.checked_sub(1).and_then(|before| signs.get(before));
    signs.get(at + 1).is_some_and(|next| next.is_numeric()) && before.is_none_or(|before| !before.is_alphanumeric())
}

/// The unit of size that stands behind a number, and how many signs it takes with the space before it.
fn size(signs: &[char]) -> (usize, String) {
    let space = usize::from(matches!(signs.first(), Some(' ' | '\u{a0}' | '\u{202f}')));
    match signs.get(space) {
        Some(unit @ ('%' | '‰' | '万' | '亿' | '千' | '百')) => (space + 1, unit.to_string()),
        _ => (0, String::new()),
    }
}

/// Marks that change how their neighbours are read: right to left, struck out, joined, or not at all.
fn turns(sign: char) -> bool {
    matches!(sign,
        '\u{ad}' | '\u{300}'..='\u{36f}' | '\u{20d0}'..='\u{20ff}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{fe00}'..='\u{fe0f}' | '\u{8}' | '\u{1b}')
}
