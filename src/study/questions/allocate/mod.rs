//! The split of a sum of money that serves the chosen targets best, under floors and ceilings.
//!
//! The search meets the same replicates at every split, from many starts, with a stated number of splits that may be tried.
//! Where two splits do equally well the one with less expected shortfall is better, which leads the search over the steps of
//! a probability that is counted, and where it is 0 or 1 everywhere. What no line spends is left over. The verdict is given on replicates that the search never saw, for the split found, the plan's own and simple rules alike:
//! no probability that is reported was the one optimised.
//!
//! `levers.rs` says what is split among what and which bounds hold it, `cells.rs` what it pays for and at what price,
//! `problem.rs` makes splits that keep to the bounds, `search.rs` looks among these, with `descent.rs`, and `track.rs` runs them:
//! a split that is plainly worse than the one it is held against stops early.

mod cells;
mod descent;
mod levers;
mod optimiser;
mod problem;
mod search;
mod track;

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::scenario::{MoneyBounds, Scenario};
use crate::summary::Probability;
use crate::words::{MOST_YUAN, Unfit, Whole, named_range, several, text, typed, whole_yuan};

use self::cells::Cell;
use self::problem::Problem;
use self::search::Search;
use self::track::{Course, Track};
use crate::study::design::{Laboratory, Measure, Outcomes, Point, Series};
use crate::study::error::StudyError;
use crate::study::infer::{
    Difference, Enough, Estimate, Figure, Standing, bounds_of, difference, mean, missing, share, standing_of,
};

/// What a split is to make as great as it can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Aim {
    /// The probability that all chosen targets are met together.
    #[default]
    All,
    /// The expected number of chosen targets that are met.
    Count,
    /// As little expected shortfall as can be, each target's as a share of its bound.
    Shortfall,
}

/// A lever of money that is asked for: a line or a fund, perhaps of one fiscal year.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// The lever.
    pub lever: String,
    /// Least, and most if not all there is, in whole yuan over all years that the lever acts on. None means the bounds that
    /// the scenario states for the lever.
    pub range: Option<(i64, Option<i64>)>,
}

impl FromStr for Wanted {
    type Err = Unfit;

    fn from_str(text: &str) -> Result<Self, Unfit> {
        let wrong = || Unfit(text!("value-allocated"));
        let Some((lever, range)) = named_range(text) else {
            return Ok(Self { lever: text.trim().to_owned(), range: None });
        };
        let (least, most) = range.split_once("..").ok_or_else(wrong)?;
        let number = |text: &str| match text.trim() {
            "" => Ok(None),
            text => whole_yuan(text).filter(|yuan| *yuan <= MOST_YUAN).map(Some).ok_or_else(wrong),
        };
        let (least, most) = (number(least)?.unwrap_or(0), number(most)?);
        if most.is_none_or(|most| most >= least) {
            Ok(Self { lever, range: Some((least, most)) })
        } else {
            Err(wrong())
        }
    }
}

impl fmt::Display for Wanted {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.range {
            None => formatter.write_str(&self.lever),
            Some((least, None)) => write!(formatter, "{}={least}..", self.lever),
            Some((least, Some(most))) => write!(formatter, "{}={least}..{most}", self.lever),
        }
    }
}

impl Serialize for Wanted {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Wanted {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        typed(deserializer)
    }
}

/// What the split may give to a lever, or to several together, in whole yuan over all years that they act on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bounds {
    /// The lever: a line or a fund, perhaps of one fiscal year. Of several levers the line or fund that they are of.
    pub lever: String,
    /// Least.
    pub least: i64,
    /// Most; none means all there is.
    pub most: Option<i64>,
    /// As the scenario states them; none if they are the question's, or nothing is stated.
    pub stated: Option<MoneyBounds>,
}

/// An end of bounds that a split has come to, within one step.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum End {
    /// The floor.
    Floor,
    /// The ceiling.
    Ceiling,
    /// Floor and ceiling are one.
    Both,
}

/// Bounds that a split was held to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Held {
    /// The bounds.
    pub bounds: Bounds,
    /// Yuan that the split found gives.
    pub money: i64,
    /// The end that it has come to, if it has.
    pub at: Option<End>,
}

/// Splits that may be tried.
pub type Evaluations = Whole<3, 100_000, 120>;

