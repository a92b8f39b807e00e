//! The search for a split.
//!
//! It begins with the simple splits and with each lever alone. Where prices are known and few splits in whole units use up the
//! sum, it tries all of them. Otherwise it looks from the best starts with COBYLA where levers are many, and then climbs from
//! one start after another, best first: it takes away money without which nothing is lost, and gives what is free, or what
//! another lever has, in whole units of what the receiver pays for. When every start is used up it begins from others, until
//! as many splits were tried as may be. At last it takes away what no line spends and offers it to those that lack some.

use std::collections::{BTreeMap, BTreeSet};

use rand::RngExt;
use rand::distr::Open01;

use crate::random::{Decision, Luck};
use crate::study::error::StudyError;
use crate::study::lever::whole_parts;

use super::problem::Problem;
use super::track::{Seen, Track};
use super::{Merit, Raced};

/// One part of so many of what may be tried is kept for the end, but no more than a few more than there are levers.
const KEPT: usize = 6;
const KEPT_BESIDE: usize = 4;
/// Starts from which COBYLA looks.
const DESCENTS: usize = 5;
/// With more lines than this COBYLA finds the way to where climbing begins.
const MANY: usize = 3;
/// Starts one after another that lead to nothing new before it is taken that there is nothing new.
const STALE: usize = 200;

/// The search, and every split it tried.
pub(super) struct Search<'study> {
    seed: u64,
    problem: &'study Problem,
    track: Track<'study>,
    pub(super) tried: BTreeMap<Vec<i64>, Seen>,
    /// Splits that may be tried, now and in all.
    limit: usize,
    most: usize,
    /// Whether every split in whole units was tried.
    pub(super) is_complete: bool,
    /// Whether more splits would have been tried if they might.
    pub(super) is_exhausted: bool,
    failed: Option<StudyError>,
    /// The best that ran to the end.
    leader: Option<(Vec<i64>, Merit)>,
}

/// A split on the way: money by cell, and what came of it.
#[derive(Clone)]
struct Place {
    money: Vec<i64>,
    seen: Seen,
}

impl<'study> Search<'study> {
    pub(super) fn new(seed: u64, problem: &'study Problem, track: Track<'study>, most: usize) -> Self {
        let limit = most - (most / KEPT).min(problem.levers.len() + KEPT_BESIDE);
        Self {
            seed,
            problem,
            track,
            tried: BTreeMap::new(),
            limit,
            most,
            is_complete: false,
            is_exhausted: false,
            failed: None,
            leader: None,
        }
    }

    /// Splits that may be tried still.
    fn left(&self) -> usize {
        if self.failed.is_some() { 0 } else { self.limit.saturating_sub(self.tried.len()) }
    }

    /// What comes of a split, held against the best so far; none if no more may be tried, it breaks a bound, or a run failed.
    fn seen(&mut self, money: &[i64]) -> Option<Seen> {
        let best = self.leader.as_ref().map(|(money, _)| money.clone());
        self.beside(money, best.as_deref())
    }

    /// The same held against another that ran to the end; against none it runs to the end itself.
    fn beside(&mut self, money: &[i64], rival: Option<&[i64]>) -> Option<Seen> {
        if let Some(known) = self.tried.get(money) {
            return Some(known.clone());
        }
        if self.left() == 0 || !self.problem.keeps(money) {
            return None;
        }
        let result = self.track.run(money, rival);
        self.noted(money, result)
    }

    fn noted(&mut self, money: &[i64], result: Result<Seen, StudyError>) -> Option<Seen> {
        let seen = result.map_err(|error| self.failed = Some(error)).ok()?;
        self.tried.insert(money.to_vec(), seen.clone());
        let leads = |(best, merit): &(Vec<i64>, Merit)| {
            // Of equals always the same one, whichever was tried first.
            seen.merit.order(*merit).then_with(|| best.as_slice().cmp(money)).is_gt()
        };
        if seen.stopped.is_none() && self.leader.as_ref().is_none_or(leads) {
            self.leader = Some((money.to_vec(), seen.merit));
        }
        Some(seen)
    }

    /// A split that runs to the end.
    fn whole(&mut self, money: Vec<i64>) -> Option<Place> {
        let mut seen = self.beside(&money, None)?;
        if let Some(stopped) = &seen.stopped {
            let result = self.track.finish(&money, stopped);
            seen = self.noted(&money, result)?;
        }
        Some(Place { money, seen })
    }

    /// A split that may be better than `at`, or as good: it stops where it is plainly worse. One that lost to a better one than
    /// `at` may still be better than this, and runs to the end.
    fn next(&mut self, money: Vec<i64>, at: &Place) -> Option<Place> {
        let seen = self.beside(&money, Some(&at.money))?;
        if seen.stopped.is_some_and(|stopped| stopped.by.better_than(at.seen.merit)) {
            return self.whole(money);
        }
        Some(Place { money, seen })
    }

