//! Moves, and whether the rates out of one tier can all hold at once.

use std::collections::BTreeSet;

use super::common::{OLDEST, age};
use super::context::{Context, Noun, named};
use super::numbers::{Place, shown};
use crate::scenario::file::{MoveFile, MoveKind};
use crate::scenario::placed::{At, Placed};
use crate::scenario::{KindId, Move, Origin, ParameterId, PhaseId, ProgrammeId, Retirement, TierId, Who};
use crate::words::{Text, text};

/// Programmes that moves of one tier tell people apart by, beyond which they are not told apart.
const MOST_MARKS: usize = 6;

impl Context<'_> {
    pub(super) fn moves(&mut self) -> Vec<Move> {
        let file = self.file;
        let mut moves: Vec<Move> = Vec::new();
        for (id, one) in &file.moves {
            let made = self.one_move(id, one);
            moves.push(made);
        }
        self.one_retirement_each(&moves);
        self.check_rates(&moves);
        moves
    }

    fn one_move(&mut self, id: &str, file: &Placed<MoveFile>) -> Move {
        let path = self.path(file.at);
        let from: Vec<TierId> = self.resolve_list(Noun::Tier, &file.from);
        let to = file.to.as_ref().and_then(|to| self.resolve(Noun::Tier, to));
        let rates = self.rates(file);
        let calendar = self.calendar(&file.calendar);
        let who = self.who(&file.who);
        let places = self.series(file.places.as_ref(), &file.places_by_year, Place::Places);
        let cost = self.maybe_cost(file.cost.as_ref());
        match file.kind {
            MoveKind::Change => {
                if file.to.is_none() {
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
                self.refuse_all(file.at, &["to", "places", "places_by_year", "cost"], &reason);
            }
            MoveKind::Retire => {
                let reason = text!("idle-retire");
                let keys = ["to", "rate", "rate_by_age", "calendar", "who", "places", "places_by_year", "rank", "cost"];
                self.refuse_all(file.at, &keys, &reason);
            }
        }
        if places.is_none() && file.kind != MoveKind::Retire {
            let wanted = ["places", "places_by_year"].map(|key| file.at.key(key));
            self.refuse_for_want(file.at, "rank", wanted, &text!("idle-no-places"));
        }
        Move {
            named: named(id, &file.title),
            source: file.source.clone(),
            kind: file.kind,
            from,
            to: to.or_else(|| (file.kind == MoveKind::Change).then_some(TierId(0))),
            rates,
            calendar,
            who,
            places,
            rank: file.rank,
            cost,
            retirement: self.retirement(file),
        }
    }

    fn refuse_all(&mut self, at: At, keys: &[&str], reason: &Text) {
        for key in keys {
            self.refuse(at, key, reason);
        }
    }

    fn missing(&mut self, file: &Placed<MoveFile>, key: &str) {
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
            rates.push((0, self.number(rate, Place::Share)));
        }
        let mut before = None;
        for (key, quantity) in &file.rate_by_age {
            let id = self.number(quantity, Place::Share);
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
            (false, false) => self.missing_one_of(
                file.at,
                &["rate", "rate_by_age"],
                text!("missing-key-rate", path),
                text!("hint-rate"),
            ),
            _ => {}
        }
        rates
    }

    fn retirement(&mut self, file: &Placed<MoveFile>) -> Option<Retirement> {
        let staying_female = self.maybe(file.staying_female.as_ref(), Place::Share);
        let staying_male = self.maybe(file.staying_male.as_ref(), Place::Share);
        if file.kind != MoveKind::Retire {
            let reason = text!("idle-only-retire");
            let keys = ["age_female", "age_male", "staying_female", "staying_male", "staying_age"];
            self.refuse_all(file.at, &keys, &reason);
            return None;
        }
        let mut stated = |key: &str, age: Option<&Placed<u32>>| {
            if age.is_none() {
                self.missing(file, key);
            }
            age.map_or(0, |age| self.whole(age, 1, OLDEST))
        };
        let female = stated("age_female", file.age_female.as_ref());
        let male = stated("age_male", file.age_male.as_ref());
        let latest = female.max(male);
        let staying = file.staying_age.as_ref().map_or(latest, |age| {
            let value = **age;
            if value < latest {
                self.error("crossed-bounds", age.at, text!("crossed-bounds-staying", value, latest));
            }
            self.whole(age, 1, OLDEST)
        });
        if staying_female.is_none() && staying_male.is_none() {
            let wanted = ["staying_female", "staying_male"].map(|key| file.at.key(key));
            let reason = text!("idle-no-share-who-stay");
            self.refuse_for_want(file.at, "staying_age", wanted, &reason);
        }
        for (key, age) in [("staying_female", female), ("staying_male", male)] {
            if age >= staying.max(latest) {
                let why = text!("idle-staying-no-longer", age);
                self.refuse_for_want(file.at, key, [file.at.key("staying_age")], &why);
            }
        }
        Some(Retirement { female, male, staying_female, staying_male, staying: staying.max(latest) })
    }

    fn one_retirement_each(&mut self, moves: &[Move]) {
        let mut seen: Vec<(TierId, &str)> = Vec::new();
        for one in moves.iter().filter(|one| one.kind == MoveKind::Retire) {
            for tier in &one.from {
                let id = &one.named.id;
                if let Some((_, first)) = seen.iter().find(|(other, _)| other == tier) {
                    let name = self.names(Noun::Tier).get(tier.index()).copied().unwrap_or_default();
                    self.error(
                        "second-retirement",
                        At::TOP.key("move").key(id).key("from"),
                        text!("second-retirement", name, first),
                    );
                } else {
                    seen.push((*tier, id));
                }
            }
        }
    }

    /// Whether the moves that one person can meet at once have rates that add up to at most one.
    fn check_rates(&mut self, moves: &[Move]) {
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
            let people = self.sorts_of_people(&open);
            let mut worst: Option<Excess> = None;
            for age in ages {
                for person in &people {
                    let met = open.iter().copied().filter(|one| person.meets(&one.who, age));
                    let parts: Vec<(&Move, (f64, f64))> =
                        met.filter_map(|one| Some((one, self.good_ends(rate_at(one, age)?)?))).collect();
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
    fn sorts_of_people(&self, moves: &[&Move]) -> Vec<Person> {
        let mut people = vec![Person::default()];
        if moves.iter().any(|one| one.who.bound_by_service.is_some()) {
            people = split(&people, &[false, true], |person, bound| person.bound = Some(*bound));
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
            let places: BTreeSet<_> = self.schools.iter().map(|school| (school.kind, school.phase)).collect();
            if !places.is_empty() {
                let places: Vec<_> = places.into_iter().collect();
                people = split(&people, &places, |person, place| person.school = Some(*place));
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
    school: Option<(Option<KindId>, Option<PhaseId>)>,
    marks: Vec<(ProgrammeId, bool)>,
}

impl Person {
    fn meets(&self, who: &Who, age: u32) -> bool {
        let has = |id: &ProgrammeId, reached: bool| {
            self.marks.iter().find(|(other, _)| other == id).is_none_or(|(_, has)| *has == reached)
        };
        who.min_age.is_none_or(|least| age >= least)
            && who.max_age.is_none_or(|most| age <= most)
            && (who.bound_by_service.is_none() || self.bound.is_none() || who.bound_by_service == self.bound)
            && self.origin.is_none_or(|origin| who.origins.is_empty() || who.origins.contains(&origin))
            && self.school.is_none_or(|(kind, phase)| {
                (who.kinds.is_empty() || kind.is_some_and(|kind| who.kinds.contains(&kind)))
                    && (who.phases.is_empty() || phase.is_some_and(|phase| who.phases.contains(&phase)))
            })
            && who.reached_by.iter().all(|id| has(id, true))
            && who.not_reached_by.iter().all(|id| has(id, false))
    }
}

fn rate_at(one: &Move, age: u32) -> Option<ParameterId> {
    one.rates.iter().rev().find(|(from, _)| *from <= age).map(|(_, id)| *id)
}
