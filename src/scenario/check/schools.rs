//! Phases, schools and posts: where people can be.

use super::context::{Context, Noun, either, named};
use super::numbers::{Place, shown};
use super::tables;
use crate::scenario::checked::ONLY;
use crate::scenario::file::{ByYear, Reaches};
use crate::scenario::placed::At;
use crate::scenario::{
    Column, Groups, Kind, KindId, Named, Noted, Phase, PhaseId, Posts, ProgrammeId, Quantity, Row, Scenario, School,
    SchoolId, read_sheet,
};
use crate::words::{Diagnostic, Month, Text, one_line, text};

/// More schools than any district has, and fewer than an id can tell apart.
const MOST_SCHOOLS: usize = 20_000;
/// How far the pupils of schools may be from the students of their phase before it is told.
const FAR_OFF: f64 = 1.5;

impl Context<'_> {
    pub(super) fn phases(&mut self) -> Vec<Phase> {
        let file = self.file;
        let mut phases = Vec::new();
        for (id, phase) in &file.phase {
            let students = self.maybe(phase.students.as_ref(), Place::Students);
            let forecast = self.single_years(&phase.students_by_year, Place::Students);
            let growth = self.figure(phase.growth.as_ref(), &phase.growth_by_year, Place::Growth);
            let growth_noise = self.maybe(phase.growth_noise.as_ref(), Place::Rate);
            if students.is_none() {
                let reason = text!("idle-no-students-of-phase");
                for key in ["students_by_year", "growth", "growth_by_year", "growth_noise"] {
                    self.refuse_for_want(phase.at, key, [phase.at.key("students")], &reason);
                }
            }
            self.years_without_opening(&phase.students_by_year);
            self.years_without_opening(&phase.growth_by_year);
            for (key, quantity) in &phase.growth_by_year {
                if phase.students_by_year.contains_key(key) {
                    self.error("no-effect", quantity.at, text!("growth-beside-forecast", key));
                }
            }
            phases.push(Phase { named: named(id, &phase.title), students, forecast, growth, growth_noise });
        }
        phases
    }

    /// Warns of figures of fiscal years in which no school year opens after the first month: nothing reads them.
    fn years_without_opening(&mut self, by_year: &ByYear<Quantity>) {
        let (start, end) = self.run_months();
        let header = &self.file.scenario;
        let opens = |year: i32| {
            (1..=end - start).map(|months| start + months).any(|month| {
                month.month() == header.school_year_starts && month.year_opening_in(header.fiscal_year_starts) == year
            })
        };
        for (key, quantity) in by_year {
            if self.fiscal_year(key).is_some_and(|year| !opens(year)) {
                let path = self.path(quantity.at);
                self.warn("no-effect", quantity.at, text!("year-without-school-opening", path, key));
            }
        }
    }

    pub(super) fn kinds(&self) -> Vec<Named> {
        let schools = self.file.schools.as_ref();
        schools.map_or_else(Vec::new, |schools| schools.kinds.iter().map(|(id, title)| named(id, title)).collect())
    }

    pub(super) fn posts(&mut self) -> Option<Posts> {
        let posts = self.file.posts.as_ref()?;
        let vacant = self.maybe(posts.vacant.as_ref(), Place::Share);
        let per_new_student = self.figure(posts.per_new_student.as_ref(), &posts.per_new_student_by_year, Place::Each);
        let growth = self.figure(posts.growth.as_ref(), &posts.growth_by_year, Place::Growth);
        self.years_without_opening(&posts.per_new_student_by_year);
        self.years_without_opening(&posts.growth_by_year);
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
            self.refuse_for_want(posts.at, "per_new_student_by_year", [At::TOP.key("phase")], &reason);
        }
        Some(Posts { vacant, per_new_student, growth, counted: posts.counted })
    }

    /// Reads the schools, or makes the one nameless school.
    pub(super) fn read_schools(&mut self, table: &tables::Named) {
        if self.file.schools.is_none() {
            let title = text!("all-phases");
            self.schools = vec![School {
                named: Named { id: ONLY.to_owned(), title },
                phases: Vec::new(),
                kind: None,
                students: vec![1.0],
                posts: 1.0,
                grouped: false,
                leads: false,
                opens: None,
                closes: None,
                merges_into: None,
                joined: Vec::new(),
                posts_now: None,
            }];
            return;
        }
        // While a school is wrong, which phases and kinds have schools cannot be told.
        let sure = self.unsure.clone();
        self.unsure.extend([Noun::Phase, Noun::Kind]);
        let Some(table) = table.read() else { return };
        let (start, end) = self.run_months();
        let listed = |noun: Noun, name: &'static str, kind: Kind, context: &Self| {
            if context.names(noun).is_empty() { Column::optional(name, kind) } else { Column::required(name, kind) }
        };
        let amount = Kind::Number { min: 0.0, max: 1e7 };
        let columns = [
            Column::required("id", Kind::Id).unique(),
            Column::optional("title_zh", Kind::Text),
            Column::optional("title_en", Kind::Text),
            listed(Noun::Phase, "phase", Kind::List, self),
            listed(Noun::Kind, "kind", Kind::Id, self),
            Column::required("students", Kind::Numbers { min: 0.0, max: 1e7 }),
            Column::required("posts", amount),
            Column::optional("group", Kind::Text),
            Column::required("leads", Kind::Flag),
            Column::optional("opens", Kind::Month { between: Some((start + -60 * 12, end + 20 * 12)) }),
            Column::optional("closes", Kind::Month { between: Some((start + -60 * 12, end + 20 * 12)) }),
            Column::optional("merges_into", Kind::Id),
            Column::optional("joined", Kind::List),
            Column::optional("posts_now", amount),
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
            let phases = self.phases_of(row, &mut groups);
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
            let (joined, posts_now) = (self.joined(row, &mut groups), self.posts_now(row, &mut groups));
            self.schools.push(School {
                named: Named { id, title: title.unwrap_or_default() },
                phases,
                kind,
                students: row.numbers("students").to_vec(),
                posts: row.number("posts").unwrap_or_default(),
                grouped: row.text("group").is_some(),
                leads: row.flag("leads").unwrap_or_default(),
                opens: row.month("opens").filter(|month| *month > start),
                closes: row.month("closes"),
                merges_into: None,
                joined,
                posts_now,
            });
        }
        self.closings(&sheet.rows, start, &mut groups);
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

    /// The phases of a school, each once, with as many numbers of students.
    fn phases_of(&mut self, row: &Row, groups: &mut Groups) -> Vec<PhaseId> {
        let mut phases: Vec<PhaseId> = Vec::new();
        for name in row.list("phase") {
            let Some(phase) = self.name_in(row, "phase", Noun::Phase, name, groups) else { continue };
            if phases.contains(&phase) {
                row.report(groups, "phase", Noted::Apart("duplicate-cell", name), Some(name), || {
                    Diagnostic::error("duplicate-cell", text!("phase-twice", name))
                });
                continue;
            }
            phases.push(phase);
        }
        let (wanted, stated) = (row.list("phase").len().max(1), row.numbers("students").len());
        if wanted != stated {
            row.report(groups, "students", Noted::Alike("wrong-format"), None, || {
                let message = text!("students-of-phases", wanted, stated);
                Diagnostic::error("wrong-format", message).hint(text!("hint-students-of-phases"))
            });
        }
        phases
    }

    /// Programmes that have reached a school.
    fn joined(&mut self, row: &Row, groups: &mut Groups) -> Vec<ProgrammeId> {
        let mut list = Vec::new();
        for name in row.list("joined") {
            let Some(id) = self.name_in(row, "joined", Noun::Programme, name, groups) else { continue };
            if self.file.programme.get(name).is_some_and(|one| one.reaches != Reaches::Schools) {
                row.report(groups, "joined", Noted::Alike("wrong-reach"), Some(name), || {
                    Diagnostic::error("wrong-reach", text!("wrong-reach-school", name))
                });
            }
            list.push(id);
        }
        list
    }

    fn posts_now(&self, row: &Row, groups: &mut Groups) -> Option<f64> {
        let posts = row.number("posts_now")?;
        if self.file.posts.is_none() {
            row.report(groups, "posts_now", Noted::Alike("idle"), None, || {
                let message = text!("dead-input-cell", column = "posts_now");
                Diagnostic::error("dead-input", message).hint(text!("hint-add-posts"))
            });
        }
        Some(posts)
    }

    /// What closes when, and what becomes of it.
    fn closings(&mut self, rows: &[Row], start: Month, groups: &mut Groups) {
        for (index, row) in rows.iter().enumerate() {
            let Some(school) = self.schools.get(index) else { continue };
            let (closes, opens) = (school.closes, school.opens.unwrap_or(start));
            if let Some(closes) = closes.filter(|closes| *closes <= opens) {
                row.report(groups, "closes", Noted::Alike("crossed-bounds"), None, || {
                    let message = text!("closes-before-open", closes, opens);
                    Diagnostic::error("crossed-bounds", message).hint(text!("hint-closes"))
                });
            }
            let Some(name) = row.text("merges_into") else { continue };
            let into = self.schools.iter().position(|other| other.named.id == name);
            let wrong = match (closes, into.and_then(|into| Some((into, self.schools.get(into)?)))) {
                (None, _) => Some(text!("merges-without-closing")),
                (_, None) => Some(text!("merges-into-nothing", name)),
                (Some(closes), Some((into, other))) => {
                    let there = other.opens.is_none_or(|opens| opens <= closes)
                        && other.closes.is_none_or(|other| other > closes);
                    (into == index || !there).then(|| text!("merges-into-closed", name, closes))
                }
            };
            if let Some(message) = wrong {
                row.report(groups, "merges_into", Noted::Apart("unknown-name", name), None, || {
                    Diagnostic::error("unknown-name", message).hint(text!("hint-merges-into"))
                });
            } else if let Some(school) = self.schools.get_mut(index) {
                school.merges_into = into.map(SchoolId::from);
            }
        }
    }

    /// Phases, and the district, in which no school is open any more from some month on, with people or students left.
    pub(super) fn last_schools(&mut self, scenario: &Scenario) {
        let open = |school: &School, month: Month| {
            school.opens.is_none_or(|opens| opens <= month) && school.closes.is_none_or(|closes| closes > month)
        };
        let closes = |school: &School| school.closes.filter(|closes| *closes <= scenario.end);
        let mut closings: Vec<(Month, Option<PhaseId>)> = Vec::new();
        for (month, school) in scenario.schools.iter().filter_map(|school| Some((closes(school)?, school))) {
            closings.push((month, None));
            closings.extend(school.phases.iter().map(|phase| (month, Some(*phase))));
        }
        closings.sort_unstable();
        closings.dedup();
        for (month, phase) in closings {
            let at = At::TOP.keys("schools.file");
            if !scenario.schools.iter().any(|school| open(school, month) && school.posts > 0.0) {
                return self.error("nowhere-to-be", at, text!("nowhere-to-be-from", month));
            }
            let merged = |school: &School| school.closes == Some(month) && school.merges_into.is_some();
            let own = || scenario.schools.iter().filter(|school| phase.is_some_and(|one| school.phases.contains(&one)));
            let Some(phase) = phase.filter(|_| !own().any(|school| open(school, month)) && !own().any(merged)) else {
                continue;
            };
            let id = scenario.phases.get(phase.index()).map_or("", |phase| phase.named.id.as_str());
            self.warn("no-open-school", at, text!("no-open-school-from", id, month));
        }
    }

    /// Whether the students that the schools file gives a phase's schools go with those of the phase: they are shared out in
    /// proportion, so that nothing else would tell.
    pub(super) fn students_of_schools(&mut self, scenario: &Scenario) {
        for (index, phase) in scenario.phases.iter().enumerate() {
            // The schools of the phase, and the students of each in it.
            let own = || {
                scenario.schools.iter().filter_map(|school| {
                    let place = school.phases.iter().position(|phase| phase.index() == index)?;
                    Some((school, *school.students.get(place)?))
                })
            };
            let students = phase.students.map_or(0.0, |students| self.mean(students));
            if students <= 0.0 || own().next().is_none() {
                continue;
            }
            let id = &phase.named.id;
            let open: f64 = own().filter(|(school, _)| school.opens.is_none()).map(|(_, students)| students).sum();
            if own().all(|(_, students)| students <= 0.0) {
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
                let few = open * FAR_OFF < students && counted(own().map(|(_, students)| students), open, students);
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
                school.is_of(phases)
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
