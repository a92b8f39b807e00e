//! What is not known of those who left: the month, and by which of several ways. It is drawn anew again and again, under the
//! numbers as they then are, with the probability that it has.

use super::counts::Counts;

/// A decision before any move.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Turn {
    /// She goes.
    Goes,
    /// She stays.
    Stays,
    /// She stays with the probability of a context's one event.
    Share(usize),
}

/// A month of somebody who has left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Step {
    pub(super) turns: Vec<Turn>,
    pub(super) context: Option<usize>,
    /// Positions in the context of what takes her out.
    pub(super) leaves: Vec<usize>,
    /// Positions of what takes her to another tier, and her months there.
    pub(super) hops: Vec<(usize, Vec<HopStep>)>,
    pub(super) rounds: Vec<(usize, usize)>,
}

/// A month in a tier that somebody changed to before she left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct HopStep {
    pub(super) context: Option<usize>,
    pub(super) leaves: Vec<usize>,
}

/// All months in which somebody may have left.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Track {
    pub(super) steps: Vec<Step>,
}

/// Somebody who changed tier by one of several moves.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Choice {
    pub(super) context: usize,
    pub(super) positions: Vec<usize>,
}

/// A month of somebody whose way between two rosters may have been another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// She met with one of a context's outcomes, or with none.
    Context(usize, Option<usize>),
    /// She was open to a round, with a number, and got no place.
    AtRisk(usize, usize),
    /// She got one, in a month of so much of its weight.
    Granted(usize, usize),
}

/// The ways on which somebody may have come from one roster to the next.
#[derive(Clone, Debug, Default)]
pub(super) struct Ways(pub(super) Vec<Vec<Mark>>);

impl Ways {
    /// Draws one of them and counts it; `passing` tells the probability of passing in a round.
    pub(super) fn draw(
        &self,
        q: &[Vec<f64>],
        passing: &dyn Fn(usize, usize) -> f64,
        uniform: &mut dyn FnMut() -> f64,
        counts: &mut Counts,
    ) {
        let of = |mark: &Mark| match mark {
            Mark::Context(context, Some(position)) => q[*context][*position],
            Mark::Context(context, None) => (1.0 - q[*context].iter().sum::<f64>()).max(0.0),
            Mark::AtRisk(..) => 1.0,
            Mark::Granted(round, cell) => passing(*round, *cell),
        };
        let shares: Vec<f64> = self.0.iter().map(|way| way.iter().map(of).product()).collect();
        let mut at = uniform() * shares.iter().sum::<f64>();
        let found = shares.iter().position(|share| {
            at -= share;
            at < 0.0
        });
        for mark in &self.0[found.unwrap_or(self.0.len() - 1)] {
            match mark {
                Mark::Context(context, event) => counts.add(*context, *event, 1.0),
                Mark::AtRisk(round, cell) => counts.at_risk(*round, *cell, 1.0),
                Mark::Granted(round, cell) => {
                    counts.at_risk(*round, *cell, 1.0);
                    counts.rounds[*round].granted += 1.0;
                }
            }
        }
    }
}

/// How somebody left.
#[derive(Clone, Copy, Debug)]
enum Way {
    /// By a decision of a month, by position.
    Turn(usize, usize),
    /// By an outcome of a month, by position.
    Out(usize, usize),
    /// By a change in a month to another tier, and there by an outcome so many months later.
    Hop(usize, usize, usize, usize),
}

impl Track {
    /// Whether there is a way out at all.
    pub(super) fn can_leave(&self) -> bool {
        let goes = |turn: &Turn| *turn != Turn::Stays;
        self.steps.iter().any(|step| !step.leaves.is_empty() || !step.hops.is_empty() || step.turns.iter().any(goes))
    }

    /// The ways out with their probabilities, under the probabilities of all outcomes by context and position.
    fn ways(&self, q: &[Vec<f64>]) -> Vec<(f64, Way)> {
        let mut ways = Vec::with_capacity(self.steps.len() + 4);
        let mut there = 1.0;
        for (month, step) in self.steps.iter().enumerate() {
            for (place, turn) in step.turns.iter().enumerate() {
                let stays = match turn {
                    Turn::Goes => 0.0,
                    Turn::Stays => 1.0,
                    Turn::Share(context) => q[*context][0],
                };
                ways.push((there * (1.0 - stays), Way::Turn(month, place)));
                there *= stays;
            }
            let Some(context) = step.context else { continue };
            let own = &q[context];
            ways.extend(step.leaves.iter().map(|place| (there * own[*place], Way::Out(month, *place))));
            for (hop, (place, steps)) in step.hops.iter().enumerate() {
                let mut still = there * own[*place];
                for (later, step) in steps.iter().enumerate() {
                    let Some(context) = step.context else { continue };
                    let leaves = step.leaves.iter();
                    ways.extend(leaves.map(|place| (still * q[context][*place], Way::Hop(month, hop, later, *place))));
                    still *= (1.0 - q[context].iter().sum::<f64>()).max(0.0);
                }
            }
            there *= (1.0 - own.iter().sum::<f64>()).max(0.0);
        }
        ways
    }

    /// Draws for each of `people` how she left, and counts it.
    pub(super) fn draw(&self, people: u32, q: &[Vec<f64>], uniform: &mut dyn FnMut() -> f64, counts: &mut Counts) {
        let mut total = 0.0;
        let ways: Vec<(f64, Way)> = self
            .ways(q)
            .into_iter()
            .map(|(share, way)| {
                total += share;
                (total, way)
            })
            .collect();
        for _ in 0..people {
            let at = uniform() * total;
            let place = ways.partition_point(|(share, _)| *share <= at).min(ways.len() - 1);
            self.count(ways[place].1, counts);
        }
    }

    fn count(&self, way: Way, counts: &mut Counts) {
        let (Way::Turn(month, _) | Way::Out(month, _) | Way::Hop(month, ..)) = way;
        for (place, step) in self.steps[..=month].iter().enumerate() {
            for (turn_place, turn) in step.turns.iter().enumerate() {
                let goes = matches!(way, Way::Turn(own, turn) if own == place && turn == turn_place);
                if let Turn::Share(context) = turn {
                    counts.add(*context, (!goes).then_some(0), 1.0);
                }
                if goes {
                    return;
                }
            }
            let event = match way {
                Way::Out(own, position) if own == place => Some(position),
                Way::Hop(own, hop, ..) if own == place => Some(step.hops[hop].0),
                _ => None,
            };
            if let Some(context) = step.context {
                counts.add(context, event, 1.0);
            }
            if event.is_none() {
                for (round, cell) in &step.rounds {
                    counts.at_risk(*round, *cell, 1.0);
                }
            }
        }
        if let Way::Hop(own, hop, last, position) = way {
            let steps = &self.steps[own].hops[hop].1;
            for (place, step) in steps[..=last].iter().enumerate() {
                if let Some(context) = step.context {
                    counts.add(context, (place == last).then_some(position), 1.0);
                }
            }
        }
    }
}

impl Choice {
    /// Draws for each of `people` which move it was, and counts it.
    pub(super) fn draw(&self, people: u32, q: &[Vec<f64>], uniform: &mut dyn FnMut() -> f64, counts: &mut Counts) {
        let own = &q[self.context];
        let total: f64 = self.positions.iter().map(|place| own[*place]).sum();
        for _ in 0..people {
            let mut at = uniform() * total;
            let found = self.positions.iter().find(|place| {
                at -= own[**place];
                at < 0.0
            });
            let place = found.or(self.positions.last()).copied();
            counts.add(self.context, place, 1.0);
        }
    }
}
