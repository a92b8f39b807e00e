//! What came of it: numbers that are known better, how much years differ, and what cannot be read off.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Model;
use crate::scenario::ParameterId;
use crate::scenario::file::MoveKind;

use super::candidates::candidates;
use super::costs::{PaidRow, unit_costs, unit_prices};
use super::exposure::{Reader, Treatment};
use super::findings::{Fitted, Known, LEVELS, Refused, Spread, Strength, Why, at};
use super::funnel::FunnelRow;
use super::panel::Panel;
use super::posterior::{Draws, Effort, Hidden, sample};
use super::quotas::{PlacesRow, Quotas};
use super::students::{StudentsRow, growth};

/// What was counted in years beside the people of rosters.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counted<'a> {
    /// Funnels of channels.
    pub funnel: &'a [FunnelRow],
    /// Places of moves.
    pub places: &'a [PlacesRow],
    /// Students of phases.
    pub students: &'a [StudentsRow],
    /// Payments.
    pub paid: &'a [PaidRow],
}

impl Counted<'_> {
    /// Whether anything was counted of which numbers can be read off.
    #[must_use]
    pub fn is_any(&self) -> bool {
        !self.funnel.is_empty() || !self.students.is_empty() || self.paid.iter().any(|row| row.units.is_some())
    }
}

/// Reads numbers off rosters, and off what else was counted.
#[must_use]
pub fn fit(model: &Model, panel: &Panel, counted: Counted<'_>, effort: Effort) -> Fitted {
    // Nothing stops it.
    fit_while(model, panel, counted, effort, &|| true).unwrap_or_default()
}

/// The same as [`fit`], as long as `goes_on` says so, which is asked many times; nothing if it stops.
#[must_use]
pub fn fit_while(
    model: &Model,
    panel: &Panel,
    counted: Counted<'_>,
    effort: Effort,
    goes_on: &dyn Fn() -> bool,
) -> Option<Fitted> {
    let scenario = model.scenario();
    let Counted { funnel, places, students, paid } = counted;
    let counted_of = counted;
    let mut reader = Reader::new(model, Quotas::new(model, places));
    let (intervals, unlinked) = panel.intervals();
    for interval in &intervals {
        if !goes_on() {
            return None;
        }
        reader.read(interval);
    }
    let not_of_funnels = reader.read_funnel(funnel);
    reader.quotas.close(model, &mut reader.counts);
    let seen = reader.counts.clone();
    let years = reader.years.len();
    let hidden = Hidden { tracks: &reader.tracks, choices: &reader.choices, ways: &reader.ways };
    let draws = sample(&reader.cells, seen, hidden, years, (effort, scenario.seed), goes_on)?;
    let mut known = known(&reader, &draws);
    let others = [candidates(model, funnel), growth(model, students), unit_costs(model, paid)];
    let (mut not_of_funnels, mut spreads_of_others) = (not_of_funnels, Vec::new());
    for other in others {
        known.extend(other.known);
        spreads_of_others.extend(other.spreads);
        not_of_funnels.extend(other.refused);
    }
    known.sort_by_key(|one| one.parameter);
    let mut spreads: Vec<Spread> = Vec::new();
    for (place, family) in reader.cells.families.iter().enumerate() {
        let seen = years_of(&reader, place);
        if seen > 0 && !family.sd.is_known() {
            let prior = [0.05, 0.5, 0.95].map(|u| family.sd.quantile(u));
            let quantiles = quantiles(&draws.sds[place]);
            spreads.push(Spread { path: family.path.clone(), prior, quantiles, years: seen });
        }
    }
    spreads.extend(spreads_of_others);
    let counted = funnel.iter().map(|row| row.year).chain(students.iter().map(|row| row.year));
    for year in counted.chain(paid.iter().filter(|row| row.units.is_some()).map(|row| row.year)) {
        reader.year_of(year);
    }
    let mut years = reader.years.clone();
    years.sort_unstable();
    Some(Fitted {
        rosters: panel.rosters().iter().map(|one| (one.at, one.people.len())).collect(),
        followed: intervals.iter().map(|one| one.before.people.len()).sum(),
        unlinked,
        hidden: draws.hidden as usize,
        years,
        refused: refused(&reader, &known, &not_of_funnels, counted_of),
        known,
        spreads,
        strengths: draws
            .together
            .iter()
            .map(|(sort, together)| Strength { sort: *sort, together: *together })
            .collect(),
        unexplained: reader.unexplained,
    })
}

/// Values at the percentiles that are told.
fn quantiles(draws: &[f64]) -> Vec<[f64; 2]> {
    let mut sorted = draws.to_vec();
    sorted.sort_by(f64::total_cmp);
    let last = sorted.len().saturating_sub(1);
    let value = |level: f64| sorted[(level * last as f64).round() as usize];
    LEVELS.map(|level| [level, value(level)]).to_vec()
}

/// Fiscal years in which something of a family was seen.
fn years_of(reader: &Reader<'_>, family: usize) -> usize {
    let own = |cell: usize| reader.cells.list[cell].family == Some(family);
    let contexts = reader.counts.contexts.iter().filter(|one| one.open.iter().any(|open| own(open.cell)));
    let rounds =
        reader.counts.rounds.iter().filter(|one| !one.places.is_nan() && one.open.iter().any(|(cell, _)| own(*cell)));
    contexts.map(|one| one.year).chain(rounds.map(|one| one.year)).collect::<BTreeSet<_>>().len()
}

