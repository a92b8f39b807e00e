//! Candidates of a channel: how many a year brings, and how much years differ.

use std::collections::BTreeMap;

use crate::model::Model;
use crate::scenario::file::CandidatesLaw;
use crate::scenario::{EffectOn, ParameterId};

use super::findings::{Sort, Why};
use super::funnel::{FunnelRow, at_year};
use super::prior::{SdPrior, YEARLY_SD};
use super::shown::{Found, Scale, Shown};

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
        let sd = SdPrior::of(scenario, one.candidates_sd, YEARLY_SD);
        let single = seen.len() == 1;
        for (id, years) in seen {
            let number = &scenario.parameters[id.index()];
            let counts: Vec<f64> = years.values().map(|count| *count as f64).collect();
            let by_chance = one.candidates_law == CandidatesLaw::Poisson;
            let shown = Shown {
                parameter: id,
                number,
                sort: Sort::Candidates,
                scale: if by_chance { Scale::Chance } else { Scale::Logarithm },
                years: &counts,
                at_risk: counts.len() as f64,
                events: counts.iter().sum(),
            };
            let (known, spread) = shown.read(&sd, format!("channel.{}.candidates_yearly_sd", one.named.id));
            found.known.push(known);
            if single && !sd.is_known() {
                found.spreads.push(spread);
            }
        }
    }
    found
}
