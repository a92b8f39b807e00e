//! All that a plan carries over when it begins anew in the middle, as numbers and as keys of a scenario.

use super::restart::{Restart, Taken, restart};
use super::{
    Arrears, Coming, Grid, MemoryLibrary, MonthBefore, ProgrammeId, RosterPerson, Scenario, School, parse,
    whole_roster_text,
};
use crate::words::{Diagnostics, Month, Text, text};

/// What is carried over into a month, as it opens. Months from the start are months from that one.
#[derive(Clone, Debug, PartialEq)]
pub struct Carried {
    /// The month.
    pub month: Month,
    /// Who is there.
    pub people: Vec<RosterPerson>,
    /// Who is on her way.
    pub coming: Vec<Coming>,
    /// Value of every number of the scenario, in its order.
    pub values: Vec<f64>,
    /// Students, by phase.
    pub students: Vec<f64>,
    /// Schools, in the scenario's order; none that has closed.
    pub schools: Vec<Option<SchoolCarried>>,
    /// What programmes came to before, by programme.
    pub programmes: Vec<Vec<MonthBefore>>,
    /// Fractions of candidates that are left, by channel and tier of its mix.
    pub candidates_left: Vec<Vec<f64>>,
    /// Yuan in funds.
    pub funds: Vec<i64>,
    /// What is unpaid; `to` is a position among those who are there.
    pub arrears: Vec<Arrears>,
    /// Whether each rule has fired; none of those whose condition is still to be looked at.
    pub fired: Vec<Option<bool>>,
    /// Price indices.
    pub prices: Vec<f64>,
    /// What was counted, by the path of the count.
    pub counts: Vec<CountCarried>,
}

/// A school, as it is carried over.
#[derive(Clone, Debug, PartialEq)]
pub struct SchoolCarried {
    /// Relative number of students within each of its phases.
    pub students: Vec<f64>,
    /// Posts; none where nothing is held back by them.
    pub posts: Option<f64>,
    /// Programmes that have reached it.
    pub joined: Vec<ProgrammeId>,
}

/// What a count came to before.
#[derive(Clone, Debug, PartialEq)]
pub struct CountCarried {
    /// Where the count stands, such as `target.urgent` or `target.wastage.of`.
    pub path: String,
    /// What there was of it, of what is counted since the start.
    pub so_far: Option<i64>,
    /// What it was in single months that it looks back at.
    pub before: Vec<(i32, f64)>,
}

/// A number as TOML has it, which is read as the same.
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 { format!("{}", value as i64) } else { format!("{value:?}") }
}

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

