//! Step 1 of a month: students, schools, posts, the opening of the fiscal year; and the rules of adaptive plans.

use crate::model::Threshold;
use crate::scenario::Rule;

use super::counts::fraction;
use crate::simulate::api::Happening;
use crate::simulate::books::Request;
use crate::simulate::people::GONE;
use crate::simulate::plans::Question;
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
            share_out(run, !counted, facts.fiscal, 0.0);
        }
        if run.model.closes_schools[month] {
            close_schools(run, month);
        }
        if facts.opens_school_year {
            grow_students(run, month);
            let growth = run.model.scenario().posts.as_ref().and_then(|posts| posts.growth.at(facts.fiscal));
            share_out(run, true, facts.fiscal, growth.map_or(0.0, |id| run.drawn.values[id.index()]));
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

/// Closes schools: their students, posts and people go where they merge into, or over the open schools of their phase, posts
/// and people as the students are there (evenly without students).
fn close_schools<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let (now, schools) = (run.model.timeline.months[month].month, &run.model.scenario().schools);
    let closing: Vec<usize> = (0..schools.len()).filter(|school| schools[*school].closes == Some(now)).collect();
    for &school in &closing {
        run.state.open[school] = false;
        if let Some(into) = schools[school].merges_into {
            // In a phase that is not its own it has no weight: phases have students of their own.
            for (own, weights) in run.model.schools_of_phase.iter().zip(&mut run.state.school_weights) {
                let place = |school: usize| own.iter().position(|own| *own == school);
                if let Some((from, into)) = place(school).zip(place(into.index())) {
                    weights[into] += weights[from];
                }
            }
        }
    }
    share_students(run);
    let shares: Vec<(usize, Vec<(usize, f64)>)> =
        closing.iter().map(|school| (*school, run.destinations(*school))).collect();
    for (school, shares) in &shares {
        // Where nothing is held back by posts there are no end of them everywhere.
        let posts = std::mem::take(&mut run.state.posts[*school]);
        let shares = shares.iter().filter(|_| posts.is_finite());
        for (other, share) in shares {
            run.state.posts[*other] += posts * share;
        }
    }
    run.state.count_posts();
    run.move_people(&shares, month);
}

impl<T: Trace> Replicate<'_, T> {
    /// Where what a closing school holds goes: open schools with their shares, which add up to 1.
    fn destinations(&self, school: usize) -> Vec<(usize, f64)> {
        let schools = &self.model.scenario().schools;
        if let Some(into) = schools[school].merges_into {
            return vec![(into.index(), 1.0)];
        }
        let open = |other: &usize| self.state.open[*other] && schools[*other].posts > 0.0;
        let same = |other: &usize| schools[*other].is_like(&schools[school]);
        let mut there: Vec<usize> = (0..schools.len()).filter(open).filter(same).collect();
        if there.is_empty() {
            there = (0..schools.len()).filter(open).collect();
        }
        let total: f64 = there.iter().map(|other| self.state.school_students[*other]).sum();
        let even = 1.0 / there.len().max(1) as f64;
        let share = |other: usize| if total > 0.0 { self.state.school_students[other] / total } else { even };
        there.into_iter().map(|other| (other, share(other))).collect()
    }

    /// Moves the people of closing schools, and those on their way to them, each by her own lot.
    fn move_people(&mut self, shares: &[(usize, Vec<(usize, f64)>)], month: usize) {
        let now = self.model.timeline.months[month].month.index() as u32;
        let (luck, address) = (self.luck, self.model.addresses.closing);
        let of = |school: u16| shares.iter().find(|(closing, _)| *closing == usize::from(school));
        let lot = |shares: &[(usize, f64)], id: u64| {
            let mut left = luck.uniform(address, id, now);
            let chosen = shares.iter().find(|(_, share)| {
                left -= share;
                left < 0.0
            });
            chosen.or(shares.last()).map(|(school, _)| *school)
        };
        for index in 0..self.state.people.len() {
            let person = self.state.people[index];
            let second = self.state.part_time.second_closes(index as u32, |school| of(school as u16).is_some());
            if let Some(school) = second.filter(|_| person.tier != GONE) {
                let into = self.model.scenario().schools[school].merges_into;
                self.state.move_second(self.model, index as u32, into.map(crate::scenario::SchoolId::index));
            }
            let Some((_, shares)) = of(person.school).filter(|_| person.tier != GONE) else { continue };
            let Some(other) = lot(shares, person.id) else { continue };
            self.state.move_to(self.model, index as u32, other);
            self.tell(month, index as u32, Happening::Moved(other.into()));
        }
        let coming = &mut self.state.coming;
        for arrival in self.state.arriving.iter_mut().flatten() {
            let post = i32::from(self.model.scenario().channels[usize::from(arrival.channel)].post);
            if let Some((school, shares)) = of(arrival.school).filter(|_| post > 0)
                && let Some(other) = lot(shares, arrival.id)
            {
                coming[*school] -= post;
                coming[other] += post;
                arrival.school = other as u16;
            }
        }
    }
}

