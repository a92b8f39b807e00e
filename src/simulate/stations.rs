//! In which tier everybody is when months of many replicates open: what rosters of those months would tell, without rosters.

use std::ops::Range;

use crate::model::{Drawn, Model};
use crate::random::Luck;
use crate::scenario::TierId;
use crate::words::Month;

use super::api::{Happening, Observer, RunError, RunPlan};
use super::month::record::Record;
use super::people::{GONE, Kept, Opening};
use super::replicate::live;
use super::scene::{Replicate, Trace};
use super::state::State;

/// What a replicate tells of some months.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Stations {
    /// By month asked for, the tier of everybody who was ever there until then; none of who is not there.
    pub tiers: Vec<Vec<Option<TierId>>>,
    /// What else the replicate left behind.
    pub record: Record,
}

struct Clerk<'a> {
    months: &'a [usize],
    tiers: &'a mut [Vec<Option<TierId>>],
}

impl Trace for Clerk<'_> {
    fn event(&mut self, _: usize, _: u32, _: u64, _: u8, _: u16, _: Happening) {}

    fn opens(&mut self, _: &Model, month: usize, state: &State) {
        for (_, tiers) in self.months.iter().zip(&mut *self.tiers).filter(|(wanted, _)| **wanted == month) {
            tiers.clear();
            tiers.extend(state.people.iter().map(|one| (one.tier != GONE).then(|| TierId(one.tier.into()))));
        }
    }
}

/// Runs replicates one after another on the calling thread and hands on what each tells of `months`: those of the run and the one
/// after it; of others there is nobody. Of `plan` the seed, the design, the replicates of a draw and whether to audit are used.
///
/// # Errors
/// [`RunError::Cancelled`] if the observer asks, [`RunError::Design`] if the design does not have a draw,
/// [`RunError::Audit`] if something does not add up.
pub fn stations(
    model: &Model,
    plan: &RunPlan,
    replicates: Range<u64>,
    months: &[Month],
    observer: &dyn Observer,
    take: &mut dyn FnMut(u64, &Stations),
) -> Result<(), RunError> {
    let at = |month: &Month| usize::try_from(*month - model.scenario().start).unwrap_or(usize::MAX);
    let months: Vec<usize> = months.iter().map(at).collect();
    let (mut opening, mut state) = (Opening::keeping(Kept::People), State::default());
    let mut told = Stations { tiers: vec![Vec::new(); months.len()], record: Record::default() };
    for replicate in replicates {
        if observer.cancelled() {
            return Err(RunError::Cancelled);
        }
        let parameters = plan.parameters(model, plan.draw_of(replicate))?;
        let luck = Luck::of_replicate(plan.seed, replicate);
        let drawn = Drawn::new(model, parameters.values);
        let drawn = drawn.of_replicate(model, luck).unwrap_or(drawn);
        opening.fill(model, &drawn);
        state.bounds.clear(model, &drawn);
        let Stations { tiers, record } = &mut told;
        let mut clerk = Clerk { months: &months, tiers };
        let mut run =
            Replicate { model, drawn: &drawn, luck, entrants: &opening.entrants, state: &mut state, trace: &mut clerk };
        live(&mut run, &opening, record, plan.audit).map_err(|what| RunError::Audit { replicate, what })?;
        take(replicate, &told);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scenario::{DiskLibrary, load};
    use crate::simulate::{Unobserved, rosters, single};

    #[test]
    fn everybody_is_where_a_roster_of_the_month_has_her() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/scenarios/county.toml");
        let (scenario, _) = load(&DiskLibrary, path, &[]).unwrap();
        let model = Model::compile(&scenario);
        let plan = RunPlan::new(3, 7, crate::random::Nesting::ONCE);
        let months = [scenario.start, scenario.start + 13, scenario.end + 1];
        let mut seen = 0;
        let mut take = |replicate: u64, told: &Stations| {
            let lists = rosters(&model, &plan, replicate, &months).unwrap();
            for (list, tiers) in lists.iter().zip(&told.tiers) {
                let there: Vec<TierId> = tiers.iter().copied().flatten().collect();
                assert_eq!(there, list.iter().map(|one| one.tier).collect::<Vec<_>>());
            }
            assert_eq!(told.record, single(&model, &plan, replicate).unwrap().1);
            seen += 1;
        };
        stations(&model, &plan, 0..3, &months, &Unobserved, &mut take).unwrap();
        assert_eq!(seen, 3);
    }
}
