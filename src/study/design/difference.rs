//! What one point has of its own beside another: whether their replicates are the same until a decision differs.

use crate::model::Rounds;
use crate::scenario::{Figure, FundId, Parameter, ParameterId, Scenario};
use crate::simulate::{Difference, Planned};

use super::point::{Point, seen};

/// What `other` has of its own beside `first`: none where anything differs but money, and what is planned for rounds.
pub(crate) fn difference(first: &Point, other: &Point) -> Option<Difference> {
    let (own, others) = (first.scenario(), other.scenario());
    let mut numbers = planned(own);
    numbers.extend(planned(others));
    numbers.extend(appropriated(own));
    numbers.extend(appropriated(others));
    // A number that is known pulls at none that it is correlated with.
    let correlated =
        own.correlation.iter().flat_map(|(list, _)| list).all(|id| same(own, Some(*id), others, Some(*id)));
    let alike = correlated
        && first.model().line_order == other.model().line_order
        && (0..own.parameters.len().max(others.parameters.len()))
            .map(ParameterId::from)
            .all(|id| numbers.contains(&id) || same(own, Some(id), others, Some(id)))
        && rest(own) == rest(others);
    let funds = own.funds != others.funds
        || own.lines != others.lines
        || appropriated(own).any(|id| !same(own, Some(id), others, Some(id)));
    alike.then(|| Difference { funds, plans: planned_differently(first, others) })
}

/// Whatever has rounds of which something else is planned.
fn planned_differently(first: &Point, others: &Scenario) -> Vec<Planned> {
    let (own, model) = (first.scenario(), first.model());
    let differs = |rounds: &Rounds, differs: &dyn Fn(usize) -> bool| {
        model.timeline().months.iter().zip(&rounds.due).any(|(month, due)| due.is_some() && differs(month.fiscal))
    };
    let series =
        |one: &Option<Vec<Option<ParameterId>>>, year: usize| one.as_ref().and_then(|list| list.get(year).copied()?);
    let mut list = Vec::new();
    for (at, ((plan, a), b)) in model.moves.iter().zip(&own.moves).zip(&others.moves).enumerate() {
        let places = |year| !same(own, series(&a.places, year), others, series(&b.places, year));
        list.extend(differs(&plan.rounds, &places).then_some(Planned::Move(at)));
    }
    for (at, ((plan, a), b)) in model.channels.iter().zip(&own.channels).zip(&others.channels).enumerate() {
        let round = |year| {
            let places = a.places.iter().zip(&b.places);
            !same(own, a.candidates.at(year), others, b.candidates.at(year))
                || places.into_iter().any(|(a, b)| !same(own, series(a, year), others, series(b, year)))
        };
        list.extend(differs(&plan.rounds, &round).then_some(Planned::Channel(at)));
    }
    for (at, ((plan, a), b)) in model.programmes.iter().zip(&own.programmes).zip(&others.programmes).enumerate() {
        let each = a.host.as_ref().map(|host| host.each) != b.host.as_ref().map(|host| host.each);
        let units = |year| {
            let units = [&a.units, &b.units].map(|list| list.get(year).copied().flatten());
            each || !same(own, units[0], others, units[1])
                || !same(own, a.capacity.at(year), others, b.capacity.at(year))
        };
        list.extend(differs(&plan.rounds, &units).then_some(Planned::Programme(at)));
    }
    list
}

/// Whether two numbers are drawn alike.
fn same(own: &Scenario, one: Option<ParameterId>, others: &Scenario, other: Option<ParameterId>) -> bool {
    let drawn = |one: &Parameter, other: &Parameter| {
        (&one.path, &one.distribution, one.times.to_bits(), one.range)
            == (&other.path, &other.distribution, other.times.to_bits(), other.range)
    };
    let one = one.and_then(|id| own.parameters.get(id.index()));
    let other = other.and_then(|id| others.parameters.get(id.index()));
    one.is_none() && other.is_none() || one.zip(other).is_some_and(|(one, other)| drawn(one, other))
}

/// Numbers that say what is planned for rounds.
fn planned(scenario: &Scenario) -> Vec<ParameterId> {
    let of_moves = scenario.moves.iter().flat_map(|one| one.places.iter().flatten().flatten().copied());
    let places = scenario.channels.iter().flat_map(|one| one.places.iter().flatten().flatten().flatten().copied());
    let candidates = scenario.channels.iter().flat_map(|one| one.candidates.numbers());
    let units = scenario.programmes.iter().flat_map(|one| one.units.iter().flatten().copied());
    let capacity = scenario.programmes.iter().flat_map(|one| one.capacity.numbers());
    of_moves.chain(places).chain(candidates).chain(units).chain(capacity).collect()
}

/// Numbers of appropriations.
fn appropriated(scenario: &Scenario) -> impl Iterator<Item = ParameterId> + '_ {
    scenario.funds.iter().flat_map(|fund| fund.appropriation.iter().flatten().flatten().copied())
}

/// All that the engine sees of a scenario but numbers, money and what is planned for rounds.
fn rest(scenario: &Scenario) -> Scenario {
    let mut rest = seen(scenario);
    rest.parameters.clear();
    rest.funds.clear();
    rest.lines.iter_mut().for_each(|line| line.fund = FundId::from(0));
    for one in &mut rest.moves {
        one.places = one.places.take().map(|_| Vec::new());
    }
    for one in &mut rest.channels {
        one.places.iter_mut().for_each(|places| *places = None);
        one.candidates = Figure::default();
    }
    for one in &mut rest.programmes {
        one.units.clear();
        one.capacity = Figure::default();
        if let Some(host) = &mut one.host {
            host.each = 0;
        }
    }
    rest
}
