//! Single values that the command line sets: `path=value`.

use std::sync::Arc;

use indexmap::IndexMap;

use super::merge::{Layering, Rule, as_the_base_has_it, is_number, quantity};
use super::{QUANTITY, SET, nearest_or_listed, removal};
use crate::scenario::format::{self, FORMAT};
use crate::scenario::place::Place;
use crate::scenario::shape::Shape;
use crate::scenario::tree::{Entry, Node, Value, read};
use crate::words::{Diagnostic, Diagnostics, Location, Number, Text, text};

/// Keys at the top of a file that speak of the file, not of the plan.
const OF_A_FILE: [&str; 3] = ["extends", removal::KEY, format::KEY];

/// One `path=value` of the command line.
pub(super) struct Setting {
    /// The keys of the path, each with its place.
    keys: Vec<(String, Location)>,
    /// The value as it was typed.
    text: String,
    place: Location,
}

impl Setting {
    pub(super) fn read(index: usize, set: &str, problems: &mut Diagnostics) -> Option<Self> {
        let file: Arc<str> = Arc::from(SET);
        let place = |column: usize| Location::text(Arc::clone(&file), index + 1, column);
        let mut bad = |message: Text, column: usize| {
            let problem = Diagnostic::error("bad-setting", message).at(Some(place(column)));
            problems.push(problem.hint(text!("hint-setting")));
        };
        let Some((path, text)) = set.split_once(['=', '＝']) else {
            bad(text!("bad-setting-no-equals", set), 1);
            return None;
        };
        let mut keys = Vec::new();
        let mut column = 1;
        for part in path.split('.') {
            let indent = part.chars().take_while(|character| character.is_whitespace()).count();
            if part.trim().is_empty() {
                let path = path.trim();
                bad(text!("bad-setting-empty-part", path), column);
                return None;
            }
            keys.push((part.trim().to_owned(), place(column + indent)));
            column += part.chars().count() + 1;
        }
        if let [(key, _)] = keys.as_slice()
            && OF_A_FILE.contains(&key.as_str())
        {
            let message = text!("bad-setting-of-file", key);
            let hint = text!("hint-setting-of-file");
            problems.push(Diagnostic::error("bad-setting", message).at(Some(place(1))).hint(hint));
            return None;
        }
        let indent = text.chars().take_while(|character| character.is_whitespace()).count();
        let text = text.trim().to_owned();
        if text.is_empty() {
            bad(text!("bad-setting-no-value"), column + indent);
            return None;
        }
        Some(Self { keys, text, place: place(column + indent) })
    }

    pub(super) fn apply(self, tree: &mut Node, shape: &Shape<'_>, problems: &mut Diagnostics) {
        let mut at = Walk { node: tree, shape: shape.clone(), walked: String::new() };
        for (index, (key, place)) in self.keys.iter().enumerate() {
            let known = match &at.node.value {
                Value::Table(table) => as_the_base_has_it(table, key.clone(), &at.shape),
                _ => key.clone(),
            };
            let key = &known;
            let rest: Vec<&str> = self.keys.iter().skip(index).map(|(key, _)| key.as_str()).collect();
            let whole = if rest.len() == 1 { known.clone() } else { rest.join(".") };
            if rest.len() == 1 || at.holds_dotted(&whole) {
                return at.put(&whole, place, &self.text, &self.place, problems);
            }
            at = match at.enter(key, place) {
                Ok(inner) => inner,
                Err(problem) => return problems.push(*problem),
            };
        }
    }
}

/// A place in a tree on the way to what is set.
struct Walk<'n, 's> {
    node: &'n mut Node,
    shape: Shape<'s>,
    walked: String,
}

impl<'n, 's> Walk<'n, 's> {
    /// Whether what is left of a path is one key here, which has dots in it, as those of levers have.
    fn holds_dotted(&self, rest: &str) -> bool {
        let Value::Table(table) = &self.node.value else { return false };
        let plain = self.shape.keys().is_empty() && self.shape.is_known() && !self.shape.child(rest).takes("object");
        table.contains_key(rest) || (plain && rest.contains('.'))
    }

    /// Goes on to what a key holds. A table that the format knows may be absent so far.
    fn enter(self, key: &str, place: &Location) -> Result<Walk<'n, 's>, Box<Diagnostic>> {
        let Self { node, shape, walked } = self;
        let inner = shape.child(key);
        let free = inner.takes("object") && (shape.knows(key) || !shape.names_things());
        if let Value::Table(table) = &mut node.value
            && free
            && !table.contains_key(key)
        {
            let empty = Node { location: place.clone(), value: Value::Table(IndexMap::new()) };
            table.insert(key.to_owned(), Entry { key: place.clone(), node: empty });
        }
        // What is set further on is part of how much the number is.
        if Rule::of(&shape) == Rule::Quantity
            && QUANTITY.contains(&key)
            && let Value::Table(table) = &mut node.value
        {
            stamp(table, place);
        }
        let next = child(node, key, place, &walked, &shape)?;
        Ok(Walk { node: next, shape: inner, walked: join(&walked, key) })
    }

