//! Moves, and whether the rates out of one tier can all hold at once.

use std::collections::BTreeSet;
use std::ops::Range;

use super::common::{OLDEST, age};
use super::context::{Context, Noun, named};
use super::numbers::{Place, shown};
use crate::scenario::file::{MoveFile, MoveKind};
use crate::scenario::placed::{At, Placed};
use crate::scenario::{Attribute, KindId, Move, Origin, ParameterId, PhaseId, ProgrammeId, TierId, ValueId, Who};
use crate::words::{Text, text};

/// Programmes that moves of one tier tell people apart by, beyond which they are not told apart.
const MOST_MARKS: usize = 6;
/// Sorts of people beyond which they are not told apart by further attributes.
const MOST_SORTS: usize = 20_000;

impl Context<'_> {
    pub(super) fn moves(&mut self, attributes: &[Attribute]) -> Vec<Move> {
        let file = self.file;
        let mut moves: Vec<Move> = Vec::new();
        for (id, one) in &file.moves {
            let made = self.one_move(id, one);
            moves.push(made);
        }
        self.one_retirement_each(&moves);
        self.check_rates(&moves, attributes);
        moves
    }

    fn one_move(&mut self, id: &str, file: &Placed<MoveFile>) -> Move {
        let path = self.path(file.at);
        let from: Vec<TierId> = self.resolve_list(Noun::Tier, &file.from);
        let to = file.to.as_ref().and_then(|to| self.resolve(Noun::Tier, to));
        let sets = self.set_values(&file.sets);
        let rates = self.rates(file);
        let rate_by_year = self.single_years(&file.rate_by_year, Place::Rate);
        let yearly_sd = self.maybe(file.yearly_sd.as_ref(), Place::LogDeviation);
        let calendar = self.calendar(&file.calendar);
        let who = self.who(&file.who);
        let places = self.series(file.places.as_ref(), &file.places_by_year, Place::Places);
        let total = self.level_of_move(file, to);
        if file.kind == MoveKind::Change && file.to.is_none() {
            for key in ["total", "total_by_year"] {
                self.refuse_for_want(file.at, key, [file.at.key("to")], &text!("idle-total-to"));
            }
        }
        let places_of = self.value_places(&file.places_of, &file.places_of_by_year);
        let cost = self.maybe_cost(file.cost.as_ref());
        match file.kind {
            MoveKind::Change => {
                if file.to.is_none() && file.sets.is_empty() {
                    self.missing(file, "to");
                }
                if let Some(same) =
                    file.from.iter().find(|from| Some(*from) == file.to.as_ref()).filter(|_| to.is_some())
                {
                    let name = &**same;
                    self.error("same-tier", same.at, text!("same-tier", path, name));
                }
            }
            MoveKind::Leave => {
                let reason = text!("idle-leave");
                self.refuse_all(file.at, &["to", "sets"], &reason);
                let places = ["places", "places_by_year"].map(|key| file.at.key(key));
                if places.iter().all(|path| !self.stated(path.clone())) {
                    self.refuse_for_want(file.at, "cost", places, &text!("idle-leave-cost"));
                }
            }
            MoveKind::Retire => {
                let reason = text!("idle-retire");
                let keys = [
                    "to",
                    "sets",
                    "rate",
                    "rate_by_age",
                    "rate_by_year",
                    "yearly_sd",
                    "calendar",
                    "who",
                    "places",
                    "places_by_year",
                    "total",
                    "total_by_year",
                    "places_of",
                    "places_of_by_year",
                    "rank",
                    "cost",
                ];
                self.refuse_all(file.at, &keys, &reason);
            }
        }
        if places.is_none() && total.is_none() && file.kind != MoveKind::Retire {
            for key in ["rank", "places_of", "places_of_by_year"] {
                let wanted = ["places", "places_by_year", "total"].map(|key| file.at.key(key));
                self.refuse_for_want(file.at, key, wanted, &text!("idle-no-places"));
            }
        }
        Move {
            named: named(id, &file.title),
            source: file.source.clone(),
            kind: file.kind,
            from,
            to: to.or_else(|| (file.kind == MoveKind::Change && file.sets.is_empty()).then_some(TierId(0))),
            sets,
            rates,
            rate_by_year,
            yearly_sd,
            calendar,
            who,
            places,
            total,
            places_of,
            rank: file.rank,
            cost,
            retirement: self.retirement(file),
        }
    }

    pub(super) fn refuse_all(&mut self, at: At, keys: &[&str], reason: &Text) {
        for key in keys {
            self.refuse(at, key, reason);
        }
    }

    pub(super) fn missing(&mut self, file: &Placed<MoveFile>, key: &str) {
        let path = self.path(file.at);
        let kind = match file.kind {
            MoveKind::Change => "change",
            MoveKind::Leave => "leave",
            MoveKind::Retire => "retire",
        };
        let message = text!("missing-key-of-move", path, kind, key);
        self.problems.push(self.problem("missing-key", file.at, message).naming([self.path(file.at.key(key))]));
    }

    fn rates(&mut self, file: &Placed<MoveFile>) -> Vec<(u32, ParameterId)> {
        let path = self.path(file.at);
        let mut rates = Vec::new();
        if let Some(rate) = &file.rate {
            rates.push((0, self.number(rate, Place::Rate)));
        }
        let mut before = None;
        for (key, quantity) in &file.rate_by_age {
            let id = self.number(quantity, Place::Rate);
            let Some(first) = age(key) else {
                let message = text!("wrong-format-age", path, key);
                let hint = text!("hint-age", oldest = OLDEST);
                self.problems.push(self.problem_of_key("wrong-format", quantity.at, message).hint(hint));
                continue;
            };
            if before.is_some_and(|before| before >= first) {
                let message = text!("ages-not-rising", path, key);
                self.problems.push(self.problem_of_key("ages-not-rising", quantity.at, message));
            }
            before = Some(first);
            rates.push((first, id));
        }
        if file.kind == MoveKind::Retire {
            return Vec::new();
        }
        match (file.rate.is_some(), !file.rate_by_age.is_empty()) {
            (true, true) => self.error_hint(
                "conflicting-keys",
                file.rate_by_age.at(),
                text!("conflicting-keys-rate", path),
                text!("hint-keep-one"),
            ),
            (false, false) if file.rate_by_year.is_empty() => self.missing_one_of(
                file.at,
                &["rate", "rate_by_age"],
                text!("missing-key-rate", path),
                text!("hint-rate"),
            ),
            _ => {}
        }
        rates
    }

    /// Whether the moves that one person can meet in the same month have rates that add up to at most one. Those that never
    /// meet in a month exclude nothing.
    fn check_rates(&mut self, moves: &[Move], attributes: &[Attribute]) {
        for tier in 0..self.file.tier.len() {
            let open: Vec<&Move> = moves
                .iter()
                .filter(|one| one.kind != MoveKind::Retire && one.from.contains(&TierId::from(tier)))
                .collect();
            let mut ages: BTreeSet<u32> = BTreeSet::from([0]);
            for one in &open {
                ages.extend(one.rates.iter().map(|(age, _)| *age));
                ages.extend(one.who.min_age);
                ages.extend(one.who.max_age.map(|age| age + 1));
            }
            let people = self.sorts_of_people(&open, attributes);
            let mut worst: Option<Excess> = None;
            // Which of them meet in a month, and what each is in a year: mostly the same in all months and years.
            let yearly = open.iter().any(|one| !one.rate_by_year.is_empty());
            let years = if yearly { self.years().len().max(1) } else { 1 };
            let meets = |one: &&Move, month: usize| one.calendar.0.get(month).is_some_and(|weight| *weight > 0.0);
            let together: BTreeSet<Vec<bool>> =
                (0..12).map(|month| open.iter().map(|one| meets(one, month)).collect()).collect();
            for (together, year) in together.iter().flat_map(|one| (0..years).map(move |year| (one, year))) {
                for (age, person) in ages.iter().flat_map(|age| people.iter().map(move |person| (*age, person))) {
                    let met =
                        open.iter().copied().zip(together).filter(|(one, meets)| **meets && person.meets(one, age));
                    let parts: Vec<(&Move, (f64, f64))> =
                        met.filter_map(|(one, _)| Some((one, self.good_ends(rate_at(one, age, year)?)?))).collect();
                    let low: f64 = parts.iter().map(|(_, ends)| ends.0).sum();
                    let high: f64 = parts.iter().map(|(_, ends)| ends.1).sum();
                    let is_worse = worst.as_ref().is_none_or(|worst| (low, high) > (worst.low, worst.high));
                    if high > 1.0 + 1e-9 && is_worse {
                        let certain = low > 1.0 + 1e-9;
                        let parts = parts
                            .iter()
                            .map(|(one, ends)| (one.named.id.clone(), if certain { ends.0 } else { ends.1 }))
                            .filter(|(_, rate)| *rate > 0.0)
                            .collect();
                        worst = Some(Excess { age, low, high, parts });
                    }
                }
            }
            if let Some(worst) = worst {
                self.report_excess(tier, &worst);
            }
        }
    }

    fn report_excess(&mut self, tier: usize, worst: &Excess) {
        let name = self.names(Noun::Tier).get(tier).copied().unwrap_or_default();
        let age = worst.age;
        let list: Vec<String> = worst.parts.iter().map(|(id, rate)| format!("`move.{id}` {}", shown(*rate))).collect();
        let rates = Text::list(&list);
        let latest = worst.parts.last().map_or("", |(id, _)| id.as_str());
        let at = At::TOP.key("move").key(latest);
        let both = ["rate", "rate_by_age"].map(|key| at.clone().key(key));
        let at = both.into_iter().find(|path| self.stated(path.clone())).unwrap_or(at);
        if worst.low > 1.0 + 1e-9 {
            let sum = shown(worst.low);
            self.error_hint(
                "rates-exceed-one",
                at,
                text!("rates-exceed-one", name, age, sum),
                text!("hint-rates-compete", rates),
            );
        } else {
            let sum = shown(worst.high);
            let message = text!("rates-can-exceed-one", name, age, sum);
            let hint = text!("hint-rates-can-compete", rates);
            self.problems.push(self.warning("rates-exceed-one", at, message).hint(hint));
        }
    }

    /// The sorts of people that the conditions of these moves tell apart.
    fn sorts_of_people(&self, moves: &[&Move], attributes: &[Attribute]) -> Vec<Person> {
        let mut people = vec![Person::default()];
        if moves.iter().any(|one| one.who.bound_by_service.is_some()) {
            people = split(&people, &[false, true], |person, bound| person.bound = Some(*bound));
        }
        let mut months: BTreeSet<u32> =
            moves.iter().filter_map(|one| one.who.max_months_in_tier.map(|most| most + 1)).collect();
        if !months.is_empty() {
            months.extend(moves.iter().filter_map(|one| one.who.min_months_in_tier).chain([0]));
            let months: Vec<u32> = months.into_iter().collect();
            people = split(&people, &months, |person, months| person.months = Some(*months));
        }
        let mut origins: Vec<Origin> = Vec::new();
        for origin in moves.iter().flat_map(|one| &one.who.origins) {
            if !origins.contains(origin) {
                origins.push(*origin);
            }
        }
        if !origins.is_empty() {
            people = split(&people, &origins, |person, origin| person.origin = Some(*origin));
        }
        if moves.iter().any(|one| !one.who.kinds.is_empty() || !one.who.phases.is_empty()) {
            let places: BTreeSet<_> = self.schools.iter().map(|school| (school.kind, school.phases.clone())).collect();
            if !places.is_empty() {
                let places: Vec<_> = places.into_iter().collect();
                people = split(&people, &places, |person, place| person.school = Some(place.clone()));
            }
        }
        for one in attributes {
            let of = |list: &[ValueId]| list.iter().any(|value| one.has(*value));
            let asked = moves.iter().any(|own| of(&own.who.values) || own.to.is_none() && of(&own.sets));
            if asked && people.len() * one.values.len() <= MOST_SORTS {
                let values: Vec<ValueId> = (0..one.values.len()).map(|at| (one.first.index() + at).into()).collect();
                people = split(&people, &values, |person, value| {
                    person.values.push((one.first.index()..one.first.index() + one.values.len(), *value));
                });
            }
        }
        let without: BTreeSet<ProgrammeId> = moves.iter().flat_map(|one| one.who.not_reached_by.clone()).collect();
        let both = moves.iter().flat_map(|one| one.who.reached_by.clone()).filter(|id| without.contains(id));
        for id in both.collect::<BTreeSet<_>>().into_iter().take(MOST_MARKS) {
            people = split(&people, &[false, true], |person, reached| person.marks.push((id, *reached)));
        }
        people
    }
}

