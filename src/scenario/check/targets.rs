//! Targets, and inequality between schools.

use super::bounds::Stated;
use super::context::{Context, IDLE, Noun, named, text};
use super::counts::{self, Asked, reads, unread};
use super::numbers::Place;
use crate::scenario::file::{CountKind, Reaches, ReadingFile, TargetFile};
use crate::scenario::overlay::listed;
use crate::scenario::placed::{At, Name, Path, Placed};
use crate::scenario::{Bounds, Equity, Joint, Milestone, Observed, PhaseId, Reading, School, Target, TierId};
use crate::words::{Month, Text, text};

/// The id of the reading that a target states itself.
const MAIN: &str = "main";

impl Context<'_> {
    pub(super) fn targets(&mut self) -> Vec<Target> {
        let file = self.file;
        let mut targets = Vec::new();
        for (id, one) in &file.target {
            let made = self.target(id, one);
            targets.push(made);
        }
        targets
    }

    fn target(&mut self, id: &str, file: &Placed<TargetFile>) -> Target {
        let stated = Stated::of_target(file);
        let at = file.value.at.as_ref().and_then(|at| self.month_of_run(at));
        let due = at.or_else(|| file.value.at.is_some().then(|| self.run_months().1));
        let has_plain = stated.has_plain() || file.reading.values().any(|one| Stated::of_reading(one).has_plain());
        if due.is_none() && has_plain {
            let message = text!("missing-key-at", path = self.path(file.at));
            self.missing_one_of(file.at, &["at"], message, text!("hint-at"));
        } else if stated.any() && !has_plain {
            self.refuse(file.at, "at", &text!("idle-at"));
        }
        let milestones = self.milestones(&stated, due.or(has_plain.then(|| self.run_months().1)), None);
        let main = Reading {
            id: MAIN.to_owned(),
            title: file.reading_title.as_ref().map_or_else(|| text!("main-reading"), text),
            count: self.count(&Asked::of_target(file), None),
            milestones,
        };
        let at = main.due().at;
        if main.due().bounds.at_least.is_some() {
            self.warn_of_tiers_above(&Asked::of_target(file), &main.count);
        }
        let mut readings = vec![main];
        for (name, reading) in &file.reading {
            if name == MAIN {
                let message = text!("reserved-name-main");
                let hint = text!("hint-reserved-name-main");
                self.problems.push(self.problem_of_key("reserved-name", reading.at, message).hint(hint));
            }
            let made = self.reading(name, reading, &readings, due);
            readings.push(made);
        }
        for key in counts::keys() {
            if !readings.iter().any(|reading| reads(reading.count.kind, key)) {
                self.refuse(file.at, key, &unread(file.count));
            }
        }
        let known = file.programme.is_none() || readings.first().is_some_and(|main| main.count.programme.is_some());
        let places = std::iter::once(file.at).chain(file.reading.values().map(|one| one.at));
        for (reading, at) in readings.iter_mut().zip(places) {
            self.complete(at, reading, known);
        }
        Target { named: named(id, &file.title), source: file.source.clone(), at, joint: file.joint, readings }
    }

    fn reading(&mut self, id: &str, file: &Placed<ReadingFile>, readings: &[Reading], due: Option<Month>) -> Reading {
        let stated = Stated::of_reading(file);
        let keys = counts::keys().chain(["count", "tolerance", "so_far", "before"]);
        let same = !stated.any() && !keys.into_iter().any(|key| self.stated(file.at.key(key)));
        if same {
            self.error_hint(
                IDLE,
                file.at,
                text!("dead-input-reading", id),
                listed(&["count", "tiers", "flexible", "fte", "phases", "at_least", "at_most", "tolerance"]),
            );
        }
        let Some(main) = readings.first() else { unreachable!("the main reading comes first") };
        let kind = file.count.unwrap_or(main.count.kind);
        for key in counts::keys().filter(|key| !reads(kind, key)) {
            self.refuse(file.at, key, &unread(kind));
        }
        let asked = Asked::of_reading(file, kind);
        let count = self.count(&asked, Some(&main.count));
        Reading {
            id: id.to_owned(),
            title: text(&file.title),
            count,
            milestones: self.milestones(&stated, due, Some(&main.milestones)),
        }
    }

    /// Fills in what a reading leaves out, and reports what it cannot be counted without.
    fn complete(&mut self, at: At, reading: &mut Reading, known: bool) {
        let all: Vec<TierId> = (0..self.file.tier.len()).map(TierId::from).collect();
        let every_phase: Vec<PhaseId> = (0..self.file.phase.len()).map(PhaseId::from).collect();
        self.check_window(at, reading);
        match reading.count.kind {
            CountKind::Imports => {
                let tiers = if reading.count.tiers.is_empty() { &all } else { &reading.count.tiers };
                let names: Vec<&str> = self.names(Noun::Tier);
                let counts = |tier: &String| tiers.iter().any(|id| names.get(id.index()) == Some(&tier.as_str()));
                let any = self.file.channel.values().any(|channel| {
                    channel.import && (reading.count.flexible || !channel.flexible) && channel.mix.keys().any(counts)
                });
                if !any {
                    self.without_metric(
                        at,
                        ["channel", "tier"].map(|table| At::TOP.key(table)),
                        text!("hint-no-import"),
                    );
                }
            }
            CountKind::StockPer100Students => {
                let phases = if reading.count.phases.is_empty() { &every_phase } else { &reading.count.phases };
                let missing = phases.iter().find_map(|id| {
                    let (name, phase) = self.file.phase.get_index(id.index())?;
                    phase.students.is_none().then_some(name)
                });
                if phases.is_empty() {
                    self.without_metric(at, [At::TOP.key("phase")], text!("hint-no-phase-with-students"));
                } else if let Some(name) = missing.filter(|_| !reading.count.phases.is_empty()) {
                    self.without_metric(
                        at,
                        [At::TOP.key("phase").key(name).key("students")],
                        text!("hint-no-students-of-phase", name),
                    );
                } else if reading.count.phases.is_empty() {
                    let counted = |id: &PhaseId| {
                        self.file.phase.get_index(id.index()).is_some_and(|(_, phase)| phase.students.is_some())
                    };
                    reading.count.phases = every_phase.iter().copied().filter(counted).collect();
                    if reading.count.phases.is_empty() {
                        self.without_metric(at, [At::TOP.key("phase")], text!("idle-no-students"));
                    }
                }
            }
            CountKind::SchoolShare | CountKind::Reached => self.complete_reach(at, reading, known),
            _ => self.complete_count(at, &mut reading.count),
        }
        if reads(reading.count.kind, "tiers") && reading.count.tiers.is_empty() {
            reading.count.tiers = all;
        }
        let of_phases = matches!(reading.count.kind, CountKind::StockPer100Students | CountKind::SchoolShare);
        if of_phases && reading.count.phases.is_empty() {
            reading.count.phases = every_phase;
        }
        if of_phases {
            self.used.extend(reading.count.phases.iter().map(|phase| (Noun::Phase, phase.index())));
        }
    }

    /// Reports what looks back further than the run goes.
    fn check_window(&mut self, at: At, reading: &Reading) {
        let parts = reading.count.parts.iter().flat_map(|parts| std::iter::once(&parts.of).chain(&parts.per));
        // What is stated of the months before it is known how to look back at.
        let unstated = parts.filter(|part| part.before.is_empty());
        let months = unstated.map(|part| part.months_earlier).max().unwrap_or(0);
        let first = reading.milestones.first().map_or(self.run_months().0, |one| one.at);
        if self.horizon.is_some() && (first - self.run_months().0) + 1 < months as i32 {
            let path = self.path(at);
            let message = text!("outside-horizon-window", path, months, at = first);
            self.error_hint("outside-horizon", at, message, text!("hint-window"));
        }
    }

    fn complete_reach(&mut self, at: At, reading: &mut Reading, known: bool) {
        let wanted = if reading.count.kind == CountKind::SchoolShare { Reaches::Schools } else { Reaches::People };
        let fitting: Vec<&str> =
            self.file.programme.iter().filter(|(_, one)| one.reaches == wanted).map(|(id, _)| id.as_str()).collect();
        let path = self.path(at);
        let reached = if wanted == Reaches::Schools { text!("reaches-schools") } else { text!("reaches-people") };
        let Some((id, programme)) = reading.count.programme.and_then(|id| self.file.programme.get_index(id.index()))
        else {
            if known {
                let message = text!("target-without-programme", path, reached);
                let problem = self.problem("target-without-metric", at, message).hint(listed(&fitting));
                self.problems.push(problem.naming([format!("{path}.programme")]));
            }
            return;
        };
        if programme.reaches != wanted {
            let message = text!("target-of-other-programme", path, reached, id);
            self.error_hint("target-without-metric", at, message, listed(&fitting));
        }
        if wanted == Reaches::Schools {
            let position = |name: &Name| self.file.phase.get_index_of(name.as_str()).map(PhaseId::from);
            let joined: Vec<PhaseId> = programme.phases.iter().filter_map(position).collect();
            if reading.count.phases.is_empty() {
                reading.count.phases = joined;
            } else if !joined.is_empty() && !reading.count.phases.iter().any(|phase| joined.contains(phase)) {
                self.without_metric(at, [At::TOP.key("phase")], text!("hint-programme-of-no-school", id));
            }
            let phases = reading.count.phases.clone();
            let there = |school: &School| !school.phases.is_empty() && school.is_of(&phases);
            if !self.schools.is_empty() && !self.schools.iter().any(there) {
                let any = self.file.phase.is_empty();
                if !any {
                    self.without_metric(
                        at,
                        ["phase", "schools"].map(|table| At::TOP.key(table)),
                        text!("hint-no-school-of-phases"),
                    );
                }
            }
        }
    }

    pub(super) fn without_metric<'k>(&mut self, at: At, wanted: impl IntoIterator<Item = Path<'k>>, why: Text) {
        let path = self.path(at);
        let message = text!("target-without-metric", path);
        self.error_for_want("target-without-metric", at, wanted, message, why);
    }

    /// Targets that are asked about together.
    pub(super) fn joints(&mut self) -> Vec<Joint> {
        let file = self.file;
        let mut joints = Vec::new();
        for (id, one) in &file.joint {
            if file.target.contains_key(id) || id == "all" {
                let message = text!("reserved-name-joint", id);
                let hint = text!("hint-reserved-name-joint");
                self.problems.push(self.problem_of_key("reserved-name", one.at, message).hint(hint));
            }
            let targets = self.resolve_list(Noun::Target, &one.targets);
            joints.push(Joint { named: named(id, &one.title), targets });
        }
        joints
    }

    /// Numbers to follow that nobody promised.
    pub(super) fn observed(&mut self) -> Vec<Observed> {
        let file = self.file;
        let mut list = Vec::new();
        for (id, one) in &file.metric {
            for key in counts::keys().filter(|key| !reads(one.count, key)) {
                self.refuse(one.at, key, &unread(one.count));
            }
            let count = self.count(&Asked::of_metric(one), None);
            let known = one.programme.is_none() || count.programme.is_some();
            let due = Milestone { at: self.run_months().1, year: None, bounds: Bounds::default() };
            let mut whole = Reading { id: id.clone(), title: text(&one.title), count, milestones: vec![due] };
            self.complete(one.at, &mut whole, known);
            list.push(Observed { named: named(id, &one.title), count: whole.count });
        }
        list
    }

    /// Months of which rows of replicates keep every metric.
    pub(super) fn kept_months(&mut self) -> Vec<Month> {
        let mut list = Vec::new();
        for name in &self.file.run.months {
            let Some(month) = self.month_of_run(name) else { continue };
            if list.contains(&month) {
                self.repeated(name);
            } else {
                list.push(month);
            }
        }
        list
    }

    pub(super) fn equity(&mut self) -> Option<Equity> {
        let file = self.file.equity.as_ref()?;
        let tiers = self.resolve_list(Noun::Tier, &file.tiers);
        let mut limits = Vec::new();
        for (name, quantity) in &*file.limits {
            let limit = self.number(quantity, Place::Limit);
            let Some(phase): Option<PhaseId> = self.resolve_key(Noun::Phase, name, quantity.at) else { continue };
            if self.file.phase.get(name).is_some_and(|phase| phase.students.is_none()) {
                let message = text!("hint-no-students-of-phase", name);
                let problem = self.problem_of_key("target-without-metric", quantity.at, message);
                self.problems.push(problem.naming([format!("phase.{name}.students")]));
            }
            limits.push((phase, limit));
        }
        Some(Equity { tiers, limits })
    }
}
