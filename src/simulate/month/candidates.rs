//! Who comes to a round, and whom a channel lacked where a programme's units should have brought them.

use crate::model::{Drawn, Limit, Model, logistic};
use crate::scenario::file::{Fills, Reaches};

use crate::simulate::plans::{LedgerYear, Question, shares};
use crate::simulate::scene::{Replicate, Trace};

/// What a programme's dose is for a channel: the district's dose, or the share of its schools that have joined.
pub(super) fn channel_dose<T: Trace>(run: &Replicate<'_, T>, programme: usize) -> f64 {
    let state = &run.state.programmes[programme];
    match run.model.scenario().programmes[programme].reaches {
        Reaches::District => state.dose,
        Reaches::Schools => super::counts::school_share(run.model, run.state, programme),
        Reaches::People | Reaches::Arrivals => 0.0,
    }
}

/// The probability with log-odds `log_odds`, certain where they are infinite.
pub(super) fn probability(log_odds: f64) -> f64 {
    if log_odds.is_infinite() && log_odds > 0.0 { 1.0 } else { logistic(log_odds) }
}

/// Candidates come to a round; the plans tell how many.
pub(super) fn call<T: Trace>(run: &mut Replicate<'_, T>, channel: usize, month: usize) {
    let (one, plan) = (&run.model.scenario().channels[channel], &run.model.channels[channel]);
    let factor =
        |(programme, effect): &(usize, usize)| 1.0 + (run.drawn.effects[*effect] - 1.0) * channel_dose(run, *programme);
    let factors = plan.candidates.iter().map(factor).collect();
    let more = one.candidates_from.map_or(0.0, |(programme, _)| {
        let opened = run.state.programmes[programme.index()].opened;
        let unseen = opened - std::mem::replace(&mut run.state.units_seen[channel], opened);
        run.drawn.channels[channel].per_unit * f64::from(unseen)
    });
    run.ask_plans(&Question::Call { channel, month, factors, more });
}

/// At the end: where candidates come from a programme's units, too few candidates is told as what its units were missed
/// for, as far as they would have brought people who are hired. What is told of what was `booked` goes into `ledger`.
pub(crate) fn trace_candidates(model: &Model, drawn: &Drawn, booked: &[LedgerYear], ledger: &mut Vec<LedgerYear>) {
    ledger.clear();
    ledger.extend_from_slice(booked);
    let years = model.timeline.fiscal_years.len();
    for (position, one) in model.scenario().channels.iter().enumerate() {
        let Some((programme, _)) = one.candidates_from else { continue };
        let (drawn, brings) = (&drawn.channels[position], programme.index());
        let per_unit = |year: usize| {
            let qualified = drawn.passes(year) * drawn.qualified.at(year);
            let hired = |(share, log_odds): (f64, &f64)| drawn.per_unit * share * qualified * probability(*log_odds);
            let accepted = drawn.acceptance.of(year);
            let mut per_unit: Vec<f64> = shares(&drawn.mix).zip(accepted).map(hired).collect();
            if matches!(one.fills, Fills::Vacancies | Fills::Total) {
                // All that is left is booked on the first tier.
                let all = per_unit.iter().sum();
                per_unit.fill(0.0);
                per_unit.iter_mut().take(1).for_each(|first| *first = all);
            }
            per_unit
        };
        let per_unit: Vec<Vec<f64>> = (0..years).map(per_unit).collect();
        for place in 0..one.mix.len() {
            let (mut units, mut told) = ([0_u32; 8], [0_u32; 8]);
            // A year's units whose first round comes after the channel's last bring candidates in the next year.
            let mut waiting = None;
            for (year, per_unit) in per_unit.iter().enumerate() {
                let from = model.sources.programmes[brings] * years;
                let missed = ledger[from + year].missed;
                let early = begins_before(model, brings, position, year);
                for more in waiting.take().into_iter().chain(early.then_some(missed)) {
                    units.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
                }
                waiting = (!early).then_some(missed);
                let row = &mut ledger[(model.sources.channels[position] + place) * years + year];
                for limit in [Limit::Money, Limit::Host, Limit::Places, Limit::Eligible].map(|limit| limit as usize) {
                    let people = libm::round(f64::from(units[limit]) * per_unit[place]) as u32;
                    let more = people.saturating_sub(told[limit]);
                    if one.fills == Fills::Everyone {
                        row.beyond[limit] += more;
                        told[limit] += more;
                        continue;
                    }
                    let share = more.min(row.missed[Limit::Candidates as usize]);
                    row.missed[Limit::Candidates as usize] -= share;
                    row.missed[limit] += share;
                    told[limit] += share;
                }
            }
        }
    }
}

/// Whether a programme's first round of a fiscal year comes before a channel's last.
fn begins_before(model: &Model, programme: usize, channel: usize, year: usize) -> bool {
    let months = &model.timeline.months;
    let (units, rounds) = (&model.programmes[programme].rounds, &model.channels[channel].rounds);
    let first = (0..months.len()).find(|month| months[*month].fiscal == year && units.due[*month].is_some());
    let last = (0..months.len()).rfind(|month| months[*month].fiscal == year && rounds.last[*month]);
    first.zip(last).is_some_and(|(first, last)| first < last)
}
