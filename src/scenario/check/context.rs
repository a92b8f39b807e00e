//! What every part of the check shares: the file, its places, the names in it, and what has been found so far.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::scenario::file::{ScenarioFile, Words};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::place::Place;
use crate::scenario::structure::month_hint;
use crate::scenario::tree::{Node, Value};
use crate::scenario::{Named, Parameter, ParameterId, School};
use crate::words::{Diagnostic, Diagnostics, Location, Month, Text, nearest};

/// The same words with the same inline arguments in both languages.
macro_rules! say {
    ($zh:literal, $en:literal) => {
        $crate::words::Text::new(::std::format!($zh), ::std::format!($en))
    };
}
pub(super) use say;

/// What a name in a scenario can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Noun {
    Tier,
    Phase,
    Kind,
    Move,
    Channel,
    Programme,
    Line,
    Fund,
    Payer,
    Target,
}

impl Noun {
    /// What people call it.
    pub(super) const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Tier => ("层次", "tier"),
            Self::Phase => ("学段", "phase"),
            Self::Kind => ("学校类别", "kind of school"),
            Self::Move => ("变动", "move"),
            Self::Channel => ("渠道", "channel"),
            Self::Programme => ("项目", "programme"),
            Self::Line => ("支出科目", "cost line"),
            Self::Fund => ("资金", "fund"),
            Self::Payer => ("付款方", "payer"),
            Self::Target => ("目标", "target"),
        }
    }

    /// The table that lists them in the file.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Tier => "tier",
            Self::Phase => "phase",
            Self::Kind => "schools.kinds",
            Self::Move => "move",
            Self::Channel => "channel",
            Self::Programme => "programme",
            Self::Line => "line",
            Self::Fund => "fund",
            Self::Payer => "payer",
            Self::Target => "target",
        }
    }
}

/// When a scenario runs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Horizon {
    pub(super) start: Month,
    pub(super) end: Month,
    /// Fiscal years, by the calendar year in which each opens.
    pub(super) years: Vec<i32>,
}

/// The state of one check.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) tree: &'a Node,
    pub(super) file: &'a ScenarioFile,
    pub(super) problems: Diagnostics,
    pub(super) parameters: Vec<Parameter>,
    /// Numbers that were reported, so that nothing is concluded from them.
    pub(super) wrong: BTreeSet<ParameterId>,
    /// None while the start or the end is wrong, so that nothing is measured against them.
    pub(super) horizon: Option<Horizon>,
    /// Schools, as far as they could be read.
    pub(super) schools: Vec<School>,
    /// Where each person of the roster is written.
    pub(super) roster_places: Vec<Option<Location>>,
    /// What something reads, by noun and position.
    pub(super) used: BTreeSet<(Noun, usize)>,
    /// Nouns of which a name was wrong beyond guessing: whether all of them are used cannot be told.
    pub(super) unsure: BTreeSet<Noun>,
}

impl<'a> Context<'a> {
    pub(super) fn new(tree: &'a Node, file: &'a ScenarioFile) -> Self {
        Self {
            tree,
            file,
            problems: Diagnostics::new(),
            parameters: Vec::new(),
            wrong: BTreeSet::new(),
            horizon: None,
            schools: Vec::new(),
            roster_places: Vec::new(),
            used: BTreeSet::new(),
            unsure: BTreeSet::new(),
        }
    }

    /// An error at a dotted path.
    pub(super) fn problem(&self, code: &'static str, path: &str, message: Text) -> Diagnostic {
        Diagnostic::error(code, message).about(path).at(self.tree.locate(path))
    }

    /// Reports an error at a dotted path.
    pub(super) fn error(&mut self, code: &'static str, path: &str, message: Text) {
        self.problems.push(self.problem(code, path, message));
    }

    /// Reports an error at a dotted path, with a remedy.
    pub(super) fn error_hint(&mut self, code: &'static str, path: &str, message: Text, hint: Text) {
        self.problems.push(self.problem(code, path, message).hint(hint));
    }

    /// Reports an error at a dotted path, with a remedy, that rests on what stands, or does not, at other paths.
    pub(super) fn error_for_want(
        &mut self,
        code: &'static str,
        path: &str,
        wanted: &[&str],
        message: Text,
        hint: Text,
    ) {
        self.problems.push(self.problem(code, path, message).hint(hint).naming(wanted.iter().copied()));
    }

