//! Step 2 of a month: what happens to those present at its start.

use crate::scenario::Move;
use crate::scenario::file::MoveKind;

use super::lumped;
use super::quotas::Quotas;
use super::ranks::rank;
use crate::simulate::api::Happening;
use crate::simulate::hazard::{BLOCK, Proposal, open_block, outcome, renew, schedule};
use crate::simulate::people::{GONE, NEVER, ordinary_age};
use crate::simulate::plans::{MoveRound, Question};
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Due, Purpose, State};

pub(crate) fn step<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    retire(run, month);
    end_contracts(run, month);
    if month.is_multiple_of(BLOCK) {
        open_block(run.model, run.drawn, run.luck, run.state, month);
    }
    decide(run, month);
    lumped::step(run, month);
    for index in &run.model.giving {
        give_places(run, *index, month);
    }
}

fn retire<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let list = std::mem::take(&mut run.state.retiring[month]);
    for index in &list {
        let person = &run.state.people[*index as usize];
        if person.tier == GONE || i32::from(person.retire_at) > month as i32 {
            continue;
        }
        if let Some(position) = retires(run, *index, month) {
            run.tell(month, *index, Happening::Left(position.into()));
            run.count_move(position, *index);
            run.leave(*index, month);
        }
    }
    // Given back, so that its room serves the next replicate.
    run.state.retiring[month] = list;
}

/// The move by which someone retires whose month of retirement has come; none if she stays on to a later age.
#[inline]
pub(super) fn retires<T: Trace>(run: &mut Replicate<'_, T>, index: u32, month: usize) -> Option<usize> {
    let person = run.state.people[index as usize];
    let position = run.model.retirement_of_tier[usize::from(person.tier)]?;
    let ages = run.model.scenario().moves[position].retirement.as_ref()?;
    let (women, men) = run.drawn.moves[position].staying;
    let stays_until = i32::from(person.born) + ages.staying as i32 * 12;
    let ordinary = person.lived(month as i16) as u32 == ordinary_age(run.model, ages, person.born, person.female);
    let share = if person.female { women } else { men };
    if ordinary && stays_until > month as i32 && run.luck.uniform(run.model.addresses.staying, person.id, 0) < share {
        run.state.people[index as usize].retire_at = stays_until.min(i32::from(i16::MAX)) as i16;
        if let Some(later) = run.state.retiring.get_mut(stays_until as usize) {
            later.push(index);
        }
        return None;
    }
    Some(position)
}

fn end_contracts<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let now = run.model.timeline.months[month].month.index() as u32;
    let list = std::mem::take(&mut run.state.ending[month]);
    for index in list.iter().copied() {
        let (person, terms) = (run.state.people[index as usize], run.state.employment.terms(index));
        if person.tier == GONE || i32::from(terms.contract_end) > month as i32 {
            continue;
        }
        let scenario = run.model.scenario();
        let fiscal = run.model.timeline.months[month].fiscal;
        let channel = usize::from(person.origin).checked_sub(1);
        // Whose channel states no contract has one of the roster.
        let of_channel = channel.and_then(|channel| Some((channel, scenario.channels[channel].contract?)));
        let (more, renewal) = match (of_channel, &scenario.contracts) {
            (Some((channel, months)), _) => (months, run.drawn.channels[channel].renewal.at(fiscal)),
            (None, Some(contracts)) => (contracts.months, run.drawn.renewal.at(fiscal)),
            (None, None) => (0, 0.0),
        };
        if run.luck.uniform(run.model.addresses.renewal, person.id, now) < renewal {
            let end = month + more.max(1) as usize;
            if let Some(terms) = run.state.employment.terms_mut(index) {
                terms.contract_end = end.min(i16::MAX as usize) as i16;
            }
            if let Some(later) = run.state.ending.get_mut(end) {
                later.push(index);
            }
            run.tell(month, index, Happening::Renewed);
            let next = terms.fee_due;
            // The chain of yearly fees ended with the old contract unless a fee was already owed within it.
            let ended =
                terms.fees_left > 0 && next >= terms.contract_end && usize::try_from(next).is_ok_and(|next| next < end);
            if let Some(channel) = channel.filter(|channel| ended && !run.drawn.channels[*channel].fee.is_free())
                && let Some(cost) = &scenario.channels[channel].fee
            {
                let fee = run.fee(channel, next.into());
                let (line, purpose) = (cost.cost.line.0, Purpose::Fee);
                let due = Due { line, amount: fee, units: 1, person: index, reserved: None, purpose };
                run.owe(due, next as usize);
            }
        } else {
            run.tell(month, index, Happening::ContractEnded);
            run.leave(index, month);
        }
    }
    run.state.ending[month] = list;
}

/// Proposals that are looked up together.
const BATCH: usize = 8;

/// Decides what happens to those whose luck falls due this month.
fn decide<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let list = std::mem::take(&mut run.state.due[month]);
    run.state.asked.clear();
    run.state.asked.extend(run.model.moves.iter().map(|plan| plan.who.asked(month as i16)));
    for batch in list.chunks(BATCH) {
        // Several at a time, because people are far apart in memory, and a processor fetches several as soon as one.
        let due: [bool; BATCH] =
            std::array::from_fn(|place| batch.get(place).is_some_and(|proposal| is_due(run.state, proposal, month)));
        for (proposal, due) in batch.iter().zip(due) {
            // Asked again, for one may be in the list twice.
            if due && is_due(run.state, proposal, month) {
                decide_proposal(run, proposal, month);
            }
        }
    }
    run.state.due[month] = list;
}

