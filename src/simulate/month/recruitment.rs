//! Step 3 of a month: arrivals join, and this month's funnels run.

use crate::model::{Drawn, Model, logistic, logit, replaced};
use crate::random::{Luck, unit, unit32};
use crate::scenario::file::{Fills, MixLaw};

use super::candidates::{call, channel_dose, probability};
use super::engagement::{Engagement, after};
use super::lumped;
use super::quotas::Quotas;
use super::standing::bill;
use crate::simulate::api::Happening;
use crate::simulate::books::Reservation;
use crate::simulate::hazard::{BLOCK, Exposure, Neighbours, schedule};
use crate::simulate::people::{EmploymentRecord, EmploymentTerms, NEVER, Person, retirement};
use crate::simulate::plans::Question;
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Arrival, Due, ProgrammeState, Purpose, RoundPlace, RoundRoom, State};

/// Candidates whose luck is drawn together.
const BATCH: usize = 8;

pub(crate) fn step<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    join(run, month);
    for channel in 0..run.model.channels.len() {
        if run.model.channels[channel].rounds.due[month].is_some() {
            hold_round(run, channel, month);
        }
    }
    // Those hired without a lag.
    join(run, month);
}

/// Arrivals due this month join.
fn join<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let mut list = std::mem::take(&mut run.state.arriving[month]);
    let mut neighbours = Neighbours::new(run.model, run.luck, month);
    // Neighbours in the list mostly came by one channel.
    for same in list.chunk_by(|one, next| one.channel == next.channel) {
        let channel = same[0].channel;
        if run.is_only_counted(channel) {
            lumped::arrive(run, same);
            continue;
        }
        let decision = run.model.channels[usize::from(channel)].arrival;
        for batch in same.chunks(BATCH) {
            let ids: [u64; BATCH] = std::array::from_fn(|place| batch.get(place).map_or(0, |one| one.id));
            let lucks = if let [one] = batch {
                [run.luck.draw(decision, one.id, 0); BATCH]
            } else {
                run.luck.draw_batch(decision, ids, 0)
            };
            for (arrival, luck) in batch.iter().zip(lucks) {
                arrive(run, *arrival, neighbours.leading(arrival.id), luck, month);
            }
        }
    }
    list.clear();
    // Given back, so that its room serves again.
    run.state.arriving[month] = list;
}

#[inline]
pub(super) fn arrive<T: Trace>(
    run: &mut Replicate<'_, T>,
    arrival: Arrival,
    leading: u8,
    [first, second]: [u64; 2],
    month: usize,
) {
    let position = usize::from(arrival.channel);
    let (model, scenario) = (run.model, run.model.scenario());
    let (one, plan, drawn) = (&scenario.channels[position], &model.channels[position], &run.drawn.channels[position]);
    let place = usize::from(arrival.place);
    let tier = one.mix[place].0.index();
    let span = f64::from((one.age.1 + 1 - one.age.0) * 12);
    // Never below 0, so that cutting off the fraction rounds down.
    let lived = one.age.0 * 12 + (unit32((first >> 32) as u32) * span) as u32;
    // What is known of those who were on their way when the run opened.
    let known = scenario.coming.get(arrival.listed as usize);
    let school = if one.post || known.is_some_and(|known| known.school.is_some()) {
        arrival.school
    } else {
        any_school(run, &plan.schools, unit(second))
    };
    let born = known.and_then(|known| known.born).map(|born| (born - scenario.start).clamp(-30_000, 30_000) as i16);
    let mut person = Person {
        id: arrival.id,
        mask: arrival.mask,
        ever: arrival.mask,
        born: born.unwrap_or(month as i16 - lived as i16),
        since: month as i16,
        retire_at: NEVER,
        school,
        tier: tier as u8,
        origin: (position + 1).min(usize::from(u8::MAX)) as u8,
        female: known.and_then(|known| known.female).unwrap_or(unit32(first as u32) < drawn.female),
        flexible: one.flexible,
        post: one.post,
    };
    let contract_end = one.contract.map_or(NEVER, |months| after(month as i32, months));
    let terms = EmploymentTerms { contract_end, ..EmploymentTerms::NONE };
    person.retire_at = retirement(model, &person, month as i16 + 1);
    let mut values = arrival.values;
    if !plan.values.is_empty() && (values == 0 || known.is_some()) {
        let open = known.map_or(0, |known| replaced(scenario, &known.values));
        values |= values_of(model, run.drawn, run.luck, position, arrival.id) & !open;
    }
    let index = run.state.add(person, EmploymentRecord { terms, values }, Exposure::from(month as i16 + 1), leading);
    for (list, at) in [(&mut run.state.ending, contract_end), (&mut run.state.retiring, person.retire_at)] {
        if let Some(list) = list.get_mut(at as usize) {
            list.push(index);
        }
    }
    let school = usize::from(school);
    run.state.on_the_way[tier] -= 1;
    run.state.stock[tier] += 1;
    run.state.stock_flexible[tier] += u32::from(one.flexible);
    run.state.imports[tier] += u32::from(one.import);
    run.state.imports_flexible[tier] += u32::from(one.import && one.flexible);
    run.state.staff[school] += i32::from(one.post);
    run.state.coming[school] -= i32::from(one.post);
    run.state.school_tier[school * model.moves_of_tier.len() + tier] += 1;
    run.state.additions[tier] += 1;
    run.count_entry(tier, None, (school, one.flexible), index);
    run.state.count(model, index, true);
    run.tell(month, index, Happening::Arrived(position.into()));
    if arrival.mask != 0 {
        house(run, index, arrival.mask, month);
    }
    let (joined, reserved) = (month as i32, arrival.reserved);
    let award = known.and_then(|known| known.award).map(i64::from);
    run.engage(index, &Engagement { channel: position, place: Some(place), award, joined, from: joined, reserved });
    if !(month + 1).is_multiple_of(BLOCK) && month + 1 < model.timeline.months.len() {
        schedule(model, run.drawn, run.luck, run.state, index);
    }
}

