//! How much of what a plan counts has happened, as rosters tell it.

use std::collections::BTreeSet;

use crate::model::{CountPlan, bits};
use crate::scenario::file::{CountKind, MoveKind, Over};
use crate::scenario::{Count, Move, MoveId, ProgrammeId, RosterPerson, Scenario};

use super::panel::{Interval, Link, Panel};

/// What rosters tell of a count of what happens, from the first of them to the last; none if they cannot tell.
///
/// Who came or changed tier and was gone or had gone on before the next roster is in none of them: it is the least that has
/// happened.
#[must_use]
pub fn so_far(scenario: &Scenario, panel: &Panel, count: &Count) -> Option<u64> {
    if count.over != Over::Plan || count.months_earlier > 0 {
        return None;
    }
    let plan = CountPlan::new(scenario, count);
    let channel = |person: &RosterPerson| person.origin.map(|channel| &scenario.channels[channel.index()]);
    let counts = |person: &RosterPerson| {
        let flexible = channel(person).is_some_and(|channel| channel.flexible);
        plan.counts(person.tier.index(), person.school.index(), flexible) && plan.has(bits(&person.values))
    };
    let belongs = |person: &RosterPerson| plan.tiers[person.tier.index()] && plan.has(bits(&person.values));
    let imported = |person: &RosterPerson| channel(person).is_some_and(|channel| channel.import);
    let moves: Vec<&Move> = count.moves.iter().map(|id| &scenario.moves[id.index()]).collect();
    let happened = |one: &Event<'_>| match (count.kind, one) {
        (CountKind::Additions, Event::Came(person)) | (CountKind::Leavers, Event::Left(person)) => counts(person),
        // Whoever was counted where she came from has been added before.
        (CountKind::Additions, Event::Changed(before, after)) => counts(after) && !belongs(before),
        (CountKind::Imports, Event::Came(person)) => imported(person) && counts(person),
        (CountKind::Moved, Event::Changed(before, after)) => moves.iter().any(|one| leads(one, before, after)),
        _ => false,
    };
    let known = match count.kind {
        CountKind::Additions | CountKind::Imports | CountKind::Leavers => true,
        CountKind::Moved => count.moves.iter().all(|id| is_told_by_tiers(scenario, *id, &count.moves)),
        CountKind::Reached => return count.programme.and_then(|programme| reached(panel, programme)),
        _ => false,
    };
    known.then(|| panel.intervals().0.iter().flat_map(events).filter(happened).count() as u64)
}

/// What became of somebody from one roster to the next.
#[derive(Clone, Copy, Debug)]
enum Event<'a> {
    Came(&'a RosterPerson),
    Changed(&'a RosterPerson, &'a RosterPerson),
    Left(&'a RosterPerson),
}

/// All that happened between two rosters. Who cannot be linked is left out.
fn events<'a>(interval: &Interval<'a>) -> Vec<Event<'a>> {
    let (before, after) = (interval.before, interval.after);
    let found: BTreeSet<usize> = interval.pairs.iter().filter_map(|pair| pair.after).collect();
    let of_pair = interval.pairs.iter().filter_map(|pair| {
        let person = &before.people[pair.before];
        match pair.after.map(|place| &after.people[place]) {
            None => Some(Event::Left(person)),
            Some(now) if now.tier != person.tier => Some(Event::Changed(person, now)),
            Some(_) => None,
        }
    });
    // Who is in the later roster alone; of who cannot be linked, whoever entered her tier since.
    let new =
        after.people.iter().enumerate().filter(|(place, one)| {
            !found.contains(place) && (interval.unlinked == 0 || one.in_tier_since >= before.at)
        });
    of_pair.chain(new.map(|(_, one)| Event::Came(one))).collect()
}

/// Whether a move leads from where somebody was to where she is.
fn leads(one: &Move, before: &RosterPerson, after: &RosterPerson) -> bool {
    one.from.contains(&before.tier) && one.to == Some(after.tier)
}

/// Whether a change of tier tells that a move of `all` was made: one that changes tier, between tiers between which no other
/// leads.
fn is_told_by_tiers(scenario: &Scenario, id: MoveId, all: &[MoveId]) -> bool {
    let own = &scenario.moves[id.index()];
    let other = |(index, one): (usize, &Move)| {
        !all.contains(&MoveId::from(index)) && one.to == own.to && one.from.iter().any(|tier| own.from.contains(tier))
    };
    own.kind == MoveKind::Change && own.to.is_some() && !scenario.moves.iter().enumerate().any(other)
}

/// How many of the last roster a programme has reached since the first.
fn reached(panel: &Panel, programme: ProgrammeId) -> Option<u64> {
    let (first, last) = (panel.rosters().first()?, panel.rosters().last()?);
    let marked = |one: &&RosterPerson| one.marks.iter().any(|mark| mark.programme == programme);
    let before: BTreeSet<&str> = first.people.iter().filter(marked).map(|one| one.id.as_str()).collect();
    let now = last.people.iter().filter(marked).filter(|one| !before.contains(one.id.as_str())).count();
    (panel.link() == Link::Id).then_some(now as u64)
}
