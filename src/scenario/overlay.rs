//! Scenarios that extend another scenario, and single values set from the command line.

use std::path::Path;
use std::sync::Arc;

use indexmap::IndexMap;

use super::library::{Library, LibraryError, Unplain, tidy};
use super::tree::{Entry, Node, Value, read};
use crate::words::{Diagnostic, Diagnostics, Location, Text, nearest};

/// The file name that places of values set from the command line are given by. Their line is the number of the
/// setting, from 1, and their column counts characters of that setting.
pub const SET: &str = "--set";

/// Files that may be laid over each other: a folder that holds itself by another name goes on for ever.
const MOST_FILES: usize = 40;

/// The ways of saying how uncertain a quantity is: the first with a number, the others with a list.
pub(super) const QUANTITY: [&str; 11] = [
    "value",
    "uniform",
    "triangular",
    "pert",
    "normal",
    "lognormal",
    "beta",
    "gamma",
    "empirical",
    "discrete",
    "quantiles",
];

/// A table with any of these keys, laid over a bare number, says more about that number.
const ABOUT: [&str; 4] = ["times", "basis", "source", "note"];

/// A file that a scenario was read from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceFile {
    /// The name it was asked for by.
    pub name: String,
    /// Its text as read.
    pub text: String,
}

/// A scenario with everything that it extends and every setting in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Resolved {
    /// The whole scenario; the key `extends` is no longer in it.
    pub tree: Node,
    /// The files in reading order: the named file first, what it extends next, the innermost base last.
    pub files: Vec<SourceFile>,
}

/// Reads a scenario, the scenarios that it extends, and the values set over it, into one tree.
///
/// `extends = "base.toml"` at the top of a file names the file that it is laid over. Tables are merged key by key, in
/// the base's order with new keys last; anything else is replaced. Each value keeps the place where it was written.
/// Tables that describe a quantity differ:
///
/// * an overlay table with a number as its `value`, or a list as its `pert`, `quantiles` or the like, replaces what the
///   base has;
/// * an overlay such as `{ times = 0.5 }` over a bare number gives `{ value = number, times = 0.5 }`;
/// * over a table that describes a quantity it is merged, and a `times` that is already there is multiplied.
///
/// Each of `sets` is `path=value`, with a dotted path and a TOML value; a value that is no TOML is taken as text. A
/// number set over a table that describes a quantity becomes `{ value = number, note = "--set" }`.
///
/// ```
/// use tidui::scenario::{MemoryLibrary, resolve};
/// let library = MemoryLibrary::new([
///     ("low.toml", "extends = 'base.toml'\n[places]\nexpert = { times = 0.5 }"),
///     ("base.toml", "[places]\nexpert = 8\nleader = 3"),
/// ]);
/// let resolved = resolve(&library, "low.toml", &["places.leader=2".to_owned()]).unwrap();
/// assert_eq!(resolved.tree.to_toml(), "[places]\nexpert = { value = 8, times = 0.5 }\nleader = 2\n");
/// assert_eq!(resolved.files[1].name, "base.toml");
/// ```
///
/// # Errors
///
/// Everything found wrong: files that are missing, are no UTF-8 or no TOML, that extend each other in a loop, and
/// settings that cannot be read or have no place to go.
pub fn resolve(library: &dyn Library, name: &str, sets: &[String]) -> Result<Resolved, Diagnostics> {
    match attempt(library, name, sets) {
        (Some(resolved), problems) if !problems.has_errors() => Ok(resolved),
        (_, problems) => Err(problems),
    }
}

/// As [`resolve`], but with whatever could be read beside the problems: nothing if a file is missing or is no TOML, for
/// then nearly all would seem to be missing.
pub(super) fn attempt(library: &dyn Library, name: &str, sets: &[String]) -> (Option<Resolved>, Diagnostics) {
    let mut problems = Diagnostics::new();
    let (layers, files, complete) = read_layers(library, name, &mut problems);
    if !sets.is_empty() {
        problems.texts.insert(SET.into(), sets.join("\n").into());
    }
    let settings: Vec<Setting> =
        sets.iter().enumerate().filter_map(|(index, set)| Setting::read(index, set, &mut problems)).collect();
    let Some(mut tree) = layers.into_iter().rev().reduce(merge_files).filter(|_| complete) else {
        return (None, problems);
    };
    for setting in settings {
        setting.apply(&mut tree, &mut problems);
    }
    (Some(Resolved { tree, files }), problems)
}