/// Bits of the values of attributes of someone who comes by a channel.
#[inline]
pub(crate) fn values_of(model: &Model, drawn: &Drawn, luck: Luck, position: usize, id: u64) -> u64 {
    let (plan, drawn) = (&model.channels[position], &drawn.channels[position]);
    plan.values.iter().zip(&drawn.values).fold(0, |bits, (decision, shares)| {
        let luck = if shares.len() > 1 { luck.uniform(*decision, id, 0) } else { 0.0 };
        bits | shares.iter().find(|(end, _)| luck < *end).or(shares.last()).map_or(0, |(_, bit)| *bit)
    })
}

/// Notes the doses an arrival came with, and when they end.
fn house<T: Trace>(run: &mut Replicate<'_, T>, index: u32, mask: u32, month: usize) {
    for (position, programme) in run.model.programmes.iter().enumerate() {
        if mask & programme.bit == 0 || programme.bit == 0 {
            continue;
        }
        run.state.programmes[position].reached += 1;
        if let Some(lasts) = run.model.scenario().programmes[position].lasts
            && let Some(list) = run.state.expiring.get_mut(month + lasts as usize)
        {
            list.push((index, position as u16));
        }
        run.tell(month, index, Happening::Reached(position.into()));
    }
}

/// One of the open receiving schools, in proportion to its students (or evenly without students).
fn any_school<T: Trace>(run: &Replicate<'_, T>, receives: &[bool], luck: f64) -> u16 {
    let schools = run.state.open.iter().zip(receives).zip(&run.state.school_students).zip(0..);
    let open =
        schools.filter(|(((open, receives), _), _)| **open && **receives).map(|((_, weight), school)| (school, weight));
    let (count, total) = open.clone().fold((0, 0.0), |(count, total), (_, weight)| (count + 1, total + weight));
    let even = total <= 0.0;
    let mut left = luck * if even { f64::from(count) } else { total };
    let mut chosen = 0;
    for (school, weight) in open {
        chosen = school;
        left -= if even { 1.0 } else { *weight };
        if left < 0.0 {
            break;
        }
    }
    chosen
}

