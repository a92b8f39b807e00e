//! A replicate whose luck is another from a month on: what it came to until then may go on in many ways.

use std::ops::Range;

use crate::model::{Drawn, Model};
use crate::random::Luck;
use crate::words::Month;

use super::api::{RunError, RunPlan};
use super::hazard::{BLOCK, reopen};
use super::month::record::Record;
use super::people::{Kept, Opening};
use super::replicate::{close, live_month, open};
use super::scene::{Replicate, Silence};
use super::state::State;

/// Runs replicate `replicate` of `plan` up to `month`, and from there on with the luck of others: that which the replicates
/// `others` have under the seed `again`. Hands on the record of each.
///
/// # Errors
/// [`RunError::Design`] if the plan's design does not have its draw, [`RunError::Audit`] if something does not add up.
pub fn redrawn(
    model: &Model,
    plan: &RunPlan,
    replicate: u64,
    month: Month,
    (again, others): (u64, Range<u64>),
    take: &mut dyn FnMut(u64, &Record),
) -> Result<(), RunError> {
    let at = usize::try_from(month - model.scenario().start).unwrap_or(usize::MAX);
    let parameters = plan.parameters(model, plan.draw_of(replicate))?;
    let drawn = Drawn::new(model, parameters.values);
    let (mut state, mut record) = (State::default(), Record::default());
    for other in others {
        let lucks = [Luck::of_replicate(plan.seed, replicate), Luck::of_replicate(again, other)];
        let of_years = lucks.map(|luck| drawn.of_replicate(model, luck));
        let [before, since] = [0, 1].map(|place| of_years[place].as_ref().unwrap_or(&drawn));
        let opening = Opening::new(model, before, Kept::Counts);
        state.bounds.clear(model, before);
        let entrants = &opening.entrants;
        let mut run =
            Replicate { model, drawn: before, luck: lucks[0], entrants, state: &mut state, trace: &mut Silence };
        open(&mut run, &opening, &mut record);
        for now in 0..model.timeline.months.len() {
            if now == at {
                (run.luck, run.drawn) = (lucks[1], since);
                run.state.bounds.clear(model, since);
                if !at.is_multiple_of(BLOCK) {
                    reopen(model, since, run.luck, run.state, at);
                }
            }
            live_month(&mut run, &mut record, now, plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
        }
        close(&mut run, &mut record, plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
        take(other, &record);
    }
    Ok(())
}
