//! Step 4 of a month: what programmes wish to open, what opens, what closes, and the doses of the next month.

use crate::scenario::file::{RankKind, Reaches};
use std::collections::VecDeque;

use crate::model::{Limit, ProgrammePlan};

use super::api::Happening;
use super::hazard::reclass;
use super::person::GONE;
use super::ranks::rank;
use super::scene::{Replicate, Trace};
use super::state::State;

/// Draws of tickets that are worked out together.
const SHEAF: usize = 8;

/// Units that a programme could open this month if the money were there.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Wish {
    pub(super) programme: usize,
    pub(super) units: u32,
    /// Units wanted by now and not possible, for want of places, hosts, and eligible people or schools.
    missed: [u32; 3],
}

/// What every programme with a round this month could open.
pub(super) fn wishes<T: Trace>(run: &mut Replicate<'_, T>, month: usize) -> Vec<Wish> {
    let mut wishes = Vec::new();
    for position in 0..run.model.programmes.len() {
        let rounds = &run.model.programmes[position].rounds;
        let Some(due) = rounds.due[month] else { continue };
        let facts = run.model.timeline.months[month];
        let yearly = run.state.programme_units[position][facts.fiscal];
        let before = rounds.before(&run.model.timeline, month);
        run.state.programmes[position].planned_by_month[month] = yearly * (due - before);
        let state = &run.state.programmes[position];
        let planned = libm::floor(run.state.programme_units[position][facts.fiscal] * due + 0.5).max(0.0) as u32;
        let wanted = planned.saturating_sub(state.opened_this_year);
        let capacity = libm::floor(run.drawn.programmes[position].capacity.min(1e9) + 1e-9) as u32;
        let by_places = wanted.min(capacity.saturating_sub(state.opened_this_year));
        let (by_hosts, by_people) = possible(run, position, month, by_places);
        let missed = [wanted - by_places, by_places - by_hosts, by_hosts - by_people];
        wishes.push(Wish { programme: position, units: by_people, missed });
    }
    wishes
}

/// How many of `units` there are hosts for, and eligible people or schools as well.
fn possible<T: Trace>(run: &Replicate<'_, T>, position: usize, month: usize, units: u32) -> (u32, u32) {
    let one = &run.model.scenario().programmes[position];
    if units == 0 {
        return (0, 0);
    }
    match one.reaches {
        Reaches::District | Reaches::Arrivals => (units, units),
        Reaches::People => {
            let by_hosts = one.host.as_ref().map_or(units, |host| {
                let hosts: u32 = (0..run.state.stock.len())
                    .map(|tier| {
                        let flexible = run.state.stock_flexible[tier];
                        let own = if host.tiers.contains(&tier.into()) { run.state.stock[tier] - flexible } else { 0 };
                        own + if host.flexible { flexible } else { 0 }
                    })
                    .sum();
                let carried = hosts.saturating_mul(host.each);
                units.min(carried.saturating_sub(run.state.programmes[position].running))
            });
            let seats = u64::from(by_hosts) * u64::from(one.people_per_unit);
            let eligible = all_eligible(run, position, month);
            let people = match one.exchange {
                Some(kinds) => exchangeable(run, eligible, kinds, seats) as u32,
                None => eligible.take(seats as usize).count() as u32,
            };
            (by_hosts, by_hosts.min(people.div_ceil(one.people_per_unit)))
        }
        Reaches::Schools => {
            let (mut members, mut leads) = (0_u32, 0_u32);
            let (mut free_members, mut free_leads) = (0_u32, 0_u32);
            for school in joinable(run, position) {
                let joined = run.state.programmes[position].joined[school];
                let lead = run.model.scenario().schools[school].leads;
                let count = match (joined, lead) {
                    (true, true) => &mut leads,
                    (true, false) => &mut members,
                    (false, true) => &mut free_leads,
                    (false, false) => &mut free_members,
                };
                *count += 1;
            }
            let by_hosts = one.host.as_ref().map_or(units, |host| {
                // Leads may join first and then carry members.
                let carried = (leads + free_leads).saturating_mul(host.each).saturating_sub(members);
                units.min(free_leads + carried)
            });
            (by_hosts, by_hosts.min(free_leads + free_members))
        }
    }
}