    /// Sets what a key holds.
    fn put(self, key: &str, place: &Location, text: &str, value: &Location, problems: &mut Diagnostics) {
        let Self { node, shape, walked } = self;
        let inner = shape.child(key);
        // Of a number that is a table, the table says what it is.
        let measure = Place::of(&inner).or(Place::of(&shape).filter(|_| QUANTITY.contains(&key)));
        let asked = Asked { path: &join(&walked, key), shape: &inner, measure };
        let Some(over) = read_value(text, value, &asked, problems) else { return };
        let entry = |node: Node| Entry { key: place.clone(), node };
        if Rule::of(&shape) == Rule::Quantity {
            let known = node.is_table();
            if QUANTITY.contains(&key) {
                let mut table = IndexMap::from([(key.to_owned(), entry(over))]);
                stamp(&mut table, place);
                *node = Node { location: place.clone(), value: Value::Table(table) };
                return;
            }
            if is_number(node) || (known && key != "times") {
                let table = IndexMap::from([(key.to_owned(), entry(over))]);
                let location = value.clone();
                *node = quantity(node.clone(), Node { location, value: Value::Table(table) });
                return;
            }
        }
        match &mut node.value {
            Value::Table(table) => match table.get_mut(key) {
                Some(there) => *there = entry(set_over(there.node.clone(), over, &inner)),
                None => _ = table.insert(key.to_owned(), entry(over)),
            },
            _ => match child(node, key, place, &walked, &shape) {
                Ok(there) => *there = set_over(there.clone(), over, &inner),
                Err(problem) => problems.push(*problem),
            },
        }
    }
}

fn join(walked: &str, key: &str) -> String {
    if walked.is_empty() { key.to_owned() } else { format!("{walked}.{key}") }
}

/// Says of a number that a setting gives it: nobody's source, so it is an estimate and shown as one.
fn stamp(table: &mut IndexMap<String, Entry>, place: &Location) {
    table.shift_remove("source");
    for (key, text) in [("basis", "assumption"), ("note", SET)] {
        let node = Node { location: place.clone(), value: Value::Text(text.to_owned()) };
        table.insert(key.to_owned(), Entry { key: place.clone(), node });
    }
}

fn set_over(base: Node, over: Node, shape: &Shape<'_>) -> Node {
    if Rule::of(shape) == Rule::Quantity && base.is_table() && is_number(&over) {
        let location = over.location.clone();
        let mut table = IndexMap::from([("value".to_owned(), Entry { key: location.clone(), node: over })]);
        stamp(&mut table, &location);
        return Node { location, value: Value::Table(table) };
    }
    Layering::of_format(FORMAT).lay(base, over, shape)
}

/// The child of a node that a setting names, or why there is none.
fn child<'n>(
    node: &'n mut Node,
    key: &str,
    place: &Location,
    walked: &str,
    shape: &Shape<'_>,
) -> Result<&'n mut Node, Box<Diagnostic>> {
    let full = join(walked, key);
    let problem = Diagnostic::error("unknown-path", text!("unknown-path", full)).at(Some(place.clone()));
    match &mut node.value {
        Value::Table(table) => {
            let mut names: Vec<String> = table.keys().cloned().collect();
            names.extend(shape.keys().into_iter().filter(|key| !table.contains_key(*key)).map(str::to_owned));
            let names: Vec<&str> = names.iter().map(String::as_str).collect();
            let found = table.get_mut(key).map(|entry| &mut entry.node);
            found.ok_or_else(|| Box::new(problem.hint(nearest_or_listed(key, &names))))
        }
        Value::Array(items) => {
            let count = items.len();
            let item = key.parse::<usize>().ok().and_then(|index| items.get_mut(index));
            item.ok_or_else(|| {
                Box::new(problem.hint(match count.checked_sub(1) {
                    Some(last) => text!("hint-list-items", walked, last),
                    None => text!("hint-list-empty", walked),
                }))
            })
        }
        _ => Err(Box::new(problem.hint(text!("hint-single-value", walked)))),
    }
}

/// Where the value of a setting goes.
struct Asked<'a> {
    path: &'a str,
    shape: &'a Shape<'a>,
    /// What a number is there, if that is known.
    measure: Option<Place>,
}

