//! A plan from a later month on, or an earlier one: what is past is taken away, and people are those of a roster.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use serde::{Deserialize, Serialize};

use super::check::load;
use super::overlay::{fiscal_year_of, resolve};
use super::tree::{Node, Value};
use super::{FORMAT, Grid, Library, LibraryError, Scenario};
use crate::words::{Diagnostic, Diagnostics, Month, Severity, Text};

/// Rounds in which what rests on what was taken away is looked for: chains of it are short.
const MOST_ROUNDS: usize = 20;

/// How a plan is to go on.
#[derive(Clone, Debug)]
pub struct Restart<'a> {
    /// The name that the new file has in the library; it need not be there yet.
    pub file: &'a str,
    /// The plan, as the new file names it.
    pub extends: &'a str,
    /// Id and title of the new scenario.
    pub id: &'a str,
    /// See `id`.
    pub title: &'a Text,
    /// The first month. It may lie before that of the plan.
    pub start: Month,
    /// The last month; left out, that of the plan.
    pub end: Option<Month>,
    /// Who is there when the first month opens, as the new file names it.
    pub roster: &'a str,
    /// What else it states, as paths and values: what is carried over, such as `fund.special.carried_in`.
    pub stated: &'a [(String, String)],
    /// What else it takes away.
    pub without: &'a [&'a str],
}

/// Why something of a plan is no part of it from a month on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Gone {
    /// Its month is past.
    Past,
    /// Its month comes after the end.
    Later,
    /// It is worked out from months before the start.
    LooksBack,
    /// It only served what was taken away.
    Rests,
}

/// Something of a plan that is no part of it from a month on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Taken {
    /// Its path, such as `target.import-2021`.
    pub path: String,
    /// Why.
    pub why: Gone,
}

/// A plan from a month on.
#[derive(Clone, Debug)]
pub struct Restarted {
    /// The file: a scenario over the plan.
    pub text: String,
    /// What it takes away from the plan, beside yearly figures of years that are not in the run.
    pub taken: Vec<Taken>,
    /// The scenario that it is.
    pub scenario: Scenario,
    /// What is worth reading of it.
    pub warnings: Diagnostics,
}

/// A plan from another month on, with the people of a roster.
///
/// The new file moves `scenario.start` and names the roster, so that stocks and shares of the plan are not read. Taken away are
/// targets whose month is past, rules whose condition was looked at, first months that are past, months of `run.months`, what
/// ended before (its programme stays, with no units; its cost, with an amount of nought), and then whatever would serve nothing
/// any more. Yearly figures of other years fall away by themselves. Numbers that are gone leave correlations and drivers.
///
/// What is carried over beyond people (doses, money, counts so far) is there as far as it is `stated`.
///
/// # Errors
/// Problems of the plan, and what keeps the new file from being a scenario.
pub fn restart(library: &dyn Library, sets: &[String], how: &Restart<'_>) -> Result<Restarted, Diagnostics> {
    let plan = resolve(library, &library.base(how.file, how.extends), &[])?.tree;
    let mut made = Made::new(&plan, how);
    made.by_month();
    loop {
        let text = made.text();
        let over = Over { library, name: how.file, text: &text };
        match load(&over, how.file, sets) {
            Ok((scenario, warnings)) => {
                let taken = made.taken.into_iter().map(|(path, why)| Taken { path, why }).collect();
                return Ok(Restarted { text, taken, scenario, warnings });
            }
            Err(problems) if made.rounds < MOST_ROUNDS && made.follow(&problems) => made.rounds += 1,
            Err(problems) => return Err(problems),
        }
    }
}

/// A library with one file more.
struct Over<'a> {
    library: &'a dyn Library,
    name: &'a str,
    text: &'a str,
}

impl Library for Over<'_> {
    fn read(&self, name: &str) -> Result<String, LibraryError> {
        if name == self.name { Ok(self.text.to_owned()) } else { self.library.read(name) }
    }

    fn table(&self, name: &str) -> Result<Grid, LibraryError> {
        self.library.table(name)
    }

    fn join(&self, from: &str, relative: &str) -> String {
        self.library.join(from, relative)
    }

    fn base(&self, from: &str, relative: &str) -> String {
        self.library.base(from, relative)
    }

    fn bases(&self) -> Vec<String> {
        self.library.bases()
    }

    fn names(&self, near: &str) -> Vec<String> {
        self.library.names(near)
    }
}