fn known(reader: &Reader<'_>, draws: &Draws) -> Vec<Known> {
    let scenario = reader.model.scenario();
    let alike = alike(reader);
    let mut known = Vec::new();
    for (place, cell) in reader.cells.list.iter().enumerate() {
        let [at_risk, events] = draws.counted[place];
        let bound =
            reader.counts.rounds.iter().any(|one| {
                one.open.iter().any(|(own, _)| *own == place) && one.granted > 0.0 && one.granted >= one.places
            });
        if at_risk <= 0.0 {
            continue;
        }
        let quantiles = quantiles(&draws.cells[place]);
        let prior = [0.05, 0.5, 0.95].map(|u| cell.prior.stated(u));
        let middle = at(&quantiles, 0.5);
        let path = |place: &usize| scenario.parameters[reader.cells.list[*place].parameter.index()].path.clone();
        known.push(Known {
            parameter: cell.parameter,
            path: path(&place),
            sort: cell.sort,
            prior,
            outside: middle < prior[0] || middle > prior[2],
            quantiles,
            at_risk,
            events,
            bound,
            alike: alike.get(&place).into_iter().flatten().map(path).collect(),
        });
    }
    known
}

/// By number, others that the same people may have left or moved by.
fn alike(reader: &Reader<'_>) -> BTreeMap<usize, BTreeSet<usize>> {
    let mut alike: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    let mut note = |cells: &BTreeSet<usize>| {
        for one in cells {
            let family = reader.cells.list[*one].family;
            let others = cells.iter().filter(|other| reader.cells.list[**other].family != family);
            others.for_each(|other| {
                alike.entry(*one).or_default().insert(*other);
            });
        }
    };
    let cell = |context: usize, position: usize| reader.counts.contexts[context].open[position].cell;
    for track in reader.tracks.keys() {
        let steps = track.steps.iter().filter_map(|step| Some((step.context?, &step.leaves)));
        note(&steps.flat_map(|(context, leaves)| leaves.iter().map(move |place| cell(context, *place))).collect());
    }
    for choice in reader.choices.keys() {
        note(&choice.positions.iter().map(|place| cell(choice.context, *place)).collect());
    }
    alike
}

fn refused(
    reader: &Reader<'_>,
    known: &[Known],
    not_of_funnels: &[(ParameterId, Why)],
    counted: Counted<'_>,
) -> Vec<Refused> {
    let scenario = reader.model.scenario();
    let mut refused: BTreeMap<ParameterId, Why> = BTreeMap::new();
    // Without two rosters nobody was seen, whatever else might be in the way.
    let among_people = |why: Why| if reader.years.is_empty() { Why::Rosters } else { why };
    for (index, one) in scenario.moves.iter().enumerate() {
        let why = match reader.treatments[index] {
            Treatment::Aside(why) => why,
            Treatment::Places => Why::Places,
            Treatment::Free if reader.confounded[index] => Why::Programme,
            Treatment::Free => Why::Unseen,
        };
        if one.kind != MoveKind::Retire {
            refused.extend(one.every_rate().map(|id| (id, among_people(why))));
        }
        let staying = one.retirement.iter().flat_map(|ages| [ages.staying_female, ages.staying_male]);
        refused.extend(staying.flatten().map(|id| (id, among_people(Why::Unseen))));
    }
    let unless = |told: bool, why: Why| if told { Why::Unseen } else { why };
    let why = unless(!counted.funnel.is_empty(), Why::Untold);
    for one in &scenario.channels {
        let funnel = one.qualified.numbers().chain(one.acceptance.iter().flat_map(crate::scenario::Figure::numbers));
        refused.extend(funnel.chain(one.candidates.numbers()).map(|id| (id, why)));
        refused.extend(one.renewal.numbers().map(|id| (id, among_people(Why::Unseen))));
        refused.extend(one.stages.iter().flat_map(|stage| stage.passes.numbers()).map(|id| (id, Why::Stages)));
    }
    let contracts = scenario.contracts.iter().flat_map(|one| one.renewal.numbers());
    refused.extend(contracts.map(|id| (id, among_people(Why::Unseen))));
    refused.extend(scenario.effects.iter().map(|one| (one.size, Why::Effect)));
    // Of a growth or a price that the plan decides nothing is asked.
    let open = |id: &ParameterId| !scenario.parameters[id.index()].is_known();
    let why = unless(!counted.students.is_empty(), Why::Students);
    let growths = scenario.phases.iter().flat_map(|one| one.growth.numbers()).filter(open);
    let beside: Vec<(ParameterId, Why)> = growths.map(|id| (id, why)).collect();
    let why = unless(!counted.paid.is_empty(), Why::Spending);
    let prices = unit_prices(scenario).flat_map(|one| one.amount.iter().flatten().copied()).filter(open);
    let beside: BTreeMap<ParameterId, Why> = beside.into_iter().chain(prices.map(|id| (id, why))).collect();
    refused.extend(not_of_funnels.iter().copied());
    // What is certain is a rule, and what was read off is known.
    refused.extend(beside.iter().filter(|(id, _)| !not_of_funnels.iter().any(|(own, _)| own == *id)));
    refused.retain(|id, _| {
        let (low, high) = scenario.parameters[id.index()].ends();
        let certain = high <= 0.0 || low >= 1.0 && high <= 1.0;
        // Of a number that the plan decides nothing is asked.
        let certain = certain || low >= high && scenario.parameters[id.index()].path.contains(".candidates");
        (!certain || beside.contains_key(id)) && !known.iter().any(|one| one.parameter == *id)
    });
    refused.into_iter().map(|(id, why)| Refused { path: scenario.parameters[id.index()].path.clone(), why }).collect()
}