/// The files in reading order, without their `extends`, and whether they are all there.
fn read_layers(library: &dyn Library, name: &str, problems: &mut Diagnostics) -> (Vec<Node>, Vec<SourceFile>, bool) {
    let mut layers = Vec::new();
    let mut files: Vec<SourceFile> = Vec::new();
    let mut complete = true;
    let mut next = Some((name.to_owned(), None));
    while let Some((name, asked)) = next.take() {
        let text = match library.read(&name) {
            Ok(text) => text,
            Err(error) => {
                problems.push(unreadable(library, &name, asked, &error, &files));
                complete = false;
                break;
            }
        };
        let (tree, found) = read(&name, &text);
        problems.texts.insert(name.as_str().into(), text.as_str().into());
        problems.list.extend(found.list);
        files.push(SourceFile { name: name.clone(), text });
        let Some(mut tree) = tree else {
            complete = false;
            break;
        };
        if let Value::Table(table) = &mut tree.value
            && let Some(entry) = table.shift_remove("extends")
        {
            let Value::Text(relative) = &entry.node.value else {
                problems.push(
                    Diagnostic::error("wrong-type", Text::new("`extends` 应为文字", "`extends` must be text"))
                        .at(Some(entry.node.location))
                        .hint(Text::new("写成 extends = \"文件名.toml\"", "write extends = \"name-of-file.toml\"")),
                );
                layers.push(tree);
                complete = false;
                break;
            };
            let base = library.join(&name, relative);
            let same = |file: &SourceFile| file.name == base || tidy(Path::new(&file.name)) == tidy(Path::new(&base));
            if let Some(first) = files.iter().position(same) {
                let mut names: Vec<&str> = files.iter().skip(first).map(|file| file.name.as_str()).collect();
                names.push(&base);
                let chain = names.join(" → ");
                problems.push(
                    Diagnostic::error(
                        "extends-loop",
                        Text::new(
                            format!("文件循环引用：{chain}"),
                            format!("files extend each other in a loop: {chain}"),
                        ),
                    )
                    .at(Some(entry.node.location)),
                );
                complete = false;
            } else if files.len() >= MOST_FILES {
                let message = Text::new(
                    format!("一层叠一层的文件超过 {MOST_FILES} 个"),
                    format!("more than {MOST_FILES} files are laid over each other"),
                );
                problems.push(Diagnostic::error("too-many", message).at(Some(entry.node.location)));
                complete = false;
            } else {
                next = Some((base, Some(entry.node.location)));
            }
        }
        layers.push(tree);
    }
    (layers, files, complete)
}

/// Why a file that was asked for could not be had.
pub(super) fn unreadable(
    library: &dyn Library,
    name: &str,
    asked: Option<Location>,
    error: &LibraryError,
    files: &[SourceFile],
) -> Diagnostic {
    match error {
        LibraryError::NotFound => {
            let problem = Diagnostic::error(
                "missing-file",
                Text::new(format!("找不到文件 `{name}`"), format!("there is no file `{name}`")),
            )
            .at(asked);
            let names = library.names(name);
            let others = names.iter().map(String::as_str).filter(|other| files.iter().all(|file| file.name != *other));
            match nearest(name, others) {
                Some(near) => problem.hint(perhaps(near)),
                None => problem,
            }
        }
        LibraryError::NotUtf8 => Diagnostic::error(
            "not-utf8",
            Text::new(format!("文件 `{name}` 不是 UTF-8 文本"), format!("the file `{name}` is not UTF-8 text")),
        )
        .at(asked)
        .hint(Text::new("用 UTF-8 编码另存一次", "save it again as UTF-8")),
        LibraryError::NotPlain(what) => {
            let (zh, en) = match what {
                Unplain::Folder => ("文件夹", "a folder"),
                Unplain::Device => ("设备或管道", "a device or a pipe"),
            };
            Diagnostic::error(
                "unreadable-file",
                Text::new(format!("`{name}` 是{zh}，不是普通文件"), format!("`{name}` is {en}, not a plain file")),
            )
            .at(asked)
        }
        LibraryError::TooLarge { most } => {
            let most = most >> 20;
            Diagnostic::error(
                "file-too-large",
                Text::new(
                    format!("文件 `{name}` 太大：最多 {most} MB"),
                    format!("the file `{name}` is too large: at most {most} MB"),
                ),
            )
            .at(asked)
        }
        LibraryError::NoTable(problem) => {
            let place = problem.location.clone().or(asked);
            problem.as_ref().clone().at(place)
        }
        LibraryError::Other(reason) => Diagnostic::error(
            "unreadable-file",
            Text::new(
                format!("无法读取文件 `{name}`：{}", reason.zh),
                format!("the file `{name}` cannot be read: {}", reason.en),
            ),
        )
        .at(asked),
    }
}

