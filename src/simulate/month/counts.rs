//! What targets count, as whole numbers and fractions of them.

use crate::model::{CountPlan, Model, PartsPlan, nearest};
use crate::scenario::file::{CountKind, Over};

use crate::simulate::people::GONE;
use crate::simulate::state::State;

/// Keeps what later months look back at, at the end of a month; or before the first, when people, students and posts stand
/// as they are stated.
pub(crate) fn remember(model: &Model, state: &mut State) {
    for (place, plan) in model.counts.past.iter().enumerate() {
        let now = so_far(model, state, plan);
        state.past[place].push(now);
    }
}

/// What a count comes to now, as a fraction: how many, of how many. Of none, it has no value.
pub(crate) fn fraction(model: &Model, state: &State, plan: &CountPlan, month: usize) -> (i64, i64) {
    match plan.kind {
        CountKind::StockPer100Students => {
            let counted = state.students.iter().zip(&plan.phases).filter(|(_, counts)| **counts);
            let students = counted.map(|(students, _)| nearest(*students)).sum();
            let counted = plan
                .valued
                .map_or_else(|| people(plan, &state.stock, &state.stock_flexible), |place| state.valued.counted(place));
            (counted * 100, students)
        }
        CountKind::SchoolShare => {
            plan.programme.map_or((0, 0), |programme| schools_joined(state, programme, &plan.schools))
        }
        CountKind::Ratio => plan.parts.as_ref().map_or((0, 0), |parts| ratio(model, state, parts, month)),
        CountKind::SchoolsMeeting => {
            let [meeting, counted, _] = schools_meeting(model, state, plan);
            (meeting, counted)
        }
        _ => (value(model, state, plan, month).unwrap_or(0), plan.parts_of_one()),
    }
}

fn ratio(model: &Model, state: &State, parts: &PartsPlan, month: usize) -> (i64, i64) {
    let of = value(model, state, &parts.of, month);
    let per = parts.per.as_ref().map_or(Some(1), |per| value(model, state, per, month));
    of.zip(per).map_or((0, 0), |(of, per)| fraction_of(parts, of, per))
}

/// One part per the other, each in what it is counted in.
fn fraction_of(parts: &PartsPlan, of: i64, per: i64) -> (i64, i64) {
    let in_per = parts.per.as_ref().map_or(1, CountPlan::parts_of_one);
    (of.saturating_mul(parts.times).saturating_mul(in_per), per.saturating_mul(parts.of.parts_of_one()))
}

/// A count in its window; none where it looks back beyond the start.
fn value(model: &Model, state: &State, plan: &CountPlan, month: usize) -> Option<i64> {
    let Some(past) = plan.past.and_then(|place| state.past.get(place)) else {
        return Some(so_far(model, state, plan));
    };
    // What was before the first month stands first.
    let Some(end) = (month + 1).checked_sub(plan.earlier) else { return earlier(plan, month) };
    let start = match plan.over {
        Over::Plan => return past.get(end).copied(),
        Over::FiscalYear => model.timeline.months[..=month].iter().rposition(|facts| facts.opens_fiscal).unwrap_or(0),
        Over::Year => end.saturating_sub(12),
    };
    let before = if plan.over == Over::Year { in_last_months(plan, 12_usize.saturating_sub(end)) } else { 0 };
    Some(past.get(end)? - past.get(start)? + before)
}

/// What was there at the end of a month before the start, as far as it is stated.
fn earlier(plan: &CountPlan, month: usize) -> Option<i64> {
    let wanted = month as i64 - plan.earlier as i64;
    plan.before.iter().find(|(at, _)| *at == wanted).map(|(_, value)| *value)
}

/// What happened in the last months before the start, as far as it is stated.
fn in_last_months(plan: &CountPlan, months: usize) -> i64 {
    plan.before.iter().filter(|(at, _)| -at <= months as i64).map(|(_, value)| value).sum()
}

/// A count now; of flows, since the start.
pub(crate) fn so_far(model: &Model, state: &State, plan: &CountPlan) -> i64 {
    if let Some(place) = plan.valued {
        return state.valued.counted(place);
    }
    match plan.kind {
        CountKind::Additions | CountKind::Leavers | CountKind::Moved => {
            plan.so_far + plan.flow.map_or(0, |place| i64::from(state.happened[place]))
        }
        CountKind::Stock if plan.schools.is_empty() => people(plan, &state.stock, &state.stock_flexible),
        CountKind::Fte if plan.schools.is_empty() => {
            people(plan, &state.stock, &state.stock_flexible) * 100 - state.part_time.idle(&plan.listed, plan.flexible)
        }
        CountKind::Imports => plan.so_far + people(plan, &state.imports, &state.imports_flexible),
        CountKind::Reached => {
            plan.so_far + plan.programme.map_or(0, |programme| i64::from(state.programmes[programme].reached))
        }
        CountKind::Students if plan.schools.is_empty() => {
            state.students.iter().map(|students| nearest(*students)).sum()
        }
        CountKind::Spend => {
            let years = model.timeline.fiscal_years.len();
            let of = |line: &usize| state.line_years[line * years..(line + 1) * years].iter().map(|year| year.spend);
            plan.so_far + plan.lines.iter().flat_map(of).sum::<i64>()
        }
        CountKind::Stock | CountKind::Fte => present(state, plan).map(|works| plan.worth(works)).sum(),
        _ => {
            let counts = |(school, count): (usize, i64)| {
                if plan.schools.get(school).is_none_or(|counts| *counts) { count } else { 0 }
            };
            by_school(model, state, plan).into_iter().enumerate().map(counts).sum()
        }
    }
}

