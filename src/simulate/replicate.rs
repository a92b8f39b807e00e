//! One replicate: the method statement.

use super::api::Happening;
use super::audit;
use super::month::record::Record;
use super::month::{after, candidates, counts, environment, money, moves, programmes, record, recruitment, standing};
use super::people::Opening;
use super::scene::{Replicate, Trace};

/// Runs all months in the agreed order and leaves what happened in `record`.
///
/// # Errors
/// What did not add up, if `audited`: an error in tidui.
pub(crate) fn live<T: Trace>(
    run: &mut Replicate<'_, T>,
    opening: &Opening,
    record: &mut Record,
    audited: bool,
) -> Result<(), String> {
    open(run, opening, record);
    for month in 0..run.model.timeline.months.len() {
        live_month(run, record, month, audited)?;
    }
    close(run, record, audited)
}

/// Everything as the first month finds it.
pub(super) fn open<T: Trace>(run: &mut Replicate<'_, T>, opening: &Opening, record: &mut Record) {
    run.state.open(run.model, run.drawn, opening);
    run.engage_roster();
    run.expect_coming();
    run.take_up_arrears();
    programmes::take_up(run);
    for index in 0..run.state.people.len() {
        run.tell(0, index as u32, Happening::Present);
    }
    record.clear(run.model);
}

/// One month.
pub(super) fn live_month<T: Trace>(
    run: &mut Replicate<'_, T>,
    record: &mut Record,
    month: usize,
    audited: bool,
) -> Result<(), String> {
    run.trace.opens(run.model, month, run.state);
    let before = audited.then(|| audit::Before::of(run.state));
    environment::step(run, month);
    if month == 0 {
        counts::remember(run.model, run.state);
    }
    moves::step(run, month);
    recruitment::step(run, month);
    programmes::close(run, month);
    let mut wishes = programmes::wishes(run, month);
    standing::fall_due(run, month);
    money::step(run, month, &mut wishes);
    programmes::doses(run, month + 1);
    record::step(run.model, run.state, month, record);
    environment::look_at_rules(run, month);
    before.map_or(Ok(()), |before| audit::month(run.model, run.state, &before, month))
}

/// What is told when the last month is over.
pub(super) fn close<T: Trace>(run: &mut Replicate<'_, T>, record: &mut Record, audited: bool) -> Result<(), String> {
    run.trace.opens(run.model, run.model.timeline.months.len(), run.state);
    record::finish(run.state, record);
    candidates::trace_candidates(run.model, run.drawn, run.state.plans.ledger(), &mut record.ledger);
    if audited {
        audit::money(run.model, run.state)?;
    }
    after::run_on(run, record);
    Ok(())
}