fn grow_students<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let facts = run.model.timeline.months[month];
    let now = facts.month.index() as u32;
    for (index, phase) in run.model.scenario().phases.iter().enumerate() {
        let at = |id: Option<crate::scenario::ParameterId>| id.map_or(0.0, |id| run.drawn.values[id.index()]);
        if let Some((_, id)) = phase.forecast.iter().find(|(year, _)| *year == facts.fiscal) {
            run.state.students[index] = at(Some(*id)).min(MOST_STUDENTS);
            continue;
        }
        let mut growth = at(phase.growth.at(facts.fiscal));
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
    let state = &mut *run.state;
    state.school_students.fill(0.0);
    state.phase_students.resize_with(state.students.len(), Vec::new);
    let there = state.school_weights.iter().zip(&mut state.phase_students).zip(&state.students);
    for (own, ((weights, shares), students)) in run.model.schools_of_phase.iter().zip(there) {
        let is_open = |school: usize| state.open[school];
        let open = own.iter().zip(weights).filter(|(school, _)| is_open(**school));
        let total: f64 = open.map(|(_, weight)| weight).sum();
        let share = |(school, weight): (&usize, &f64)| {
            if total > 0.0 && is_open(*school) { students * weight / total } else { 0.0 }
        };
        shares.clear();
        shares.extend(own.iter().zip(weights).map(share));
        for (school, share) in own.iter().zip(shares) {
            state.school_students[*school] += *share;
        }
    }
}

/// Shares students out anew, and lets posts follow them.
fn share_out<T: Trace>(run: &mut Replicate<'_, T>, posts_follow: bool, year: usize, growth: f64) {
    let before = run.state.school_students.clone();
    share_students(run);
    let Some(posts) = &run.model.scenario().posts else { return };
    if posts_follow {
        let per_student = posts.per_new_student.at(year).map_or(0.0, |id| run.drawn.values[id.index()]);
        for ((posts, now), before) in run.state.posts.iter_mut().zip(&run.state.school_students).zip(&before) {
            *posts = (*posts * (1.0 + growth) + per_student * (now - before)).max(0.0);
        }
    }
    run.state.count_posts();
}

fn open_fiscal_year<T: Trace>(run: &mut Replicate<'_, T>, year: usize) {
    run.ask(Request::Open { year });
    for (index, channel) in run.model.scenario().channels.iter().enumerate() {
        run.state.channels[index].clear(channel.mix.len());
    }
    run.state.move_granted.fill(0);
    run.state.quotas_taken.iter_mut().flatten().for_each(|taken| taken.fill(0));
    run.state.move_moneyless.fill(0);
    for programme in &mut run.state.programmes {
        programme.opened_this_year = 0;
    }
}

fn apply_rules<T: Trace>(run: &mut Replicate<'_, T>, month: usize) {
    let facts = run.model.timeline.months[month];
    let rules = &run.model.scenario().rules;
    let due = |(_, rule): &(usize, &Rule)| rule.from == facts.month || month == 0 && rule.from < facts.month;
    let mut due: Vec<(usize, &Rule)> = rules.iter().enumerate().filter(due).collect();
    // Of those that took hold before the start, the last one counts.
    due.sort_by_key(|(_, rule)| rule.from);
    for (index, rule) in due {
        if !run.state.rule_fired[index] {
            continue;
        }
        for (lever, value) in &rule.set {
            run.ask_plans(&Question::Set { lever: *lever, fiscal: facts.fiscal, value: *value });
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
