//! Step 4 of a month: what programmes wish to open, what opens, what closes, and the doses of the next month.

use std::collections::VecDeque;

use crate::model::{ProgrammePlan, WhoPlan};
use crate::random::{Decision, Luck};
use crate::scenario::file::{RankKind, Reaches};
use crate::scenario::{KindId, MonthBefore};

use super::ranks::rank;
use crate::simulate::api::Happening;
use crate::simulate::hazard::reclass;
use crate::simulate::people::{Asked, Employment, GONE, Person};
use crate::simulate::plans::{Hosts, Question};
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Due, Purpose, State};

/// Draws of tickets that are made together.
const BATCH: usize = 4;
/// Tickets in them, at most: a ticket has at least six bits.
const MOST_TICKETS: usize = BATCH * 2 * 10;

/// Units that a programme could open this month if the money were there.
#[derive(Debug)]
pub(crate) struct Wish {
    pub(crate) programme: usize,
    pub(crate) units: u32,
    /// Units beside these for which there were places and hosts, and no eligible people.
    unfilled: u32,
    /// Whom it would reach, where that is decided by lot.
    lottery: Option<Lottery>,
}

/// What every programme with a round this month could open.
pub(crate) fn wishes<T: Trace>(run: &mut Replicate<'_, T>, month: usize) -> Vec<Wish> {
    let mut wishes = Vec::with_capacity(run.model.programmes.len());
    for position in 0..run.model.programmes.len() {
        let rounds = &run.model.programmes[position].rounds;
        if rounds.due[month].is_none() {
            continue;
        }
        let (opened, hosts) = (run.state.programmes[position].opened_this_year, hosts(run, position));
        let most = schools_left(run, position);
        let units = run.ask_plans(&Question::Units { programme: position, month, opened, hosts, most }) as u32;
        let mut lottery = Lottery::of(run, position, units);
        let by_people = filled(run, position, units, &mut lottery, month);
        wishes.push(Wish { programme: position, units: by_people, unfilled: units - by_people, lottery });
    }
    wishes
}

/// Who carries a programme's units, if somebody has to.
fn hosts<T: Trace>(run: &Replicate<'_, T>, position: usize) -> Option<Hosts> {
    let one = &run.model.scenario().programmes[position];
    let host = one.host.as_ref()?;
    match one.reaches {
        Reaches::District | Reaches::Arrivals => None,
        Reaches::People => {
            let of_tier = |tier: usize| {
                let flexible = run.state.stock_flexible[tier];
                let own = if host.tiers.contains(&tier.into()) { run.state.stock[tier] - flexible } else { 0 };
                own + if host.flexible { flexible } else { 0 }
            };
            let hosts = (0..run.state.stock.len()).map(of_tier).sum();
            Some(Hosts::People { hosts, running: run.state.programmes[position].running })
        }
        Reaches::Schools => {
            let [members, leads, _, free_leads] = schools_by_state(run, position);
            Some(Hosts::Schools { leads, free_leads, members })
        }
    }
}

/// Schools that can still join a programme; no number where it does not reach schools.
fn schools_left<T: Trace>(run: &Replicate<'_, T>, position: usize) -> u32 {
    if run.model.scenario().programmes[position].reaches != Reaches::Schools {
        return u32::MAX;
    }
    let [.., free_members, free_leads] = schools_by_state(run, position);
    free_members + free_leads
}

/// A programme's schools: members and leads that have joined, and those that have not.
fn schools_by_state<T: Trace>(run: &Replicate<'_, T>, position: usize) -> [u32; 4] {
    let mut counts = [0; 4];
    for school in joinable(run, position) {
        let joined = run.state.programmes[position].joined[school];
        let lead = run.model.scenario().schools[school].leads;
        counts[usize::from(lead) + if joined { 0 } else { 2 }] += 1;
    }
    counts
}