/// "Perhaps this was meant."
pub(super) fn perhaps(near: &str) -> Text {
    Text::new(format!("也许是 `{near}`"), format!("perhaps `{near}`"))
}

/// The nearest of `names`, or else what there is, at most ten and how many more.
pub(super) fn nearest_or_listed(name: &str, names: &[&str]) -> Text {
    match nearest(name, names.iter().copied()) {
        Some(near) => perhaps(near),
        None => listed(names),
    }
}

/// What is allowed, at most ten and how many more.
pub(super) fn listed(names: &[&str]) -> Text {
    if names.is_empty() {
        return Text::new("这里没有可用的名字", "there is nothing to choose from here");
    }
    let shown: Vec<String> = names.iter().take(10).map(|name| format!("`{name}`")).collect();
    let more = names.len() - shown.len();
    let (zh, en) = (shown.join("、"), shown.join(", "));
    if more == 0 {
        Text::new(format!("可用的有 {zh}"), format!("allowed: {en}"))
    } else {
        Text::new(format!("可用的有 {zh}，还有 {more} 个"), format!("allowed: {en} and {more} more"))
    }
}

/// Whether a table says how uncertain a quantity is. The value counts beside the key, so that something that is merely
/// called `normal` or `value` is not taken for a distribution.
fn describes_quantity(table: &IndexMap<String, Entry>) -> bool {
    table.iter().any(|(key, entry)| is_way(key, &entry.node))
}

fn is_way(key: &str, node: &Node) -> bool {
    QUANTITY.contains(&key) && if key == "value" { is_number(node) } else { matches!(node.value, Value::Array(_)) }
}

const fn is_number(node: &Node) -> bool {
    matches!(node.value, Value::Whole(_) | Value::Real(_))
}

/// Lays a whole file over another; the top of a file is never a quantity.
fn merge_files(base: Node, over: Node) -> Node {
    match (base.value, over.value) {
        (Value::Table(mut table), Value::Table(entries)) => {
            merge_tables(&mut table, entries, false);
            Node { location: base.location, value: Value::Table(table) }
        }
        (_, value) => Node { location: over.location, value },
    }
}

fn merge(base: Node, over: Node) -> Node {
    let Value::Table(entries) = over.value else { return over };
    if describes_quantity(&entries) {
        return Node { location: over.location, value: Value::Table(entries) };
    }
    match base.value {
        Value::Table(mut table) => {
            let quantity = describes_quantity(&table);
            merge_tables(&mut table, entries, quantity);
            Node { location: base.location, value: Value::Table(table) }
        }
        Value::Whole(_) | Value::Real(_) if ABOUT.iter().any(|key| entries.contains_key(*key)) => {
            let mut table = IndexMap::new();
            table.insert("value".to_owned(), Entry { key: base.location.clone(), node: base });
            table.extend(entries);
            Node { location: over.location, value: Value::Table(table) }
        }
        _ => Node { location: over.location, value: Value::Table(entries) },
    }
}

fn merge_tables(table: &mut IndexMap<String, Entry>, over: IndexMap<String, Entry>, quantity: bool) {
    for (name, entry) in over {
        let Some(there) = table.get_mut(&name) else {
            table.insert(name, entry);
            continue;
        };
        if quantity && name == "times" && is_number(&there.node) && is_number(&entry.node) {
            let value = product(&there.node.value, &entry.node.value);
            *there = Entry { key: entry.key, node: Node { location: entry.node.location, value } };
        } else {
            // A table that was merged into stays where it was; anything else is now where the overlay has it.
            let base = there.node.clone();
            let before = base.location.clone();
            there.node = merge(base, entry.node);
            if there.node.location != before {
                there.key = entry.key;
            }
        }
    }
}

