//! Phases, schools, posts, tiers and the roster: where people can be, and who is there at the start.

use indexmap::IndexMap;

use super::common::{HOME, OLDEST};
use super::context::{Context, Noun, either, named, say, text};
use super::numbers::{Place, shown};
use super::tables;
use crate::scenario::file::Reaches;
use crate::scenario::overlay::nearest_or_listed;
use crate::scenario::{
    Column, Groups, Kind, KindId, Named, Noted, ParameterId, Phase, PhaseId, Posts, RosterPerson, Row, Scenario,
    School, SchoolId, Sex, Tier, read_sheet, shown as quotable,
};
use crate::words::{Diagnostic, Month, Text, one_line};

/// More schools than any district has, and fewer than an id can tell apart.
const MOST_SCHOOLS: usize = 20_000;
/// How far the pupils of schools may be from the students of their phase before it is told.
const FAR_OFF: f64 = 1.5;
/// The id of the one school of a scenario without schools.
const ONLY: &str = "all";

impl Context<'_> {
    pub(super) fn phases(&mut self) -> Vec<Phase> {
        let file = self.file;
        let mut phases = Vec::new();
        for (id, phase) in &file.phase {
            let path = format!("phase.{id}");
            let students = self.maybe_in(&path, "students", phase.students.as_ref(), Place::Students);
            let growth = self.maybe_in(&path, "growth", phase.growth.as_ref(), Place::Growth);
            let growth_noise = self.maybe_in(&path, "growth_noise", phase.growth_noise.as_ref(), Place::Share);
            if students.is_none() {
                let reason = Text::new("这个学段没有写学生数 students", "the phase states no students");
                let students = format!("{path}.students");
                self.refuse_for_want(&path, "growth", &[&students], &reason);
                self.refuse_for_want(&path, "growth_noise", &[&students], &reason);
            }
            phases.push(Phase { named: named(id, &phase.title), students, growth, growth_noise });
        }
        phases
    }

    pub(super) fn kinds(&self) -> Vec<Named> {
        let schools = self.file.schools.as_ref();
        schools.map_or_else(Vec::new, |schools| schools.kinds.iter().map(|(id, title)| named(id, title)).collect())
    }

    pub(super) fn posts(&mut self) -> Option<Posts> {
        let posts = self.file.posts.as_ref()?;
        let vacant = self.maybe("posts.vacant", posts.vacant.as_ref(), Place::Share);
        let per_new_student = self.maybe("posts.per_new_student", posts.per_new_student.as_ref(), Place::Each);
        let growth = self.maybe("posts.growth", posts.growth.as_ref(), Place::Growth);
        if posts.counted {
            self.refuse(
                "posts",
                "vacant",
                &Text::new(
                    "counted = true 时编制数来自学校名单",
                    "with counted = true the schools file gives the posts",
                ),
            );
            if self.file.schools.is_none() {
                let reason = Text::new("方案没有学校名单", "the scenario has no schools file");
                self.refuse_for_want("posts", "counted", &["schools"], &reason);
            }
        }
        if self.file.phase.values().all(|phase| phase.students.is_none()) {
            let reason = Text::new("没有学段写学生数", "no phase states students");
            self.refuse_for_want("posts", "per_new_student", &["phase"], &reason);
        }
        Some(Posts { vacant, per_new_student, growth, counted: posts.counted })
    }

    pub(super) fn tiers(&mut self) -> Vec<Tier> {
        let file = self.file;
        let people = &file.people;
        if people.roster.is_some() {
            return self.tiers_of_roster();
        }
        let general_female = self.maybe("people.female", people.female.as_ref(), Place::Share);
        let general_ages = self.ages("people.ages", &people.ages);
        let general_months =
            people.months_in_tier.map_or((0, 0), |pair| self.month_pair("people.months_in_tier", pair));
        let mut tiers = Vec::new();
        for (id, tier) in &file.tier {
            let path = format!("tier.{id}");
            let stock = self.maybe_in(&path, "stock", tier.stock.as_ref(), Place::People);
            let female = self.maybe_in(&path, "female", tier.female.as_ref(), Place::Share);
            let ages = self.ages(&format!("{path}.ages"), &tier.ages);
            let months = tier.months_in_tier.map(|pair| self.month_pair(&format!("{path}.months_in_tier"), pair));
            let mut kinds = vec![None; self.names(Noun::Kind).len()];
            for (kind, quantity) in &tier.kinds {
                let weight = self.number(&format!("{path}.kinds.{kind}"), quantity, Place::Weight);
                let place = self.key_place(&format!("{path}.kinds"), kind);
                if let Some(position) = self.resolve_at::<usize>(Noun::Kind, kind, place)
                    && let Some(slot) = kinds.get_mut(position)
                {
                    *slot = Some(weight);
                }
            }
            let phases: Vec<PhaseId> = self.school_phases(&format!("{path}.phases"), &tier.phases);
            self.check_schools_of_tier(&path, stock, &phases, &kinds);
            if tier.stock.is_none() {
                let reason = Text::new("这一层次没有写人数 stock", "the tier states no stock");
                let stock = format!("{path}.stock");
                for key in ["female", "ages", "months_in_tier", "kinds", "phases"] {
                    self.refuse_for_want(&path, key, &[&stock], &reason);
                }
            }
            tiers.push(Tier {
                named: named(id, &tier.title),
                stock,
                female: female.or(general_female),
                ages: if tier.ages.is_empty() { general_ages.clone() } else { ages },
                months_in_tier: months.unwrap_or(general_months),
                kinds,
                phases,
            });
        }
        for (key, unread) in [
            ("female", file.tier.values().all(|tier| tier.female.is_some())),
            ("ages", file.tier.values().all(|tier| !tier.ages.is_empty())),
            ("months_in_tier", file.tier.values().all(|tier| tier.months_in_tier.is_some())),
        ] {
            if unread {
                let reason = Text::new("各层次都另有数", "every tier has its own");
                self.refuse_for_want("people", key, &["tier"], &reason);
            } else if file.tier.values().all(|tier| tier.stock.is_none()) {
                let reason = Text::new("没有层次写人数 stock", "no tier states a stock");
                self.refuse_for_want("people", key, &["tier", "people.roster"], &reason);
            }
        }
        tiers
    }

    /// Refuses a stock for which no school is open at the start: its people would be nowhere.
    fn check_schools_of_tier(
        &mut self,
        path: &str,
        stock: Option<ParameterId>,
        phases: &[PhaseId],
        kinds: &[Option<ParameterId>],
    ) {
        let some = stock.is_some_and(|stock| self.ends(stock).1 > 0.0);
        // That no school at all has posts is told once, of the schools file.
        if !some || self.file.schools.is_none() || self.schools.is_empty() || !self.has_school(&[], &[], true) {
            return;
        }
        let attracts = |kind: Option<KindId>| {
            let weight = kind.and_then(|kind| kinds.get(kind.index()).copied().flatten());
            weight.is_none_or(|weight| self.ends(weight).1 > 0.0)
        };
        let there = self.schools.iter().filter(|school| {
            (phases.is_empty() || school.phase.is_some_and(|phase| phases.contains(&phase)))
                && school.posts > 0.0
                && school.opens.is_none()
        });
        let mut there = there.peekable();
        let (key, why) = if there.peek().is_none() {
            (
                "phases",
                Text::new(
                    "这些学段没有一所开始时开办、有编制 posts 的学校",
                    "no school of these phases is open at the start and has posts",
                ),
            )
        } else if there.any(|school| attracts(school.kind)) {
            return;
        } else {
            ("kinds", Text::new("开始时各校的权重全是 0", "every school that is open at the start has the weight zero"))
        };
        let message = say!("`{path}` 的人在开始时无处安放", "the people of `{path}` have nowhere to be at the start");
        self.error_hint("nowhere-to-be", &format!("{path}.{key}"), message, why);
    }

    /// Tiers of people whom a roster lists. Stocks and shares that a base states for laying people out fall away: an overlay
    /// cannot take them out, so they are no error, and they are neither drawn nor listed.
    fn tiers_of_roster(&mut self) -> Vec<Tier> {
        let file = self.file;
        let mut unread = 0;
        let mut count = |context: &Self, path: &str, keys: &[&str]| {
            unread += keys.iter().filter(|key| context.stated(&format!("{path}.{key}"))).count();
        };
        count(self, "people", &["female", "ages", "months_in_tier"]);
        for id in file.tier.keys() {
            count(self, &format!("tier.{id}"), &["stock", "female", "ages", "months_in_tier", "kinds", "phases"]);
        }
        if unread > 0 {
            self.warn(
                "roster-replaces",
                "people.roster",
                say!(
                    "花名册列出了所有人，方案里写的 {unread} 处人数和份额不再使用",
                    "the roster lists everyone: {unread} stocks and shares that the scenario states are not used"
                ),
            );
        }
        let kinds = self.names(Noun::Kind).len();
        let tier = |(id, tier): (&String, &crate::scenario::file::TierFile)| Tier {
            named: named(id, &tier.title),
            stock: None,
            female: None,
            ages: Vec::new(),
            months_in_tier: (0, 0),
            kinds: vec![None; kinds],
            phases: Vec::new(),
        };
        file.tier.iter().map(tier).collect()
    }

    /// Reads the schools, or makes the one nameless school.
    pub(super) fn read_schools(&mut self, table: &tables::Named) {
        if self.file.schools.is_none() {
            let title = Text::new("全区", "all");
            self.schools = vec![School {
                named: Named { id: ONLY.to_owned(), title },
                phase: None,
                kind: None,
                students: 1.0,
                posts: 1.0,
                grouped: false,
                leads: false,
                opens: None,
            }];
            return;
        }
        // While a school is wrong, which phases and kinds have schools cannot be told.
        let sure = self.unsure.clone();
        self.unsure.extend([Noun::Phase, Noun::Kind]);
        let Some(table) = table.read() else { return };
        let (start, end) = self.run_months();
        let listed = |noun: Noun, name: &'static str, context: &Self| {
            if context.names(noun).is_empty() {
                Column::optional(name, Kind::Id)
            } else {
                Column::required(name, Kind::Id)
            }
        };
        let amount = Kind::Number { min: 0.0, max: 1e7 };
        let columns = [
            Column::required("id", Kind::Id).unique(),
            Column::optional("title_zh", Kind::Text),
            Column::optional("title_en", Kind::Text),
            listed(Noun::Phase, "phase", self),
            listed(Noun::Kind, "kind", self),
            Column::required("students", amount),
            Column::required("posts", amount),
            Column::optional("group", Kind::Text),
            Column::required("leads", Kind::Flag),
            Column::optional("opens", Kind::Month { between: Some((start + -60 * 12, end + 20 * 12)) }),
        ];
        let sheet = match read_sheet(table.grid.clone(), &columns) {
            Ok(sheet) => sheet,
            Err(found) => return self.problems.list.extend(found.list),
        };
        self.problems.list.extend(sheet.warnings.list);
        if sheet.rows.is_empty() || sheet.rows.len() > MOST_SCHOOLS {
            let count = sheet.rows.len();
            self.error_hint(
                "wrong-row-count",
                "schools.file",
                say!("学校名单有 {count} 所学校", "the schools file has {count} schools"),
                say!("应有 1 到 {MOST_SCHOOLS} 所", "allowed: 1 to {MOST_SCHOOLS}"),
            );
            return;
        }
        let mut groups = Groups::new();
        for row in &sheet.rows {
            let phase = self.named_in(row, "phase", Noun::Phase, &mut groups);
            let kind = self.named_in(row, "kind", Noun::Kind, &mut groups);
            let title = either(row.text("title_zh"), row.text("title_en"))
                .map(|title| Text::new(one_line(&title.zh).into_owned(), one_line(&title.en).into_owned()));
            if title.is_none() {
                row.report(&mut groups, "title_zh", Noted::Alike("missing-value"), None, || {
                    let message = Text::new("学校没有名称", "the school has no title");
                    Diagnostic::error("missing-value", message)
                        .hint(Text::new("写 title_zh 或 title_en", "write title_zh or title_en"))
                });
            }
            let id = one_line(row.text("id").unwrap_or_default()).into_owned();
            self.schools.push(School {
                named: Named { id, title: title.unwrap_or_default() },
                phase,
                kind,
                students: row.number("students").unwrap_or_default(),
                posts: row.number("posts").unwrap_or_default(),
                grouped: row.text("group").is_some(),
                leads: row.flag("leads").unwrap_or_default(),
                opens: row.month("opens").filter(|month| *month > start),
            });
        }
        if !groups.is_empty() {
            self.problems.list.extend(groups.told().list);
            self.schools.clear();
            return;
        }
        self.unsure = sure;
        if self.schools.iter().all(|school| school.posts <= 0.0 || school.opens.is_some()) {
            self.error(
                "nowhere-to-be",
                "schools.file",
                Text::new(
                    "开始时没有一所学校有编制 posts，人员无处安放",
                    "no school that is open at the start has posts, so people have nowhere to be",
                ),
            );
        }
    }

    /// Whether the students that the schools file gives a phase's schools go with those of the phase: they are shared out in
    /// proportion, so that nothing else would tell.
    pub(super) fn students_of_schools(&mut self, scenario: &Scenario) {
        for (index, phase) in scenario.phases.iter().enumerate() {
            let own = || scenario.schools.iter().filter(|school| school.phase == Some(PhaseId::from(index)));
            let students = phase.students.map_or(0.0, |students| self.mean(students));
            if students <= 0.0 || own().next().is_none() {
                continue;
            }
            let id = &phase.named.id;
            let open: f64 = own().filter(|school| school.opens.is_none()).map(|school| school.students).sum();
            if own().all(|school| school.students <= 0.0) {
                let students = shown(students.round());
                self.error_hint(
                    "no-weight",
                    "schools.file",
                    say!(
                        "学段 `{id}` 有约 {students} 名学生，而它的学校 students 全是 0，学生无处可分",
                        "the phase `{id}` has about {students} students, but every school of it has 0 in `students`, so they would be nowhere"
                    ),
                    Text::new("在学校名单里写各校学生数", "write the students of each school in the schools file"),
                );
            } else if open <= 0.0 {
                let students = shown(students.round());
                self.warn(
                    "no-open-school",
                    "schools.file",
                    say!(
                        "学段 `{id}` 开始时没有开办的学校，约 {students} 名学生要等到有学校开办才分到学校",
                        "no school of the phase `{id}` is open at the start: its {students} students are in no school until one opens"
                    ),
                );
            } else {
                let many = open > students * FAR_OFF;
                let few = open * FAR_OFF < students && counted(own().map(|school| school.students), open, students);
                if many || few {
                    self.pupils_far_off(id, open, students);
                }
            }
        }
    }

    fn pupils_far_off(&mut self, id: &str, open: f64, students: f64) {
        let (open, students, factor) =
            (shown(open.round()), shown(students.round()), shown((open / students * 100.0).round() / 100.0));
        let message = say!(
            "学校名单里学段 `{id}` 的学生合计 {open}，是该学段 students {students} 的 {factor} 倍；各校学生按比例折算",
            "the pupils of the schools of `{id}` add up to {open}, {factor} times the {students} students of the phase; each school's are scaled to fit"
        );
        let hint = Text::new("请核对两处学生数是否同一单位", "check that both count the same students");
        let place = self.tree.locate(&format!("phase.{id}.students"));
        self.problems.push(Diagnostic::warning("students-far-off", message).at(place).hint(hint));
    }

    /// Reads everyone on the roster.
    pub(super) fn roster(&mut self, table: &tables::Named) -> Option<Vec<RosterPerson>> {
        // While a row is wrong, which of these it names cannot be told.
        let sure = self.unsure.clone();
        if !matches!(table, tables::Named::No) {
            self.unsure.extend([Noun::Tier, Noun::Channel, Noun::Programme]);
        }
        let table = table.read()?;
        let years = |from: i32, until: i32| {
            let (start, _) = self.run_months();
            Kind::Month { between: Some((start + from * 12, start + until * 12)) }
        };
        let columns = [
            Column::required("id", Kind::Text).unique(),
            Column::required("born", years(-80, -14)),
            Column::required("sex", Kind::Sex),
            if self.file.schools.is_some() {
                Column::required("school", Kind::Id)
            } else {
                Column::optional("school", Kind::Id)
            },
            Column::required("tier", Kind::Id),
            Column::required("in_tier_since", years(-60, 0)),
            Column::optional("origin", Kind::Id),
            Column::optional("contract_end", years(-20, 60)),
            Column::optional("marks", Kind::List),
        ];
        let sheet = match read_sheet(table.grid.clone(), &columns) {
            Ok(sheet) => sheet,
            Err(found) => {
                self.problems.list.extend(found.list);
                return None;
            }
        };
        self.problems.list.extend(sheet.warnings.list);
        let schools: IndexMap<String, SchoolId> =
            self.schools.iter().enumerate().map(|(index, school)| (school.named.id.clone(), index.into())).collect();
        let mut groups = Groups::new();
        let mut roster = Vec::with_capacity(sheet.rows.len());
        for row in &sheet.rows {
            let Some(person) = self.person(row, &schools, &mut groups) else { continue };
            roster.push(person);
            self.roster_places.push(row.location("id"));
        }
        if groups.is_empty() {
            self.unsure = sure;
        }
        self.problems.list.extend(groups.told().list);
        Some(roster)
    }

    /// What the name in a column of a table names; using it.
    fn named_in<I: From<usize>>(&mut self, row: &Row, column: &str, noun: Noun, groups: &mut Groups) -> Option<I> {
        row.text(column).and_then(|name| self.name_in(row, column, noun, name, groups))
    }

    /// What a name, one of those in a column of a table, names; using it.
    fn name_in<I: From<usize>>(
        &mut self,
        row: &Row,
        column: &str,
        noun: Noun,
        name: &str,
        groups: &mut Groups,
    ) -> Option<I> {
        if let Some(position) = self.position(noun, name) {
            self.used.insert((noun, position));
            return Some(I::from(position));
        }
        let kind = Noted::Apart("unknown-name", name);
        row.report(groups, column, kind, quotable(name, false), || self.no_such(noun, name, &[]));
        // The nearest name is looked for once; whether it is the one that was meant cannot be told of all.
        self.unsure.insert(noun);
        None
    }

    fn person(&mut self, row: &Row, schools: &IndexMap<String, SchoolId>, groups: &mut Groups) -> Option<RosterPerson> {
        let (born, since) = (row.month("born")?, row.month("in_tier_since")?);
        let tier = self.named_in(row, "tier", Noun::Tier, groups);
        let origin = row.text("origin").filter(|name| *name != HOME);
        let origin = origin.and_then(|name| self.name_in(row, "origin", Noun::Channel, name, groups));
        let school = match row.text("school") {
            None => Some(SchoolId(0)),
            // Schools that could not be read are told elsewhere.
            Some(_) if schools.is_empty() => None,
            Some(name) => {
                let found = schools.get(name).copied();
                if found.is_none() {
                    row.report(groups, "school", Noted::Apart("unknown-name", name), quotable(name, false), || {
                        let names: Vec<&str> = schools.keys().map(String::as_str).collect();
                        let hint = nearest_or_listed(name, &names);
                        let message = say!("没有学校 `{name}`", "there is no school `{name}`");
                        Diagnostic::error("unknown-name", message).hint(hint).naming(["schools"])
                    });
                }
                found
            }
        };
        let mut marks = Vec::new();
        for name in row.list("marks") {
            let Some(id) = self.name_in(row, "marks", Noun::Programme, name, groups) else { continue };
            if self.file.programme.get(name).is_some_and(|one| one.reaches == Reaches::District) {
                row.report(groups, "marks", Noted::Alike("wrong-reach"), Some(name), || {
                    let message = say!(
                        "项目 `{name}` 面向全区，不落到个人",
                        "the programme `{name}` reaches the whole district, so nobody in particular"
                    );
                    Diagnostic::error("wrong-reach", message)
                });
            }
            if !marks.contains(&id) {
                marks.push(id);
            }
        }
        self.person_months(row, born, since, groups);
        Some(RosterPerson {
            id: one_line(row.text("id")?).into_owned(),
            born,
            female: row.sex("sex")? == Sex::Female,
            school: school?,
            tier: tier?,
            in_tier_since: since,
            origin,
            contract_end: row.month("contract_end"),
            marks,
        })
    }

    fn person_months(&self, row: &Row, born: Month, since: Month, groups: &mut Groups) {
        let Some(start) = self.horizon.as_ref().map(|horizon| horizon.start) else { return };
        let mut report = |column: &str, month: Month, message: Text| {
            let month = month.to_string();
            row.report(groups, column, Noted::Alike("impossible-month"), Some(&month), || {
                Diagnostic::error("impossible-month", message)
            });
        };
        let age = (start - born).div_euclid(12);
        if !(14..=OLDEST as i32).contains(&age) {
            report(
                "born",
                born,
                say!("{born} 出生的人在 {start} 是 {age} 岁", "someone born in {born} is {age} years old in {start}"),
            );
        }
        if since > start || since < born {
            report(
                "in_tier_since",
                since,
                say!(
                    "进入层次的月份 {since} 不在出生 {born} 与开始 {start} 之间",
                    "in the tier since {since} is not between birth in {born} and the start in {start}"
                ),
            );
        }
        if let Some(end) = row.month("contract_end")
            && end < start
        {
            report(
                "contract_end",
                end,
                say!(
                    "合同在开始 {start} 之前的 {end} 就结束了",
                    "the contract ended in {end}, before the start in {start}"
                ),
            );
        }
    }

    /// Whether anyone can be put somewhere: a school of these phases and kinds with posts, open at the start if that is asked.
    pub(super) fn has_school(&self, phases: &[PhaseId], kinds: &[KindId], at_start: bool) -> bool {
        self.schools.is_empty()
            || self.schools.iter().any(|school| {
                (phases.is_empty() || school.phase.is_some_and(|phase| phases.contains(&phase)))
                    && (kinds.is_empty() || school.kind.is_some_and(|kind| kinds.contains(&kind)))
                    && school.posts > 0.0
                    && !(at_start && school.opens.is_some())
            })
    }

    /// The words of the scenario's own title.
    pub(super) fn title(&self) -> (Text, Option<Text>) {
        let header = &self.file.scenario;
        (text(&header.title), header.description.as_ref().map(text))
    }
}

/// Whether numbers of a schools file look like pupils rather than like relative weights or percentages.
fn counted(mut schools: impl Iterator<Item = f64>, sum: f64, students: f64) -> bool {
    let percentages = (sum - 100.0).abs() <= 1.0;
    !percentages && sum * 30.0 >= students && schools.all(|pupils| pupils <= 0.0 || pupils >= 20.0)
}
