//! Keys without end.

/// Where a dotted key has more parts than any scenario needs.
///
/// `toml_edit` bounds the parts of a key and the nesting of brackets, but not their product, and frees what it read
/// recursively: eighty inline tables of eighty-part keys overflow the stack of a small thread.
pub(super) fn endless_key(text: &str) -> Option<usize> {
    const PARTS: usize = 32;
    let mut dots = 0;
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        let step = match character {
            '"' | '\'' => quoted_length(rest, character),
            '#' => rest.find('\n').unwrap_or(rest.len()),
            other => other.len_utf8(),
        };
        match character {
            '.' => dots += 1,
            ',' | '=' | '{' | '}' | '[' | ']' | '\n' | '#' => dots = 0,
            _ => {}
        }
        if dots >= PARTS {
            return Some(text.len() - rest.len());
        }
        rest = rest.get(step..).unwrap_or_default();
    }
    None
}

/// The length in bytes of the quoted text that `rest` begins with.
fn quoted_length(rest: &str, quote: char) -> usize {
    let triple = if quote == '"' { "\"\"\"" } else { "'''" };
    let long = rest.starts_with(triple);
    let mut escaped = false;
    for (at, character) in rest.char_indices().skip(if long { 3 } else { 1 }) {
        if escaped {
            escaped = false;
        } else if character == '\\' && quote == '"' {
            escaped = true;
        } else if long && rest.get(at..).unwrap_or_default().starts_with(triple) {
            return at + 3;
        } else if !long && (character == quote || character == '\n') {
            return at + 1;
        }
    }
    rest.len()
}