/// How many of `units`, no more than there are schools for, can be filled with eligible people; `lottery` holds who would be
/// reached, and may hold who would have been reached before others took their people.
fn filled<T: Trace>(
    run: &mut Replicate<'_, T>,
    position: usize,
    units: u32,
    lottery: &mut Option<Lottery>,
    month: usize,
) -> u32 {
    let one = &run.model.scenario().programmes[position];
    if units == 0 {
        return 0;
    }
    match one.reaches {
        Reaches::District | Reaches::Arrivals | Reaches::Schools => units,
        Reaches::People => {
            let seats = u64::from(units) * u64::from(one.people_per_unit);
            let people = match (lottery, one.exchange) {
                (Some(lottery), kinds) => lottery.draw(run, position, seats as usize, kinds, month),
                (None, Some(kinds)) => exchangeable(run, all_eligible(run, position, month), kinds, seats),
                (None, None) => all_eligible(run, position, month).take(seats as usize).count() as u64,
            };
            units.min((people as u32).div_ceil(one.people_per_unit))
        }
    }
}

/// Everyone who is eligible now, in order.
fn all_eligible<'run, T: Trace>(
    run: &'run Replicate<'_, T>,
    position: usize,
    month: usize,
) -> impl Iterator<Item = u32> + 'run {
    let call = Call::new(&run.model.programmes[position], month);
    (0..run.state.people.len() as u32).filter(move |index| call.reaches(run.state, *index))
}

