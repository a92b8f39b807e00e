//! The split of a sum of money that serves the chosen targets best, under floors and ceilings.
//!
//! The search meets the same replicates at every split, from several starts, with a stated number of splits that may be
//! tried: COBYLA on the shares, then transfers between two levers at a time, ever smaller. Where two splits do equally well
//! the one with less expected shortfall is better, which leads the search over the steps of a probability that is counted.
//! The verdict is given on replicates that the search never saw, for the split found, the plan's own and simple rules alike:
//! no probability that is reported was the one optimised.

use std::collections::BTreeMap;

use crate::random::{Decision, Luck};
use crate::scenario::Scenario;
use crate::summary::Probability;
use crate::words::Text;

use super::error::StudyError;
use super::frontier::measures_of;
use super::laboratory::Laboratory;
use super::lever::{Change, Lever, LeverUnit, earmark_all, levers, whole_parts};
use super::marginal::total;
use super::measure::{Measure, Series};
use super::optimiser::{self, minimise};
use super::paired::{Difference, Estimate, difference, mean, share};
use super::point::{Outcomes, Point};

/// What a split is to make as great as it can.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aim {
    /// The probability that all chosen targets are met together.
    All,
    /// The expected number of chosen targets that are met.
    Count,
    /// As little expected shortfall as can be, each target's as a share of its bound.
    Shortfall,
}

/// A lever of money and what the split may give it, in whole yuan over all years that the lever acts on.
#[derive(Clone, Debug, PartialEq)]
pub struct Bounds {
    /// The lever: a line or a fund, perhaps of one fiscal year.
    pub lever: String,
    /// Least.
    pub least: i64,
    /// Most; none means all there is.
    pub most: Option<i64>,
}

/// What is asked.
#[derive(Clone, Debug, PartialEq)]
pub struct AllocateRequest {
    /// Whole yuan to be split.
    pub total: i64,
    /// Levers and their bounds; empty means every line that a fund with an appropriation pays, without bounds. A fund all of
    /// whose lines are levers is emptied (in the years in which they are): its money is what is being split. Other funds
    /// keep theirs.
    pub levers: Vec<Bounds>,
    /// Targets by id; empty means all.
    pub targets: Vec<String>,
    /// What is optimised.
    pub aim: Aim,
    /// Amounts are multiples of this, in yuan, but for a remainder.
    pub step: i64,
    /// Splits that the search may try.
    pub evaluations: usize,
    /// Starts at random, beside even shares, what the plan spends and what it needs.
    pub random_starts: usize,
    /// Replicates of every split while searching.
    pub search_replicates: u64,
    /// Fresh replicates for the verdict.
    pub verdict_replicates: u64,
}

impl AllocateRequest {
    /// A request with usual effort: 200 splits of 1,000 replicates, two random starts, 4,000 fresh replicates, steps of
    /// 10,000 yuan.
    #[must_use]
    pub fn new(total: i64) -> Self {
        Self {
            total,
            levers: Vec::new(),
            targets: Vec::new(),
            aim: Aim::All,
            step: 10_000,
            evaluations: 200,
            random_starts: 2,
            search_replicates: 1000,
            verdict_replicates: 4000,
        }
    }
}

/// A split and the verdict on it, from fresh replicates.
#[derive(Clone, Debug, PartialEq)]
pub struct Split {
    /// `found`, `plan` (as it is, with its own money), `scaled` (the plan's funds in proportion), `even`, `spend` or `need`.
    pub name: &'static str,
    /// Yuan by lever, in the order of [`Allocation::levers`]; empty for `plan` and `scaled`, which split nothing.
    pub money: Vec<i64>,
    /// Probability that all chosen targets are met together.
    pub all: Probability,
    /// Expected number of chosen targets that are met.
    pub count: Estimate,
    /// Expected shortfall, each target's as a share of its bound, summed.
    pub shortfall: Estimate,
    /// Each chosen target's probability.
    pub each: Vec<(Measure, Probability)>,
    /// What the split found has more of the aim than this one: the probability of all, the expected number, or (as less
    /// shortfall is better) the shortfall it saves; paired.
    pub behind: Difference,
}

/// The answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Allocation {
    /// Levers and their bounds.
    pub levers: Vec<Bounds>,
    /// The split found.
    pub found: Split,
    /// The plan as it is, its funds in proportion, and simple splits.
    pub others: Vec<Split>,
    /// Splits that the search tried.
    pub evaluations: usize,
    /// Replicates of each while searching.
    pub search_replicates: u64,
    /// Fresh replicates of the verdict.
    pub verdict_replicates: u64,
}

