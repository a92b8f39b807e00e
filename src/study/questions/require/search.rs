//! The least amounts at which a goal is reached with given confidences, from as few replicates as it takes.
//!
//! Every amount meets the same luck, so most replicates have an amount from which they meet the goal, and the least amount
//! for a confidence is a quantile of these. An eighth of the draws shows about where the quantiles lie; from there the
//! search steps outwards and then closes in. A replicate is run at an amount only while the nearest amounts below and above at
//! which it was run disagree about it.
//!
//! Where more may be too much (a target with a bound from above) none of this holds: a ladder of amounts is run in full, and
//! between the first rung that does and the one before it every amount that is looked at.

use std::ops::Range;

use crate::random::Nesting;
use crate::study::design::{Laboratory, Measure, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{average, share, share_at};
use crate::summary::Probability;
use crate::summary::infer::CONFIDENCE;

/// Most full runs when an answer does not hold and the search goes on above it.
const CLIMBS: u32 = 12;
/// The pilot takes one draw in ten, and at least 25 of them.
const PILOT: usize = 10;
const PILOT_LEAST: usize = 25;
/// The pilot is content with one part of so many of an amount.
const COARSE: u64 = 64;
/// How far from a confidence the pilot looks for the slope there.
const ASIDE: f64 = 0.1;
/// Rungs of the ladder where more may be too much.
const RUNGS: u64 = 24;
/// By how much of the probability a step outwards goes beyond where the end is expected.
const BEYOND: f64 = 0.01;

/// The design point of an amount in steps.
pub(super) type Points<'study> = &'study dyn Fn(u64) -> Result<Point, StudyError>;

/// What is known of every replicate, and how to learn more.
pub(super) struct Search<'study> {
    laboratory: &'study Laboratory<'study>,
    points: Points<'study>,
    measure: &'study Measure,
    /// Draws of the parameters, one after another.
    draws: Vec<u64>,
    nesting: Nesting,
    /// By replicate: amounts, in steps, at which it was run, ascending, and whether it met the goal there.
    seen: Vec<Vec<(u64, bool)>>,
    /// Whether more may be too much, so that nothing is concluded from other amounts.
    exact: bool,
}

/// The least amount for a confidence, in steps.
pub(super) struct Found {
    /// The amount, with the probability that was counted at it in all replicates; none if no amount up to the greatest does.
    pub(super) least: Option<(u64, Probability)>,
    /// The first amount that cannot be told to be too little, and the first that can be told to be enough.
    pub(super) interval: (Option<u64>, Option<u64>),
}

/// How far a series is beyond what is enough, as a share of replicates: enough from 0 on.
pub(super) type Gap<'gap> = &'gap dyn Fn(&Series) -> f64;

/// About where an answer lies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hint {
    amount: u64,
    /// Steps that change the probability by 1, were it to go on like that.
    slope: f64,
}

impl Hint {
    /// With a slope of 0, or one that is too steep to be true, the first step is one part in 64.
    pub(super) fn new(amount: u64, slope: f64) -> Self {
        Self { amount, slope: slope.max(amount as f64 / COARSE as f64 / BEYOND / 8.0) }
    }
}

