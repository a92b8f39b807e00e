//! What comes in as a month opens, and what falls due in it whatever else happens: costs that are nobody's reward, and
//! allowances to those who are entitled when the month's moves and arrivals are over.

use crate::model::nearest;
use crate::scenario::file::Per;
use crate::scenario::{Income, LineId};

use crate::simulate::books::Request;
use crate::simulate::scene::{Replicate, Trace};
use crate::simulate::state::{Due, Purpose, State};

/// Incomes of the month. What is wanted by now less what has come in keeps a year's sum exact.
pub(crate) fn receive<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let (model, scenario) = (run.model, run.model.scenario());
    let years = model.timeline.fiscal_years.len();
    for (index, one) in scenario.incomes.iter().enumerate() {
        let rounds = &model.standing.incomes[index];
        let Some(due) = rounds.due[month] else { continue };
        let fiscal = model.timeline.months[month].fiscal;
        let each = run.drawn.standing.incomes[index][fiscal];
        let row = scenario.expenses.len() + scenario.allowances.len() + index;
        let flow = &mut run.state.flows[row * years + fiscal];
        let amount = if let Some(per) = one.per {
            let part = due - rounds.before(&model.timeline, month);
            flow.count = heads(&run.state.students, [&run.state.stock, &run.state.stock_flexible], one, per);
            nearest(each * flow.count as f64 * part)
        } else {
            nearest(each * due) - flow.amount
        };
        flow.amount += amount;
        run.ask(Request::Receive { fund: one.fund.index(), year: fiscal, amount });
    }
}

fn heads(students: &[f64], [stock, flexible]: [&[u32]; 2], one: &Income, per: Per) -> i64 {
    match per {
        Per::Student => {
            let counts = |phase: &usize| one.phases.is_empty() || one.phases.contains(&(*phase).into());
            (0..students.len()).filter(counts).map(|phase| nearest(students[phase])).sum()
        }
        Per::Person => {
            let counts = |tier: &usize| one.tiers.is_empty() || one.tiers.contains(&(*tier).into());
            let of = |tier: usize| stock[tier] - if one.flexible { 0 } else { flexible[tier] };
            (0..stock.len()).filter(counts).map(|tier| i64::from(of(tier))).sum()
        }
    }
}

/// Owes what falls due in a month.
pub(crate) fn fall_due<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let (model, scenario) = (run.model, run.model.scenario());
    let fiscal = model.timeline.months[month].fiscal;
    for (index, one) in scenario.expenses.iter().enumerate() {
        let Some(due) = model.standing.expenses[index].due[month] else { continue };
        let (price, yearly) = &run.drawn.standing.expenses[index];
        let (price, wanted) = (price.at(fiscal), libm::floor(yearly[fiscal] * due + 0.5).max(0.0) as i64);
        let before = run.state.flows[index * model.timeline.fiscal_years.len() + fiscal].count;
        bill(run, index, one.cost.line, price, (wanted - before).max(0) as u32, month);
    }
    for (index, one) in scenario.allowances.iter().enumerate() {
        if !model.standing.allowances[index].due[month] {
            continue;
        }
        let (price, entitled) = (run.drawn.standing.allowances[index].at(fiscal), entitled(run, index, month));
        bill(run, scenario.expenses.len() + index, one.cost.line, price, entitled, month);
    }
}

/// Owes `units` at `price` each, and books them as a flow.
pub(super) fn bill<T: Trace>(
    run: &mut Replicate<'_, T>,
    flow: usize,
    line: LineId,
    price: i64,
    units: u32,
    month: usize,
) {
    if units == 0 {
        return;
    }
    let years = run.model.timeline.fiscal_years.len();
    let due = Due { line: line.0, amount: price, units, person: u32::MAX, reserved: None, purpose: Purpose::Bill };
    let row = &mut run.state.flows[flow * years + run.model.timeline.months[month].fiscal];
    row.count += i64::from(units);
    row.amount += due.total();
    if price > 0 {
        run.owe(due, month);
    }
}

/// How many are entitled to an allowance now.
fn entitled<T: Trace>(run: &Replicate<'_, T>, index: usize, month: usize) -> u32 {
    let one = &run.model.scenario().allowances[index];
    let plan = &run.model.standing.allowances[index];
    let State { people, employment, school_mask, stock, stock_flexible, .. } = &*run.state;
    if plan.everyone {
        let of = |tier: usize| stock[tier] - if one.flexible { 0 } else { stock_flexible[tier] };
        return (0..stock.len()).filter(|tier| plan.tiers[*tier]).map(of).sum();
    }
    let (now, asked) = (month as i16, plan.who.asked(month as i16));
    let mut count = 0;
    for (index, person) in (0..).zip(people) {
        let held = i32::from(now) - i32::from(person.since);
        // The tier of those who have left is none of them.
        let seems = plan.tiers[usize::from(person.tier)]
            && (one.flexible || !person.flexible)
            && (plan.held.0..plan.held.1).contains(&held)
            && asked.admits(person);
        let mask = person.mask | school_mask[usize::from(person.school)];
        let admitted =
            seems && (!plan.who.particular || plan.who.admits_particularly(person, (employment, index), now, mask));
        count += u32::from(admitted);
    }
    count
}
