//! One replicate told as a story: what happened to whom, month by month.

use crate::model::{Drawn, Model};
use crate::random::Luck;
use crate::scenario::Scenario;

use super::api::{Event, Happening, Particulars, RunError, RunPlan, Story};
use super::month::record::Record;
use super::people::{Kept, Opening};
use super::replicate::live;
use super::scene::{Replicate, Trace};
use super::state::State;

/// Writes everything down.
#[derive(Debug, Default)]
struct Pen {
    events: Vec<(usize, u32, u8, u16, Happening)>,
}

impl Trace for Pen {
    fn event(&mut self, month: usize, index: u32, _: u64, tier: u8, school: u16, what: Happening) {
        self.events.push((month, index, tier, school, what));
    }
}

/// Runs replicate `replicate` of `plan` alone and tells what happened in it: the same replicate as in a run of any size.
///
/// # Errors
/// [`RunError::Design`] if the plan's design does not have its draw, [`RunError::Audit`] if something does not add up.
pub fn replay(model: &Model, plan: &RunPlan, replicate: u64) -> Result<Story, RunError> {
    let parameters = plan.parameters(model, plan.draw_of(replicate))?;
    let luck = Luck::of_replicate(plan.seed, replicate);
    let drawn = Drawn::new(model, parameters.values);
    let drawn = drawn.of_replicate(model, luck).unwrap_or(drawn);
    let opening = Opening::new(model, &drawn, Kept::People);
    let mut state = State::default();
    state.bounds.clear(model, &drawn);
    let mut record = Record::default();
    let mut pen = Pen::default();
    let mut run =
        Replicate { model, drawn: &drawn, luck, entrants: &opening.entrants, state: &mut state, trace: &mut pen };
    live(&mut run, &opening, &mut record, plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
    let scenario = model.scenario();
    let names: Vec<String> = (0..state.people.len()).map(|index| name(model, &state, index)).collect();
    let months = model.timeline.months.len();
    Ok(Story {
        replicate,
        parameters: model
            .uncertain()
            .iter()
            .map(|id| (scenario.parameters[id.index()].path.clone(), drawn.values[id.index()]))
            .collect(),
        values: model
            .metrics
            .iter()
            .enumerate()
            .map(|(index, metric)| {
                (0..months).map(|month| metric.natural(record.metric(model, index, month))).collect()
            })
            .collect(),
        met: model.readings.iter().map(|reading| record.met(model, reading)).collect(),
        events: pen
            .events
            .into_iter()
            .map(|(month, index, tier, school, what)| Event {
                month: model.timeline.months[month].month,
                person: names[index as usize].clone(),
                tier: usize::from(tier).into(),
                school: usize::from(school).into(),
                what,
            })
            .collect(),
        people: state
            .people
            .iter()
            .zip(&names)
            .map(|(person, name)| Particulars {
                person: name.clone(),
                born: scenario.start + i32::from(person.born),
                female: person.female,
            })
            .collect(),
    })
}

/// A stable name: the roster's id, or the tier and number, or the channel, round and number of the candidate.
pub(super) fn name(model: &Model, state: &State, index: usize) -> String {
    let scenario = model.scenario();
    let person = &state.people[index];
    let id = person.id;
    if let Some(listed) = scenario.roster.as_ref().and_then(|roster| roster.get(index)) {
        return listed.id.clone();
    }
    if let Some(coming) = scenario.coming.iter().find(|one| crate::random::name_hash(&one.id) == id) {
        return coming.id.clone();
    }
    let opening = |tier: &usize| model.addresses.opening[*tier] == id & 0xffff_ffff_0000_0000;
    if person.origin == 0
        && let Some(tier) = (0..scenario.tiers.len()).find(opening)
    {
        return format!("{}-{:05}", scenario.tiers[tier].named.id, id & 0xffff_ffff);
    }
    name_of(scenario, usize::from(person.origin).saturating_sub(1), id)
}

/// A stable name of someone who came, or comes, by a channel within the run.
pub(super) fn name_of(scenario: &Scenario, channel: usize, id: u64) -> String {
    let round = crate::words::Month::new(0, 1)
        .map_or_else(String::new, |zero| (zero + ((id >> 20) & 0xffff) as i32).to_string());
    format!("{}-{round}-{:03}", scenario.channels[channel].named.id, id & 0xf_ffff)
}