    /// Reports something worth reading.
    pub(super) fn warn(&mut self, code: &'static str, path: &str, message: Text) {
        let place = self.tree.locate(path);
        self.problems.push(Diagnostic::warning(code, message).about(path).at(place));
    }

    /// Reports an input that nothing reads.
    pub(super) fn dead(&mut self, path: &str, why: Text) {
        self.dead_for_want(path, &[], why);
    }

    /// Reports an input that nothing reads because of what is not stated at other paths, tables among them.
    pub(super) fn dead_for_want(&mut self, path: &str, wanted: &[&str], why: Text) {
        let place = match path.rsplit_once('.') {
            Some((parent, key)) => self.key_place(parent, key),
            None => self.tree.locate(path),
        };
        let message = say!("没有任何地方用到 `{path}`", "nothing reads `{path}`");
        let problem = Diagnostic::error("dead-input", message).about(path).at(place).hint(why);
        self.problems.push(problem.naming(wanted.iter().copied()));
    }

    /// Where a key is written (rather than its value).
    pub(super) fn key_place(&self, parent: &str, key: &str) -> Option<Location> {
        let parts: Vec<&str> = parent.split('.').collect();
        let entry = self.tree.find(&parts).and_then(|node| match &node.value {
            Value::Table(table) => table.get(key).map(|entry| entry.key.clone()),
            _ => None,
        });
        entry.or_else(|| self.tree.locate(&format!("{parent}.{key}")))
    }

    /// Whether the file states something at a dotted path, even if only what would hold anyway.
    pub(super) fn stated(&self, path: &str) -> bool {
        self.tree.find(&path.split('.').collect::<Vec<_>>()).is_some()
    }

