//! What stands between the cells of a text.

/// What may stand between cells, the likeliest first.
const SEPARATORS: [char; 5] = [',', '\t', ';', '，', '|'];
/// Rows that are looked at.
const ROWS: usize = 200;
/// Letters that are looked at.
const LETTERS: usize = 1 << 18;

/// The separator that cuts most rows into the same number of cells, more than one; commas where none does. A first line such
/// as `sep=;`, which Excel understands, says it.
///
/// A title above the names, totals below, and lists within cells have other numbers of separators than the rows have: it is
/// the number that most rows have which counts.
pub(super) fn find(text: &str) -> char {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let first = text.lines().next().unwrap_or_default().trim();
    if let Some(said) = first.get(..4).filter(|said| said.eq_ignore_ascii_case("sep="))
        && let Some(separator) = first.get(said.len()..).and_then(|rest| rest.chars().next())
        && separator != '"'
    {
        return separator;
    }
    let mut best = (',', 0.0, 1);
    for separator in SEPARATORS {
        let counts = cells(text, separator);
        let Some((usual, rows)) = usual(&counts) else { continue };
        // Rows of one cell say nothing for a separator; a tenth of the rows more is no better where the cells are fewer.
        let share = if usual > 1 { rows as f64 / counts.len() as f64 } else { 0.0 };
        if share > best.1 + 0.1 || share > best.1 - 0.1 && usual > best.2 {
            best = (separator, share, usual);
        }
    }
    best.0
}

/// The number of cells that most rows have, and how many have it.
fn usual(counts: &[usize]) -> Option<(usize, usize)> {
    let rows = |count: usize| counts.iter().filter(|other| **other == count).count();
    counts.iter().map(|count| (*count, rows(*count))).max_by_key(|(count, rows)| (*rows, *count))
}

/// Numbers of cells of the first rows that are not blank.
fn cells(text: &str, separator: char) -> Vec<usize> {
    let mut counts = Vec::new();
    let (mut count, mut quoted, mut begins, mut blank) = (1, false, true, true);
    for letter in text.chars().take(LETTERS) {
        if quoted {
            // A doubled quote closes and opens again.
            quoted = letter != '"';
        } else if letter == separator {
            count += 1;
            begins = true;
            continue;
        } else if letter == '\n' || letter == '\r' {
            if !blank {
                counts.push(count);
            }
            if counts.len() >= ROWS {
                return counts;
            }
            (count, begins, blank) = (1, true, true);
            continue;
        } else if letter == '"' && (begins || !blank) {
            quoted = begins || quoted;
        }
        blank &= letter.is_whitespace();
        begins &= letter.is_whitespace();
    }
    if !blank {
        counts.push(count);
    }
    counts
}
