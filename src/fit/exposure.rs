//! From pairs of rosters to counts: who was open to what in which month, and what became of her.
//!
//! Whom a move's conditions admit, its months and their weights are those of the compiled model; months are counted from the
//! first of the run, and are negative before it.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::scenario::file::{MoveKind, Reaches};
use crate::scenario::{RosterPerson, TierId};
use crate::simulate::{Employment, NEVER, Person, from_roster, ordinary_age, retirement};
use crate::words::Month;

use super::cells::{Cells, Sort};
use super::counts::{Counts, Open};
use super::findings::{Unexplained, Why};
use super::hidden::{Choice, HopStep, Mark, Step, Track, Turn, Ways};
use super::panel::{Interval, Pair};
use super::quotas::Quotas;

/// What is made of a move.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Treatment {
    /// Everybody who passes makes it.
    Free,
    /// Places are given to those who pass.
    Places,
    /// Nothing can be said of it.
    Aside(Why),
}

/// Someone as conditions see her.
struct Someone {
    person: Person,
    employment: Employment,
    contract_end: Option<i16>,
}

impl Someone {
    /// The same in another tier since a month.
    fn later(&self, tier: TierId, month: i16) -> Self {
        let person = Person { tier: tier.index() as u8, since: month, ..self.person };
        Self { person, employment: self.employment.clone(), contract_end: self.contract_end }
    }
}

/// A month of somebody's.
#[derive(Debug, Default)]
struct Seen {
    context: Option<usize>,
    /// Moves she is open to in it, with their positions in the context.
    entries: Vec<(usize, usize)>,
    /// Rounds that she is open to, with the number of each.
    rounds: Vec<(usize, usize)>,
    /// Moves of which nothing can be said and that she is open to.
    aside: Vec<usize>,
}

impl Seen {
    /// The month of somebody who met with nothing in it.
    fn marks(&self, marks: &mut Vec<Mark>) {
        marks.extend(self.context.map(|context| Mark::Context(context, None)));
        marks.extend(self.rounds.iter().map(|(round, cell)| Mark::AtRisk(*round, *cell)));
    }
}