/// How many are still wanted: by position in the mix, in `list`, and of all together.
fn wanted<T: Trace>(run: &Replicate<'_, T>, position: usize, month: usize, list: &mut Vec<u32>) -> u32 {
    let one = &run.model.scenario().channels[position];
    let facts = run.model.timeline.months[month];
    list.clear();
    if one.fills == Fills::Places {
        let accepted = run.state.channels[position].accepted.iter().enumerate();
        list.extend(
            accepted
                .map(|(place, accepted)| run.state.plans.places_left(run.model, (position, place), month, *accepted)),
        );
        return list.iter().fold(0_u32, |sum, count| sum.saturating_add(*count));
    }
    list.resize(one.mix.len(), u32::MAX);
    match one.fills {
        Fills::Vacancies => run.state.posts_left,
        Fills::Total => {
            let levels = one.total.as_ref().zip(run.drawn.channels[position].total.as_ref());
            levels.map_or(0, |(level, drawn)| run.state.lacking(level, drawn, facts.fiscal, month))
        }
        Fills::Places | Fills::Everyone => u32::MAX,
    }
}

/// What doses add to the log-odds of accepting: the whole district's and schools', and each home that can be offered.
struct Appeal {
    everyone: f64,
    /// Programme and log odds of each kind of home.
    homes: Vec<(usize, f64)>,
}

fn appeal<T: Trace>(run: &Replicate<'_, T>, position: usize) -> Appeal {
    let mut appeal = Appeal { everyone: 0.0, homes: Vec::new() };
    for (programme, effect) in &run.model.channels[position].acceptance {
        let odds = libm::log(run.drawn.effects[*effect]);
        if !run.houses_arrivals(*programme) {
            appeal.everyone += odds * channel_dose(run, *programme);
        } else if let Some(home) = appeal.homes.iter_mut().find(|home| home.0 == *programme) {
            home.1 += odds;
        } else {
            appeal.homes.push((*programme, odds));
        }
    }
    appeal
}