/// A sum of money and the best that was found for it.
#[derive(Clone, Debug, PartialEq)]
pub struct Front {
    /// Yuan.
    pub total: i64,
    /// The answer for it.
    pub allocation: Allocation,
    /// Whether no smaller sum of the front does as well or better.
    pub efficient: bool,
}

/// How good a split is: the aim first, greater being better, then the shortfall, less being better.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Merit {
    aim: f64,
    shortfall: f64,
}

impl Merit {
    fn better_than(self, other: Self) -> bool {
        let (aim, shortfall) = (self.aim.total_cmp(&other.aim), self.shortfall.total_cmp(&other.shortfall));
        aim.is_gt() || (aim.is_eq() && shortfall.is_lt())
    }

    /// As one number for the optimiser, less being better: the shortfall shows the way where the aim stands still.
    fn cost(self) -> f64 {
        0.05 * self.shortfall - self.aim
    }
}

/// Finds a split.
///
/// # Errors
/// If a name is unknown or no lever of money, the bounds leave no split, or a run ends early.
pub fn allocate(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    request: &AllocateRequest,
) -> Result<Allocation, StudyError> {
    let problem = Problem::new(scenario, request)?;
    let base = Point::new("plan", scenario);
    let measures = measures_of(&base, &request.targets)?;
    let targets: Vec<String> = measures
        .iter()
        .filter_map(|measure| match measure {
            Measure::Met { target, .. } => Some(target.clone()),
            _ => None,
        })
        .collect();
    let scales = targets.iter().map(|id| bound_of(scenario, id)).collect();
    let judge = Judge { targets, scales, aim: request.aim };
    let own = laboratory.run_one(&base, request.search_replicates)?;
    let simple = [
        ("even", problem.split(&vec![1.0; problem.levers.len()])),
        ("spend", problem.split(&problem.like(&own, false))),
        ("need", problem.split(&problem.like(&own, true))),
    ];
    let mut search = Search {
        laboratory,
        problem: &problem,
        judge: &judge,
        draws: laboratory.draws(0, request.search_replicates),
        tried: BTreeMap::new(),
        most: request.evaluations.max(simple.len()),
        failed: None,
    };
    let mut starts: Vec<Vec<i64>> = simple.iter().map(|(_, money)| money.clone()).collect();
    starts.extend((0..request.random_starts).map(|start| {
        let luck = Luck::of_parameters(laboratory.sampling().seed, start as u64);
        let decision = Decision::new("study", "split");
        // Exponential weights give every split the same density.
        let weight = |lever: usize| -libm::log(luck.uniform(decision, lever as u64, 0));
        problem.split(&(0..problem.levers.len()).map(weight).collect::<Vec<f64>>())
    }));
    let best = search.from(&starts)?;
    let evaluations = search.tried.len();
    // The verdict: replicates beyond those of the search.
    let fresh = laboratory.draws(request.search_replicates, request.verdict_replicates);
    let mut candidates: Vec<(&'static str, Vec<i64>, Point)> = vec![("found", best.clone(), problem.point(&best)?)];
    candidates.push(("plan", Vec::new(), base));
    if let Some(scaled) = problem.scaled(scenario)? {
        candidates.push(("scaled", Vec::new(), scaled));
    }
    for (name, money) in &simple {
        candidates.push((name, money.clone(), problem.point(money)?));
    }
    let points: Vec<&Point> = candidates.iter().map(|(_, _, point)| point).collect();
    let outcomes = laboratory.run_draws(&points, &fresh)?;
    let Some(reference) = outcomes.first() else { return Err(StudyError::Target { name: "all".to_owned() }) };
    let mut splits = candidates
        .iter()
        .zip(&outcomes)
        .map(|((name, money, _), one)| judge.verdict(name, money, one, reference))
        .collect::<Vec<Split>>()
        .into_iter();
    let Some(found) = splits.next() else { return Err(StudyError::Target { name: "all".to_owned() }) };
    Ok(Allocation {
        levers: problem.bounds.clone(),
        found,
        others: splits.collect(),
        evaluations,
        search_replicates: request.search_replicates,
        verdict_replicates: reference.replicates(),
    })
}

/// The best split for each of several sums, least first: how much the aim gains with money that is spent as well as can be.
///
/// # Errors
/// As [`allocate`].
pub fn pareto(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    request: &AllocateRequest,
    totals: &[i64],
) -> Result<Vec<Front>, StudyError> {
    let mut sums = totals.to_vec();
    sums.sort_unstable();
    sums.dedup();
    let mut front: Vec<Front> = Vec::new();
    let merit = |allocation: &Allocation| match request.aim {
        Aim::All => allocation.found.all.estimate,
        Aim::Count => allocation.found.count.mean,
        Aim::Shortfall => -allocation.found.shortfall.mean,
    };
    for total in sums {
        let allocation = allocate(laboratory, scenario, &AllocateRequest { total, ..request.clone() })?;
        let efficient = front.iter().all(|smaller| merit(&smaller.allocation) < merit(&allocation));
        front.push(Front { total, allocation, efficient });
    }
    Ok(front)
}

/// The bound of a target's main reading, at least 1 in its smallest recorded unit, so that shortfalls can be shares of it.
fn bound_of(scenario: &Scenario, id: &str) -> f64 {
    let target = scenario.targets.iter().find(|target| target.named.id == id);
    let bound = target.and_then(|target| target.readings.first()).map_or(1.0, |reading| reading.at_least);
    if bound > 0.0 { bound } else { 1.0 }
}

/// How splits are judged.
struct Judge {
    targets: Vec<String>,
    /// Bound of each target.
    scales: Vec<f64>,
    aim: Aim,
}

/// Parts of a bound that shortfalls are counted in.
const SHARES: f64 = 1e6;

impl Judge {
    fn met(&self, outcomes: &Outcomes) -> Vec<Series> {
        let measures: Vec<Measure> = self.targets.iter().map(|target| Measure::met(target)).collect();
        outcomes.series_of(&measures)
    }

    /// The sum over targets of the shortfall as a share of the bound, in millionths.
    fn shortfall(&self, outcomes: &Outcomes) -> Series {
        let shares: Vec<Series> = self
            .targets
            .iter()
            .zip(&self.scales)
            .filter_map(|(target, scale)| {
                let (target, reading) = (target.clone(), "main".to_owned());
                let mut series = outcomes.series(&Measure::Shortfall { target, reading })?;
                let unit = scale * series.scale as f64;
                series.values.iter_mut().for_each(|value| *value = libm::round(*value as f64 / unit * SHARES) as i64);
                Some(series)
            })
            .collect();
        let mut sum = total(&shares.iter().collect::<Vec<_>>());
        sum.scale = SHARES as i64;
        sum
    }

    fn all(&self, met: &[Series]) -> Series {
        let every = self.targets.len() as i64;
        let mut all = total(&met.iter().collect::<Vec<_>>());
        all.values.iter_mut().for_each(|count| *count = i64::from(*count == every));
        all
    }

    fn merit(&self, outcomes: &Outcomes) -> Merit {
        let met = self.met(outcomes);
        let shortfall = mean(&self.shortfall(outcomes)).mean;
        let aim = match self.aim {
            Aim::All => mean(&self.all(&met)).mean,
            Aim::Count => mean(&total(&met.iter().collect::<Vec<_>>())).mean,
            Aim::Shortfall => -shortfall,
        };
        Merit { aim, shortfall }
    }

    /// What the aim counts, greater being better.
    fn aimed(&self, outcomes: &Outcomes) -> Series {
        let met = self.met(outcomes);
        match self.aim {
            Aim::All => self.all(&met),
            Aim::Count => total(&met.iter().collect::<Vec<_>>()),
            Aim::Shortfall => {
                let mut saved = self.shortfall(outcomes);
                saved.values.iter_mut().for_each(|value| *value = -*value);
                saved
            }
        }
    }

    fn verdict(&self, name: &'static str, money: &[i64], outcomes: &Outcomes, reference: &Outcomes) -> Split {
        let met = self.met(outcomes);
        Split {
            name,
            money: money.to_vec(),
            all: share(&self.all(&met)),
            count: mean(&total(&met.iter().collect::<Vec<_>>())),
            shortfall: mean(&self.shortfall(outcomes)),
            each: self.targets.iter().zip(&met).map(|(target, met)| (Measure::met(target), share(met))).collect(),
            behind: difference(&self.aimed(outcomes), &self.aimed(reference)),
        }
    }
}

/// What is split among what.
struct Problem {
    /// With money set apart by line where lines are levers, and the funds that are being split emptied.
    scenario: Scenario,
    levers: Vec<Lever>,
    bounds: Vec<Bounds>,
    total: i64,
    step: i64,
}

impl Problem {
    fn new(scenario: &Scenario, request: &AllocateRequest) -> Result<Self, StudyError> {
        let bounds = if request.levers.is_empty() {
            let lines = levers(scenario).into_iter().filter(|name| name.starts_with("line."));
            lines.map(|lever| Bounds { lever, least: 0, most: None }).collect()
        } else {
            request.levers.clone()
        };
        let mut prepared = scenario.clone();
        if bounds.iter().any(|bound| bound.lever.starts_with("line.")) {
            empty(&mut prepared, scenario, &bounds)?;
        }
        let found: Vec<Lever> =
            bounds.iter().map(|bound| Lever::find(&prepared, &bound.lever)).collect::<Result<_, _>>()?;
        if let Some(other) = found.iter().find(|lever| lever.unit() != LeverUnit::Yuan) {
            let name = other.name();
            let text =
                Text::new(format!("`{name}` 不是资金，不能分配"), format!("`{name}` is no money that could be split"));
            return Err(StudyError::Request(text));
        }
        let least: i64 = bounds.iter().map(|bound| bound.least.max(0)).sum();
        let most: i64 =
            bounds.iter().map(|bound| bound.most.unwrap_or(request.total).clamp(0, request.total.max(0))).sum();
        let crossed = bounds.iter().any(|bound| bound.most.is_some_and(|most| most < bound.least));
        if found.is_empty() || crossed || least > request.total || most < request.total || request.step <= 0 {
            let total = request.total;
            let text = Text::new(
                format!("{total} 元无法分配：下限合计 {least} 元，上限合计 {most} 元"),
                format!("{total} yuan cannot be split: floors add up to {least} yuan and ceilings to {most} yuan"),
            );
            return Err(StudyError::Request(text));
        }
        Ok(Self { scenario: prepared, levers: found, bounds, total: request.total, step: request.step })
    }

    fn point(&self, money: &[i64]) -> Result<Point, StudyError> {
        let changes: Vec<(&Lever, Change)> =
            self.levers.iter().zip(money).map(|(lever, amount)| (lever, Change::Total(*amount))).collect();
        Point::with("split", &self.scenario, &changes)
    }

    fn ends(&self, lever: usize) -> (i64, i64) {
        let bound = self.bounds.get(lever);
        let least = bound.map_or(0, |bound| bound.least.max(0));
        (least, bound.and_then(|bound| bound.most).unwrap_or(self.total).clamp(least, self.total.max(least)))
    }

    /// A split in proportion to weights as far as the bounds allow, in whole steps.
    fn split(&self, weights: &[f64]) -> Vec<i64> {
        let mut money: Vec<i64> = (0..self.levers.len()).map(|lever| self.ends(lever).0).collect();
        let mut left = self.total - money.iter().sum::<i64>();
        // What is above a ceiling goes round again.
        for _ in 0..=self.levers.len() {
            let room = |lever: usize, money: &[i64]| self.ends(lever).1 - money.get(lever).copied().unwrap_or(0);
            let mut open: Vec<f64> = weights
                .iter()
                .enumerate()
                .map(|(lever, weight)| if room(lever, &money) > 0 { weight.max(0.0) } else { 0.0 })
                .collect();
            if open.iter().all(|weight| *weight <= 0.0) {
                open = (0..self.levers.len()).map(|lever| f64::from(u8::from(room(lever, &money) > 0))).collect();
            }
            let whole = whole_parts(left / self.step, &open);
            let greatest = (0..open.len()).max_by(|a, b| {
                let of = |at: &usize| open.get(*at).copied().unwrap_or(0.0);
                of(a).total_cmp(&of(b)).then(b.cmp(a))
            });
            for (lever, part) in whole.iter().enumerate() {
                let rest = if greatest == Some(lever) { left % self.step } else { 0 };
                let given = (part * self.step + rest).min(room(lever, &money));
                if let Some(slot) = money.get_mut(lever) {
                    *slot += given;
                }
            }
            left = self.total - money.iter().sum::<i64>();
            if left <= 0 {
                break;
            }
        }
        money
    }

    /// Weights like what the plan spends, or needs, on each lever.
    fn like(&self, own: &Outcomes, need: bool) -> Vec<f64> {
        let scenario = own.point().scenario();
        let of = |lever: &Lever| {
            let (path, year) =
                lever.name().split_once('@').map_or((lever.name(), None), |(path, year)| (path, Some(year)));
            let lines = scenario.lines.iter().filter(|line| {
                let fund = scenario.funds.get(line.fund.index()).map_or("", |fund| fund.named.id.as_str());
                match path.split_once('.') {
                    Some(("line", id)) => line.named.id == id,
                    Some(("fund", id)) => fund == id.trim_end_matches(".appropriation"),
                    _ => true,
                }
            });
            let years =
                scenario.fiscal_years().into_iter().filter(|one| year.is_none_or(|year| one.to_string() == year));
            let cells = lines.flat_map(|line| years.clone().map(move |year| (line.named.id.clone(), year)));
            cells
                .filter_map(|(line, year)| {
                    let measure = if need { Measure::Need { line, year } } else { Measure::Spend { line, year } };
                    own.series(&measure).map(|series| mean(&series).mean)
                })
                .sum::<f64>()
        };
        self.levers.iter().map(of).collect()
    }

    /// The plan with the funds that are being split in proportion, so that they hold the total together; none where the plan
    /// gives them nothing.
    fn scaled(&self, scenario: &Scenario) -> Result<Option<Point>, StudyError> {
        let mut own = Vec::new();
        for lever in &self.levers {
            let name = lever.name();
            let path = name.split('@').next().unwrap_or(name);
            let fund = match path.strip_prefix("line.") {
                Some(id) => scenario
                    .lines
                    .iter()
                    .find(|line| line.named.id == id)
                    .and_then(|line| scenario.funds.get(line.fund.index()))
                    .map(|fund| format!("fund.{}", fund.named.id)),
                None => Some(path.to_owned()),
            };
            own.extend(fund.filter(|fund| !own.contains(fund)));
        }
        let funds: Vec<Lever> = own.iter().map(|name| Lever::find(scenario, name)).collect::<Result<_, _>>()?;
        let plan: f64 = funds.iter().map(|lever| lever.money(scenario).iter().sum::<f64>()).sum();
        if plan <= 0.0 {
            return Ok(None);
        }
        let factor = Change::Times(self.total as f64 / plan);
        let changes: Vec<(&Lever, Change)> = funds.iter().map(|lever| (lever, factor)).collect();
        Point::with("scaled", scenario, &changes).map(Some)
    }
}

/// Sets money apart by line, and empties each fund in the years in which all its lines are levers.
fn empty(prepared: &mut Scenario, scenario: &Scenario, bounds: &[Bounds]) -> Result<(), StudyError> {
    earmark_all(prepared);
    for (index, fund) in scenario.funds.iter().enumerate().filter(|(_, fund)| fund.appropriation.is_some()) {
        let mut lines = scenario.lines.iter().filter(|line| line.fund.index() == index).peekable();
        if lines.peek().is_none() {
            continue;
        }
        let lines: Vec<String> = lines.map(|line| format!("line.{}", line.named.id)).collect();
        for year in scenario.fiscal_years() {
            let is_lever = |line: &String| {
                bounds.iter().any(|bound| bound.lever == *line || bound.lever == format!("{line}@{year}"))
            };
            if lines.iter().all(is_lever) {
                Lever::find(prepared, &format!("fund.{}@{year}", fund.named.id))?.apply(prepared, Change::To(0.0))?;
            }
        }
    }
    Ok(())
}

/// The search, and every split it tried.
struct Search<'study> {
    laboratory: &'study Laboratory<'study>,
    problem: &'study Problem,
    judge: &'study Judge,
    draws: Vec<u64>,
    tried: BTreeMap<Vec<i64>, Merit>,
    most: usize,
    failed: Option<StudyError>,
}