/// People who can be exchanged, two for every pair of the two kinds within a phase (of joined phases, the first); at most
/// `enough`.
fn exchangeable<T: Trace>(
    run: &Replicate<'_, T>,
    people: impl Iterator<Item = u32>,
    kinds: [KindId; 2],
    enough: u64,
) -> u64 {
    let scenario = run.model.scenario();
    let mut sides = vec![[0_u64; 2]; scenario.phases.len() + 1];
    let mut pairs = 0;
    for index in people {
        let school = &scenario.schools[usize::from(run.state.people[index as usize].school)];
        let phase = school.phases.first().map_or(scenario.phases.len(), |phase| phase.index());
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
pub(crate) fn still_possible<T: Trace>(run: &mut Replicate<'_, T>, wish: &mut Wish, month: usize) -> u32 {
    let hosts = hosts(run, wish.programme);
    let carried = run.ask_plans(&Question::Carry { programme: wish.programme, units: wish.units, hosts }) as u32;
    let units = carried.min(schools_left(run, wish.programme));
    filled(run, wish.programme, units, &mut wish.lottery, month)
}

/// Open schools of the programme's phases.
fn joinable<'run, T: Trace>(run: &'run Replicate<'_, T>, position: usize) -> impl Iterator<Item = usize> + 'run {
    let one = &run.model.scenario().programmes[position];
    run.model
        .scenario()
        .schools
        .iter()
        .enumerate()
        .filter_map(move |(index, school)| (run.state.open[index] && school.is_of(&one.phases)).then_some(index))
}

/// Whom a programme can reach in a month: what is asked about everybody, side by side.
#[derive(Clone, Copy)]
struct Call<'model> {
    asked: Asked,
    bit: u32,
    flexible: bool,
    tiers: &'model [bool; 256],
    schools: &'model [bool],
    who: &'model WhoPlan,
    month: i16,
}

impl<'model> Call<'model> {
    fn new(plan: &'model ProgrammePlan, month: usize) -> Self {
        let ProgrammePlan { bit, flexible, tiers, schools, who, .. } = plan;
        let month = month as i16;
        Self { asked: who.asked(month), bit: *bit, flexible: *flexible, tiers, schools, who, month }
    }

    /// Whether the person at `index` could be reached.
    #[inline]
    fn reaches(&self, state: &State, index: u32) -> bool {
        self.seems_to_reach(&state.people[index as usize])
            && (!self.who.particular
                || self.reaches_particularly(&state.people, &state.employment, &state.school_mask, index))
    }

    /// The same, as far as can be told at once.
    #[inline]
    #[expect(clippy::needless_bitwise_bool, reason = "luck decides who is asked about, and a wrong guess costs more")]
    fn seems_to_reach(&self, person: &Person) -> bool {
        // The tier of those who have left is reached by nobody.
        (person.mask & self.bit == 0)
            & self.tiers[usize::from(person.tier)]
            & self.schools[usize::from(person.school)]
            & (self.flexible | !person.flexible)
            & self.asked.admits(person)
    }

    fn reaches_particularly(
        &self,
        people: &[Person],
        employment: &Employment,
        school_mask: &[u32],
        index: u32,
    ) -> bool {
        let person = &people[index as usize];
        let mask = person.mask | school_mask[usize::from(person.school)];
        self.who.admits_particularly(person, (employment, index), self.month, mask)
    }
}

/// Opens `units` of a wish (as many of the `possible` as were paid for) and, at the last round of a year, books what was missed.
pub(crate) fn open<T: Trace>(run: &mut Replicate<'_, T>, wish: &mut Wish, possible: u32, units: u32, month: usize) {
    let position = wish.programme;
    let one = &run.model.scenario().programmes[position];
    let facts = run.model.timeline.months[month];
    let cost = run.drawn.programmes[position].unit_cost.at(facts.fiscal);
    let opened = match one.reaches {
        Reaches::People => reach_people(run, wish, units, month),
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
    if opened > 0 && one.cost_years > 1 {
        owe_later_years(run, position, opened, month as i32);
    }
    let state = &run.state.programmes[position];
    if run.model.programmes[position].rounds.last[month] {
        let made = state.opened_this_year;
        let no_money = possible - units;
        let taken = wish.units - possible + (units - opened);
        let unfilled = wish.unfilled + taken;
        run.ask_plans(&Question::Opened { programme: position, month, made, moneyless: no_money, unfilled });
        if let Some(terms) = &one.unit_cost {
            run.book_gap(terms.line.index(), facts.fiscal, no_money, cost);
        }
    }
}

/// Reaches the people of `units`; returns the units that were filled at least in part.
fn reach_people<T: Trace>(run: &mut Replicate<'_, T>, wish: &mut Wish, units: u32, month: usize) -> u32 {
    if units == 0 {
        return 0;
    }
    let position = wish.programme;
    let one = &run.model.scenario().programmes[position];
    let seats = units as usize * one.people_per_unit as usize;
    let mut people = if let Some(lottery) = &mut wish.lottery {
        std::mem::take(&mut lottery.won)
    } else {
        let mut people: Vec<u32> = all_eligible(run, position, month).collect();
        let first = if one.exchange.is_some() { people.len() } else { seats };
        rank(run, &mut people, first, one.rank, run.model.programmes[position].lottery, month);
        people
    };
    if let Some(kinds) = one.exchange {
        exchange(run, &mut people, seats, kinds, month);
    } else {
        people.truncate(seats);
    }
    let bit = run.model.programmes[position].bit;
    let first = people.iter().filter(|index| run.state.people[**index as usize].ever & bit == 0).count();
    run.state.programmes[position].reached += first as u32;
    if let Some(list) = one.lasts.and_then(|lasts| run.state.expiring.get_mut(month + lasts as usize)) {
        list.extend(people.iter().map(|index| (*index, position as u16)));
    }
    set_doses(run, people.iter().copied(), bit, true, month);
    for index in &people {
        run.tell(month, *index, Happening::Reached(position.into()));
    }
    (people.len() as u32).div_ceil(one.people_per_unit)
}

/// What units that opened in a month (below 0 before the start) cost again in later years, whoever stays.
fn owe_later_years<T: Trace>(run: &mut Replicate<'_, T>, position: usize, units: u32, month: i32) {
    let one = &run.model.scenario().programmes[position];
    let Some(terms) = &one.unit_cost else { return };
    for later in (month..).step_by(12).skip(1).take(one.cost_years as usize - 1) {
        let amount = run.drawn.programmes[position].unit_cost.at(run.model.timeline.fiscal_at(later));
        let (line, purpose) = (terms.line.0, Purpose::Bill);
        if let Ok(later) = usize::try_from(later) {
            run.owe(Due { line, amount, units, person: u32::MAX, reserved: None, purpose }, later);
        }
    }
}

/// Takes up units that were opened before the start: what they still cost, what the whole district has of them, and the
/// candidates that they bring to rounds that are still to come.
pub(crate) fn take_up<T: Trace>(run: &mut Replicate<'_, T>) {
    let scenario = run.model.scenario();
    for (position, one) in scenario.programmes.iter().enumerate() {
        for month in one.before.iter().filter(|month| month.opened > 0) {
            owe_later_years(run, position, month.opened, month.month);
        }
    }
    for (index, channel) in scenario.channels.iter().enumerate() {
        let Some((programme, _)) = channel.candidates_from else { continue };
        let before = &scenario.programmes[programme.index()].before;
        let held = |back: &i32| channel.calendar.0[(scenario.start + -back).month() as usize - 1] > 0.0;
        let last = (1..=12).find(held).unwrap_or(i32::MAX);
        // Units that opened in the month of the last round, or since, have brought nobody yet.
        let seen = before.iter().filter(|month| -month.month > last).map(|month| month.opened);
        run.state.units_seen[index] = seen.sum();
    }
    if scenario.programmes.iter().any(|one| !one.before.is_empty()) {
        doses(run, 0);
    }
}

/// A lottery: tickets are drawn until enough are held by someone eligible who has won none yet. Tickets are places in a list
/// that opens the same in every scenario with the same opening (everyone, or where schools count, everyone in those), and
/// the box is larger than the list, so that an arrival more or less moves nobody else's luck. Where winners are rare among
/// tickets, the rest are ranked one by one.
#[derive(Debug)]
struct Lottery {
    /// Bits of a ticket, as many as tell all places apart.
    bits: u32,
    /// Draws used, and tickets looked at.
    draws: u64,
    looked_at: usize,
    /// Tickets of the last draws, how many they are, and which of them is the next to be looked at.
    tickets: [u32; MOST_TICKETS],
    drawn: usize,
    at: usize,
    /// Winners, in order.
    won: Vec<u32>,
}

impl Lottery {
    /// The lottery of a programme that reaches people by lot, if any units are possible.
    fn of<T: Trace>(run: &Replicate<'_, T>, position: usize, units: u32) -> Option<Self> {
        let one = &run.model.scenario().programmes[position];
        let listed = run.entrants[position].as_ref().map_or(run.state.opening, Vec::len);
        let bits = (listed * 5 / 4 + 64).next_power_of_two().trailing_zeros();
        (units > 0 && one.reaches == Reaches::People && one.rank == RankKind::Lot).then(|| Self {
            bits,
            draws: 0,
            looked_at: 0,
            tickets: [0; MOST_TICKETS],
            drawn: 0,
            at: 0,
            won: Vec::new(),
        })
    }

    /// Draws until `seats` can be filled, or everyone has won; of the winners so far, those stay who are still eligible.
    /// Returns how many seats can be filled. For exchanges, as many win as it takes to find partners.
    fn draw<T: Trace>(
        &mut self,
        run: &mut Replicate<'_, T>,
        position: usize,
        seats: usize,
        exchange: Option<[KindId; 2]>,
        month: usize,
    ) -> u64 {
        let plan = &run.model.programmes[position];
        let call = Call::new(plan, month);
        self.won.retain(|index| call.reaches(run.state, *index));
        let mut taken = std::mem::take(&mut run.state.taken);
        taken.clear();
        taken.resize(run.state.people.len().div_ceil(64), 0);
        for index in &self.won {
            take(&mut taken, *index);
        }
        let mut wanted = if exchange.is_some() { seats * 5 / 4 + 16 } else { seats };
        let filled = loop {
            self.draw_tickets(run, &call, &mut taken, position, wanted, month);
            let Some(kinds) = exchange else { break self.won.len().min(seats) as u64 };
            let paired = exchangeable(run, self.won.iter().copied(), kinds, seats as u64);
            if paired >= seats as u64 || self.won.len() < wanted {
                break paired;
            }
            wanted *= 2;
        };
        run.state.taken = taken;
        filled
    }

    /// Draws until `wanted` have won, or everyone has; winners are `taken`.
    fn draw_tickets<T: Trace>(
        &mut self,
        run: &mut Replicate<'_, T>,
        call: &Call<'_>,
        taken: &mut [u64],
        position: usize,
        wanted: usize,
        month: usize,
    ) {
        let plan = &run.model.programmes[position];
        // More than everybody cannot win, however many seats there are.
        let wanted = wanted.min(run.state.people.len());
        let most = wanted * 16 + 64;
        let State { people, employment, school_mask, opening, .. } = &*run.state;
        let listed = run.entrants[position].as_deref();
        self.won.reserve(wanted.saturating_sub(self.won.len()));
        while self.won.len() < wanted && self.looked_at < most && !people.is_empty() {
            if self.at == self.drawn {
                self.draw_batch(run.luck, plan.lottery, run.model.timeline.months[month].month.index() as u32);
                if let Some(listed) = listed {
                    // Whoever came later stands behind the list.
                    let last = listed.len().saturating_sub(1);
                    for ticket in &mut self.tickets[..self.drawn] {
                        let place = *ticket as usize;
                        let own = listed.get(place.min(last)).copied().unwrap_or_default();
                        let behind = (opening + place).wrapping_sub(listed.len()) as u32;
                        *ticket = if place < listed.len() { own } else { behind };
                    }
                }
            }
            // First all tickets of the batch, without a branch: a processor cannot guess who holds the next one.
            let (last, mut seeming, mut count) = (people.len() - 1, [0_u8; MOST_TICKETS], 0);
            for (at, ticket) in (self.at as u8..).zip(&self.tickets[self.at..self.drawn]) {
                let ticket = *ticket as usize;
                seeming[count] = at;
                count += usize::from((ticket <= last) & call.seems_to_reach(&people[ticket.min(last)]));
            }
            let mut next = self.drawn;
            for at in &seeming[..count] {
                let index = self.tickets[usize::from(*at)];
                let free = taken[index as usize / 64] >> (index % 64) & 1 == 0;
                if free && (!call.who.particular || call.reaches_particularly(people, employment, school_mask, index)) {
                    take(taken, index);
                    self.won.push(index);
                    if self.won.len() == wanted {
                        next = usize::from(*at) + 1;
                        break;
                    }
                }
            }
            self.looked_at += next - self.at;
            self.at = next;
        }
        if self.won.len() < wanted {
            let free = |index: &u32| taken[*index as usize / 64] >> (index % 64) & 1 == 0;
            let mut rest: Vec<u32> = all_eligible(run, position, month).filter(free).collect();
            let left = wanted - self.won.len();
            rank(run, &mut rest, left, RankKind::Lot, plan.lottery, month);
            for index in rest.into_iter().take(left) {
                take(taken, index);
                self.won.push(index);
            }
        }
    }

    /// Draws the next tickets. A word of 64 bits holds several.
    fn draw_batch(&mut self, luck: Luck, lottery: Decision, now: u32) {
        let draws = std::array::from_fn::<_, BATCH, _>(|place| self.draws + place as u64);
        self.draws += BATCH as u64;
        let (bits, mask, in_word) = (self.bits, (1 << self.bits) - 1, (u64::BITS / self.bits) as usize);
        let words = luck.draw_batch(lottery, draws, now);
        let words = words.as_flattened();
        for (tickets, word) in self.tickets.chunks_exact_mut(in_word).zip(words) {
            let mut rest = *word;
            for ticket in tickets {
                *ticket = (rest & mask) as u32;
                rest >>= bits;
            }
        }
        (self.at, self.drawn) = (0, words.len() * in_word);
    }
}

/// Notes that the person at `index` has won.
fn take(taken: &mut [u64], index: u32) {
    taken[index as usize / 64] |= 1 << (index % 64);
}

/// Swaps people of two kinds of school within their phase, and keeps in `people` those who moved.
fn exchange<T: Trace>(
    run: &mut Replicate<'_, T>,
    people: &mut Vec<u32>,
    seats: usize,
    kinds: [KindId; 2],
    month: usize,
) {
    let scenario = run.model.scenario();
    let mut waiting: Vec<[VecDeque<u32>; 2]> = vec![[VecDeque::new(), VecDeque::new()]; scenario.phases.len() + 1];
    let mut moved = Vec::with_capacity(seats.min(people.len()));
    for index in people.iter().copied() {
        if moved.len() + 2 > seats {
            break;
        }
        let school = &scenario.schools[usize::from(run.state.people[index as usize].school)];
        let side = usize::from(school.kind == Some(kinds[1]));
        let lists = &mut waiting[school.phases.first().map_or(scenario.phases.len(), |phase| phase.index())];
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
    let [first, second] = [one, other].map(|index| usize::from(run.state.people[index as usize].school));
    for (index, destination) in [(one, second), (other, first)] {
        run.state.move_to(run.model, index, destination);
        run.tell(month, index, Happening::Exchanged(destination.into()));
    }
}

/// Gives people a dose, or takes it from them; they keep their luck.
fn set_doses<T: Trace>(
    run: &mut Replicate<'_, T>,
    people: impl Iterator<Item = u32>,
    bit: u32,
    on: bool,
    month: usize,
) {
    for index in people {
        let person = &mut run.state.people[index as usize];
        let mask = if on { person.mask | bit } else { person.mask & !bit };
        person.ever |= mask;
        if run.model.rows_of_tier[usize::from(person.tier)].mask & bit == 0 {
            person.mask = mask;
        } else {
            reclass(run.model, run.drawn, run.luck, run.state, index, month, mask);
        }
    }
}

/// Lets `units` schools join: members by lot while leads can carry them, else a lead by lot.
fn reach_schools<T: Trace>(run: &mut Replicate<'_, T>, position: usize, units: u32, month: usize) {
    let scenario = run.model.scenario();
    let plan = &run.model.programmes[position];
    let now = run.model.timeline.months[month].month.index() as u32;
    let mut order: Vec<(u64, usize)> = joinable(run, position)
        .filter(|school| !run.state.programmes[position].joined[*school])
        .map(|school| {
            let name = crate::random::name_hash(&scenario.schools[school].named.id);
            (run.luck.draw(plan.lottery, name, now)[0], school)
        })
        .collect();
    order.sort_unstable();
    let [mut members, mut leads, ..] = schools_by_state(run, position);
    for _ in 0..units {
        let room = run.ask_plans(&Question::CarryMember { programme: position, leads, members }) != 0;
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
pub(crate) fn close<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let mut expiring = std::mem::take(&mut run.state.expiring[month]);
    expiring.retain(|(index, _)| run.state.people[*index as usize].tier != GONE);
    for same in expiring.chunk_by(|(_, one), (_, next)| one == next) {
        let position = usize::from(same[0].1);
        if run.houses_arrivals(position) {
            run.state.programmes[position].occupied -= same.len() as u32;
        }
        set_doses(run, same.iter().map(|(index, _)| *index), run.model.programmes[position].bit, false, month);
        for (index, _) in same {
            run.tell(month, *index, Happening::Released(position.into()));
        }
    }
    run.state.expiring[month] = expiring;
    for programme in &mut run.state.programmes {
        programme.running -= programme.closing[month].min(programme.running);
    }
}

/// Works out the whole district's doses for the month that comes after the first `months`.
pub(crate) fn doses<T: Trace>(run: &mut Replicate<'_, T>, months: usize) {
    for position in 0..run.model.programmes.len() {
        if run.model.scenario().programmes[position].reaches == Reaches::District {
            let dose = district_dose(run, position, months);
            if (dose - run.state.programmes[position].dose).abs() > 0.0 {
                change_district_dose(run, position, dose);
            }
        }
    }
}

/// Spend / (spend + half saturation) over the months that a dose lasts, at a yearly rate; without a half saturation, the
/// share of the units planned for those months that was delivered.
fn district_dose<T: Trace>(run: &mut Replicate<'_, T>, position: usize, months: usize) -> f64 {
    let one = &run.model.scenario().programmes[position];
    let state = &run.state.programmes[position];
    // What was before the start and is still within the months that a dose lasts.
    let before = |window: Option<usize>| {
        let within = move |month: &&MonthBefore| {
            window.is_none_or(|window| i64::from(month.month) >= months as i64 - window as i64)
        };
        one.before.iter().filter(within)
    };
    if let Some(half) = run.drawn.programmes[position].half_saturation {
        let window = one.lasts.unwrap_or(12).max(1) as usize;
        let from = months.saturating_sub(window);
        let price = run.drawn.programmes[position].unit_cost.at(0);
        let earlier = |month: &MonthBefore| month.spent.unwrap_or_else(|| i64::from(month.opened) * price);
        let spend: i64 =
            state.spend_by_month[from..months].iter().sum::<i64>() + before(Some(window)).map(earlier).sum::<i64>();
        let yearly = spend as f64 * 12.0 / window as f64;
        return if yearly <= 0.0 { 0.0 } else { yearly / (yearly + half) };
    }
    let window = one.lasts.map(|lasts| lasts.max(1) as usize);
    let from = window.map_or(0, |window| months.saturating_sub(window));
    let delivered =
        state.units_by_month[from..months].iter().sum::<u32>() + before(window).map(|month| month.opened).sum::<u32>();
    let (programme, before) = (position, before(window).map(|month| month.wanted).sum::<f64>());
    f64::from_bits(run.ask_plans(&Question::Share { programme, months: (from, months), before, delivered }))
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
