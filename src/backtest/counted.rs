//! What rosters tell, counted in the same way of people who were there and of replicates.

use std::collections::BTreeMap;

use crate::fit::Roster;
use crate::scenario::file::MoveKind;
use crate::scenario::{Scenario, TierId};

use super::findings::Quantity;

/// People who went from one roster to the next: where from, where to; none for out.
type Way = (Option<TierId>, Option<TierId>);

/// What is counted of two rosters in a row.
#[derive(Clone, Debug)]
pub(super) struct Counter {
    tiers: usize,
    /// By tier before and after, the last place for out.
    ways: Vec<u32>,
}

impl Counter {
    pub(super) fn new(tiers: usize) -> Self {
        Self { tiers, ways: vec![0; (tiers + 1) * (tiers + 1)] }
    }

    pub(super) fn clear(&mut self) {
        self.ways.fill(0);
    }

    fn place(&self, (from, to): Way) -> usize {
        let at = |tier: Option<TierId>| tier.map_or(self.tiers, TierId::index);
        at(from) * (self.tiers + 1) + at(to)
    }

    pub(super) fn add(&mut self, way: Way) {
        let place = self.place(way);
        self.ways[place] += 1;
    }

    /// What a quantity comes to in the later of the two.
    pub(super) fn count(&self, quantity: Quantity) -> f64 {
        let at = |from, to| f64::from(self.ways[self.place((from, to))]);
        let tiers = || (0..self.tiers).map(|tier| Some(TierId::from(tier)));
        let from_anywhere = |to| tiers().chain([None]).map(|from| at(from, to)).sum::<f64>();
        match quantity {
            Quantity::Headcount => tiers().map(from_anywhere).sum(),
            Quantity::Stock(tier) => from_anywhere(Some(tier)),
            Quantity::Arrivals(tier) => at(None, Some(tier)),
            Quantity::Leavers(tier) => at(Some(tier), None),
            Quantity::Changes(from, to) => at(Some(from), Some(to)),
        }
    }

    /// The same of people by their place in a list that only grows.
    pub(super) fn fill(&mut self, before: &[Option<TierId>], after: &[Option<TierId>]) {
        self.clear();
        for (place, to) in after.iter().enumerate() {
            let from = before.get(place).copied().flatten();
            if from.is_some() || to.is_some() {
                self.add((from, *to));
            }
        }
    }

    /// The same of people by their ids.
    pub(super) fn of_rosters(tiers: usize, before: &Roster, after: &Roster) -> Self {
        let mut counter = Self::new(tiers);
        let mut known: BTreeMap<&str, TierId> = before.people.iter().map(|one| (one.id.as_str(), one.tier)).collect();
        for one in &after.people {
            counter.add((known.remove(one.id.as_str()), Some(one.tier)));
        }
        for tier in known.into_values() {
            counter.add((Some(tier), None));
        }
        counter
    }
}

/// What is worth comparing: what the plan says can change, and what did.
pub(super) fn quantities(scenario: &Scenario, seen: &[Counter], linked: bool) -> Vec<Quantity> {
    let tiers = || (0..scenario.tiers.len()).map(TierId::from);
    let mut all = vec![Quantity::Headcount];
    all.extend(tiers().map(Quantity::Stock));
    if !linked {
        return all;
    }
    let brings = |tier: TierId| scenario.channels.iter().any(|one| one.mix.iter().any(|(own, _)| *own == tier));
    let ends = scenario.contracts.is_some() || scenario.channels.iter().any(|one| one.contract.is_some());
    let leads = |from: TierId, to: TierId| {
        let moves = &mut scenario.moves.iter().filter(|one| one.kind == MoveKind::Change && one.to == Some(to));
        moves.any(|one| one.from.contains(&from))
    };
    let leaves = |tier: TierId| {
        let mut ways = scenario.moves.iter().filter(|one| one.kind != MoveKind::Change);
        ends || ways.any(|one| one.from.contains(&tier))
    };
    let came = |quantity: &Quantity| seen.iter().any(|one| one.count(*quantity) > 0.0);
    all.extend(tiers().map(Quantity::Arrivals).filter(|one| {
        let Quantity::Arrivals(tier) = *one else { return false };
        brings(tier) || came(one)
    }));
    all.extend(tiers().map(Quantity::Leavers).filter(|one| {
        let Quantity::Leavers(tier) = *one else { return false };
        leaves(tier) || came(one)
    }));
    let pairs = tiers().flat_map(|from| tiers().map(move |to| (from, to))).filter(|(from, to)| from != to);
    all.extend(
        pairs
            .filter(|(from, to)| leads(*from, *to) || came(&Quantity::Changes(*from, *to)))
            .map(|(from, to)| Quantity::Changes(from, to)),
    );
    all
}
