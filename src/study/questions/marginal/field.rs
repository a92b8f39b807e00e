//! Running the plan and its steps beside each other: all over the same draws, each step as far as it is needed.

use crate::scenario::Scenario;
use crate::study::design::{Laboratory, Measure, Outcomes, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{Paired, Race, missing, narrower, settling};
use crate::words::text;

/// Parts in which a gain for each yuan of a step is counted in a race.
const PART: i128 = 1_000_000_000_000;

/// What is measured of every point.
pub(super) struct Counted {
    /// Of the chosen targets, perhaps with all of them together.
    pub(super) measures: Vec<Measure>,
    /// Targets by id, each with its bound.
    pub(super) bounds: Vec<(String, f64)>,
}

impl Counted {
    /// How many of the chosen targets are met.
    pub(super) fn met(&self, outcomes: &Outcomes) -> Series {
        outcomes.met(&self.measures)
    }

    /// What they are short of.
    pub(super) fn missing(&self, outcomes: &Outcomes) -> Series {
        missing(outcomes, &self.bounds)
    }
}

/// A step that takes part.
pub(super) struct Entry {
    pub(super) point: Point,
    /// Whether it is a step of money: these are ranked among themselves.
    pub(super) is_money: bool,
    /// What its gain is divided by for the rank.
    pub(super) weight: i64,
}

/// The plan, its steps, and what came of them so far.
pub(super) struct Field<'study> {
    laboratory: &'study Laboratory<'study>,
    plan: Point,
    entries: Vec<Entry>,
    /// What came of the plan.
    pub(super) before: Outcomes,
    /// What came of each step.
    pub(super) after: Vec<Outcomes>,
    /// Which steps run on.
    is_open: Vec<bool>,
}

/// What a step shows in a race: in every replicate so far what it adds to the targets met and takes from what is missing, as
/// it counts for the rank, and whether each of them is plainly more than nothing.
struct Shown {
    at: usize,
    is_money: bool,
    met: Vec<i128>,
    spared: Vec<i128>,
    is_met: bool,
    is_spared: bool,
}

impl<'study> Field<'study> {
    pub(super) fn new(laboratory: &'study Laboratory<'study>, scenario: &Scenario, entries: Vec<Entry>) -> Self {
        let plan = Point::new("plan", scenario);
        let before = laboratory.none(&plan);
        let after = entries.iter().map(|entry| laboratory.none(&entry.point)).collect();
        Self { laboratory, plan, before, after, is_open: vec![true; entries.len()], entries }
    }

    /// Runs everything in so many replicates.
    pub(super) fn in_full(&mut self, replicates: u64) -> Result<(), StudyError> {
        let draws = self.laboratory.draws(0, replicates);
        self.laboratory.expect(self.entries.len() + 1, &draws);
        self.run_to(&draws)
    }

    /// The same, but a step that is plainly behind `best` others of its kind stops early.
    pub(super) fn race(&mut self, replicates: u64, best: usize, counted: &Counted) -> Result<(), StudyError> {
        let draws = self.laboratory.draws(0, replicates);
        self.laboratory.expect(self.entries.len() + 1, &draws);
        let kinds = [true, false].map(|kind| self.entries.iter().filter(|entry| entry.is_money == kind).count());
        // Where one of the best stops, one of those behind was taken to be ahead of it; by targets met or by what is missing,
        // and each of these against nothing and against the other.
        let comparisons: usize =
            kinds.into_iter().filter(|steps| *steps > best).map(|steps| 2 * (best * (steps - best) + steps)).sum();
        let race = if comparisons > 0 { Race::new(draws.len(), comparisons) } else { Race::in_full(draws.len()) };
        for look in race.looks() {
            self.run_to(draws.get(..*look).unwrap_or_default())?;
            let spared = draws.get(*look..).unwrap_or_default();
            if spared.is_empty() {
                break;
            }
            for behind in self.plainly_behind(best, &race, *look, counted) {
                self.close(behind);
                self.laboratory.spare(spared);
            }
        }
        Ok(())
    }