/// What money is split among, and to what end.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "cli", derive(clap::Args))]
#[serde(default, rename_all = "kebab-case")]
pub struct Splitting {
    /// Lines and funds, perhaps of one year, some with a floor and a ceiling; empty means every line that a fund with an
    /// appropriation pays. A fund all of whose lines are levers is emptied (in the years in which they are): its money is what
    /// is being split. Other funds keep theirs.
    #[cfg_attr(feature = "cli", arg(long, value_name = "LEVER[=LEAST..MOST]"))]
    #[serde(deserialize_with = "several")]
    pub lever: Vec<Wanted>,
    /// Whether each is a lever in every fiscal year separately, so that the split is over years as well.
    #[cfg_attr(feature = "cli", arg(long))]
    pub by_year: bool,
    /// Targets by id; empty means all.
    #[cfg_attr(feature = "cli", arg(long, value_name = "ID"))]
    #[serde(deserialize_with = "several")]
    pub target: Vec<String>,
    /// What the split is to make as good as it can.
    #[cfg_attr(feature = "cli", arg(long, value_enum, default_value_t))]
    pub aim: Aim,
    /// How many splits the search may try.
    #[cfg_attr(feature = "cli", arg(long, value_name = "NUMBER", default_value_t))]
    pub evaluations: Evaluations,
}

/// How finely splits are told apart, and how well they are known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effort {
    /// Replicates of every split while searching.
    pub search: u64,
    /// Fresh replicates for the verdict.
    pub verdict: u64,
    /// Yuan of which amounts are multiples where nothing that a line pays for has a price, and what counts as having come to
    /// a bound; none means a power of ten of at most a thousandth of the sum, up to 10,000.
    pub step: Option<i64>,
    /// Whether splits that are plainly worse stop early while searching.
    pub race: bool,
}

impl Effort {
    /// So many replicates of every split, and twice as many for the verdict; what is plainly worse stops early.
    #[must_use]
    pub const fn of(replicates: u64) -> Self {
        Self { search: replicates, verdict: replicates.saturating_mul(2), step: None, race: true }
    }
}

/// A split and the verdict on it, from fresh replicates.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Split {
    /// `found`, `plan` (as it is, with its own money), `scaled` (the plan's funds in proportion), `even`, `spend` or `need`.
    pub name: Cow<'static, str>,
    /// Yuan by lever, in the order of [`Allocation::levers`]; empty for `plan` and `scaled`, which split nothing.
    pub money: Vec<i64>,
    /// The same by fiscal year, for every lever that is of one or is divided over them.
    pub years: Vec<YearMoney>,
    /// Probability that all chosen targets are met together.
    pub all: Probability,
    /// Expected number of chosen targets that are met.
    pub count: Estimate,
    /// Expected shortfall, each target's as a share of its bound, summed.
    pub shortfall: Estimate,
    /// Each chosen target's probability.
    pub each: Vec<(Measure, Probability)>,
    /// How each of them stands, in the same order.
    pub standings: Vec<Standing>,
    /// What the split found has more of the aim than this one: the probability of all, the expected number, or (as less
    /// shortfall is better) the shortfall it saves; paired.
    pub behind: Difference,
    /// The expected shortfall that the split found saves against this one; paired. It tells splits apart whose probabilities
    /// are 0 or 1 alike.
    pub saved: Difference,
}

/// Money of a lever in a fiscal year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct YearMoney {
    /// Position of the lever.
    pub lever: usize,
    /// The fiscal year.
    pub year: i32,
    /// Yuan.
    pub yuan: i64,
}

/// The answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allocation {
    /// Levers and their bounds.
    pub levers: Vec<Bounds>,
    /// Every bound that is stated, those of levers first, then those of several together.
    pub held: Vec<Held>,
    /// Bounds that the scenario states on money that is not split, or not all of it: nothing was held to them.
    pub aside: Vec<MoneyBounds>,
    /// The split found.
    pub found: Split,
    /// The plan as it is, its funds in proportion, and simple splits.
    pub others: Vec<Split>,
    /// Yuan of the sum that the split found leaves over.
    pub left: i64,
    /// Whether a line could spend some of them all the same, for less of the aim; otherwise no line can.
    pub is_left_wanted: bool,
    /// Splits that the search tried.
    pub evaluations: usize,
    /// How far they ran.
    #[serde(default)]
    pub raced: Raced,
    /// Whether it would have tried more if it could.
    pub exhausted: bool,
    /// Whether every split in whole units that uses up the sum was among them.
    pub is_complete: bool,
    /// Replicates of each while searching.
    pub search_replicates: u64,
    /// Fresh replicates of the verdict.
    pub verdict_replicates: u64,
}