/// The new file in the making.
struct Made<'a> {
    plan: &'a Node,
    how: &'a Restart<'a>,
    end: Option<Month>,
    fiscal_year_starts: u32,
    taken: Vec<(String, Gone)>,
    /// Paths that are left out without a word: those of what is replaced.
    without: Vec<String>,
    /// Lines by section.
    lines: BTreeMap<String, Vec<String>>,
    /// Numbers that are none any more, in correlations and drivers.
    lost: Vec<String>,
    rounds: usize,
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

fn text_at<'n>(node: &'n Node, key: &str) -> Option<&'n str> {
    match &node.find(&[key])?.value {
        Value::Text(text) => Some(text),
        _ => None,
    }
}

fn month_at(node: &Node, key: &str) -> Option<Month> {
    text_at(node, key)?.parse().ok()
}

/// The texts of a list.
fn texts(node: Option<&Node>) -> Vec<&str> {
    let Some(Value::Array(items)) = node.map(|node| &node.value) else { return Vec::new() };
    let text = |one| match one {
        &Node { value: Value::Text(ref text), .. } => Some(text.as_str()),
        _ => None,
    };
    items.iter().filter_map(text).collect()
}

/// The nouns of a table of a plan, each with what is stated of it.
fn nouns<'n>(plan: &'n Node, table: &str) -> impl Iterator<Item = (&'n str, &'n Node)> {
    let entries = plan.find(&[table]).and_then(Node::table);
    entries.into_iter().flatten().map(|(id, entry)| (id.as_str(), &entry.node))
}

impl<'a> Made<'a> {
    fn new(plan: &'a Node, how: &'a Restart<'a>) -> Self {
        let header = plan.find(&["scenario"]);
        let opens = header.and_then(|header| header.find(&["fiscal_year_starts"])).map(|node| &node.value);
        let fiscal_year_starts = match opens {
            Some(Value::Whole(month)) => u32::try_from(*month).unwrap_or(1),
            _ => 1,
        };
        let end = how.end.or_else(|| month_at(header?, "end"));
        Self {
            plan,
            how,
            end,
            fiscal_year_starts,
            taken: Vec::new(),
            without: Vec::new(),
            lines: BTreeMap::new(),
            lost: Vec::new(),
            rounds: 0,
        }
    }

    /// Why a month is none of the run.
    fn outside(&self, month: Month) -> Option<Gone> {
        match month {
            _ if month < self.how.start => Some(Gone::Past),
            _ if self.end.is_some_and(|end| month > end) => Some(Gone::Later),
            _ => None,
        }
    }

    fn take(&mut self, path: impl Into<String>, why: Gone) -> bool {
        let path = path.into();
        let within = |(own, _): &(String, Gone)| {
            path == *own || path.strip_prefix(own).is_some_and(|rest| rest.starts_with('.'))
        };
        let new = !self.taken.iter().any(within);
        if new {
            self.taken.push((path, why));
        }
        new
    }

