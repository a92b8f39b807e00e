//! What must hold in every replicate and month: people are conserved, and yuan add up.

use crate::model::Model;

use super::people::{GONE, Kept};
use super::state::State;

/// Counts before a month.
#[derive(Debug)]
pub(crate) struct Before {
    stock: u32,
    leavers: u32,
    arrived: usize,
}

impl Before {
    pub(crate) fn of(state: &State) -> Self {
        Self { stock: state.stock.iter().sum(), leavers: state.leavers.iter().sum(), arrived: arrived(state) }
    }
}

/// Those who were there when the run opened, and all who arrived since.
fn arrived(state: &State) -> usize {
    state.people.len() + state.uncounted as usize
}

/// Opening + arrivals − leavers = closing, and every running count equals a fresh count, by tier and by school.
pub(crate) fn month(model: &Model, state: &State, before: &Before, month: usize) -> Result<(), String> {
    let when = model.timeline.months[month].month;
    let arrivals = (arrived(state) - before.arrived) as u32;
    let left = state.leavers.iter().sum::<u32>() - before.leavers;
    let closing: u32 = state.stock.iter().sum();
    if before.stock + arrivals != closing + left {
        return Err(format!("{when}: {} people + {arrivals} arrivals − {left} leavers is not {closing}", before.stock));
    }
    let tiers = state.stock.len();
    let mut stock = vec![0; tiers];
    let mut school_tier = vec![0; state.school_tier.len()];
    let mut staff = vec![0; state.staff.len()];
    for person in state.people.iter().filter(|person| person.tier != GONE) {
        let (tier, school) = (usize::from(person.tier), usize::from(person.school));
        stock[tier] += 1;
        school_tier[school * tiers + tier] += 1;
        staff[school] += i32::from(person.post);
    }
    if state.kept == Kept::Counts {
        // Of these there is nothing but their number, and they are all in one school.
        for tier in &model.lumped.tiers {
            (stock[*tier], school_tier[*tier]) = (state.stock[*tier], state.stock[*tier]);
        }
    }
    if !state.values_add_up(model) {
        return Err(format!("{when}: people by value of attributes differ from a fresh count"));
    }
    if stock != state.stock || school_tier != state.school_tier || staff != state.staff || !state.part_time_adds_up() {
        return Err(format!("{when}: running counts by tier or school differ from a fresh count"));
    }
    let on_the_way: usize = state.arriving.iter().skip(month + 1).map(Vec::len).sum();
    if on_the_way as u32 > state.on_the_way.iter().sum() {
        return Err(format!("{when}: more arrivals are scheduled than are on their way"));
    }
    Ok(())
}

/// Appropriation + carried in − paid − lapsed = what is carried out, in every fund and year; lines add up to funds; no fund
/// holds less than it has reserved.
pub(crate) fn money(model: &Model, state: &State) -> Result<(), String> {
    let years = model.timeline.fiscal_years.len();
    let spend: i64 = state.line_years.iter().map(|row| row.spend).sum();
    let paid: i64 = state.books.years.iter().map(|row| row.paid).sum();
    if spend != paid {
        return Err(format!("lines spent {spend} yuan and funds paid {paid}"));
    }
    let incomes =
        model.flows.iter().zip(state.flows.chunks_exact(years.max(1))).filter(|(flow, _)| flow.fund.is_some());
    let income: i64 = incomes.flat_map(|(_, rows)| rows).map(|row| row.amount).sum();
    let received: i64 = state.books.years.iter().map(|row| row.income).sum();
    if income != received {
        return Err(format!("incomes brought {income} yuan and funds received {received}"));
    }
    let months = model.timeline.months.len();
    for (line, cash) in state.cash.chunks_exact(months.max(1)).enumerate() {
        let mut by_year = vec![0; years];
        cash.iter().zip(&model.timeline.months).for_each(|(paid, facts)| by_year[facts.fiscal] += paid);
        let own = &state.line_years[line * years..(line + 1) * years];
        if own.iter().zip(&by_year).any(|(row, paid)| row.spend != *paid) {
            return Err(format!("line {} paid other sums in its months than in its years", line + 1));
        }
    }
    for (index, fund) in model.scenario().funds.iter().enumerate() {
        if fund.appropriation.is_none() {
            continue;
        }
        for year in 0..years {
            let row = state.books.years[index * years + year];
            let left = row.appropriation + row.carried_in + row.income + row.overrun - row.paid - row.lapsed;
            let next = if year + 1 < years {
                state.books.years[index * years + year + 1].carried_in
            } else {
                state.books.purses[index].balance
            };
            if left != next {
                return Err(format!("fund {} carries {next} yuan out of year {year}, not {left}", fund.named.id));
            }
            if left < 0 && fund.overrun == crate::scenario::file::Overrun::Wait {
                return Err(format!("fund {} is overdrawn by {} yuan in year {year}", fund.named.id, -left));
            }
        }
        if state.books.purses[index].reserved < 0 || state.books.purses[index].promised < 0 {
            return Err(format!("fund {} has released more than it had reserved", fund.named.id));
        }
    }
    Ok(())
}