impl Carried {
    /// Path and value of everything that a file states beside its tables.
    #[must_use]
    pub fn stated(&self, scenario: &Scenario) -> Vec<(String, String)> {
        let mut list: Vec<(String, String)> = Vec::new();
        let mut say = |path: String, value: String| list.push((path, value));
        let by_month = |months: &mut dyn Iterator<Item = (i32, f64)>| {
            let entries: Vec<String> =
                months.map(|(month, value)| format!("\"{}\" = {}", self.month + month, number(value))).collect();
            format!("{{ {} }}", entries.join(", "))
        };
        for (phase, students) in
            scenario.phases.iter().zip(&self.students).filter(|(phase, _)| phase.students.is_some())
        {
            say(format!("phase.{}.students", phase.named.id), number(*students));
        }
        for (one, months) in scenario.programmes.iter().zip(&self.programmes) {
            let path = format!("programme.{}", one.named.id);
            let opened: Vec<(i32, f64)> =
                months.iter().filter(|one| one.opened > 0).map(|one| (one.month, f64::from(one.opened))).collect();
            if !opened.is_empty() {
                say(format!("{path}.opened_before"), by_month(&mut opened.into_iter()));
            }
            let wanted: Vec<(i32, f64)> = months
                .iter()
                .filter(|one| (one.wanted - f64::from(one.opened)).abs() > 0.0)
                .map(|one| (one.month, one.wanted))
                .collect();
            if !wanted.is_empty() {
                say(format!("{path}.wanted_before"), by_month(&mut wanted.into_iter()));
            }
            let spent: Vec<(i32, f64)> = months.iter().filter_map(|one| Some((one.month, one.spent? as f64))).collect();
            if !spent.is_empty() {
                say(format!("{path}.spent_before"), by_month(&mut spent.into_iter()));
            }
        }
        for (one, left) in scenario.channels.iter().zip(&self.candidates_left) {
            let entries: Vec<String> = one
                .mix
                .iter()
                .zip(left)
                .filter(|(_, left)| **left > 0.0)
                .map(|((tier, _), left)| format!("{} = {}", scenario.tiers[tier.index()].named.id, number(*left)))
                .collect();
            if !entries.is_empty() {
                say(format!("channel.{}.candidates_left", one.named.id), format!("{{ {} }}", entries.join(", ")));
            }
        }
        for (one, yuan) in scenario.funds.iter().zip(&self.funds).filter(|(_, yuan)| **yuan != 0) {
            say(format!("fund.{}.carried_in", one.named.id), yuan.to_string());
        }
        for (one, index) in scenario.prices.iter().zip(&self.prices).filter(|(_, index)| (**index - 1.0).abs() > 0.0) {
            say(format!("price.{}.index", one.named.id), number(*index));
        }
        for (one, fired) in scenario.rules.iter().zip(&self.fired) {
            if let Some(fired) = fired {
                say(format!("rule.{}.fired", one.named.id), fired.to_string());
            }
        }
        for (place, one) in self.arrears.iter().enumerate() {
            let path = format!("arrears.n{:04}", place + 1);
            say(format!("{path}.line"), quoted(&scenario.lines[one.line.index()].named.id));
            say(format!("{path}.amount"), one.amount.to_string());
            if one.units != 1 {
                say(format!("{path}.units"), one.units.to_string());
            }
            if let Some(person) = one.to.and_then(|to| self.people.get(to)) {
                say(format!("{path}.to"), quoted(&person.id));
            }
        }
        for one in &self.counts {
            if let Some(so_far) = one.so_far {
                say(format!("{}.so_far", one.path), so_far.to_string());
            }
            if !one.before.is_empty() {
                say(format!("{}.before", one.path), by_month(&mut one.before.iter().copied()));
            }
        }
        list
    }

    /// Path and value of every number of another scenario that this one has as well, as one that is known.
    #[must_use]
    pub fn numbers(&self, scenario: &Scenario, other: &Scenario) -> Vec<(String, String)> {
        let known = scenario.parameters.iter().zip(&self.values);
        let there = known
            .filter(|(one, _)| !is_students(&one.path) && other.parameters.iter().any(|other| other.path == one.path));
        there.map(|(one, value)| (one.path.clone(), number(*value))).collect()
    }

    /// Tables that say which numbers go together: of numbers that are known none does.
    #[must_use]
    pub fn correlations(&self, scenario: &Scenario) -> Vec<&'static str> {
        let tree = scenario.sources.first().and_then(|(name, text)| parse(name, text).ok());
        let stated = |table: &&str| tree.as_ref().is_some_and(|tree| tree.find(&[table]).is_some());
        ["correlation", "driver"].into_iter().filter(stated).collect()
    }

    /// The roster.
    #[must_use]
    pub fn roster(&self, scenario: &Scenario) -> String {
        whole_roster_text(scenario, &self.people, &self.coming)
    }

    /// The table of schools; none where the scenario has none.
    #[must_use]
    pub fn schools(&self, scenario: &Scenario) -> Option<String> {
        if !scenario.has_schools() {
            return None;
        }
        let mut grid = Grid::of_sheet("schools");
        let mut write = |row: usize, cells: &[String]| {
            for (column, cell) in cells.iter().enumerate() {
                grid.add(row as u32, column as u32, cell);
            }
        };
        let names = [
            "id",
            "title_zh",
            "title_en",
            "phase",
            "kind",
            "students",
            "posts",
            "group",
            "leads",
            "opens",
            "closes",
            "merges_into",
            "joined",
            "posts_now",
        ];
        write(0, &names.map(str::to_owned));
        let there = scenario.schools.iter().zip(&self.schools).filter_map(|(one, now)| Some((one, now.as_ref()?)));
        for (row, (one, now)) in there.enumerate() {
            let month = |month: Option<Month>| month.map(|month| month.to_string()).unwrap_or_default();
            let joined: Vec<&str> =
                now.joined.iter().map(|id| scenario.programmes[id.index()].named.id.as_str()).collect();
            let own = [
                one.named.id.clone(),
                one.named.title.zh.to_string(),
                one.named.title.en.to_string(),
                one.phase_ids(scenario),
                one.kind.map(|id| scenario.kinds[id.index()].id.clone()).unwrap_or_default(),
                now.students.iter().map(|students| number(*students)).collect::<Vec<_>>().join(";"),
                number(one.posts),
                String::new(),
                if one.leads { "yes" } else { "no" }.to_owned(),
                month(one.opens.filter(|opens| *opens > self.month)),
                month(one.closes),
                one.merges_into.map(|id| scenario.schools[id.index()].named.id.clone()).unwrap_or_default(),
                joined.join(";"),
                now.posts.map(number).unwrap_or_default(),
            ];
            write(row + 1, &own);
        }
        Some(grid.to_csv())
    }
}