    /// How far splits ran.
    pub(super) fn raced(&self) -> Raced {
        Raced {
            stopped: self.tried.values().filter(|seen| seen.stopped.is_some()).count(),
            run: self.track.ran,
            whole: self.tried.len() as u64 * self.track.length(),
        }
    }

    /// The best split found from the starts (money by cell): those that must be tried first, then those that may be.
    pub(super) fn from(&mut self, simple: &[Vec<i64>], others: &[Vec<i64>]) -> Result<Vec<i64>, StudyError> {
        // Simple splits are tried whatever it takes.
        let limit = std::mem::replace(&mut self.limit, usize::MAX);
        for start in simple {
            self.seen(start);
        }
        self.limit = limit;
        for start in others {
            self.seen(start);
        }
        if let Some(all) = self.problem.whole_splits(self.left() / 2) {
            self.is_complete = all.iter().filter(|one| self.seen(one).is_some()).count() == all.len();
        }
        let mut starts: Vec<Place> = Vec::new();
        for money in simple.iter().chain(others) {
            starts.extend(self.seen(money).map(|seen| Place { money: money.clone(), seen }));
        }
        starts.sort_by(|a, b| b.seen.merit.order(a.seen.merit));
        if !self.is_complete && self.problem.blocks().len() > MANY {
            // Half of what may be tried goes to these, evenly.
            let each = self.left() / 2 / DESCENTS;
            for start in starts.iter().take(DESCENTS) {
                self.descend(&start.money, each);
            }
        }
        if let Some(best) = self.best() {
            self.climb(best);
        }
        if !self.is_complete {
            self.restart(starts);
        }
        self.is_exhausted = self.tried.len() >= self.limit;
        self.limit = self.most.max(self.tried.len());
        let best = self.best();
        let found = best.map(|best| self.finished(best));
        match (self.failed.take(), found) {
            (Some(error), _) => Err(error),
            (None, found) => Ok(found.or_else(|| simple.first().cloned()).unwrap_or_default()),
        }
    }

    /// Whether a line could spend some of what a split that was tried leaves over.
    pub(super) fn is_wanted(&self, money: &[i64]) -> bool {
        let left = self.problem.total - money.iter().sum::<i64>();
        let Some(seen) = self.tried.get(money) else { return false };
        self.problem.cells.iter().enumerate().any(|(at, cell)| {
            let lacking = seen.lacking.get(at).copied().unwrap_or(0);
            lacking > 0 && cell.unit() <= left.min(self.problem.room(money, &[at]))
        })
    }

    fn best(&self) -> Option<Place> {
        let (money, _) = self.leader.as_ref()?;
        Some(Place { money: money.clone(), seen: self.tried.get(money)?.clone() })
    }

    /// Climbs from one start after another, and from others when these are used up.
    fn restart(&mut self, starts: Vec<Place>) {
        let mut climbed: BTreeSet<Vec<i64>> = BTreeSet::new();
        for start in starts {
            if self.left() > 0
                && climbed.insert(start.money.clone())
                && let Some(start) = self.whole(start.money)
            {
                self.climb(start);
            }
        }
        let levers = self.problem.levers.len();
        let luck = Luck::of_parameters(self.seed, 0);
        let decision = Decision::new("study", "split");
        let (mut start, mut stale) = (0, 0);
        while self.left() > 0 && stale < STALE {
            // Exponential weights give every split the same density; the part of the levers that get none differs.
            let mut own = luck.at(decision, start, 0);
            let none = own.random::<f64>() * 0.8;
            let mut weight = || {
                let [is_in, share]: [f64; 2] = [own.sample(Open01), own.sample(Open01)];
                if is_in >= none { -libm::log(share) } else { 0.0 }
            };
            let weights: Vec<f64> = (0..levers).map(|_| weight()).collect();
            let before = self.tried.len();
            let money = self.problem.by_cell(&self.problem.split(&weights));
            if let Some(place) = self.whole(money).filter(|place| climbed.insert(place.money.clone())) {
                self.climb(place);
            }
            stale = if self.tried.len() > before { 0 } else { stale + 1 };
            start += 1;
        }
    }

    /// COBYLA on the shares of all lines but the last, which takes what is left. Years that are levers of one line keep their
    /// proportions here, so that many of them do not need many more splits.
    fn descend(&mut self, start: &[i64], evaluations: usize) {
        let problem = self.problem;
        let before = self.tried.len();
        let most = before + evaluations;
        problem.descend(start, evaluations, &mut |money| {
            let more = self.tried.contains_key(money) || self.tried.len() < most;
            self.seen(money).filter(|_| more).map(|seen| seen.merit)
        });
    }