impl Search<'_> {
    /// How good a split is; none if no more may be tried, or a run failed.
    fn merit(&mut self, money: &[i64]) -> Option<Merit> {
        if let Some(known) = self.tried.get(money) {
            return Some(*known);
        }
        if self.failed.is_some() || self.tried.len() >= self.most {
            return None;
        }
        let run = || self.laboratory.one(&self.problem.point(money)?, &self.draws);
        match run() {
            Ok(outcomes) => {
                let merit = self.judge.merit(&outcomes);
                self.tried.insert(money.to_vec(), merit);
                Some(merit)
            }
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }

    /// The best split found from the starts.
    fn from(&mut self, starts: &[Vec<i64>]) -> Result<Vec<i64>, StudyError> {
        for start in starts {
            self.merit(start);
        }
        // Half of what may be tried goes to the starts, evenly, the rest to transfers from the best.
        let each = self.most.saturating_sub(self.tried.len()) / 2 / starts.len().max(1);
        if self.problem.levers.len() > 1 {
            for start in starts {
                self.descend(start, each);
            }
        }
        let mut best = self.best();
        if let Some(found) = &mut best {
            self.transfer(found);
        }
        match (self.failed.take(), best) {
            (Some(error), _) => Err(error),
            (None, Some(best)) => Ok(best),
            (None, None) => Ok(starts.first().cloned().unwrap_or_default()),
        }
    }

    fn best(&self) -> Option<Vec<i64>> {
        let mut best: Option<(&Vec<i64>, Merit)> = None;
        for (money, merit) in &self.tried {
            if best.is_none_or(|(_, other)| merit.better_than(other)) {
                best = Some((money, *merit));
            }
        }
        best.map(|(money, _)| money.clone())
    }

    /// COBYLA on the shares of all levers but the last, which takes what is left.
    fn descend(&mut self, start: &[i64], evaluations: usize) {
        let problem = self.problem;
        let whole = problem.total.max(1) as f64;
        let count = problem.levers.len();
        let share = |amount: i64| amount as f64 / whole;
        let shares: Vec<f64> = start.iter().take(count - 1).map(|amount| share(*amount)).collect();
        let bounds: Vec<(f64, f64)> =
            (0..count - 1).map(|lever| problem.ends(lever)).map(|(low, high)| (share(low), share(high))).collect();
        let (low, high) = problem.ends(count - 1);
        let rest = |x: &[f64]| 1.0 - x.iter().sum::<f64>();
        let above = |x: &[f64]| rest(x) - share(low);
        let below = |x: &[f64]| share(high) - rest(x);
        let limits: [optimiser::Limit<'_>; 2] = [&above, &below];
        let last = (problem.step as f64 / whole / 4.0).max(1e-9);
        let mut worst = 1.0;
        minimise(&shares, &bounds, &limits, evaluations, (0.5 / count as f64, last), &mut |x| {
            let weights: Vec<f64> = x.iter().copied().chain([rest(x)]).collect();
            // Points outside the limits are held within them; the optimiser sees the limits themselves.
            let cost = self.merit(&problem.near(&weights)).map(Merit::cost);
            worst = cost.map_or(worst, |cost| cost.max(worst));
            cost.unwrap_or(worst)
        });
    }

    /// Moves money between two levers at a time until nothing helps: amounts from an eighth of the total down to one step,
    /// each about five eighths of the one before, so that no unit's price is passed over.
    fn transfer(&mut self, best: &mut Vec<i64>) {
        let step = self.problem.step;
        let mut amounts = vec![1, 2];
        while let [.., before, last] = *amounts.as_slice()
            && (before + last) * step <= self.problem.total / 8
        {
            amounts.push(before + last);
        }
        let Some(mut merit) = self.merit(best) else { return };
        loop {
            let before = best.clone();
            for amount in amounts.iter().rev() {
                self.transfer_by(best, &mut merit, amount * step);
            }
            if self.failed.is_some() || self.tried.len() >= self.most || *best == before {
                return;
            }
        }
    }

    fn transfer_by(&mut self, best: &mut Vec<i64>, merit: &mut Merit, amount: i64) {
        for from in 0..best.len() {
            for to in (0..best.len()).filter(|to| *to != from) {
                let mut next = best.clone();
                if let Some(slot) = next.get_mut(from) {
                    *slot -= amount;
                }
                if let Some(slot) = next.get_mut(to) {
                    *slot += amount;
                }
                let within = next.iter().enumerate().all(|(lever, amount)| {
                    let (low, high) = self.problem.ends(lever);
                    (low..=high).contains(amount)
                });
                let found = if within { self.merit(&next) } else { None };
                if let Some(found) = found.filter(|found| found.better_than(*merit)) {
                    (*best, *merit) = (next, found);
                }
            }
        }
    }
}

impl Problem {
    /// The split in whole steps nearest to shares of the total, held within the bounds.
    fn near(&self, shares: &[f64]) -> Vec<i64> {
        let above: Vec<f64> = shares
            .iter()
            .enumerate()
            .map(|(lever, share)| {
                let (low, high) = self.ends(lever);
                (share * self.total as f64 - low as f64).clamp(0.0, (high - low) as f64)
            })
            .collect();
        self.split(&above)
    }
}