/// Everyone who is eligible now.
fn all_eligible<'run, T: Trace>(
    run: &'run Replicate<'_, T>,
    position: usize,
    month: usize,
) -> impl Iterator<Item = u32> + 'run {
    let plan = &run.model.programmes[position];
    let members = run.state.members.iter().zip(&plan.tiers).filter(|(_, reached)| **reached);
    members.flat_map(|(members, _)| members).copied().filter(move |index| eligible(plan, run.state, *index, month))
}

/// People who can be exchanged, two for every pair of the two kinds within a phase; at most `enough`.
fn exchangeable<T: Trace>(
    run: &Replicate<'_, T>,
    people: impl Iterator<Item = u32>,
    kinds: [crate::scenario::KindId; 2],
    enough: u64,
) -> u64 {
    let scenario = run.model.scenario();
    let mut sides = vec![[0_u64; 2]; scenario.phases.len() + 1];
    let mut pairs = 0;
    for index in people {
        let school = &scenario.schools[usize::from(run.state.people[index as usize].school)];
        let phase = school.phase.map_or(scenario.phases.len(), crate::scenario::PhaseId::index);
        let side = usize::from(school.kind == Some(kinds[1]));
        sides[phase][side] += 1;
        pairs += u64::from(sides[phase][side] <= sides[phase][1 - side]);
        if 2 * pairs >= enough {
            return enough;
        }
    }
    2 * pairs
}

/// Units of a wish that are still possible, now that others may have taken their people.
pub(super) fn still_possible<T: Trace>(run: &Replicate<'_, T>, wish: &Wish, month: usize) -> u32 {
    possible(run, wish.programme, month, wish.units).1
}

/// Open schools of the programme's phases.
fn joinable<'run, T: Trace>(run: &'run Replicate<'_, T>, position: usize) -> impl Iterator<Item = usize> + 'run {
    let one = &run.model.scenario().programmes[position];
    run.model.scenario().schools.iter().enumerate().filter_map(move |(index, school)| {
        let phase = one.phases.is_empty() || school.phase.is_some_and(|phase| one.phases.contains(&phase));
        (run.state.open[index] && phase).then_some(index)
    })
}

/// Whether the person at `index` (if there is one) could be reached now.
#[inline]
fn eligible(plan: &ProgrammePlan, state: &State, index: u32, month: usize) -> bool {
    let Some(person) = state.people.get(index as usize) else { return false };
    let school = usize::from(person.school);
    person.mask & plan.bit == 0
        // The tier of those who have left is beyond the list.
        && plan.tiers.get(usize::from(person.tier)).is_some_and(|reached| *reached)
        && (plan.exchanges.is_empty() || plan.exchanges[school] && !person.flexible)
        && plan.who.admits(person, month as i16, person.mask | state.school_mask[school])
}

/// Opens `units` of a wish (as many of the `possible` as were paid for) and, at the last round of a year, books what was missed.
pub(super) fn open<T: Trace>(run: &mut Replicate<'_, T>, wish: &Wish, possible: u32, units: u32, month: usize) {
    let position = wish.programme;
    let one = &run.model.scenario().programmes[position];
    let facts = run.model.timeline.months[month];
    let cost = run.drawn.programmes[position].unit_cost;
    let opened = match one.reaches {
        Reaches::People => reach_people(run, position, units, month),
        Reaches::Schools => {
            reach_schools(run, position, units, month);
            units
        }
        Reaches::Arrivals | Reaches::District => units,
    };
    let months = run.model.timeline.months.len();
    let state = &mut run.state.programmes[position];
    state.opened_this_year += opened;
    state.opened += opened;
    state.running += opened;
    if let Some(lasts) = one.lasts {
        state.closing[(month + lasts as usize).min(months)] += opened;
    }
    state.units_by_month[month] += opened;
    state.spend_by_month[month] += i64::from(opened) * cost;
    if run.model.programmes[position].rounds.last[month] {
        let made = state.opened_this_year;
        let no_money = possible - units;
        let taken = wish.units - possible + (units - opened);
        let years = run.model.timeline.fiscal_years.len();
        let ledger = &mut run.state.ledger[run.model.sources.programmes[position] * years + facts.fiscal];
        ledger.made += made;
        ledger.wanted += made + no_money + taken + wish.missed.iter().sum::<u32>();
        ledger.missed[Limit::Money as usize] += no_money;
        ledger.missed[Limit::Eligible as usize] += taken;
        for (limit, missed) in [Limit::Places, Limit::Host, Limit::Eligible].into_iter().zip(wish.missed) {
            ledger.missed[limit as usize] += missed;
        }
        if let Some(terms) = one.unit_cost {
            run.book_gap(terms.line.index(), facts.fiscal, no_money, cost);
        }
    }
}