impl Asked<'_> {
    /// Refuses a number that is said to be money, or a share, where it can be neither.
    fn refuse_unit(&self, number: &Number, text: &str, place: &Location) -> Option<Diagnostic> {
        let unit = self.measure.filter(|measure| !measure.takes(number.unit()))?.unit();
        let (path, counted) = (self.path, text!(unit));
        let problem = Diagnostic::error("wrong-unit", text!("wrong-unit", path, text, counted));
        Some(problem.at(Some(place.clone())).hint(text!("hint-wrong-unit")))
    }
}

/// The value of a setting: TOML, a number as people write it, or else text.
fn read_value(text: &str, place: &Location, asked: &Asked<'_>, problems: &mut Diagnostics) -> Option<Node> {
    let Asked { path, shape, .. } = *asked;
    let plain = |value: Value| Some(Node { location: place.clone(), value });
    let structured = text.starts_with(['{', '[']);
    let quoted = text.starts_with(['"', '\'']);
    let takes_number = shape.takes("number") || shape.takes("integer");
    if shape.takes("string") && !takes_number && !structured && !quoted {
        return plain(Value::Text(text.to_owned()));
    }
    let (node, mut found) = read_toml(text, place);
    if !found.has_errors() && node.is_some() {
        return node;
    }
    if let Some(number) = Number::read(text).filter(|_| !structured) {
        if let Some(problem) = asked.refuse_unit(&number, text, place) {
            problems.push(problem);
            return None;
        }
        let whole = number.whole().and_then(|whole| i64::try_from(whole).ok());
        let value = whole.map_or_else(|| Value::Real(number.value()), Value::Whole);
        if number.value().is_finite() {
            return plain(value);
        }
    }
    let (plainly, numbers) = with_plain_numbers(text);
    if let (Some(node), again) = read_toml(&plainly, place)
        && structured
        && !again.has_errors()
    {
        if let Some(problem) = numbers.iter().find_map(|(word, number)| asked.refuse_unit(number, word, place)) {
            problems.push(problem);
            return None;
        }
        return Some(node);
    }
    let serious = found.list.iter().any(|problem| matches!(&*problem.code, "not-finite" | "number-too-large"));
    if structured || quoted || serious {
        for problem in &mut found.list {
            problem.path = Some(path.to_owned());
        }
        problems.list.append(&mut found.list);
        return None;
    }
    plain(Value::Text(text.to_owned()))
}

/// A value of TOML, with places as those of the setting.
fn read_toml(text: &str, place: &Location) -> (Option<Node>, Diagnostics) {
    const LEAD: &str = "v = ";
    let (tree, mut found) = read(SET, &format!("{LEAD}{text}"));
    let moved = |location: &mut Location| {
        if location.line == 1 {
            location.column = (location.column + place.column).saturating_sub(1 + LEAD.len());
        }
        location.line = place.line;
    };
    for problem in &mut found.list {
        problem.location.iter_mut().for_each(&moved);
    }
    if let Some(Node { value: Value::Table(mut table), .. }) = tree
        && table.len() == 1
        && let Some(mut entry) = table.shift_remove("v")
    {
        move_places(&mut entry.node, &moved);
        return (Some(entry.node), found);
    }
    (None, found)
}

/// The same text with every bare word in it that is a number, such as `5%`, written as TOML has it; and these words. The
/// numbers of a list have commas between them, so those within a number are not read.
fn with_plain_numbers(text: &str) -> (String, Vec<(String, Number)>) {
    let mut out = String::new();
    let mut word = String::new();
    let mut quote = None;
    let mut numbers = Vec::new();
    let mut flush = |word: &mut String, out: &mut String| {
        let word = std::mem::take(word);
        match Number::read(&word).filter(|_| word.parse::<f64>().is_err() && !word.contains([',', '，'])) {
            Some(number) => {
                out.push_str(&number.plain());
                numbers.push((word, number));
            }
            None => out.push_str(&word),
        }
    };
    for letter in text.chars() {
        let bare = quote.is_none() && !letter.is_whitespace() && !"[]{},=\"'".contains(letter);
        if bare {
            word.push(letter);
            continue;
        }
        flush(&mut word, &mut out);
        quote = match quote {
            Some(open) if open == letter => None,
            None if letter == '"' || letter == '\'' => Some(letter),
            same => same,
        };
        out.push(letter);
    }
    flush(&mut word, &mut out);
    (out, numbers)
}

fn move_places(node: &mut Node, moved: &impl Fn(&mut Location)) {
    moved(&mut node.location);
    match &mut node.value {
        Value::Table(table) => {
            for entry in table.values_mut() {
                moved(&mut entry.key);
                move_places(&mut entry.node, moved);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| move_places(item, moved)),
        _ => {}
    }
}
