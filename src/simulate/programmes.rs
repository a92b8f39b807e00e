//! Step 4 of a month: what programmes wish to open, what opens, what closes, and the doses of the next month.

use crate::scenario::file::Reaches;
use crate::model::Limit;

use super::api::Happening;
use super::hazard::{BLOCK, schedule, settle};
use super::moves::rank;
use super::person::GONE;
use super::replicate::{Replicate, Trace};

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
                let hosts = run.state.people.iter().filter(|person| {
                    person.tier != GONE
                        && ((host.flexible && person.flexible) || host.tiers.contains(&usize::from(person.tier).into()))
                });
                let carried = (hosts.count() as u32).saturating_mul(host.each);
                units.min(carried.saturating_sub(run.state.programmes[position].running))
            });
            let eligible = (0..run.state.people.len() as u32)
                .filter(|index| eligible(run, position, *index, month))
                .take((by_hosts * one.people_per_unit) as usize)
                .count() as u32;
            (by_hosts, by_hosts.min(eligible.div_ceil(one.people_per_unit)))
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

/// Open schools of the programme's phases.
fn joinable<'run, T: Trace>(run: &'run Replicate<'_, T>, position: usize) -> impl Iterator<Item = usize> + 'run {
    let one = &run.model.scenario().programmes[position];
    run.model.scenario().schools.iter().enumerate().filter_map(move |(index, school)| {
        let phase = one.phases.is_empty() || school.phase.is_some_and(|phase| one.phases.contains(&phase));
        (run.state.open[index] && phase).then_some(index)
    })
}

fn eligible<T: Trace>(run: &Replicate<'_, T>, position: usize, index: u32, month: usize) -> bool {
    let plan = &run.model.programmes[position];
    let person = &run.state.people[index as usize];
    if person.tier == GONE || !plan.tiers[usize::from(person.tier)] || person.mask & plan.bit != 0 {
        return false;
    }
    if let Some(kinds) = run.model.scenario().programmes[position].exchange {
        let kind = run.model.scenario().schools[usize::from(person.school)].kind;
        if !kind.is_some_and(|kind| kinds.contains(&kind)) || person.flexible {
            return false;
        }
    }
    let mask = person.mask | run.state.school_mask[usize::from(person.school)];
    // "Not reached by" a programme asks about ever, so that nobody is selected twice.
    plan.who.admits(person, month as i16, mask) && person.ever & plan.who.none_of == 0
}

