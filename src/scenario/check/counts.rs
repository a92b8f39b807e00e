//! What targets count: kinds, the keys that each reads, and what it cannot be counted without.

use indexmap::IndexMap;

use super::context::{Context, Noun};
use super::numbers::Place;
use crate::scenario::file::{AskedValues, CountFile, CountKind, EachFile, MetricFile, Over, ReadingFile, TargetFile};
use crate::scenario::overlay::listed;
use crate::scenario::placed::{At, Name, Placed};
use crate::scenario::{Bounds, Count, FundId, LineId, Parts, TierId};
use crate::words::{Text, text};

/// Whether a kind of count reads a key.
type Reads = fn(CountKind) -> bool;

/// The keys of a count and whether a kind reads them.
const KEYS: [(&str, Reads); 16] = [
    ("tiers", |kind| {
        use CountKind::{Additions, Fte, Imports, Leavers, Stock, StockPer100Students};
        matches!(kind, Additions | Stock | Fte | StockPer100Students | Imports | Leavers)
    }),
    ("and_above", |kind| {
        use CountKind::{Additions, Fte, Imports, Leavers, Stock, StockPer100Students};
        matches!(kind, Additions | Stock | Fte | StockPer100Students | Imports | Leavers)
    }),
    ("flexible", |kind| {
        use CountKind::{Additions, Fte, Imports, Leavers, Moved, Stock, StockPer100Students};
        matches!(kind, Additions | Stock | Fte | StockPer100Students | Imports | Leavers | Moved)
    }),
    ("phases", |kind| !matches!(kind, CountKind::Imports | CountKind::Reached | CountKind::Spend | CountKind::Ratio)),
    ("kinds", |kind| {
        use CountKind::{Additions, Fte, Leavers, Moved, Posts, SchoolsMeeting, Stock, Students, Vacancies};
        matches!(kind, Additions | Stock | Fte | Leavers | Moved | Students | Posts | Vacancies | SchoolsMeeting)
    }),
    ("attributes", |kind| {
        use CountKind::{Additions, Fte, Leavers, Moved, Stock, StockPer100Students};
        matches!(kind, Additions | Stock | Fte | StockPer100Students | Leavers | Moved)
    }),
    ("programme", |kind| matches!(kind, CountKind::SchoolShare | CountKind::Reached)),
    ("moves", |kind| matches!(kind, CountKind::Moved)),
    ("lines", |kind| matches!(kind, CountKind::Spend)),
    ("funds", |kind| matches!(kind, CountKind::Spend)),
    ("over", |kind| {
        use CountKind::{Additions, Imports, Leavers, Moved, Spend};
        matches!(kind, Additions | Imports | Leavers | Moved | Spend)
    }),
    ("months_earlier", |kind| {
        use CountKind::{Fte, Posts, Stock, Students, Vacancies};
        matches!(kind, Stock | Fte | Students | Posts | Vacancies)
    }),
    ("of", |kind| matches!(kind, CountKind::Ratio)),
    ("per", |kind| matches!(kind, CountKind::Ratio)),
    ("times", |kind| matches!(kind, CountKind::Ratio)),
    ("each", |kind| matches!(kind, CountKind::SchoolsMeeting)),
];

/// Whether a kind of count reads a key.
pub(super) fn reads(kind: CountKind, key: &str) -> bool {
    KEYS.iter().any(|(own, reads)| *own == key && reads(kind))
}

/// A count as a file states it: what is left out is none.
#[derive(Clone, Copy)]
pub(super) struct Asked<'f> {
    pub(super) at: At,
    pub(super) kind: CountKind,
    tiers: Option<&'f [Name]>,
    and_above: Option<bool>,
    flexible: Option<bool>,
    phases: Option<&'f [Name]>,
    kinds: Option<&'f [Name]>,
    attributes: Option<&'f AskedValues>,
    moves: Option<&'f [Name]>,
    lines: Option<&'f [Name]>,
    funds: Option<&'f [Name]>,
    programme: Option<&'f Name>,
    over: Option<Over>,
    so_far: Option<&'f Placed<f64>>,
    before: &'f Placed<IndexMap<String, f64>>,
    months_earlier: Option<&'f Placed<u32>>,
    of: Option<&'f Placed<CountFile>>,
    per: Option<&'f Placed<CountFile>>,
    times: Option<&'f Placed<u32>>,
    each: Option<&'f Placed<EachFile>>,
}

/// A list that is stated, since an empty one says nothing.
fn some(list: &[Name]) -> Option<&[Name]> {
    (!list.is_empty()).then_some(list)
}

