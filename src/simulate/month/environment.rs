//! Step 1 of a month: students, schools, posts, the opening of the fiscal year; and the rules of adaptive plans.

use crate::model::Threshold;
use crate::scenario::Lever;

use super::counts::fraction;
use crate::simulate::scene::{Replicate, Trace};

/// Students of a phase, whatever noise does to their growth: far beyond any country, and a number that sums still hold.
const MOST_STUDENTS: f64 = 1e12;

pub(crate) fn step<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let facts = run.model.timeline.months[month];
    apply_rules(run, month);
    if month == 0 {
        share_students(run);
    } else {
        if open_schools(run, month) {
            run.state.count_posts();
            // Students and, where posts follow them, posts move to the new school.
            let counted = run.model.scenario().posts.as_ref().is_some_and(|posts| posts.counted);
            share_out(run, !counted, 0.0);
        }
        if facts.opens_school_year {
            grow_students(run, month);
            let growth = run.model.scenario().posts.as_ref().and_then(|posts| posts.growth);
            share_out(run, true, growth.map_or(0.0, |id| run.drawn.values[id.index()]));
        }
    }
    if facts.opens_fiscal {
        open_fiscal_year(run, facts.fiscal);
    }
    super::standing::receive(run, month);
}

fn open_schools<T: Trace>(run: &mut Replicate<'_, T>, month: usize) -> bool {
    if !run.model.opens_schools[month] {
        return false;
    }
    let now = run.model.timeline.months[month].month;
    let mut opened = false;
    for (open, school) in run.state.open.iter_mut().zip(&run.model.scenario().schools) {
        if !*open && school.opens.is_some_and(|at| at <= now) {
            *open = true;
            opened = true;
        }
    }
    opened
}

fn grow_students<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let now = run.model.timeline.months[month].month.index() as u32;
    for (index, phase) in run.model.scenario().phases.iter().enumerate() {
        let at = |id: Option<crate::scenario::ParameterId>| id.map_or(0.0, |id| run.drawn.values[id.index()]);
        let mut growth = at(phase.growth);
        let noise = at(phase.growth_noise);
        if noise > 0.0 {
            let percentile = run.luck.uniform(run.model.addresses.growth[index], 0, now);
            growth += noise * crate::random::standard_normal_quantile(percentile);
        }
        let grown = run.state.students[index] * (1.0 + growth).max(0.0);
        run.state.students[index] = grown.min(MOST_STUDENTS);
    }
}

/// Shares each phase's students among its open schools by their stated weights.
fn share_students<T: Trace>(run: &mut Replicate<'_, T>) {
    let schools = &run.model.scenario().schools;
    let state = &mut *run.state;
    state.school_students.fill(0.0);
    for (phase, own) in run.model.schools_of_phase.iter().enumerate() {
        let open = || own.iter().copied().filter(|school| state.open[*school]);
        let total: f64 = open().map(|school| schools[school].students).sum();
        if total > 0.0 {
            for school in open() {
                state.school_students[school] = state.students[phase] * schools[school].students / total;
            }
        }
    }
}

/// Shares students out anew, and lets posts follow them.
fn share_out<T: Trace>(run: &mut Replicate<'_, T>, posts_follow: bool, growth: f64) {
    let before = run.state.school_students.clone();
    share_students(run);
    let Some(posts) = &run.model.scenario().posts else { return };
    if posts_follow {
        let per_student = posts.per_new_student.map_or(0.0, |id| run.drawn.values[id.index()]);
        for ((posts, now), before) in run.state.posts.iter_mut().zip(&run.state.school_students).zip(&before) {
            *posts = (*posts * (1.0 + growth) + per_student * (now - before)).max(0.0);
        }
    }
    run.state.count_posts();
}

fn open_fiscal_year<T: Trace>(run: &mut Replicate<'_, T>, year: usize) {
    let years = run.model.timeline.fiscal_years.len();
    for (index, purse) in run.state.purses.iter_mut().enumerate() {
        let row = &mut run.state.fund_years[index * years + year];
        row.carried_in = purse.balance;
        row.appropriation = run.drawn.appropriations[index].as_ref().map_or(0, |list| list[year]);
        purse.balance += row.appropriation;
    }
    for (index, channel) in run.model.scenario().channels.iter().enumerate() {
        run.state.channels[index].clear(channel.mix.len());
    }
    run.state.move_granted.fill(0);
    run.state.move_moneyless.fill(0);
    for programme in &mut run.state.programmes {
        programme.opened_this_year = 0;
    }
}

fn apply_rules<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let facts = run.model.timeline.months[month];
    for (index, rule) in run.model.scenario().rules.iter().enumerate() {
        if !run.state.rule_fired[index] || rule.from != facts.month {
            continue;
        }
        for (lever, value) in &rule.set {
            let plan = match lever {
                Lever::Units(id) => Some(&mut run.state.programme_units[id.index()]),
                Lever::MovePlaces(id) => run.state.move_places[id.index()].as_mut(),
                Lever::ChannelPlaces(id, place) => Some(&mut run.state.channel_places[id.index()][*place]),
            };
            for yearly in plan.into_iter().flat_map(|plan| &mut plan[facts.fiscal..]) {
                *yearly = *value;
            }
        }
    }
}

/// Looks at the conditions of rules at the end of a month. A metric without a value meets no condition.
pub(crate) fn look_at_rules<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let now = run.model.timeline.months[month].month;
    for (index, rule) in run.model.scenario().rules.iter().enumerate() {
        if rule.at != now {
            continue;
        }
        let reading = run.model.readings.iter().position(|reading| reading.target == rule.target && reading.main);
        let Some(reading) = reading else { continue };
        let (count, of) = fraction(run.model, run.state, &run.model.readings[reading].count, month);
        let reaches = |bound: f64| Threshold::new(bound).met_by(count, of);
        run.state.rule_fired[index] =
            of > 0 && rule.below.is_none_or(|bound| !reaches(bound)) && rule.at_least.is_none_or(reaches);
    }
}