    /// Every id of a noun, in file order.
    pub(super) fn names(&self, noun: Noun) -> Vec<&'a str> {
        fn keys<T>(map: &IndexMap<String, T>) -> Vec<&str> {
            map.keys().map(String::as_str).collect()
        }
        let file = self.file;
        match noun {
            Noun::Tier => keys(&file.tier),
            Noun::Phase => keys(&file.phase),
            Noun::Kind => file.schools.as_ref().map_or_else(Vec::new, |schools| keys(&schools.kinds)),
            Noun::Move => keys(&file.moves),
            Noun::Channel => keys(&file.channel),
            Noun::Programme => keys(&file.programme),
            Noun::Line => keys(&file.line),
            Noun::Fund => keys(&file.fund),
            Noun::Payer => keys(&file.payer),
            Noun::Target => keys(&file.target),
        }
    }

    pub(super) fn position(&self, noun: Noun, name: &str) -> Option<usize> {
        let file = self.file;
        match noun {
            Noun::Tier => file.tier.get_index_of(name),
            Noun::Phase => file.phase.get_index_of(name),
            Noun::Kind => file.schools.as_ref().and_then(|schools| schools.kinds.get_index_of(name)),
            Noun::Move => file.moves.get_index_of(name),
            Noun::Channel => file.channel.get_index_of(name),
            Noun::Programme => file.programme.get_index_of(name),
            Noun::Line => file.line.get_index_of(name),
            Noun::Fund => file.fund.get_index_of(name),
            Noun::Payer => file.payer.get_index_of(name),
            Noun::Target => file.target.get_index_of(name),
        }
    }

    /// What a name written at `path` names; using it.
    pub(super) fn resolve<I: From<usize>>(&mut self, noun: Noun, name: &str, path: &str) -> Option<I> {
        let place = self.tree.locate(path);
        self.resolve_at(noun, name, place)
    }

    /// What a name written at a place names; using it.
    pub(super) fn resolve_at<I: From<usize>>(&mut self, noun: Noun, name: &str, place: Option<Location>) -> Option<I> {
        let position = self.position(noun, name);
        if position.is_none() {
            self.unknown(noun, name, &[], place);
        }
        if let Some(position) = position {
            self.used.insert((noun, position));
        }
        position.map(I::from)
    }

    /// What a name written at `path` names, without counting as a use of it.
    pub(super) fn refer<I: From<usize>>(&mut self, noun: Noun, name: &str, path: &str) -> Option<I> {
        let position = self.position(noun, name);
        if position.is_none() {
            let place = self.tree.locate(path);
            self.unknown(noun, name, &[], place);
        }
        position.map(I::from)
    }

    /// Reports a name that names nothing; `also` are words that would do as well.
    pub(super) fn unknown(&mut self, noun: Noun, name: &str, also: &[&str], place: Option<Location>) {
        match nearest(name, also.iter().copied().chain(self.names(noun))).and_then(|near| self.position(noun, near)) {
            Some(position) => _ = self.used.insert((noun, position)),
            None => _ = self.unsure.insert(noun),
        }
        let problem = self.no_such(noun, name, also).at(place);
        self.problems.push(problem);
    }

    /// That a name names nothing, and what would do.
    pub(super) fn no_such(&self, noun: Noun, name: &str, also: &[&str]) -> Diagnostic {
        let (zh, en) = noun.words();
        let mut names = also.to_vec();
        names.extend(self.names(noun));
        let message = say!("没有{zh} `{name}`", "there is no {en} `{name}`");
        let problem = Diagnostic::error("unknown-name", message).hint(nearest_or_listed(name, &names));
        problem.naming([format!("{}.{name}", noun.table())])
    }

    /// What every name of a list names; a name given twice is an error.
    pub(super) fn resolve_list<I: From<usize> + PartialEq>(
        &mut self,
        noun: Noun,
        names: &[String],
        path: &str,
    ) -> Vec<I> {
        let mut list = Vec::new();
        for (index, name) in names.iter().enumerate() {
            let path = format!("{path}.{index}");
            if names.get(..index).is_some_and(|before| before.contains(name)) {
                self.error(
                    "repeated-name",
                    &path,
                    say!("`{name}` 在这个列表里写了两次", "`{name}` is in this list twice"),
                );
            } else if let Some(id) = self.resolve(noun, name, &path) {
                list.push(id);
            }
        }
        list
    }

    /// A month that the structure check has already looked at.
    pub(super) fn month(&mut self, path: &str, text: &str) -> Option<Month> {
        let month = text.parse().ok();
        if month.is_none() {
            self.error_hint(
                "wrong-format",
                path,
                say!("`{path}` 应为月份，写的是 `{text}`", "`{path}` must be a month, not `{text}`"),
                month_hint(text),
            );
        }
        month
    }

    /// A month within the run.
    pub(super) fn month_of_run(&mut self, path: &str, text: &str) -> Option<Month> {
        let month = self.month(path, text)?;
        if let Some(Horizon { start, end, .. }) = self.horizon.clone()
            && !(start..=end).contains(&month)
        {
            self.error_hint(
                "outside-horizon",
                path,
                say!("`{path}` 的 {month} 不在推演期内", "`{path}` is {month}, a date outside the horizon"),
                say!("推演期为 {start} 到 {end}", "the run is from {start} to {end}"),
            );
        }
        Some(month)
    }

    /// A whole number within bounds; held within them if it is not.
    pub(super) fn whole(&mut self, path: &str, value: u32, least: u32, most: u32) -> u32 {
        if !(least..=most).contains(&value) {
            self.error(
                "out-of-range",
                path,
                say!(
                    "`{path}` 应在 {least} 到 {most} 之间，写的是 {value}",
                    "`{path}` must be from {least} to {most}, not {value}"
                ),
            );
        }
        value.clamp(least, most)
    }

    /// A count of months, up to a hundred years.
    pub(super) fn months(&mut self, path: &str, value: u32, least: u32) -> u32 {
        self.whole(path, value, least, Place::Months.range().1 as u32)
    }
}

/// The words of a file as words of the program: a language that is left out shows the other.
pub(super) fn text(words: &Words) -> Text {
    either(words.zh.as_deref(), words.en.as_deref()).unwrap_or_default()
}

/// Words of which one language is enough; none without either.
pub(super) fn either(zh: Option<&str>, en: Option<&str>) -> Option<Text> {
    let (first, second) = (zh.or(en)?, en.or(zh)?);
    Some(Text::new(first.to_owned(), second.to_owned()))
}

/// An id with its title.
pub(super) fn named(id: &str, title: &Words) -> Named {
    Named { id: id.to_owned(), title: text(title) }
}

/// `words` with commas between them.
pub(super) fn comma(words: &[String]) -> (String, String) {
    (words.join("、"), words.join(", "))
}