impl<'f> Asked<'f> {
    pub(super) fn of_target(file: &'f Placed<TargetFile>) -> Self {
        Self {
            at: file.at,
            kind: file.count,
            tiers: some(&file.tiers),
            and_above: file.and_above,
            flexible: Some(file.flexible),
            phases: some(&file.phases),
            kinds: file.kinds.as_deref(),
            attributes: file.attributes.as_ref(),
            moves: file.moves.as_deref(),
            lines: file.lines.as_deref(),
            funds: file.funds.as_deref(),
            programme: file.programme.as_ref(),
            over: file.over,
            so_far: file.so_far.as_ref(),
            before: &file.before,
            months_earlier: None,
            of: file.of.as_ref(),
            per: file.per.as_ref(),
            times: file.times.as_ref(),
            each: file.each.as_ref(),
        }
    }

    /// What a reading states, whose kind is the target's where it states none.
    pub(super) fn of_reading(file: &'f Placed<ReadingFile>, kind: CountKind) -> Self {
        Self {
            at: file.at,
            kind,
            tiers: file.tiers.as_deref(),
            and_above: file.and_above,
            flexible: file.flexible,
            phases: file.phases.as_deref(),
            kinds: file.kinds.as_deref(),
            attributes: file.attributes.as_ref(),
            moves: file.moves.as_deref(),
            lines: file.lines.as_deref(),
            funds: file.funds.as_deref(),
            programme: None,
            over: file.over,
            so_far: file.so_far.as_ref(),
            before: &file.before,
            months_earlier: None,
            of: file.of.as_ref(),
            per: file.per.as_ref(),
            times: file.times.as_ref(),
            each: None,
        }
    }

    pub(super) fn of_metric(file: &'f Placed<MetricFile>) -> Self {
        Self {
            at: file.at,
            kind: file.count,
            tiers: some(&file.tiers),
            and_above: file.and_above,
            flexible: file.flexible,
            phases: some(&file.phases),
            kinds: some(&file.kinds),
            attributes: (!file.attributes.is_empty()).then_some(&file.attributes),
            moves: some(&file.moves),
            lines: some(&file.lines),
            funds: some(&file.funds),
            programme: file.programme.as_ref(),
            over: file.over,
            so_far: file.so_far.as_ref(),
            before: &file.before,
            months_earlier: None,
            of: file.of.as_ref(),
            per: file.per.as_ref(),
            times: file.times.as_ref(),
            each: file.each.as_ref(),
        }
    }

    fn of_part(file: &'f Placed<CountFile>) -> Self {
        Self {
            at: file.at,
            kind: file.count,
            tiers: some(&file.tiers),
            and_above: file.and_above,
            flexible: file.flexible,
            phases: some(&file.phases),
            kinds: some(&file.kinds),
            attributes: (!file.attributes.is_empty()).then_some(&file.attributes),
            moves: some(&file.moves),
            lines: some(&file.lines),
            funds: some(&file.funds),
            programme: None,
            over: file.over,
            so_far: file.so_far.as_ref(),
            before: &file.before,
            months_earlier: file.months_earlier.as_ref(),
            of: None,
            per: None,
            times: None,
            each: None,
        }
    }
}

/// What part of something larger a count is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// Of a ratio.
    Ratio,
    /// Of what holds in each school.
    School,
}

impl Part {
    const fn may_be(self, kind: CountKind) -> bool {
        use CountKind::{Additions, Fte, Imports, Leavers, Moved, Posts, Spend, Stock, Students, Vacancies};
        match self {
            Self::Ratio => {
                matches!(
                    kind,
                    Additions | Fte | Imports | Leavers | Moved | Posts | Spend | Stock | Students | Vacancies
                )
            }
            Self::School => matches!(kind, Fte | Posts | Stock | Students | Vacancies),
        }
    }
}

