//! The least amounts at which a goal is reached with given confidences, from as few replicates as it takes.
//!
//! Every amount meets the same luck, so most replicates have an amount from which they meet the goal, and the least amount
//! for a confidence is a quantile of these. An eighth of the draws shows about where the quantiles lie; from there the
//! search steps outwards and then halves. A replicate is run at an amount only while the nearest amounts below and above at
//! which it was run disagree about it.

use crate::study::error::StudyError;
use crate::study::laboratory::Laboratory;
use crate::study::measure::{Measure, Series};
use crate::study::paired::{CONFIDENCE, share, share_at};
use crate::study::point::Point;
use crate::summary::Probability;

/// Most full runs when an answer does not hold and the search goes on above it.
const CLIMBS: u32 = 12;
/// The pilot takes one draw of so many, and at least so many of them.
const PILOT: usize = 8;
const PILOT_LEAST: usize = 25;
/// The pilot is content with one part of so many of an amount, and the first step from where it points is as long.
const COARSE: u64 = 64;

/// The design point of an amount in steps.
pub(super) type Points<'study> = &'study dyn Fn(u64) -> Result<Point, StudyError>;

/// What is known of every replicate, and how to learn more.
pub(super) struct Search<'study> {
    laboratory: &'study Laboratory<'study>,
    points: Points<'study>,
    measure: &'study Measure,
    /// Draws of the parameters, one after another.
    draws: Vec<u64>,
    group: usize,
    /// By replicate: amounts, in steps, at which it was run, ascending, and whether it met the goal there.
    seen: Vec<Vec<(u64, bool)>>,
}

/// The least amount for a confidence, in steps.
pub(super) struct Found {
    /// The amount, with the probability that was counted at it in all replicates; none if no amount up to the greatest does.
    pub(super) least: Option<(u64, Probability)>,
    /// The first amount that cannot be told to be too little, and the first that can be told to be enough.
    pub(super) interval: (Option<u64>, Option<u64>),
}

/// About where answers lie.
pub(super) struct Pilot {
    hints: Vec<Option<u64>>,
    /// Whether some replicate meets the goal with nothing at all.
    from_nothing: bool,
}

fn count(series: &Series) -> u64 {
    series.values.iter().filter(|value| **value > 0).count() as u64
}

impl<'study> Search<'study> {
    pub(super) fn new(
        laboratory: &'study Laboratory<'study>,
        points: Points<'study>,
        measure: &'study Measure,
        draws: Vec<u64>,
    ) -> Self {
        let group = laboratory.sampling().chance_replicates as usize;
        let seen = vec![Vec::new(); draws.len() * group];
        Self { laboratory, points, measure, draws, group, seen }
    }

    /// Runs an amount in all replicates and learns from them; returns what they say.
    pub(super) fn full(&mut self, amount: u64) -> Result<Series, StudyError> {
        let draws = self.draws.clone();
        self.learn(amount, &draws)?.ok_or_else(|| StudyError::Target { name: "all".to_owned() })
    }

    /// Runs an amount in the draws that hold a replicate of which it is open whether it meets the goal there.
    pub(super) fn open(&mut self, amount: u64) -> Result<(), StudyError> {
        let undecided = |index: usize| self.verdict(index, amount).is_none();
        let of = |position: usize| position * self.group..(position + 1) * self.group;
        let draws: Vec<u64> = (self.draws.iter().enumerate())
            .filter(|(position, _)| of(*position).any(undecided))
            .map(|(_, draw)| *draw)
            .collect();
        self.learn(amount, &draws).map(|_| ())
    }

    fn learn(&mut self, amount: u64, draws: &[u64]) -> Result<Option<Series>, StudyError> {
        if draws.is_empty() {
            return Ok(None);
        }
        let outcomes = self.laboratory.one(&(self.points)(amount)?, draws)?;
        let Some(series) = outcomes.series(self.measure) else { return Ok(None) };
        let first = self.draws.first().copied().unwrap_or(0);
        for (draw, values) in draws.iter().zip(series.values.chunks(self.group)) {
            for (within, value) in values.iter().enumerate() {
                self.note((draw - first) as usize * self.group + within, amount, *value > 0);
            }
        }
        Ok(Some(series))
    }

    fn note(&mut self, index: usize, amount: u64, is_met: bool) {
        let Some(own) = self.seen.get_mut(index) else { return };
        if let Err(place) = own.binary_search_by_key(&amount, |(amount, _)| *amount) {
            own.insert(place, (amount, is_met));
        }
    }

    /// Replicates that met the goal with some amount and missed it with a greater one.
    pub(super) fn reversals(&self) -> u64 {
        let reversed = |own: &&Vec<(u64, bool)>| own.windows(2).any(|pair| matches!(pair, [(_, true), (_, false)]));
        self.seen.iter().filter(reversed).count() as u64
    }

    /// Whether a replicate meets the goal with an amount, where it was run at that amount, where the nearest amounts below
    /// and above agree, or where it misses with more and nothing is known of less.
    fn verdict(&self, index: usize, amount: u64) -> Option<bool> {
        let own = self.seen.get(index)?;
        let above = own.partition_point(|(seen, _)| *seen < amount);
        let higher = own.get(above);
        if let Some((_, met)) = higher.filter(|(seen, _)| *seen == amount) {
            return Some(*met);
        }
        let lower = above.checked_sub(1).and_then(|below| own.get(below));
        match (lower, higher) {
            (Some((_, lower)), Some((_, higher))) if lower == higher => Some(*lower),
            (None, Some((_, false))) => Some(false),
            _ => None,
        }
    }

