//! Candidates of a channel: how many a year brings, and how much years differ, on a grid.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::random::standard_normal_quantile;
use crate::scenario::file::CandidatesLaw;
use crate::scenario::{EffectOn, Parameter, ParameterId};

use super::findings::{Known, LEVELS, Sort, Spread, Why};
use super::funnel::{FunnelRow, at_year};
use super::prior::SdPrior;

/// Points of the grid of logarithms, of the spread between years, and of a year.
const POINTS: usize = 201;
const SPREADS: usize = 25;
const YEARS: usize = 81;

/// The 95th percentile of the standard normal law.
const OUTER: f64 = 1.644_853_626_951_472_2;

/// What is known of candidates.
#[derive(Debug, Default)]
pub(super) struct Found {
    pub(super) known: Vec<Known>,
    pub(super) spreads: Vec<Spread>,
    pub(super) refused: Vec<(ParameterId, Why)>,
}

/// Reads candidates off funnels.
pub(super) fn candidates(model: &Model, rows: &[FunnelRow]) -> Found {
    let scenario = model.scenario();
    let mut found = Found::default();
    for (index, one) in scenario.channels.iter().enumerate() {
        let own = rows.iter().filter(|row| row.channel == one.named.id);
        let mut seen: BTreeMap<ParameterId, BTreeMap<i32, u64>> = BTreeMap::new();
        for row in own {
            let Some((applied, id)) = row.applied.zip(at_year(model, &one.candidates, row.year)) else { continue };
            let late = row.year >= scenario.start.year_opening_in(scenario.fiscal_year_starts);
            let acts = scenario.effects.iter().any(|effect| effect.on.contains(&EffectOn::Candidates(index.into())));
            if late && (acts || one.candidates_from.is_some()) {
                found.refused.push((id, Why::Programme));
                continue;
            }
            // Rows of several tiers are of one round.
            *seen.entry(id).or_default().entry(row.year).or_default() += applied;
        }
        let stated = one.candidates_sd.map(|id| Box::new(scenario.parameters[id.index()].clone()));
        let sd = stated.map_or(SdPrior::HalfNormal, SdPrior::Stated);
        let single = seen.len() == 1;
        for (id, years) in seen {
            let number = &scenario.parameters[id.index()];
            let counts: Vec<f64> = years.values().map(|count| *count as f64).collect();
            let by_chance = one.candidates_law == CandidatesLaw::Poisson;
            let (known, spread) = read(number, id, (&counts, by_chance), &sd);
            found.known.push(known);
            if single && !sd.is_known() {
                let path = format!("channel.{}.candidates_yearly_sd", one.named.id);
                let prior = [0.05, 0.5, 0.95].map(|u| sd.quantile(u));
                found.spreads.push(Spread { path, prior, quantiles: spread, years: counts.len() });
            }
        }
    }
    found
}

