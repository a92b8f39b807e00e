//! What is wrong with an input, where, and what would mend it.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::{self, Write as _};
use std::path::Path;
use std::sync::Arc;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::catalogue::{Catalogue, text};
use super::plain::one_line;
use super::text::{Language, Text};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth reading; the run goes on. As data, what does not say that it is an error is this.
    #[default]
    Warning,
    /// Nothing is run or written.
    Error,
}

/// A place in an input file: a line and a column of a text, or a row and a column of a spreadsheet. All count from 1.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Location {
    /// The file as the user named it (or `--set` for an override on the command line); for a cell with `!` and the name
    /// of its sheet behind it.
    #[serde(serialize_with = "shared", deserialize_with = "read_shared")]
    pub file: Arc<str>,
    /// Line, or row of a spreadsheet.
    pub line: usize,
    /// Column in characters, or column of a spreadsheet.
    pub column: usize,
    /// Whether this is a cell of a spreadsheet.
    #[serde(default, skip_serializing_if = "is_default")]
    pub cell: bool,
}

impl Location {
    /// A line and a column of a text.
    pub fn text(file: impl Into<Arc<str>>, line: usize, column: usize) -> Self {
        Self { file: file.into(), line, column, cell: false }
    }

    /// A cell of a spreadsheet.
    ///
    /// ```
    /// use tidui::words::Location;
    /// assert_eq!(Location::cell("people.xlsx!Staff", 14, 5).to_string(), "people.xlsx!Staff!E14");
    /// assert_eq!(Location::text("people.csv", 14, 5).to_string(), "people.csv:14:5");
    /// ```
    pub fn cell(file: impl Into<Arc<str>>, row: usize, column: usize) -> Self {
        Self { file: file.into(), line: row, column, cell: true }
    }
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.cell {
            write!(formatter, "{}!{}", self.file, cell_name(self.line, self.column))
        } else {
            write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
        }
    }
}

/// What spreadsheets call the cell in a row and a column, both from 1.
///
/// ```
/// use tidui::words::cell_name;
/// assert_eq!([cell_name(14, 5), cell_name(1, 26), cell_name(2, 27), cell_name(9, 16_384)], ["E14", "Z1", "AA2", "XFD9"]);
/// ```
#[must_use]
pub fn cell_name(row: usize, column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect::<String>() + &row.to_string()
}

/// One problem with an input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    /// Whether it stops the work.
    #[serde(default, skip_serializing_if = "is_default")]
    pub severity: Severity,
    /// A stable kebab-case name of the kind of problem, such as `unknown-key`.
    pub code: Cow<'static, str>,
    /// Where, if the problem has a place.
    #[serde(rename = "place")]
    pub location: Option<Location>,
    /// What is wrong: a lowercase phrase without a full stop.
    pub message: Text,
    /// What is allowed, or the nearest right name.
    pub hint: Option<Text>,
    /// The dotted path of what it is about, if that is part of a scenario.
    #[serde(default, skip_serializing_if = "is_default")]
    pub path: Option<String>,
    /// Dotted paths of what else it rests on: names that it looked for, and tables that it looked through. If something
    /// is missing there, it may be no mistake of its own.
    #[serde(default, skip_serializing_if = "is_default")]
    pub names: Vec<String>,
    /// How many problems this one stands for, itself included.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub count: usize,
}

impl Diagnostic {
    /// An error of kind `code`.
    #[must_use]
    pub fn error(code: &'static str, message: Text) -> Self {
        Self {
            severity: Severity::Error,
            code: code.into(),
            location: None,
            message,
            hint: None,
            path: None,
            names: Vec::new(),
            count: 1,
        }
    }

    /// A warning of kind `code`.
    #[must_use]
    pub fn warning(code: &'static str, message: Text) -> Self {
        Self { severity: Severity::Warning, ..Self::error(code, message) }
    }

    /// The same, at a place.
    #[must_use]
    pub fn at(mut self, location: Option<Location>) -> Self {
        self.location = location;
        self
    }

