//! The lines in which two texts differ.

/// Lines shown around what differs.
const AROUND: usize = 3;
/// Pairs of lines that are compared; of longer texts, what differs is told as a whole.
const MOST: usize = 25_000_000;

/// What becomes of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fate {
    /// It is in both texts.
    Kept,
    /// It is in the first only.
    Gone,
    /// It is in the second only.
    New,
}

/// A line of either text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line<'t> {
    /// What becomes of it.
    pub fate: Fate,
    /// Its number, from 1, in the text that it is in; in the first if it is in both.
    pub number: usize,
    /// The line without its end.
    pub text: &'t str,
}

/// What differs between two texts: runs of lines, each with a few around it.
///
/// ```
/// use tidui::report::diff::{Fate, hunks};
/// let hunks = hunks("a\nb\nc", "a\nB\nc");
/// let told: Vec<_> = hunks[0].iter().map(|line| (line.fate, line.text)).collect();
/// assert_eq!(told, [(Fate::Kept, "a"), (Fate::Gone, "b"), (Fate::New, "B"), (Fate::Kept, "c")]);
/// ```
#[must_use]
pub fn hunks<'t>(before: &'t str, after: &'t str) -> Vec<Vec<Line<'t>>> {
    let (before, after): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let all = lines(&before, &after);
    let differs: Vec<usize> =
        (0..all.len()).filter(|index| all.get(*index).is_some_and(|one| one.fate != Fate::Kept)).collect();
    let mut hunks: Vec<Vec<Line<'t>>> = Vec::new();
    let mut shown = 0;
    for at in differs {
        let from = at.saturating_sub(AROUND).max(shown);
        if from > shown || hunks.is_empty() {
            hunks.push(Vec::new());
        }
        let to = (at + AROUND + 1).min(all.len());
        if let Some(hunk) = hunks.last_mut() {
            hunk.extend(all.get(from..to).into_iter().flatten().cloned());
        }
        shown = to.max(shown);
    }
    hunks
}

/// All lines, in the order of reading: the longest lines in common are kept.
fn lines<'t>(before: &[&'t str], after: &[&'t str]) -> Vec<Line<'t>> {
    let line = |fate: Fate, index: usize, text: &'t str| Line { fate, number: index + 1, text };
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (left, right) = (before.get(same..).unwrap_or_default(), after.get(same..).unwrap_or_default());
    let mut all: Vec<Line<'t>> =
        before.iter().take(same).enumerate().map(|(index, text)| line(Fate::Kept, index, text)).collect();
    let (mut x, mut y) = (0, 0);
    let common = common(left, right);
    while x < left.len() || y < right.len() {
        match (left.get(x), right.get(y)) {
            (Some(a), Some(b)) if a == b && common.is_some() => {
                all.push(line(Fate::Kept, same + x, a));
                (x, y) = (x + 1, y + 1);
            }
            (Some(a), other)
                if other.is_none()
                    || common.as_ref().is_none_or(|in_common| in_common(x + 1, y) >= in_common(x, y + 1)) =>
            {
                all.push(line(Fate::Gone, same + x, a));
                x += 1;
            }
            (_, Some(b)) => {
                all.push(line(Fate::New, same + y, b));
                y += 1;
            }
            (_, None) => break,
        }
    }
    all
}

/// How many lines two texts have in common from a line of each on; none if they are too long to tell.
fn common(left: &[&str], right: &[&str]) -> Option<impl Fn(usize, usize) -> u32 + use<>> {
    let width = right.len() + 1;
    let cells = width.checked_mul(left.len() + 1).filter(|cells| *cells <= MOST)?;
    let mut counts = vec![0_u32; cells];
    for x in (0..left.len()).rev() {
        for y in (0..right.len()).rev() {
            let count = |x: usize, y: usize| counts.get(x * width + y).copied().unwrap_or_default();
            let best = if left.get(x) == right.get(y) {
                count(x + 1, y + 1) + 1
            } else {
                count(x + 1, y).max(count(x, y + 1))
            };
            if let Some(cell) = counts.get_mut(x * width + y) {
                *cell = best;
            }
        }
    }
    Some(move |x: usize, y: usize| counts.get(x * width + y).copied().unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(before: &str, after: &str) -> Vec<String> {
        let sign = |line: &Line<'_>| match line.fate {
            Fate::Kept => ' ',
            Fate::Gone => '-',
            Fate::New => '+',
        };
        let hunk = |lines: Vec<Line<'_>>| {
            lines.iter().map(|one| format!("{}{}{}", sign(one), one.number, one.text)).collect::<Vec<_>>().join(" ")
        };
        hunks(before, after).into_iter().map(hunk).collect()
    }

    #[test]
    fn what_differs_is_shown_with_three_lines_around_it() {
        assert_eq!(told("a\nb", "a\nb"), Vec::<String>::new());
        assert_eq!(told("", "a"), ["+1a"]);
        assert_eq!(told("a\nb\nc", "b\nc"), ["-1a  2b  3c"]);
        assert_eq!(told("a\nb\nc\nd\ne\nf", "x\na\nb\nc\nd\ne\nf"), ["+1x  1a  2b  3c"]);
        let before: String = ('a'..='p').flat_map(|letter| [letter, '\n']).collect();
        let after = before.replace("b\n", "B\n").replace("n\n", "n\nN\n");
        assert_eq!(told(&before, &after), [" 1a -2b +2B  3c  4d  5e", " 12l  13m  14n +15N  15o  16p"]);
        // Lines between two changes that are near stand once.
        let after = before.replace("b\n", "B\n").replace("g\n", "");
        assert_eq!(told(&before, &after), [" 1a -2b +2B  3c  4d  5e  6f -7g  8h  9i  10j"]);
    }

    #[test]
    fn the_second_text_is_what_is_kept_and_what_is_new() {
        let mut state = 7_u64;
        let mut roll = |sides: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % sides
        };
        for _ in 0..300 {
            let mut text = || (0..roll(12)).map(|_| ["a", "b", "c"][roll(3) as usize]).collect::<Vec<_>>();
            let (before, after) = (text(), text());
            let all = lines(&before, &after);
            let of = |fate: Fate| {
                all.iter()
                    .filter(|one| one.fate == Fate::Kept || one.fate == fate)
                    .map(|one| one.text)
                    .collect::<Vec<_>>()
            };
            assert_eq!((of(Fate::Gone), of(Fate::New)), (before, after));
        }
    }
}
