//! What several nouns share: calendars, age bands, conditions on people, costs.

use super::context::{Context, Noun};
use super::numbers::Place;
use crate::scenario::file::{ByYear, CalendarFile, CostFile, Reaches, Weights, WhoFile};
use crate::scenario::overlay::listed;
use crate::scenario::placed::{At, Name, Path, Placed};
use crate::scenario::{AgeBand, Calendar, Cost, Origin, ParameterId, ProgrammeId, Quantity, Who, YearSeries};
use crate::words::{Text, text};

/// The oldest age that a scenario can state.
pub(super) const OLDEST: u32 = Place::Age.range().1 as u32;
/// Where people come from who came by no import channel.
pub(super) const HOME: &str = "home";

impl Context<'_> {
    /// Twelve weights that sum to one.
    pub(super) fn calendar(&mut self, file: &CalendarFile) -> Calendar {
        if file.is_empty() {
            return Calendar([1.0 / 12.0; 12]);
        }
        let path = self.path(file.at());
        let mut weights = [0.0; 12];
        let before = self.problems.list.len();
        for (key, weight) in file {
            let month = key.parse::<usize>().ok().filter(|month| month.to_string() == *key);
            let slot = month.and_then(|month| weights.get_mut(month.checked_sub(1)?));
            let at = file.at().key(key);
            if let Some(slot) = slot {
                *slot = *weight;
            } else {
                let message = text!("unknown-month", path, key);
                let problem = self.problem_of_key("unknown-month", at.clone(), message);
                self.problems.push(problem.hint(text!("hint-months-of-year")));
            }
            let (least, most) = Place::Weight.range();
            if !(least..=most).contains(weight) {
                self.out_of_range(at, *weight, (least, most));
            }
        }
        let total: f64 = weights.iter().sum();
        if self.problems.list.len() == before && total <= 0.0 {
            self.no_weight(file.at());
        }
        Calendar(if total > 0.0 { weights.map(|weight| weight / total) } else { [1.0 / 12.0; 12] })
    }

    /// Reports weights that are all zero.
    pub(super) fn no_weight(&mut self, at: At) {
        let path = self.path(at);
        self.error("no-weight", at, text!("no-weight", path));
    }

    /// Bands of age with weights.
    pub(super) fn ages(&mut self, file: &Weights) -> Vec<AgeBand> {
        let mut bands: Vec<AgeBand> = Vec::new();
        for (key, quantity) in file {
            let weight = self.number(quantity, Place::Weight);
            let ends = key.split_once('-').and_then(|(from, to)| Some((age(from)?, age(to)?)));
            let Some((from, to)) = ends.filter(|(from, to)| from <= to) else {
                let path = self.path(file.at());
                let message = text!("wrong-format-ages", path, key);
                self.problems.push(self.problem_of_key("wrong-format", quantity.at, message).hint(text!("hint-ages")));
                continue;
            };
            if let Some(other) = bands.iter().find(|band| band.from <= to && from <= band.to) {
                let other = format!("{}-{}", other.from, other.to);
                let message = text!("overlapping-ages", key, other);
                self.problems.push(self.problem_of_key("overlapping-ages", quantity.at, message));
            }
            bands.push(AgeBand { from, to, weight });
        }
        let nothing = bands.iter().all(|band| self.ends(band.weight).1 <= 0.0);
        if !bands.is_empty() && nothing {
            self.no_weight(file.at());
        }
        bands
    }

    /// A first and a last year of age.
    pub(super) fn age_pair(&mut self, pair: &Placed<[Placed<u32>; 2]>) -> (u32, u32) {
        self.ordered(pair, |context, age| context.whole(age, 0, OLDEST))
    }

    /// Least and most months.
    pub(super) fn month_pair(&mut self, pair: &Placed<[Placed<u32>; 2]>) -> (u32, u32) {
        self.ordered(pair, |context, months| context.months(months, 0))
    }

    fn ordered(
        &mut self,
        pair: &Placed<[Placed<u32>; 2]>,
        read: impl Fn(&mut Self, &Placed<u32>) -> u32,
    ) -> (u32, u32) {
        let [from, to] = [&pair[0], &pair[1]].map(|one| read(self, one));
        if from > to {
            let path = self.path(pair.at);
            self.error("crossed-bounds", pair.at, text!("crossed-bounds", path, from, to));
        }
        (from.min(to), from.max(to))
    }

    /// Conditions on people.
    pub(super) fn who(&mut self, file: &Placed<WhoFile>) -> Who {
        let path = self.path(file.at);
        let min_age = file.min_age.as_ref().map(|age| self.whole(age, 0, OLDEST));
        let max_age = file.max_age.as_ref().map(|age| self.whole(age, 0, OLDEST));
        if let (Some(from), Some(to)) = (min_age, max_age)
            && from > to
        {
            self.error("crossed-bounds", file.at.key("min_age"), text!("crossed-bounds-ages", path, from, to));
        }
        let min_months_in_tier = file.min_months_in_tier.as_ref().map(|months| self.months(months, 0));
        let max_months_in_tier = file.max_months_in_tier.as_ref().map(|months| self.months(months, 0));
        if let (Some(from), Some(to)) = (min_months_in_tier, max_months_in_tier)
            && from > to
        {
            self.error(
                "crossed-bounds",
                file.at.key("min_months_in_tier"),
                text!("crossed-bounds-service", path, from, to),
            );
        }
        let mut origins = Vec::new();
        for name in &file.origins {
            let origin = if **name == HOME {
                Some(Origin::Home)
            } else if self.file.channel.contains_key(&**name) {
                self.resolve(Noun::Channel, name).map(Origin::Channel)
            } else {
                self.unknown(Noun::Channel, name, &[HOME], name.at, self.places.locate(name.at));
                None
            };
            let Some(origin) = origin else { continue };
            if origins.contains(&origin) {
                self.repeated(name);
            } else {
                origins.push(origin);
            }
        }
        let reached_by = self.doses(&file.reached_by);
        let not_reached_by = self.doses(&file.not_reached_by);
        if let Some(both) = file.reached_by.iter().find(|name| file.not_reached_by.contains(name)) {
            let both = &**both;
            self.error("contradiction", file.at.key("not_reached_by"), text!("contradiction-reached", path, both));
        }
        let kinds = self.resolve_list(Noun::Kind, &file.kinds);
        let phases = self.school_phases(file.at.key("phases"), &file.phases);
        let values = self.asked_values(&file.attributes);
        Who {
            min_age,
            max_age,
            min_months_in_tier,
            max_months_in_tier,
            origins,
            bound_by_service: file.bound_by_service,
            kinds,
            phases,
            values,
            reached_by,
            not_reached_by,
        }
    }

    /// Programmes that can have reached someone.
    fn doses(&mut self, names: &[Name]) -> Vec<ProgrammeId> {
        let list = self.resolve_list(Noun::Programme, names);
        for name in names {
            let district = self.file.programme.get(&**name).is_some_and(|one| one.reaches == Reaches::District);
            if district {
                self.district_reaches_nobody(name);
            }
        }
        list
    }

    fn district_reaches_nobody(&mut self, name: &Name) {
        let programmes = self.file.programme.iter();
        let reachable: Vec<&str> =
            programmes.filter(|(_, one)| one.reaches != Reaches::District).map(|(id, _)| id.as_str()).collect();
        let (at, name) = (name.at, &**name);
        self.error_hint("wrong-reach", at, text!("wrong-reach", name), listed(&reachable));
    }

    /// Phases of schools; without a schools file nobody is in a phase.
    pub(super) fn school_phases<I: From<usize>>(&mut self, at: Path<'_>, names: &[Name]) -> Vec<I> {
        let list = self.resolve_list(Noun::Phase, names);
        if !names.is_empty() && self.file.schools.is_none() {
            let path = self.path(at.clone());
            self.error_for_want(
                "no-schools",
                at,
                [At::TOP.key("schools")],
                text!("no-schools-by-phase", path),
                text!("hint-add-schools-or-drop"),
            );
        }
        list
    }

    /// A cost; none if its line is unknown.
    pub(super) fn cost_on(
        &mut self,
        at: At,
        line: &Name,
        amount: Option<&Quantity>,
        by_year: &ByYear<Quantity>,
        place: Place,
    ) -> Option<Cost> {
        let amount = self.amounts(at, amount, by_year, place);
        let line = self.resolve(Noun::Line, line)?;
        Some(Cost { line, amount: amount? })
    }

    /// What something costs in each fiscal year; reports years without.
    pub(super) fn amounts(
        &mut self,
        at: At,
        amount: Option<&Quantity>,
        by_year: &ByYear<Quantity>,
        place: Place,
    ) -> Option<YearSeries> {
        let series = self.series(amount, by_year, place);
        let years = self.years();
        let free = |(_, id): &(i32, Option<ParameterId>)| id.is_none();
        let without: Vec<i32> = match &series {
            Some(series) => years.into_iter().zip(series.iter().copied()).filter(free).map(|(year, _)| year).collect(),
            None => years,
        };
        if !without.is_empty() {
            let labels: Vec<String> = without.iter().map(|year| self.fiscal_label(*year)).collect();
            let (path, years) = (self.path(at), Text::list(&labels));
            let message = text!("missing-key-amount", path, years);
            self.missing_one_of(at, &["amount", "amount_by_year"], message, text!("hint-amount"));
        }
        series
    }

    /// A cost that may be left out.
    pub(super) fn maybe_cost(&mut self, file: Option<&Placed<CostFile>>) -> Option<Cost> {
        let file = file?;
        self.cost_on(file.at, &file.line, file.amount.as_ref(), &file.amount_by_year, Place::Yuan)
    }

    /// A number of years, from one on.
    pub(super) fn years_of(&mut self, years: &Placed<u32>) -> u32 {
        let (least, most) = Place::Years.range();
        self.whole(years, least as u32, most as u32)
    }
}

/// A whole year of age as it is typed.
pub(super) fn age(text: &str) -> Option<u32> {
    text.parse().ok().filter(|age: &u32| *age <= OLDEST && age.to_string() == text)
}