    /// The same without what nobody spends, if nothing is lost by that.
    fn settled(&mut self, at: Place) -> Place {
        let trimmed = self.problem.trimmed(&at.money, &at.seen.spent);
        let idle: i64 = at.money.iter().sum::<i64>() - trimmed.iter().sum::<i64>();
        let lacking = self.problem.cells.iter().zip(&at.seen.lacking).filter(|(_, lacking)| **lacking > 0);
        // Crumbs that buy nothing anywhere are not worth a try.
        if lacking.map(|(cell, _)| cell.unit()).min().is_none_or(|unit| idle + self.free(&at) < unit) {
            return at;
        }
        self.next(trimmed, &at).filter(|place| !at.seen.merit.better_than(place.seen.merit)).unwrap_or(at)
    }

    /// Money of the sum that no cell has.
    fn free(&self, at: &Place) -> i64 {
        self.problem.total - at.money.iter().sum::<i64>()
    }

    /// Improves a split until nothing helps, or no more may be tried.
    fn climb(&mut self, start: Place) {
        let (blocks, single) = self.problem.groups();
        let at = self.climb_by(start, &blocks);
        if !single.is_empty() {
            self.climb_by(at, &single);
        }
    }

    fn climb_by(&mut self, start: Place, groups: &[Vec<usize>]) -> Place {
        let mut at = self.settled(start);
        // Among many, great changes are seldom for the better.
        let most = if groups.len() > MANY { self.problem.total / 8 } else { i64::MAX };
        loop {
            let before = at.money.clone();
            let mut below = most;
            while let Some((amount, next)) = self.step(&at, groups, below) {
                at = self.settled(next);
                below = amount;
            }
            if at.money != before && self.left() > 0 {
                continue;
            }
            at = self.without_the_useless(at, groups);
            if at.money != before {
                continue;
            }
            if let Some(next) = self.pair(&at, groups) {
                at = self.settled(next);
            }
            if self.left() == 0 || at.money == before {
                return at;
            }
        }
    }

    /// Takes away money without which nothing is lost, group by group, so that it is free for what helps.
    fn without_the_useless(&mut self, mut at: Place, groups: &[Vec<usize>]) -> Place {
        for group in groups {
            let next = self.problem.taken(&at.money, group, i64::MAX);
            if next != at.money
                && let Some(place) = self.next(next, &at)
                && !at.seen.merit.better_than(place.seen.merit)
            {
                at = place;
            }
        }
        at
    }

    /// The first step that helps, greatest first, of at most an amount: what is free, and what one group has, given to another
    /// that lacks money.
    fn step(&mut self, at: &Place, groups: &[Vec<usize>], below: i64) -> Option<(i64, Place)> {
        let free = self.free(at);
        let has = |group: &[usize]| group.iter().filter_map(|cell| at.money.get(*cell)).sum::<i64>();
        let mut steps: Vec<(i64, Option<usize>, usize)> = Vec::new();
        for (to, receiver) in groups.iter().enumerate() {
            let lacks = |cell: &&usize| at.seen.lacking.get(**cell).is_some_and(|lacking| *lacking > 0);
            if !receiver.iter().any(|cell| lacks(&cell)) {
                continue;
            }
            for from in std::iter::once(None).chain((0..groups.len()).map(Some)).filter(|from| *from != Some(to)) {
                let there = free + from.and_then(|from| groups.get(from)).map_or(0, |group| has(group));
                for amount in self.amounts(receiver, there.min(self.problem.room(&at.money, receiver))) {
                    // With what is free alone there is no need to take.
                    if (amount > free || from.is_none()) && amount <= below {
                        steps.push((amount, from, to));
                    }
                }
            }
        }
        steps.sort_by_key(|step| std::cmp::Reverse(step.0));
        for (amount, from, to) in steps {
            if self.left() == 0 {
                return None;
            }
            let Some(receiver) = groups.get(to) else { continue };
            let next = match from.and_then(|from| groups.get(from)) {
                Some(giver) => self.problem.taken(&at.money, giver, amount - free),
                None => at.money.clone(),
            };
            let next = self.problem.given(&next, receiver, &at.seen.lacking, amount);
            if let Some(place) = self.next(next, at).filter(|place| place.seen.merit.better_than(at.seen.merit)) {
                return Some((amount, place));
            }
        }
        None
    }