    fn is_within_taken(&self, path: &str) -> bool {
        self.taken.iter().any(|(own, _)| {
            path.strip_prefix(own.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
    }

    fn is_taken(&self, path: &str) -> bool {
        self.taken.iter().any(|(own, _)| own == path)
    }

    /// Takes away what is of months outside the run.
    fn by_month(&mut self) {
        let plan = self.plan;
        for (id, target) in nouns(plan, "target") {
            self.target(id, target);
        }
        for (id, rule) in nouns(plan, "rule") {
            // A condition that was looked at before the start cannot be looked at again; what came of it may be known.
            let fired = format!("rule.{id}.fired");
            if self.how.stated.iter().any(|(path, _)| *path == fired) {
                continue;
            }
            if let Some(why) = ["at", "from"].iter().find_map(|key| self.outside(month_at(rule, key)?)) {
                self.take(format!("rule.{id}"), why);
            }
        }
        for (id, programme) in nouns(plan, "programme") {
            self.opening("programme", id, programme, ["units", "units = 0"]);
        }
        for (id, cost) in nouns(plan, "cost") {
            self.opening("cost", id, cost, ["amount", "amount = { value = 0, basis = \"plan\" }"]);
        }
        let months = texts(plan.find(&["run", "months"]));
        let kept: Vec<&str> = months.iter().copied().filter(|month| self.is_inside(month)).collect();
        if kept.is_empty() && !months.is_empty() {
            self.without.push("run.months".to_owned());
        } else if kept.len() < months.len() {
            let kept: Vec<String> = kept.into_iter().map(quoted).collect();
            self.line("run", format!("months = [{}]", kept.join(", ")));
        }
    }

    fn is_inside(&self, month: &str) -> bool {
        month.parse().is_ok_and(|month| self.outside(month).is_none())
    }

    fn line(&mut self, section: impl Into<String>, line: String) {
        self.lines.entry(section.into()).or_default().push(line);
    }

    /// Why none of the years of a number is in the run, if it has any.
    fn years(&self, node: &Node, keys: [&str; 2]) -> Option<Result<(), Gone>> {
        let tables = keys.iter().filter_map(|key| node.find(&[key])?.table());
        let years: Vec<i32> = tables.flat_map(|table| table.keys()).filter_map(|year| fiscal_year_of(year)).collect();
        let of = |month: Month| month.year_opening_in(self.fiscal_year_starts);
        let (first, last) = (of(self.how.start), self.end.map_or(i32::MAX, of));
        let newest = years.iter().max()?;
        Some(match years.iter().any(|year| (first..=last).contains(year)) {
            true => Ok(()),
            false if *newest < first => Err(Gone::Past),
            false => Err(Gone::Later),
        })
    }

    fn target(&mut self, id: &str, target: &Node) {
        let path = format!("target.{id}");
        let by_year = ["at_least_by_year", "at_most_by_year"];
        let at = month_at(target, "at").and_then(|at| self.outside(at));
        match (at, self.years(target, by_year)) {
            // Only its years go on.
            (Some(why), Some(Ok(()))) => {
                let plain = ["at", "at_least", "at_most"].into_iter().filter(|key| target.find(&[key]).is_some());
                for key in plain {
                    self.take(format!("{path}.{key}"), why);
                }
            }
            (Some(why), _) | (None, Some(Err(why))) if at.is_some() || target.find(&["at"]).is_none() => {
                self.take(&*path, why);
            }
            _ => {}
        }
        for (name, reading) in target.find(&["reading"]).and_then(Node::table).into_iter().flatten() {
            let plain = ["at_least", "at_most"].iter().any(|key| reading.node.find(&[key]).is_some());
            if let (Some(Err(why)), false) = (self.years(&reading.node, by_year), plain) {
                self.take(format!("{path}.reading.{name}"), why);
            }
        }
    }

    /// Of what has a first and a last month: what is past of it. What ended before, or begins after the end, stays with none.
    fn opening(&mut self, table: &str, id: &str, node: &Node, [count, nothing]: [&str; 2]) {
        let path = format!("{table}.{id}");
        let [from, until] = ["from", "until"].map(|key| month_at(node, key).and_then(|month| self.outside(month)));
        let over = if until == Some(Gone::Past) { until } else { from.filter(|why| *why == Gone::Later) };
        for key in ["from", "until"] {
            let outside = if key == "from" { from } else { until };
            if outside.is_some() || over.is_some() && node.find(&[key]).is_some() {
                self.without.push(format!("{path}.{key}"));
            }
        }
        if over.is_some() {
            let years = format!("{count}_by_year");
            if node.find(&[years.as_str()]).is_some() {
                self.without.push(format!("{path}.{years}"));
            }
            self.line(path, nothing.to_owned());
        }
    }

    /// Takes away what rests on what was taken away, as the check tells it; whether there was anything.
    fn follow(&mut self, problems: &Diagnostics) -> bool {
        let mut more = false;
        for one in problems.list.iter().filter(|one| one.severity == Severity::Error) {
            more |= self.mend(one);
        }
        more
    }

    fn mend(&mut self, problem: &Diagnostic) -> bool {
        let path = problem.path.as_deref().unwrap_or_default();
        let keys: Vec<&str> = path.split('.').collect();
        let number = problem.names.first().filter(|_| ["correlation", "driver"].contains(&keys[0]));
        match (&*problem.code, number) {
            ("unknown-name", Some(number)) => {
                let new = !self.lost.contains(number);
                if new {
                    self.lost.push(number.clone());
                }
                new
            }
            ("outside-horizon", _) if keys.len() >= 2 => self.take(keys[..2].join("."), Gone::LooksBack),
            ("dead-input", _) if self.plan.find(&keys).is_some() => self.take(path, Gone::Rests),
            _ => false,
        }
    }

    /// Nouns that name what was taken away.
    fn rest(&mut self) {
        let plan = self.plan;
        for (id, rule) in nouns(plan, "rule") {
            if text_at(rule, "target").is_some_and(|target| self.is_taken(&format!("target.{target}"))) {
                self.take(format!("rule.{id}"), Gone::Rests);
            }
        }
        for (id, joint) in nouns(plan, "joint") {
            let targets = texts(joint.find(&["targets"]));
            let left: Vec<&str> =
                targets.iter().copied().filter(|one| !self.is_taken(&format!("target.{one}"))).collect();
            // One target alone is not asked about together with others.
            if left.len() < 2 && left.len() < targets.len() {
                self.take(format!("joint.{id}"), Gone::Rests);
            } else if left.len() < targets.len() {
                let left: Vec<String> = left.into_iter().map(quoted).collect();
                self.lines.insert(format!("joint.{id}"), vec![format!("targets = [{}]", left.join(", "))]);
            }
        }
        for (id, driver) in nouns(plan, "driver") {
            let numbers = driver.find(&["numbers"]).and_then(Node::table);
            let paths: Vec<&String> = numbers.into_iter().flat_map(|numbers| numbers.keys()).collect();
            let lost: Vec<&String> = paths.iter().copied().filter(|path| self.lost.contains(path)).collect();
            // One number alone does not go with anything.
            if !lost.is_empty() && lost.len() + 1 >= paths.len() {
                self.take(format!("driver.{id}"), Gone::Rests);
            }
            let lost: Vec<String> = lost.iter().map(|path| format!("driver.{id}.numbers.{path}")).collect();
            for path in lost {
                self.take(path, Gone::Rests);
            }
        }
        self.correlation();
    }

    /// The correlations between the numbers that are left.
    fn correlation(&mut self) {
        let Some(correlation) = self.plan.find(&["correlation"]).filter(|_| !self.lost.is_empty()) else { return };
        let names = texts(correlation.find(&["parameters"]));
        let left: Vec<usize> =
            (0..names.len()).filter(|place| !self.lost.iter().any(|lost| lost == names[*place])).collect();
        if left.len() == names.len() {
            return;
        }
        if left.len() < 2 {
            self.take("correlation", Gone::Rests);
            return;
        }
        let cell = |row: usize, column: usize| {
            let node = correlation.find(&["matrix", &row.to_string(), &column.to_string()]);
            node.map_or_else(|| "0".to_owned(), Node::inline)
        };
        let row = |row: &usize| {
            let cells: Vec<String> = left.iter().map(|column| cell(*row, *column)).collect();
            format!("[{}]", cells.join(", "))
        };
        let parameters: Vec<String> = left.iter().map(|place| quoted(names[*place])).collect();
        let rows: Vec<String> = left.iter().map(row).collect();
        let mut lines =
            vec![format!("parameters = [{}]", parameters.join(", ")), format!("matrix = [{}]", rows.join(", "))];
        if let Some(mend) = correlation.find(&["mend"]) {
            lines.push(format!("mend = {}", mend.inline()));
        }
        self.lines.insert("correlation".to_owned(), lines);
    }

    fn text(&mut self) -> String {
        self.rest();
        let how = self.how;
        let taken = self.taken.iter().map(|(path, _)| path);
        let taken = taken.chain(&self.without).map(String::as_str).chain(how.without.iter().copied());
        let without: Vec<String> = taken.map(|path| format!("  {},\n", quoted(path))).collect();
        let without = if without.is_empty() { String::new() } else { format!("without = [\n{}]\n", without.concat()) };
        let title =
            [("zh", &how.title.zh), ("en", &how.title.en)].map(|(key, text)| format!("{key} = {}", quoted(text)));
        let end = how.end.map_or_else(String::new, |end| format!("end = {}\n", quoted(&end.to_string())));
        let mut text = format!(
            "format = {FORMAT}\nextends = {}\n{without}\n[scenario]\nid = {}\ntitle = {{ {} }}\nstart = {}\n{end}",
            quoted(how.extends),
            quoted(how.id),
            title.join(", "),
            quoted(&how.start.to_string()),
        );
        let mut all = self.lines.clone();
        all.entry("people".to_owned()).or_default().insert(0, format!("roster = {}", quoted(how.roster)));
        for (path, value) in how.stated {
            let (section, key) = path.rsplit_once('.').unwrap_or(("", path));
            let lines = all.entry(section.to_owned()).or_default();
            let bare = key.chars().all(|one| one.is_ascii_alphanumeric() || one == '-' || one == '_');
            let key = if bare { key.to_owned() } else { quoted(key) };
            // What ended before has none of what it would otherwise have.
            if !self.without.contains(path) && !lines.iter().any(|line| line.starts_with(&format!("{key} ="))) {
                lines.push(format!("{key} = {value}"));
            }
        }
        for (section, lines) in all.iter().filter(|(_, lines)| !lines.is_empty()) {
            // What was taken away has nothing to be said of it. Writing to a text cannot fail.
            if !self.is_within_taken(section) {
                let _ = write!(text, "\n[{section}]\n{}\n", lines.join("\n"));
            }
        }
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::MemoryLibrary;

    const PLAN: &str = r#"
format = 2
[scenario]
id = "plan"
title = { zh = "规划", en = "Plan" }
start = "2021-01"
end = "2024-12"
[run]
months = ["2021-12", "2022-12", "2023-12"]
[people]
female = { uniform = [0.6, 0.8], basis = "assumption" }
[tier.teacher]
title = { zh = "教师", en = "Teacher" }
stock = { uniform = [90, 110], basis = "assumption" }
[tier.backbone]
title = { zh = "骨干", en = "Backbone" }
stock = { uniform = [9, 11], basis = "assumption" }
[move.resign]
title = { zh = "辞职", en = "Resignation" }
kind = "leave"
from = ["teacher"]
rate = { uniform = [0.01, 0.02], basis = "assumption" }
[move.rise]
title = { zh = "晋升", en = "Promotion" }
kind = "change"
from = ["teacher"]
to = "backbone"
rate = { uniform = [0.1, 0.2], basis = "assumption" }
places_by_year = { "2021" = 3, "2022" = 4, "2023" = 5, "2024" = 6 }
[programme.training]
title = { zh = "培训", en = "Training" }
reaches = "people"
unit = { zh = "人", en = "seats" }
units_by_year = { "2021" = 5, "2022" = 6 }
from = "2021-06"
until = "2022-11"
[programme.early]
title = { zh = "先行", en = "Early" }
reaches = "people"
unit = { zh = "人", en = "seats" }
units = 5
[effect.training]
programme = "training"
on = ["move.rise"]
odds_ratio = { uniform = [1, 2], basis = "assumption" }
[driver.market]
title = { zh = "市场", en = "Market" }
numbers = { "move.resign.rate" = 0.5, "move.rise.rate" = -0.5 }
[driver.size]
title = { zh = "规模", en = "Size" }
numbers = { "tier.teacher.stock" = 0.5, "effect.training.odds_ratio" = 0.5 }
[line.pay]
title = { zh = "支出", en = "Pay" }
[fund.f]
title = { zh = "经费", en = "Fund" }
appropriation = 900000
pays = ["pay"]
[cost.opening]
title = { zh = "启动", en = "Opening" }
line = "pay"
amount = 1000
until = "2021-12"
[target.early]
title = { zh = "先行", en = "Early" }
at = "2022-12"
at_least = 4
count = "reached"
programme = "early"
[target.years]
title = { zh = "逐年", en = "By year" }
at_least_by_year = { "2022" = 10, "2023" = 11 }
count = "stock"
tiers = ["backbone"]
[target.lost]
title = { zh = "流失", en = "Lost" }
at = "2023-08"
at_most = 0.1
count = "ratio"
of = { count = "stock", tiers = ["teacher"] }
per = { count = "stock", months_earlier = 24 }
[target.more]
title = { zh = "更多", en = "More" }
at = "2024-12"
at_least = 12
count = "stock"
tiers = ["backbone"]
[joint.two]
title = { zh = "两项", en = "Two" }
targets = ["early", "years", "more"]
[joint.one]
title = { zh = "一项", en = "One" }
targets = ["early", "years"]
[rule.push]
title = { zh = "加力", en = "Push" }
at = "2022-06"
target = "years"
below = 10
from = "2023-02"
set = { "programme.early.units" = 9 }
[rule.later]
title = { zh = "再加力", en = "Later" }
at = "2023-06"
target = "lost"
at_least = 0.2
from = "2023-08"
set = { "programme.early.units" = 9 }
[correlation]
parameters = ["people.female", "tier.backbone.stock"]
matrix = [[1, 0.5], [0.5, 1]]
"#;

    const ROSTER: &str = "id,born,sex,school,tier,in_tier_since,origin,contract_end,marks\n\
        a,1980-01,f,,teacher,2010-01,home,,training\nb,1981-01,m,,backbone,2010-01,home,,\n";

    fn on(start: &str, end: Option<&str>) -> Result<Restarted, Diagnostics> {
        let library = MemoryLibrary::new([("plan.toml", PLAN), ("now.csv", ROSTER)]);
        let title = Text::new("新", "New");
        restart(
            &library,
            &[],
            &Restart {
                file: "now.toml",
                extends: "plan.toml",
                id: "now",
                title: &title,
                start: start.parse().unwrap(),
                end: end.map(|end| end.parse().unwrap()),
                roster: "now.csv",
                stated: &[],
                without: &[],
            },
        )
    }

    fn taken(restarted: &Restarted) -> Vec<(&str, Gone)> {
        restarted.taken.iter().map(|one| (one.path.as_str(), one.why)).collect()
    }

    #[test]
    fn what_is_past_is_taken_away_and_what_rests_on_it() {
        let made = on("2023-01", None).unwrap_or_else(|problems| panic!("{problems}"));
        let mut gone = taken(&made);
        gone.sort_unstable_by_key(|one| one.0);
        let wanted = [
            ("correlation", Gone::Rests),
            ("driver.size", Gone::Rests),
            ("joint.one", Gone::Rests),
            ("rule.later", Gone::Rests),
            ("rule.push", Gone::Past),
            ("target.early", Gone::Past),
            ("target.lost", Gone::LooksBack),
        ];
        for one in wanted {
            assert!(gone.contains(&one), "{one:?} of {gone:?}");
        }
        let scenario = &made.scenario;
        assert_eq!((scenario.id.as_str(), scenario.start.to_string()), ("now", "2023-01".to_owned()));
        assert_eq!(scenario.roster.as_ref().map(Vec::len), Some(2));
        assert_eq!(scenario.kept_months.len(), 1);
        assert_eq!(scenario.joints.len(), 1);
        assert_eq!(scenario.targets.iter().map(|one| one.named.id.as_str()).collect::<Vec<_>>(), ["years", "more"]);
        // The programme whose mark somebody has stays, and opens nothing.
        assert!(scenario.programmes.iter().any(|one| one.named.id == "training"));
        assert!(made.text.contains("[programme.training]\nunits = 0"), "{}", made.text);
        assert_eq!(scenario.expenses.len(), 1);
    }

    #[test]
    fn a_plan_that_starts_earlier_and_ends_earlier_has_no_later_targets() {
        let made = on("2020-01", Some("2022-12")).unwrap_or_else(|problems| panic!("{problems}"));
        let gone = taken(&made);
        assert!(
            gone.contains(&("target.lost", Gone::Later)) && gone.contains(&("rule.later", Gone::Later)),
            "{gone:?}"
        );
        assert!(!gone.iter().any(|one| one.0 == "target.early"), "{gone:?}");
        assert_eq!((made.scenario.months(), made.scenario.kept_months.len()), (36, 2));
    }

    #[test]
    fn what_cannot_be_a_scenario_says_why() {
        let problems = on("2025-01", None).unwrap_err();
        assert!(problems.list.iter().any(|one| one.code == "crossed-horizon"), "{problems}");
    }
}
