//! What of a text is TOML although some of it is not.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, TomlError};

use super::endless::endless_key;

/// Bytes that are parsed at most to tell a statement from the rest.
const MOST_PARSED: usize = 1 << 22;

/// The first error in a text, and the statement that it is in: its lines, and the dotted path of what they state; with the
/// header of a table goes all that stands below it. No statement if that cannot be told.
pub(super) fn first_broken(text: &str, mut error: TomlError) -> (TomlError, Option<(Range<usize>, String)>) {
    let starts: Vec<usize> = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect();
    let mut room = MOST_PARSED;
    let mut row = starts.partition_point(|start| *start <= offset(&error)).saturating_sub(1);
    // The statement begins where all that stands before is whole.
    while let Some(before) = starts.get(row).and_then(|start| text.get(..*start)) {
        match parse(before, &mut room) {
            None => break,
            Some(Ok(())) => return (error, statement(text, &starts, row, &mut room)),
            // The parser tells what is wrong with brackets before what is wrong with values. At its end it only stops because
            // a statement is cut there.
            Some(Err(earlier)) if offset(&earlier) < before.trim_end().len() => {
                error = earlier;
                row = starts.partition_point(|start| *start <= offset(&error)).saturating_sub(1);
            }
            Some(Err(_)) => row = row.saturating_sub(1),
        }
    }
    (error, None)
}

fn offset(error: &TomlError) -> usize {
    error.span().unwrap_or_default().start
}

/// Parses a part of a text, if that does not take too long.
fn parse(text: &str, room: &mut usize) -> Option<Result<(), TomlError>> {
    *room = room.checked_sub(text.len()).filter(|_| endless_key(text).is_none())?;
    Some(Document::parse(text).map(|_| ()))
}

/// The lines of the statement that begins in a row, and the path of what it states.
fn statement(text: &str, starts: &[usize], first: usize, room: &mut usize) -> Option<(Range<usize>, String)> {
    let begin = *starts.get(first)?;
    let lines = text.get(begin..)?;
    let mut later = starts.iter().skip(first + 1).copied().chain([text.len()]);
    let end = if is_header(lines) {
        later.find(|start| text.get(*start..).is_some_and(|rest| rest.is_empty() || is_header(rest)))?
    } else {
        // What is left of it beyond its first line is no statement either.
        loop {
            let end = later.next()?;
            let line = text.get(end..)?.split_inclusive('\n').next().unwrap_or_default();
            let next = parse(&blank(text, begin..end), room)?.err();
            if next.is_none_or(|next| offset(&next) >= end + line.len()) || begins(line) {
                break end;
            }
        }
    };
    let header = text.get(..begin)?.lines().rev().find(|line| is_header(line)).unwrap_or_default();
    Some((begin..end, path(header, lines.lines().next()?)?))
}

/// Whether a line looks like the first of a statement.
fn begins(line: &str) -> bool {
    (is_header(line) || line.contains('=')) && path("", line).is_some()
}

/// A text with spaces in place of some of it, so that all else stays where it is.
pub(super) fn blank(text: &str, range: Range<usize>) -> String {
    let mut left = String::with_capacity(text.len());
    left.push_str(text.get(..range.start).unwrap_or_default());
    let plain = |byte: u8| if byte == b'\n' { '\n' } else { ' ' };
    left.extend(text.get(range.clone()).unwrap_or_default().bytes().map(plain));
    left.push_str(text.get(range.end..).unwrap_or_default());
    left
}

fn is_header(text: &str) -> bool {
    text.trim_start_matches([' ', '\t']).starts_with('[')
}

/// The dotted path of what a line states below a header, or, if not even its key can be read, of what stands below that
/// header.
fn path(header: &str, line: &str) -> Option<String> {
    let plain = if is_header(line) {
        // Of `[tier backbone]`, which is none, the first word says what is meant.
        let inner = line.trim().trim_start_matches('[').split([']', '#']).next()?.trim();
        let whole = format!("[{inner}]");
        if Document::parse(whole.as_str()).is_ok() { whole } else { format!("[{}]", inner.split_whitespace().next()?) }
    } else {
        format!("{header}\n{} = 0", line.split(['=', '＝', ':', '：']).next()?)
    };
    let document = Document::parse(plain).or_else(|_| Document::parse(header.to_owned())).ok()?;
    let mut table: &dyn TableLike = document.as_table();
    let mut keys = Vec::new();
    while let Some((key, item)) = table.iter().next() {
        keys.push(key.to_owned());
        match item {
            Item::Table(inner) => table = inner,
            _ => break,
        }
    }
    Some(keys.join(".")).filter(|path| !path.is_empty())
}