/// Reads pairs.
pub(super) struct Reader<'a> {
    pub(super) model: &'a Model,
    pub(super) cells: Cells,
    pub(super) counts: Counts,
    pub(super) quotas: Quotas,
    pub(super) tracks: BTreeMap<Track, u32>,
    pub(super) choices: BTreeMap<Choice, u32>,
    pub(super) ways: Vec<Ways>,
    pub(super) treatments: Vec<Treatment>,
    /// Fiscal years that were seen, by the calendar year in which each opens.
    pub(super) years: Vec<i32>,
    pub(super) unexplained: Unexplained,
    /// Moves whose rate a programme may have changed for some of those who were seen.
    pub(super) confounded: Vec<bool>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(model: &'a Model, quotas: Quotas) -> Self {
        let scenario = model.scenario();
        let treatment = |one: &crate::scenario::Move| {
            if one.kind == MoveKind::Retire || one.who.bound_by_service.is_some() {
                Treatment::Aside(Why::Service)
            } else if one.cost.is_some() {
                Treatment::Aside(Why::Money)
            } else if !one.sets.is_empty() {
                Treatment::Aside(Why::Attribute)
            // Those of a value may have bound while others were left.
            } else if one.total.is_some()
                || !one.places_of.is_empty()
                || one.places.is_some() && one.kind == MoveKind::Leave
            {
                Treatment::Aside(Why::Places)
            } else if one.places.is_some() {
                Treatment::Places
            } else {
                Treatment::Free
            }
        };
        Self {
            model,
            cells: Cells::default(),
            counts: Counts::default(),
            quotas,
            tracks: BTreeMap::new(),
            choices: BTreeMap::new(),
            ways: Vec::new(),
            treatments: scenario.moves.iter().map(treatment).collect(),
            years: Vec::new(),
            unexplained: Unexplained::default(),
            confounded: vec![false; scenario.moves.len()],
        }
    }

    /// Counts what became of everybody between two rosters.
    pub(super) fn read(&mut self, interval: &Interval<'_>) {
        let start = self.model.scenario().start;
        let (from, until) = (interval.before.at - start, interval.after.at - start);
        let late = interval.after.at > start;
        let span = (from.clamp(-30_000, 30_000) as i16, until.clamp(-30_000, 30_000) as i16);
        self.quotas.observed(self.model, span);
        for Pair { before, after } in &interval.pairs {
            let own = &interval.before.people[*before];
            let next = after.map(|after| &interval.after.people[after]);
            self.pair(own, next, span, late);
        }
    }

    fn someone(&self, one: &RosterPerson, at: Month) -> Someone {
        let (person, record) = from_roster(self.model, one, at);
        let mut employment = Employment::default();
        employment.add(record);
        let start = self.model.scenario().start;
        Someone { person, employment, contract_end: one.contract_end.map(|month| (month - start) as i16) }
    }

    /// The fiscal year of a month: the calendar year in which it opens.
    fn fiscal(&self, month: i16) -> i32 {
        let scenario = self.model.scenario();
        (scenario.start + i32::from(month)).year_opening_in(scenario.fiscal_year_starts)
    }

    fn year(&mut self, month: i16) -> usize {
        let fiscal = self.fiscal(month);
        self.year_of(fiscal)
    }

    /// The position of a fiscal year among those that were seen.
    pub(super) fn year_of(&mut self, fiscal: i32) -> usize {
        self.years.iter().position(|own| *own == fiscal).unwrap_or_else(|| {
            self.years.push(fiscal);
            self.years.len() - 1
        })
    }

    /// What somebody is open to in a month. `late` says that programmes of the plan may be at work.
    fn seen(&mut self, one: &Someone, month: i16, late: bool) -> Seen {
        let model = self.model;
        let of_year = (model.first_of_year as i32 + i32::from(month)).rem_euclid(12) as usize;
        let (fiscal, year) = (self.fiscal(month), self.year(month));
        let age = one.person.age(month);
        let (mut seen, mut open) = (Seen::default(), Vec::new());
        for index in model.moves_in_month[usize::from(one.person.tier)][of_year].iter().copied() {
            let plan = &model.moves[index];
            if !plan.who.admits(&plan.who.asked(month), &one.person, (&one.employment, 0), month, one.person.mask) {
                continue;
            }
            let treatment = self.treatments[index];
            if let Treatment::Aside(_) = treatment {
                seen.aside.push(index);
                continue;
            }
            if self.is_confounded(index, &one.person, late) {
                self.confounded[index] = true;
                seen.aside.push(index);
                continue;
            }
            let Some(cell) = self.cells.of_move(model, index, age, fiscal) else { continue };
            if treatment == Treatment::Places {
                let round = self.quotas.round(&mut self.counts, (index, fiscal, year), month, plan.weight[of_year]);
                // Whoever may turn out to be open to it is of a number that the round knows.
                self.counts.at_risk(round, cell, 0.0);
                seen.rounds.push((round, cell));
            } else {
                seen.entries.push((index, open.len()));
                open.push(Open { cell, weight: plan.weight[of_year] });
            }
        }
        if !open.is_empty() {
            seen.context = Some(self.counts.context(year, &open));
        }
        seen
    }

    /// Whether a programme may have changed the odds of a move for somebody: she carries its dose, or it is at work in her school
    /// or in the whole district.
    fn is_confounded(&self, index: usize, person: &Person, late: bool) -> bool {
        let plan = &self.model.moves[index];
        let by_school = |bit: u32| {
            let of = self.model.programmes.iter().position(|one| one.bit == bit && bit != 0);
            of.is_some_and(|of| self.model.scenario().programmes[of].reaches == Reaches::Schools)
        };
        plan.bit_effects.iter().any(|(bit, _)| person.mask & bit != 0 || late && by_school(*bit))
            || late && !plan.district_effects.is_empty()
    }

    /// What is decided of somebody in a month before any move: whether she stays beyond the age of retirement, and whether her
    /// contract is renewed.
    fn turns(&mut self, one: &Someone, (from, until): (i16, i16)) -> BTreeMap<i16, Vec<Turn>> {
        let mut turns: BTreeMap<i16, Vec<Turn>> = BTreeMap::new();
        let (model, scenario) = (self.model, self.model.scenario());
        let tier = usize::from(one.person.tier);
        let at = retirement(model, &one.person, from);
        let ages = model.retirement_of_tier[tier].and_then(|index| scenario.moves[index].retirement.as_ref());
        if let Some(ages) = ages.filter(|_| at != NEVER && at < until) {
            let ordinary = ordinary_age(model, ages, one.person.born, one.person.female);
            let last = i32::from(one.person.born) + ages.staying as i32 * 12;
            let share = if one.person.female { ages.staying_female } else { ages.staying_male };
            let first = match share {
                Some(id) if one.person.lived(at) as u32 == ordinary && last > i32::from(at) => {
                    let number = &scenario.parameters[id.index()];
                    let (low, high) = number.ends();
                    if high <= 0.0 || low >= 1.0 {
                        if high <= 0.0 { Turn::Goes } else { Turn::Stays }
                    } else {
                        let cell = self.cells.place(scenario, id, Sort::Staying, None);
                        Turn::Share(self.decision(at, cell))
                    }
                }
                _ => Turn::Goes,
            };
            if first != Turn::Goes && last < i32::from(until) {
                turns.entry(last as i16).or_default().push(Turn::Goes);
            }
            turns.entry(at).or_default().push(first);
        }
        let mut ends = one.contract_end.filter(|end| (from..until).contains(end));
        while let Some(end) = ends {
            let channel = usize::from(one.person.origin).checked_sub(1);
            let year = model.timeline.fiscal_at(i32::from(end));
            // Whose channel states no contract has one of the roster.
            let of_channel = channel.and_then(|channel| {
                let channel = &scenario.channels[channel];
                Some((channel.contract?, channel.renewal.at(year)))
            });
            let of_roster = scenario.contracts.as_ref().map(|one| (one.months, one.renewal.at(year)));
            let (more, renewal) = of_channel.or(of_roster).unwrap_or((12, None));
            let turn = match renewal {
                Some(id) if !scenario.parameters[id.index()].is_known() => {
                    let cell = self.cells.place(scenario, id, Sort::Renewal, None);
                    Turn::Share(self.decision(end, cell))
                }
                Some(id) if scenario.parameters[id.index()].ends().0 >= 1.0 => Turn::Stays,
                Some(id) if scenario.parameters[id.index()].ends().1 > 0.0 => {
                    let cell = self.cells.place(scenario, id, Sort::Renewal, None);
                    Turn::Share(self.decision(end, cell))
                }
                _ => Turn::Goes,
            };
            turns.entry(end).or_default().push(turn);
            ends = (turn != Turn::Goes).then(|| end + more.clamp(1, 1200) as i16).filter(|next| *next < until);
        }
        turns
    }

    /// The context of a decision: its one event is to stay.
    fn decision(&mut self, month: i16, cell: usize) -> usize {
        let year = self.year(month);
        self.counts.context(year, &[Open { cell, weight: 1.0 }])
    }

    fn pair(&mut self, own: &RosterPerson, next: Option<&RosterPerson>, (from, until): (i16, i16), late: bool) {
        let one = self.someone(own, self.model.scenario().start + i32::from(from));
        let Some(next) = next else { return self.gone(&one, own.tier, (from, until), late) };
        let since = (next.in_tier_since - self.model.scenario().start) as i16;
        if next.tier == own.tier && next.in_tier_since == own.in_tier_since {
            if let Some(seen) = self.stretch(&one, (from, until), late) {
                self.came_through(&seen);
            }
            return;
        }
        if !(from..until).contains(&since) {
            self.unexplained.note(own.tier, Some(next.tier));
            return;
        }
        self.changed(&one, own.tier, next.tier, (from, since, until), late);
    }

    /// Months of somebody who is known to have come through all of them, and what was decided in them; none where she cannot
    /// have, or where nothing can be said of it.
    fn stretch(&mut self, one: &Someone, (from, until): (i16, i16), late: bool) -> Option<(Vec<Turn>, Vec<Seen>)> {
        let turns: Vec<Turn> = self.turns(one, (from, until)).into_values().flatten().collect();
        if turns.contains(&Turn::Goes) {
            self.unexplained.past += 1;
            return None;
        }
        let seen: Vec<Seen> = (from..until).map(|month| self.seen(one, month, late)).collect();
        if self.is_aside(&seen) {
            self.unexplained.aside += 1;
            return None;
        }
        Some((turns, seen))
    }

    /// Whether somebody was open to leaving in a way of which nothing can be said.
    fn is_aside(&self, seen: &[Seen]) -> bool {
        let leaves = |index: &usize| self.model.scenario().moves[*index].kind == MoveKind::Leave;
        seen.iter().flat_map(|one| &one.aside).any(leaves)
    }

    fn came_through(&mut self, (turns, seen): &(Vec<Turn>, Vec<Seen>)) {
        for turn in turns {
            if let Turn::Share(context) = turn {
                self.counts.add(*context, Some(0), 1.0);
            }
        }
        for one in seen {
            if let Some(context) = one.context {
                self.counts.add(context, None, 1.0);
            }
            for (round, cell) in &one.rounds {
                self.counts.at_risk(*round, *cell, 1.0);
            }
        }
    }

    /// Somebody who changed tier in month `at`: a roster has it in `in_tier_since`.
    fn changed(&mut self, one: &Someone, own: TierId, to: TierId, (from, at, until): (i16, i16, i16), late: bool) {
        let month = self.seen(one, at, late);
        let scenario = self.model.scenario();
        let leads = |index: &usize| scenario.moves[*index].to == Some(to) && own != to;
        let entries: Vec<usize> =
            month.entries.iter().filter(|(index, _)| leads(index)).map(|(_, position)| *position).collect();
        let round = month.rounds.iter().copied().find(|(round, _)| leads(&self.quotas.of_round(*round)));
        if entries.is_empty() && round.is_none() && !month.aside.iter().any(leads) {
            self.twice(one, own, to, (from, at, until), late);
            return;
        }
        let later = one.later(to, at);
        // What is decided in the month of the change is decided before it.
        let Some(mut before) = self.stretch(one, (from, at), late) else { return };
        let turns: Vec<Turn> = self.turns(one, (from, at + 1)).into_values().flatten().collect();
        if turns.contains(&Turn::Goes) {
            self.unexplained.past += 1;
            return;
        }
        before.0 = turns;
        let Some(after) = self.stretch(&later, (at + 1, until), late) else { return };
        self.came_through(&before);
        self.came_through(&after);
        if let (Some(context), Some(first)) = (month.context, entries.first()) {
            if entries.len() == 1 {
                self.counts.add(context, Some(*first), 1.0);
            } else {
                *self.choices.entry(Choice { context, positions: entries }).or_default() += 1;
            }
        } else if let Some((round, cell)) = round {
            self.counts.at_risk(round, cell, 1.0);
            self.counts.rounds[round].granted += 1.0;
        }
    }

    /// Somebody who came to another tier in month `at`, or back to her own, by way of a third: when she went there is not known.
    fn twice(&mut self, one: &Someone, own: TierId, to: TierId, (from, at, until): (i16, i16, i16), late: bool) {
        let scenario = self.model.scenario();
        let mut ways = Vec::new();
        let mut before: Vec<Mark> = Vec::new();
        for month in from..at {
            let seen = self.seen(one, month, late);
            for (index, position) in &seen.entries {
                let (Some(between), Some(context)) = (scenario.moves[*index].to, seen.context) else { continue };
                let other = one.later(between, month);
                let last = self.seen(&other, at, late);
                let leads = |index: &usize| scenario.moves[*index].to == Some(to) && between != to;
                let mut ends: Vec<Mark> = Vec::new();
                if let Some(context) = last.context {
                    let entries = last.entries.iter().filter(|(index, _)| leads(index));
                    ends.extend(entries.map(|(_, position)| Mark::Context(context, Some(*position))));
                }
                let rounds = last.rounds.iter().filter(|(round, _)| leads(&self.quotas.of_round(*round)));
                ends.extend(rounds.map(|(round, cell)| Mark::Granted(*round, *cell)));
                if ends.is_empty() {
                    continue;
                }
                let mut way = before.clone();
                way.push(Mark::Context(context, Some(*position)));
                for month in month + 1..at {
                    let seen = self.seen(&other, month, late);
                    seen.marks(&mut way);
                }
                ways.extend(ends.into_iter().map(|end| [&way[..], &[end]].concat()));
            }
            seen.marks(&mut before);
        }
        if ways.is_empty() {
            self.unexplained.note(own, Some(to));
            return;
        }
        let turns: Vec<Turn> = self.turns(one, (from, at + 1)).into_values().flatten().collect();
        let Some(after) = self.stretch(&one.later(to, at), (at + 1, until), late) else { return };
        if turns.contains(&Turn::Goes) {
            self.unexplained.past += 1;
            return;
        }
        self.came_through(&(turns, Vec::new()));
        self.came_through(&after);
        self.ways.push(Ways(ways));
    }

    /// Somebody who is not in the next roster: in which month she left, and how, is not known.
    fn gone(&mut self, one: &Someone, own: TierId, (from, until): (i16, i16), late: bool) {
        let turns = self.turns(one, (from, until));
        let mut seen = Vec::with_capacity((until - from).max(0) as usize);
        for month in from..until {
            seen.push(self.seen(one, month, late));
            if turns.get(&month).is_some_and(|turns| turns.contains(&Turn::Goes)) {
                break;
            }
        }
        if self.is_aside(&seen) {
            self.unexplained.aside += 1;
            return;
        }
        let scenario = self.model.scenario();
        let mut steps = Vec::with_capacity(seen.len());
        for (month, one_month) in (from..until).zip(seen) {
            let (mut leaves, mut hops) = (Vec::new(), Vec::new());
            for (index, position) in &one_month.entries {
                match scenario.moves[*index].to {
                    None => leaves.push(*position),
                    Some(to) => hops.push((*position, self.hop(one, to, (month, until), late))),
                }
            }
            hops.retain(|(_, steps)| steps.iter().any(|step: &HopStep| !step.leaves.is_empty()));
            let turns = turns.get(&month).cloned().unwrap_or_default();
            steps.push(Step { turns, context: one_month.context, leaves, hops, rounds: one_month.rounds });
        }
        let track = Track { steps };
        if track.can_leave() {
            *self.tracks.entry(track).or_default() += 1;
        } else {
            self.unexplained.note(own, None);
        }
    }

    /// What somebody is open to after she changed to another tier in `month`.
    fn hop(&mut self, one: &Someone, to: TierId, (month, until): (i16, i16), late: bool) -> Vec<HopStep> {
        let later = one.later(to, month);
        let scenario = self.model.scenario();
        (month + 1..until)
            .map(|month| {
                let seen = self.seen(&later, month, late);
                let leaves = seen.entries.iter().filter(|(index, _)| scenario.moves[*index].to.is_none());
                HopStep { context: seen.context, leaves: leaves.map(|(_, position)| *position).collect() }
            })
            .collect()
    }
}