/// Whether a proposal still stands: nothing has replaced it or taken her away since it was made.
#[inline]
fn is_due(state: &State, proposal: &Proposal, month: usize) -> bool {
    let at = proposal.index as usize;
    let exposure = &state.exposures[at];
    i32::from(exposure.due) == month as i32 && exposure.draws == proposal.draws && state.people[at].tier != GONE
}

/// Decides what happens to someone for whom an event is proposed.
fn decide_proposal<T: Trace>(run: &mut Replicate<'_, T>, proposal: &Proposal, month: usize) {
    let (index, at) = (proposal.index, proposal.index as usize);
    run.state.exposures[at].due = NEVER;
    run.state.leading[at] = proposal.leading;
    let Some(position) = outcome(run.model, run.drawn, run.state, proposal, month) else {
        renew_luck(run, index, month);
        return;
    };
    let one = &run.model.scenario().moves[position];
    if one.kind == MoveKind::Leave && unlimited(one) {
        run.tell(month, index, Happening::Left(position.into()));
        run.count_move(position, index);
        run.leave(index, month);
    } else if unlimited(one) {
        run.change(position, index, month);
        run.state.move_made[position] += 1;
        renew_luck(run, index, month);
    } else {
        run.state.passed[position].push(index);
    }
}

/// Whether nothing stands in the way of those who pass: a move without places and without a price.
fn unlimited(one: &Move) -> bool {
    !one.is_limited() && one.cost.is_none()
}

/// Gives the places of a move to those who passed this month.
fn give_places<T: Trace>(run: &mut Replicate<'_, T>, position: usize, month: usize) {
    let scenario = run.model.scenario();
    let (one, plan) = (&scenario.moves[position], &run.model.moves[position]);
    let facts = run.model.timeline.months[month];
    if unlimited(one) {
        let made = std::mem::take(&mut run.state.move_made[position]);
        run.state.plans.book_made(run.model, position, month, made);
        return;
    }
    let limited = one.is_limited();
    if run.state.passed[position].is_empty() && !(limited && plan.rounds.last[month]) {
        return;
    }
    let mut passed = std::mem::take(&mut run.state.passed[position]);
    let is_round = plan.rounds.due[month].is_some();
    let due = plan.rounds.due[month].unwrap_or(0.0);
    let levels = one.total.as_ref().zip(run.drawn.moves[position].total.as_ref());
    let lacking =
        levels.map(|(level, drawn)| if is_round { run.state.lacking(level, drawn, facts.fiscal, month) } else { 0 });
    let round = MoveRound { position, month, granted: run.state.move_granted[position], lacking };
    let limit = if passed.is_empty() {
        0
    } else {
        run.ask_plans(&Question::Admit { round, passed: passed.len() as u32 }) as usize
    };
    let mut quotas = Quotas::new(run, &one.places_of, (facts.fiscal, due), &run.state.quotas_taken[0][position]);
    if passed.len() > limit || one.cost.is_some() || !quotas.is_empty() {
        let all = passed.len();
        let first = if one.cost.is_some() || !quotas.is_empty() { all } else { limit };
        rank(run, &mut passed, first, one.rank, plan.lottery, month);
    }
    let cost = run.drawn.moves[position].cost.at(facts.fiscal);
    let (mut granted, mut moneyless) = (0_u32, 0_u32);
    let mut order = 0;
    for index in &passed {
        let values = run.state.employment.values(*index);
        let mut happened = order < limit && quotas.has(values);
        order += usize::from(happened);
        if happened && let Some(terms) = &one.cost {
            happened = run.pay_now(terms.line.index(), cost, month);
            moneyless += u32::from(!happened);
        }
        if happened {
            granted += 1;
            quotas.take(values, &mut run.state.quotas_taken[0][position]);
            if one.kind == MoveKind::Leave {
                run.count_move(position, *index);
                run.tell(month, *index, Happening::Left(position.into()));
                run.leave(*index, month);
                continue;
            }
            run.change(position, *index, month);
        } else {
            run.tell(month, *index, Happening::PassedOver(position.into()));
        }
        renew_luck(run, *index, month);
    }
    run.state.move_granted[position] += granted;
    run.state.move_moneyless[position] += moneyless;
    // Where places are limited, what was missed is known at the last round of a year.
    let moneyless = if limited { run.state.move_moneyless[position] } else { moneyless };
    let no_money = run.ask_plans(&Question::Admitted { round, made: granted, moneyless }) as u32;
    if let Some(terms) = &one.cost {
        run.book_gap(terms.line.index(), facts.fiscal, no_money, cost);
    }
    passed.clear();
    run.state.passed[position] = passed;
}

/// After something happened, the rest of the block has luck of its own.
fn renew_luck<T: Trace>(run: &mut Replicate<'_, T>, index: u32, month: usize) {
    if (month + 1).is_multiple_of(BLOCK) || month + 1 >= run.model.timeline.months.len() {
        return;
    }
    renew(run.state, index, month + 1);
    schedule(run.model, run.drawn, run.luck, run.state, index);
}