/// The posterior of a number of candidates, of whom a year brings the number times exp(σ z), or Poisson-many around that if
/// `by_chance`, and of σ.
fn read(
    number: &Parameter,
    id: ParameterId,
    (counts, by_chance): (&[f64], bool),
    sd: &SdPrior,
) -> (Known, Vec<[f64; 2]>) {
    let log = |value: f64| libm::log(value.max(0.1));
    let [low, middle, high] = [0.05, 0.5, 0.95].map(|u| log(number.quantile(u)));
    let (below, above) = if number.is_known() {
        (1.0, 1.0)
    } else {
        (((middle - low) / OUTER).max(1e-3), ((high - middle) / OUTER).max(1e-3))
    };
    let ends = |of: fn(f64, f64) -> f64, start: f64| counts.iter().map(|count| log(count + 0.5)).fold(start, of);
    let (first, last) = (ends(f64::min, middle - 2.0 * below) - 1.0, ends(f64::max, middle + 2.0 * above) + 1.0);
    let step = (last - first) / (POINTS - 1) as f64;
    let at = |place: usize| first + step * place as f64;
    // Percentiles in equal steps weigh alike under their laws.
    let sds: Vec<f64> = (0..SPREADS).map(|place| sd.quantile((place as f64 + 0.5) / SPREADS as f64)).collect();
    let deviations: Vec<f64> =
        (0..YEARS).map(|place| standard_normal_quantile((place as f64 + 0.5) / YEARS as f64)).collect();
    let mut logs = vec![[0.0; SPREADS]; POINTS];
    let mut greatest = f64::NEG_INFINITY;
    for (place, row) in logs.iter_mut().enumerate() {
        let centre = at(place);
        let u = (centre - middle) / if centre < middle { below } else { above };
        for (cell, sd) in row.iter_mut().zip(&sds) {
            let rates: Vec<f64> = deviations.iter().map(|z| centre + sd * z).collect();
            let expected: Vec<f64> = rates.iter().map(|rate| libm::exp(*rate)).collect();
            let of_year = |count: &f64| {
                if !by_chance {
                    // No finer than the grid: what is stated to the head is not known so well.
                    let (sd, beyond) = (sd.max(step), log(*count) - centre);
                    return -beyond * beyond / (2.0 * sd * sd) - libm::log(sd);
                }
                let terms = || rates.iter().zip(&expected).map(|(rate, expected)| count * rate - expected);
                let most = terms().fold(f64::NEG_INFINITY, f64::max);
                most + libm::log(terms().map(|term| libm::exp(term - most)).sum::<f64>())
            };
            *cell = counts.iter().map(of_year).sum::<f64>() - u * u / 2.0;
            greatest = greatest.max(*cell);
        }
    }
    let weights: Vec<[f64; SPREADS]> = logs.iter().map(|row| row.map(|cell| libm::exp(cell - greatest))).collect();
    let of_number: Vec<(f64, f64)> =
        weights.iter().enumerate().map(|(place, row)| (at(place), row.iter().sum::<f64>())).collect();
    let of_sd: Vec<(f64, f64)> =
        sds.iter().enumerate().map(|(place, sd)| (*sd, weights.iter().map(|row| row[place]).sum::<f64>())).collect();
    let quantiles: Vec<[f64; 2]> =
        quantiles(&of_number).into_iter().map(|[level, value]| [level, libm::exp(value)]).collect();
    let prior = [middle - OUTER * below, middle, middle + OUTER * above].map(libm::exp);
    let now = quantiles[LEVELS.len() / 2][1];
    let known = Known {
        parameter: id,
        path: number.path.clone(),
        sort: Sort::Candidates,
        prior,
        outside: now < prior[0] || now > prior[2],
        quantiles,
        at_risk: counts.len() as f64,
        events: counts.iter().sum(),
        bound: false,
        alike: Vec::new(),
    };
    (known, self::quantiles(&of_sd))
}

/// Values at the percentiles that are told, of points with their weights: halfway to its neighbours each is spread evenly.
fn quantiles(points: &[(f64, f64)]) -> Vec<[f64; 2]> {
    let total: f64 = points.iter().map(|(_, weight)| weight).sum();
    let mut below = 0.0;
    let mut curve = Vec::with_capacity(points.len());
    for (value, weight) in points {
        let share = weight / total;
        if share > 1e-7 {
            curve.push((below + share / 2.0, *value));
        }
        below += share;
    }
    LEVELS
        .map(|level| {
            let place = curve.partition_point(|(share, _)| *share < level);
            let value = match (place.checked_sub(1).and_then(|before| curve.get(before)), curve.get(place)) {
                (Some((low, from)), Some((high, to))) => from + (to - from) * (level - low) / (high - low).max(1e-300),
                (Some((_, only)), None) | (None, Some((_, only))) => *only,
                (None, None) => f64::NAN,
            };
            [level, value]
        })
        .to_vec()
}