    /// Runs every step until what it adds to the targets met is known within ±`width`, in at most `most` replicates.
    pub(super) fn within(&mut self, width: f64, most: u64, counted: &Counted) -> Result<(), StudyError> {
        let nesting = self.laboratory.sampling().nesting;
        let mut wanted = vec![settling(nesting).min(most.max(1)); self.entries.len()];
        let open = |field: &Self, wanted: &[u64]| {
            let own = field.is_open.iter().zip(wanted).filter(|(is_open, _)| **is_open);
            own.map(|(_, wanted)| *wanted).min()
        };
        let mut done = 0;
        while let Some(next) = open(self, &wanted) {
            if next > most {
                return Err(StudyError::Request(text!("study-precision", most, width)));
            }
            let draws = self.laboratory.draws(0, next);
            let fresh = draws.get(self.before.draws() as usize..).unwrap_or_default();
            self.laboratory.expect(1 + self.is_open.iter().filter(|is_open| **is_open).count(), fresh);
            self.run_to(&draws)?;
            let before = counted.met(&self.before);
            for (at, wanted) in wanted.iter_mut().enumerate().filter(|(_, wanted)| **wanted == next) {
                let Some(after) = self.after.get(at).filter(|_| self.is_open(at)) else { continue };
                match narrower(&Paired::of(&before, &counted.met(after)), width, next, (done == 0, nesting)) {
                    Some(more) => *wanted = more,
                    None => self.close(at),
                }
            }
            done = next;
        }
        Ok(())
    }

    fn is_open(&self, at: usize) -> bool {
        self.is_open.get(at).copied().unwrap_or(false)
    }

    fn close(&mut self, at: usize) {
        if let Some(slot) = self.is_open.get_mut(at) {
            *slot = false;
        }
    }

    /// Runs the plan and the steps that run on up to the last of these draws: the one place where they are run.
    fn run_to(&mut self, draws: &[u64]) -> Result<(), StudyError> {
        let fresh = draws.get(self.before.draws() as usize..).unwrap_or_default();
        let entries = self.entries.iter().zip(&self.is_open).filter(|(_, is_open)| **is_open);
        let points: Vec<&Point> = std::iter::once(&self.plan).chain(entries.map(|(entry, _)| &entry.point)).collect();
        self.laboratory.fit(points.iter().copied(), draws)?;
        let open = self.after.iter_mut().zip(&self.is_open).filter(|(_, is_open)| **is_open).map(|(after, _)| after);
        let all = std::iter::once(&mut self.before).chain(open);
        for (so_far, more) in all.zip(self.laboratory.run_draws(&points, fresh)?) {
            so_far.extend(more);
        }
        Ok(())
    }

    /// Steps that run on and are plainly behind `best` others of their kind.
    fn plainly_behind(&self, best: usize, race: &Race, look: usize, counted: &Counted) -> Vec<usize> {
        let nesting = self.laboratory.sampling().nesting;
        let (met, missing) = (counted.met(&self.before), counted.missing(&self.before));
        let plain = |values: &[i128]| race.is_plain(&Paired::of_values(values.iter().copied(), nesting));
        let worth = |before: &Series, after: &Series, weight: i64| -> Vec<i128> {
            let pairs = before.values.iter().zip(&after.values);
            pairs.map(|(before, after)| i128::from(after - before) * PART / i128::from(weight)).collect()
        };
        let shown = |(at, entry): (usize, &Entry)| {
            let after = self.after.get(at).filter(|_| self.is_open(at))?;
            let met = worth(&met, &counted.met(after), entry.weight);
            let spared = worth(&counted.missing(after), &missing, entry.weight);
            let (is_met, is_spared) = (plain(&met), plain(&spared));
            Some(Shown { at, is_money: entry.is_money, met, spared, is_met, is_spared })
        };
        let all: Vec<Shown> = self.entries.iter().enumerate().filter_map(shown).collect();
        let more = |one: &[i128], other: &[i128]| {
            plain(&one.iter().zip(other).map(|(one, other)| one - other).collect::<Vec<i128>>())
        };
        // By targets met; and where the one behind was better off by a target in no replicate, by what is missing.
        let is_ahead = |ahead: &Shown, behind: &Shown| {
            let never_better = || race.is_late(look) && behind.met.iter().all(|met| *met <= 0);
            ahead.is_met && more(&ahead.met, &behind.met)
                || ahead.is_spared && never_better() && more(&ahead.spared, &behind.spared)
        };
        let is_behind = |one: &&Shown| {
            let others = all.iter().filter(|other| other.at != one.at && other.is_money == one.is_money);
            others.filter(|other| is_ahead(other, one)).take(best).count() == best
        };
        all.iter().filter(is_behind).map(|one| one.at).collect()
    }

    /// Whether a step stopped before the others.
    pub(super) fn is_stopped(&self, at: usize) -> bool {
        self.after.get(at).is_some_and(|after| after.draws() < self.before.draws())
    }
}