fn product(a: &Value, b: &Value) -> Value {
    let real = |value: &Value| match value {
        Value::Whole(whole) => *whole as f64,
        Value::Real(real) => *real,
        _ => 1.0,
    };
    if let (Value::Whole(a), Value::Whole(b)) = (a, b)
        && let Some(whole) = a.checked_mul(*b)
    {
        return Value::Whole(whole);
    }
    // Kept finite: a tree holds no infinities.
    Value::Real((real(a) * real(b)).clamp(f64::MIN, f64::MAX))
}

/// One `path=value` of the command line.
struct Setting {
    /// The keys of the path, each with its place.
    keys: Vec<(String, Location)>,
    node: Node,
}

impl Setting {
    fn read(index: usize, set: &str, problems: &mut Diagnostics) -> Option<Self> {
        let file: Arc<str> = Arc::from(SET);
        let place = |column: usize| Location::text(Arc::clone(&file), index + 1, column);
        let bad = |zh: String, en: String, column: usize| {
            Diagnostic::error("bad-setting", Text::new(zh, en)).at(Some(place(column))).hint(Text::new(
                "写成 路径=值，例如 --set scenario.end=2024-12",
                "write path=value, for instance --set scenario.end=2024-12",
            ))
        };
        let Some((path, text)) = set.split_once('=') else {
            problems.push(bad(format!("`{set}` 里没有 `=`"), format!("there is no `=` in `{set}`"), 1));
            return None;
        };
        let mut keys = Vec::new();
        let mut column = 1;
        for part in path.split('.') {
            let indent = part.chars().take_while(|character| character.is_whitespace()).count();
            if part.trim().is_empty() {
                problems.push(bad(
                    format!("路径 `{}` 里有空的一段", path.trim()),
                    format!("the path `{}` has an empty part", path.trim()),
                    column,
                ));
                return None;
            }
            keys.push((part.trim().to_owned(), place(column + indent)));
            column += part.chars().count() + 1;
        }
        let indent = text.chars().take_while(|character| character.is_whitespace()).count();
        let text = text.trim();
        if text.is_empty() {
            problems.push(bad("`=` 后面没有值".to_owned(), "there is no value after `=`".to_owned(), column + indent));
            return None;
        }
        let node = setting_value(text, &place(column + indent), problems)?;
        Some(Self { keys, node })
    }

    fn apply(mut self, tree: &mut Node, problems: &mut Diagnostics) {
        let Some((last, last_place)) = self.keys.pop() else { return };
        let mut node = tree;
        let mut walked = String::new();
        for (key, place) in self.keys {
            // Single years may be set where the base states none, and floors and ceilings of a split.
            let bounds = if walked.is_empty() { &key } else { &walked }.split('.').next() == Some("allocate");
            let new = key.ends_with("_by_year") || bounds;
            if new
                && let Value::Table(table) = &mut node.value
                && !table.contains_key(&key)
            {
                let empty = Node { location: place.clone(), value: Value::Table(IndexMap::new()) };
                table.insert(key.clone(), Entry { key: place.clone(), node: empty });
            }
            let next = match child(node, &key, &place, &walked) {
                Ok(next) => next,
                Err(problem) => return problems.push(*problem),
            };
            if !walked.is_empty() {
                walked.push('.');
            }
            walked.push_str(&key);
            node = next;
        }
        if let Value::Table(table) = &mut node.value {
            let new_way = is_way(&last, &self.node) && describes_quantity(table) && !table.contains_key(&last);
            if new_way {
                table.clear();
                table.insert(last, Entry { key: last_place.clone(), node: self.node });
                table.extend(of_a_setting(&last_place));
                node.location = last_place;
            } else if let Some(there) = table.get_mut(&last) {
                *there = Entry { key: last_place, node: set_over(there.node.clone(), self.node) };
            } else {
                table.insert(last, Entry { key: last_place, node: self.node });
            }
        } else if is_number(node) && ABOUT.contains(&last.as_str()) {
            let location = self.node.location.clone();
            let entry = Entry { key: last_place, node: self.node };
            let over = Node { location, value: Value::Table(IndexMap::from([(last, entry)])) };
            *node = merge(node.clone(), over);
        } else {
            match child(node, &last, &last_place, &walked) {
                Ok(there) => *there = set_over(there.clone(), self.node),
                Err(problem) => problems.push(*problem),
            }
        }
    }
}