/// Whether a path is that of a phase's students, which are carried over by themselves.
fn is_students(path: &str) -> bool {
    path.strip_prefix("phase.").is_some_and(|rest| rest.ends_with(".students"))
}

/// A plan that begins anew in a month with all that is carried over into it.
#[derive(Clone, Debug)]
pub struct Continued {
    /// Names and texts of its files: `plan.toml`, what it extends, and tables.
    pub files: Vec<(String, String)>,
    /// The scenario that it is.
    pub scenario: Scenario,
    /// What of the plan is past.
    pub taken: Vec<Taken>,
}

/// The file of a plan that begins anew.
const PLAN: &str = "plan.toml";

impl Carried {
    /// The scenario that begins in the month with all that is carried over, over the one that it is of.
    ///
    /// # Errors
    /// What keeps it from being a scenario.
    pub fn continued(&self, scenario: &Scenario) -> Result<Continued, Diagnostics> {
        let sources = scenario.sources.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        let mut library = MemoryLibrary::new(sources);
        let roster = format!("roster-{}.csv", self.month);
        library.files.insert(roster.clone(), self.roster(scenario));
        let mut stated = self.stated(scenario);
        let schools = format!("schools-{}.csv", self.month);
        if let Some(text) = self.schools(scenario) {
            stated.push(("schools.file".to_owned(), quoted(&schools)));
            library.files.insert(schools.clone(), text);
        }
        let Some((base, _)) = scenario.sources.first() else { return Err(Diagnostics::new()) };
        let (id, without) = (format!("{}-{}", scenario.id, self.month), self.correlations(scenario));
        let begin = |library: &MemoryLibrary, stated: &[(String, String)]| {
            let how = Restart {
                file: PLAN,
                extends: base,
                id: &id,
                title: &scenario.title,
                start: self.month,
                end: None,
                roster: &roster,
                stated,
                without: &without,
            };
            restart(library, &[], &how)
        };
        // Which numbers there still are, and then what they were.
        let open = begin(&library, &stated)?;
        stated.extend(self.numbers(scenario, &open.scenario));
        let made = begin(&library, &stated)?;
        let mut files = vec![(PLAN.to_owned(), made.text)];
        // Tables that were replaced are no longer read.
        let read = |name: &String| made.scenario.sources.iter().skip(1).any(|(own, _)| own == name);
        let new = [roster, schools];
        files.extend(library.files.into_iter().filter(|(name, _)| name == base || new.contains(name) || read(name)));
        Ok(Continued { files, scenario: made.scenario, taken: made.taken })
    }
}

/// Why a plan cannot begin anew in a month as a replicate would go on.
#[must_use]
pub fn why_not_continued(scenario: &Scenario, month: Month) -> Option<Text> {
    let header = || scenario.phases.iter().any(|phase| phase.students.is_some()) || scenario.posts.is_some();
    let levels = scenario.moves.iter().filter_map(|one| one.total.as_ref());
    let mut levels = levels.chain(scenario.channels.iter().filter_map(|one| one.total.as_ref()));
    let changes = |one: &School| one.opens == Some(month) || one.closes == Some(month);
    if month.month() != scenario.fiscal_year_starts {
        Some(text!("not-continued-year", month, opens = scenario.fiscal_year_starts))
    } else if month.month() == scenario.school_year_starts && header() {
        Some(text!("not-continued-school-year", month))
    } else if let Some(school) = scenario.schools.iter().find(|one| changes(one)) {
        Some(text!("not-continued-school", month, id = &school.named.id))
    } else if (month - scenario.start) % 12 != 0 && levels.any(|level| level.growth.is_some()) {
        Some(text!("not-continued-growth", month, start = scenario.start))
    } else {
        None
    }
}
