//! Moves with places: what a round that gave some of them says of how many passed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::model::Model;

use super::counts::{Counts, Round};

/// Places that a move had in a fiscal year, as whoever gave them knows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlacesRow {
    /// The move, by its id.
    pub of: String,
    /// The fiscal year, by the calendar year in which it opens.
    pub year: i32,
    /// How many.
    pub places: f64,
}

/// Places by move and fiscal year, and the rounds in which they were given.
#[derive(Clone, Debug, Default)]
pub(super) struct Quotas {
    /// By move and fiscal year.
    places: BTreeMap<(usize, i32), f64>,
    /// By move, and month counted from the first of the run.
    rounds: BTreeMap<(usize, i16), usize>,
    /// Of each round: its move, its fiscal year and its month.
    of: Vec<(usize, i32, i16)>,
    /// Months that rosters cover.
    spans: Vec<(i16, i16)>,
}

impl Quotas {
    /// From what was handed in, and what the scenario states of years that it covers.
    pub(super) fn new(model: &Model, rows: &[PlacesRow]) -> Self {
        let scenario = model.scenario();
        let mut quotas = Self::default();
        for (index, one) in scenario.moves.iter().enumerate() {
            for (year, id) in scenario.fiscal_years().iter().zip(one.places.iter().flatten()) {
                let number = id.map(|id| &scenario.parameters[id.index()]).filter(|number| number.is_known());
                if let Some(number) = number {
                    quotas.places.insert((index, *year), number.mean());
                }
            }
            let own = rows.iter().filter(|row| row.of == one.named.id);
            quotas.places.extend(own.map(|row| ((index, row.year), row.places)));
        }
        quotas
    }

    /// Notes that rosters cover some months.
    pub(super) fn observed(&mut self, _: &Model, span: (i16, i16)) {
        self.spans.push(span);
    }

    /// The round of a move in a month.
    pub(super) fn round(
        &mut self,
        counts: &mut Counts,
        (index, fiscal, year): (usize, i32, usize),
        month: i16,
        weight: f64,
    ) -> usize {
        *self.rounds.entry((index, month)).or_insert_with(|| {
            self.of.push((index, fiscal, month));
            counts.rounds.push(Round { year, weight, places: f64::NAN, granted: 0.0, open: Vec::new() });
            counts.rounds.len() - 1
        })
    }

    /// The move of a round.
    pub(super) fn of_round(&self, round: usize) -> usize {
        self.of[round].0
    }

    /// Works out how many places were left in each round, as the engine gives them: by the end of a round the whole places are
    /// due that its share of the fiscal year comes to, less those given before. Rounds of which that cannot be told keep none.
    pub(super) fn close(&self, model: &Model, counts: &mut Counts) {
        let scenario = model.scenario();
        for (round, (index, fiscal, month)) in self.of.iter().enumerate() {
            let Some(yearly) = self.places.get(&(*index, *fiscal)) else { continue };
            let weights = &model.moves[*index].weight;
            let of_year = |month: i16| (model.first_of_year as i32 + i32::from(month)).rem_euclid(12) as usize;
            let year = |month: i16| (scenario.start + i32::from(month)).year_opening_in(scenario.fiscal_year_starts);
            let earlier: Vec<i16> =
                (month - 11..*month).filter(|one| year(*one) == *fiscal && weights[of_year(*one)] > 0.0).collect();
            let covered = |one: &i16| self.spans.iter().any(|(from, until)| (*from..*until).contains(one));
            if !earlier.iter().all(covered) {
                continue;
            }
            let due: f64 = earlier.iter().chain([month]).map(|one| weights[of_year(*one)]).sum();
            let given: f64 = earlier
                .iter()
                .filter_map(|one| self.rounds.get(&(*index, *one)))
                .map(|round| counts.rounds[*round].granted)
                .sum();
            let left = libm::floor(yearly * due.min(1.0) + 0.5) - given;
            counts.rounds[round].places = left.max(counts.rounds[round].granted);
        }
    }
}
