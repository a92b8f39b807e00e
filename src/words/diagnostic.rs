//! What is wrong with an input, where, and what would mend it.

use std::borrow::Cow;
use std::fmt::{self, Write as _};
use std::sync::Arc;

use super::plain::one_line;
use super::text::{Language, Text};

/// How bad a [`Diagnostic`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Worth reading; the run goes on.
    Warning,
    /// Nothing is run or written.
    Error,
}

/// A place in an input file. Lines and columns count from 1; columns count characters.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Location {
    /// The file as the user named it (or `--set` for an override on the command line).
    pub file: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

impl fmt::Display for Location {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}:{}", self.file, self.line, self.column)
    }
}

/// One problem with an input.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it stops the work.
    pub severity: Severity,
    /// A stable kebab-case name of the kind of problem, such as `unknown-key`.
    pub code: Cow<'static, str>,
    /// Where, if the problem has a place.
    pub location: Option<Location>,
    /// What is wrong: a lowercase phrase without a full stop.
    pub message: Text,
    /// What is allowed, or the nearest right name.
    pub hint: Option<Text>,
    /// The dotted path of what it is about, if that is part of a scenario.
    pub path: Option<String>,
    /// Dotted paths of what else it rests on: names that it looked for, and tables that it looked through. If something
    /// is missing there, it may be no mistake of its own.
    pub names: Vec<String>,
}

impl Diagnostic {
    /// An error of kind `code`.
    #[must_use]
    pub fn error(code: &'static str, message: Text) -> Self {
        let code = code.into();
        Self { severity: Severity::Error, code, location: None, message, hint: None, path: None, names: Vec::new() }
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
        let word = match (self.severity, language) {
            (Severity::Error, Language::Chinese) => "错误",
            (Severity::Error, Language::English) => "error",
            (Severity::Warning, Language::Chinese) => "提醒",
            (Severity::Warning, Language::English) => "warning",
        };
        let mut text = String::new();
        if let Some(location) = &self.location {
            let _ = write!(text, "{}: ", one_line(&location.to_string()));
        }
        let _ = write!(text, "{word}[{}]: {}", self.code, one_line(self.message.get(language)));
        if let Some(hint) = &self.hint {
            let label = if language == Language::Chinese { "提示" } else { "hint" };
            let _ = write!(text, "\n    {label}: {}", one_line(hint.get(language)));
        }
        text
    }
}

/// Whether one of two dotted paths leads to the other.
fn overlap(one: &str, other: &str) -> bool {
    let (short, long) = if one.len() <= other.len() { (one, other) } else { (other, one) };
    long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || short.is_empty() || rest.starts_with('.'))
}

/// Every problem found so far, in the order found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Diagnostics {
    /// The problems.
    pub list: Vec<Diagnostic>,
}

impl Diagnostics {
    /// None yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { list: Vec::new() }
    }

    /// Adds one.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.list.push(diagnostic);
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list.iter().any(|one| one.severity == Severity::Error)
    }

    /// Sorts by place (file, line, column), problems without a place last, and drops exact repeats.
    pub fn sort(&mut self) {
        self.list.sort_by(|a, b| {
            (a.location.is_none(), &a.location, &a.code).cmp(&(b.location.is_none(), &b.location, &b.code))
        });
        self.list.dedup();
    }

    /// All of them as plain text, one paragraph each.
    #[must_use]
    pub fn render(&self, language: Language) -> String {
        self.list.iter().map(|one| one.render(language)).collect::<Vec<_>>().join("\n")
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