/// What is known of a number that a setting gives: nobody's source, so it is an estimate and shown as one.
fn of_a_setting(place: &Location) -> [(String, Entry); 2] {
    [("basis", "assumption"), ("note", SET)].map(|(key, text)| {
        let node = Node { location: place.clone(), value: Value::Text(text.to_owned()) };
        (key.to_owned(), Entry { key: place.clone(), node })
    })
}

fn set_over(base: Node, over: Node) -> Node {
    match &base.value {
        Value::Table(table) if is_number(&over) && describes_quantity(table) => {
            let location = over.location.clone();
            let mut table = IndexMap::new();
            table.insert("value".to_owned(), Entry { key: location.clone(), node: over });
            table.extend(of_a_setting(&location));
            Node { location, value: Value::Table(table) }
        }
        _ => merge(base, over),
    }
}

/// The child of a node that a setting names, or why there is none.
fn child<'n>(node: &'n mut Node, key: &str, place: &Location, walked: &str) -> Result<&'n mut Node, Box<Diagnostic>> {
    let full = if walked.is_empty() { key.to_owned() } else { format!("{walked}.{key}") };
    let problem =
        Diagnostic::error("unknown-path", Text::new(format!("没有 `{full}`"), format!("there is no `{full}`")))
            .at(Some(place.clone()));
    match &mut node.value {
        Value::Table(table) => {
            if table.contains_key(key) {
                return table.get_mut(key).map(|entry| &mut entry.node).ok_or_else(|| Box::new(problem));
            }
            let names: Vec<&str> = table.keys().map(String::as_str).collect();
            Err(Box::new(problem.hint(nearest_or_listed(key, &names))))
        }
        Value::Array(items) => {
            let count = items.len();
            let item = key.parse::<usize>().ok().and_then(|index| items.get_mut(index));
            item.ok_or_else(|| {
                Box::new(problem.hint(match count.checked_sub(1) {
                    Some(last) => Text::new(
                        format!("`{walked}` 是列表，编号从 0 到 {last}"),
                        format!("`{walked}` is a list, numbered from 0 to {last}"),
                    ),
                    None => Text::new(format!("`{walked}` 是空列表"), format!("`{walked}` is an empty list")),
                }))
            })
        }
        _ => Err(Box::new(problem.hint(Text::new(
            format!("`{walked}` 是单个值，里面没有别的键"),
            format!("`{walked}` is a single value with no keys in it"),
        )))),
    }
}

