//! Who is there when months of a replicate open, as rosters have it: data with a known truth.

use std::collections::BTreeMap;

use crate::model::bits;
use crate::model::{Drawn, Model};
use crate::random::Luck;
use crate::scenario::{Attribute, ChannelId, Mark, RosterPerson, SchoolId, TierId, ValueId};
use crate::words::Month;

use super::api::{Happening, RunError, RunPlan};
use super::month::record::Record;
use super::people::{GONE, Kept, NEVER, Opening};
use super::replicate::live;
use super::scene::{Replicate, Trace};
use super::state::State;
use super::story::name;

/// Writes down who is there when some months open.
struct Clerk<'months> {
    /// Positions of months, counted from the first.
    months: &'months [usize],
    rosters: Vec<Vec<RosterPerson>>,
}

impl Trace for Clerk<'_> {
    fn event(&mut self, _: usize, _: u32, _: u64, _: u8, _: u16, _: Happening) {}

    fn opens(&mut self, model: &Model, month: usize, state: &State) {
        for (wanted, roster) in self.months.iter().zip(&mut self.rosters) {
            if *wanted == month {
                *roster = listed(model, state, model.scenario().start + month as i32);
            }
        }
    }
}

/// Runs replicate `replicate` of `plan` alone and lists who is there when each of `months` opens: before anything happens in
/// it, as a scenario that starts in it reads a roster. Months may be those of the run and the one after it; others have
/// nobody.
///
/// # Errors
/// [`RunError::Design`] if the plan's design does not have its draw, [`RunError::Audit`] if something does not add up.
pub fn rosters(
    model: &Model,
    plan: &RunPlan,
    replicate: u64,
    months: &[Month],
) -> Result<Vec<Vec<RosterPerson>>, RunError> {
    let parameters = plan.parameters(model, plan.draw_of(replicate))?;
    let luck = Luck::of_replicate(plan.seed, replicate);
    let drawn = Drawn::new(model, parameters.values);
    let drawn = drawn.of_replicate(model, luck).unwrap_or(drawn);
    let opening = Opening::new(model, &drawn, Kept::People);
    let mut state = State::default();
    state.bounds.clear(model, &drawn);
    let at = |month: &Month| usize::try_from(*month - model.scenario().start).unwrap_or(usize::MAX);
    let positions: Vec<usize> = months.iter().map(at).collect();
    let mut clerk = Clerk { months: &positions, rosters: vec![Vec::new(); months.len()] };
    let mut run =
        Replicate { model, drawn: &drawn, luck, entrants: &opening.entrants, state: &mut state, trace: &mut clerk };
    live(&mut run, &opening, &mut Record::default(), plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
    Ok(clerk.rosters)
}

/// The value of an attribute that somebody has with these bits.
fn valued(one: &Attribute, values: u64) -> Option<ValueId> {
    let own = (0..one.values.len()).map(|place| ValueId::from(one.first.index() + place));
    own.into_iter().find(|value| values & bits(&[*value]) != 0)
}

/// Who is there as a month opens.
pub(super) fn listed(model: &Model, state: &State, now: Month) -> Vec<RosterPerson> {
    let scenario = model.scenario();
    // When doses will end, by person and programme.
    let mut ending: BTreeMap<(u32, u16), Month> = BTreeMap::new();
    let to_come = usize::try_from(now - scenario.start).unwrap_or(0);
    for (month, list) in state.expiring.iter().enumerate().skip(to_come) {
        ending.extend(list.iter().map(|whose| (*whose, scenario.start + month as i32)));
    }
    let month = |month: i16| scenario.start + i32::from(month);
    let there = state.people.iter().enumerate().filter(|(_, person)| person.tier != GONE);
    there
        .map(|(index, person)| {
            let mark = |programme: usize| {
                let bit = model.programmes[programme].bit;
                let at_work = person.mask & bit != 0;
                let ends = ending.get(&(index as u32, programme as u16)).copied();
                let until = if at_work { ends } else { Some(now + -1) };
                let reached = bit & state.people[index].ever != 0;
                reached.then(|| Mark { programme: programme.into(), until })
            };
            let (places, values) =
                (state.part_time.places(index as u32, person), state.employment.values(index as u32));
            let ends = state.employment.terms(index as u32).contract_end;
            RosterPerson {
                id: name(model, state, index),
                born: month(person.born),
                female: person.female,
                school: SchoolId(person.school),
                tier: TierId(person.tier.into()),
                in_tier_since: month(person.since),
                origin: (person.origin > 0).then(|| ChannelId(u16::from(person.origin) - 1)),
                contract_end: (ends != NEVER).then(|| month(ends)),
                joined: None,
                joined_tier: None,
                service_end: None,
                award: None,
                reserved: None,
                marks: (0..scenario.programmes.len()).filter_map(mark).collect(),
                fte: places[0].1.clamp(1, 100) as u8,
                second: (places[1].1 > 0).then(|| (SchoolId(places[1].0 as u16), places[1].1 as u8)),
                values: scenario.attributes.iter().filter_map(|one| valued(one, values)).collect(),
            }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{DiskLibrary, Grid, Heed, load, read_roster, roster_text};
    use crate::simulate::replay;

    #[test]
    fn a_roster_of_a_month_is_what_the_replicate_counts_and_is_read_back_as_it_was() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/county.toml");
        let (scenario, _) = load(&DiskLibrary, path, &[]).unwrap();
        let model = Model::compile(&scenario);
        let plan = RunPlan::new(4, 7, crate::random::Nesting::every(2));
        let months = [scenario.start, scenario.start + 13, scenario.end + 1];
        let rosters = rosters(&model, &plan, 3, &months).unwrap();
        let story = replay(&model, &plan, 3).unwrap();
        let metric = model.metrics().iter().position(|one| one.id == "headcount").unwrap();
        for (month, roster) in months.iter().zip(&rosters).skip(1) {
            let at = (*month - scenario.start) as usize - 1;
            assert_eq!(story.values[metric][at], Some(roster.len() as f64), "{month}");
        }
        for (month, roster) in months.iter().zip(&rosters) {
            let grid = Grid::of_text("roster.csv", roster_text(&scenario, roster), ',');
            let (read, warnings) = read_roster(&scenario, *month, grid, Heed::default()).unwrap();
            assert_eq!((&read, warnings.list.len()), (roster, 0));
        }
    }
}