fn people(plan: &CountPlan, all: &[u32], part: &[u32]) -> i64 {
    let flexible = if plan.flexible { 0 } else { plan.listed.iter().map(|tier| i64::from(part[*tier])).sum() };
    plan.listed.iter().map(|tier| i64::from(all[*tier])).sum::<i64>() - flexible
}

/// Those present who count, wherever they are: the schools at which each works, with the hundredths of full time.
fn present<'state>(state: &'state State, plan: &'state CountPlan) -> impl Iterator<Item = [(usize, i64); 2]> + 'state {
    let present = state.people.iter().zip(0..).filter(|(person, _)| person.tier != GONE);
    let counted = present.filter(|(person, index)| {
        plan.is_of(person.tier.into(), person.flexible) && plan.has(state.employment.values(*index))
    });
    counted.map(|(person, index)| state.part_time.places(index, person))
}

/// A count in each school.
fn by_school(model: &Model, state: &State, plan: &CountPlan) -> Vec<i64> {
    match plan.kind {
        CountKind::Students => {
            // Of a school with several phases those of the counted ones.
            let mut students = vec![0.0; state.open.len()];
            let phases = model.schools_of_phase.iter().zip(&state.phase_students).zip(&plan.phases);
            for ((own, shares), _) in phases.filter(|(_, counts)| **counts) {
                own.iter().zip(shares).for_each(|(school, share)| students[*school] += share);
            }
            students.into_iter().map(nearest).collect()
        }
        CountKind::Posts => state.whole_posts.iter().map(|posts| i64::from(*posts)).collect(),
        CountKind::Vacancies => {
            let posts = state.whole_posts.iter().zip(&state.staff);
            posts.map(|(posts, staff)| i64::from((posts - staff).max(0))).collect()
        }
        _ => {
            let mut counts = vec![0; state.open.len()];
            for (school, works) in present(state, plan).flatten().filter(|(_, works)| *works > 0) {
                counts[school] += if plan.kind == CountKind::Fte { works } else { 1 };
            }
            counts
        }
    }
}

/// Of the open schools that count: those whose own ratio lies within its bounds, those that have one, and those that have none.
pub(crate) fn schools_meeting(model: &Model, state: &State, plan: &CountPlan) -> [i64; 3] {
    let mut found = [0; 3];
    let Some(parts) = &plan.parts else { return found };
    let of = by_school(model, state, &parts.of);
    let per = parts.per.as_ref().map(|per| by_school(model, state, per));
    for school in 0..model.scenario().schools.len() {
        if !state.open[school] || !plan.schools.get(school).is_none_or(|counts| *counts) {
            continue;
        }
        let per = per.as_ref().map_or(1, |per| per[school]);
        let met = parts.judged.as_ref().is_some_and(|judged| judged.holds(fraction_of(parts, of[school], per)));
        found[0] += i64::from(per > 0 && met);
        found[1] += i64::from(per > 0);
        found[2] += i64::from(per <= 0);
    }
    found
}

/// The share of open schools of a programme's phases that it has reached.
pub(crate) fn school_share(model: &Model, state: &State, programme: usize) -> f64 {
    let own = &model.scenario().programmes[programme].phases;
    let counted: Vec<bool> = model.scenario().schools.iter().map(|school| school.is_of(own)).collect();
    let (joined, all) = schools_joined(state, programme, &counted);
    if all == 0 { 0.0 } else { joined as f64 / all as f64 }
}

/// Of the counted schools: those that a programme has reached, and those that are open.
fn schools_joined(state: &State, programme: usize, counted: &[bool]) -> (i64, i64) {
    let has_joined = &state.programmes[programme].joined;
    (all_true([&state.open, counted, has_joined]), all_true([&state.open, counted, counted]))
}

/// At how many places all three lists are true. So many at a time that the count is a byte, like what is counted, and the
/// machine can take sixteen at once.
fn all_true(lists: [&[bool]; 3]) -> i64 {
    let [first, second, third] = lists.map(|list| list.chunks(usize::from(u8::MAX)));
    let part = |((a, b), c): ((&[bool], &[bool]), &[bool])| {
        let all = a.iter().zip(b).zip(c).map(|((a, b), c)| u8::from(*a) & u8::from(*b) & u8::from(*c));
        i64::from(all.sum::<u8>())
    };
    first.zip(second).zip(third).map(part).sum()
}