    /// What is known at an amount; what is not counts as missed.
    pub(super) fn series(&self, amount: u64) -> Series {
        let value = |index: usize| i64::from(self.verdict(index, amount).unwrap_or(false));
        Series { values: (0..self.seen.len()).map(value).collect(), scale: 1, group: self.group }
    }

    /// The probability at an amount, as far as it is known.
    pub(super) fn probability(&self, amount: u64) -> Probability {
        share(&self.series(amount))
    }

    fn is_enough(&mut self, amount: u64, enough: &dyn Fn(&Series) -> bool) -> Result<bool, StudyError> {
        self.open(amount)?;
        Ok(enough(&self.series(amount)))
    }

    /// The least amount above `low`, where `enough` is taken not to hold, up to `high`, which has been run: first in steps
    /// outwards from `hint`, each twice the last, then by halving until the rest is one step, or one part in `coarse` of the
    /// amount. None if it does not hold at `high` either.
    pub(super) fn least(
        &mut self,
        (mut low, mut high): (u64, u64),
        hint: Option<u64>,
        coarse: Option<u64>,
        enough: &dyn Fn(&Series) -> bool,
    ) -> Result<Option<u64>, StudyError> {
        if !enough(&self.series(high)) {
            return Ok(None);
        }
        if let Some(hint) = hint.filter(|hint| (low + 1..high).contains(hint)) {
            let mut stride = (hint / COARSE).max(1);
            let downwards = self.is_enough(hint, enough)?;
            if downwards {
                high = hint;
            } else {
                low = hint;
            }
            loop {
                let next = if downwards { high.saturating_sub(stride) } else { low + stride };
                if next <= low || next >= high {
                    break;
                }
                let is_enough = self.is_enough(next, enough)?;
                if is_enough {
                    high = next;
                } else {
                    low = next;
                }
                if is_enough != downwards {
                    break;
                }
                stride *= 2;
            }
        }
        while high - low > coarse.map_or(1, |coarse| (high / coarse).max(1)) {
            let middle = low + (high - low) / 2;
            if self.is_enough(middle, enough)? { high = middle } else { low = middle }
        }
        Ok(Some(high))
    }

    /// The same from nothing at all.
    fn least_of_all(
        &mut self,
        high: u64,
        hint: Option<u64>,
        enough: &dyn Fn(&Series) -> bool,
    ) -> Result<Option<u64>, StudyError> {
        if self.is_known(0) && enough(&self.series(0)) {
            return Ok(Some(0));
        }
        let found = self.least((0, high), hint, None, enough)?;
        if found == Some(1) && self.is_enough(0, enough)? { Ok(Some(0)) } else { Ok(found) }
    }

    fn is_known(&self, amount: u64) -> bool {
        (0..self.seen.len()).all(|index| self.verdict(index, amount).is_some())
    }

    /// About where the answers lie, from a part of the draws.
    pub(super) fn pilot(&self, confidences: &[f64], greatest: u64) -> Result<Pilot, StudyError> {
        let most = (self.draws.len() / PILOT).max(PILOT_LEAST);
        let draws = self.draws.iter().copied().take(most).collect();
        let mut few = Search::new(self.laboratory, self.points, self.measure, draws);
        few.full(greatest)?;
        few.full(0)?;
        let hint = |confidence: &f64| {
            let enough = |series: &Series| share(series).estimate >= *confidence;
            few.least((0, greatest), None, Some(COARSE), &enough)
        };
        let hints = confidences.iter().map(hint).collect::<Result<_, _>>()?;
        Ok(Pilot { hints, from_nothing: count(&few.series(0)) > 0 })
    }

    /// The least amounts for confidences, up to `greatest`.
    pub(super) fn answers(&mut self, confidences: &[f64], greatest: u64) -> Result<Vec<Found>, StudyError> {
        let pilot = self.pilot(confidences, greatest)?;
        if pilot.from_nothing {
            self.open(0)?;
        }
        confidences.iter().zip(pilot.hints).map(|(confidence, hint)| self.answer(*confidence, greatest, hint)).collect()
    }

    fn answer(&mut self, confidence: f64, greatest: u64, hint: Option<u64>) -> Result<Found, StudyError> {
        let needed = self.needed(confidence);
        let mut amount = self.least_of_all(greatest, hint, &|series| count(series) >= needed)?;
        let (mut held, mut spare) = (None, 0);
        for _ in 0..CLIMBS {
            let Some(low) = amount else { break };
            let series = self.full(low)?;
            let met = count(&series);
            if met >= needed {
                held = Some((low, share(&series)));
                break;
            }
            // Where more sometimes hurts, more replicates than are needed should seem to do, or each step up would be a full run.
            spare = (spare + needed - met).min(count(&self.series(greatest)).saturating_sub(needed));
            let enough = |series: &Series| count(series) >= needed + spare;
            let next = low + (low / COARSE).max(1);
            amount = if low < greatest { self.least((low, greatest), Some(next), None, &enough)? } else { None };
        }
        let near = held.as_ref().map(|(amount, _)| *amount).or(hint);
        let low = self.least_of_all(greatest, near, &|series| share_at(series, CONFIDENCE).high >= confidence)?;
        let high = self.least_of_all(greatest, near, &|series| share_at(series, CONFIDENCE).low >= confidence)?;
        Ok(Found { least: held, interval: (low, high) })
    }

    /// The least number of replicates that is the confidence's share of all.
    fn needed(&self, confidence: f64) -> u64 {
        let of = self.seen.len() as f64;
        let mut needed = libm::floor(confidence * of) as u64;
        while (needed as f64) / of < confidence {
            needed += 1;
        }
        needed
    }
}