/// Chooses the people whom `units` reach; returns the units that were filled at least in part.
fn reach_people<T: Trace>(run: &mut Replicate<'_, T>, position: usize, units: u32, month: usize) -> u32 {
    if units == 0 {
        return 0;
    }
    let one = &run.model.scenario().programmes[position];
    let seats = units as usize * one.people_per_unit as usize;
    let mut people = if one.rank == RankKind::Lot {
        match one.exchange {
            Some(kinds) => draw_pairs(run, position, seats, kinds, month),
            None => draw_lots(run, position, seats, month),
        }
    } else {
        let mut people: Vec<u32> = all_eligible(run, position, month).collect();
        people.sort_unstable();
        let first = if one.exchange.is_some() { people.len() } else { seats };
        rank(run, &mut people, first, one.rank, run.model.programmes[position].lot, month);
        people
    };
    if let Some(kinds) = one.exchange {
        exchange(run, &mut people, seats, kinds, month);
    } else {
        people.truncate(seats);
    }
    for index in &people {
        reach(run, position, *index, month);
    }
    (people.len() as u32).div_ceil(one.people_per_unit)
}

/// As many of the eligible, by lot, as it takes to find partners for `seats`, or all of them. A longer list begins with the
/// shorter one.
fn draw_pairs<T: Trace>(
    run: &mut Replicate<'_, T>,
    position: usize,
    seats: usize,
    kinds: [crate::scenario::KindId; 2],
    month: usize,
) -> Vec<u32> {
    let mut wanted = seats * 5 / 4 + 16;
    loop {
        let people = draw_lots(run, position, wanted, month);
        let paired = exchangeable(run, people.iter().copied(), kinds, seats as u64);
        if paired >= seats as u64 || people.len() < wanted {
            return people;
        }
        wanted *= 2;
    }
}

/// `seats` of the eligible, or all of them, by lot: tickets are drawn until enough are held by someone eligible who has
/// none yet. Tickets are places in a list that opens the same in every scenario with the same opening, and the box is larger
/// than the list, so that an arrival more or less moves nobody else's luck. Where winners are rare among tickets, the rest
/// are ranked one by one.
fn draw_lots<T: Trace>(run: &mut Replicate<'_, T>, position: usize, seats: usize, month: usize) -> Vec<u32> {
    let plan = &run.model.programmes[position];
    let (lot, bit) = (plan.lot, plan.bit);
    let now = run.model.timeline.months[month].month.index() as u32;
    let tickets = (run.state.opening * 5 / 4 + 64).next_power_of_two().max(64) as u64;
    let mut won: Vec<u32> = Vec::with_capacity(seats);
    let most = seats as u64 * 4 + 16;
    let mut draw = 0_u64;
    while won.len() < seats && draw < most {
        // A sheaf at a time: several draws are worked on at once, and none waits for who holds the tickets before it.
        let sheaf: [[u64; 2]; SHEAF] = std::array::from_fn(|later| run.luck.draw(lot, draw + later as u64, now));
        let left = (most - draw).min(SHEAF as u64) as usize;
        for word in sheaf[..left].as_flattened() {
            for half in [word >> 32, word & 0xffff_ffff] {
                let index = ((half * tickets) >> 32) as u32;
                if won.len() < seats && eligible(plan, run.state, index, month) {
                    // Held while lots are drawn, so that nobody wins twice.
                    run.state.people[index as usize].mask |= bit;
                    won.push(index);
                }
            }
        }
        draw += SHEAF as u64;
    }
    if won.len() < seats {
        let mut rest: Vec<u32> = all_eligible(run, position, month).collect();
        rest.sort_unstable();
        let left = seats - won.len();
        rank(run, &mut rest, left, RankKind::Lot, lot, month);
        won.extend(rest.into_iter().take(left));
    }
    for index in &won {
        run.state.people[*index as usize].mask &= !bit;
    }
    won
}

