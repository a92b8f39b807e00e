//! After the end: what has been promised goes on falling due, and those to whom it is owed go on leaving. Nobody else is
//! looked at, and nothing new is wished, hired, promoted or opened, so that a plan that promises nothing pays nothing.
//!
//! A month is a step here: someone leaves with the probability Σq of all that can make her leave in it (see
//! [`crate::simulate::hazard`]), under her doses as they were at the end; she retires and her contract ends as ever.

use crate::scenario::file::MoveKind;

use super::moves::retires;
use super::record::Record;
use super::recruitment::arrive;
use crate::simulate::people::{EmploymentTerms, GONE, NEVER};
use crate::simulate::scene::{Replicate, Silence, Trace};
use crate::simulate::state::{Due, Purpose};

/// Tells a record what is to be paid after the end. Nothing of the replicate is read afterwards.
pub(crate) fn run_on<T: Trace>(run: &mut Replicate<'_, T>, record: &mut Record) {
    let (model, end) = (run.model, run.model.timeline.months.len());
    if model.after.months == 0 {
        return;
    }
    let slots = 1 + model.after.years.len();
    record.after.resize(model.scenario().lines.len() * slots, [0; 2]);
    let months = model.after.months;
    record.after_months.resize(model.scenario().lines.len() * months, [0; 2]);
    let first = model.timeline.fiscal_at(end as i32);
    let mut book = |due: &Due, month: Option<usize>, certain: bool| {
        let slot = month.map_or(0, |month| 1 + model.timeline.fiscal_at(month as i32) - first);
        let line = usize::from(due.line);
        let of_month = month.map(|month| &mut record.after_months[line * months + month - end]);
        for [all, surely] in [&mut record.after[line * slots + slot]].into_iter().chain(of_month) {
            *all += due.total();
            *surely += if certain { due.total() } else { 0 };
        }
    };
    for due in &run.state.queue {
        // An award that waits is still for staying; all else has fallen due and stays owed.
        book(due, None, !due.purpose.is_award());
    }
    let Replicate { luck, entrants, .. } = *run;
    let mut run = Replicate { model, drawn: run.drawn, luck, entrants, state: run.state, trace: &mut Silence };
    let mut looked_at = vec![end - 1; run.state.people.len()];
    for month in end..end + model.after.months {
        for arrival in std::mem::take(&mut run.state.arriving[month]) {
            // Nothing is owed to them.
            if run.is_only_counted(arrival.channel) {
                continue;
            }
            let plan = &model.channels[usize::from(arrival.channel)];
            let draw = luck.draw(plan.arrival, arrival.id, 0);
            arrive(&mut run, arrival, 0, draw, month);
            looked_at.push(month);
        }
        for due in std::mem::take(&mut run.state.due_money[month]) {
            if due.person == u32::MAX {
                book(&due, Some(month), true);
            } else if is_there(&mut run, due.person, month, &mut looked_at) {
                book(&due, Some(month), false);
                // An engagement without end and without years has promised the next fee and no more.
                let terms = run.state.employment.terms(due.person);
                let limited = terms.fees_left != EmploymentTerms::ENDLESS || terms.contract_end != NEVER;
                if due.purpose == Purpose::Fee && limited {
                    run.owe_next_fee(due, month);
                }
            }
        }
    }
}

/// Whether someone is still there in a month after the end.
fn is_there(run: &mut Replicate<'_, Silence>, index: u32, month: usize, looked_at: &mut [usize]) -> bool {
    let at = index as usize;
    for now in looked_at[at] + 1..=month {
        if run.state.people[at].tier == GONE {
            break;
        }
        let retired = i32::from(run.state.people[at].retire_at) <= now as i32 && retires(run, index, now).is_some();
        let ended = i32::from(run.state.employment.terms(index).contract_end) <= now as i32;
        if retired || ended || leaves(run, index, now) {
            run.state.people[at].tier = GONE;
        }
    }
    looked_at[at] = looked_at[at].max(month);
    run.state.people[at].tier != GONE
}

/// Whether someone leaves in a month of her own accord.
fn leaves(run: &Replicate<'_, Silence>, index: u32, month: usize) -> bool {
    let (model, state) = (run.model, &*run.state);
    let person = &state.people[index as usize];
    let mask = person.mask | state.school_mask[usize::from(person.school)];
    let band = usize::from(model.band_of_age[person.age(month as i16).min(model.band_of_age.len() - 1)]);
    let now = model.scenario().start + month as i32;
    let of_year = now.month() as usize - 1;
    let mut total = 0.0;
    for position in &model.moves_in_month[usize::from(person.tier)][of_year] {
        let (plan, drawn) = (&model.moves[*position], &run.drawn.moves[*position]);
        let one = &model.scenario().moves[*position];
        // How many are let go after the end, nobody has decided.
        let open = one.kind == MoveKind::Leave
            && !one.is_limited()
            && plan.who.admits(&plan.who.asked(month as i16), person, (&state.employment, index), month as i16, mask);
        if open {
            // Of the years after the end nothing is stated: they are as the last.
            let last = model.timeline.fiscal_years.len() - 1;
            let yearly = drawn.rate(drawn.place(last, band), drawn.shift(mask, state.district_shift[*position]));
            total += 1.0 - libm::pow(1.0 - yearly, plan.weight[of_year]);
        }
    }
    total > 0.0 && run.luck.uniform(model.addresses.after, person.id, now.index() as u32) < total
}