    /// The same, with a remedy.
    #[must_use]
    pub fn hint(mut self, hint: Text) -> Self {
        self.hint = Some(hint);
        self
    }

    /// The same, about what stands at a dotted path.
    #[must_use]
    pub fn about(mut self, path: impl Into<String>) -> Self {
        self.path = Some(path.into());
        self
    }

    /// The same, resting on what stands at further dotted paths.
    #[must_use]
    pub fn naming<N: Into<String>>(mut self, names: impl IntoIterator<Item = N>) -> Self {
        self.names.extend(names.into_iter().map(Into::into));
        self
    }

    /// Whether it is about what stands at `path`, or rests on it.
    ///
    /// ```
    /// use tidui::words::{Diagnostic, Text};
    /// let problem = Diagnostic::error("unknown-name", Text::new("没有层次 `rate`", "there is no tier `rate`"))
    ///     .about("move.leave.from.0")
    ///     .naming(["tier.rate"]);
    /// assert!(problem.concerns("tier.rate") && problem.concerns("tier") && problem.concerns("move.leave.from"));
    /// assert!(!problem.concerns("move.rate") && !problem.concerns("tier.rat"));
    /// ```
    #[must_use]
    pub fn concerns(&self, path: &str) -> bool {
        self.path.as_deref().is_some_and(|own| overlap(own, path)) || self.rests_on(path)
    }

    /// Whether it rests on what stands at `path`.
    #[must_use]
    pub fn rests_on(&self, path: &str) -> bool {
        self.names.iter().any(|name| overlap(name, path))
    }

    /// The diagnostic as one plain paragraph, without colour.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        let told = |key| Catalogue::of(language).format(key, []);
        let word = told(match self.severity {
            Severity::Error => "severity-error",
            Severity::Warning => "severity-warning",
        });
        let mut text = String::new();
        if let Some(location) = &self.location {
            let _ = write!(text, "{}: ", one_line(&location.to_string()));
        }
        let _ = write!(text, "{word}[{}]: {}", self.code, one_line(self.message.get(language)));
        if let Some(hint) = &self.hint {
            let _ = write!(text, "\n    {}: {}", told("label-hint"), one_line(hint.get(language)));
        }
        text
    }
}

// Texts that are shared are written as texts: serde's own way with `Arc` is a feature of it, for all who use it.

fn shared<S: Serializer>(text: &str, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(text)
}

fn read_shared<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Arc<str>, D::Error> {
    String::deserialize(deserializer).map(Arc::from)
}

fn texts<S: Serializer>(texts: &BTreeMap<Arc<str>, Arc<str>>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_map(texts.iter().map(|(name, text)| (&**name, &**text)))
}

fn read_texts<'de, D: Deserializer<'de>>(deserializer: D) -> Result<BTreeMap<Arc<str>, Arc<str>>, D::Error> {
    let texts: BTreeMap<String, String> = BTreeMap::deserialize(deserializer)?;
    Ok(texts.into_iter().map(|(name, text)| (name.into(), text.into())).collect())
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

const fn one() -> usize {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
const fn is_one(count: &usize) -> bool {
    *count == 1
}

/// Whether one of two dotted paths leads to the other.
fn overlap(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || short.is_empty() || rest.starts_with('.'))
}

/// Every problem found so far, in the order found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostics {
    /// The problems.
    pub list: Vec<Diagnostic>,
    /// The texts that lines may be shown from, by the name of the file.
    #[serde(default, serialize_with = "texts", deserialize_with = "read_texts", skip_serializing_if = "is_default")]
    pub texts: BTreeMap<Arc<str>, Arc<str>>,
}