/// How far splits ran while searching.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Raced {
    /// Splits that stopped early, because they were plainly worse than another.
    pub stopped: usize,
    /// Replicates that were run.
    pub run: u64,
    /// Replicates that it would have taken to run all of them to the end.
    pub whole: u64,
}

/// The split of a sum that serves best, for one sum or for several.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Allocated {
    /// The sums, least first, with the best split that was found for each.
    pub fronts: Vec<Front>,
    /// What a split was to serve.
    pub aim: Aim,
    /// The probability for which the least sum was sought, if it was.
    pub confidence: Option<f64>,
}

impl Allocated {
    /// How closely it tells what it is mainly about.
    pub(super) fn closeness(&self) -> Option<Enough> {
        let found = || self.fronts.iter().map(|front| &front.allocation);
        let all = found().flat_map(|one| one.found.each.iter().map(|(_, own)| own).chain([&one.found.all]));
        // The verdict is of twice as many as were asked for.
        let replicates = found().map(|one| one.verdict_replicates / 2).max().unwrap_or(0);
        Enough::of(Figure::Probability, all, replicates)
    }
}

impl Allocated {
    /// The sum that is the answer: the least with which the best split reaches the probability that was asked for, if one
    /// does, and else the greatest.
    #[must_use]
    pub fn answer(&self) -> Option<&Front> {
        self.enough().or_else(|| self.fronts.last())
    }

    /// The least sum with which the best split reaches the probability that was asked for.
    #[must_use]
    pub fn enough(&self) -> Option<&Front> {
        enough(&self.fronts, self.confidence?)
    }

    /// The greatest sum below that one that was tried.
    #[must_use]
    pub fn too_little(&self) -> Option<&Front> {
        let enough = self.enough()?;
        self.fronts.iter().rfind(|front| front.total < enough.total)
    }
}

fn enough(fronts: &[Front], confidence: f64) -> Option<&Front> {
    fronts.iter().find(|front| front.allocation.found.all.estimate >= confidence)
}

/// A sum of money and the best that was found for it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Front {
    /// Yuan.
    pub total: i64,
    /// The answer for it.
    pub allocation: Allocation,
    /// Whether no smaller sum of the front does as well or better.
    pub efficient: bool,
}

impl Split {
    /// How good it is, by the verdict.
    fn merit(&self, aim: Aim) -> Merit {
        let shortfall = self.shortfall.mean;
        let aim = match aim {
            Aim::All => self.all.estimate,
            Aim::Count => self.count.mean,
            Aim::Shortfall => -shortfall,
        };
        Merit { aim, shortfall }
    }
}

/// How good a split is: the aim first, greater being better, then the shortfall, less being better.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Merit {
    aim: f64,
    shortfall: f64,
}

impl Merit {
    /// The better one is the greater.
    fn order(self, other: Self) -> Ordering {
        self.aim.total_cmp(&other.aim).then(other.shortfall.total_cmp(&self.shortfall))
    }

    fn better_than(self, other: Self) -> bool {
        self.order(other).is_gt()
    }

    /// As one number for the optimiser, less being better: the shortfall shows the way where the aim stands still.
    fn cost(self) -> f64 {
        0.05 * self.shortfall - self.aim
    }
}

/// Finds a split of whole yuan.
///
/// # Errors
/// If a name is unknown or no lever of money, the bounds leave no split, or a run ends early.
pub fn allocate(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    total: i64,
    splitting: &Splitting,
    effort: Effort,
) -> Result<Allocation, StudyError> {
    expect(laboratory, splitting, effort, 1);
    split(laboratory, scenario, (total, &[]), splitting, effort)
}

/// Says how much will be run at most for so many sums: every split of the search, and the verdict on what it found, the plan,
/// the plan in proportion and three simple splits.
fn expect(laboratory: &Laboratory<'_>, splitting: &Splitting, effort: Effort, sums: usize) {
    laboratory.expect(sums * (1 + splitting.evaluations.size()), &laboratory.draws(0, effort.search));
    laboratory.expect(sums * 6, &laboratory.draws(effort.search, effort.verdict));
}

