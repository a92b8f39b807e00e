//! What was seen, as counts: of people who were open to the same outcomes in a month of a fiscal year, how many met with which.

use std::collections::BTreeMap;

/// An outcome that people are open to: the number that says how likely it is, and the part of its year that falls into the month.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Open {
    pub(super) cell: usize,
    pub(super) weight: f64,
}

/// People open to the same outcomes in a fiscal year, as far as their paths are known.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// Position of the fiscal year.
    pub(super) year: usize,
    pub(super) open: Vec<Open>,
    /// How many met with none of them.
    pub(super) none: f64,
    /// How many met with each.
    pub(super) events: Vec<f64>,
}

/// A round of a move with places: how many it had, and of those open to it how many got one.
#[derive(Clone, Debug)]
pub(super) struct Round {
    pub(super) year: usize,
    pub(super) weight: f64,
    /// Places that were left when it was held.
    pub(super) places: f64,
    /// How many got one.
    pub(super) granted: f64,
    /// Those open to it, by number.
    pub(super) open: Vec<(usize, f64)>,
}

/// All counts.
#[derive(Clone, Debug, Default)]
pub(super) struct Counts {
    pub(super) contexts: Vec<Context>,
    places: BTreeMap<(usize, Vec<(usize, u64)>), usize>,
    pub(super) rounds: Vec<Round>,
}

impl Counts {
    /// The context of people open to `open` in a fiscal year.
    pub(super) fn context(&mut self, year: usize, open: &[Open]) -> usize {
        let key = (year, open.iter().map(|one| (one.cell, one.weight.to_bits())).collect());
        *self.places.entry(key).or_insert_with(|| {
            let events = vec![0.0; open.len()];
            self.contexts.push(Context { year, open: open.to_vec(), none: 0.0, events });
            self.contexts.len() - 1
        })
    }

    /// Counts people of a context: those that met with none of its outcomes, or with one by position.
    pub(super) fn add(&mut self, context: usize, event: Option<usize>, people: f64) {
        let one = &mut self.contexts[context];
        match event {
            None => one.none += people,
            Some(position) => one.events[position] += people,
        }
    }

    /// Counts people open to a round.
    pub(super) fn at_risk(&mut self, round: usize, cell: usize, people: f64) {
        let open = &mut self.rounds[round].open;
        match open.iter_mut().find(|(own, _)| *own == cell) {
            Some((_, count)) => *count += people,
            None => open.push((cell, people)),
        }
    }
}
