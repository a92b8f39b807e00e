//! What several nouns share: calendars, age bands, conditions on people, costs.

use indexmap::IndexMap;

use super::context::{Context, Noun, say};
use super::numbers::{Place, shown};
use crate::scenario::file::{CalendarFile, CostFile, Reaches, WhoFile};
use crate::scenario::overlay::listed;
use crate::scenario::{AgeBand, Calendar, Cost, Origin, ProgrammeId, Quantity, Who};
use crate::words::{Diagnostic, Text};

/// The oldest age that a scenario can state.
pub(super) const OLDEST: u32 = Place::Age.range().1 as u32;
/// Where people come from who came by no import channel.
pub(super) const HOME: &str = "home";

impl Context<'_> {
    /// Twelve weights that sum to one.
    pub(super) fn calendar(&mut self, path: &str, file: &CalendarFile) -> Calendar {
        if file.is_empty() {
            return Calendar([1.0 / 12.0; 12]);
        }
        let mut weights = [0.0; 12];
        let before = self.problems.list.len();
        for (key, weight) in file {
            let month = key.parse::<usize>().ok().filter(|month| month.to_string() == *key);
            let slot = month.and_then(|month| weights.get_mut(month.checked_sub(1)?));
            if let Some(slot) = slot {
                *slot = *weight;
            } else {
                let place = self.key_place(path, key);
                let problem = Diagnostic::error(
                    "unknown-month",
                    say!("`{path}` 里的 `{key}` 不是月份", "`{key}` in `{path}` is no month of the year"),
                );
                let problem = problem.about(format!("{path}.{key}")).at(place);
                self.problems.push(problem.hint(Text::new("可用的是 1 到 12", "allowed: 1 to 12")));
            }
            let (least, most) = Place::Weight.range();
            if !(least..=most).contains(weight) {
                let (value, least, most) = (shown(*weight), shown(least), shown(most));
                self.error(
                    "out-of-range",
                    &format!("{path}.{key}"),
                    say!(
                        "`{path}.{key}` 应在 {least} 到 {most} 之间，写的是 {value}",
                        "`{path}.{key}` must be from {least} to {most}, not {value}"
                    ),
                );
            }
        }
        let total: f64 = weights.iter().sum();
        if self.problems.list.len() == before && total <= 0.0 {
            self.error("no-weight", path, say!("`{path}` 的权重全是 0", "every weight in `{path}` is zero"));
        }
        Calendar(if total > 0.0 { weights.map(|weight| weight / total) } else { [1.0 / 12.0; 12] })
    }

    /// Bands of age with weights.
    pub(super) fn ages(&mut self, path: &str, file: &IndexMap<String, Quantity>) -> Vec<AgeBand> {
        let mut bands: Vec<AgeBand> = Vec::new();
        for (key, quantity) in file {
            let weight = self.number(&format!("{path}.{key}"), quantity, Place::Weight);
            let ends = key.split_once('-').and_then(|(from, to)| Some((age(from)?, age(to)?)));
            let place = self.key_place(path, key);
            let Some((from, to)) = ends.filter(|(from, to)| from <= to) else {
                let problem = Diagnostic::error(
                    "wrong-format",
                    say!("`{path}` 里的 `{key}` 不是年龄段", "`{key}` in `{path}` is no band of ages"),
                );
                self.problems.push(problem.about(format!("{path}.{key}")).at(place).hint(Text::new(
                    "写成首末两个周岁，例如 \"30-39\"，最大 100",
                    "write the first and the last year of age, such as \"30-39\", up to 100",
                )));
                continue;
            };
            if let Some(other) = bands.iter().find(|band| band.from <= to && from <= band.to) {
                let other = format!("{}-{}", other.from, other.to);
                let problem = Diagnostic::error(
                    "overlapping-ages",
                    say!("年龄段 `{key}` 与 `{other}` 重叠", "the ages `{key}` overlap with `{other}`"),
                );
                self.problems.push(problem.about(format!("{path}.{key}")).at(place));
            }
            bands.push(AgeBand { from, to, weight });
        }
        let nothing = bands.iter().all(|band| self.ends(band.weight).1 <= 0.0);
        if !bands.is_empty() && nothing {
            self.error("no-weight", path, say!("`{path}` 的权重全是 0", "every weight in `{path}` is zero"));
        }
        bands
    }

    /// A first and a last year of age.
    pub(super) fn age_pair(&mut self, path: &str, [from, to]: [u32; 2]) -> (u32, u32) {
        let from = self.whole(&format!("{path}.0"), from, 0, OLDEST);
        let to = self.whole(&format!("{path}.1"), to, 0, OLDEST);
        self.ordered(path, from, to)
    }

    /// Least and most months.
    pub(super) fn month_pair(&mut self, path: &str, [from, to]: [u32; 2]) -> (u32, u32) {
        let from = self.months(&format!("{path}.0"), from, 0);
        let to = self.months(&format!("{path}.1"), to, 0);
        self.ordered(path, from, to)
    }

    fn ordered(&mut self, path: &str, from: u32, to: u32) -> (u32, u32) {
        if from > to {
            self.error(
                "crossed-bounds",
                path,
                say!("`{path}` 前大后小：{from} 大于 {to}", "`{path}` is the wrong way round: {from} is above {to}"),
            );
        }
        (from.min(to), from.max(to))
    }

    /// Conditions on people.
    pub(super) fn who(&mut self, path: &str, file: &WhoFile) -> Who {
        let min_age = file.min_age.map(|value| self.whole(&format!("{path}.min_age"), value, 0, OLDEST));
        let max_age = file.max_age.map(|value| self.whole(&format!("{path}.max_age"), value, 0, OLDEST));
        if let (Some(from), Some(to)) = (min_age, max_age)
            && from > to
        {
            self.error(
                "crossed-bounds",
                &format!("{path}.min_age"),
                say!(
                    "`{path}` 的 min_age {from} 大于 max_age {to}",
                    "in `{path}`, min_age {from} is above max_age {to}"
                ),
            );
        }
        let min_months_in_tier =
            file.min_months_in_tier.map(|value| self.months(&format!("{path}.min_months_in_tier"), value, 0));
        let mut origins = Vec::new();
        for (index, name) in file.origins.iter().enumerate() {
            let place = self.tree.locate(&format!("{path}.origins.{index}"));
            let origin = if name == HOME {
                Some(Origin::Home)
            } else if self.file.channel.contains_key(name) {
                self.resolve_at(Noun::Channel, name, place.clone()).map(Origin::Channel)
            } else {
                self.unknown(Noun::Channel, name, &[HOME], place.clone());
                None
            };
            let Some(origin) = origin else { continue };
            if origins.contains(&origin) {
                let problem = Diagnostic::error(
                    "repeated-name",
                    say!("`{name}` 在这个列表里写了两次", "`{name}` is in this list twice"),
                );
                self.problems.push(problem.at(place));
            } else {
                origins.push(origin);
            }
        }
        let reached_by = self.doses(&format!("{path}.reached_by"), &file.reached_by);
        let not_reached_by = self.doses(&format!("{path}.not_reached_by"), &file.not_reached_by);
        if let Some(both) = file.reached_by.iter().find(|name| file.not_reached_by.contains(name)) {
            self.error(
                "contradiction",
                &format!("{path}.not_reached_by"),
                say!(
                    "`{path}` 要求 `{both}` 既覆盖又不覆盖，无人符合",
                    "`{path}` asks that `{both}` has reached people and has not, so nobody qualifies"
                ),
            );
        }
        let kinds = self.resolve_list(Noun::Kind, &file.kinds, &format!("{path}.kinds"));
        let phases = self.school_phases(&format!("{path}.phases"), &file.phases);
        Who {
            min_age,
            max_age,
            min_months_in_tier,
            origins,
            bound_by_service: file.bound_by_service,
            kinds,
            phases,
            reached_by,
            not_reached_by,
        }
    }

    /// Programmes that can have reached someone.
    fn doses(&mut self, path: &str, names: &[String]) -> Vec<ProgrammeId> {
        let list = self.resolve_list(Noun::Programme, names, path);
        for (index, name) in names.iter().enumerate() {
            let district = self.file.programme.get(name).is_some_and(|one| one.reaches == Reaches::District);
            if district {
                self.district_reaches_nobody(&format!("{path}.{index}"), name);
            }
        }
        list
    }

    pub(super) fn district_reaches_nobody(&mut self, path: &str, name: &str) {
        let reachable: Vec<&str> = self
            .file
            .programme
            .iter()
            .filter(|(_, one)| one.reaches != Reaches::District)
            .map(|(id, _)| id.as_str())
            .collect();
        self.error_hint(
            "wrong-reach",
            path,
            say!(
                "项目 `{name}` 面向全区，不落到个人",
                "the programme `{name}` reaches the whole district, so nobody in particular"
            ),
            listed(&reachable),
        );
    }

    /// Phases of schools; without a schools file nobody is in a phase.
    pub(super) fn school_phases<I: From<usize> + PartialEq>(&mut self, path: &str, names: &[String]) -> Vec<I> {
        let list = self.resolve_list(Noun::Phase, names, path);
        if !names.is_empty() && self.file.schools.is_none() {
            self.error_for_want(
                "no-schools",
                path,
                &["schools"],
                say!(
                    "`{path}` 按学段区分学校，但方案没有学校",
                    "`{path}` tells schools apart by phase, but the scenario has no schools"
                ),
                Text::new("加上 [schools]，或去掉这一行", "add [schools], or take this out"),
            );
        }
        list
    }

    /// A cost; none if its line is unknown.
    pub(super) fn cost(&mut self, path: &str, file: &CostFile) -> Option<Cost> {
        let amount = self.number(&format!("{path}.amount"), &file.amount, Place::Yuan);
        let line = self.resolve(Noun::Line, &file.line, &format!("{path}.line"))?;
        Some(Cost { line, amount })
    }

    /// A cost that may be left out.
    pub(super) fn maybe_cost(&mut self, path: &str, file: Option<&CostFile>) -> Option<Cost> {
        file.and_then(|file| self.cost(path, file))
    }

    /// Refuses a key where it means nothing.
    pub(super) fn refuse(&mut self, path: &str, key: &str, reason: &Text) {
        self.refuse_for_want(path, key, &[], reason);
    }

    /// Refuses a key that means nothing because of what is not stated at other paths, tables among them.
    pub(super) fn refuse_for_want(&mut self, path: &str, key: &str, wanted: &[&str], reason: &Text) {
        let full = format!("{path}.{key}");
        if self.stated(&full) {
            self.dead_for_want(&full, wanted, reason.clone());
        }
    }
}

/// A whole year of age as it is typed.
pub(super) fn age(text: &str) -> Option<u32> {
    text.parse().ok().filter(|age: &u32| *age <= OLDEST && age.to_string() == text)
}