impl Context<'_> {
    /// A count of what a file states, over `main` if it is another reading of that.
    pub(super) fn count(&mut self, asked: &Asked<'_>, main: Option<&Count>) -> Count {
        let mut count = main.cloned().unwrap_or_else(|| Count::of(asked.kind));
        let other = main.is_some_and(|main| main.kind != asked.kind);
        count.kind = asked.kind;
        if other {
            // What another kind of count reads differently is not taken from it.
            let of_schools = matches!(asked.kind, CountKind::StockPer100Students | CountKind::SchoolShare);
            let phases = if of_schools { std::mem::take(&mut count.phases) } else { Vec::new() };
            count = Count {
                tiers: count.tiers,
                flexible: count.flexible,
                values: count.values,
                phases,
                programme: count.programme,
                ..Count::of(asked.kind)
            };
        }
        let list = |one: Option<&[Name]>| one.unwrap_or_default().to_vec();
        if asked.tiers.is_some() {
            count.tiers = self.resolve_list(Noun::Tier, &list(asked.tiers));
        }
        if asked.phases.is_some() {
            count.phases = self.resolve_list(Noun::Phase, &list(asked.phases));
        }
        if asked.kinds.is_some() {
            count.kinds = self.resolve_list(Noun::Kind, &list(asked.kinds));
        }
        if let Some(values) = asked.attributes {
            count.values = self.asked_values(values);
        }
        if asked.moves.is_some() {
            count.moves = self.resolve_list(Noun::Move, &list(asked.moves));
        }
        if asked.lines.is_some() || asked.funds.is_some() {
            count.lines = self.lines_of(&list(asked.lines), &list(asked.funds));
        }
        if let Some(name) = asked.programme {
            count.programme = self.resolve(Noun::Programme, name);
        }
        count.flexible = asked.flexible.unwrap_or(count.flexible);
        count.over = asked.over.unwrap_or(count.over);
        if let Some(months) = asked.months_earlier {
            count.months_earlier = self.months(months, 0);
        }
        self.parts(asked, &mut count);
        self.and_above(asked, &mut count);
        count.so_far = self.so_far(asked, &count, main);
        count.before = self.counted_before(asked, &count, main);
        count
    }

    /// What there was of a count before the start; what a target states holds for its readings that count the same.
    fn so_far(&mut self, asked: &Asked<'_>, count: &Count, main: Option<&Count>) -> i64 {
        let counted = count.adds_up();
        if counted && count.over == Over::Plan {
            let Some(stated) = asked.so_far else {
                let Some(main) = main.filter(|main| main.so_far != 0) else { return 0 };
                if main.counts_as(count) {
                    return main.so_far;
                }
                let message = text!("missing-key-so-far", path = self.path(asked.at), target = main.so_far);
                self.missing_one_of(asked.at, &["so_far"], message, text!("hint-so-far"));
                return 0;
            };
            let told = self.bound(stated);
            self.rounded(stated.at.into(), told, told.round());
            return told.round() as i64;
        }
        let why = if counted { text!("idle-so-far-over") } else { unread(count.kind) };
        self.refuse(asked.at, "so_far", &why);
        0
    }

    /// What a count that looks back was in months before the start.
    fn counted_before(&mut self, asked: &Asked<'_>, count: &Count, main: Option<&Count>) -> Vec<(i32, f64)> {
        let looks_back = count.months_earlier > 0 || count.over != Over::Plan && count.adds_up();
        if !looks_back {
            self.refuse(asked.at, "before", &text!("idle-before"));
            return Vec::new();
        }
        if asked.before.is_empty() {
            return main.filter(|main| main.counts_as(count)).map(|main| main.before.clone()).unwrap_or_default();
        }
        self.before(asked.before, Place::Bound)
    }

    /// Lines by name, and those that funds pay.
    fn lines_of(&mut self, lines: &[Name], funds: &[Name]) -> Vec<LineId> {
        // Counting what is paid on a line is no use of it.
        let mut list: Vec<LineId> = lines.iter().filter_map(|name| self.refer(Noun::Line, name, name.at)).collect();
        for name in funds {
            let Some(fund) = self.refer::<FundId>(Noun::Fund, name, name.at) else { continue };
            let Some((_, fund)) = self.file.fund.get_index(fund.index()) else { continue };
            let paid = fund.pays.iter().filter_map(|name| self.file.line.get_index_of(name.as_str()));
            list.extend(paid.map(LineId::from));
        }
        list.sort_unstable();
        list.dedup();
        list
    }

    fn parts(&mut self, asked: &Asked<'_>, count: &mut Count) {
        match asked.kind {
            CountKind::Ratio => {
                let main = count.parts.take();
                let inherited = |per: bool| {
                    let main = main.as_ref()?;
                    if per { main.per.clone() } else { Some(main.of.clone()) }
                };
                let of = asked.of.map(|file| self.part(file, Part::Ratio)).or_else(|| inherited(false));
                let per = asked.per.map(|file| self.part(file, Part::Ratio)).or_else(|| inherited(true));
                for key in [of.is_none().then_some("of"), per.is_none().then_some("per")].into_iter().flatten() {
                    let message = text!("missing-key-of-ratio", path = self.path(asked.at), key);
                    self.missing_one_of(asked.at, &[key], message, text!("hint-of-ratio"));
                }
                let times = asked.times.map(|times| self.whole(times, 1, MOST_TIMES));
                let times = times.or(main.as_ref().map(|main| main.times)).unwrap_or(1);
                let of = of.unwrap_or(Count::of(CountKind::Stock));
                count.parts = Some(Box::new(Parts { of, per, times, bounds: None }));
            }
            CountKind::SchoolsMeeting => {
                let Some(each) = asked.each else {
                    if count.parts.is_none() {
                        let message = text!("missing-key-each", path = self.path(asked.at));
                        self.missing_one_of(asked.at, &["each"], message, text!("hint-each"));
                        let of = Count::of(CountKind::Stock);
                        count.parts = Some(Box::new(Parts { of, per: None, times: 1, bounds: None }));
                    }
                    return;
                };
                let of = self.part(&each.of, Part::School);
                let per = each.per.as_ref().map(|per| self.part(per, Part::School));
                let times = each.times.as_ref().map_or(1, |times| self.whole(times, 1, MOST_TIMES));
                let bounds = self.bounds_of_each(each);
                count.parts = Some(Box::new(Parts { of, per, times, bounds: Some(bounds) }));
            }
            _ => count.parts = None,
        }
    }

    fn bounds_of_each(&mut self, each: &Placed<EachFile>) -> Bounds {
        let at_least = each.at_least.as_ref().map(|bound| self.bound(bound));
        let at_most = each.at_most.as_ref().map(|bound| self.bound(bound));
        if at_least.is_none() && at_most.is_none() {
            let message = text!("missing-key-bound", path = self.path(each.at));
            self.missing_one_of(each.at, &["at_least", "at_most"], message, text!("hint-at-least-or-at-most-each"));
        }
        let bounds = Bounds { at_least, at_most, tolerance: 0.0 };
        self.check_bounds(each.at, &bounds);
        bounds
    }

    fn part(&mut self, file: &Placed<CountFile>, part: Part) -> Count {
        let asked = Asked::of_part(file);
        if !part.may_be(file.count) {
            let message = text!("count-no-part", path = self.path(file.at), count = name_of(file.count));
            let fitting: Vec<&str> = ALL.iter().filter(|kind| part.may_be(**kind)).map(|kind| name_of(*kind)).collect();
            self.error_hint("target-without-metric", file.at, message, listed(&fitting));
        }
        // A school is one already, and a part has no parts; but of joined phases one may be meant. No schools are wrong ones.
        let joined = self.schools.is_empty() || self.schools.iter().any(|school| school.phases.len() > 1);
        let apart = joined && file.count == CountKind::Students;
        for (key, _) in KEYS {
            let in_school =
                part == Part::School && (matches!(key, "kinds" | "months_earlier") || key == "phases" && !apart);
            if self.stated(file.at.key(key)) && (in_school || !reads(file.count, key)) {
                self.refuse(file.at, key, &if in_school { text!("idle-in-school") } else { unread(file.count) });
            }
        }
        let mut count = self.count(&asked, None);
        self.complete_count(file.at, &mut count);
        count
    }

    /// What a count cannot be counted without, and what it counts where nothing is said.
    pub(super) fn complete_count(&mut self, at: At, count: &mut Count) {
        match count.kind {
            CountKind::Moved if count.moves.is_empty() && !self.stated(at.key("moves")) => {
                let message = text!("missing-key-moves", path = self.path(at));
                let names = self.names(Noun::Move);
                self.missing_one_of(at, &["moves"], message, listed(&names));
            }
            CountKind::Spend => {
                if self.file.line.is_empty() {
                    self.without_metric(at, [At::TOP.key("line")], text!("hint-no-line"));
                } else if count.lines.is_empty() {
                    count.lines = (0..self.file.line.len()).map(LineId::from).collect();
                }
            }
            // All of them.
            CountKind::Students | CountKind::Vacancies | CountKind::Posts | CountKind::SchoolsMeeting
                if count.phases.is_empty() && self.all_there(count.kind) =>
            {
                self.used.extend((0..self.file.phase.len()).map(|index| (Noun::Phase, index)));
            }
            CountKind::Posts | CountKind::Vacancies if self.file.posts.is_none() => {
                self.without_metric(at, [At::TOP.key("posts")], text!("hint-no-posts"));
            }
            CountKind::Students if self.file.phase.values().all(|phase| phase.students.is_none()) => {
                self.without_metric(at, [At::TOP.key("phase")], text!("hint-no-phase-with-students"));
            }
            CountKind::SchoolsMeeting if self.file.schools.is_none() => {
                self.without_metric(at, [At::TOP.key("schools")], text!("hint-no-schools"));
            }
            _ => {}
        }
        if reads(count.kind, "tiers") && count.tiers.is_empty() && count.kind != CountKind::Imports {
            count.tiers = (0..self.file.tier.len()).map(TierId::from).collect();
        }
    }

    /// Whether the scenario has what a count is of.
    fn all_there(&self, kind: CountKind) -> bool {
        match kind {
            CountKind::Posts | CountKind::Vacancies => self.file.posts.is_some(),
            CountKind::SchoolsMeeting => self.file.schools.is_some(),
            _ => self.file.phase.values().any(|phase| phase.students.is_some()),
        }
    }

    /// Warns of tiers above those that are named, to which a move leads out of them, where a bound from below leaves it open
    /// whether who rises still counts.
    pub(super) fn warn_of_tiers_above(&mut self, asked: &Asked<'_>, count: &Count) {
        let stock = matches!(count.kind, CountKind::Stock | CountKind::Fte | CountKind::StockPer100Students);
        let Some(lowest) = count.tiers.iter().min().copied() else { return };
        if !stock || asked.tiers.is_none() || asked.and_above.is_some() {
            return;
        }
        let of = |name: &Name| self.file.tier.get_index_of(name.as_str()).map(TierId::from);
        let counted = |name: &Name| of(name).is_some_and(|tier| count.tiers.contains(&tier));
        let mut above: Vec<TierId> = Vec::new();
        for one in self.file.moves.values().filter(|one| one.from.iter().any(counted)) {
            let to = one.to.as_ref().and_then(of).filter(|to| *to > lowest && !count.tiers.contains(to));
            above.extend(to.filter(|to| !above.contains(to)));
        }
        above.sort_unstable();
        let names: Vec<String> =
            above.iter().filter_map(|tier| Some(format!("`{}`", self.file.tier.get_index(tier.index())?.0))).collect();
        if !names.is_empty() {
            let (path, tiers) = (self.path(asked.at), Text::list(&names));
            let at = if self.stated(asked.at.key("tiers")) { asked.at.key("tiers") } else { asked.at.into() };
            let problem = self.warning("tier-above-not-counted", at, text!("tier-above-not-counted", path, tiers));
            self.problems.push(problem.hint(text!("hint-and-above")));
        }
    }

    /// Tiers above those that are named, to which people rise out of them.
    fn and_above(&mut self, asked: &Asked<'_>, count: &mut Count) {
        if asked.and_above != Some(true) || count.tiers.is_empty() {
            return;
        }
        let Some(lowest) = count.tiers.iter().min().copied() else { return };
        count.tiers = (lowest.index()..self.file.tier.len()).map(TierId::from).collect();
    }
}