/// Finds a split, beginning also with one in proportion to `like`, if it is of as many levers.
fn split(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    (total, like): (i64, &[i64]),
    splitting: &Splitting,
    effort: Effort,
) -> Result<Allocation, StudyError> {
    let mut problem = Problem::new(scenario, total, splitting, effort.step)?;
    let base = Point::new("plan", scenario);
    let measures = base.measures_of(&splitting.target)?;
    let targets = bounds_of(scenario, &measures);
    let judge = Judge { targets, aim: splitting.aim };
    let draws = laboratory.draws(0, effort.search);
    let own = laboratory.one(&base, &draws)?;
    problem.learn(&own);
    let simple = [
        ("even", problem.by_cell(&problem.split(&problem.even()))),
        ("spend", problem.by_cell(&problem.split(&problem.like(&own, false)))),
        ("need", problem.by_cell(&problem.split(&problem.like(&own, true)))),
    ];
    let mut starts = problem.alone();
    if like.len() == problem.levers.len() {
        starts.insert(0, problem.split(&like.iter().map(|money| *money as f64).collect::<Vec<f64>>()));
    }
    let starts: Vec<Vec<i64>> = starts.iter().map(|money| problem.by_cell(money)).collect();
    let rules: Vec<Vec<i64>> = simple.iter().map(|(_, money)| money.clone()).collect();
    let most = splitting.evaluations.size().max(simple.len());
    let track = Track::new(laboratory, &problem, &judge, draws, effort.race.then_some(most));
    let mut search = Search::new(laboratory.sampling().seed, &problem, track, most);
    let best = search.from(&rules, &starts)?;
    let (evaluations, is_complete, raced) = (search.tried.len(), search.is_complete, search.raced());
    let exhausted = search.is_exhausted;
    let is_left_wanted = search.is_wanted(&best);
    // The verdict: replicates beyond those of the search.
    let fresh = laboratory.draws(effort.search, effort.verdict);
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
        .map(|((name, money, _), one)| judge.verdict(name, (&problem, money), one, reference))
        .collect::<Vec<Split>>()
        .into_iter();
    let Some(found) = splits.next() else { return Err(StudyError::Target { name: "all".to_owned() }) };
    Ok(Allocation {
        levers: problem.given.levers.clone(),
        held: problem.held(&problem.by_lever(&best)),
        aside: problem.given.aside.clone(),
        found,
        others: splits.collect(),
        left: total - best.iter().sum::<i64>(),
        is_left_wanted,
        evaluations,
        raced,
        exhausted,
        is_complete,
        search_replicates: effort.search,
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
    totals: &[i64],
    splitting: &Splitting,
    effort: Effort,
) -> Result<Vec<Front>, StudyError> {
    let mut sums = totals.to_vec();
    sums.sort_unstable();
    sums.dedup();
    let mut front: Vec<Front> = Vec::new();
    let merit = |allocation: &Allocation| allocation.found.merit(splitting.aim);
    expect(laboratory, splitting, effort, sums.len());
    for total in sums {
        let smaller = front.last().map_or(&[][..], |smaller| &smaller.allocation.found.money);
        let allocation = split(laboratory, scenario, (total, smaller), splitting, effort)?;
        let efficient = front.iter().all(|smaller| merit(&allocation).better_than(merit(&smaller.allocation)));
        front.push(Front { total, allocation, efficient });
    }
    Ok(front)
}

/// Sums between one that is too little and one that is enough that are tried.
const HALVINGS: usize = 8;
/// Between two sums that are no further apart than one in so many, none is tried.
const CLOSE: i64 = 100;

/// The same, and beside these sums others between the least that is enough for a probability of all chosen targets and the
/// greatest that is not: half-way between them, until they are about a hundredth apart. A search finds the best split that it
/// tried, so that the least sum is the least of those for which a split was found.
///
/// # Errors
/// As [`allocate`].
pub fn least_sum(
    laboratory: &Laboratory<'_>,
    scenario: &Scenario,
    totals: &[i64],
    confidence: f64,
    splitting: &Splitting,
    effort: Effort,
) -> Result<Vec<Front>, StudyError> {
    let mut fronts = pareto(laboratory, scenario, totals, splitting, effort)?;
    for _ in 0..HALVINGS {
        let Some(at) = fronts.iter().position(|front| front.allocation.found.all.estimate >= confidence) else { break };
        let below = at.checked_sub(1).and_then(|below| fronts.get(below));
        let (low, high) = (below.map_or(0, |front| front.total), fronts[at].total);
        // Sums that people would write.
        let step = effort.step.unwrap_or(10_000).max(1);
        let middle = i64::midpoint(low, high) / step * step;
        if high - low <= high / CLOSE || middle <= low {
            break;
        }
        let like = below.unwrap_or(&fronts[at]).allocation.found.money.clone();
        expect(laboratory, splitting, effort, 1);
        let allocation = split(laboratory, scenario, (middle, &like), splitting, effort)?;
        fronts.insert(at, Front { total: middle, allocation, efficient: true });
    }
    let merits: Vec<Merit> = fronts.iter().map(|front| front.allocation.found.merit(splitting.aim)).collect();
    for (at, front) in fronts.iter_mut().enumerate() {
        front.efficient = merits[..at].iter().all(|smaller| merits[at].better_than(*smaller));
    }
    Ok(fronts)
}

/// How splits are judged.
struct Judge {
    /// Targets by id, each with its bound.
    targets: Vec<(String, f64)>,
    aim: Aim,
}

impl Judge {
    fn met(&self, outcomes: &Outcomes) -> Vec<Series> {
        let measures: Vec<Measure> = self.targets.iter().map(|(target, _)| Measure::met(target)).collect();
        outcomes.series_of(&measures)
    }

    fn shortfall(&self, outcomes: &Outcomes) -> Series {
        missing(outcomes, &self.targets)
    }

    fn all(&self, met: &[Series]) -> Series {
        let every = self.targets.len() as i64;
        let mut all: Series = met.iter().sum();
        all.values.iter_mut().for_each(|count| *count = i64::from(*count == every));
        all.events = Some(1);
        all
    }

    fn course(&self, outcomes: &Outcomes) -> Course {
        Course { aimed: self.aimed(outcomes), shortfall: self.shortfall(outcomes) }
    }

    /// What the aim counts, greater being better.
    fn aimed(&self, outcomes: &Outcomes) -> Series {
        let met = self.met(outcomes);
        match self.aim {
            Aim::All => self.all(&met),
            Aim::Count => met.iter().sum(),
            Aim::Shortfall => {
                let mut saved = self.shortfall(outcomes);
                saved.values.iter_mut().for_each(|value| *value = -*value);
                saved
            }
        }
    }

    fn verdict(
        &self,
        name: &'static str,
        (problem, money): (&Problem, &[i64]),
        outcomes: &Outcomes,
        reference: &Outcomes,
    ) -> Split {
        let met = self.met(outcomes);
        let shortfall = self.shortfall(outcomes);
        let year = |(cell, yuan): (&Cell, &i64)| Some(YearMoney { lever: cell.lever, year: cell.year?, yuan: *yuan });
        Split {
            name: name.into(),
            // Plans that split nothing have no money by lever.
            money: if money.is_empty() { Vec::new() } else { problem.by_lever(money) },
            years: problem.cells.iter().zip(money).filter_map(year).collect(),
            all: share(&self.all(&met)),
            count: mean(&met.iter().sum()),
            shortfall: mean(&shortfall),
            each: self.targets.iter().zip(&met).map(|((target, _), met)| (Measure::met(target), share(met))).collect(),
            standings: self.targets.iter().filter_map(|(target, _)| standing_of(outcomes, target)).collect(),
            behind: difference(&self.aimed(outcomes), &self.aimed(reference)),
            saved: difference(&self.shortfall(reference), &shortfall),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_lever_and_its_bounds_are_read_from_any_keyboard() {
        let wanted = |text: &str| text.parse::<Wanted>().map(|one| (one.lever.clone(), one.range, one.to_string()));
        let line = |range, text: &str| Ok(("line.training".to_owned(), range, text.to_owned()));
        assert_eq!(wanted("line.training"), line(None, "line.training"));
        assert_eq!(wanted("line.training=..300万"), line(Some((0, Some(3_000_000))), "line.training=0..3000000"));
        assert_eq!(wanted("line.training＝１００，０００～"), line(Some((100_000, None)), "line.training=100000.."));
        for wrong in ["line.training=5..4", "line.training=5", "line.training=2万亿.."] {
            assert!(wanted(wrong).is_err(), "{wrong}");
        }
    }
}