/// Swaps people of two kinds of school within their phase, and keeps in `people` those who moved.
fn exchange<T: Trace>(
    run: &mut Replicate<'_, T>,
    people: &mut Vec<u32>,
    seats: usize,
    kinds: [crate::scenario::KindId; 2],
    month: usize,
) {
    let scenario = run.model.scenario();
    let mut waiting: Vec<[VecDeque<u32>; 2]> = vec![[VecDeque::new(), VecDeque::new()]; scenario.phases.len() + 1];
    let mut moved = Vec::with_capacity(seats);
    for index in people.iter().copied() {
        if moved.len() + 2 > seats {
            break;
        }
        let school = &scenario.schools[usize::from(run.state.people[index as usize].school)];
        let side = usize::from(school.kind == Some(kinds[1]));
        let lists = &mut waiting[school.phase.map_or(scenario.phases.len(), crate::scenario::PhaseId::index)];
        if let Some(other) = lists[1 - side].pop_front() {
            swap_schools(run, index, other, month);
            moved.extend([index, other]);
        } else {
            lists[side].push_back(index);
        }
    }
    *people = moved;
}

fn swap_schools<T: Trace>(run: &mut Replicate<'_, T>, one: u32, other: u32, month: usize) {
    let tiers = run.model.moves_of_tier.len();
    let places = [one, other].map(|index| {
        let person = run.state.people[index as usize];
        (usize::from(person.school), usize::from(person.tier), i32::from(person.post))
    });
    for (index, (from, to)) in [(one, (0, 1)), (other, (1, 0))] {
        let (school, tier, post) = places[from];
        let destination = places[to].0;
        run.state.school_tier[school * tiers + tier] -= 1;
        run.state.school_tier[destination * tiers + tier] += 1;
        run.state.staff[school] -= post;
        run.state.staff[destination] += post;
        run.state.people[index as usize].school = destination as u16;
        run.tell(month, index, Happening::Exchanged(destination.into()));
    }
}

/// Changes a person's doses, keeping her luck.
fn set_dose<T: Trace>(run: &mut Replicate<'_, T>, index: u32, bit: u32, on: bool, month: usize) {
    let change = |person: &mut super::person::Person| {
        if on {
            person.mask |= bit;
            person.ever |= bit;
        } else {
            person.mask &= !bit;
        }
    };
    if run.model.row_mask & bit == 0 {
        change(&mut run.state.people[index as usize]);
    } else {
        reclass(run.model, run.drawn, run.state, index, month, change);
    }
}

fn reach<T: Trace>(run: &mut Replicate<'_, T>, position: usize, index: u32, month: usize) {
    let bit = run.model.programmes[position].bit;
    let first = run.state.people[index as usize].ever & bit == 0;
    run.state.programmes[position].reached += u32::from(first);
    set_dose(run, index, bit, true, month);
    if let Some(lasts) = run.model.scenario().programmes[position].lasts
        && let Some(list) = run.state.expiring.get_mut(month + lasts as usize)
    {
        list.push((index, position as u16));
    }
    run.tell(month, index, Happening::Reached(position.into()));
}

