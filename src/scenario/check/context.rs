//! What every part of the check shares: the file, its places, the names in it, and what has been found so far.

use std::collections::BTreeSet;

use indexmap::IndexMap;

use crate::scenario::file::{ScenarioFile, Words};
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::place::{Place, shown};
use crate::scenario::placed::{At, Name, Path, Placed, Places};
use crate::scenario::structure::month_hint;
use crate::scenario::{Named, Parameter, ParameterId, School};
use crate::words::{Diagnostic, Diagnostics, Location, Month, Severity, Text, nearest, text};

/// What a name in a scenario can name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Noun {
    Tier,
    Attribute,
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
    pub(super) fn text(self) -> Text {
        match self {
            Self::Tier => text!("called-tier"),
            Self::Attribute => text!("called-attribute"),
            Self::Phase => text!("called-phase"),
            Self::Kind => text!("called-kind"),
            Self::Move => text!("called-move"),
            Self::Channel => text!("called-channel"),
            Self::Programme => text!("called-programme"),
            Self::Line => text!("called-line"),
            Self::Fund => text!("called-fund"),
            Self::Payer => text!("called-payer"),
            Self::Target => text!("called-target"),
        }
    }

    /// The table that lists them in the file.
    pub(super) const fn table(self) -> &'static str {
        match self {
            Self::Tier => "tier",
            Self::Attribute => "attribute",
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

/// The code of what nothing reads.
pub(super) const IDLE: &str = "dead-input";

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
    pub(super) places: &'a Places<'a>,
    pub(super) file: &'a ScenarioFile,
    pub(super) problems: Diagnostics,
    /// Problems with plain figures over which every year is stated, which may be those of a base.
    pub(super) idle: Vec<Diagnostic>,
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
    pub(super) fn new(places: &'a Places<'a>, file: &'a ScenarioFile) -> Self {
        Self {
            places,
            file,
            problems: Diagnostics::new(),
            idle: Vec::new(),
            parameters: Vec::new(),
            wrong: BTreeSet::new(),
            horizon: None,
            schools: Vec::new(),
            roster_places: Vec::new(),
            used: BTreeSet::new(),
            unsure: BTreeSet::new(),
        }
    }

    /// The dotted path of a place.
    pub(super) fn path<'k>(&self, at: impl Into<Path<'k>>) -> String {
        self.places.path(at)
    }

    /// Whether the file states something, even if only what would hold anyway.
    pub(super) fn stated<'k>(&self, at: impl Into<Path<'k>>) -> bool {
        self.places.holds(at)
    }

    /// An error of what stands at a place.
    pub(super) fn problem<'k>(&self, code: &'static str, at: impl Into<Path<'k>>, message: Text) -> Diagnostic {
        let at = at.into();
        Diagnostic::error(code, message).about(self.path(at.clone())).at(self.places.locate(at))
    }

    /// An error of a key rather than of what it holds.
    pub(super) fn problem_of_key<'k>(&self, code: &'static str, at: impl Into<Path<'k>>, message: Text) -> Diagnostic {
        let at = at.into();
        Diagnostic::error(code, message).about(self.path(at.clone())).at(self.places.locate_key(at))
    }

    /// Reports an error.
    pub(super) fn error<'k>(&mut self, code: &'static str, at: impl Into<Path<'k>>, message: Text) {
        self.problems.push(self.problem(code, at, message));
    }

    /// Reports an error with a remedy.
    pub(super) fn error_hint<'k>(&mut self, code: &'static str, at: impl Into<Path<'k>>, message: Text, hint: Text) {
        self.problems.push(self.problem(code, at, message).hint(hint));
    }

    /// Reports an error with a remedy that rests on what stands, or does not, at other places.
    pub(super) fn error_for_want<'k>(
        &mut self,
        code: &'static str,
        at: impl Into<Path<'k>>,
        wanted: impl IntoIterator<Item = Path<'k>>,
        message: Text,
        hint: Text,
    ) {
        let names = wanted.into_iter().map(|path| self.path(path)).collect::<Vec<_>>();
        self.problems.push(self.problem(code, at, message).hint(hint).naming(names));
    }

    /// Reports that one of several keys of a table must be stated, and none is.
    pub(super) fn missing_one_of(&mut self, at: At, keys: &[&str], message: Text, hint: Text) {
        self.error_for_want("missing-key", at, keys.iter().map(|key| at.key(key)), message, hint);
    }

    /// Reports a number that is not within its bounds.
    pub(super) fn out_of_range<'k>(&mut self, at: impl Into<Path<'k>>, value: f64, (least, most): (f64, f64)) {
        let at = at.into();
        let (path, value, least, most) = (self.path(at.clone()), shown(value), shown(least), shown(most));
        self.error("out-of-range", at, text!("out-of-range", path, least, most, value));
    }

    /// A warning about what stands at a place.
    pub(super) fn warning<'k>(&self, code: &'static str, at: impl Into<Path<'k>>, message: Text) -> Diagnostic {
        Diagnostic { severity: Severity::Warning, ..self.problem(code, at, message) }
    }

    /// Reports something worth reading.
    pub(super) fn warn<'k>(&mut self, code: &'static str, at: impl Into<Path<'k>>, message: Text) {
        self.problems.push(self.warning(code, at, message));
    }

    /// Reports an input that nothing reads.
    pub(super) fn dead<'k>(&mut self, at: impl Into<Path<'k>>, why: Text) {
        self.dead_for_want(at, [], why);
    }

    /// Reports an input that nothing reads because of what is not stated at other places, tables among them.
    pub(super) fn dead_for_want<'k>(
        &mut self,
        at: impl Into<Path<'k>>,
        wanted: impl IntoIterator<Item = Path<'k>>,
        why: Text,
    ) {
        let names = wanted.into_iter().map(|path| self.path(path)).collect::<Vec<_>>();
        self.problems.push(self.unread(at.into(), why).naming(names));
    }

    /// Reports a plain figure over which every year is stated.
    pub(super) fn stated_over<'k>(&mut self, at: impl Into<Path<'k>>) {
        let why = text!("idle-every-year");
        self.idle.push(self.unread(at.into(), why));
    }

    fn unread(&self, at: Path<'_>, why: Text) -> Diagnostic {
        let path = self.path(at.clone());
        let message = text!("dead-input", path);
        self.problem_of_key(IDLE, at, message).hint(why)
    }

    /// Refuses a key where it means nothing.
    pub(super) fn refuse(&mut self, at: At, key: &str, reason: &Text) {
        self.refuse_for_want(at, key, [], reason);
    }

    /// Refuses a key that means nothing because of what is not stated at other places, tables among them.
    pub(super) fn refuse_for_want<'k>(
        &mut self,
        at: At,
        key: &'k str,
        wanted: impl IntoIterator<Item = Path<'k>>,
        reason: &Text,
    ) {
        if self.stated(at.key(key)) {
            self.dead_for_want(at.key(key), wanted, reason.clone());
        }
    }

    /// Every id of a noun, in file order.
    pub(super) fn names(&self, noun: Noun) -> Vec<&'a str> {
        fn keys<T>(map: &IndexMap<String, T>) -> Vec<&str> {
            map.keys().map(String::as_str).collect()
        }
        let file = self.file;
        match noun {
            Noun::Tier => keys(&file.tier),
            Noun::Attribute => keys(&file.attribute),
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
            Noun::Attribute => file.attribute.get_index_of(name),
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

    /// What a name names; using it.
    pub(super) fn resolve<I: From<usize>>(&mut self, noun: Noun, name: &Name) -> Option<I> {
        self.resolve_at(noun, name, name.at, self.places.locate(name.at))
    }

    /// What a key names; using it.
    pub(super) fn resolve_key<I: From<usize>>(&mut self, noun: Noun, name: &str, at: At) -> Option<I> {
        self.resolve_at(noun, name, at, self.places.locate_key(at))
    }

    /// What a name written at a place names; using it.
    fn resolve_at<I: From<usize>>(&mut self, noun: Noun, name: &str, at: At, place: Option<Location>) -> Option<I> {
        let position = self.position(noun, name);
        if position.is_none() {
            self.unknown(noun, name, &[], at, place);
        }
        if let Some(position) = position {
            self.used.insert((noun, position));
        }
        position.map(I::from)
    }

    /// What a name that stands at a place names, without counting as a use of it.
    pub(super) fn refer<I: From<usize>>(&mut self, noun: Noun, name: &str, at: At) -> Option<I> {
        let position = self.position(noun, name);
        if position.is_none() {
            self.unknown(noun, name, &[], at, self.places.locate(at));
        }
        position.map(I::from)
    }

    /// Reports a name that names nothing; `also` are words that would do as well.
    pub(super) fn unknown(&mut self, noun: Noun, name: &str, also: &[&str], at: At, place: Option<Location>) {
        match nearest(name, also.iter().copied().chain(self.names(noun))).and_then(|near| self.position(noun, near)) {
            Some(position) => _ = self.used.insert((noun, position)),
            None => _ = self.unsure.insert(noun),
        }
        let problem = self.no_such(noun, name, also).about(self.path(at)).at(place);
        self.problems.push(problem);
    }

    /// That a name names nothing, and what would do.
    pub(super) fn no_such(&self, noun: Noun, name: &str, also: &[&str]) -> Diagnostic {
        let mut names = also.to_vec();
        names.extend(self.names(noun));
        let message = text!("unknown-name", noun = noun.text(), name);
        let problem = Diagnostic::error("unknown-name", message).hint(nearest_or_listed(name, &names));
        problem.naming([format!("{}.{name}", noun.table())])
    }

    /// What every name of a list names; a name given twice is an error.
    pub(super) fn resolve_list<I: From<usize>>(&mut self, noun: Noun, names: &[Name]) -> Vec<I> {
        let mut list = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if names.get(..index).is_some_and(|before| before.contains(name)) {
                self.repeated(name);
            } else if let Some(id) = self.resolve(noun, name) {
                list.push(id);
            }
        }
        list
    }

    /// Reports a name that its list has already.
    pub(super) fn repeated(&mut self, name: &Name) {
        let text = &**name;
        self.error("repeated-name", name.at, text!("repeated-name", text));
    }

    /// A month that the structure check has already looked at.
    pub(super) fn month(&mut self, text: &Name) -> Option<Month> {
        let month = text.parse().ok();
        if month.is_none() {
            let (path, written) = (self.path(text.at), &**text);
            self.error_hint("wrong-format", text.at, text!("wrong-format-month", path, written), month_hint(written));
        }
        month
    }

    /// A month within the run.
    pub(super) fn month_of_run(&mut self, text: &Name) -> Option<Month> {
        let month = self.month(text)?;
        if let Some(Horizon { start, end, .. }) = self.horizon.clone()
            && !(start..=end).contains(&month)
        {
            let path = self.path(text.at);
            self.error_hint(
                "outside-horizon",
                text.at,
                text!("outside-horizon", path, month),
                text!("hint-horizon", start, end),
            );
        }
        Some(month)
    }

    /// A whole number within bounds; held within them if it is not.
    pub(super) fn whole(&mut self, number: &Placed<u32>, least: u32, most: u32) -> u32 {
        let value = **number;
        if !(least..=most).contains(&value) {
            self.out_of_range(number.at, value.into(), (least.into(), most.into()));
        }
        value.clamp(least, most)
    }

    /// A count of months, up to a hundred years.
    pub(super) fn months(&mut self, number: &Placed<u32>, least: u32) -> u32 {
        self.whole(number, least, Place::Months.range().1 as u32)
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