/// Every person in every variant.
fn split<T>(people: &[Person], variants: &[T], set: impl Fn(&mut Person, &T)) -> Vec<Person> {
    let vary = |person: &Person, variant: &T| {
        let mut person = person.clone();
        set(&mut person, variant);
        person
    };
    people.iter().flat_map(|person| variants.iter().map(|variant| vary(person, variant)).collect::<Vec<_>>()).collect()
}

/// Rates of one tier that add up to more than one.
struct Excess {
    age: u32,
    low: f64,
    high: f64,
    parts: Vec<(String, f64)>,
}

/// A sort of people, as far as conditions tell them apart; what is none is not told apart.
#[derive(Clone, Debug, Default)]
struct Person {
    bound: Option<bool>,
    origin: Option<Origin>,
    months: Option<u32>,
    school: Option<(Option<KindId>, Vec<PhaseId>)>,
    marks: Vec<(ProgrammeId, bool)>,
    /// Values of some attributes, each with all values of its attribute.
    values: Vec<(Range<usize>, ValueId)>,
}

impl Person {
    fn meets(&self, one: &Move, age: u32) -> bool {
        let who = &one.who;
        let fits = |(all, own): &(Range<usize>, ValueId)| {
            !who.values.iter().any(|value| all.contains(&value.index())) || who.values.contains(own)
        };
        // Whoever has all that a move sets, and stays in the tier, does not qualify.
        let sets = |value: &ValueId| self.values.iter().any(|(_, own)| own == value);
        let changes = one.to.is_some() || one.sets.is_empty() || !one.sets.iter().all(sets);
        changes && self.values.iter().all(fits) && self.meets_rest(who, age)
    }