/// Lets `units` schools join: members by lot while leads can carry them, else a lead by lot.
fn reach_schools<T: Trace>(run: &mut Replicate<'_, T>, position: usize, units: u32, month: usize) {
    let scenario = run.model.scenario();
    let one = &scenario.programmes[position];
    let plan = &run.model.programmes[position];
    let now = run.model.timeline.months[month].month.index() as u32;
    let mut order: Vec<(u64, usize)> = joinable(run, position)
        .filter(|school| !run.state.programmes[position].joined[*school])
        .map(|school| {
            let name = crate::random::name_hash(&scenario.schools[school].named.id);
            (run.luck.draw(plan.lot, name, now)[0], school)
        })
        .collect();
    order.sort_unstable();
    let count = |run: &Replicate<'_, T>, lead: bool| {
        joinable(run, position)
            .filter(|school| run.state.programmes[position].joined[*school] && scenario.schools[*school].leads == lead)
            .count() as u32
    };
    let (mut leads, mut members) = (count(run, true), count(run, false));
    for _ in 0..units {
        let room = one.host.as_ref().is_none_or(|host| leads.saturating_mul(host.each) > members);
        let wanted = |school: &(u64, usize)| scenario.schools[school.1].leads != room;
        let Some(place) = order.iter().position(wanted).or_else(|| (!order.is_empty() && room).then_some(0)) else {
            break;
        };
        let (_, school) = order.remove(place);
        if scenario.schools[school].leads {
            leads += 1;
        } else {
            members += 1;
        }
        run.state.programmes[position].joined[school] = true;
        run.state.programmes[position].reached += 1;
        run.state.school_mask[school] |= plan.bit;
    }
}

/// Closes what has run its time: units free their hosts, and doses wear off.
pub(super) fn close<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let expiring = std::mem::take(&mut run.state.expiring[month]);
    for (index, position) in expiring.iter().copied() {
        let bit = run.model.programmes[usize::from(position)].bit;
        if run.state.people[index as usize].tier == GONE {
            continue;
        }
        if run.houses_arrivals(usize::from(position)) {
            run.state.programmes[usize::from(position)].occupied -= 1;
        }
        set_dose(run, index, bit, false, month);
        run.tell(month, index, Happening::Released(usize::from(position).into()));
    }
    run.state.expiring[month] = expiring;
    for programme in &mut run.state.programmes {
        programme.running -= programme.closing[month].min(programme.running);
    }
}

/// Works out the whole district's doses for the next month.
pub(super) fn doses<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    for position in 0..run.model.programmes.len() {
        if run.model.scenario().programmes[position].reaches == Reaches::District {
            let dose = district_dose(run, position, month);
            if (dose - run.state.programmes[position].dose).abs() > 0.0 {
                change_district_dose(run, position, dose);
            }
        }
    }
}

/// Spend / (spend + half saturation) over the months that a dose lasts, at a yearly rate; without a half saturation, the
/// share of the units planned for those months that was delivered.
fn district_dose<T: Trace>(run: &Replicate<'_, T>, position: usize, month: usize) -> f64 {
    let one = &run.model.scenario().programmes[position];
    let state = &run.state.programmes[position];
    if let Some(half) = run.drawn.programmes[position].half_saturation {
        let window = one.lasts.unwrap_or(12).max(1) as usize;
        let from = (month + 1).saturating_sub(window);
        let spend: i64 = state.spend_by_month[from..=month].iter().sum();
        let yearly = spend as f64 * 12.0 / window as f64;
        return if yearly <= 0.0 { 0.0 } else { yearly / (yearly + half) };
    }
    let from = one.lasts.map_or(0, |lasts| (month + 1).saturating_sub(lasts.max(1) as usize));
    let delivered: u32 = state.units_by_month[from..=month].iter().sum();
    let planned: f64 = state.planned_by_month[from..=month].iter().sum();
    if planned <= 0.0 { 0.0 } else { (f64::from(delivered) / planned).min(1.0) }
}

/// Changes the whole district's dose, and with it the log-odds of the moves it acts on.
fn change_district_dose<T: Trace>(run: &mut Replicate<'_, T>, position: usize, dose: f64) {
    run.state.programmes[position].dose = dose;
    for index in &run.model.programmes[position].district_moves {
        run.state.district_shift[*index] = run.drawn.moves[*index]
            .district_odds
            .iter()
            .map(|(programme, odds)| odds * run.state.programmes[*programme].dose)
            .sum();
    }
}
