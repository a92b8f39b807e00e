//! Phases, schools and posts: where people can be.

use super::context::{Context, Noun, either, named, say};
use super::numbers::{Place, shown};
use super::tables;
use crate::scenario::placed::At;
use crate::scenario::{
    Column, Groups, Kind, KindId, Named, Noted, Phase, PhaseId, Posts, Scenario, School, read_sheet,
};
use crate::words::{Diagnostic, Text, one_line};

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
            let students = self.maybe(phase.students.as_ref(), Place::Students);
            let growth = self.maybe(phase.growth.as_ref(), Place::Growth);
            let growth_noise = self.maybe(phase.growth_noise.as_ref(), Place::Share);
            if students.is_none() {
                let reason = Text::new("这个学段没有写学生数 students", "the phase states no students");
                for key in ["growth", "growth_noise"] {
                    self.refuse_for_want(phase.at, key, [phase.at.key("students")], &reason);
                }
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
        let vacant = self.maybe(posts.vacant.as_ref(), Place::Share);
        let per_new_student = self.maybe(posts.per_new_student.as_ref(), Place::Each);
        let growth = self.maybe(posts.growth.as_ref(), Place::Growth);
        if posts.counted {
            self.refuse(
                posts.at,
                "vacant",
                &Text::new(
                    "counted = true 时编制数来自学校名单",
                    "with counted = true the schools file gives the posts",
                ),
            );
            if self.file.schools.is_none() {
                let reason = Text::new("方案没有学校名单", "the scenario has no schools file");
                self.refuse_for_want(posts.at, "counted", [At::TOP.key("schools")], &reason);
            }
        }
        if self.file.phase.values().all(|phase| phase.students.is_none()) {
            let reason = Text::new("没有学段写学生数", "no phase states students");
            self.refuse_for_want(posts.at, "per_new_student", [At::TOP.key("phase")], &reason);
        }
        Some(Posts { vacant, per_new_student, growth, counted: posts.counted })
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
                At::TOP.keys("schools.file"),
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
                At::TOP.keys("schools.file"),
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
                    At::TOP.keys("schools.file"),
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
                    At::TOP.keys("schools.file"),
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
        let at = At::TOP.key("phase").key(id).key("students");
        self.problems.push(self.warning("students-far-off", at, message).hint(hint));
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
}

/// Whether numbers of a schools file look like pupils rather than like relative weights or percentages.
fn counted(mut schools: impl Iterator<Item = f64>, sum: f64, students: f64) -> bool {
    let percentages = (sum - 100.0).abs() <= 1.0;
    !percentages && sum * 30.0 >= students && schools.all(|pupils| pupils <= 0.0 || pupils >= 20.0)
}