/// The value of a setting: TOML, or else text.
fn setting_value(text: &str, place: &Location, problems: &mut Diagnostics) -> Option<Node> {
    const LEAD: &str = "v = ";
    let (tree, mut found) = read(SET, &format!("{LEAD}{text}"));
    let moved = |location: &mut Location| {
        if location.line == 1 {
            location.column = (location.column + place.column).saturating_sub(1 + LEAD.len());
        }
        location.line = place.line;
    };
    let meant_as_toml = text.starts_with(['{', '[', '"', '\'']);
    let serious = found.list.iter().any(|problem| matches!(&*problem.code, "not-finite" | "number-too-large"));
    if found.has_errors() && (meant_as_toml || serious) {
        for problem in &mut found.list {
            problem.location.iter_mut().for_each(&moved);
        }
        problems.list.append(&mut found.list);
        return None;
    }
    if !found.has_errors()
        && let Some(Node { value: Value::Table(mut table), .. }) = tree
        && table.len() == 1
        && let Some(entry) = table.shift_remove("v")
    {
        let mut node = entry.node;
        move_places(&mut node, &moved);
        return Some(node);
    }
    Some(Node { location: place.clone(), value: Value::Text(text.to_owned()) })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{DiskLibrary, MemoryLibrary};
    use crate::words::Language;

    const BASE: &str = "title = 'base'\n[places]\nexpert = 8\nleader = { pert = [1, 2, 3], source = 'survey', times = 2 }\n\
                        [channel.open-selection]\nstart = '2021-05'\nshares = [0.1, 0.2]\n";

    fn run(files: &[(&str, &str)], sets: &[&str]) -> Result<Resolved, Diagnostics> {
        let sets: Vec<String> = sets.iter().map(|set| (*set).to_owned()).collect();
        resolve(&MemoryLibrary::new(files.iter().copied()), "top.toml", &sets)
    }

    fn json(files: &[(&str, &str)], sets: &[&str]) -> String {
        run(files, sets).unwrap().tree.to_json().to_string()
    }

    fn over(overlay: &str) -> Node {
        let top = format!("extends = 'base.toml'\n{overlay}");
        run(&[("top.toml", &top), ("base.toml", BASE)], &[]).unwrap().tree
    }

    fn set(set: &str) -> Node {
        run(&[("top.toml", BASE)], &[set]).unwrap().tree
    }

    fn problem(files: &[(&str, &str)], sets: &[&str]) -> String {
        run(files, sets).unwrap_err().render(Language::English)
    }

    fn at(tree: &Node, path: &str) -> String {
        let keys: Vec<&str> = path.split('.').collect();
        tree.find(&keys).unwrap().to_json().to_string()
    }

    #[test]
    fn overlays_merge_in_base_order_and_keep_their_places() {
        let tree = over("[channel.new]\nx = 1\n[channel.open-selection]\nshares = [1]\n[places]\nexpert = 9\n");
        assert_eq!(
            tree.to_json().to_string(),
            r#"{"title":"base","places":{"expert":9,"leader":{"pert":[1,2,3],"source":"survey","times":2}},"channel":{"open-selection":{"start":"2021-05","shares":[1]},"new":{"x":1}}}"#
        );
        assert_eq!(tree.locate("places").unwrap().to_string(), "base.toml:2:1");
        assert_eq!(tree.locate("places.expert").unwrap().to_string(), "top.toml:7:10");
        assert_eq!(tree.locate("channel.open-selection").unwrap().to_string(), "base.toml:5:1");
        assert_eq!(tree.locate("channel.open-selection.shares.0").unwrap().to_string(), "top.toml:5:11");
        let Value::Table(table) = &tree.find(&["places"]).unwrap().value else { panic!("a table") };
        assert_eq!(table["expert"].key.to_string(), "top.toml:7:1");
        assert_eq!(table["leader"].key.to_string(), "base.toml:4:1");
    }

    #[test]
    fn quantities_are_replaced_scaled_or_merged() {
        assert_eq!(at(&over("places.leader = { uniform = [1, 2] }"), "places.leader"), r#"{"uniform":[1,2]}"#);
        assert_eq!(at(&over("places.leader = 4"), "places.leader"), "4");
        let scaled = over("places.expert = { times = 0.5, note = 'x' }");
        assert_eq!(at(&scaled, "places.expert"), r#"{"value":8,"times":0.5,"note":"x"}"#);
        assert_eq!(scaled.locate("places.expert.value").unwrap().to_string(), "base.toml:3:10");
        assert_eq!(scaled.locate("places.expert.times").unwrap().to_string(), "top.toml:2:27");
        assert_eq!(
            at(&over("places.leader = { times = 3, note = 'x' }"), "places.leader"),
            r#"{"pert":[1,2,3],"source":"survey","times":6,"note":"x"}"#
        );
        assert_eq!(at(&over("places.leader = { times = 0.25 }"), "places.leader.times"), "0.5");
        assert_eq!(
            at(&over("[channel.normal]\nstart = '2022-05'"), "channel"),
            r#"{"open-selection":{"start":"2021-05","shares":[0.1,0.2]},"normal":{"start":"2022-05"}}"#
        );
        // A table that says nothing about a quantity simply replaces a number.
        assert_eq!(at(&over("places.expert = { other = 1 }"), "places.expert"), r#"{"other":1}"#);
    }

    #[test]
    fn chains_of_any_depth_are_read_in_order() {
        let files = [
            ("top.toml", "extends = 'low/half.toml'\n"),
            ("low/half.toml", "extends = '../base.toml'\nplaces.expert = { times = 0.5 }"),
            ("base.toml", "extends = \"./root.toml\"\nplaces.expert = 4"),
            ("root.toml", "places.expert = 1\nplaces.leader = 2"),
        ];
        let resolved = run(&files, &[]).unwrap();
        let names: Vec<&str> = resolved.files.iter().map(|file| file.name.as_str()).collect();
        assert_eq!(names, ["top.toml", "low/half.toml", "base.toml", "root.toml"]);
        assert_eq!(resolved.tree.to_json().to_string(), r#"{"places":{"expert":{"value":4,"times":0.5},"leader":2}}"#);
    }

    #[test]
    fn loops_are_printed_whole() {
        let files = [
            ("top.toml", "extends = 'a.toml'"),
            ("a.toml", "x = 1\nextends = 'low/b.toml'"),
            ("low/b.toml", "extends = '../low/../a.toml'"),
        ];
        assert_eq!(
            problem(&files, &[]),
            "low/b.toml:1:11: error[extends-loop]: files extend each other in a loop: a.toml → low/b.toml → a.toml"
        );
        assert_eq!(
            run(&[("top.toml", "extends = './top.toml'")], &[]).unwrap_err().render(Language::Chinese),
            "top.toml:1:11: 错误[extends-loop]: 文件循环引用：top.toml → top.toml"
        );
    }

    #[test]
    fn missing_and_broken_files_are_reported_together_with_settings() {
        assert_eq!(
            problem(&[("top.toml", "extends = 'bse.toml'\na = nan"), ("base.toml", BASE)], &["x", ".a=1", "a="]),
            "top.toml:2:5: error[not-finite]: `nan` is not a finite number\n\
             top.toml:1:11: error[missing-file]: there is no file `bse.toml`\n    hint: perhaps `base.toml`\n\
             --set:1:1: error[bad-setting]: there is no `=` in `x`\n    hint: write path=value, for instance --set scenario.end=2024-12\n\
             --set:2:1: error[bad-setting]: the path `.a` has an empty part\n    hint: write path=value, for instance --set scenario.end=2024-12\n\
             --set:3:3: error[bad-setting]: there is no value after `=`\n    hint: write path=value, for instance --set scenario.end=2024-12"
        );
        assert_eq!(
            problem(&[("tip.toml", "")], &[]),
            "error[missing-file]: there is no file `top.toml`\n    hint: perhaps `tip.toml`"
        );
        assert_eq!(
            problem(&[("top.toml", "extends = 1")], &[]),
            "top.toml:1:11: error[wrong-type]: `extends` must be text\n    hint: write extends = \"name-of-file.toml\""
        );
        assert_eq!(
            run(&[("top.toml", "extends = 'zzzzzz.toml'")], &[]).unwrap_err().render(Language::Chinese),
            "top.toml:1:11: 错误[missing-file]: 找不到文件 `zzzzzz.toml`"
        );
    }

    #[test]
    fn files_on_disk_are_found_beside_the_file_that_names_them() {
        let folder = std::env::temp_dir().join(format!("tidui-overlay-{}", std::process::id()));
        std::fs::create_dir_all(folder.join("low")).unwrap();
        std::fs::write(folder.join("base.toml"), "a = 1\nb = 2").unwrap();
        std::fs::write(folder.join("low/top.toml"), "extends = '../base.toml'\na = 3").unwrap();
        std::fs::write(folder.join("low/wrong.toml"), "extends = '../bsae.toml'").unwrap();
        std::fs::write(folder.join("latin.toml"), [0xe9]).unwrap();
        let name = |file: &str| folder.join(file).to_str().unwrap().to_owned();
        let resolved = resolve(&DiskLibrary, &name("low/top.toml"), &[]).unwrap();
        let wrong = resolve(&DiskLibrary, &name("low/wrong.toml"), &[]).unwrap_err();
        let latin = resolve(&DiskLibrary, &name("latin.toml"), &[]).unwrap_err();
        let folder_itself = resolve(&DiskLibrary, &name("low"), &[]).unwrap_err();
        std::fs::remove_dir_all(&folder).unwrap();
        assert_eq!(resolved.tree.to_json().to_string(), r#"{"a":3,"b":2}"#);
        assert_eq!(resolved.files[1].name, name("base.toml"));
        assert_eq!(
            wrong.render(Language::English),
            format!(
                "{}:1:11: error[missing-file]: there is no file `{}`\n    hint: perhaps `{}`",
                name("low/wrong.toml"),
                name("bsae.toml"),
                name("base.toml")
            )
        );
        assert_eq!(
            latin.render(Language::English),
            format!(
                "error[not-utf8]: the file `{}` is not UTF-8 text\n    hint: save it again as UTF-8",
                name("latin.toml")
            )
        );
        assert_eq!(folder_itself.list[0].code, "unreadable-file");
    }

    #[test]
    fn settings_replace_values() {
        assert_eq!(at(&set("places.expert=12"), "places.expert"), "12");
        assert_eq!(at(&set("title = 新方案 A"), "title"), r#""新方案 A""#);
        assert_eq!(at(&set("channel.open-selection.start=2022-09"), "channel.open-selection.start"), r#""2022-09""#);
        assert_eq!(
            at(&set("channel.open-selection.start=2022-09-01"), "channel.open-selection.start"),
            r#""2022-09-01""#
        );
        assert_eq!(at(&set("title=\"x\""), "title"), r#""x""#);
        assert_eq!(at(&set("title=1\nb = 2"), "title"), r#""1\nb = 2""#);
        assert_eq!(at(&set("channel.open-selection.shares.1=0.3"), "channel.open-selection.shares"), "[0.1,0.3]");
        assert_eq!(at(&set("channel.open-selection.new=[1, {a = 2}]"), "channel.open-selection.new"), r#"[1,{"a":2}]"#);
        let tree = set(" places.expert = { value = 3 }");
        assert_eq!(tree.locate("places.expert").unwrap().to_string(), "--set:1:18");
        assert_eq!(tree.locate("places.expert.value").unwrap().to_string(), "--set:1:28");
    }

    #[test]
    fn settings_know_quantities() {
        let tree = set("places.leader=5");
        assert_eq!(at(&tree, "places.leader"), r#"{"value":5,"basis":"assumption","note":"--set"}"#);
        assert_eq!(tree.locate("places.leader.value").unwrap().to_string(), "--set:1:15");
        assert_eq!(
            at(&set("places.leader.value=5"), "places.leader"),
            r#"{"value":5,"basis":"assumption","note":"--set"}"#
        );
        assert_eq!(
            at(&set("places.leader.times=0.5"), "places.leader"),
            r#"{"pert":[1,2,3],"source":"survey","times":0.5}"#
        );
        assert_eq!(at(&set("places.leader={times = 0.5}"), "places.leader.times"), "1.0");
        assert_eq!(at(&set("places.expert.times=0.5"), "places.expert"), r#"{"value":8,"times":0.5}"#);
        assert_eq!(
            json(&[("top.toml", BASE)], &["places.expert=1", "places.expert=2"]),
            json(&[("top.toml", BASE)], &["places.expert=2"])
        );
    }

    #[test]
    fn settings_without_a_place_name_the_nearest() {
        assert_eq!(
            problem(
                &[("top.toml", BASE)],
                &[
                    "chanel.x=1",
                    "channel.open-slection.x=1",
                    "places.zzzzzz.x=1",
                    "title.x=1",
                    "channel.open-selection.shares.7=1"
                ]
            ),
            "--set:1:1: error[unknown-path]: there is no `chanel`\n    hint: perhaps `channel`\n\
             --set:2:9: error[unknown-path]: there is no `channel.open-slection`\n    hint: perhaps `open-selection`\n\
             --set:3:8: error[unknown-path]: there is no `places.zzzzzz`\n    hint: allowed: `expert`, `leader`\n\
             --set:4:7: error[unknown-path]: there is no `title.x`\n    hint: `title` is a single value with no keys in it\n\
             --set:5:31: error[unknown-path]: there is no `channel.open-selection.shares.7`\n    \
             hint: `channel.open-selection.shares` is a list, numbered from 0 to 1"
        );
        assert_eq!(
            problem(&[("top.toml", BASE)], &["title=[1, 2", "title = inf", "title=1e999"]),
            "--set:1:12: error[syntax]: the list is not closed: its `]` is missing\n\
             --set:2:9: error[not-finite]: `inf` is not a finite number\n\
             --set:3:7: error[number-too-large]: the number `1e999` is too large"
        );
    }

    #[test]
    fn nothing_makes_resolving_panic() {
        let pieces = [
            "places",
            ".",
            "=",
            "leader",
            "expert",
            "times",
            "0",
            "{",
            "}",
            "value = 1",
            "times = 2",
            "[",
            "]",
            "\"",
            "中",
            " ",
            "\n",
        ];
        let mut state = 7_u64;
        let mut roll = |sides: usize| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize % sides
        };
        for _ in 0..5000 {
            let mut salad = || (0..roll(9)).map(|_| pieces[roll(pieces.len())]).collect::<String>();
            let (one, two, top) = (salad(), salad(), salad());
            let _ = run(&[("top.toml", BASE)], &[&one, &two]);
            let top = format!("extends = 'base.toml'\n{top}");
            let _ = run(&[("top.toml", &top), ("base.toml", BASE)], &[&one]);
        }
    }
}