    fn meets_rest(&self, who: &Who, age: u32) -> bool {
        let has = |id: &ProgrammeId, reached: bool| {
            self.marks.iter().find(|(other, _)| other == id).is_none_or(|(_, has)| *has == reached)
        };
        who.min_age.is_none_or(|least| age >= least)
            && who.max_age.is_none_or(|most| age <= most)
            && (who.bound_by_service.is_none() || self.bound.is_none() || who.bound_by_service == self.bound)
            && self.months.is_none_or(|months| {
                who.min_months_in_tier.is_none_or(|least| months >= least)
                    && who.max_months_in_tier.is_none_or(|most| months <= most)
            })
            && self.origin.is_none_or(|origin| who.origins.is_empty() || who.origins.contains(&origin))
            && self.school.as_ref().is_none_or(|(kind, phases)| {
                (who.kinds.is_empty() || kind.is_some_and(|kind| who.kinds.contains(&kind)))
                    && (who.phases.is_empty() || phases.iter().any(|phase| who.phases.contains(phase)))
            })
            && who.reached_by.iter().all(|id| has(id, true))
            && who.not_reached_by.iter().all(|id| has(id, false))
    }
}

fn rate_at(one: &Move, age: u32, year: usize) -> Option<ParameterId> {
    let own = one.rate_by_year.iter().find(|(own, _)| *own == year).map(|(_, id)| *id);
    own.or_else(|| one.rates.iter().rev().find(|(from, _)| *from <= age).map(|(_, id)| *id))
}