fn hold_round<T: Trace>(run: &mut Replicate<'_, T>, position: usize, month: usize) {
    let scenario = run.model.scenario();
    let (one, plan) = (&scenario.channels[position], &run.model.channels[position]);
    let facts = run.model.timeline.months[month];
    let now = facts.month.index() as u32;
    run.state.slots.clear();
    if one.post {
        let vacancies = find_vacancies(run.state, &plan.schools);
        // Schools with more staff than posts count against the district's posts, not against each other school's.
        run.state.posts_left = run.state.free_posts().min(vacancies);
    }
    // Taken, and given back at the end, so that no round makes room of its own.
    let mut room = std::mem::take(&mut run.state.round);
    let mut want_all = wanted(run, position, month, &mut room.want);
    call(run, position, month);
    room.candidates.clear();
    room.candidates.extend_from_slice(run.state.plans.coming());
    let appeal = appeal(run, position);
    let log_odds = &run.drawn.channels[position].acceptance.of(facts.fiscal);
    room.places.clear();
    room.places.extend(room.want.iter().zip(*log_odds).enumerate().map(|(place, (want, log_odds))| RoundPlace {
        want: *want,
        unhoused: probability(log_odds + appeal.everyone),
        unconditional: appeal.homes.is_empty() && is_free(run, position, place, month),
        another: false,
        tally: [0; 3],
    }));
    let mut qualified = run.drawn.channels[position].qualified.at(facts.fiscal);
    for (programme, effect) in &plan.qualified {
        let shift = libm::log(run.drawn.effects[*effect]) * channel_dose(run, *programme);
        if qualified > 0.0 && qualified < 1.0 {
            qualified = logistic(logit(qualified) + shift);
        }
    }
    // One percentile for all stages and the last: whoever passes one passed those before.
    let mut passes = 1.0;
    room.stages.clear();
    room.stages.extend(run.drawn.channels[position].stages.iter().map(|stage| {
        passes *= stage.at(facts.fiscal);
        (passes, 0_u32)
    }));
    qualified *= passes;
    let offered = |run: &Replicate<'_, T>| -> u32 {
        let year = &run.state.channels[position];
        year.accepted.iter().chain(&year.declined).sum()
    };
    let offered_before = offered(run);
    let due = plan.rounds.due[month].unwrap_or(0.0);
    let mut quotas = Quotas::new(run, &one.places_of, (facts.fiscal, due), &run.state.quotas_taken[1][position]);
    let mix = &run.drawn.channels[position].mix;
    room.looked_at.clear();
    for (slot, count) in room.candidates.iter().enumerate() {
        let mut looked_at = 0;
        let first_id = plan.name | u64::from(now) << 20 | (slot as u64) << 16;
        for number in (0..*count).step_by(BATCH) {
            if want_all == 0 {
                break;
            }
            let ids: [u64; BATCH] = std::array::from_fn(|place| first_id | (u64::from(number) + place as u64));
            let lucks = run.luck.draw_batch(plan.candidate, ids, now);
            for (id, [first, second]) in ids.into_iter().zip(lucks).take((count - number) as usize) {
                if want_all == 0 {
                    break;
                }
                looked_at += 1;
                let place = if one.mix_law == MixLaw::Exact {
                    slot
                } else {
                    // Ends ascend to 1, which no luck reaches. Counted, as no processor guesses where hers is.
                    let luck = unit32((first >> 32) as u32);
                    mix.iter().filter(|end| luck >= **end).count()
                };
                let own = &mut room.places[place];
                own.another = true;
                if own.want == 0 {
                    continue;
                }
                let values =
                    if quotas.is_empty() { 0 } else { values_of(run.model, run.drawn, run.luck, position, id) };
                if !quotas.has(values) {
                    continue;
                }
                let merit = unit32(first as u32);
                for (_, passed) in room.stages.iter_mut().take_while(|(end, _)| merit < *end) {
                    *passed += 1;
                }
                let luck = unit32((second >> 32) as u32);
                let candidate =
                    Candidate { id, place, qualifies: merit < qualified, values, luck, slot: second as u32 };
                let hired = if own.unconditional {
                    // What is asked of a candidate who costs nothing and needs no home, in the order of `consider`.
                    let hindered = [!candidate.qualifies, one.post && run.state.posts_left == 0, luck >= own.unhoused]
                        .iter()
                        .position(|it| *it);
                    match hindered {
                        Some(by) => own.tally[by] += 1,
                        None => hire(run, position, month, &candidate, 0, [None; 2]),
                    }
                    hindered.is_none()
                } else {
                    consider(run, position, month, &candidate, own.unhoused, &appeal)
                };
                if hired {
                    quotas.take(values, &mut run.state.quotas_taken[1][position]);
                    own.want -= 1;
                    own.another = false;
                    want_all -= 1;
                }
            }
        }
        room.looked_at.push(looked_at);
    }
    tell_needs(run, position, month, &room);
    let year = &mut run.state.channels[position];
    for (place, RoundPlace { tally: [unqualified, postless, declined], .. }) in room.places.iter().enumerate() {
        year.unqualified[place] += unqualified;
        year.postless[place] += postless;
        year.declined[place] += declined;
    }
    for (sum, (_, passed)) in run.state.passed_stages[position].iter_mut().zip(&room.stages) {
        *sum += passed;
    }
    run.state.round = room;
    if let (Some(cost), Some(flow)) = (&one.offer_cost, plan.offers) {
        let (price, offers) = (run.drawn.channels[position].offer_cost.at(facts.fiscal), offered(run) - offered_before);
        bill(run, flow, cost.line, price, offers, month);
    }
    let amount = run.drawn.channels[position].round_cost.at(facts.fiscal);
    if let Some(terms) = one.round_cost.as_ref().filter(|_| amount > 0) {
        let (line, purpose) = (terms.line.0, Purpose::Round);
        let due = Due { line, amount, units: 1, person: u32::MAX, reserved: None, purpose };
        run.owe(due, month);
    }
    if plan.rounds.last[month] {
        close_year(run, position, month);
    }
}

/// Tells the plans how many of the candidates who came, and of the places that there were, a round needed: more of them would
/// have changed nothing.
fn tell_needs<T: Trace>(run: &mut Replicate<'_, T>, channel: usize, month: usize, room: &RoundRoom) {
    // Where all places were filled before everybody was looked at, of places just those; else of candidates just those who came.
    let unseen = room.candidates.iter().zip(&room.looked_at).any(|(came, looked_at)| looked_at < came);
    for (place, (came, looked_at)) in room.candidates.iter().zip(&room.looked_at).enumerate() {
        let needed = if unseen { *looked_at } else { came + 1 };
        run.ask_plans(&Question::Came { channel, place, needed });
    }
    if run.model.scenario().channels[channel].fills != Fills::Places {
        return;
    }
    for (place, (own, want)) in room.places.iter().zip(&room.want).enumerate() {
        let hired = want - own.want;
        let accepted = run.state.channels[channel].accepted[place] - hired;
        let needed = hired + u32::from(unseen || own.another);
        run.ask_plans(&Question::Take { channel, month, place, accepted, needed });
    }
}