/// Opens `units` of a wish (as many as were paid for) and, at the last round of a year, books what was missed.
pub(super) fn open<T: Trace>(run: &mut Replicate<'_, T>, wish: &Wish, units: u32, month: usize) {
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
    state.fresh += opened;
    state.running += opened;
    if let Some(lasts) = one.lasts {
        state.closing[(month + lasts as usize).min(months)] += opened;
    }
    state.units_by_month[month] += opened;
    state.spend_by_month[month] += i64::from(opened) * cost;
    if run.model.programmes[position].rounds.last[month] {
        let made = state.opened_this_year;
        let no_money = wish.units - units;
        let years = run.model.timeline.fiscal_years.len();
        let ledger = &mut run.state.ledger[run.model.sources.programmes[position] * years + facts.fiscal];
        ledger.made += made;
        ledger.wanted += made + no_money + (units - opened) + wish.missed.iter().sum::<u32>();
        ledger.missed[Limit::Money as usize] += no_money;
        ledger.missed[Limit::Eligible as usize] += units - opened;
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
    let mut people: Vec<u32> =
        (0..run.state.people.len() as u32).filter(|index| eligible(run, position, *index, month)).collect();
    rank(run, &mut people, one.rank, run.model.programmes[position].lot, month);
    let seats = (units * one.people_per_unit) as usize;
    if let Some([from, to]) = one.exchange {
        exchange(run, &mut people, seats, [from, to], month);
    } else {
        people.truncate(seats);
    }
    for index in &people {
        reach(run, position, *index, month);
    }
    // Seats are paid for by unit; a unit that nobody fills was not asked for, because wishes count the eligible.
    units
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
    let mut waiting: Vec<[Vec<u32>; 2]> = vec![[Vec::new(), Vec::new()]; scenario.phases.len() + 1];
    let mut moved = Vec::with_capacity(seats);
    for index in people.iter().copied() {
        if moved.len() + 2 > seats {
            break;
        }
        let school = &scenario.schools[usize::from(run.state.people[index as usize].school)];
        let side = usize::from(school.kind == Some(kinds[1]));
        let lists = &mut waiting[school.phase.map_or(scenario.phases.len(), crate::scenario::PhaseId::index)];
        if let Some(other) = lists[1 - side].pop() {
            swap_schools(run, index, other, month);
            moved.extend([index, other]);
        } else {
            lists[side].push(index);
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
        settle(run.model, run.drawn, run.state, index, month);
        run.state.school_tier[school * tiers + tier] -= 1;
        run.state.school_tier[destination * tiers + tier] += 1;
        run.state.staff[school] -= post;
        run.state.staff[destination] += post;
        run.state.people[index as usize].school = destination as u16;
        run.tell(month, index, Happening::Exchanged(destination.into()));
        go_on(run, index, month);
    }
}

/// After a change of class, schedules the rest of the block.
fn go_on<T: Trace>(run: &mut Replicate<'_, T>, index: u32, month: usize) {
    if !(month + 1).is_multiple_of(BLOCK) && month + 1 < run.model.timeline.months.len() {
        schedule(run.model, run.drawn, run.state, index, month + 1);
    }
}

/// Changes a person's doses, keeping her luck.
fn set_dose<T: Trace>(run: &mut Replicate<'_, T>, index: u32, bit: u32, on: bool, month: usize) {
    let matters = run.model.rate_mask & bit != 0;
    if matters {
        settle(run.model, run.drawn, run.state, index, month);
    }
    let person = &mut run.state.people[index as usize];
    if on {
        person.mask |= bit;
        person.ever |= bit;
    } else {
        person.mask &= !bit;
    }
    if matters {
        go_on(run, index, month);
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
        join_school(run, school, plan.bit, month);
    }
}

/// Everyone in the school now carries the programme's dose.
fn join_school<T: Trace>(run: &mut Replicate<'_, T>, school: usize, bit: u32, month: usize) {
    let staff: Vec<u32> = if run.model.rate_mask & bit == 0 {
        Vec::new()
    } else {
        (0..run.state.people.len() as u32)
            .filter(|index| {
                let person = &run.state.people[*index as usize];
                person.tier != GONE && usize::from(person.school) == school
            })
            .collect()
    };
    for index in &staff {
        settle(run.model, run.drawn, run.state, *index, month);
    }
    run.state.school_mask[school] |= bit;
    for index in staff {
        go_on(run, index, month);
    }
}

/// Closes what has run its time: units free their hosts, and doses wear off.
pub(super) fn close<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    for (index, position) in std::mem::take(&mut run.state.expiring[month]) {
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
                change_district_dose(run, position, dose, month);
            }
        }
    }
}

/// Spend / (spend + half saturation) over the months that a dose lasts, at a yearly rate; without a half saturation, the
/// share of the year's wanted units that was delivered in those months.
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
    let wanted = run.state.programme_units[position][run.model.timeline.months[month].fiscal];
    if delivered == 0 {
        0.0
    } else if wanted <= 0.0 {
        state.dose
    } else {
        (f64::from(delivered) / wanted).min(1.0)
    }
}

/// Changes the whole district's dose: everyone whose moves it acts on settles her hazard under the old dose first.
fn change_district_dose<T: Trace>(run: &mut Replicate<'_, T>, position: usize, dose: f64, month: usize) {
    let moves = &run.model.programmes[position].district_moves;
    let touched: Vec<bool> =
        run.model.moves_of_tier.iter().map(|open| open.iter().any(|index| moves.contains(index))).collect();
    let people: Vec<u32> = if moves.is_empty() {
        Vec::new()
    } else {
        (0..run.state.people.len() as u32)
            .filter(|index| {
                let tier = run.state.people[*index as usize].tier;
                tier != GONE && touched[usize::from(tier)]
            })
            .collect()
    };
    for index in &people {
        settle(run.model, run.drawn, run.state, *index, month);
    }
    run.state.programmes[position].dose = dose;
    for index in moves {
        run.state.district_shift[*index] = run.drawn.moves[*index]
            .district_odds
            .iter()
            .map(|(programme, odds)| odds * run.state.programmes[*programme].dose)
            .sum();
    }
    if !moves.is_empty() {
        for safe in &mut run.state.safe_luck {
            *safe = 0.0;
        }
    }
    for index in people {
        go_on(run, index, month);
    }
}