    /// Amounts to be given: whole units of what a group pays for, each number about five eighths of the one before, and all.
    fn amounts(&self, group: &[usize], there: i64) -> Vec<i64> {
        let cells = group.iter().filter_map(|cell| self.problem.cells.get(*cell));
        let mut units: BTreeSet<i64> = cells.flat_map(|cell| cell.prices.iter().map(|price| price.yuan)).collect();
        if units.is_empty() {
            units.insert(self.problem.step);
        }
        let mut amounts = BTreeSet::new();
        for unit in units {
            let whole = there / unit;
            if whole > 0 {
                amounts.insert(whole * unit);
            }
            let (mut count, mut next) = (1, 2);
            while count < whole {
                amounts.insert(count * unit);
                (count, next) = (next, count + next);
            }
        }
        amounts.into_iter().collect()
    }

    /// Where no single step helps: what is free given to two groups that may need each other.
    fn pair(&mut self, at: &Place, groups: &[Vec<usize>]) -> Option<Place> {
        let free = self.free(at);
        let lacks =
            |group: &Vec<usize>| group.iter().any(|cell| at.seen.lacking.get(*cell).is_some_and(|one| *one > 0));
        let open: Vec<&Vec<usize>> = groups.iter().filter(|group| lacks(group)).collect();
        for (index, one) in open.iter().enumerate() {
            for other in open.iter().skip(index + 1) {
                for part in [2, 1, 3] {
                    let first = free / 4 * part;
                    let next = self.problem.given(&at.money, one, &at.seen.lacking, first);
                    let next = self.problem.given(&next, other, &at.seen.lacking, free - first);
                    if let Some(place) = self.next(next, at).filter(|place| place.seen.merit.better_than(at.seen.merit))
                    {
                        return Some(place);
                    }
                }
            }
        }
        None
    }

    /// The split that is proposed: without what nobody spends, and what is free offered to those that lack some.
    fn finished(&mut self, mut at: Place) -> Vec<i64> {
        let no_worse = |place: &Place, at: &Place| !at.seen.merit.better_than(place.seen.merit);
        // What two replicates more or less could do is no harm to those who lack money.
        let slack = 2.0 / (self.track.length() as f64).max(1.0);
        let as_good =
            |place: &Place, at: &Place| no_worse(place, at) || place.seen.merit.aim >= at.seen.merit.aim - slack;
        let mut left: BTreeSet<Vec<i64>> = BTreeSet::new();
        loop {
            let trimmed = self.problem.trimmed(&at.money, &at.seen.spent);
            if trimmed != at.money {
                match self.next(trimmed.clone(), &at).filter(|place| no_worse(place, &at)) {
                    Some(place) => at = place,
                    // Together it is too much: cell by cell.
                    None => {
                        for cell in 0..trimmed.len() {
                            let mut next = at.money.clone();
                            if let (Some(slot), Some(own)) = (next.get_mut(cell), trimmed.get(cell)) {
                                *slot = (*slot).min(*own);
                            }
                            if next != at.money
                                && let Some(place) = self.next(next, &at).filter(|place| no_worse(place, &at))
                            {
                                at = place;
                            }
                        }
                    }
                }
            }
            // What was offered and taken away again is left over.
            if !left.insert(at.money.clone()) || self.left() == 0 {
                return at.money;
            }
            let free = self.free(&at);
            let lacking: Vec<f64> = at.seen.lacking.iter().map(|yuan| *yuan as f64).collect();
            let parts = whole_parts(free.min(at.seen.lacking.iter().sum()), &lacking);
            let mut next = at.money.clone();
            for (cell, part) in parts.iter().enumerate() {
                next = self.problem.given(&next, &[cell], &at.seen.lacking, *part);
            }
            // What no part is a unit of may still be one for the greatest that lacks it.
            let rest = self.problem.total - next.iter().sum::<i64>();
            let greatest = (0..lacking.len()).max_by_key(|cell| at.seen.lacking.get(*cell)).unwrap_or(0);
            next = self.problem.given(&next, &[greatest], &at.seen.lacking, rest);
            // What is allowed to be a little worse is run to the end.
            let filled = self.whole(next).filter(|place| place.money != at.money && as_good(place, &at));
            let filled = filled.or_else(|| {
                // Where all of them together do harm, one of them may not.
                let one = |cell: usize| {
                    self.problem.given(
                        &at.money,
                        &[cell],
                        &at.seen.lacking,
                        free.min(at.seen.lacking.get(cell).copied().unwrap_or(0)),
                    )
                };
                (0..lacking.len()).find_map(|cell| {
                    self.whole(one(cell)).filter(|place| place.money != at.money && as_good(place, &at))
                })
            });
            match filled {
                Some(place) => at = place,
                None => return at.money,
            }
        }
    }
}