/// Most problems of one kind that are told one by one.
const MOST_ALIKE: usize = 20;

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new(), texts: BTreeMap::new() }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Adds others, with the texts that they lie in.
    pub fn append(&mut self, others: Self) {
        self.list.extend(others.list);
        self.texts.extend(others.texts);
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// How many problems of a severity there are, those included that one stands for.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        self.list.iter().filter(|one| one.severity == severity).map(|one| one.count).sum()
    }

    /// The same without the folders of the files that they lie in, for what is kept: it must not depend on where somebody
    /// stood when a file was named.
    #[must_use]
    pub fn without_folders(&self) -> Self {
        let bare = |one: &Diagnostic| {
            let mut one = one.clone();
            if let Some(place) = &mut one.location
                && let Some(name) = place.file.rsplit(['/', '\\']).next().filter(|name| name.len() < place.file.len())
            {
                place.file = Arc::from(name);
            }
            one
        };
        Self { list: self.list.iter().map(bare).collect(), ..Self::default() }
    }

    /// Sorts by place (file, line, column), problems without a place last, drops exact repeats, and lets one problem stand
    /// for all beyond the first twenty of its kind, so that what is told stays short enough to be read.
    pub fn sort(&mut self) {
        // Files by the parts of their paths, so that the order does not depend on how a path was typed.
        fn key(one: &Diagnostic) -> impl Ord {
            let place = one.location.as_ref().map(|place| (Path::new(&*place.file), place));
            (place.is_none(), place, &one.code)
        }
        self.list.sort_by(|a, b| key(a).cmp(&key(b)));
        self.list.dedup();
        self.shorten();
    }

    fn shorten(&mut self) {
        let mut kinds: BTreeMap<(Severity, Cow<'static, str>), usize> = BTreeMap::new();
        for one in &self.list {
            *kinds.entry((one.severity, one.code.clone())).or_default() += 1;
        }
        kinds.retain(|_, count| *count > MOST_ALIKE);
        if kinds.is_empty() {
            return;
        }
        let mut seen: BTreeMap<(Severity, Cow<'static, str>), usize> = BTreeMap::new();
        let mut rest: Vec<(usize, Diagnostic, Option<Location>)> = Vec::new();
        let mut kept = Vec::new();
        for one in std::mem::take(&mut self.list) {
            let kind = (one.severity, one.code.clone());
            let seen = if kinds.contains_key(&kind) { seen.entry(kind).or_default() } else { &mut 0 };
            *seen += 1;
            if *seen < MOST_ALIKE {
                kept.push(one);
            } else if *seen == MOST_ALIKE {
                rest.push((kept.len(), one.clone(), one.location.clone()));
                kept.push(one);
            } else if let Some((_, first, last)) =
                rest.iter_mut().find(|(_, first, _)| first.severity == one.severity && first.code == one.code)
            {
                first.count += one.count;
                last.clone_from(&one.location);
            }
        }
        for (index, first, last) in rest {
            if let Some(slot) = kept.get_mut(index) {
                *slot = and_more(first, last.as_ref());
            }
        }
        self.list = kept;
    }

    /// All of them as plain text, one paragraph each.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        self.list.iter().map(|one| one.render(language)).collect::<Vec<_>>().join("\n")
    }
}

/// The first of many problems of one kind, told as standing for all of them.
fn and_more(first: Diagnostic, last: Option<&Location>) -> Diagnostic {
    let count = first.count;
    let message = match last {
        Some(last) => text!("and-more-last", count, last),
        None => text!("and-more", count),
    };
    Diagnostic { message, hint: None, ..first }
}

impl From<Vec<Diagnostic>> for Diagnostics {
    fn from(list: Vec<Diagnostic>) -> Self {
        Self { list, ..Self::default() }
    }
}

impl fmt::Display for Diagnostics {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.render(Language::English))
    }
}

impl std::error::Error for Diagnostics {}

/// The candidate nearest to `name`, if one is near enough to be what was meant.
///
/// Distance is Damerau–Levenshtein; "near" is at most a third of the longer name's length, and at least one edit.
///
/// ```
/// use tidui::words::nearest;
/// assert_eq!(nearest("backbon", ["teacher", "backbone"]), Some("backbone"));
/// assert_eq!(nearest("zzz", ["teacher", "backbone"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    candidates
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(name, candidate), candidate))
        .filter(|(distance, candidate)| *distance <= (name.chars().count().max(candidate.chars().count()) / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}