/// Whether neither an award nor a fee is to be paid for those hired at a place of the mix in a month.
fn is_free<T: Trace>(run: &Replicate<'_, T>, position: usize, place: usize, month: usize) -> bool {
    run.award(position, place, month as i32) <= 0 && run.first_fee(position, place, month) <= 0
}

/// A candidate, with her luck.
struct Candidate {
    id: u64,
    place: usize,
    qualifies: bool,
    /// Bits of her values of attributes, where they had to be looked at.
    values: u64,
    /// Whether she accepts: below her probability.
    luck: f64,
    /// Which vacancy she fills.
    slot: u32,
}

/// Considers one candidate; whether she is hired.
fn consider<T: Trace>(
    run: &mut Replicate<'_, T>,
    position: usize,
    month: usize,
    candidate: &Candidate,
    unhoused: f64,
    appeal: &Appeal,
) -> bool {
    let one = &run.model.scenario().channels[position];
    let place = candidate.place;
    if !candidate.qualifies {
        run.state.channels[position].unqualified[place] += 1;
        return false;
    }
    if one.post && run.state.posts_left == 0 {
        run.state.channels[position].postless[place] += 1;
        return false;
    }
    let is_vacant = |programmes: &[ProgrammeState], home: usize| programmes[home].opened > programmes[home].occupied;
    let homes = appeal.homes.iter().filter(|(home, _)| is_vacant(&run.state.programmes, *home));
    let (offered, odds) = homes.fold((false, 0.0), |(_, odds), (_, more)| (true, odds + more));
    let chance = if offered {
        let fiscal = run.model.timeline.months[month].fiscal;
        probability(run.drawn.channels[position].acceptance.of(fiscal)[place] + appeal.everyone + odds)
    } else {
        unhoused
    };
    let accepts = candidate.luck < chance;
    let award = run.first_of_award(position, place, month as i32);
    let fee = run.first_fee(position, place, month);
    let award_line = one.award.as_ref().filter(|_| award > 0).map(|terms| terms.line.index());
    let fee_line = one.fee.as_ref().filter(|_| fee > 0).map(|terms| terms.cost.line.index());
    let affordable = award_line.is_none_or(|line| run.can_reserve(line, award))
        && fee_line.is_none_or(|line| run.can_reserve(line, fee));
    if !affordable {
        run.state.channels[position].moneyless[place] += u32::from(accepts);
        return false;
    }
    if !accepts {
        run.state.channels[position].declined[place] += 1;
        return false;
    }
    let for_award = award_line.and_then(|line| run.reserve(line, award));
    // The award may have taken what the fee needed, where both are on one fund.
    if fee_line.is_some_and(|line| !run.can_reserve(line, fee)) {
        run.release(for_award, award);
        run.state.channels[position].moneyless[place] += 1;
        return false;
    }
    let for_fee = fee_line.and_then(|line| run.reserve(line, fee));
    let mut mask = 0;
    for (home, _) in &appeal.homes {
        if is_vacant(&run.state.programmes, *home) {
            run.state.programmes[*home].occupied += 1;
            mask |= run.model.programmes[*home].bit;
        }
    }
    hire(run, position, month, candidate, mask, [for_award, for_fee]);
    true
}

