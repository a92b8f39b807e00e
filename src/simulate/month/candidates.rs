//! How many candidates a round has, and whom a channel lacked where a programme's units should have brought them.

use crate::model::{Limit, logistic};
use crate::scenario::file::{CandidatesLaw, Fills, MixLaw, Reaches};

use crate::simulate::scene::{Replicate, Trace};

/// Poisson means above this are drawn by their normal approximation, far beyond any round of recruitment.
const LARGE_MEAN: f64 = 700.0;

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

/// Candidates of a round, in `list`: by position in the mix where the mix is exact, or all in the first place.
pub(super) fn candidates<T: Trace>(run: &mut Replicate<'_, T>, position: usize, month: usize, list: &mut Vec<u32>) {
    let (one, plan) = (&run.model.scenario().channels[position], &run.model.channels[position]);
    let drawn = &run.drawn.channels[position];
    let fiscal = run.model.timeline.months[month].fiscal;
    let mut mean = drawn.candidates.at(fiscal) * plan.rounds.weight[month];
    for (programme, effect) in &plan.candidates {
        mean *= 1.0 + (run.drawn.effects[*effect] - 1.0) * channel_dose(run, *programme);
    }
    if let Some((programme, _)) = one.candidates_from {
        let opened = run.state.programmes[programme.index()].opened;
        mean += drawn.per_unit * f64::from(opened - run.state.units_seen[position]);
        run.state.units_seen[position] = opened;
    }
    let mean = mean.max(0.0);
    let now = run.model.timeline.months[month].month.index() as u32;
    let poisson_count = || poisson(mean, run.luck.uniform(plan.count, 0, now));
    let rests = &mut run.state.candidate_rest[position];
    list.clear();
    match (one.mix_law, one.candidates_law) {
        (MixLaw::Chance, CandidatesLaw::Fixed) => list.push(whole(&mut rests[0], mean)),
        (MixLaw::Chance, CandidatesLaw::Poisson) => list.push(poisson_count()),
        (MixLaw::Exact, CandidatesLaw::Poisson) => {
            let shares: Vec<f64> = shares(&drawn.mix).collect();
            list.extend(crate::simulate::people::largest_remainder(poisson_count(), &shares));
        }
        (MixLaw::Exact, CandidatesLaw::Fixed) => {
            list.extend(shares(&drawn.mix).zip(rests).map(|(share, rest)| whole(rest, mean * share)));
        }
    }
}

/// Shares of a mix from the upper ends.
fn shares(ends: &[f64]) -> impl Iterator<Item = f64> {
    let starts = std::iter::once(&0.0).chain(ends);
    ends.iter().zip(starts).map(|(end, start)| end - start)
}

/// The Poisson count whose distribution function first reaches `percentile`.
fn poisson(mean: f64, percentile: f64) -> u32 {
    if mean > LARGE_MEAN {
        let count = mean + libm::sqrt(mean) * crate::random::standard_normal_quantile(percentile);
        return libm::round(count).max(0.0) as u32;
    }
    let mut probability = libm::exp(-mean);
    let mut reached = probability;
    let mut count = 0;
    // Beyond the mean, terms too small to matter end the sum: rounding may keep it below the percentile for ever.
    while reached < percentile && (f64::from(count) < mean || probability > 1e-17) {
        count += 1;
        probability *= mean / f64::from(count);
        reached += probability;
    }
    count
}

/// A number with a fraction, as a whole number now and a rest for later.
fn whole(rest: &mut f64, more: f64) -> u32 {
    *rest += more;
    let now = libm::floor(*rest + 1e-9).max(0.0);
    *rest -= now;
    now as u32
}

/// At the end: where candidates come from a programme's units, too few candidates is told as what its units were missed
/// for, as far as they would have brought people who are hired.
pub(crate) fn trace_candidates<T: Trace>(run: &mut Replicate<'_, T>) {
    let model = run.model;
    let years = model.timeline.fiscal_years.len();
    for (position, one) in model.scenario().channels.iter().enumerate() {
        let Some((programme, _)) = one.candidates_from else { continue };
        let (drawn, brings) = (&run.drawn.channels[position], programme.index());
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
                let missed = run.state.ledger[from + year].missed;
                let early = begins_before(run, brings, position, year);
                for more in waiting.take().into_iter().chain(early.then_some(missed)) {
                    units.iter_mut().zip(more).for_each(|(sum, more)| *sum += more);
                }
                waiting = (!early).then_some(missed);
                let ledger = &mut run.state.ledger[(model.sources.channels[position] + place) * years + year];
                for limit in [Limit::Money, Limit::Host, Limit::Places, Limit::Eligible].map(|limit| limit as usize) {
                    let people = libm::round(f64::from(units[limit]) * per_unit[place]) as u32;
                    let more = people.saturating_sub(told[limit]);
                    if one.fills == Fills::Everyone {
                        ledger.beyond[limit] += more;
                        told[limit] += more;
                        continue;
                    }
                    let share = more.min(ledger.missed[Limit::Candidates as usize]);
                    ledger.missed[Limit::Candidates as usize] -= share;
                    ledger.missed[limit] += share;
                    told[limit] += share;
                }
            }
        }
    }
}

/// Whether a programme's first round of a fiscal year comes before a channel's last.
fn begins_before<T: Trace>(run: &Replicate<'_, T>, programme: usize, channel: usize, year: usize) -> bool {
    let months = &run.model.timeline.months;
    let (units, rounds) = (&run.model.programmes[programme].rounds, &run.model.channels[channel].rounds);
    let first = (0..months.len()).find(|month| months[*month].fiscal == year && units.due[*month].is_some());
    let last = (0..months.len()).rfind(|month| months[*month].fiscal == year && rounds.last[*month]);
    first.zip(last).is_some_and(|(first, last)| first < last)
}