/// Most that a ratio is told per.
const MOST_TIMES: u32 = 100_000;

const ALL: [CountKind; 15] = [
    CountKind::Additions,
    CountKind::Stock,
    CountKind::Fte,
    CountKind::StockPer100Students,
    CountKind::Imports,
    CountKind::SchoolShare,
    CountKind::Reached,
    CountKind::Leavers,
    CountKind::Moved,
    CountKind::Students,
    CountKind::Posts,
    CountKind::Vacancies,
    CountKind::Spend,
    CountKind::Ratio,
    CountKind::SchoolsMeeting,
];

const fn name_of(kind: CountKind) -> &'static str {
    match kind {
        CountKind::Additions => "additions",
        CountKind::Stock => "stock",
        CountKind::Fte => "fte",
        CountKind::StockPer100Students => "stock-per-100-students",
        CountKind::Imports => "imports",
        CountKind::SchoolShare => "school-share",
        CountKind::Reached => "reached",
        CountKind::Leavers => "leavers",
        CountKind::Moved => "moved",
        CountKind::Students => "students",
        CountKind::Posts => "posts",
        CountKind::Vacancies => "vacancies",
        CountKind::Spend => "spend",
        CountKind::Ratio => "ratio",
        CountKind::SchoolsMeeting => "schools-meeting",
    }
}

/// That a key means nothing to a kind of count.
pub(super) fn unread(kind: CountKind) -> Text {
    let name = name_of(kind);
    text!("idle-count", name)
}

/// The keys of counts.
pub(super) fn keys() -> impl Iterator<Item = &'static str> {
    KEYS.iter().map(|(key, _)| *key)
}