/// Takes a candidate on: a post if she is to have one, and when she arrives.
fn hire<T: Trace>(
    run: &mut Replicate<'_, T>,
    position: usize,
    month: usize,
    candidate: &Candidate,
    mask: u32,
    reserved: [Option<Reservation>; 2],
) {
    let (one, place) = (&run.model.scenario().channels[position], candidate.place);
    let mut school = 0;
    if one.post {
        if run.state.slots.is_empty() {
            // The round's first hire: until now nothing has changed in it.
            list_vacancies(run.state);
        }
        let slots = &mut run.state.slots;
        let chosen = ((u64::from(candidate.slot) * slots.len() as u64) >> 32) as usize;
        school = slots.swap_remove(chosen);
        run.state.coming[usize::from(school)] += 1;
        run.state.posts_left -= 1;
    }
    run.state.channels[position].accepted[place] += 1;
    run.state.on_the_way[one.mix[place].0.index()] += 1;
    let (channel, listed) = (position as u16, Arrival::NEW);
    let arrival = Arrival {
        id: candidate.id,
        channel,
        place: place as u16,
        school,
        mask,
        reserved,
        listed,
        values: candidate.values,
    };
    let arrives = month + one.lag as usize;
    if let Some(list) = run.state.arriving.get_mut(arrives) {
        list.push(arrival);
    }
    let (model, timeline) = (run.model, &run.model.timeline);
    let fiscal = timeline.months[month].fiscal;
    for reading in &model.sources.sources[model.sources.channels[position] + place].serves {
        let at = model.readings[*reading].at;
        if arrives > at && fiscal <= timeline.months[at].fiscal {
            run.state.late[reading * timeline.fiscal_years.len() + fiscal] += 1;
        }
    }
}

/// Finds how many posts are vacant in each receiving school, and in all of them.
fn find_vacancies(state: &mut State, receives: &[bool]) -> u32 {
    let mut vacant = std::mem::take(&mut state.vacant);
    vacant.clear();
    let of_school = |(vacancies, receives): (i32, &bool)| if *receives { vacancies as u32 } else { 0 };
    if state.part_time.is_unknown() {
        // Several schools at once.
        vacant.extend(state.vacancies(|_| 0).zip(receives).map(of_school));
    } else {
        vacant.extend(state.vacancies(|school| state.part_time.free_posts(school)).zip(receives).map(of_school));
    }
    state.vacant = vacant;
    state.vacant.iter().sum()
}

/// Lists the vacant posts that were found, each by its school.
fn list_vacancies(state: &mut State) {
    /// Few schools have more vacant posts.
    const FEW: usize = 8;
    // For every school several places are filled, and the next school has those that are too many: no processor guesses how
    // many there are.
    let State { vacant, slots, .. } = state;
    slots.resize(vacant.iter().sum::<u32>() as usize + FEW, 0);
    let mut listed = 0;
    for (school, vacant) in (0..).zip(vacant.iter().map(|vacant| *vacant as usize)) {
        slots[listed..listed + FEW].fill(school);
        if vacant > FEW {
            slots[listed + FEW..listed + vacant].fill(school);
        }
        listed += vacant;
    }
    slots.truncate(listed);
}

/// At the last round of a fiscal year, what was wanted and not got is known.
fn close_year<T: Trace>(run: &mut Replicate<'_, T>, position: usize, month: usize) {
    let one = &run.model.scenario().channels[position];
    let facts = run.model.timeline.months[month];
    let mut want = Vec::new();
    let want_all = wanted(run, position, month, &mut want);
    for place in 0..want.len() {
        let year = &run.state.channels[position];
        let sum = |list: &[u32]| match one.fills {
            Fills::Places | Fills::Everyone => list[place],
            // A channel that fills vacancies or a total books all that is left on its first tier.
            Fills::Vacancies | Fills::Total => list.iter().sum(),
        };
        let (moneyless, postless) = (sum(&year.moneyless), sum(&year.postless));
        let missing = match one.fills {
            Fills::Places => None,
            Fills::Vacancies | Fills::Total => Some(if place == 0 { want_all } else { 0 }),
            Fills::Everyone => Some(moneyless + postless),
        };
        let (made, seen) = (year.accepted[place], [moneyless, postless, sum(&year.declined), sum(&year.unqualified)]);
        let no_money = run.ask_plans(&Question::Hired { channel: position, month, place, made, missing, seen }) as u32;
        if let Some(terms) = &one.award {
            let first = run.first_of_award(position, place, month as i32);
            run.book_gap(terms.line.index(), facts.fiscal, no_money, first);
        }
        if let Some(terms) = &one.fee {
            let fee = run.first_fee(position, place, month);
            run.book_gap(terms.cost.line.index(), facts.fiscal, no_money, fee);
        }
    }
}
