//! What a replicate carries over into a month: all that is needed to begin there with the same people, money and counts.

use std::collections::BTreeMap;

use crate::model::{CountPlan, Drawn, Model, PartsPlan};
use crate::random::Luck;
use crate::scenario::file::{CandidatesLaw, Over, Reaches};
use crate::scenario::{
    Arrears, Carried, ChannelId, Coming, Count, CountCarried, FundId, LineId, MonthBefore, PhaseId, RosterPerson,
    SchoolCarried, SchoolId, TierId, ValueId,
};
use crate::words::Month;

use super::api::{Happening, RunError, RunPlan};
use super::month::counts::so_far;
use super::month::record::Record;
use super::people::{EmploymentTerms, GONE, Kept, Opening};
use super::replicate::live;
use super::rosters::listed;
use super::scene::{Replicate, Trace};
use super::state::{Arrival, State};
use super::story::name_of;

/// Writes down what is carried over into one month.
struct Clerk<'a> {
    model: &'a Model,
    drawn: &'a Drawn,
    /// The month, counted from the first.
    month: usize,
    /// By person who arrived: the month, and the tier as which she came.
    arrived: BTreeMap<u32, (i32, TierId)>,
    found: Option<Carried>,
}

impl Trace for Clerk<'_> {
    fn event(&mut self, month: usize, index: u32, _: u64, tier: u8, _: u16, what: Happening) {
        if let Happening::Arrived(_) = what {
            self.arrived.insert(index, (month as i32, TierId(tier.into())));
        }
    }

    fn opens(&mut self, _: &Model, month: usize, state: &State) {
        if month == self.month {
            self.found = Some(self.carried(state));
        }
    }
}

