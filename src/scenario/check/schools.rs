//! Phases, schools and posts: where people can be.

use super::context::{Context, Noun, either, named};
use super::numbers::{Place, shown};
use super::tables;
use crate::scenario::placed::At;
use crate::scenario::{
    Column, Groups, Kind, KindId, Named, Noted, Phase, PhaseId, Posts, Scenario, School, read_sheet,
};
use crate::words::{Diagnostic, Text, one_line, text};

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
                let reason = text!("idle-no-students-of-phase");
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
            self.refuse(posts.at, "vacant", &text!("idle-posts-counted"));
            if self.file.schools.is_none() {
                let reason = text!("idle-no-schools-file");
                self.refuse_for_want(posts.at, "counted", [At::TOP.key("schools")], &reason);
            }
        }
        if self.file.phase.values().all(|phase| phase.students.is_none()) {
            let reason = text!("idle-no-students");
            self.refuse_for_want(posts.at, "per_new_student", [At::TOP.key("phase")], &reason);
        }
        Some(Posts { vacant, per_new_student, growth, counted: posts.counted })
    }

    /// Reads the schools, or makes the one nameless school.
    pub(super) fn read_schools(&mut self, table: &tables::Named) {
        if self.file.schools.is_none() {
            let title = text!("all-phases");
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
                text!("wrong-row-count-schools", count),
                text!("hint-school-count", most = MOST_SCHOOLS),
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
                    let message = text!("missing-value-title");
                    Diagnostic::error("missing-value", message).hint(text!("hint-title"))
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
            self.error("nowhere-to-be", At::TOP.keys("schools.file"), text!("nowhere-to-be"));
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
                    text!("no-weight-students", id, students),
                    text!("hint-school-students"),
                );
            } else if open <= 0.0 {
                let students = shown(students.round());
                self.warn("no-open-school", At::TOP.keys("schools.file"), text!("no-open-school", id, students));
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
        let message = text!("students-far-off", id, open, students, factor);
        let hint = text!("hint-students-far-off");
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
