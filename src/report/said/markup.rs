//! Numbers in what a reader sees of a page beside its drawings: text between tags, and text in the few attributes that are
//! shown.

use super::{Said, text};

/// A piece of markup.
pub(super) enum Piece<'a> {
    /// A tag that opens, or stands alone: its name and its attributes.
    Open(&'a str, &'a str),
    /// A tag that closes.
    Close(&'a str),
    /// Text, with its entities.
    Text(&'a str),
}

/// Attributes whose text is shown or read aloud.
const SHOWN: [&str; 6] = ["alt", "title", "aria-label", "placeholder", "value", "content"];

/// The numbers that are shown, by line.
pub(super) fn said(text: &str) -> Option<Vec<Said>> {
    let mut found = Vec::new();
    let mut line = 1;
    let (mut code, mut drawings) = (false, 0_usize);
    pieces(text, &mut |piece, lines| {
        let mut add = |shown: &str, line: usize| {
            let place = format!("line {line}");
            let numbers = text::numbers(&plain(shown)).into_iter();
            found.extend(numbers.map(|number| Said { place: place.clone(), number, placed: false }));
        };
        match piece {
            Piece::Open(name, attributes) => {
                let alone = attributes.ends_with('/');
                code |= is_code(name) && !alone;
                drawings += usize::from(is_drawing(name) && !alone);
                for shown in SHOWN.iter().filter(|_| drawings == 0) {
                    if let Some(value) = attribute(attributes, shown) {
                        add(value, line);
                    }
                }
            }
            Piece::Close(name) => {
                code &= !is_code(name);
                drawings = drawings.saturating_sub(usize::from(is_drawing(name)));
            }
            Piece::Text(text) if !code && drawings == 0 => {
                for (further, text) in text.split('\n').enumerate() {
                    add(text, line + further);
                }
            }
            Piece::Text(_) => {}
        }
        line += lines;
    })?;
    Some(found)
}

/// What says how a page looks or behaves, not what it says.
fn is_code(name: &str) -> bool {
    name.eq_ignore_ascii_case("style") || name.eq_ignore_ascii_case("script")
}

fn is_drawing(name: &str) -> bool {
    name.eq_ignore_ascii_case("svg")
}

/// Cuts markup into its pieces; each is told with the line breaks in it. None if a tag does not end.
pub(super) fn pieces<'a>(text: &'a str, tell: &mut dyn FnMut(Piece<'a>, usize)) -> Option<()> {
    let lines = |text: &str| text.matches('\n').count();
    let mut rest = text;
    while !rest.is_empty() {
        let Some(tag) = rest.find('<') else {
            tell(Piece::Text(rest), lines(rest));
            break;
        };
        let (before, from) = rest.split_at(tag);
        if !before.is_empty() {
            tell(Piece::Text(before), lines(before));
        }
        // What a comment says nobody sees; what stands in CDATA is text.
        let (end, own) = match () {
            () if from.starts_with("<!--") => (from.find("-->")? + 3, None),
            () if from.starts_with("<![CDATA[") => {
                let end = from.find("]]>")?;
                (end + 3, Some(Piece::Text(from.get(9..end)?)))
            }
            () if from.starts_with("<?") || from.starts_with("<!") => (from.find('>')? + 1, None),
            () => {
                let end = end_of_tag(from)?;
                let inner = from.get(1..end)?;
                let piece = if let Some(name) = inner.strip_prefix('/') {
                    Piece::Close(name.trim())
                } else {
                    let (name, attributes) = inner.split_once(|one: char| one.is_whitespace()).unwrap_or((inner, ""));
                    let name_only = name.trim_end_matches('/');
                    let alone = name.len() > name_only.len();
                    Piece::Open(name_only, if alone { "/" } else { attributes.trim_end() })
                };
                (end + 1, Some(piece))
            }
        };
        let (tag, after) = from.split_at_checked(end)?;
        match own {
            Some(piece) => tell(piece, lines(tag)),
            None => tell(Piece::Text(""), lines(tag)),
        }
        rest = after;
    }
    Some(())
}

/// Where a tag ends: at the first `>` outside quotes.
fn end_of_tag(tag: &str) -> Option<usize> {
    let mut quote = None;
    tag.char_indices().find_map(|(at, one)| {
        match (quote, one) {
            (Some(open), one) if one == open => quote = None,
            (None, '"' | '\'') => quote = Some(one),
            (None, '>') => return Some(at),
            _ => {}
        }
        None
    })
}

/// The value of an attribute.
pub(super) fn attribute<'a>(attributes: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = attributes;
    while let Some((before, after)) = rest.split_once('=') {
        let key = before.trim().rsplit(|one: char| one.is_whitespace()).next().unwrap_or_default();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|one| matches!(one, '"' | '\''));
        let (value, further) = match quote {
            Some(quote) => after.get(1..)?.split_once(quote)?,
            None => after.split_once(|one: char| one.is_whitespace()).unwrap_or((after, "")),
        };
        if key.eq_ignore_ascii_case(name) {
            return Some(value);
        }
        rest = further;
    }
    None
}

/// Text without its entities. What is none of these stays as it is written.
pub(super) fn plain(text: &str) -> String {
    const NAMED: [(&str, char); 10] = [
        ("amp", '&'),
        ("lt", '<'),
        ("gt", '>'),
        ("quot", '"'),
        ("apos", '\''),
        ("nbsp", '\u{a0}'),
        ("minus", '−'),
        ("plusmn", '±'),
        ("times", '×'),
        ("permil", '‰'),
    ];
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('&') {
        plain.push_str(before);
        let entity = after.split_once(';').filter(|(name, _)| name.len() <= 10);
        let character = entity.and_then(|(name, _)| match name.strip_prefix('#') {
            Some(number) => {
                let hexadecimal = number.strip_prefix(['x', 'X']);
                let code = hexadecimal.map_or_else(|| number.parse(), |number| u32::from_str_radix(number, 16));
                char::from_u32(code.ok()?)
            }
            None => NAMED.iter().find(|(known, _)| *known == name).map(|(_, one)| *one),
        });
        if let (Some(one), Some((_, further))) = (character, entity) {
            plain.push(one);
            rest = further;
        } else {
            plain.push('&');
            rest = after;
        }
    }
    plain.push_str(rest);
    plain
}