/// Runs replicate `replicate` of `plan` alone and says what it carries over into `month`, before anything happens in it; none
/// for a month outside the run.
///
/// # Errors
/// [`RunError::Design`] if the plan's design does not have its draw, [`RunError::Audit`] if something does not add up.
pub fn carried(model: &Model, plan: &RunPlan, replicate: u64, month: Month) -> Result<Option<Carried>, RunError> {
    let parameters = plan.parameters(model, plan.draw_of(replicate))?;
    let luck = Luck::of_replicate(plan.seed, replicate);
    let shared = Drawn::new(model, parameters.values);
    let drawn = shared.of_replicate(model, luck);
    let drawn = drawn.as_ref().unwrap_or(&shared);
    let opening = Opening::new(model, drawn, Kept::People);
    let mut state = State::default();
    state.bounds.clear(model, drawn);
    let at = usize::try_from(month - model.scenario().start).unwrap_or(usize::MAX);
    let mut clerk = Clerk { model, drawn: &shared, month: at, arrived: BTreeMap::new(), found: None };
    let mut run = Replicate { model, drawn, luck, entrants: &opening.entrants, state: &mut state, trace: &mut clerk };
    live(&mut run, &opening, &mut Record::default(), plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
    Ok(clerk.found)
}

impl Clerk<'_> {
    fn start(&self) -> Month {
        self.model.scenario().start
    }

    fn carried(&self, state: &State) -> Carried {
        let scenario = self.model.scenario();
        let there: Vec<usize> = (0..state.people.len()).filter(|index| state.people[*index].tier != GONE).collect();
        let mut people = listed(self.model, state, self.start() + self.month as i32);
        self.engagements(state, &there, &mut people);
        let arrears = state.queue.iter().filter_map(|due| {
            let award = due.purpose.is_award();
            let to = if award { Some(there.binary_search(&(due.person as usize)).ok()?) } else { None };
            Some(Arrears { line: LineId(due.line), amount: due.amount, units: due.units, to })
        });
        let fiscal = self.model.timeline.fiscal_at(self.month as i32);
        let value = |id: crate::scenario::ParameterId| self.drawn.values[id.index()];
        Carried {
            month: self.start() + self.month as i32,
            coming: self.coming(state),
            values: self.values(),
            students: state.students.clone(),
            schools: (0..scenario.schools.len()).map(|school| self.school(state, school)).collect(),
            programmes: (0..scenario.programmes.len()).map(|position| self.units(state, position)).collect(),
            candidates_left: scenario
                .channels
                .iter()
                .zip(state.plans.rests())
                .map(|(one, rest)| if one.candidates_law == CandidatesLaw::Fixed { rest.clone() } else { Vec::new() })
                .collect(),
            funds: state.books.purses.iter().map(|purse| purse.balance).collect(),
            arrears: arrears.collect(),
            fired: scenario
                .rules
                .iter()
                .zip(&state.rule_fired)
                .map(|(rule, fired)| (rule.at < self.start() + self.month as i32).then_some(*fired))
                .collect(),
            prices: scenario
                .prices
                .iter()
                .map(|price| scenario.price_index(price.lines[0], value).get(fiscal).copied().unwrap_or(1.0))
                .collect(),
            counts: self.counts(state),
            people,
        }
    }

    /// What those who are there were promised by the channels they came by.
    fn engagements(&self, state: &State, there: &[usize], people: &mut [RosterPerson]) {
        let scenario = self.model.scenario();
        let reserved: BTreeMap<u32, u16> = state
            .due_money
            .iter()
            .flatten()
            .filter(|due| due.purpose.is_award())
            .filter_map(|due| Some((due.person, state.books.fund_of(due.reserved?))))
            .collect();
        for (index, one) in there.iter().zip(people.iter_mut()) {
            let Some(channel) = one.origin else { continue };
            let before = scenario.roster.as_ref().and_then(|roster| roster.get(*index));
            let (joined, tier, stated) = match (self.arrived.get(&(*index as u32)), before) {
                (Some((month, tier)), _) => {
                    let coming = scenario.coming.iter().find(|coming| coming.id == one.id);
                    (*month, *tier, coming.and_then(|coming| coming.award))
                }
                (None, Some(before)) => {
                    let joined = before.joined.unwrap_or(before.in_tier_since) - self.start();
                    (joined, before.joined_tier.unwrap_or(before.tier), before.award)
                }
                (None, None) => continue,
            };
            let since = self.start() + joined;
            one.joined = (since != one.in_tier_since).then_some(since);
            one.joined_tier = (tier != one.tier).then_some(tier);
            let own = state.employment.terms(*index as u32);
            let award = stated.unwrap_or_else(|| self.offered(channel, tier, joined));
            let terms = &scenario.channels[channel.index()].award;
            one.award = terms.as_ref().map(|_| award);
            let derived = terms.as_ref().filter(|_| award > 0).map(|terms| joined + terms.service_months as i32);
            let bound = (own.service_until != EmploymentTerms::NONE.service_until).then(|| own.service_until.into());
            one.service_end = bound.filter(|_| bound != derived).map(|until: i32| self.start() + until);
            one.reserved = reserved.get(&(*index as u32)).map(|fund| FundId(*fund));
        }
        for (index, one) in there.iter().zip(people).filter(|(_, one)| one.origin.is_none()) {
            let until = state.employment.terms(*index as u32).service_until;
            one.service_end = (until != EmploymentTerms::NONE.service_until).then(|| self.start() + i32::from(until));
        }
    }

    /// The award that a channel offered to someone who joined in a month as one of a tier.
    fn offered(&self, channel: ChannelId, tier: TierId, joined: i32) -> u32 {
        let one = &self.model.scenario().channels[channel.index()];
        let place = one.mix.iter().position(|(own, _)| *own == tier);
        let year = self.model.timeline.fiscal_at(joined - one.lag as i32);
        let yuan = place.map_or(0, |place| self.drawn.channels[channel.index()].award[place].at(year));
        u32::try_from(yuan.max(0)).unwrap_or(u32::MAX)
    }

    fn coming(&self, state: &State) -> Vec<Coming> {
        let arriving = state.arriving.iter().enumerate().skip(self.month);
        arriving.flat_map(|(month, list)| list.iter().map(move |one| self.one_coming(state, month, one))).collect()
    }

    fn one_coming(&self, state: &State, month: usize, one: &Arrival) -> Coming {
        let scenario = self.model.scenario();
        let (channel, place) = (usize::from(one.channel), usize::from(one.place));
        let stated = &scenario.channels[channel];
        let known = scenario.coming.get(one.listed as usize);
        let tier = stated.mix[place].0;
        let award = known.and_then(|known| known.award);
        let offered = || self.offered(channel.into(), tier, month as i32);
        let homes = (0..scenario.programmes.len()).filter(|at| one.mask & self.model.programmes[*at].bit != 0);
        Coming {
            id: known.map_or_else(|| name_of(scenario, channel, one.id), |known| known.id.clone()),
            arrives: self.start() + month as i32,
            channel: channel.into(),
            place,
            school: known.map_or_else(
                || (stated.post && scenario.has_schools()).then_some(SchoolId(one.school)),
                |known| known.school.map(|_| SchoolId(one.school)),
            ),
            born: known.and_then(|known| known.born),
            female: known.and_then(|known| known.female),
            award: stated.award.as_ref().map(|_| award.unwrap_or_else(offered)),
            reserved: one.reserved.map(|own| own.map(|own| FundId(state.books.fund_of(own)))),
            marks: homes.map(Into::into).collect(),
            values: (0..64_usize).filter(|at| one.values >> at & 1 == 1).map(ValueId::from).collect(),
        }
    }

    /// Numbers of the replicate; people that tiers are to have as they have grown by now.
    fn values(&self) -> Vec<f64> {
        let scenario = self.model.scenario();
        let mut values = self.drawn.values.clone();
        let levels = scenario.moves.iter().filter_map(|one| one.total.as_ref());
        for level in levels.chain(scenario.channels.iter().filter_map(|one| one.total.as_ref())) {
            let growth = level.growth.map_or(0.0, |id| self.drawn.values[id.index()]);
            for id in level.number.numbers() {
                values[id.index()] *= libm::pow(1.0 + growth, (self.month / 12) as f64);
            }
        }
        values
    }

    fn school(&self, state: &State, school: usize) -> Option<SchoolCarried> {
        let one = &self.model.scenario().schools[school];
        let still_to_open = one.opens.is_some_and(|opens| opens > self.start() + self.month as i32);
        (state.open[school] || still_to_open).then(|| SchoolCarried {
            students: if one.phases.is_empty() {
                one.students.clone()
            } else {
                let weight = |phase: &PhaseId| {
                    let own = &self.model.schools_of_phase[phase.index()];
                    let place = own.iter().position(|own| *own == school)?;
                    state.school_weights[phase.index()].get(place).copied()
                };
                one.phases.iter().filter_map(weight).collect()
            },
            posts: state.posts.get(school).copied().filter(|posts| posts.is_finite()),
            joined: (0..state.programmes.len())
                .filter(|position| state.programmes[*position].joined.get(school) == Some(&true))
                .map(Into::into)
                .collect(),
        })
    }

    /// What a programme came to in the months before.
    fn units(&self, state: &State, position: usize) -> Vec<MonthBefore> {
        let one = &self.model.scenario().programmes[position];
        let own = &state.programmes[position];
        if one.reaches == Reaches::Schools {
            return Vec::new();
        }
        let (district, back) = (one.reaches == Reaches::District, self.month as i32);
        let by_spend = self.drawn.programmes[position].half_saturation.is_some();
        let of_run = (0..self.month).map(|month| MonthBefore {
            month: month as i32 - back,
            opened: own.units_by_month[month],
            wanted: if district && !by_spend {
                state.plans.units_of(position, month)
            } else {
                own.units_by_month[month].into()
            },
            spent: (district && by_spend).then_some(own.spend_by_month[month]),
        });
        let price = self.drawn.programmes[position].unit_cost.at(0);
        let earlier = one.before.iter().map(|before| MonthBefore {
            month: before.month - back,
            spent: (district && by_spend).then(|| before.spent.unwrap_or_else(|| i64::from(before.opened) * price)),
            ..*before
        });
        let mut list: Vec<MonthBefore> = earlier.chain(of_run).collect();
        list.retain(|one| one.opened > 0 || one.wanted > 0.0 || one.spent.is_some_and(|spent| spent > 0));
        // Homes that were taken when the run opened were opened before, and cost nothing any more.
        let opened: u32 = list.iter().map(|one| one.opened).sum();
        if own.opened > opened {
            let long_ago = (one.cost_years.saturating_mul(12) + one.lasts.unwrap_or(0)) as i32;
            let (month, more) = (-back - long_ago - 1, own.opened - opened);
            list.insert(0, MonthBefore { month, opened: more, wanted: more.into(), spent: None });
        }
        list
    }

    /// What targets and metrics have counted.
    fn counts(&self, state: &State) -> Vec<CountCarried> {
        let scenario = self.model.scenario();
        let mut list = Vec::new();
        for plan in &self.model.readings {
            let target = &scenario.targets[plan.target.index()];
            let reading = &target.readings[plan.reading];
            let main = (plan.reading > 0).then(|| &target.readings[0].count);
            let path = format!("target.{}", target.named.id);
            let path = if main.is_none() { path } else { format!("{path}.reading.{}", reading.id) };
            self.count(state, path, (&reading.count, main), &plan.count, &mut list);
        }
        for (observed, (_, plan)) in scenario.observed.iter().zip(&self.model.counts.observed) {
            let path = format!("metric.{}", observed.named.id);
            self.count(state, path, (&observed.count, None), plan, &mut list);
        }
        list
    }

    /// Adds what a count came to, with its parts; nothing of what is counted as `main` is.
    fn count(
        &self,
        state: &State,
        path: String,
        (count, main): (&Count, Option<&Count>),
        plan: &CountPlan,
        list: &mut Vec<CountCarried>,
    ) {
        if let (Some(parts), Some(PartsPlan { of, per, .. })) = (&count.parts, plan.parts.as_deref()) {
            let main = main.and_then(|main| main.parts.as_ref());
            self.count(state, format!("{path}.of"), (&parts.of, main.map(|main| &main.of)), of, list);
            if let (Some(own), Some(plan)) = (&parts.per, per) {
                let main = main.and_then(|main| main.per.as_ref());
                self.count(state, format!("{path}.per"), (own, main), plan, list);
            }
            return;
        }
        if main.is_some_and(|main| main.counts_as(count)) {
            return;
        }
        let total = count.adds_up() && count.over == Over::Plan;
        let so_far = total.then(|| so_far(self.model, state, plan)).filter(|so_far| *so_far != 0 || main.is_some());
        let before = self.before(state, plan);
        if so_far.is_some() || !before.is_empty() {
            list.push(CountCarried { path, so_far, before });
        }
    }

    /// What a count that looks back was in the months before.
    fn before(&self, state: &State, plan: &CountPlan) -> Vec<(i32, f64)> {
        let Some(past) = plan.past.and_then(|place| state.past.get(place)) else { return Vec::new() };
        let now = self.month as i64;
        let stated = |month: i64| plan.before.iter().find(|(at, _)| *at == month).map(|(_, value)| *value);
        let at_end = |month: i64| match usize::try_from(month + 1) {
            Ok(place) => past.get(place).copied(),
            Err(_) => stated(month),
        };
        let parts = plan.parts_of_one() as f64;
        let told = |month: i64, value: i64| ((month - now) as i32, value as f64 / parts);
        if plan.earlier > 0 {
            // The month before is what a run opens with.
            let months = now - plan.earlier as i64..now - 1;
            return months.filter_map(|month| Some(told(month, at_end(month)?))).collect();
        }
        if plan.over != Over::Year {
            return Vec::new();
        }
        let in_month = |month: i64| {
            if month < 0 { stated(month) } else { Some(at_end(month)? - at_end(month - 1).unwrap_or(0)) }
        };
        let months = (now - 12..now).filter_map(|month| Some(told(month, in_month(month)?)));
        months.filter(|(_, value)| value.abs() > 0.0).collect()
    }
}