/// About where answers lie.
struct Pilot {
    hints: Vec<Option<Hint>>,
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
        exact: bool,
    ) -> Self {
        let seen = vec![Vec::new(); laboratory.replicates(&draws) as usize];
        Self { laboratory, points, measure, draws, nesting: laboratory.sampling().nesting, seen, exact }
    }

    /// Runs an amount in all replicates and learns from them; returns what they say.
    pub(super) fn full(&mut self, amount: u64) -> Result<Series, StudyError> {
        let draws = self.draws.clone();
        self.learn(amount, &draws)?.ok_or_else(|| StudyError::Target { name: "all".to_owned() })
    }

    /// Runs an amount in the draws that hold a replicate of which it is open whether it meets the goal there.
    pub(super) fn open(&mut self, amount: u64) -> Result<(), StudyError> {
        let undecided = |index: usize| self.verdict(index, amount).is_none();
        let draws: Vec<u64> = self.draws.iter().copied().filter(|draw| self.places(*draw).any(undecided)).collect();
        self.learn(amount, &draws).map(|_| ())
    }

    /// Where the replicates of a draw stand among those of all draws, which follow each other.
    fn places(&self, draw: u64) -> Range<usize> {
        let first = self.draws.first().copied().unwrap_or(0);
        let start = (self.nesting.first_of(draw) - self.nesting.first_of(first)) as usize;
        start..start + self.nesting.size_of(draw) as usize
    }

    fn learn(&mut self, amount: u64, draws: &[u64]) -> Result<Option<Series>, StudyError> {
        if draws.is_empty() {
            return Ok(None);
        }
        let outcomes = self.laboratory.one(&(self.points)(amount)?, draws)?;
        let Some(series) = outcomes.series(self.measure) else { return Ok(None) };
        let places: Vec<usize> = draws.iter().flat_map(|draw| self.places(*draw)).collect();
        for (place, value) in places.into_iter().zip(&series.values) {
            self.note(place, amount, *value > 0);
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
        if self.exact {
            return None;
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
        Series { values: (0..self.seen.len()).map(value).collect(), scale: 1, nesting: self.nesting, events: Some(1) }
    }

    /// The probability at an amount, as far as it is known.
    pub(super) fn probability(&self, amount: u64) -> Probability {
        share(&self.series(amount))
    }

    /// How far an amount is beyond what is enough; what is open is run first.
    fn gap(&mut self, amount: u64, gap: Gap<'_>) -> Result<f64, StudyError> {
        self.open(amount)?;
        Ok(gap(&self.series(amount)))
    }

    /// The least amount above `low`, where the gap is taken to be below 0, up to `high`, which has been run, with a gap of at
    /// least 0: first from the hint outwards, each step as long as the gap and the hint's slope say and a little more, then
    /// between the two ends, by interpolation and halving in turn, until the rest is one step, or one part in `coarse` of the
    /// amount. None if the gap is below 0 at `high` as well.
    pub(super) fn least(
        &mut self,
        (mut low, mut high): (u64, u64),
        hint: Option<Hint>,
        coarse: Option<u64>,
        gap: Gap<'_>,
    ) -> Result<Option<u64>, StudyError> {
        let (mut below, mut above) = (None, gap(&self.series(high)));
        if above < 0.0 {
            return Ok(None);
        }
        if let Some(hint) = hint.filter(|hint| (low + 1..high).contains(&hint.amount)) {
            let mut found = self.gap(hint.amount, gap)?;
            let downwards = found >= 0.0;
            if downwards {
                (high, above) = (hint.amount, found);
            } else {
                (low, below) = (hint.amount, Some(found));
            }
            let mut beyond = BEYOND;
            loop {
                let stride = libm::ceil((found.abs() + beyond) * hint.slope).max(1.0) as u64;
                let next = if downwards { high.saturating_sub(stride) } else { low.saturating_add(stride) };
                if next <= low || next >= high {
                    break;
                }
                found = self.gap(next, gap)?;
                if found >= 0.0 {
                    (high, above) = (next, found);
                } else {
                    (low, below) = (next, Some(found));
                }
                if (found >= 0.0) != downwards {
                    break;
                }
                beyond *= 2.0;
            }
        }
        let mut halve = false;
        while high - low > coarse.map_or(1, |coarse| (high / coarse).max(1)) {
            let part = match below {
                Some(below) if !halve => (-below / (above - below)).clamp(0.1, 0.9),
                _ => 0.5,
            };
            let middle = low + (((high - low) as f64 * part) as u64).clamp(1, high - low - 1);
            let found = self.gap(middle, gap)?;
            if found >= 0.0 {
                (high, above) = (middle, found);
            } else {
                (low, below) = (middle, Some(found));
            }
            halve = !halve;
        }
        Ok(Some(high))
    }

    /// The same from nothing at all.
    fn least_of_all(&mut self, high: u64, hint: Option<Hint>, gap: Gap<'_>) -> Result<Option<u64>, StudyError> {
        if self.is_known(0) && gap(&self.series(0)) >= 0.0 {
            return Ok(Some(0));
        }
        let found = self.least((0, high), hint, None, gap)?;
        if found == Some(1) && self.gap(0, gap)? >= 0.0 { Ok(Some(0)) } else { Ok(found) }
    }

    fn is_known(&self, amount: u64) -> bool {
        (0..self.seen.len()).all(|index| self.verdict(index, amount).is_some())
    }

    /// About where the answers lie, from a part of the draws.
    fn pilot(&mut self, confidences: &[f64], greatest: u64) -> Result<Pilot, StudyError> {
        let most = (self.draws.len() / PILOT).max(PILOT_LEAST);
        let draws = self.draws.iter().copied().take(most).collect();
        let mut few = Search::new(self.laboratory, self.points, self.measure, draws, false);
        few.full(greatest)?;
        few.full(0)?;
        let mut quantile =
            |confidence: f64| few.least((0, greatest), None, Some(COARSE), &|series| average(series) - confidence);
        let mut known = Vec::new();
        for confidence in confidences {
            known.extend(quantile(*confidence)?.map(|amount| (*confidence, amount)));
        }
        // The slope at one answer is that to another; a single one needs a second beside it.
        let mut beside = known.clone();
        if let [(confidence, _)] = *known.as_slice() {
            let other = if confidence > ASIDE { confidence - ASIDE } else { confidence + ASIDE };
            beside.extend(quantile(other)?.map(|amount| (other, amount)));
        }
        let hint = |confidence: &f64| {
            let amount = known.iter().find(|(one, _)| one.total_cmp(confidence).is_eq()).map(|(_, amount)| *amount)?;
            let apart = |other: &&(f64, u64)| (other.0 - confidence).abs();
            let others = beside.iter().filter(|other| apart(other) > 1e-9);
            let slope = others
                .min_by(|a, b| apart(a).total_cmp(&apart(b)))
                .map_or(0.0, |(other, level)| (*level as f64 - amount as f64) / (other - confidence));
            Some(Hint::new(amount, slope))
        };
        let hints = confidences.iter().map(hint).collect();
        let from_nothing = count(&few.series(0)) > 0;
        // What was learnt of these draws holds for the whole search.
        for (own, learnt) in self.seen.iter_mut().zip(few.seen) {
            own.extend(learnt);
            own.sort_unstable();
            own.dedup();
        }
        Ok(Pilot { hints, from_nothing })
    }

    /// The least amounts for confidences, up to `greatest`.
    pub(super) fn answers(&mut self, confidences: &[f64], greatest: u64) -> Result<Vec<Found>, StudyError> {
        if self.exact {
            return confidences.iter().map(|confidence| self.first(*confidence, greatest)).collect();
        }
        let pilot = self.pilot(confidences, greatest)?;
        if pilot.from_nothing {
            self.open(0)?;
        }
        let mut answers = Vec::new();
        // Where one answer is off the pilot's, the next one likely is too.
        let mut off = 1.0;
        for (confidence, hint) in confidences.iter().zip(pilot.hints) {
            let nearer = hint.map(|hint| Hint { amount: libm::round(hint.amount as f64 * off) as u64, ..hint });
            let found = self.answer(*confidence, greatest, nearer)?;
            if let (Some(hint), Some((amount, _))) = (hint, found.least) {
                off = amount as f64 / hint.amount.max(1) as f64;
            }
            answers.push(found);
        }
        Ok(answers)
    }

    /// The first amount on the ladder that does, or one between it and the rung before, and the interval likewise.
    fn first(&mut self, confidence: f64, greatest: u64) -> Result<Found, StudyError> {
        let (needed, of) = (self.needed(confidence), self.seen.len().max(1) as f64);
        let least = self.first_of(greatest, &|series| (count(series) as f64 - needed as f64) / of)?;
        let low = self.first_of(greatest, &|series| share_at(series, CONFIDENCE).high - confidence)?;
        let high = self.first_of(greatest, &|series| share_at(series, CONFIDENCE).low - confidence)?;
        Ok(Found { least: least.map(|amount| (amount, self.probability(amount))), interval: (low, high) })
    }

    fn first_of(&mut self, greatest: u64, gap: Gap<'_>) -> Result<Option<u64>, StudyError> {
        let mut before = None;
        for rung in 0..=RUNGS {
            let amount = (u128::from(greatest) * u128::from(rung) / u128::from(RUNGS)) as u64;
            if before == Some(amount) {
                continue;
            }
            if self.gap(amount, gap)? >= 0.0 {
                return before.map_or(Ok(Some(amount)), |low| self.least((low, amount), None, None, gap));
            }
            before = Some(amount);
        }
        Ok(None)
    }

    fn answer(&mut self, confidence: f64, greatest: u64, hint: Option<Hint>) -> Result<Found, StudyError> {
        let (needed, of) = (self.needed(confidence), self.seen.len().max(1) as f64);
        let apart = |series: &Series, needed: u64| (count(series) as f64 - needed as f64) / of;
        let mut amount = self.least_of_all(greatest, hint, &|series| apart(series, needed))?;
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
            let next = hint.map(|hint| Hint { amount: low + (low / COARSE).max(1), ..hint });
            amount = if low < greatest {
                self.least((low, greatest), next, None, &|series| apart(series, needed + spare))?
            } else {
                None
            };
        }
        let near = held.map_or(hint, |(amount, _)| Some(Hint::new(amount, hint.map_or(0.0, |hint| hint.slope))));
        let low = self.least_of_all(greatest, near, &|series| share_at(series, CONFIDENCE).high - confidence)?;
        let high = self.least_of_all(greatest, near, &|series| share_at(series, CONFIDENCE).low - confidence)?;
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
